"""Small values and records outside the model, and how all of them are changed.

A class made from `Value` costs a fortieth of a dataclass when its module is loaded, and a check loads some seventy of them: a
hook has 150 ms. The words of `model/` stay dataclasses, which need the standard library only.
"""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

from msgspec import Struct as Value
from msgspec import field, structs

__all__ = ["Value", "field", "replace"]

_T = TypeVar("_T")


def replace(value: _T, /, **changes: Any) -> _T:
    """A copy with other fields, as `copy.replace` of Python 3.13. Raises TypeError for what is no field, and no such value."""
    if isinstance(value, Value):
        return structs.replace(value, **changes)
    return dataclasses.replace(value, **changes)  # type: ignore[type-var]  # nothing else has fields
