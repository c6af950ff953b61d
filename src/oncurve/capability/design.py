"""What is known of models besides their scores, as columns; and an order of models that no name decides."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from oncurve.basis.spread import Array
from oncurve.capability.table import ScoreTable

__all__ = ["Design", "canonical", "design_of", "effort_level", "pattern"]

Indices = npt.NDArray[np.intp]
_PATTERNS = 3
#: the commonest labels get a column; with more, time would grow as their cube
_MOST_LABELS = {"organisation": 30, "family": 40, "effort": 12}
_LEVELS = {"low": -1.0, "minimal": -1.0, "medium": 0.0, "high": 1.0, "max": 1.5, "xhigh": 1.5}


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Columns on which the scores of models on hidden dimensions are regressed.

    Args:
        columns: shape (M, p), each about as wide as a standard normal, or 0 and 1 for labels.
        group: which columns share a prior width, shape (p,), from 0.
        tests: columns on which the loads of benchmarks are regressed, the first of ones, shape (B, q).
    """

    columns: Array
    group: Indices
    tests: Array

    @property
    def groups(self) -> int:
        """How many groups of columns there are."""
        return int(self.group.max()) + 1 if self.group.size else 0


def canonical(table: ScoreTable) -> tuple[Indices, Indices]:
    """An order of models and one of benchmarks that depend on scores, dates and sizes of labels, never on names."""
    scores: list[list[float]] = [[] for _ in table.benchmarks]
    for place, score in zip(table.benchmark, table.score, strict=True):
        scores[place].append(float(score))
    benchmarks = sorted(range(len(scores)), key=lambda place: (len(scores[place]), sorted(scores[place])))
    rank = np.empty(len(benchmarks), dtype=np.intp)
    rank[benchmarks] = np.arange(len(benchmarks))
    cells: list[list[tuple[int, float]]] = [[] for _ in table.models]
    for model, place, score in zip(table.model, table.benchmark, table.score, strict=True):
        cells[model].append((int(rank[place]), float(score)))
    sizes = {name: Counter(labels) for name, labels in table.traits.items()}

    def key(model: int) -> tuple[object, ...]:
        date = table.dates[model]
        shares = tuple(sizes[name][labels[model]] for name, labels in sorted(table.traits.items()))
        return len(cells[model]), sorted(cells[model]), -1.0 if np.isnan(date) else float(date), shares

    return np.asarray(sorted(range(len(cells)), key=key)), np.asarray(benchmarks)


def pattern(seen: Array, count: int = _PATTERNS) -> tuple[Array, Array]:
    """Leading patterns of who was tested on what: of the models (M, k) and of the benchmarks (B, k).

    Which tests a model was given tells its time and kind, with no name read.
    """
    share = seen.mean(0)
    scaled = (seen - share) / np.sqrt(share * (1 - share) + 0.02)
    left, _, right = np.linalg.svd(scaled, full_matrices=False)
    k = min(count, left.shape[1])
    sign = np.where(np.sum(left[:, :k] ** 3, 0) < 0, -1.0, 1.0)
    return left[:, :k] * sign * np.sqrt(seen.shape[0]), right[:k].T * sign * np.sqrt(seen.shape[1])


def effort_level(label: str) -> float:
    """A label of effort as a number: -1 low, 0 medium, 1 high; thousands of tokens by their logarithm; else 0."""
    text = label.strip().lower()
    found = re.fullmatch(r"(\d+(?:\.\d+)?)k?", text)
    if found:
        return float(np.log2(max(float(found[1]), 1.0) / 16) / 2)
    return _LEVELS.get(text, 0.0)


def design_of(table: ScoreTable, seen: Array) -> Design:
    """The columns of a table: patterns of testing, date, effort, and the commoner labels.

    Args:
        table: for dates and labels.
        seen: 1 where a model has a score on a benchmark, shape (M, B).
    """
    left, right = pattern(seen)
    number = np.log(np.maximum(seen.sum(1), 1.0))
    columns = [*left.T, _scaled(number)]
    group = [0] * len(columns)
    for column in (*_date_columns(table.dates), *_effort_columns(table.traits["effort"])):
        columns.append(column)
        group.append(1)
    for place, (name, most) in enumerate(_MOST_LABELS.items(), start=2):
        marks = _marks(table.traits[name], most)
        columns += marks
        group += [place] * len(marks)
    tests = np.stack([np.ones(seen.shape[1]), *right.T], axis=1)
    return Design(np.stack(columns, axis=1), np.asarray(group, dtype=np.intp), tests)


def _scaled(values: Array) -> Array:
    width = float(values.std())
    return np.asarray((values - values.mean()) / width) if width > 0 else np.zeros_like(values)


def _date_columns(dates: Array) -> list[Array]:
    """Date, and the square of date that is no line; unknown dates stand at the middle."""
    known = ~np.isnan(dates)
    if known.sum() < 3 or np.ptp(dates[known]) == 0:
        return []
    middle, width = dates[known].mean(), dates[known].std()
    line = np.where(known, (dates - middle) / width, 0.0)
    bend = line**2 - np.polyval(np.polyfit(line[known], line[known] ** 2, 1), line)
    return [line, _scaled(np.where(known, bend, 0.0))]


def _effort_columns(labels: tuple[str, ...]) -> list[Array]:
    thinks = np.asarray([float(bool(label)) for label in labels])
    if not thinks.any():
        return []
    return [thinks - thinks.mean(), np.asarray([effort_level(label) for label in labels])]


def _marks(labels: tuple[str, ...], most: int) -> list[Array]:
    """A column of 0 and 1 for each label that at least two models have, the commonest first."""
    places = {name: tuple(i for i, each in enumerate(labels) if each == name) for name in set(labels) - {""}}
    common = sorted((where for where in places.values() if len(where) > 1), key=lambda where: (-len(where), where))
    marks = []
    for where in common[:most]:
        mark = np.zeros(len(labels))
        mark[list(where)] = 1.0
        marks.append(mark)
    return marks
