from __future__ import annotations

import re

import pytest

from kinews_cli.lazy_patterns import lazy_pattern


def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is compiled from now on."""
    seen: list[str] = []
    compile_ = re.compile

    def noted(pattern: str, flags: int = 0) -> re.Pattern[str]:
        seen.append(pattern)
        return compile_(pattern, flags)

    monkeypatch.setattr(re, "compile", noted)
    return seen


def test_it_is_compiled_once_and_when_it_is_first_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = compiled(monkeypatch)
    pattern = lazy_pattern("lazy|late")
    assert pattern.pattern == "lazy|late"
    assert seen == []
    assert pattern.search("too late") is not None
    assert pattern.fullmatch("too late") is None
    assert seen == ["lazy|late"]


def test_it_does_what_a_compiled_one_does() -> None:
    lazy, compiled_ = lazy_pattern("(?P<word>NEU|alt)", re.IGNORECASE), re.compile("(?P<word>NEU|alt)", re.IGNORECASE)
    text = "neu, Alt, jung"
    assert lazy.findall(text) == compiled_.findall(text) == ["neu", "Alt"]
    assert [match["word"] for match in lazy.finditer(text)] == ["neu", "Alt"]
    assert lazy.sub("x", text) == "x, x, jung"
    assert lazy.subn("x", text) == compiled_.subn("x", text)
    assert lazy.split(text) == compiled_.split(text)
    assert (lazy.match("Neu") is not None, lazy.match(" neu")) == (True, None)
    assert (lazy.flags, lazy.groups, lazy.groupindex) == (compiled_.flags, 1, {"word": 1})


def test_bytes_have_patterns_too() -> None:
    assert lazy_pattern(rb"\d+").findall(b"1 22 x") == [b"1", b"22"]


def test_what_is_no_pattern_is_told_when_it_is_asked() -> None:
    with pytest.raises(re.error):
        lazy_pattern("(").search("x")


def test_what_no_pattern_has_it_has_not_either() -> None:
    with pytest.raises(AttributeError):
        lazy_pattern("x").serch("x")  # type: ignore[attr-defined]
