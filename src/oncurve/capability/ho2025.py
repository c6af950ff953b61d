"""The public one-dimensional fit of benchmarks to one scale (Ho et al. 2025), to its exact minimum.

A model's score on a benchmark is the logistic of slope times (capability less difficulty). Minimised is half the sum
of squared residuals, plus half of a ridge on all free parameters: the objective of Epoch AI's benchmark-stitching.
Here by Newton's method with the whole second derivative; the block of the capabilities is diagonal and is eliminated,
so that each step solves a system of the size of the benchmarks alone.

    @misc{ho2025, title={A Rosetta Stone for AI Benchmarks}, author={Ho, Anson and others}, year={2025},
      eprint={2512.00193}, archivePrefix={arXiv}}
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from oncurve.basis.errors import BadUsage
from oncurve.basis.spread import Array
from oncurve.capability.table import ScoreTable

__all__ = ["OneDimension", "fit_ho2025", "refit_ho2025"]

Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]
RIDGE = 0.1
_SLOPES = (0.1, 10.0)
_MOST_STEPS = 200
_CLOSE = 1e-13
_NEAR = 1e-2
_FIRST_DAMPING = 1e-2
_MOST_DAMPING = 1e9


@dataclass(frozen=True, slots=True, eq=False)
class OneDimension:
    """A fit: predicted scores are `logistic(slope * (capability - difficulty))`.

    Args:
        capability: shape (M,), shifted so that the anchor's difficulty is 0.
        difficulty: shape (B,).
        slope: shape (B,), 1 for the anchor.
        cost: half the squared residuals plus half the ridge, at the minimum.
        steps: how many Newton steps it took.
    """

    capability: Array
    difficulty: Array
    slope: Array
    cost: float
    steps: int

    def predict(self) -> Array:
        """The score of every model on every benchmark, shape (M, B)."""
        return np.asarray(1 / (1 + np.exp(-self.slope * (self.capability[:, None] - self.difficulty))))


_Place = tuple[Array, Array, Array]


@dataclass(slots=True)
class _Problem:
    """The objective over a point (capabilities, difficulties, slopes), from the N cells that hold a score.

    Args:
        model: of each cell, shape (N,).
        test: the benchmark of each.
        weight: how often each counts.
        score: as a fraction.
        shape: how many models and benchmarks there are.
        within: squares of scores about the mean of their cell, which no point changes.
        anchor: the benchmark whose slope is fixed.
        ridge: strength of the ridge, over the number of free parameters.
    """

    model: Indices
    test: Indices
    weight: Array
    score: Array
    shape: tuple[int, int]
    within: float
    anchor: int
    ridge: float

    @property
    def pull(self) -> float:
        """The ridge on each free parameter."""
        models, benchmarks = self.shape
        return float(self.ridge / (models + 2 * benchmarks - 1))

    def cost(self, point: _Place) -> tuple[float, Array]:
        """The objective, and the score expected in each cell, shape (N,)."""
        c, d, a = point
        share = _logistic(a[self.test] * (c[self.model] - d[self.test]))
        off = share - self.score
        free = float(c @ c + d @ d + a @ a) - float(a[self.anchor]) ** 2
        squares = float((self.weight * off) @ off)
        return 0.5 * (squares + self.within + float(self.pull * free)), share

    def step(self, point: _Place, share: Array, damping: float, whole: bool) -> _Place | None:
        """The damped step, with the whole second derivative or Gauss and Newton's; None where it is not positive."""
        c, d, a = point
        models, size = self.shape
        slope, gap = a[self.test], c[self.model] - d[self.test]
        off, steep = share - self.score, share * (1 - share)
        first = self.weight * off * steep
        second = self.weight * steep * (steep + off * (1 - 2 * share) if whole else steep)
        by_c = second * slope * slope
        mixed = second * slope * gap + (first if whole else 0.0)
        by_slope = self.sum(first * gap)
        fixed = ((a <= _SLOPES[0]) & (by_slope > 0)) | ((a >= _SLOPES[1]) & (by_slope < 0))
        fixed[self.anchor] = True
        grad_c = np.bincount(self.model, first * slope, models) + self.pull * c
        grad = np.concatenate([self.pull * d - self.sum(first * slope),
                               np.where(fixed, 0.0, by_slope + self.pull * a)])
        own = np.bincount(self.model, by_c, models) + self.pull
        own = own + damping * np.maximum(np.abs(own), self.pull)
        if not (own > 0).all():
            return None
        cross = np.zeros((models, 2 * size))
        place = 2 * size * self.model + self.test
        cross.put(place, -by_c)
        cross.put(place + size, np.where(fixed[self.test], 0.0, mixed))
        block = self._block(self.sum(by_c), self.sum(mixed), self.sum(second * gap * gap), fixed, damping)
        root = np.sqrt(own)
        cross /= root[:, None]
        block -= cross.T @ cross
        try:
            np.linalg.cholesky(block)
        except np.linalg.LinAlgError:
            return None
        shared = -np.linalg.solve(block, grad - (grad_c / root) @ cross)
        return -(grad_c / root + cross @ shared) / root, shared[:size], np.where(fixed, 0.0, shared[size:])

    def sum(self, values: Array) -> Array:
        """Values of cells added up by benchmark, shape (B,)."""
        return np.asarray(np.bincount(self.test, values, self.shape[1]), dtype=np.float64)

    def _block(self, by_c: Array, mixed: Array, by_a: Array, fixed: Flags, damping: float) -> Array:
        """Second derivatives among difficulties and slopes, damped, from sums over models; shape (2B, 2B)."""
        size = by_a.size
        block = np.zeros((2 * size, 2 * size))
        place = np.arange(size)
        own_d = by_c + self.pull
        own_a = np.where(fixed, 1.0, by_a + self.pull)
        block[place, place] = own_d + damping * np.maximum(np.abs(own_d), self.pull)
        block[place + size, place + size] = own_a + damping * np.maximum(np.abs(own_a), self.pull)
        block[place, place + size] = block[place + size, place] = np.where(fixed, 0.0, -mixed)
        return block


def _logistic(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -500.0, 500.0))))


def fit_ho2025(table: ScoreTable, anchor: str = "Winogrande", *, ridge: float = RIDGE,
               start: OneDimension | None = None, weights: Array | None = None) -> OneDimension:
    """Fit the table by the public objective.

    Args:
        table: scores, as fractions.
        anchor: the benchmark whose slope is 1 and whose difficulty becomes 0.
        ridge: strength of the ridge, over the number of free parameters; the public value is 0.1.
        start: a fit to start from.
        weights: how often each score counts, shape (N,).

    Raises:
        BadUsage: the table does not hold the anchor.
    """
    if anchor not in table.benchmarks:
        raise BadUsage(f"The table has no benchmark {anchor!r}", "", f"Anchor on one of its {len(table.benchmarks)}.")
    weight, score, within = table.cells(weights)
    model, test = np.nonzero(weight)
    problem = _Problem(model, test, weight[model, test], score[model, test], table.shape, within,
                       table.benchmarks.index(anchor), ridge)
    return _minimise(problem, _start(problem, start))


def refit_ho2025(table: ScoreTable, fit: OneDimension, times: int, *, seed: int = 0,
                 anchor: str = "Winogrande") -> Array:
    """Capabilities of refits to resampled rows, each model keeping its number of scores; shape (times, M)."""
    random = np.random.default_rng(seed)
    order = np.argsort(table.model, kind="stable")
    counts = np.bincount(table.model, minlength=len(table.models))
    first = np.repeat(np.cumsum(counts) - counts, counts)
    found = []
    for _ in range(times):
        taken = first + np.floor(random.random(order.size) * np.repeat(counts, counts)).astype(np.intp)
        weights = np.bincount(order[taken], minlength=order.size).astype(np.float64)
        found.append(fit_ho2025(table, anchor, start=fit, weights=weights).capability)
    return np.stack(found)


def _start(problem: _Problem, start: OneDimension | None) -> _Place:
    if start is not None:
        return start.capability.copy(), start.difficulty.copy(), start.slope.copy()
    weight, models = problem.weight, problem.shape[0]
    mean = np.clip(problem.sum(weight * problem.score) / np.maximum(problem.sum(weight), 1.0), 0.05, 0.95)
    d = -np.log(mean / (1 - mean))
    off = weight * (problem.score - mean[problem.test])
    c = 4 * np.bincount(problem.model, off, models) / (np.bincount(problem.model, weight, models) + 1)
    return c, d, np.ones(d.size)


def _centred(c: Array, d: Array, a: Array) -> _Place:
    """The place moved along the scale to where the ridge is least, which changes no expected score."""
    middle = (c.sum() + d.sum()) / (c.size + d.size)
    return c - middle, d - middle, a


def _minimise(problem: _Problem, point: _Place) -> OneDimension:
    """Gauss and Newton's steps from afar, Newton's own close by, each damped until the objective falls."""
    damping, steps, whole = _FIRST_DAMPING, 0, False
    cost, share = problem.cost(point)
    while steps < _MOST_STEPS and damping < _MOST_DAMPING:
        steps += 1
        step = problem.step(point, share, damping, whole)
        after, expected = np.inf, share
        if step is not None:
            trial = _centred(point[0] + step[0], point[1] + step[1], np.clip(point[2] + step[2], *_SLOPES))
            after, expected = problem.cost(trial)
        gain = cost - after
        if gain < -_CLOSE * cost:
            damping, whole = max(damping * 8, _FIRST_DAMPING), False
            continue
        point, share, cost, damping = trial, expected, min(after, cost), damping / 8
        if whole and gain <= _CLOSE * cost:
            break
        whole = gain < _NEAR * cost
    c, d, a = point
    shift = d[problem.anchor]
    return OneDimension(c - shift, d - shift, a, cost, steps)
