"""`oncurve inputs`: the names that --set takes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from oncurve.basis.errors import BadUsage
from oncurve.cli.options import question, write_json

if TYPE_CHECKING:
    from oncurve.api import World

__all__ = ["inputs"]

_QUESTIONS = ["cost", "compute", "simulate", "stocks", "able", "scenario"]


@click.command()
@click.argument("command", type=click.Choice(_QUESTIONS), default="cost")
@click.argument("arguments", nargs=-1)
@question
def inputs(world: World, *, command: str, arguments: tuple[str, ...], as_json: bool) -> None:
    """List the named inputs of a question, each with its value, interval, kind and source.

    \b
    Examples:
      oncurve inputs cost deepseek-v3
      oncurve inputs compute llama-3-1-405b --json
      oncurve inputs simulate deepseek-v3
      oncurve inputs stocks CN
      oncurve inputs scenario status-quo
      oncurve inputs able 1e9
    """
    from oncurve.report.listing import print_rows

    if len(arguments) != 1:
        example = {"stocks": "CN", "able": "1e9", "scenario": "status-quo"}.get(command, "deepseek-v3")
        raise BadUsage("Name what is asked about", "", f"For example: oncurve inputs {command} {example}")
    asked: dict[str, Callable[[str], Any]] = {
        "cost": partial(world.cost, drivers=False), "compute": world.compute, "simulate": world.simulate,
        "stocks": world.stocks, "scenario": world.scenario, "able": lambda budget: world.able(budget=_number(budget))}
    answer = asked[command](arguments[0])
    rows = [each.to_dict() for each in answer.inputs()]
    if as_json:
        write_json({"inputs": rows})
        return
    for row in rows:
        for name in ("value", "low", "high"):
            if name in row:
                row[name] = float(f"{row[name]:.4g}")
    print_rows([{name: row.get(name) for name in ("name", "value", "low", "high", "unit", "kind", "source")}
                for row in rows], f"{len(rows)} inputs. Set one with --set NAME=VALUE; a name's last part is enough.")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise BadUsage(f"{text!r} is no budget", "", "For example: oncurve inputs able 1e9") from None
