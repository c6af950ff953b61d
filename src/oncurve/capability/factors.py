"""Several hidden dimensions of skill, shrunk: the hierarchical model that the index rests on.

A model's log odds on a benchmark are an intercept plus a sum over dimensions of loading times score. Scores of models
are regressed on what else is known of them; loadings are pulled to one for the first dimension and to nothing for the
others. Noise is the benchmark's own and widest in the middle of the scale, plus a reported standard error; Student's
weights keep outliers from pulling. The mode is found by Gauss and Newton's steps in which the block of each model is
eliminated; the widths of all priors follow from the curvature there (expectation and maximisation).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from oncurve.basis.spread import Array
from oncurve.capability.design import Design

__all__ = ["FREEDOM", "INTERCEPT_SUM", "INTERCEPT_UNITS", "NOISE_UNITS", "PRIOR_SUM", "PRIOR_UNITS", "SLOPE_SUM",
           "TESTS_WIDTH", "Curvature", "Factors", "Grid", "Widths",
           "fit_factors", "logistic", "noise_shape", "root_of"]

#: of Student's noise
FREEDOM = 6.0
_FIRST_NOISE = 0.06
_BASE_NOISE = 0.05
_SLOPE_WIDTH = 0.3
#: weak priors of the widths, as so many observations that add up to so much; of slopes, and of noises in the mean
PRIOR_UNITS, PRIOR_SUM = 5.0, 0.1
SLOPE_SUM, NOISE_UNITS = PRIOR_UNITS * _SLOPE_WIDTH, 6.0
#: the same of intercepts; and the variance of what a pattern of testing tells of them
INTERCEPT_UNITS, INTERCEPT_SUM, TESTS_WIDTH = 3.0, 1.0, 2.0
_LEAST_MEAN, _LEAST_WIDTH = 0.1, 0.05
_ROUNDS = 50
_WARM_UP = 6


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Scores as a grid.

    Args:
        weight: how many scores stand in each cell, shape (M, B).
        score: their mean as a fraction, shape (M, B).
        error: squared standard error reported for the cell, 0 where none is; shape (M, B).
        floor: what guessing gets on each benchmark, shape (B,).
    """

    weight: Array
    score: Array
    error: Array
    floor: Array


@dataclass(slots=True)
class Widths:
    """Prior variances, learnt from the table.

    Args:
        score: of models around their regression, by dimension, shape (K,).
        column: of regression weights, by group of columns and dimension, shape (groups, K).
        loading: of loadings, by dimension, shape (K,).
        intercept: variance of intercepts around their regression.
        tests: weights of the regression of intercepts on who was tested, shape (q,).
        noise: by benchmark, shape (B,).
    """

    score: Array
    column: Array
    loading: Array
    intercept: float
    tests: Array
    noise: Array


@dataclass(slots=True)
class Point:
    """Where the parameters stand: scores (M, K), loads (B, 1 + K) with the intercept first, weights (p, K)."""

    score: Array
    load: Array
    weight: Array

    def odds(self) -> Array:
        """Log odds of every model on every benchmark, shape (M, B)."""
        return np.asarray(self.load[:, 0] + self.score @ self.load[:, 1:].T)


@dataclass(frozen=True, slots=True, eq=False)
class Curvature:
    """The inverse of the second derivative at the mode, in the form that elimination leaves.

    Args:
        inner: inverse blocks of the models, shape (M, K, K).
        cross: inner times the cross block, shape (M * K, G).
        outer: covariance of the shared parameters, shape (G, G).
    """

    inner: Array
    cross: Array
    outer: Array


@dataclass(frozen=True, slots=True, eq=False)
class Factors:
    """A fitted model.

    Args:
        point: the parameters at the mode.
        widths: the prior variances.
        curvature: for draws around the mode.
        floor: what guessing gets, shape (B,).
        spread: variance of the log odds of every cell, shape (M, B).
        share: score at the mode of every cell, shape (M, B).
        grid: the scores it was fitted to.
        design: what else was known of the models.
    """

    point: Point
    widths: Widths
    curvature: Curvature
    floor: Array
    spread: Array
    share: Array
    grid: Grid
    design: Design

    @property
    def dims(self) -> int:
        """How many hidden dimensions it has."""
        return int(self.point.score.shape[1])


@dataclass(slots=True)
class _Work:
    grid: Grid
    design: Design
    point: Point
    widths: Widths
    damping: float = 1e-2
    trust: Array = field(default_factory=lambda: np.empty(0))
    share: Array = field(default_factory=lambda: np.empty(0))

    def shares(self, point: Point) -> Array:
        floor = self.grid.floor
        return np.asarray(floor + (1 - floor) * logistic(point.odds()))

    def prior_load(self) -> tuple[Array, Array]:
        """Means (B, 1 + K) and precisions (1 + K,) of intercept and loadings."""
        means = np.zeros(self.point.load.shape)
        means[:, 0], means[:, 1] = self.design.tests @ self.widths.tests, 1.0
        return means, np.concatenate([[1 / self.widths.intercept], 1 / self.widths.loading])

    def cost(self, point: Point, trust: Array) -> tuple[float, Array]:
        share = self.shares(point)
        means, precision = self.prior_load()
        off = point.score - self.design.columns @ point.weight
        pull = ((point.weight**2) / self.widths.column[self.design.group]).sum()
        total = ((trust * (share - self.grid.score) ** 2).sum() + (off**2 / self.widths.score).sum()
                 + ((point.load - means) ** 2 * precision).sum() + pull)
        return float(total), share


def logistic(x: Array) -> Array:
    """The share at log odds `x`, of any shape."""
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -40.0, 40.0))))


def noise_shape(share: Array) -> Array:
    """How the variance of a score changes along the scale: full at a half, little at the ends."""
    return np.asarray(4 * share * (1 - share) + _BASE_NOISE)


def root_of(covariance: Array) -> Array:
    """A lower root of a covariance, which a little on its diagonal keeps definite; of the same shape."""
    ridge = 1e-10 * float(np.trace(covariance)) / covariance.shape[0]
    return np.asarray(np.linalg.cholesky(covariance + ridge * np.eye(covariance.shape[0])))


def fit_factors(grid: Grid, design: Design, dims: int, random: np.random.Generator, *,
                rounds: int = _ROUNDS) -> Factors:
    """Fit one mode of the model from a random start.

    Args:
        grid: the scores.
        design: what else is known of the models.
        dims: how many hidden dimensions, at least 1.
        random: for the start.
        rounds: how many steps; widths settle along with the mode.
    """
    work = _start(grid, design, dims, random)
    _, work.share = work.cost(work.point, np.zeros_like(grid.weight))
    found: tuple[Curvature, Array] | None = None
    for number in range(rounds):
        last = number == rounds - 1
        taken = _step(work, number >= _WARM_UP)
        if last or (taken and number >= _WARM_UP and number % 3 == 0):
            found = _curvature(work)
            if not last:
                _learn(work, *found)
    assert found is not None
    curvature, spread = found
    return Factors(work.point, work.widths, curvature, grid.floor, spread, work.share, grid, design)


def _start(grid: Grid, design: Design, dims: int, random: np.random.Generator) -> _Work:
    seen = grid.weight > 0
    mean = np.clip((grid.score * seen).sum(0) / np.maximum(seen.sum(0), 1), 0.03, 0.97)
    intercept = np.log(mean / (1 - mean))
    models, benchmarks = grid.weight.shape
    score = random.normal(size=(models, dims)) * 0.3
    score[:, 0] = 4 * ((grid.score - mean) * seen).sum(1) / (seen.sum(1) + 1)
    load = random.normal(size=(benchmarks, 1 + dims)) * 0.5
    load[:, 0], load[:, 1] = intercept, 1.0
    width = np.full(dims, 0.25)
    width[0] = 0.6
    loading = np.ones(dims)
    loading[0] = _SLOPE_WIDTH
    tests = np.zeros(design.tests.shape[1])
    tests[0] = intercept.mean()
    widths = Widths(width, np.full((max(design.groups, 1), dims), 0.15), loading, 2.0, tests,
                    np.full(benchmarks, _FIRST_NOISE**2))
    return _Work(grid, design, Point(score, load, np.zeros((design.columns.shape[1], dims))), widths)


@dataclass(slots=True)
class _System:
    """Second derivatives and gradients: models' blocks, cross block and shared block."""

    own: Array
    cross: Array
    shared: Array
    own_slope: Array
    shared_slope: Array


def _trust(work: _Work, robust: bool) -> Array:
    """The weight of each cell: one over its variance, less for outliers."""
    grid = work.grid
    variance = work.widths.noise * noise_shape(work.share) + grid.error
    odd = (work.share - grid.score) ** 2 / variance
    weight = (FREEDOM + 1) / (FREEDOM + odd) if robust else 1.0
    return np.asarray(grid.weight * weight / variance)


def _system(work: _Work) -> _System:
    grid, point, widths = work.grid, work.point, work.widths
    columns, group = work.design.columns, work.design.group
    models, dims = point.score.shape
    rise = (work.share - grid.floor) * (1 - work.share) / (1 - grid.floor)
    steep = work.trust * rise * rise
    slope = work.trust * rise * (work.share - grid.score)
    a, one = point.load[:, 1:], np.concatenate([np.ones((models, 1)), point.score], axis=1)
    off = (point.score - columns @ point.weight) / widths.score
    own = np.einsum("mb,bk,bl->mkl", steep, a, a, optimize=True) + np.diag(1 / widths.score)
    size, p = point.load.size, columns.shape[1]
    cross = np.zeros((models, dims, size + p * dims))
    cross[:, :, :size] = np.einsum("mb,bk,ml->mkbl", steep, a, one, optimize=True).reshape(models, dims, size)
    shared = np.zeros((size + p * dims, size + p * dims))
    means, precision = work.prior_load()
    per = np.einsum("mb,mk,ml->bkl", steep, one, one, optimize=True)
    width = 1 + dims
    for place in range(per.shape[0]):
        at = slice(place * width, (place + 1) * width)
        shared[at, at] = per[place] + np.diag(precision)
    square = columns.T @ columns
    for k in range(dims):
        at = slice(size + k * p, size + (k + 1) * p)
        cross[:, k, at] = -columns / widths.score[k]
        shared[at, at] = square / widths.score[k] + np.diag(1 / widths.column[group, k])
    load_slope = slope.T @ one + (point.load - means) * precision
    weight_slope = -(columns.T @ off) + point.weight / widths.column[group]
    return _System(own, cross.reshape(models * dims, -1), shared, slope @ a + off,
                   np.concatenate([load_slope.ravel(), weight_slope.T.ravel()]))


def _step(work: _Work, robust: bool) -> bool:
    """One damped step; whether it was taken."""
    work.trust = _trust(work, robust)
    system = _system(work)
    models, dims = work.point.score.shape
    own = system.own * (1 + work.damping * np.eye(dims))
    inner = np.linalg.inv(own)
    scaled = np.matmul(inner, system.cross.reshape(models, dims, -1)).reshape(models * dims, -1)
    block = system.shared - system.cross.T @ scaled
    block[np.diag_indices_from(block)] += work.damping * np.diag(system.shared)
    shared = -np.linalg.solve(block, system.shared_slope - scaled.T @ system.own_slope.ravel())
    score = -np.einsum("mkl,ml->mk", inner, system.own_slope) - (scaled @ shared).reshape(models, dims)
    size = work.point.load.size
    trial = Point(work.point.score + score, work.point.load + shared[:size].reshape(work.point.load.shape),
                  work.point.weight + shared[size:].reshape(dims, -1).T)
    before, _ = work.cost(work.point, work.trust)
    after, share = work.cost(trial, work.trust)
    if not after <= before * (1 + 1e-9):
        work.damping = max(work.damping * 6, 1e-4)
        return False
    work.point, work.share, work.damping = trial, share, max(work.damping / 6, 1e-8)
    return True


def _curvature(work: _Work) -> tuple[Curvature, Array]:
    """The covariance at the point, and the variance of the log odds of every cell."""
    system = _system(work)
    models, dims = work.point.score.shape
    inner = np.linalg.inv(system.own)
    cross = np.matmul(inner, system.cross.reshape(models, dims, -1)).reshape(models * dims, -1)
    block = system.shared - system.cross.T @ cross
    block = (block + block.T) / 2
    block[np.diag_indices_from(block)] += 1e-9 * np.trace(block) / block.shape[0]
    found = Curvature(np.asarray(inner, dtype=np.float64), cross, np.asarray(np.linalg.inv(block), dtype=np.float64))
    return found, _spread(work.point, found)


def _spread(point: Point, found: Curvature) -> Array:
    models, dims = point.score.shape
    benchmarks, width = point.load.shape
    size = benchmarks * width
    a, one = point.load[:, 1:], np.concatenate([np.ones((models, 1)), point.score], axis=1)
    joint = (found.cross @ found.outer).reshape(models, dims, -1)
    own = found.inner + np.matmul(joint, found.cross.reshape(models, dims, -1).transpose(0, 2, 1))
    place = np.arange(benchmarks)
    load = found.outer[:size, :size].reshape(benchmarks, width, benchmarks, width)[place, :, place, :]
    between = -joint[:, :, :size].reshape(models, dims, benchmarks, width)
    return np.asarray(np.einsum("bk,mkl,bl->mb", a, own, a, optimize=True)
                      + np.einsum("mk,bkl,ml->mb", one, load, one, optimize=True)
                      + 2 * np.einsum("bk,mkbl,ml->mb", a, between, one, optimize=True))


def _learn(work: _Work, found: Curvature, spread: Array) -> None:
    """New widths from residuals and curvature, each pulled a little to a modest prior."""
    grid, point, widths, design = work.grid, work.point, work.widths, work.design
    models, dims = point.score.shape
    seen = grid.weight > 0
    rise = (work.share - grid.floor) * (1 - work.share) / (1 - grid.floor)
    squares = (work.share - grid.score) ** 2 + np.minimum(rise * rise * spread, 0.02)
    excess = np.maximum(squares - grid.error, 0.25 * squares)
    variance = widths.noise * noise_shape(work.share) + grid.error
    robust = (FREEDOM + 1) / (FREEDOM + (work.share - grid.score) ** 2 / variance)
    total = np.where(seen, robust * excess / noise_shape(work.share), 0.0).sum(0)
    common = float(np.exp(np.log(widths.noise).mean()))
    widths.noise = (total + NOISE_UNITS * common) / (seen.sum(0) + NOISE_UNITS)
    size, p = point.load.size, design.columns.shape[1]
    off = point.score - design.columns @ point.weight
    joint = (found.cross @ found.outer).reshape(models, dims, -1)
    own = found.inner + np.matmul(joint, found.cross.reshape(models, dims, -1).transpose(0, 2, 1))
    for k in range(dims):
        at = slice(size + k * p, size + (k + 1) * p)
        around = (own[:, k, k] + np.einsum("mi,ij,mj->m", design.columns, found.outer[at, at], design.columns,
                                           optimize=True) + 2 * (joint[:, k, at] * design.columns).sum(1))
        widths.score[k] = max(float((off[:, k] ** 2 + around).sum() + PRIOR_SUM) / (models + PRIOR_UNITS), 1e-3)
        error = np.diag(found.outer)[at]
        for number in range(design.groups):
            mine = design.group == number
            if mine.any():
                total_k = float((point.weight[mine, k] ** 2 + error[mine]).sum())
                widths.column[number, k] = (total_k + PRIOR_SUM) / (mine.sum() + PRIOR_UNITS)
    around = np.diag(found.outer)[:size].reshape(point.load.shape)
    tests = design.tests
    ridge = np.diag([0.0] + [widths.intercept / TESTS_WIDTH] * (tests.shape[1] - 1))
    widths.tests = np.asarray(np.linalg.solve(tests.T @ tests + ridge, tests.T @ point.load[:, 0]), dtype=np.float64)
    far_off = (point.load[:, 0] - tests @ widths.tests) ** 2 + around[:, 0]
    widths.intercept = float((far_off.sum() + INTERCEPT_SUM) / (far_off.size + INTERCEPT_UNITS))
    _set_scale(point, widths, around[:, 1])


def _set_scale(point: Point, widths: Widths, around: Array) -> None:
    """Stretch the first dimension so that slopes are one on average, and learn how far they lie from one."""
    mean = float(point.load[:, 1].mean())
    if mean <= _LEAST_MEAN:
        return
    point.load[:, 1] /= mean
    point.score[:, 0] *= mean
    point.weight[:, 0] *= mean
    widths.score[0] *= mean**2
    widths.column[:, 0] *= mean**2
    far = float(((point.load[:, 1] - 1) ** 2 + around / mean**2).sum())
    widths.loading[0] = max((far + SLOPE_SUM) / (point.load.shape[0] + PRIOR_UNITS), _LEAST_WIDTH)
