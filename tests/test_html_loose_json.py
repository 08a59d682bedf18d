from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.html.loose_json import loose_values

ARTICLE = {"@type": "NewsArticle", "headline": "Das Netz malt", "datePublished": "2021-05-04"}


@pytest.mark.parametrize(
    "written",
    [
        '{"@type": "NewsArticle", "headline": "Das Netz malt", "datePublished": "2021-05-04"}',
        '{"@type": "NewsArticle", "headline": "Das Netz malt", "datePublished": "2021-05-04",}',
        '{,"@type": "NewsArticle",, "headline": "Das Netz malt", "datePublished": "2021-05-04"};',
        '\ufeff{\n\u00a0"@type": "NewsArticle",\n\u00a0"headline": "Das Netz malt",\n\u00a0"datePublished": "2021-05-04"\n}',
        '// made by a plugin\n{"@type": "NewsArticle", // the kind\n"headline": "Das Netz malt", "datePublished": "2021-05-04"}',
        '{/* "@type": "WebPage", */"@type": "NewsArticle","headline": "Das Netz malt","datePublished": "2021-05-04"}',
        '<!-- made by hand -->\n{"@type": "NewsArticle", "headline": "Das Netz malt", "datePublished": "2021-05-04"}',
        "{'@type': 'NewsArticle', 'headline': 'Das Netz malt', 'datePublished': '2021-05-04'}",
        '{@type: "NewsArticle", headline: "Das Netz malt", datePublished: "2021-05-04"}',
        '{"@type": "NewsArticle"\n "headline": "Das Netz malt"\n "datePublished": "2021-05-04"}',
        '{"@type": "NewsArticle", "headline": "Das Netz malt", "datePublished": "2021-05-04"',
        '{"@type": "NewsArticle", "headline": "Das Netz malt", "datePublished": "2021-05-04',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Das Netz malt&quot;, "
        "&quot;datePublished&quot;: &quot;2021-05-04&quot;}",
    ],
)
def test_each_slip_is_read_for_what_it_means(written: str) -> None:
    assert list(loose_values(written)) == [ARTICLE]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('{"headline": "Er nannte es "Kunst"", "a": 1}', 'Er nannte es "Kunst"'),
        ('{"headline": ""Kunst", sagte er", "a": 1}', '"Kunst", sagte er'),
        ('{"headline": "<img width="300" src="x.jpg">", "a": 1}', '<img width="300" src="x.jpg">'),
        ('{"headline": "a \\"b\\" c\\n\\u00e4 \\\' \\d", "a": 1,}', 'a "b" c\nä \' d'),
        ('{"headline": \'Die &quot;Kunst&quot; von "Netzen"\', "a": 1}', 'Die &quot;Kunst&quot; von "Netzen"'),
        ('{"headline": "Ende \\\\", "a": 1,}', "Ende \\"),
    ],
)
def test_quotes_inside_a_text_belong_to_it(written: str, meant: str) -> None:
    assert list(loose_values(written)) == [{"headline": meant, "a": 1}]


def test_a_value_that_is_missing_is_none() -> None:
    assert list(loose_values('{"width": , "height":}')) == [{"width": None, "height": None}]


def test_of_two_values_under_one_name_the_first_counts() -> None:
    assert list(loose_values('{"a": 1, "a": 2,}')) == [{"a": 1}]


def test_what_stands_one_behind_the_other_is_read_one_after_the_other() -> None:
    assert list(loose_values('{"a": 1},\n{"b": [true, FALSE, null, -2, 0.5, undefined]}\n]; [{}]')) == [
        {"a": 1},
        {"b": [True, False, None, -2, 0.5, None]},
        [{}],
    ]


@pytest.mark.parametrize("text", ["", "null", "Musik und Sport: 5", '"text"', "]", "}", "&quot;"])
def test_where_nothing_opens_there_is_nothing(text: str) -> None:
    assert list(loose_values(text)) == []


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(st.characters(codec="utf-8"), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(VALUES, max_size=3) | st.dictionaries(st.text("abc", min_size=1), VALUES, max_size=3))
def test_what_is_right_is_read_as_it_is(value: Any) -> None:
    assert list(loose_values(json.dumps(value))) == [value]


PIECES = st.sampled_from(
    [*"{}[]:,\"'\\/*\n 1ax", "\u00a0", "//", "/*", "*/", "<!--", "-->", "<![CDATA[", "]]>", "true"]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_no_text_raises(text: str) -> None:
    assert all(isinstance(value, dict | list) for value in loose_values(text))


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ['{"', '{"a":"', '"a",', '["', "<!--", "/*", '[{"a":', "{'", '"\\', '":', '"\n"', "a ", "[1,"]
)
def test_half_a_megabyte_of_anything_comes_to_an_end(unit: str) -> None:
    assert len(list(loose_values("[" + unit * (500_000 // len(unit))))) >= 1
