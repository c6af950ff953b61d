"""A model set beside earlier ones: is its cost, and its compute, an expected point on the curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oncurve.answers.handicap import index_handicap
from oncurve.answers.on_curve import OnCurve, Pair, Terms, on_curve
from oncurve.answers.rates import Rate, published_rates
from oncurve.answers.record_runs import RecordRun, record_runs
from oncurve.basis.errors import BadUsage, MissingFact
from oncurve.basis.estimate import Estimate
from oncurve.basis.formula import read_setting
from oncurve.basis.inputs import Input
from oncurve.catalog.model import Model

if TYPE_CHECKING:
    from oncurve.answers.world import World

__all__ = ["OnTrend", "on_trend", "on_trend_dict"]

_TOPIC = "training-efficiency"
_SCOPES = ("final_run", "hardware")


@dataclass(frozen=True, slots=True)
class OnTrend:
    """One model against one earlier model.

    Args:
        cost: by cost, the headline.
        scope: what the cost counts.
        compute: the same by training compute, or None where one is unknown.
        handicap: the factor of compute that the gap in capability is worth, or None where the assumption stands.
        curve: both models as points: `model`, `date`, `cost`, `flop`, `capability`.
        records: runs since the earlier model that did as well with less compute than any before.
    """

    cost: OnCurve
    scope: str
    compute: OnCurve | None
    handicap: Input | None
    curve: tuple[dict[str, Any], ...]
    records: tuple[RecordRun, ...]

    @property
    def first_saving(self) -> RecordRun | None:
        """The first of the records that saves what the slowest of the published rates expects."""
        return next((each for each in self.records if each.shows), None)

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        plain = self.cost.to_dict() | {"scope": self.scope}
        plain["compute"] = self.compute.to_dict() if self.compute else None
        plain["handicap"] = self.handicap.to_dict() if self.handicap else None
        first = self.first_saving
        return plain | {"curve": list(self.curve), "records": [each.to_dict() for each in self.records],
                        "first_saving": first.to_dict() if first else None}


def on_trend(world: World, model: str, against: Sequence[str]) -> tuple[OnTrend, ...]:
    """Whether a model is as cheap as the published rates of progress predict from each earlier model.

    Args:
        world: the facts and draws.
        model: the later model.
        against: earlier models.

    Raises:
        BadUsage: no earlier model is named.
        UnknownName: a model is not known, or a setting names no input of the question.
        MissingFact: no cost, date or rate is known for a pair.
    """
    if not against:
        raise BadUsage("No earlier model is named", "", "For example: oncurve ontrend deepseek-v3 --against gpt-4")
    later, chosen = world.model(model), world.settings
    world = world.setting({})  # the costs as they are known: a setting is of the question as a whole
    return tuple(_one(world, later, world.model(name), chosen) for name in against)


def on_trend_dict(found: Sequence[OnTrend]) -> dict[str, Any]:
    """The answers for each earlier model as the contract prints them: the first, with all of them where there are more.

    Args:
        found: at least one.
    """
    rows = [each.to_dict() for each in found]
    return rows[0] if len(rows) == 1 else {**rows[0], "against": rows}


def _one(world: World, later: Model, earlier: Model, chosen: Mapping[str, str]) -> OnTrend:
    handicap = index_handicap(later.id, earlier.id, world.as_of)
    if handicap is not None and handicap.name in chosen:
        handicap = read_setting(handicap, chosen[handicap.name])
    rates = published_rates(world.catalogue, _TOPIC)
    for scope in _SCOPES:
        before, cost = (_cost(world, each, scope) for each in (earlier, later))
        if before is None or cost is None:
            continue
        made = on_curve(Pair(later, earlier, cost, before), rates, world.catalogue, world.draws,
                        Terms(hinges=True, handicap=handicap, settings=chosen))
        if made is not None:
            compute = _by_compute(world, later, earlier, rates, Terms(handicap=handicap, settings=chosen, strict=False))
            points = (_point(world, earlier, before), _point(world, later, cost))
            records = record_runs(earlier.id, [rate.middle for rate in rates], world.as_of)
            return OnTrend(made, scope, compute, handicap, points, records)
    raise MissingFact(f"{later.label} against {earlier.label}", "a training cost and a date of both",
                      f"`oncurve cost {later.id}` and `oncurve cost {earlier.id}` say what is known.")


def _cost(world: World, model: Model, scope: str) -> Estimate | None:
    try:
        return world.cost(model.id, scopes=(scope,), drivers=False).scopes[scope].estimate
    except (MissingFact, KeyError):
        return None


def _by_compute(world: World, later: Model, earlier: Model, rates: Sequence[Rate], terms: Terms) -> OnCurve | None:
    try:
        flop = [world.compute(each.id).estimate for each in (earlier, later)]
    except MissingFact:
        return None
    return on_curve(Pair(later, earlier, flop[1], flop[0]), rates, world.catalogue, world.draws, terms)


def _point(world: World, model: Model, cost: Estimate | None) -> dict[str, Any]:
    from oncurve.capability.shipped import load_shipped

    shipped = load_shipped()
    place = shipped.place(model.id)
    try:
        flop = world.compute(model.id).estimate.to_dict()["median"]
    except MissingFact:
        flop = None
    return {"model": model.id, "date": model.release_date.isoformat() if model.release_date else None,
            "cost": cost.to_dict()["median"] if cost else None, "flop": flop,
            "capability": None if place is None else round(float(shipped.centre[place]), 1)}
