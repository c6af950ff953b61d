"""What was told before and holds no more: plans that newer plans replaced, duties that have ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from oncurve.basis.errors import BadUsage
from oncurve.basis.evidence import Fact
from oncurve.basis.span import Span, month_span
from oncurve.catalog.event import Event, Said
from oncurve.claims.check.facts import FIGURE, mentions, today
from oncurve.claims.check.reading import World
from oncurve.claims.check.subject import holder_of, label, place_of
from oncurve.claims.claim import Claim
from oncurve.claims.saying import say_day

__all__ = ["Earlier", "before_newest", "counted_anew", "earlier_figures", "is_over", "without_replaced"]

#: what, the figure, its unit, and the source
Earlier = tuple[str, float, str, str]
#: plans of one report, as several outlets told them
_ONE_REPORT = dt.timedelta(days=30)
#: words that tell of what was planned or charged at another time
_THEN = (rf"\b(?:from|above|below|over|than) (?:an? |the |its )?(?:[\w-]+ )?[$€£¥]?{FIGURE}|"
         r"\b(?:planned|originally|initially|at first|formerly|once|had|was|were|earlier|previous\w*|then|"
         r"reached|peak\w*|briefly|hit|until|before)\b|"
         r"\bin (?:January|February|March|April|May|June|July|August|September|October|November|December)\b")


def before_newest(facts: Sequence[Fact]) -> list[Fact]:
    """What was told before the newest plan, each plan as far as towards the newest: those between may be unknown."""
    newest = max(facts, key=lambda fact: fact.known, default=None)
    if newest is None:
        return []
    least, most = _ends(newest)
    before = [fact for fact in facts if fact.known < newest.known]
    plans = [fact for fact in before if fact.kind == newest.kind == "forecast"
             and (fact.name, fact.span) == (newest.name, newest.span)]
    return [replace(fact, low=min(_ends(fact)[0], least), high=max(_ends(fact)[1], most)) if fact in plans else fact
            for fact in before]


def _ends(fact: Fact) -> tuple[float, float]:
    """The least and the most that a fact tells."""
    number = fact.number
    return (number if fact.low is None else fact.low), (number if fact.high is None else fact.high)


def without_replaced(values: Sequence[Fact], claim: Claim) -> tuple[list[Fact], list[Fact]]:
    """The values that stand, and the plans among them that a newer plan for the same time has replaced.

    A sentence that speaks of what was planned before may mean any of them.

    Args:
        values: figures of one kind and time, the best one first.
        claim: the claim, without its figures.
    """
    plans = [fact for fact in values if fact.kind == "forecast"]
    newest = max((fact.known for fact in plans), default=dt.date.min)
    old = [fact for fact in plans if newest - fact.known > _ONE_REPORT]
    if not old or mentions(claim, _THEN):
        return list(values), []
    return [fact for fact in values if fact not in old], old


def is_over(said: Said, claim: Claim, world: World) -> bool:
    """Whether a duty was charged only until an earlier day, and the sentence tells of what is charged now."""
    if said.measure != "tariff_rate" or claim.time or mentions(claim, _THEN):
        return False
    span = _span_of(said)
    return span is not None and span.end is not None and span.end <= today(world)


def counted_anew(event: Event, said: Said, told: Sequence[tuple[Event, Said]], claim: Claim) -> bool:
    """Whether who counted makers of a model has counted them again since, and the sentence names no day.

    Args:
        event: what the count stands in.
        said: the count.
        told: all counts of the subject.
        claim: the claim, without its figures.
    """
    if said.measure != "companies_able" or claim.time or mentions(claim, _THEN):
        return False
    return any(other.speaker == event.speaker and each.subject == said.subject and each.known - said.known > _ONE_REPORT
               for other, each in told)


def earlier_figures(claim: Claim, world: World) -> Iterator[Earlier]:
    """What was told of the subject before and holds no more on the day: plans of spending, and duties.

    Args:
        claim: the claim.
        world: the facts of the day.
    """
    if claim.measure == "organisation_spend":
        yield from _of_plans(claim, world)
    elif claim.measure == "tariff_rate":
        yield from _of_duties(claim, world)
    elif claim.measure == "companies_able":
        yield from _of_counts(claim, world)


def _of_plans(claim: Claim, world: World) -> Iterator[Earlier]:
    holder = holder_of(world.catalogue, claim.subject)
    if holder is None:
        return
    for name in dict.fromkeys(fact.name for fact in holder.facts):
        if not name.startswith("spend."):
            continue
        plans = [fact for fact in holder.facts_of(name) if fact.kind == "forecast" and not isinstance(fact.amount, str)]
        for fact in plans:
            same = [each.known for each in plans if each.span == fact.span and each.unit == fact.unit]
            if max(same) - fact.known > _ONE_REPORT:
                told = say_day(fact.known.toordinal())
                yield (f"what {holder.label} planned as told on {told}, before its newer plan", fact.number, fact.unit,
                       fact.source)


def _of_duties(claim: Claim, world: World) -> Iterator[Earlier]:
    place = place_of(world.catalogue, claim.subject) or place_of(world.catalogue, claim.reference)
    for event in world.catalogue.events.values():
        for said in event.said:
            span = _span_of(said) if said.measure == "tariff_rate" else None
            if span is None or span.end is None or span.end > today(world) or said.amount is None:
                continue
            if place is not None and said.subject == place.id:
                goods, end = label(world.catalogue, said.subject), say_day(span.end.toordinal())
                yield f"the duty on goods of {goods} until {end}", float(said.amount), said.unit, said.source


def _of_counts(claim: Claim, world: World) -> Iterator[Earlier]:
    counts = [(event, said) for event in world.catalogue.events.values() for said in event.said
              if said.measure == "companies_able" and said.amount is not None and said.kind != "forecast"]
    for event, said in counts:
        if counted_anew(event, said, counts, claim):
            what = f"the count of {label(world.catalogue, event.speaker)} of {say_day(said.known.toordinal())}"
            yield what, float(said.amount or 0), said.unit, said.source


def _span_of(said: Said) -> Span | None:
    try:
        return month_span(str(said.detail["time"])) if "time" in said.detail else None
    except BadUsage:
        return None
