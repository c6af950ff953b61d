"""Steps by which chains move scores of models and loads of benchmarks, each taken or left by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from oncurve.basis.spread import Array
from oncurve.capability.cells import Cells
from oncurve.capability.factors import FREEDOM
from oncurve.capability.priors import taken

__all__ = ["Step"]

#: by how much the diagonal of a proposal's precision is raised, which keeps it definite when rounded
_DEFINITE = 1e-9


@dataclass(slots=True)
class Step:
    """A proposal for all models or all benchmarks at once, by Gauss and Newton from where they stand.

    Args:
        cells: the scores.
        noise: by benchmark, shape (C, B).
        random: for the proposals.
        tests: whether benchmarks move, not models.
        side: by what the moved parameters are multiplied in the odds, of each of the other kind, shape (C, S, P).
        lean: slope of the log density of the prior, (C, size, P), and a precision near its curvature, one P more.
    """

    cells: Cells
    noise: Array
    random: np.random.Generator
    tests: bool
    side: Array
    lean: Callable[[Array], tuple[Array, Array]]

    def take(self, at: Array, share_of: Callable[[Array], Array], prior_of: Callable[[Array], Array]) -> None:
        """Propose, and write what is taken into `at`, shape (C, size, P).

        Args:
            at: where the chains stand.
            share_of: the expected score of each cell from such parameters, shape (C, N).
            prior_of: their log density before the scores are seen, shape (C, size).
        """
        size = at.shape[2]
        square = (self.side[..., :, None] * self.side[..., None, :]).reshape(*self.side.shape[:2], size * size)
        second, root, slope, fit = self._normal(at, share_of(at), square)
        free = self.random.standard_normal(at.shape)
        trial = at + np.linalg.solve(second, slope[..., None] + root @ free[..., None])[..., 0]
        back, root_back, slope_back, fit_trial = self._normal(trial, share_of(trial), square)
        there = _log_size(root) - 0.5 * (free**2).sum(2)
        rest = root_back.swapaxes(2, 3) @ (at - trial - np.linalg.solve(back, slope_back[..., None])[..., 0])[..., None]
        here = _log_size(root_back) - 0.5 * (rest[..., 0] ** 2).sum(2)
        gain: Array = self._grid(fit_trial - fit).sum(2) + prior_of(trial) - prior_of(at) + here - there
        yes = taken(gain, self.random)
        at[yes] = trial[yes]

    def _grid(self, values: Array) -> Array:
        """Values of cells as a grid whose rows are what moves, shape (C, size, S)."""
        found = self.cells.spread(values)
        return found.transpose(0, 2, 1) if self.tests else found

    def _normal(self, at: Array, share: Array, square: Array) -> tuple[Array, Array, Array, Array]:
        """Precision of the proposal from there, its root, the slope that pulls it, and each cell's log likelihood."""
        cells, floor = self.cells, self.cells.floor
        variance, fit = cells.likelihood(share, self.noise)
        rise, off = (share - floor) * (1 - share) / (1 - floor), cells.score - share
        trust = (FREEDOM + 1) / (FREEDOM + off**2 / variance) / variance
        lean, metric = self.lean(at)
        second = (self._grid(trust * rise**2) @ square).reshape(metric.shape) + metric
        place = np.arange(at.shape[2])
        second[..., place, place] *= 1 + _DEFINITE
        slope = self._grid(trust * rise * off) @ self.side + lean
        return second, np.asarray(np.linalg.cholesky(second), dtype=np.float64), slope, fit


def _log_size(root: Array) -> Array:
    return np.asarray(np.log(np.diagonal(root, axis1=-2, axis2=-1)).sum(-1))
