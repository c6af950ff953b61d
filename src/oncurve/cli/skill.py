"""`oncurve capability` and `lag`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from oncurve.basis.errors import BadUsage
from oncurve.cli.options import question, write_json

if TYPE_CHECKING:
    from oncurve.api import World

__all__ = ["capability", "lag"]

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--scores", type=_FILE, metavar="CSV",
              help="Fit this table alone: columns model, benchmark, score and any of date, organisation, family, "
                   "effort, kind.")
@click.option("--predict", type=_FILE, metavar="CSV", help="With --scores: predict these cells (model, benchmark).")
@click.option("--model", "name", metavar="M", help="One model, with its expected score on each benchmark.")
@question
def capability(world: World, *, scores: Path | None, predict: Path | None, name: str | None, as_json: bool) -> None:
    """The capability index: many benchmarks on one scale, with 90% intervals.

    \b
    Examples:
      oncurve capability
      oncurve capability --model deepseek-v3 --json
      oncurve capability --scores my_scores.csv --predict cells.csv --json
    """
    if predict is not None and scores is None:
        raise BadUsage("--predict needs --scores", "", "Name the table that the prediction is made from.")
    if scores is not None and name is not None:
        raise BadUsage("--model asks the shipped table, --scores a table of your own", "", "Give one of them.")
    found = world.capability(name, scores=scores, predict=predict)
    if as_json:
        write_json(found.to_dict())
    else:
        from oncurve.report.skill import print_skill

        print_skill(found)


@click.command()
@click.argument("subject")
@click.option("--behind", required=True, metavar="B", help="A model, country or organisation, `open` or `closed`.")
@click.option("--measure", metavar="M", help="One measure: crossing, tolerance, trend, training_date, horizon, "
                                             "benchmark:NAME, day_average or at_release (default: all).")
@question
def lag(world: World, *, subject: str, behind: str, measure: str | None, as_json: bool) -> None:
    """Months by which SUBJECT trails another, under every definition there is data for.

    \b
    Examples:
      oncurve lag deepseek-v3 --behind US
      oncurve lag CN --behind US --measure day_average
      oncurve lag open --behind closed --as-of 2025-06-30 --json
    """
    found = world.lag(subject, behind=behind, measure=measure)
    if as_json:
        write_json(found.to_dict())
    else:
        from oncurve.report.skill import print_lag

        print_lag(found)
