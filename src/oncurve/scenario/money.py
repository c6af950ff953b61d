"""Power and money of a run: what the chips held draw, what was paid for those sold to China, and who pays a duty."""

from __future__ import annotations

import numpy as np

from oncurve.basis.spread import Array
from oncurve.scenario.base import CHINA, OTHER, Base, Values
from oncurve.scenario.flow import Flows
from oncurve.scenario.menu import Offer
from oncurve.scenario.policy import Policy
from oncurve.scenario.stock import kept, summed

__all__ = ["duties", "paid", "power", "price_of_sold"]

_LOG10 = float(np.log(10))
_YEAR = 4
#: the Chinese package whose rated power stands for those made at home
_HOME = "ascend-910c"
_HOME_SPEED = "huawei_speed"


def power(base: Base, values: Values, moved: Flows, holder: str) -> Array:
    """Rated power of what a holder has, in MW, at the end of each quarter; shape (quarter, draw).

    Chips of a quarter draw what the kinds on record draw for their speed; those made in China what a 910C does.
    """
    own = _megawatts(base, OTHER if holder == CHINA else holder)[:, None]
    gained = moved.gained(holder)
    if holder == CHINA:
        sold = _mix(base, moved, {offer.chip: (base.worth.watts(offer.chip) or 0.0) / 1e6 / offer.speed
                                  for offer in base.menu.offers})[:, None]
        watts = base.worth.watts(_HOME) or 0.0
        home = watts / 1e6 / np.asarray(values[_HOME_SPEED])
        drawn = moved.bought[CHINA] * np.where(sold > 0, sold, own) + moved.smuggled * own + moved.made * home
    else:
        drawn = gained * own
    return kept(np.asarray(drawn), np.asarray(values["service_life"]) * _YEAR)


def _megawatts(base: Base, holder: str) -> Array:
    """MW for an H100-equivalent of what a holder buys, by quarter; the last on record goes on."""
    groups = base.groups_of(holder)
    watts, speed = (base.weights[name][:, groups].sum(axis=1) for name in ("MW", "h100e"))
    return np.asarray(np.divide(watts, speed, out=np.zeros_like(watts), where=speed > 0))


def _mix(base: Base, moved: Flows, worth: dict[str, float]) -> Array:
    """A quantity for an H100-equivalent, averaged over the chips that were sold to China in each quarter."""
    return np.asarray([sum(share * worth.get(chip, 0.0) for chip, share in moved.access.chips[number])
                       for number in base.quarters])


def price_of_sold(base: Base, values: Values, moved: Flows) -> Array:
    """USD for an H100-equivalent sold to China, before duties; shape (quarter, draw).

    Prices are those of the menu; after the records they fall by `price_performance_decline`.
    """
    number_of = {offer.chip: offer for offer in base.menu.offers}
    found = np.asarray([sum(share * _cost(number_of[chip], number) for chip, share in moved.access.chips[number])
                        for number in base.quarters])
    years = np.maximum(np.asarray(base.quarters.years_from(base.quarters.last_day(base.recorded - 1))), 0.0)
    fallen = np.exp(-np.asarray(values["price_performance_decline"]) * _LOG10 * years[:, None])
    return np.asarray(found[:, None] * fallen)


def _cost(offer: Offer, number: int) -> float:
    return offer.prices[number] / offer.speed


def paid(base: Base, values: Values, moved: Flows) -> Array:
    """USD paid to makers abroad for what was sold to China, in all, before duties."""
    return summed(moved.bought[CHINA] * price_of_sold(base, values, moved))


def duties(base: Base, policy: Policy, values: Values, moved: Flows) -> tuple[Array, Array]:
    """USD of duties on what was sold to China in all: what buyers bear, and what sellers do.

    A duty that the law puts on a chip is weighed by that chip's part of the sales; a policy's own duty falls on all
    from its day. Of either, buyers bear `pass_through`.
    """
    cells = base.menu.answers(policy.rules)
    place = {offer.chip: number for number, offer in enumerate(base.menu.offers)}
    since = base.since(policy)
    rates = np.asarray([sum(share * cells[number][place[chip]].duty for chip, share in moved.access.chips[number])
                        + (policy.number("tariff.rate") or 0.0) * (number >= since) for number in base.quarters])
    value = moved.bought[CHINA] * price_of_sold(base, values, moved) * rates[:, None]
    passed = policy.number("tariff.pass_through") or 0.0
    total = summed(value)
    return np.asarray(total * passed), np.asarray(total * (1 - passed))
