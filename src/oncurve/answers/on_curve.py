"""Whether a model's cost is an expected point on the curve of falling costs.

Seen: the cost of an earlier model over that of the later one. Expected: the published rate to the power of the
years between them, times the handicap in skill of the later one. A surplus (seen over expected) above one means
cheaper than the trend predicts. Rival published rates stand side by side: they measure different things.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from oncurve.basis.estimate import Estimate, estimate, ratio, significant
from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity
from oncurve.basis.hinge import Hinge, find_hinge
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.span import DAYS_A_MONTH, month_span
from oncurve.basis.spread import Array, Exactly, Rivals, Uniform
from oncurve.catalog.model import Model
from oncurve.catalog.read import Catalogue

__all__ = ["Expected", "OnCurve", "on_curve"]

_MONTHS_A_YEAR = 12
_HANDICAP = "capability_handicap"
_LAG = "months_before_release"
Facts = Callable[[Model, str], Sequence[Fact]]


@dataclass(frozen=True, slots=True)
class Expected:
    """The ratio that one published rate predicts.

    Args:
        rate: who published it.
        definition: what it measures.
        estimate: the ratio expected.
        surplus: the ratio seen over the one expected.
        probability: that the model is no cheaper than that.
    """

    rate: str
    definition: str
    estimate: Estimate
    surplus: Estimate
    probability: float

    def to_dict(self) -> dict[str, Any]:
        """The row as the contract prints it."""
        return {"rate": self.rate, "definition": self.definition, "estimate": self.estimate.to_dict(),
                "probability": significant(self.probability)}


@dataclass(frozen=True, slots=True)
class OnCurve:
    """Seen against expected, for one pair of models.

    Args:
        model: id of the later model.
        against: id of the earlier one.
        seen: cost of the earlier over that of the later.
        expected: one row a published rate.
        surplus: seen over expected, over all rates.
        probability: that the model is no cheaper than the trend predicts, over all rates.
        hinge: the input that decides.
    """

    model: str
    against: str
    seen: Estimate
    expected: tuple[Expected, ...]
    surplus: Estimate
    probability: float
    hinge: Hinge | None

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        return {"model": self.model, "against": self.against, "seen": self.seen.to_dict(),
                "expected": [each.to_dict() for each in self.expected], "probability": significant(self.probability),
                "hinge": self.hinge.to_dict() if self.hinge else None}


def on_curve(model: Model, against: Model, costs: tuple[Estimate, Estimate],
             rates: Sequence[tuple[str, str, Quantity]], catalogue: Catalogue, draws: Draws,
             *, facts: Facts | None = None, hinges: bool = False) -> OnCurve | None:
    """Compare two models' costs with what published rates predict.

    Args:
        model: the later model.
        against: the earlier one.
        costs: their costs in one scope and currency, the earlier first.
        rates: who, what is measured, and the factor a year.
        catalogue: for dates and assumptions.
        draws: the columns to use.
        facts: gives a model's facts by name, less those that may not be used.
        hinges: whether to look for the input that decides.

    Returns:
        None where a cost or date is missing.
    """
    top, bottom = costs[0].quantity, costs[1].quantity
    gap = _gap(model, against, catalogue, facts or (lambda thing, name: thing.facts_of(name)))
    if top is None or bottom is None or gap is None or not rates or _HANDICAP not in catalogue.assumptions:
        return None
    handicap = Input.of_assumption(catalogue.assumptions[_HANDICAP])
    seen = ratio("seen", top, bottom, "one cost over the other")
    rows = []
    for who, definition, rate in rates:
        expected = _expected(rate, gap, handicap)
        surplus = ratio("surplus", seen, expected, "seen over expected")
        made = estimate(surplus, draws, drivers=False)
        rows.append(Expected(who, definition, estimate(expected, draws, drivers=False), made,
                             float(np.mean(made.values() <= 1))))
    together = ratio("surplus", seen, _expected(_any_of(rates), gap, handicap), "seen over expected")
    overall = estimate(together, draws)
    share = float(np.mean(overall.values() <= 1))
    hinge = find_hinge(together, draws, _says) if hinges else None
    return OnCurve(model.id, against.id, estimate(seen, draws), tuple(rows), overall, share, hinge)


def _says(sample: Array | float) -> str:
    return "on the curve" if float(np.mean(np.asarray(sample) <= 1)) >= 1 / 2 else "cheaper than the curve"


def _expected(rate: Input | Quantity, gap: Quantity, handicap: Input) -> Quantity:
    return Quantity("expected", "x", _ratio_expected, {"rate": rate, "months": gap, "handicap": handicap},
                    "rate to the power of the years between, times the handicap in skill")


def _ratio_expected(rate: Array, months: Array, handicap: Array) -> Array:
    return rate ** (months / _MONTHS_A_YEAR) * handicap


def _any_of(rates: Sequence[tuple[str, str, Quantity]]) -> Input:
    """One of the published rates, each as likely as the next; never their average."""
    few = Draws(n=2)
    centres = tuple(float(np.mean(rate.draws(few, {each.key: each.spread.median for each in rate.inputs()})))
                    for _, _, rate in rates)
    evidence = rates[-1][2].inputs()[0].evidence
    names = ", ".join(who for who, _, _ in rates)
    spread = Rivals(centres) if len(set(centres)) > 1 else Exactly(centres[0])
    return Input("trend_rate", "x per year", spread, evidence=evidence, note=f"one of the published rates ({names})")


def _gap(model: Model, against: Model, catalogue: Catalogue, facts: Facts) -> Quantity | None:
    later, earlier = _trained(model, catalogue, facts), _trained(against, catalogue, facts)
    if later is None or earlier is None:
        return None
    return Quantity("gap", "months", _between, {"later": later, "earlier": earlier}, "between ends of training")


def _between(later: Array, earlier: Array) -> Array:
    return (later - earlier) / DAYS_A_MONTH


def _trained(model: Model, catalogue: Catalogue, facts: Facts) -> Quantity | None:
    """The end of training as a day number: as a source gives it, else reckoned back from the release."""
    stated = next(iter(facts(model, "training_date.end")), None)
    if stated is not None:
        first, last = _days(stated)
        spread = Uniform(first, last) if first < last else Exactly(first)
        return Quantity("trained", "date", _same, {"day": Input("training_date", "date", spread, model.id, stated)})
    release = next(iter(facts(model, "release_date")), None)
    if release is None or _LAG not in catalogue.assumptions:
        return None
    day = Input("release_date", "date", Exactly(float(release.date.toordinal())), model.id, release)
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
