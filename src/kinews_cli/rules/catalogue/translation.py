"""KN5xx: the translation."""

from __future__ import annotations

from kinews_cli.model.finding import Severity
from kinews_cli.rules.catalogue.rule import Example, Rule

_W, _N = Severity.WARNING, Severity.NOTE

_STUDY = "\nStudie: https://example.org/studie\n"
_NETZ = "Es wurde 2018 mit 40 Bildern trainiert.\n"
_USED = "Nun wird das Netz von 40 Leuten benutzt.\n"
_TERM = "Das neuronale Netz liest Texte.\n"
_LINK = "Siehe https://example.org/studie für mehr.\n"
_GLOSSARY = '[glossary]\n"neuronales Netz" = "neural network"\n\n'


def _says(german: str, english: str | None = None, **more: str) -> str:
    """An entry of the translation file, as TOML."""
    told = {"german": german.strip(), **({"english": english} if english else {}), **more}
    return "[[translation]]\n" + "".join(f'{key} = "{value}"\n' for key, value in told.items())


_BEGUN = _says("Guten Tag.", "Hello.") + "\n"

RULES = (
    Rule(
        "KN501", "translation-missing", _W,
        "A piece of text has no translation.",
        "It stands in German in the English edition, which then calls itself incomplete. Nothing is said of a draft that "
        "has no translation at all.",
        "Run kinews translate, or write it into the .po file.",
        Example(_NETZ + _STUDY, _BEGUN + _says(_NETZ, state="untranslated")),
        Example(_NETZ + _STUDY, _says(_NETZ, "It was trained with 40 images in 2018.")),
    ),
    Rule(
        "KN502", "translation-stale", _W,
        "The German text changed under an accepted translation.",
        "Your English text is kept, but it translates what was there before.",
        "Adapt the translation in the .po file and remove its fuzzy flag.",
        Example(_NETZ + _STUDY, _says(_NETZ, "It was trained with 40 images in 2018.", state="stale")),
        Example(_NETZ + _STUDY, _says(_NETZ, "It was trained with 40 images in 2018.", state="accepted")),
    ),
    Rule(
        "KN503", "number-lost", _W,
        "A number of the German text is missing in the translation; an error in an accepted one.",
        "Engines drop and change numbers, and a reader has no way to notice.",
        "Correct the translation in the .po file.",
        Example(_NETZ + _STUDY, _says(_NETZ, "It was trained with 14 images in 2018.")),
        Example(_NETZ + _STUDY, _says(_NETZ, "It was trained with 40 images in 2018.")),
    ),
    Rule(
        "KN504", "url-lost", _W,
        "An address of the German text is missing in the translation; an error in an accepted one.",
        "The English reader gets no link, or a broken one.",
        "Correct the translation in the .po file.",
        Example(_LINK, _says(_LINK, "See the study for more.")),
        Example(_LINK, _says(_LINK, "See https://example.org/studie for more.")),
    ),
    Rule(
        "KN505", "glossary", _W,
        "The translation does not use a term of the glossary.",
        "Terms that readers know should be the same in every issue.",
        "Use the term, or correct the glossary.",
        Example(_TERM + _STUDY, _GLOSSARY + _says(_TERM, "The neural net reads texts.")),
        Example(_TERM + _STUDY, _GLOSSARY + _says(_TERM, "The neural network reads texts.")),
    ),
    Rule(
        "KN506", "still-german", _W,
        "The translation is still German.",
        "The engine gave the text back, or a human left it for later.",
        "Translate it in the .po file.",
        Example(_USED + _STUDY, _says(_USED, _USED.strip())),
        Example(_USED + _STUDY, _says(_USED, "Now 40 people use the network.")),
    ),
    Rule(
        "KN507", "suspicious-length", _W,
        "The translation is much shorter or longer than the text.",
        "Either something is missing, or something was added. Of 1,673 pairs of paragraphs that humans translated, 99.8 % "
        "had lengths in a ratio of 0.45 to 1.41.",
        "Look whether something is missing.",
        Example(_NETZ + _STUDY, _says(_NETZ, "2018, 40.")),
        Example(_NETZ + _STUDY, _says(_NETZ, "It was trained with 40 images in 2018.")),
    ),
    Rule(
        "KN508", "answer-refused", _N,
        "The engine's answer was no translation and was not used.",
        "Error pages, quota texts and untouched German come as answers too. The reason stands in the finding.",
        "Run kinews translate again later, or translate by hand.",
        Example(_NETZ + _STUDY, 'also = ["KN501"]\n\n' + _BEGUN + _says(_NETZ, state="untranslated", refused="it was empty")),
        Example(_NETZ + _STUDY, _BEGUN + _says(_NETZ, "It was trained with 40 images in 2018.")),
    ),
)  # fmt: skip
