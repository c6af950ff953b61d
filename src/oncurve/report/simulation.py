"""Simulated runs for the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from oncurve.answers.layout_search import LayoutSearch
    from oncurve.answers.reasoning_run import Stage
    from oncurve.answers.simulated_run import SimulatedRun
    from oncurve.answers.world import World

__all__ = ["cells_of", "print_layouts", "print_simulation", "print_stage"]

_LABELS = {
    "step_time_s": "step", "mfu": "model FLOP utilisation", "hfu": "the same with recomputation",
    "model_tflops_per_chip": "model TFLOP/s a chip", "tokens_per_s": "tokens a second",
    "chip_hours_per_trillion_tokens": "chip-hours per trillion tokens", "chip_hours": "chip-hours of the run",
    "days": "days of the run", "goodput": "share of the hours that counts",
    "failures_per_day": "interruptions a day", "memory_gb_per_chip": "memory of the fullest chip",
    "energy_mwh": "energy"}
_CAUSES = {"compute": "matrix products and attention", "memory": "passes over memory", "tp_comm": "tensor traffic",
           "pp_comm": "pipeline traffic", "dp_comm": "data traffic", "ep_comm": "expert traffic",
           "cp_comm": "context traffic", "bubble": "idle stages", "recompute": "recomputation",
           "optimizer": "optimiser"}
_BAR = 40
_SMALLEST = 0.002
_MOST_DRIVERS = 3


def print_simulation(run: SimulatedRun, world: World) -> None:
    """Print a simulated run: its numbers with intervals, where a step's time goes, and what decides it."""
    from rich.table import Table
    from rich.text import Text

    from oncurve.report.console import terminal

    console = terminal()
    layout = run.layout
    label = world.model(run.plan.about).label if run.plan.about else "A model"
    console.print(Text(f"{label} on {layout['chips']:,} x {run.plan.chip.label}, {run.plan.precision}", style="bold"))
    console.print(Text("Median, with the 90% interval in brackets.", style="dim"))
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    for name, words in _LABELS.items():
        if name in run.estimates:
            table.add_row("  " + words, Text(str(run.estimates[name]), style="cyan"))
    console.print(table)
    console.print(Text(f"\nLayout: {cells_of(layout)}", style="bold"))
    if run.inferred:
        console.print(Text(f"  not known, spread over what is legal: {', '.join(run.inferred)}", style="dim"))
    if not run.fits:
        console.print(Text(f"! It does not fit: {run.over_words()}.", style="yellow"))
    console.print(Text("\nWhere the time of a step goes", style="bold"))
    total = sum(run.breakdown.values())
    for name, seconds in sorted(run.breakdown.items(), key=lambda each: -each[1]):
        if seconds / total >= _SMALLEST:
            bar = "█" * round(seconds / total * _BAR)
            console.print(Text(f"  {_CAUSES[name]:30s} {seconds / total:6.1%}  {bar}"))
    drivers = run.estimates["step_time_s"].drivers[:_MOST_DRIVERS]
    if drivers:
        said = ", ".join(f"{each.name} {each.share_of_variance:.0%}" for each in drivers)
        console.print(Text(f"  the interval is driven by {said}", style="dim"))
    _print_ablation(console, run)
    for warning in run.warnings:
        console.print(Text(f"! {warning}", style="yellow"))


def _print_ablation(console: Console, run: SimulatedRun) -> None:
    """The waterfall: what each idea saves where it stands, in both orders."""
    from rich.text import Text

    for order in dict.fromkeys(each.order for each in run.ablation):
        console.print(Text(f"\nTaken away one by one, {order}: chip-hours that each saves there", style="bold"))
        rows = [each for each in run.ablation if each.order == order]
        most = max(*(abs(each.saves.median) for each in rows), 1.0)
        for each in rows:
            bar = "█" * round(abs(each.saves.median) / most * _BAR)
            spread = f"[{each.saves.low / 1e3:,.0f}K to {each.saves.high / 1e3:,.0f}K]"
            console.print(Text(f"  {each.feature:24s}{each.saves.median / 1e3:>8,.0f}K {spread:22s} {bar}"))


def print_layouts(found: LayoutSearch, world: World, model: str = "") -> None:
    """Print the best layouts, the front of time against memory, and why the rest lost."""
    from rich.text import Text

    from oncurve.report.console import terminal

    console = terminal()
    about = world.model(model).label if model else "The model"
    console.print(Text(f"{about}: {found.feasible:,} of {found.evaluated:,} legal layouts fit", style="bold"))
    console.print(Text("Time of a step and memory, median with the 90% interval in brackets.", style="dim"))
    for place, run in enumerate(found.best, 1):
        console.print(Text.assemble((f"\n{place}. ", "bold"), (f"{run.plan.chip.label} ", ""),
                                    (str(run.estimates["step_time_s"]), "bold cyan"),
                                    (f"   {run.estimates['memory_gb_per_chip']}", "cyan")))
        console.print(Text(f"   {cells_of(run.layout)}"))
    if found.pareto:
        console.print(Text("\nLess memory for more time", style="bold"))
        for row in found.pareto[:: max(len(found.pareto) // 6, 1)]:
            console.print(Text(f"  {row['memory_gb_per_chip']:7.1f} GB  {row['step_time_s']:8.3f} s  "
                               f"{cells_of(row['layout'])}"))
    console.print(Text("\nWhy the rest lost", style="bold"))
    for reason, count in found.rejected.items():
        console.print(Text(f"  {count:>12,}  {reason}"))
    for warning in found.warnings:
        console.print(Text(f"! {warning}", style="yellow"))


def print_stage(found: Stage, world: World) -> None:
    """Print a stage that generates tokens: its numbers with intervals, and where the time goes."""
    from rich.text import Text

    from oncurve.report.console import terminal

    console = terminal()
    title = f"{found.stage.capitalize()} of {world.model(found.plan.about).label} on {found.plan.chip.label}"
    console.print(Text(title, style="bold"))
    console.print(Text("Median, with the 90% interval in brackets.", style="dim"))
    for name, each in found.estimates.items():
        console.print(Text.assemble(f"  {name.replace('_', ' '):32s}", (str(each), "cyan")))
    for name, share in found.breakdown.items():
        console.print(Text(f"  {name:10s} {share:6.1%}  {'█' * round(share * _BAR)}"))
    drivers = next(iter(found.estimates.values())).drivers[:_MOST_DRIVERS]
    said = ", ".join(f"{each.name} {each.share_of_variance:.0%}" for each in drivers)
    console.print(Text(f"  the interval is driven by {said}", style="dim"))


def cells_of(layout: Mapping[str, object]) -> str:
    """A layout in one line."""
    return " ".join(f"{name}={value}" for name, value in layout.items() if value not in (False, 0, "none"))
