"""What a chip cost to buy with its share of the server, by prices known by the day it was bought."""

from __future__ import annotations

import datetime as dt
import statistics

from msgspec import Struct
from msgspec.structs import replace

from oncurve.basis.errors import MissingFact
from oncurve.basis.evidence import Assumption, Fact
from oncurve.basis.inputs import Input
from oncurve.catalog.chip import Chip
from oncurve.catalog.price import PurchasePrice
from oncurve.cost.prices import Prices, family, price_day
from oncurve.cost.spreads import Widths, around, log_widths

__all__ = ["Purchase", "purchase", "server_cost_factor"]

_LOOK_BACK = dt.timedelta(days=365)
_WITH_SERVER = ("server_share", "system")


class Purchase(Struct, frozen=True):
    """A price and what it was read from.

    Args:
        price: USD per chip, with its share of the server and without the network between servers.
        day: the day the price held.
        observations: the prices used.
        warnings: what a reader should know.
    """

    price: Input
    day: dt.date
    observations: tuple[Fact, ...]
    warnings: tuple[str, ...] = ()


def server_cost_factor(prices: Prices, chip: Chip) -> Assumption:
    """Price of a chip with its share of the server over that of the bare chip."""
    return prices.assumption(f"server_cost_factor_{family(chip)}", "server_cost_factor")


def purchase(prices: Prices, chip: Chip, day: dt.date) -> Purchase:
    """The price of `chip` in a server, as prices stood by `day`.

    Prices with a server go before bare chips, which are scaled up; the newest year of prices by `day` counts,
    by its median. Where the chip has no price by then, that of the nearest chip is scaled by peak.

    Args:
        prices: the price observations.
        chip: the chip bought.
        day: last day whose prices count.

    Raises:
        MissingFact: no chip at all has a price by that day.
    """
    rows = prices.purchases(chip.id, day)
    if rows:
        return _kept(prices, chip, rows)
    other = prices.nearest(chip, day, lambda name, until: bool(prices.purchases(name, until)))
    if other is None:
        raise MissingFact(chip.id, f"a purchase price of {chip.label} or a chip like it by {day}")
    found = _kept(prices, other, prices.purchases(other.id, day))
    scale = prices.assumption("price_of_other_chip")
    ratio = (prices.peak(chip) or 1.0) / (prices.peak(other) or 1.0)
    widths = log_widths(found.price.spread)
    note = (f"no price of {chip.label} is known by {day}; that of {other.label}, the nearest by performance, times "
            f"{ratio:.3g} for its peak; {found.price.note}")
    spread = around(found.price.spread.median * ratio, widths, log_widths(scale))
    told = f"The price of {chip.label} stands on that of {other.label}: no price of its own was known by {day}."
    return Purchase(replace(found.price, spread=spread, note=note, about=chip.id), found.day, found.observations,
                    (*found.warnings, told))


def _kept(prices: Prices, chip: Chip, rows: list[PurchasePrice]) -> Purchase:
    """The price by these rows, worked out once for each of them that comes last."""
    return prices.once(("purchase", chip.id, len(rows), rows[-1].from_user), lambda: _from(prices, chip, rows))


def _from(prices: Prices, chip: Chip, rows: list[PurchasePrice]) -> Purchase:
    since = price_day(rows[-1]) - _LOOK_BACK
    recent = [row for row in rows if price_day(row) >= since]
    whole = [row for row in recent if row.basis in _WITH_SERVER] or [row for row in rows if row.basis in _WITH_SERVER]
    chosen = whole or recent
    factor = server_cost_factor(prices, chip)
    scale = 1.0 if whole else factor.amount
    amounts = sorted(((row.amount * scale, price_day(row), row) for row in chosen), key=lambda each: each[:2])
    middle = amounts[(len(amounts) - 1) // 2]
    spread_kind = "price_spread_tpu" if chip.id.startswith("tpu") else "price_spread_gpu"
    widths: list[Widths] = [log_widths(prices.assumption(spread_kind))]
    if not whole:
        widths.append(log_widths(factor))
    amount = statistics.median(each[0] for each in amounts)
    seen = "; ".join(f"{day} {row.basis} ${row.amount:,.0f}" for _, day, row in sorted(
        amounts, key=lambda each: each[1])[-6:])
    count = f"median of {len(amounts)} prices" if len(amounts) > 1 else "one price"
    note = f"{count} ({seen})" + ("" if whole else f", times {factor.amount:g} for the rest of the server")
    fact = middle[2].fact()
    price = Input("server_price", "USD per chip", around(amount, *widths), chip.id, fact, note)
    return Purchase(price, max(day for _, day, _ in amounts), tuple(row.fact() for _, _, row in amounts))
