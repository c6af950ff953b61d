"""From stocks to the largest run, and from runs to the lag in months.

The largest run follows the stock by the power `run_follows_stock`, from the largest runs at the beginning of 2025.
What a FLOP yields grows by `efficiency_growth` on both sides: ideas that arrive late arrive late in every scenario.
The lag is the time since US laboratories had the effective compute that Chinese ones have now; it starts from what was
observed at the beginning of 2025, so that a scenario moves it by what it changes and nothing else.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from oncurve.basis.spread import Array
from oncurve.scenario.base import Base, Values
from oncurve.scenario.policy import Policy
from oncurve.scenario.stock import Stocks

__all__ = ["ANCHOR", "Leader", "Race", "race"]

ANCHOR = dt.date(2024, 12, 31)
_MONTHS, _YEAR = 3, 4
_LN10 = float(np.log(10))


@dataclass(frozen=True)
class Leader:
    """What US laboratories can do, over what they could at the anchor; orders of magnitude, shape (quarter, draw).

    Args:
        grown: how far the largest run has grown.
        level: the same with what efficiency adds.
    """

    grown: Array
    level: Array

    @cached_property
    def rising(self) -> Array:
        """The most that was reached by each quarter."""
        found = self.level.copy()
        for number in range(1, len(found)):
            np.maximum(found[number - 1], found[number], out=found[number])
        return found

    def times(self, level: Array) -> Array:
        """When each draw of the line stood at a level, in quarters; beyond its ends its last slope goes on.

        Args:
            level: shape (any, draw).
        """
        n = self.rising.shape[1]
        place = np.zeros(level.shape, dtype=np.int16)
        for row in self.rising[1:-1]:
            place += level >= row
        at = place.astype(np.intp)
        at *= n
        at += np.arange(n)
        low, high = self.rising.ravel().take(at), self.rising.ravel().take(at + n)
        high -= low
        np.maximum(high, _FLAT, out=high)
        return np.asarray((level - low) / high + place)


_FLAT = 1e-6


@dataclass(frozen=True)
class Race:
    """Runs and the lag; arrays of shape (quarter, draw).

    Args:
        leader: US laboratories under the policy.
        grown: how far the largest Chinese run has grown since the anchor, in orders of magnitude.
        level: what Chinese laboratories can do, on the scale of the leader.
        start_us: FLOP of the largest US run at the anchor.
        start_cn: FLOP of the largest Chinese one.
    """

    leader: Leader
    grown: Array
    level: Array
    start_us: Array | float
    start_cn: Array | float

    @cached_property
    def lag(self) -> Array:
        """Months by which China trails; below zero where it leads."""
        return (np.arange(len(self.level))[:, None] - self.leader.times(self.level)) * _MONTHS

    @property
    def last_lag(self) -> Array:
        """The last row of the lag, without the others."""
        return np.asarray((len(self.level) - 1 - self.leader.times(self.level[-1:])[0]) * _MONTHS)

    @property
    def run_us(self) -> Array:
        """FLOP of the largest US run."""
        return np.asarray(np.exp(self.leader.grown * _LN10) * self.start_us)

    @property
    def run_cn(self) -> Array:
        """FLOP of the largest Chinese run."""
        return np.asarray(np.exp(self.grown * _LN10) * self.start_cn)

    @property
    def able_us(self) -> Array:
        """Capability of US laboratories: what compute it would have taken one in early 2025, in log10 of FLOP."""
        return np.asarray(self.leader.level + np.log10(self.start_us))

    @property
    def able_cn(self) -> Array:
        """The same of Chinese ones, with what a follower saves."""
        return np.asarray(self.level + np.log10(self.start_us))


def race(base: Base, policy: Policy, values: Values, own: Stocks, actual: tuple[Stocks, Race] | None = None) -> Race:
    """Runs and the lag under a policy.

    Args:
        base: the records.
        policy: its number on Chinese efficiency.
        values: of the inputs.
        own: the stocks under the policy.
        actual: the stocks and race as they were, from the same values; None for what was itself.
    """
    at = base.quarters.index(ANCHOR)
    follows = np.asarray(values["run_follows_stock"])
    yearly = np.log10(values["efficiency_growth"])
    years = (np.arange(base.quarters.count)[:, None] - at) / _YEAR
    was = actual[0] if actual is not None else own
    if actual is not None and own.american is was.american:
        leader = actual[1].leader
    else:
        american = follows * _log_over(own.american, was.american[at])
        leader = Leader(american, american + yearly * years)
    first = actual[1].leader if actual is not None else leader
    start = _at_time(first.level, at - np.asarray(values["observed_lag"]) / _MONTHS)
    chinese = follows * _log_over(own.usable, was.usable[at])
    level = chinese + start + yearly * years * base.scaled(policy, policy.scale("efficiency.CN"))
    return Race(leader, chinese, level, values["largest_run_us_2025"], values["largest_run_cn_2025"])


def _log_over(stock: Array, start: Array) -> Array:
    found = np.log10(np.maximum(stock, 1.0))
    found -= np.log10(np.maximum(start, 1.0))
    return np.asarray(found)


def _at_time(levels: Array, at: Array | float) -> Array:
    """The value of each draw's line at a time in quarters; its first slope goes on before it begins."""
    n = levels.shape[1]
    places = np.broadcast_to(np.asarray(at, dtype=np.float64), (n,))
    whole = np.clip(np.floor(places).astype(np.intp), 0, levels.shape[0] - 2)
    draws = np.arange(n)
    low, high = levels[whole, draws], levels[whole + 1, draws]
    return np.asarray(low + (high - low) * (places - whole))
