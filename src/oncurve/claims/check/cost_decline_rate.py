"""How fast the cost of a fixed skill falls, and whether a model is an expected point on that curve."""

from __future__ import annotations

from oncurve.answers.on_curve import on_curve
from oncurve.basis.errors import MissingFact
from oncurve.catalog.model import Model
from oncurve.claims.check.cost_ratio import peers
from oncurve.claims.check.facts import asked_day, independent
from oncurve.claims.check.rates import Rate, published_rates, rate_readings, topic_of
from oncurve.claims.check.reading import Answer, Found, NoBasis, Reading, World
from oncurve.claims.check.subject import model_of
from oncurve.claims.check.training_cost import hidden_sources
from oncurve.claims.claim import Claim

__all__ = ["MEASURE", "readings"]

MEASURE = "cost_decline_rate"
_TOPIC = "training-efficiency"
#: no cheaper than the trend predicts
_EXPECTED = (float("-inf"), 1.0)
_CURVE = r"curve|trend|expected|usual"


def readings(claim: Claim, world: World) -> Answer:
    """Rival published rates; where a model is called a point on the curve, the ratio seen over the one expected."""
    subject = model_of(world.catalogue, claim.subject)
    if subject is not None:
        return _point(subject, claim, world)
    topic = topic_of(claim)
    made = rate_readings(claim, world, topic, months=False) if topic else []
    if not made:
        return NoBasis(f"a published rate for {claim.subject or 'what the sentence speaks of'}")
    return Found(tuple(made), (1.0, float("inf")), "falling")


def _point(subject: Model, claim: Claim, world: World) -> Answer:
    rates = published_rates(world, _TOPIC)
    references = _references(subject, claim, world)
    if not rates:
        return NoBasis("a published rate at which the cost of training falls")
    made: list[Reading] = []
    for reference in references:
        made += _against(subject, reference, rates, claim, world, first=not made)
    if not made:
        return NoBasis(f"the cost of {subject.label} and of a model of like skill before it")
    return Found(tuple(made), _EXPECTED, "no cheaper than the trend predicts")


def _references(subject: Model, claim: Claim, world: World) -> list[Model]:
    from oncurve.claims.check.mentioned import models_in

    named = [model for model in models_in(claim.sentence, world) if model.organisation != subject.organisation]
    return [*named, *(each for each in peers(subject, world, "", asked_day(claim, world)) if each not in named)]


def _against(subject: Model, reference: Model, rates: list[Rate], claim: Claim, world: World,
             *, first: bool) -> list[Reading]:
    try:
        cost = {model.id: world.cost(model.id, hide=hidden_sources(claim, model, world), drivers=False)
                for model in (subject, reference)}
        seen = (cost[reference.id].scopes["final_run"].estimate, cost[subject.id].scopes["final_run"].estimate)
    except (MissingFact, KeyError):
        return []
    answer = on_curve(subject, reference, seen, [(rate.who, rate.measures, rate.per_year) for rate in rates],
                      world.catalogue, world.draws, facts=lambda model, name: independent(
                          model.facts_of(name), claim, world, model.organisation))
    if answer is None:
        return []
    words = f"cost of {reference.label} over that of {subject.label}, as a share of the ratio that the trend predicts"
    made = [Reading(f"on_trend:{reference.id}", f"{words}, over all published rates", answer.surplus,
                    "plain" if first else "shown")]
    if first:
        made += [Reading(f"on_trend:{reference.id}:{each.rate}", f"{words}, at {each.definition}", each.surplus,
                         "possible") for each in answer.expected]
    return made
