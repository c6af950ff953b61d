"""The US-designed chips that Chinese buyers could choose among in each quarter, and what the law says of them.

Policies act here and only here on what may be sold: every cell is an answer of `oncurve.export` on a real chip on a
real day, so that a changed threshold of a rule moves the flow.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from oncurve.catalog.chip import Chip
from oncurve.catalog.read import Catalogue
from oncurve.export.item import Item, item_of_chip
from oncurve.export.rules import Law, reported
from oncurve.export.status import decide
from oncurve.export.tariff import charges, gates
from oncurve.scenario.quarter import Quarters
from oncurve.scenario.recorded import FLAGSHIPS
from oncurve.scenario.worth import Worth

__all__ = ["Cell", "Menu", "Offer", "Rulebook", "offers"]

_DESTINATION = "CN"


@dataclass(frozen=True, slots=True)
class Offer:
    """A chip on the menu.

    Args:
        chip: its id.
        item: it as the export rules see it.
        speed: H100-equivalents.
        since: the first quarter in which it was sold.
        until: the first in which it no longer was.
        prices: USD by quarter.
    """

    chip: str
    item: Item
    speed: float
    since: int
    until: int
    prices: tuple[float, ...]

    def worth(self, quarter: int) -> float:
        """H100-equivalents for a dollar; 0 while it is not sold."""
        return self.speed / self.prices[quarter] if self.since <= quarter < self.until else 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """What the law says of one chip in one quarter.

    Args:
        status: of `oncurve.export`.
        duty: what duties add to the price, as a fraction.
        gated: whether the authorities of the destination stand in the way.
    """

    status: str
    duty: float = 0.0
    gated: bool = False


@dataclass(frozen=True)
class Rulebook:
    """Which rules hold: those that were, less some, with some bills, and from which day.

    Args:
        without: ids of rules taken as never made.
        kept: ids of rules taken as never ended.
        under: ids of bills taken as enacted.
        since: the day from which this holds; before it the law as it was. None is always.
    """

    without: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    since: dt.date | None = None


@dataclass
class Menu:
    """The offers, and the law's answers on them, kept by rulebook.

    Args:
        catalogue: the facts.
        quarters: the time axis.
        offers: the chips.
    """

    catalogue: Catalogue
    quarters: Quarters
    offers: tuple[Offer, ...]
    _laws: dict[tuple[tuple[str, ...], ...], Law] = field(default_factory=dict, repr=False)
    _cells: dict[tuple[int, int, str], Cell] = field(default_factory=dict, repr=False)
    _tables: dict[Rulebook, tuple[tuple[Cell, ...], ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def actual(self) -> Law:
        """The law as it was."""
        return self._law(Rulebook())

    def answers(self, book: Rulebook) -> tuple[tuple[Cell, ...], ...]:
        """For each quarter, the law's answer on each offer."""
        if book not in self._tables:
            law = self._law(book)
            since = self.quarters.index(book.since) if book.since is not None else 0
            self._tables[book] = tuple(
                tuple(self._cell(law if number >= since else self.actual, number, offer) for offer in self.offers)
                for number in self.quarters)
        return self._tables[book]

    def _law(self, book: Rulebook) -> Law:
        key = (book.under, book.without, book.kept)
        if key not in self._laws:
            self._laws[key] = Law(self.catalogue, *key)
        return self._laws[key]

    def _cell(self, law: Law, number: int, offer: Offer) -> Cell:
        regime = law.regime(self.quarters.middle(number))
        key = (id(law), id(regime), offer.chip)
        if key not in self._cells:
            case = regime.case(_DESTINATION, _DESTINATION)
            states = case.states(offer.item, reported=reported(offer.item, regime))
            decision = decide(case, states)
            duty = 1.0
            for charge in charges(case, states):
                duty *= float(charge["price_factor"])
            self._cells[key] = Cell(decision.status, duty - 1, bool(gates(case, states)))
        return self._cells[key]


def offers(catalogue: Catalogue, quarters: Quarters, worth: Worth) -> tuple[Offer, ...]:
    """The data-centre chips with stacked memory of makers that sell to others, in the order of their first sale.

    A chip is on sale from its release for `years_on_sale`, and while it is recorded as sold; what is on sale when the
    records end stays so, by itself or by a successor within the same limits.
    """
    makers = {row.maker for row in catalogue.supply if row.scope == FLAGSHIPS and row.holder == _DESTINATION}
    sold = _sold(catalogue)
    end = min(max(last for chip, (_, last) in sold.items() if _vendor(catalogue, chip) == maker) for maker in makers)
    life = catalogue.assumption("years_on_sale").amount * 365.25
    front = _front_prices(catalogue, quarters, worth)
    found = []
    for chip in catalogue.chips.values():
        first, last = sold.get(chip.id, (chip.release_date, None))
        since, speed = chip.release_date or first, worth.equivalents(chip.id)
        if chip.vendor not in makers or since is None or not speed or not _stacked(chip):
            continue
        known = chip.id in sold or worth.price(chip.id, since) is not None or since >= end - dt.timedelta(days=365)
        gone = max(since + dt.timedelta(days=life), last or since)
        until = quarters.count if gone >= end else quarters.index(gone) + 1
        if known and until > 0 and quarters.index(since) < quarters.count:
            prices = _prices(catalogue, quarters, worth, chip, front)
            maker = catalogue.organisations.get(chip.vendor)
            item = item_of_chip(chip, maker.country if maker is not None else "")
            found.append(Offer(chip.id, item, speed, max(quarters.index(since), 0), until, prices))
    return tuple(sorted(found, key=lambda offer: (offer.since, offer.chip)))


def _vendor(catalogue: Catalogue, chip: str) -> str:
    found = catalogue.chips.get(chip)
    return found.vendor if found is not None else ""


def _sold(catalogue: Catalogue) -> dict[str, tuple[dt.date, dt.date]]:
    """For each chip that is recorded as sold, the first day and the day after the last."""
    found: dict[str, tuple[dt.date, dt.date]] = {}
    for row in catalogue.supply:
        start, end = row.span.start, row.span.end
        if row.measure == "shipments" and row.chip and start and end and row.kind != "forecast":
            first, last = found.get(row.chip, (start, end))
            found[row.chip] = min(first, start), max(last, end)
    return found


def _stacked(chip: Chip) -> bool:
    memory = chip.fact("memory.size")
    kind = str(memory.detail.get("type", "")) if memory is not None else ""
    return memory is None or (kind.startswith("HBM") and chip.form not in ("PCIe", "NVL"))


def _priced(catalogue: Catalogue) -> dict[str, dt.date]:
    """The chips whose price is recorded by period, and the day from which each was sold."""
    found: dict[str, dt.date] = {}
    for row in catalogue.supply:
        chip = catalogue.chips.get(row.chip) if row.measure == "price" else None
        if chip is not None and chip.release_date is not None:
            found[chip.id] = chip.release_date
    return found


def _front_prices(catalogue: Catalogue, quarters: Quarters, worth: Worth) -> list[float]:
    """USD of an H100-equivalent in the best chip sold in each quarter."""
    priced = _priced(catalogue)
    found: list[float] = []
    for number in quarters:
        day = quarters.middle(number)
        costs = [price / speed for chip, since in priced.items() if quarters.index(since) <= number
                 if (price := worth.price(chip, day)) and (speed := worth.equivalents(chip))]
        best = min(costs, default=found[-1] if found else 0.0)
        found.append(min(best, found[-1]) if found else best)
    return found


def _prices(catalogue: Catalogue, quarters: Quarters, worth: Worth, chip: Chip,
            front: list[float]) -> tuple[float, ...]:
    """USD by quarter: as recorded; that of its parent for a slower variant; else the best price at its release."""
    speed = worth.equivalents(chip.id) or 0.0
    parent = catalogue.chips.get(chip.variant_of)
    own = [worth.price(chip.id, quarters.middle(number)) or 0.0 for number in quarters]
    if chip.id in _priced(catalogue) or (parent is None and all(own)):
        return tuple(own)
    slower = parent is not None and speed < (worth.equivalents(parent.id) or 0.0)
    since = (parent if slower and parent is not None else chip).release_date
    at = min(max(quarters.index(since), 0) if since is not None else 0, quarters.count - 1)
    whole = worth.equivalents(parent.id) if slower and parent is not None else speed
    return (front[at] * (whole or speed),) * quarters.count
