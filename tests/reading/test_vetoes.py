"""What each rule does: a text, its titles with the rule, and its titles without it."""

from __future__ import annotations

import textwrap

import pytest

from kinews_cli.reading.building import read_issue
from kinews_cli.reading.rules import RULES, Rules
from kinews_cli.reading.settings import ReadingSettings

TEXT = "Hier steht ein Absatz mit etwas mehr Text. Er hat zwei Sätze."
LONG = f"Hier steht ein langer Absatz, der sich über mehr als hundert Zeichen erstreckt. {TEXT}"
HEAD = "KI News #1\n\nGuten Tag, hier ist die neue Ausgabe mit drei Artikeln.\n\n"
TWO = f"Ein Titel\n\n{TEXT}\n\nNoch ein Titel\n\n{LONG}\n\n"
THREE = ("Bienen im Park", "Strom vom Dach", "Wasser im Keller")


def with_line(line: str) -> str:
    """An issue of two articles, and the line in question between the last one's paragraphs."""
    return f"{HEAD}{TWO}{line}\n\n{LONG}\n\n{TEXT} {LONG}\n\n{LONG} {TEXT}\n"


def wrapped(about: str) -> str:
    """A paragraph as a mail program wraps it."""
    return textwrap.fill(
        f"Hier geht es um {about}, und {about} kommt darin noch öfter vor. Denn {about} ist und bleibt {about}. " * 2,
        72,
    )


def of_three(form: str) -> str:
    """An issue of three articles of the same form; `{}` is the title, `{n}` a count."""
    return HEAD + "".join(form.format(title, n=n) for n, title in enumerate(THREE, start=1))


TITLES = ["Ein Titel", "Noch ein Titel"]
BOTH = list(THREE)


def and_line(line: str) -> list[str]:
    return [*TITLES, line]


def interleaved(*lines: str) -> list[str]:
    return [text for pair in zip(THREE, lines, strict=True) for text in pair]


MANY_WORDS = "Wort " * 29 + "Ende"
GOODS = ("Brot vom Markt", "Käse aus Holland", "Obst der Saison", "Wein von der Mosel", "Öl aus Italien")
SINGLE = wrapped("einen Absatz ohne eigenen Titel")

# rule: (text, titles with the rule, titles without it)
CASES: dict[str, tuple[str, list[str], list[str]]] = {
    "furniture-first": (with_line("Hier abonnieren"), TITLES, and_line("Hier abonnieren")),
    "furniture-edges": (f"KI News #1\n\nVon Ada Lovelace\n\n{TEXT}\n\n{TWO}", TITLES, ["Von Ada Lovelace", *TITLES]),
    "kickers": (
        HEAD + "".join(f"STADT {n}\n\n{title}\n\nZu {title}: {TEXT}\n\n" for n, title in zip("ABC", THREE, strict=True)),
        BOTH,
        [text for n, title in zip("ABC", THREE, strict=True) for text in (f"STADT {n}", title)],
    ),
    "contents": (
        f"KI News #1\n\n{THREE[0]}\n\n{THREE[1]}\n\n{LONG}\n\n{THREE[0]}\n\n{TEXT}\n\n{THREE[1]}\n\n{TEXT}{TEXT}\n",
        BOTH[:2],
        [*BOTH[:2], *BOTH[:2]],
    ),
    "decorated": (of_three("{}.\n===========\n\n" + TEXT + "\n\n"), [f"{title}." for title in THREE], []),
    "capitals": (
        HEAD + "".join(f"{title.upper()}.\n\n{TEXT}\n\n" for title in THREE),
        [f"{title.upper()}." for title in THREE],
        [],
    ),
    "double-gap": (
        of_three("\n\n{}\n\n" + TEXT + "\n\nEin Einwurf zu {n}\n\n" + TEXT + "\n"),
        BOTH,
        interleaved("Ein Einwurf zu 1", "Ein Einwurf zu 2", "Ein Einwurf zu 3"),
    ),
    "glued": (of_three("{}\n" + TEXT + "\n\n"), BOTH, []),
    "unwrap": (
        HEAD + "".join(f"{title}\n{wrapped(title)}\n\n" for title in THREE) + f"{SINGLE}\n",
        BOTH,
        [*interleaved(*(wrapped(title).split("\n")[0] for title in THREE)), SINGLE.split("\n")[0]],
    ),
    "glued-too": (f"{HEAD}{TWO}Die Leerzeile fehlt\n{LONG}\n\n", and_line("Die Leerzeile fehlt"), TITLES),
    "code": (with_line("pip install --upgrade kinews"), TITLES, and_line("pip install --upgrade kinews")),
    "linked-titles": (of_three("{}: https://a.example/{n}\n" + TEXT + "\n\n"), BOTH, []),
    "numbered-titles": (
        with_line(f"1. Sammeln\n\n{TEXT}\n\n2. Ordnen"),
        TITLES,
        [*TITLES, "1. Sammeln", "2. Ordnen"],
    ),
    "long": (with_line(MANY_WORDS), TITLES, and_line(MANY_WORDS)),
    "address": (with_line("Anmelden bei post@a.example"), TITLES, and_line("Anmelden bei post@a.example")),
    "punctuation": (with_line("So geht das:"), TITLES, and_line("So geht das:")),
    "exclamation": (with_line("Schreiben Sie uns doch!"), TITLES, and_line("Schreiben Sie uns doch!")),
    "sentences": (with_line("Erst dies. Dann das"), TITLES, and_line("Erst dies. Dann das")),
    "key-value": (
        with_line("Ort: Rathaus\n\nZeit: am Abend\n\nEintritt: frei"),
        [*TITLES, "Eintritt: frei"],  # text follows: the colon may be one inside a title
        [*TITLES, "Ort: Rathaus", "Zeit: am Abend", "Eintritt: frei"],
    ),
    "introduced": (with_line("Dabei waren:\n\nEine kurze Zeile\n\nMehr nicht."), TITLES, and_line("Eine kurze Zeile")),
    "greeting": (with_line("Viele Grüße aus Bonn"), TITLES, and_line("Viele Grüße aus Bonn")),
    "quotation": (with_line("„So ist das!“"), TITLES, and_line("„So ist das!“")),
    "caption": (with_line("Foto: Ein Haus am See"), TITLES, and_line("Foto: Ein Haus am See")),
    "date": (with_line("12.06. im Rathaus"), TITLES, and_line("12.06. im Rathaus")),
    "list-run": (with_line("\n\n".join(GOODS)), [*TITLES, GOODS[0], GOODS[-1]], [*TITLES, *GOODS]),
    "no-text-below": (f"{HEAD}{TWO}Der letzte Einwurf\n« Zurück\n", TITLES, and_line("Der letzte Einwurf")),
    "continues": (with_line("und noch eine Zeile"), TITLES, and_line("und noch eine Zeile")),
}  # fmt: skip


def titles(text: str, *without: str) -> list[str]:
    settings = ReadingSettings(rules=Rules(frozenset(without)))
    return [article.title for article in read_issue(text.encode(), "001.txt", settings).articles]


def test_each_rule_has_a_case() -> None:
    assert set(CASES) == {rule.name for rule in RULES}


@pytest.mark.parametrize("name", CASES)
def test_what_a_rule_does(name: str) -> None:
    text, with_rule, without_rule = CASES[name]
    assert titles(text) == with_rule
    assert titles(text, name) == without_rule
    assert with_rule != without_rule


# Lines that look like what a rule refuses, and are titles.
@pytest.mark.parametrize(
    "line",
    [
        "Was nun?",
        "Machen Sie mit!",
        "Und weiter …",
        "Fortsetzung folgt...",
        "Das Ende (vorerst)",
        "Der Film „Metropolis“",
        "Deepfakes: eine Einführung",
        "Strom - und kein Ende",
        "Rot, Grün, Blau",
        "13. Geburtstag von Debian",
        "8. jährliche Konferenz in Bonn",
        "z. B. Äpfel und Birnen",
        "Version 2.0 ist da",
        "E-Akte? Später!",
        "🎉 Neues vom Verein",
        "eigene Dateien besser ordnen",
        "Picks",
        "News",
        "KI",
        "2001: Odyssee im Weltraum",
        "C++ und C#",
        "A" * 140,
    ],
)
def test_what_is_a_title_all_the_same(line: str) -> None:
    assert titles(with_line(line)) == and_line(line)
