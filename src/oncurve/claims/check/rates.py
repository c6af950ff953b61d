"""Published rates of change, by what each of them is a rate of."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np

from oncurve.basis.estimate import Estimate, estimate
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.spread import Array
from oncurve.catalog.event import Event, Said
from oncurve.catalog.record import compact
from oncurve.claims.check.facts import counts_itself
from oncurve.claims.check.published import fact_of_said
from oncurve.claims.check.reading import Reading, World
from oncurve.claims.check.subject import label
from oncurve.claims.claim import Claim

__all__ = ["TOPICS", "Rate", "published_rates", "rate_readings", "topic_of"]

#: what a rate is of: how sentences name it, tried in this order
TOPICS = {
    "task-horizon": r"\btasks?\b|horizon|length of",
    "training-cost-growth": r"(?:bill|cost|spend\w*|price)[^.]{0,40}(?:largest|biggest|frontier)[^.]{0,20}(?:run|model)"
                            r"|(?:largest|biggest|frontier)[^.]{0,30}(?:run|model)\w*[^.]{0,40}(?:doubl|grow|ris)",
    "training-compute-growth": r"comput(?:e|ing)[^.]{0,40}(?:used|grow|doubl)[^.]{0,40}(?:train|frontier|largest)",
    "inference-price": r"\bprices?\b|token|\brunning\b|inference|\bAPI\b|level of (?:AI|skill)|given skill",
    "training-efficiency": r"\btrain|algorithm|efficien|comput(?:e|ing) (?:needed|required)|cost (?:reduction|curve)|"
                           r"\bscore\b|\bcosts?\b",
}


@dataclass(frozen=True, slots=True)
class Rate:
    """A published rate: who says it, what it measures, as a factor a year."""

    event: Event
    said: Said
    per_year: Quantity
    measures: str

    @property
    def who(self) -> str:
        """Id of who published it."""
        return self.event.speaker or self.event.id


def topic_of(claim: Claim) -> str | None:
    """What the rate in a sentence is of, or None."""
    return _topic(f"{claim.subject or ''} {claim.scope or ''}") or _topic(claim.sentence)


def _topic(text: str) -> str | None:
    return next((topic for topic, cue in TOPICS.items() if re.search(cue, text, re.IGNORECASE)), None)


def published_rates(world: World, topic: str) -> list[Rate]:
    """The rates of a topic that were published by the world's day, oldest first."""
    found = []
    seen: set[tuple[str, str]] = set()
    for event in world.catalogue.events.values():
        for said in event.said:
            if said.measure not in ("cost_decline_rate", "doubling_time") or (said.amount is None and said.low is None):
                continue
            about = (said.detail.get("topic") or _topic(f"{said.subject} {said.scope}") or _topic(said.note))
            same = (said.source, f"{said.subject if said.measure == 'cost_decline_rate' else ''}")
            if about == topic and same not in seen and (said.source, "") not in seen:
                seen.add(same)
                given = Input.of_fact(fact_of_said(event, said), f"rate by {event.speaker or event.id}", about="")
                formula = _same if said.measure == "cost_decline_rate" else _from_months
                quantity = Quantity(f"rate ({event.id})", "x per year", formula, {"value": given}, "as published")
                found.append(Rate(event, said, quantity, said.note.rstrip(".") or topic.replace("-", " ")))
    distinct: dict[float, Rate] = {}
    for rate in sorted(found, key=lambda rate: (rate.said.known, rate.event.id)):
        distinct.setdefault(round(_centre(rate), 2), rate)
    return list(distinct.values())


def _centre(rate: Rate) -> float:
    few = Draws(n=2)
    return float(np.mean(rate.per_year.draws(few, {each.key: each.spread.median for each in rate.per_year.inputs()})))


def _same(value: Array) -> Array:
    return value


def _from_months(value: Array) -> Array:
    return 2 ** (12 / value)


def rate_readings(claim: Claim, world: World, topic: str, *, months: bool) -> list[Reading]:
    """A reading a published rate, in months to double or as a factor a year; those of the speaker last."""
    names = {compact(claim.speaker or ""), compact(label(world.catalogue, claim.speaker))} - {"", "it"}
    if counts_itself(claim, world):
        names = set()
    rates = published_rates(world, topic)
    others = [rate for rate in rates if compact(rate.who) not in names
              and compact(label(world.catalogue, rate.who)) not in names]
    made = []
    for rate in others or rates:
        who = label(world.catalogue, rate.who)
        year = rate.said.known.year
        made.append(Reading(f"{who}, {year}", f"{rate.measures}, as published by {who} in {year}",
                            _estimate(rate, world, months=months), reported=True))
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
