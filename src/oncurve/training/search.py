"""Searches every legal parallel layout of a model on so many chips: memory first, then time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from oncurve.training.efficiency import Efficiency
from oncurve.training.layout import Layout
from oncurve.training.memory import memory_parts
from oncurve.training.shared import Shared
from oncurve.training.spaces import Task, layouts_at, rows_of, size_of, spaces
from oncurve.training.step import step_parts, step_seconds
from oncurve.training.table import NEVER, Single, Table

__all__ = ["Found", "search"]

Array = npt.NDArray[np.float64]
#: Layouts whose times are within this share are alike, and how many more are kept to choose from.
_ALIKE, _MORE = 0.005, 24
#: How many times the best a layout may take and still be counted as near.
_NEAR = ((1.0, ""), (1.1, "slower than the best by up to 10%"), (1.5, "slower by 10 to 50%"))
_FARTHER = "slower by more"
#: What layouts differ in beside what is sharded and recomputed.
_SHAPE = ("tp", "pp", "cp", "ep", "etp", "interleave", "microbatch", "schedule", "sequence_parallel")
#: Rows from which the front is begun.
_SEED = 16


@dataclass(slots=True)
class Found:
    """What a search found.

    Args:
        evaluated: legal layouts that were evaluated.
        feasible: those that fit into memory.
        best: the fastest, as plain numbers with `seconds` and `bytes`, the fastest first.
        pareto: those for which no other is both faster and smaller, by memory.
        rejected: how many did not fit, by what overfills the memory; and how many were slower than the best, by
            how much.
        landscape: for each pair of tensor degree and stages, how many layouts there are, how many fit, and seconds
            of the fastest that fits.
    """

    evaluated: int = 0
    feasible: int = 0
    best: list[dict[str, float]] = field(default_factory=list)
    pareto: list[dict[str, float]] = field(default_factory=list)
    rejected: Counter[str] = field(default_factory=Counter)
    landscape: dict[tuple[int, int], tuple[int, int, float]] = field(default_factory=dict)


def search(task: Task, efficiency: Efficiency, top: int = 5) -> Found:
    """Evaluate every legal layout by central values.

    Args:
        task: what is searched.
        efficiency: what the chips reach; plain numbers.
        top: how many of the fastest to return.
    """
    found, near, kept = Found(), _Near(), _Kept(_MORE * top)
    room = float(task.system.memory)
    every = list(spaces(task))
    if not every:  # no degrees are legal on so many chips
        return found
    shared = Shared(task, efficiency, every)
    table = Table(max(map(prod, map(size_of, every))))
    for space in map(Layout.narrowed, every):
        size = size_of(space)
        parts = memory_parts(task.dims, space, task.system, shared.kept(space))
        fixed, moving = parts[0] + parts[1] + parts[2], parts[3]
        least = np.broadcast_to(_least(fixed) + _least(moving), size[3:])
        rows = np.flatnonzero(least.min(axis=0) <= room)
        fits, row_best = np.zeros((1, 0), dtype=bool), np.empty(0, dtype=np.float32)
        if rows.size:
            part = space if rows.size == size[4] else rows_of(space, rows)
            table.fill((*size[:4], rows.size), step_parts(task.dims, part, task.system, efficiency, shared.layer(part)),
                       (_of_rows(fixed, rows), _of_rows(moving, rows)), room)
            fits, row_best = table.fits, table.times.min(axis=0)
            near.add(table.times, row_best)
            kept.add(part, table, (row_best, least[:, rows].ravel()))
        _count(found, (space, size, rows), parts, room, (np.add.reduce(fits, axis=0, dtype=np.int64), row_best))
    near.count(found)
    found.best, found.pareto = kept.answer(task, efficiency, top)
    return found


def _least(of: Any) -> Array:
    """The least along every axis but the last two."""
    many = np.asarray(of, dtype=np.float64)
    return many.min(axis=(0, 1, 2)) if many.ndim else many


def _of_rows(of: Any, rows: npt.NDArray[np.intp]) -> Any:
    many = np.asarray(of)
    return many[..., rows] if many.ndim and many.shape[-1] > 1 else many


def _count(found: Found, told: tuple[Layout, tuple[int, ...], Any], parts: tuple[Any, ...], room: float,
           of_rows: tuple[Any, Any]) -> None:
    """Count a space: what fits, what overfills the memory, and the landscape over degrees."""
    _, size, _ = told
    whole, feasible = prod(size), int(of_rows[0].sum())
    found.evaluated += whole
    found.feasible += feasible
    seen = 0
    so_far: Any = 0.0
    for part, words in zip(parts[:3], ("the runtime", "weights and gradients", "optimiser states"), strict=True):
        so_far = so_far + np.asarray(part)
        over = int(np.count_nonzero(so_far > room)) * (whole // np.size(so_far)) - seen
        if over:
            found.rejected[f"over memory with {words}"] += over
        seen += over
    if whole - feasible - seen:
        found.rejected["over memory with activations and logits"] += whole - feasible - seen
    _count_cells(found, told, of_rows)


def _count_cells(found: Found, told: tuple[Layout, tuple[int, ...], Any], of_rows: tuple[Any, Any]) -> None:
    """Count a space in the landscape over tensor degree and stages."""
    space, size, rows = told
    degrees, which, counts = np.unique(space.tp.ravel(), return_inverse=True, return_counts=True)
    row_fits, row_best = (many.reshape(size[3], rows.size) for many in of_rows)
    fit = np.bincount(which[rows], row_fits.sum(axis=0), minlength=degrees.size)
    best = np.full(degrees.size, np.inf)
    np.minimum.at(best, which[rows], row_best.min(axis=0))
    for place, tp in enumerate(degrees.tolist()):
        cell = int(tp), int(space.pp)
        many, feasible, fastest = found.landscape.get(cell, (0, 0, np.inf))
        found.landscape[cell] = (many + int(counts[place]) * prod(size[:4]), feasible + int(fit[place]),
                                 min(fastest, float(best[place])))


class _Near:
    """Counts layouts by how much slower than the best they are; holds no more than those that may count as near."""

    def __init__(self) -> None:
        self.best = np.inf
        self.times: list[Single] = []

    def add(self, times: Single, row_best: Single) -> None:
        self.best = min(self.best, float(row_best.min()))
        limit = np.float32(_NEAR[-1][0] * self.best)
        rows = row_best <= limit
        if rows.any():
            some = times[:, rows]
            self.times.append(some[some <= limit])

    def count(self, found: Found) -> None:
        if not found.feasible:
            return
        times = np.concatenate(self.times)
        before = 0
        for most, words in _NEAR:
            count = int(np.count_nonzero(times <= np.float32(most * self.best)))
            if words and count > before:
                found.rejected[words] += count - before
            before = count
        if found.feasible > before:
            found.rejected[_FARTHER] += found.feasible - before


class _Kept:
    """The fastest layouts so far, and the front of time against memory.

    Args:
        most: how many of the fastest to keep.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._fast, self._edge = _Points.none(), _Points.none()

    def add(self, space: Layout, table: Table, of_rows: tuple[Single, Array]) -> None:
        """Look at those of a space that may be among the fastest or on the front: most rows hold none."""
        row_best, least = of_rows
        if not self._edge.seconds.size:
            first = np.concatenate([np.argsort(row_best)[:_SEED], np.argsort(least)[:_SEED]])
            self._look(space, table, np.unique(first))
        columns = np.flatnonzero(row_best < self._limit(least))
        if columns.size:
            self._look(space, table, columns)

    def _limit(self, sizes: Any) -> Single:
        """Seconds below which a layout of so much memory is kept: among the fastest, or on the front."""
        slowest = self._fast.seconds.max() if self._fast.seconds.size >= self.most else NEVER
        place = np.searchsorted(self._edge.sizes, sizes, side="right")
        edge = np.concatenate([[NEVER], self._edge.seconds])
        limit: Single = np.maximum(edge, slowest).astype(np.float32)[place]
        return limit

    def _look(self, space: Layout, table: Table, columns: Any) -> None:
        row, column = table.below(self._limit(table.least(columns)), columns)
        seconds, bytes_ = table.times[row, column], table.sizes(row, column)
        mask = seconds < self._limit(bytes_)
        if not mask.any():
            return
        row, column, seconds, bytes_ = row[mask], column[mask], seconds[mask], bytes_[mask]
        chosen = np.unique(np.concatenate([_fastest(seconds, self.most), _front(seconds, bytes_)]))
        found = _Points(seconds[chosen], bytes_[chosen], [(space, int(i), int(j)) for i, j in
                                                          zip(row[chosen], column[chosen], strict=True)])
        both = self._fast.and_also(found)
        self._fast = both.at(_fastest(both.seconds, self.most))
        both = self._edge.and_also(found)
        self._edge = both.at(_front(both.seconds, both.sizes))

    def answer(self, task: Task, efficiency: Efficiency, top: int) -> tuple[list[dict[str, float]], ...]:
        """The fastest, those first that split less and need less memory where times are alike; and the front.

        Of layouts that differ in nothing but what is sharded or recomputed, and take as long, the first stands for all.
        """
        rows = self._fast.and_also(self._edge).rows(task, efficiency)
        count = len(self._fast.where)
        edge = rows[count:]
        front = _front(*(np.asarray([row[name] for row in edge]) for name in ("seconds", "bytes"))) if edge else ()
        return _distinct(sorted(rows[:count], key=_preference), top), [edge[i] for i in front]


@dataclass(frozen=True, slots=True)
class _Points:
    """Layouts worth keeping: seconds, bytes, and where each stands: its space, row, and place in the row."""

    seconds: Single
    sizes: Single
    where: list[tuple[Layout, int, int]]

    @classmethod
    def none(cls) -> _Points:
        return cls(np.empty(0, np.float32), np.empty(0, np.float32), [])

    def at(self, places: Any) -> _Points:
        return _Points(self.seconds[places], self.sizes[places], [self.where[place] for place in places])

    def and_also(self, more: _Points) -> _Points:
        return _Points(np.concatenate([self.seconds, more.seconds]), np.concatenate([self.sizes, more.sizes]),
                       self.where + more.where)

    def rows(self, task: Task, efficiency: Efficiency) -> list[dict[str, float]]:
        """All of them as plain numbers, with seconds and bytes in double precision."""
        if not self.where:
            return []
        columns = {each.name: np.empty(len(self.where)) for each in fields(Layout)}
        for space in {id(space): space for space, _, _ in self.where}.values():
            mine = [i for i, where in enumerate(self.where) if where[0] is space]
            row, column = (np.asarray([self.where[i][part] for i in mine]) for part in (1, 2))
            size = size_of(space)
            places = (*np.unravel_index(row, size[:3]), *np.divmod(column, size[4]))
            for name, values in layouts_at(space, places).items():
                columns[name][mine] = values
        layout = Layout(**columns)
        columns["seconds"] = np.asarray(step_seconds(task.dims, layout, task.system, efficiency))
        columns["bytes"] = np.asarray(sum(memory_parts(task.dims, layout, task.system)))
        return [dict(zip(columns, values, strict=True))
                for values in zip(*(column.tolist() for column in columns.values()), strict=True)]


def _fastest(seconds: Single, most: int) -> Any:
    return np.argpartition(seconds, most - 1)[:most] if seconds.size > most else np.arange(seconds.size)


def _preference(row: dict[str, float]) -> tuple[float, ...]:
    """The faster first; of those within half a percent, the one that splits less and needs less memory."""
    return round(np.log(row["seconds"]) / _ALIKE), row["cp"] * row["tp"], row["zero"], row["bytes"]


def _distinct(rows: list[dict[str, float]], top: int) -> list[dict[str, float]]:
    """The first rows that differ in degrees, in how stages are run, or in time; then others, each once."""
    found: dict[tuple[float, ...], dict[str, float]] = {}
    others: dict[tuple[float, ...], dict[str, float]] = {}
    for row in rows:
        alike = (*(row[name] for name in _SHAPE), float(f"{row['seconds']:.6g}"))
        if alike in found:
            others.setdefault((*alike, row["zero"], row["recompute"]), row)
        else:
            found[alike] = row
    first = [(row["zero"], row["recompute"]) for row in found.values()]
    rest = [row for key, row in others.items() if key not in {(*a, *b) for a, b in zip(found, first, strict=True)}]
    return [*found.values(), *rest][:top]


def _front(times: Any, sizes: Any) -> Any:
    """Places of the points that no other beats in both, by size."""
    order = np.lexsort((times, sizes))
    best = np.minimum.accumulate(times[order])
    first = np.concatenate([[True], best[1:] < best[:-1]])
    return order[first]
