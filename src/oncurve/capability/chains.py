"""Draws from the posterior of the hidden dimensions, widths of all priors and noises included.

Many Markov chains start around a mode, as its curvature has it, and then walk: scores of each model and loads of each
benchmark by Gauss and Newton's proposals, each taken or left by the rule of Metropolis and Hastings; everything at once
along the directions that the scores know least; weights, widths, shifts of a dimension and shears of one by another
from their exact conditionals; noises and stretches of a dimension by steps at random. They start hot, all variances of
scores multiplied, and cool in the first part of their warm-up, so that they leave the mode where they began; the rest
of it is long, for the scale of weak models against the slopes of easy benchmarks moves slowly. What the curvature at
the mode does not know - how unsure the widths are, and that odds are no straight line of the parameters - is then in
the draws. A score at an end says only that it lies there or beyond.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oncurve.basis.spread import Array
from oncurve.capability.cells import Cells
from oncurve.capability.directions import Directions
from oncurve.capability.factors import NOISE_UNITS, Factors, logistic, root_of
from oncurve.capability.priors import LEAST_SLOPE, LoadPrior, ScorePrior, difficulty, log_of, taken
from oncurve.capability.steps import Step

__all__ = ["Chains", "Drawn", "draw_shares"]

#: sweeps in which chains cool, before the first draw of each, and between its draws; what multiplies all noise at first
_COOL, _WARM_UP, _APART, _HEAT = 27, 160, 20, 9.0
#: chains at most and at least, and the cells that they move at once: arrays of more would leave the processor's cache
_MOST, _FEWEST, _CELLS = 16, 4, 24_000
#: along how many directions all moves at a time
_AT_ONCE = 6
_STRETCH, _BEST_STEP = 0.1, 2.4


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
    cells = int((fit.grid.weight > 0).sum())
    many = min(max(_CELLS // cells, _FEWEST), _MOST)
    chains = Chains.from_mode(fit, min(count, many), random)
    for number in range(_WARM_UP):
        chains.cells.heat = _HEAT ** max(0.0, 1 - number / _COOL)
        chains.sweep()
    found: list[tuple[Array, Array]] = []
    while sum(len(each) for each, _ in found) < count:
        for _ in range(_APART if found else 0):
            chains.sweep()
        found.append((chains.shares(), chains.noise.copy()))
    return Drawn(*(np.concatenate(each)[:count] for each in zip(*found, strict=True)))


@dataclass(slots=True)
class Chains:
    """Where C chains stand.

    Args:
        cells: the scores.
        random: for every step.
        score: shape (C, M, K).
        load: intercepts and loadings, shape (C, B, 1 + K).
        skills: what is expected of scores.
        tests: what is expected of loads.
        noise: by benchmark, shape (C, B).
        common: the noise to which those of benchmarks are pulled.
        floor: what guessing gets, shape (B,).
        ways: along which all moves together.
    """

    cells: Cells
    random: np.random.Generator
    score: Array
    load: Array
    skills: ScorePrior
    tests: LoadPrior
    noise: Array
    common: float
    floor: Array
    ways: Directions

    @classmethod
    def from_mode(cls, fit: Factors, count: int, random: np.random.Generator) -> Chains:
        """Chains that start where the curvature of a fit puts them."""
        models, dims = fit.point.score.shape
        root, roots = root_of(fit.curvature.outer), np.linalg.cholesky(fit.curvature.inner)
        size = fit.point.load.size
        shared = random.standard_normal((count, root.shape[0])) @ root.T
        own = np.einsum("mkl,cml->cmk", roots, random.standard_normal((count, models, dims)))
        score = fit.point.score + own - (shared @ fit.curvature.cross.T).reshape(own.shape)
        load = fit.point.load + shared[:, :size].reshape(count, *fit.point.load.shape)
        weight = fit.point.weight + shared[:, size:].reshape(count, dims, -1).transpose(0, 2, 1)
        load[:, :, 1] = np.maximum(load[:, :, 1], LEAST_SLOPE)
        by = np.exp(log_of(load[:, :, 1]).mean(1))[:, None]
        score[:, :, 0] *= by
        weight[:, :, 0] *= by
        load[:, :, 1] /= by
        widths, design = fit.widths, fit.design
        around, column, loading, spread, start, noise = (
            np.repeat(np.asarray(each, dtype=np.float64)[None], count, 0) for each in
            (widths.score, widths.column, widths.loading, widths.intercept, -widths.tests, widths.noise))
        uneven = np.zeros((count, int((design.group == 0).sum()), dims))
        return cls(Cells.of(fit.grid), random, score, load, ScorePrior(design, weight, around, column, uneven),
                   LoadPrior(design.tests, loading, spread, start, np.zeros(count)), noise,
                   float(np.exp(np.log(widths.noise).mean())), fit.floor, Directions.of(fit))

    def sweep(self) -> None:
        """Move everything once."""
        self._move_scores()
        self._move_loads()
        self.skills.draw(self.score, self.random)
        self.tests.draw(self.load, self.random)
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
        precision = 1 / self.skills.variance()
        metric = precision[..., None] * np.eye(precision.shape[2])
        step = Step(self.cells, self.noise, self.random, False, self.load[:, :, 1:],
                    lambda score: (-precision * self.skills.off(score), metric))
        step.take(self.score, lambda score: self._share(score, self.load),
                  lambda score: -0.5 * (precision * self.skills.off(score) ** 2).sum(2))

    def _move_loads(self) -> None:
        side = np.concatenate([np.ones((*self.score.shape[:2], 1)), self.score], axis=2)
        step = Step(self.cells, self.noise, self.random, True, side, self.tests.lean)
        step.take(self.load, lambda load: self._share(self.score, load), self.tests.density)

    def _move_noise(self) -> None:
        share, units = self._share(self.score, self.load), NOISE_UNITS
        number = np.bincount(self.cells.b, minlength=self.noise.shape[1])
        width = _BEST_STEP * np.sqrt(2 / (number + units))
        trial = self.noise * np.exp(width * self.random.standard_normal(self.noise.shape))
        gain = self.cells.likelihood(share, trial)[1] - self.cells.likelihood(share, self.noise)[1]
        prior = [-units / 2 * (np.log(noise) + self.common / noise) for noise in (trial, self.noise)]
        total = self.cells.spread(gain).sum(1) + prior[0] - prior[1]
        self.noise = np.where(taken(total, self.random), trial, self.noise)

    def _move_together(self) -> None:
        """Move scores, loads and weights at once along some of the widest directions at a time."""
        here = self._log_density(self.score, self.load, self.skills.weight)
        order = self.random.permutation(self.ways.score.shape[0])
        for at in np.array_split(order, max(1, order.size // _AT_ONCE)):
            free = self.random.standard_normal((here.size, at.size)) * (_BEST_STEP / at.size**0.5)
            score, load, weight = (now + np.tensordot(free, way[at], axes=1) for now, way in (
                (self.score, self.ways.score), (self.load, self.ways.load), (self.skills.weight, self.ways.weight)))
            there = self._log_density(score, load, weight)
            yes = taken(there - here, self.random)
            self.score[yes], self.load[yes], self.skills.weight[yes] = score[yes], load[yes], weight[yes]
            here = np.where(yes, there, here)

    def _log_density(self, score: Array, load: Array, weight: Array) -> Array:
        """Of the scores and of these parameters, given the widths of their priors, shape (C,)."""
        fit = self.cells.likelihood(self._share(score, load), self.noise)[1].sum(1)
        return np.asarray(fit + self.skills.density(score, weight) + self.tests.density(load).sum(1))

    def _shift(self, k: int) -> None:
        """Move all scores of a dimension together and the intercepts against them, which changes no expected score."""
        side, wide = self.load[:, :, 1 + k], self.skills.variance()[:, :, k]
        precision, pull = self.tests.along(self.load, side / self.load[:, :, 1])
        precision += (1 / wide).sum(1)
        pull -= (self.skills.off(self.score)[:, :, k] / wide).sum(1)
        move = pull / precision + self.random.standard_normal(pull.size) / np.sqrt(precision)
        self.score[:, :, k] += move[:, None]
        self.load[:, :, 0] -= move[:, None] * side

    def _stretch(self, k: int) -> None:
        """Stretch the scores of a dimension and shrink its loadings, which changes no expected score."""
        log: Array = _STRETCH * np.asarray(self.random.standard_normal(self.score.shape[0]))
        by, side, skills = np.asarray(np.exp(log))[:, None], self.load[:, :, 1 + k], self.skills
        pull = ((skills.off(self.score) ** 2 / skills.variance())[:, :, k].sum(1)
                + (skills.weight[:, :, k] ** 2 / skills.column[:, skills.design.group, k]).sum(1))
        if k == 0:
            hard, slope = difficulty(self.load), log_of(side)
            gain = (self.tests.worth(slope - log[:, None], hard * by) - self.tests.worth(slope, hard)).sum(1)
        else:
            gain = (side**2 * (1 - by**-2)).sum(1) / self.tests.loading[:, k] / 2
        gain += pull * (1 - by[:, 0] ** 2) / 2
        size = self.score.shape[1] + skills.weight.shape[1] - self.load.shape[1]
        by = np.where(taken(gain + log * size, self.random)[:, None], by, 1.0)
        self.score[:, :, k] *= by
        skills.weight[:, :, k] *= by
        self.load[:, :, 1 + k] /= by

    def _shear(self, k: int, other: int) -> None:
        """Add some of one dimension's scores to another's, against the loadings, which changes no expected score.

        How much is drawn from the prior along that line, normal but for slopes, where a normal one proposes.
        """
        skills, side, from_side = self.skills, self.load[:, :, 1 + other], self.load[:, :, 1 + k]
        weight, off, wide = skills.weight, skills.off(self.score), skills.variance()[:, :, k]
        mine, more, column = off[:, :, k], off[:, :, other], skills.column[:, skills.design.group, k]
        mean, loading = float(other == 0), self.tests.loading[:, other]
        precision = ((more**2 / wide).sum(1) + (weight[:, :, other] ** 2 / column).sum(1)
                     + (from_side**2).sum(1) / loading)
        pull = (((side - mean) * from_side).sum(1) / loading - (mine * more / wide).sum(1)
                - (weight[:, :, k] * weight[:, :, other] / column).sum(1))
        by = pull / precision + self.random.standard_normal(pull.size) / np.sqrt(precision)
        trial = side - by[:, None] * from_side
        if other == 0:
            worth = [self.tests.worth(log_of(each), -self.load[:, :, 0] / np.maximum(each, 1e-9))
                     + 0.5 * (each - 1) ** 2 / loading[:, None] for each in (trial, side)]
            yes = taken((worth[0] - worth[1]).sum(1), self.random)
            by, trial = np.where(yes, by, 0.0), np.where(yes[:, None], trial, side)
        self.score[:, :, k] += by[:, None] * self.score[:, :, other]
        weight[:, :, k] += by[:, None] * weight[:, :, other]
        self.load[:, :, 1 + other] = trial
