"""Who could make a run, for the terminal."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oncurve.basis.estimate import Estimate
    from oncurve.scenario.able import AbleAnswer
    from oncurve.scenario.able_hindcast import AbleHindcast

__all__ = ["print_able", "print_hindcast"]

_LIKELY = 0.05


def print_able(found: AbleAnswer) -> None:
    """Print the count, each developer with what binds it, and the counts over time."""
    from rich.text import Text

    from oncurve.chart.spark import spark
    from oncurve.report.console import terminal
    from oncurve.report.listing import print_rows
    from oncurve.report.short import short

    console, question = terminal(), found.question
    given = f"${short(question.budget, '')}, or " if question.budget is not None else ""
    needed = f"{given}{short(found.needed.median, 'FLOP')} FLOP,"
    console.print(Text(f"A run of {needed} begun on {question.on}: {found.count.median:.0f} developers could "
                       f"[{found.count.low:.0f} to {found.count.high:.0f}]", style="bold"))
    rows = [{"developer": each.id, "country": each.country, "probability": f"{each.probability:.0%}",
             "what binds": each.limit,
             "could put in": short(each.estimate.median, "FLOP") if each.estimate.median else "too late",
             "has shown": "not told" if each.shown is None else short(each.shown, "FLOP")}
            for each in found.organisations if each.probability >= _LIKELY]
    print_rows(rows, f"{len(found.organisations) - len(rows)} more have less than {_LIKELY:.0%}; --json has all.")
    for kind in dict.fromkeys(point.kind for point in found.over_time):
        line = [point for point in found.over_time if point.kind == kind]
        most = max(point.high for point in line)
        ends = ", ".join(f"{each.median:.0f} on {each.date}" for each in (line[0], line[-1]))
        bars = spark([each.median for each in line], 0, most)
        console.print(Text.assemble(f"  frontier {kind:<12}", (bars, "cyan"), f"  {ends}"))
    console.print(Text("  A frontier run grows from day to day; each bar is how many could make that of its quarter.",
                       style="dim"))
    console.print(Text(f"Fewer than {question.count} could make a frontier {question.kind} run from "
                       f"{_day(found.crosses)}."))
    for warning in found.warnings:
        console.print(Text(f"! {warning}", style="yellow"))


def _day(crosses: Estimate) -> str:
    def word(value: float) -> str:
        return dt.date.fromordinal(round(value)).isoformat() if math.isfinite(value) else "never in four years"

    if crosses.low == crosses.high:
        return word(crosses.median)
    return f"{word(crosses.median)} [{word(crosses.low)} to {word(crosses.high)}]"


def print_hindcast(found: AbleHindcast) -> None:
    """Print what January 2025 foresaw beside what came, and the scores."""
    from oncurve.report.console import terminal
    from oncurve.report.listing import print_rows

    days = list(found.brier)
    rows = []
    for each in sorted({row.id for row in found.rows}):
        mine = {row.by: row for row in found.rows if row.id == each}
        cells = {f"by {day}": f"{mine[day].probability:.0%}" + " ✓" * mine[day].released for day in days if day in mine}
        rows.append({"developer": each} | cells)
    print_rows(rows, "Foreseen in January 2025; ✓ had a model of DeepSeek-R1's class out.")
    for day in days:
        median, low, high, came = found.counts[day]
        terminal().print(f"By {day}: {median:.0f} [{low:.0f} to {high:.0f}] could, {came} had one out. "
                         f"Brier score {found.brier[day]:.3f}; one probability for all: {found.baseline[day]:.3f}.")
