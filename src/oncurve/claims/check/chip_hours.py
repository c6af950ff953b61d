"""Chip-hours of a training run, or of a stage of it."""

from __future__ import annotations

from msgspec.structs import replace

from oncurve.basis.estimate import estimate
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Array
from oncurve.catalog.model import Model
from oncurve.claims.check.facts import FIGURE, independent, mentions, missing
from oncurve.claims.check.reading import Answer, Found, Reading, World, reading
from oncurve.claims.check.simulated import simulated
from oncurve.claims.check.stages import Stage, of_family, staged
from oncurve.claims.check.subject import model_of
from oncurve.claims.claim import Claim

__all__ = ["MEASURE", "STAGES", "readings", "run_hours"]

MEASURE = "chip_hours"
_TRILLION = r"\b(?:per|each|every|an?) trillion\b(?! (?:tokens )?(?:parameters|dollars|operations))"
#: right after the figure or before it, with no other figure between
_RATE = rf"{FIGURE}[^.;,()]{{0,24}}?{_TRILLION}|{_TRILLION}(?:[^\d.;]|(?<=V)\d){{0,60}}{FIGURE}"
STAGES = (
    Stage("chip_hours.final_run", "chip-hours of the whole reported run", r"\bfinal (?:training )?run", whole=True),
    Stage("chip_hours.pretraining", "chip-hours of pre-training", r"pre-?train"),
    Stage("chip_hours.context_extension", "chip-hours of extending the context", r"context|long-?sequence"),
    Stage("chip_hours.post_training", "chip-hours of post-training", r"post-?train|fine-?tun|reinforcement|\bRL\b"),
    Stage("chip_hours.per_trillion_tokens", "chip-hours for each trillion tokens", _RATE),
)


def readings(claim: Claim, world: World) -> Answer:
    """The hours that the developer reports, by stage; else chips times days; else the simulated run's."""
    model = model_of(world.catalogue, claim.subject)
    if model is None:
        whole = of_family("chip_hours.final_run", "chip-hours", claim, world)
        return Found((whole,)) if whole is not None else missing(claim, world, "the chip-hours")
    made = staged(model, claim, world, STAGES, model.organisation)
    by_trillion = mentions(claim, _RATE)
    rate = _per_trillion(model, claim, world) if by_trillion else None
    if rate is not None and not any(each.name == rate.name for each in made):
        made = [rate, *(replace(each, open="shown") for each in made)]
    if rate is None and by_trillion and not model.facts_of(STAGES[-1].name):
        return missing(claim, world, "the chip-hours for each trillion tokens")
    product = run_hours(model, claim, world)
    if product is not None:
        made.append(product if not made else Reading(product.name, product.definition, product.estimate, "shown"))
    if not made and (by_simulation := simulated(model, world, "chip_hours", claim.sentence)) is not None:
        made = [by_simulation]
    return Found(tuple(made)) if made else missing(claim, world, "the chip-hours")


def _per_trillion(model: Model, claim: Claim, world: World) -> Reading | None:
    """Chip-hours for each trillion tokens, where both are known."""
    hours = independent((*model.facts_of("chip_hours.pretraining"), *model.facts_of("chip_hours.final_run")), claim,
                        world, model.organisation)
    tokens = independent(model.facts_of("tokens.pretraining"), claim, world, model.organisation)
    if not hours or not tokens:
        return None
    inputs: dict[str, Input | Quantity] = {"hours": Input.of_fact(hours[0]), "tokens": Input.of_fact(tokens[0])}
    quantity = Quantity(STAGES[-1].name, "chip-hour", _each_trillion, inputs, "hours over trillions of tokens")
    return reading(STAGES[-1].name, STAGES[-1].words, quantity, world)


def _each_trillion(hours: Array, tokens: Array) -> Array:
    return hours / tokens * 1e12


def run_hours(model: Model, claim: Claim, world: World) -> Reading | None:
    """Chips times days, where both are known."""
    chips = independent(model.facts_of("chips.pretraining"), claim, world, model.organisation)
    days = independent(model.facts_of("training_time.pretraining"), claim, world, model.organisation)
    days = tuple(fact for fact in days if "derivation" not in fact.detail)
    if not chips or not days:
        return None
    assumptions = world.catalogue.assumptions
    inputs: dict[str, Input | Quantity] = {"chips": Input.of_fact(chips[0]), "days": Input.of_fact(days[0])}
    for name, argument in (("chip_count_error", "chip_error"), ("training_time_error", "time_error")):
        if name not in assumptions:
            return None
        inputs[argument] = Input.of_assumption(assumptions[name])
    quantity = Quantity("chip_hours", "chip-hour", _hours, inputs, "chips x days x 24")
    return reading("chips_times_days", "number of chips times the days of training", estimate(quantity, world.draws),
                   world)


def _hours(chips: Array, days: Array, chip_error: Array, time_error: Array) -> Array:
    return chips * chip_error * days * time_error * 24
