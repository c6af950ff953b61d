"""Simulated runs for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oncurve.answers.simulated_run import SimulatedRun
    from oncurve.answers.world import World

__all__ = ["print_simulation"]

_LABELS = {
    "step_time_s": "step", "mfu": "model FLOP utilisation", "hfu": "the same with recomputation",
    "model_tflops_per_chip": "model TFLOP/s a chip", "tokens_per_s": "tokens a second",
    "chip_hours_per_trillion_tokens": "chip-hours per trillion tokens", "chip_hours": "chip-hours of the run",
    "days": "days of the run", "memory_gb_per_chip": "memory of the fullest chip", "energy_mwh": "energy"}
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
    shown = " ".join(f"{name}={value}" for name, value in layout.items() if value not in (False, 0))
    console.print(Text(f"\nLayout: {shown}", style="bold"))
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
    for warning in run.warnings:
        console.print(Text(f"! {warning}", style="yellow"))
