"""The export law, ready for many questions: what was worked out once is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

from oncurve.answers.export_items import Shipment, find_chip, item_of_row, market_of, parties_of_row
from oncurve.basis.errors import BadUsage
from oncurve.basis.span import parse_date
from oncurve.catalog.read import Catalogue
from oncurve.export.case import Case, Kin
from oncurve.export.item import Item, item_of_chip, kind_of
from oncurve.export.parties import Parties
from oncurve.export.rules import Law, Path, Regime, reported
from oncurve.export.status import Decision, decide

__all__ = ["Screening", "make_room"]

T = TypeVar("T")
_MOST_KEPT = 100_000


class Screening:
    """The law of a catalogue, and the decisions made by it so far.

    Args:
        catalogue: the facts; one of an earlier day answers by what was known then.
        under: ids of bills to take as enacted.
    """

    def __init__(self, catalogue: Catalogue, under: tuple[str, ...] = ()) -> None:
        self.catalogue = catalogue
        self.law = Law(catalogue, under)
        #: which cases are alike in what a status hangs on
        self.kin = Kin()
        self._items: dict[str, Item | None] = {}
        self._timelines: dict[tuple[Item, int], tuple[str, ...]] = {}
        self._memory: dict[tuple[Any, ...], Any] = {}

    def shipment(self, row: Mapping[str, str]) -> Shipment:
        """The question of a row of a list, with the columns of `export_items.COLUMNS`.

        Raises:
            BadUsage: no destination or date, or one that does not exist.
            BadInput: a number that is none.
        """
        destination, headquarters = self.countries(row)
        on = parse_date(row["date"]) if row.get("date") else dt.date.today()  # noqa: DTZ011 - a day, not a moment
        return Shipment(self.item(row), destination, headquarters, on, self.parties(row))

    def parties(self, row: Mapping[str, str]) -> Parties:
        """The parties of a row, in the words alone that the law asks for.

        Raises:
            UnknownName: the designer or the owner of the packaging site sits in no country.
        """
        return self.law.heard(parties_of_row(row, self.law.places))

    def countries(self, row: Mapping[str, str]) -> tuple[str, str]:
        """The codes of the destination and of the headquarters, which is the destination where none is given.

        Raises:
            BadUsage: no destination.
            UnknownName: no such country.
        """
        places = self.law.places
        if not (row.get("destination") or "").strip():
            raise BadUsage("No destination is given", "", "Name a country by its code or name: --to CN.")
        destination, headquarters = places.code_of(row["destination"]), (row.get("headquarters") or "").strip()
        return destination, places.code_of(headquarters) if headquarters else destination

    def item(self, row: Mapping[str, str]) -> Item:
        """The item of a row: a chip of the catalogue, or what its numbers describe."""
        item = self.chip(row.get("chip") or "") if kind_of(row.get("item_kind") or "") == "ic" else None
        if item is not None:
            return item
        market_of(row.get("end_use") or "")
        return item_of_row(row)

    def chip(self, name: str) -> Item | None:
        """The chip of the catalogue that is called `name`, as an item, or None."""
        if name not in self._items:
            make_room(self._items)
            found = find_chip(self.catalogue, name) if name.strip() else None
            if found is None:
                self._items[name] = None
            elif found.id != name:
                self._items[name] = self.chip(found.id)
            else:
                maker = self.catalogue.organisations.get(found.vendor)
                self._items[name] = item_of_chip(found, maker.country if maker is not None else "")
        return self._items[name]

    def treated(self, shipment: Shipment) -> Shipment:
        """The same shipment, with territories as the rules treat them (Hong Kong as China)."""
        places = self.law.places
        to, hq = places.as_treated(shipment.destination), places.as_treated(shipment.headquarters)
        same = to == shipment.destination and hq == shipment.headquarters
        return shipment if same else replace(shipment, destination=to, headquarters=hq)

    def case(self, shipment: Shipment) -> Case:
        """The provisions that can matter for a treated shipment on its day."""
        return self.law.regime(shipment.on).case(shipment.destination, shipment.headquarters, shipment.parties)

    def decided(self, shipment: Shipment, item: Item | None = None) -> Decision:
        """What is enforced of a treated shipment, or of another item in its place."""
        regime, item = self.law.regime(shipment.on), item or shipment.item
        case = self.case(shipment)
        return decide(case, case.states(item, reported=reported(item, regime)))

    @cached_property
    def regimes(self) -> tuple[Regime, ...]:
        """Every regime, from the first."""
        return tuple(self.law.regimes())

    def path(self, shipment: Shipment) -> Path:
        """The case of a treated shipment under each of `regimes`."""
        return self.law.path(shipment.destination, shipment.headquarters, shipment.parties)

    def timeline(self, shipment: Shipment) -> tuple[str, ...]:
        """The status of a treated shipment under each of `regimes`."""
        item, path = shipment.item, self.path(shipment)
        key = (item, id(path))  # the law keeps its paths
        found = self._timelines.get(key)
        if found is None:
            make_room(self._timelines)
            found = self._timelines[key] = tuple(
                [
                    decide(case, case.states(item, reported=reported(item, regime))).status
                    for regime, case in zip(self.regimes, path, strict=True)
                ]
            )
        return found

    def kept(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What `make` gives, made once for each key."""
        if key not in self._memory:
            make_room(self._memory)
            self._memory[key] = make()
        found: T = self._memory[key]
        return found

    def looked_at(self, item: Item, case: Case) -> str | None:
        """The newest rule that classifies such items, or a letter, where no provision decides."""
        kind = "hbm" if item.kind == "co-packaged" else item.kind
        found = [each for each in case.provisions if each.does in ("classify", "presume")]
        own = [each for each in found if each.clause.detail.get("item", "ic") == kind]
        plain = [each for each in found if "item" not in each.clause.detail]
        letters = [each for each in case.provisions if each.sort == "letter"]
        chosen = own or plain or letters
        return chosen[-1].rule if chosen else None

    @cached_property
    def first_rule(self) -> tuple[dt.date, str] | None:
        """The first chip rule or letter and the day it binds from, or None."""
        days = [
            (rule.binds_from, key)
            for key, rule in self.law.rules.items()
            if rule.sort == "letter" and rule.binds_from is not None
        ]
        return min(days) if days else None

    @cached_property
    def lapsed_stays(self) -> tuple[tuple[dt.date, str], ...]:
        """The US rules whose stay ends by its own words, each with the day it is back."""
        return tuple(
            (span.end, rule.id)
            for rule in self.law.rules.values()
            for span in rule.spans("stayed")
            if span.end is not None and rule.country == "US"
        )


def make_room(kept: dict[Any, Any]) -> None:
    """Forgets everything where too much is kept, so that a long list of items never fills the memory."""
    if len(kept) >= _MOST_KEPT:
        kept.clear()
