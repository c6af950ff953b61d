"""The months between two models: between the ends of their training, and between their releases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from msgspec import Struct

from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.span import DAYS_A_MONTH, month_span
from oncurve.basis.spread import Array, Exactly, Uniform
from oncurve.catalog.model import Model
from oncurve.catalog.read import Catalogue

__all__ = ["Gap", "gaps_between"]

_LAG = "months_before_release"
Facts = Callable[[Model, str], Sequence[Fact]]


class Gap(Struct, frozen=True):
    """The time between two models.

    Args:
        between: "training" or "release".
        months: from the earlier to the later, in months of 30.4375 days.
    """

    between: str
    months: Quantity


def gaps_between(model: Model, against: Model, catalogue: Catalogue, facts: Facts) -> list[Gap]:
    """The gap by training and by release, in this order; what cannot be dated is left out.

    Args:
        model: the later model.
        against: the earlier one.
        catalogue: for the usual months between training and release.
        facts: gives a model's facts by name.
    """
    found = []
    for between, dated in (("training", _trained), ("release", _released)):
        later, earlier = dated(model, catalogue, facts), dated(against, catalogue, facts)
        if later is not None and earlier is not None:
            quantity = Quantity("gap", "months", _between, {"later": later, "earlier": earlier}, f"between {between}s")
            found.append(Gap(between, quantity))
    return found


def _between(later: Array, earlier: Array) -> Array:
    return (later - earlier) / DAYS_A_MONTH


def _released(model: Model, catalogue: Catalogue, facts: Facts) -> Quantity | None:  # noqa: ARG001 - one signature
    day = _release(model, facts)
    return None if day is None else Quantity("released", "date", _same, {"day": day})


def _release(model: Model, facts: Facts) -> Input | None:
    release = next(iter(facts(model, "release_date")), None)
    if release is None:
        return None
    return Input("release_date", "date", Exactly(float(release.date.toordinal())), model.id, release)


def _trained(model: Model, catalogue: Catalogue, facts: Facts) -> Quantity | None:
    """The end of training as a day number: as a source gives it, else reckoned back from the release."""
    stated = next(iter(facts(model, "training_date.end")), None)
    if stated is not None:
        first, last = _days(stated)
        spread = Uniform(first, last) if first < last else Exactly(first)
        return Quantity("trained", "date", _same, {"day": Input("training_date", "date", spread, model.id, stated)})
    day = _release(model, facts)
    if day is None or _LAG not in catalogue.assumptions:
        return None
    months = Input.of_assumption(catalogue.assumptions[_LAG], about=model.id)
    return Quantity("trained", "date", _before, {"release": day, "months": months}, "release less the usual months")


def _days(fact: Fact) -> tuple[float, float]:
    if fact.span.start is not None and fact.span.end is not None:
        return float(fact.span.start.toordinal()), float(fact.span.end.toordinal() - 1)
    span = month_span(str(fact.amount))
    assert span.start is not None
    end: dt.date = span.end or span.start
    return float(span.start.toordinal()), float(end.toordinal() - 1)


def _same(day: Array) -> Array:
    return day


def _before(release: Array, months: Array) -> Array:
    return release - months * DAYS_A_MONTH
