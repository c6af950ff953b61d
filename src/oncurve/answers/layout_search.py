"""The best parallel layouts of a model on so many chips, out of all that are legal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from oncurve.answers.run_plan import run_plan
from oncurve.answers.simulated_run import SimulatedRun, central_efficiency, layout_words, simulated_run, way_out
from oncurve.architecture.dimensions import dimensions
from oncurve.basis.errors import BadUsage
from oncurve.basis.estimate import significant
from oncurve.basis.inputs import Draws
from oncurve.catalog.read import Catalogue
from oncurve.training.layout import Layout
from oncurve.training.plan import Plan
from oncurve.training.search import Found, search
from oncurve.training.spaces import Task

__all__ = ["LayoutSearch", "best_layouts"]

_USUAL_BATCH, _USUAL_SEQUENCE = 4e6, 4096
_GIGA = 1e9
_CELLS = ("tp", "pp", "cp", "ep", "etp", "interleave", "microbatch", "zero", "shard", "recompute", "schedule",
          "sequence_parallel", "flash", "offload")
_LONGEST_FRONT = 40


@dataclass(frozen=True, slots=True)
class LayoutSearch:
    """What a search over layouts found.

    Args:
        evaluated: legal layouts.
        feasible: those that fit into memory.
        best: the fastest, simulated with intervals.
        pareto: of each chip, layouts for which no other is both faster and smaller, the smallest first; at most 40.
        rejected: how many lost, by reason.
        landscape: for each chip, tensor degree and number of stages, how many layouts there are, how many fit, and
            the step of the fastest that fits.
        warnings: what a reader should know.
    """

    evaluated: int
    feasible: int
    best: tuple[SimulatedRun, ...]
    pareto: tuple[Mapping[str, Any], ...] = ()
    rejected: Mapping[str, int] = field(default_factory=dict)
    landscape: tuple[Mapping[str, Any], ...] = ()
    warnings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        return {"evaluated": self.evaluated, "feasible": self.feasible,
                "best": [each.to_dict(basis=place == 0) for place, each in enumerate(self.best)],
                "pareto": [dict(each) for each in self.pareto], "rejected": dict(self.rejected),
                "landscape": [dict(each) for each in self.landscape],
                "warnings": list(self.warnings)}


def best_layouts(catalogue: Catalogue, model: str, request: Mapping[str, Any], draws: Draws,
                 settings: Mapping[str, str] | None = None) -> LayoutSearch:
    """Evaluate every legal layout by central values, and simulate the best with intervals.

    Args:
        catalogue: the facts.
        model: its name.
        request: as `run_plan` takes it, with `chips_of` (several chips to compare) and `top`.
        draws: the columns of draws, for the best.
        settings: values or intervals of named inputs, for the best.

    Raises:
        BadUsage: no number of chips, or nothing that is legal.
    """
    names: Sequence[str | None] = request.get("chips_of") or (None,)
    top = int(request.get("top") or 5)
    evaluated = feasible = 0
    rejected: Counter[str] = Counter()
    best: list[tuple[float, Plan]] = []
    front: list[dict[str, Any]] = []
    landscape: list[dict[str, Any]] = []
    warnings: list[str] = []
    for name in names:
        plan = run_plan(catalogue, model, {**request, "chip": name, "search": True})
        task = _task(plan)
        found = search(task, central_efficiency(catalogue), top)
        evaluated, feasible = evaluated + found.evaluated, feasible + found.feasible
        rejected += found.rejected
        best += [(row["seconds"], _planned(plan, row)) for row in found.best]
        front += _front(plan, found)
        landscape += _landscape(plan, found)
        if "global_batch_seqs" not in plan.said:
            warnings.append(f"The batch is not known: {task.batch} sequences of {task.sequence} tokens stand in.")
        if found.evaluated and not found.feasible:
            warnings.append(f"No layout fits on {task.chips:,} {plan.chip.label}. {way_out(plan, task.chips)}.")
    if not evaluated:
        raise BadUsage(f"No layout of these degrees is legal on so many chips with a batch of {task.batch:,} sequences",
                       "", "Give a batch that more data ranks divide (--layout batch=N), fewer cells, or another "
                       "number of chips.")
    best.sort(key=lambda each: each[0])
    runs = tuple(simulated_run(catalogue, plan, draws, settings) for _, plan in best[:top])
    return LayoutSearch(evaluated, feasible, runs, tuple(front), dict(rejected.most_common()), tuple(landscape),
                        tuple(dict.fromkeys(warnings)))


def _task(plan: Plan) -> Task:
    said = dict(plan.said)
    chips = said.pop("chips", None)
    if chips is None:
        raise BadUsage("The number of chips is not known", "", "Give it with --chips.")
    sequence = said.pop("seq_len", None) or min(plan.shape.context or _USUAL_SEQUENCE, _USUAL_SEQUENCE)
    batch = said.pop("global_batch_seqs", None) or _usual_batch(sequence)
    return Task(dimensions(plan.shape), plan.system, chips, batch, sequence, said.pop("bits"), said)


def _usual_batch(sequence: int) -> int:
    """The power of two of sequences nearest to four million tokens."""
    return max(1 << round(_USUAL_BATCH / sequence).bit_length() - 1, 1)


def _planned(plan: Plan, row: Mapping[str, float]) -> Plan:
    """The plan with every cell of a layout filled in."""
    said = {name: int(row[name]) for name in (*_CELLS, "chips", "bits")}
    said |= {"global_batch_seqs": int(row["batch"]), "seq_len": int(row["sequence"])}
    return replace(plan, said=said)


def _front(plan: Plan, found: Found) -> list[dict[str, Any]]:
    """The front with both of its ends, thinned out evenly where it is longer than is shown."""
    shown = np.linspace(0, len(found.pareto) - 1, min(len(found.pareto), _LONGEST_FRONT)).round().astype(np.intp)
    names = Layout.__dataclass_fields__
    return [{"chip": plan.chip.id, "step_time_s": significant(row["seconds"]),
             "memory_gb_per_chip": significant(row["bytes"] / _GIGA),
             "layout": layout_words(Layout(**{name: row[name] for name in names}))}
            for row in (found.pareto[place] for place in shown)]


def _landscape(plan: Plan, found: Found) -> list[dict[str, Any]]:
    return [{"chip": plan.chip.id, "tp": tp, "pp": pp, "evaluated": many, "feasible": fit,
             "step_time_s": significant(seconds) if fit else None}
            for (tp, pp), (many, fit, seconds) in sorted(found.landscape.items())]
