"""How well imported systems are costed: chip-hours hidden in turn, and the width of each cost by what it rests on."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oncurve.answers.backtest import Prediction, binomial_band
from oncurve.answers.training_cost import ModelCost
from oncurve.basis.errors import MissingFact
from oncurve.basis.estimate import estimate
from oncurve.basis.inputs import Draws
from oncurve.catalog.read import Catalogue
from oncurve.cost.plan import Plan, plan_of
from oncurve.cost.prices import prices_of
from oncurve.cost.run import Run

__all__ = ["Calibration", "calibration", "quality_of", "widths"]

#: what is hidden of a run: its hours, and all that may be worked out from them
_HIDDEN = frozenset({"chip_hours", "cost", "mfu"})
_ROUTES = {"reported": "chip-hours as told", "chips_days": "chips and days", "flop": "FLOP",
           "estimated": "a third party's estimate, or the run it started from", "indirect": "its price and its peers"}


@dataclass(frozen=True, slots=True)
class Calibration:
    """Hidden chip-hours and what was predicted for them.

    Args:
        rows: one a system that can be predicted.
        without: systems of which nothing else is known.
    """

    rows: tuple[Prediction, ...]
    without: tuple[str, ...]

    def by_quality(self) -> dict[str, list[Prediction]]:
        """The rows by the evidence that they were predicted from."""
        found: dict[str, list[Prediction]] = {}
        for row in self.rows:
            found.setdefault(row.quality, []).append(row)
        return dict(sorted(found.items()))

    def to_dict(self) -> dict[str, Any]:
        """Counts, with the exact binomial band within which nine in ten intervals may fall by chance."""
        def told(rows: Sequence[Prediction]) -> dict[str, Any]:
            low, high = binomial_band(len(rows))
            return {"n": len(rows), "inside": sum(row.inside for row in rows), "band": [low, high],
                    "median_width": float(f"{statistics.median(row.high / row.low for row in rows):.3g}")}

        return {"all": told(self.rows), "without_basis": len(self.without),
                "by_quality": {name: told(rows) for name, rows in self.by_quality().items()}}


def calibration(catalogue: Catalogue, hours: Mapping[str, float], draws: Draws, *,
                also_hidden: frozenset[str] = frozenset()) -> Calibration:
    """Hide the chip-hours of each system and predict them from all else that is known of it.

    Args:
        catalogue: with the imported data.
        hours: chip-hours by model id, as the table has them.
        draws: the columns of draws.
        also_hidden: further kinds of fact to hide ("chips", "training_time").
    """
    rows, without = [], []
    prices = prices_of(catalogue)
    for model, actual in hours.items():
        try:
            plan = plan_of(Run(catalogue, catalogue.models[model], _HIDDEN | also_hidden), prices)
        except MissingFact:
            without.append(model)
            continue
        found = estimate(plan.hours.quantity, draws, drivers=False)
        if found.low and found.high and found.median:
            rows.append(Prediction(model, quality_of(plan), actual, float(found.low), float(found.median),
                                   float(found.high)))
    return Calibration(tuple(rows), tuple(without))


def quality_of(plan: Plan) -> str:
    """What a cost rests on, in words."""
    told = _ROUTES.get(plan.hours.route, plan.hours.route)
    if plan.run.model.base and plan.hours.route != "reported":
        told += ", on another model"
    return told if plan.disclosed else f"{told}, chip not disclosed"


def widths(costs: Sequence[ModelCost], scope: str = "hardware") -> dict[str, tuple[int, float]]:
    """How many systems rest on each quality of data, and the median of high over low of their cost."""
    found: dict[str, list[float]] = {}
    for cost in costs:
        answer = cost.scopes[scope].estimate
        if cost.plan is not None and answer.low and answer.high:
            found.setdefault(quality_of(cost.plan), []).append(float(answer.high) / float(answer.low))
    return {name: (len(each), statistics.median(each)) for name, each in sorted(found.items())}
