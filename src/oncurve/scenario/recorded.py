"""What reached each holder by quarter, as recorded: summed to a day, with the interval of the counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct

from oncurve.basis.evidence import Fact
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Exactly, Spread, spread_from
from oncurve.catalog.read import Catalogue
from oncurve.catalog.supply import SupplyFigure
from oncurve.scenario.worth import Worth

__all__ = ["FLAGSHIPS", "Bought", "bought", "chip_of_fleet", "last_day", "shipments", "together"]

#: the scope of the counts by quarter, holder and chip
FLAGSHIPS = "flagship data-centre parts"


def shipments(catalogue: Catalogue, holders: Iterable[str] | None = None) -> list[SupplyFigure]:
    """The rows by quarter and chip of some holders; of all of them where none is named."""
    wanted = None if holders is None else set(holders)
    return [row for row in catalogue.supply if row.measure == "shipments" and row.scope == FLAGSHIPS and row.chip
            and row.kind != "forecast" and (wanted is None or row.holder in wanted) and row.span.start and row.span.end]


def chip_of_fleet(name: str) -> str:
    """The id of the chip that the name of a fleet speaks of, whether or not there is one; an A100 is the larger one."""
    return "a100-80gb" if name == "a100" else name.replace("_", "-")


def last_day(rows: Iterable[SupplyFigure]) -> dt.date | None:
    """The day after the last that any row covers."""
    return max((row.span.end for row in rows if row.span.end), default=None)


class Bought(Struct, frozen=True):
    """What holders bought of one maker up to a day.

    Args:
        maker: organisation id.
        rows: the rows that it sums, with the share of each that fell before the day.
        together: correlation between the errors of two quarters; those of one quarter are taken as wholly shared.
    """

    maker: str
    rows: tuple[tuple[SupplyFigure, float], ...]
    together: float = 1.0

    def chips(self) -> dict[str, float]:
        """Chips by kind, at the median of each row."""
        found: dict[str, float] = {}
        for row, share in self.rows:
            found[row.chip] = found.get(row.chip, 0.0) + row.amount * share
        return found

    def input(self, name: str, about: str, weights: Sequence[float], unit: str = "chip") -> Input:
        """The sum of the rows, each times its weight, as one input.

        The counts rest on one set of shares of revenue and prices, so that two quarters err together, if not in full:
        the sum is the surer for it.
        """
        quarters: dict[dt.date | None, list[float]] = {}
        for (row, share), weight in zip(self.rows, weights, strict=True):
            low, high = (row.amount if end is None else end for end in (row.low, row.high))
            sums = quarters.setdefault(row.span.start, [0.0, 0.0, 0.0])
            for place, end in enumerate((row.amount, low, high)):
                sums[place] += end * share * weight
        middle = sum(each[0] for each in quarters.values())
        low = middle - self._width([each[0] - each[1] for each in quarters.values()])
        high = middle + self._width([each[2] - each[0] for each in quarters.values()])
        spread: Spread = spread_from(low, middle, high) if 0 < low < high else Exactly(middle)
        first = self.rows[0][0]
        fact = Fact(about, name, middle, unit, "estimated", first.known, first.source, first.where, low, high,
                    note="sum of the medians by quarter")
        return Input(name, unit, spread, about, fact)

    def _width(self, widths: Sequence[float]) -> float:
        """How far the end of a sum lies from its middle, from how far those of its quarters do."""
        own = sum(each * each for each in widths)
        return float((self.together * sum(widths) ** 2 + (1 - self.together) * own) ** 0.5)

    def dollars(self, worth: Worth) -> list[float]:
        """The price of a chip of each row in its own quarter, in USD; 0 where none is known."""
        return [worth.price(row.chip, row.span.start) or 0.0 for row, _ in self.rows if row.span.start]


def together(catalogue: Catalogue) -> float:
    """Correlation between the errors of the counts of two quarters."""
    return catalogue.assumption("counts_hang_together").amount


def bought(rows: Iterable[SupplyFigure], on: dt.date, together: float = 1.0) -> list[Bought]:
    """What the rows sum to by the end of a day, by maker; the quarter that holds the day counts in proportion.

    Args:
        rows: counts by quarter.
        on: the day.
        together: correlation between the errors of two quarters.
    """
    by_maker: dict[str, list[tuple[SupplyFigure, float]]] = {}
    for row in rows:
        start, end = row.span.start, row.span.end
        assert start is not None
        assert end is not None
        share = min(max(((on - start).days + 1) / (end - start).days, 0.0), 1.0)
        if share > 0:
            by_maker.setdefault(row.maker, []).append((row, share))
    return [Bought(maker, tuple(found), together) for maker, found in sorted(by_maker.items())]
