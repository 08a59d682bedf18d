"""What a source is, in a line for readers: "Poplin et al., Nature Biomedical Engineering, 2018: Prediction of ..."."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kinews_cli.model.source import Name, Source, SourceKind, SourceStatus

# The words around a source are the edition's; what the source calls itself stays as it is. In German a journal
# "zieht zurück" as authors do; which of the two it was stands in the JSON.
_STATUS = {
    "de": {
        SourceStatus.WITHDRAWN: "zurückgezogen",
        SourceStatus.RETRACTED: "zurückgezogen",
        SourceStatus.CONCERN: "unter Vorbehalt der Zeitschrift",
        SourceStatus.PRIVATE: "privat",
        SourceStatus.MISSING: "nicht auffindbar",
        SourceStatus.ARCHIVED: "archiviert",
    },
    "en": {
        SourceStatus.WITHDRAWN: "withdrawn",
        SourceStatus.RETRACTED: "retracted",
        SourceStatus.CONCERN: "expression of concern",
        SourceStatus.PRIVATE: "private",
        SourceStatus.MISSING: "not found",
        SourceStatus.ARCHIVED: "archived",
    },
}
_AND = {"de": "und", "en": "and"}
_MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
}
_DAY = {"de": "{}. {} {}", "en": "{} {} {}"}
# What appears daily is told apart by its day; papers, books and videos go by their year.
_BY_DAY = {"article-newspaper", "article-magazine", "post-weblog", "post", "webpage"}
# The day on which a repository was made says nothing about the code that readers find there.
_UNDATED = {SourceKind.GITHUB}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as readers of one edition get it. Foreign texts, unescaped; one of the two may be empty."""

    credit: str  # "Poplin et al., Nature Biomedical Engineering, 2018", and in brackets what speaks against it
    title: str  # in its own language; "" too where the link's label says it

    def __str__(self) -> str:
        return ": ".join(part for part in (self.credit, self.title) if part)


def cited(source: Source, language: str, label: str = "") -> Citation | None:
    """Authors, where and when in an edition's `language`, and the title unless `label` says it; as far as known.

    None where nothing is known but the place, which the address says too.
    """
    known = _without_repetitions(
        (_authors(source.author, language), source.container_title or "", _date(source, language))
    )
    status = _STATUS[language].get(source.status, "")
    if not status and not source.title and known == [source.container_title]:
        return None
    credit = ", ".join(known)
    if status:
        credit = f"{credit} ({status})" if credit else status
    title = _title(source)
    citation = Citation(credit, "" if _says(label, title) or _folded(title) in map(_folded, known) else title)
    return citation if str(citation) else None


def _authors(names: tuple[Name, ...], language: str) -> str:
    """Family names, groups as they are: one, two, or the first and "et al."."""
    shown = [name for name in (name.literal or name.family or name.given or "" for name in names) if name]
    if len(shown) > 2:
        return f"{shown[0]} et al."
    return f" {_AND[language]} ".join(shown)


def _date(source: Source, language: str) -> str:
    """As much as the source says, never more: a month without its day stays a month."""
    if not source.issued or source.kind in _UNDATED:
        return ""
    year, *rest = source.issued
    if source.type not in _BY_DAY or not rest or rest[0] not in range(1, 13):
        return str(year)
    month = _MONTHS[language].split()[rest[0] - 1]
    return f"{month} {year}" if len(rest) == 1 else _DAY[language].format(rest[1], month, year)


def _title(source: Source) -> str:
    title = source.title or ""
    if source.kind is SourceKind.GITHUB and source.author:  # "owner/name": the owner is named as its author
        return title.removeprefix(f"{source.author[0].literal}/")
    return title


def _without_repetitions(parts: Iterable[str]) -> list[str]:
    """Many a site signs its news with its own name."""
    kept: dict[str, str] = {}
    for part in parts:
        if part:
            kept.setdefault(_folded(part), part)
    return list(kept.values())


def _says(label: str, title: str) -> bool:
    """Does the label name the work already, such as 'Das Paper "Attention Is All You Need"'?"""
    return bool(title) and f" {_folded(title)} " in f" {_folded(label)} "


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold())) or text
