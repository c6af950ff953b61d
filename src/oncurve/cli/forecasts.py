"""`oncurve forecasts`: dated claims, kept until their day and scored when it has passed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from oncurve.cli.options import question, write_json

if TYPE_CHECKING:
    from oncurve.api import World

__all__ = ["forecasts"]


@click.command()
@click.option("--due", is_flag=True, help="Only those whose day has passed.")
@click.option("--keep", "article", type=click.Path(exists=True, dir_okay=False), metavar="ARTICLE",
              help="Keep the forecasts of an article, and list all.")
@click.option("--published", metavar="DATE", help="The article's day (default: from the article).")
@click.option("--ledger", type=click.Path(dir_okay=False), metavar="FILE",
              help="Where yours are kept (default: in your data folder).")
@question
def forecasts(world: World, *, due: bool, article: str | None, published: str | None, ledger: str | None,
              as_json: bool) -> None:
    """List dated forecasts, those of the catalogue and your own, and score those whose day has passed.

    \b
    Examples:
      oncurve forecasts --due
      oncurve forecasts --keep article.txt --published 2025-01-30
    """
    from oncurve.claims.forecasts import Ledger, forecasts_in, forecasts_known, line_of, scored

    kept = Ledger(Path(ledger) if ledger else _place())
    if article is not None:
        new = kept.keep(forecasts_in(world.check(article, published=published)))
        click.echo(f"Kept {new} new forecasts in {kept.path}", err=True)
    found = scored([*forecasts_known(world), *kept.read()], world, due=due)
    if as_json:
        write_json({"forecasts": [each.to_dict() for each in found]})
        return
    for each in found:
        click.echo(line_of(each))
    click.echo(f"{len(found)} forecasts, {sum(each.status == 'scored' for each in found)} scored.")


def _place() -> Path:
    from platformdirs import user_data_path

    return user_data_path("oncurve") / "forecasts.jsonl"
