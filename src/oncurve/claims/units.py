"""Brings a claim's figures into the unit of an estimate; money by the exchange rate of its day."""

from __future__ import annotations

import datetime as dt
import re

from oncurve.basis.errors import BadUsage
from oncurve.basis.quantity import parse_unit
from oncurve.catalog.price import ExchangeRate
from oncurve.catalog.read import Catalogue
from oncurve.claims.agreement import Interval
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.thresholds import THRESHOLDS, Thresholds

__all__ = ["exchange_rate", "in_unit", "money_of"]

_MONEY = Pattern(r"\b(USD|EUR|CNY|GBP|JPY|INR|KRW|TWD|HKD|CAD|CHF|AED|SAR|SGD|AUD|SEK|ILS|BRL|RUB)\b")


def money_of(unit: str) -> str:
    """The currency code in a unit, or an empty text."""
    found = _MONEY.search(unit)
    return found[1] if found else ""


def exchange_rate(catalogue: Catalogue, currency: str, day: dt.date) -> ExchangeRate | None:
    """USD for one unit of a currency: the average of that month, else of the nearest month known."""
    month = day.strftime("%Y-%m")
    rows = [row for row in catalogue.fx if row.currency == currency]
    return min(rows, key=lambda row: (abs(_months(row.month) - _months(month)), row.month), default=None)


def _months(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7])


def in_unit(claimed: Interval, given: str, wanted: str, catalogue: Catalogue, day: dt.date,
            rules: Thresholds = THRESHOLDS) -> tuple[Interval, str] | None:
    """The interval in another unit, and the id of the source of the exchange rate if one was needed.

    None where the two units measure different things, or no rate is known.
    """
    if given == wanted or wanted == "date":
        return claimed, ""
    here, there = _tidy(given), _tidy(wanted)
    first, second = money_of(here), money_of(there)
    factor, source, slack = 1.0, "", 0.0
    if first != second and first and second:
        for currency, power in ((first, 1), (second, -1)):
            if currency != "USD":
                rate = exchange_rate(catalogue, currency, day)
                if rate is None:
                    return None
                factor *= rate.amount**power
                source = rate.source
        here = here.replace(first, second)
        slack = rules.rate_slack
    try:
        one, other = parse_unit(here), parse_unit(there)
    except BadUsage:
        return None
    if not one.measures_same_as(other):
        return None
    return claimed.scaled(factor * one.factor_to(other), slack), source


def _tidy(unit: str) -> str:
    """Speeds as news write them ("TFLOPS", "petaflops", "TOPS") as units a second."""
    unit = re.sub(r"^([a-zA-Z]*?)(?:flops|FLOPS|FLOP/s)$", r"\1FLOP per second", unit.strip())
    unit = re.sub(r"^(tera|peta|exa|giga)FLOP per second$", lambda m: f"{m[1][0].upper()}FLOP per second", unit)
    return re.sub(r"^([TPGE])OPS$", r"\1OP per second", unit)
