"""Power and money of a run: what the chips held draw, what was paid for those sold to China, and who pays a duty."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from oncurve.basis.spread import Array
from oncurve.scenario.base import CHINA, OTHER, Base, Values
from oncurve.scenario.flow import Flows
from oncurve.scenario.menu import Offer
from oncurve.scenario.policy import Policy
from oncurve.scenario.service import Service

__all__ = ["Mix", "duties", "duty_rates", "power", "spent"]

_LOG10 = float(np.log(10))
#: the Chinese package whose rated power stands for those made at home
_HOME = "ascend-910c"
_HOME_SPEED = "huawei_speed"
#: for each quarter, the chips sold to China and the share of each in the H100-equivalents
Mix = Sequence[Mapping[str, float]]


def power(base: Base, moved: Flows, sold: Mix, service: Service) -> Array:
    """Rated power of what China has, in MW, at the end of each quarter; shape (quarter, draw).

    Chips of a quarter draw what the kinds on record draw for their speed; those made in China what a 910C does.
    """
    own = _megawatts(base, OTHER)[:, None]
    watts = {offer.chip: (base.worth.watts(offer.chip) or 0.0) / 1e6 / offer.speed for offer in base.menu.offers}
    bought = _mean(sold, lambda chip, _: watts.get(chip, 0.0))[:, None]
    home = (base.worth.watts(_HOME) or 0.0) / 1e6 / np.asarray(moved.values[_HOME_SPEED])
    drawn = moved.bought[CHINA] * np.where(bought > 0, bought, own)
    drawn += moved.smuggled * own
    drawn += moved.made * home
    return service.left(drawn)


def _megawatts(base: Base, holder: str) -> Array:
    """MW for an H100-equivalent of what a holder buys, by quarter; the last on record goes on."""
    groups = base.groups_of(holder)
    watts, speed = (base.weights[name][:, groups].sum(axis=1) for name in ("MW", "h100e"))
    return np.asarray(np.divide(watts, speed, out=np.zeros_like(watts), where=speed > 0))


def _mean(sold: Mix, worth: Callable[[str, int], float]) -> Array:
    """A quantity for an H100-equivalent, averaged over the chips that were sold to China in each quarter."""
    return np.asarray([sum(share * worth(chip, number) for chip, share in each.items())
                       for number, each in enumerate(sold)])


def spent(base: Base, values: Values, moved: Flows, sold: Mix) -> Array:
    """USD paid to makers abroad for what was sold to China in each quarter, before duties; shape (quarter, draw).

    Prices are those of the menu; after the records they fall by `price_performance_decline`.
    """
    number_of = {offer.chip: offer for offer in base.menu.offers}
    prices = _mean(sold, lambda chip, number: _cost(number_of[chip], number))
    years = np.asarray(base.quarters.years_from(base.quarters.last_day(base.recorded - 1)))[base.recorded:, None]
    found = moved.bought[CHINA] * prices[:, None]
    found[base.recorded:] *= np.exp(-np.asarray(values["price_performance_decline"]) * _LOG10 * np.maximum(years, 0.0))
    return found


def _cost(offer: Offer, number: int) -> float:
    return offer.prices[number] / offer.speed


def duty_rates(base: Base, policy: Policy, sold: Mix) -> Array:
    """What duties add to the price of what is sold to China in each quarter, as a fraction.

    A duty that the law puts on a chip is weighed by that chip's part of the sales; a policy's own duty falls on all
    from its day.
    """
    cells = base.menu.answers(policy.rules)
    place = {offer.chip: number for number, offer in enumerate(base.menu.offers)}
    since, own = base.since(policy), policy.number("tariff.rate") or 0.0
    return _mean(sold, lambda chip, number: cells[number][place[chip]].duty + own * (number >= since))


def duties(policy: Policy, paid: Array, rates: Array) -> tuple[Array, Array]:
    """USD of duties on what was sold to China in all: what buyers bear, and what sellers do; each of shape (draw,).

    Of either duty, buyers bear `pass_through`.

    Args:
        policy: what is changed.
        paid: before duties, in each quarter.
        rates: of duty, in each quarter.
    """
    passed = policy.number("tariff.pass_through") or 0.0
    total = np.asarray(rates @ paid)
    return total * passed, total * (1 - passed)
