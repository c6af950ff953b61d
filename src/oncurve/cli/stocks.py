"""`oncurve stocks`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from oncurve.basis.errors import BadUsage
from oncurve.cli.completion import names_in
from oncurve.cli.options import question, write_json

if TYPE_CHECKING:
    from oncurve.api import World

__all__ = ["stocks"]


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
