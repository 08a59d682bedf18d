"""`kinews init`: a newsletter's first files, and the way from there that the command itself prints."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
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


def test_the_workflow_keeps_only_what_the_default_branch_has_learned(tmp_path: Path) -> None:
    start(tmp_path)
    workflow = definition(tmp_path / ".github" / "workflows" / "kinews.yml")
    steps = workflow["jobs"]["check"]["steps"]
    (saving,) = (step for step in steps if "cache/save" in step.get("uses", ""))
    assert set(workflow["on"]) == {"pull_request", "schedule", "workflow_dispatch"}
    assert re.findall(r"event_name == '(\w+)'", saving["if"]) == ["schedule", "workflow_dispatch"]
    assert "&& github.ref == format('refs/heads/{0}', github.event.repository.default_branch)" in saving["if"]


def test_the_workflow_runs_no_program_of_a_pull_request(tmp_path: Path) -> None:
    start(tmp_path)
    steps = definition(tmp_path / ".github" / "workflows" / "kinews.yml")["jobs"]["check"]["steps"]
    (installing,) = (step["run"] for step in steps if " pip " in step.get("run", ""))
    assert installing.startswith("python -I -m pip ")


@pytest.mark.slow
def test_from_nothing_to_a_first_edition_and_a_hook_with_what_the_command_prints(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    programs = Path(sys.executable).parent
    if shutil.which("git") is None or not (programs / "pre-commit").exists():
        pytest.skip("needs git and pre-commit")
    environment = {
        **os.environ,
        "HOME": str(home),
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(home / "hooks"),
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    folder = tmp_path / "brief"
    folder.mkdir()

    def run(command: str) -> str:
        done = subprocess.run(
            shlex.split(command), cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    said = {command: run(command) for command in commands(run("kinews init"))}
    assert list(said)[:2] == ["git init", "kinews new"]
    assert (folder / "editions" / "001.de.json").is_file()
    assert (folder / "editions" / "001.de.md").is_file()
    committed = run("git ls-files").split()
    assert {".pre-commit-config.yaml", "issues/001.txt", "kinews.toml"} <= set(committed)
    assert not [name for name in committed if name.startswith(("cache/", "editions/"))]
    # The hook is there and looks at issues: one that cannot be read does not get in.
    (folder / "issues" / "002.txt").write_text("Ein Satz, der kein Titel ist.\n\nNoch einer.\n", "utf-8")
    run("git add issues/002.txt")
    refused = subprocess.run(
        ["git", "commit", "-m", "x"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert refused.returncode == 1
    assert "KN101" in refused.stdout + refused.stderr
