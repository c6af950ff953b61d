"""FLOP of a training run."""

from __future__ import annotations

from oncurve.basis.errors import MissingFact
from oncurve.catalog.model import Model
from oncurve.claims.check.facts import independent, missing, rivals
from oncurve.claims.check.reading import Answer, Found, NoBasis, Openness, Reading, World
from oncurve.claims.check.simulated import simulated_compute
from oncurve.claims.check.subject import model_of
from oncurve.claims.check.training_cost import hidden_sources
from oncurve.claims.claim import Claim

__all__ = ["MEASURE", "readings"]

MEASURE = "training_compute"
_ROUTES = {"reported": "FLOP as its developer reports them",
           "six_nd": "six operations for each active parameter and token",
           "hours_mfu": "chip-hours times peak times utilisation", "estimated": "a third party's estimate",
           "indirect": "judged from its price and the models of its day"}
_INDIRECT = "indirect"


def readings(claim: Claim, world: World) -> Answer:
    """The best route from facts, never one derived from a cost or from scores; other routes are rivals."""
    model = model_of(world.catalogue, claim.subject)
    if model is None:
        return missing(claim, world, "the training compute")
    findings = _circular(model)
    made: list[Reading] = []
    try:
        answer = world.compute(model.id, hide=hidden_sources(claim, model, world))
    except MissingFact as error:
        lacking = error.missing
    else:
        lacking = "the training compute"
        for name, estimate in answer.readings.items():
            open_: Openness = "possible" if made else "plain"
            words = f"{_ROUTES.get(name, name.replace('_', ' '))}, for {model.label}"
            made.append(Reading(name, words, estimate, open_, reported=name == "reported",
                                indirect=name == _INDIRECT))
        if "reported" not in answer.readings and made and not made[0].indirect:
            made += [each for each in (simulated_compute(model, world),) if each is not None]
    known = [fact for fact in model.facts_of("flop.final_run") if not _derived(fact.detail)]
    if not made:
        kept = independent(known, claim, world, model.organisation)
        made = rivals(kept, "published FLOP", world, "plain", "possible")
    if made:
        return Found(tuple(made), findings=findings)
    return NoBasis(f"{lacking} of {model.label}", findings=findings)


def _derived(detail: dict[str, object]) -> bool:
    return bool(detail.get("from_cost") or detail.get("from_scores"))


def _circular(model: Model) -> tuple[tuple[str, str], ...]:
    for fact in model.facts_of("flop.final_run"):
        if _derived(fact.detail):
            what = "its stated cost" if fact.detail.get("from_cost") else "its benchmark scores"
            text = f"A published figure for {model.label} was worked out from {what}, so it is not used as evidence."
            return (("OC501", text),)
    return ()
