"""The rules by which lines are taken for what they are, each with a name.

Every rule is about form, not about single words of single newsletters. What each is worth is shown by
`benchmarks/splitting.py --rules`, which reads the texts without it; `docs/splitting.md` has an example for each.
"""

from __future__ import annotations

from kinews_cli.values import Value


class Rule(Value, frozen=True):
    """`what` completes the sentence "A line is no title if ..." or says what the rule takes a line for."""

    name: str
    what: str


RULES = (
    Rule("furniture-first", "what the page or the mail added is known before titles are sought"),
    Rule("furniture-edges", "at the head and the foot, weaker signs suffice for furniture"),
    Rule("kickers", "a word in capitals above each single title is the page's"),
    Rule("contents", "a list at the top whose lines come back below is a list of contents"),
    Rule("decorated", "lines that are underlined, framed, starred or numbered with signs are headings"),
    Rule("capitals", "lines in capitals are headings"),
    Rule("double-gap", "where some gaps are wider than the usual one, titles stand below the wide ones"),
    Rule("glued", "where titles stand directly above their text, they do so throughout"),
    Rule("unwrap", "a line that ends because the column did is no line of its own"),
    Rule("glued-too", "a short line directly above a long paragraph is a title whose blank line was lost"),
    Rule("code", "is a line of code"),
    Rule("linked-titles", "where short lines with a link are followed by text, they are titles"),
    Rule("numbered-titles", "numbers that run through the whole issue stand before titles, others before headings"),
    Rule("long", "longer than 140 characters"),
    Rule("address", "holds an e-mail address or a bare domain"),
    Rule("punctuation", "ends in a full stop, comma, semicolon or colon"),
    Rule("exclamation", 'ends in "!" and speaks to somebody, or stands in the intro'),
    Rule("sentences", "holds a second sentence"),
    Rule("key-value", "is a pair of key and value beside another one"),
    Rule("introduced", "stands below a line that ends in a colon"),
    Rule("greeting", "greets, or signs off"),
    Rule("quotation", "is a sentence in quotation marks"),
    Rule("caption", "is the caption of a picture"),
    Rule("date", "is nothing but a date, a time or a number"),
    Rule("list-run", "stands in a run of four short lines or more"),
    Rule("no-text-below", "has nothing below it"),
    Rule("continues", "goes on from the line above"),
)


class Rules(Value, frozen=True):
    """The rules that hold; a benchmark switches single ones off."""

    off: frozenset[str] = frozenset()

    def on(self, name: str) -> bool:
        return name not in self.off


ALL_RULES = Rules()
