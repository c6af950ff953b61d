"""From stocks to the largest run, and from runs to the lag in months.

The largest run follows the stock by the power `run_follows_stock`, from the largest runs at the beginning of 2025.
What a FLOP yields grows by `efficiency_growth` on both sides: ideas that arrive late arrive late in every scenario.
The lag is the time since US laboratories had the effective compute that Chinese ones have now; it starts from what was
observed at the beginning of 2025, so that a scenario moves it by what it changes and nothing else.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from oncurve.basis.spread import Array
from oncurve.scenario.base import Base, Values
from oncurve.scenario.policy import Policy
from oncurve.scenario.stock import Stocks

__all__ = ["ANCHOR", "Race", "race"]

ANCHOR = dt.date(2024, 12, 31)
_MONTHS, _YEAR = 3, 4


@dataclass(frozen=True)
class Race:
    """Runs and the lag; arrays of shape (quarter, draw).

    Args:
        lag: months by which China trails; below zero where it leads.
        run_us: FLOP of the largest US run.
        run_cn: FLOP of the largest Chinese one.
        able_us: capability of US laboratories: the compute, as orders of magnitude of FLOP, that one of them would have
            needed at the beginning of 2025.
        able_cn: the same of Chinese ones, with what a follower saves.
    """

    lag: Array
    run_us: Array
    run_cn: Array
    able_us: Array
    able_cn: Array


def race(base: Base, policy: Policy, values: Values, own: Stocks, actual: Stocks) -> Race:
    """Runs and the lag under a policy.

    Args:
        base: the records.
        policy: its number on Chinese efficiency.
        values: of the inputs.
        own: the stocks under the policy.
        actual: the stocks as they were, from the same values.
    """
    at = base.quarters.index(ANCHOR)
    follows = np.asarray(values["run_follows_stock"])
    yearly = np.log10(values["efficiency_growth"])
    years = (np.arange(base.quarters.count)[:, None] - at) / _YEAR
    american = follows * _log_over(own.american, actual.american[at])
    was = follows * _log_over(actual.american, actual.american[at]) + yearly * years
    chinese = follows * _log_over(own.usable, actual.usable[at])
    lead = american + yearly * years
    start = _at_time(was, at - np.asarray(values["observed_lag"]) / _MONTHS)
    level = start + chinese + yearly * years * base.scaled(policy, policy.scale("efficiency.CN"))
    lag = (np.arange(base.quarters.count)[:, None] - _times(lead, level)) * _MONTHS
    scale = np.log10(values["largest_run_us_2025"])
    return Race(lag, np.asarray(values["largest_run_us_2025"] * 10 ** american),
                np.asarray(values["largest_run_cn_2025"] * 10 ** chinese), lead + scale, level + scale)


def _log_over(stock: Array, start: Array) -> Array:
    return np.log10(np.maximum(stock, 1.0) / np.maximum(start, 1.0))


def _at_time(levels: Array, at: Array | float) -> Array:
    """The value of each draw's line at a time in quarters; its first slope goes on before it begins."""
    n = levels.shape[1]
    places = np.broadcast_to(np.asarray(at, dtype=np.float64), (n,))
    whole = np.clip(np.floor(places).astype(np.intp), 0, levels.shape[0] - 2)
    draws = np.arange(n)
    low, high = levels[whole, draws], levels[whole + 1, draws]
    return np.asarray(low + (high - low) * (places - whole))


def _times(lead: Array, level: Array) -> Array:
    """When each draw's leading line stood at a level, in quarters; beyond its ends its last slope goes on."""
    count, n = lead.shape
    draws = np.arange(n)
    rising = np.maximum.accumulate(lead, axis=0)
    found = np.empty_like(level)
    place = np.zeros(n, dtype=np.intp)
    for number in range(level.shape[0]):
        wanted = level[number]
        place = np.minimum(place, count - 2)
        while True:  # back and forth until each draw stands left of its level
            ahead = (place < count - 2) & (rising[np.minimum(place + 1, count - 1), draws] <= wanted)
            if not ahead.any():
                break
            place = place + ahead
        while True:
            behind = (place > 0) & (rising[place, draws] > wanted)
            if not behind.any():
                break
            place = place - behind
        low, high = rising[place, draws], rising[place + 1, draws]
        found[number] = place + (wanted - low) / np.maximum(high - low, 1e-6)
    return found
