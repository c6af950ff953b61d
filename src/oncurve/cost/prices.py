"""Dated prices of chips, ordered by day, and the chip whose price stands in where a chip has none."""

from __future__ import annotations

import datetime as dt
import math
import weakref
from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from oncurve.basis.evidence import Assumption
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.catalog.chip import Chip
from oncurve.catalog.observation import Observation
from oncurve.catalog.price import PurchasePrice, RentalPrice
from oncurve.catalog.read import Catalogue

__all__ = ["Prices", "family", "family_of", "price_day", "prices_of"]

P = TypeVar("P", bound=Observation)
T = TypeVar("T")
_PRECISIONS = ("bf16", "tf32", "fp32", "int8")


def price_day(price: Observation) -> dt.date:
    """The day a price held: the start of its span, else the day it was seen."""
    return price.span.start or price.known


def family(chip: Chip) -> str:
    """The name of a chip's generation as assumptions spell it: `a100`, `h100`, `tpu_v4`, `ascend`."""
    return family_of(chip.id)


def family_of(name: str) -> str:
    """As `family`, by the chip's id."""
    words = name.split("-")
    if words[0] in ("tpu", "trainium"):
        return "_".join(words[:2])
    return words[0]


class Prices:
    """The prices of one catalogue.

    Args:
        catalogue: the facts known by its day; no later price is in it.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = weakref.ref(catalogue)
        self.rental = _by_chip(catalogue.rental, lambda row: row.chip)
        self.purchase = _by_chip(catalogue.purchase, lambda row: row.chip)
        self._peaks: dict[str, float | None] = {}
        self._assumptions: dict[tuple[str, ...], Assumption] = {}
        self._shared: dict[tuple[str, ...], Input] = {}
        self._kept: dict[tuple[Any, ...], Any] = {}

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue that the prices belong to."""
        found = self._catalogue()
        assert found is not None, "whoever asks holds the catalogue"
        return found

    def rents(self, chip: str, until: dt.date) -> list[RentalPrice]:
        """Rents of a chip that held by `until`, oldest first; prices that a developer only assumed are left out.

        Where the user's own facts hold any, only those count.
        """
        return self.rental[chip].until(until) if chip in self.rental else []

    def purchases(self, chip: str, until: dt.date) -> list[PurchasePrice]:
        """Purchase prices of a chip that held by `until`, oldest first; the user's own alone where there are any."""
        return self.purchase[chip].until(until) if chip in self.purchase else []

    def nearest(self, chip: Chip, until: dt.date, has_price: Callable[[str, dt.date], bool]) -> Chip | None:
        """The chip with a price by `until` whose peak is nearest to that of `chip`, the same silicon first."""
        peak = self.peak(chip)
        variants = [chip.variant_of] if chip.variant_of else []
        variants += [name for name in sorted({*self.rental, *self.purchase})
                     if name != chip.id and family_of(name) == family(chip)]
        for name in variants:
            if has_price(name, until):
                return self._chip(name)
        if peak is None:
            return None
        others = [other for name in sorted({*self.rental, *self.purchase}) if name != chip.id and has_price(name, until)
                  and (other := self._chip(name)) is not None and self.peak(other) is not None]
        is_tpu = chip.id.startswith("tpu")
        return min(others, default=None, key=lambda other: (
            abs(math.log((self.peak(other) or 1.0) / peak)) + (0.5 if other.id.startswith("tpu") != is_tpu else 0.0)))

    def peak(self, chip: Chip) -> float | None:
        """Dense peak in TFLOP per second at 16 bits, or at the next format that the chip has."""
        if chip.id not in self._peaks:
            self._peaks[chip.id] = next((peak for precision in _PRECISIONS if (peak := chip.peak(precision))), None)
        return self._peaks[chip.id]

    def assumption(self, *names: str) -> Assumption:
        """The first of these assumptions that is known; the last must be."""
        found = self._assumptions.get(names)
        if found is None:
            shelf = self.catalogue.assumptions
            found = self._assumptions[names] = next(shelf[name] for name in names if name in shelf)
        return found

    def shared(self, name: str, *assumptions: str) -> Input:
        """The input called `name` that all runs share, from the first of these assumptions that is known."""
        key = (name, *assumptions)
        found = self._shared.get(key)
        if found is None:
            found = self._shared[key] = Input.of_assumption(self.assumption(*(assumptions or (name,))), name)
        return found

    def own(self, name: str, about: str, assumption: str) -> Input:
        """The input called `name` that the runs of one thing share, from an assumption."""
        key = (name, about, assumption, "own")
        found = self._shared.get(key)
        if found is None:
            found = self._shared[key] = Input.of_assumption(self.assumption(assumption), name, about=about)
        return found

    def common(self, name: str, unit: str, formula: Callable[..., Any], **inputs: Input) -> Quantity:
        """The quantity of that name that rests on shared inputs alone: one object, worked out once for all runs."""
        return self.once((name, *map(id, inputs.values())),
                         lambda: Quantity(name, unit, formula, inputs, common=True))

    def once(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What `make` gives, worked out the first time it is asked for; `key` is all that it depends on."""
        if key not in self._kept:
            self._kept[key] = make()
        found: T = self._kept[key]
        return found

    def _chip(self, name: str) -> Chip | None:
        return self.catalogue.chips.get(name)


class _Dated(Generic[P]):
    """The prices of one chip, oldest first."""

    def __init__(self, rows: Iterable[P]) -> None:
        self.rows = sorted(rows, key=price_day)
        self._days = [price_day(row) for row in self.rows]
        self._from_user = any(row.from_user for row in self.rows)

    def until(self, day: dt.date) -> list[P]:
        """Those that held by a day; the user's own alone where there are any."""
        rows = self.rows[:bisect_right(self._days, day)]
        return ([row for row in rows if row.from_user] or rows) if self._from_user else rows


def _by_chip(rows: Iterable[P], chip_of: Callable[[P], str]) -> dict[str, _Dated[P]]:
    found: dict[str, list[P]] = {}
    for row in rows:
        if getattr(row, "contract", "") != "assumed":
            found.setdefault(chip_of(row), []).append(row)
    return {chip: _Dated(prices) for chip, prices in found.items()}


_KEPT: weakref.WeakKeyDictionary[Catalogue, Prices] = weakref.WeakKeyDictionary()


def prices_of(catalogue: Catalogue) -> Prices:
    """The prices of a catalogue, ordered once."""
    found = _KEPT.get(catalogue)
    if found is None:
        found = _KEPT[catalogue] = Prices(catalogue)
    return found
