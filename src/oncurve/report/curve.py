"""Rates and points on curves for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oncurve.answers.on_trend import OnTrend
    from oncurve.answers.recipes import Recipes
    from oncurve.answers.trends import Trend

__all__ = ["print_backtest", "print_on_trend", "print_recipes", "print_trend"]


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
        rows = [{"": "seen", "between": "", "ratio": str(cost.seen), "no cheaper than that": ""}]
        rows += [{"": f"expected at the rate of {row.rate}", "between": f"{row.gap}s", "ratio": str(row.estimate),
                  "no cheaper than that": f"{row.probability:.0%}"} for row in cost.expected]
        print_rows(rows, f"Over all rates: an expected point with probability {cost.probability:.0%}.")
        if each.compute is not None:
            console.print(Text(f"By training compute: seen {each.compute.seen}, expected with probability "
                               f"{each.compute.probability:.0%}."))
        if each.handicap is not None:
            spread = each.handicap.spread
            console.print(Text(f"Handicap in capability: {spread.median:.2g}x of compute "
                               f"[{spread.low:.2g} to {spread.high:.2g}]."))
        if cost.hinge is not None:
            console.print(Text(f"Decided by {cost.hinge.name}.", style="dim"))
        _print_records(each)


def _print_records(found: OnTrend) -> None:
    """Print who did as well with less compute than any before, and who first saved what rates expect."""
    from rich.text import Text

    from oncurve.report.console import terminal
    from oncurve.report.listing import print_rows

    if not found.records:
        return
    terminal().print(Text(f"As good as {found.cost.against} (within 3 points of the index) with less training compute "
                          "than any before", style="bold"))
    first = found.first_saving
    words = (f"The first to save what a published rate expects: {first.model.name}, from {first.model.country}."
             if first else "None saves what the slowest published rate expects.")
    print_rows([{"model": each.model.name, "maker": each.model.organisation, "from": each.model.country,
                 "released": each.model.date.isoformat(), "times less": f"{each.saving:.3g}",
                 "expected": f"{each.expected[0]:.3g} to {each.expected[1]:.3g}"} for each in found.records], words)


def print_backtest(found: dict[str, Any]) -> None:
    """Print how forecasts did: coverage, score, skill against rivals, and a line a kind."""
    from rich.text import Text

    from oncurve.report.console import terminal
    from oncurve.report.listing import print_rows

    console = terminal()
    level = found.get("level", 0.9)
    console.print(Text(f"{found['n']} predictions; {level:.0%} intervals hold {found['coverage']:.1%} of what came",
                       style="bold"))
    for name, value in found["skill"].items():
        ends = found.get("skill_intervals", {}).get(name)
        interval = f" [{ends[0]:.1%} to {ends[1]:.1%}]" if ends else ""
        console.print(Text(f"  better than {name.replace('_', ' ')} by {value:.1%}{interval}"))
    kinds = found.get("by_kind", {})
    if kinds:
        print_rows([{"kind": name, "n": str(row["n"]), "coverage": f"{row['coverage']:.1%}",
                     **{f"over {rival.replace('_', ' ')}": f"{value:.1%}" for rival, value in row["skill"].items()}}
                    for name, row in kinds.items()], "Skill is one less the ratio of scores (CRPS); above 0 is better.")
    if "reliability" in found:
        most = max(found["reliability"]) or 1
        console.print(Text("Where what came fell among the forecast's values, by tenths:", style="dim"))
        for place, count in enumerate(found["reliability"]):
            console.print(Text(f"  {place / 10:.1f}  {'#' * round(count / most * 40)} {count}"))
    for warning in found.get("warnings", []):
        console.print(Text(f"! {warning}", style="yellow"))


def print_recipes(found: Recipes) -> None:
    """Print the multiplier, and how it goes with the level, as bars on a scale of factors."""
    import math

    from rich.text import Text

    from oncurve.report.console import terminal
    from oncurve.report.listing import print_rows

    console = terminal()
    made = found.estimate
    console.print(Text(f"The second recipe needs {made.median:.3g} times less {found.resource.replace('_', '-')} "
                       f"[{made.low:.3g} to {made.high:.3g}]", style="bold"))
    most = max(abs(math.log(row["median"])) for row in found.levels) or 1.0
    rows = [{found.measure: f"{row[found.measure]:.4g}", "times less": f"{row['median']:.3g}",
             "90% interval": f"{row['low']:.3g} to {row['high']:.3g}",
             "": ("+" if row["median"] >= 1 else "-") * max(round(abs(math.log(row["median"])) / most * 30), 1)}
            for row in found.levels]
    print_rows(rows, "At levels that both recipes reach.")
    for warning in found.warnings:
        console.print(Text(f"! {warning}", style="yellow"))
