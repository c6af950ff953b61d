"""`oncurve multiplier`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from oncurve.cli.options import question, write_json

if TYPE_CHECKING:
    from oncurve.api import World

__all__ = ["multiplier"]

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("log_a", type=_FILE)
@click.argument("log_b", type=_FILE)
@question
def multiplier(world: World, *, log_a: Path, log_b: Path, as_json: bool) -> None:
    """How many times less compute the recipe of LOG_B needs than that of LOG_A for the same loss or score.

    A log is a CSV or JSON lines with `flop`, `tokens` or `chip_hours`, `loss` or `score`, and `run` where it holds
    several runs. Runs of several lengths count by their ends, where the learning rate has decayed.

    \b
    Example:
      oncurve multiplier baseline.csv ours.csv --json
    """
    found = world.multiplier(log_a, log_b)
    if as_json:
        write_json(found.to_dict())
    else:
        from oncurve.report.curve import print_recipes

        print_recipes(found)
