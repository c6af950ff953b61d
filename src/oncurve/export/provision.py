"""One clause of a rule, made ready to be applied: its tests, whom it binds, and where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from oncurve.catalog.rule import Clause, Rule
from oncurve.export.item import Item
from oncurve.export.metric import UNMEASURED, Metrics

__all__ = ["OPERATIONS", "PARTY_METRICS", "STATES", "Provision", "State", "Test", "provisions_of"]

#: True, False, or None where a fact is missing
State = bool | None
#: the states in the order of the numbers that stand for them in arrays
STATES: tuple[State, ...] = (False, True, None)
#: how a test compares, and whether a value on the limit passes
OPERATIONS = {"at_least": "at least", "above": "above", "below": "below", "at_most": "at most"}
#: metrics of the buyer and the order, not of the item
PARTY_METRICS = ("listed_share", "order_tpp")
_LISTS = (
    "to",
    "to_except",
    "hq",
    "hq_except",
    "hq_within",
    "paragraphs",
    "chips",
    "binds",
    "buyers",
    "exporters",
    "designers",
    "designer_hq",
    "designer_hq_except",
    "osats",
    "packagers",
    "activities",
    "activities_except",
    "made_outside",
    "free_for",
)


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison of one metric with a limit.

    Args:
        metric: name of the metric ("tpp").
        operation: key of `OPERATIONS`.
        limit: in `unit`.
        unit: of the limit.
    """

    metric: str
    operation: str
    limit: float
    unit: str

    def state(self, metrics: Metrics) -> State:
        """Whether the metric passes; None where it is not known well enough."""
        found = metrics.get(self.metric, UNMEASURED)
        low, high = self.holds_for(found.low), self.holds_for(found.high)
        return low if low == high else None

    def margin(self, value: float) -> float:
        """How far inside the limit a value lies; below zero, how far it misses."""
        return value - self.limit if self.operation in ("at_least", "above") else self.limit - value

    def holds_for(self, value: float) -> bool:
        """Whether a value passes."""
        if self.operation == "at_least":
            return value >= self.limit
        if self.operation == "above":
            return value > self.limit
        return value < self.limit if self.operation == "below" else value <= self.limit


@dataclass(frozen=True, slots=True, eq=False)
class Provision:
    """A clause with its rule and the days it binds on.

    Args:
        rule: id of the rule.
        sort: sort of the rule.
        does: what it does ("classify").
        clause: the clause as recorded.
        tests: all of them must pass.
        lists: places, parties and names, by key.
        start: first day it binds, or None where it never does.
        end: first day it no longer binds, or None.
        off: spans of days on which it is stayed.
        unenforced: spans on which it stands and is not enforced.
        memory: what answers worked out of it so far.
    """

    rule: str
    sort: str
    does: str
    clause: Clause
    tests: tuple[Test, ...]
    lists: Mapping[str, tuple[str, ...]]
    start: dt.date | None
    end: dt.date | None
    off: tuple[Any, ...] = ()
    unenforced: tuple[Any, ...] = ()
    memory: dict[Any, Any] = field(default_factory=dict, repr=False)

    @property
    def status(self) -> str:
        """The outcome that it sets, or ""."""
        return str(self.clause.detail.get("status", ""))

    @property
    def paragraph(self) -> str:
        """The paragraph that it puts an item in, or ""."""
        return str(self.clause.detail.get("paragraph", ""))

    @property
    def name(self) -> str:
        """How an answer calls it: the paragraph, the name of an exception, or the label."""
        detail = self.clause.detail
        return str(detail.get("name") or detail.get("label") or self.clause.where or self.rule)

    def stands_on(self, day: dt.date) -> bool:
        """Whether it is law on a day, enforced or not."""
        begun = self.start is not None and self.start <= day and (self.end is None or day < self.end)
        return begun and not any(day in span for span in self.off)

    def enforced_on(self, day: dt.date) -> bool:
        """Whether it is law on a day and enforced."""
        return self.stands_on(day) and not any(day in span for span in self.unenforced)

    def fits(self, item: Item, *, everyone: bool = False) -> State:
        """Whether an item is of the kind it is about; None where a fact is missing. The item remembers it.

        Args:
            item: what is shipped.
            everyone: take a letter as if it bound every maker.
        """
        key = (self, everyone and bool(self.lists["binds"]))
        if key not in item.memory:
            item.memory[key] = self._fits(item, everyone=everyone)
        found: State = item.memory[key]
        return found

    def _fits(self, item: Item, *, everyone: bool) -> State:
        if not self.is_about(item.kind, item.chip, item.vendor, everyone=everyone):
            return False
        states = [test.state(item.metrics) for test in self.tests if test.metric not in PARTY_METRICS]
        states.append(self.is_marketed(item.market))
        if False in states:
            return False
        return bool(self.clause.detail.get("if_unknown")) or None if None in states else True

    def is_about(self, kind: str, chip: str, vendor: str, *, everyone: bool = False) -> bool:
        """Whether it is about such items, whatever they measure.

        Args:
            kind: key of `oncurve.export.item.KINDS`.
            chip: catalogue id, or "".
            vendor: organisation id of the designer, or "".
            everyone: take a letter as if it bound every maker.
        """
        lists = self.lists
        if not self.is_about_kind(kind) or (lists["chips"] and chip not in lists["chips"]):
            return False
        return not lists["binds"] or everyone or vendor in lists["binds"]

    def is_about_kind(self, kind: str) -> bool:
        """Whether it is about items of a kind."""
        wanted = self.clause.detail.get("item")
        return wanted == kind if wanted else kind in ("ic", "logic") or not self._is_for_chips()

    def is_marketed(self, market: str) -> State:
        """Whether it is about items for that market; None where the market is not known and it asks for one."""
        wanted = self.clause.detail.get("market")
        if not wanted or self.does == "presume":
            return True
        return None if not market else market == wanted

    def _is_for_chips(self) -> bool:
        return self.does == "classify" or bool(self.tests and self.tests[0].metric in _OF_CHIPS)


_OF_CHIPS = ("tpp", "density", "io", "link", "dram_bandwidth", "dram_bandwidth_io")


def provisions_of(rule: Rule) -> list[Provision]:
    """The clauses of a rule, made ready."""
    end = rule.day("ends")
    made = []
    for clause in rule.clauses:
        lists = {key: tuple(clause.detail.get(key, ())) for key in _LISTS}
        tests = tuple(_test(row) for row in clause.detail.get("tests", ()))
        made.append(
            Provision(
                rule.id,
                rule.sort,
                clause.does,
                clause,
                tests,
                lists,
                clause.span.start or rule.binds_from,
                _first(clause.span.end, end),
                rule.spans("stayed"),
                rule.spans("not_enforced"),
            )
        )
    return made


def _first(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    days = [day for day in (one, other) if day is not None]
    return min(days) if days else None


def _test(row: Mapping[str, Any]) -> Test:
    operation = next(key for key in OPERATIONS if key in row)
    return Test(str(row["metric"]), operation, float(row[operation]), str(row.get("unit", "")))
