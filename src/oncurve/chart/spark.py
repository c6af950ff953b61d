"""A row of numbers as a row of characters, for terminals."""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["spark", "tornado_row"]

_BARS = "▁▂▃▄▅▆▇█"


def spark(values: Sequence[float], low: float | None = None, high: float | None = None) -> str:
    """The numbers as bars between `low` and `high`, or their own least and most."""
    finite = [value for value in values if math.isfinite(value)]
    bottom = min(finite, default=0.0) if low is None else low
    top = max(finite, default=1.0) if high is None else high
    width = top - bottom or 1.0
    last = len(_BARS) - 1
    return "".join(_BARS[min(max(round((value - bottom) / width * last), 0), last)] if math.isfinite(value) else " "
                   for value in values)


def tornado_row(low: float, high: float, ends: tuple[float, float], middle: float, width: int) -> str:
    """One bar of a tornado: from `low` to `high` on an axis between `ends`, with a mark at `middle`."""
    span = ends[1] - ends[0] or 1.0
    first, last = sorted(min(int((value - ends[0]) / span * width), width - 1) for value in (low, high))
    at = min(int((middle - ends[0]) / span * width), width - 1)
    cells = ["█" if first <= place <= last else " " for place in range(width)]
    cells[at] = "│"
    return "".join(cells)
