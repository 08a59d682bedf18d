"""What values and records are made from, and how they are changed.

A class made from `Value` costs a fortieth of a dataclass when its module is loaded, and a check loads a hundred of them: a hook
has 150 ms. Its values are made in less than half the time, and compare, hash and print as those of a dataclass. Where fields
must not be shown or compared, and in modules that no check loads, a dataclass serves as well.
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
