"""The lines of rows on items that others may share: what each prints of its own, put between the pieces of templates.

Rows that ask of one item under one case have one template. So templates are looked up once for all of them, and what
stands between their pieces comes in columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from oncurve.answers.export_numbered import Numbered, Places, Texts, distinct, texts_of
from oncurve.answers.export_rows import Asked, Block, Day, Entry, Pair
from oncurve.export.parties import Parties

if TYPE_CHECKING:
    from oncurve.answers.export_shape import Reach, Template
    from oncurve.answers.export_solve import Solver

__all__ = ["lines_of_block"]

_AT_ONCE = 64
_PIECES = 15


def lines_of_block(solver: Solver, block: Block) -> Iterator[bytes]:
    """The answers to rows, some lines at a time.

    Args:
        solver: the law.
        block: the rows; `solver` is prepared for them.
    """
    count = len(block.days)
    pieces: Texts = np.full((count, _PIECES), b"", object)
    pieces[:, -1] = b"\n"
    rows = np.arange(count)
    if block.errors:
        wrong = list(block.errors)
        pieces[wrong, 0] = texts_of(list(block.errors.values()))
        rows = np.delete(rows, wrong)
    if len(rows):
        for number, each in enumerate(_Lines(solver, block, rows).columns()):
            pieces[rows, number] = each
    for start in range(0, count, _AT_ONCE):
        yield b"".join(pieces[start : start + _AT_ONCE].reshape(-1).tolist())


class _Lines:
    """Rows at work.

    Args:
        solver: the law.
        block: rows.
        rows: those of them that can be answered.
    """

    def __init__(self, solver: Solver, block: Block, rows: Places) -> None:
        self._solver = solver
        self._days: Numbered[Day] = Numbered(_taken(block.days, rows))
        self._pairs: Numbered[Pair] = Numbered(_taken(block.pairs, rows))
        self._entries: Numbered[Entry] = Numbered(_taken(block.entries, rows))
        self._parties: list[Parties] = _taken(block.parties, rows)
        self._regime = np.array([each.index for each in self._days.found])[self._days.place]
        parties = Numbered(list(map(id, self._parties)))
        first, asked = distinct(self._pairs.place * len(parties.found) + parties.place)
        pairs = [self._pairs.found[each] for each in self._pairs.place[first].tolist()]
        some = [self._parties[each] for each in first.tolist()]
        self._paths = Numbered([solver.path(*each) for each in zip(pairs, some, strict=True)])
        self._path: Places = self._paths.place[asked]
        shares = Numbered([each.listed_share for each in some])
        self._share: Places = shares.place[asked]

    def columns(self) -> Iterator[Texts]:
        """What stands in each line, in turn."""
        days, pairs = self._days, self._pairs
        made, template = self._templates()

        def piece(name: str) -> Texts:
            return texts_of([getattr(each, name) for each in made])[template]

        yield piece("head")
        yield texts_of([each.stamp for each in pairs.found])[pairs.place]
        yield texts_of([each.iso for each in days.found])[days.place]
        yield piece("status")
        yield self._reasons(made, template)
        yield piece("numbers")
        yield self._dates()
        yield piece("also")
        yield texts_of([each.said for each in days.found])[days.place]
        yield piece("label")
        yield texts_of([each.where for each in pairs.found])[pairs.place]
        yield piece("end")
        yield self._warnings()
        yield piece("tail")

    def _templates(self) -> tuple[list[Template], Places]:
        """The templates that occur, and which of them each row has."""
        paths, entries = self._paths.found, self._entries.found
        cases = Numbered([case for path in paths for case in path])
        case = cases.place.reshape(len(paths), -1)[self._path, self._regime]
        # a report on an item holds on some days, and a share bears on the text
        warns = np.array([each.always_warns for each in entries], np.intp)[self._entries.place]
        also = self._share * (int(self._regime.max()) + 2) + warns * (self._regime + 1)
        code = (self._entries.place * len(cases.found) + case) * (int(also.max()) + 1) + also
        first, place = distinct(code)
        made = []
        asked = (self._entries.place, self._path, self._days.place, self._pairs.place)
        days, pairs = self._days.found, self._pairs.found
        for row, *which in zip(first.tolist(), *[each[first].tolist() for each in asked], strict=True):
            entry, path, day, pair = which
            made.append(self._template(entries[entry], paths[path], row, days[day], pairs[pair]))
        return made, place

    def _template(self, entry: Entry, path: Any, row: int, day: Day, pair: Pair) -> Template:
        parties = self._parties[row]
        mark = self._solver.mark(entry, day, parties, path[day.index])
        made = entry.templates.get(mark)
        return made or self._solver.template(Asked(day, pair, entry, parties, path), mark)

    def _reasons(self, made: list[Template], template: Places) -> Texts:
        """The reasons of places; where there is no reason at all, that the day is before the first rule."""
        told = Numbered([(each.reach, each.bare) for each in made])
        reach: Places = told.place[template]
        early = np.array([each[0] is None for each in told.found])[reach]
        which = np.where(early, self._days.place, self._pairs.place)
        first, place = distinct(which * len(told.found) + reach)
        texts = []
        for thing, number in zip(which[first].tolist(), reach[first].tolist(), strict=True):
            some, bare = told.found[number]
            if some is None:
                texts.append(self._days.found[thing].before)
            else:
                texts.append(_reach(self._pairs.found[thing], some)[bool(bare) :])
        return texts_of(texts)[place]

    def _dates(self) -> Texts:
        """The days around."""
        paths, entries = self._paths.found, self._entries.found
        first, place = distinct(self._entries.place * len(paths) + self._path)
        found = []
        asked = (self._entries.place[first].tolist(), self._path[first].tolist())
        for entry, path in [(entries[one], paths[other]) for one, other in zip(*asked, strict=True)]:
            found.append(entry.dates.get(path) or self._solver.dates(entry, path))
        return texts_of([found[each][day] for each, day in zip(place.tolist(), self._regime.tolist(), strict=True)])

    def _warnings(self) -> Texts:
        """The warnings."""
        days, pairs, entries = self._days, self._pairs, self._entries
        late = np.array([each.late > 0 for each in days.found], bool)[days.place]
        home = np.array([each.treated[0] == "US" for each in pairs.found], bool)[pairs.place]
        always = np.array([each.always_warns for each in entries.found], bool)[entries.place]
        day = np.array([each.on.toordinal() for each in days.found])[days.place]
        sold = np.array([each.released.toordinal() for each in entries.found])[entries.place]
        found: Texts = np.full(len(day), b"[]", object)
        for row in np.flatnonzero(late | home | always | (day < sold)).tolist():
            some = entries.found[entries.place[row]], days.found[days.place[row]], pairs.found[pairs.place[row]]
            found[row] = self._solver.warnings(*some)
        return found


def _taken(column: list[Any], rows: Places) -> list[Any]:
    return column if len(rows) == len(column) else [column[each] for each in rows.tolist()]


def _reach(pair: Pair, reach: Reach) -> bytes:
    """The reasons of places for a pair, which remembers them."""
    text = pair.reach.get(reach)
    if text is None:
        text = pair.reach[reach] = reach.text(*pair.treated)
    return text
