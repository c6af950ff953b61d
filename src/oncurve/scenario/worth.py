"""What one chip counts for: H100-equivalents at a stated precision, watts, and dollars of its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct

from oncurve.basis.errors import BadUsage
from oncurve.catalog.read import Catalogue
from oncurve.catalog.supply import SupplyFigure

__all__ = ["PRECISIONS", "Worth"]

#: precision: the peaks that count at it, best first
PRECISIONS: dict[str, tuple[str, ...]] = {"8-bit": ("int8", "fp8"), "16-bit": ("bf16", "fp16")}
_UNIT_CHIP = "h100"


class Worth(Struct, frozen=True, dict=True):
    """The worth of chips at one precision.

    Args:
        catalogue: the facts.
        precision: key of `PRECISIONS`. At 8 bits the ratios that Epoch AI publishes go before those of data sheets, so
            that its counts of H100-equivalents are met.
    """

    catalogue: Catalogue
    precision: str = "8-bit"

    def __post_init__(self) -> None:
        if self.precision not in PRECISIONS:
            raise BadUsage(f"No precision is called {self.precision!r}", "", f"Use one of {', '.join(PRECISIONS)}.")

    @cached_property
    def _rows(self) -> dict[str, dict[str, list[SupplyFigure]]]:
        found: dict[str, dict[str, list[SupplyFigure]]] = {"h100_equivalents": {}, "rated_power": {}, "price": {}}
        for row in self.catalogue.supply:
            if row.measure in found:
                found[row.measure].setdefault(row.chip, []).append(row)
        return found

    def equivalents(self, chip: str) -> float | None:
        """H100-equivalents of one chip: its dense operations over those of an H100; None where neither is known."""
        for row in self._rows["h100_equivalents"].get(chip, ()):
            if row.scope == self.precision:
                return row.amount
        own, unit = self._peak(chip), self._peak(_UNIT_CHIP)
        return None if own is None or unit is None else own / unit

    def _peak(self, chip: str) -> float | None:
        record = self.catalogue.chips.get(chip)
        if record is None:
            return None
        peaks = [peak for name in PRECISIONS[self.precision] if (peak := record.peak(name)) is not None]
        return max(peaks, default=None)

    def watts(self, chip: str) -> float | None:
        """Rated power of one chip in W, or None."""
        rows = self._rows["rated_power"].get(chip)
        if rows:
            return rows[0].amount
        record = self.catalogue.chips.get(chip)
        return None if record is None else record.number("tdp")

    def price(self, chip: str, on: dt.date) -> float | None:
        """USD of one chip on a day: of its period, else the nearest, else at launch, else its parent's; or None."""
        rows = self._rows["price"].get(chip, [])
        if rows:
            return min(rows, key=lambda row: _days_from(row, on)).amount
        record = self.catalogue.chips.get(chip)
        if record is None:
            return None
        bought = [row for row in self.catalogue.purchase if row.chip == chip and row.basis == "single"]
        if bought:
            return min(bought, key=lambda row: abs((row.known - on).days)).amount
        launched = record.number("launch_price")
        return self.price(record.variant_of, on) if launched is None and record.variant_of else launched

    def total(self, counts: Iterable[tuple[str, float]]) -> float:
        """H100-equivalents of several chips; those of unknown speed count nothing."""
        return sum(number * (self.equivalents(chip) or 0.0) for chip, number in counts)


def _days_from(row: SupplyFigure, on: dt.date) -> int:
    """Days between a day and the period of a row; 0 inside it."""
    start, end = row.span.start or row.known, row.span.end or row.known
    return max((start - on).days, (on - end).days, 0)
