"""`oncurve cost`, `compute` and `spend`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from oncurve.basis.errors import BadUsage
from oncurve.cli.batch import answer_rows
from oncurve.cli.completion import names_in
from oncurve.cli.options import question, write_json
from oncurve.cli.outputs import out, write_reports

if TYPE_CHECKING:
    from oncurve.answers.training_cost import ModelCost
    from oncurve.api import World

__all__ = ["compute", "cost", "spend"]

SCOPES = ("every", "final_run", "hardware", "rd", "all_in")


@click.command()
@click.argument("model", required=False, shell_complete=names_in("models"))
@click.option("--all", "every_model", is_flag=True, help="Every model of the catalogue, in summary.")
@click.option("--batch", type=click.Path(exists=True, dir_okay=False), metavar="CSV",
              help="A CSV with a column `model` (and, if you like, `scope` and `chip`); one JSON object a row.")
@click.option("--scope", type=click.Choice(SCOPES), default="every", help="What is counted (default: every scope).")
@click.option("--chip", shell_complete=names_in("chips"), help="Another chip to do the same work on.")
@click.option("--method", type=click.Choice(["own", "cottier2024"]), default="own",
              help="With --all: the public pipeline's method on imported tables, step for step.")
@click.option("--vintage", metavar="NAME", help="With --method: the vintage of the tables (default: the newest).")
@out("html", "a page that needs no network")
@out("markdown", "Markdown")
@out("bibtex", "the works used, as BibTeX,")
@question
def cost(world: World, *, model: str | None, every_model: bool, batch: str | None, scope: str, chip: str | None,
         as_json: bool, **more: str | None) -> None:
    """What training MODEL cost, as a bill whose lines add up.

    \b
    Examples:
      oncurve cost deepseek-v3
      oncurve cost "Llama 3.1 405B" --scope final_run --set rental_price=2
      oncurve cost claude-3-5-sonnet --json
      oncurve cost deepseek-v3 --html cost.html
      oncurve cost --all --json
      oncurve cost --all --method cottier2024 --vintage 2025-06
    """
    outputs = {form: more[form] for form in ("html", "markdown", "bibtex")}
    if more["method"] != "own":
        _cost_publicly(world, every_model and model is None, more["vintage"], as_json)
        return
    if model is None and any(outputs.values()):
        raise BadUsage("Reports are of one model", "", "For example: oncurve cost deepseek-v3 --html cost.html")
    if sum((model is not None, every_model, batch is not None)) != 1:
        raise BadUsage("Name one model, or --all, or --batch CSV", "", "For example: oncurve cost deepseek-v3")
    scopes = None if scope == "every" else (scope,)
    if batch is not None:
        answer_rows(batch, "model", "Give the CSV a header with a column `model`.",
                    lambda row: _cost_row(world, row, scope))
    elif every_model:
        _cost_every(world, scopes, as_json)
    else:
        found = world.cost(str(model), scopes=scopes, chip=chip)
        written = _write_pages(world, found, outputs)
        if as_json:
            write_json(found.to_dict())
        elif not written:
            from oncurve.report.bill import print_cost

            print_cost(found, world)


def _write_pages(world: World, found: ModelCost, outputs: dict[str, str | None]) -> bool:
    if not any(outputs.values()):
        return False
    from oncurve.report.cost_page import cost_page

    return write_reports(cost_page(found, world), outputs)


def _cost_every(world: World, scopes: tuple[str, ...] | None, as_json: bool) -> None:
    from oncurve.report.bill import print_costs

    answer = world.cost_all(scopes=scopes)
    if as_json:
        write_json(answer.to_dict())
    else:
        print_costs(answer)


def _cost_publicly(world: World, every_model: bool, vintage: str | None, as_json: bool) -> None:
    """The public pipeline's costs of an imported vintage."""
    if not every_model:
        raise BadUsage("--method cottier2024 costs a whole table", "", "Write: oncurve cost --all --method cottier2024")
    from oncurve.answers.public_costs import PublicTables, public_costs
    from oncurve.store.published import public_tables

    answer = public_costs(world.catalogue, PublicTables(*public_tables(vintage)))
    if as_json:
        write_json(answer.to_dict())
        return
    from oncurve.report.imports import print_public_costs

    print_public_costs(answer)


def _cost_row(world: World, row: dict[str, str], scope: str) -> Mapping[str, object]:
    wanted = row.get("scope") or scope
    if wanted not in SCOPES:
        raise BadUsage(f"No scope is called {wanted!r}", "", f"Use one of {', '.join(SCOPES)}.")
    found = world.cost(row["model"] or "", scopes=None if wanted == "every" else (wanted,),
                       chip=row.get("chip") or None)
    return found.to_dict()


@click.command()
@click.argument("model", shell_complete=names_in("models"))
@question
def compute(world: World, *, model: str, as_json: bool) -> None:
    """The training compute of MODEL in FLOP, by every route there is.

    \b
    Example:
      oncurve compute deepseek-v3
    """
    found = world.compute(model)
    if as_json:
        write_json(found.to_dict())
    else:
        from oncurve.report.bill import print_compute

        print_compute(found, world)


@click.command()
@click.argument("organisation", shell_complete=names_in("organisations"))
@click.option("--year", type=click.IntRange(1990, 2100), help="One year only.")
@question
def spend(world: World, *, organisation: str, year: int | None, as_json: bool) -> None:
    """What ORGANISATION spends, by kind, with rival figures side by side.

    \b
    Example:
      oncurve spend openai --year 2024
    """
    found = world.spend(organisation, year=year)
    if as_json:
        write_json(found.to_dict())
    else:
        from oncurve.report.bill import print_spend

        print_spend(found)


