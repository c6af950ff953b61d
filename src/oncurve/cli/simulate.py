"""`oncurve simulate` and `oncurve layouts`."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import click

from oncurve.basis.errors import BadInput, BadUsage, OncurveError
from oncurve.cli.options import question, write_json, write_line

if TYPE_CHECKING:
    from oncurve.api import World

__all__ = ["simulate"]

_LONGEST_BATCH = 1_000_000


@click.command()
@click.option("--model", metavar="MODEL", help="The model to train.")
@click.option("--chip", metavar="CHIP", help="The chip to train it on (default: the one it was trained on).")
@click.option("--chips", type=click.IntRange(max=100_000_000), metavar="N", help="How many chips.")
@click.option("--layout", default="", metavar="tp=8,pp=16,…",
              help="What is known of the layout: tp pp cp ep dp v mb batch seq zero recompute schedule.")
@click.option("--precision", metavar="P", help="Format of the matrix products: bf16, fp8, mxfp8, nvfp4 and the like.")
@click.option("--tokens", type=float, metavar="T", help="Tokens of the whole run (default: as published).")
@click.option("--batch", type=click.Path(exists=True, dir_okay=False), metavar="CSV",
              help="A CSV of runs, one JSON object a row; an empty cell is unknown, not a default.")
@question
def simulate(world: World, *, model: str | None, chip: str | None, chips: int | None, layout: str,
             precision: str | None, tokens: float | None, batch: str | None, as_json: bool) -> None:
    """Simulate a training run: time of a step, utilisation, memory, chip-hours and energy.

    What is not said of the layout is spread over what is legal and likely, never defaulted.

    \b
    Examples:
      oncurve simulate --model deepseek-v3
      oncurve simulate --model deepseek-v3 --chip h100 --chips 2048 --layout pp=16,ep=64,schedule=dualpipe
      oncurve simulate --model llama-3-1-405b --chip h100 --chips 16384 --layout tp=8,pp=16 --json
      oncurve simulate --batch runs.csv --json
    """
    if (model is None) == (batch is None):
        raise BadUsage("Name a model, or give --batch CSV", "", "For example: oncurve simulate --model deepseek-v3")
    if batch is not None:
        _rows(world, batch)
        return
    found = world.simulate(str(model), chip=chip, chips=chips, layout=layout, precision=precision, tokens=tokens)
    if as_json:
        write_json(found.to_dict())
    else:
        from oncurve.report.simulation import print_simulation

        print_simulation(found, world)


def _rows(world: World, path: str) -> None:
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123 - click gave a checked path
            rows = csv.DictReader(file)
            if not {"chip", "model"} & set(rows.fieldnames or ()):
                raise BadInput("there is no column `chip`", file=path, where="line 1",
                               hint="Give the CSV a header with `chip` and the model's dimensions (docs/contract.md).")
            for number, row in enumerate(rows):
                if number >= _LONGEST_BATCH:
                    raise BadInput(f"more than {_LONGEST_BATCH:,} rows", file=path, hint="Split the file.")
                try:
                    write_line(world.simulate_row(row).to_dict(basis=False))
                except OncurveError as error:
                    write_line(error.to_dict())
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"this is no CSV in UTF-8 ({error})", file=path) from error
