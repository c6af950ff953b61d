"""All legal parallel layouts of a model on so many chips, as arrays that broadcast.

A space has five axes: what is recomputed, how stages are run, what is sharded, the degree of experts, and degrees
inside a stage. Most kernels hang on the last alone, so that they are worked out once for all layouts that share it; it
is the longest, and therefore the innermost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from oncurve.architecture.dimensions import Dimensions
from oncurve.training.layout import RECOMPUTE, Layout
from oncurve.training.legal import divisors
from oncurve.training.stages import DUALPIPE
from oncurve.training.system import System

__all__ = ["FIRST_PART", "GATHERED", "Task", "layouts_at", "rows_of", "size_of", "spaces"]

Array = npt.NDArray[np.float64]
#: Layouts evaluated at once: this bounds the memory of a search.
_CHUNK = 500_000
_AXES = 5
#: Sharding stages; from the last on weights are gathered, and kernels are those of other libraries.
_ZERO, GATHERED = (0, 1, 2, 3), 3
#: Cells that a search leaves as they are said, and what they are where they are not.
_HELD = {"etp": 1, "flash": 1, "shard": 0, "offload": 0}
#: Degrees inside a stage, with its micro-batch.
FIRST_PART = ("tp", "cp", "microbatch", "sequence_parallel")


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
        said: cells of the layout that must hold; `interleave_not` for stages that are one chunk each.
    """

    dims: Dimensions
    system: System
    chips: int
    batch: int
    sequence: int
    bits: int = 16
    said: Mapping[str, int] = field(default_factory=dict)


def spaces(task: Task) -> Iterator[Layout]:
    """All legal layouts: recomputation, ways to run stages, sharding, experts and degrees along five axes.

    What changes kernels for all, a schedule that sets cores aside and gathered weights, is split off, so that it
    varies within no space.
    """
    layers = round(float(task.dims.layers))
    again = np.arange(len(RECOMPUTE)) if "recompute" not in task.said else np.asarray([task.said["recompute"]])
    for pp in divisors(task.chips):
        if pp > layers or not _said(task, "pp", pp):
            continue
        first, experts = _first_part(task, task.chips // pp), _expert_degrees(task, task.chips // pp)
        if not first.size or not experts.size:
            continue
        for ways, zero in _last_parts(task, pp, layers):
            rows = max(_CHUNK // (experts.size * len(ways) * len(zero) * again.size), 1)
            for start in range(0, first.shape[1], rows):
                yield _layout(task, pp, (first[:, start:start + rows], experts, again), (ways, zero))


def size_of(space: Layout) -> tuple[int, int, int, int, int]:
    """How many values a space has along each of its axes."""
    again, ways, zero, experts, first = (np.size(each) for each in (space.recompute, space.interleave, space.zero,
                                                                    space.ep, space.tp))
    return again, ways, zero, experts, first


def rows_of(space: Layout, rows: npt.NDArray[np.intp]) -> Layout:
    """A space with these of its degrees alone."""
    return space.having(**{name: getattr(space, name)[..., rows] for name in FIRST_PART})


def layouts_at(space: Layout, places: tuple[npt.NDArray[np.intp], ...]) -> dict[str, Array]:
    """Layouts of a space as columns of numbers.

    Args:
        space: the space.
        places: where they stand along each of its axes, each of shape (n,).
    """
    found = {}
    for each in fields(Layout):
        value = getattr(space, each.name)
        if np.ndim(value):
            value = value[tuple(place if size > 1 else 0 for place, size in zip(places, value.shape, strict=True))]
        found[each.name] = np.full(places[0].shape, value, dtype=np.float64)
    return found


def _layout(task: Task, pp: int, first: tuple[Array, Array, Any],
            last: tuple[list[tuple[int, int]], list[int]]) -> Layout:
    def along(axis: int, values: Any) -> Any:
        return np.asarray(values).reshape([-1 if place == axis else 1 for place in range(_AXES)])

    degrees = {name: along(_AXES - 1, column) for name, column in zip(FIRST_PART, first[0], strict=True)}
    chunks, schedule = zip(*last[0], strict=True)
    held = {name: float(task.said.get(name, usual)) for name, usual in _HELD.items()}
    return Layout(chips=float(task.chips), pp=float(pp), batch=float(task.batch), bits=float(task.bits),
                  sequence=float(task.sequence), ep=along(3, first[1]), recompute=along(0, first[2]),
                  interleave=along(1, chunks).astype(np.float64), schedule=along(1, schedule),
                  zero=along(2, last[1]).astype(np.float64), **held, **degrees)


def _expert_degrees(task: Task, ranks: int) -> Array:
    experts = divisors(round(float(task.dims.experts))) if float(task.dims.moe_layers) else (1,)
    inside = task.said.get("etp", _HELD["etp"])
    return np.asarray([each for each in experts if ranks % (each * inside) == 0 and _said(task, "ep", each)],
                      dtype=np.float64)


def _first_part(task: Task, ranks: int) -> Array:
    """Degrees inside a stage of so many chips, with the micro-batch: an array of shape (4, n)."""
    found: list[tuple[int, int, int, int]] = []
    for tp in divisors(round(float(task.dims.heads))):
        if ranks % tp or not _said(task, "tp", tp):
            continue
        cuts = (0, 1) if tp > 1 else (0,)
        for cp in _powers(ranks // tp, task.sequence):
            data = ranks // (tp * cp)
            if task.batch % data or not _said(task, "cp", cp) or not _said(task, "dp", data):
                continue
            # Cutting sequences and then stacking several is the same work with more traffic.
            sizes = divisors(task.batch // data) if cp == 1 or "microbatch" in task.said else (1,)
            if "microbatch" in task.said:
                sizes = tuple(size for size in sizes if size == task.said["microbatch"])
            found += [(tp, cp, size, cut) for size in sizes for cut in cuts]
    return np.asarray(found, dtype=np.float64).T


def _last_parts(task: Task, pp: int, layers: int) -> Iterator[tuple[list[tuple[int, int]], list[int]]]:
    """Chunks of a stage with their schedule, and sharding, of each space."""
    ways = [(1, 0)]
    if pp > 1:
        ways += [(chunks, 0) for chunks in divisors(-(-layers // pp)) if chunks > 1] + [(1, 1)]
        ways += [(1, DUALPIPE)] if pp % 2 == 0 else []
    ways = [(chunks, schedule) for chunks, schedule in ways
            if _said(task, "interleave", chunks) and _said(task, "schedule", schedule)
            and (chunks == 1 or "interleave_not" not in task.said)]
    stages = [zero for zero in _ZERO if _said(task, "zero", zero)]
    moe = float(task.dims.moe_layers) > 0
    for beside in (False, True):
        these = [way for way in ways if (way[1] == DUALPIPE) == beside]
        for gathered in (False, True):
            zero = [each for each in stages if moe or (each >= GATHERED) == gathered]
            if these and zero and not (moe and gathered):
                yield these, zero


def _said(task: Task, name: str, value: int) -> bool:
    return name not in task.said or task.said[name] == value


def _powers(ranks: int, sequence: int) -> list[int]:
    found = [1]
    while ranks % (2 * found[-1]) == 0 and sequence % (4 * found[-1]) == 0:
        found.append(2 * found[-1])
    return found
