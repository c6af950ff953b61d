"""Who held the record: running bests, the first few at each day, and stairs of falling prices."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from oncurve.basis.spread import Array

__all__ = ["records", "rolling_top"]

Flags = npt.NDArray[np.bool_]


def records(days: Array, values: Array, *, lowest: bool = False) -> Flags:
    """Which points beat all that came before them or on the same day, in the order given, shape (N,).

    Args:
        days: when each point came, shape (N,).
        values: shape (N,).
        lowest: whether less is better, as of prices.
    """
    signed = -np.asarray(values, dtype=np.float64) if lowest else np.asarray(values, dtype=np.float64)
    order = np.lexsort((-signed, days))
    best = -np.inf
    found = np.zeros(signed.size, dtype=np.bool_)
    for place in order:
        if signed[place] > best:
            best = signed[place]
            found[place] = True
    return found


def rolling_top(days: Array, values: Array, count: int) -> Flags:
    """Which points were among the `count` highest of all that had come by their own day, ties kept; shape (N,)."""
    values = np.asarray(values, dtype=np.float64)
    return np.asarray([(values[days <= day] > value).sum() < count for day, value in zip(days, values, strict=True)])
