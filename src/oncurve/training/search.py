"""Searches every legal parallel layout of a model on so many chips: memory first, then time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from oncurve.architecture.dimensions import Dimensions
from oncurve.training.efficiency import Efficiency
from oncurve.training.layout import RECOMPUTE, Layout
from oncurve.training.memory import memory_of
from oncurve.training.stages import DUALPIPE
from oncurve.training.step import step_seconds
from oncurve.training.system import System

__all__ = ["Found", "Task", "search", "spaces"]

Array = npt.NDArray[np.float64]
#: Layouts evaluated at once: this bounds the memory of a search.
_CHUNK = 400_000
#: Sharding stages, schedules, and whether norms are cut along the sequence.
_ZERO = (0, 1, 2, 3)
#: Layouts whose times are within this share are alike, and how many more are kept of each part to choose from.
_ALIKE, _MORE = 0.005, 8
_FIRST_PART = ("tp", "cp", "ep", "microbatch", "sequence_parallel")


@dataclass(frozen=True, slots=True)
class Task:
    """What is searched.

    Args:
        dims: the model.
        system: the chips.
        chips: how many.
        batch: sequences of a step.
        sequence: tokens of one.
        bits: of the numbers that matrices are multiplied in.
        said: cells of the layout that must hold.
    """

    dims: Dimensions
    system: System
    chips: int
    batch: int
    sequence: int
    bits: int = 16
    said: Mapping[str, int] = field(default_factory=dict)


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
    """

    evaluated: int = 0
    feasible: int = 0
    best: list[dict[str, float]] = field(default_factory=list)
    pareto: list[dict[str, float]] = field(default_factory=list)
    rejected: Counter[str] = field(default_factory=Counter)


def search(task: Task, efficiency: Efficiency, top: int = 5) -> Found:
    """Evaluate every legal layout by central values.

    Args:
        task: what is searched.
        efficiency: what the chips reach; plain numbers.
        top: how many of the fastest to return.
    """
    found = Found()
    slower: list[Array] = []
    for space in spaces(task):
        held = memory_of(task.dims, space)
        needed = np.asarray(held.total)
        found.evaluated += needed.size
        fits = needed <= task.system.memory
        if not fits.all():
            _count_overfull(found, held, fits, float(task.system.memory))
        if not fits.any():
            continue
        rows = np.flatnonzero(fits.any(axis=(1, 2)))
        layout = space.having(**{name: getattr(space, name)[rows] for name in _FIRST_PART})
        needed, fits = needed[rows], fits[rows]
        seconds = np.broadcast_to(step_seconds(task.dims, layout, task.system, efficiency), needed.shape)
        found.feasible += int(np.count_nonzero(fits))
        times = seconds[fits]
        slower.append(times.astype(np.float32))
        _keep(found, layout, (np.flatnonzero(fits), times, needed[fits]), top)
    if slower:
        _count_slower(found, np.concatenate(slower))
    return found


def spaces(task: Task) -> Iterator[Layout]:
    """All legal layouts, as layouts whose fields broadcast: degrees, recomputation, and how stages are run."""
    layers = round(float(task.dims.layers))
    for pp in range(1, layers + 1):
        if task.chips % pp or not _said(task, "pp", pp):
            continue
        first = _first_part(task, task.chips // pp)
        last = _last_part(task, pp, layers)
        again = np.arange(len(RECOMPUTE)) if "recompute" not in task.said else np.asarray([task.said["recompute"]])
        if not first.size or not last.size:
            continue
        rows = max(_CHUNK // (last.shape[1] * again.size), 1)
        for start in range(0, first.shape[1], rows):
            yield _layout(task, pp, first[:, start:start + rows], again, last)


def _layout(task: Task, pp: int, first: Array, again: Any, last: Array) -> Layout:
    degrees = {name: first[place][:, None, None] for place, name in enumerate(_FIRST_PART)}
    chunks, schedule, zero = (column[None, None, :] for column in last)
    return Layout(chips=float(task.chips), pp=float(pp), etp=1.0, batch=float(task.batch), bits=float(task.bits),
                  sequence=float(task.sequence), interleave=chunks, schedule=schedule.astype(np.intp), zero=zero,
                  recompute=again[None, :, None], flash=1.0, shard=0.0, **degrees)


def _first_part(task: Task, ranks: int) -> Array:
    """Degrees inside a stage of so many chips, with the micro-batch: an array of shape (5, n)."""
    dims = task.dims
    found = []
    experts = _divisors(round(float(dims.experts))) if float(dims.moe_layers) else [1]
    for tp in _divisors(round(float(dims.heads))):
        if ranks % tp or not _said(task, "tp", tp):
            continue
        for cp in _powers(ranks // tp, task.sequence):
            data = ranks // (tp * cp)
            if task.batch % data or not _said(task, "cp", cp) or not _said(task, "dp", data):
                continue
            # Cutting sequences and then stacking several is the same work with more traffic.
            sizes = _divisors(task.batch // data) if cp == 1 or "microbatch" in task.said else [1]
            micro = [each for each in sizes if _said(task, "microbatch", each)]
            degrees = [each for each in experts if ranks % each == 0 and _said(task, "ep", each)]
            cuts = (0, 1) if tp > 1 else (0,)
            found += [(tp, cp, ep, size, cut) for ep in degrees for size in micro for cut in cuts]
    return np.asarray(found, dtype=np.float64).T


def _last_part(task: Task, pp: int, layers: int) -> Array:
    """Chunks of a stage, schedule and sharding: an array of shape (3, n)."""
    ways = [(1, 0)]
    if pp > 1:
        ways += [(chunks, 0) for chunks in _divisors(-(-layers // pp)) if chunks > 1] + [(1, 1)]
        ways += [(1, DUALPIPE)] if pp % 2 == 0 else []
    ways = [(chunks, schedule) for chunks, schedule in ways
            if _said(task, "interleave", chunks) and _said(task, "schedule", schedule)]
    stages = [zero for zero in _ZERO if _said(task, "zero", zero)]
    return np.asarray([(*way, zero) for way in ways for zero in stages], dtype=np.float64).T


def _said(task: Task, name: str, value: int) -> bool:
    return name not in task.said or task.said[name] == value


def _divisors(number: int) -> list[int]:
    return [each for each in range(1, number + 1) if number % each == 0]


def _powers(ranks: int, sequence: int) -> list[int]:
    found = [1]
    while ranks % (2 * found[-1]) == 0 and sequence % (4 * found[-1]) == 0:
        found.append(2 * found[-1])
    return found


def _count_overfull(found: Found, held: Any, fits: npt.NDArray[np.bool_], room: float) -> None:
    """Count layouts that do not fit, by the first part that overfills the memory."""
    left = ~fits
    so_far: Any = 0.0
    for part, words in (("overhead", "the runtime"), ("weights", "weights and gradients"),
                        ("optimiser", "optimiser states"), ("activations", "activations"), ("logits", "logits")):
        so_far = so_far + getattr(held, part)
        over = left & (so_far > room)
        count = int(np.count_nonzero(over))
        if count:
            found.rejected[f"over memory with {words}"] += count
            left &= ~over


def _count_slower(found: Found, seconds: Array) -> None:
    best = float(seconds.min())
    edges = ((1.1, "slower than the best by up to 10%"), (1.5, "slower by 10 to 50%"), (np.inf, "slower by more"))
    low = 1.0
    for edge, words in edges:
        count = int(np.count_nonzero((seconds > low * best) & (seconds <= edge * best)))
        if count:
            found.rejected[words] += count
        low = edge


def _keep(found: Found, layout: Layout, these: tuple[Any, Array, Array], top: int) -> None:
    """Keep the fastest so far, and the front of time against memory."""
    places, times, sizes = these
    shape = np.broadcast_shapes(*(np.shape(getattr(layout, each.name)) for each in fields(Layout)))
    many = min(_MORE * top, times.size)
    fastest = np.argpartition(times, many - 1)[:many]
    front = _front(times, sizes)

    def row(index: int) -> dict[str, float]:
        at = np.unravel_index(places[index], shape)
        plain = {each.name: float(np.broadcast_to(getattr(layout, each.name), shape)[at]) for each in fields(Layout)}
        return plain | {"seconds": float(times[index]), "bytes": float(sizes[index])}

    found.best = sorted(found.best + [row(i) for i in fastest], key=_preference)[:top]
    merged = found.pareto + [row(i) for i in front]
    kept = _front(np.asarray([each["seconds"] for each in merged]), np.asarray([each["bytes"] for each in merged]))
    found.pareto = [merged[i] for i in kept]


def _preference(row: Mapping[str, float]) -> tuple[float, ...]:
    """The faster first; of those within half a percent, the one that splits less and needs less memory."""
    return round(np.log(row["seconds"]) / _ALIKE), row["cp"] * row["tp"], row["zero"], row["bytes"]


def _front(times: Array, sizes: Array) -> Any:
    """Places of the points that no other beats in both, by size."""
    order = np.lexsort((times, sizes))
    best = np.minimum.accumulate(times[order])
    first = np.concatenate([[True], best[1:] < best[:-1]])
    return order[first]
