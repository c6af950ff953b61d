"""The law by day: between two days on which some rule or country group changes, one regime holds."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from oncurve.catalog.read import Catalogue
from oncurve.export.case import BY_DESTINATION, BY_HEADQUARTERS, Case, Makers
from oncurve.export.item import Item
from oncurve.export.parties import NOBODY, Parties, reaches
from oncurve.export.place import Places
from oncurve.export.provision import Provision, provisions_of

__all__ = ["LISTS_OF_PLACES", "Law", "Link", "Path", "Regime", "reported"]

#: the case of a shipment under each regime, from the first
Path = tuple[Case, ...]
#: what a case holds of a provision: itself, its reach, whether it is about the parties, enforced, told; whose chips
Row = tuple[Provision, int, bool, bool, bool, Makers]
_NOWHERE: frozenset[str] = frozenset()
#: stands between words for what is done; no word has it
_APART = "\n"
#: what a clause calls its lists of countries and country groups
LISTS_OF_PLACES = (
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


class Link:
    """A provision with the countries that its lists of places name over some days.

    Args:
        provision: the clause.
        countries: by key of the list.
        enforced: whether it is enforced.
        same: keeps equal rows as one object, under any regime.
    """

    def __init__(
        self, provision: Provision, countries: dict[str, frozenset[str]], *, enforced: bool, same: dict[Row, Row]
    ) -> None:
        self.provision, self.countries, self.enforced = provision, countries, enforced
        self._same = same
        within = countries["designer_hq"] if provision.does != "rebut" and countries["designer_hq"] else None
        self._makers = within, countries["made_outside"] or None
        self._reach: dict[tuple[str, str], int] = {}
        self._rows: dict[tuple[int, bool, bool], Row] = {}

    def row(self, destination: str, headquarters: str, *, about: bool, general: bool) -> Row:
        """What a case holds of it; equal rows are one object."""
        key = (destination, headquarters)
        if key not in self._reach:
            self._reach[key] = _reach(self.provision, self.countries, destination, headquarters)
        reach = self._reach[key]
        row = self._rows.get((reach, about, general))
        if row is None:
            made = (self.provision, reach, about, self.enforced, general, self._makers)
            row = self._rows[reach, about, general] = self._same.setdefault(made, made)
        return row


class Regime:
    """The provisions that stand from `start` until the next change.

    Args:
        start: first day.
        links: in the order in which they came into force.
        cases: those met so far, under any regime.
        limbs: what was worked out so far of equal limbs, under any regime.
    """

    def __init__(
        self,
        start: dt.date,
        links: list[Link],
        cases: dict[tuple[int, ...], Case],
        limbs: dict[tuple[Any, ...], dict[Any, Any]],
    ) -> None:
        self.start, self._links = start, links
        self.provisions = [each.provision for each in links]
        self.countries = [each.countries for each in links]
        rules = {each.rule for each in self.provisions if each.does == "classify"}
        self._classifies = bool(rules)
        #: for each provision, whether an answer tells that its places are out of reach
        self.general = tuple(
            each.does == "require" and (each.rule in rules or any(":" in token for token in each.lists["hq"]))
            for each in self.provisions
        )
        self._cases, self._limbs = cases, limbs
        self._asked: dict[tuple[str, str, Parties], Case] = {}
        self._parties: dict[Parties, tuple[bool, ...]] = {}

    def __repr__(self) -> str:
        return f"Regime(from {self.start}, {len(self.provisions)} provisions)"

    def case(self, destination: str, headquarters: str, parties: Parties = NOBODY) -> Case:
        """The case of a shipment to one country for a buyer from another; equal cases are one object."""
        key = (destination, headquarters, parties)
        found = self._asked.get(key)
        if found is None:
            found = self._asked[key] = self._case(destination, headquarters, parties)
        return found

    def _case(self, destination: str, headquarters: str, parties: Parties) -> Case:
        rows = []
        for link, about, general in zip(self._links, self._about(parties), self.general, strict=True):
            row = link.row(destination, headquarters, about=about, general=general)
            if row[1] or general or (link.provision.sort == "letter" and not self._classifies):
                rows.append(row)
        key = tuple(map(id, rows))  # equal rows are one object, which the law keeps
        if key not in self._cases:
            made = self._cases[key] = Case(*zip(*rows, strict=True)) if rows else Case((), (), (), (), (), ())
            limbs = tuple((made.provisions[each], made.enforced[each]) for each in made.limbs)
            made.of_limbs = self._limbs.setdefault(limbs, made.of_limbs)
        return self._cases[key]

    def _about(self, parties: Parties) -> tuple[bool, ...]:
        if parties not in self._parties:
            self._parties[parties] = tuple(reaches(each.provision, parties, each.countries) for each in self._links)
        return self._parties[parties]


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
        self._moves = sorted(self.places.days())
        self._lists: dict[tuple[tuple[str, ...], int], frozenset[str]] = {}
        self._links: dict[tuple[Any, ...], Link] = {}
        self._rows: dict[Row, Row] = {}
        self._cases: dict[tuple[int, ...], Case] = {}
        self._limbs: dict[tuple[Any, ...], dict[Any, Any]] = {}
        self._paths: dict[tuple[Any, ...], Path] = {}
        self._same: dict[tuple[int, ...], Path] = {}
        self._kinds: dict[str, tuple[Any, ...]] = {}

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
            standing = [self._link(each, start) for each in self._order if each.stands_on(start)]
            self._regimes[index] = Regime(start, standing, self._cases, self._limbs)
        return self._regimes[index]

    def _link(self, provision: Provision, day: dt.date) -> Link:
        """A provision with its places on a day; one object for all days on which they are the same."""
        named = tuple([self._resolved(provision.lists[key], day) for key in LISTS_OF_PLACES])
        enforced = provision.enforced_on(day)
        key = (provision, named, enforced)
        found = self._links.get(key)
        if found is None:
            found = self._links[key] = Link(
                provision, dict(zip(LISTS_OF_PLACES, named, strict=True)), enforced=enforced, same=self._rows
            )
        return found

    def _resolved(self, tokens: tuple[str, ...], day: dt.date) -> frozenset[str]:
        if not tokens:
            return _NOWHERE
        key = (tokens, bisect.bisect_right(self._moves, day))
        if key not in self._lists:
            self._lists[key] = self.places.resolve(tokens, day)
        return self._lists[key]

    def path(self, destination: str, headquarters: str, parties: Parties = NOBODY) -> Path:
        """The case of a shipment under each of `regimes`; equal paths are one object."""
        key = (self._kind(destination)[0], self._kind(headquarters)[1], parties)
        found = self._paths.get(key)
        if found is None:
            made = tuple([regime.case(destination, headquarters, parties) for regime in self.regimes()])
            found = self._paths[key] = self._same.setdefault(tuple(map(id, made)), made)
        return found

    def heard(self, parties: Parties) -> Parties:
        """The parties in the words alone that some provision asks for, so that few differ however they are told."""
        if parties is NOBODY:
            return parties
        buyers, exporters, activities = self._words
        found = replace(
            parties,
            buyers=parties.buyers & buyers,
            exporter=parties.exporter if parties.exporter in exporters else "",
            activity=_APART.join([word for word in activities if word in parties.activity]),
        )
        return NOBODY if found == NOBODY else found

    @cached_property
    def _words(self) -> tuple[frozenset[str], frozenset[str], list[str]]:
        """The words for buyers, for who ships, and for what is done that provisions ask for."""
        asked = {
            key: frozenset(word for each in self._order for word in each.lists[key])
            for key in ("buyers", "exporters", "activities", "activities_except")
        }
        return asked["buyers"], asked["exporters"], sorted(asked["activities"] | asked["activities_except"])

    def _kind(self, country: str) -> tuple[Any, ...]:
        """What is equal for two countries that no provision of any day tells apart, as destination and as home."""
        if country not in self._kinds:
            to, hq = self._named
            self._kinds[country] = (
                (country == "US", *[country in each for each in to]),
                tuple([country in each for each in hq]),
            )
        return self._kinds[country]

    @cached_property
    def _named(self) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
        """The sets of countries that provisions tell apart on some day, as destinations and as homes of buyers."""
        found = [countries for regime in self.regimes() for countries in regime.countries]
        to = {each["to"] - each["to_except"] for each in found}
        hq = {each[key] for each in found for key in ("hq", "hq_except", "hq_within")}
        return list(to), list(hq)

    def _provisions(self, under: tuple[str, ...]) -> Iterator[Provision]:
        for key, rule in self.rules.items():
            made = provisions_of(rule)
            if rule.sort == "bill":
                if key in under:
                    yield from (_enacted(each, rule.day("introduced")) for each in made)
            else:
                yield from made


def reported(item: Item, regime: Regime) -> bool:
    """Whether a report that an item stays below the limits holds under a regime."""
    return item.reported is not None and regime.start in item.reported.span


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
