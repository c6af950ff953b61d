"""Every figure that the catalogue holds of the things that a passage names, by what it counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from oncurve.basis.errors import BadUsage
from oncurve.basis.evidence import Fact
from oncurve.basis.quantity import parse_unit
from oncurve.catalog.model import Model
from oncurve.catalog.read import Catalogue
from oncurve.claims.check.subject import family_of
from oncurve.claims.passage import Amount, Passages, Thing

__all__ = ["Figure", "figures_near", "same_figure", "with_kinds"]

#: what an amount counts, and the names of facts that count the same
_FACTS = {
    "chiphours": ("chip_hours.",),
    "chips": ("chips.", "fleet."),
    "params": ("parameters.",),
    "tokens": ("tokens.",),
    "flop": ("flop.",),
    "money": ("cost.", "spend."),
    "duration": ("training_time.",),
    "speed": ("peak.",),
    "bandwidth": ("memory.bandwidth", "link.", "pcie."),
    "memory": ("memory.size",),
    "power": ("tdp",),
}
_SAID = {
    "chips": ("chips_shipped", "chip_count", "chips_smuggled"),
    "money": ("organisation_spend", "training_cost"),
    "percent": ("compute_share",),
    "duration": ("doubling_time",),
    "flop": ("training_compute",),
    "params": ("parameters",),
    "tokens": ("training_tokens",),
    "chiphours": ("chip_hours",),
}
_UNITS = {
    "TFLOPS": "TFLOP per second",
    "PFLOPS": "PFLOP per second",
    "TOPS": "TOP per second",
    "GB/s": "GB per second",
    "TB/s": "TB per second",
    "GB": "GB",
    "TB": "TB",
    "W": "W",
    "kW": "kW",
}
_PLAIN_UNITS = {
    "chiphours": "chip hour",
    "chips": "chip",
    "params": "parameter",
    "tokens": "token",
    "flop": "FLOP",
    "duration": "day",
    "percent": "percent",
}
#: what is told of chips that were not sold yet
_NOT_SOLD = ("ordered", "stock")
#: kinds that a list states once ("1.3 million hours and 6.4 million")
_LISTED = frozenset({"chiphours", "params", "tokens"})
_LARGE = 1e3
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25}
_LEAST_TOLERANCE, _STRICT_TOLERANCE, _MOST_TOLERANCE = 0.006, 0.02, 0.06


class Figure(Struct, frozen=True):
    """A known figure of a named thing.

    Args:
        value: in the unit of the amounts that it may be compared with.
        name: what it is the figure of ("tokens.pretraining", "chips_shipped").
        thing: id of the thing.
        label: its label.
        source: source id.
        detail: what it cannot be read without (the chip).
        place: where the passage names the thing.
        since: the day from which it holds, where it is of a day.
    """

    value: float
    name: str
    thing: str
    label: str
    source: str
    detail: dict[str, Any]
    place: Thing
    since: dt.date | None = None


def figures_near(amount: Amount, passages: Passages, catalogue: Catalogue) -> list[Figure]:
    """The known figures of the kind of an amount, of each thing that its sentence names; else its paragraph."""
    found = _figures_of(passages.things.of_sentence(amount.sentence), amount, passages, catalogue)
    told = passages.words(passages.sentences[amount.sentence])
    found = found if "pcie" in told.lower() else [each for each in found if not each.name.startswith("pcie.")]
    if found or told.lstrip().startswith("|"):
        return found  # a row of a table is of the heads of its columns
    return _figures_of(passages.things.first_named(amount.paragraph), amount, passages, catalogue)


def _figures_of(things: Iterable[Thing], amount: Amount, passages: Passages, catalogue: Catalogue) -> list[Figure]:
    return [figure for thing in things if not _is_brand(thing, amount)
            for figure in _kept(thing, amount, passages, catalogue)]


def _is_brand(thing: Thing, amount: Amount) -> bool:
    """Whether a maker is named only with its chips ("18,000 Nvidia GB300s"), which others may hold."""
    return amount.kind == "chips" and thing.kind == "organisation" and amount.start <= thing.start <= amount.end + 1


def _kept(thing: Thing, amount: Amount, passages: Passages, catalogue: Catalogue) -> list[Figure]:
    """The figures of a thing, looked up once for each kind and unit of an article."""
    key = id(catalogue), thing.kind, thing.ident, amount.kind, amount.unit
    if key not in passages.figures:
        passages.figures[key] = list(_of_thing(thing, amount, catalogue))
    return [each if each.place is thing else replace(each, place=thing) for each in passages.figures[key]]


def _of_thing(thing: Thing, amount: Amount, catalogue: Catalogue) -> Iterator[Figure]:
    shelves = {
        "model": catalogue.models,
        "organisation": catalogue.organisations,
        "chip": catalogue.chips,
        "country": catalogue.places,
        "place": catalogue.places,
    }
    shelf: Any = shelves.get(thing.kind)
    key = shelf.id_of(thing.ident) if shelf is not None else None
    if key is None:
        for model in family_of(catalogue, thing.ident) if thing.kind == "model" else ():
            yield from _of_thing(replace(thing, ident=model.id), amount, catalogue)
        return
    record = shelf[key]
    if amount.kind == "money" and thing.kind == "organisation" and record.parent:  # Google's results are Alphabet's
        yield from _of_thing(replace(thing, ident=record.parent), amount, catalogue)
    if amount.kind == "chiphours" and thing.kind == "model":
        yield from _per_trillion(record, thing)
    for fact in record.facts:
        if fact.name.startswith(_FACTS.get(amount.kind, ("-",))) and not isinstance(fact.amount, str):
            value = _converted(fact, amount)
            if value is not None:
                yield Figure(value, fact.name, key, record.label, fact.source, fact.detail, thing, fact.span.start)
    for event in catalogue.events.values():
        for said in event.said:
            if (
                said.measure in _SAID.get(amount.kind, ())
                and said.amount is not None
                and not isinstance(said.amount, str)
                and key in (said.subject, event.speaker)
                and not (said.measure == "chips_shipped" and said.scope in _NOT_SOLD)
            ):
                yield Figure(
                    float(said.amount) * (_DAYS.get(said.unit, 1.0) if amount.kind == "duration" else 1.0),
                    said.measure,
                    key,
                    record.label,
                    said.source,
                    {"scope": said.scope, **said.detail},
                    thing,
                )
    if amount.kind == "money" and thing.kind == "organisation":
        for event in catalogue.events.values():
            for fact in event.facts:
                if fact.detail.get("subject") == key and fact.unit == amount.unit and not isinstance(fact.amount, str):
                    yield Figure(abs(fact.number), "market move", key, record.label, fact.source, fact.detail, thing)
    if amount.kind == "percent" and thing.kind == "model":
        for row in catalogue.scores:
            if row.model == key and row.unit == "percent":
                yield Figure(row.amount, f"score.{row.benchmark}", key, record.label, row.source, {}, thing)
    if amount.kind == "money" and thing.kind == "model":
        for price in catalogue.api_prices:
            if price.model == key:
                detail = {"tier": price.tier, "span": price.span}
                yield Figure(price.amount, f"price.{price.tier}", key, record.label, price.source, detail, thing)


def _per_trillion(model: Model, thing: Thing) -> Iterator[Figure]:
    """Chip-hours for each trillion tokens, where both are known."""
    hours, tokens = model.fact("chip_hours.pretraining"), model.number("tokens.pretraining")
    if hours is not None and not isinstance(hours.amount, str) and tokens:
        rate = hours.number / tokens * 1e12
        yield Figure(rate, "chip_hours.per_trillion_tokens", model.id, model.label, hours.source, hours.detail, thing)


def _converted(fact: Fact, amount: Amount) -> float | None:
    """The fact in the unit of the amount, or None where they measure different things."""
    wanted = _PLAIN_UNITS.get(amount.kind) or _UNITS.get(amount.unit, amount.unit)
    if amount.kind == "money":
        return fact.number if fact.unit == amount.unit else None
    if amount.kind == "chiphours" and fact.unit.endswith("hour"):
        return fact.number
    try:
        one, other = parse_unit(fact.unit), parse_unit(wanted)
    except BadUsage:
        return None
    return fact.number * one.factor_to(other) if one.measures_same_as(other) else None


def same_figure(amount: Amount, value: float, text: str, *, strict: bool = False) -> bool:
    """Whether an amount, as it is printed, is a known value; `strict` leaves out what "about" would allow."""
    stated = amount.days if amount.kind == "duration" else amount.value
    if stated <= 0 or value <= 0:
        return stated == value
    digits = "".join(letter for letter in text if letter.isdigit()).strip("0")
    half = 0.5 / 10 ** max(len(digits) - 1, 0) if digits else 0.05
    if strict:
        return abs(stated / value - 1) <= min(max(half, _LEAST_TOLERANCE), _STRICT_TOLERANCE)
    return abs(stated / value - 1) <= min(max(half, _LEAST_TOLERANCE) * (2 if amount.rough else 1), _MOST_TOLERANCE)


def with_kinds(amounts: Iterable[Amount]) -> Iterator[Amount]:
    """The amounts; a large bare number ("and the other 6.4 million") counts what the amount before it counts."""
    last: Amount | None = None
    for each in amounts:
        bare = each.kind == "number" and each.value >= _LARGE
        if bare and last is not None and last.sentence == each.sentence and last.kind in _LISTED:
            yield replace(each, kind=last.kind, unit=last.unit)
            continue
        if each.kind not in ("number", "count"):
            last = each
        yield each
