"""`oncurve simulate` and `oncurve layouts`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oncurve.basis.errors import BadUsage
from oncurve.cli.batch import answer_rows
from oncurve.cli.options import question, write_json
from oncurve.cli.outputs import charts, out, write_charts, write_reports

if TYPE_CHECKING:
    from oncurve.api import World
    from oncurve.report.answer import AnswerPage

__all__ = ["layouts", "simulate"]

#: what can be said of a stage other than pre-training
_OF_STAGE = {"reinforcement": ("chip", "chips", "precision"), "serving": ("chip", "precision")}

@click.command()
@click.option("--model", metavar="MODEL|CONFIG", help="The model to train: a name, or the path of a config.json.")
@click.option("--chip", metavar="CHIP", help="The chip to train it on (default: the one it was trained on).")
@click.option("--chips", type=click.IntRange(max=100_000_000), metavar="N", help="How many chips.")
@click.option("--layout", default="", metavar="tp=8,pp=16,…",
              help="What is known of the layout: tp pp cp ep dp v mb batch seq zero recompute schedule offload, "
              "etp (inside an expert), fsdp (chips that weights are sharded over), flash (1 or 0: fused attention).")
@click.option("--precision", metavar="P", help="Format of the matrix products: bf16, fp8, mxfp8, nvfp4 and the like.")
@click.option("--tokens", type=float, metavar="T", help="Tokens of the whole run (default: as published).")
@click.option("--batch", type=click.Path(exists=True, dir_okay=False), metavar="CSV",
              help="A CSV of runs, one JSON object a row; an empty cell is unknown, not a default.")
@click.option("--stage", type=click.Choice(["pretraining", "reinforcement", "serving"]), default="pretraining",
              help="Pre-training (default), the reinforcement learning of a reasoning model, or serving.")
@click.option("--ablate", is_flag=True, help="What each idea of the model's design saves, in both orders.")
@out("html", "a page with the pictures, which needs no network")
@out("markdown", "Markdown")
@charts("breakdown, memory and ablation; of a batch, predictions against published runs")
@question
def simulate(world: World, *, model: str | None, batch: str | None, stage: str, html: str | None, markdown: str | None,
             folder: str | None, as_json: bool, **asked: Any) -> None:
    """Simulate a training run: time of a step, utilisation, memory, chip-hours and energy.

    What is not said of the layout is spread over what is legal and likely, never defaulted.

    \b
    Examples:
      oncurve simulate --model deepseek-v3 --ablate
      oncurve simulate --model deepseek-v3 --chip h100 --chips 2048 --layout pp=16,ep=64,schedule=dualpipe
      oncurve simulate --model llama-3-1-405b --chip h100 --chips 16384 --layout tp=8,pp=16 --json
      oncurve simulate --model ./config.json --chip h100 --chips 64 --tokens 1e12
      oncurve simulate --model deepseek-v3 --ablate --html v3.html --charts v3
      oncurve simulate --batch runs.csv --json
      oncurve simulate --model deepseek-r1-zero --stage reinforcement
      oncurve simulate --model deepseek-v3 --stage serving --chip h20
    """
    if (model is None) == (batch is None):
        raise BadUsage("Name a model, or give --batch CSV", "", "For example: oncurve simulate --model deepseek-v3")
    outputs = {"html": html, "markdown": markdown}
    if batch is not None:
        _batch(world, batch, outputs, folder)
        return
    if stage != "pretraining":
        _stage(world, stage, str(model), {**asked, **outputs, "charts": folder}, as_json=as_json)
        return
    found = world.simulate(str(model), config=_config(str(model)), **asked)

    def page() -> AnswerPage:
        from oncurve.report.pages.runs import simulation_page

        return simulation_page(found, world)

    written = _written(page, outputs, folder)
    if as_json:
        write_json(found.to_dict())
    elif not written:
        from oncurve.report.simulation import print_simulation

        print_simulation(found, world)


def _written(page: Callable[[], AnswerPage], outputs: dict[str, str | None], folder: str | None) -> bool:
    """Write the reports and the pictures that were asked for; whether any was."""
    if folder is None and not any(outputs.values()):
        return False
    made = page()
    write_reports(made, outputs)
    if folder is not None:
        write_charts(made, folder)
    return True


def _batch(world: World, batch: str, outputs: dict[str, str | None], folder: str | None) -> None:
    """Answer a table, one JSON object a row; with a report or pictures asked for, set it against what was measured."""
    from oncurve.answers.published_runs import compared

    pairs = []

    def answer(row: dict[str, str]) -> Mapping[str, object]:
        run = world.simulate_row(row)
        pairs.append(compared(row, run))
        return run.to_dict(basis=False)

    answer_rows(batch, "chip", "Give the CSV a header with `chip` and the model's dimensions (docs/contract.md).",
                answer)

    def page() -> AnswerPage:
        from oncurve.report.pages.runs import published_page

        return published_page([pair for pair in pairs if pair is not None])

    _written(page, outputs, folder)


def _config(model: str) -> Path | None:
    """The file that a model is named by; None where it is a name of the catalogue."""
    path = Path(model)
    try:
        return path if path.suffix == ".json" or (path / "config.json").is_file() else None
    except OSError:  # longer than a path may be
        return None


def _stage(world: World, stage: str, model: str, asked: Mapping[str, Any], *, as_json: bool) -> None:
    taken = _OF_STAGE[stage]
    told = {name: given for name, given in asked.items() if given not in (None, "") and given is not False}
    if unused := [name for name in told if name not in taken]:
        raise BadUsage(f"--stage {stage} takes no --{unused[0]}", f"It takes --{' --'.join(taken)}",
                       f"Leave --{unused[0]} out.")
    found = world.reinforcement(model, **told) if stage == "reinforcement" else world.serving(model, **told)
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
@out("html", "a page with the pictures, which needs no network")
@out("markdown", "Markdown")
@charts("the landscape over degrees, and the front of time against memory")
@question
def layouts(world: World, *, model: str, chip: str, html: str | None, markdown: str | None, folder: str | None,
            as_json: bool, **asked: Any) -> None:
    """The best parallel layouts of a model on so many chips, out of all that are legal.

    Layouts that do not fit into memory go first; the rest are compared by the time of a step, and the best are
    simulated with intervals. Says why the rest lost.

    \b
    Examples:
      oncurve layouts --model llama-3-1-70b --chip h100 --chips 512 --layout batch=512
      oncurve layouts --model deepseek-v3 --chip h800,h20 --chips 2048 --top 3 --json
      oncurve layouts --model deepseek-v3 --html layouts.html
    """
    names = tuple(filter(None, (each.strip() for each in chip.split(","))))
    found = world.layouts(model, chip=names, config=_config(model), **asked)

    def page() -> AnswerPage:
        from oncurve.report.pages.runs import layouts_page

        return layouts_page(found, world)

    written = _written(page, {"html": html, "markdown": markdown}, folder)
    if as_json:
        write_json(found.to_dict())
    elif not written:
        from oncurve.report.simulation import print_layouts

        print_layouts(found, world, "" if _config(model) else model)
