from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kinews_cli.errors import ConfigError
from kinews_cli.model.dossier import Place
from kinews_cli.model.translation import Rendering, Role, State
from kinews_cli.pipeline import concerns
from kinews_cli.pipeline.concerns import concerns_in
from kinews_cli.pipeline.glossary import NewsletterGlossary
from kinews_cli.reading.building import read_issue
from kinews_cli.store import Store
from kinews_cli.translating.glossary import Glossary
from kinews_cli.translating.segments import place, segments_of
from kinews_cli.translating.states import STATE_CODES
from kinews_cli.values import replace

ISSUE = read_issue(
    b"KI News #6\n\nIm Jahr 2018 las das neuronale Netz alle Texte.\n\nEs lernt heute noch.\n", "006.txt"
)
GERMAN = {segment.text: place(segment) for segment in segments_of(ISSUE)}
YEAR, LEARNS = (GERMAN[text] for text in list(GERMAN)[1:])
LOST = {"KN503": "the translation lacks the number 2018"}


@pytest.fixture
def glossary(tmp_path: Path) -> NewsletterGlossary:
    return NewsletterGlossary(tmp_path / "glossary.tsv")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "cache") as store:
        yield store


def renderings(year: str, state: State = State.MACHINE) -> dict[Place, Rendering]:
    return {YEAR: Rendering(year, state), LEARNS: Rendering("It is still learning today.", State.ACCEPTED)}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the checks are asked about."""
    from kinews_cli.translating import concerns as checks

    texts: list[str] = []
    ask = checks.text_concerns

    def noted(source: str, text: str, glossary: Glossary) -> dict[str, str]:
        texts.append(source)
        return ask(source, text, glossary)

    monkeypatch.setattr(checks, "text_concerns", noted)
    return texts


def test_what_was_said_of_a_text_is_known_the_next_time(
    glossary: NewsletterGlossary, store: Store, asked: list[str]
) -> None:
    first = concerns_in(ISSUE, renderings("The neural network read all texts."), glossary, store)
    assert first == {YEAR: LOST}
    assert len(asked) == 2
    assert concerns_in(ISSUE, renderings("The neural network read all texts."), glossary, store) == first
    assert len(asked) == 2


def test_only_a_text_that_changed_is_judged_again(glossary: NewsletterGlossary, store: Store, asked: list[str]) -> None:
    concerns_in(ISSUE, renderings("The neural network read all texts."), glossary, store)
    del asked[:]
    assert concerns_in(ISSUE, renderings("In 2018 the neural network read all texts."), glossary, store) == {}
    assert asked == ["Im Jahr 2018 las das neuronale Netz alle Texte."]


def test_another_glossary_is_another_judgement(glossary: NewsletterGlossary, store: Store, tmp_path: Path) -> None:
    good = renderings("In 2018 the neural network read all texts.")
    assert concerns_in(ISSUE, good, glossary, store) == {}
    (tmp_path / "glossary.tsv").write_text("neuronales Netz\tneural net\n", "utf-8")
    assert concerns_in(ISSUE, good, glossary, store) == {}  # of one run: read once
    assert list(concerns_in(ISSUE, good, replace(glossary), store)[YEAR]) == ["KN505"]


def test_other_checks_are_another_judgement(
    glossary: NewsletterGlossary, store: Store, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    concerns_in(ISSUE, renderings("Never."), glossary, store)
    monkeypatch.setattr(concerns, "_checks", lambda: b"of a later kinews")
    concerns_in(ISSUE, renderings("Never."), glossary, store)
    assert len(asked) == 4


def test_the_fingerprint_of_the_checks_covers_their_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from kinews_cli import translating

    (tmp_path / "translating").mkdir()
    (tmp_path / "language").mkdir()
    monkeypatch.setattr(translating, "__file__", str(tmp_path / "translating" / "__init__.py"))
    seen = set()
    (tmp_path / "border.py").touch()
    for name in ("border.py", "translating/verify.py", "translating/glossary.tsv", "language/ngrams.txt"):
        (tmp_path / name).write_text("x", "utf-8")
        seen.add(concerns._checks.__wrapped__())
    assert len(seen) == 4
    (tmp_path / "translating" / ".#verify.py").symlink_to("an editor's lock")
    (tmp_path / "translating" / "folder.py").mkdir()
    assert concerns._checks.__wrapped__() in seen


def test_without_a_store_the_checks_are_asked(glossary: NewsletterGlossary) -> None:
    assert concerns_in(ISSUE, renderings("Never."), glossary, None)[YEAR].keys() >= {"KN503"}


def test_a_text_without_a_translation_is_not_judged(
    glossary: NewsletterGlossary, store: Store, asked: list[str]
) -> None:
    pending = {YEAR: Rendering("Im Jahr 2018", State.UNTRANSLATED)}
    assert concerns_in(ISSUE, pending, glossary, store) == {}
    assert asked == []


def test_a_draft_needs_no_glossary(glossary: NewsletterGlossary, store: Store, tmp_path: Path) -> None:
    (tmp_path / "glossary.tsv").write_text("no entry\n", "utf-8")
    assert concerns_in(ISSUE, {}, glossary, store) == {}
    with pytest.raises(ConfigError, match=r"glossary\.tsv:1"):
        concerns_in(ISSUE, renderings("Never."), glossary, store)


def test_what_a_foreign_cache_says_of_other_rules_is_not_believed(glossary: NewsletterGlossary, store: Store) -> None:
    said = renderings("The neural network read all texts.")
    (key,) = {
        key for where, key in concerns._keys(dict(concerns._translated(ISSUE, said)), glossary).items() if where == YEAR
    }
    store.keep_concerns(key, {"KN201": "forged", "KN507": "odd"})
    assert concerns_in(ISSUE, said, glossary, store) == {YEAR: {"KN507": "odd"}}


def test_the_texts_of_one_issue_are_told_apart(glossary: NewsletterGlossary) -> None:
    """The boundary between text and translation is part of the fingerprint."""
    one = concerns._keys({(Role.TITLE, 1, 1): ("ab", "c")}, glossary)
    other = concerns._keys({(Role.TITLE, 1, 1): ("a", "bc")}, glossary)
    assert one != other


def test_a_cached_clause_is_foreign_text(glossary: NewsletterGlossary, store: Store) -> None:
    said = renderings("The neural network read all texts.")
    (key,) = (
        key for where, key in concerns._keys(dict(concerns._translated(ISSUE, said)), glossary).items() if where == YEAR
    )
    store.keep_concerns(key, {"KN507": "odd\x1b[2J" + "x" * 10_000})
    clause = concerns_in(ISSUE, said, glossary, store)[YEAR]["KN507"]
    assert clause.isprintable()
    assert len(clause) <= 2000


def test_the_codes_that_are_taken_from_a_cache_are_those_of_the_checks() -> None:
    from kinews_cli.translating.concerns import _CHECKS

    assert _CHECKS.keys() == concerns.TEXT_CODES
    assert not concerns.TEXT_CODES & {*STATE_CODES}
