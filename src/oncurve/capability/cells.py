"""How likely the scores of a table are, by cell: Student's noise, and ends of the scale that hide what lies beyond."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from oncurve.basis.spread import Array
from oncurve.capability.factors import FREEDOM, Grid, noise_shape

__all__ = ["Cells", "below"]

Indices = npt.NDArray[np.intp]
_LOG_PEAK = (math.lgamma((FREEDOM + 1) / 2) - math.lgamma(FREEDOM / 2) - math.log(FREEDOM * math.pi) / 2)
_TINY = 1e-300
_SIX = 6.0


@dataclass(slots=True)
class Cells:
    """The cells that hold a score.

    Args:
        m: the model of each, shape (N,).
        b: the benchmark of each.
        score: as a fraction; shape (C, N) where each chain has scores of its own.
        error: squared standard error.
        floor: what guessing gets.
        shape: of the grid, (M, B).
        heat: multiplies all variances, so that hot chains pass from one mode to another.
    """

    m: Indices
    b: Indices
    score: Array
    error: Array
    floor: Array
    shape: tuple[int, int]
    heat: float = 1.0

    @classmethod
    def of(cls, grid: Grid) -> Cells:
        """The cells of a grid that hold a score."""
        m, b = np.nonzero(grid.weight)
        models, benchmarks = grid.weight.shape
        return cls(m, b, grid.score[m, b], grid.error[m, b], grid.floor[b], (models, benchmarks))

    def at(self, grid: Array) -> Array:
        """The values of a grid (C, M, B) in the cells, shape (C, N)."""
        return np.asarray(grid[:, self.m, self.b])

    def spread(self, values: Array) -> Array:
        """A grid (C, M, B) that holds such values (C, N) in the cells, and 0 elsewhere."""
        found = np.zeros((values.shape[0], *self.shape))
        found[:, self.m, self.b] = values
        return found

    def likelihood(self, share: Array, noise: Array) -> tuple[Array, Array]:
        """Variance and log likelihood of each cell, Student's; both (C, N)."""
        variance = self.heat * (noise[:, self.b] * noise_shape(share) + self.error)
        off = (self.score - share) / np.sqrt(variance)
        found = _LOG_PEAK - 0.5 * np.log(variance) - (FREEDOM + 1) / 2 * np.log1p(off**2 / FREEDOM)
        for ends, sign in ((self.score <= 0, 1.0), (self.score >= 1, -1.0)):
            if ends.any():
                at = (..., ends) if ends.ndim == 1 else ends
                found[at] = np.log(np.maximum(below(sign * off[at]), _TINY))
        return variance, found


def below(off: Array) -> Array:
    """The share of Student's distribution of six degrees of freedom that lies below, of the shape of `off`."""
    assert FREEDOM == _SIX, "this closed form is of six degrees of freedom"
    part = off / np.sqrt(FREEDOM + off**2)
    rest = 1 - part**2
    return np.asarray(0.5 + part / 2 * (1 + rest / 2 + 3 * rest**2 / 8))
