"""`oncurve trend`, `ontrend` and `backtest`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from oncurve.basis.errors import BadUsage
from oncurve.cli.options import question, write_json

if TYPE_CHECKING:
    from oncurve.api import World

__all__ = ["backtest", "ontrend", "trend"]

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("what")
@click.option("--country", metavar="C", help="Only models of this country.")
@click.option("--organisation", metavar="O", help="Only models of this maker.")
@click.option("--data", type=_FILE, metavar="CSV", help="For time-horizon: agent, date, p50 (minutes), lo, hi.")
@question
def trend(world: World, *, what: str, country: str | None, organisation: str | None, data: Path | None,
          as_json: bool) -> None:
    """A rate a year of WHAT, by rival methods, with published rates beside it.

    \b
    WHAT is one of training-efficiency inference-price hardware-price training-cost training-compute time-horizon.

    \b
    Examples:
      oncurve trend training-efficiency
      oncurve trend training-compute --country CN --json
      oncurve trend time-horizon --data horizons.csv
    """
    if country and organisation:
        raise BadUsage("--country and --organisation exclude each other", "", "Give one of them.")
    found = world.trend(what, country=country, organisation=organisation, data=data)
    if as_json:
        write_json(found.to_dict())
    else:
        from oncurve.report.curve import print_trend

        print_trend(found)


@click.command()
@click.argument("model")
@click.option("--against", required=True, metavar="M[,M]", help="Earlier models to set it beside, joined by commas.")
@question
def ontrend(world: World, *, model: str, against: str, as_json: bool) -> None:
    """Whether the cost of MODEL is an expected point on the curve of falling costs.

    \b
    Examples:
      oncurve ontrend deepseek-v3 --against claude-3-5-sonnet
      oncurve ontrend kimi-k2 --against gpt-4,claude-3-5-sonnet --json
    """
    found = world.on_trend(model, against=[name.strip() for name in against.split(",") if name.strip()])
    if as_json:
        from oncurve.answers.on_trend import on_trend_dict

        write_json(on_trend_dict(found))
    else:
        from oncurve.report.curve import print_on_trend

        print_on_trend(found)


@click.command()
@click.argument("what", required=False)
@question
def backtest(world: World, *, what: str | None, as_json: bool) -> None:
    """Forecasts made as of each past quarter, against what came; or hidden chip-hours, predicted.

    \b
    WHAT is one of capability lag compute cost price chip-hours supply (default: all but the last two).

    \b
    Examples:
      oncurve backtest
      oncurve backtest capability --json
      oncurve backtest chip-hours
      oncurve backtest supply
    """
    if what == "supply":
        from oncurve.report.scenario_tables import print_supply_hindcast

        table = world.supply_hindcast()
        write_json(table.to_dict()) if as_json else print_supply_hindcast(table)
        return
    found = world.backtest(what)
    if as_json:
        write_json(found.to_dict())
    else:
        from oncurve.report.curve import print_backtest

        print_backtest(found.to_dict())
