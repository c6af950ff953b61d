"""Capability and lags for the terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oncurve.answers.lag import LagAnswer
    from oncurve.answers.skill import Skill
    from oncurve.basis.estimate import Estimate

__all__ = ["print_lag", "print_skill"]


def print_skill(found: Skill) -> None:
    """Print models on one scale, best first, and the cells that were predicted."""
    from oncurve.report.listing import print_rows

    rows = [{"model": row["model"], "capability": f"{row['capability']:.1f}",
             "90% interval": f"{row['low']:.1f} to {row['high']:.1f}", "released": row["date"] or ""}
            for row in found.models]
    print_rows(rows, found.scale)
    if found.predictions:
        cells = [{"model": row["model"], "benchmark": row["benchmark"], "score": f"{row['score']:.1%}",
                  "90% interval": f"{row['low']:.1%} to {row['high']:.1%}"} for row in found.predictions]
        print_rows(cells, "Expected scores, with the interval of a new score.")


def print_lag(found: LagAnswer) -> None:
    """Print each measure with its interval, its definition and what the public fit says of the same."""
    from rich.text import Text

    from oncurve.report.console import terminal
    from oncurve.report.listing import print_rows

    console = terminal()
    console.print(Text(f"How far {found.subject} trails {found.behind}, in months", style="bold"))
    console.print(Text("Median, with the 90% interval in brackets; negative is ahead.", style="dim"))
    rows = []
    for row in found.measures:
        public = [str(rival["months"]) for rival in row.rivals if rival["months"] is not None]
        rows.append({"measure": row.measure, "months": _months(row.estimate), "public fit": ", ".join(public),
                     "definition": row.definition})
    print_rows(rows, "Definitions differ: none of them is the lag.")
    for warning in found.warnings:
        console.print(Text(f"! {warning}", style="yellow"))


def _months(estimate: Estimate) -> str:
    low, middle, high = (f"{value:.1f}" if math.isfinite(value) else "ahead of all"
                         for value in (estimate.low, estimate.median, estimate.high))
    return middle if estimate.exact else f"{middle} [{low} to {high}]"
