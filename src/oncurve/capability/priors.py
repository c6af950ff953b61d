"""What is thought of skills and of benchmarks before a score is seen, with widths that chains draw along.

Skills: normal around a regression, as wide as the pattern of testing has it (early models, given other tests, scatter
otherwise than late ones). Benchmarks: a difficulty, which is a place on the scale of skill, normal around what the
pattern of testing lets one expect; a slope, lognormal, that may rise or fall with difficulty; and normal loadings on
the other dimensions. Widths are half Cauchy, so that a dimension that is not needed may vanish.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from oncurve.basis.spread import Array
from oncurve.capability.design import Design
from oncurve.capability.factors import (
    INTERCEPT_SUM,
    INTERCEPT_UNITS,
    PRIOR_UNITS,
    SLOPE_SUM,
    TESTS_WIDTH,
)

__all__ = ["LEAST_SLOPE", "LoadPrior", "ScorePrior", "difficulty", "log_of", "taken"]

#: at such a slope proposals are made as if there were none lower
LEAST_SLOPE = 0.1
_TINY, _FLAT = 1e-300, 1e-9
#: scales of half Cauchy widths: of skills around their regression, and of weights of the regression
_AROUND, _COLUMN = 0.5, 0.3
#: standard deviations: of how slopes hang on difficulty, and of how the log variance of skills hangs on a pattern
_TIE, _UNEVEN = 0.3, 0.5
_UNEVEN_STEP, _MOST_UNEVEN = 0.25, 4.0


def log_of(slope: Array) -> Array:
    """Logarithm of slopes of any shape, far below any where one is not positive."""
    return np.asarray(np.log(np.maximum(slope, _TINY)))


def difficulty(load: Array) -> Array:
    """The skill at which odds are even, other dimensions at rest; of loads (C, B, 1 + K) as (C, B)."""
    return np.asarray(-load[:, :, 0] / np.maximum(load[:, :, 1], _FLAT))


def taken(gain: Array, random: np.random.Generator) -> npt.NDArray[np.bool_]:
    """Which proposals are taken, by the logarithm of how much likelier they are, of any shape."""
    return np.log(random.random(gain.shape)) < gain


def _normal(precision: Array, pull: Array, random: np.random.Generator) -> Array:
    """A normal draw of such precision (C, n, n), whose mean it carries to `pull`, shape (C, n)."""
    root = np.linalg.cholesky(precision)
    both = pull[..., None] + root @ random.standard_normal(pull.shape)[..., None]
    return np.asarray(np.linalg.solve(precision, both)[..., 0], dtype=np.float64)


def _half_cauchy(now: Array, squares: Array, number: int, scale: float, random: np.random.Generator) -> Array:
    """New variances, their roots half Cauchy, by way of an auxiliary scale (Makalic and Schmidt 2016).

    Args:
        now: the variances as they stand.
        squares: sum of squares of what they are variances of, of that shape.
        number: of squares in each sum.
        scale: of the half Cauchy.
        random: for the draw.
    """
    wide = 2 * (1 / now + scale**-2) / random.chisquare(2, now.shape)
    return np.maximum((squares + 2 / wide) / random.chisquare(number + 1, now.shape), _FLAT)


@dataclass(slots=True)
class ScorePrior:
    """Of the scores of models on hidden dimensions.

    Args:
        design: what else is known of the models.
        weight: of the regression, shape (C, p, K).
        around: variance around it of a model of the middle, shape (C, K).
        column: variance of weights by group of columns, shape (C, groups, K).
        uneven: weights of the log of a model's variance on the pattern of its tests, shape (C, q, K).
    """

    design: Design
    weight: Array
    around: Array
    column: Array
    uneven: Array

    def off(self, score: Array, weight: Array | None = None) -> Array:
        """How far scores (C, M, K) lie from what is expected, of that shape."""
        return np.asarray(score - self.design.columns @ (self.weight if weight is None else weight))

    def variance(self) -> Array:
        """Of each score around what is expected, shape (C, M, K)."""
        return np.asarray(self.around[:, None] * np.exp(self._log_uneven(self.uneven)))

    def density(self, score: Array, weight: Array) -> Array:
        """Log density of scores and weights, given widths, shape (C,)."""
        pull = weight**2 / self.column[:, self.design.group]
        return np.asarray(-0.5 * ((self.off(score, weight) ** 2 / self.variance()).sum((1, 2)) + pull.sum((1, 2))))

    def draw(self, score: Array, random: np.random.Generator) -> None:
        """Weights and widths anew, given the scores."""
        self._draw_weights(score, random)
        squares = self.off(score) ** 2
        self._draw_uneven(squares, random)
        even = squares / np.exp(self._log_uneven(self.uneven))
        self.around = _half_cauchy(self.around, even.sum(1), even.shape[1], _AROUND, random)
        for group in range(self.design.groups):
            mine = self.design.group == group
            self.column[:, group] = _half_cauchy(self.column[:, group], (self.weight[:, mine] ** 2).sum(1),
                                                 int(mine.sum()), _COLUMN, random)

    def _log_uneven(self, uneven: Array) -> Array:
        log = self.design.columns[:, self.design.group == 0] @ uneven
        return np.asarray(np.clip(log, -_MOST_UNEVEN, _MOST_UNEVEN))

    def _draw_weights(self, score: Array, random: np.random.Generator) -> None:
        columns = self.design.columns
        square = (columns[:, :, None] * columns[:, None]).reshape(columns.shape[0], -1)
        place, trust = np.arange(columns.shape[1]), 1 / self.variance()
        for k in range(score.shape[2]):
            precision = (trust[:, :, k] @ square).reshape(-1, place.size, place.size)
            precision[:, place, place] += 1 / self.column[:, self.design.group, k]
            self.weight[:, :, k] = _normal(precision, (trust[:, :, k] * score[:, :, k]) @ columns, random)

    def _draw_uneven(self, squares: Array, random: np.random.Generator) -> None:
        for place in range(self.uneven.shape[1]):
            trial = self.uneven.copy()
            trial[:, place] += _UNEVEN_STEP * random.standard_normal(self.around.shape)
            gain = self._worth_of(trial, squares, place) - self._worth_of(self.uneven, squares, place)
            self.uneven = np.where(taken(gain, random)[:, None], trial, self.uneven)

    def _worth_of(self, uneven: Array, squares: Array, place: int) -> Array:
        """Log density of the squares off expectation and of the weight at that place, shape (C, K)."""
        log = self._log_uneven(uneven)
        return np.asarray(-0.5 * ((log + squares / np.exp(log) / self.around[:, None]).sum(1)
                                  + (uneven[:, place] / _UNEVEN) ** 2))


@dataclass(slots=True)
class LoadPrior:
    """Of intercepts, slopes and other loadings of benchmarks.

    Args:
        columns: who was tested on each, the first of ones, shape (B, q).
        loading: variance of log slopes and of the other loadings, shape (C, K).
        spread: variance of difficulties around their regression, shape (C,).
        tests: weights of that regression, shape (C, q).
        tie: by how much log slopes rise with difficulty, shape (C,).
    """

    columns: Array
    loading: Array
    spread: Array
    tests: Array
    tie: Array

    def far(self, hard: Array) -> Array:
        """How far difficulties (C, B) lie from what is expected, of that shape."""
        return np.asarray(hard - self.tests @ self.columns.T)

    def odd(self, log: Array, hard: Array) -> Array:
        """How far log slopes lie from what benchmarks so difficult have, both (C, B)."""
        return np.asarray(log - self.tie[:, None] * hard)

    def worth(self, log: Array, hard: Array) -> Array:
        """Log density of the intercept and slope of each benchmark, from log slope and difficulty, shape (C, B)."""
        return np.asarray(-0.5 * (self.far(hard) ** 2 / self.spread[:, None]
                                  + self.odd(log, hard) ** 2 / self.loading[:, :1]) - 2 * log)

    def density(self, load: Array) -> Array:
        """Log density of the loads of each benchmark, shape (C, B)."""
        rest = (load[:, :, 2:] ** 2 / self.loading[:, None, 1:]).sum(2)
        return np.asarray(self.worth(log_of(load[:, :, 1]), difficulty(load)) - 0.5 * rest)

    def lean(self, load: Array) -> tuple[Array, Array]:
        """Slope of that density, of the shape of loads, and a precision near its curvature, (C, B, 1 + K, 1 + K)."""
        slope = np.maximum(load[:, :, 1], LEAST_SLOPE)
        hard, tie = -load[:, :, 0] / slope, self.tie[:, None]
        off, bend = self.far(hard) / self.spread[:, None], 1 + tie * hard
        odd = self.odd(np.log(slope), hard) / self.loading[:, :1]
        found = np.empty_like(load)
        found[:, :, 0] = (off - tie * odd) / slope
        found[:, :, 1] = (off * hard - odd * bend - 2) / slope
        found[:, :, 2:] = -load[:, :, 2:] / self.loading[:, None, 1:]
        precision = np.zeros((*load.shape, load.shape[2]))
        place = np.arange(2, load.shape[2])
        precision[:, :, place, place] = (1 / self.loading[:, 1:])[:, None]
        one, two = 1 / self.spread[:, None] / slope**2, 1 / self.loading[:, :1] / slope**2
        precision[:, :, 0, 0] = one + tie**2 * two
        precision[:, :, 0, 1] = precision[:, :, 1, 0] = one * hard + tie * bend * two
        precision[:, :, 1, 1] = one * hard**2 + bend**2 * two
        return found, precision

    def draw(self, load: Array, random: np.random.Generator) -> None:
        """Widths and both regressions anew, given the loads."""
        hard, log, count = difficulty(load), log_of(load[:, :, 1]), load.shape[0]
        precision = (hard**2).sum(1) / self.loading[:, 0] + _TIE**-2
        self.tie = ((hard * log).sum(1) / self.loading[:, 0] / precision
                    + random.standard_normal(count) / np.sqrt(precision))
        self.loading[:, 0] = (((self.odd(log, hard) ** 2).sum(1) + SLOPE_SUM)
                              / random.chisquare(hard.shape[1] + PRIOR_UNITS, count))
        square = (self.columns.T @ self.columns) / self.spread[:, None, None]
        place = np.arange(1, self.columns.shape[1])
        square[:, place, place] += 1 / TESTS_WIDTH
        self.tests = _normal(square, (hard @ self.columns) / self.spread[:, None], random)
        self.spread = (((self.far(hard) ** 2).sum(1) + INTERCEPT_SUM)
                       / random.chisquare(hard.shape[1] + INTERCEPT_UNITS, count))

    def along(self, load: Array, way: Array) -> tuple[Array, Array]:
        """Precision and pull of how far all difficulties move along `way`, shapes (C,), (C,), (C, B)."""
        hard = difficulty(load)
        odd, tie = self.odd(log_of(load[:, :, 1]), hard), self.tie
        square = (way**2).sum(1)
        return (square / self.spread + tie**2 * square / self.loading[:, 0],
                tie * (odd * way).sum(1) / self.loading[:, 0] - (self.far(hard) * way).sum(1) / self.spread)
