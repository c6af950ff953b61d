"""`oncurve stocks`."""

from __future__ import annotations

import io
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oncurve.basis.errors import BadUsage
from oncurve.cli.completion import names_in
from oncurve.cli.options import question, write_json
from oncurve.cli.outputs import charts

if TYPE_CHECKING:
    from oncurve.api import World

__all__ = ["able", "scenario", "stocks"]


@click.command()
@click.argument("holder", required=False, shell_complete=names_in("organisations"))
@click.option("--owner", help="The same as HOLDER: an organisation.")
@click.option("--country", help="The same as HOLDER: a country.")
@click.option("--on", metavar="DATE", help="The day (default: the last that the counts reach).")
@click.option("--precision", type=click.Choice(["8-bit", "16-bit"]), default="8-bit",
              help="By which operations H100-equivalents are counted (default: 8-bit).")
@question
def stocks(world: World, *, holder: str | None, owner: str | None, country: str | None, on: str | None,
           precision: str, as_json: bool) -> None:
    """Chips that HOLDER, an organisation or a country, holds: every source's figure, and one reconciled sum.

    \b
    Examples:
      oncurve stocks CN --on 2025-12-31
      oncurve stocks microsoft --on 2024-12-31 --precision 16-bit
      oncurve stocks CN --set smuggled_2024="10000 to 100000" --json
    """
    named = [each for each in (holder, owner, country) if each]
    if len(named) != 1:
        raise BadUsage("Name one organisation or country", "", "For example: oncurve stocks CN --on 2025-12-31")
    found = world.stocks(named[0], on=on, precision=precision)
    if as_json:
        write_json(found.to_dict())
        return
    from oncurve.report.supply import print_stocks

    print_stocks(found)


@click.command()
@click.option("--budget", type=float, metavar="USD", help="What the run costs.")
@click.option("--flop", type=float, metavar="FLOP", help="What the run computes.")
@click.option("--run", "kind", type=click.Choice(["pretraining", "reasoning"]), default="pretraining",
              help="Without --budget or --flop: a run of the day's frontier of this kind.")
@click.option("--on", metavar="DATE", help="The day on which it begins (default: --as-of, else today).")
@click.option("--by", metavar="DATE", help="The day by which the model is out (default: a year later).")
@click.option("--count", type=click.IntRange(1, 200), default=5, metavar="N",
              help="Say when fewer than N could make a frontier run (default: 5).")
@click.option("--hindcast", is_flag=True, help="Score what January 2025 foresaw against who had a model of R1's class.")
@question
def able(world: World, *, budget: float | None, flop: float | None, kind: str, on: str | None, by: str | None,
         count: int, hindcast: bool, as_json: bool) -> None:
    """Who could make a run, by cash, chips at hand, and time and staff, and how the count changes.

    \b
    Examples:
      oncurve able --budget 1e9 --on 2025-12-31
      oncurve able --run reasoning --as-of 2025-01-30 --by 2025-12-31 --count 3
      oncurve able --flop 1e26 --on 2026-06-01 --json
      oncurve able --hindcast
    """
    from oncurve.report.able import print_able, print_hindcast

    if hindcast:
        table = world.able_hindcast()
        if as_json:
            write_json(table.to_dict())
        else:
            print_hindcast(table)
        return
    if budget is not None and flop is not None:
        raise BadUsage("Both a budget and a compute are given", "", "Give --budget or --flop.")
    found = world.able(on=on, budget=budget, flop=flop, kind=kind, by=by, count=count)
    if as_json:
        write_json(found.to_dict())
    else:
        print_able(found)


@click.command()
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="List the scenarios that come with oncurve.")
@click.option("--compare", metavar="A,B", help="More scenarios, set against NAME.")
@click.option("--until", metavar="DATE", help="The last day (default: 2030-12-31).")
@click.option("--lead-over", "threshold", type=float, metavar="MONTHS",
              help="Give the probability that the lead exceeds so many months.")
@click.option("--by", metavar="DATE", help="The day of that probability (default: the last).")
@click.option("--tornado", "deep", is_flag=True, help="Work out which assumptions decide: a tornado and total shares.")
@click.option("--precision", type=click.Choice(["8-bit", "16-bit"]), default="8-bit",
              help="By which operations H100-equivalents are counted (default: 8-bit).")
@click.option("--ledger", metavar="OUT", help="Write every movement by quarter, place and chip to OUT as CSV.")
@click.option("--hindcast", is_flag=True, help="Score what 2023 and 2024 knew against what was published later.")
@click.option("--rebound", "back", is_flag=True, help="Did cheaper models mean less demand for chips?")
@charts("areas, fan, flows, tornado")
@question
def scenario(world: World, *, name: str | None, listing: bool, compare: str | None, until: str | None,
             threshold: float | None, by: str | None, deep: bool, precision: str, ledger: str | None, hindcast: bool,
             back: bool, folder: str | None, as_json: bool) -> None:
    """What NAME, a scenario that comes with oncurve or a TOML file of your own, comes to.

    \b
    Examples:
      oncurve scenario --list
      oncurve scenario status-quo --compare open-sales,well-enforced
      oncurve scenario no-controls-2022 --until 2027-12-31 --lead-over 12 --by 2026-12-31
      oncurve scenario open-sales --ledger chips.csv
      oncurve scenario --rebound
      oncurve scenario mine.toml --set china_demand_share="0.1 to 0.2" --tornado --json
    """
    from oncurve.report.scenario import print_policies, print_scenarios

    if listing:
        print_policies()
        return
    if hindcast or back:
        _beside(world, hindcast, as_json)
        return
    names = [each.strip() for each in (name or "", *(compare or "").split(",")) if each.strip()]
    if not names:
        raise BadUsage("Name a scenario", "", "`oncurve scenario --list` lists those that come with oncurve.")
    if ledger is not None:
        _write_ledger(world, names, ledger, {"until": until, "precision": precision})
        return
    found = world.scenario(*names, until=until, threshold=threshold, by=by, deep=deep or folder is not None,
                           precision=precision)
    if folder is not None:
        from oncurve.report.scenario_charts import write_charts

        for path in write_charts(found, folder):
            click.echo(f"Wrote {path}", err=True)
    if as_json:
        write_json(found.to_dict())
    else:
        print_scenarios(found)


def _beside(world: World, past: bool, as_json: bool) -> None:
    """The two tables that stand beside the scenarios."""
    from oncurve.report.scenario_tables import print_rebound, print_supply_hindcast

    if past:
        table = world.supply_hindcast()
        write_json(table.to_dict()) if as_json else print_supply_hindcast(table)
    else:
        found = world.rebound()
        write_json(found.to_dict()) if as_json else print_rebound(found)


def _write_ledger(world: World, names: list[str], out: str, more: dict[str, Any]) -> None:
    """Write the movements of every scenario named, one table, once all of it is made."""
    from oncurve.report.write import write_text
    from oncurve.scenario.ledger_table import write_entries

    made = io.StringIO()
    count = write_entries(chain.from_iterable(world.ledger(name, **more) for name in names), made)
    if out == "-":
        sys.stdout.write(made.getvalue())
        return
    write_text(Path(out), made.getvalue())
    click.echo(f"Wrote {count:,} movements to {out}", err=True)
