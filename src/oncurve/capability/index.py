"""The index: several fits of several dimensions, averaged, with intervals for what was not seen.

Fits with two, three and four hidden dimensions from several starts are averaged, for the problem has many modes; where
dates or families are known, a process over cells gives a second opinion of greater weight. The order in which rows come
and the names in them decide nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from oncurve.basis.errors import BadInput
from oncurve.basis.spread import Z90, Array
from oncurve.capability.chains import draw_shares
from oncurve.capability.design import canonical, design_of
from oncurve.capability.factors import Factors, Grid, fit_factors, logistic, noise_shape
from oncurve.capability.process import MOST_SCORES, Opinion, process_opinion
from oncurve.capability.table import Indices, ScoreTable

__all__ = ["Index", "check_table", "fit_index"]

#: numbers of hidden dimensions tried side by side: for bare scores, and where more is known of the models
_DIMENSIONS, _BESIDE = (2, 3, 4), (2, 3)
_STARTS = 3
_FEWEST_BENCHMARKS = 2
#: weight of the factors beside the process, and what of the variance of each remains in their average
_FACTORS_SHARE = 0.3
_CALM, _CALM_PROCESS = 1.0, 0.5
#: averages of few starts understate what is unknown
_UNSURE = 1.1
_ROOT3 = 3.0**0.5


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Fitted skill of a table's models.

    Args:
        table: the scores.
        members: the fits that are averaged, over the table's own order.
        mean: expected score of every cell, shape (M, B).
        spread: variance of the expectation, shape (M, B).
        noise: variance of a single score around it, shape (M, B).
    """

    table: ScoreTable
    members: tuple[Factors, ...]
    mean: Array
    spread: Array
    noise: Array

    def interval(self, model: str, benchmark: str) -> tuple[float, float, float]:
        """Expected score of a cell, with the ends of the 90% interval of a new score, as fractions."""
        m, b = self.table.models.index(model), self.table.benchmarks.index(benchmark)
        middle = float(self.mean[m, b])
        half = Z90 * float(np.sqrt(self.spread[m, b] + self.noise[m, b]))
        return max(middle - half, 0.0), middle, min(middle + half, 1.0)

    def draws(self, count: int, seed: int = 0) -> Array:
        """Draws of expected scores, members in turn, shape (count, M, B)."""
        random = np.random.default_rng(seed)
        many = len(self.members)
        shares = [len(range(place, count, many)) for place in range(many)]
        drawn = [draw_shares(fit, share, random) for fit, share in zip(self.members, shares, strict=True) if share]
        return np.concatenate(drawn)[np.argsort(np.concatenate([np.arange(share) for share in shares]), kind="stable")]


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


def fit_index(table: ScoreTable, *, seed: int = 0, starts: int = _STARTS, dimensions: Sequence[int] | None = None,
              floors: Array | None = None) -> Index:
    """Fit the index of a table; no name in it matters.

    Args:
        table: scores as fractions, with whatever else is known.
        seed: of the starts.
        starts: fits for each number of dimensions.
        dimensions: the numbers of hidden dimensions that are tried side by side; None picks them.
        floors: what guessing gets on each benchmark, shape (B,); None is nothing.
    """
    models, benchmarks = canonical(table)
    ordered = _reordered(table, models, benchmarks)
    grid = _grid(ordered, np.zeros(len(benchmarks)) if floors is None else floors[benchmarks])
    seen = (grid.weight > 0).astype(np.float64)
    design = design_of(ordered, seen)
    most = max(1, min(len(models), len(benchmarks)) - 1)
    known = _knows_models(ordered)
    second = ordered.score.size <= MOST_SCORES and known
    counts = sorted({min(each, most) for each in dimensions or (_BESIDE if known else _DIMENSIONS)})
    fits = [fit_factors(grid, design, dims, np.random.default_rng((seed, dims, start)))
            for dims in counts for start in range(starts)]
    opinion = None
    if second:
        opinion = process_opinion(_one_a_cell(ordered, grid), seen,
                                  np.mean([fit.point.load[:, 1] for fit in fits], axis=0),
                                  [fit.point.score @ fit.point.load[:, 1:].T for fit in fits if fit.dims == counts[-1]])
    mean, spread, noise = _blend(fits, opinion)
    back = np.ix_(np.argsort(models), np.argsort(benchmarks))
    return Index(table, tuple(_restored(fit, models, benchmarks) for fit in fits), mean[back], spread[back],
                 noise[back])


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


def _grid(table: ScoreTable, floors: Array) -> Grid:
    weight, score, _ = table.cells()
    squares = np.where(np.isnan(table.errors), 0.0, table.errors) ** 2
    error = np.zeros(table.shape)
    np.maximum.at(error, (table.model, table.benchmark), squares)
    return Grid(np.minimum(weight, 1.0), score, error, np.asarray(floors, dtype=np.float64))


def _one_a_cell(table: ScoreTable, grid: Grid) -> ScoreTable:
    m, b = np.nonzero(grid.weight)
    return replace(table, model=m, benchmark=b, score=grid.score[m, b], errors=np.full(m.size, np.nan))


def _expected(odds: Array, spread: Array, floor: Array | float) -> tuple[Array, Array]:
    """Mean and variance of the share whose log odds are normal, by three points."""
    step = _ROOT3 * np.sqrt(np.clip(spread, 0.0, 9.0))
    low, middle, high = (floor + (1 - floor) * logistic(odds + sign * step) for sign in (-1, 0, 1))
    mean = (low + 4 * middle + high) / 6
    return mean, ((low - mean) ** 2 + 4 * (middle - mean) ** 2 + (high - mean) ** 2) / 6


def _blend(fits: Sequence[Factors], opinion: Opinion | None) -> tuple[Array, Array, Array]:
    """The average of the fits of each number of dimensions and of the opinion, equally weighted."""
    groups: dict[int, list[tuple[Array, Array, Array]]] = {}
    for fit in fits:
        mean, around = _expected(fit.point.odds(), fit.spread, fit.floor)
        noise = fit.widths.noise * noise_shape(fit.share)
        groups.setdefault(fit.point.score.shape[1], []).append((mean, around, noise))
    voices = []
    for group in groups.values():
        means = np.stack([each[0] for each in group])
        voices.append((means.mean(0), np.mean([each[1] for each in group], 0) + means.var(0),
                       np.mean([each[2] for each in group], 0)))
    own = [1.0 / len(voices)] * len(voices)
    if opinion is not None:
        mean, around = _expected(opinion.odds, opinion.spread, 0.0)
        voices.append((mean, around, opinion.noise * noise_shape(mean)))
        own = [_FACTORS_SHARE / (len(voices) - 1)] * (len(voices) - 1) + [1 - _FACTORS_SHARE]
    means = np.stack([each[0] for each in voices])
    middle = np.tensordot(own, means, 1)
    apart = np.tensordot(own, (means - middle) ** 2, 1)
    calm, unsure = ([_CALM] * len(own), 1.0) if opinion is not None else ([_UNSURE] * len(own), _UNSURE)
    if opinion is not None:
        calm[-1] = _CALM_PROCESS
    around = np.tensordot(np.asarray(own) * calm, [each[1] for each in voices], 1)
    return middle, around + apart, unsure * np.tensordot(own, [each[2] for each in voices], 1)


def _restored(fit: Factors, models: Indices, benchmarks: Indices) -> Factors:
    """The fit over the table's own order of models and benchmarks."""
    m, b = np.argsort(models), np.argsort(benchmarks)
    dims, width = fit.point.score.shape[1], fit.point.load.shape[1]
    size = fit.point.load.size
    places = np.concatenate([(b[:, None] * width + np.arange(width)).ravel(),
                             np.arange(size, fit.curvature.outer.shape[0])])
    cross = fit.curvature.cross.reshape(len(m), dims, -1)[m][:, :, places].reshape(len(m) * dims, -1)
    curvature = replace(fit.curvature, inner=fit.curvature.inner[m], cross=cross,
                        outer=fit.curvature.outer[np.ix_(places, places)])
    point = replace(fit.point, score=fit.point.score[m], load=fit.point.load[b])
    widths = replace(fit.widths, noise=fit.widths.noise[b])
    cells = np.ix_(m, b)
    grid = Grid(fit.grid.weight[cells], fit.grid.score[cells], fit.grid.error[cells], fit.grid.floor[b])
    return Factors(point, widths, curvature, fit.floor[b], fit.spread[cells], fit.share[cells], grid,
                   replace(fit.design, columns=fit.design.columns[m]))
