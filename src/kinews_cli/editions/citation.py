"""What a source is, in a line for readers: "Poplin et al.: Prediction of ... Nature Biomedical Engineering, 2018"."""

from __future__ import annotations

from kinews_cli.model.source import Name, Source, SourceStatus

_STATUS = {
    "de": {
        SourceStatus.WITHDRAWN: "zurückgezogen",
        SourceStatus.RETRACTED: "widerrufen",
        SourceStatus.CONCERN: "unter Vorbehalt der Zeitschrift",
        SourceStatus.PRIVATE: "privat",
        SourceStatus.MISSING: "nicht mehr vorhanden",
        SourceStatus.ARCHIVED: "archiviert",
    },
    "en": {
        SourceStatus.WITHDRAWN: "withdrawn",
        SourceStatus.RETRACTED: "retracted",
        SourceStatus.CONCERN: "expression of concern",
        SourceStatus.PRIVATE: "private",
        SourceStatus.MISSING: "no longer there",
        SourceStatus.ARCHIVED: "archived",
    },
}


def cited(source: Source, language: str) -> str:
    """Authors, title, where and when, as far as known, and what speaks against it; empty where nothing is known."""
    authors = _authors(source.author)
    title = source.title or ""
    where = ", ".join(part for part in (source.container_title, _year(source)) if part)
    text = f"{authors}: {title}" if authors and title else title or authors
    if where:
        text = f"{text}{'' if text.endswith(('?', '!', '.')) else '.'} {where}" if text else where
    status = _STATUS[language].get(source.status)
    return f"{text} [{status}]" if status and text else text


def _authors(names: tuple[Name, ...]) -> str:
    shown = [name.literal or name.family or name.given or "" for name in names]
    shown = [name for name in shown if name]
    if len(shown) > 2:
        return f"{shown[0]} et al."
    return " & ".join(shown)


def _year(source: Source) -> str:
    return str(source.issued[0]) if source.issued else ""
