"""Seconds and bytes of all layouts of a space of the search."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["NEVER", "Single", "Table"]

Single = npt.NDArray[np.float32]
#: Axes of a space.
_AXES = 5
#: Seconds of what does not fit.
NEVER = np.float32(np.inf)


class Table:
    """Seconds of all layouts of a space, in single precision: a column for each set of degrees.

    It is filled anew for each space, in the same memory. What does not fit never ends.

    Args:
        most: layouts of the largest space.
    """

    def __init__(self, most: int) -> None:
        self._seconds, self._fits = np.empty(most, np.float32), np.empty(most, np.bool_)
        self._shape: tuple[int, ...] = (0,) * _AXES
        self._sizes: tuple[Single, ...] = ()
        #: Seconds of each, and whether it fits: recomputation, ways to run stages and sharding down, degrees across.
        self.times: Single = self._seconds[:0].reshape(0, 0)
        self.fits: npt.NDArray[np.bool_] = self._fits[:0].reshape(0, 0)

    def fill(self, shape: tuple[int, ...], seconds: tuple[Any, Any], sizes: tuple[Any, Any], room: float) -> None:
        """Sum both parts of the seconds over all layouts, and see which fit by both parts of the bytes.

        Args:
            shape: how many values there are along each axis.
            seconds: what hangs on how stages are run, and what hangs on what is sharded.
            sizes: bytes of what is sharded, and of all else.
            room: bytes that there are.
        """
        count = prod(shape)
        times, fits = self._seconds[:count].reshape(shape), self._fits[:count].reshape(shape)
        busy, rest = (np.asarray(part, dtype=np.float32) for part in seconds)
        fixed, moving = (np.asarray(part, dtype=np.float32) for part in sizes)
        np.add(busy, rest, out=times)
        np.less_equal(fixed, np.float32(room) - moving, out=fits)
        np.copyto(times, NEVER, where=np.logical_not(fits))
        self._shape, self._sizes = shape, (fixed, moving)
        self.times, self.fits = times.reshape(-1, shape[3] * shape[4]), fits.reshape(-1, shape[3] * shape[4])

    def sizes(self, row: Any, column: Any) -> Single:
        """Bytes of those that stand at these places."""
        places = (*np.unravel_index(row, self._shape[:3]), *np.divmod(column, self._shape[4]))
        fixed, moving = (np.broadcast_to(part, self._shape)[places] for part in self._sizes)
        both: Single = np.add(fixed, moving)
        return both

    def least(self, columns: Any) -> Single:
        """The least bytes of each recomputation and sharding of some columns, however stages are run."""
        experts, row = np.divmod(columns, self._shape[4])
        fixed, moving = (part.min(axis=1, keepdims=True)[
            ..., experts * (part.shape[3] > 1), row * (part.shape[4] > 1)] for part in self._sizes)
        both: Single = np.add(fixed, moving)
        return both

    def below(self, limit: Single, columns: Any) -> tuple[Any, Any]:
        """Row and column of those of some columns that take less than a limit of each recomputation and sharding."""
        some = self.times[:, columns].reshape(*self._shape[:3], columns.size)
        row, column = np.nonzero((some < limit).reshape(-1, columns.size))
        return row, columns[column]
