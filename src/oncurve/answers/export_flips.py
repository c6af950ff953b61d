"""What would change an answer: the smallest change of one specification, and the nearest days."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from oncurve.answers.export_because import plain_number
from oncurve.export.item import Item
from oncurve.export.metric import Measured, Metrics, derived
from oncurve.export.provision import PARTY_METRICS, Test

if TYPE_CHECKING:
    from oncurve.answers.export_items import Shipment
    from oncurve.answers.export_status import Screening
    from oncurve.export.rules import Regime
    from oncurve.export.status import Decision

__all__ = ["changed_items", "date_flips", "spec_flip"]

_SINGLE = ("tpp", "density", "io", "dram_bandwidth", "bandwidth_density", "transistors", "training_operations")


def spec_flip(screening: Screening, shipment: Shipment, regime: Regime, decision: Decision) -> dict[str, Any] | None:
    """The smallest relative change of one specification that gives another status, or None."""
    for change, metric, value, item in changed_items(screening, shipment.item, regime):
        states = screening.signature(item, regime)
        other = screening.decided(shipment, regime, states)
        if other.status != decision.status:
            old = shipment.item.metrics[metric].value
            return {
                "metric": metric,
                "from": plain_number(old),
                "to": plain_number(value),
                "change": plain_number(change),
                "status": other.status,
            }
    return None


def date_flips(screening: Screening, shipment: Shipment, regime: Regime, decision: Decision) -> dict[str, Any]:
    """Until which day the status was another, and from which day it is to be another, as far as rules are known."""
    regimes = list(screening.law.regimes())
    here = next(number for number, each in enumerate(regimes) if each.start == regime.start)
    before = after = None
    for number in range(here - 1, -1, -1):
        status = screening.status_on(shipment, regimes[number]).status
        if status != decision.status:
            before = {"until": regimes[number + 1].start.isoformat(), "status": status}
            break
    for each in regimes[here + 1 :]:
        status = screening.status_on(shipment, each).status
        if status != decision.status:
            after = {"from": each.start.isoformat(), "status": status}
            break
    return {"before": before, "after": after}


def changed_items(screening: Screening, item: Item, regime: Regime) -> list[tuple[float, str, float, Item]]:
    """The item with one metric moved just across each limit of the day, nearest first: change, metric, value, item."""
    return screening.kept(("changed", item, regime.start), lambda: _changed(item, regime))


def _changed(item: Item, regime: Regime) -> list[tuple[float, str, float, Item]]:
    limits = {
        (test.metric, value)
        for provision in regime.provisions
        if provision.does in ("classify", "require", "review")
        for test in provision.tests
        if test.metric not in PARTY_METRICS and test.metric in _SINGLE
        for value in _sides(test)
    }
    made = []
    for metric, value in limits:
        old = item.metrics.get(metric)
        if old is not None and old.value:
            change = value / old.value - 1.0
            made.append(
                (
                    abs(change),
                    change,
                    metric,
                    value,
                    replace(item, metrics=_moved(item.metrics, metric, value), readings=()),
                )
            )
    made.sort(key=lambda each: each[:2])
    return [(change, metric, value, moved) for _, change, metric, value, moved in made]


def _sides(test: Test) -> tuple[float, float]:
    """The value on a limit, and the nearest one on its other side."""
    if test.operation in ("at_least", "below"):
        return test.limit, math.nextafter(test.limit, -math.inf)
    return test.limit, math.nextafter(test.limit, math.inf)


def _moved(metrics: Metrics, metric: str, value: float) -> Metrics:
    kept = {name: each for name, each in metrics.items() if name not in ("density", "dram_bandwidth_io")}
    exact = Measured(value, value, value)
    if metric == "density":
        return derived({**kept, "density": exact})
    if metric == "tpp" and "density" in metrics and "area" not in metrics:
        kept["density"] = metrics["density"]
    return derived({**kept, metric: exact})
