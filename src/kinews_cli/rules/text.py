"""KN1xx: the text of the issue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding
from kinews_cli.model.issue import ArticleKind
from kinews_cli.rules.place import at_line


def no_title(dossier: Dossier) -> Iterator[Finding]:
    if dossier.issue.title is None:
        yield at_line("KN101", "the first line is no title", dossier.issue)


def no_number(dossier: Dossier) -> Iterator[Finding]:
    if dossier.issue.number is None:
        yield at_line(
            "KN102", "no issue number in the title or the file's name", dossier.issue, dossier.issue.title_line
        )


def article_without_links(dossier: Dossier) -> Iterator[Finding]:
    for article in dossier.issue.articles:
        sources = [link for link in article.body.links if not link.furniture]
        if article.kind is ArticleKind.ARTICLE and not sources:
            yield at_line("KN103", f'the article "{article.title}" names no source', dossier.issue, article.line)


def empty_section(dossier: Dossier) -> Iterator[Finding]:
    """A section is a heading above articles; the last one has nothing below it."""
    articles = dossier.issue.articles
    if articles and articles[-1].kind is ArticleKind.SECTION:
        last = articles[-1]
        yield at_line("KN104", f'nothing stands below "{last.title}"', dossier.issue, last.line)


def doubtful_title(dossier: Dossier) -> Iterator[Finding]:
    for article in dossier.issue.articles:
        if article.doubt is not None:
            yield at_line("KN106", f'"{article.title}" may be no title: {article.doubt}', dossier.issue, article.line)


def duplicate_title(dossier: Dossier) -> Iterator[Finding]:
    """Not of titles that come a third time: such are a form ("Worum geht es?")."""
    articles = dossier.issue.articles
    titles = [" ".join(article.title.split()).casefold() for article in articles]  # blanks may be doubled, or hard
    counts = Counter(titles)
    seen: dict[str, int] = {}
    for article, title in zip(articles, titles, strict=True):
        first = seen.setdefault(title, article.line)
        if first != article.line and counts[title] == 2:
            yield at_line("KN105", f'"{article.title}" is also the title in line {first}', dossier.issue, article.line)
