"""What was known on a past day of revenue, prices, shares and the law, with draws of what was not.

A share that somebody told of one quarter is told with an error, and so is the next: two quarters err together by
`counts_hang_together`, which is what the intervals of published totals over those of their quarters come to. So a sum
over quarters is surer than one of them, and not as sure as if each erred by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from functools import cached_property

import numpy as np

from oncurve.basis.inputs import Draws, Input
from oncurve.basis.spread import Array, spread_from
from oncurve.catalog.read import Catalogue
from oncurve.export.item import item_of_chip
from oncurve.export.rules import Law, reported
from oncurve.export.status import FREE, decide
from oncurve.scenario.quarter import HALF_A_QUARTER, Quarters
from oncurve.scenario.worth import Worth

__all__ = ["FIRST", "LAST", "Then", "gone_on"]

FIRST, LAST = dt.date(2022, 1, 1), dt.date(2031, 12, 31)
_YEAR = 4
_NEAR_BEST = 0.5
_LEAST_SPREAD = 0.12
_SLOWEST = 1e-3
#: from the release of a chip to the quarter in which it is most of what is sold, and what quotes stay good for
_RAMP, _GOOD_FOR = dt.timedelta(days=91), dt.timedelta(days=1000)
_ASKED = ("single", "server_share")
_OF_REVENUE = "of Nvidia's data-centre revenue"
_COMMON = ("counts_hang_together", "hindcast_slope_kept", "hindcast_rule_every",
           "hindcast_left_by_rule", "hindcast_run_growth", "hindcast_run_step", "hindcast_run_untold",
           "price_performance_decline")


class Then:
    """What was known at an origin.

    Args:
        catalogue: the facts known by then.
        draws: the columns.
        origin: the day.
        horizons: how many quarters are looked ahead.
    """

    def __init__(self, catalogue: Catalogue, draws: Draws, origin: dt.date, horizons: int) -> None:
        self.catalogue, self.draws, self.origin = catalogue, draws, origin
        self.n, self.horizons = draws.n, horizons
        self.quarters = Quarters.between(FIRST, LAST)
        self.values = {name: np.broadcast_to(np.asarray(draws.values(self._input(name))), (draws.n,))
                       for name in _COMMON}
        self.worth = Worth(catalogue)
        self._speeds: dict[int, float] = {}
        self.revenue = self._by_quarter("data centre")
        self.last = max(self.revenue)

    def _input(self, name: str) -> Input:
        return Input.of_assumption(self.catalogue.assumption(name))

    def _by_quarter(self, scope: str) -> dict[int, float]:
        """Revenue of Nvidia as reported, USD by the number of the calendar quarter that holds most of it."""
        found: dict[int, float] = {}
        for row in self.catalogue.supply:
            if row.measure == "revenue" and row.holder == "nvidia" and row.scope == scope and row.span.start:
                found[self.quarters.index(row.span.start + HALF_A_QUARTER)] = row.amount
        return {number: found[number] for number in sorted(found) if number >= 0}

    def share(self, name: str, number: int, told: Collection[float] = ()) -> Array:
        """A share in one quarter: its interval is the one assumed, and it errs in part as in every other quarter.

        Args:
            name: of the assumption.
            number: of the quarter.
            told: what it was in other quarters, where that was told: what errs in all is known better then.
        """
        given, together = self._input(name), self.values["counts_hang_together"]
        common, own = (self.draws.column(f"hindcast.{key}")[0] for key in (name, f"{name}.{number}"))
        sure = 1 + len(told) * together / (1 - together)
        seen = sum(_score(given, each) for each in told) * np.sqrt(together) / (1 - together)
        score = np.sqrt(together) * (seen / sure + common / np.sqrt(sure)) + np.sqrt(1 - together) * own
        return np.asarray(given.spread.values(score, score))

    @cached_property
    def ahead(self) -> list[Array]:
        """Revenue of the quarters ahead."""
        columns = (f"hindcast.{self.origin}.growth.{step}" for step in range(self.horizons + 1))
        strays = [self.draws.column(key)[0] for key in columns]
        logs = np.log(list(self.revenue.values()))
        return [np.exp(each) for each in gone_on(logs, self.values["hindcast_slope_kept"], strays)]

    @cached_property
    def _networks(self) -> dict[int, float]:
        return self._by_quarter("data-centre networking")

    def compute_share(self, number: int) -> Array | float:
        """The share of the revenue that is chips and not networks: as reported, else as assumed of such a quarter."""
        told = {each: 1 - size / self.revenue[each] for each, size in self._networks.items()}
        return told[number] if number in told else self.share("hindcast_compute_share", number, told.values())

    def price(self, number: int) -> Array:
        """USD paid for an H100-equivalent in a quarter, from what was asked for the chip most sold.

        After the last quarter of a chip it falls as chips have fallen.
        """
        asked = self._asked(min(number, self.last))
        years = max(number - self.last, 0) / _YEAR
        return np.asarray(asked * self.share("hindcast_paid", number)
                          * 10 ** (-self.values["price_performance_decline"] * years))

    def _asked(self, number: int) -> float:
        """The middle of the quotes for an H100-equivalent of the newest chip sold in numbers in a quarter."""
        day = self.quarters.start(number)
        quotes: dict[dt.date, list[float]] = {}
        for row in self.catalogue.purchase:
            chip, speed = self.catalogue.chips.get(row.chip), self.worth.equivalents(row.chip)
            if row.basis in _ASKED and row.known >= self.origin - _GOOD_FOR and speed and chip is not None \
                    and chip.vendor == "nvidia" and not chip.variant_of and chip.release_date is not None \
                    and chip.release_date + _RAMP <= day:
                quotes.setdefault(chip.release_date, []).append(row.amount / speed)
        return float(np.exp(np.mean(np.log(quotes[max(quotes)]))))

    def china(self, number: int) -> tuple[Array, float]:
        """China's share of the revenue in a quarter, and the speed of its best free chip over the best there is."""
        speed = self._best(number)
        if number in self._told:
            exact = self._told[number].spread.values(*self.draws.column(f"hindcast.told.{number}"))
            return np.asarray(exact), max(speed, _SLOWEST)
        near = speed >= _NEAR_BEST
        told = [each.spread.median for at, each in self._told.items() if (self._best(at) >= _NEAR_BEST) == near]
        name = "hindcast_china_share_free" if near else "hindcast_china_share_barred"
        return self.share(name, number, told) * self._left(number), max(speed, _SLOWEST)

    @cached_property
    def _told(self) -> dict[int, Input]:
        """China's share of the revenue of a quarter, as a fraction, where the company told it."""
        found = {}
        for row in self.catalogue.supply:
            if row.measure == "share" and row.holder == "CN" and row.scope == _OF_REVENUE and row.span.start \
                    and row.low and row.high:
                spread = spread_from(row.low / 100, row.amount / 100, row.high / 100, "share")
                found[self.quarters.index(row.span.start + HALF_A_QUARTER)] = Input("share", "fraction", spread)
        return found

    def _left(self, number: int) -> Array:
        """What is left of the sales to China in a quarter if a rule is tightened in one that was still to come.

        At most one is looked for: they have come a year or more apart.
        """
        made = np.zeros(self.n, dtype=bool)
        chance = 1 - np.exp(-1 / (_YEAR * self.values["hindcast_rule_every"]))
        for each in range(self.last + 1, number + 1):
            if self.quarters.start(each) > self.origin:
                made |= self.draws.column(f"hindcast.rule.{each}")[1] < chance
        return np.where(made, self.values["hindcast_left_by_rule"], 1.0)

    def _best(self, number: int) -> float:
        if number not in self._speeds:
            self._speeds[number] = self._best_by_law(number)
        return self._speeds[number]

    def _best_by_law(self, number: int) -> float:
        """Speed of the best chip that the law as known lets to China over that of the best chip, in a quarter."""
        day = self.quarters.middle(number)
        regime = self.law.regime(day)
        case = regime.case("CN", "CN")
        best = free = 0.0
        for chip in self.catalogue.chips.values():
            speed = chip.peak("bf16")
            if chip.vendor == "nvidia" and speed and chip.release_date is not None and chip.release_date <= day:
                item = item_of_chip(chip, "US")
                status = decide(case, case.states(item, reported=reported(item, regime))).status
                best = max(best, speed)
                free = max(free, speed if status in FREE else 0.0)
        return free / best if best else 0.0

    @cached_property
    def law(self) -> Law:
        """The law as it was known."""
        return Law(self.catalogue)

    def flow(self, revenue: Array | float, number: int, share: Array) -> Array:
        """H100-equivalents that a share of a quarter's revenue buys."""
        return np.asarray(revenue * self.compute_share(number) * share / self.price(number))

    def stock(self, share: Callable[[int], Array]) -> tuple[list[float], list[Array]]:
        """What a side bought since 2022, at the median by past quarter, and on draws for those ahead."""
        past = [self.flow(revenue, number, share(number)) for number, revenue in self.revenue.items()]
        total = np.add.reduce(past)
        found = []
        for step, revenue in enumerate(self.ahead, 1):
            total = total + self.flow(revenue, self.last + step, share(self.last + step))
            found.append(total)
        line = np.cumsum([float(np.median(each)) for each in past])
        return list(map(float, line)), found

    def china_share(self, number: int) -> Array:
        """The share of compute that China gets for its share of revenue: slower chips cost more for their speed."""
        share, speed = self.china(number)
        return np.asarray(share * (1.0 if speed >= _NEAR_BEST else np.sqrt(speed)))


def _score(given: Input, value: float) -> float:
    """The standard normal score at which an input has a value."""
    scores = np.linspace(-_FAR, _FAR, _FINE)
    return float(np.interp(value, given.spread.values(scores, scores), scores))


def gone_on(past: Array, kept: Array, strays: Sequence[Array]) -> list[Array]:
    """How a series of logarithms goes on: the mean growth of its last four steps fades, and every step strays from it.

    A step strays as the past ones did from their median (by the median of what they strayed, so that one leap is not
    taken for the rule), and the mean of four is as sure as four such steps make it.

    Args:
        past: the series, at least five.
        kept: the part of the growth of a step that goes on in the next, by draw.
        strays: standard normal draws: one for the mean growth, then one for each step.

    Returns:
        An array by draw for each step ahead.
    """
    steps = np.diff(past)
    spread = max(float(np.median(np.abs(steps - np.median(steps)))) * _OF_A_NORMAL, _LEAST_SPREAD)
    grown = steps[-_YEAR:].mean() + strays[0] * spread / _YEAR**0.5
    level, found = np.full(grown.shape, past[-1]), []
    for stray in strays[1:]:
        grown = grown * kept
        level = level + grown + stray * spread
        found.append(level)
    return found


#: standard deviation of a normal distribution over the median of its absolute deviations
_OF_A_NORMAL = 1.4826
#: how far in scores, and by how many points, a value is looked for
_FAR, _FINE = 4.0, 801
