"""KN4xx: what has become of the sources, and whether the text says of them what they are."""

from __future__ import annotations

from kinews_cli.model.finding import Severity
from kinews_cli.rules.catalogue.rule import Example, Fixing, Rule

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

_ARXIV = "https://arxiv.org/abs/2101.00001"
_DOI = "https://doi.org/10.1234/netz"
_VIDEO = "https://youtu.be/aaaaaaaaaaa"
_CODE = "https://github.com/beispiel/netz"
_PAGE = "https://example.org/studie"
_SAYS = {url: f'["{url}"]\nverdict = "ok"\n' for url in (_ARXIV, _DOI, _VIDEO, _CODE, _PAGE)}


def _of(url: str, more: str = "", *, label: str = "Studie", mark: str = "") -> Example:
    """One link, with what is known of it."""
    return Example(f"{label}: {url}{mark}\n", f"{_SAYS[url]}{more}")


_STANDS = 'language = "en"\nstatus_of_source = "ok"\n'

RULES = (
    Rule(
        "KN401", "withdrawn", _E,
        "The paper was withdrawn by its authors.",
        "They no longer stand by it, often because of an error.",
        "Say so in the text, or remove the link.",
        _of(_ARXIV, 'status_of_source = "withdrawn"\n', mark=" (englisch)"),
        _of(_ARXIV, _STANDS, mark=" (englisch)"),
    ),
    Rule(
        "KN402", "retracted", _E,
        "The article was retracted.",
        "The journal took it back: its results do not hold, or were made up.",
        "Say so in the text, or remove the link.",
        _of(_DOI, 'status_of_source = "retracted"\n', mark=" (englisch)"),
        _of(_DOI, _STANDS, mark=" (englisch)"),
    ),
    Rule(
        "KN403", "corrected", _N,
        "The article was corrected after it appeared.",
        "Perhaps just the number that you quote.",
        "Check that what you say of it still holds.",
        _of(_DOI, 'status_of_source = "corrected"\n', mark=" (englisch)"),
        _of(_DOI, _STANDS, mark=" (englisch)"),
    ),
    Rule(
        "KN404", "newer-version", _N,
        "The link names a version of the paper that is not the newest.",
        "Without a version, arXiv shows the newest. A label that says which version is meant (v1) is respected.",
        "Link the paper without a version, or check the newer one.",
        Example(
            f"Studie: {_ARXIV}v1 (englisch)\n",
            f'["{_ARXIV}v1"]\nverdict = "ok"\nlanguage = "en"\nversion = "v3"\n',
        ),
        _of(_ARXIV, 'language = "en"\nversion = "v3"\n', mark=" (englisch)"),
    ),
    Rule(
        "KN405", "published-meanwhile", _N,
        "The preprint has appeared in a journal.",
        "What appeared was reviewed, and may differ. A label that says preprint is respected.",
        "Consider linking the published article.",
        _of(_ARXIV, 'language = "en"\nsaid = { arxiv_doi = "10.1234/netz" }\n', mark=" (englisch)"),
        _of(_ARXIV, 'language = "en"\nsaid = { arxiv_doi = "10.1234/netz" }\n', label="Preprint", mark=" (englisch)"),
    ),
    Rule(
        "KN406", "video-gone", _E,
        "The video is private or no longer there; a note when only members of the channel can see it.",
        "Nobody can watch it.",
        "Link another copy, or remove the link.",
        _of(_VIDEO, 'status_of_source = "private"\n', label="Video"),
        _of(_VIDEO, 'status_of_source = "ok"\n', label="Video"),
    ),
    Rule(
        "KN407", "repository-archived", _N,
        "The repository is archived: nobody maintains it.",
        "Who wants to use the code should know.",
        "Consider saying so.",
        _of(_CODE, 'status_of_source = "archived"\n', label="Code"),
        _of(_CODE, 'status_of_source = "ok"\n', label="Code"),
    ),
    Rule(
        "KN408", "repository-renamed", _W,
        "The repository has a new name or owner.",
        "GitHub leads on from the old name until somebody else takes it.",
        "Write the new address.",
        _of(_CODE, 'said = { github_full_name = "beispiel/neu" }\n', label="Code"),
        Example(
            "Code: https://github.com/beispiel/neu\n",
            '["https://github.com/beispiel/neu"]\nverdict = "ok"\nsaid = { github_full_name = "beispiel/neu" }\n',
        ),
        Fixing.SAFE,
    ),
    Rule(
        "KN409", "year-differs", _W,
        "The label, or what introduces the link, dates the source to another year than its own.",
        "One of the two is mistaken: the year, or the link. Each year that a work may claim counts as its own: first and "
        "newest version, online and in print.",
        "Correct the year or the link.",
        _of(_ARXIV, 'language = "en"\nissued = "2021-05-12"\n', label="2017er Text", mark=" (englisch)"),
        _of(_ARXIV, 'language = "en"\nissued = "2021-05-12"\n', label="2021er Text", mark=" (englisch)"),
    ),
    Rule(
        "KN410", "label-names-another", _W,
        "The label names another site or work than the source.",
        "Most often the wrong address was pasted.",
        "Correct the label or the link.",
        _of(_CODE, label="Video auf Youtube"),
        _of(_CODE, label="Video auf GitHub"),
        Fixing.UNSAFE,
    ),
    Rule(
        "KN411", "published-after-issue", _W,
        "The source is younger than the issue.",
        "The link cannot have been there when the issue appeared: it was changed, or one of the dates is wrong.",
        "Check the link and the issue's date.",
        Example(
            f"Paper: {_ARXIV} (englisch)\n",
            f'date = 2021-01-10\n\n{_SAYS[_ARXIV]}language = "en"\nissued = "2021-05-12"\n',
        ),
        Example(
            f"Paper: {_ARXIV} (englisch)\n",
            f'date = 2021-06-10\n\n{_SAYS[_ARXIV]}language = "en"\nissued = "2021-05-12"\n',
        ),
    ),
    Rule(
        "KN412", "expression-of-concern", _W,
        "The journal has expressed concern about the article.",
        "It is being looked into; a retraction may follow.",
        "Say so in the text.",
        _of(_DOI, 'status_of_source = "concern"\n', mark=" (englisch)"),
        _of(_DOI, _STANDS, mark=" (englisch)"),
    ),
    Rule(
        "KN413", "repository-replaced", _W,
        "Another repository stands under the name that is linked.",
        "The old one was renamed or deleted, and somebody took its name: perhaps to harm those who follow old links.",
        "Look whether it is still what you write about; else link the old one's new place, or remove the link.",
        _of(_CODE, 'said = { github_earlier_id = "101", github_id = "202" }\n', label="Code"),
        _of(_CODE, 'said = { github_id = "101" }\n', label="Code"),
    ),
    Rule(
        "KN414", "same-work-twice", _N,
        "Two addresses in the issue lead to one work.",
        "Readers open the same thing twice. A label that says in which form (PDF) is respected.",
        "Keep one of the two, or say in the labels what each is.",
        Example(f"Studie: {_ARXIV} (englisch)\n\nMehr: https://arxiv.org/pdf/2101.00001 (englisch)\n"),
        Example(f"Studie: {_ARXIV} (englisch)\n\nAls PDF: https://arxiv.org/pdf/2101.00001 (englisch)\n"),
    ),
    Rule(
        "KN415", "page-expired", _W,
        "The page asks not to be shown any more since a date that has passed.",
        "It tells search engines so (unavailable_after, expires) and may vanish any day.",
        "Link another source, or an archived copy.",
        _of(_PAGE, 'language = "de"\nsaid = { expires = "2026-11-01" }\n'),
        _of(_PAGE, 'language = "de"\nsaid = { expires = "2027-11-01" }\n'),
    ),
)  # fmt: skip
