"""How long a training run took."""

from __future__ import annotations

from msgspec.structs import replace

from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Array
from oncurve.catalog.model import Model
from oncurve.claims.check.facts import FIGURE, mentions, missing
from oncurve.claims.check.reading import Answer, Found, Reading, World, reading
from oncurve.claims.check.simulated import simulated
from oncurve.claims.check.stages import Stage, staged
from oncurve.claims.check.subject import model_of
from oncurve.claims.claim import Claim

__all__ = ["MEASURE", "readings"]

MEASURE = "training_time"
_STAGES = (
    Stage("training_time.final_run", "days of the whole run", whole=True),
    Stage("training_time.pretraining", "days of pre-training", r"pre-?train"),
    Stage("training_time.post_training", "days of post-training", r"post-?train|fine-?tun|reinforcement|\bRL\b"),
)
#: chip-hours of the stages that a sentence may name, from which their days follow
_PARTS = {"chip_hours.context_extension": r"context (?:length )?exten",
          "chip_hours.post_training": r"post-?train"}

_A_TRILLION = (rf"\b(?:per|each|every) trillion(?: tokens)?\b(?:i\.e\.|[^.;)]){{0,30}}{FIGURE}|"
               rf"{FIGURE}[^.;,(]{{0,16}}\b(?:per|each|every|a) trillion\b")


def readings(claim: Claim, world: World) -> Answer:
    """The days that the developer reports; else chip-hours over chips; else the simulated run's."""
    model = model_of(world.catalogue, claim.subject)
    if model is None:
        return missing(claim, world, "the training time")
    if mentions(claim, _A_TRILLION):
        rate = _of_a_trillion(model, world)
        return Found((rate,)) if rate is not None else missing(claim, world, "the days for each trillion tokens")
    part = next((name for name, cue in _PARTS.items() if mentions(claim, cue) and model.fact(name)), None)
    if part is not None and (of_part := _from_hours(model, world, part)) is not None and \
            not model.facts_of(part.replace("chip_hours", "training_time")):
        return Found((of_part,))
    made = staged(model, claim, world, _STAGES, model.organisation)
    if model.fact("training_time.final_run") is None and _is_worked_out(model):
        both = [_from_hours(model, world), _from_hours(model, world, "chip_hours.final_run")]
        made = [replace(each, open="possible" if number else "plain") for number, each in
                enumerate(each for each in both if each is not None)] or made
    if not made and (computed := _from_hours(model, world)) is not None:
        made = [computed]
    if not made and (by_simulation := simulated(model, world, "days", claim.sentence)) is not None:
        made = [by_simulation]
    return Found(tuple(made)) if made else missing(claim, world, "the training time")


def _is_worked_out(model: Model) -> bool:
    """Whether the days that stand in the catalogue are only chip-hours over chips, which nobody has printed."""
    fact = model.fact("training_time.pretraining")
    return fact is not None and "derivation" in fact.detail


def _from_hours(model: Model, world: World, name: str = "chip_hours.pretraining") -> Reading | None:
    hours = model.fact(name) or model.fact("chip_hours.final_run")
    chips = model.fact("chips.pretraining")
    if hours is None or chips is None or "chip_count_error" not in world.catalogue.assumptions:
        return None
    error = Input.of_assumption(world.catalogue.assumptions["chip_count_error"])
    quantity = Quantity("training_time", "day", _days,
                        {"hours": Input.of_fact(hours), "chips": Input.of_fact(chips), "error": error},
                        "chip-hours / chips / 24")
    stage = name.partition(".")[2].replace("_", " ")
    words = f"chip-hours of the {stage} over the number of chips"
    return reading(f"hours_over_chips ({stage})", words, quantity, world)


def _of_a_trillion(model: Model, world: World) -> Reading | None:
    """The days for each trillion tokens of the pre-training, where its hours, chips and tokens are known."""
    names = {"hours": "chip_hours.pretraining", "chips": "chips.pretraining", "tokens": "tokens.pretraining"}
    facts = {key: model.fact(name) for key, name in names.items()}
    given = {key: Input.of_fact(fact) for key, fact in facts.items() if fact is not None}
    if len(given) < len(names):
        return None
    quantity = Quantity("training_time", "day", _days_each, given, "chip-hours / chips / 24 / trillions of tokens")
    return reading("a trillion tokens", "chip-hours over chips and trillions of tokens", quantity, world)


def _days_each(hours: Array, chips: Array, tokens: Array) -> Array:
    return hours / chips / 24 / (tokens / 1e12)


def _days(hours: Array, chips: Array, error: Array) -> Array:
    return hours / (chips * error) / 24
