"""Layouts that a run may have had, where a source leaves cells open, and how likely each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from oncurve.architecture.dimensions import dimensions
from oncurve.architecture.shape import Shape
from oncurve.training.layout import Layout
from oncurve.training.memory import memory_of
from oncurve.training.system import System

__all__ = ["TIGHTNESS", "Candidates", "candidates"]

Array = npt.NDArray[np.float64]
Weighted = list[tuple[float, float]]
#: Layouts kept of a run, and enumerated at most.
_MOST, _MOST_LOOKED_AT = 96, 60_000
_DEGREES = (1, 2, 4, 8)
_STAGES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 16, 20, 24, 32, 48, 64)
_EXPERT_DEGREES = (1, 2, 4, 8, 16, 32, 64, 128)
_CLUSTERS = (256, 512, 1024, 2048)
#: Cells that are set aside in turn where no layout agrees with all.
_DISBELIEVED = ((), ("dp",), ("dp", "cp"), ("dp", "cp", "tp"), ("dp", "cp", "tp", "pp", "ep"),
                ("dp", "cp", "tp", "pp", "ep", "chips"))
#: Tokens of a step where the batch is not known, and the least micro-batches over stages.
_USUAL_BATCH, _ROUNDS = 4e6, 4
_USUAL_SEQUENCE = 4096
#: How much less likely a layout is that needs a factor e more memory than there is: an exponent.
TIGHTNESS = 12.0
#: Weight of each further doubling of the tensor-parallel degree, and of the stages: nobody splits without need.
_PER_SPLIT, _PER_STAGE = 0.7, 0.8


@dataclass(frozen=True, slots=True)
class Candidates:
    """Layouts a run may have had.

    Args:
        layout: all of them, each field an array of shape (n,).
        prior: how likely each is before its speed is known; sums to 1.
    """

    layout: Layout
    prior: Array

    def __len__(self) -> int:
        return int(self.prior.size)


def candidates(shape: Shape, system: System, said: Mapping[str, int]) -> Candidates:
    """The likeliest layouts that agree with the cells in `said`, with their prior weights.

    A cell that is not said is spread over what is legal: heads and layers divide, ranks multiply out to the
    number of chips, the batch divides over them. Weights fall with each further degree used and with memory that
    a chip does not have; what a layout's speed says is for the caller.
    """
    found: list[tuple[float, dict[str, float]]] = []
    for disbelieved in _DISBELIEVED:  # cells that contradict each other: the first set without which they do not
        held = {name: value for name, value in said.items() if name not in disbelieved}
        for degrees, weight in _degrees(shape, system, held):
            found += [(weight * more, degrees | rest) for rest, more in _rest(shape, system, held, degrees)]
            if len(found) > _MOST_LOOKED_AT:
                break
        if found:
            break
    columns = {each.name: np.asarray([row[each.name] for _, row in found], dtype=np.float64) for each in fields(Layout)}
    layout, prior = Layout(**columns), np.asarray([weight for weight, _ in found])
    if prior.size > 1:
        needed = np.broadcast_to(memory_of(dimensions(shape), layout, system).total, prior.shape)
        prior = prior * np.minimum(system.memory / needed, 1.0) ** TIGHTNESS
        kept = np.argsort(-prior, kind="stable")[:_MOST]
        layout = Layout(**{name: column[kept] for name, column in columns.items()})
        prior = prior[kept]
    return Candidates(layout, prior / prior.sum())


def _options(said: Mapping[str, int], name: str, usual: tuple[int, ...]) -> tuple[int, ...]:
    return (said[name],) if name in said else usual


def _degrees(shape: Shape, system: System, said: Mapping[str, int]) -> Iterator[tuple[dict[str, float], float]]:
    """Chips and parallel degrees that multiply out, with their weights."""
    given = said.get("global_batch_seqs")
    sequence = said.get("seq_len") or min(shape.context or _USUAL_SEQUENCE, _USUAL_SEQUENCE)
    usual = max(round(_USUAL_BATCH / sequence), 1)
    for tp, pp, cp in product(_options(said, "tp", _tensor(shape, system)), _options(said, "pp", _STAGES),
                              _options(said, "cp", (1,))):
        if "pp" not in said and pp > 1 and shape.layers / pp < 2:
            continue
        for chips in _chips(said, tp * pp * cp, given or usual):
            ranks = chips / (tp * pp * cp)
            if not _possible(said, ranks):
                continue
            batch = max(given or max(usual, _ROUNDS * pp * ranks), ranks)
            for ep in _options(said, "ep", _experts(shape, ranks * tp * cp)) if shape.is_moe else (1,):
                weight = _PER_SPLIT ** np.log2(tp) * _PER_STAGE ** np.log2(pp)
                for etp in _options(said, "etp", _inside_experts(shape, tp, ep, ranks * tp * cp)):
                    yield {"chips": chips, "tp": tp, "pp": pp, "cp": cp, "ep": ep, "etp": etp, "batch": batch,
                           "sequence": sequence, "bits": said.get("bits", 16)}, float(weight)


def _possible(said: Mapping[str, int], ranks: float) -> bool:
    """Whether so many data ranks agree with what is said; what a source says in full is taken as it is."""
    if {"tp", "pp"} <= said.keys():
        return True
    if "dp" in said:
        return ranks == said["dp"]
    return ranks >= 1 and ranks == int(ranks)


def _tensor(shape: Shape, system: System) -> tuple[int, ...]:
    inside = int(np.max(system.domain))
    return tuple(degree for degree in _DEGREES if shape.heads % degree == 0 and degree <= inside)


def _experts(shape: Shape, ranks: float) -> tuple[int, ...]:
    return tuple(degree for degree in _EXPERT_DEGREES if shape.experts_routed % degree == 0 and degree <= ranks) or (1,)


def _inside_experts(shape: Shape, tp: int, ep: int, ranks: float) -> tuple[int, ...]:
    """Experts are whole, or cut as the other matrices are: the default of libraries that came before folding them."""
    cut = shape.is_moe and tp > 1 and shape.expert_ffn_dim % tp == 0 and tp * ep <= ranks
    return (1, tp) if cut else (1,)


def _chips(said: Mapping[str, int], group: int, batch: int) -> tuple[float, ...]:
    if "chips" in said:
        return (float(said["chips"]),)
    if "dp" in said:
        return (float(said["dp"] * group),)
    usual = tuple(float(size) for size in _CLUSTERS if size % group == 0 and size / group <= batch)
    return usual or (float(group),)


def _rest(shape: Shape, system: System, said: Mapping[str, int],
          degrees: Mapping[str, float]) -> Iterator[tuple[dict[str, float], float]]:
    """Micro-batch, chunks, sharding, recomputation and attention kernels, with their weights."""
    ranks = degrees["chips"] / (degrees["tp"] * degrees["pp"] * degrees["cp"])
    each = max(degrees["batch"] / ranks, 1.0)
    micro: Weighted = [(size, 1.0) for size in _DEGREES if size <= each] or [(1, 1.0)]
    if "microbatch" in said:
        micro = [(min(said["microbatch"], degrees["batch"]), 1.0)]
    sharding = _sharding(said, degrees, ranks, early=float(np.max(system.early)) > 0)
    for (size, a), (chunks, b), (zero, c), (again, d) in product(
            micro, _chunks(shape, said, degrees), sharding, _recomputed(said)):
        flash = _flash(said, system, zero)
        rest: dict[str, Any] = {
            "microbatch": size, "interleave": chunks, "zero": zero, "recompute": again, "flash": flash,
            "schedule": said.get("schedule", 0), "shard": said.get("shard", 0), "reach": said.get("reach", 4),
            "offload": said.get("offload", 0),
            "sequence_parallel": said.get("sequence_parallel", degrees["tp"] > 1 and (again != 2 or flash > 0))}
        yield rest, a * b * c * d


def _chunks(shape: Shape, said: Mapping[str, int], degrees: Mapping[str, float]) -> Weighted:
    if degrees["pp"] == 1 or "interleave_not" in said or said.get("schedule", 0) > 0:
        return [(1.0, 1.0)]
    if "interleave" in said:
        return [(float(said["interleave"]), 1.0)]
    per_stage = -(-shape.layers // int(degrees["pp"]))  # of the fullest: others may have a chunk without a layer
    usual = sorted({size for size in (1, 2, 4, per_stage) if per_stage % size == 0})
    return [(float(size), 1.0) for size in usual]


def _sharding(said: Mapping[str, int], degrees: Mapping[str, float], ranks: float, *, early: bool) -> Weighted:
    if "zero" in said:
        return [(float(said["zero"]), 1.0)]
    if ranks <= 1:
        return [(0.0, 1.0)]
    if degrees["tp"] * degrees["pp"] > 1 or "schedule" in said:  # which weights gathered at each micro-batch rule out
        return [(0.0, 0.5), (1.0, 0.5)] if early else [(1.0, 1.0)]
    return [(1.0, 0.6), (3.0, 0.4)]


def _recomputed(said: Mapping[str, int]) -> Weighted:
    """Nothing, attention, all, every second layer: by place in `RECOMPUTE`."""
    if "recompute" not in said:
        return [(0.0, 0.4), (1.0, 0.3), (2.0, 0.15), (3.0, 0.15)]
    if said["recompute"] == 1 and said.get("zero", 0) >= 3:  # what libraries that shard weights call selective
        return [(1.0, 0.2), (3.0, 0.4), (4.0, 0.4)]
    return [(float(said["recompute"]), 1.0)]


def _flash(said: Mapping[str, int], system: System, zero: float) -> float:
    """Whether attention is fused. Chips of before the middle of 2022 mostly ran libraries without.

    Those that shard weights came with it; the choice goes with the library and not with speed.
    """
    if "flash" in said:
        return float(said["flash"])
    return float(float(np.max(system.early)) < 1 or zero >= 3)
