"""Layouts that a run may have had, where a source leaves cells open, and how likely each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import product

import numpy as np
import numpy.typing as npt

from oncurve.architecture.shape import Shape
from oncurve.training.layout import Layout
from oncurve.training.system import System

__all__ = ["Candidates", "candidates"]

Array = npt.NDArray[np.float64]
_MOST = 96
_DEGREES = (1, 2, 4, 8)
_STAGES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 16, 20, 24, 32, 48, 64)
#: Tokens of a step where the batch is not known, and the least micro-batches over stages.
_USUAL_BATCH, _ROUNDS = 4e6, 4


@dataclass(frozen=True, slots=True)
class Candidates:
    """Layouts a run may have had.

    Args:
        layout: all of them, each field an array of shape (n,).
        prior: how likely each is before its speed and memory are known; sums to 1.
    """

    layout: Layout
    prior: Array

    def __len__(self) -> int:
        return int(self.prior.size)


def candidates(shape: Shape, system: System, said: Mapping[str, int]) -> Candidates:
    """Every layout of usual degrees that agrees with the cells in `said`, with its prior weight.

    A cell that is not said is spread over what is legal: heads and layers divide, ranks multiply out to the
    number of chips, the batch divides over them. Weights fall with each further degree used, since nobody
    splits a model without need; what its speed and memory say is for the caller.
    """
    found: list[tuple[float, tuple[float, ...]]] = []
    for degrees, weight in _degrees(shape, system, said):
        for rest, more in _rest(shape, system, said, degrees):
            found.append((weight * more, degrees | rest))  # type: ignore[arg-type]
    found.sort(key=lambda each: -each[0])
    found = found[:_MOST]
    names = [each.name for each in fields(Layout)]
    columns = {name: np.asarray([row[name] for _, row in found], dtype=np.float64) for name in names}  # type: ignore[call-overload]
    prior = np.asarray([weight for weight, _ in found])
    return Candidates(Layout(**columns), prior / prior.sum())


def _options(said: Mapping[str, int], name: str, usual: tuple[int, ...]) -> tuple[int, ...]:
    return (said[name],) if name in said else usual


def _degrees(shape: Shape, system: System, said: Mapping[str, int]) -> Iterator[tuple[dict[str, float], float]]:
    """Chips and parallel degrees that multiply out."""
    given = said.get("global_batch_seqs")
    usual = max(round(_USUAL_BATCH / (said.get("seq_len") or 4096)), 1)
    sequence = said.get("seq_len") or min(shape.context or 4096, 4096)
    moe = shape.is_moe
    for tp, pp, cp, in product(_options(said, "tp", _tensor(shape, system)), _options(said, "pp", _STAGES),
                               _options(said, "cp", (1,))):
        if "pp" not in said and (pp > shape.layers or pp > 1 and shape.layers / pp < 2):
            continue
        for chips in _chips(said, tp * pp * cp, given or usual):
            ranks = chips / (tp * pp * cp)
            if "dp" not in said and ranks != int(ranks) and not {"tp", "pp"} <= said.keys():
                continue
            if "dp" in said and ranks != said["dp"] and not {"tp", "pp"} <= said.keys():
                continue
            if ranks < 1 and not {"tp", "pp", "cp"} <= said.keys():
                continue
            batch = given or max(usual, _ROUNDS * pp * ranks)
            usable = batch if batch >= ranks else ranks
            for ep in _options(said, "ep", _experts(shape, ranks * tp * cp)) if moe else (1,):
                weight = 0.7 ** np.log2(tp) * 0.8 ** np.log2(pp)
                yield {"chips": chips, "tp": tp, "pp": pp, "cp": cp, "ep": ep, "etp": 1.0, "batch": usable,
                       "sequence": sequence, "bits": said.get("bits", 16)}, float(weight)


def _tensor(shape: Shape, system: System) -> tuple[int, ...]:
    inside = int(np.max(system.domain))
    return tuple(degree for degree in _DEGREES if shape.heads % degree == 0 and degree <= inside)


def _experts(shape: Shape, ranks: float) -> tuple[int, ...]:
    usual = [degree for degree in (1, 2, 4, 8, 16, 32, 64, 128) if shape.experts_routed % degree == 0
             and degree <= ranks]
    return tuple(usual) or (1,)


def _chips(said: Mapping[str, int], group: int, batch: int) -> tuple[float, ...]:
    if "chips" in said:
        return (float(said["chips"]),)
    if "dp" in said:
        return (float(said["dp"] * group),)
    return tuple(float(size) for size in (256, 512, 1024, 2048) if size % group == 0 and size / group <= batch) or (
        float(group),)


def _rest(shape: Shape, system: System, said: Mapping[str, int],
          degrees: Mapping[str, float]) -> Iterator[tuple[dict[str, float], float]]:
    """Micro-batch, chunks, sharding, recomputation and attention kernels, with their weights."""
    ranks = degrees["chips"] / (degrees["tp"] * degrees["pp"] * degrees["cp"])
    each = max(degrees["batch"] / ranks, 1.0)
    micro = [(size, 1.0) for size in (1, 2, 4, 8) if size <= each] or [(1, 1.0)]
    if "microbatch" in said:
        micro = [(min(said["microbatch"], degrees["batch"]), 1.0)]
    for (size, a), (chunks, b), (zero, c), (again, d), (flash, e) in product(
            micro, _chunks(shape, said, degrees), _sharding(said, degrees, ranks), _recomputed(said),
            _flash(said, system)):
        yield {"microbatch": size, "interleave": chunks, "zero": zero, "recompute": again, "flash": flash,
               "schedule": said.get("schedule", 0), "shard": said.get("shard", 0),
               "sequence_parallel": float(degrees["tp"] > 1 and (again != 2 or flash > 0))}, a * b * c * d * e


def _chunks(shape: Shape, said: Mapping[str, int], degrees: Mapping[str, float]) -> list[tuple[float, float]]:
    if degrees["pp"] == 1 or "interleave_not" in said or said.get("schedule", 0) > 0:
        return [(1.0, 1.0)]
    if "interleave" in said:
        return [(float(said["interleave"]), 1.0)]
    per_stage = max(int(shape.layers // degrees["pp"]), 1)
    usual = sorted({size for size in (1, 2, 4, per_stage) if per_stage % size == 0})
    return [(float(size), 1.0) for size in usual]


def _sharding(said: Mapping[str, int], degrees: Mapping[str, float], ranks: float) -> list[tuple[float, float]]:
    if "zero" in said:
        return [(float(said["zero"]), 1.0)]
    if ranks <= 1:
        return [(0.0, 1.0)]
    if degrees["tp"] * degrees["pp"] > 1:
        return [(1.0, 1.0)]
    return [(1.0, 0.6), (3.0, 0.4)]


def _recomputed(said: Mapping[str, int]) -> list[tuple[float, float]]:
    if "recompute" in said:
        if said["recompute"] == 1 and said.get("zero", 0) >= 3:  # what libraries that shard weights call selective
            return [(1.0, 0.2), (3.0, 0.4), (4.0, 0.4)]
        return [(float(said["recompute"]), 1.0)]
    return [(0.0, 0.4), (1.0, 0.3), (2.0, 0.15), (3.0, 0.15)]


def _flash(said: Mapping[str, int], system: System) -> list[tuple[float, float]]:
    """Fused attention came in the middle of 2022: before the chips of that year, runs may be without."""
    if "flash" in said:
        return [(float(said["flash"]), 1.0)]
    if float(np.max(system.early)) < 1:
        return [(1.0, 1.0)]
    if said.get("zero", 0) >= 3:
        return [(1.0, 1.0)]
    return [(0.0, 0.75), (1.0, 0.25)]
