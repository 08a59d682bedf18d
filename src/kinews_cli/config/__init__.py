"""Settings of a newsletter repository: `kinews.toml`, or `[tool.kinews]` in `pyproject.toml`.

Found upward from the issue to the root of its repository; options of the command line come before it. The file comes with
the repository, so with any pull request: it cannot set what weakens safety or says where data goes (private addresses,
connections, proxies, engine addresses, keys), and the paths in it stay below its folder.
"""

from kinews_cli.config.patterns import matches_host_or_url, matches_path
from kinews_cli.config.settings import find_config, iso_date, read_config
from kinews_cli.config.values import ENGINE_NAMES, FILE_NAME, MARKED_KINDS, Config, Suppression

__all__ = [
    "ENGINE_NAMES",
    "FILE_NAME",
    "MARKED_KINDS",
    "Config",
    "Suppression",
    "find_config",
    "iso_date",
    "matches_host_or_url",
    "matches_path",
    "read_config",
]
