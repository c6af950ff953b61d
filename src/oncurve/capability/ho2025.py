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


@dataclass(slots=True)
class _Problem:
    """The objective over a point (capabilities, difficulties, slopes); cells are weighted."""

    weight: Array
    score: Array
    within: float
    anchor: int
    ridge: float

    @property
    def pull(self) -> float:
        """The ridge on each free parameter."""
        models, benchmarks = self.weight.shape
        return float(self.ridge / (models + 2 * benchmarks - 1))

    def cost(self, point: tuple[Array, Array, Array]) -> float:
        c, d, a = point
        off = _logistic(a * (c[:, None] - d)) - self.score
        free = float(c @ c + d @ d + a @ a) - float(a[self.anchor]) ** 2
        squares = float((self.weight * off * off).sum())
        return 0.5 * (squares + self.within + float(self.pull * free))

    def step(self, point: tuple[Array, Array, Array], damping: float,
             whole: bool) -> tuple[Array, Array, Array] | None:
        """The damped step, with the whole second derivative or Gauss and Newton's; None where it is not positive."""
        c, d, a = point
        gap = c[:, None] - d
        share = _logistic(a * gap)
        off = share - self.score
        steep = share * (1 - share)
        first = self.weight * off * steep
        second = self.weight * steep * (steep + off * (1 - 2 * share) if whole else steep)
        by_c = second * a * a
        mixed = second * a * gap + (first if whole else 0.0)
        fixed = ((a <= _SLOPES[0]) & ((first * gap).sum(0) > 0)) | ((a >= _SLOPES[1]) & ((first * gap).sum(0) < 0))
        fixed[self.anchor] = True
        grad_c = first @ a + self.pull * c
        grad = np.concatenate([-(first * a).sum(0) + self.pull * d,
                               np.where(fixed, 0.0, (first * gap).sum(0) + self.pull * a)])
        own = by_c.sum(1) + self.pull
        own = own + damping * np.maximum(np.abs(own), self.pull)
        if not (own > 0).all():
            return None
        cross = np.concatenate([-by_c, np.where(fixed, 0.0, mixed)], axis=1)
        block = self._block(by_c, mixed, (second * gap * gap).sum(0), fixed, damping)
        scaled = cross / own[:, None]
        block -= cross.T @ scaled
        try:
            np.linalg.cholesky(block)
        except np.linalg.LinAlgError:
            return None
        shared = -np.linalg.solve(block, grad - scaled.T @ grad_c)
        size = d.size
        return -(grad_c + cross @ shared) / own, shared[:size], np.where(fixed, 0.0, shared[size:])

    def _block(self, by_c: Array, mixed: Array, by_a: Array, fixed: Flags, damping: float) -> Array:
        """Second derivatives among difficulties and slopes, damped, shape (2B, 2B)."""
        size = by_a.size
        block = np.zeros((2 * size, 2 * size))
        place = np.arange(size)
        own_d = by_c.sum(0) + self.pull
        own_a = np.where(fixed, 1.0, by_a + self.pull)
        block[place, place] = own_d + damping * np.maximum(np.abs(own_d), self.pull)
        block[place + size, place + size] = own_a + damping * np.maximum(np.abs(own_a), self.pull)
        block[place, place + size] = block[place + size, place] = np.where(fixed, 0.0, -mixed.sum(0))
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
    problem = _Problem(weight, score, within, table.benchmarks.index(anchor), ridge)
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


def _start(problem: _Problem, start: OneDimension | None) -> tuple[Array, Array, Array]:
    if start is not None:
        return start.capability.copy(), start.difficulty.copy(), start.slope.copy()
    weight = problem.weight
    total = np.maximum(weight.sum(0), 1.0)
    mean = np.clip((weight * problem.score).sum(0) / total, 0.05, 0.95)
    d = -np.log(mean / (1 - mean))
    off = np.where(weight > 0, problem.score - mean, 0.0)
    c = 4 * (weight * off).sum(1) / (weight.sum(1) + 1)
    return c, d, np.ones(d.size)


def _minimise(problem: _Problem, point: tuple[Array, Array, Array]) -> OneDimension:
    """Gauss and Newton's steps from afar, Newton's own close by, each damped until the objective falls."""
    cost, damping, steps, whole = problem.cost(point), _FIRST_DAMPING, 0, False
    while steps < _MOST_STEPS and damping < _MOST_DAMPING:
        steps += 1
        step = problem.step(point, damping, whole)
        after = np.inf
        if step is not None:
            trial = (point[0] + step[0], point[1] + step[1], np.clip(point[2] + step[2], *_SLOPES))
            after = problem.cost(trial)
        gain = cost - after
        if gain < -_CLOSE * cost:
            damping, whole = max(damping * 8, _FIRST_DAMPING), False
            continue
        point, cost, damping = trial, min(after, cost), damping / 8
        if whole and gain <= _CLOSE * cost:
            break
        whole = gain < _NEAR * cost
    c, d, a = point
    shift = d[problem.anchor]
    return OneDimension(c - shift, d - shift, a, cost, steps)
