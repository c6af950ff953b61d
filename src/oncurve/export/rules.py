"""The law by day: between two days on which some rule or country group changes, one regime holds."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from oncurve.catalog.read import Catalogue
from oncurve.export.item import Item
from oncurve.export.metric import FOLLOWING
from oncurve.export.parties import Parties, reaches
from oncurve.export.place import Places
from oncurve.export.provision import Provision, State, provisions_of

__all__ = ["BY_DESTINATION", "BY_HEADQUARTERS", "Law", "Place", "Regime", "Signature"]

Signature = tuple[State, ...]
#: for each provision of a regime: 0 out of reach, and the sum of 1 by headquarters and 2 by destination
Place = tuple[int, ...]
_PLACES = (
    "to",
    "to_except",
    "hq",
    "hq_except",
    "hq_within",
    "packagers",
    "designer_hq",
    "designer_hq_except",
    "made_outside",
)
BY_HEADQUARTERS, BY_DESTINATION = 1, 2


class Regime:
    """The provisions that stand from `start` until the next change.

    Args:
        start: first day.
        provisions: in the order in which they came into force.
        places: the countries.
    """

    def __init__(self, start: dt.date, provisions: list[Provision], places: Places) -> None:
        self.start = start
        self.provisions = provisions
        self.enforced = tuple(each.enforced_on(start) for each in provisions)
        self.countries = [
            {key: places.resolve(each.lists[key], start) for key in _PLACES if each.lists[key]} for each in provisions
        ]
        for found in self.countries:
            for key in _PLACES:
                found.setdefault(key, frozenset())
        rules = {each.rule for each in provisions if each.does == "classify"}
        #: for each provision, whether an answer tells that its places are out of reach
        self.general = tuple(
            each.does == "require" and (each.rule in rules or any(":" in token for token in each.lists["hq"]))
            for each in provisions
        )
        self._places: dict[tuple[str, str], Place] = {}
        self._interned: dict[Place, Place] = {}
        self._seen: dict[Signature, Signature] = {}
        self._parties: dict[Parties, tuple[bool, ...]] = {}
        self._bearing: dict[str, tuple[int, ...]] = {}
        self._testing: dict[str, list[int]] = {}
        self._doing: dict[tuple[str, bool], list[int]] = {}
        #: what answers worked out of the regime so far
        self.memory: dict[Any, Any] = {}
        self._within: dict[int, tuple[tuple[int, ...], tuple[Any, ...]]] = {}

    def __repr__(self) -> str:
        return f"Regime(from {self.start}, {len(self.provisions)} provisions)"

    def signature(self, item: Item, *, everyone: bool = False) -> Signature:
        """For each provision, whether the item is of the kind it is about; equal ones are one object."""
        found = tuple([self._state(index, item, everyone=everyone) for index in range(len(self.provisions))])
        return self._seen.setdefault(found, found)

    def varied(self, states: Signature, item: Item, metric: str) -> Signature:
        """The signature of an item that differs in one metric from the one with these states."""
        if metric not in self._testing:
            names = {metric, *FOLLOWING.get(metric, ())}
            self._testing[metric] = [
                index for index, each in enumerate(self.provisions) if any(test.metric in names for test in each.tests)
            ]
        made = list(states)
        for index in self._testing[metric]:
            made[index] = self._state(index, item)
        found = tuple(made)
        return self._seen.setdefault(found, found)

    def doing(self, does: str, *, as_written: bool) -> list[int]:
        """The provisions that do one thing, all that stand or those that are enforced."""
        key = (does, as_written)
        if key not in self._doing:
            self._doing[key] = [
                index
                for index, each in enumerate(self.provisions)
                if each.does == does and (as_written or self.enforced[index])
            ]
        return self._doing[key]

    def _state(self, index: int, item: Item, *, everyone: bool = False) -> State:
        provision, countries = self.provisions[index], self.countries[index]
        state = provision.fits(item, everyone=everyone)
        if state is False:
            return False
        if provision.does != "rebut" and countries["designer_hq"] and item.country not in countries["designer_hq"]:
            return False
        if countries["made_outside"] and item.country in countries["made_outside"]:
            return False
        return self._settled(item, state)

    def _settled(self, item: Item, state: State) -> State:
        """What is not known of a chip is settled by a report that it stays below the limits, where there is one."""
        if state is None and (item.kind == "logic" or (item.reported is not None and self.start in item.reported.span)):
            return False
        return state

    def place(self, destination: str, headquarters: str) -> Place:
        """For each provision, whether it reaches a shipment to one country for a buyer from another."""
        key = (destination, headquarters)
        if key not in self._places:
            made = tuple(
                _reach(provision, countries, destination, headquarters)
                for provision, countries in zip(self.provisions, self.countries, strict=True)
            )
            self._places[key] = self._interned.setdefault(made, made)
        return self._places[key]

    def bearing(self, paragraph: str) -> tuple[int, ...]:
        """The provisions that bear on a paragraph, or on any of several joined by " or "; charges and gates do not."""
        if paragraph not in self._bearing:
            asked = {*paragraph.split(" or "), "*"}
            self._bearing[paragraph] = tuple(
                index
                for index, each in enumerate(self.provisions)
                if each.does not in ("charge", "gate")
                and (not each.lists["paragraphs"] or asked & set(each.lists["paragraphs"]))
            )
        return self._bearing[paragraph]

    def within(self, place: Place) -> tuple[tuple[int, ...], tuple[Any, ...]]:
        """The provisions that can matter at a place, and what is equal where two regimes say the same of it."""
        if id(place) not in self._within:
            found = tuple(
                index
                for index, each in enumerate(self.provisions)
                if place[index] or self.general[index] or each.sort == "letter"
            )
            same = tuple((self.provisions[index], place[index], self.enforced[index]) for index in found)
            self._within[id(place)] = (found, same)
        return self._within[id(place)]

    def parties(self, parties: Parties) -> tuple[bool, ...]:
        """For each provision, whether it is about these parties."""
        if parties not in self._parties:
            self._parties[parties] = self._about(parties)
        return self._parties[parties]

    def _about(self, parties: Parties) -> tuple[bool, ...]:
        return tuple(
            reaches(provision, parties, countries)
            for provision, countries in zip(self.provisions, self.countries, strict=True)
        )


class Law:
    """All rules of a catalogue, cut into regimes.

    Args:
        catalogue: the facts; a catalogue of an earlier day gives the law as it was known then.
        under: ids of bills to take as enacted on the day they were introduced.
        without: ids of rules to take as never made.
        kept: ids of rules to take as never ended.
    """

    def __init__(self, catalogue: Catalogue, under: tuple[str, ...] = (), without: tuple[str, ...] = (),
                 kept: tuple[str, ...] = ()) -> None:
        self.places = Places(catalogue)
        self.rules = {key: rule for key, rule in catalogue.rules.items()
                      if (rule.facts or rule.clauses) and key not in without}
        provisions = [replace(each, end=None) if each.rule in kept else each for each in self._provisions(under)]
        days = {day for each in provisions for day in _turns(each)} | self.places.days()
        self._days = sorted(days)
        order = sorted(provisions, key=lambda each: (each.start or dt.date.max, each.rule))
        self._regimes: dict[int, Regime] = {}
        self._order = order

    def regime(self, day: dt.date) -> Regime:
        """The regime that holds on a day."""
        return self._at(self.index(day))

    def index(self, day: dt.date) -> int:
        """The place of a day's regime among `regimes`."""
        return bisect.bisect_right(self._days, day)

    def regimes(self) -> Iterator[Regime]:
        """Every regime, from the first."""
        return (self._at(index) for index in range(len(self._days) + 1))

    @property
    def days(self) -> list[dt.date]:
        """The days on which something changes."""
        return self._days

    def _at(self, index: int) -> Regime:
        if index not in self._regimes:
            start = self._days[index - 1] if index else dt.date.min
            self._regimes[index] = Regime(start, [each for each in self._order if each.stands_on(start)], self.places)
        return self._regimes[index]

    def _provisions(self, under: tuple[str, ...]) -> Iterator[Provision]:
        for key, rule in self.rules.items():
            made = provisions_of(rule)
            if rule.sort == "bill":
                if key in under:
                    yield from (_enacted(each, rule.day("introduced")) for each in made)
            else:
                yield from made


def _enacted(provision: Provision, day: dt.date | None) -> Provision:
    return replace(provision, start=day)


def _turns(provision: Provision) -> Iterator[dt.date]:
    for span in (*provision.off, *provision.unenforced):
        yield from (day for day in (span.start, span.end) if day is not None)
    yield from (day for day in (provision.start, provision.end) if day is not None)


def _reach(provision: Provision, countries: dict[str, frozenset[str]], destination: str, headquarters: str) -> int:
    if headquarters in countries["hq_except"] or (
        countries["hq_within"] and headquarters not in countries["hq_within"]
    ):
        return 0
    if not provision.lists["to"] and not provision.lists["hq"]:
        return BY_DESTINATION
    by_destination = destination in countries["to"] and destination not in countries["to_except"]
    by_headquarters = headquarters in countries["hq"] and destination != "US"
    return BY_DESTINATION * by_destination + BY_HEADQUARTERS * by_headquarters
