from __future__ import annotations

import pytest

from kinews_cli.web.oneclick import acts

ACTING = """
https://news.example.de/unsubscribe
https://news.example.de/unsubscribe/248345885_1456063207
https://news.example.de/api/unsubscribe/248345885_1456063207_1_96
https://news.example.de/newsletter/abmelden?id=7
https://news.example.de/newsletter-abmelden/
https://news.example.de/Newsletter_Abmelden.html
https://news.example.de/abbestellen.php?u=1
https://news.example.de/austragen
https://news.example.de/newsletter/best%C3%A4tigen?code=abc
https://news.example.de/bestätigung/x7
https://news.example.de/confirm/abc
https://news.example.de/confirmSubscription?token=1
https://news.example.de/email-confirm
https://news.example.de/opt-in/3fa8
https://news.example.de/double-opt-in?c=1
https://news.example.de/one-click/abc
https://news.example.de/one_click_unsubscribe
https://news.example.de/list/opt_out
https://news.example.de/logout
https://news.example.de/users/sign_out
https://news.example.de/Log-Out.aspx
https://news.example.de/konto/löschen
https://news.example.de/delete/17
https://news.example.de/verify?token=abc
https://news.example.de/?action=unsubscribe&id=1
https://news.example.de/index.php?unsubscribe=1
https://news.example.de/profile?do=logout
https://news.example.de/l?confirm=9f8a7b6c5d
https://news.example.de/wiki/index.php?title=Hauptseite&action=delete
https://news.example.de/docs/unsubscribe?u=9
https://news.example.de/blog/unsubscribe/3f2a9c81d07b4e
https://unsubscribe.news.example.de/?id=4
https://list-unsubscribe.news.example.de/x
"""
READING = """
https://blog.example.de/blog/how-to-unsubscribe-users
https://blog.example.de/newsletter-abmelden-so-gehts-richtig-4112345.html
https://blog.example.de/tipps/Newsletter-abmelden-4112345.html
https://blog.example.de/one-click-deployment
https://blog.example.de/2024/01/studie-bestaetigt-vermutung
https://blog.example.de/kuendigung
https://blog.example.de/kuendigung/muster
https://blog.example.de/tag/unsubscribe
https://blog.example.de/blog/unsubscribe?utm_source=newsletter
https://de.wikipedia.org/wiki/Opt-out
https://developer.mozilla.org/en-US/docs/Web/API/PushSubscription/unsubscribe
https://www.postgresql.org/docs/current/sql-delete.html
https://redis.io/commands/unsubscribe/
https://www.google.com/search?q=unsubscribe
https://drive.google.com/uc?export=download&confirm=t&id=1
https://www.nature.com/articles/s41598-021-89743-x?error=cookies_not_supported&code=1
https://click.example.de/?u=https%3A%2F%2Fnews.example.de%2Funsubscribe
https://www.youtube.com/watch?v=dLAjWtlTpnY
https://unsubscribe.com/
https://example.de/page#unsubscribe
https://example.de/newsletter
https://example.de/login
https://example.de/remove/background
"""


@pytest.mark.parametrize("url", ACTING.split())
def test_links_that_act_when_opened(url: str) -> None:
    assert acts(url)


@pytest.mark.parametrize("url", READING.split())
def test_links_that_are_only_about_it(url: str) -> None:
    assert not acts(url)
