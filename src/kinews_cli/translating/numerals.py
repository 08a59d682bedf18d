"""Numbers of a German text and of its English translation. Pure.

Digits are compared as they stand, whatever is between them: 1.000,5 is 1,000.5 in English. A number may also become a word and
a word a number, a month's number its name, and 14 o'clock 2 p.m.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

_DIGITS = re.compile(r"[0-9]+")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[.,’'\u00a0\u202f ](?=[0-9])")
_ENGLISH = {
    0: "zero no none", 1: "one first once a an single", 2: "two second twice both double pair half dual",
    3: "three third thrice triple", 4: "four fourth quarter", 5: "five fifth half", 6: "six sixth", 7: "seven seventh",
    8: "eight eighth", 9: "nine ninth", 10: "ten tenth", 11: "eleven eleventh", 12: "twelve twelfth dozen noon",
    13: "thirteen thirteenth", 14: "fourteen fourteenth", 15: "fifteen fifteenth quarter", 16: "sixteen sixteenth",
    17: "seventeen seventeenth", 18: "eighteen eighteenth", 19: "nineteen nineteenth", 20: "twenty twentieth", 25: "quarter",
    30: "thirty", 40: "forty", 50: "fifty half", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety",
    100: "hundred century", 1000: "thousand", 1000000: "million",
}  # fmt: skip
# Parts of words: "zweimal", "dreidimensional", "Viertelstunde".
_GERMAN = {
    0: "null kein", 1: "ein erst", 2: "zwei zwo beid doppel halb paar", 3: "drei dritt", 4: "vier", 5: "fünf halb",
    6: "sechs", 7: "sieb", 8: "acht", 9: "neun", 10: "zehn zehnt", 11: "elf", 12: "zwölf dutzend mittag", 13: "dreizehn",
    14: "vierzehn", 15: "fünfzehn viertel", 16: "sechzehn", 17: "siebzehn", 18: "achtzehn", 19: "neunzehn", 20: "zwanzig",
    24: "vierundzwanzig", 25: "fünfundzwanzig viertel", 30: "dreißig halb", 40: "vierzig", 50: "fünfzig halb", 60: "sechzig",
    70: "siebzig", 80: "achtzig", 90: "neunzig", 100: "hundert", 1000: "tausend", 1000000: "million",
}  # fmt: skip
_MONTHS_EN = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
]  # fmt: skip
_MONTHS_DE = [
    "januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember",
]  # fmt: skip
_AFTERNOON = re.compile(r"[0-9]\s?p\.?\s?m\b|afternoon|evening|night", re.IGNORECASE)
_LARGE = re.compile(r"thousand|million|billion|trillion|tausend|mio|mrd|milliard|billion", re.IGNORECASE)


def lost_numbers(source: str, answer: str) -> tuple[str, ...]:
    """Which numbers of `source` the answer lacks, as they are written there."""
    lost, invented = _differences(source, answer)
    words = set(re.findall(r"[a-z]+", answer.casefold()))

    def told(number: str) -> bool:
        value = int(number)
        names = set(_ENGLISH.get(value, "").split())
        month = 1 <= value <= 12 and _MONTHS_EN[value - 1] in words
        return bool(names & words) or month or _told_otherwise(number, invented, answer)

    return _untold(lost, told)


def invented_numbers(source: str, answer: str) -> tuple[str, ...]:
    """Which numbers of the answer `source` has not, in digits or in words."""
    lost, invented = _differences(source, answer)
    asked = source.casefold()

    def told(number: str) -> bool:
        value = int(number)
        named = any(part in asked for part in _GERMAN.get(value, "").split())
        month = 1 <= value <= 12 and _MONTHS_DE[value - 1] in asked
        return named or month or _told_otherwise(number, lost, answer)

    return tuple(number for number in _untold(invented, told) if number.strip("0"))  # 2 p.m. is 14:00


def _differences(source: str, answer: str) -> tuple[Counter[str], Counter[str]]:
    """Numbers that only the one has, and only the other."""
    asked, said = _numbers(source), _numbers(answer)
    bare_asked, bare_said = (_numbers(_BETWEEN_DIGITS.sub("", text)) for text in (source, answer))
    lost = asked - said if bare_asked - bare_said else Counter[str]()
    new = bare_said.keys() - bare_asked.keys()
    invented = Counter(number for number in said if number not in asked) if new else Counter[str]()
    return lost, invented


def _numbers(text: str) -> Counter[str]:
    return Counter(number if int(number[:9]) == 0 else number.lstrip("0") for number in _DIGITS.findall(text))


def _told_otherwise(number: str, others: Iterable[str], answer: str) -> bool:
    """80 as in 1980s, 14 as in 2 p.m., the noughts of a million."""
    for other in others:
        if {len(number), len(other)} == {2, 4} and (other.endswith(number) or number.endswith(other)):
            return True
        if abs(int(number[:9]) - int(other[:9])) == 12 and _AFTERNOON.search(answer):
            return True
    return number == "000" and _LARGE.search(answer) is not None


def _untold(numbers: Counter[str], told: Callable[[str], bool]) -> tuple[str, ...]:
    return tuple(number for number in numbers if len(number) > 9 or not told(number))
