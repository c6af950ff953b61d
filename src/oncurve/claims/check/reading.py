"""What a check hands to the judge: the readings that a sentence allows, or why there are none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from oncurve.basis.estimate import Estimate, estimate
from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity, constant
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.span import month_span
from oncurve.basis.spread import Exactly
from oncurve.catalog.read import Catalogue

__all__ = ["Answer", "Found", "NoBasis", "NotCheckable", "NotDue", "Openness", "Reading", "World", "bounded",
           "by_openness", "days_of", "from_date", "from_fact", "reading", "without_plain"]

Openness = Literal["plain", "possible", "shown"]
_ORDER: tuple[Openness, ...] = ("plain", "possible", "shown")


class World(Protocol):
    """What a check may ask: the facts known by a day, the draws, and the cost of a model."""

    @property
    def catalogue(self) -> Catalogue:
        """The facts known by `as_of`."""

    @property
    def draws(self) -> Draws:
        """The columns of draws."""

    @property
    def as_of(self) -> dt.date | None:
        """The day from which the question is asked; None is today."""

    @property
    def settings(self) -> Mapping[str, str]:
        """Values or intervals of named inputs that the user set."""

    def setting(self, chosen: Mapping[str, str]) -> World:
        """The same facts and draws with these settings."""

    def cost(self, model: str, *, hide: Collection[str] = (), drivers: bool = True) -> Any:
        """The training cost of a model, without the facts named in `hide`."""

    def compute(self, model: str, *, hide: Collection[str] = ()) -> Any:
        """The training compute of a model, without the facts named in `hide`."""

    def simulate(self, model: str, *, hide: Collection[str] = (), **asked: Any) -> Any:
        """The simulated training run of a model, on chips that are asked for, without the facts named in `hide`."""

    def lag(self, subject: str, *, behind: str, rivals: bool = True) -> Any:
        """Months by which one side trails another, with or without the values of rival methods."""

    def export(self, chip: str, *, to: str, hq: str | None = None, on: str | dt.date | None = None,
               **columns: str) -> Any:
        """Which export rule applies to a chip on its way to a country on a day."""


class Reading(Struct, frozen=True):
    """One way to understand the sentence, with the quantity computed that way.

    Args:
        name: a short name: "final_run", "as published by Epoch AI".
        definition: what is counted, in words.
        estimate: the quantity.
        open: "plain" where it is what the sentence says or cannot be told from it; "possible" where a reader
            could stretch the sentence to it; "shown" where it only stands beside for comparison.
        says: what the estimate is of, where a number alone would not say ("Singapore: no licence needed").
        reported: whether a source published the quantity itself, so that nothing was computed.
        short: the definition in a word or two, where it is long.
        indirect: whether it rests on indirect evidence alone (prices and peers), which cannot refute a claim.
        apart: whether it is another quantity than the claim's, which is shown and never set against it.
        of_other: what the figure is of, where the sentence names another kind: "hours of the H800, not of the H100".
        whole: a sentence that says of what larger or later thing the estimate is, where the claim may be of a part or
            of a moment before: then a lesser figure is no contradiction.
    """

    name: str
    definition: str
    estimate: Estimate
    open: Openness = "plain"
    says: str = ""
    reported: bool = False
    short: str = ""
    indirect: bool = False
    apart: bool = False
    of_other: str = ""
    whole: str = ""


class NoBasis(Struct, frozen=True):
    """The catalogue lacks a fact.

    Args:
        missing: the fact, in words that fit "The catalogue lacks ...".
        sources: ids of sources that were looked at.
        findings: codes and messages that the check found on its way.
        apart: whether the sentence is about another thing, so that no figure published on the subject speaks of it.
    """

    missing: str
    sources: tuple[str, ...] = ()
    findings: tuple[tuple[str, str], ...] = ()
    apart: bool = False


class NotCheckable(Struct, frozen=True):
    """Nothing is stated that could be computed; `why` is a sentence."""

    why: str


class NotDue(Struct, frozen=True):
    """A forecast whose day has not come.

    Args:
        due: the day, or None where the text names none.
        why: a sentence.
    """

    due: dt.date | None
    why: str


class Found(Struct, frozen=True):
    """The readings of a sentence.

    Args:
        readings: the headline first.
        bounds: what a sentence without a figure claims of the quantity ("less" is a ratio above 1).
        claims: `bounds` in words.
        findings: codes and messages that the check found on its way.
    """

    readings: tuple[Reading, ...]
    bounds: tuple[float, float] | None = None
    claims: str = ""
    findings: tuple[tuple[str, str], ...] = ()


Answer = Found | NoBasis | NotCheckable | NotDue


def by_openness(readings: Iterable[Reading]) -> list[Reading]:
    """Readings in the order in which a sentence means them: plain, possible, shown; alike ones stay as they were."""
    return sorted(readings, key=lambda each: _ORDER.index(each.open))


def without_plain(others: list[Reading], made: list[Reading]) -> list[Reading]:
    """Other readings as they are, or only shown where one is plain already."""
    return [replace(each, open="shown") for each in others] if any(each.open == "plain" for each in made) else others


def reading(name: str, definition: str, of: Quantity | Estimate, world: World, **more: Any) -> Reading:
    """A reading of a quantity, evaluated with the world's draws."""
    return Reading(name, definition, estimate(of, world.draws) if isinstance(of, Quantity) else of, **more)


def from_fact(fact: Fact, world: World, name: str = "", definition: str = "", **more: Any) -> Reading:
    """A reading that is one fact of the catalogue."""
    given = Input.of_fact(fact)
    made = estimate(constant(fact.name, given, f"as {fact.kind}"), world.draws)
    more.setdefault("reported", fact.kind in ("measured", "reported", "enacted"))
    return Reading(name or fact.name, definition or fact.name, made, **more)


def bounded(made: Estimate, bound: object) -> Estimate:
    """An estimate whose source gave it as a bound ("more than $100 million"): open on the other side."""
    if bound == "at_least":
        return Estimate(made.median, made.low, float("inf"), made.unit, made.basis, method=made.method)
    if bound == "at_most":
        return Estimate(made.median, float("-inf"), made.high, made.unit, made.basis, method=made.method)
    return made


def from_date(fact: Fact, name: str, definition: str, **more: Any) -> Reading:
    """A reading that is a day; its estimate counts days in the calendar (unit "date")."""
    first, last = days_of(fact)
    basis = (Input(fact.name, "date", Exactly(first), fact.subject, fact),)
    made = Estimate((first + last) / 2, first, last, "date", basis, method=f"as {fact.kind}")
    return Reading(name, definition, made, reported=True, **more)


def days_of(fact: Fact) -> tuple[float, float]:
    """First and last day, as day numbers, that a date fact of any precision may mean."""
    span = month_span(str(fact.amount))
    assert span.start is not None
    assert span.end is not None
    return float(span.start.toordinal()), float(span.end.toordinal() - 1)


