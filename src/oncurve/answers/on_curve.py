"""Whether a model's cost is an expected point on the curve of falling costs.

Seen: the cost of an earlier model over that of the later one. Expected: the published rate to the power of the
years between them, times the handicap in skill of the later one. A surplus (seen over expected) above one means
cheaper than the trend predicts. Rival published rates stand side by side, and so do the two ways to count the
years: between the ends of training, and between the releases.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import Struct, field

from oncurve.answers.between import Gap, gaps_between
from oncurve.answers.rates import Rate
from oncurve.basis.estimate import Estimate, estimate, ratio, significant
from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity, check_settings
from oncurve.basis.hinge import Hinge, find_hinge
from oncurve.basis.inputs import Draws, Input, Seen
from oncurve.basis.spread import Array, Exactly, Rivals
from oncurve.catalog.model import Model
from oncurve.catalog.read import Catalogue

__all__ = ["Expected", "OnCurve", "Pair", "Surplus", "Terms", "on_curve", "surplus"]

_MONTHS_A_YEAR = 12
_HANDICAP = "capability_handicap"
Facts = Callable[[Model, str], Sequence[Fact]]


class Pair(Struct, frozen=True):
    """A later model and an earlier one, with their costs in one scope and currency.

    Args:
        model: the later model.
        against: the earlier one.
        cost: of the later one.
        before: cost of the earlier one.
    """

    model: Model
    against: Model
    cost: Estimate
    before: Estimate


class Expected(Struct, frozen=True):
    """The ratio that one published rate predicts.

    Args:
        rate: who published it.
        definition: what it measures.
        gap: "training" or "release": between which days the years are counted.
        estimate: the ratio expected.
        surplus: the ratio seen over the one expected.
        probability: that the model is no cheaper than that.
    """

    rate: str
    definition: str
    gap: str
    estimate: Estimate
    surplus: Estimate
    probability: float

    def to_dict(self) -> dict[str, Any]:
        """The row as the contract prints it."""
        return {"rate": self.rate, "definition": self.definition, "gap": self.gap, "estimate": self.estimate.to_dict(),
                "probability": significant(self.probability)}


class OnCurve(Struct, frozen=True):
    """Seen against expected, for one pair of models.

    Args:
        model: id of the later model.
        against: id of the earlier one.
        seen: cost of the earlier over that of the later.
        expected: one row a published rate and a way to count the years, those between trainings first.
        surplus: seen over expected, over all rates.
        probability: that the model is no cheaper than the trend predicts, over all rates.
        hinge: the input that decides.
        gaps: months between the two, in each way.
    """

    model: str
    against: str
    seen: Estimate
    expected: tuple[Expected, ...]
    surplus: Estimate
    probability: float
    hinge: Hinge | None
    gaps: tuple[tuple[str, Estimate], ...] = ()

    @property
    def because(self) -> str:
        """A line a rate."""
        return "\n".join(f"{each.rate}, between {each.gap}s: expected {each.estimate!r}, on the curve with probability "
                         f"{each.probability:.2f}" for each in self.expected)

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        return {"model": self.model, "against": self.against, "seen": self.seen.to_dict(),
                "expected": [each.to_dict() for each in self.expected], "probability": significant(self.probability),
                "hinge": self.hinge.to_dict() if self.hinge else None,
                "gaps": {name: made.to_dict() for name, made in self.gaps}}

    def __repr__(self) -> str:
        return f"OnCurve({self.model} against {self.against}: {self.probability:.2f} on the curve or above)"


class Terms(Struct, frozen=True):
    """On what terms two models are compared.

    Args:
        facts: gives a model's facts by name, less those that may not be used; all of them where none is given.
        hinges: whether to look for the input that decides.
        handicap: how much weaker the later model is, as a factor; the catalogue's assumption where none is given.
        settings: values or intervals of named inputs, as `--set` takes them.
        strict: whether a setting that names no input is refused; else it is left to other questions.
    """

    facts: Facts | None = None
    hinges: bool = False
    handicap: Input | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    strict: bool = True


_AS_PUBLISHED = Terms()


class Surplus(Struct, frozen=True):
    """What on_curve works out, before any draw.

    Args:
        seen: cost of the earlier model over that of the later.
        overall: seen over expected, over all rates.
        rows: for each way to count the years and each rate, the ratio expected and the surplus.
        gaps: between the two models.
    """

    seen: Quantity
    overall: Quantity
    rows: tuple[tuple[Rate, Gap, Quantity, Quantity], ...]
    gaps: tuple[Gap, ...]


def surplus(pair: Pair, rates: Sequence[Rate], catalogue: Catalogue, terms: Terms = _AS_PUBLISHED) -> Surplus | None:
    """The quantities by which two models' costs compare with what published rates predict.

    Args, what is returned and what is raised are those of `on_curve`.
    """
    top, bottom = pair.before.quantity, pair.cost.quantity
    gaps = gaps_between(pair.model, pair.against, catalogue, terms.facts or (lambda thing, name: thing.facts_of(name)))
    handicap = terms.handicap
    if handicap is None and _HANDICAP in catalogue.assumptions:
        handicap = Input.of_assumption(catalogue.assumptions[_HANDICAP])
    if top is None or bottom is None or not gaps or not rates or handicap is None:
        return None
    seen = ratio("seen", top, bottom, "one cost over the other")
    chosen = terms.settings
    together = _over(seen, _expected(_any_of(rates), gaps[0].months, handicap))
    if chosen and terms.strict:
        every = (together, *(rate.per_year for rate in rates), *(gap.months for gap in gaps))
        check_settings(chosen, tuple(given for each in every for given in each.inputs()))
    if chosen:
        together, seen = together.with_settings(chosen), seen.with_settings(chosen)
    rows = []
    for gap in gaps:
        for rate in rates:
            expected = _expected(rate.per_year, gap.months, handicap).with_settings(chosen)
            rows.append((rate, gap, expected, _over(seen, expected)))
    return Surplus(seen, together, tuple(rows), tuple(gaps))


def on_curve(pair: Pair, rates: Sequence[Rate], catalogue: Catalogue, draws: Draws,
             terms: Terms = _AS_PUBLISHED) -> OnCurve | None:
    """Compare two models' costs with what published rates predict.

    Args:
        pair: the two models and their costs.
        rates: the published rates.
        catalogue: for dates and assumptions.
        draws: the columns to use.
        terms: what else is given.

    Returns:
        None where a cost, a date or every rate is missing.

    Raises:
        UnknownName: a setting names no input of this question.
        BadUsage: a setting is no number or interval.
    """
    found = surplus(pair, rates, catalogue, terms)
    if found is None:
        return None
    values: Seen = {}
    rows = tuple(_row(*row, draws, values) for row in found.rows)
    overall = estimate(found.overall, draws, seen=values)
    hinge = find_hinge(found.overall, draws, _says) if terms.hinges else None
    made = tuple((gap.between, estimate(gap.months.with_settings(terms.settings), draws, drivers=False))
                 for gap in found.gaps)
    return OnCurve(pair.model.id, pair.against.id, estimate(found.seen, draws, seen=values), rows, overall,
                   float(np.mean(overall.values() <= 1)), hinge, made)


def _row(rate: Rate, gap: Gap, expected: Quantity, over: Quantity, draws: Draws, values: Seen) -> Expected:
    made = estimate(over, draws, drivers=False, seen=values)
    there = estimate(expected, draws, drivers=False, seen=values)
    return Expected(rate.who, rate.measures, gap.between, there, made, float(np.mean(made.values() <= 1)))


def _over(seen: Quantity, expected: Quantity) -> Quantity:
    return ratio("surplus", seen, expected, "seen over expected")


def _says(sample: Array | float) -> str:
    return "on the curve" if float(np.mean(np.asarray(sample) <= 1)) >= 1 / 2 else "cheaper than the curve"


def _expected(rate: Input | Quantity, gap: Quantity, handicap: Input) -> Quantity:
    return Quantity("expected", "x", _ratio_expected, {"rate": rate, "months": gap, "handicap": handicap},
                    "rate to the power of the years between, times the handicap in skill")


def _ratio_expected(rate: Array, months: Array, handicap: Array) -> Array:
    return rate ** (months / _MONTHS_A_YEAR) * handicap


def _any_of(rates: Sequence[Rate]) -> Input:
    """One of the published rates, each as likely as the next; never their average."""
    few = Draws(n=2)
    centres = tuple(float(np.mean(rate.per_year.draws(few, {each.key: each.spread.median
                                                           for each in rate.per_year.inputs()}))) for rate in rates)
    evidence = rates[-1].per_year.inputs()[0].evidence
    names = ", ".join(rate.who for rate in rates)
    spread = Rivals(centres) if len(set(centres)) > 1 else Exactly(centres[0])
    return Input("trend_rate", "x per year", spread, evidence=evidence, note=f"one of the published rates ({names})")
