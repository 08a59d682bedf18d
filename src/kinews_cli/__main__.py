"""`python -m kinews_cli` is `kinews`."""

from kinews_cli.cli.main import run

run()
