"""KN1xx: the text of the issue, its folder and its settings."""

from __future__ import annotations

from kinews_cli.model.finding import Severity
from kinews_cli.rules.catalogue.rule import Example, Fixing, Rule

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE
_STUDY = "Studie: https://example.org/studie\n"
_MORE = "Mehr: https://example.org/mehr\n"
_DOUBTFUL = "Wer am Montag nicht kann darf auch am Freitag kommen"

RULES = (
    Rule(
        "KN101", "no-title", _E,
        "The issue has no title that can be told from its text.",
        "Editions, feeds and the translation file name the issue by its title; without one, its first line is "
        "the beginning of a text.",
        "Put the title on the first line, with a blank line below it.",
        Example("Heute geht es um ein Netz, das Texte liest.\n\nEs fasst sie zusammen.\n", whole=True),
        Example("KI News #6\n\nHeute geht es um ein Netz, das Texte liest.\n\nEs fasst sie zusammen.\n", whole=True),
    ),
    Rule(
        "KN102", "no-number", _W,
        "Neither the title nor the file's name holds the issue's number.",
        "Files of editions are named after the number, and other issues refer to it.",
        'Write it into the title ("KI News #6") or call the file 006.txt.',
        Example("KI News\n\nGuten Tag.\n\nHeute ist nichts geschehen.\n", known='path = "entwurf.txt"\n', whole=True),
        Example("KI News #6\n\nGuten Tag.\n\nHeute ist nichts geschehen.\n", known='path = "entwurf.txt"\n', whole=True),
    ),
    Rule(
        "KN103", "article-without-links", _N,
        "An article names no source.",
        "The letter lives from its sources: readers want to look things up. An article that is a comment of your own "
        "needs none.",
        'Add a line such as "Studie: https://..." below it, if there is one.',
        Example("KI News #6\n\nGuten Tag.\n\nEin neues Netz\n\nEs liest Texte.\n", whole=True),
        Example(_STUDY),
    ),
    Rule(
        "KN104", "empty-section", _N,
        "A section has no text and no article below it.",
        "Most often the text was cut off, or moved without its heading.",
        "Remove the heading, or write what belongs there.",
        Example("KI News #6\n\nHeute ist nichts geschehen.\n\nAußerdem\n", whole=True),
        Example("KI News #6\n\nHeute ist nichts geschehen.\n\nNur so viel, dass es dafür reicht.\n", whole=True),
    ),
    Rule(
        "KN105", "duplicate-title", _W,
        "Two articles have the same title.",
        "Readers and links find an article by its title; most often one of the two was pasted twice.",
        "Give each its own.",
        Example(
            "KI News #6\n\nGuten Tag.\n\nEin neues Netz\n\nEs liest Texte.\n\nStudie: https://example.org/lesen\n\n"
            "Ein neues Netz\n\nEs malt Bilder.\n\nStudie: https://example.org/malen\n",
            whole=True,
        ),
        Example(
            "KI News #6\n\nGuten Tag.\n\nEin Netz, das liest\n\nEs liest Texte.\n\nStudie: https://example.org/lesen\n\n"
            "Ein Netz, das malt\n\nEs malt Bilder.\n\nStudie: https://example.org/malen\n",
            whole=True,
        ),
    ),
    Rule(
        "KN106", "doubtful-title", _W,
        "A line may be a title or a short paragraph.",
        "kinews took it for a title; if it is none, two articles were made of one.",
        'End a paragraph with a full stop; put "# " before a title.',
        Example(f"{_STUDY}\nDas ist noch nicht alles.\n\n{_DOUBTFUL}\n\nEs kostet nichts.\n\n{_MORE}"),
        Example(f"{_STUDY}\nDas ist noch nicht alles.\n\n{_DOUBTFUL}.\n\nEs kostet nichts.\n\n{_MORE}"),
    ),
    Rule(
        "KN107", "number-repeats", _W,
        "Another issue of the folder has the same number.",
        "Both would be written to the same files, and nobody can tell which of the two is meant.",
        "Correct the number in one of the two.",
        Example(_STUDY, known='[folder]\n"issues/006-alt.txt" = 6\n'),
        Example(_STUDY, known='[folder]\n"issues/005.txt" = 5\n'),
    ),
    Rule(
        "KN108", "number-skips", _N,
        "The issue before this one is missing: the folder has earlier ones, but not that.",
        "Most often the number in the title was not counted on correctly.",
        "Check the number; ignore this if that issue is kept elsewhere.",
        Example(_STUDY, known='[folder]\n"issues/004.txt" = 4\n'),
        Example(_STUDY, known='[folder]\n"issues/005.txt" = 5\n'),
    ),
    Rule(
        "KN109", "furniture", _N,
        "A line that the web page or the mail added stands in the text.",
        "Pagers, subscribe boxes and the like come along when an issue is copied from its page. Editions leave them out.",
        "Remove the line, or leave it: it does no harm.",
        Example(_STUDY + "\n« VorherigeNächste »\n"),
        Example(_STUDY),
        Fixing.UNSAFE,
    ),
    Rule(
        "KN110", "placeholder", _W,
        "A placeholder still stands in the text.",
        '"[Link ergänzen]" or "Lorem ipsum" was meant to be replaced before the issue goes out.',
        "Write what belongs there.",
        Example("Das Netz hat [Zahl ergänzen] Schichten.\n\n" + _STUDY),
        Example("Das Netz hat 48 Schichten.\n\n" + _STUDY),
    ),
    Rule(
        "KN111", "machine-talk", _W,
        "A sentence of a chat program was left in the text.",
        "It came along when a draft or a translation was copied from the program, and readers notice.",
        "Remove it. In quotation marks it may stay.",
        Example("Als KI-Sprachmodell kann ich das nicht beurteilen.\n\n" + _STUDY),
        Example('Das Netz sagt: "Als KI-Sprachmodell kann ich das nicht."\n\n' + _STUDY),
    ),
    Rule(
        "KN112", "unused-suppression", _N,
        "A suppression in the configuration suppresses nothing.",
        "The link was removed or the fault mended; the next one of its kind would go unnoticed. It is said only where all "
        "issues were looked at, and nothing that it may be about stayed unknown.",
        "Remove the suppression.",
        Example(_STUDY, settings='[ignore]\n"alt.example.org" = { reason = "Archiv, offline" }\n'),
        Example(_STUDY, settings='[ignore]\n"example.org" = { reason = "nur ein Beispiel" }\n'),
    ),
    Rule(
        "KN113", "expired-suppression", _W,
        "A suppression in the configuration has passed its day.",
        "You wanted to look again by then; it no longer holds.",
        "Look at what it suppressed; then remove it, or set a new day.",
        Example(
            _STUDY,
            "today = 2026-11-23\n",
            '[ignore]\n"example.org" = { reason = "Umzug", until = 2026-11-01 }\n',
        ),
        Example(
            _STUDY,
            "today = 2026-11-23\n",
            '[ignore]\n"example.org" = { reason = "Umzug", until = 2026-12-31 }\n',
        ),
    ),
)  # fmt: skip
