"""The index: draws around several fits of several dimensions, with intervals for what was not seen.

Fits with three, four and five hidden dimensions from several starts are each drawn around and all draws taken together,
for the problem has many modes; where dates or families are known, a process over cells gives a second opinion of the
same weight. The order in which rows come and the names in them decide nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace

from oncurve.basis.errors import BadInput
from oncurve.basis.spread import Z90, Array
from oncurve.capability.chains import draw_shares
from oncurve.capability.design import canonical, design_of
from oncurve.capability.factors import Grid, fit_factors, logistic, noise_shape
from oncurve.capability.process import MOST_SCORES, Opinion, process_opinion
from oncurve.capability.table import Indices, ScoreTable

__all__ = ["Index", "check_table", "fit_index", "grid_of"]

#: numbers of hidden dimensions that are tried side by side
_DIMENSIONS = (3, 4, 5)
_STARTS = 3
_DRAWS = 432
_FEWEST_BENCHMARKS = 2
_ROOT3 = 3.0**0.5
#: what of its variance the process keeps: the widths of its parts are set, and hold more than nine in ten
_CALM = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Fitted skill of a table's models.

    Args:
        table: the scores.
        draws: of the expected score of every cell, one of each fit in turn, shape (D, M, B).
        mean: expected score of every cell, shape (M, B).
        spread: variance of the expectation, shape (M, B).
        noise: variance of a single score around it, shape (M, B).
    """

    table: ScoreTable
    draws: Array
    mean: Array
    spread: Array
    noise: Array

    def interval(self, model: str, benchmark: str) -> tuple[float, float, float]:
        """Expected score of a cell, with the ends of the 90% interval of a new score, as fractions."""
        m, b = self.table.models.index(model), self.table.benchmarks.index(benchmark)
        middle = float(self.mean[m, b])
        half = Z90 * float(np.sqrt(self.spread[m, b] + self.noise[m, b]))
        return max(middle - half, 0.0), middle, min(middle + half, 1.0)


def check_table(table: ScoreTable, file: str = "") -> None:
    """Refuse a table from which no index can be had.

    Raises:
        BadInput: a benchmark has one model, or fewer than two benchmarks or models remain.
    """
    models_of = [np.unique(table.model[table.benchmark == place]).size for place in range(len(table.benchmarks))]
    if alone := [name for name, count in zip(table.benchmarks, models_of, strict=True) if count < 2]:
        raise BadInput(f"benchmark {alone[0]!r} has one model alone, which says nothing of how hard it is", file=file,
                       hint="Give scores of at least two models on each benchmark, or leave it out.")
    if len(table.benchmarks) < _FEWEST_BENCHMARKS or len(table.models) < 3:
        raise BadInput(f"{len(table.models)} models on {len(table.benchmarks)} benchmarks make no scale", file=file,
                       hint="Give at least 3 models and 2 benchmarks.")


def fit_index(table: ScoreTable, *, seed: int = 0, starts: int = _STARTS, dimensions: Sequence[int] = _DIMENSIONS,
              floors: Array | None = None, draws: int = _DRAWS) -> Index:
    """Fit the index of a table; no name in it matters.

    Args:
        table: scores as fractions, with whatever else is known.
        seed: of the starts and the draws.
        starts: fits for each number of dimensions.
        dimensions: the numbers of hidden dimensions that are tried side by side.
        floors: what guessing gets on each benchmark, shape (B,); None is nothing.
        draws: how many at least.
    """
    models, benchmarks = canonical(table)
    ordered = _reordered(table, models, benchmarks)
    grid = grid_of(ordered, np.zeros(len(benchmarks)) if floors is None else floors[benchmarks])
    seen = (grid.weight > 0).astype(np.float64)
    design = design_of(ordered, seen)
    most = max(1, min(len(models), len(benchmarks)) - 1)
    counts = sorted({min(each, most) for each in dimensions})
    fits = [fit_factors(grid, design, dims, np.random.default_rng((seed, dims, start)))
            for dims in counts for start in range(starts)]
    random = np.random.default_rng(seed)
    drawn = [draw_shares(fit, -(-draws // len(fits)), random) for fit in fits]
    share, noise = (np.stack(each, axis=1).reshape(-1, *each[0].shape[1:])
                    for each in ([one.share for one in drawn], [one.noise for one in drawn]))
    voice = _Voice(share.mean(0), share.var(0), (noise[:, None] * noise_shape(share)).mean(0))
    if ordered.score.size <= MOST_SCORES and _knows_models(ordered):
        voice = voice.beside(_voice_of(process_opinion(
            _one_a_cell(ordered, grid), seen, np.mean([fit.point.load[:, 1] for fit in fits], axis=0),
            [fit.point.score @ fit.point.load[:, 1:].T for fit in fits[:starts]])))
    back = np.ix_(np.argsort(models), np.argsort(benchmarks))
    return Index(table, share[:, back[0], back[1]], voice.mean[back], voice.spread[back], voice.noise[back])


def _knows_models(table: ScoreTable) -> bool:
    return bool((~np.isnan(table.dates)).sum() > 2 or any(table.traits["family"]) or any(table.traits["organisation"]))


def _reordered(table: ScoreTable, models: Indices, benchmarks: Indices) -> ScoreTable:
    to_model, to_benchmark = np.argsort(models), np.argsort(benchmarks)
    m, b = to_model[table.model], to_benchmark[table.benchmark]
    rows = np.lexsort((table.score, b, m))
    return replace(
        table, models=tuple(table.models[place] for place in models),
        benchmarks=tuple(table.benchmarks[place] for place in benchmarks), model=m[rows], benchmark=b[rows],
        score=table.score[rows], dates=table.dates[models], errors=table.errors[rows],
        traits={name: tuple(labels[place] for place in models) for name, labels in table.traits.items()},
        kinds=tuple(table.kinds[place] for place in benchmarks))


def grid_of(table: ScoreTable, floors: Array) -> Grid:
    """The scores of a table by model and benchmark, the mean of each cell, with what guessing gets, shape (B,)."""
    weight, score, _ = table.cells()
    squares = np.where(np.isnan(table.errors), 0.0, table.errors) ** 2
    error = np.zeros(table.shape)
    np.maximum.at(error, (table.model, table.benchmark), squares)
    return Grid(np.minimum(weight, 1.0), score, error, np.asarray(floors, dtype=np.float64))


def _one_a_cell(table: ScoreTable, grid: Grid) -> ScoreTable:
    m, b = np.nonzero(grid.weight)
    return replace(table, model=m, benchmark=b, score=grid.score[m, b], errors=np.full(m.size, np.nan))


@dataclass(frozen=True, slots=True, eq=False)
class _Voice:
    """What one method expects: means, variances of the means, and of single scores around them; each (M, B)."""

    mean: Array
    spread: Array
    noise: Array

    def beside(self, other: _Voice) -> _Voice:
        """Both together, equally weighted: where they differ, the mean is less sure."""
        apart = (self.mean - other.mean) ** 2 / 4
        return _Voice((self.mean + other.mean) / 2, (self.spread + other.spread) / 2 + apart,
                     (self.noise + other.noise) / 2)


def _voice_of(opinion: Opinion) -> _Voice:
    """The process's opinion on the scale of scores, whose log odds are normal, by three points."""
    step = _ROOT3 * np.sqrt(np.clip(opinion.spread, 0.0, 9.0))
    low, middle, high = (logistic(opinion.odds + sign * step) for sign in (-1, 0, 1))
    mean = (low + 4 * middle + high) / 6
    spread = ((low - mean) ** 2 + 4 * (middle - mean) ** 2 + (high - mean) ** 2) / 6
    return _Voice(mean, _CALM * spread, opinion.noise * noise_shape(mean))
