"""Published rates of change, by what each of them is a rate of: they measure different things."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
from msgspec import Struct

from oncurve.answers.statements import fact_of_said
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.spread import Array
from oncurve.catalog.event import Event, Said
from oncurve.catalog.read import Catalogue

__all__ = ["TOPICS", "Rate", "published_rates", "topic_of_text"]

_MONTHS_A_YEAR = 12
#: measures that are rates, and the topic of those that have one
_RATES = {"cost_decline_rate": "", "doubling_time": "", "compute_growth_rate": "training-compute-growth"}
#: the machines that models are trained on
_MACHINES = r"(?:super-?computers?|(?:AI|GPU|training) clusters?)"
#: what a rate is of: how sentences name it, tried in this order
TOPICS = {
    "task-horizon": r"(?<!on )(?<!on the )(?<!across )(?<!different )\btasks\b|horizon|\blength of|"
                    r"\btask[- ]lengths?\b|\b(?:AI|models?|agents?)\b[^.]{0,80}\b(?:jobs?|assignments?|chores?|"
                    r"errands?)"
                    r"\b[^.]{0,80}\b(?:length|longer|as long)\b|\b(?:longer |how long (?:a |an )?)(?:jobs?|"
                    r"assignments?|chores?|errands?|pieces? of work)\b|\b(?:jobs?|assignments?|chores?)\b[^.]{0,60}"
                    r"\bagents?\b[^.]{0,60}\bin length\b",
    "supercomputer-performance": rf"(?:performance|computing power|speed)[^.]{{0,60}}{_MACHINES}|"
                                 rf"{_MACHINES}[^.]{{0,40}}(?:performance|computing power|faster|as fast)",
    "supercomputer-cost": rf"(?:costs?|prices?|dear\w*|expensive|hardware)[^.]{{0,60}}{_MACHINES}|"
                          rf"{_MACHINES}[^.]{{0,60}}(?:costs?|prices?|dear\w*|expensive)",
    "supercomputer-power": rf"(?:power|electricity|megawatts)[^.]{{0,60}}{_MACHINES}|"
                           rf"{_MACHINES}[^.]{{0,60}}(?:power|electricity)",
    "training-compute-growth": r"comput(?:e|ing)[^.]{0,40}(?:used|grow|doubl)[^.]{0,40}(?:train|frontier|largest)"
                               r"|train\w*[- ]comput(?:e|ing)[^.]{0,60}(?:doubl|gr[eo]w|r[io]se|increas|multipl|"
                               r"quadrupl|triple)",
    "training-cost-growth": r"(?:bill|cost|spend\w*|price)[^.]{0,40}(?:largest|biggest|frontier|most[ -]\w+[ -]\w+)"
                            r"[^.]{0,20}(?:run|model)"
                            r"|(?:largest|biggest|frontier)[^.]{0,30}(?:run|model)\w*[^.]{0,40}(?:doubl|grow|ris)",
    "inference-price": r"\bprices?\b|token|\brunning\b|inference|\bAPI\b|level of (?:AI|skill)|given skill|"
                       r"\b(?:users?|customers?|buyers?|clients?|developers?)\b[^.]{0,40}\bpays?\b",
    "training-efficiency": r"\btrain|algorithm|efficien|comput(?:e|ing) (?:needed|required)|cost (?:reduction|curve)|"
                           r"\bscore\b|\bcosts?\b",
}


#: compute for what a model can do, which is no price though it speaks of a level of skill
_FOR_SKILL = re.compile(r"\bcomput(?:e|ing)(?: power)? (?:needed|required|it takes) (?:to|for)\b[^.]{0,30}"
                        r"\b(?:skill|score|level|quality|performance)", re.IGNORECASE)


#: a price of what reaches a score, which no training is told of
_PRICE_OF_SKILL = re.compile(r"^(?!.*\btrain)(?=.*\bprices?\b).*\b(?:scores?|level|quality)\b",
                             re.IGNORECASE | re.DOTALL)
#: what it takes to train, also where it is called a price
_TO_TRAIN = re.compile(r"\b(?:price tag|prices?|bill)\b[^.]{0,12}\b(?:for|of|to) (?:train|build|develop)",
                       re.IGNORECASE)


class Rate(Struct, frozen=True):
    """A published rate.

    Args:
        event: the document or statement that gives it.
        said: the rate as it was given.
        per_year: it as a factor a year.
        measures: what it is a rate of, in words.
    """

    event: Event
    said: Said
    per_year: Quantity
    measures: str

    @property
    def who(self) -> str:
        """Id of who published it."""
        return self.event.speaker or self.event.id

    @property
    def middle(self) -> float:
        """The factor a year in the middle of what was said."""
        few = Draws(n=2)
        values = {each.key: each.spread.median for each in self.per_year.inputs()}
        return float(np.mean(self.per_year.draws(few, values)))


def topic_of_text(text: str) -> str | None:
    """What a rate is of, by the words about it, or None."""
    if _PRICE_OF_SKILL.search(text) and not _TO_TRAIN.search(text):
        return "inference-price"
    if _FOR_SKILL.search(text) or _TO_TRAIN.search(text):
        return "training-efficiency"
    return next((topic for topic, cue in TOPICS.items() if re.search(cue, text, re.IGNORECASE)), None)


def published_rates(catalogue: Catalogue, topic: str) -> list[Rate]:
    """The rates of a topic, oldest first, each figure once: whoever only repeats one is left out.

    Args:
        catalogue: what was known by a day.
        topic: one of `TOPICS`.
    """
    found = []
    seen: set[tuple[str, str]] = set()
    for event in catalogue.events.values():
        for said in event.said:
            if said.measure not in _RATES or (said.amount is None and said.low is None):
                continue
            about = (_RATES[said.measure] or said.detail.get("topic") or topic_of_text(f"{said.subject} {said.scope}")
                     or topic_of_text(said.note))
            same = (said.source, said.subject)
            if about == topic and same not in seen:
                seen.add(same)
                found.append(_rate(event, said, topic, catalogue))
    return _distinct(found)


def _rate(event: Event, said: Said, topic: str, catalogue: Catalogue) -> Rate:
    given = Input.of_fact(fact_of_said(event, said), f"rate by {event.speaker or event.id}", about="")
    formula = _from_months if said.measure == "doubling_time" else _same
    quantity = Quantity(f"rate ({event.id})", "x per year", formula, {"value": given}, "as published")
    note = said.note.rstrip(".")
    place = catalogue.places.get(said.subject)
    subject = place.label if place is not None else said.subject
    return Rate(event, said, quantity, ": ".join(each for each in (subject, note) if each)
                or topic.replace("-", " "))


def _distinct(rates: Iterable[Rate]) -> list[Rate]:
    distinct: dict[float, Rate] = {}
    for rate in sorted(rates, key=lambda rate: (rate.said.known, rate.event.id)):
        distinct.setdefault(round(rate.middle, 2), rate)
    return list(distinct.values())


def _same(value: Array) -> Array:
    return value


def _from_months(value: Array) -> Array:
    return 2 ** (_MONTHS_A_YEAR / value)
