"""Owned hardware: what a run used up of its chips, servers and network, and what buying them cost."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.catalog.chip import Chip
from oncurve.cost.bill import Bill, Line
from oncurve.cost.prices import Prices
from oncurve.cost.purchase import Purchase, server_cost_factor

__all__ = ["acquisition", "amortised_lines", "straight_line"]

_HOURS_PER_YEAR = 8766
_DAYS_PER_YEAR = 365.25


def amortised_lines(prices: Prices, chip: Chip, hours: Quantity, bought: Purchase, start: dt.date) -> tuple[Line, ...]:
    """The value that a run used up: of chips, of the rest of the servers, of the network between them.

    The price falls with the price of performance from the day it held to the start of the run; from there the
    run uses the yearly fall of the value, hour by hour, and carries its part of the hours that the chips idle.

    Args:
        prices: for the assumptions.
        chip: the chip.
        hours: chip-hours.
        bought: what a chip cost with its share of the server.
        start: first day of the run.
    """
    factor = _server_factor(prices, chip)
    decline, busy = prices.shared("price_performance_decline"), prices.shared("cluster_busy_share")
    network = prices.shared("interconnect_share")
    age = max((start - bought.day).days, 0) / _DAYS_PER_YEAR
    used = Quantity("value used up of servers", "USD", _used_up(age),
                    {"hours": hours, "price": bought.price, "decline": decline, "busy": busy})
    told = f"price of {bought.day}, {age:.1f} years before the run" if age else f"price of {bought.day}"
    return (
        Line("chips", Quantity("chips", "USD", _chips, {"used": used, "factor": factor}), told, bought.observations),
        Line("rest of the servers", Quantity("rest of the servers", "USD", _rest, {"used": used, "factor": factor})),
        Line("network between servers", Quantity("network", "USD", _network, {"used": used, "network": network})),
    )


def straight_line(prices: Prices, hours: Quantity, bought: Purchase) -> Quantity:
    """The same by straight-line write-off over the life of a server, in USD, energy left out."""
    return Quantity("hardware by straight line", "USD", _straight, {
        "hours": hours, "price": bought.price,
        "life": prices.shared("server_life"), "busy": prices.shared("cluster_busy_share"),
        "network": prices.shared("interconnect_share"),
    }, "price over the hours of a server's life")


def acquisition(prices: Prices, chips: Input, bought: Purchase, chip: Chip) -> Bill:
    """What buying the chips of a run cost, with servers and network, new.

    Args:
        prices: for the assumptions.
        chips: how many.
        bought: what one cost with its share of the server.
        chip: the chip.
    """
    factor, network = _server_factor(prices, chip), prices.shared("interconnect_share")
    paid = Quantity("servers", "USD", _times, {"chips": chips, "price": bought.price})
    lines = (
        Line("chips", Quantity("chips", "USD", _chips, {"used": paid, "factor": factor}), "", bought.observations),
        Line("rest of the servers", Quantity("rest of the servers", "USD", _rest, {"used": paid, "factor": factor})),
        Line("network between servers", Quantity("network", "USD", _network, {"used": paid, "network": network})),
    )
    return Bill("buying the hardware", lines, "chips times price, with servers and network", bought.warnings)


def _server_factor(prices: Prices, chip: Chip) -> Input:
    return prices.shared("server_cost_factor", server_cost_factor(prices, chip).name)


def _used_up(age: float) -> Any:
    per_hour = math.log(10) / _HOURS_PER_YEAR

    def used(hours: Any, price: Any, decline: Any, busy: Any) -> Any:
        import numpy as np

        value = price * np.exp(-math.log(10) * age * decline) if age else price
        return hours * value * (decline * per_hour) / busy

    return used


def _chips(used: Any, factor: Any) -> Any:
    return used / factor


def _rest(used: Any, factor: Any) -> Any:
    return used - used / factor


def _network(used: Any, network: Any) -> Any:
    return used * network / (1 - network)


def _times(chips: Any, price: Any) -> Any:
    return chips * price


def _straight(hours: Any, price: Any, life: Any, busy: Any, network: Any) -> Any:
    return hours * price / (life * _HOURS_PER_YEAR * busy * (1 - network))
