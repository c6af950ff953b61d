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
    from oncurve.answers.export_screening import Screening
    from oncurve.export.rules import Regime, Signature
    from oncurve.export.status import Decision

__all__ = ["changed_states", "date_flips", "spec_flip", "stretch_of"]

_SINGLE = ("tpp", "density", "io", "dram_bandwidth", "bandwidth_density", "transistors", "training_operations")


def spec_flip(screening: Screening, shipment: Shipment, regime: Regime, decision: Decision) -> dict[str, Any] | None:
    """The smallest relative change of one specification that gives another status, or None."""
    place = regime.place(shipment.destination, shipment.headquarters)
    for change, metric, value, states in changed_states(screening, shipment.item, regime):
        other = screening.decided_at(regime, states, place, shipment.parties)
        if other.status != decision.status:
            return {
                "metric": metric,
                "from": plain_number(shipment.item.metrics[metric].value),
                "to": plain_number(value),
                "change": plain_number(change),
                "status": other.status,
            }
    return None


def date_flips(screening: Screening, shipment: Shipment, regime: Regime) -> dict[str, Any]:
    """Until which day the status was another, and from which day it is to be another, as far as rules are known."""
    timeline, regimes = screening.timeline(shipment), screening.regimes
    first, last = stretch_of(timeline, screening.law.index(regime.start))
    before = {"until": regimes[first].start.isoformat(), "status": timeline[first - 1]} if first else None
    after = {"from": regimes[last].start.isoformat(), "status": timeline[last]} if last < len(regimes) else None
    return {"before": before, "after": after}


def stretch_of(timeline: tuple[str, ...], here: int) -> tuple[int, int]:
    """The stretch of equal statuses around a regime: its first, and the one after its last."""
    first, last = here, here + 1
    while first and timeline[first - 1] == timeline[here]:
        first -= 1
    while last < len(timeline) and timeline[last] == timeline[here]:
        last += 1
    return first, last


def changed_states(screening: Screening, item: Item, regime: Regime) -> list[tuple[float, str, float, Signature]]:
    """What the day's provisions say with one metric moved just across each limit, nearest first.

    Each is the relative change, the metric, its new value, and the signature of the item with it.
    """
    return screening.kept(("changed", item, regime), lambda: _changed(item, regime))


def _changed(item: Item, regime: Regime) -> list[tuple[float, str, float, Signature]]:
    plain = regime.signature(item)
    made = []
    for metric, value in _limits(regime):
        old = item.metrics.get(metric)
        if old is not None and old.value:
            states = regime.varied(plain, _moved_item(item, metric, value), metric)
            if states is not plain:
                made.append((value / old.value - 1.0, metric, value, states))
    return sorted(made, key=lambda each: (abs(each[0]), each[0]))


def _limits(regime: Regime) -> set[tuple[str, float]]:
    """Each metric with the values on and just beside its limits."""
    return {
        (test.metric, value)
        for provision in regime.provisions
        if provision.does in ("classify", "require", "review", "excuse", "rebut")
        for test in provision.tests
        if test.metric not in PARTY_METRICS and test.metric in _SINGLE
        for value in _sides(test)
    }


def _sides(test: Test) -> tuple[float, float]:
    """The value on a limit, and the nearest one on its other side."""
    if test.operation in ("at_least", "below"):
        return test.limit, math.nextafter(test.limit, -math.inf)
    return test.limit, math.nextafter(test.limit, math.inf)


def _moved_item(item: Item, metric: str, value: float) -> Item:
    key = (metric, value)
    if key not in item.memory:
        item.memory[key] = replace(item, metrics=_moved(item.metrics, metric, value), readings=(), memory={})
    found: Item = item.memory[key]
    return found


def _moved(metrics: Metrics, metric: str, value: float) -> Metrics:
    kept = {name: each for name, each in metrics.items() if name not in ("density", "dram_bandwidth_io")}
    exact = Measured(value, value, value)
    if metric == "density":
        return derived({**kept, "density": exact})
    if metric == "tpp" and "density" in metrics and "area" not in metrics:
        kept["density"] = metrics["density"]
    return derived({**kept, metric: exact})
