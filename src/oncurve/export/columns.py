"""Many items at once: what is measured of them in columns, and which provisions they fit, in arrays.

A state is 0 where an item is not of the kind that a provision is about, 1 where it is, and 2 where a fact is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from oncurve.export.case import Case, Makers
from oncurve.export.item import Item
from oncurve.export.metric import UNMEASURED
from oncurve.export.provision import PARTY_METRICS, Provision, Test

__all__ = ["METRICS", "Columns", "Floats", "StateCodes", "Trait", "columns_of"]

Floats = NDArray[np.float64]
StateCodes = NDArray[np.uint8]
T = TypeVar("T")
#: what limits are set on
METRICS = (
    "tpp",
    "density",
    "area",
    "io",
    "link",
    "dram_bandwidth",
    "dram_bandwidth_io",
    "bandwidth_density",
    "transistors",
    "hbm",
    "training_operations",
    "open_weights",
)
_NO, _YES, _OPEN = 0, 1, 2
_COMPARE = {
    "at_least": np.greater_equal,
    "above": np.greater,
    "below": np.less,
    "at_most": np.less_equal,
}


class Trait(NamedTuple):
    """What of an item is no number: two items with one trait differ in their measures alone.

    Args:
        kind: key of `oncurve.export.item.KINDS`.
        chip: catalogue id, or "".
        vendor: organisation id of the designer, or "".
        country: ISO code of the designer, or "".
        market: "datacenter", "other", or "".
        settled: what is not known counts as below the limits.
    """

    kind: str
    chip: str = ""
    vendor: str = ""
    country: str = ""
    market: str = ""
    settled: bool = False


class Columns:
    """Items in columns.

    Args:
        low: least that each metric can be, by name; 0 where it is unknown.
        high: most that it can be; infinite where it is unknown.
        value: the metric itself, or not a number where it is not known exactly.
        traits: the traits that occur.
        trait: for each item, the index of its trait.
    """

    def __init__(
        self,
        low: Mapping[str, Floats],
        high: Mapping[str, Floats],
        value: Mapping[str, Floats],
        traits: Sequence[Trait],
        trait: NDArray[np.intp],
    ) -> None:
        self.low, self.high, self.value = low, high, value
        self.traits, self.trait = list(traits), trait
        self._known: dict[Any, StateCodes] = {}
        self._kept: dict[Any, Any] = {}

    def __len__(self) -> int:
        return len(self.trait)

    def take(self, rows: NDArray[np.intp]) -> Columns:
        """Some of the items, in the order of `rows`."""
        low, high, value = (_Taken(each, rows) for each in (self.low, self.high, self.value))
        return Columns(low, high, value, self.traits, self.trait[rows])

    def states(self, case: Case, *, everyone: bool = False) -> StateCodes:
        """For each provision of a case (rows), whether each item (columns) is of the kind it is about.

        Args:
            case: the provisions.
            everyone: take letters as if they bound every maker.
        """
        rows = [self.state(case, each, everyone=everyone) for each in range(len(case.provisions))]
        return np.stack(rows) if rows else np.zeros((0, len(self)), np.uint8)

    def state(self, case: Case, index: int, *, everyone: bool = False) -> StateCodes:
        """Whether each item is of the kind that one provision of a case is about; as in `states`."""
        provision = case.provisions[index]
        return self._state(provision, case.makers[index], everyone=everyone and bool(provision.lists["binds"]))

    def _state(self, provision: Provision, makers: Makers, *, everyone: bool) -> StateCodes:
        key = (provision, makers, everyone)
        if key not in self._known:
            base = self.by_trait(provision, makers, everyone=everyone)
            tests = [self.test(each) for each in tests_of(provision)]
            self._known[key] = self.settle(provision, combined(base, tests))
        return self._known[key]

    def by_trait(self, provision: Provision, makers: Makers, *, everyone: bool) -> StateCodes:
        """Whether each item fits a provision by what is no number of it."""
        key = ("trait", provision, makers, everyone)
        if key not in self._known:
            self._known[key] = self._by_trait(provision, makers, everyone=everyone)
        return self._known[key]

    def _by_trait(self, provision: Provision, makers: Makers, *, everyone: bool) -> StateCodes:
        lists, (within, outside) = provision.lists, makers
        about = self._where("kind", provision.is_about_kind)
        if lists["chips"]:
            about = about & self._where("chip", lists["chips"].__contains__)
        if lists["binds"] and not everyone:
            about = about & self._where("vendor", lists["binds"].__contains__)
        if within is not None:
            about = about & self._where("country", within.__contains__)
        if outside is not None:
            about = about & ~self._where("country", outside.__contains__)
        names, place = self._named["market"]
        states = [provision.is_marketed(each) for each in names]
        market = np.array([_OPEN if each is None else int(each) for each in states], np.uint8)[place]
        return np.where(about, market, np.uint8(_NO))[self.trait]

    def _where(self, attribute: str, holds: Callable[[str], bool]) -> NDArray[np.bool_]:
        """For each trait, whether something holds of one of its attributes."""
        names, place = self._named[attribute]
        return np.array([holds(each) for each in names], bool)[place]

    @cached_property
    def _named(self) -> dict[str, tuple[list[str], NDArray[np.intp]]]:
        """The values of each attribute of traits, and which of them each trait has."""
        found = {}
        for attribute in ("kind", "chip", "vendor", "country", "market"):
            names: dict[str, int] = {}
            place = [names.setdefault(getattr(each, attribute), len(names)) for each in self.traits]
            found[attribute] = (list(names), np.array(place, np.intp))
        return found

    def kept(self, key: Any, make: Callable[[], T]) -> T:
        """What `make` gives, made once for each key."""
        if key not in self._kept:
            self._kept[key] = make()
        found: T = self._kept[key]
        return found

    def test(self, test: Test) -> StateCodes:
        """Whether each item passes a test."""
        if test not in self._known:
            self._known[test] = passes(test, self.low[test.metric], self.high[test.metric])
        return self._known[test]

    def settle(self, provision: Provision, states: StateCodes) -> StateCodes:
        """What is open, settled by the provision or the item where either says how the unknown counts."""
        if provision.clause.detail.get("if_unknown"):
            return np.where(states == _OPEN, np.uint8(_YES), states)
        if not self._settled.any():
            return states
        return np.where((states == _OPEN) & self._settled, np.uint8(_NO), states)

    @cached_property
    def _settled(self) -> NDArray[np.bool_]:
        return np.array([each.settled for each in self.traits], bool)[self.trait]


class _Taken(dict[str, Floats]):
    """Some items of columns, of which each is taken when it is asked for.

    Args:
        whole: the columns.
        rows: the items.
    """

    def __init__(self, whole: Mapping[str, Floats], rows: NDArray[np.intp]) -> None:
        self._whole, self._rows = whole, rows

    def __missing__(self, name: str) -> Floats:
        found = self[name] = self._whole[name][self._rows]
        return found


def columns_of(items: Sequence[tuple[Item, bool]]) -> Columns:
    """Items as columns.

    Args:
        items: each with whether a report holds that it stays below the limits.
    """
    traits: dict[Trait, int] = {}
    rows = []
    for item, reported in items:
        settled = reported or item.kind == "logic"
        trait = Trait(item.kind, item.chip, item.vendor, item.country, item.market, settled)
        rows.append(traits.setdefault(trait, len(traits)))
    measured = {name: [item.metrics.get(name, UNMEASURED) for item, _ in items] for name in METRICS}
    return Columns(
        {name: np.array([each.low for each in column]) for name, column in measured.items()},
        {name: np.array([each.high for each in column]) for name, column in measured.items()},
        {
            name: np.array([np.nan if each.value is None else each.value for each in column])
            for name, column in measured.items()
        },
        list(traits),
        np.array(rows, np.intp),
    )


def tests_of(provision: Provision) -> list[Test]:
    """The tests of a provision that are about the item."""
    return [each for each in provision.tests if each.metric not in PARTY_METRICS]


def passes(test: Test, low: Floats, high: Floats) -> StateCodes:
    """Whether values between `low` and `high` pass a test: 0, 1, or 2 where some of them do."""
    compare = _COMPARE[test.operation]
    one, two = compare(low, test.limit), compare(high, test.limit)
    return np.where(one == two, one, np.uint8(_OPEN)).astype(np.uint8)


def combined(base: StateCodes, tests: Sequence[StateCodes]) -> StateCodes:
    """All of several states together: 0 where one is 0, else 2 where one is 2."""
    closed, opened = base == _NO, base == _OPEN
    for each in tests:
        closed = closed | (each == _NO)
        opened = opened | (each == _OPEN)
    return np.where(closed, np.uint8(_NO), np.where(opened, np.uint8(_OPEN), np.uint8(_YES)))
