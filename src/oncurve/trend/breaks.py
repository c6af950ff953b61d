"""Lines with one kink: where it lies, and whether it earns its parameters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oncurve.basis.errors import BadUsage
from oncurve.basis.spread import Array

__all__ = ["Kinked", "fit_kink"]


@dataclass(frozen=True, slots=True)
class Kinked:
    """A line that changes its slope once.

    Args:
        at: where the kink lies.
        before: slope up to it.
        after: slope from it on.
        start: value at the kink.
        gain: how much lower its BIC is than that of a straight line; above 2 it is worth its two parameters.
        n: points before and after.
    """

    at: float
    before: float
    after: float
    start: float
    gain: float
    n: tuple[int, int]

    def value(self, x: float) -> float:
        """The value on the line."""
        return self.start + (self.before if x < self.at else self.after) * (x - self.at)


def fit_kink(x: Array, y: Array, *, grid: Array, fewest: int) -> Kinked:
    """The least-squares line with one kink on a grid.

    Args:
        x: shape (N,).
        y: shape (N,).
        grid: where the kink may lie.
        fewest: points that must stand on either side.

    Raises:
        BadUsage: no place of the grid leaves enough points on both sides.
    """
    best: tuple[float, float, Array] | None = None
    for at in grid:
        if (x < at).sum() < fewest or (x >= at).sum() < fewest:
            continue
        design = np.column_stack([np.ones(x.size), np.minimum(x - at, 0), np.maximum(x - at, 0)])
        found, *_ = np.linalg.lstsq(design, y, rcond=None)
        rest = float(((y - design @ found) ** 2).sum())
        if best is None or rest < best[0]:
            best = rest, float(at), found
    if best is None:
        raise BadUsage(f"No kink leaves {fewest} of {x.size} points on either side", "", "Ask for a straight line.")
    rest, at, found = best
    straight = np.column_stack([np.ones(x.size), x])
    flat, *_ = np.linalg.lstsq(straight, y, rcond=None)
    whole = float(((y - straight @ flat) ** 2).sum())
    gain = x.size * np.log(whole / rest) - 2 * np.log(x.size)
    return Kinked(at, float(found[1]), float(found[2]), float(found[0]), float(gain),
                  (int((x < at).sum()), int((x >= at).sum())))
