"""A second opinion on unseen cells: a Gaussian process over pairs of a model and a benchmark.

Two cells are alike where their models are (by date, family, organisation, effort, and by what the factors expect of
them) and their benchmarks are (by kind, by who was tested on them). The widths of the parts are fixed, on the scale of
log odds; slopes come from the factors. It needs a matrix of scores by scores, and so is asked only of tables up to
`MOST_SCORES`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from oncurve.basis.spread import Array
from oncurve.capability.design import effort_level, pattern
from oncurve.capability.factors import logistic, noise_shape
from oncurve.capability.table import ScoreTable

__all__ = ["MOST_SCORES", "Opinion", "process_opinion"]

MOST_SCORES = 3000
_FREEDOM = 6.0
_NOISE = 0.055
_ROUNDS = 8
#: variance of the log odds by (likeness of models, likeness of benchmarks)
_PARTS = {
    ("line", "all"): 0.45, ("family", "all"): 0.15, ("line", "self"): 0.15, ("effort", "self"): 0.12,
    ("line", "kind"): 0.09, ("self", "all"): 0.065, ("organisation", "all"): 0.045, ("organisation", "self"): 0.035,
    ("effort", "all"): 0.035, ("organisation", "kind"): 0.025, ("line", "tested"): 0.025, ("effort", "tested"): 0.02,
    ("near", "all"): 0.02, ("pattern", "all"): 0.016, ("near", "kind"): 0.012, ("effort", "kind"): 0.01,
    ("near", "self"): 0.01, ("family", "self"): 0.01, ("self", "self"): 0.01, ("self", "tested"): 0.02,
    ("family", "tested"): 0.02, ("alike", "self"): 0.1,
}
_INTERCEPT, _OFFSET = 4.0, 1.0
_NEAR_YEARS, _NEAR_ODDS = 0.35, 0.15


@dataclass(frozen=True, slots=True, eq=False)
class Opinion:
    """Log odds of every cell: their mean and variance, and the noise of each benchmark; (M, B), (M, B), (B,)."""

    odds: Array
    spread: Array
    noise: Array


def process_opinion(table: ScoreTable, seen: Array, slopes: Array, expected: Sequence[Array]) -> Opinion:
    """What the process expects of every cell.

    Args:
        table: the scores, one a cell, with dates and labels.
        seen: 1 where a score stands, shape (M, B).
        slopes: loadings on the first dimension, shape (B,).
        expected: log odds of every cell without intercepts by each of several fits, by which models are alike, (M, B).
    """
    models, benchmarks = _model_likeness(table, seen), _benchmark_likeness(table, seen)
    models["alike"] = _alike(expected)
    slope = np.clip(slopes, 0.3, 2.5)
    m, b = table.model, table.benchmark
    prior = _covariance(models, benchmarks, slope, (m, b), (m, b))
    weights, lower, noise = _settle(prior, table)
    shape = table.shape
    grid_m, grid_b = (each.ravel() for each in np.indices(shape))
    mean, spread = np.empty(grid_m.size), np.empty(grid_m.size)
    for start in range(0, grid_m.size, 2000):
        at = slice(start, start + 2000)
        across = _covariance(models, benchmarks, slope, (grid_m[at], grid_b[at]), (m, b))
        mean[at] = across @ weights
        own = sum(width * models[one][grid_m[at], grid_m[at]] * benchmarks[two][grid_b[at], grid_b[at]]
                  for (one, two), width in _PARTS.items() if one in models and two in benchmarks)
        own = own * slope[grid_b[at]] ** 2 + _INTERCEPT + _OFFSET
        spread[at] = own - (np.linalg.solve(lower, across.T) ** 2).sum(0)
    return Opinion(mean.reshape(shape), np.maximum(spread, 0.0).reshape(shape), noise)


def _model_likeness(table: ScoreTable, seen: Array) -> dict[str, Array]:
    found = {"self": np.eye(len(table.models))}
    known = ~np.isnan(table.dates)
    if known.sum() > 2 and np.ptp(table.dates[known]) > 0:
        years = np.where(known, table.dates, table.dates[known].mean())
        line = (years - years.mean()) / years.std()
        found["line"] = np.outer(line, line)
        found["near"] = np.exp(-0.5 * ((years[:, None] - years) / _NEAR_YEARS) ** 2)
    for name in ("organisation", "family"):
        labels = np.asarray(table.traits[name])
        found[name] = ((labels[:, None] == labels) & (labels != "")).astype(np.float64)
    thinks = np.asarray([float(bool(label)) for label in table.traits["effort"]])
    level = thinks * (1 + np.asarray([effort_level(label) for label in table.traits["effort"]]) / 4)
    found["effort"] = np.outer(thinks, thinks) + np.outer(level, level)
    left, _ = pattern(seen)
    found["pattern"] = left @ left.T / left.shape[1]
    return found


def _alike(expected: Sequence[Array]) -> Array:
    """How alike models are in what fits expect of them, from 1 for the same to 0, averaged over fits, shape (M, M)."""
    total = np.zeros((expected[0].shape[0],) * 2)
    for odds in expected:
        scaled = odds / max(float(odds.std()), 1e-9)
        square = (scaled**2).mean(1)
        apart = square[:, None] + square - 2 * scaled @ scaled.T / scaled.shape[1]
        total += np.exp(-np.maximum(apart, 0.0) / (2 * _NEAR_ODDS))
    return np.asarray(total / len(expected))


def _benchmark_likeness(table: ScoreTable, seen: Array) -> dict[str, Array]:
    count = len(table.benchmarks)
    kinds = np.asarray(table.kinds)
    _, right = pattern(seen, 4)
    apart = ((right[:, None] - right) ** 2).sum(-1)
    return {"all": np.ones((count, count)), "self": np.eye(count), "tested": np.exp(-apart / 3),
            "kind": ((kinds[:, None] == kinds) & (kinds != "")).astype(np.float64)}


Cells = tuple[np.ndarray[tuple[int], np.dtype[np.intp]], np.ndarray[tuple[int], np.dtype[np.intp]]]


def _covariance(models: dict[str, Array], benchmarks: dict[str, Array], slope: Array, one: Cells, two: Cells) -> Array:
    rows, columns = np.ix_(one[0], two[0]), np.ix_(one[1], two[1])
    total = np.zeros((one[0].size, two[0].size))
    for likeness in benchmarks:
        parts = [width * models[name][rows] for (name, other), width in _PARTS.items()
                 if other == likeness and name in models]
        if parts:
            total += np.sum(parts, axis=0) * benchmarks[likeness][columns]
    same = one[1][:, None] == two[1]
    return np.asarray(total * slope[one[1]][:, None] * slope[two[1]] + same * _INTERCEPT + _OFFSET)


def _settle(prior: Array, table: ScoreTable) -> tuple[Array, Array, Array]:
    """The weights of the mode of the log odds, the factor of the covariance, and the noise by benchmark."""
    y, b, size = table.score, table.benchmark, len(table.benchmarks)
    count = np.bincount(b, minlength=size)
    near = np.clip(y, 0.03, 0.97)
    odds = np.log(near / (1 - near)) * 0.8
    noise = np.full(size, _NOISE**2)
    weights, lower = np.zeros_like(y), prior
    for number in range(_ROUNDS):
        share = logistic(odds)
        rise = np.maximum(share * (1 - share), 0.02)
        variance = noise[b] * noise_shape(share)
        trust = (_FREEDOM + 1) / (_FREEDOM + (y - share) ** 2 / variance) if number else np.ones_like(y)
        covariance = prior.copy()
        covariance[np.diag_indices_from(covariance)] += variance / rise**2 / trust
        target = odds + (y - share) / rise
        lower = np.asarray(np.linalg.cholesky(covariance), dtype=np.float64)
        weights = np.linalg.solve(lower.T, np.linalg.solve(lower, target))
        odds = prior @ weights if number == _ROUNDS - 1 else 0.4 * odds + 0.6 * (prior @ weights)
        if number in (3, 5):
            left_out = 1 / (np.linalg.inv(lower) ** 2).sum(0)  # variance of each cell, left out
            ratio = np.bincount(b, trust * weights**2 * left_out, size)
            noise = noise * np.clip((ratio + 4) / (count + 4), 0.4, 2.5)
    return weights, lower, noise
