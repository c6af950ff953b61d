"""The catalogue: every sourced fact, as far as the public knew it by a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakValueDictionary

from oncurve.basis.errors import BadInput
from oncurve.basis.evidence import Assumption, Source
from oncurve.catalog.chip import Chip
from oncurve.catalog.index import Index, Page, open_index
from oncurve.catalog.make import make_assumption, make_record, make_row, make_source
from oncurve.catalog.model import Model
from oncurve.catalog.record import Record
from oncurve.catalog.shelf import Shelf

if TYPE_CHECKING:
    from oncurve.catalog.benchmark import Benchmark, Score
    from oncurve.catalog.event import Dispute, Event
    from oncurve.catalog.observation import Observation
    from oncurve.catalog.organisation import Organisation, Person
    from oncurve.catalog.place import Place
    from oncurve.catalog.price import (
        ApiPrice,
        ElectricityPrice,
        ExchangeRate,
        PriceIndex,
        PurchasePrice,
        RentalPrice,
    )
    from oncurve.catalog.rule import CountryGroup, Rule
    from oncurve.catalog.supply import SupplyFigure

__all__ = ["Catalogue"]

R = TypeVar("R", bound=Record)
Row = TypeVar("Row", bound="Observation")
T = TypeVar("T")


class Catalogue:
    """Every fact known by `as_of`, the user's own over the shipped ones.

    Things are read when asked for. A thing that was announced later is still found by its name; its later
    facts are hidden. `problems` lists what was left out of the folders read.

    >>> Catalogue.load().model("DeepSeek V3").id
    'deepseek-v3'
    """

    def __init__(self, index: Index, as_of: dt.date | None = None, facts: Sequence[Path] = (),
                 imported: Path | None = None) -> None:
        self.as_of = as_of
        self._day = as_of.isoformat() if as_of else ""
        self._index = index
        self._pages: dict[str, Page] = {}
        #: the rows of each table, of all days
        self._tables: dict[str, tuple[Any, ...]] = {}
        #: the same catalogue by other days, as long as somebody holds them
        self._days: WeakValueDictionary[dt.date | None, Catalogue] = WeakValueDictionary({as_of: self})
        self._facts = tuple(facts)
        self._things: dict[str, dict[str, dict[str, Any]]] = {}
        self._over: dict[str, dict[str, dict[str, Any]]] = {}
        self._overlay = self._imported = None
        if imported is not None:
            from oncurve.catalog.imported import Imported

            self._imported = Imported(imported, self._raw)
            self._over = self._imported.things
        if facts:
            from oncurve.catalog.overlay import Overlay

            self._overlay = Overlay(self._facts, self._raw)
            self._things = self._overlay.things
            self._over = {kind: {**self._over.get(kind, {}), **self._things.get(kind, {})}
                          for kind in {*self._over, *self._things}}

    @property
    def index(self) -> Index:
        """The compiled index of the shipped catalogue."""
        return self._index

    @property
    def added(self) -> dict[str, dict[str, dict[str, Any]]]:
        """The plain records of the user's own folders, by kind ("models") and id."""
        return self._things

    @classmethod
    def load(cls, as_of: dt.date | None = None, facts: Sequence[Path] = (),
             imported: Path | None = None) -> Catalogue:
        """The shipped catalogue as known by `as_of` (None: all of it), under imported data and the folders `facts`.

        Args:
            as_of: the day.
            facts: folders of the user's own facts, later ones over earlier ones.
            imported: the folder of the index of imported data; None for none.

        Raises:
            BadInput: a folder does not exist. A bad file or row is left out and told in `problems`.
        """
        return cls(open_index(), as_of, facts, imported)

    def known_by(self, day: dt.date | None) -> Catalogue:
        """The same catalogue as the public knew it by another day."""
        known = self._days.get(day)
        if known is not None:
            return known
        other = Catalogue(self._index, day)
        other._pages, other._things, other._overlay = self._pages, self._things, self._overlay
        other._over, other._imported, other._tables = self._over, self._imported, self._tables
        other._days = self._days
        self._days[day] = other
        return other

    @property
    def problems(self) -> tuple[BadInput, ...]:
        """Files and rows that were left out, with the reason."""
        return (*self._index.problems(), *(self._overlay.problems if self._overlay else ()))

    # Things

    @cached_property
    def models(self) -> Shelf[Model]:
        """Models by id."""
        return self._shelf("models", "model", "oncurve models", self._maker(Model))

    @cached_property
    def chips(self) -> Shelf[Chip]:
        """Chips by id."""
        return self._shelf("chips", "chip", "oncurve chips", self._maker(Chip))

    @cached_property
    def organisations(self) -> Shelf[Organisation]:
        """Organisations by id."""
        from oncurve.catalog.organisation import Organisation

        return self._shelf("organisations", "organisation", "oncurve organisations", self._maker(Organisation))

    @cached_property
    def people(self) -> Shelf[Person]:
        """People by id."""
        from oncurve.catalog.organisation import Person

        return self._shelf("people", "person", "oncurve organisations", self._maker(Person))

    @cached_property
    def places(self) -> Shelf[Place]:
        """Countries, clusters and laws by id."""
        from oncurve.catalog.place import Place

        return self._shelf("places", "place", "", self._maker(Place))

    @cached_property
    def benchmarks(self) -> Shelf[Benchmark]:
        """Benchmarks by id."""
        from oncurve.catalog.benchmark import Benchmark

        return self._shelf("benchmarks", "benchmark", "", self._maker(Benchmark))

    @cached_property
    def events(self) -> Shelf[Event]:
        """Events by id."""
        from oncurve.catalog.make_said import make_event

        return self._shelf("events", "event", "oncurve events", lambda raw: make_event(raw, self._day))

    @cached_property
    def disputes(self) -> Shelf[Dispute]:
        """Disputes by id."""
        from oncurve.catalog.make_said import make_dispute

        return self._shelf("disputes", "dispute", "", lambda raw: make_dispute(raw, self._day))

    @cached_property
    def rules(self) -> Shelf[Rule]:
        """Rules on exports by id: laws, letters, tariffs, practice, bills and the other side's measures."""
        from oncurve.catalog.make_rule import make_rule

        return self._shelf("rules", "rule", "oncurve law", lambda raw: make_rule(raw, self._day))

    @cached_property
    def groups(self) -> Shelf[CountryGroup]:
        """Country groups that rules name, by id ("D-5"), with the days on which countries came and went."""
        from oncurve.catalog.make_rule import make_group

        return self._shelf("groups", "country group", "oncurve law", lambda raw: make_group(raw, self._day))

    @cached_property
    def sources(self) -> Shelf[Source]:
        """Sources by id."""
        return self._shelf("sources", "source", "oncurve sources", make_source)

    @cached_property
    def assumptions(self) -> Shelf[Assumption]:
        """Assumptions by name. They are part of the methods and are not hidden by `as_of`."""
        return self._shelf("assumptions", "assumption", "oncurve inputs", make_assumption)

    def model(self, name: str) -> Model:
        """The model called `name`, in any spelling. Raises `UnknownName`, as do its siblings."""
        return self.models.find(name)

    def chip(self, name: str) -> Chip:
        """The chip called `name`, in any spelling."""
        return self.chips.find(name)

    def organisation(self, name: str) -> Organisation:
        """The organisation called `name`, in any spelling."""
        return self.organisations.find(name)

    def person(self, name: str) -> Person:
        """The person called `name`, in any spelling."""
        return self.people.find(name)

    def place(self, name: str) -> Place:
        """The country, cluster or law called `name`, in any spelling."""
        return self.places.find(name)

    def benchmark(self, name: str) -> Benchmark:
        """The benchmark called `name`, in any spelling."""
        return self.benchmarks.find(name)

    def event(self, name: str) -> Event:
        """The event called `name`, in any spelling."""
        return self.events.find(name)

    def dispute(self, name: str) -> Dispute:
        """The dispute called `name`, in any spelling."""
        return self.disputes.find(name)

    def source(self, name: str) -> Source:
        """The source with this id or title."""
        return self.sources.find(name)

    def root_of(self, source: str) -> str:
        """Id of the work that a source goes back to, through whatever repeats it; its own where it is first."""
        seen: set[str] = set()
        while source not in seen:
            seen.add(source)
            found = self.sources.get(source)
            if found is None or not found.root:
                break
            source = found.root
        return source

    def assumption(self, name: str) -> Assumption:
        """The assumption called `name`."""
        return self.assumptions.find(name)

    # Observations

    @cached_property
    def rental(self) -> tuple[RentalPrice, ...]:
        """Rents, in USD per chip-hour."""
        from oncurve.catalog.price import RentalPrice

        return self._rows("rental", RentalPrice)

    @cached_property
    def purchase(self) -> tuple[PurchasePrice, ...]:
        """Purchase prices, in USD per chip."""
        from oncurve.catalog.price import PurchasePrice

        return self._rows("purchase", PurchasePrice)

    @cached_property
    def api_prices(self) -> tuple[ApiPrice, ...]:
        """Prices of tokens, in USD per 1M tokens."""
        from oncurve.catalog.price import ApiPrice

        return self._rows("api_prices", ApiPrice)

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """Scores on benchmarks, mostly in percent."""
        from oncurve.catalog.benchmark import Score

        return self._rows("scores", Score)

    @cached_property
    def fx(self) -> tuple[ExchangeRate, ...]:
        """Exchange rates, in USD per unit of a currency, by month."""
        from oncurve.catalog.price import ExchangeRate

        return self._rows("fx", ExchangeRate)

    @cached_property
    def price_index(self) -> tuple[PriceIndex, ...]:
        """Levels of price indices, by month."""
        from oncurve.catalog.price import PriceIndex

        return self._rows("price_index", PriceIndex)

    @cached_property
    def electricity(self) -> tuple[ElectricityPrice, ...]:
        """Electricity prices, in USD per kWh, by region and year."""
        from oncurve.catalog.price import ElectricityPrice

        return self._rows("electricity", ElectricityPrice)

    @cached_property
    def supply(self) -> tuple[SupplyFigure, ...]:
        """Chips made, sold, held and smuggled, and what limits them."""
        from oncurve.catalog.supply import SupplyFigure

        return self._rows("supply", SupplyFigure)

    def _page(self, kind: str) -> Page:
        if kind not in self._pages:
            self._pages[kind] = self._index.page(kind)
        return self._pages[kind]

    def _raw(self, kind: str, key: str) -> dict[str, Any] | None:
        if key in self._over.get(kind, {}):
            return self._over[kind][key]
        page = self._page(kind)
        return page.raw(key) if key in page.entries else None

    def _maker(self, cls: type[R]) -> Callable[[dict[str, Any]], R]:
        return lambda raw: make_record(cls, raw, self._day)

    def _shelf(self, kind: str, noun: str, listing: str, make: Callable[[dict[str, Any]], T]) -> Shelf[T]:
        return Shelf(noun, listing, self._page(kind), self._over.get(kind, {}), make)

    def _rows(self, table: str, cls: type[Row]) -> tuple[Row, ...]:
        if table not in self._tables:
            rows = self._index.rows(table)
            if self._imported is not None:
                rows = self._imported.rows_over(table, rows)
            rows = rows if self._overlay is None else self._overlay.rows_over(table, rows)
            self._tables[table] = tuple(make_row(cls, row) for row in rows)
        made: tuple[Row, ...] = self._tables[table]
        as_of = self.as_of
        return made if as_of is None else tuple(row for row in made if row.known <= as_of)
