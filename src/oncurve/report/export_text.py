"""Pictures of export answers in characters: a chip's status over time, and the frontier of what a rule allows."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

from oncurve.export.status import STATUSES, plainly
from oncurve.report.export_axes import DENSITIES, DENSITY, PERFORMANCES, TPP, along

if TYPE_CHECKING:
    from oncurve.answers.export_design import ExportDesign
    from oncurve.answers.export_history import ExportHistory

__all__ = ["design_text", "history_text"]

_LEFT = 24
_HEIGHT = 18


def history_text(history: ExportHistory, width: int = 100) -> str:
    """The strip of a chip's status: time to the right, a row for each status that occurs, the strictest on top.

    Args:
        history: the chip through the years.
        width: characters there are.
    """
    first = history.stretches[0].start
    last = history.shown_until
    cells = max(width - _LEFT - 2, 20)
    days = max((last - first).days, 1)

    def at(day: dt.date) -> int:
        return min(round((min(day, last) - first).days / days * cells), cells)

    rows = []
    for status in reversed(STATUSES):
        mine = [each for each in history.stretches if each.status == status]
        written = [each for each in history.stretches if each.written == status != each.status]
        if not mine and not written:
            continue
        row = [" "] * cells
        for each in (*written, *mine):
            start, end = at(each.start), at(each.end or last)
            mark = "█" if each.status == status else "░"
            row[start : max(end, start + 1)] = mark * max(end - start, 1)
        rows.append(f"{plainly(status):>{_LEFT}} {''.join(row[:cells])}")
    years = [" "] * (cells + 4)
    for year in range(first.year + 1, last.year + 1):
        place = at(dt.date(year, 1, 1))
        years[place : place + 4] = str(year)
    rows.append(" " * (_LEFT + 1) + "".join(years).rstrip())
    if any(each.written != each.status for each in history.stretches):
        rows.append(f"{'░':>{_LEFT}} as written, and not enforced")
    return "\n".join(rows)


def design_text(design: ExportDesign, width: int = 100) -> str:
    """The frontier of performance against density, on logarithmic axes: shaded what may go, with real chips.

    Args:
        design: the frontier.
        width: characters there are.
    """
    cells = max(min(width, 100) - 10, 30)

    def across(density: float) -> int:
        return round(along(density, DENSITY) * (cells - 1))

    def down(tpp: float) -> int:
        return round((1 - along(tpp, TPP)) * (_HEIGHT - 1))

    canvas = [[" "] * cells for _ in range(_HEIGHT)]
    for band in design.by_density:
        top = down(band.most) + 1 if band.most > 0 else _HEIGHT
        for row in range(0 if band.most == math.inf else top, _HEIGHT):
            for column in range(across(band.low), across(band.high) + (band.high == math.inf)):
                canvas[row][column] = "░"
    for chip in sorted(design.placed, key=lambda each: each["allowed"]):
        canvas[down(chip["tpp"])][across(chip["performance_density"])] = "●" if chip["allowed"] else "○"
    for chip in (each for each in design.placed if each["on_frontier"]):
        _label(canvas[down(chip["tpp"])], across(chip["performance_density"]), chip["label"])
    ticks = {down(value): f"{value:,}" for value in PERFORMANCES}
    lines = [f"{ticks.get(number, ''):>8} {''.join(row).rstrip()}" for number, row in enumerate(canvas)]
    foot = [" "] * (cells + 4)
    for value in DENSITIES:
        place = min(across(value), cells - len(str(value)))
        foot[place : place + len(str(value))] = str(value)
    lines.append(" " * 9 + "".join(foot).rstrip())
    lines.append(" " * 9 + "density in TPP per mm2 (across), TPP (upwards)")
    lines.append(" " * 9 + "░ may go if it is for data centres   ● may go   ○ may not")
    return "\n".join(lines)


def _label(row: list[str], place: int, label: str) -> None:
    """Writes a name beside a mark, where no other mark or name stands."""
    for start in (place + 1, place - len(label)):
        here = row[start : start + len(label)]
        if start >= 0 and len(here) == len(label) and all(each in " ░" for each in here):
            row[start : start + len(label)] = label
            return
