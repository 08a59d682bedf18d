from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.border import is_hidden
from kinews_cli.model.finding import Edit, Finding, Fix, Severity
from kinews_cli.plain import dump, finding_json
from kinews_cli.values import replace


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("\x9b31m", "\\u009b31m"),
        ("\x1b[31m", "\\u001b[31m"),
        ("\x7f", "\\u007f"),
        ("\u202eabc", "\\u202eabc"),
        ("a\u2028b", "a\\u2028b"),
        ("\U000e0041", "\\udb40\\udc41"),
    ],
)
def test_what_commands_a_terminal_is_escaped(text: str, written: str) -> None:
    assert dump([text]).decode() == f'[\n  "{written}"\n]\n'
    assert json.loads(dump({text: text})) == {text: text}


@pytest.mark.parametrize(
    ("text", "shown"), [("004\udcff\udcfe.txt", "004\\xff\\xfe.txt"), ("\ud800", "\\u{d800}"), ("\udc7f", "\\u{dc7f}")]
)
def test_what_utf8_cannot_hold_is_written_as_text_for_readers_that_are_strict(text: str, shown: str) -> None:
    assert msgspec.json.decode(dump({text: [text, "ö"]})) == {shown: [shown, "ö"]}


def test_what_people_write_stays_readable() -> None:
    text = "Grüße, „Anführung“ – 中文 🙂 👩\u200d💻 \U0001fae8"
    assert text in dump({"text": text}).decode()


_LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.slow
@given(
    st.recursive(
        _LEAVES | st.text(st.characters(exclude_categories=["Cc", "Cf", "Cn", "Cs", "Zl", "Zp"])),
        lambda inner: st.lists(inner) | st.dictionaries(st.text("aö"), inner),
    )
)
def test_it_is_indented_as_the_standard_library_does_it(document: Any) -> None:
    assert dump(document).decode() == json.dumps(document, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("endless", [float("nan"), float("inf")])
def test_what_json_has_no_word_for_is_refused(endless: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump([endless])


@pytest.mark.slow
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


def test_a_finding_says_what_its_fix_would_change() -> None:
    found = Finding("KN301", Severity.WARNING, "no mark", "006.txt", 9, 10, 29, "https://a.example/x")
    assert finding_json(found)["fix"] is None
    fix = Fix('write "(englisch)" behind the address', True, (Edit(9, 29, 29, " (englisch)"),))
    assert finding_json(replace(found, fix=fix))["fix"] == {
        "message": 'write "(englisch)" behind the address',
        "safe": True,
        "edits": [{"line": 9, "column": 29, "end_line": 9, "end_column": 29, "text": " (englisch)"}],
    }
