"""Capability and lags for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oncurve.answers.skill import Skill

__all__ = ["print_skill"]


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
