# ruff: noqa: INP001, T201, S603 - a script, which prints, and starts git and kinews with lists of arguments, never a shell
"""The step "Check" of action.yml: which issues, kinews over them, and what the following steps are told.

Everything that comes in is foreign: inputs may have been put together from a pull request's texts, file names are those of
the pull request, and so is what stands in the files. Standard library only; runs under `python -I`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

_EXTENSION = {"json": "json", "markdown": "md", "html": "html", "sarif": "sarif", "junit": "xml"}
_SEVERITIES = ("error", "warning", "never")
_DEFAULT_PATHS = ("issues",)  # as in action.yml
_SUFFIXES = (".txt", ".md")
_EDITION = re.compile(r"\.(?:de|en)\.md$", re.IGNORECASE)
_TRANSLATION = re.compile(r"\.en\.po$", re.IGNORECASE)
_PATTERN = re.compile(r"[*?\[]")
_SHOWN = 80  # characters of an input or a name in a message
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
# What the steps after this one read: only this script writes there.
_GITHUB_FILES = ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STATE", "GITHUB_STEP_SUMMARY")
# A branch is only what the workflow says it is in these events; `pull_request_target` names the default branch too.
_OWN_EVENTS = {"push", "workflow_dispatch", "schedule"}

_UNKNOWN_CHANGES = (
    "What the pull request changes cannot be told from the commits that are here (fetch-depth: 2 brings enough). "
    "All issues are checked."
)


_CHANGED_SETTINGS = "The pull request changes no issue, but what holds for all. All issues are checked."
_SETTINGS = {"kinews.toml", "pyproject.toml"}
_GLOSSARY = ".tsv"  # its name is in the settings, which are not read here


class RefusedError(Exception):
    """An input or a file that the action does not take; its text says which and why."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of action.yml, looked at."""

    paths: tuple[str, ...]
    check_links: bool
    fail_on: str
    summary: bool
    report: str

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Inputs:
        lines = environment.get("INPUT_PATHS", "").splitlines()
        paths = tuple(dict.fromkeys(_path(line.strip()) for line in lines if line.strip()))
        if not paths:
            raise RefusedError("paths: names nothing.")
        return cls(
            paths,
            _one_of(environment, "check-links", ("true", "false")) == "true",
            _one_of(environment, "fail-on", _SEVERITIES),
            _one_of(environment, "summary", ("true", "false")) == "true",
            _one_of(environment, "report", tuple(_EXTENSION)),
        )


@dataclass(frozen=True, slots=True)
class Event:
    """What started the workflow, as far as it matters here. `payload` is GitHub's JSON about it."""

    name: str
    ref: str
    payload: Mapping[str, Any]

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Event:
        try:
            payload = json.loads(Path(environment.get("GITHUB_EVENT_PATH", "")).read_bytes())
        except (OSError, ValueError):
            payload = {}
        known = payload if isinstance(payload, dict) else {}
        return cls(environment.get("GITHUB_EVENT_NAME", ""), environment.get("GITHUB_REF", ""), known)

    @property
    def is_pull_request(self) -> bool:
        return self.name.startswith("pull_request")

    @property
    def on_default_branch(self) -> bool:
        """A schedule runs on the default branch alone, and its payload does not name that."""
        branch = self.at("repository", "default_branch")
        return self.name in _OWN_EVENTS and (
            self.name == "schedule" or (bool(branch) and self.ref == f"refs/heads/{branch}")
        )

    def at(self, *names: str) -> str:
        """The text at this place of the payload; empty where none is."""
        found: Any = self.payload
        for name in names:
            found = found.get(name) if isinstance(found, dict) else None
        return found if isinstance(found, str) else ""


def main() -> int:
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        return _run(Inputs.read(os.environ), Event.read(os.environ))
    except RefusedError as error:
        print(f"::error title=kinews::{_escaped(str(error))}")
        _tell({"exit-code": 2, "save-cache": "false"})
        return 2


def _run(inputs: Inputs, event: Event) -> int:
    workspace = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
    for path in inputs.paths:
        _refuse_links(workspace, path)
    changed = _changed_names(workspace, event) if event.is_pull_request else None
    if inputs.paths != _DEFAULT_PATHS:  # a newsletter may not have any issues yet
        for path in inputs.paths:
            _refuse_missing(workspace, path, changed or ())
    issues = list(inputs.paths)
    if event.is_pull_request and changed is None:
        print(f"::notice title=kinews::{_UNKNOWN_CHANGES}")
    elif changed is not None:
        issues = sorted(set(_issues_among(changed, inputs.paths, workspace)))
        for issue in issues:
            _refuse_links(workspace, issue)
        if not issues and any(_holds_for_all(name, inputs.paths) for name in changed):
            print(f"::notice title=kinews::{_CHANGED_SETTINGS}")
            issues = list(inputs.paths)
    if issues == list(_DEFAULT_PATHS) and not _holds_issues(workspace / issues[0]):
        issues = []
    if not issues:
        print("No issue has changed." if event.is_pull_request else "There is no issue yet.")
        _tell({"exit-code": 0, "findings": 0, "links-dead": 0, "report-path": "", "save-cache": "false"})
        return 0
    return _check(issues, inputs, event, workspace)


def _holds_for_all(name: str, paths: Sequence[str]) -> bool:
    """Is it a glossary, or the settings of a folder above one that is checked?"""
    file = PurePosixPath(name)
    above = {folder for path in paths for folder in (PurePosixPath(path), *PurePosixPath(path).parents)}
    return file.suffix == _GLOSSARY or (file.name in _SETTINGS and file.parent in above)


def _check(issues: Sequence[str], inputs: Inputs, event: Event, workspace: Path) -> int:
    """Kinews once with what may ask the network, for annotations and summary; then its reports, from what is known now."""
    reports = Path(os.environ["RUNNER_TEMP"]) / "kinews-report"
    reports.mkdir(parents=True, exist_ok=True)
    report = reports / f"kinews.{_EXTENSION[inputs.report]}"
    counted = reports / "kinews.json"
    offline = () if inputs.check_links else ("--offline",)
    code = _kinews(
        [*offline, "--fail-on", inputs.fail_on, "--format", "github"], issues, workspace, summary=inputs.summary
    )
    outcome: dict[str, object] = {"exit-code": code, "save-cache": str(event.on_default_branch).lower()}
    if code in {0, 1}:
        for style, file in {"json": counted, inputs.report: report}.items():
            file.unlink(missing_ok=True)
            _kinews(
                ["--offline", "--fail-on", "never", "--quiet", "--format", style, "--output", str(file)],
                issues,
                workspace,
            )
        outcome |= {**_counts(counted), "report-path": report if report.is_file() else ""}
    _tell(outcome)
    return code


def _kinews(options: Sequence[str], issues: Sequence[str], workspace: Path, *, summary: bool = False) -> int:
    sys.stdout.flush()
    kept = {name: value for name, value in os.environ.items() if name not in _GITHUB_FILES}
    if summary and "GITHUB_STEP_SUMMARY" in os.environ:
        kept["GITHUB_STEP_SUMMARY"] = os.environ["GITHUB_STEP_SUMMARY"]
    cache = Path(os.environ["RUNNER_TEMP"]) / "kinews-cache"
    command = [str(Path(sys.executable).with_name("kinews")), "check", "--cache", str(cache), *options, "--", *issues]
    try:
        code = subprocess.run(command, cwd=workspace, env=kept, check=False).returncode
    except OSError as error:  # such as more issues than a command line holds
        raise RefusedError(f"kinews cannot be started on what paths name ({len(issues)}): {error.strerror}.") from None
    return code if code >= 0 else 128 - code  # ended by a signal: as a shell says it


def _counts(file: Path) -> dict[str, object]:
    if not file.is_file():
        return {}
    document = json.loads(file.read_bytes())
    return {"findings": len(document["findings"]), "links-dead": document["summary"]["broken"]}


def _tell(values: Mapping[str, object]) -> None:
    """Outputs of the step. None can hold a line end: numbers, words, and a path that is not made of foreign parts."""
    file = os.environ.get("GITHUB_OUTPUT")
    if file:
        with Path(file).open("a", encoding="utf-8") as outputs:
            outputs.writelines(f"{name}={value}\n" for name, value in values.items())


def _one_of(environment: Mapping[str, str], name: str, choices: Sequence[str]) -> str:
    value = environment.get(f"INPUT_{name.upper().replace('-', '_')}", "").strip()
    if value not in choices:
        raise RefusedError(f"{name}: {_short(value)} is none of {', '.join(choices)}.")
    return value


def _path(text: str) -> str:
    """`text` as a path below the repository's folder. Raises RefusedError for what looks like an option or leads elsewhere."""
    if text.startswith("-"):
        raise RefusedError(f"paths: {_short(text)} looks like an option.")
    if not text.isprintable():
        raise RefusedError(f"paths: {_short(text)} holds characters that cannot be seen.")
    path = PurePosixPath(text)
    if path.is_absolute() or ".." in path.parts:
        raise RefusedError(f"paths: {_short(text)} leads out of the repository.")
    return str(path)


def _refuse_links(workspace: Path, path: str) -> None:
    """A symbolic link shows other people's files under the name of an issue; what is no file has nothing to be read."""
    place = workspace
    try:
        for part in PurePosixPath(path).parts:
            place /= part
            if place.is_symlink():
                raise RefusedError(f"{_short(path)}: is or goes through a symbolic link.")
        if place.exists() and not place.is_file() and not place.is_dir():
            raise RefusedError(f"{_short(path)}: is no plain file.")
    except OSError as error:  # a name that is too long, a folder that may not be entered
        raise RefusedError(f"{_short(path)}: cannot be looked at: {error.strerror}.") from None


def _refuse_missing(workspace: Path, path: str, changed: Sequence[str]) -> None:
    """No changed file lies at a mistyped path, so each pull request would pass. What a pull request deletes was there."""
    if os.path.lexists(workspace / path) or any(name == path or name.startswith(f"{path}/") for name in changed):
        return
    if _PATTERN.search(path):
        raise RefusedError(f"paths: {_short(path)} is not there; name a folder, not a pattern.")
    raise RefusedError(f"paths: {_short(path)} is not there. Paths are taken from the repository's folder.")


def _issues_among(changed: Sequence[str], paths: Sequence[str], workspace: Path) -> Iterator[str]:
    """The changed issues: named themselves, or standing in a named folder; also where only the translation changed."""
    for name in changed:
        translation = _TRANSLATION.search(name)
        texts = [name[: translation.start()] + suffix for suffix in _SUFFIXES] if translation else [name]
        for text in texts:
            path = PurePosixPath(text)
            wanted = text in paths or (str(path.parent) in paths and _is_issue(path))
            if wanted and os.path.lexists(workspace / text):
                yield text


def _is_issue(path: PurePosixPath) -> bool:
    """The files of a folder that kinews takes for issues."""
    named = path.suffix.lower() in _SUFFIXES and path.stem.lower() != "readme" and not path.name.startswith(".")
    return named and not _EDITION.search(path.name)


def _holds_issues(folder: Path) -> bool:
    try:
        return any(_is_issue(PurePosixPath(entry.name)) for entry in folder.iterdir())
    except FileNotFoundError:
        return False
    except OSError:
        return True  # kinews says what is wrong with it


def _changed_names(workspace: Path, event: Event) -> list[str] | None:
    """What the pull request adds and changes, as paths; None where the history that is here does not say it."""
    base = _base(workspace, event)
    if base is None:
        return None
    listed = _git(workspace, "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", base, "HEAD", "--")
    return None if listed is None else [os.fsdecode(name) for name in listed.split(b"\0") if name]


def _base(workspace: Path, event: Event) -> str | None:
    """The commit that the pull request is to be compared with."""
    head = event.at("pull_request", "head", "sha")
    merged = _git(workspace, "rev-parse", "--verify", "--quiet", "HEAD^2")
    if merged is not None and merged.decode("ascii", "replace").strip() == head:
        return "HEAD^1"  # GitHub's trial merge: exactly the pull request, also where the branch has gone on since
    base = event.at("pull_request", "base", "sha")
    if not _COMMIT.fullmatch(base):
        return None
    common = _git(workspace, "merge-base", base, "HEAD")
    return common.decode("ascii", "replace").strip() if common else None


def _git(workspace: Path, *arguments: str) -> bytes | None:
    """What git prints; None where it cannot do that."""
    command = ["git", "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(command, cwd=workspace, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def _short(text: str) -> str:
    """Quoted, on one line, and not longer than somebody reads."""
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")


def _escaped(message: str) -> str:
    """For the message of a workflow command."""
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


if __name__ == "__main__":
    sys.exit(main())
