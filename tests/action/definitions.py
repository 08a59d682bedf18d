"""action.yml and the workflows as data, and the steps of the action run as GitHub runs them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # comes with pre-commit; its types do not

from hooks.station import ROOT, environment

ACTION = ROOT / "action.yml"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
_INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")


def definition(file: Path) -> dict[str, Any]:
    loaded: dict[Any, Any] = yaml.safe_load(file.read_bytes())
    # In YAML 1.1 the word "on" is true.
    return {"on" if name is True else str(name): value for name, value in loaded.items()}


def step(name: str) -> dict[str, Any]:
    steps: list[dict[str, Any]] = definition(ACTION)["runs"]["steps"]
    return next(step for step in steps if step["name"] == name)


@dataclass(frozen=True)
class Outcome:
    """What a step left behind: exit code, log, outputs, the job's summary."""

    code: int
    log: str
    outputs: Mapping[str, str]
    summary: str

    @property
    def commands(self) -> list[str]:
        """Lines that the runner would take for commands: it looks behind blanks, and for the old form anywhere."""
        lines = self.log.splitlines()
        return [line for line in lines if line.lstrip().startswith("::") or "##[" in line]


@dataclass(frozen=True)
class Job:
    """A job on a runner, whose workspace and temporary folder are these."""

    workspace: Path
    temp: Path

    def bring_kinews(self) -> None:
        """In place of the step that installs it: the kinews that is tested, under the names that the steps use."""
        programs = self.temp / "kinews-venv" / "bin"
        programs.mkdir(parents=True)
        for name in ("python", "kinews"):
            (programs / name).symlink_to(Path(sys.executable).with_name(name))

    def run(
        self,
        name: str,
        *,
        event: str = "push",
        ref: str = "refs/heads/main",
        payload: Mapping[str, Any] | None = None,
        inputs: Mapping[str, str] | None = None,
        more: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Run one step with `inputs`, which may hold anything; what they do not name has its default."""
        definition_of_step = step(name)
        files = {what: self.temp / f"{what}.file" for what in ("output", "env", "path", "state", "step_summary")}
        for file in files.values():
            file.write_bytes(b"")
        (self.temp / "event.json").write_text(json.dumps(payload or {"repository": {"default_branch": "main"}}))
        script = self.temp / "script.sh"
        script.write_text(definition_of_step["run"])
        variables = {
            **environment(),
            "PYTHONPATH": str(ROOT / "tests" / "child"),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_EVENT_NAME": event,
            "GITHUB_EVENT_PATH": str(self.temp / "event.json"),
            "GITHUB_REF": ref,
            "RUNNER_TEMP": str(self.temp),
            **{f"GITHUB_{what.upper()}": str(file) for what, file in files.items()},
            **_filled(definition_of_step.get("env", {}), inputs or {}),
            **(more or {}),
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace,
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="backslashreplace",
            check=False,
        )
        for what in ("env", "path", "state"):
            assert files[what].read_bytes() == b"", f"the step wrote to GITHUB_{what.upper()}"
        return Outcome(
            done.returncode, done.stdout, _outputs(files["output"]), files["step_summary"].read_text("utf-8")
        )


def _filled(variables: Mapping[str, str], inputs: Mapping[str, str]) -> dict[str, str]:
    """The step's environment, as the runner fills it: each value is one input, and nothing else."""
    defaults = {name: str(entry["default"]) for name, entry in definition(ACTION)["inputs"].items()}
    filled: dict[str, str] = {}
    for name, template in variables.items():
        found = _INPUT.fullmatch(template)
        assert found is not None, template
        filled[name] = {**defaults, **inputs}[found[1]]
    return filled


def _outputs(file: Path) -> dict[str, str]:
    pairs = [line.partition("=") for line in file.read_text("utf-8").splitlines()]
    assert all(sign for _, sign, _ in pairs)
    names = [name for name, _, _ in pairs]
    assert len(names) == len(set(names)), f"an output was written twice: {names}"
    return {name: value for name, _, value in pairs}
