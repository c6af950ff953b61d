"""Real dollars, by a named price index; nothing is guessed beyond its last month."""

from __future__ import annotations

import datetime as dt

from oncurve.basis.errors import MissingFact
from oncurve.catalog.read import Catalogue

__all__ = ["CONSUMER_PRICES", "DATA_PROCESSING", "deflator", "index_level"]

#: Consumer prices of all urban households, the index of `--dollars`.
CONSUMER_PRICES = "CPI-U"
#: Producer prices of data processing and hosting, the index of Cottier et al. (2024).
DATA_PROCESSING = "PCU518210518210"


def index_level(catalogue: Catalogue, index: str, month: str) -> float:
    """The level of an index in a month (`YYYY-MM`), or its mean over a year (`YYYY`).

    Raises:
        MissingFact: the index does not reach that month.
    """
    found = [row.amount for row in catalogue.price_index if row.index == index and row.month.startswith(month)]
    if not found:
        known = sorted(row.month for row in catalogue.price_index if row.index == index)
        reach = f", which is known from {known[0]} to {known[-1]}" if known else ""
        raise MissingFact("real dollars", f"the price index {index} for {month}{reach}",
                          "Ask for an earlier year, or add the months to price_index.csv of a facts folder.")
    return sum(found) / len(found)


def deflator(catalogue: Catalogue, spent: dt.date, year: int, index: str = CONSUMER_PRICES) -> float:
    """What a dollar spent on that day is in dollars of `year` (its mean)."""
    return index_level(catalogue, index, f"{year}") / index_level(catalogue, index, f"{spent:%Y-%m}")
