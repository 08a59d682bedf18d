"""KN110, KN111: what was to be replaced before the issue goes out, and what a chat program left behind.

An AI newsletter writes about placeholders and about what chat programs say; so only forms are taken that can hardly be meant,
and nothing that stands in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain

from kinews_cli.lazy_patterns import lazy_pattern
from kinews_cli.model.dossier import Dossier
from kinews_cli.model.finding import Finding
from kinews_cli.model.issue import Issue
from kinews_cli.rules.place import at_line
from kinews_cli.rules.written import line_text
from kinews_cli.values import replace

_MOST = 60  # characters of a text that a message shows
_QUOTED = lazy_pattern(r"[\"“„”»«‚‘`][^\"“„”»«‘’`]{0,400}[\"“”»«‘’`](?!\w)")

_WHAT = (
    "(?:link|quelle|text|titel|überschrift|name|zahl|datum|bild|foto|zitat|absatz|einleitung|begrüßung|label|url|adresse"
    "|source|title|image)"
)
_DO = "(?:einfügen|einsetzen|ergänzen|eintragen|nachtragen|nachreichen|folgt|fehlt|prüfen)"
_PUT = "(?:einfügen|einsetzen|ergänzen|nachtragen|nachreichen)"
_INTO = f"(?:(?:hier|noch|den|die|das) ){{0,3}}{_WHAT}\\b[^\\])>]{{0,30}}\\b{_DO}(?: noch)?"
_SIGN = "(?-i:TODO|TBD|TBA|FIXME|XXX)"
# No fields of mail programs ({{vorname}}, *|FNAME|*): these are filled in when the issue is sent.
# Forms, with words of which one must stand in a text that has the form: looking for those costs next to nothing. A blank in
# a form is any blank in the text.
_PLACEHOLDERS: Mapping[str, tuple[str, ...]] = {
    r"\blorem ipsum dolor\b": ("lorem",),
    rf"[\[<(] ?{_SIGN}\b[^\])>]{{0,60}}[\])>]": ("todo", "tbd", "tba", "fixme", "xxx"),
    rf"[\[<] ?(?:{_INTO}|(?:insert|add) (?:your )?{_WHAT}(?: here)?) ?[\]>]": ("[", "<"),
    f"^{_SIGN}(?::| ?$)": ("todo", "tbd", "tba", "fixme", "xxx"),
    r"^(?:tbd|tba|fixme|(?-i:todo))[.…!?]*$": ("todo", "tbd", "tba", "fixme"),
    # "TODO Quelle suchen", but not "TODO Group", which is a name, nor lists and apps of that name
    rf"^(?-i:TODO|TBD|FIXME) (?:[\w-]+ ){{0,4}}(?:{_WHAT}|(?-i:[a-zäöüß]+e[lr]?n))(?:[.…!]|$)": (
        "todo",
        "tbd",
        "fixme",
    ),
    f"^(?:hier|noch) (?:(?:hier|noch|den|die|das) ){{0,2}}{_WHAT}\\b[^.:!?]{{0,30}} {_PUT}[.…!]*$": ("hier ", "noch "),
    rf"^(?:[\w-]+ ){{0,2}}[\w-]+: (?:{_WHAT}? ?folgt(?: noch)?|fehlt noch|{_SIGN}|\?{{2,}})[.…]*$": (":",),
    f"^(?:hier )?{_WHAT} (?:folgt|fehlt)(?: noch)?[.…]*$": ("folgt", "fehlt"),
    r"^(?:platzhalter|blindtext|mustertext)(?:text)?\W*$": ("platzhalter", "blindtext", "mustertext"),
    rf"^(?:platzhalter|blindtext)(?:text)?: (?:hier|(?:(?:für )?(?:den |die |das )?{_WHAT}))\b": (
        "platzhalter",
        "blindtext",
    ),
}
_WORK = "(?:zusammenfassung|übersetzung|version|fassung|entwurf|text|artikel|absatz|beitrag|newsletter|vorschlag|formulierung)"
_REVISED = "(?:überarbeitet|korrigiert|übersetzt|gekürzt|verbessert|angepasst)"
_REVISE = "(?:anpassen?|ergänzen?|umformulieren?|kürzen?|übersetzen?|überarbeiten?)"
_TALK: Mapping[str, tuple[str, ...]] = {
    r"\bals (?:ein )?(?:großes )?(?:ki[ -]?)?(?:sprachmodell|assistent|ki) (?:habe|kann|bin|verfüge|darf) ich\b": ("als ",),
    r"\bich bin (?:nur )?ein (?:ki-|großes )?sprachmodell\b": ("sprachmodell",),
    r"\bas an? (?:ai|large)(?: language)? (?:model|assistant),? i\b": ("as a",),
    rf"^(?:gerne|natürlich|sicher|klar|selbstverständlich)[!,.]? hier (?:ist|sind|kommt) (?:\w+ ){{0,3}}{_WORK}": ("hier ",),
    rf"^hier ist (?:die|der|eine|ein|deine|dein|ihre|ihr) {_REVISED}e\w? (?:\w+ )?{_WORK}": ("hier ist",),
    r"^(?:certainly|sure(?: thing)?|of course|absolutely)[!,.] (?:here(?:['’]s| is| are)|i can)\b": ("certain", "sure", "course"),
    r"^here(?:['’]s| is) (?:the|a|your) (?:revised|translated|corrected|shortened|improved|polished)\b": ("here",),
    r"\bi(?:['’]m| am) sorry, but i (?:can['’]t|cannot)\b": ("sorry",),
    rf"^(?:möchtest du|möchten sie|soll ich)\b.{{0,80}}\b{_REVISE}\b.{{0,40}}\?$": ("?",),
    # the marks of sources that such programs put into their answers
    r"\boaicite:\d|(?:\b|cite)turn\d+(?:search|view|news)\d+\b|【\d+†[^】]{0,60}】": ("oaicite", "turn", "【"),
}  # fmt: skip


def placeholder(dossier: Dossier) -> Iterator[Finding]:
    """Of lines of the page too: "[TODO]" alone below an article looks like the description of a picture."""
    issue = dossier.issue
    texts = chain(_texts(issue), ((entry.line, entry.text) for entry in issue.furniture))
    for line, found in _found(texts, _PLACEHOLDERS):
        yield _at(issue, "KN110", "a placeholder", line, found)


def machine_talk(dossier: Dossier) -> Iterator[Finding]:
    for line, found in _found(_texts(dossier.issue), _TALK):
        yield _at(dossier.issue, "KN111", "a chat program speaks", line, found)


def is_placeholder(text: str) -> bool:
    return any(_found([(1, text)], _PLACEHOLDERS))


def _found(texts: Iterable[tuple[int, str]], forms: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[int, str]]:
    for line, text in texts:
        lowered = text.lower()
        for form, words in forms.items():
            if (
                any(word in lowered for word in words)
                and (match := _compiled(form).search(_unquoted(text))) is not None
            ):
                yield line, match[0].strip()
                break


def _texts(issue: Issue) -> Iterator[tuple[int, str]]:
    """Titles and blocks with their lines."""
    if issue.title is not None and issue.title_line is not None:
        yield issue.title_line, issue.title
    for article in issue.articles:
        yield article.line, article.title
    for part in issue.parts():
        for block in part.blocks:
            yield block.line, block.text


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form.replace(" ", r"\s"), re.IGNORECASE)


def _unquoted(text: str) -> str:
    return _QUOTED.sub(" ", text).strip()


def _at(issue: Issue, code: str, what: str, line: int, found: str) -> Finding:
    """With the columns of what was found, where it stands as a whole in its line."""
    shown = found if len(found) <= _MOST else f"{found[: _MOST - 1].rstrip()}…"
    finding = at_line(code, f'{what}: "{shown}"', issue, line)
    start = line_text(issue, line).find(found)
    return finding if start < 0 else replace(finding, column=start + 1, end_column=start + 1 + len(found))
