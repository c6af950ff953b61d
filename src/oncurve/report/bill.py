"""Costs, compute and spending for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oncurve.basis.estimate import Estimate
from oncurve.report.cost_page import SCOPES

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from oncurve.answers.every_cost import EveryCost
    from oncurve.answers.spend import OrganisationSpend
    from oncurve.answers.training_compute import ModelCompute
    from oncurve.answers.training_cost import ModelCost, ScopeCost
    from oncurve.answers.world import World

__all__ = ["print_compute", "print_cost", "print_costs", "print_spend"]

_MOST_DRIVERS = 3


def print_cost(cost: ModelCost, world: World) -> None:
    """Print a model's cost: each scope with its interval, its lines, its rival readings and what drives it."""
    from rich.text import Text

    from oncurve.report.console import terminal
    from oncurve.report.table import print_sources

    console = terminal()
    label = world.model(cost.model).label
    console.print(Text(f"What training {label} cost", style="bold"))
    console.print(Text("Median, with the 90% interval in brackets.", style="dim"))
    for scope in cost.scopes.values():
        console.print()
        _print_scope(console, scope)
    if cost.warnings:
        console.print()
        for warning in cost.warnings:
            console.print(Text(f"! {warning}", style="yellow"))
    ids = {each.evidence.source for each in cost.inputs() if each.evidence is not None}
    console.print()
    print_sources([world.catalogue.sources[each] for each in sorted(ids) if each in world.catalogue.sources],
                  more=f"`oncurve cost {cost.model} --json` has all.")


def _print_scope(console: Console, scope: ScopeCost) -> None:
    from rich.text import Text

    estimate = scope.estimate
    console.print(Text.assemble((SCOPES.get(scope.name, scope.name), "bold"), "   ", (_say(estimate), "bold cyan")))
    if estimate.method:
        console.print(Text(f"  {estimate.method}", style="dim"))
    table = _table()
    if len(scope.lines) > 1:
        for line in scope.lines:
            table.add_row("  " + line.name, Text(_say(line.estimate)), Text(line.note))
    if scope.readings:
        table.add_row(Text("  other readings", style="dim italic"), "", "")
    for name, reading in scope.readings.items():
        if isinstance(reading, Estimate):
            table.add_row("  " + name.replace("_", " "), Text(_say(reading)), Text(reading.method))
        else:
            table.add_row("  " + name.replace("_", " "), "not a number", Text(reading.text))
    console.print(table)
    if estimate.drivers:
        drivers = ", ".join(f"{d.name} {d.share_of_variance:.0%}" for d in estimate.drivers[:_MOST_DRIVERS])
        console.print(Text(f"  driven by {drivers}", style="dim"))


def _table() -> Table:
    from rich.table import Table

    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold", style="dim")
    return table


def _say(estimate: Estimate) -> str:
    from oncurve.claims.saying import say_estimate

    return say_estimate(estimate)


def print_costs(answer: EveryCost) -> None:
    """Print every model's cost in each scope, one line a model."""
    from oncurve.report.listing import print_rows

    rows = [{"id": cost.model, **{name: _say(scope.estimate) for name, scope in cost.scopes.items()}}
            for cost in answer.models]
    print_rows(rows, f"{len(rows)} models. No basis for {len(answer.without_basis)}: --json names what each lacks.")


def print_compute(compute: ModelCompute, world: World) -> None:
    """Print a model's training compute by every route."""
    from rich.text import Text

    from oncurve.report.console import terminal

    console = terminal()
    label = world.model(compute.model).label
    console.print(Text.assemble((f"Training compute of {label}", "bold"), "   ",
                                (_say(compute.estimate), "bold cyan")))
    table = _table()
    for name, reading in compute.readings.items():
        table.add_row("  " + name.replace("_", " "), Text(_say(reading)), Text(reading.method))
    console.print(table)
    for warning in compute.warnings:
        console.print(Text(f"! {warning}", style="yellow"))


def print_spend(answer: OrganisationSpend) -> None:
    """Print an organisation's spending: rival figures side by side, never added up."""
    from oncurve.report.listing import print_rows

    rows: list[dict[str, Any]] = [
        {"kind": kind.kind, "period": kind.period, "figure": _say(figure.estimate), "basis": figure.fact.kind,
         "item": str(figure.fact.detail.get("item", "")), "source": figure.fact.source}
        for kind in answer.kinds for figure in kind.figures]
    print_rows(rows, "Several figures of one kind and period are rivals, not parts of a sum.")
