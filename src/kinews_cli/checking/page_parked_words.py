"""How parked domains and placeholders of hosters are worded and built, German first.

In the texts that are compared, `domain` stands for the name of the host too.
"""

from __future__ import annotations

import re

from kinews_cli.checking.page_grammar import either, marks, table, word_set
from kinews_cli.checking.page_words import SMALL

_HOSTING = word_set(
    """
    domain domains domainname name steht zum zur verkauf verkaufen kaufen for sale parked geparkt website webseite
    homepage site hosting webspace account suspended gesperrt deaktiviert registriert reserviert eingerichtet entsteht
    neue neuer internetpraesenz praesenz internetauftritt default welcome willkommen nginx apache2 apache ubuntu
    debian server web webserver windows iis works it coming soon under construction aufbau befindet im kundenauftrag
    buy premium bandwidth limit exceeded test http kein keine noch hinterlegt inhaber platzhalter expired store
    currently may by owner informationen thema mit einer eines verbunden nicht congratulations glueckwunsch your caddy
    working running powered rocky linux centos fedora almalinux related searches sponsored listings links weitere
    verwandte suchbegriffe gesponserte anzeigen available make offer now lease get started published yet isn't
    """
)

_SITE = either(
    r"""
    website  webseite  internetseite  homepage  (?:internet ?)?praesenz  internetauftritt  webauftritt  webpraesenz
    """,
)
FOR_SALE = table(
    r"""
    (?:domain|domains|domainname|domainnamen|webadresse|internetadresse|diese (?:web)?(?:site
      |seite)) <7>(?:zu verkaufen|zum verkauf|zum kauf|geparkt|zu vermieten|zur vermietung|kaeuflich|im kundenauftrag|zu erwerben
      |erwerben|jetzt kaufen|ersteigern|for sale|parked|may be for sale|up for auction|on sale)
    (?:diese|dieser|die|ihre|wunsch) ?domain kaufen  domain kaufen(?= domain|$)  kaufen (?:sie )?(?:diese )?domain
    (?:koennen|kann|moechten|moechte|wollen) <3>domain <8>(?:kaufen|erwerben|mieten)
    (?:angebot|preis|anfrage|interesse|interessieren) <3>(?:fuer|an|zu) <3>domain
    (?:buy|get|own|purchase|acquire|lease|rent|inquire about|interested in|offer for
      |make an offer on) (?:this|the) <1>domain(?: name)?  (?:buy|own|acquire) domain(?= domain|$)
    (?:premium )?domain(?: name)? (?:is )?(?:for sale|available for|available to <1>(?:buy|purchase|lease|rent))
    domain name available(?= domain|$)  (?:inquire|enquire) <2>domain  domain <3>make (?:an |us an )?offer
    zu verkaufen <2>domain  the domain name domain
    domain (?:is|wird) <3>(?:verkauft|angeboten)  for sale domain  parked domain  geparkte domain  domain ?parking
    parked free  parked for free  (?:page|site) is parked  parkseite  parking ?page  nameshift
    related (?:searches|links) domain  verwandte suchbegriffe  weitere links zum thema
    """,
)
PLACEHOLDER = table(
    r"""
    (?:domain|domainname|internetadresse|webadresse|{SITE}) <3>(?:ist|wurde|has been|has|is|was) <6>(?:registriert
      |reserviert|konnektiert|freigeschaltet|eingerichtet|abgelaufen|gesperrt|deaktiviert|gekuendigt|suspendiert
      |stillgelegt|abgeschaltet|aufgeschaltet|nicht konfiguriert|nicht <4>verbunden|nicht verfuegbar|registered
      |nicht <1>(?:aktiv|zugeordnet|aufgeschaltet|eingerichtet|delegiert)
      |reserved|expired|suspended|disabled|deactivated|not configured|not connected|nicht verbunden)
    domain(?: name)? expired  pending renewal or deletion
    domain <2>nicht mehr (?:verfuegbar|erreichbar|aktiv|online)  domain <2>(?:no longer available|doesn't exist)
    hier entsteht <5>(?:{SITE}|webprojekt|projekt|online ?shop|seite|auftritt|neues)
    {SITE} <3>(?:im aufbau|under construction|coming soon|in kuerze|noch nicht <2>(?:verfuegbar|veroeffentlicht
      |online|eingerichtet)|nicht veroeffentlicht|demnaechst)
    (?:noch )?(?:kein|keine|keinen) (?:eigenen? )?(?:{SITE}|inhalte?|dateien|seite) <5>(?:hinterlegt|konfiguriert|eingerichtet
      |vorhanden|hochgeladen|veroeffentlicht|aktiv)
    (?:unter|fuer) diese[r]? (?:domain|internetadresse|webadresse) <5>keine? <3>(?:{SITE}|inhalte?|seite)
    (?:account|domain|kunden ?konto|kunden ?account|webspace|hosting ?paket|webhosting|{SITE}|site) <4>(?:suspended
      |gesperrt|deaktiviert|disabled|gekuendigt)
    future home of  bandwidth limit exceeded
    no (?:web)?site (?:is )?<2>(?:configured|found|here) <2>(?:address|host|domain|server)
    (?:webserver|web server|server)'?s? default page  domain default page  default web page  default server page
    default website  apache2? (?:ubuntu |debian )?default page  welcome to (?:nginx|openresty|caddy|centos|apache)
    test page for the  http server test page  test the proper operation
    (?:web ?)?server is <1>(?:working|running|installed)  website expired  iis windows(?: server)?
    if you (?:see|can read) this page <4>(?:web|http) ?server  if you are the owner of this (?:web)?site
    inhaber dieser (?:domain|website|webseite)  platzhalterseite  platzhalter fuer (?:die|diese|eine) domain
    this site <3>(?:unpublished|not published)  sie (?:sehen|haben) <6>freigeschaltete (?:domain|homepage)
    (?:site|website|webseite|domain) not (?:found|configured|connected)  there isn't a github pages site here
    no such app  (?:store|shop|blog) <3>(?:currently unavailable|is unavailable|wurde geschlossen)
    webspace <5>eingerichtet  (?:default )?(?:parallels )?plesk page  site <2>(?:isn't|is not) (?:published|set up|live)
    """,
    SITE=_SITE,
)
# By itself no more than a title that a shop may use for a new product.
BUILDING = re.compile(
    r"(?:(?:wir|diese|unsere|neue|die|seite|site|website|webseite|our|new|is|ist|hier|still|noch|this"
    r"|page) )*(?:coming soon|under construction|im aufbau|in bearbeitung|demnaechst|baustelle|it works"
    r"|under maintenance|launching soon|opening soon|bald verfuegbar|in kuerze hier)"
)
# Named in the source by the page itself: scripts, frames and addresses of parking services and market places.
PARKING_SERVICES = marks(
    """
    sedoparking.com  sedo.com/search  sedo.com/services/parking  parkingcrew.net  parklogic.com  bodis.com  bodiscdn
    data-adblockkey="  parking-lander  afternic.com/forsale  hugedomains.com  dan.com/buy-domain  dan.com/domain
    undeveloped.com  uniregistrymarket  uniregistry.com/buy  above.com/marketplace  domainmarket.com  buydomains.com
    namebright  domainname.de  nicsell.com  domain-auktionen  elitedomains.de  united-domains.de/domain-parking
    udparking  domainagents.com  dynadot.com/market  epik.com/domain  sav.com/domains  atom.com/name
    squadhelp.com/name  brandbucket.com/names  cashparking.com  skenzo.com  tedns  rookmedia  dsparking  fastpark.net
    domainsponsor  smartname.com  namedrive  parked-content  godaddy.com/domainsearch  window.park=
    ionos.de/domain-parking  strato.de/apps/customerservice  cgi-sys/defaultwebpage  cgi-sys/suspendedpage
    webmailer.de/setup  adsense/domains/caf.js  location.href="/lander"  location="/lander"
    """
)
PARKING_HOSTS = word_set(
    """
    sedo.com sedo.de sedoparking.com dan.com hugedomains.com afternic.com bodis.com parkingcrew.net parklogic.com
    undeveloped.com buydomains.com domainmarket.com nicsell.com elitedomains.de domainname.de atom.com squadhelp.com
    brandbucket.com sav.com domain-auktionen.info namebright.com above.com uniregistry.com voodoo.com
    """
)


def strange_domain(folded: str) -> int:
    """How many words of a headline a notice about a domain does not need."""
    return sum(word not in SMALL and word not in _HOSTING for word in folded.split())
