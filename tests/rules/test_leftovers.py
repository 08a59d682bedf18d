"""What was to be replaced, and what a chat program left: only forms that can hardly be meant."""

from __future__ import annotations

import pytest

from dossiers import dossier
from kinews_cli.model.finding import Finding
from kinews_cli.rules.leftovers import machine_talk, placeholder
from kinews_cli.rules.run import find

HEAD = "KI News #6\n\nGuten Tag.\n\nEin neues Netz\n\n"
END = "\n\nStudie: https://example.org/studie\n"


def placeholders(text: str) -> list[Finding]:
    return list(placeholder(dossier(f"{HEAD}{text}{END}")))


def talk(text: str) -> list[Finding]:
    return list(machine_talk(dossier(f"{HEAD}{text}{END}")))


@pytest.mark.parametrize(
    "text",
    [
        "Lorem ipsum dolor sit amet, consectetur.",
        "Das Netz hat [Zahl ergänzen] Schichten.",
        "Das Netz hat [hier noch die Zahl prüfen] Schichten.",
        "Mehr steht in der Studie <Link einfügen>.",
        "Das Netz hat viele Schichten [TODO: wie viele?].",
        "Das Netz hat (XXX) Schichten, sagt die Studie.",
        "TODO: noch schreiben, was das Netz kann.",
        "Text folgt.",
        "Hier folgt Text. Beschreibung folgt noch … [Quelle fehlt]",
        "Der Artikel dazu: Link folgt",
        "Die Daten: TBD",
        "[insert your title here] ist ein Netz.",
        "[INSERT LINK HERE]",
        "TODO Quelle suchen",
        "TODO Quelle suchen. Das Netz liest Texte.",
        "tbd",
        "Hier Text einfügen",
        "Hier noch den Link zur Studie ergänzen.",
        "Platzhalter: hier kommt der Text",
    ],
)
def test_placeholders(text: str) -> None:
    (finding,) = placeholders(text)
    assert finding.code == "KN110"
    assert finding.line == 7


@pytest.mark.parametrize(
    "text",
    [
        'In seinem Code fand das Netz 20 Kommentare mit "TODO: später", die es gleich erledigte.',
        "Die Liste der Todos wird länger: Wer TODO schreibt, meint selten bald.",
        "Das Netz ordnet Kommentare wie „FIXME: geht nicht“ nach Dringlichkeit.",
        "Ein Fund für Freunde von Blindtext: Lorem ipsum gibt es jetzt auch von Netzen.",
        "Die XXX. Olympischen Spiele fanden 2012 in London statt.",
        "Wer etwas einfügen will, findet den Link [1] in der Liste.",
        "Text folgt bei diesem Netz auf Bild, nicht umgekehrt.",
        "Es fehlt eine Quelle für diese Zahl, schreibt die Redaktion.",
        "Hallo {{vorname}}, *|FNAME|* steht hier mit Absicht.",
        "Ein Titel folgt dem anderen: drei Pokale in einem Jahr.",
        "Der Vortrag (Titel: Wie wir Zahlen prüfen) ist online.",
        "Drei Fragen: Wer? Wie? Was??",
        "TODO Group heißt ein Verein von Firmen mit offenem Code.",
        "TODO Listen mit Netzen: drei Programme im Vergleich.",
        "Hier kann jeder seinen Text einfügen.",
        "Hier Text, dort Bild: Das Netz kann beides.",
        "Platzhalter: Wie Netze Lücken füllen, zeigt eine Studie.",
    ],
)
def test_what_is_meant_is_no_placeholder(text: str) -> None:
    assert placeholders(text) == []


def test_a_placeholder_is_found_with_its_columns() -> None:
    (finding,) = placeholders("Das Netz hat [Zahl ergänzen] Schichten.")
    assert finding.message == 'a placeholder: "[Zahl ergänzen]"'
    assert (finding.line, finding.column, finding.end_column) == (7, 14, 29)


@pytest.mark.parametrize("line", ["[TODO]", "[Hier Link einfügen]", "[INSERT LINK HERE]"])
def test_below_an_article_it_is_no_description_of_a_picture_that_may_go(line: str) -> None:
    judged = dossier(f"{HEAD}Es liest Texte.{END}\n{line}\n")
    (finding,) = find(judged, frozenset({"KN109", "KN110"}))
    assert (finding.code, finding.line, finding.column, finding.fix) == ("KN110", 11, 1, None)


def test_titles_are_looked_at_too() -> None:
    judged = dossier("KI News #6 [Titel ergänzen]\n\nGuten Tag.\n\nMeldung [Titel ergänzen]\n\nText.\n")
    assert [finding.line for finding in placeholder(judged)] == [1, 5]


@pytest.mark.parametrize(
    "text",
    [
        "Als KI-Sprachmodell kann ich das nicht beurteilen.",
        "Als großes Sprachmodell habe ich keine Meinung.",
        "As an AI language model, I cannot say.",
        "Gerne! Hier ist die überarbeitete Fassung des Absatzes.",
        "Natürlich, hier ist eine kurze Zusammenfassung:",
        "Hier ist die übersetzte Version.",
        "Certainly! Here is a summary of the article.",
        "Sure, here's the text.",
        "I'm sorry, but I can't help with that.",
        "Soll ich den Text noch etwas kürzen oder umformulieren?",
        "Das Netz ist schnell. :contentReference[oaicite:0]{index=0}",
        "Das Netz ist schnell 【4†source】.",
        "Das Netz ist schnell citeturn0search1 und klein.",
    ],
)
def test_a_chat_program_speaks(text: str) -> None:
    (finding,) = talk(text)
    assert (finding.code, finding.line) == ("KN111", 7)


@pytest.mark.parametrize(
    "text",
    [
        "Als KI-Sprachmodell ist GPT-3 in der Lage, Gedichte zu schreiben.",
        'In 100 Büchern steht der Satz "As an AI language model, I cannot".',
        "Die Antwort war „Als KI-Sprachmodell kann ich das nicht“, wie immer.",
        "Natürlich! Hier ist kein Platz für alles.",
        "Sicher ist sicher: Hier ist der Link zum Artikel, für alle Fälle.",
        "Soll ich das glauben?",
        "Ich hoffe, das hilft!",
        "Turn2 ist ein Spiel, turn3 auch.",
    ],
)
def test_a_human_speaks(text: str) -> None:
    assert talk(text) == []
