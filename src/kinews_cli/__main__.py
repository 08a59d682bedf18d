"""The program: `kinews`, and the same as `python -m kinews_cli`."""

from __future__ import annotations

import gc
from typing import NoReturn


def run() -> NoReturn:
    """The console script."""
    # Before anything is loaded: values are frozen and few of them go round in circles. Looking for those takes a tenth of the
    # time of a check, and a fifth where there are 10,000 links.
    gc.set_threshold(100_000, 20, 50)
    from kinews_cli.cli.main import run as run_command

    run_command()


if __name__ == "__main__":
    run()
