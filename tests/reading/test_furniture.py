"""Lines that the page or the mail added, and lines of the author that look like them."""

from __future__ import annotations

import pytest

from reading.samples import HEAD, TEXT, kinds, read, titles

LONG = f"{TEXT} Und noch ein Satz, der von etwas ganz anderem handelt."
BODY = f"Ein Titel\n\n{TEXT}\n\n{LONG}\n\nNoch ein Titel\n\n{LONG}\n\n{TEXT}\n\n"
ANYWHERE = (
    "« VorherigeNächste »", "« Zurück", "← Älter", "Nächste Ausgabe →", "Weiterlesen »",
    "Hier abonnieren", "Jetzt abonnieren!", "Newsletter abonnieren", "Subscribe now",
    "Hier abonnieren und keine Ausgabe mehr verpassen:",
    "Zum Inhalt springen", "Skip to main content", "Nach oben", "Suche", "Menü",
    "Diese Seite verwendet Cookies und Sie stimmen der Nutzung zu.", "Alle akzeptieren",
    "Folgt uns auf Mastodon", "Beitrag teilen", "Ähnliche Beiträge", "Kommentare (3)", "3 Kommentare",
    "Powered by Lauter Software",
    "* Pflichtfeld", "* indicates required", "Anzeige", "[Werbung]",
    "© 2021 Der Verein", "All rights reserved", "Impressum | Datenschutz", "Datenschutz und Impressum",
    "Im Browser ansehen", "View this email in your browser", "Sie erhalten diese Mail, weil Sie im Verein sind.",
    "Teilen | Twittern | Drucken", "Facebook Twitter Mastodon", "5 Min. Lesezeit", "12. Juni 2021 von Ada Lovelace",
    "----------", "* * *", "= = = = =",
    "Write a comment...", "Discussion about this post", "Das Blatt ist ein kostenloses Angebot der Stadtwerke",
    "To stop receiving this mail, write to us", "https://a.example/impressum", "https://a.example/newsletter/abmelden?u=7",
    "https://a.example/mailman/listinfo/rundbrief", "Startseite › Newsletter › Ausgabe 3", "AbonnierenÜberUnsSpendenSuche", "🚀",
    "Hat dir diese Ausgabe gefallen?",
)  # fmt: skip
# The same words in lines of the author.
TEXT_OF_THE_AUTHOR = (
    "Jetzt registrieren sich Modelle selbst", "Werben mit Modellen", "Support us or them: the chip war", "Von Pixeln zu Worten",
    "Weiterleiten: eine Kunst", "Weiterbildung", "Nextcloud", "Weiterbildung: neue Kurse", "Meta", "Top", "Umfrage",
    "How was the model trained?", "Weiterlesen: https://a.example/bericht",
    "Read more: A report (PDF). https://a.example/report.pdf", "10:00 Uhr Anhörung im Rathaus",
)  # fmt: skip


@pytest.mark.parametrize("line", TEXT_OF_THE_AUTHOR)
def test_lines_of_the_author_with_words_of_furniture_stay(line: str) -> None:
    text = f"{HEAD}{BODY.replace('Noch ein', f'{line}{chr(10)}{chr(10)}Noch ein')}"
    assert kinds(text)[line] != "FURNITURE"


@pytest.mark.parametrize("line", ANYWHERE)
@pytest.mark.parametrize("place", ["middle", "end"])
def test_forms_that_are_furniture_anywhere(line: str, place: str) -> None:
    text = (
        f"{HEAD}{BODY}{line}\n"
        if place == "end"
        else f"{HEAD}{BODY.replace('Noch ein', f'{line}{chr(10)}{chr(10)}Noch ein')}"
    )
    assert kinds(text)[line] == "FURNITURE"
    assert titles(text) == ["Ein Titel", "Noch ein Titel"]


@pytest.mark.parametrize(
    "line",
    ["Von Ada Lovelace", "12. Juni 2021", "Samstag, 12.06.2021", "Veröffentlicht am 12. Juni 2021", "Kategorien: Technik, Stadt",
     "Start | Archiv | Kontakt", "5 Minuten"],
)  # fmt: skip
def test_weaker_forms_are_furniture_at_the_head(line: str) -> None:
    text = f"KI News #1\n\n{line}\n\n{LONG}\n\n{BODY}"
    assert kinds(text)[line] == "FURNITURE"
    assert read(text).title == "KI News #1"


def test_furniture_above_the_issue_title_does_not_become_the_title() -> None:
    text = f"Zum Inhalt springen\n\nMenü\n\nStart | Archiv | Kontakt\n\nKI News #1\n\n{LONG}\n\n{BODY}"
    issue = read(text)
    assert (issue.title, issue.number) == ("KI News #1", 1)
    assert len(issue.furniture) == 3


def test_mail_headers_are_furniture() -> None:
    text = f"From: Mia <mia@a.example>\nTo: liste@a.example\nSubject: KI News #1\n\nKI News #1\n\n{LONG}\n\n{BODY}"
    assert [item.line for item in read(text).furniture] == [1, 2, 3]


def test_what_stands_below_the_signature_delimiter() -> None:
    text = f"{HEAD}{BODY}-- \nAda Lovelace\nDer Verein\n"
    assert [item.text for item in read(text).furniture] == ["--", "Ada Lovelace", "Der Verein"]


def test_links_in_furniture_are_kept_and_belong_to_no_article() -> None:
    issue = read(f"{HEAD}{BODY}Impressum | Datenschutz: https://a.example/impressum\n")
    (link,) = issue.links()
    assert (link.url, link.furniture, link.label, link.mark) == ("https://a.example/impressum", True, "", None)
    assert link in issue.outro.links


@pytest.mark.parametrize(
    "line",
    [
        "Wie wir lernten, Cookies zu lieben",
        "Zurück in die Zukunft",
        "Abonnieren oder nicht?",
        "Neues vom Impressum",
        "Werbung im Netz",
        "Die Rechte der Roboter",
        "Weiter so",
        "Menschen teilen mehr als Maschinen",
        "Podcast",
        "Von der Rolle",
    ],
)
def test_titles_that_share_a_word_with_pages(line: str) -> None:
    assert titles(f"{HEAD}{BODY}{line}\n\n{LONG}\n\n{TEXT} {LONG}\n\n{LONG}\n\n{TEXT}\n") == [
        "Ein Titel",
        "Noch ein Titel",
        line,
    ]


def test_text_about_newsletters_stays_text() -> None:
    line = (
        "Wer den Newsletter abbestellen will, findet dafür seit dem Urteil am Ende jeder Mail einen Link, und "
        "das gilt, wie die Kammer "
        "ausdrücklich sagt, auch für Vereine und für Listen, die seit Jahren bestehen."
    )
    assert kinds(f"{HEAD}{BODY}{line}\n")[line] == "TEXT"
