"""Slopes where both variables are measured with error."""

from __future__ import annotations

import numpy as np

from oncurve.basis.errors import BadUsage
from oncurve.basis.spread import Array

__all__ = ["deming_slope", "partial_slopes"]


def deming_slope(x: Array, y: Array, error_x: float, error_y: float) -> float:
    """The slope of y over x whose errors have these standard deviations (Deming's line).

    With `error_x` 0 it is the least-squares slope.

    Raises:
        BadUsage: x does not vary.
    """
    off_x, off_y = x - x.mean(), y - y.mean()
    sxx, syy, sxy = float(off_x @ off_x), float(off_y @ off_y), float(off_x @ off_y)
    if sxx == 0:
        raise BadUsage("A slope needs values that differ", "", "Widen the choice.")
    if error_x == 0:
        return sxy / sxx
    if sxy == 0:
        return 0.0
    ratio = (error_y / error_x) ** 2
    gap = syy - ratio * sxx
    return float((gap + np.sqrt(gap**2 + 4 * ratio * sxy**2)) / (2 * sxy))


def partial_slopes(x: Array, t: Array, y: Array, error_x: Array) -> tuple[float, float]:
    """Slopes of y over x and over t together, where x alone is measured with error.

    The spread of x around its line over t is freed of the part that error makes, which would flatten the slope.

    Args:
        x: shape (N,), with errors.
        t: shape (N,), exact.
        y: shape (N,).
        error_x: standard deviation of the error of each x, shape (N,).

    Raises:
        BadUsage: x varies no more around its line over t than its errors make it.
    """
    off_t = t - t.mean()
    along = float(off_t @ x / (off_t @ off_t))
    rest = x - x.mean() - along * off_t
    true = float(rest @ rest) - float((error_x**2).sum())
    if true <= 0:
        raise BadUsage("The spread of the first variable is all error", "", "Take points that are better known.")
    slope = float(rest @ (y - y.mean())) / true
    return slope, float(off_t @ (y - y.mean()) / (off_t @ off_t)) - slope * along
