"""How log-in, consent and challenge pages are worded and built, German first. Texts are folded as in `page_grammar`."""

from __future__ import annotations

import re

from kinews_cli.checking.page_grammar import either, named_marks, table, word_set

LOGIN_TITLE = re.compile(
    r"(?:(?:bitte|jetzt|please|hier|konto|account|mein|meine|my|zum|zur|zu|to|in|im|bei|at|user|kunden|mitglieder"
    r"|member|admin|secure|sso|central|zentrale|zentraler|web|your|ihr|ihrem|ihren|deinem|the|welcome|willkommen"
    r"|back|zurueck|einmal|single|shibboleth|und|or|oder|register|registrieren|sign up|benutzer|portal|intranet|of"
    r"|der|die|das|sie|sich|du|dich|melden|melde|page|seite|fenster|formular|form) )*(?:log ?in|log ?on|log ins"
    r"|anmelden|anmeldung|einloggen|sign ?in|signin|einlog|authentication required"
    r"|authentifizierung(?: erforderlich)?|anmeldung erforderlich|login erforderlich|login required"
    r"|identity provider|authwall|single sign on|authentisierung|authentifizieren|anmeldedienst|kundenlogin"
    r"|mitgliederlogin|benutzeranmeldung|mitgliederbereich|kundenbereich|melden sie sich an|melde dich an"
    r"|passwortgeschuetzt|password protected|geschuetzter bereich|protected area)(?: (?:page|seite|service|dienst"
    r"|portal|bereich|erforderlich|required|form|formular|or|oder|und|and|to|bei|in|an|at|zum|zur|fuer|ihrem|your"
    r"|register|registrieren|sign|up|konto|account|continue|mit|with|deinem|kunden|system|server|[\w']+)){0,4}"
)
LOGIN_NEEDED = table(
    r"""
    (?:muessen|musst|must|need to|have to) <5>(?:anmelden|angemeldet|einloggen|eingeloggt|log in|logged in|sign in
      |signed in|registrieren)
    (?:bitte|please) <3>(?:melden sie sich|melde dich|loggen sie sich|logge dich|log in|login|sign in|anmelden
      |einloggen)
    (?:melden sie sich|melde dich|loggen sie sich|logge dich) <4>(?:an|ein)
    (?:nur|only) <3>(?:fuer|for|to) <2>(?:angemeldete|registrierte|mitglieder|registered|members|logged in
      |subscribers)
    (?:log|sign) in (?:to|or sign up to|or register to) <2>(?:continue|view|see|access|read)
    (?:anmeldung|login|log in|authentication|authentifizierung) <2>(?:erforderlich|required|notwendig|needed)
    (?:nicht|not) (?:angemeldet|eingeloggt|logged in|signed in|authenticated)
    (?:inhalt|seite|content|page|article) <3>(?:passwortgeschuetzt|password protected|geschuetzt)
    (?:anmelden|einloggen) um <4>(?:fortzufahren|zu sehen|anzuzeigen|fortzusetzen)
    you need to sign in or sign up before continuing  (?:sie haben|you have) (?:noch )?(?:kein|no) (?:konto|account)
    passwort vergessen  kennwort vergessen  forgot (?:your )?password  zugangsdaten  angemeldet bleiben  remember me
    noch kein (?:konto|account)  don't have an account  neu hier
    """,
)
# What stands beside any login box, so that it says nothing of the page it stands on.
LOGIN_BOX = table(
    r"""
    passwort vergessen  kennwort vergessen  forgot (?:your )?password  angemeldet bleiben  remember me
    noch kein (?:konto|account)  don't have an account  neu hier  zugangsdaten
    (?:sie haben|you have) (?:noch )?(?:kein|no) (?:konto|account)
    """,
)
# A heading with one of these is about accounts rather than about a subject.
LOGIN_TALK = re.compile(
    r"log ?-?(?:in|on)|sign ?-?(?:in|up)|anmeld|einlogg|konto|account|passw|kennwort|regist|zugang|mitglied|member|benutzer|user"
    r"|welcome|willkommen|authent"
)
# Living forums and blogs say so below what they show.
LOGIN_TO_WRITE = table(
    r"""
    (?:um|to) <4>(?:antworten|kommentieren|schreiben|bewerten|abzustimmen|teilzunehmen|reply|comment|post|vote
      |review|participate|edit|bearbeiten|mitzudiskutieren|herunterzuladen|follow|folgen|speichern|merken|change
      |manage)
    """,
)
LOGIN_PLACES = word_set(
    """
    login log-in log_in signin sign-in sign_in anmelden anmeldung einloggen logon log-on sso auth account accounts
    konto kundenkonto mein-konto meinkonto my-account myaccount user users session sessions wp-login authwall register
    registrierung idp cas oauth oauth2 saml saml2 shibboleth authorize portal intranet member members mitglieder admin
    """
)

_CONSENTING = either(
    r"""
    zustimmen  zustimmung  einwilligen  einwilligung  akzeptieren  consent  accept  agree
    """,
)
CONSENT = table(
    r"""
    bevor (?:sie|du|wir|es) <6>(?:fortfahren|fortfaehrst|weitergehen|weitergehst|weiterlesen|weitergeht|weiter)
    before you continue  (?:weiter|weiterlesen|lesen|nutzen|besuchen|surfen|lies|nutze|website|angebot) <8>mit werbung
    mit werbung (?:und|oder|weiter|lesen|weiterlesen|nutzen|kostenlos|surfen)  mit (?:werbung und )?tracking
    werbefrei <4>(?:lesen|nutzen|weiter|abo|abonnement|ohne tracking)  (?:pur|puren?) abo\w*  contentpass
    ohne (?:werbung und )?tracking  (?:benoetigen|brauchen|bitten|need|require|erfordert|ask) <6>{CONSENTING}
    (?:um|to) <6>(?:fortzufahren|continue|weiterzulesen) <4>{CONSENTING}
    (?:zustimmung|einwilligung|consent) <2>(?:erforderlich|required|noetig|notwendig)
    (?:wir|we) (?:schaetzen|achten|respektieren|value|care about|respect) <2>(?:privatsphaere|privacy|datenschutz
      |daten)
    (?:ihre|deine|your) (?:privatsphaere|privacy|daten|datenschutz)(?:einstellungen| settings| choices
      | matters?)?(?: ist| is)?
    (?:cookie|datenschutz|privatsphaere|privacy|consent)[- ]?(?:einstellungen|zustimmung|hinweise?|wall|settings
      |notice|preferences)
    (?:wir|we|unsere partner|diese (?:web)?site|diese webseite) <6>(?:verwenden|nutzen|use|verwendet|nutzt
      |uses) <6>cookies
    cookies <4>(?:akzeptieren|zulassen|zustimmen|aktivieren)  (?:us|europe|eu) <3>(?:gdpr|dsgvo)
    (?:wenn|indem|if|by) <3>(?:klick\w*|click\w*) <8>(?:partner|cookies|consent|tracking)
    (?:verarbeitung|speichern|zugreifen|zugriff) <8>(?:personenbezogener?n? daten|informationen auf einem|endgeraet)
    """,
    CONSENTING=_CONSENTING,
)
# What no mere cookie notice at the foot of an article says.
CONSENT_WALL = table(
    r"""
    bevor (?:sie|du|wir|es) <6>(?:fortfahren|fortfaehrst|weitergehen|weitergehst|weiterlesen|weitergeht|weiter)
    before you continue  (?:weiter|weiterlesen|lesen|nutzen|besuchen|surfen|lies|nutze|angebot) <8>mit werbung
    mit werbung (?:und|weiter|lesen|weiterlesen|nutzen|kostenlos|surfen)  (?:pur|puren?) abo\w*  contentpass
    werbefrei <4>(?:lesen|nutzen|weiter|abo|abonnement)
    (?:benoetigen|brauchen|need|require|erfordert) <6>{CONSENTING}
    (?:um|to) <6>(?:fortzufahren|continue|weiterzulesen) <4>{CONSENTING}
    (?:zustimmung|einwilligung|consent) <2>(?:erforderlich|required|noetig|notwendig)
    (?:wenn|indem|if|by) <3>(?:klick\w*|click\w*) <8>(?:partner|cookies|consent|tracking)
    (?:erst|only) (?:nach|wenn|after|if) <5>{CONSENTING}
    """,
    CONSENTING=_CONSENTING,
)
CONSENT_CHOICE = table(
    r"""
    (?:alle(?:n|s)?|alles|cookies|all) (?:cookies )?(?:akzeptieren|zulassen|zustimmen|annehmen|ablehnen|accept
      |erlauben)
    (?:zustimmen|akzeptieren|einverstanden|akzeptiere|annehmen)(?: und weiter| weiter| schliessen)?
    (?:accept|reject|agree|allow)(?: all| and continue)?  i agree  i accept  ich stimme zu  ich bin einverstanden
    einwilligen  alle ablehnen  optionen verwalten  einstellungen verwalten
    """,
)
# Parts of the path below which sites keep the page that asks.
CONSENT_PLACES = word_set(
    "consent tcf cmp zustimmung consent-wall cookiewall cookie-wall cookie-consent privacywall gdpr-consent"
)
CONSENT_HOSTS = frozenset({"consent", "cmp", "privacy", "zustimmung", "guce", "myprivacy", "cookieconsent"})

# Parts of the path to which search engines, shops and bot defences send whom they take for a program.
CHALLENGE_PLACES = word_set(
    "sorry captcha showcaptcha validatecaptcha validate-captcha recaptcha robot-check botcheck bot-check challenge blocked"
)
CHALLENGE = table(
    r"""
    just a moment  (?:nur )?(?:einen|ein) moment(?: bitte)?  attention required  access (?:to this page )?<2>denied
    zugriff <4>(?:verweigert|gesperrt|blockiert|eingeschraenkt)  vercel security checkpoint
    security (?:check|checkpoint|verification)  making sure <2>not a bot
    sicherheits ?(?:ueberpruefung|pruefung|check|abfrage|kontrolle)  pardon our interruption
    (?:are you|sind sie|bist du) <3>(?:robot|roboter|human|mensch|bot)
    (?:robot|bot|human|captcha) (?:check|verification|challenge|pruefung)
    (?:verify|verifying|confirm|prove|check|checking|sure|bestaetigen|bestaetige|pruefen|ueberpruefen|beweisen
      |sicherstellen) <6>(?:human|humanity|robot|bot|mensch|menschlich|roboter)
    (?:kein|not a) (?:robot|roboter|bot|computer)
    (?:checking|verifying|ueberpruefen|pruefen|prueft|ueberprueft) <4>(?:browser|verbindung|connection|anfrage)
    browser <4>(?:ueberprueft|geprueft)  ddos guard  ddos protection  client challenge
    (?:enable|aktivieren sie|activate|turn on) <2>(?:javascript|js) (?:and|und) cookies
    javascript (?:is|ist) (?:disabled|deaktiviert)  enable (?:javascript|js)  request unsuccessful
    you have been blocked  (?:sie wurden|you were|wurdest) <3>(?:blockiert|gesperrt|blocked)
    (?:unusual|ungewoehnliche\w*|verdaechtige\w*|suspicious|automated|automatisierte?n?) <3>(?:traffic|activity
      |zugriffe?n?|datenverkehr|aktivitaet\w*|anfragen|requests|behavior)
    oh noes  one more step  captcha (?:erforderlich|required|loesen|eingeben|abfrage)
    (?:loese|loesen sie|solve|complete|abschliessen) <5>(?:captcha|raetsel|puzzle|aufgabe|challenge|pruefung)
    incident id  ray id  proof of work
    (?:schutz|protected|protection|geschuetzt) <6>(?:bots?|scraping|crawlern?|anubis|missbrauch)
    (?:bitte|please) (?:warten|wait)  human verification  (?:robot|roboter|bot) (?:or|oder) (?:human|mensch)
    bot detected  (?:request|access|anfrage|zugriff) <2>(?:blocked|blockiert)  403 forbidden  too many requests
    zu viele anfragen  web application firewall  requests? rejected
    (?:support|reference|referenz|event|incident|vorfalls?) (?:id|nummer|number|no)
    """,
)
# What a bot defence leaves in the source of the page that it shows in another's place, and not in the page itself.
# Cloudflare's `/cdn-cgi/challenge-platform/scripts/jsd/` is on every page behind it, so that name alone says nothing.
CHALLENGE_MARKS = named_marks(
    """
    Cloudflare  _cf_chl_opt  cf-browser-verification  __cf_chl_  cf-challenge-running  cf-error-details
    Cloudflare  /orchestrate/chl  /orchestrate/jsch  /orchestrate/managed  /orchestrate/captcha
    DataDome  captcha-delivery.com
    PerimeterX  px-captcha  _pxappid  captcha.px-cdn.net
    Incapsula  _incapsula_resource?swudnsai  _incapsula_resource?cwudnsai  incapsula incident
    Akamai  /_sec/cp_challenge  sec-if-cpt-container  sec-cpt-if  bm-verify  errors.edgesuite.net
    Anubis  anubis_challenge  .within.website/x/cmd/anubis
    AWS WAF  token.awswaf.com  gokuprops  awswafcookiedomainlist  awswafintegration
    Vercel  vercel security checkpoint  _vcrcs  /.well-known/vercel/security/
    Kasada  kpsdk
    DDoS-Guard  ddos-guard
    Sucuri  sucuri_cloudproxy
    Distil  distil_r_captcha  x-distil
    HAProxy  haproxy-protection
    Fastly  fec_wrapper  /_fs-ch-
    F5  support id is  bobcmn
    go-away  .well-known/.git.gammaspectra.live
    testcookie  slowaes  document.cookie="__test=
    reCAPTCHA  google.com/recaptcha
    hCaptcha  hcaptcha.com
    Turnstile  challenges.cloudflare.com/turnstile
    Friendly Captcha  friendlycaptcha  friendly-challenge
    ALTCHA  altcha
    mCaptcha  mcaptcha
    """
)
# Boxes that living pages carry too, beside a form: they count only where the page says that it is a check.
WIDGETS = frozenset({"reCAPTCHA", "hCaptcha", "Turnstile", "Friendly Captcha", "ALTCHA", "mCaptcha"})
