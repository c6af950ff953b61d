"""How many times less making one model took than another: in money, operations or chip-hours."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import Any

from msgspec.structs import replace

from oncurve.basis.errors import MissingFact
from oncurve.basis.estimate import Estimate, ratio
from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Array
from oncurve.catalog.model import Model
from oncurve.claims.check import price_ratio
from oncurve.claims.check.facts import asked_day, clause_of_figure, mentions, missing
from oncurve.claims.check.mentioned import latest_of
from oncurve.claims.check.price_per_token import maker_pays
from oncurve.claims.check.published import published
from oncurve.claims.check.reading import (
    Answer,
    Found,
    NoBasis,
    NotCheckable,
    Openness,
    Reading,
    World,
    by_openness,
    reading,
)
from oncurve.claims.check.subject import chip_of, family_of, label, model_of, organisation_of, place_of
from oncurve.claims.check.training_cost import hidden_sources
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["MEASURE", "peers", "readings", "stated_cost"]

MEASURE = "cost_ratio"
_LESS = (1.0, float("inf"))
_HOURS = r"(?:gpu|chip|h800|h100|accelerator)[- ]?hours?|\bhours\b"
_STAGE = r"\breinforcement\b|\bRL\b|post-?training|fine-?tuning"
_UNNAMED = r"ratios? (?:that )?(?:people|some|critics|others|reports)"
_STATED = ("as_reported", "stated_by_developer")
_SELLING = r"\b(?:sells?|sold|prices?|priced|charges?|list(?:ed|s)?|(?:in|out)put tokens?)\b"
_BASE = "with_base"
_PEERS = 4
#: references that mean whoever else makes such models, and no one thing
_OTHERS = Pattern(r"\b(?:theirs|others?|rivals?|peers?|compet\w+|comparable|similar|equivalent|closed|proprietary|"
                  r"western|american|u\.?s\.?|chinese|foreign|leading|frontier|best|top|labs?|companies|firms|"
                  r"models?|systems?)\b", re.IGNORECASE)
_TOKENWISE = r"\b(?:per|each|every|an?) (?:(?:trillion|billion|million) )?tokens?\b"
_SIZE = Pattern(r"\b\d+(?:\.\d+)?[BbMm]\b")
_PEER_DAYS = 550
#: what else than money a sentence may count, and the facts that tell it
_AMOUNTS = {"training tokens": "tokens.pretraining", "parameters": "parameters.total"}
_AS_MANY = r"\b(?:as (?:many|much)|more|fewer|less|times the|amount of|number of)\s+(?:\w+ ){0,2}?"
_AMOUNT_CUES = tuple((name, rf"{_AS_MANY}{word}\b") for name, word in (
    ("training tokens", "(?:tokens|data)"), ("parameters", "parameters")))


def readings(claim: Claim, world: World) -> Answer:
    """One over the other, in what the sentence counts; where a country or the frontier is named, of its peers."""
    if mentions(claim, _SELLING) and not mentions(claim, r"\btrain"):  # what users pay is a price, not a cost
        return _spent_by_makers(claim, world) or price_ratio.readings(claim, world)
    subject = model_of(world.catalogue, claim.subject)
    if subject is None:
        return missing(claim, world, "the training cost")
    if claim.reference and model_of(world.catalogue, claim.reference) is subject:
        return NoBasis(f"what {subject.label} is compared with")
    if claim.scope == "inference":
        return NoBasis(f"what running {subject.label} costs its maker")
    stage = re.search(_STAGE, clause_of_figure(claim), re.IGNORECASE)
    if stage is not None:
        return NoBasis(f"what the {stage[0]} of {subject.label} took")
    if claim.negated and mentions(claim, _UNNAMED):
        return NotCheckable("It denies ratios that it does not name, so there is no figure to compare with.")
    references = _references(claim, subject, world)
    made: list[Reading] = list(published(claim, world, MEASURE)) if claim.reference else []
    if not references and not made and chip_of(world.catalogue, claim.reference) is not None:
        return NoBasis(f"the model that {subject.label} is compared with")
    if not references and not made:
        return NoBasis(f"the training cost of {label(world.catalogue, claim.reference)}")
    for reference in references:
        made += _pair(subject, reference, claim, world, single=len(references) == 1)
    if not made:
        names = " or ".join(each.label for each in references)
        return NoBasis(f"the training cost of {subject.label} and of {names} on one basis")
    return Found(tuple(by_openness(made)), _LESS, "less")


def _spent_by_makers(claim: Claim, world: World) -> NoBasis | None:
    """That prices beside a ratio are no costs, where it is told what makers spend ("o1 costs OpenAI 27 times what")."""
    models = [model_of(world.catalogue, each) for each in (claim.subject, claim.reference)]
    for model in models:
        if model is not None and maker_pays(claim, model, world):
            message = "The amounts beside it are what the makers ask of buyers; what serving costs them is not known."
            return NoBasis(f"what running {model.label} costs its maker", (), (("OC601", message),))
    return None


def _references(claim: Claim, subject: Model, world: World) -> list[Model]:
    model = model_of(world.catalogue, claim.reference)
    if model is not None:
        return [model]
    maker = organisation_of(world.catalogue, claim.reference)
    if maker is not None:
        return [each for each in latest_of(maker.id, world) if each is not subject]
    place = place_of(world.catalogue, claim.reference)
    if place is None and claim.reference:
        named = _of_size(claim.reference, subject, world) or family_of(world.catalogue, claim.reference)
        if named or _OTHERS.search(claim.reference) is None or _SIZE.search(claim.reference):
            return named  # it is of one thing: what others took says nothing of that
    return peers(subject, world, place.id if place is not None else "", asked_day(claim, world))


def _of_size(words: str, subject: Model, world: World) -> list[Model]:
    """The one other model of the same maker that has a size in its name ("its earlier 67B model"), else none."""
    size = _SIZE.search(words)
    if size is None:
        return []
    found = [each for each in world.catalogue.models.values() if each.organisation == subject.organisation
             and each.id != subject.id and size[0].lower() in each.label.lower().replace("-", " ").split()]
    return found if len(found) == 1 else []


def peers(subject: Model, world: World, country: str, day: dt.date) -> list[Model]:
    """The most tested models of a country (else of any other maker) that came out in the year and a half before."""
    counts = Counter(row.model for row in world.catalogue.scores)
    last = subject.release_date or day
    found = []
    for key, number in counts.items():
        model = world.catalogue.models.get(key)
        if model is None or model.organisation == subject.organisation or model.release_date is None:
            continue
        recent = last - model.release_date
        if (not country or model.country == country) and dt.timedelta(0) <= recent <= dt.timedelta(days=_PEER_DAYS):
            found.append((number, model.release_date, model))
    best = sorted(found, key=lambda each: (each[0], each[1], each[2].id), reverse=True)
    return [model for _, _, model in best[:_PEERS]]


def _pair(subject: Model, reference: Model, claim: Claim, world: World, *, single: bool) -> list[Reading]:
    counted = _counted(claim)
    made = []
    hours = _facts_ratio("chip_hours.final_run", "chip-hours", subject, reference, world)
    for name in counted:
        if name in _AMOUNTS:
            told = _facts_ratio(_AMOUNTS[name], name, subject, reference, world)
            return [told] if told is not None else []
    rate = _rate_ratio(subject, reference, world)
    flop = _compute_ratio(subject, reference, claim, world)
    money = _cost_ratio(subject, reference, claim, world)
    stated = _cost_ratio(subject, reference, claim, world, stated=True)
    if stated is not None and money is not None:
        open_ = _opened("training", counted, single=single)
        made.append(replace(stated, open=open_, short="as their developers state"))
    based = _cost_ratio(subject, reference, claim, world, whole=True)
    if based is not None and "training" in counted:
        made.append(replace(based, open="possible", short="with the model that it started from"))
    for name, each in (("hours", hours), ("compute", flop), ("training", money), ("each token", rate)):
        if each is None:
            continue
        open_ = _opened(name, counted, single=single)
        if made and name == "training" and stated is not None and open_ == "plain":
            open_ = "possible"
        made.append(replace(each, open=open_))
    if made and all(each.open != "plain" for each in made):
        made = [replace(each, open="plain") for each in made]
    return made


def _opened(name: str, counted: tuple[str, ...], *, single: bool) -> Openness:
    if name in counted:
        return "plain"
    return "possible" if single and name != "training" else "shown"


def _counted(claim: Claim) -> tuple[str, ...]:
    for name, cue in _AMOUNT_CUES:
        if mentions(claim, cue):
            return (name,)
    if mentions(claim, _TOKENWISE):
        return ("each token",)
    if mentions(claim, _HOURS):
        return ("hours",)
    if claim.scope == "compute" or mentions(claim, r"\bcompute\b|\bflops?\b|computing power"):
        return ("compute",)
    return ("training",)


def _facts_ratio(name: str, words: str, subject: Model, reference: Model, world: World) -> Reading | None:
    hours = name.startswith("chip_hours")
    below, above = (_hours_fact(each, name) if hours else each.fact(name) for each in (subject, reference))
    if below is None or above is None or not below.number:
        return None
    quantity = Quantity("ratio", "x", _over, {"above": Input.of_fact(above), "below": Input.of_fact(below)},
                        f"{words} of one over those of the other")
    return reading(f"{words}:{reference.id}", f"{words} of {reference.label} over those of {subject.label}", quantity,
                   world)


def _rate_ratio(subject: Model, reference: Model, world: World) -> Reading | None:
    """Chip-hours of one over those of the other for as many tokens, where both read other numbers of them."""
    parts: dict[str, Input | Quantity] = {}
    for side, model in (("above", reference), ("below", subject)):
        hours, tokens = _hours_fact(model, "chip_hours.pretraining"), model.fact("tokens.pretraining")
        if hours is None or tokens is None or not hours.number or not tokens.number:
            return None
        parts |= {f"{side}_hours": Input.of_fact(hours), f"{side}_tokens": Input.of_fact(tokens)}
    words = "chip-hours for each trillion tokens"
    quantity = Quantity("ratio", "x", _over_rates, parts, f"{words} of one over those of the other")
    return reading(f"{words}:{reference.id}", f"{words} of {reference.label} over those of {subject.label}", quantity,
                   world)


def _over_rates(above_hours: Array, above_tokens: Array, below_hours: Array, below_tokens: Array) -> Array:
    return above_hours / above_tokens / (below_hours / below_tokens)


def _hours_fact(model: Model, name: str) -> Fact | None:
    return model.fact(name) or model.fact("chip_hours.pretraining") or model.fact("chip_hours.final_run")


def _over(above: Array, below: Array) -> Array:
    return above / below


def _compute_ratio(subject: Model, reference: Model, claim: Claim, world: World) -> Reading | None:
    quantities, indirect = [], False
    for model in (reference, subject):
        try:
            answer: Any = world.compute(model.id, hide=hidden_sources(claim, model, world))
        except MissingFact:
            return None
        quantities.append(answer.estimate.quantity)
        indirect |= "indirect" in answer.readings
    return _quotient("FLOP", quantities, subject, reference, world, indirect=indirect)


def _cost_ratio(subject: Model, reference: Model, claim: Claim, world: World, *,
                stated: bool = False, whole: bool = False) -> Reading | None:
    """By the cost model; or, `stated`, by what each developer itself says its final run cost.

    With `whole`, a run that went on from another model is counted together with that; None where neither did.
    """
    quantities, indirect, based = [], False, not whole
    for model in (reference, subject):
        try:
            answer: Any = world.cost(model.id, hide=hidden_sources(claim, model, world), drivers=False)
        except MissingFact:
            return None
        scope = answer.scopes.get("final_run")
        if scope is None:
            return None
        made = stated_cost(scope, model, world) if stated else scope.estimate
        if whole:
            based |= _BASE in scope.readings
            made = scope.readings.get(_BASE) or made
        if made is None:
            return None
        quantities.append(made.quantity)
        indirect |= not stated and answer.plan is not None and answer.plan.hours.route == "indirect"
    if not based:
        return None
    words = "cost of the final run, as its developer states it," if stated else "cost of the final run"
    words += ", together with the model that it started from," if whole else ""
    return _quotient(words, quantities, subject, reference, world, indirect=indirect)


def stated_cost(scope: Any, model: Model, world: World) -> Estimate | None:
    """What the developer, or one of its people, says that the run cost."""
    told = [name for name in scope.readings if name in _STATED or _is_of_maker(name, model, world)]
    found = scope.readings[told[0]] if told else None
    return found if isinstance(found, Estimate) else None


def _is_of_maker(name: str, model: Model, world: World) -> bool:
    source = world.catalogue.sources.get(name)
    if source is None:
        return False
    person = world.catalogue.people.id_of(source.producer)
    maker = world.catalogue.organisations.id_of(source.producer) if person is None else \
        world.catalogue.people[person].organisation
    return bool(maker) and maker == model.organisation


def _quotient(words: str, quantities: list[Quantity | None], subject: Model, reference: Model,
              world: World, *, indirect: bool) -> Reading | None:
    above, below = quantities
    if above is None or below is None:
        return None
    quantity = ratio(f"{words} ratio", above, below, f"{words} of one over that of the other")
    return reading(f"{words}:{reference.id}", f"{words} of {reference.label} over that of {subject.label}", quantity,
                   world, indirect=indirect)
