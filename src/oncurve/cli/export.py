"""`oncurve export` and `oncurve law`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oncurve.basis.errors import BadUsage
from oncurve.cli.options import question, write_json

if TYPE_CHECKING:
    from oncurve.api import World

__all__ = ["export", "law"]

_STATUSES = ("not_controlled", "exception", "nac_notification", "licence_required", "case_by_case")
_ITEM_OPTIONS = {
    "item_kind": "What it is, if no chip: hbm, logic (from a foundry), weights.",
    "tpp": "Total processing performance.",
    "performance_density": "TPP per mm2 of logic die.",
    "die_area_mm2": "Area of the logic dies in mm2.",
    "io_gb_s": "Input and output in both directions, in GB/s.",
    "memory_bandwidth_gb_s": "DRAM bandwidth in GB/s.",
    "bandwidth_density": "Memory bandwidth density in GB/s per mm2.",
    "transistors_bn": "Transistors, in billions.",
    "hbm": "Whether a logic chip carries HBM: yes or no.",
    "training_operations": "Operations that trained the weights.",
    "open_weights": "Whether the weights are open: yes or no.",
    "osat": 'Who packages: approved, or "US-owned site".',
    "designer_hq": "Country of the designer, or approved.",
    "exporter_kind": "foundry, osat, or another.",
    "activity": 'What is done: "use or service", "technical analysis", reexport, transfer.',
    "buyer": 'The buyer: g42, government, "entity list", "50% owned by a listed party".',
}


def _items(function: Any) -> Any:
    for name, words in reversed(_ITEM_OPTIONS.items()):
        function = click.option(f"--{name.replace('_', '-')}", name, default="", metavar="VALUE", help=words)(function)
    return function


@click.command()
@click.argument("chip", required=False)
@click.option("--to", "to", metavar="CC", help="The destination, by code or name.")
@click.option("--hq", metavar="CC", help="Where the buyer's ultimate parent sits (default: the destination).")
@click.option("--on", metavar="DATE", help="The day (default: today).")
@click.option("--use", type=click.Choice(["datacenter", "consumer"]), help="What an item without a name is sold for.")
@click.option(
    "--batch",
    type=click.Path(exists=True, dir_okay=False),
    metavar="CSV",
    help="A list with the columns chip, date, destination and any others; one JSON object a row.",
)
@click.option("--history", is_flag=True, help="The status through the years.")
@click.option("--svg", type=click.Path(dir_okay=False), metavar="OUT", help="With --history or --design: the picture.")
@click.option("--vega", type=click.Path(dir_okay=False), metavar="OUT", help="The same as a Vega-Lite spec.")
@click.option("--design", is_flag=True, help="The most capable chip that may go, and the real ones near it.")
@click.option(
    "--at-most", type=click.Choice(_STATUSES), default="not_controlled", help="With --design: strictest status."
)
@click.option("--maker", default="", help="With --design: who makes it; letters bind makers.")
@click.option(
    "--under", multiple=True, metavar="BILL", help="Take a bill as enacted (`oncurve law` lists them). Repeatable."
)
@_items
@question
def export(
    world: World,
    *,
    chip: str | None,
    to: str | None,
    hq: str | None,
    on: str | None,
    use: str | None,
    batch: str | None,
    history: bool,
    svg: str | None,
    vega: str | None,
    design: bool,
    at_most: str,
    maker: str,
    under: tuple[str, ...],
    as_json: bool,
    **numbers: str,
) -> None:
    """Which US export rule applies to CHIP on its way to a country, why, and by what margin.

    The answer says what was enforced on the day and what stood in law, and what would change it.

    \b
    Examples:
      oncurve export H20 --to CN --on 2025-05-01
      oncurve export "H200" --to SG --hq CN --on 2026-02-15 --json
      oncurve export "my chip" --to CN --tpp 2300 --die-area-mm2 800 --use datacenter
      oncurve export H20 --to CN --history --svg h20.svg
      oncurve export --design --to CN --on 2025-02-01
      oncurve export --batch shipments.csv --json
    """
    if (svg is not None or vega is not None) and (batch is not None or not (history or design)):
        raise BadUsage("There is nothing to draw", "", "--svg and --vega stand with --history or --design.")
    if batch is not None:
        _batch(world, batch, under)
        return
    if to is None:
        raise BadUsage("No destination is given", "", "Name a country by its code or name: --to CN.")
    if design:
        frontier = world.export_design(to=to, hq=hq, on=on, at_most=at_most, maker=maker, use=use or "", under=under)
        _show(frontier, "design", as_json=as_json, svg=svg, vega=vega)
        return
    if chip is None:
        raise BadUsage("No chip is named", "", "For example: oncurve export H20 --to CN --on 2025-05-01")
    columns = {name: value for name, value in {**numbers, "end_use": use or ""}.items() if value}
    if history:
        told = world.export_history(chip, to=to, hq=hq, under=under, **columns)
        _show(told, "history", as_json=as_json, svg=svg, vega=vega)
        return
    _show(world.export(chip, to=to, hq=hq, on=on, under=under, **columns), "status", as_json=as_json)


def _show(answer: Any, what: str, *, as_json: bool, svg: str | None = None, vega: str | None = None) -> None:
    """Print an answer, or write the pictures of it that are asked for."""
    if svg is not None:
        from oncurve.report.export_pictures import draw_design, draw_history

        draw: Any = draw_history if what == "history" else draw_design
        Path(svg).write_text(draw(answer), encoding="utf-8")
    if vega is not None:
        from oncurve.report.export_specs import design_spec, history_spec

        spec: Any = history_spec if what == "history" else design_spec
        Path(vega).write_text(json.dumps(spec(answer), indent=1) + "\n", encoding="utf-8")
    if as_json:
        write_json(answer.to_dict())
    elif svg is None and vega is None:
        from oncurve.report import export as report

        getattr(report, f"print_{what}")(answer)


def _batch(world: World, path: str, under: tuple[str, ...]) -> None:
    import gc

    from oncurve.answers.export_batch import export_bytes

    collecting = gc.isenabled()
    gc.disable()  # a long list makes many objects and few cycles
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123 - click gave a checked path
            for some in export_bytes(world.screening_under(under), file, path):
                sys.stdout.buffer.write(some)
    finally:
        sys.stdout.flush()
        if collecting:
            gc.enable()


@click.command()
@click.argument("rule", required=False)
@click.option("--on", metavar="DATE", help="What stands, or is announced, on that day.")
@click.option("--to", "to", metavar="CC", help="What can reach that country.")
@question
def law(world: World, *, rule: str | None, on: str | None, to: str | None, as_json: bool) -> None:
    """List the export rules with the days they were published, took effect, were stayed or ended; or show RULE in full.

    \b
    Examples:
      oncurve law
      oncurve law US-ACS-2023-11
      oncurve law --on 2025-05-20 --to CH
    """
    found = world.law(rule, on=on, to=to)
    if as_json:
        write_json(found.to_dict())
        return
    from oncurve.report.export import print_law

    print_law(found)
