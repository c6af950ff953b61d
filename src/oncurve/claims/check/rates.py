"""Published rates of change as readings of a sentence."""

from __future__ import annotations

import math
import re

import numpy as np

from oncurve.answers.rates import TOPICS, Rate, published_rates, topic_of_text
from oncurve.basis.estimate import Estimate, estimate, quantiles
from oncurve.basis.formula import Quantity
from oncurve.basis.spread import Array
from oncurve.capability.shipped import SCORES_KNOWN, load_shipped
from oncurve.catalog.record import compact
from oncurve.claims.check.facts import FIGURE, clause_of_figure, mentions
from oncurve.claims.check.reading import Openness, Reading, World
from oncurve.claims.check.subject import label, names_of
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["rate_readings", "topic_of", "topic_of_source", "topic_published"]

_MOORE = Pattern(r"\bmoore\W?s law|\btransistors?\b|\bcomponents on\b|\bchip performance\b", re.IGNORECASE)
#: what changes at a pace of its own, which is no price of skill and no work of training: hardware, energy, speed
_OF_ELSE = Pattern(
    r"\b(?:hardware|energy|power|electricity|chips?|GPUs?|memory|storage|bandwidth|battery|solar|"
    r"data[- ]cent(?:er|re)s?)(?: \w+)?[- ]"
    r"(?:costs?|prices?|efficiency|performance|density|speeds?|rents?|consumption)\b|"
    r"\b(?:costs?|prices?|efficiency|performance) of (?:the )?(?:\w+ )?(?:hardware|energy|chips?|GPUs?|memory)\b|"
    r"\bthroughput\b|\bcomponents on\b|"
    r"\bmoore\W?s law\b|\btransistors?\b|\bpower (?:required|needed|draw|demand|use)\b",
    re.IGNORECASE)
_CUES = Pattern("|".join(TOPICS.values()), re.IGNORECASE)
_EFFICIENCY, _OF_USE = "training-efficiency", "inference-price"
_GROWTHS = ("training-compute-growth", "training-cost-growth")


#: from which year a rate counts, as a sentence says it and as it was published
_SINCE = Pattern(r"\b(?:since|from|after|starting in|beginning in)\b(?: the (?:start|beginning|end) of)?"
                 r"(?: early| mid| late)? (?P<year>20\d\d)\b", re.IGNORECASE)
_GIVEN = Pattern(r"\bsince (?P<since>20\d\d)\b|\b(?P<first>20\d\d) to (?:\w+ )?20\d\d\b")
#: what a rate of AI is told of: the curve of costs, what models and agents can do
_OF_AI = r"\bAI\b|\bcurves?\b|\btrends?\b|\b(?:language )?models?\b|\bLLMs?\b|\bagents?\b|\bautonom\w+"
_COUNTED = r"\b(?:number|count|revenues?|sales|staff|demand|users|customers|spending|prices? of chips|valuation)\b"
_GROWN = r"\bgr(?:ow|ew|own|owing|ows)\b"
_USED = Pattern(r"\bcomput(?:e|ing)(?: power)? (?:used|for (?:them|it|training)|behind)\b", re.IGNORECASE)


def topic_of(claim: Claim) -> str | None:
    """What the rate in a sentence is of, or None."""
    if mentions(claim, _GROWN) and _USED.search(clause_of_figure(claim)):
        return "training-compute-growth"  # "costs have grown, and the compute used for them by four to five times"
    subject = claim.subject or ""
    if _MOORE.search(subject) or _of_something_else(claim):
        return None
    subject = subject if compact(subject) in compact(claim.sentence) else ""  # not what the reader stands in for it
    named, told = topic_of_text(f"{subject} {claim.scope or ''}"), topic_of_text(claim.sentence)
    of_price = told == _OF_USE and re.search(r"\bprices?\b", claim.sentence, re.IGNORECASE) is not None
    return told if named is None or (named == _EFFICIENCY and (told in _GROWTHS or of_price)) else named


def topic_of_source(claim: Claim, world: World) -> str | None:
    """Where a sentence names no topic, the one that its source published on.

    That of what the sentence before is of ("Epoch finds 9 to 900 times a year"), as the subject that the reader gave it
    tells; else the only one, where it tells of AI ("the curve shifts fourfold a year, by his estimate").
    """
    own = names_of(world.catalogue, claim.speaker)
    if not own or _of_something_else(claim):
        return None
    topic = topic_of_text(claim.subject or "")
    if topic is not None:
        return topic if _published_on(topic, own, world) else None
    if not mentions(claim, _OF_AI) or mentions(claim, _COUNTED):
        return None
    found = [each for each in TOPICS if _published_on(each, own, world)]
    return found[0] if len(found) == 1 else None


def topic_published(claim: Claim, world: World, topic: str | None) -> str | None:
    """The topic of a rate; where the source that is cited published on one other alone, that one."""
    names = names_of(world.catalogue, claim.speaker) if topic is not None else set()
    found = [each for each in TOPICS if names and _published_on(each, names, world)]
    return found[0] if len(found) == 1 else topic


def _published_on(topic: str, names: set[str], world: World) -> bool:
    return any(names & names_of(world.catalogue, rate.who) for rate in published_rates(world.catalogue, topic))


def _of_something_else(claim: Claim) -> bool:
    """Whether the words before a figure tell the pace of what no published rate is of: chips, energy, transistors.

    What stands nearest before it in its clause is what it is a pace of; a sentence that Moore's law opens is of that.
    """
    clause = clause_of_figure(claim)
    before = clause.partition(FIGURE)[0]
    own = max((found.end() for found in _OF_ELSE.finditer(before)), default=-1)
    if own >= 0:
        return own >= max((found.end() for found in _CUES.finditer(before)), default=-1)
    told = claim.sentence.partition(FIGURE)[0]
    moore = max((found.end() for found in _MOORE.finditer(told)), default=-1)
    if moore >= 0 and not clause_of_figure(claim).partition(FIGURE)[0].strip().startswith(("whereas", "while")):
        return moore > max((found.end() for found in _CUES.finditer(told)), default=-1)
    return _MOORE.match(claim.sentence.lstrip("•-* ")) is not None


def rate_readings(claim: Claim, world: World, topic: str, *, months: bool) -> list[Reading]:
    """A reading a published rate, in months to double or as a factor a year.

    Of a source that is cited, its own rate comes first: whether it is quoted rightly, beside what others have
    published on the same thing. That holds of every source, and no rate counts more for who published it.
    """
    names = names_of(world.catalogue, claim.speaker)
    made: list[tuple[bool, Reading]] = []
    rates = published_rates(world.catalogue, topic)
    told = [each for each in rates if _is_told_apart(each, claim)]
    for rate in rates:
        who = label(world.catalogue, rate.who)
        year, own = rate.said.known.year, bool(names & names_of(world.catalogue, rate.who))
        words = f"{rate.measures}, as the cited source, {who}, published it in {year}" if own else \
            f"{rate.measures}, as published by {who} in {year}"
        open_: Openness = "shown" if own and told and rate not in told else "plain"
        made.append((not own, Reading(f"{who}, {year}", words, _estimate(rate, world, months=months), open_,
                                      reported=True)))
    made.sort(key=lambda pair: pair[0])
    return [each for _, each in made] + (_computed(world, months=months) if topic == _EFFICIENCY else [])


def _is_told_apart(rate: Rate, claim: Claim) -> bool:
    """Whether a sentence names the year from which a published rate counts: "doubles every 131 days since 2023"."""
    told, given = _SINCE.search(claim.sentence), _GIVEN.search(f"{rate.said.subject} {rate.said.note}")
    return told is not None and given is not None and told["year"] == (given["since"] or given["first"])


def _computed(world: World, *, months: bool) -> list[Reading]:
    """What the capability index and known training compute give, to stand beside; none before its scores were known."""
    if world.as_of is not None and world.as_of < SCORES_KNOWN:
        return []
    made = []
    for name, draws in load_shipped().rates.items():
        sample = _to_months(draws[draws > 1]) if months else draws
        low, middle, high = quantiles(np.asarray(sample))
        words = f"training compute for a fixed place on the capability index, {name.replace('_', ' ')}"
        made.append(Reading(f"index:{name}", words, Estimate(middle, low, high, "months" if months else "x per year",
                                                             method=name, draws=np.asarray(sample)), "shown"))
    return made


def _estimate(rate: Rate, world: World, *, months: bool) -> Estimate:
    said = rate.said
    stored_months = said.measure == "doubling_time"
    if said.amount is None and said.low is not None and said.high is not None:
        ends = sorted(_converted(end, stored_months, months) for end in (said.low, said.high))
        basis = rate.per_year.inputs()
        return Estimate(math.sqrt(ends[0] * ends[1]), ends[0], ends[1], "months" if months else "x per year", basis,
                        method="range as published")
    if not months:
        return estimate(rate.per_year, world.draws)
    quantity = Quantity("months to double", "months", _to_months, {"rate": rate.per_year}, "as published")
    return estimate(quantity, world.draws)


def _converted(value: float, stored_months: bool, wanted_months: bool) -> float:
    if stored_months == wanted_months:
        return value
    return 2 ** (12 / value) if stored_months else 12 * math.log(2) / math.log(value)


def _to_months(rate: Array) -> Array:
    return 12 * math.log(2) / np.log(rate)
