"""How often good translations are rejected, and how often damaged ones are found out.

    python benchmarks/translation_checks.py [--po DIR] [--show]

DIR is searched for `.po` files of German and English, either way round (German translations of manuals, or the files of this
program); what is German there is the source, what is English the good answer of an engine. Without it the pairs are those of
`translation_pairs.tsv`, written for this project. `--show` prints the good answers that are rejected, and a few damaged ones
that are not.

Each kind of damage is done to each pair that has what it takes (a second sentence, a number); the same seed, the same damage.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import polib

from kinews_cli.language.texts import text_language, title_language
from kinews_cli.translating.glossary import starter_glossary
from kinews_cli.translating.verify import fault, swapped

OWN = Path(__file__).with_name("translation_pairs.tsv")
SIZES = (3, 8, 20, 40)
LONG = 6  # words: from here on a text can be told to be German
Pair = tuple[str, str]  # German and English
Damage = Callable[[str, str, random.Random], str | None]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="False alarms and detection of the checks of translations.")
    parser.add_argument("--po", type=Path, metavar="DIR")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args(arguments)
    pairs = list(dict.fromkeys(po_pairs(given.po) if given.po else own_pairs()))
    if not pairs:
        sys.exit("there are no pairs of German and English")
    report_good(pairs, show=given.show)
    report_damage(pairs, show=given.show)
    report_batches(pairs)


def own_pairs() -> list[Pair]:
    return [(fields[0], fields[1]) for fields in own_lines() if len(fields) == 2]


def own_lines() -> list[list[str]]:
    lines = OWN.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def po_pairs(folder: Path) -> Iterator[Pair]:
    """German first, whichever side it stands on. What is not German in earnest (code, untranslated lines) is left out."""
    for path in sorted(folder.rglob("*.po")):
        for entry in polib.pofile(str(path)):
            sides = (" ".join(entry.msgstr.split()), " ".join(entry.msgid.split()))
            if entry.obsolete or entry.fuzzy or not all(sides) or not re.search(r"[^\W\d_]", sides[0]):
                continue
            german, english = sides if language(sides[0]) != "en" and language(sides[1]) != "de" else sides[::-1]
            long = len(german.split()) >= LONG
            same = german.casefold() == english.casefold() and len(german.split()) > 2
            if not same and (not long or (language(german) == "de" and language(english) != "de")):
                yield german, english


def language(text: str) -> str:
    return (text_language(text) or title_language(text) or "").partition(" ")[0]


def report_good(pairs: Sequence[Pair], *, show: bool) -> None:
    started = time.perf_counter()
    reasons = {pair: reason for pair in pairs if (reason := fault(*pair)) is not None}
    seconds = time.perf_counter() - started
    unused = sum(bool(starter_glossary().missing(*pair)) for pair in pairs)
    used = sum(bool(starter_glossary().in_text(german)) for german, _ in pairs)
    print(f"{len(pairs)} good pairs: {len(reasons)} rejected ({len(reasons) / len(pairs):.2%}), ", end="")
    print(f"{1000 * seconds / len(pairs):.2f} ms each")
    print(f"  pairs with a term of the starter glossary: {used}, without its English: {unused}")
    for kind, count in Counter(map(kind_of, reasons.values())).most_common():
        print(f"  {count / len(pairs):7.2%}  {kind}")
    for (german, english), reason in reasons.items() if show else ():
        print(f"    {reason}\n      {german}\n      {english}")


def kind_of(reason: str) -> str:
    return re.split(r"[:(\"]| number | address ", reason)[0].strip()


def report_damage(pairs: Sequence[Pair], *, show: bool) -> None:
    print(f"{'damage':34}{'n':>7}{'found':>8}")
    for name, damage in DAMAGES.items():
        chance = random.Random(name)  # noqa: S311 - the same damage each time
        done = [(pair[0], bad) for pair in pairs if (bad := damage(*pair, chance)) is not None and bad != pair[1]]
        missed = [pair for pair in done if fault(*pair) is None]
        if done:
            print(f"{name:34}{len(done):>7}{1 - len(missed) / len(done):>8.1%}")
        for german, bad in missed[:3] if show else ():
            print(f"    {german}\n    {bad}")
    strange = [fields for fields in own_lines() if len(fields) == 3]
    found = sum(fault(german, answer) is not None for german, answer, _ in strange)
    print(f"{'French, Spanish, Dutch (own pairs)':34}{len(strange):>7}{found / len(strange):>8.1%}")


def report_batches(pairs: Sequence[Pair]) -> None:
    print(f"{'batches of':12}{'n':>7}{'good':>8}{'shifted':>9}{'reversed':>10}{'two exchanged':>15}   called swapped")
    for size in SIZES:
        batches = [pairs[at : at + size] for at in range(0, len(pairs) - size + 1, size)]
        if batches:
            shares = (sum(called(batch, how) for batch in batches) / len(batches) for how in ORDERS)
            good, shifted, backwards, exchanged = shares
            print(f"{size:<12}{len(batches):>7}{good:>8.2%}{shifted:>9.1%}{backwards:>10.1%}{exchanged:>15.1%}")


def called(batch: Sequence[Pair], order: Callable[[list[str]], list[str]]) -> bool:
    return bool(swapped([german for german, _ in batch], order([english for _, english in batch])))


def exchange_two(answers: list[str]) -> list[str]:
    first, second = random.Random(len(answers[0])).sample(range(len(answers)), 2)  # noqa: S311
    answers[first], answers[second] = answers[second], answers[first]
    return answers


ORDERS = (list, lambda answers: answers[1:] + answers[:1], lambda answers: answers[::-1], exchange_two)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[^\W\d_]{2}[.!?])\s+(?=[A-ZÄÖÜ])", text)


def several(text: str) -> list[str]:
    """The sentences of a text that has more than one of some length, else none."""
    parts = sentences(text)
    return parts if len(parts) > 1 and all(len(part.split()) >= 4 for part in parts) else []


def of(texts: Iterable[str]) -> Damage:
    choices = list(texts)
    return lambda _german, _english, chance: chance.choice(choices)


def around(texts: Iterable[str]) -> Damage:
    choices = list(texts)
    return lambda _german, english, chance: chance.choice(choices).replace("*", english)


def half(_german: str, english: str, _chance: random.Random) -> str | None:
    words = english.split()
    return " ".join(words[: len(words) // 2]) if len(words) >= 2 * LONG else None


def broken_off(share: float) -> Damage:
    def damage(german: str, english: str, _chance: random.Random) -> str | None:
        words = english.split()
        ended = len(words) >= 2 * LONG and german.endswith((".", "!", "?"))
        return " ".join(words[: int(len(words) * share)]).rstrip(",.;:!?") if ended else None

    return damage


def without_sentence(german: str, english: str, _chance: random.Random) -> str | None:
    parts = several(english)
    return " ".join(parts[:-1]) if parts and several(german) else None


def german_sentence(german: str, english: str, chance: random.Random) -> str | None:
    theirs, ours = several(german), several(english)
    if len(theirs) != len(ours) or not theirs or language(german) != "de":
        return None
    at = chance.randrange(len(ours))
    return " ".join([*ours[:at], theirs[at], *ours[at + 1 :]])


def german_half(german: str, english: str, _chance: random.Random) -> str | None:
    theirs, ours = german.split(), english.split()
    if len(theirs) < 2 * LONG or language(german) != "de":
        return None
    return " ".join(ours[: len(ours) // 2] + theirs[len(theirs) // 2 :])


def mirrored(german: str, _english: str, _chance: random.Random) -> str | None:
    return german if len(german.split()) >= 3 and language(german) == "de" else None


def word_thrice(_german: str, english: str, chance: random.Random) -> str | None:
    words = english.split()
    places = [at for at, word in enumerate(words) if word.isalpha() and len(word) > 1]
    if not places:
        return None
    at = chance.choice(places)
    return " ".join([*words[:at], words[at], words[at], *words[at:]])


def phrase_twice(_german: str, english: str, chance: random.Random) -> str | None:
    words = english.split()
    if len(words) < 2 * LONG or not all(map(str.isalpha, words[:5])):
        return None
    size = chance.randint(3, 5)
    return " ".join([*words[:size], *words])


def loop(_german: str, english: str, _chance: random.Random) -> str | None:
    words = english.split()
    return " ".join([*words[:-4], *(words[-4:] * 3)]) if len(words) >= 2 * LONG else None


def sentence_twice(_german: str, english: str, chance: random.Random) -> str | None:
    parts = several(english)
    return " ".join([*parts, chance.choice(parts)]) if parts else None


def number(change: Callable[[str], str]) -> Damage:
    def damage(_german: str, english: str, chance: random.Random) -> str | None:
        found = list(re.finditer(r"(?<![\w.,/-])[0-9]{2,4}(?![\w.,/-])", english))
        if not found:
            return None
        match = chance.choice(found)
        return english[: match.start()] + change(match[0]) + english[match.end() :]

    return damage


def new_number(german: str, english: str, chance: random.Random) -> str | None:
    words = english.split()
    at = chance.randrange(len(words))
    added = str(chance.randint(31, 999))
    return " ".join([*words[:at], added, *words[at:]]) if added not in german else None


DAMAGES: Mapping[str, Damage] = {
    "empty": of(["", "  ", "\u00a0\n"]),
    "error text": of([
        "Error 500 (Server Error)!!1500.That’s an error.There was an error. Please try again later.That’s all we know.",
        "502 Bad Gateway", "503 Service Temporarily Unavailable nginx/1.24.0", "Internal Server Error",
        "An error occurred while processing your request.", "upstream connect error or disconnect/reset before headers.",
        "Something went wrong. Please try again in a few minutes.", "Request timed out",
        "Interner Serverfehler. Bitte versuchen Sie es später erneut.", '{"error": "Slowdown: 30 per 1 minute"}',
        "<html><head><title>403</title></head></html>",
    ]),
    "quota text": of([
        "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY. NEXT AVAILABLE IN 07 HOURS",
        "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS", "Too many requests, slow down",
        "Quota for this billing period has been exceeded.", "You have reached your daily translation limit.",
        "You've exceeded your current quota, please check your plan.", "Your free monthly limit has been reached.",
        "Zu viele Anfragen. Ihr Tageslimit ist erreicht.", "Visit https://portal.example.org to get an API key",
    ]),
    "consent page": of([
        "Before you continue to Google", "We use cookies and data to deliver our services. Accept all. Reject all.",
        "Our systems have detected unusual traffic from your computer network.", "Please enable JavaScript to continue.",
        "Bevor Sie zu Google weitergehen", "Verify that you are human by completing the action below.",
    ]),
    "chat around the answer": around([
        "Here is the translation: *", "Sure! Here is the English translation: *", "Translation: *", "English: *",
        "* Let me know if you need anything else.", "As an AI language model, I can tell: *",
        "* Translated with DeepL.com (free version)",
    ]),
    "a note behind the answer": around([
        "* (Note: I kept the names.)", "* [Translator's note: a pun]", "* (Translated from German)",
    ]),
    "markup": around(["<p>*</p>", '<span class="x">*</span>', "&quot;*&quot;", "*<br/>", "``` *", "<x id='1'/>*"]),
    "placeholder left over": around(["{xq1} *", "* XQBX", "* __PH1__", "* {{0}}", "* [[2]]", "* ⟦1⟧"]),
    "garbled characters": around(["* \ufffd", "\x07*", "* â€œso", "* fÃ¼r", "⁇ *"]),
    "mirrored": mirrored,
    "second half left German": german_half,
    "a sentence left German": german_sentence,
    "half is missing": half,
    "broken off at 70 %": broken_off(0.7),
    "broken off at 90 %": broken_off(0.9),
    "last sentence is missing": without_sentence,
    "a word three times": word_thrice,
    "a phrase twice": phrase_twice,
    "a loop at the end": loop,
    "a sentence twice": sentence_twice,
    "number lost": number(lambda _: "some"),
    "number changed": number(lambda written: str(int(written) + 137)),
    "number invented": new_number,
}  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
