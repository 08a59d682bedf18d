"""What is known about links and sources: one SQLite file below the cache folder.

The cache is data, not trust: a pull request can bring one. Rows are checked against their types when read, and a row that
does not fit is as good as none. Disposable but for the history of verdicts (first seen, last good, broken since), which
needs runs on different days.
"""

from kinews_cli.store.database import FILE_NAME
from kinews_cli.store.freshness import is_fresh
from kinews_cli.store.store import Store

__all__ = ["FILE_NAME", "Store", "is_fresh"]
