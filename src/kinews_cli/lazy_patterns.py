"""Regular expressions that are compiled when they are first asked.

Compiling is slow, a tenth of a millisecond for a line of a pattern, and a check of an issue asks half of those that its modules
hold. So modules that such a check loads write `lazy_pattern(...)` where others write `re.compile(...)`; used is it the same way.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


def lazy_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What behaves as `re.compile(pattern, flags)` does. Only the functions of `re` itself do not take it: call its methods."""
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, flags))


class _Lazy:
    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there: from the first time on, the compiled pattern's own methods are."""
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)
