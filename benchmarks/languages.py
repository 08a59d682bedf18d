"""How well the language of a title or a page is told: precision and recall by language.

    python benchmarks/languages.py [FOLDER] [--text] [--errors]
    python benchmarks/languages.py --pages [FOLDER] [--errors]

FOLDER has a file `de.txt`, `en.txt` and so on for each language, a title a line; without it the titles that were written for
this project (tests/fixtures/titles). `xx.txt` holds other languages: what is said of those is wrong. `--text` measures the
vote over running text instead, a text a line. `--errors` prints what was told wrongly, and what was not told.

`--pages` measures whole pages, those of benchmarks/pages unless FOLDER has others (languages_pages.py says how they are
written): what their paragraphs say, and what they are taken for once title and markup have been heard.

Precision: of the titles called English, how many are. Recall: of the English ones, how many were called so; the rest got no
answer or a wrong one.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from languages_pages import OWN as PAGES
from languages_pages import read_pages

from kinews_cli.language.ngrams import LANGUAGES
from kinews_cli.language.texts import text_language, title_language

OWN = Path(__file__).parent.parent / "tests" / "fixtures" / "titles"


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="Precision and recall of the language of titles and pages.")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--text", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--pages", action="store_true")
    given = parser.parse_args(arguments)
    if given.pages:
        pages = {page.title: page for page in read_pages(given.folder or PAGES)}
        entries = [(page.language, title) for title, page in pages.items()]
        report("pages by their text", entries, lambda title: pages[title].by_text(), errors=given.errors)
        report("pages by all they show", entries, lambda title: pages[title].by_all(), errors=given.errors)
    else:
        detect = text_language if given.text else title_language
        report("texts" if given.text else "titles", read(given.folder or OWN), detect, errors=given.errors)


def report(what: str, entries: list[tuple[str, str]], detect: Callable[[str], str | None], *, errors: bool) -> None:
    """Measure, and print the table."""
    started = time.perf_counter()
    told = tell(entries, detect)
    seconds = time.perf_counter() - started
    print(table(told))
    print(f"{len(told)} {what}, {len(told) / seconds:,.0f} a second")
    if errors:
        missed = [(right, code, text) for (right, text), code in told.items() if code != right and right in LANGUAGES]
        print(*("\t".join(map(str, entry)) for entry in missed), sep="\n")


def read(folder: Path) -> list[tuple[str, str]]:
    """Language and title, as the files have them."""
    return [
        (path.stem, line.strip())
        for path in sorted(folder.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def tell(titles: list[tuple[str, str]], detect: Callable[[str], str | None]) -> dict[tuple[str, str], str | None]:
    """What the detector says of each title: a code, or None."""
    codes = ((detect(title) or "und").partition(" ")[0] for _, title in titles)
    return {entry: code if code in LANGUAGES else None for entry, code in zip(titles, codes, strict=True)}


def table(told: dict[tuple[str, str], str | None]) -> str:
    """A line for each language."""
    count = Counter(right for right, _ in told)
    said = Counter(code for code in told.values() if code)
    hits = Counter(code for (right, _), code in told.items() if code == right)
    lines = [f"{'':4}{'n':>7}{'precision':>11}{'recall':>9}"]
    for code in LANGUAGES:
        if count[code]:
            precision, recall = hits[code] / max(1, said[code]), hits[code] / count[code]
            lines.append(f"{code:4}{count[code]:>7}{precision:>11.1%}{recall:>9.1%}")
    return "\n".join(lines)


if __name__ == "__main__":
    main(sys.argv[1:])
