from __future__ import annotations

from kinews_cli.reading.lines import normal_form, split_lines


def test_lines_end_at_lf_crlf_and_cr_and_nowhere_else() -> None:
    lines = split_lines("a\nb\r\nc\rd\u2028e\x0bf\x0cg\x85h")
    assert [line.text for line in lines] == ["a", "b", "c", "d\u2028e\x0bf\x0cg\x85h"]
    assert [line.number for line in lines] == [1, 2, 3, 4]


def test_a_final_line_end_opens_no_further_line() -> None:
    assert len(split_lines("a\n")) == len(split_lines("a")) == 1
    assert split_lines("") == ()


def test_the_normal_form_is_composed_and_without_invisible_characters() -> None:
    assert normal_form("  Paper:\u00a0 fu\u0308r\u200b Em\u00adma\t") == "Paper: für Emma"


def test_the_line_itself_stays_what_it_was() -> None:
    (line,) = split_lines("  Paper:\u00a0x ")
    assert line.text == "  Paper:\u00a0x "
    assert line.normal == "Paper: x"
