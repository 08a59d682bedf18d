"""What tests of the reading room share."""

from __future__ import annotations

from kinews_cli.model.issue import Issue, Link
from kinews_cli.reading.building import read_issue
from kinews_cli.reading.lines import split_lines
from kinews_cli.reading.settings import DEFAULT_SETTINGS, ReadingSettings
from kinews_cli.reading.splitting import split_issue

TEXT = "Hier steht ein Absatz mit etwas mehr Text. Er hat zwei Sätze."
HEAD = "KI News #1\n\nGuten Tag, hier ist die neue Ausgabe mit drei Artikeln.\n\n"


def read(text: str, settings: ReadingSettings = DEFAULT_SETTINGS, path: str = "001.txt") -> Issue:
    return read_issue(text.encode(), path, settings)


def titles(text: str, settings: ReadingSettings = DEFAULT_SETTINGS) -> list[str]:
    return [article.title for article in read(text, settings).articles]


def kinds(text: str, settings: ReadingSettings = DEFAULT_SETTINGS) -> dict[str, str]:
    """What each line was taken for, by its text; of equal lines the last."""
    taken = split_issue(split_lines(text), settings).taken
    return {entry.line.text.strip(): entry.kind.name for entry in taken}


def written(link: Link) -> tuple[str, str, str | None]:
    """Label, URL and mark."""
    return link.label, link.url, link.mark.written if link.mark else None


def links(text: str, settings: ReadingSettings = DEFAULT_SETTINGS) -> dict[str, list[str]]:
    """The URLs of each article, by its title; of the intro under ""."""
    issue = read(text, settings)
    parts = [("", issue.intro), *((article.title, article.body) for article in issue.articles)]
    return {title: [link.url for link in part.links] for title, part in parts}
