"""Makes src/kinews_cli/language/ngrams.txt: which pieces of words speak for which language.

    pip install scikit-learn
    python benchmarks/languages_train.py TEXTS > src/kinews_cli/language/ngrams.txt

TEXTS is a folder with one file a language, `de.txt`, `en.txt` and so on: a line of 2 to 12 words each, UTF-8. Files whose
code is none of the eight that are told apart (`da.txt`, `tr.txt`, ...) train the ninth answer, "some other language".

The table in the package was made from 80,000 lines for each of the eight and 5,000 to 9,000 for each of sixteen others: the
descriptions of Debian's packages in their translations, the manuals of LibreOffice, GIMP, LilyPond and Debian, fortunes,
summaries of Python packages, and words drawn from the spelling dictionaries (Debian 12). No titles, no news, no web pages:
whatever is measured on those was never seen here. German and other lines have an English noun in them now and then, as
titles about software have.

The method is the plainest that works: logistic regression over the pieces of `kinews_cli.language.ngrams.pieces`, one
language against the rest; then once more over the 8,000 pieces that carry most weight (92,000 of them get 1 % more titles
right); then whole numbers.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import SGDClassifier

from kinews_cli.language.ngrams import LANGUAGES, OTHER, ZERO, pieces

PIECES = 8_000
RARE = 20  # lines that a piece must stand in
BORROWED = 0.15  # of the lines that are not English get an English word
STEPS = 45  # whole numbers on each side of zero: all are printable


def main(folder: Path) -> None:
    lines, languages = zip(*_lines(folder), strict=True)
    counter = CountVectorizer(analyzer=lambda text: list(pieces(text)), min_df=RARE, dtype=np.float32)
    matrix = counter.fit_transform(lines).tocsr()
    first = _fitted(matrix, languages)
    often = np.sqrt(np.asarray(matrix.sum(0)).ravel())
    weight = np.abs(first.coef_ - first.coef_.mean(0)).max(0) * often
    kept = np.sort(np.argsort(-weight)[:PIECES])
    second = _fitted(matrix[:, kept], languages)
    _print(np.array(counter.get_feature_names_out())[kept], second)


def _lines(folder: Path) -> Iterator[tuple[str, str]]:
    rng = random.Random(7)  # noqa: S311 - nobody is to be kept from guessing it
    texts = {path.stem: path.read_text("utf-8").splitlines() for path in sorted(folder.glob("*.txt"))}
    nouns = [word for line in texts["en"] for word in line.split() if word.isalpha() and len(word) > 4]
    for code, lines in texts.items():
        for line in lines:
            words = line.split()
            if code != "en" and len(words) > 3 and rng.random() < BORROWED:
                words[rng.randrange(len(words))] = rng.choice(nouns)
            yield " ".join(words), code if code in LANGUAGES else OTHER


def _fitted(matrix: sparse.csr_matrix, languages: tuple[str, ...]) -> SGDClassifier:
    """Each line counts each of its pieces once, and as much in all as any other line."""
    present = (matrix > 0).astype(np.float32)
    length = np.sqrt(np.maximum(1, np.asarray(present.sum(1)).ravel()))
    model = SGDClassifier(loss="log_loss", alpha=2e-7, max_iter=5, tol=None, random_state=0, average=True)
    return model.fit(sparse.diags(1 / length) @ present, languages)


def _print(names: np.ndarray, model: SGDClassifier) -> None:
    order = [list(model.classes_).index(code) for code in (*LANGUAGES, OTHER)]
    weights, bias = model.coef_[order], model.intercept_[order]
    step = math.ceil(100 * np.quantile(np.abs(weights), 0.9995) / STEPS) / 100
    print(step, *(round(float(value), 2) for value in bias))
    for name, column in zip(names, weights.T, strict=True):
        numbers = np.clip(np.round(column / step), -STEPS, STEPS).astype(int)
        print(name, "".join(chr(ZERO + number) for number in numbers))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
