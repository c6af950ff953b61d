"""Draws from the posterior of the hidden dimensions, widths of all priors and noises included.

Many short Markov chains start around a mode, as its curvature has it, and then walk: scores of each model and loads of
each benchmark by Gauss and Newton's proposals, each taken or left by the rule of Metropolis and Hastings; everything at
once along the directions that the scores know least; weights, widths, shifts of a dimension and shears of one by
another from their exact conditionals; noises and stretches of a dimension by steps at random. They start hot, all
variances of scores multiplied, and cool as they warm up, so that they leave the mode where they began. Nearly every
draw has a chain of its own. What the curvature at the mode does not know - how unsure the widths are, and that odds are
no straight line of the parameters - is then in the draws. A score at an end says only that it lies there or beyond.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from oncurve.basis.spread import Array
from oncurve.capability.cells import Cells
from oncurve.capability.design import Design
from oncurve.capability.directions import Directions
from oncurve.capability.factors import (
    FREEDOM,
    INTERCEPT_SUM,
    INTERCEPT_UNITS,
    NOISE_UNITS,
    PRIOR_SUM,
    PRIOR_UNITS,
    SLOPE_SUM,
    TESTS_WIDTH,
    Factors,
    logistic,
    root_of,
)

__all__ = ["Drawn", "draw_shares"]

#: chains at most; sweeps before the first draw of each, and between its draws; what multiplies all noise at first
_CHAINS, _WARM_UP, _APART, _HEAT = 64, 40, 12, 9.0
#: along how many directions all moves at a time
_AT_ONCE = 6
_STRETCH, _BEST_STEP, _LEAST_SLOPE = 0.1, 2.4, 0.1
_TINY = 1e-300


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Draws from the posterior, one after the other.

    Args:
        share: expected score of every model on every benchmark, shape (D, M, B).
        noise: variance of a single score around it, in the middle of the scale, shape (D, B).
    """

    share: Array
    noise: Array


def draw_shares(fit: Factors, count: int, random: np.random.Generator) -> Drawn:
    """Draws of expected scores and of the noise of benchmarks.

    Args:
        fit: a mode, with the scores it was fitted to.
        count: how many draws, at least 1.
        random: for the chains.
    """
    chains = _Chains.from_mode(fit, min(count, _CHAINS), random)
    for number in range(_WARM_UP):
        chains.cells.heat = _HEAT ** max(0.0, 1 - 1.5 * number / _WARM_UP)
        chains.sweep()
    found: list[tuple[Array, Array]] = []
    while sum(len(each) for each, _ in found) < count:
        for _ in range(_APART if found else 0):
            chains.sweep()
        found.append((chains.shares(), chains.noise.copy()))
    return Drawn(*(np.concatenate(each)[:count] for each in zip(*found, strict=True)))


@dataclass(slots=True)
class _Chains:
    """Where C chains stand.

    Args:
        cells: the scores.
        design: what else is known of the models.
        random: for every step.
        score: shape (C, M, K).
        load: intercepts and loadings, shape (C, B, 1 + K).
        weight: of the regression, shape (C, p, K).
        around: variance of scores around the regression, shape (C, K).
        column: variance of weights by group of columns, shape (C, groups, K).
        loading: variance of loadings, shape (C, K).
        intercept: variance of intercepts around their regression, shape (C,).
        tests: weights of the regression of intercepts on who was tested, shape (C, q).
        noise: by benchmark, shape (C, B).
        common: the noise to which those of benchmarks are pulled.
        floor: what guessing gets, shape (B,).
        ways: along which all moves together.
    """

    cells: Cells
    design: Design
    random: np.random.Generator
    score: Array
    load: Array
    weight: Array
    around: Array
    column: Array
    loading: Array
    intercept: Array
    tests: Array
    noise: Array
    common: float
    floor: Array
    ways: Directions

    @classmethod
    def from_mode(cls, fit: Factors, count: int, random: np.random.Generator) -> _Chains:
        """Chains that start where the curvature of a fit puts them."""
        models, dims = fit.point.score.shape
        root, roots = root_of(fit.curvature.outer), np.linalg.cholesky(fit.curvature.inner)
        size = fit.point.load.size
        shared = random.standard_normal((count, root.shape[0])) @ root.T
        own = np.einsum("mkl,cml->cmk", roots, random.standard_normal((count, models, dims)))
        score = fit.point.score + own - (shared @ fit.curvature.cross.T).reshape(own.shape)
        load = fit.point.load + shared[:, :size].reshape(count, *fit.point.load.shape)
        weight = fit.point.weight + shared[:, size:].reshape(count, dims, -1).transpose(0, 2, 1)
        load[:, :, 1] = np.maximum(load[:, :, 1], _LEAST_SLOPE)
        by = np.exp(_log_slope(load).mean(1))[:, None]
        score[:, :, 0] *= by
        weight[:, :, 0] *= by
        load[:, :, 1] /= by
        widths = fit.widths
        around, column, loading, intercept, tests, noise = (
            np.repeat(np.asarray(each, dtype=np.float64)[None], count, 0) for each in
            (widths.score, widths.column, widths.loading, widths.intercept, widths.tests,
             widths.noise))
        common = float(np.exp(np.log(widths.noise).mean()))
        return cls(Cells.of(fit.grid), fit.design, random, score, load, weight, around, column, loading, intercept,
                   tests, noise, common, fit.floor, Directions.of(fit))

    def sweep(self) -> None:
        """Move everything once."""
        self._move_scores()
        self._move_loads()
        self._draw_weights()
        self._draw_widths()
        self._move_noise()
        self._move_together()
        for k in range(self.score.shape[2]):
            self._shift(k)
            self._stretch(k)
            for other in range(self.score.shape[2]):
                if other != k:
                    self._shear(k, other)

    def shares(self) -> Array:
        """Expected score of every cell, shape (C, M, B)."""
        odds = self.load[:, None, :, 0] + self.score @ self.load[:, :, 1:].transpose(0, 2, 1)
        return np.asarray(self.floor + (1 - self.floor) * logistic(odds))

    def _share(self, score: Array, load: Array) -> Array:
        odds = self.cells.at(load[:, None, :, 0] + score @ load[:, :, 1:].transpose(0, 2, 1))
        return np.asarray(self.cells.floor + (1 - self.cells.floor) * logistic(odds))

    def _move_scores(self) -> None:
        precision = np.broadcast_to(1 / self.around[:, None], self.score.shape)
        mean = self.design.columns @ self.weight
        step = _Step(self, False, self.load[:, :, 1:], precision, mean)
        step.take(self.score, lambda score: self._share(score, self.load),
                  lambda score: -0.5 * (precision * (score - mean) ** 2).sum(2))

    def _move_loads(self) -> None:
        mean = np.zeros_like(self.load)
        mean[:, :, 0], mean[:, :, 1] = self._expected(), 1.0
        each = np.concatenate([1 / self.intercept[:, None], 1 / self.loading], axis=1)
        precision = np.broadcast_to(each[:, None], self.load.shape)
        side = np.concatenate([np.ones((*self.score.shape[:2], 1)), self.score], axis=2)
        step = _Step(self, True, side, precision, mean)
        step.take(self.load, lambda load: self._share(self.score, load),
                  lambda load: self._prior_of_loads(load, precision, mean))

    def _prior_of_loads(self, load: Array, precision: Array, mean: Array) -> Array:
        """Log density, shape (C, B): normal, but for slopes, whose logarithm is."""
        log = _log_slope(load)
        normal = precision * (load - mean) ** 2
        normal[:, :, 1] = precision[:, :, 1] * log**2 + 2 * log
        return np.asarray(-0.5 * normal.sum(2))

    def _draw_weights(self) -> None:
        columns = self.design.columns
        square, place = columns.T @ columns, np.arange(columns.shape[1])
        for k in range(self.score.shape[2]):
            precision = square / self.around[:, k, None, None]
            precision[:, place, place] += 1 / self.column[:, self.design.group, k]
            pull = (self.score[:, :, k] @ columns) / self.around[:, k, None]
            self.weight[:, :, k] = self._draw_normal(precision, pull)

    def _draw_normal(self, precision: Array, pull: Array) -> Array:
        """A normal draw of such precision (C, n, n), whose mean it carries to `pull`, shape (C, n)."""
        root = np.linalg.cholesky(precision)
        free = self.random.standard_normal(pull.shape)
        return np.asarray((np.linalg.solve(precision, pull[..., None])
                           + np.linalg.solve(root.transpose(0, 2, 1), free[..., None]))[..., 0], dtype=np.float64)

    def _draw_widths(self) -> None:
        random, (count, models, dims) = self.random, self.score.shape
        benchmarks = self.load.shape[1]
        off = self.score - self.design.columns @ self.weight
        self.around = ((off**2).sum(1) + PRIOR_SUM) / random.chisquare(models + PRIOR_UNITS, (count, dims))
        for group in range(self.design.groups):
            mine = self.design.group == group
            total = (self.weight[:, mine] ** 2).sum(1) + PRIOR_SUM
            self.column[:, group] = total / random.chisquare(mine.sum() + PRIOR_UNITS, (count, dims))
        far = (_log_slope(self.load) ** 2).sum(1) + SLOPE_SUM
        self.loading[:, 0] = far / random.chisquare(benchmarks + PRIOR_UNITS, count)
        self._draw_tests()
        far = ((self.load[:, :, 0] - self._expected()) ** 2).sum(1) + INTERCEPT_SUM
        self.intercept = far / random.chisquare(benchmarks + INTERCEPT_UNITS, count)

    def _draw_tests(self) -> None:
        """What the patterns of testing tell of intercepts."""
        columns = self.design.tests
        precision = (columns.T @ columns) / self.intercept[:, None, None]
        place = np.arange(1, columns.shape[1])
        precision[:, place, place] += 1 / TESTS_WIDTH
        pull = (self.load[:, :, 0] @ columns) / self.intercept[:, None]
        self.tests = self._draw_normal(precision, pull)

    def _move_noise(self) -> None:
        share, units = self._share(self.score, self.load), NOISE_UNITS
        number = np.bincount(self.cells.b, minlength=self.noise.shape[1])
        width = _BEST_STEP * np.sqrt(2 / (number + units))
        trial = self.noise * np.exp(width * self.random.standard_normal(self.noise.shape))
        gain = self.cells.likelihood(share, trial)[1] - self.cells.likelihood(share, self.noise)[1]
        prior = [-units / 2 * (np.log(noise) + self.common / noise) for noise in (trial, self.noise)]
        total = self.cells.spread(gain).sum(1) + prior[0] - prior[1]
        self.noise = np.where(self.taken(total), trial, self.noise)

    def _move_together(self) -> None:
        """Move scores, loads and weights at once along some of the widest directions at a time."""
        here = self._log_density(self.score, self.load, self.weight)
        order = self.random.permutation(self.ways.score.shape[0])
        for at in np.array_split(order, max(1, order.size // _AT_ONCE)):
            free = self.random.standard_normal((here.size, at.size)) * (_BEST_STEP / at.size**0.5)
            score, load, weight = (now + np.tensordot(free, way[at], axes=1) for now, way in (
                (self.score, self.ways.score), (self.load, self.ways.load), (self.weight, self.ways.weight)))
            there = self._log_density(score, load, weight)
            taken = self.taken(there - here)
            self.score[taken], self.load[taken], self.weight[taken] = score[taken], load[taken], weight[taken]
            here = np.where(taken, there, here)

    def _log_density(self, score: Array, load: Array, weight: Array) -> Array:
        """Of the scores and of these parameters, given the widths of their priors, shape (C,)."""
        fit = self.cells.likelihood(self._share(score, load), self.noise)[1].sum(1)
        off = (score - self.design.columns @ weight) ** 2 / self.around[:, None]
        pull = weight**2 / self.column[:, self.design.group]
        apart = load.copy()
        apart[:, :, 0] -= self._expected()
        log = _log_slope(load)
        apart[:, :, 1] = log
        wide = np.concatenate([self.intercept[:, None], self.loading], axis=1)
        return np.asarray(fit - 0.5 * (off.sum((1, 2)) + pull.sum((1, 2))
                                       + (apart**2 / wide[:, None]).sum((1, 2))) - log.sum(1))

    def _expected(self) -> Array:
        """What is expected of intercepts from who was tested, shape (C, B)."""
        return np.asarray(self.tests @ self.design.tests.T)

    def _shift(self, k: int) -> None:
        """Move all scores of a dimension together and the intercepts against them, which changes no expected score."""
        side = self.load[:, :, 1 + k]
        off = self.score[:, :, k] - self.weight[:, :, k] @ self.design.columns.T
        apart = self.load[:, :, 0] - self._expected()
        precision = off.shape[1] / self.around[:, k] + (side**2).sum(1) / self.intercept
        pull = (apart * side).sum(1) / self.intercept - off.sum(1) / self.around[:, k]
        move = pull / precision + self.random.standard_normal(pull.size) / np.sqrt(precision)
        self.score[:, :, k] += move[:, None]
        self.load[:, :, 0] -= move[:, None] * side

    def _stretch(self, k: int) -> None:
        """Stretch the scores of a dimension and shrink its loadings, which changes no expected score."""
        log: Array = _STRETCH * np.asarray(self.random.standard_normal(self.score.shape[0]))
        by = np.asarray(np.exp(log))[:, None]
        side = self.load[:, :, 1 + k]
        off = self.score[:, :, k] - self.weight[:, :, k] @ self.design.columns.T
        pull = ((off**2).sum(1) / self.around[:, k]
                + (self.weight[:, :, k] ** 2 / self.column[:, self.design.group, k]).sum(1))
        if k == 0:
            side, trial = _log_slope(self.load), _log_slope(self.load) - log[:, None]
        else:
            trial = side / by
        gain = (side**2 - trial**2).sum(1) / self.loading[:, k] + pull * (1 - by[:, 0] ** 2)
        size = self.score.shape[1] + self.weight.shape[1] - (self.load.shape[1] if k else 0)
        by = np.where(self.taken(gain / 2 + log * size)[:, None], by, 1.0)
        self.score[:, :, k] *= by
        self.weight[:, :, k] *= by
        self.load[:, :, 1 + k] /= by

    def _shear(self, k: int, other: int) -> None:
        """Add some of one dimension's scores to another's, against the loadings, which changes no expected score.

        How much is drawn from the prior along that line, normal but for slopes, where a normal one proposes.
        """
        weight, side, from_side = self.weight, self.load[:, :, 1 + other], self.load[:, :, 1 + k]
        off, more = (self.score[:, :, each] - weight[:, :, each] @ self.design.columns.T for each in (k, other))
        column = self.column[:, self.design.group, k]
        mean = float(other == 0)
        precision = ((more**2).sum(1) / self.around[:, k] + (weight[:, :, other] ** 2 / column).sum(1)
                     + (from_side**2).sum(1) / self.loading[:, other])
        pull = (((side - mean) * from_side).sum(1) / self.loading[:, other] - (off * more).sum(1) / self.around[:, k]
                - (weight[:, :, k] * weight[:, :, other] / column).sum(1))
        by = pull / precision + self.random.standard_normal(pull.size) / np.sqrt(precision)
        trial = side - by[:, None] * from_side
        if other == 0:
            variance = self.loading[:, :1]
            worth = [-0.5 * _log_of(each) ** 2 / variance - _log_of(each) + 0.5 * (each - 1) ** 2 / variance
                     for each in (trial, side)]
            taken = self.taken((worth[0] - worth[1]).sum(1))
            by, trial = np.where(taken, by, 0.0), np.where(taken[:, None], trial, side)
        self.score[:, :, k] += by[:, None] * self.score[:, :, other]
        weight[:, :, k] += by[:, None] * weight[:, :, other]
        self.load[:, :, 1 + other] = trial

    def taken(self, gain: Array) -> npt.NDArray[np.bool_]:
        """Which proposals are taken, by the logarithm of how much likelier they are."""
        return np.log(self.random.random(gain.shape)) < gain


@dataclass(slots=True)
class _Step:
    """A proposal for all models or all benchmarks at once, each taken or left by itself.

    Args:
        chains: what moves.
        tests: whether benchmarks move, not models.
        side: by what the moved parameters are multiplied in the odds, of each of the other kind, shape (C, S, P).
        precision: of the prior as the proposal takes it, shape (C, size, P).
        mean: the same, of that shape.
    """

    chains: _Chains
    tests: bool
    side: Array
    precision: Array
    mean: Array

    def take(self, at: Array, share_of: Callable[[Array], Array], prior_of: Callable[[Array], Array]) -> None:
        """Propose, and write what is taken into `at`, shape (C, size, P).

        Args:
            at: where the chains stand.
            share_of: the expected score of each cell from such parameters, shape (C, N).
            prior_of: their log density before the scores are seen, shape (C, size).
        """
        random = self.chains.random
        centre, root, fit = self._normal(at, share_of(at))
        free = random.standard_normal(at.shape)
        trial = centre + np.linalg.solve(root.transpose(0, 1, 3, 2), free[..., None])[..., 0]
        back, root_back, fit_trial = self._normal(trial, share_of(trial))
        there = _log_size(root) - 0.5 * (free**2).sum(2)
        here = _log_size(root_back) - 0.5 * (((at - back)[..., None, :] @ root_back)[..., 0, :] ** 2).sum(2)
        gain: Array = self._grid(fit_trial - fit).sum(2) + prior_of(trial) - prior_of(at) + here - there
        taken = self.chains.taken(gain)
        at[taken] = trial[taken]

    def _grid(self, values: Array) -> Array:
        """Values of cells as a grid whose rows are what moves, shape (C, size, S)."""
        found = self.chains.cells.spread(values)
        return found.transpose(0, 2, 1) if self.tests else found

    def _normal(self, at: Array, share: Array) -> tuple[Array, Array, Array]:
        """Centre and root of the precision of the proposal from there, and the log likelihood of each cell."""
        cells, floor = self.chains.cells, self.chains.cells.floor
        variance, fit = cells.likelihood(share, self.chains.noise)
        rise, off = (share - floor) * (1 - share) / (1 - floor), cells.score - share
        trust = (FREEDOM + 1) / (FREEDOM + off**2 / variance) / variance
        place, size = np.arange(at.shape[2]), at.shape[2]
        square = (self.side[..., :, None] * self.side[..., None, :]).reshape(*self.side.shape[:2], size * size)
        second = (self._grid(trust * rise**2) @ square).reshape(*at.shape, size)
        second[..., place, place] += self.precision
        slope = self._grid(trust * rise * off) @ self.side - self.precision * (at - self.mean)
        centre = at + np.linalg.solve(second, slope[..., None])[..., 0]
        return centre, np.asarray(np.linalg.cholesky(second), dtype=np.float64), fit


def _log_slope(load: Array) -> Array:
    """Logarithm of the loadings on the first dimension, shape (C, B); far below any where one is not positive."""
    return _log_of(load[:, :, 1])


def _log_of(slope: Array) -> Array:
    return np.asarray(np.log(np.maximum(slope, _TINY)))


def _log_size(root: Array) -> Array:
    return np.asarray(np.log(np.diagonal(root, axis1=-2, axis2=-1)).sum(-1))
