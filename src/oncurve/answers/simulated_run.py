"""What a training run does: time, utilisation, memory, chip-hours and energy, each with an interval."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import partial
from typing import Any

import numpy as np
from msgspec import structs

from oncurve.answers.productive import failures, productive
from oncurve.architecture.dimensions import dimensions
from oncurve.basis.errors import BadUsage
from oncurve.basis.estimate import Estimate, estimate, significant
from oncurve.basis.formula import Quantity, set_together
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.spread import Exactly, Lognormal, Uniform
from oncurve.catalog.read import Catalogue
from oncurve.cost.energy import energy_used
from oncurve.cost.prices import prices_of
from oncurve.training.efficiency import NAMES, Efficiency
from oncurve.training.layout import OFFLOAD, RECOMPUTE, SCHEDULES, Layout
from oncurve.training.legal import check_layout
from oncurve.training.memory import least_chips
from oncurve.training.network import machine_facts
from oncurve.training.outcome import Outcome, chosen, outcome, weighed
from oncurve.training.plan import Plan
from oncurve.training.simulate import Run

__all__ = ["ROW_DRAWS", "SimulatedRun", "central_efficiency", "efficiency_inputs", "run_quantity", "simulated_run",
           "way_out"]

_UNITS = {
    "step_time_s": "second", "mfu": "fraction", "hfu": "fraction", "model_tflops_per_chip": "TFLOP per second",
    "hardware_tflops_per_chip": "TFLOP per second", "tokens_per_s": "token per second",
    "chip_hours_per_trillion_tokens": "chip hour", "chip_hours": "chip hour", "days": "day",
    "memory_gb_per_chip": "GB", "energy_mwh": "MWh"}
#: Draws of a row of a table: an end of its interval is good to a few percent of its width.
ROW_DRAWS = 256
_METHOD = "simulated from kernels, links and schedule"
_GIGA, _TERA = 1e9, 1e12
_HOURS_PER_DAY = 24
#: What holds memory, in words.
_HELD = {"weights": "weights and gradients", "optimiser": "optimiser states", "activations": "activations",
         "logits": "logits", "overhead": "buffers"}
_LAYOUT_SHOWN = ("tp", "pp", "dp", "cp", "ep", "interleave", "microbatch", "zero")
_UNCERTAIN_LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class SimulatedRun:
    """A simulated run.

    Args:
        plan: what was simulated.
        estimates: each number of the answer by its name.
        breakdown: seconds of the median step by cause; they add up to it.
        layout: the layout, the likeliest where it is not known.
        inferred: cells of it that were not said.
        memory: GB of the fullest chip by what holds them.
        warnings: what a reader should know.
        quantities: what each estimate was made of.
        ablation: what each idea saves, where that was asked.
    """

    plan: Plan
    estimates: Mapping[str, Estimate]
    breakdown: Mapping[str, float]
    layout: Mapping[str, Any]
    inferred: tuple[str, ...]
    memory: Mapping[str, float]
    warnings: tuple[str, ...] = ()
    quantities: Mapping[str, Quantity] = field(default_factory=dict, repr=False, compare=False)
    ablation: tuple[Any, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether the fullest chip holds what it must, by central values."""
        return self.over_gb <= 0

    @property
    def over_gb(self) -> float:
        """GB that the fullest chip lacks; negative where it has room."""
        return self.estimates["memory_gb_per_chip"].median - float(self.plan.system.memory) / _GIGA

    def inputs(self) -> tuple[Input, ...]:
        """Every input of the answer, each once."""
        found = {given.key: given for each in self.estimates.values() for given in each.basis}
        return tuple(found.values())

    def to_dict(self, *, basis: bool = True) -> dict[str, Any]:
        """The answer as the contract prints it.

        Args:
            basis: whether each estimate lists what it rests on.
        """
        plain: dict[str, Any] = {"model": self.plan.about or None, "chip": self.plan.chip.id}
        plain |= {name: significant(each.median) for name, each in self.estimates.items()}
        plain |= {
            "peak": {"tflops": significant(float(self.plan.system.peak) / _TERA), "precision": "bf16"},
            "precision": self.plan.precision, "fits": self.fits, "breakdown": _plain(self.breakdown),
            "layout": dict(self.layout), "inferred": list(self.inferred), "memory": _plain(self.memory)}
        if not self.fits:
            plain["over"] = self.over_words()
        estimates = {name: each.to_dict() for name, each in self.estimates.items()}
        if not basis:
            estimates = {name: each | {"basis": [], "drivers": []} for name, each in estimates.items()}
        if self.ablation:
            plain["ablation"] = [each.to_dict() for each in self.ablation]
        return plain | {"estimates": estimates, "warnings": list(self.warnings)}

    def over_words(self) -> str:
        """What does not fit, by how much, and what to do."""
        most = max(self.memory, key=lambda name: self.memory[name])
        room = significant(float(self.plan.system.memory) / _GIGA, 3)
        return (f"{significant(self.over_gb, 3)} GB over the {room} GB that a program has of a chip, most of it for "
                f"{_HELD[most]} ({significant(self.memory[most], 3)} GB). {way_out(self.plan, self.layout['chips'])}")


def way_out(plan: Plan, chips: float) -> str:
    """What to do where a model does not fit on so many chips."""
    dims = dimensions(plan.shape)
    least = least_chips(dims, plan.system)
    if chips < least:
        away = chips >= least_chips(dims, plan.system, offloaded=True)
        return (f"Weights, gradients and optimiser states alone fill {least:,} chips however they are spread: give "
                "more than that" + away * ", or leave states to the host with --layout offload=optimizer")
    return "`oncurve layouts` lists what fits; more of it does with zero=3, recompute=full or offload=both"


def _plain(numbers: Mapping[str, float]) -> dict[str, float]:
    return {name: significant(value) for name, value in numbers.items()}


def efficiency_inputs(catalogue: Catalogue, plan: Plan) -> dict[str, Input]:
    """The inputs that seconds rest on: efficiencies, the network, and what one run differs from another."""
    found = {name: Input.of_assumption(catalogue.assumption(f"simulator_{name}")) for name in NAMES}
    machine = machine_facts(catalogue, plan.chip)
    found["network"] = Input.of_assumption(machine["scale_out"])
    kind = "moe" if plan.shape.is_moe else "dense"
    found["scatter"] = Input.of_assumption(catalogue.assumption(f"simulator_scatter_{kind}"))
    return found


def central_efficiency(catalogue: Catalogue) -> Efficiency:
    """The efficiencies by central values."""
    return Efficiency.of({name: catalogue.assumption(f"simulator_{name}").amount for name in NAMES})


def run_quantity(catalogue: Catalogue, plan: Plan, run: Run) -> tuple[Quantity, Layout]:
    """The simulated step as a quantity of its inputs, and its layouts, the likeliest first."""
    weights, slower = weighed(run, central_efficiency(catalogue))
    kept = np.flatnonzero(weights > 1e-3 * weights.max())
    order = kept[np.argsort(-weights[kept], kind="stable")]
    weights = weights[order]
    layouts = Layout(**{each.name: getattr(run.layouts.layout, each.name)[order] for each in fields(Layout)})
    arguments = efficiency_inputs(catalogue, plan)
    arguments["scatter"] = _wider(arguments["scatter"], slower if plan.open else 0.0)
    place: Any = Uniform(0.0, 1.0) if weights.size > 1 else Exactly(0.0)
    arguments["place"] = Input(_UNCERTAIN_LAYOUT, "fraction", place, note="which of the layouts that agree with what "
                               "is known: the likelier first")
    formula = partial(_simulated, plan, layouts, weights)
    return Quantity("step", "second", formula, arguments, _METHOD), layouts


def _wider(scatter: Input, slower: float) -> Input:
    """The scatter of runs like this, with how much slower a layout may be of which no source says the degrees."""
    if not slower:
        return scatter
    spread = scatter.spread
    up = math.hypot(math.log(spread.high / spread.median), slower)
    wide = Lognormal(spread.low, spread.median, spread.median * math.exp(up))
    return structs.replace(scatter, spread=wide, note="what runs differ by, and how much slower legal layouts are")


def _simulated(plan: Plan, layouts: Layout, weights: Any, *, network: Any, scatter: Any, place: Any,
               **efficiencies: Any) -> Outcome:
    system = replace(plan.system, network=network * _GIGA)
    layout = chosen(layouts, weights, np.asarray(place))
    return outcome(plan.shape, system, layout, Efficiency.of(efficiencies), dimensions(plan.shape)).scaled(scatter)


def _picked(name: str, step: Outcome) -> Any:
    return step.numbers()[name]


def _memory(step: Outcome, factor: Any) -> Any:
    return step.memory.total / _GIGA * factor


def _hours(step: Outcome, tokens: Any, productive: Any) -> Any:
    return step.numbers()["chip_hours_per_trillion_tokens"] / _TERA * tokens / productive


def _whole(step: Outcome, productive: Any) -> Any:
    return step.numbers()["chip_hours_per_trillion_tokens"] / productive


def _days(step: Outcome, hours: Any) -> Any:
    return hours / step.layout.chips / _HOURS_PER_DAY


def _mega(energy: Any) -> Any:
    return energy / 1000


def _quantities(catalogue: Catalogue, plan: Plan, step: Quantity) -> dict[str, Quantity]:
    found = {name: Quantity(name, _UNITS[name], partial(_picked, name), {"step": step}, _METHOD)
             for name in ("step_time_s", "mfu", "hfu", "model_tflops_per_chip", "hardware_tflops_per_chip",
                          "tokens_per_s")}
    counts = productive(catalogue, step)
    found["goodput"] = counts
    found["failures_per_day"] = failures(catalogue, step)
    per = "chip_hours_per_trillion_tokens"
    note = f"{_METHOD}, over the productive share of the hours"
    found[per] = Quantity(per, _UNITS[per], _whole, {"step": step, "productive": counts}, note)
    factor = Input.of_assumption(catalogue.assumption("simulator_scatter_memory"))
    found["memory_gb_per_chip"] = Quantity("memory", "GB", _memory, {"step": step, "factor": factor},
                                           "weights, optimiser, activations in flight and buffers of the fullest chip")
    if plan.tokens:
        tokens = Input("tokens", "token", Exactly(plan.tokens), plan.about, note="of the whole run")
        hours = Quantity("chip_hours", "chip hour", _hours,
                         {"step": step, "tokens": tokens, "productive": counts}, note)
        found["chip_hours"] = hours
        found["days"] = Quantity("days", "day", _days, {"step": step, "hours": hours}, "chip-hours over chips")
        energy = energy_used(prices_of(catalogue), plan.chip, hours, hyperscale=False)
        if energy is not None:
            found["energy_mwh"] = Quantity("energy", "MWh", _mega, {"energy": energy}, energy.method)
    return found


def simulated_run(catalogue: Catalogue, plan: Plan, draws: Draws, settings: Mapping[str, str] | None = None, *,
                  drivers: bool = True) -> SimulatedRun:
    """Simulate a run; cells of the layout that are not said are spread over what is legal and likely.

    Args:
        catalogue: the facts.
        plan: what to simulate.
        draws: the columns of draws.
        settings: values or intervals of named inputs.
        drivers: whether to work out the shares of variance.
    """
    run = plan.run()
    step, layouts = run_quantity(catalogue, plan, run)
    quantities = set_together({"step": step} | _quantities(catalogue, plan, step), settings or {})
    step = quantities.pop("step")
    seen: dict[int, Any] = {}
    estimates = {name: estimate(each, draws, drivers=drivers, seen=seen) for name, each in quantities.items()}
    result = step.draws(draws, seen=seen)
    assert isinstance(result, Outcome)
    first = {each.name: np.asarray(getattr(layouts, each.name)).flat[0] for each in fields(Layout)}
    central = estimates["step_time_s"].median
    parts = {name: float(np.mean(value)) for name, value in result.causes().items()}
    scale = central / sum(parts.values())
    held = result.memory
    memory = {each.name: float(np.median(np.asarray(getattr(held, each.name)))) / _GIGA for each in fields(held)}
    return SimulatedRun(plan, estimates, {name: value * scale for name, value in parts.items()},
                        layout_words(Layout(**first)), _inferred(plan), memory, _warnings(plan, first),
                        quantities)


def layout_words(layout: Layout) -> dict[str, Any]:
    """A layout as the contract prints it."""
    numbers = {name: round(float(getattr(layout, name))) for name in _LAYOUT_SHOWN}
    return {"chips": round(float(layout.chips)), **numbers, "recompute": RECOMPUTE[int(layout.recompute)],
            "schedule": SCHEDULES[int(layout.schedule)], "sequence_parallel": bool(layout.sequence_parallel),
            "offload": OFFLOAD[int(layout.offload)],
            "global_batch_seqs": round(float(layout.batch)), "seq_len": round(float(layout.sequence))}


def _inferred(plan: Plan) -> tuple[str, ...]:
    cells = ("chips", "tp", "pp", "cp", "microbatch", "interleave", "zero", "recompute", "global_batch_seqs", "seq_len")
    single = plan.said.get("pp") == 1
    missing = [name for name in cells if name not in plan.said and not (single and name == "interleave")]
    return tuple(missing + (["ep"] if plan.shape.is_moe and "ep" not in plan.said else []))


def _warnings(plan: Plan, layout: Mapping[str, Any]) -> tuple[str, ...]:
    found = []
    try:
        check_layout(plan.shape, plan.said)
    except BadUsage as error:  # tables of published runs hold such rows
        found.append(f"The cells contradict each other: {error}")
    if plan.guessed:
        found.append("The model's shape is not known: one of usual proportions and the same size stands in.")
    if layout["tp"] > float(plan.system.domain):
        found.append(f"Tensor parallelism over {layout['tp']:g} chips leaves the {plan.system.domain:g} that fast "
                     "links join.")
    if "flash" not in plan.said and not layout["flash"]:
        found.append("Attention is taken to write its scores out, as on chips of before fused kernels: say flash=1 (in "
                     "a table, flash = yes) where it is fused.")
    if plan.precision not in ("bf16", "fp16") and plan.chip.peak("fp8") is None:
        found.append(f"{plan.chip.label} has no {plan.precision} units: matrices are multiplied at 16 bits.")
    return tuple(found)
