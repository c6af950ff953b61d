"""`oncurve simulate` and `oncurve layouts`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from oncurve.basis.errors import BadUsage
from oncurve.cli.batch import answer_rows
from oncurve.cli.options import question, write_json

if TYPE_CHECKING:
    from oncurve.api import World

__all__ = ["layouts", "simulate"]



@click.command()
@click.option("--model", metavar="MODEL|CONFIG", help="The model to train: a name, or the path of a config.json.")
@click.option("--chip", metavar="CHIP", help="The chip to train it on (default: the one it was trained on).")
@click.option("--chips", type=click.IntRange(max=100_000_000), metavar="N", help="How many chips.")
@click.option("--layout", default="", metavar="tp=8,pp=16,…",
              help="What is known of the layout: tp pp cp ep dp v mb batch seq zero recompute schedule.")
@click.option("--precision", metavar="P", help="Format of the matrix products: bf16, fp8, mxfp8, nvfp4 and the like.")
@click.option("--tokens", type=float, metavar="T", help="Tokens of the whole run (default: as published).")
@click.option("--batch", type=click.Path(exists=True, dir_okay=False), metavar="CSV",
              help="A CSV of runs, one JSON object a row; an empty cell is unknown, not a default.")
@click.option("--stage", type=click.Choice(["pretraining", "reinforcement", "serving"]), default="pretraining",
              help="Pre-training (default), the reinforcement learning of a reasoning model, or serving.")
@click.option("--ablate", is_flag=True, help="What each idea of the model's design saves, in both orders.")
@question
def simulate(world: World, *, model: str | None, chip: str | None, chips: int | None, layout: str,
             precision: str | None, tokens: float | None, batch: str | None, stage: str, ablate: bool,
             as_json: bool) -> None:
    """Simulate a training run: time of a step, utilisation, memory, chip-hours and energy.

    What is not said of the layout is spread over what is legal and likely, never defaulted.

    \b
    Examples:
      oncurve simulate --model deepseek-v3 --ablate
      oncurve simulate --model deepseek-v3 --chip h100 --chips 2048 --layout pp=16,ep=64,schedule=dualpipe
      oncurve simulate --model llama-3-1-405b --chip h100 --chips 16384 --layout tp=8,pp=16 --json
      oncurve simulate --model ./config.json --chip h100 --chips 64 --tokens 1e12
      oncurve simulate --batch runs.csv --json
      oncurve simulate --model deepseek-r1-zero --stage reinforcement
      oncurve simulate --model deepseek-v3 --stage serving --chip h20
    """
    if (model is None) == (batch is None):
        raise BadUsage("Name a model, or give --batch CSV", "", "For example: oncurve simulate --model deepseek-v3")
    if batch is not None:
        answer_rows(batch, "chip", "Give the CSV a header with `chip` and the model's dimensions (docs/contract.md).",
                    lambda row: world.simulate_row(row).to_dict(basis=False))
        return
    if stage != "pretraining":
        _stage(world, stage, str(model), {"chip": chip, "chips": chips, "precision": precision}, as_json=as_json)
        return
    found = world.simulate(str(model), chip=chip, chips=chips, layout=layout, precision=precision, tokens=tokens,
                           ablate=ablate, config=_config(str(model)))
    if as_json:
        write_json(found.to_dict())
    else:
        from oncurve.report.simulation import print_simulation

        print_simulation(found, world)


def _config(model: str) -> Path | None:
    """The file that a model is named by; None where it is a name of the catalogue."""
    path = Path(model)
    return path if path.suffix == ".json" or (path / "config.json").is_file() else None


def _stage(world: World, stage: str, model: str, asked: dict[str, object], *, as_json: bool) -> None:
    found = world.reinforcement(model, **asked) if stage == "reinforcement" else world.serving(model, **asked)
    if as_json:
        write_json(found.to_dict())
    else:
        from oncurve.report.simulation import print_stage

        print_stage(found, world)


@click.command()
@click.option("--model", required=True, metavar="MODEL|CONFIG",
              help="The model to train: a name, or the path of a config.json.")
@click.option("--chip", default="", metavar="CHIP[,CHIP]", help="Chips to compare (default: that of the run).")
@click.option("--chips", type=click.IntRange(max=100_000_000), metavar="N", help="How many chips.")
@click.option("--top", type=click.IntRange(1, 100), default=5, metavar="K", help="How many of the best (default 5).")
@click.option("--layout", default="", metavar="tp=8,batch=1024,…", help="Cells that must hold.")
@click.option("--precision", metavar="P", help="Format of the matrix products: bf16, fp8 and the like.")
@question
def layouts(world: World, *, model: str, chip: str, chips: int | None, top: int, layout: str, precision: str | None,
            as_json: bool) -> None:
    """The best parallel layouts of a model on so many chips, out of all that are legal.

    Layouts that do not fit into memory go first; the rest are compared by the time of a step, and the best are
    simulated with intervals. Says why the rest lost.

    \b
    Examples:
      oncurve layouts --model llama-3-1-70b --chip h100 --chips 512 --layout batch=512
      oncurve layouts --model deepseek-v3 --chip h800,h20 --chips 2048 --top 3 --json
    """
    names = tuple(filter(None, (each.strip() for each in chip.split(","))))
    found = world.layouts(model, chips=chips, chip=names, top=top, layout=layout, precision=precision,
                          config=_config(model))
    if as_json:
        write_json(found.to_dict())
    else:
        from oncurve.report.simulation import print_layouts

        print_layouts(found, world)
