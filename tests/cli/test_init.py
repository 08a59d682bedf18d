"""`kinews init`: a newsletter's first files, and the way from there that the command itself prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from action.definitions import definition
from conftest import Kinews
from kinews_cli.config import Config, read_config
from kinews_cli.errors import ConfigError, InputError
from kinews_cli.pipeline.starting import start

FILES = [
    ".github/workflows/kinews.yml",
    ".gitignore",
    ".pre-commit-config.yaml",
    "glossary.tsv",
    "issues/README.md",
    "kinews.toml",
]


def files_in(folder: Path) -> list[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if not name.startswith(".git/"))


def commands(output: str) -> list[str]:
    """The lines that are to be typed: those that are indented."""
    return [line.strip() for line in output.splitlines() if line.startswith("  ")]


def test_everything_is_there_and_says_so(kinews: Kinews, tmp_path: Path) -> None:
    done = kinews("init")
    assert (done.returncode, done.stderr) == (0, "")
    assert files_in(tmp_path) == FILES
    for name in FILES:
        assert f"written: {name}" in done.stdout


def test_the_settings_hold_the_defaults(tmp_path: Path) -> None:
    start(tmp_path)
    config = read_config(tmp_path / "kinews.toml")
    assert (config.engines, config.cache, config.editions) == (Config().engines, Config().cache, Config().editions)


def test_what_the_settings_show_as_comments_are_settings(tmp_path: Path) -> None:
    start(tmp_path)
    path = tmp_path / "kinews.toml"
    lines = path.read_text("utf-8").splitlines()
    shown = [line.removeprefix("# ") for line in lines if line.startswith("# ") and (" = " in line or line[2] == "[")]
    path.write_text("\n".join(shown), "utf-8")
    config = read_config(path)
    assert (config.contact, config.exclude) == ("redaktion@example.org", ("issues/entwurf-*.txt",))
    assert len(config.ignore) == 2


def test_what_is_there_is_kept(kinews: Kinews, tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine", "utf-8")
    done = kinews("init")
    assert done.returncode == 0
    for name in set(FILES) - {".gitignore"}:
        assert (tmp_path / name).read_text("utf-8") == "mine"
        assert f"kept as it is: {name}" in done.stdout
    assert (tmp_path / ".gitignore").read_text("utf-8").splitlines() == [
        "mine",
        "/cache/",
        "/editions/",
        "/report.html",
        "*.part",
    ]
    assert "lines added: .gitignore" in done.stdout


def test_settings_in_pyproject_toml_are_not_overridden(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.kinews]\neditions = "ausgaben"\n', "utf-8")
    done = kinews("init")
    assert (done.returncode, done.stderr) == (0, "")
    assert files_in(tmp_path) == sorted([*(set(FILES) - {"kinews.toml"}), "pyproject.toml"])
    assert "kept as it is: pyproject.toml" in done.stdout
    assert "written: kinews.toml" not in done.stdout


def test_the_last_words_name_the_file_that_the_settings_are_in(kinews: Kinews, tmp_path: Path) -> None:
    assert "translator that is\nnamed in kinews.toml." in kinews("init", "brief").stdout
    (tmp_path / "pyproject.toml").write_text("[tool.kinews]\n", "utf-8")
    done = kinews("init")
    assert "translator that is\nnamed in pyproject.toml." in done.stdout
    assert "named in kinews.toml" not in done.stdout


def workflow_paths(folder: Path) -> list[str]:
    workflow = definition(folder / ".github" / "workflows" / "kinews.yml")
    paths: list[str] = workflow["on"]["pull_request"]["paths"]
    return paths


def test_the_workflow_looks_at_whatever_changes_what_is_found(tmp_path: Path) -> None:
    start(tmp_path)
    assert workflow_paths(tmp_path) == [
        "issues/**",  # the translation files too
        "kinews.toml",
        "glossary.tsv",
        ".github/workflows/kinews.yml",
    ]


def test_settings_that_are_there_say_where_things_are(tmp_path: Path) -> None:
    settings = '[tool.kinews]\nglossary = "wörter/\\"neu\\".tsv"\neditions = "ausgaben"\ncache = "gewusst"\n'
    (tmp_path / "pyproject.toml").write_text(settings, "utf-8")
    started = start(tmp_path)
    assert started.settings == "pyproject.toml"
    assert workflow_paths(tmp_path)[1:3] == ["pyproject.toml", 'wörter/"neu".tsv']
    assert (tmp_path / "wörter" / '"neu".tsv').is_file()
    assert (tmp_path / ".gitignore").read_text("utf-8").splitlines()[:2] == ["/gewusst/", "/ausgaben/"]


@pytest.mark.parametrize("name", ["editions/", "./out", "a//b", "[neu]", "was?", "*"])
def test_git_leaves_alone_what_the_settings_name(name: str, tmp_path: Path) -> None:
    (tmp_path / "kinews.toml").write_text(f'editions = "{name}"\n', "utf-8")
    start(tmp_path)
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    for file, ignored in {f"{name}/006.de.md": True, "else/006.de.md": False}.items():
        done = subprocess.run(["git", "check-ignore", "--quiet", file], cwd=tmp_path, check=False)
        assert (done.returncode == 0) is ignored


def test_the_workflow_runs_the_action_and_says_what_is_to_be_filled_in(kinews: Kinews, tmp_path: Path) -> None:
    said = kinews("init").stdout
    path = tmp_path / ".github" / "workflows" / "kinews.yml"
    steps = definition(path)["jobs"]["check"]["steps"]
    assert [step["uses"].partition("@")[0] for step in steps] == ["actions/checkout", "./kinews"]
    assert not [step for step in steps if "run" in step]  # no program of a pull request, nothing from a registry
    assert steps[0]["with"] == {"fetch-depth": 2, "persist-credentials": False}  # what the action needs
    for text in (path.read_text("utf-8"), said):
        assert "OWNER/NAME@COMMIT" in text
        assert "folder" in text
    assert "pip install" not in path.read_text("utf-8")
    assert "OWNER/NAME@COMMIT" not in kinews("init").stdout  # a workflow that is there is the author's


def test_a_pyproject_toml_without_settings_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\nline-length = 100\n", "utf-8")
    started = start(tmp_path)
    assert "kinews.toml" in started.written
    assert "pyproject.toml" not in started.kept


def test_a_pyproject_toml_that_cannot_be_read_stops_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.kinews\n", "utf-8")
    with pytest.raises(ConfigError, match="no valid TOML"):
        start(tmp_path)
    assert files_in(tmp_path) == ["pyproject.toml"]


def test_a_second_time_changes_nothing(kinews: Kinews, tmp_path: Path) -> None:
    kinews("init")
    before = {name: (tmp_path / name).read_bytes() for name in FILES}
    done = kinews("init")
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == before
    assert done.stdout.count("kept as it is") == len(FILES)
    assert "shows the hook to add" not in done.stdout


@pytest.mark.parametrize(
    ("hooks", "missing"),
    [
        ("repos: []\n", True),
        ("# kinews: to come\nrepos: []\n", True),
        ("repos:\n  - repo: ../kinews\n    rev: HEAD\n    hooks:\n      - id: kinews-check\n", False),
        ("repos:\n  - repo: local\n    hooks:\n      - id: letter\n        entry: kinews check --offline\n", False),
    ],
)
def test_only_whoever_has_no_hook_of_kinews_is_told_where_to_find_it(
    kinews: Kinews, tmp_path: Path, hooks: str, missing: bool
) -> None:
    (tmp_path / ".pre-commit-config.yaml").write_text(hooks, "utf-8")
    assert ("shows the hook to add" in kinews("init").stdout) is missing


class TestBelowTheRootOfARepository:
    """Hooks and workflows have an effect at the root alone, and nothing is written outside of the newsletter's folder."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        (tmp_path / "repository" / ".git").mkdir(parents=True)
        (tmp_path / "repository" / "my letter").mkdir()
        return tmp_path / "repository" / "my letter"

    def test_what_has_no_effect_there_is_not_written(self, kinews: Kinews, folder: Path) -> None:
        done = kinews("init", cwd=folder)
        assert (done.returncode, done.stderr) == (0, "")
        assert files_in(folder.parent) == [
            "my letter/.gitignore",
            "my letter/glossary.tsv",
            "my letter/issues/README.md",
            "my letter/kinews.toml",
        ]

    def test_it_is_said_with_what_to_do(self, kinews: Kinews, folder: Path) -> None:
        said = kinews("init", cwd=folder).stdout
        assert "No hook and no workflow were written" in said
        assert str(folder.parent) in said
        assert "Run `kinews init` at the root" in said
        assert "my letter/issues/** for issues/**" in said
        assert 'with: {paths: "my letter/issues"}' in said
        (pattern,) = re.findall(r"files: (\S.*)$", said, re.MULTILINE)
        assert re.search(pattern, "my letter/issues/001.txt")
        assert not re.search(pattern, "issues/001.txt")

    def test_what_comes_next_has_no_hook_and_leaves_the_rest_alone(self, kinews: Kinews, folder: Path) -> None:
        printed = commands(kinews("init", cwd=folder).stdout)
        assert printed[:2] == ["kinews new", "kinews build --edition de"]
        assert "git add ." in printed
        assert not [command for command in printed if "install" in command or command == "git init"]

    def test_a_symbolic_link_to_the_folder_is_the_folder(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "brief").symlink_to(folder)
        assert start(tmp_path / "brief").root == folder.parent

    def test_the_root_itself_has_both(self, kinews: Kinews, folder: Path) -> None:
        done = kinews("init", cwd=folder.parent)
        assert files_in(folder.parent) == FILES
        assert "No hook" not in done.stdout

    def test_a_work_tree_has_a_file_in_place_of_the_folder(self, tmp_path: Path) -> None:
        (tmp_path / ".git").write_text("gitdir: elsewhere\n", "utf-8")
        assert start(tmp_path / "brief").root == tmp_path


def test_lines_of_gitignore_are_known_in_other_spellings(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_bytes(b"cache\r\neditions/\r\nreport.html\r\n*.part\r\n")
    assert ".gitignore" in start(tmp_path).kept


def test_whoever_has_issues_is_not_told_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues" / "006.txt").write_text("KI News #6\n", "utf-8")
    started = start(tmp_path)
    assert "issues/README.md" not in {*started.written, *started.kept}


def test_a_folder_is_made_and_named_in_what_comes_next(kinews: Kinews, tmp_path: Path) -> None:
    done = kinews("init", "mein brief")
    assert files_in(tmp_path / "mein brief") == FILES
    assert commands(done.stdout)[:2] == ["cd 'mein brief'", "git init"]


def test_a_symbolic_link_leads_nowhere(kinews: Kinews, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "brief").mkdir()
    (tmp_path / "brief" / ".github").symlink_to(tmp_path / "elsewhere")
    done = kinews("init", "brief")
    assert done.returncode == 2
    assert "is a symbolic link. Nothing was written." in done.stderr
    assert files_in(tmp_path) == []


def test_a_dangling_link_is_no_free_place(tmp_path: Path) -> None:
    (tmp_path / "kinews.toml").symlink_to(tmp_path / "nothing")
    assert "kinews.toml" in start(tmp_path).kept
    (tmp_path / ".gitignore").unlink()
    (tmp_path / ".gitignore").symlink_to(tmp_path / "nothing")
    with pytest.raises(InputError, match="symbolic link"):
        start(tmp_path)
    assert not (tmp_path / "nothing").exists()


def test_zizmor_has_nothing_to_say_about_the_workflow(tmp_path: Path) -> None:
    start(tmp_path)
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", tmp_path / ".github" / "workflows" / "kinews.yml"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_workflow_asks_for_no_more_than_to_read(tmp_path: Path) -> None:
    start(tmp_path)
    workflow = definition(tmp_path / ".github" / "workflows" / "kinews.yml")
    assert set(workflow["on"]) == {"pull_request", "schedule", "workflow_dispatch"}
    assert (workflow["permissions"], workflow["jobs"]["check"]["permissions"]) == ({}, {"contents": "read"})


def test_the_workflow_looks_twice_a_week_as_what_is_unreachable_must_be_seen_on_two_days(tmp_path: Path) -> None:
    start(tmp_path)
    ours = definition(Path(__file__).parents[2] / ".github" / "workflows" / "link-rot.yml")["on"]["schedule"]
    theirs = definition(tmp_path / ".github" / "workflows" / "kinews.yml")["on"]["schedule"]
    assert [entry["cron"].split()[2:] for entry in theirs] == [entry["cron"].split()[2:] for entry in ours]


def test_whoever_called_it_by_its_path_is_told_how_to_come_to_the_commands(
    kinews: Kinews, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    activate = Path(sys.prefix) / "bin" / "activate"
    if not activate.is_file():
        pytest.skip("needs a virtual environment")
    monkeypatch.setenv("PATH", os.defpath)
    assert f"Next, once `source {activate}` has put kinews on the PATH:" in kinews("init").stdout
    monkeypatch.setenv("PATH", f"{activate.parent}{os.pathsep}{os.defpath}")
    assert "\nNext:\n" in kinews("init").stdout


def test_whoever_git_does_not_know_is_told_to_say_his_name(kinews: Kinews, tmp_path: Path) -> None:
    nobody = {"HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    people = {f"GIT_{who}_{what}": "" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    asked = ["git config user.name 'Your Name'", "git config user.email you@example.org"]
    assert commands(kinews("init", **nobody, **people).stdout)[-3:-1] == asked
    known = dict.fromkeys(people, "a@example.org")
    assert not set(asked) & set(commands(kinews("init", **nobody, **known).stdout))


@pytest.fixture
def desk(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """A machine of somebody who has installed kinews as README says, and whom git does not know."""
    home, folder, programs = tmp_path / "home", tmp_path / "brief", tmp_path / "programs"
    for place in (home, folder, programs):
        place.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}

    def run(command: str, *tools: str) -> subprocess.CompletedProcess[str]:
        for name in ("kinews", *tools):
            if not (programs / name).exists():
                (programs / name).symlink_to(Path(sys.executable).with_name(name))
        environment = {
            **kept,
            "HOME": str(home),
            "PATH": f"{programs}{os.pathsep}{os.defpath}",
            "PRE_COMMIT_HOME": str(home / "hooks"),
            "PREK_HOME": str(home / "prek"),
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        return subprocess.run(
            ["bash", "-ec", command],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


@pytest.mark.slow
@pytest.mark.parametrize("runner", ["pre-commit", "prek"])
def test_from_nothing_to_a_first_edition_and_a_hook_with_what_the_command_prints(
    runner: str, desk: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    folder = tmp_path / "brief"
    printed = commands(desk("kinews init", runner).stdout)
    assert printed[:2] == ["git init", "kinews new"]

    done = desk("\n".join(printed), runner)

    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "editions" / "001.de.json").is_file()
    assert (folder / "editions" / "001.de.md").is_file()
    committed = desk("git ls-files").stdout.split()
    assert {".pre-commit-config.yaml", "issues/001.txt", "kinews.toml"} <= set(committed)
    assert not [name for name in committed if name.startswith(("cache/", "editions/"))]
    # The hook is there and looks at issues: one that cannot be read does not get in.
    (folder / "issues" / "002.txt").write_text("Ein Satz, der kein Titel ist.\n\nNoch einer.\n", "utf-8")
    refused = desk("git add issues/002.txt && git commit -m x")
    assert refused.returncode == 1
    assert "KN101" in refused.stdout + refused.stderr
