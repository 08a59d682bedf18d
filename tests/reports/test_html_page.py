from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from kinews_cli.reports.html_page import href, render, shown_text, shown_url


class TestTheTargetOfALink:
    @pytest.mark.parametrize(
        "url", ["https://a.org/", "http://a.org/x?y=1#z", "https://münchen.de/ä", "HTTPS://A.org/", "https://[::1]/"]
    )
    def test_a_web_address_stays_as_it_is(self, url: str) -> None:
        assert href(url) == url

    @pytest.mark.parametrize(
        "url",
        [
            None,
            "",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "https://a.org/\r\nx",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:x",
            "file:///etc/passwd",
            "//a.org/",
            "/x",
            "https:",
            "https:///x",
            "https://user:secret@a.org/",
            "https://a.org\\@b.org/",
            "https://[a.org/",
            "\u0001https://a.org/",
        ],
    )
    def test_anything_else_is_none(self, url: str | None) -> None:
        assert href(url) is None

    def test_what_is_hidden_or_ends_an_attribute_is_encoded(self) -> None:
        assert href('https://a.org/"<x> \u202e\ud800') == "https://a.org/%22%3Cx%3E%20%E2%80%AE%3F"


class TestForeignText:
    def test_it_is_one_line_that_goes_one_way_and_ends(self) -> None:
        assert shown_text("a\nb\x1b[31m\u202ec") == "a b[31mc"
        assert len(shown_text("x" * 10_000)) == 600
        assert shown_text("abcdef", 3) == "ab…"

    def test_an_address_is_shown_without_what_says_nothing(self) -> None:
        assert shown_url("https://a.org/x") == "a.org/x"
        assert shown_url("http://a.org/x") == "http://a.org/x"
        assert len(shown_url("https://a.org/" + "x" * 10_000)) == 160


def test_a_value_that_is_not_given_is_a_fault_and_no_gap_in_the_page() -> None:
    with pytest.raises(UndefinedError):
        render("check.html")
