"""What in an answer is no English: the German text as it was, parts of it, another language. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kinews_cli.language.ngrams import guess
from kinews_cli.language.texts import text_language, title_language
from kinews_cli.language.vote import WORDS, vote
from kinews_cli.translating.glossary import starter_glossary
from kinews_cli.translating.names import GIVEN, NAMES, ORGANISATIONS
from kinews_cli.translating.words import WORD, sentences_of, words_of

_GERMAN = WORDS["de"]
# In short names these are no sign of German: "Die Zeit", "Rat der Stadt", "Ursula von Sommer".
_IN_NAMES = frozenset({"der", "die", "das", "den", "dem", "von", "zu", "zum", "zur", "im", "sie"})
_OUTSIDE_NAMES = _GERMAN - _IN_NAMES
# Words of labels that are no part of a name and no English.
_IN_LABELS = frozenset({
    "anleitung", "artikel", "aufsatz", "aufzeichnung", "beitrag", "bericht", "erklärung", "mehr", "neue", "neuer", "neues",
    "ohne", "studie", "über", "vom", "vortrag", "webseite", "weitere",
})  # fmt: skip
# Alone they are no name either: headings and labels, the more so where `guess` cannot tell them from other languages.
_ALONE = _IN_LABELS | frozenset({
    "abmelden", "anmelden", "archiv", "ausgabe", "beispiel", "bilder", "blogartikel", "buchtipp", "dank", "danke", "deutsch",
    "einführung", "englisch", "ergebnisse", "erklärvideo", "fachartikel", "fazit", "gesichter", "grundlagen", "hallo",
    "herunterladen", "hörtipp", "impressum", "infos", "inhalt", "interaktiv", "kommentar", "kommentare", "kunst",
    "kurzmeldungen", "leseprobe", "lesetipp", "musik", "originalartikel", "quelle", "quellcode", "quellen", "quelltext",
    "spiel", "spiele", "stadt", "stimmen", "termine", "tipp", "titel", "umfrage", "verweis", "verweise", "werkzeug",
    "wettbewerb", "willkommen",
})  # fmt: skip
# English has none that end so.
_GERMAN_ENDING = re.compile(r"[^\W\d_]{3}(?:ktion|ierung|heit|keit|ieren|schaft)(?:en|s)?$", re.IGNORECASE)
_QUOTED = re.compile(r"[„“”\"«»‚‘][^„“”\"«»‚‘’\n]{1,200}[“”\"«»‘’]")
_LANGUAGES = {"fr": "French", "es": "Spanish", "nl": "Dutch", "it": "Italian", "pt": "Portuguese", "pl": "Polish"}
_FEW, _MANY = 3, 6  # words from which on a language can be told at all, and with ease
# Margins of `guess`. Of 15,481 good English texts none of six words or more was told to be another language by more than 3.4;
# of 3 to 5 words one, an expression of symbols, by 8.1.
_TOLD, _SURE = 4.0, 9.0
# Of a text that came back as it was. Of 1,675 labels that are the same in English and German one reaches 7, two 6; of 4,169
# German ones three quarters do. With an umlaut less will do.
_SAME, _SAME_UMLAUTED = 6.0, 3.0
_UMLAUT = re.compile("[äöüß]", re.IGNORECASE)


def mirrored(source: str, answer: str) -> str | None:
    """Names and English terms stay as they are; a German word or phrase does not, not even before its translation."""
    asked, said = words_of(source), words_of(answer)
    if asked == said:
        return "the answer is the German text" if _stays_german(source) else None
    both = len(asked) < _MANY and asked and asked in (said[: len(asked)], said[-len(asked) :])
    return "the answer holds the German text" if both and _stays_german(source) else None


def _stays_german(text: str) -> bool:
    """Of a text that should have become English."""
    words = words_of(text)
    if len(words) == 1 and words[0] in _ALONE:
        return True
    return (len(text.split()) > 1 and _has_german(text)) or _has_term(text) or _looks_german(text)


def _has_german(text: str) -> bool:
    """Words that stand in no name."""
    written = WORD.findall(text)
    words = [word.casefold() for word in written if text.isupper() or not word.isupper()]  # MIT is not "mit"
    years = any(map(str.isdigit, text))  # "Paper von 2017" is no name
    every = years or (len(written) > 3 and not GIVEN.intersection(words[:1]))  # Ursula von der Leyen
    german = _IN_LABELS | (_GERMAN if every else _OUTSIDE_NAMES)
    return bool(german.intersection(words)) or any(map(_is_german_word, written))


def _has_term(text: str) -> bool:
    """Terms of AI news that are others in English; names may have short ones in them: KI-Campus."""
    return any(len(match.written) > 5 and not match.term.keeps for match in starter_glossary().missing(text, text))


def _looks_german(text: str) -> bool:
    words = words_of(text)
    if (NAMES | ORGANISATIONS if len(words) > 1 else NAMES).intersection(words):
        return False
    if any(map(_GERMAN_ENDING.search, words)):
        return True
    guessed = guess(text)
    enough = _SAME_UMLAUTED if _UMLAUT.search(text) else _SAME
    return guessed is not None and guessed.code == "de" and guessed.margin >= enough


def _is_german_word(word: str) -> bool:
    """Of a word in small letters, which are no part of names: "erklärt", but not "unchained"."""
    if not word.islower() or len(word) < 5 or word in _GERMAN | NAMES:
        return False
    guessed = guess(word)
    return guessed is not None and guessed.code == "de" and guessed.margin >= 3.0


def left_german(source: str, answer: str) -> str | None:
    """A German sentence, or a part of the text as it was, among English; quotations may be German."""
    unquoted = _QUOTED.sub(' " ', answer)
    said = WORD.findall(unquoted)
    run = said[_longest_run(WORD.findall(source), said)]
    if run and not _is_name(run) and _is_german_phrase(run):
        return f'the answer leaves German as it was: "{" ".join(run[:8])}"'
    for sentence in sentences_of(unquoted):
        winner = vote(sentence) if len(sentence.split()) >= _MANY else None
        if winner is not None and winner.code == "de":
            return "a sentence of the answer is still German"
    return None


def _is_name(words: Sequence[str]) -> bool:
    """Nothing but function words is in small letters: Bundesamt für Sicherheit in der Informationstechnik."""
    return all(word[0].isupper() or word in _GERMAN or len(word) < 3 for word in words)


def _is_german_phrase(words: Sequence[str]) -> bool:
    german = _GERMAN.intersection(words)
    if len(german) > 1 and german - _IN_NAMES:
        return True
    guessed = guess(" ".join(words))
    return guessed is not None and guessed.code == "de" and guessed.margin >= _TOLD


def _longest_run(asked: Sequence[str], said: Sequence[str]) -> slice:
    """Where in `said` the most words in a row stand that stand so in `asked` too, four at least."""
    known = {tuple(map(str.casefold, asked[at : at + 4])) for at in range(len(asked) - 3)}
    best = (0, 0)
    start = end = 0
    for at in range(len(said) - 3):
        if tuple(map(str.casefold, said[at : at + 4])) in known:
            start = start if at < end - 2 else at
            end = at + 4
            best = max(best, (start, end), key=lambda run: run[1] - run[0])
    return slice(*best)


def wrong_language(source: str, answer: str) -> str | None:
    """By function words and pieces of words; a German quotation inside an English sentence is outvoted.

    Of fewer than three words nothing is said, of fewer than six only where it is beyond doubt.
    """
    words = _without_name(source, answer)
    text = " ".join(words)
    if len(words) < _MANY and source.split() == answer.split():
        return mirrored(source, answer)
    code = _told(text) if len(words) >= _MANY else _told_of_few(source, text)
    if code in {None, "en"}:
        return None
    if code == "de":
        return "the answer is still German"
    return f"the answer is in {_LANGUAGES.get(code or '', 'another language')}"


def _without_name(source: str, answer: str) -> Sequence[str]:
    """The words of the answer, without the longest name that it has in common with the text."""
    said = WORD.findall(answer)
    run = _longest_run(WORD.findall(source), said)
    return [*said[: run.start], *said[run.stop :]] if _is_name(said[run]) else said


def _told(text: str) -> str | None:
    code = (text_language(text) or "").partition(" ")[0]
    guessed = guess(text) if not code else None
    return guessed.code if guessed is not None and guessed.margin >= _TOLD else code or None


def _told_of_few(source: str, answer: str) -> str | None:
    words = words_of(answer)
    if len(words) < _FEW:
        return None
    if _OUTSIDE_NAMES.intersection(words) and (title_language(answer) or "").startswith("de"):
        return "de"
    asked = set(words_of(source))
    new = sum(word not in asked for word in words)
    guessed = guess(answer)
    return guessed.code if guessed is not None and guessed.margin >= _SURE and new > len(words) / 2 else None
