"""How error pages are worded, German first.

The tables are grammar rather than sentences: a thing ("Seite", "Stellenanzeige", "page") and what became of it ("nicht
gefunden", "existiert nicht mehr", "has been removed") with a bounded number of words between them, in the notation of
`page_grammar`. Wordings were collected from the language files of WordPress, TYPO3, Joomla, Drupal, Shopware, Movable Type
and Hugo themes, and from error pages in public repositories; where on a page they stand is judged elsewhere.
"""

from __future__ import annotations

import re

from kinews_cli.checking.page_grammar import either, table, word_set

_LISTING = either(
    r"""
    (?:[\w]{3,20})?stelle  \w*stellen(?:anzeige|angebot|ausschreibung)  (?:\w*klein)?anzeige  inserat  ausschreibung
    job(?:angebot|anzeige|inserat)?s?  vakanz  position  praktikum  immobilie  expose  auktion  vacancy  role  listing
    job post(?:ing)?  posting  opening  opportunity  ad  advert  auction  offer
    """,
)
_VIDEO = either(
    r"""
    \w{0,12}video\w{0,8}  \w*clip  film  mediathek  (?:live ?)?stream  sendung  movie  broadcast
    """,
)
# Whatever a reader asked for is a thing that can be missing: "der gesuchte Fahrplan", "the map you requested".
_ASKED_DE = (
    r"(?:gesuchte|gewuenschte|erwuenschte|angeforderte|angefragte|aufgerufene|angegebene|ausgewaehlte|verlangte|verlinkte)[nrsm]?"
    r"(?: [\w']+)?"
)
_YOU_ASKED = (
    r"(?:that )?you(?:'re|'ve| are| were| have)? <2>(?:looking for|requested|asked for|searching for|seeking|after|wanted|want"
    r"|trying to [\w']+|tried to [\w']+|clicked|followed|entered)"
)
_THING_DE = either(
    r"""
    \w{0,14}seite  seiten?inhalt  website  url  \w{0,8}adresse  \w{0,8}link  verweis  \w{0,12}artikel  \w{0,10}beitrag
    \w{0,8}eintrag  \w{0,8}inhalte?  \w{0,8}dokument  \w{0,8}datei  \w{0,8}produkt  \w{0,10}angebot
    \w{0,10}veranstaltung  event  termin  thema  forum  thread  benutzer  nutzer  mitglied  \w{0,10}profil  konto
    projekt  repository  projektarchiv  ressource  verzeichnis  ordner  \w{0,8}meldung  \w{0,8}mitteilung  nachricht
    bild  foto  album  podcast  episode  folge  kurs  seminar  buch  rezept  kategorie  rubrik  objekt  galerie
    umfrage  petition  publikation  quelle  ziel  route  pfad  download  studiengang  freigabe  gruppe  raum  sitzung
    formular  ticket  vorgang  playlist  titel  track  autor  ansicht  \w{0,8}bericht  kalender  kanal  sammlung
    anhang  unterseite  datensatz  modell  (?:\w*b|webl)log  kennung  \w{0,12}nummer  was (?:sie|du) such(?:en|st)  {ASKED_DE}
    {LISTING}
    """,
    ASKED_DE=_ASKED_DE,
    LISTING=_LISTING,
)
_THING_EN = either(
    r"""
    (?:web|sub|home)?page  url  web ?address  address  link  article  post  story  content  document  file  product
    item  event  topic  thread  user  profile  account  project  repository  repo  entry  resource  directory  folder
    image  photo  album  podcast  episode  show  course  book  recipe  category  path  route  object  channel  group
    issue  package  publication  record  location  site  track  song  playlist  presentation  slideshow  tweet  blog
    paste  gist  doi  identifier  dataset  model  space  download  what (?:you|you're|you are) looking for  [\w']+ {YOU_ASKED}
    requested [\w']+  {LISTING}
    """,
    LISTING=_LISTING,
    YOU_ASKED=_YOU_ASKED,
)
_LEIDER = r"(?:leider |hier |bei uns |so |wohl |anscheinend |scheinbar |offenbar |bereits |schon |jetzt |nun |mehr |oder |noch )*"
_MISSING_DE = either(
    r"""
    nicht <3>(?:gefunden|aufgefunden|auffindbar|auffinden|finden|vorhanden|erreichbar|aufrufbar|abrufbar|existent
      |online|zugaenglich|aufgerufen|angezeigt|existiert|existieren)
    nicht mehr <2>(?:verfuegbar|da|gueltig|aktiv|aktuell|im angebot|zur verfuegung|besetzt|zu finden|im sortiment
      |im programm|im bestand|lieferbar und|ausgeschrieben|offen|oeffentlich|freigegeben|publiziert|veroeffentlicht)
    nicht zu finden  nie existiert  besteh(?:t|en) {LEIDER}nicht  haben wir {LEIDER}nicht  fehlt(?= \.|$)
    nicht (?:mehr )?(?:hier|da)(?= \.|$)  (?:ist|sind) (?:uns |hier |leider )*(?:unbekannt|veraltet|nicht bekannt)
    (?:leider )?nicht verfuegbar  nicht gueltig  exis?tier(?:t|en) {LEIDER}nicht  gibt (?:es )?{LEIDER}nicht
    gibt es <6>nicht mehr  gibt'?s {LEIDER}nicht  gibt es nur nicht  (?:gits|isch|hets) {LEIDER}(?:noed|nid|nuet|nuemme)
    steht (?:ihnen |dir |euch )?(?:leider )?nicht mehr
    (?:wurde|worden|ist|sind|wurden) <5>(?:geloescht|entfernt|deaktiviert|abgelaufen|offline|vergeben|besetzt
      |depubliziert|verschwunden|verschollen|verloren ?gegangen|abhanden\w*|unauffindbar|nicht gefunden|geschlossen
      |zurueckgezogen|ungueltig|weg|unbekannt|inaktiv)
    (?:fuehrt|laeuft|zeigt|geht) <2>(?:ins (?:leere|nichts|nirgendwo)|nirgend\w*)  fehlt leider
    hat sich (?:wohl |leider )?(?:verlaufen|versteckt)
    konnte(?:n)? <4>nicht <2>(?:laden|geladen|oeffnen|geoeffnet) werden
    """,
    LEIDER=_LEIDER,
)
_MISSING_EN = either(
    r"""
    (?:was |were |is |could )?not (?:be )?(?:found|located)
    (?:could not|couldn't|couldnt|cannot|can't|cant|can not) be (?:found|located|displayed|reached|accessed)
    (?:does not|doesn't|doesnt|didn't|did not) (?:seem to |appear to )?(?:actually )?exist
    no longer <2>(?:exists?|available|active|here|online|listed|published|live|around|valid|there|open|posted|accessible
      |hosted|accepting|on (?:this|our) (?:site|server))
    nowhere to be found  never existed
    not <1>(?:exists?|available|active|here|online|valid|there)  isn't <1>(?:available|here|there|working|found)
    (?:is |are )?unavailable  no longer accepting applications
    (?:has|have|had|was|were|been|is) <4>(?:removed|deleted|expired|filled|taken down|unpublished|discontinued
      |withdrawn|vanished|disappeared|gone|missing|lost|retired|closed|deactivated|unlisted)
    went missing  (?:is |seems |appears )?(?:to be )?(?:missing|gone)  wandered off
    """,
)
# Not "der Adresse" or "dieser Nummer": a house or a telephone has those.
_PLACE_DE = (
    r"(?:(?:unter|zu|an|mit|hinter|fuer) (?:(?:diese[rmns]?|(?:der|dem|die|den) (?:von ihnen |von dir )?(?:angegebene|aufgerufene"
    r"|angeforderte|eingegebene)n?) (?:\w{0,8}adresse|url|\w{0,6}link|stelle|pfad|verweis|kennung|nummer)"
    r"|(?:der|die|diese[rn]?) (?:url|kennung|dokumentnummer|id|doi|isbn|signatur|ppn)))"
)
_PAGE_LIKE = (
    r"(?:\w{0,8}seite|website|homepage|inhalte?|dokument|datensatz|eintrag|eintraege|artikel|beitrag|objekt|datei|treffer"
    r"|ergebnis\w*|blog|projekt|profil|konto|titel|medium)"
)
# "Derzeit nicht verfügbar" is a shop out of stock or a server at rest: not a dead page.
TEMPORARY = table(
    r"""
    derzeit  momentan  zurzeit  zur zeit  im moment  voruebergehend  in kuerze  temporarily  currently  at the moment
    ausverkauft  out of stock  wartung(?:sarbeiten)?  maintenance
    noch nicht (?:verfuegbar|lieferbar|erschienen|online|freigegeben|fertig|aktiv)  not yet
    """,
)
# "Wenn eine Seite nicht gefunden wird, ..." speaks about error pages.
SUPPOSED = table(
    r"""
    danach  dann  nach ablauf  after that  wenn  falls  sobald  ob  warum  wieso  weshalb  if  when  whenever  why
    how  whether
    """,
)

MISSING = table(
    r"""
    {THING_DE} <9>{MISSING_DE}  (?:gibt|gab) es <4>{THING_DE} <4>nicht
    (?:konnte|konnten|koennen|kann|finde|finden) <6>{THING_DE} <6>nicht <2>(?:finden|auffinden|anzeigen|mehr)
    (?:kein|keinen) <2>(?:artikel|inhalt|beitrag) <4>(?:gefunden|vorhanden)
    keine <2>(?:seite|inhalte|treffer fuer diese adresse) <4>(?:gefunden|vorhanden)
    {PLACE_DE} <8>(?:nichts|niemand|kein\w* <2>{PAGE_LIKE})  (?:nichts|niemand|kein\w* <2>{PAGE_LIKE}) <4>{PLACE_DE}
    (?:leider )?nicht gefunden <3>(?:{THING_DE})
    (?:hier|da|dort) (?:ist|gibt es|gibt'?s|gab es|war|wohnt|liegt|steht|findet sich) (?:leider |wohl |gerade
      |anscheinend )*(?:nichts|keine seite)
    (?:es )?scheint (?:hier |es )*nichts (?:gefunden|zu geben|zu sein)(?: worden)?
    hier scheint (?:es )?nichts zu (?:geben|sein)  nichts <3>(?:zu finden|zu sehen|an dieser stelle)
    hier <2>nichts (?:gefunden|mehr)  {THING_EN} <9>{MISSING_EN}
    (?:couldn't|couldnt|could not|can't|cant|cannot|can not|unable to|not able to|failed to|didn't
      |did not) <2>(?:find|locate) <7>(?:{THING_EN})
    (?:couldn't|couldnt|could not|can't|cant|cannot|can not|unable to) <2>(?:find|locate) (?:that|this|it|anything)(?= \.|$)
    (?:couldn't|couldnt|could not|can't|cant|cannot|can not|unable to) <1>(?:serve|show|display|retrieve|open
      |get) <2>(?:{THING_EN}) {YOU_ASKED}
    (?:nothing|no (?:page|site|website|content|document|record|item|file|one|result|blog|user|entry|object
      |dataset)s?) <3>(?:at|under|behind|for|with|by) (?:this|that) (?:web ?)?(?:address|url|link|location|id|identifier
      |number|name)
    segment <6>not a keyword  requested page did not exist  not the <2>page {YOU_ASKED}  (?:lost|misplaced) (?:this|that|the) page
    link {YOU_ASKED} <4>(?:broken|expired|invalid|incorrect|outdated)
    (?:there is|there's|there was|there were|is|was) <2>nothing <2>(?:here|found|to see)
    nothing (?:was )?found(?: here)?  nothing (?:to see )?here  no such {THING_EN}
    no (?:page|content|document|file) <3>(?:found|exists|here)  seems? to be nothing here
    (?:kein|keine|ungueltige|ungueltiges|no|invalid) (?:angabe )?(?:\. )?(?:thema|thread|beitrag|forum|benutzer
      |topic|user|post)(?: id)? (?:angegeben|specified)
    ungueltige angabe
    (?:invalid|bad|unknown|unbekannte[rs]?|ungueltige[rs]?|toter|dead|broken) <1>(?:url|link|adresse|address|page|record|document
      |identifier|dokument|verweis|datensatz|\w*seite|\w*kennung|\w*nummer|\w*id)
    """,
    MISSING_DE=_MISSING_DE,
    MISSING_EN=_MISSING_EN,
    PAGE_LIKE=_PAGE_LIKE,
    PLACE_DE=_PLACE_DE,
    THING_DE=_THING_DE,
    THING_EN=_THING_EN,
    YOU_ASKED=_YOU_ASKED,
)
# The page speaks of itself, or of what its reader asked for: "diese Seite", "der gewünschte Artikel", "the page you requested".
OWN = table(
    r"""
    diese[rsmn]?  gesuchte\w?  gewuenschte\w?  angeforderte\w?  angefragte\w?  aufgerufene\w?  angegebene\w?
    eingegebene\w?  angeklickte\w?  ausgewaehlte\w?  verlinkte\w?  this  that  requested  looking for
    you <3>(?:requested|wanted|clicked|followed|entered|seek|are after|asked for|to (?:reach|access|find|open|view|visit))
    (?:sie|du|wonach|was|ihr) <3>(?:such\w+|auf\w*ruf\w*|angeford\w+|gefolgt|wollte\w*)  angegeben  specified
    {PLACE_DE}  (?:at|under|behind|for|with|by) (?:this|that) (?:web ?)?(?:address|url|link|location|id|identifier|number)
    """,
    PLACE_DE=_PLACE_DE,
)
# What its reader asked for, and nothing else: no article says "the page you requested" of something that it tells about.
ASKED = table(
    r"""
    {ASKED_DE}  {YOU_ASKED}  {PLACE_DE}  requested (?:page|url|resource|document|file|article)
    (?:von (?:ihnen|dir)|sie|du) <4>(?:gesucht\w*|suchen|suchst|aufgerufen\w*|aufrufen|aufrufst|gefolgt)
    """,
    ASKED_DE=_ASKED_DE,
    PLACE_DE=_PLACE_DE,
    YOU_ASKED=_YOU_ASKED,
)
# "Freigabe nicht gefunden", "Album not found": whatever it is, the page says that it is not there, and no more.
SOMETHING = re.compile(
    r"(?:(?:der|die|das|dieser?|dieses|the|this|ups|oops|sorry|404|fehler|error) (?:\. )?){0,3}"
    r"(?!domain|account|webspace|hosting)[\w']{3,30} "
    r"(?:(?:wurde|konnte|ist|was|could|is|has been) )?(?:leider )?"
    r"(?:nicht gefunden(?: werden)?|nicht mehr verfuegbar|(?:existiert|besteht) nicht(?: mehr)?|not found|not be found"
    r"|does not exist|no longer exists|unavailable|unbekannt|ungueltig|geloescht|entfernt|abgelaufen|deaktiviert|unknown"
    r"|invalid|deleted|removed|expired)"
)
# The code, said as a server says it. "410" and "404" alone may be a house number, but not in a title by itself.
CODE = re.compile(
    r"(?:http )?(?:1 [01] )?(?:status )?(?:code )?"
    r"(?:error|fehler|fehlercode|errorcode|statuscode|code|seite|page|fehlerseite|errorpage)? ?"
    r"(?:nr |nummer |no )?(?:4[o0]4|410)(?: ?(?:error|fehler|seite|page|not found|nicht gefunden|gone|notfound"
    r"|errorseite|fehlerseite|ooops?|ups|file|page not found|seite nicht gefunden| [.])){0,3}(?: [1.]+)?"
)
PLAIN = re.compile(
    r"(?:(?:das war|dies ist|leider|oh|oops|ups|hoppla|sorry|http|error|fehler|wir|entschuldigung|da|hier|ist"
    r"|wurde|was|the|die|diese|dieser|4[o0]4|410) (?:\. )?)*(?:nicht gefunden|not found|notfound|seite fehlt"
    r"|nicht vorhanden|nicht auffindbar|page missing|existiert nicht(?: mehr)?|does not exist|page not found"
    r"|pagenotfound|not_found|nichts gefunden|nothing found|no longer available|nicht mehr verfuegbar"
    r"|resource not found|object not found|file or directory not found|content not found"
    r"|(?:\w{0,10}seite|page|\w{0,8}inhalt|content|beitrag|artikel|article|dokument|document|\w{0,8}anzeige|job|datei|file|link)"
    r" (?:wurde |ist |has been |was |is )?(?:geloescht|entfernt|removed|deleted|expired|abgelaufen|nicht da|weg|fehlt)"
    r"|(?:nothing found for|nichts gefunden fuer)(?: [\w'.]+){1,20}|http status 4(?:04|10)(?: [\w'.]+){0,20}"
    r"|(?:dies ist )?(?:die|eine) fehlerseite)"
)
# What repeats the address rather than names a subject: WordPress says "Nothing found for", Tomcat "HTTP Status 404 - /a/b".
ECHO = re.compile(
    r"(?:\w+ \. )?(?:nothing found|nichts gefunden|no results|keine ergebnisse) (?:for|fuer) |http status 4\d\d\b"
)
# Says nothing by itself, but names no subject either.
APOLOGY = table(
    r"""
    oo+ps  u+ps  hoppla  huch  oje  ohje  oh je  oh nein  oh no  mist  verlaufen  verirrt  schief ?\w+  abgebogen
    lost  sackgasse  entschuldigung  sorry  leider  tut uns leid  bedauern  fehler  error  404  410  nichts  nothing
    umgebaut  relaunch  umgezogen  nicht gefunden  not found  houston  whoops  uh oh  hm+  problem  hinweis  achtung
    information  \w*meldung  \w*mitteilung  nicht auf lager  irrweg  falsch  awkward  nirvana  vacation  urlaub
    dead end  wrong turn  missing  fehlerseite  errorpage
    """,
)
# What an article on error pages says in its headline, and an error page does not.
ABOUT = table(
    r"""
    wie  warum  wieso  tipps?  tricks?  ursachen?  beheben  behebung  loesung(?:en)?  loesen  erstellen  gestalten
    optimieren  beispiele?  anleitung  tutorial  bedeutung  bedeutet  erklaert  wordpress  seo  google  how  why
    fix(?:ed|es|ing)?  guide  best  examples?  design(?:s|ing)?  handling  custom  create  creating  what  means?
    meaning  explained  vermeiden  finden und  testen  pruefen  kreative?  creative  funny  lustige?  definition
    history  geschichte  redirects?  weiterleit\w+  checker  nginx  apache  htaccess  haeufig\w*  bug  handle
    detect\w*  erkennen  schoensten  besten  ratgeber  soft  was tun  was nun  study  studie  paper  hilft
    """,
)
# What a page may hold many of: that one of them is missing says nothing about the page.
PART = table(
    r"""
    bild  foto  image  photo  kommentar  comment  track  song  tweet  \w{0,10}video  clip  antwort
    """,
)
PAGE = table(
    r"""
    \w{0,14}seite  (?:web)?page  url  adresse  address  beitrag  inhalt  dokument  content  article
    """,
)
# Sites and forms whose pages are named after what they are about, errors included.
ABOUT_SITE = table(
    r"""
    wikipedia  wiktionary  wikidata  issue \d+  pull request \d+  discussion \d+  stack ?overflow  stack exchange
    imdb
    """,
)
VIDEO_MISSING = table(
    r"""
    {VIDEO} <7>{MISSING_DE}  {VIDEO} <7>{MISSING_EN}  (?:gibt|gab) es <4>{VIDEO} <4>nicht  {VIDEO} <3>nicht verfuegbar
    {VIDEO} (?:entfernt|geloescht|offline|removed|deleted)(?= \.|$)
    (?:privates|geloeschtes|private|deleted) {VIDEO}  {VIDEO} <2>(?:ist|is) <1>(?:privat|private)
    (?:couldn't|could not|can't|cannot|unable to) <2>find <4>{VIDEO}  (?:konto|account) <6>(?:gekuendigt|terminated)
    """,
    MISSING_DE=_MISSING_DE,
    MISSING_EN=_MISSING_EN,
    VIDEO=_VIDEO,
)
SMALL = word_set(
    """
    die der das den dem des diese dieser dieses diesem diesen von ihnen dir euch ihre deine ihr dein du sie wir ich es
    uns man was und oder aber auch so zu zur zum im in ist sind war wurde wurden worden werden wird konnte konnten
    kann koennen haben hat leider nicht mehr nichts kein keine gefunden finden auffinden auffindbar vorhanden
    verfuegbar erreichbar existiert existieren exisitert gibt gesuchte gewuenschte gewuenschten angeforderte
    angeforderten angefragte aufgerufene gesuchten angegebene angegebenen hier da dort ups oops hoppla huch sorry tut
    leid entschuldigung fehler error http 404 410 code status page pages seite seiten the this that these your you we
    our it its is are was were be been has have had not no found find exist exists does doesn't doesnt longer can't
    cannot couldn't could unable to of at on for a an available unavailable removed deleted moved gone missing
    requested looking sorry oh unter adresse url link server auf bei dem an geloescht entfernt verschoben
    moeglicherweise inhalt artikel beitrag dokument datei website webseite internetseite stelle anzeige job content
    article file document wohl einmal mal offline abgelaufen vergeben expired nun jetzt bereits inzwischen
    mittlerweile umbenannt suchen suchst wollten aufrufen . 1 but or there seems nothing anything here any already
    just page's
    """
)

_LISTINGS = table("{LISTING}", LISTING=_LISTING)


def strange(folded: str) -> int:
    """How many words of `folded` no error page needs: a headline about error pages has some, "Seite nicht gefunden" none."""
    return sum(word not in SMALL for word in folded.split())


def listing(folded: str) -> bool:
    """Whether the thing that is missing is an offer for a time: its page may keep the offer's title and yet be dead."""
    return bool(_LISTINGS.search(folded))
