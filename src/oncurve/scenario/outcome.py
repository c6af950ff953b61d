"""What a scenario comes to: named outcomes and series, from flows, stocks and the race."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from oncurve.basis.spread import Array
from oncurve.scenario.base import CHINA, Base, Values
from oncurve.scenario.flow import Flows, flows
from oncurve.scenario.frontier import Race, race
from oncurve.scenario.money import Mix, duties, duty_rates, power, spent
from oncurve.scenario.policy import Policy
from oncurve.scenario.service import summed
from oncurve.scenario.sold import mix
from oncurve.scenario.stock import Stocks, stocks

__all__ = ["OUTCOMES", "SERIES", "Outcome", "Run", "run", "tolls"]


@dataclass(frozen=True)
class Run:
    """One policy, worked out.

    Args:
        base: the records and inputs.
        policy: what was changed.
        flows: what moved.
        stocks: what each holds.
        race: runs and the lag.
        middle: the medians of the inputs, by which the kinds of chips bought are told.
    """

    base: Base
    policy: Policy
    flows: Flows
    stocks: Stocks
    race: Race
    middle: Values

    @cached_property
    def mix(self) -> Mix:
        """For each quarter, the chips that China buys and the share of each in the H100-equivalents."""
        return mix(self.base, self.policy, self.middle)

    @cached_property
    def spent(self) -> Array:
        """USD paid for chips sold to China in each quarter, before duties."""
        return spent(self.base, self.flows.values, self.flows, self.mix)


def run(base: Base, policy: Policy, values: Values, n: int, actual: Run | None = None,
        middle: Values | None = None) -> Run:
    """Work out a policy.

    Args:
        base: the records and inputs.
        policy: what is changed.
        values: of every input.
        n: how many draws.
        actual: the run of what was, from the same values; None for the run of what was itself.
        middle: the medians of the inputs; those of the values where they are not given.
    """
    moved = flows(base, policy, values, n, actual.flows if actual is not None else None)
    held = stocks(base, policy, values, moved, actual.stocks if actual is not None else None)
    found = race(base, policy, values, held, (actual.stocks, actual.race) if actual is not None else None)
    medians = middle if middle is not None else {name: np.median(value) for name, value in values.items()}
    return Run(base, policy, moved, held, found, medians)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A quantity by quarter.

    Args:
        name: its name.
        unit: its unit.
        words: what it is.
        values: of shape (quarter, draw), from a run.
    """

    name: str
    unit: str
    words: str
    values: Callable[[Run], Array]


def _share(run: Run) -> Array:
    return np.asarray(100 * run.stocks.chinese / np.maximum(run.stocks.every(), 1.0))


SERIES: tuple[Outcome, ...] = (
    Outcome("lag", "month", "months by which China trails", lambda run: run.race.lag),
    Outcome("china_held", "chip", "H100-equivalents that China holds", lambda run: run.stocks.chinese),
    Outcome("china_usable", "chip", "H100-equivalents that Chinese firms can use, rented ones included",
            lambda run: run.stocks.usable),
    Outcome("us_held", "chip", "H100-equivalents that the US companies named hold", lambda run: run.stocks.american),
    Outcome("china_share", "percent", "China's share of all that the counts hold", _share),
    Outcome("sold_to_china", "chip", "H100-equivalents sold to China in all",
            lambda run: summed(run.flows.bought[CHINA])),
    Outcome("smuggled", "chip", "H100-equivalents smuggled in all", lambda run: summed(run.flows.smuggled)),
    Outcome("made_in_china", "chip", "H100-equivalents made in China in all", lambda run: summed(run.flows.made)),
    Outcome("rented_abroad", "chip", "H100-equivalents that Chinese firms rent abroad", lambda run: run.stocks.rented),
    Outcome("china_power", "MW", "rated power of the chips that China holds",
            lambda run: power(run.base, run.flows, run.mix, run.stocks.service)),
    Outcome("paid_by_china", "USD", "paid for chips sold to China in all, before duties",
            lambda run: summed(run.spent)),
    Outcome("capability_us", "OOM", "what US laboratories can do, in orders of magnitude of FLOP of early 2025",
            lambda run: run.race.able_us),
    Outcome("capability_cn", "OOM", "what Chinese laboratories can do, on the same scale",
            lambda run: run.race.able_cn),
    Outcome("largest_run_us", "FLOP", "the largest US training run", lambda run: run.race.run_us),
    Outcome("largest_run_cn", "FLOP", "the largest Chinese training run", lambda run: run.race.run_cn),
)
OUTCOMES = {each.name: each for each in SERIES}


def tolls(run: Run) -> tuple[Array, Array] | None:
    """USD of duties at the end: what buyers bear, and what sellers do; None where there are none."""
    rates = duty_rates(run.base, run.policy, run.mix)
    return duties(run.policy, run.spent, rates) if rates.any() else None
