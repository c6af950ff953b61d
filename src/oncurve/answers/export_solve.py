"""A block of rows, answered: what follows for each item under each case that occurs, put into text once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from oncurve.answers.export_because import Line
from oncurve.answers.export_flips import date_flips
from oncurve.answers.export_items import Shipment
from oncurve.answers.export_rows import Asked, Block, Day, Entry, Pair
from oncurve.answers.export_screening import make_room
from oncurve.answers.export_shape import Reach, Shape, Template, dump
from oncurve.answers.export_status import ExportStatus, warnings_of
from oncurve.answers.export_table import Table
from oncurve.export.parties import Parties
from oncurve.export.provision import STATES
from oncurve.export.rules import reported
from oncurve.export.status import STATUSES, decide
from oncurve.export.tariff import fitting

if TYPE_CHECKING:
    from oncurve.answers.export_screening import Screening
    from oncurve.export.case import Case
    from oncurve.export.rules import Path, Regime

__all__ = ["Solver"]


class Solver:
    """What follows for the items of a list.

    Args:
        screening: the law.
    """

    def __init__(self, screening: Screening) -> None:
        self._screening = screening
        self._known: list[Entry] = []
        self._shapes: dict[tuple[Any, ...], Shape] = {}
        self._alike: dict[tuple[Any, ...], Shape] = {}
        self._dates: dict[bytes, list[bytes]] = {}
        self._reaches: dict[tuple[Line, ...], Reach] = {}

    def prepare(self, block: Block) -> None:
        """Puts the new items of a block into tables: chips of the catalogue into one, the others by their ways."""
        chips = [each for each in block.fresh if each.item.chip and each.table is None]
        if chips:
            self._known += dict.fromkeys(chips)
            table = Table([each.item for each in self._known], self._screening.kin)
            for each in self._known:
                each.table, each.row = table, table.rows[each.item]
        fresh = {each for each in block.fresh if not each.item.chip}
        if not fresh:
            return
        ways: dict[Path, dict[Entry, dict[Case, None]]] = defaultdict(lambda: defaultdict(dict))
        for index, entry in enumerate(block.entries):
            if entry in fresh and index not in block.errors:
                path = self.path(block.pairs[index], block.parties[index])
                ways[path][entry][path[block.days[index].index]] = None
        for path, entries in ways.items():
            self._follow(path, entries)

    def path(self, pair: Pair, parties: Parties) -> Path:
        """The case of a row under each regime."""
        path = pair.paths.get(parties)
        if path is None:
            path = pair.paths[parties] = self._screening.law.path(*pair.treated, parties)
        return path

    def mark(self, entry: Entry, day: Day, parties: Parties, case: Case) -> Any:
        """What rows on one item share that have one template: the case, and with it what else bears on the text."""
        if parties.listed_share is None and not entry.always_warns:
            return case
        return case, parties.listed_share, reported(entry.item, self._screening.regimes[day.index])

    def template(self, asked: Asked, mark: Any) -> Template:
        """The answer of a row in pieces, which the entry remembers by its mark."""
        if asked.entry.table is None or asked.path not in asked.entry.dates:
            self._follow(asked.path, {asked.entry: {asked.case: None}})
        made = asked.entry.templates[mark] = self._template(asked)
        return made

    def dates(self, entry: Entry, path: Path) -> list[bytes]:
        """The days around, for each regime; the entry remembers them."""
        if path not in entry.dates:
            self._follow(path, {entry: dict.fromkeys(path)})
        return entry.dates[path]

    def _follow(self, path: Path, entries: dict[Entry, dict[Case, None]]) -> None:
        """Works out the days around for items that go one way, and tables for those that no catalogue holds.

        Args:
            path: the way.
            entries: the items, with the cases that are asked of each.
        """
        if any(entry.item.chip for entry in entries):
            self._put_dates(path, self._known)
        others = [entry for entry in entries if not entry.item.chip]
        if not others:
            return
        table = Table([each.item for each in others], self._screening.kin)
        for row, entry in enumerate(others):
            entry.table, entry.row = table, row
        self._put_dates(path, others)
        cases: dict[Case, list[Entry]] = defaultdict(list)
        for entry in others:
            for each in entries[entry]:
                cases[each].append(entry)
        for case, some in cases.items():
            part = table.take(np.array([each.row for each in some], np.intp))
            for row, entry in enumerate(some):
                entry.seats[case] = (part, row)

    def _put_dates(self, path: Path, entries: Sequence[Entry]) -> None:
        table = entries[0].table
        assert table is not None
        plain = np.array([each.row for each in entries], np.intp)
        ranks = np.empty((len(path), len(entries)), np.uint8)
        for index, (regime, case) in enumerate(zip(self._screening.regimes, path, strict=True)):
            rows = table.rows_under(regime, plain)
            ranks[index] = np.array(table.ranks(case), np.uint8)[rows]
        for entry, column in zip(entries, np.ascontiguousarray(ranks.T), strict=True):
            key = column.tobytes()
            if key not in self._dates:
                make_room(self._dates)
                self._dates[key] = _dates_of(tuple([STATUSES[each] for each in key]), self._screening)
            entry.dates[path] = self._dates[key]

    def _row(self, entry: Entry, regime: Regime) -> int:
        assert entry.table is not None
        return entry.table.reported[entry.item] if reported(entry.item, regime) else entry.row

    def _template(self, asked: Asked) -> Template:
        entry, case = asked.entry, asked.case
        item, regime = entry.item, self._screening.regimes[asked.day.index]
        table, row = entry.seats.get(case) or (entry.table, self._row(entry, regime))
        assert table is not None
        shape = self.shape(asked, table.keys(case)[row])
        shipment = Shipment(item, *asked.pair.treated, asked.day.on, asked.parties)
        also = table.also(case, row, table.readings.get((item, reported(item, regime)), ()))
        spec = table.spec(case, row)
        alike = (shape, spec, also, asked.parties.listed_share)
        if alike not in entry.told:
            entry.told[alike] = shape.template(shipment, entry.own, spec, also)
        return entry.told[alike]

    def shape(self, asked: Asked, states: bytes) -> Shape:
        """The shape of an answer; one for all items that fit alike what bears on its text.

        Args:
            asked: a row that gets such an answer.
            states: whether each provision of its case fits the item, a byte each.
        """
        case, item = asked.case, asked.entry.item
        held = reported(item, self._screening.regimes[asked.day.index])
        told = item.reported.amount if held and item.reported is not None else None
        key = (case, states, item.kind, _bound(case, item.vendor), asked.parties.listed_share is None, told)
        shape = self._shapes.get(key)
        if shape is not None:
            return shape
        answer = self._answer(asked, states)
        lines = answer.lines()
        alike = (
            *lines,
            answer.status,
            answer.enforced.paragraph,
            answer.enforced.possible,
            answer.decider,
            answer.written.status,
            answer.rule,
            tuple(answer.missing),
            told,
            *[tuple(fitting(case, answer.states, does)) for does in ("charge", "gate")],
        )
        shape = self._alike.get(alike)
        if shape is None:
            make_room(self._alike)
            shape = self._alike[alike] = Shape(answer, lines, self._reach)
        if answer.status != "unknown":  # what is missing is the item's own
            make_room(self._shapes)
            self._shapes[key] = shape
        return shape

    def _answer(self, asked: Asked, key: bytes) -> ExportStatus:
        day, item, parties = asked.day.on, asked.entry.item, asked.parties
        states = tuple([STATES[each] for each in key])
        enforced = decide(asked.case, states)
        return ExportStatus(
            Shipment(item, *asked.pair.treated, day, parties),
            Shipment(item, asked.pair.to, asked.pair.hq, day, parties),
            self._screening.regimes[asked.day.index],
            asked.case,
            states,
            enforced,
            enforced if all(asked.case.enforced) else decide(asked.case, states, as_written=True),
            self._screening,
        )

    def warnings(self, entry: Entry, day: Day, pair: Pair) -> bytes:
        """The warnings of a row, as JSON; the entry remembers them."""
        item, to = entry.item, pair.treated[0]
        key = (day.late, day.on < entry.released, to == "US", item.reported and day.index)
        found = entry.warnings.get(key)
        if found is None:
            found = entry.warnings[key] = dump(warnings_of(self._screening, item, day.on, to)).encode(errors="replace")
        return found

    def _reach(self, lines: tuple[Line, ...]) -> Reach:
        found = self._reaches.get(lines)
        if found is None:
            found = self._reaches[lines] = Reach(lines)
        return found


def _bound(case: Case, vendor: str) -> tuple[bool, ...]:
    """Which of the letters in reach bind a maker."""
    key = ("bound", vendor)
    if key not in case.memory:
        reached = [each for each, place in zip(case.provisions, case.place, strict=True) if place]
        case.memory[key] = tuple([vendor in each.lists["binds"] for each in reached if each.lists["binds"]])
    found: tuple[bool, ...] = case.memory[key]
    return found


def _dates_of(timeline: tuple[str, ...], screening: Screening) -> list[bytes]:
    """For each regime, the days around it on which the status changes, as JSON."""
    return [dump(date_flips(screening, timeline, index)).encode() for index in range(len(timeline))]
