"""The most that a rule allows: over bands of density, the highest performance that keeps a status."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from oncurve.export.item import Item
from oncurve.export.metric import Measured, derived
from oncurve.export.provision import PARTY_METRICS
from oncurve.export.rules import Regime
from oncurve.export.status import ORDER

__all__ = ["Band", "frontier", "limits_of"]

_FAR = 1e9


@dataclass(frozen=True, slots=True)
class Band:
    """A band of one metric, and the most of another that is allowed in it.

    Args:
        low: from here, inclusive.
        high: to here, exclusive; infinite at the end.
        most: the least performance that is too much; infinite where nothing is; 0 where nothing is allowed.
        status: the status just below it.
        stricter: the status from it on, or "".
    """

    low: float
    high: float
    most: float
    status: str
    stricter: str


def limits_of(regime: Regime, metric: str) -> list[float]:
    """The limits that the day's provisions set on a metric, in order."""
    found = {
        test.limit
        for provision in regime.provisions
        if provision.does in ("classify", "require", "review")
        for test in provision.tests
        if test.metric == metric and metric not in PARTY_METRICS
    }
    return sorted(found)


def frontier(
    regime: Regime, status_of: Callable[[Item], str], model: Item, *, against: str, at_most: str
) -> list[Band]:
    """For each band of a second metric, the highest performance whose status is no stricter than `at_most`.

    Args:
        regime: the law of the day.
        status_of: the status of an item for the shipment in question.
        model: maker, market and fixed metrics of the chip to be designed.
        against: "density" (TPP per mm2) or "dram_bandwidth" (GB per second).
        at_most: the strictest status that is acceptable.
    """
    edges = [0.0, *limits_of(regime, against), math.inf]
    steps = [0.0, *limits_of(regime, "tpp"), _FAR]
    worst = ORDER.index(at_most)
    bands: list[Band] = []
    for low, high in pairwise(edges):
        inside = low or (high / 2 if high < math.inf else 1.0)
        most, status, stricter = 0.0, "", ""
        for start, stop in pairwise(steps):
            found = status_of(_designed(model, start, against, inside))
            if found not in ORDER or ORDER.index(found) > worst:
                stricter = found
                break
            most, status = (math.inf if stop == _FAR else stop), found
        bands.append(Band(low, high, most, status, stricter))
    return bands


def _designed(model: Item, tpp: float, against: str, value: float) -> Item:
    metrics = {name: each for name, each in model.metrics.items() if name not in ("tpp", against, "dram_bandwidth_io")}
    metrics["tpp"] = Measured(tpp, tpp, tpp)
    metrics[against] = Measured(value, value, value)
    return Item(model.label, "ic", derived(metrics), "", model.vendor, model.country, model.market)
