"""How fast the cost of a fixed skill falls, and whether a model is an expected point on that curve."""

from __future__ import annotations

from msgspec.structs import replace

from oncurve.answers.on_curve import Pair, Terms, surplus
from oncurve.answers.rates import Rate, published_rates
from oncurve.answers.statements import fact_of_said
from oncurve.basis.errors import MissingFact
from oncurve.basis.estimate import Estimate, estimate
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input, Seen
from oncurve.basis.spread import Array
from oncurve.catalog.model import Model
from oncurve.claims.check.cost_ratio import peers, stated_cost
from oncurve.claims.check.facts import asked_day, independent, mentions
from oncurve.claims.check.rates import rate_readings, topic_of, topic_of_source, topic_published
from oncurve.claims.check.reading import Answer, Found, NoBasis, Openness, Reading, World
from oncurve.claims.check.subject import label, model_of
from oncurve.claims.check.training_cost import hidden_sources
from oncurve.claims.claim import Claim
from oncurve.claims.saying import say

__all__ = ["MEASURE", "readings"]

MEASURE = "cost_decline_rate"
_TOPIC, _OF_USE = "training-efficiency", "inference-price"
#: words that tell costs of training from those of use
_OF_TRAINING = r"\btrain|algorithm|efficien|comput(?:e|ing)|\bcurve\b|\bFLOP"
#: no cheaper than the trend predicts, in percent
_EXPECTED = (float("-inf"), 0.0)
_COMPARED = ("compute_handicap", "cost_ratio", "cost_decline_rate", "capability_lag")


def readings(claim: Claim, world: World) -> Answer:
    """Rival published rates; where a model is called a point on the curve, the ratio seen over the one expected.

    A claim that gives a rate ("GPT-4-level prices fall 40-fold a year") is of the rate, whatever model sets the level.
    """
    subject = model_of(world.catalogue, claim.subject)
    if subject is not None and claim.unit == "none":
        return _point(subject, claim, world)
    topic = topic_published(claim, world, topic_of(claim)) or topic_of_source(claim, world)
    made = rate_readings(claim, world, topic, months=False) if topic else []
    if topic == _TOPIC and not mentions(claim, _OF_TRAINING):  # "costs have fallen": of training, or of use
        made += [replace(each, open="possible" if each.open == "plain" else each.open)
                 for each in rate_readings(claim, world, _OF_USE, months=False)]
    if not made:
        return NoBasis(f"a published rate for {claim.subject or 'what the sentence speaks of'}")
    return Found(tuple(made))


def _point(subject: Model, claim: Claim, world: World) -> Answer:
    every = published_rates(world.catalogue, _TOPIC)
    rates = [rate for rate in every if rate.who not in _ids(claim.speaker, world)] or every
    references = _references(subject, claim, world)
    if not rates:
        return NoBasis("a published rate at which the cost of training falls")
    made: list[Reading] = []
    for reference in references:
        first = not made
        made += _against(subject, reference, rates, claim, world, first=first)
        made += _sides(subject, reference, every, world) if first and made else []
    if not made:
        return NoBasis(f"the cost of {subject.label} and of a model of like skill before it")
    return Found(tuple(made), _EXPECTED, "no cheaper than the trend predicts")


def _ids(speaker: str | None, world: World) -> set[str | None]:
    """Ids of a speaker, whose own rate is no evidence for what he says."""
    catalogue = world.catalogue
    if not speaker:
        return set()
    return {speaker, catalogue.people.id_of(speaker), catalogue.organisations.id_of(speaker)} - {None}


def _sides(subject: Model, reference: Model, rates: list[Rate], world: World) -> list[Reading]:
    """The test in each party's own inputs: the handicap it states, its own rate where it has one, the stated costs."""
    found = []
    for event in world.catalogue.events.values():
        for said in event.said:
            if said.measure != "compute_handicap" or (said.subject, said.reference) != (subject.id, reference.id):
                continue
            pair = _as_stated(subject, reference, world)
            own = [rate for rate in rates if rate.who == event.speaker] or rates
            handicap = Input.of_fact(fact_of_said(event, said), f"handicap by {event.speaker}", about="")
            answer = None if pair is None else surplus(pair, own, world.catalogue, Terms(
                handicap=handicap, settings=world.settings, strict=False))
            if answer is not None:
                who = label(world.catalogue, event.speaker)
                words = f"how much cheaper {subject.label} was than the trend predicts, in the inputs of {who}"
                found.append(_compared(f"side:{event.speaker}", words, answer.overall, "shown", (world, {})))
                found[-1] = replace(found[-1], short=f"in the inputs of {who}")
    return found


def _as_stated(subject: Model, reference: Model, world: World) -> Pair | None:
    """The two models with what their developers say that they cost; None where one says nothing."""
    costs = []
    for model in (subject, reference):
        try:
            scope = world.cost(model.id, drivers=False).scopes["final_run"]
        except (MissingFact, KeyError):
            return None
        costs.append(stated_cost(scope, model, world))
    return None if costs[0] is None or costs[1] is None else Pair(subject, reference, costs[0], costs[1])


def _references(subject: Model, claim: Claim, world: World) -> list[Model]:
    from oncurve.claims.check.mentioned import models_in

    named = [model for model in models_in(claim.sentence, world) if model.organisation != subject.organisation]
    named += _compared_by_others(subject, world)
    named += peers(subject, world, "", asked_day(claim, world))
    return list({model.id: model for model in named}.values())


def _compared_by_others(subject: Model, world: World) -> list[Model]:
    """The models that speakers have set it beside."""
    found = []
    for event in world.catalogue.events.values():
        for said in event.said:
            if said.measure in _COMPARED and said.subject == subject.id:
                other = model_of(world.catalogue, said.reference)
                found += [other] if other is not None else []
    return found


def _against(subject: Model, reference: Model, rates: list[Rate], claim: Claim, world: World,
             *, first: bool) -> list[Reading]:
    try:
        cost = {model.id: world.cost(model.id, hide=hidden_sources(claim, model, world), drivers=False)
                for model in (subject, reference)}
        pair = Pair(subject, reference, cost[subject.id].scopes["final_run"].estimate,
                    cost[reference.id].scopes["final_run"].estimate)
    except (MissingFact, KeyError):
        return []
    answer = surplus(pair, rates, world.catalogue, Terms(facts=lambda model, name: independent(
        model.facts_of(name), claim, world, model.organisation), settings=world.settings, strict=False))
    if answer is None:
        return []
    by: tuple[World, Seen] = world, {}
    words = f"how much cheaper {subject.label} was than the trend from {reference.label} predicts"
    made = [_compared(f"on_trend:{reference.id}", f"{words}, over all published rates", answer.overall,
                      "plain" if first else "shown", by)]
    if first:
        made[0] = replace(made[0], short="over all rates")
        made += [replace(_compared(f"on_trend:{reference.id}:{rate.who}:{gap.between}",
                                   f"{words} between their {gap.between}s, at this rate: {rate.measures}", over,
                                   "possible" if gap.between == "training" else "shown", by),
                         short=f"{label(world.catalogue, rate.who)}'s rate, {gap.between}s")
                 for rate, gap, _, over in answer.rows]
    return made


def _compared(name: str, words: str, over: Quantity, open_: Openness, by: tuple[World, Seen]) -> Reading:
    """The saving against the trend as a reading, said as people say it: "55% cheaper (80% dearer to 89% cheaper)".

    Args:
        name: of the reading.
        words: what it is.
        over: the ratio seen over the one expected.
        open_: whether the sentence may mean it.
        by: what is known, and the values worked out so far.
    """
    made = _saving(over, *by)

    def said(value: float) -> str:
        return f"{say(abs(value), 'percent', 2)} {'cheaper' if value >= 0 else 'dearer'}"

    ends = f" ({said(made.low)} to {said(made.high)})" if made.low < made.high else ""
    return Reading(name, words, made, open_, said(made.median) + ends)


def _saving(over: Quantity, world: World, seen: Seen) -> Estimate:
    """Percent below the cost that the trend predicts; negative above it."""
    return estimate(Quantity("saving", "percent", _below, {"surplus": over}, over.method), world.draws, seen=seen)


def _below(surplus: Array) -> Array:
    return 100 - 100 / surplus
