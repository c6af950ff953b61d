"""The options that every question takes, and the world they make."""

from __future__ import annotations

import datetime as dt
import functools
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oncurve.basis.errors import BadUsage

if TYPE_CHECKING:
    from oncurve.api import World

__all__ = ["question", "settings_of", "write_json", "write_line", "writes_any_letter"]

_MOST_DRAWS = 1_048_576


def question(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the common options; it receives `world` and `as_json` in their place."""
    options = [
        click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output, nothing else."),
        click.option("--as-of", metavar="DATE", help="Use only facts known by that day (default: today)."),
        click.option("--facts", "folders", metavar="DIR", multiple=True,
                     help="A folder of your own facts, over the catalogue. Repeatable."),
        click.option("--set", "settings", metavar="NAME=VALUE", multiple=True,
                     help='Set an input: NAME=2 or NAME="20 to 50", a 90% interval. `oncurve inputs` lists the names.'),
        click.option("--seed", type=click.IntRange(0, 2**63), metavar="N", help="Seed of the draws."),
        click.option("--draws", type=click.IntRange(64, _MOST_DRAWS), metavar="N",
                     help="How many draws (default 16384)."),
        click.option("--dollars", type=click.IntRange(1950, 2100), metavar="YEAR",
                     help="Real dollars of that year (default: nominal)."),
    ]

    @functools.wraps(function)
    def command(*, as_of: str | None, folders: tuple[str, ...], settings: tuple[str, ...], seed: int | None,
                draws: int | None, dollars: int | None, **more: Any) -> Any:
        from oncurve.api import World
        from oncurve.store.index import imported_folder

        given: dict[str, Any] = {"seed": seed, "draws": draws and draws + draws % 2, "dollars": dollars,
                                 "imported": imported_folder()}
        given = {name: value for name, value in given.items() if value is not None}
        world = World(as_of, facts=folders, settings=settings_of(settings), **given)
        if folders:
            _tell_problems(world)
        return function(world=world, **more)

    for option in reversed(options):
        command = option(command)
    return command


def settings_of(pairs: tuple[str, ...]) -> dict[str, str]:
    """`NAME=VALUE` pairs as a mapping.

    Raises:
        BadUsage: a pair has no equals sign.
    """
    settings = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise BadUsage(f"--set {pair!r} names no input", "", 'Write --set rental_price=2 or "1.5 to 3.5".')
        settings[name.strip()] = value.strip()
    return settings


def _tell_problems(world: World) -> None:
    for problem in world.catalogue.problems:
        click.echo(f"Left out: {problem}", err=True)


def write_json(plain: Any) -> None:
    """Print one JSON document, in which no number is NaN or infinite: laid out for people on a terminal only."""
    sys.stdout.write(_dumped(plain, 2 if sys.stdout.isatty() else None) + "\n")


def write_line(plain: Any) -> None:
    """Print one JSON object on a line of its own, at once."""
    sys.stdout.write(_dumped(plain) + "\n")
    sys.stdout.flush()


def _dumped(plain: Any, indent: int | None = None) -> str:
    """JSON; where standard output has another alphabet than UTF-8, what it may lack is escaped."""
    return json.dumps(plain, ensure_ascii=not writes_any_letter(sys.stdout), allow_nan=False, indent=indent,
                      default=_plain)


def writes_any_letter(stream: Any) -> bool:
    """Whether a stream writes in UTF-8, and so every letter; one that names no encoding does."""
    return (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "") == "utf8"


def _plain(value: object) -> str:
    if isinstance(value, dt.date | Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not plain data")
