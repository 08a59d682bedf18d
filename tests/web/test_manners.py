from __future__ import annotations

import pytest

from kinews_cli.web.manners import Pace, pace_of


@pytest.mark.parametrize(
    ("host", "name", "pace"),
    [
        ("t3n.de", "t3n.de", Pace(6, 20)),
        ("arxiv.org", "arxiv.org", Pace(1, 1, 3.0)),
        ("export.arxiv.org", "arxiv.org", Pace(1, 1, 3.0)),
        ("notarxiv.org", "notarxiv.org", Pace(6, 20)),
        ("api.crossref.org", "crossref.org", Pace(1, 5)),
        ("api.github.com", "github.com", Pace(2, 2)),
        ("someone.github.io", "someone.github.io", Pace(6, 20)),
        ("127.0.0.1", "127.0.0.1", Pace(6, 20)),
        ("localhost", "localhost", Pace(6, 20)),
    ],
)
def test_hosts_that_ask_for_more_room(host: str, name: str, pace: Pace) -> None:
    assert pace_of(host, 6) == (name, pace)


def test_the_users_limit_holds_where_it_is_lower() -> None:
    assert pace_of("doi.org", 1) == ("doi.org", Pace(1, 5))
    assert pace_of("doi.org", 50) == ("doi.org", Pace(2, 5))
