"""`kinews model`: the translation model of the engine offline."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kinews_cli.border import printable
from kinews_cli.cli import options as o
from kinews_cli.cli.choices import Color
from kinews_cli.cli.output import say_aside, show
from kinews_cli.errors import ConfigError, KinewsError, OutputError
from kinews_cli.values import replace

if TYPE_CHECKING:
    from kinews_cli.pipeline.progress import Progress
    from kinews_cli.translating.engines.model_records import Offer
    from kinews_cli.web.settings import WebSettings

app = typer.Typer(
    help="The model of the engine offline: fetched once, kept for all.\n\n\b\n"
    "kinews model fetch                              about 25 MB\n"
    "kinews build issues/006.txt --engine offline    translate with it; no text leaves this machine",
    rich_markup_mode=None,
    no_args_is_help=True,
)

_MIB = 1024 * 1024
_TRIAL = "Das ist ein Test."
RecordsUrl = Annotated[
    str | None,
    typer.Option("--records-url", metavar="URL", help="The list of models, with their hashes. [default: Mozilla's]"),
]
Mirror = Annotated[
    str | None,
    typer.Option("--mirror", metavar="URL", help="Below which address the files lie. [default: Mozilla's]"),
]
Timeout = Annotated[
    float,
    typer.Option("--timeout", min=0.1, max=600, metavar="S", help="Seconds for each piece of a megabyte."),
]


@app.command()
def fetch(
    records_url: RecordsUrl = None,
    mirror: Mirror = None,
    timeout: Timeout = 30.0,
    proxy: o.ServiceProxy = None,
    quiet: o.OnlyErrors = False,
    debug: o.Debug = False,
    color: o.ColorOption = Color.AUTO,
) -> None:
    """Fetch the model, or go on where it was interrupted.

    Each file must have the hashes that the list of models names; nothing else is put in place.

    \b
    kinews model fetch
    kinews model fetch --mirror https://mirror.example.org/models
    """
    import asyncio

    from kinews_cli.cli import setup
    from kinews_cli.config import Config
    from kinews_cli.translating.engines.model_records import ATTACHMENTS_URL, RECORDS_URL
    from kinews_cli.translating.engines.models import PAIR, models_folder
    from kinews_cli.translating.engines.offline import demand_package
    from kinews_cli.web.settings import service_place

    demand_package()
    given = tuple(address for address in (records_url, mirror) if address)
    for address in given:
        service_place(address)
    # Nothing of this comes from a configuration file: a repository has no say in what is run on this machine.
    web = replace(setup.web_settings(Config(), proxy=proxy), permitted=given)
    addresses = (records_url or RECORDS_URL, mirror or ATTACHMENTS_URL)
    if proxy and not quiet:
        say_aside(["the model is fetched through the proxy: where that connects to is decided there"])
    offer = asyncio.run(_fetched(web, addresses, timeout, setup.display(quiet=quiet, color=color)))
    if not quiet:
        show([f"{printable(str(models_folder() / PAIR))}: version {offer.version}, ready for --engine offline"])


@app.command()
def info(debug: o.Debug = False) -> None:
    """Where the model is, and whether it is whole.

    \b
    kinews model info
    XDG_CACHE_HOME=/srv/cache kinews model info    in another place
    """
    from kinews_cli.translating.engines.models import PAIR, find_model, models_folder

    folder = models_folder() / PAIR
    try:
        model = find_model(models_folder())
    except ConfigError as error:
        show([str(error)])
        return
    size = sum(file.stat().st_size for file in model.files) / _MIB
    kind = f"version {model.version}, verified" if model.version else "copied by hand, nothing to verify it against"
    show([f"{printable(str(folder))}: {kind}, {size:.1f} MB", *(f"  {printable(file.name)}" for file in model.files)])


@app.command()
def remove(quiet: o.OnlyErrors = False, debug: o.Debug = False) -> None:
    """Delete the model, and what an interrupted fetch has left.

    \b
    kinews model remove
    kinews model remove && kinews model fetch    afresh
    """
    from kinews_cli.translating.engines.model_fetching import PARTIAL
    from kinews_cli.translating.engines.models import PAIR, models_folder

    removed = [_removed(models_folder() / name) for name in (PAIR, PARTIAL)]
    if not quiet:
        show([f"{printable(str(models_folder()))}: {'removed' if any(removed) else 'nothing to remove'}"])


async def _fetched(settings: WebSettings, addresses: tuple[str, str], timeout: float, display: Progress) -> Offer:  # noqa: ASYNC109
    from kinews_cli.translating.engines.model_fetching import Fetching, offer_of
    from kinews_cli.translating.engines.models import models_folder
    from kinews_cli.web.client import Web

    records_url, base = addresses
    meter = _Meter(display)
    async with Web(settings) as web:
        offer = await offer_of(web, records_url, timeout=timeout)
        fetching = Fetching(web, offer, base, models_folder(), meter.add, timeout=timeout)
        if not fetching.needed:
            return offer
        display.say(f"fetching version {offer.version}, {-(-offer.size // _MIB)} MB, from {_host(base)}")
        display.begin("fetching the model", -(-offer.size // _MIB))
        try:
            await fetching.run()
        finally:
            display.end()
    await _try_out()
    return offer


async def _try_out() -> None:
    """A model that is whole may still be one that the installed package cannot read."""
    from kinews_cli.translating.engines.engine import EngineFault
    from kinews_cli.translating.engines.models import find_model, models_folder
    from kinews_cli.translating.engines.offline import Offline

    engine = Offline(find_model(models_folder()), workers=1)
    try:
        (answer,) = await engine.translate([_TRIAL])
    finally:
        await engine.close()
    if isinstance(answer, EngineFault):
        raise KinewsError(f"The model was fetched but does not translate ({answer.reason}). Is fxtranslate up to date?")


class _Meter:
    """Bytes in, steps of a megabyte out."""

    def __init__(self, display: Progress) -> None:
        self._display = display
        self._bytes = 0

    def add(self, count: int) -> None:
        before, self._bytes = self._bytes, self._bytes + count
        for step in range(before // _MIB, self._bytes // _MIB):
            self._display.advance(f"{step + 1} MB")


def _host(url: str) -> str:
    from kinews_cli.web.settings import service_place

    return printable(service_place(url)[0])


def _removed(folder: Path) -> bool:
    if not folder.exists():
        return False
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise OutputError(f"{printable(str(folder))}: cannot be removed: {error.strerror}.") from None
    return True
