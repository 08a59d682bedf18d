"""KN105: what counts as the same title."""

from __future__ import annotations

import pytest

from dossiers import dossier
from kinews_cli.rules.text import duplicate_title


def lines_of_duplicates(*titles: str) -> list[int | None]:
    articles = "".join(
        f"{title}\n\nEs liest Texte.\n\nStudie: https://example.org/{n}\n\n" for n, title in enumerate(titles)
    )
    return [finding.line for finding in duplicate_title(dossier(f"KI News #6\n\nGuten Tag.\n\n{articles}"))]


@pytest.mark.parametrize("second", ["Ein neues Netz", "EIN neues Netz", "Ein  neues Netz", "Ein\u00a0neues \t Netz"])
def test_case_and_blanks_make_no_other_title(second: str) -> None:
    assert lines_of_duplicates("Ein neues Netz", second) == [11]


@pytest.mark.parametrize("second", ["Einneues Netz", "Ein neues Netz malt"])
def test_other_words_do(second: str) -> None:
    assert lines_of_duplicates("Ein neues Netz", second) == []


def test_what_comes_a_third_time_is_a_form() -> None:
    assert lines_of_duplicates("Worum geht es?", "Worum  geht es?", "Worum geht es?") == []
