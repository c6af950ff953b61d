"""How many times cheaper the tokens of one model are than those of another."""

from __future__ import annotations

import datetime as dt
import re

from msgspec.structs import replace

from oncurve.answers.statements import fact_of_said
from oncurve.basis.errors import BadUsage
from oncurve.basis.estimate import Estimate
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.span import month_span
from oncurve.basis.spread import Array
from oncurve.catalog.model import Model
from oncurve.catalog.price import ApiPrice
from oncurve.claims.check.facts import FIGURE, asked_day, mentions, missing, source_words, today
from oncurve.claims.check.price_per_token import TIERS, of_level, predecessor, prices_at, tiers_named
from oncurve.claims.check.reading import (
    Answer,
    Found,
    NoBasis,
    Openness,
    Reading,
    World,
    by_openness,
    from_fact,
    reading,
)
from oncurve.claims.check.subject import label, model_of, organisation_of, spelled
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["MEASURE", "readings"]

MEASURE = "price_ratio"
_TIERS = ("input", "output", "cached_input", "blended_3_1")
_CHEAPER = (1.0, float("inf"))
#: words for a mix of tokens that a list of prices does not tell
_MIX = (r"\b(?:median|typical|average|ordinary|usual)\s+(?:user\s+)?(?:quer(?:y|ies)|requests?|prompts?|workloads?|"
        r"tasks?|use\b|jobs?)|\b(?:per|each|a) (?:query|task|request)\b|\bon average\b")
_MODELS_A_MAKER = 3
#: what a model asks for output, in what it asks for input: "four times as much for output as for input"
_OUT_TO_IN = Pattern(rf"{FIGURE}[^.;,]{{0,24}}? for (?:the )?output(?: tokens)? (?:as|than) for (?:the )?input\b|"
                     rf"\boutput(?: tokens)? (?:is|are|costs?) {FIGURE}[^.;,]{{0,24}}? (?:as|than) (?:the )?input\b",
                     re.IGNORECASE)
#: a score that sets a level of skill: "an MMLU score of 42", "(MMLU of 42)"
_SCORE = Pattern(r"\b(?:scores?|points|MMLU|GPQA|accuracy|quality level) (?:of|at) (\d+(?:\.\d+)?)\b", re.IGNORECASE)
#: that what reaches a level costs less than it did
_FELL = (r"\b(?:fall|fell|fallen|drop\w*|declin\w+|plung\w+|sank|sunk|cheaper|less|slash\w*|fraction of|"
         r"(?:what|than) (?:it|they) (?:did|was|were))\b")
#: over which time a price fell
_OVER = (r"\b(?:in|over|within) (?:(?:about|some|just|only|the (?:last|past)) )*"
         r"(?:\d+|an?|one|two|three|four|five|\w+teen) (?:months?|years?|weeks?)\b")
#: how near to a release the price of an older model is cut for it
_ABOUT = dt.timedelta(weeks=3)
#: a discount that holds at some hours of the day alone
_AT_HOURS = r"\boff-?peak\b|\bUTC\b|\bat night\b|\bnight[- ]?(?:time|owls?|rates?)\b|\b\d\d:\d\d\b"


def readings(claim: Claim, world: World) -> Answer:
    """The ratio of list prices on the day, by tier; where only a maker is named, of its models on sale."""
    catalogue = world.catalogue
    subject = model_of(catalogue, claim.subject)
    level = _of_score(claim, world) if claim.reference and "earlier price" in claim.reference else None
    if level is not None and (subject is None or subject.label not in claim.sentence):
        return Found(tuple(level), _CHEAPER, "cheaper") if level else NoBasis("the fall in price of that score")
    if subject is None:
        return missing(claim, world, "a price of tokens")
    day = asked_day(claim, world)
    named = tiers_named(claim)
    made: list[Reading] = []
    if _is_of_level(subject, claim):
        made = _at_level(subject, claim, world)
    elif _OUT_TO_IN.search(claim.sentence):
        return _of_its_tiers(subject, claim, day, world)
    elif claim.reference and "earlier price" in claim.reference and mentions(claim, _AT_HOURS):
        return NoBasis(f"what {subject.label} costs at some hours over what it costs at others")
    elif claim.reference and "earlier price" in claim.reference:
        made = _at_level(subject, claim, world) if of_level(claim, subject) else (
            _own_history(subject, named, day, world) or _own_history(subject, named, today(world), world)
            or _at_level(subject, claim, world)
            or _before_it(subject, named, claim, day, world))
    else:
        for reference in _references(claim, day, world):
            made += _against(subject, reference, named, claim, day, world)
    if not made:
        lacking = label(catalogue, claim.reference) if claim.reference else "the model compared with"
        return NoBasis(f"prices of {label(catalogue, claim.subject)} and {lacking} for the same day")
    if set(named) in (set(), {"input", "output"}) and claim.reference and "earlier" not in claim.reference:
        made += _between_tiers(made)
    if claim.speaker and not named and _by_seller(claim, subject, world) and (mixed := _of_any_mix(made)) is not None:
        made.append(replace(mixed, open="possible"))  # what a seller says that its customers save
    if mentions(claim, _MIX) and (mixed := _of_any_mix(made)) is not None:
        made = [mixed, *(replace(each, open="shown") for each in made)]
    return Found(tuple(by_openness(made)), _CHEAPER, "cheaper")


def _by_seller(claim: Claim, subject: Model, world: World) -> bool:
    """Whether a ratio is told by the maker of the model."""
    maker = organisation_of(world.catalogue, claim.speaker)
    return maker is not None and maker.id == subject.organisation


def _of_its_tiers(subject: Model, claim: Claim, day: dt.date, world: World) -> Answer:
    """What a model asks for output over what it asks for input."""
    read, written = (_price(world, subject.id, tier, day) for tier in ("input", "output"))
    if read is None or written is None:
        return missing(claim, world, "the prices of input and output")
    words = f"the price of output of {subject.label} over that of its input"
    return Found((_ratio("tiers", words, read, written, "plain", world),))


def _between_tiers(made: list[Reading]) -> list[Reading]:
    """The ratio for some mix of input and output, which a sentence that names neither may mean."""
    plain = [each for each in made if each.name in ("input", "output") and each.open == "plain"]
    if len(plain) < len(("input", "output")):
        return []
    ratios = [each.estimate.median for each in plain]
    low, high = min(ratios), max(ratios)
    if low == high:
        return []
    basis = tuple(given for each in plain for given in each.estimate.basis)
    return [Reading("mix", "the ratio of the prices for some mix of input and output",
                    Estimate((low * high) ** 0.5, low, high, "x", basis, method="between its parts"), "possible")]


def _of_any_mix(made: list[Reading]) -> Reading | None:
    """The ratio for some mix of tokens that only the seller knows: between those of its kinds of tokens."""
    ratios = [each.estimate.median for each in made]
    if len(ratios) < len(_TIERS):
        return None
    low, high = min(ratios), max(ratios)
    basis = tuple(given for each in made for given in each.estimate.basis)
    return Reading("any_mix", "the ratio of the prices for what is asked and answered, whatever share of it is read, "
                   "written or kept", Estimate((low * high) ** 0.5, low, high, "x", basis, method="between its parts"))


def _before_it(subject: Model, tiers: tuple[str, ...], claim: Claim, day: dt.date, world: World) -> list[Reading]:
    """The price of the model that it follows over its own: "cut the price of its top model by two thirds"."""
    older = model_of(world.catalogue, subject.predecessor) or predecessor(subject, world.catalogue)
    short = subject.label.partition(" ")[2] if any(each.isdigit() for each in subject.label.partition(" ")[2]) else ""
    named = any(each and each in claim.sentence for each in (subject.label, *subject.aliases, short))
    name = re.escape(short or subject.label)
    own = (rf"\b(?:prices?|costs?) (?:of|for) (?:the )?(?:[\w-]+ )?{name}\b|"
           rf"\b{name}['’]s? (?:[\w-]+ )?(?:prices?|costs?)\b")
    if older is None or older.organisation != subject.organisation or not named or mentions(claim, own):
        return []  # "cut the price of o3" is of its own
    return _against(subject, older, tiers, claim, day, world)


def _is_of_level(subject: Model, claim: Claim) -> bool:
    """Whether it is what answers as good as a model's cost that fell, whoever gives them: "GPT-3.5-level answers"."""
    return of_level(claim, subject) and mentions(claim, _FELL)


def _at_level(subject: Model, claim: Claim, world: World) -> list[Reading]:
    """By how much the price of a model's level of skill fell, whoever sells it, as others have published it."""
    made: list[Reading] = []
    names = spelled(subject)
    dated, cited = mentions(claim, _OVER), organisation_of(world.catalogue, claim.speaker)
    for event in world.catalogue.events.values():
        if dated and (cited is None or event.speaker != cited.id):
            continue  # what was published holds of its own years
        for said in event.said:
            if said.measure == MEASURE and "earlier price" in said.reference and \
                    re.match(rf"(?:{names})(?![.\w]).*\blevel\b", said.subject):
                fact = fact_of_said(event, said)
                words = f"the fall in price of {said.subject}, {fact.kind} in “{source_words(fact, world)}”"
                made.append(from_fact(fact, world, f"level ({event.id})", words, open="possible" if made else "plain"))
    return made


def _of_score(claim: Claim, world: World) -> list[Reading] | None:
    """By how much the price of a score fell ("a minimum MMLU score of 42"), where a sentence names one; else None."""
    named = [each.label for each in world.catalogue.benchmarks.values() if each.label in claim.sentence]
    told = _SCORE.search(claim.sentence)
    if not named or told is None:
        return None
    made: list[Reading] = []
    for event in world.catalogue.events.values():
        for said in event.said:
            of_it = said.subject.endswith(f"{named[0]} score of {told[1]}")
            if said.measure == MEASURE and "earlier price" in said.reference and of_it:
                fact = fact_of_said(event, said)
                words = f"the fall in price of an {said.subject}, {fact.kind} in “{source_words(fact, world)}”"
                made.append(from_fact(fact, world, f"score ({event.id})", words, open="possible" if made else "plain"))
    return made


def _references(claim: Claim, day: dt.date, world: World) -> list[Model]:
    catalogue = world.catalogue
    model = model_of(catalogue, claim.reference)
    if model is not None:
        return [model]
    maker = organisation_of(catalogue, claim.reference)
    if maker is None:
        return []
    sold = {row.model for row in catalogue.api_prices if day in row.span}
    known = [catalogue.models[each] for each in sold if each in catalogue.models]
    made = [each for each in known if each.organisation == maker.id]
    return sorted(made, key=lambda each: (each.release_date or dt.date.min, each.id), reverse=True)[:_MODELS_A_MAKER]


def _against(subject: Model, reference: Model, named: tuple[str, ...], claim: Claim, day: dt.date,
             world: World) -> list[Reading]:
    made = []
    start = _start(claim) or day
    for tier in _TIERS:
        open_: Openness = "plain" if tier in named or not (named or tier == "cached_input") else "shown"
        below = _price(world, subject.id, tier, day)
        above = _price(world, reference.id, tier, start) or _first(world, reference.id, tier)
        if below is None or above is None:
            if tier != "blended_3_1":
                continue
            blend = _blended(subject, reference, day, start, world)
            if blend is not None:
                made.append(Reading(tier, f"{_words(subject, reference, tier)}", blend.estimate, open_))
            continue
        made.append(_ratio(tier, _words(subject, reference, tier), below, above, open_, world))
        older = _just_before(world, reference.id, tier, above, subject)
        if older is not None:
            words = f"{_words(subject, reference, tier)}, as it was until that came out"
            made.append(_ratio(f"{tier} before", words, below, older, "possible" if open_ == "plain" else open_, world))
    return made


def _just_before(world: World, reference: str, tier: str, now: ApiPrice, subject: Model) -> ApiPrice | None:
    """What a model was sold for until about the day on which the other, which is compared with it, came out."""
    out = subject.release_date
    if out is None:
        return None
    rows = [row for row in world.catalogue.api_prices if (row.model, row.tier, row.variant) == (reference, tier, "")
            and row.amount != now.amount and row.span.end is not None and abs(row.span.end - out) <= _ABOUT]
    return max(rows, key=lambda row: row.span.end or dt.date.min, default=None)


def _words(subject: Model, reference: Model, tier: str) -> str:
    return f"the price of {TIERS[tier]} of {reference.label} over that of {subject.label}"


def _start(claim: Claim) -> dt.date | None:
    if not claim.time or "/" not in claim.time:
        return None
    try:
        return month_span(claim.time).start
    except BadUsage:
        return None


def _price(world: World, model: str, tier: str, day: dt.date) -> ApiPrice | None:
    rows = prices_at(world, model, tier, day)
    return rows[0] if rows else None


def _first(world: World, model: str, tier: str) -> ApiPrice | None:
    rows = [row for row in world.catalogue.api_prices if row.model == model and row.tier == tier and not row.variant]
    return min(rows, key=lambda row: row.span.start or dt.date.max, default=None)


def _input(row: ApiPrice) -> Input:
    return Input.of_fact(row.fact(), f"{row.fact().name}@{row.span.start}")


def _ratio(name: str, words: str, below: ApiPrice, above: ApiPrice, open_: Openness, world: World) -> Reading:
    quantity = Quantity("price_ratio", "x", _over, {"above": _input(above), "below": _input(below)},
                        "one list price over the other")
    return reading(name, words, quantity, world, open=open_)


def _over(above: Array, below: Array) -> Array:
    return above / below if below else above * float("inf")


def _blended(subject: Model, reference: Model, day: dt.date, start: dt.date, world: World) -> Reading | None:
    rows = {}
    for name, model, on in (("below", subject.id, day), ("above", reference.id, start)):
        for tier in ("input", "output"):
            row = _price(world, model, tier, on) or _first(world, model, tier)
            if row is None:
                return None
            rows[f"{name}_{tier}"] = _input(row)
    quantity = Quantity("price_ratio", "x", _blend, rows, "three input tokens to one output token")
    return reading("blended_3_1", "", quantity, world)


def _blend(below_input: Array, below_output: Array, above_input: Array, above_output: Array) -> Array:
    return (3 * above_input + above_output) / (3 * below_input + below_output)


def _is_before(row: ApiPrice, day: dt.date) -> bool:
    """Whether a price was asked before another began; a tracker may have gone on with it for a while."""
    ended = row.span.end is not None and row.span.end <= day
    return ended or (row.span.start is not None and row.span.start < day)


def _own_history(subject: Model, named: tuple[str, ...], day: dt.date, world: World) -> list[Reading]:
    made = []
    for tier in ("input", "output"):
        now = _price(world, subject.id, tier, day)
        began = now.span.start if now is not None else None
        rows = [row for row in world.catalogue.api_prices if row.model == subject.id and row.tier == tier
                and not row.variant and began is not None and _is_before(row, began)
                and now is not None and row.amount != now.amount]
        before = max(rows, key=lambda row: row.span.start or dt.date.min, default=None)
        if now is not None and before is not None:
            open_: Openness = "plain" if tier in named or not named else "shown"
            words = f"the earlier price of its {TIERS[tier]} over the present one"
            made.append(_ratio(tier, words, now, before, open_, world))
    return made
