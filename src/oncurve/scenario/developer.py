"""Developers of models: the largest run that each has shown, its chips, and what it spends in a year."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from oncurve.catalog.model import Model
from oncurve.catalog.organisation import Organisation
from oncurve.catalog.read import Catalogue
from oncurve.scenario.recorded import bought, chip_of_fleet, shipments
from oncurve.scenario.worth import Worth

__all__ = ["Developer", "developers", "shown_flop"]

_ACTIVE = dt.timedelta(days=365)
_PASSES = 6
_SPENT = ("spend.capex", "spend.compute", "spend.rd", "spend.total", "spend.rd_compute", "funding")
_YEAR = 365.25
#: laboratories that train on the chips and money of another firm
_HOUSES = {"google-deepmind": "google", "google": "alphabet"}


class Developer(Struct, frozen=True):
    """A developer on a day.

    Args:
        id: organisation id.
        country: where it sits.
        flop: its largest run that is known, or None.
        shown_on: the day of release of that run's model.
        chips: H100-equivalents at hand, or None.
        budget: USD that it spends in a year on compute, research or buildings, or None.
    """

    id: str
    country: str
    flop: float | None
    shown_on: dt.date | None
    chips: float | None
    budget: float | None


def shown_flop(model: Model) -> float | None:
    """The training compute that is told of a model, or six times active parameters times tokens; FLOP, or None."""
    told = [fact.number for fact in model.facts if fact.name.startswith("flop") and not isinstance(fact.amount, str)]
    if told:
        return max(told)
    size = model.number("parameters.active") or model.number("parameters.total")
    tokens = [fact.number for fact in model.facts
              if fact.name.startswith("tokens") and not isinstance(fact.amount, str)]
    return _PASSES * size * max(tokens) if size and tokens else None


def developers(catalogue: Catalogue, on: dt.date) -> tuple[Developer, ...]:
    """Developers with a model out in the year before a day, by id."""
    newest: dict[str, dt.date] = {}
    largest: dict[str, tuple[float, dt.date]] = {}
    for model in catalogue.models.values():
        day = model.release_date
        if day is None or day > on:
            continue
        newest[model.organisation] = max(newest.get(model.organisation, day), day)
        size = shown_flop(model)
        if size is not None and size > largest.get(model.organisation, (0.0, day))[0]:
            largest[model.organisation] = size, day
    worth = Worth(catalogue, "16-bit")
    found = []
    for key in sorted(newest):
        record = catalogue.organisations.get(key)
        if record is not None and newest[key] > on - _ACTIVE:
            size, day = largest.get(key, (None, newest[key]))
            found.append(Developer(key, record.country, size, day, _chips(catalogue, worth, record, on),
                                   _budget(catalogue, record, on)))
    return tuple(found)


def _chips(catalogue: Catalogue, worth: Worth, record: Organisation, on: dt.date) -> float | None:
    """H100-equivalents at hand: counts by quarter, else the fleets told; the larger of rival figures of one kind."""
    rows = shipments(catalogue, (record.id,))
    counted = sum(worth.total(each.chips().items()) for each in bought(rows, on))
    if counted:
        return counted
    kinds: dict[str, float] = {}
    for fact in record.facts:
        name = fact.name.removeprefix("fleet.")
        if not fact.name.startswith("fleet.") or isinstance(fact.amount, str) or (fact.span.start or fact.known) > on:
            continue
        speed = 1.0 if name in ("hopper", "online", "h100e") else worth.equivalents(chip_of_fleet(name))
        if name.endswith("_h100e"):
            speed = 1.0
        if speed is not None:
            kinds[name] = max(kinds.get(name, 0.0), fact.number * speed)
    return max(sum(amount for name, amount in kinds.items() if name not in ("hopper", "online")),
               kinds.get("online", 0.0)) or None


def _budget(catalogue: Catalogue, record: Organisation, on: dt.date) -> float | None:
    """USD of the largest yearly sum known for a period that had begun and was no plan beyond the next year."""
    house = catalogue.organisations.get(_HOUSES.get(record.id, ""))
    sums = []
    for fact in (*record.facts, *(house.facts if house is not None else ())):
        if fact.name not in _SPENT or isinstance(fact.amount, str) or fact.unit not in ("USD", "CNY"):
            continue
        start, end = fact.span.start, fact.span.end
        if (start or fact.known) > on + dt.timedelta(days=_YEAR):
            continue
        years = max((end - start).days / _YEAR, 1.0) if start and end else 1.0
        sums.append(fact.number / years * (1.0 if fact.unit == "USD" else _rate(catalogue, on)))
    return max(sums, default=None)


def _rate(catalogue: Catalogue, on: dt.date) -> float:
    """USD for a yuan in the month of a day, or the last before it."""
    months = [row for row in catalogue.fx if row.currency == "CNY" and row.month <= f"{on:%Y-%m}"]
    return max(months, key=lambda row: row.month).amount if months else 0.0
