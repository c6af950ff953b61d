"""Chips in service: what was gained by each quarter, less what has served its time."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from oncurve.basis.spread import Array

__all__ = ["Service", "added", "kept", "summed"]


def added(each: Iterable[Array]) -> Array:
    """The sum of several arrays of one shape, one after the other: none is copied beside the others."""
    parts = iter(each)
    total = next(parts).copy()
    for part in parts:
        total += part
    return total


def summed(gained: Array) -> Array:
    """All that was gained by the end of each quarter; shape (quarter, draw)."""
    return _totals(gained)[1:]


def _totals(gained: Array) -> Array:
    """What was gained before each quarter, and in all; shape (quarter + 1, draw)."""
    total = np.empty((len(gained) + 1, *gained.shape[1:]))
    total[0] = 0.0
    for number, row in enumerate(gained):  # row by row: several times as quick as a cumulative sum down the columns
        np.add(total[number], row, out=total[number + 1])
    return total


def kept(gained: Array, life: Array | float) -> Array:
    """What is left at the end of each quarter of what was gained, if each chip serves for a time and then goes.

    Args:
        gained: in each quarter; shape (quarter, draw).
        life: quarters of service by draw, rounded to whole ones.
    """
    return Service(life, gained.shape).left(gained)


class Service:
    """Where, in the sums of what was gained, that stands which has gone by each quarter and draw.

    Args:
        life: quarters of service by draw.
        shape: of the flows.
    """

    def __init__(self, life: Array | float, shape: tuple[int, ...]) -> None:
        count, n = shape
        steps = np.maximum(np.rint(np.broadcast_to(life, (n,))), 1).astype(np.intp)
        self._first = min(int(steps.min()), count) if n else count
        rows = np.arange(self._first, count)[:, None] + 1 - steps  # in sums whose first row is nothing
        np.maximum(rows, 0, out=rows)
        rows *= n
        self._places = rows + np.arange(n)

    def left(self, gained: Array) -> Array:
        """What is left at the end of each quarter; shape (quarter, draw)."""
        total = _totals(gained)
        if self._first == len(gained):
            return total[1:]
        left = total[1:].copy()
        left[self._first:] -= total.ravel().take(self._places)
        return left
