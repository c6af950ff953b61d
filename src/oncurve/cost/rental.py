"""Rent of a chip-hour: from observed prices of that chip by the day of the run, never from later ones."""

from __future__ import annotations

import datetime as dt
import math
import statistics
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from oncurve.basis.errors import MissingFact
from oncurve.basis.evidence import Fact
from oncurve.basis.inputs import Input
from oncurve.catalog.chip import Chip
from oncurve.catalog.price import RentalPrice
from oncurve.cost.prices import Prices, family, price_day
from oncurve.cost.spreads import Widths, around, log_widths, one_minus_widths

__all__ = ["Contract", "Rent", "rent"]

Contract = Literal["on_demand", "reserved_1y", "reserved_3y"]
_LOOK_BACK = dt.timedelta(days=365)
_TERM = {"reserved_1y": "discount_1y", "reserved_3y": "discount_3y"}
_WORDS = {"on_demand": "list price on demand", "reserved_1y": "contract for a year",
          "reserved_3y": "contract for three years"}


class Rent(Struct, frozen=True):
    """A rent and what it was read from.

    Args:
        price: USD per chip-hour.
        observations: the prices used.
        warnings: what a reader should know.
    """

    price: Input
    observations: tuple[Fact, ...]
    warnings: tuple[str, ...] = ()


class _Quote(Struct, frozen=True):
    amount: float
    widths: Widths
    row: RentalPrice


def rent(prices: Prices, chip: Chip, day: dt.date, contract: Contract) -> Rent:
    """The rent of `chip` under a contract, as prices stood by `day`.

    The newest price of each provider in the year before the last price seen by `day` counts; prices under
    another contract are converted by the provider's discounts. The rent is their median, within the spread
    of prices on one day. Where the chip has no price by then, that of the nearest chip is scaled by peak.

    Args:
        prices: the price observations.
        chip: the chip rented.
        day: last day whose prices count.
        contract: for how long.

    Raises:
        MissingFact: no chip at all has a rent by that day.
    """
    rows = prices.rents(chip.id, day)
    if rows:
        return _kept(prices, chip, rows, contract)
    other = prices.nearest(chip, day, lambda name, until: bool(prices.rents(name, until)))
    if other is None:
        raise MissingFact(chip.id, f"a rental price of {chip.label} or a chip like it by {day}")
    return _scaled(prices, chip, other, _kept(prices, other, prices.rents(other.id, day), contract), day)


def _kept(prices: Prices, chip: Chip, rows: list[RentalPrice], contract: Contract) -> Rent:
    """The rent by these rows, worked out once for each of them that comes last."""
    return prices.once(("rent", chip.id, contract, len(rows), rows[-1].from_user),
                       lambda: _from(prices, rows, contract, chip.id))


def _scaled(prices: Prices, chip: Chip, other: Chip, found: Rent, day: dt.date) -> Rent:
    """The rent of a chip by that of another."""
    known = f"rent_{family(chip)}_over_{family(other)}"
    scale = prices.assumption(known, "rent_of_other_chip")
    ratio = 1.0 if scale.name == known else (prices.peak(chip) or 1.0) / (prices.peak(other) or 1.0)
    spread = found.price.spread
    widths: Widths = (math.log(spread.median / spread.low), math.log(spread.high / spread.median))
    note = (f"no rent of {chip.label} is known by {day}; that of {other.label}, the nearest by performance, times "
            f"{ratio * scale.amount:.3g}; {found.price.note}")
    price = replace(found.price, note=note, about=chip.id,
                    spread=around(spread.median * ratio * scale.amount, widths, log_widths(scale)))
    told = f"The rent of {chip.label} stands on that of {other.label}: no price of its own was known by {day}."
    return Rent(price, found.observations, (*found.warnings, told))


def _from(prices: Prices, rows: list[RentalPrice], contract: Contract, about: str) -> Rent:
    since = price_day(rows[-1]) - _LOOK_BACK
    newest: dict[tuple[str, str, str], RentalPrice] = {}
    for row in rows:  # oldest first, so that the newest stays
        if price_day(row) >= since:
            newest[row.provider, row.region, row.contract] = row
    rows = _nearest_contract(list(newest.values()), contract)
    quotes = sorted((_quote(prices, row, contract) for row in rows), key=lambda quote: quote.amount)
    middle = quotes[(len(quotes) - 1) // 2]
    amount = statistics.median(quote.amount for quote in quotes)
    kind = "rent_spread_on_demand" if contract == "on_demand" else "rent_spread_contract"
    spread = around(amount, middle.widths, log_widths(prices.assumption(kind)))
    facts = tuple(quote.row.fact() for quote in quotes)
    seen = "; ".join(f"{row.provider or 'index'} {price_day(row)} {row.contract} ${row.amount:g}"
                     for row in sorted(rows, key=price_day)[-6:])
    count = f"median of {len(quotes)} prices" if len(quotes) > 1 else "one price"
    note = f"{_WORDS[contract]}: {count} ({seen}{'; ...' if len(rows) > 6 else ''})"
    price = Input("rental_price", "USD per chip-hour", spread, about, middle.row.fact(), note)
    thin = (f"The rent rests on one observed price, of {price_day(middle.row)}.",) if len(quotes) == 1 else ()
    return Rent(price, facts, thin)


def _nearest_contract(rows: list[RentalPrice], contract: Contract) -> list[RentalPrice]:
    """One row a provider and region: the one whose contract needs the least conversion."""
    order = {"on_demand": ("on_demand", "list", "reserved_1y", "reserved_3y", "spot"),
             "reserved_1y": ("reserved_1y", "reserved_3y", "on_demand", "list", "spot"),
             "reserved_3y": ("reserved_3y", "reserved_1y", "on_demand", "list", "spot")}[contract]
    best: dict[tuple[str, str], RentalPrice] = {}
    for row in rows:
        held = best.get((row.provider, row.region))
        if held is None or order.index(row.contract) < order.index(held.contract):
            best[row.provider, row.region] = row
    by_provider: dict[str, list[RentalPrice]] = {}
    for row in best.values():
        by_provider.setdefault(row.provider, []).append(row)
    # One vote a provider: its middle region.
    voted = (sorted(each, key=lambda row: row.amount)[(len(each) - 1) // 2] for each in by_provider.values())
    return [row for row in voted if row.contract != "spot"] or list(best.values())


def _quote(prices: Prices, row: RentalPrice, contract: Contract) -> _Quote:
    have, want = _TERM.get(row.contract), _TERM.get(contract)
    if have == want:
        return _Quote(row.amount, (0.0, 0.0), row)
    amount, widths = row.amount, []
    provider = row.provider.replace("-", "_")
    for term, turn in ((have, -1), (want, 1)):
        if term is not None:
            discount = prices.assumption(f"{term}_{provider}", term)
            amount *= (1 - discount.amount) ** turn
            down, up = one_minus_widths(discount)
            widths.append((down, up) if turn > 0 else (up, down))
    low = sum(width[0] ** 2 for width in widths) ** 0.5
    high = sum(width[1] ** 2 for width in widths) ** 0.5
    return _Quote(amount, (low, high), row)
