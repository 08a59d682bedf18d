from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.border import is_hidden
from kinews_cli.plain import dump


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("\x9b31m", "\\u009b31m"),
        ("\x1b[31m", "\\u001b[31m"),
        ("\x7f", "\\u007f"),
        ("\u202eabc", "\\u202eabc"),
        ("a\u2028b", "a\\u2028b"),
        ("\U000e0041", "\\udb40\\udc41"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_commands_a_terminal_is_escaped(text: str, written: str) -> None:
    assert dump([text]).decode() == f'[\n  "{written}"\n]\n'
    assert json.loads(dump({text: text})) == {text: text}


def test_what_people_write_stays_readable() -> None:
    text = "Grüße, „Anführung“ – 中文 🙂 👩\u200d💻 \U0001fae8"
    assert text in dump({"text": text}).decode()


@given(
    st.recursive(
        st.text(st.characters(exclude_categories=["Cs"])),
        lambda inner: st.lists(inner) | st.dictionaries(st.text("aö\x9b"), inner),
    )
)
def test_any_document_comes_back_as_it_was(document: Any) -> None:
    written = dump(document)
    assert json.loads(written) == document
    assert not any(map(is_hidden, written.decode().replace("\n", "")))
