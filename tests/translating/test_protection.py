from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinews_cli.translating.protection import Damage, Form, Kept, in_pieces, nonces_in, protect, urls_in

FORMS = list(Form)
# what occurs in newsletters, glued together in every way
SNIPPETS = st.sampled_from(
    [
        *("(0,1,0)", "0.5", "1.000,5", "https://example.org/a?b=1.", "a@b.de", "`x = 1`", "#6", "1. ", "a) ", "{xq1}"),
        *(
            "XQBX",
            "2.0er",
            " ",
            "x",
            "xq",
            "{",
            "}",
            "Netz",
            "ß",
            "ſ",
            "\u00a0",
            "(",
            ")",
            "3. Mai",
            "t3n",
            "GPT-4",
            "50%",
        ),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(SNIPPETS, max_size=12).map("".join))


@given(TEXTS, st.sampled_from(FORMS))
def test_what_comes_back_unchanged_is_the_text(text: str, form: Form) -> None:
    protected = protect(text, form)
    assert protected.restore(protected.text) == text


@given(TEXTS, st.sampled_from(FORMS))
def test_the_same_text_is_protected_in_the_same_way(text: str, form: Form) -> None:
    assert protect(text, form) == protect(text, form)


@given(TEXTS)
def test_pieces_that_come_back_unchanged_are_the_text(text: str) -> None:
    pieces = in_pieces(text)
    assert pieces.restore(pieces.texts) == text


@given(TEXTS)
def test_in_pieces_no_digit_travels(text: str) -> None:
    assert not [piece for piece in in_pieces(text).texts if any(digit in piece for digit in "0123456789")]


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("Siehe https://example.org/a_(b)?c=1#d.", "https://example.org/a_(b)?c=1#d"),
        ("(siehe https://example.org/a)", "https://example.org/a"),
        ("Auf www.example.org steht mehr.", "www.example.org"),
        ("Auf t3n.de/news/a-b/ steht mehr.", "t3n.de/news/a-b/"),
        ("An post@example.org schreiben.", "post@example.org"),
        ("Mit `pip install x` geht es.", "`pip install x`"),
        ("Der Punkt (0,1,0) ist grün.", "(0,1,0)"),
        ("Der Punkt (0, 0.5, 0.5) ist türkis.", "(0, 0.5, 0.5)"),
        ("Ein Wert von 0.5 genügt.", "0.5"),
        ("Es kostet 1.000,5 Euro.", "1.000,5"),
        ("Es steht 3:1.", "3:1"),
        ("Am 2020-01-02 war es so weit.", "2020-01-02"),
        ("Die Ausgabe #6 ist da.", "#6"),
        ("Unter #Künstlich steht mehr.", "#Künstlich"),
        ("Rund 50% der Bilder.", "50%"),
        ("Die GPT-4-Modelle sind groß.", "GPT-4"),
        ("2018 gab es das.", "2018"),
        ("Laut t3n. Und nun?", "t3n"),
        ("Am 3. Mai war es so weit.", "3"),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_what_must_not_change_does_not_travel(text: str, token: str, form: Form) -> None:
    protected = protect(text, form)
    assert protected.tokens == (token,)
    assert token not in protected.text


@pytest.mark.parametrize("text", ["Es gab das.", "z. B. so", "Das Neue-Netze-Lab", "zwei Netze"])
def test_words_travel_as_they_are(text: str) -> None:
    assert protect(text, Form.BRACES).text == text


@pytest.mark.parametrize("form", FORMS)
def test_terms_stand_in_the_answer_as_they_are_to_be(form: Form) -> None:
    text = "1. Ein neuronales Netz mit 3 Schichten"
    protected = protect(text, form, [Kept(7, 22, "neural network")])
    assert text[7:22] == "neuronales Netz"
    assert "Netz" not in protected.text
    assert protected.restore(protected.text) == "1. Ein neural network mit 3 Schichten"
    assert in_pieces(text, [Kept(7, 22, "neural network")]).texts == ("Ein", "mit", "Schichten")


def test_a_term_inside_an_address_is_part_of_the_address() -> None:
    text = "Auf www.netz.de steht mehr."
    assert protect(text, Form.BRACES, [Kept(8, 12, "network")]).tokens == ("www.netz.de",)


@pytest.mark.parametrize("prefix", ["1. ", "12. ", "a) ", "(b) ", "- ", "• "])
def test_enumerators_stay_at_home(prefix: str) -> None:
    protected = protect(f"{prefix}Extraktion", Form.BRACES)
    assert protected.text == "Extraktion"
    assert protected.restore("Extraction") == f"{prefix}Extraction"


def test_a_date_at_the_beginning_is_no_enumerator() -> None:
    assert protect("3. Mai 2021 war gut.", Form.BRACES).prefix == ""


@pytest.mark.parametrize("text", ["https://example.org/", "1. #6 (0,1,0)", "2018 — …", "`code` 0.5"])
def test_a_text_without_anything_to_translate_need_not_travel(text: str) -> None:
    assert not protect(text, Form.BRACES).travels
    assert not protect(text, Form.WORD).travels


class TestAnswers:
    TEXT = "Von (0,1,0) nach (0,0,1) läuft er."

    def answered(self, answer: str, form: Form = Form.BRACES) -> str | Damage:
        """What becomes of an answer in which ① and ② stand for the two placeholders."""
        protected = protect(self.TEXT, form)
        first, second = re.findall(r"\{.*?\}|X\w+X", protected.text)
        return protected.restore(answer.replace("①", first).replace("②", second))

    @pytest.mark.parametrize("form", FORMS)
    def test_placeholders_may_change_places(self, form: Form) -> None:
        assert self.answered("To ② from ①.", form) == "To (0,0,1) from (0,1,0)."

    def test_blanks_in_braces_and_other_case_are_forgiven(self) -> None:
        text = protect(self.TEXT, Form.BRACES).text
        assert protect(self.TEXT, Form.BRACES).restore(text.upper().replace("{", "{ ")) == self.TEXT.upper()
        text = protect(self.TEXT, Form.WORD).text
        assert protect(self.TEXT, Form.WORD).restore(text.lower()) == self.TEXT.lower()

    @pytest.mark.parametrize(
        ("answer", "reason"),
        [
            ("From ① he walks.", "1 of 2 placeholders were lost"),
            ("He walks.", "2 of 2 placeholders were lost"),
            ("① ① ②", "twice"),
            ("① ② {xzzz1}", "another text"),
        ],
    )
    def test_anything_else_is_damage_with_a_reason(self, answer: str, reason: str) -> None:
        result = self.answered(answer)
        assert isinstance(result, Damage)
        assert reason in result.reason

    @pytest.mark.parametrize(("change", "reason"), [(("1}", "7}"), "changed"), (("2}", "2} {"), "broken")])
    def test_so_is_a_number_that_is_none_or_half_a_placeholder(self, change: tuple[str, str], reason: str) -> None:
        protected = protect(self.TEXT, Form.BRACES)
        answer = protected.text.replace(*change)
        result = protected.restore(answer.replace("{ ", f"{{{protected.nonce} ") if reason == "broken" else answer)
        assert isinstance(result, Damage)
        assert reason in result.reason


def test_texts_have_placeholders_of_their_own() -> None:
    texts = [f"Der Wert {number} im Satz {letter}" for number in range(9) for letter in "abcd"]
    names = {protect(text, Form.BRACES).nonce for text in texts}
    assert len(names) > len(texts) * 0.8
    assert nonces_in(protect(texts[0], Form.BRACES).text) == {protect(texts[0], Form.BRACES).nonce}
    assert nonces_in(protect(texts[0], Form.WORD).text) == {protect(texts[0], Form.WORD).nonce}


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "(" + "1," * 100_000, "http://x" + ")" * 100_000, "a." * 100_000, "1" * 200_000]
)
def test_hostile_lines_cost_linear_time(text: str) -> None:
    start = time.perf_counter()
    protect(text, Form.BRACES)
    assert time.perf_counter() - start < 2


def test_urls_are_found_without_the_sentence_around_them() -> None:
    assert urls_in("(https://a.example/x), http://b.example/y!") == ["https://a.example/x", "http://b.example/y"]
