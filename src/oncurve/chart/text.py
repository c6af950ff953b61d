"""The interval strip in characters, for terminals: one line a mark, on one axis."""

from __future__ import annotations

import math
from collections.abc import Callable

from oncurve.chart.axis import Axis
from oncurve.chart.strip import Mark

__all__ = ["text_axis", "text_strip"]

#: what stands at the ends, along, and in the middle of a mark
CLAIM = "░░░◆"
ESTIMATE = "├─┤●"


def text_strip(mark: Mark, axis: Axis, width: int, glyphs: str = ESTIMATE) -> str:
    """A mark as so many characters.

    Args:
        mark: what is shown; an open side ends in an arrow.
        axis: the scale that all marks share.
        width: how many characters.
        glyphs: the characters of its left end, its length, its right end and its middle.
    """
    cells = [" "] * width
    low, middle, high = (_cell(axis, value, width) for value in (mark.low, mark.middle, mark.high))
    if mark.low < mark.high:
        cells[low:high + 1] = glyphs[1] * (high - low + 1)
        cells[low] = glyphs[0] if math.isfinite(mark.low) else "◂"
        cells[high] = glyphs[2] if math.isfinite(mark.high) else "▸"
    cells[middle] = glyphs[3]
    return "".join(cells)


def text_axis(axis: Axis, width: int, say: Callable[[float], str]) -> tuple[str, str]:
    """The line of an axis with its ticks, and the words under them, each at most `width` characters long."""
    line, words = ["─"] * width, [" "] * width
    free = 0
    for tick in axis.ticks:
        at = _cell(axis, tick, width)
        line[at] = "┴"
        text = say(tick)
        start = min(max(at - len(text) // 2, 0), width - len(text))
        if start >= free:
            words[start:start + len(text)] = text
            free = start + len(text) + 2
    return "".join(line), "".join(words).rstrip()


def _cell(axis: Axis, value: float, width: int) -> int:
    return min(int(axis.place(value) * width), width - 1)
