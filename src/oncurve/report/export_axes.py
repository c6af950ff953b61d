"""The axes on which each picture of an export frontier stands, so that a chip has one place in all of them."""

from __future__ import annotations

import math

__all__ = ["DENSITIES", "DENSITY", "PERFORMANCES", "TPP", "along"]

#: the least and the most density that is shown, in TPP per mm2, and the numbers that stand beside the axis
DENSITY, DENSITIES = (0.5, 100.0), (1, 10, 100)
#: the least and the most TPP that is shown, and the numbers that stand beside the axis
TPP, PERFORMANCES = (500.0, 250_000.0), (1000, 10_000, 100_000)


def along(value: float, axis: tuple[float, float]) -> float:
    """Where a value stands on a logarithmic axis, from 0 at its least to 1 at its most; beyond them at the end."""
    low, high = axis
    return math.log(min(max(value, low), high) / low) / math.log(high / low)
