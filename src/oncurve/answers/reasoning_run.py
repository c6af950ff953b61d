"""The stage of reinforcement learning on a base model, and serving: what generating tokens takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from oncurve.answers.productive import productive
from oncurve.answers.run_plan import run_plan
from oncurve.answers.simulated_run import efficiency_inputs, run_quantity
from oncurve.architecture.dimensions import dimensions
from oncurve.basis.errors import BadUsage, MissingFact
from oncurve.basis.estimate import Estimate, estimate, significant
from oncurve.basis.formula import Quantity, set_together
from oncurve.basis.inputs import Draws, Input
from oncurve.catalog.read import Catalogue
from oncurve.training.efficiency import Efficiency
from oncurve.training.layout import Layout
from oncurve.training.plan import Plan
from oncurve.training.rollout import Decoder, rollout_seconds
from oncurve.training.simulate import taken
from oncurve.training.step import step_seconds

__all__ = ["Stage", "reinforcement_stage", "serving"]

_GIGA, _MILLION = 1e9, 1e6
_SECONDS_PER_HOUR = 3600
_BITS_PER_BYTE = 8
#: Passes forward to score answers (by the policy of before and the reference) over those of an update, which are three.
_SCORING = 2 / 3
_PARTS = ("rollout", "scoring", "update")
_FIRST = "rollout_first_stage_steps"


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that generates tokens.

    Args:
        plan: the model and its chips.
        stage: "reinforcement" or "serving".
        estimates: each number by its name.
        breakdown: shares of the time by cause; empty for serving.
        warnings: what a reader should know.
    """

    plan: Plan
    stage: str
    estimates: Mapping[str, Estimate]
    breakdown: Mapping[str, float]
    warnings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        plain: dict[str, Any] = {"model": self.plan.about, "chip": self.plan.chip.id, "stage": self.stage}
        plain |= {name: significant(each.median) for name, each in self.estimates.items()}
        return plain | {"breakdown": {name: significant(share) for name, share in self.breakdown.items()},
                        "estimates": {name: each.to_dict() for name, each in self.estimates.items()},
                        "warnings": list(self.warnings)}


def _common(catalogue: Catalogue, plan: Plan) -> dict[str, Any]:
    found: dict[str, Any] = efficiency_inputs(catalogue, plan)
    for argument, name in (("group", "rollout_group"), ("ahead", "predicted_ahead"),
                           ("decode_launch", "decode_launch")):
        found[argument] = Input.of_assumption(catalogue.assumption(name))
    return found


def _decoder(plan: Plan, drawn: Mapping[str, Any]) -> Decoder:
    system = replace(plan.system, network=drawn["network"] * _GIGA)
    ahead = drawn["ahead"] if plan.shape.mtp_depth else 1.0
    group = drawn["group"] if plan.shape.is_moe else 1.0
    return Decoder(dimensions(plan.shape), system, Efficiency.of(drawn), group, drawn["decode_launch"],
                   _bits(plan), ahead)


def _bits(plan: Plan) -> float:
    """Bits of a weight."""
    return float(plan.said.get("bits", 16))


def reinforcement_stage(catalogue: Catalogue, model: str, draws: Draws, asked: Mapping[str, Any] | None = None,
                        settings: Mapping[str, str] | None = None) -> Stage:
    """Reinforcement learning as published of a model: rollouts, scoring, updates.

    Args:
        catalogue: the facts.
        model: a model that was trained so on a base.
        draws: the columns of draws.
        asked: as `run_plan` takes it.
        settings: values or intervals of named inputs.

    Raises:
        MissingFact: its base, its chips or its settings are not known.
    """
    found = catalogue.model(model)
    fact, chips = found.fact("reinforcement"), found.fact("chips.post_training")
    if fact is None or not found.base:
        raise MissingFact(found.id, "the settings of its reinforcement learning, and its base",
                          f"Add `reinforcement` to models/{found.id}.toml of a facts folder.")
    count = (asked or {}).get("chips") or (chips.number if chips else None)
    if count is None:
        raise MissingFact(found.id, "the number of chips of its reinforcement learning", "Give it with --chips.")
    request = {name: value for name, value in (asked or {}).items() if value and name in ("chip", "precision")}
    plan = replace(run_plan(catalogue, found.base, request), about=found.id)
    parts = [dict(cell.partition("=")[::2] for cell in part.split(",")) for part in str(fact.amount).split(";")]
    arguments = _common(catalogue, plan)
    for argument, name in (("mean", "rollout_mean_length"), ("spread", "rollout_length_spread"),
                           ("first", _FIRST)):
        if name != _FIRST or "first" in str(fact.amount):
            arguments[argument] = Input.of_assumption(catalogue.assumption(name))
    arguments["productive"] = productive(catalogue, None, float(count))
    step, layouts = run_quantity(catalogue, plan, plan.run())
    arguments["scatter"] = step.arguments["scatter"]
    likeliest = taken(layouts, np.zeros(1, dtype=np.intp))
    run = Quantity("reinforcement", "hour", partial(_stage, plan, parts, float(count), likeliest), arguments,
                   "rollouts until the last answer is done, scoring and updates, simulated")
    quantities = {name: Quantity(name, unit, pick, {"run": run}, run.method) for name, unit, pick in (
        ("chip_hours", "chip hour", partial(_total, float(count))), ("hours", "hour", partial(_total, 1.0)),
        ("tokens", "token", _tokens))}
    quantities = set_together({"run": run} | quantities, settings or {})
    seen: dict[int, Any] = {}
    value = quantities.pop("run").draws(draws, seen=seen)
    estimates = {name: estimate(each, draws, seen=seen) for name, each in quantities.items()}
    shares = {name: float(np.mean(np.asarray(value[name]))) for name in _PARTS}  # type: ignore[call-overload, index]
    whole = sum(shares.values())
    return Stage(plan, "reinforcement", estimates, {name: share / whole for name, share in shares.items()})


def _stage(plan: Plan, parts: list[dict[str, str]], chips: float, layout: Layout, **drawn: Any) -> dict[str, Any]:
    """Hours by part, and tokens generated, where updates are laid out so."""
    decoder = _decoder(plan, drawn)
    told = {name: value for part in parts for name, value in part.items()}
    outputs, rollout = float(told["outputs"]), float(told["rollout"])
    seconds: Any = 0.0
    tokens: Any = 0.0
    for part in (each for each in parts if "steps" in each):
        steps = drawn["first"] if part["steps"] == "first" else float(part["steps"])
        rounds = steps * outputs / rollout
        once, length = rollout_seconds(decoder, rollout / chips, float(part["longest"]), drawn["mean"], drawn["spread"])
        seconds, tokens = seconds + rounds * once, tokens + rounds * rollout * length
    each = step_seconds(decoder.dims, layout, decoder.system, decoder.efficiency)
    update = tokens * each * layout.chips / (layout.batch * layout.sequence) / chips
    scale = drawn["scatter"] / drawn["productive"] / _SECONDS_PER_HOUR
    return {"rollout": seconds * scale, "update": update * scale, "scoring": update * _SCORING * scale,
            "tokens": tokens}


def _total(chips: float, run: Mapping[str, Any]) -> Any:
    return sum(run[name] for name in _PARTS) * chips


def _tokens(run: Mapping[str, Any]) -> Any:
    return run["tokens"]


def serving(catalogue: Catalogue, model: str, draws: Draws, asked: Mapping[str, Any] | None = None,
            settings: Mapping[str, str] | None = None) -> Stage:
    """Serving a model: tokens that a chip generates in a second over a day, and what a million of them cost in rent.

    Args:
        catalogue: the facts.
        model: its name.
        draws: the columns of draws.
        asked: as `run_plan` takes it.
        settings: values or intervals of named inputs.

    Raises:
        BadUsage: a copy of the model does not fit into the chips that share it.
    """
    request = {name: value for name, value in (asked or {}).items() if value and name in ("chip", "precision")}
    plan = run_plan(catalogue, model, request)
    arguments = _common(catalogue, plan)
    for argument, name in (("context", "serving_context"), ("prompt", "serving_prompt"), ("delay", "serving_delay"),
                           ("load", "serving_load")):
        arguments[argument] = Input.of_assumption(catalogue.assumption(name))
    needed = dimensions(plan.shape).parameters * _bits(plan) / _BITS_PER_BYTE
    if not plan.shape.is_moe and float(plan.system.memory) < needed:
        raise BadUsage(f"A copy of {plan.about} does not fit on one {plan.chip.label}",
                       "Models with experts are served over many chips, dense ones from one", "Choose a larger chip.")
    speed = Quantity("output_tokens_per_s_per_chip", "token per second", partial(_served, plan), arguments,
                     "decoding at the promised delay and prefill of what the cache lacks, simulated, times the load")
    rent = Input.of_assumption(catalogue.assumption("serving_rent"), "rental_price")
    cost = Quantity("usd_per_million_tokens", "USD per 1M tokens", _cost, {"speed": speed, "rent": rent},
                    "rent over tokens generated")
    quantities = set_together({speed.name: speed, cost.name: cost}, settings or {})
    seen: dict[int, Any] = {}
    return Stage(plan, "serving", {name: estimate(each, draws, seen=seen) for name, each in quantities.items()}, {})


def _served(plan: Plan, **drawn: Any) -> Any:
    speed = _decoder(plan, drawn).serving_speed(drawn["context"], drawn["prompt"], drawn["delay"])
    return speed * drawn["load"] / drawn["scatter"]


def _cost(speed: Any, rent: Any) -> Any:
    return rent / (speed * _SECONDS_PER_HOUR) * _MILLION


