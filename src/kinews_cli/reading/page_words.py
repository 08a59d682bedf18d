"""What a page adds as lines of its own: pager, subscribe box, navigation, share and comment bars, notices, advertisements.

Forms as in `vocabulary.py`, in small letters: each makes up a whole line.
"""

from __future__ import annotations

PAGER = (
    (
        r"(?:[«<←‹]+\s?)?(?:vorherige[nrs]?|vorige[nrs]?|zurück|previous|prev|nächste[nrs]?|weiter|next|älter|ältere[nrs]?|"
        r"neuere[nrs]?|older|newer)(?:\s(?:beitrag|beiträge|artikel|ausgabe|seite|folge|post|posts|issue|page|episode|"
        r"article))?(?:\s*[|/·•]?\s*(?:nächste[nrs]?|weiter|next|newer|neuere[nrs]?)(?:\s(?:beitrag|artikel|ausgabe|seite|"
        r"folge|post|issue|page))?)?(?:\s?[»>→›]+)?(?:\s?: .{1,80})?"
    ),
    r"[«<←‹⟵]+\s.{1,60}",
)
SUBSCRIBE = (
    (
        r"(?:(?:hier|jetzt|newsletter|gleich|kostenlos|und)\s){0,3}(?:abonnieren|subscribe|anmelden|registrieren|"
        r"sign\s?(?:up|in)|log\s?in)(?:[:!]?|[:,!]? (?:und|oder|or|and|für|for|per|via|zum|zu|to|our|unseren?|"
        r"den|der|now|"
        r"here|hier|jetzt|kostenlos|free|with|mit|bei|als|as|on|by|newsletter|podcast|https?:)[^.?]{0,80}[:!]?)"
    ),
    r"(?:newsletter|podcast|rss|feed)(?: per [\w-]+)? abonnieren",
    r"abonniere[nt]? (?:unseren|den|meinen)\b.{0,60}",
    r"get (?:the|this) newsletter.{0,60}",
    r"type your email.{0,20}",
    r"(?:ihre |deine )?e-?mail-?adresse[: ]*",
)
NAVIGATION = (
    (
        r"(?:zum inhalt(?: springen)?|skip to (?:main )?content|skip navigation|menü?|menu|navigation|"
        r"suchen?(?: nach)?|search|startseite|home|nach oben|back to top|inhalt überspringen|schließen|close|"
        r"mehr (?:anzeigen|laden)|load more|toggle navigation)[: ]*(?:menü)?"
    ),
)
COOKIES = (
    r"(?:alle )?(?:cookies )?(?:akzeptieren|ablehnen|accept(?: all)?|reject(?: all)?|einstellungen)(?: cookies)?",
)
FOLLOW = (
    r"(?:folgt? uns|folge uns|follow us|find us|besucht uns|connect with us|spread the word|weitersagen)\b.{0,80}",
)
PAGE = (
    (
        r"(?:(?:diese[nrs]?|den|das)\s)?(?:beitrag|artikel|folge|ausgabe|seite|post|article|issue|episode|page|"
        r"this)?\s?(?:teilen|bewerten|(?:weiter)?empfehlen|weitersagen|weiterleiten)(?: (?:mit|"
        r"auf))?(?:\s?:(?:.{0,60}\b(?:facebook|twitter|mastodon|linkedin|e-?mail|whatsapp|telegram|"
        r"https?)\b.{0,80})?)?"
    ),
    r"(?:teilen|share|tweet)(?: (?:mit|auf|this|on|via))?(?: (?:post|issue|article|page))?\s?:.{0,80}",
    (
        r"(?:ähnliche|neueste|weitere|alle|verwandte|ältere|beliebte) (?:beiträge|artikel|folgen|ausgaben|posts|"
        r"meldungen)"
    ),
    r"(?:related|recent|more|all|latest|popular) (?:posts|articles|issues|episodes|stories)",
    r"(?:kommentare?|comments?)(?: \(\d+[^()]{0,12}\)| sind geschlossen| are closed|)",
    r"\d+ (?:likes?|kommentare?|comments?|antworten|replies)\b.{0,30}",
    r"(?:leave|write|add|post) a (?:comment|reply)",
    r"(?:schreibe?|hinterlasse) einen kommentar.{0,20}",
    (
        r"(?:powered by|proudly powered by|(?:stolz )?präsentiert von|mit .{1,20} erstellt|made with|built with|"
        r"erstellt mit)\b.{0,50}"
    ),
    r"(?:seite|page) \d+ (?:von|of) \d+",
    r"(?:inhalt|beitrag|artikel|content|post) melden",
    r"alle angaben ohne gewähr.{0,20}",
    r"(?:\d+|no|keine|one|ein|eine) (?:thoughts?|comments?|kommentare?|gedanken?|replies|antworten)\b.{0,80}",
    r"(?:filed|posted|tagged|abgelegt|veröffentlicht) (?:in|under|unter)\b.{0,60}",
    r"(?:zusammengestellt|compiled|erstellt|verfasst|written|edited|redaktion)\b.{0,30}\b(?:am|on|by|von)\b.{0,40}",
    r"(?:our|unsere) (?:mailing |post)?(?:address|adresse|anschrift)\b.{0,80}",
    r"(?:reply|antworte)\b.{0,40}\b(?:archive|archiv|list|liste|mail|email)\b.{0,60}",
    r"\[?(?:view|read|open) (?:in|online|this)\b.{0,40}",
    r"(?:dunkelmodus|dark mode)",
    (
        r"(?:weiterlesen|read more|mehr lesen|mehr erfahren|zum projekt|zum artikel|continue reading|zur webseite|"
        r"visit site)\b.{0,40}"
    ),
    r"(?:was this helpful|did you (?:like|enjoy) .{1,40})\?",
    r"(?:mehr zum thema|meistgelesen|most read)",
    r"(?:dir|ihnen|euch) wurde diese .{1,60}",
    r"was this forwarded.{0,60}",
    r"wie fand(?:est|en|et) (?:du|sie|ihr) .{1,40}\?",
    r"schlagwörter",
    r"kapitel(?:marken)?",
    r"chapters?",
    r"shownotes",
    r"(?:flattr|support|unterstütze?n?) (?:this|the) (?:show|podcast)\b.{0,40}",
    r"in [“„\"][^“”\"]{1,60}[”“\"]",
    r"click to share.{0,60}",
    r"(?:diese seite|this page) .{0,80}",
    r"(?:weiter (?:im blog )?lesen|weiter im blog|read (?:more|on))\b.{0,100}",
    r"(?:estimated )?reading time\b.{0,30}",
    r"(?:geschrieben|verfasst|posted|written|published) (?:von|by|am|on)\b.{1,80}",
    r"(?:profil ändern|alle anzeigen|show all|see all|view all)",
    (
        r"(?:navigationsmenü|nicht angemeldet|diskussionsseite|zur (?:navigation|suche) springen|"
        r"abgerufen von .{1,200}|retrieved from .{1,200}|kategorie:.{1,80})"
    ),
    r"(?:jump|skip) to (?:navigation|search|content)",
    r"(?:download|herunterladen)\s(?:mp3|ogg|m4a|pdf|audio|als).{0,30}",
    r"(?:start here|write for us|über uns|about(?: us)?|zur übersicht|zurück zur übersicht)",
    r"(?:next|previous|nächste|vorherige) (?:nachricht|message|thread|mail)\b.{0,100}",
    r"(?:messages|nachrichten) (?:sorted|sortiert)\b.{0,80}",
    r"\d{5}\s[a-zäöü][\w -]{2,30}",
    r"(?:vereins)?anschrift",
    (
        r"(?:über die redaktion|mehr aus dem .{1,20}|more from .{1,30}|\d+ ergänzung(?:en)?|"
        r"ergänzungen geschlossen.{0,60}|in .{1,30} gespeichert|eintragen|inhalt teilen)"
    ),
    r"(?:tags?|schlagw(?:ort|örter)|kategorien?|categor(?:y|ies))\s?:.{1,100}",
    r"(?:play|listen to) (?:the )?episode.{0,30}",
    r"become a (?:patron|member|supporter).{0,30}",
    r"(?:image|bild|photo) source\s?:.{0,80}",
    r"what did you think of .{1,40}\?",
    r"(?:presented|präsentiert|together|brought to you|unterstützt) (?:by|von|with|mit)\b.{0,60}",
    r"a message from .{1,40}",
    r"\d{1,2}:\d\d:\d\d\s.{1,80}",
    r"(?:listen|available) on\b.{0,60}",
    r"(?:download|embed|einbetten|herunterladen)(?: \(.{1,12}\))?",
    r"(?:zuletzt|last) (?:geändert|bearbeitet|aktualisiert|updated|modified|edited)\b.{0,40}",
    r"get (?:this|it) in your inbox.{0,30}",
    r"(?:ja, )?(?:ich (?:habe|stimme|bin)|i (?:have read|agree)) .{0,40}(?:datenschutz|daten|privacy).{0,40}",
    r"please enable javascript.{0,60}",
    r"(?:beitragsnavigation|post navigation|blogroll|related|categor(?:y|ies)|kategorien|tags)",
    r"(?:haftungsausschluss|disclaimer|bildnachweise?|bildquellen?|image credits?|photo credits?)\s?:.{1,100}",
    r"(?:neueste|letzte|recent) (?:kommentare|comments|posts|beiträge)",
    r"(?:neuere|ältere|newer|older) (?:einträge|entries|beiträge|posts)",
    r"(?:kommentare?|comments?|reaktionen|ergänzungen) (?:zu|zum|on|to) .{1,80}",
    r"\d+ (?:reaktion(?:en)?|response(?:s)?|pingback(?:s)?|trackback(?:s)?)\b.{0,80}",
    r"comments? \(.{1,20}\)",
    r"(?:gefällt mir|like) (?:wird geladen|loading).{0,4}",
    r"(?:rate|bewerten sie|bewerte) (?:this|dies\w*)\b.{0,30}",
    r"print friendly.{0,30}",
    r"click to (?:email|print|share|tweet)\b.{0,60}",
    r"(?:benutzerkonto|konto|account) (?:erstellen|anlegen)|create (?:an )?account",
    r"(?:per e-?mail|uns) (?:weiter)?empfehlen",
    r"empfehlen sie uns\b.{0,30}",
    r"(?:war|was|is) (?:diese[rs]?|this) .{1,30} (?:hilfreich|nützlich|helpful|useful)\?",
    r"das könnte (?:sie|dich|euch) auch interessieren.{0,10}",
    r"you (?:may|might) also (?:like|enjoy|be interested in).{0,20}",
    r"(?:upgrade to paid|this post is for (?:paid )?subscribers)\b.{0,80}",
    r"tip jar",
    (
        r"(?:discussion about this post|write a comment|schreibe? einen kommentar|no posts|get the app|copy link|"
        r"link kopieren|start your substack|loading|wird geladen)(?:\.{3}|…)?"
    ),
    r"thanks for reading .{1,60}! (?:subscribe|this post is public).{0,100}",
    r"(?:danke|vielen dank), dass du .{1,60} liest! (?:abonniere|dieser beitrag ist öffentlich).{0,100}",
    r"(?:über die|about the) (?:autor|author).{0,12}",
    r"profil bearbeiten|edit (?:your )?profile",
    r"gefällt (?:dir|ihnen|euch) (?:dieser|diese|unser|der) .{1,40}\?.{0,60}",
    r"(?:forwarded|weitergeleitet)\b.{0,60}\?.{0,40}",
    r"(?:suche|menü|navigation|search|menu) (?:öffnen|schließen|open|close)",
    r"(?:von meinem|sent from my) .{1,30}(?: gesendet)?",
    r"lesezeit\b.{0,24}",
    r"v\.?\s?i\.?\s?s\.?\s?d\.?\s?p\b.{0,100}",
    r"(?:media ?daten|media kit|advertise with us|werben sie|werbung schalten)\b.{0,40}",
    r"hier könnte .{0,60}",
    r"bitte weiterleiten.{0,30}",
    r"required fields are marked.{0,10}",
    r"(?:deine?|ihre?|your) e-?mail(?:-adresse| address)?\b.{0,60}",
    r"durchschnitt(?:lich)?\s?:.{0,60}",
    r"(?:average|rating)\s?:.{0,60}",
    r"discuss (?:this|on).{0,30}",
    (
        r"(?:der|dieser|this) (?:artikel|beitrag|article|post) (?:ist|is) (?:älter|veraltet|mehr als|more than|"
        r"older|over).{0,60}"
    ),
    r"like what you read\?.{0,20}",
    r"(?:zum|direkt zum) inhalt.{0,20}",
    r"want to change how you receive .{0,40}",
    (
        r"(?:diese[rs]?|this) .{1,40}\b(?:wurde|entstand|was|is)\b.{0,40}\b(?:erstellt|zusammengestellt|"
        r"unterstützt|veröffentlicht|bearbeitet|verschlagwortet|ermöglicht|compiled|edited)\b.{0,60}"
    ),
    r"(?:play|abspielen|transkript|transcript|(?:episode|folge) (?:herunterladen|download(?:en)?|anhören))",
    r"(?:wie )?(?:hat|haben) (?:dir|ihnen|euch) .{1,40} gefallen\?",
    (
        r"how (?:was|did you (?:like|find)) (?:this|today.s|the) (?:issue|edition|newsletter|mail|e-?mail|"
        r"episode|letter)\?"
    ),
    (
        r"(?:jetzt|einmalig|monatlich|regelmäßig|online) spenden|donate(?: now| here| today)?!?|"
        r"spendenkonto\b.{0,40}|.{0,16}\bich spende!?"
    ),
    r"(?:mitglied|fördermitglied|unterstützer(?:in)?|patron) werden",
    (
        r"(?:unterstütz\w*|support) (?:uns|unsere arbeit|us|our work)(?: (?:mit|auf|via|bei|on|"
        r"with) .{1,40})?[!.]?(?::.{1,60})?"
    ),
    r"(?:share|forward) this .{1,20}",
    r"subscribed",
    r"(?:werbung|anzeige|sponsor(?:ing)?) ?(?:ende|end|anfang|start)",
    r"(?:daten|profil|einstellungen|abo|subscription)(?: \w+)? ändern",
    r"(?:bitte )?(?:antworten sie|antworte) nicht auf diese\b.{0,40}",
    r"diese (?:nachricht|e-?mail|mail) wurde automatisch\b.{0,100}",
    r"to leave (?:this|the) .{0,80}",
    r"cc[ -](?:by|0)\b.{0,60}",
)
ADVERTISEMENT = (r"\W?(?:anzeige|werbung|advertisement|sponsored|sponsor)\W?",)
# Words that an author's title may be too: the page's only at the edges.
EDGE_WORDS = (r"archive?s?|meta|latest|trending|top|hell|dunkel|umfrage|aktuelles|themen",)
