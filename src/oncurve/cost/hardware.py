"""Owned hardware: what a run used up of its chips, servers and network, and what buying them cost."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import numpy as np

from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.catalog.chip import Chip
from oncurve.cost.bill import Bill, Line
from oncurve.cost.prices import Prices
from oncurve.cost.purchase import Purchase, server_cost_factor

__all__ = ["acquisition", "amortised", "straight_line"]

_HOURS_PER_YEAR = 8766
_DAYS_PER_YEAR = 365.25


def amortised(prices: Prices, chip: Chip, hours: Quantity, bought: Purchase, start: dt.date) -> Bill:
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
    age = max((start - bought.day).days, 0) / _DAYS_PER_YEAR
    arguments: dict[str, Input | Quantity] = {
        "hours": hours, "price": bought.price,
        "rate": prices.common("value used an hour", "x", _rate, decline=prices.shared("price_performance_decline"),
                              busy=prices.shared("cluster_busy_share"))}
    if age:
        arguments["decline"] = prices.shared("price_performance_decline")
    used = Quantity("value used up of servers", "USD", _used_up(age), arguments)
    told = f"price of {bought.day}, {age:.1f} years before the run" if age else f"price of {bought.day}"
    return _servers("value used up", prices, chip, used, bought, told)


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
    paid = Quantity("servers", "USD", _times, {"chips": chips, "price": bought.price})
    return _servers("buying the hardware", prices, chip, paid, bought)


def _servers(name: str, prices: Prices, chip: Chip, servers: Quantity, bought: Purchase, told: str = "") -> Bill:
    """Servers parted into chips and the rest, and the network between them."""
    share = prices.shared("interconnect_share")
    factor = prices.common("servers with network over servers", "x", _and_odds, share=share)

    def lines() -> tuple[Line, ...]:
        bare = Quantity("chips", "USD", _over, {"used": servers, "factor": _server_factor(prices, chip)})
        rest = Quantity("rest of the servers", "USD", _less, {"used": servers, "chips": bare})
        network = prices.common("network over servers", "x", _odds, share=share)
        return (Line("chips", bare, told, bought.observations), Line("rest of the servers", rest),
                Line("network between servers",
                     Quantity("network", "USD", _by, {"used": servers, "network": network})))

    return Bill(name, _by, {"used": servers, "network": factor}, warnings=bought.warnings, lines=lines,
                method="chips times price, with servers and network")


def _server_factor(prices: Prices, chip: Chip) -> Input:
    return prices.shared("server_cost_factor", server_cost_factor(prices, chip).name)


def _rate(decline: Any, busy: Any) -> Any:
    """Share of its value that a chip loses for each hour that it is used, idle hours shared out."""
    return decline * (math.log(10) / _HOURS_PER_YEAR) / busy


def _used_up(age: float) -> Any:
    def used(hours: Any, price: Any, rate: Any) -> Any:
        return hours * price * rate

    def used_later(hours: Any, price: Any, rate: Any, decline: Any) -> Any:
        used_up = hours * price
        used_up *= rate
        used_up *= np.exp(-math.log(10) * age * decline)
        return used_up

    return used_later if age else used


def _over(used: Any, factor: Any) -> Any:
    return used / factor


def _less(used: Any, chips: Any) -> Any:
    return used - chips


def _odds(share: Any) -> Any:
    return share / (1 - share)


def _and_odds(share: Any) -> Any:
    return 1 + _odds(share)


def _by(used: Any, network: Any) -> Any:
    return used * network


def _times(chips: Any, price: Any) -> Any:
    return chips * price


def _straight(hours: Any, price: Any, life: Any, busy: Any, network: Any) -> Any:
    return hours * price / (life * _HOURS_PER_YEAR * busy * (1 - network))
