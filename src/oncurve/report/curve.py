"""Rates and points on curves for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oncurve.answers.on_trend import OnTrend
    from oncurve.answers.trends import Trend

__all__ = ["print_on_trend", "print_trend"]


def print_trend(found: Trend) -> None:
    """Print the rate by each method, then what others have published."""
    from rich.text import Text

    from oncurve.report.console import terminal
    from oncurve.report.listing import print_rows

    console = terminal()
    console.print(Text(f"{found.what}, a factor a year", style="bold"))
    console.print(Text("Median, with the interval in brackets; methods are rivals, not parts.", style="dim"))
    rows = [{"method": each.name, "per year": _factor(each.per_year.to_dict()), "definition": each.definition}
            for each in found.methods]
    print_rows(rows, f"{len(found.points)} points; --json has them.")
    published = [{"source": row["source"], "per year": _factor(row["per_year"]), "definition": row["definition"]}
                 for row in found.rivals]
    if published:
        print_rows(published, "As published.")
    for warning in found.warnings:
        console.print(Text(f"! {warning}", style="yellow"))


def _factor(plain: dict[str, Any]) -> str:
    middle, low, high = (plain.get(name) for name in ("median", "low", "high"))
    ends = "" if low is None or high is None or low == high else f"[{low:.3g} to {high:.3g}]"
    return " ".join(part for part in ("" if middle is None else f"{middle:.3g}x", ends) if part)


def print_on_trend(found: Sequence[OnTrend]) -> None:
    """Print seen against expected for each pair, by cost and by compute."""
    from rich.text import Text

    from oncurve.report.console import terminal
    from oncurve.report.listing import print_rows

    console = terminal()
    for each in found:
        cost = each.cost
        console.print(Text(f"{cost.model} against {cost.against}, {each.scope.replace('_', ' ')}", style="bold"))
        rows = [{"": "seen", "ratio": str(cost.seen), "no cheaper than that": ""}]
        rows += [{"": row.rate, "ratio": str(row.estimate), "no cheaper than that": f"{row.probability:.0%}"}
                 for row in cost.expected]
        print_rows(rows, f"Over all rates: an expected point with probability {cost.probability:.0%}.")
        if each.compute is not None:
            console.print(Text(f"By training compute: seen {each.compute.seen}, expected with probability "
                               f"{each.compute.probability:.0%}."))
        if each.handicap is not None:
            spread = each.handicap.spread
            console.print(Text(f"Handicap in capability: {spread.median:.2f}x of compute "
                               f"[{spread.low:.2f} to {spread.high:.2f}]."))
        if cost.hinge is not None:
            console.print(Text(f"Decided by {cost.hinge.name}.", style="dim"))
