"""A block of rows that state figures of their own, answered all at once.

Items that pass alike every test there is are one cell: what the law says of them differs in numbers alone. So the law
is asked for each cell under each case, the answer becomes a `Form`, and the numbers are worked out, printed and put
into the forms in arrays.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from oncurve.answers.export_cells import Cells, other_reading
from oncurve.answers.export_fill import FlipTexts, Solved, escaped, fill
from oncurve.answers.export_flips import days_around
from oncurve.answers.export_forms import Form
from oncurve.answers.export_items import Shipment
from oncurve.answers.export_numbered import Choice, Numbered, Places, groups, texts_of
from oncurve.answers.export_rows import Asked, Day, Entry, Pair
from oncurve.answers.export_screening import make_room
from oncurve.answers.export_shape import Shape, dump
from oncurve.answers.export_status import warnings_of
from oncurve.answers.export_tests import TestTable
from oncurve.export.columns import tests_of
from oncurve.export.item import Item
from oncurve.export.nearest import Flips, moved_ranks, nearest_of, no_flips, stands_alone
from oncurve.export.parties import Parties
from oncurve.export.status import STATUSES

if TYPE_CHECKING:
    from oncurve.answers.export_figures import Figures
    from oncurve.answers.export_screening import Screening
    from oncurve.answers.export_solve import Solver
    from oncurve.export.case import Case
    from oncurve.export.ranks import Ranks
    from oncurve.export.rules import Path

__all__ = ["OwnRows", "Sheet"]

_NONE = len(STATUSES)


class OwnRows(NamedTuple):
    """Rows that state figures, a column each.

    Args:
        days: when.
        pairs: where to, and for whom.
        parties: who takes part.
        figures: what.
    """

    days: list[Day]
    pairs: list[Pair]
    parties: list[Parties]
    figures: Figures


class _Ways(NamedTuple):
    """Which cases rows meet.

    Args:
        paths: the ways that occur, each a case under each regime.
        path: for each row, which of them.
        regime: for each row, the regime of its day.
        cases: the cases that occur.
        table: for each way and regime, which of the cases.
        case: for each row, which of the cases.
    """

    paths: list[Path]
    path: Places
    regime: Places
    cases: list[Case]
    table: NDArray[np.intp]
    case: Places


class Sheet:
    """Answers rows that state figures.

    Args:
        screening: the law.
        solver: gives the shapes of answers.
    """

    def __init__(self, screening: Screening, solver: Solver) -> None:
        self._screening, self._solver = screening, solver
        provisions = dict.fromkeys(each for regime in screening.regimes for each in regime.provisions)
        self._tests = TestTable(list(dict.fromkeys(test for each in provisions for test in tests_of(each))))
        self._forms: dict[tuple[Case, bytes], Form] = {}
        self._alike: dict[tuple[Shape, str, bytes], Form] = {}
        self._kin = screening.kin

    def answers(self, rows: OwnRows) -> Iterator[bytes]:
        """The answers to rows, some lines at a time."""
        make_room(self._forms)
        make_room(self._alike)
        cells = Cells(rows.figures.columns, list(self._tests.number), self._kin)
        days, pairs = Numbered(rows.days), Numbered(rows.pairs)
        ways = self._ways(rows, pairs, np.array([each.index for each in days.found])[days.place])
        forms, form = self._formed(rows, cells, ways)
        own = {
            "label": Choice(escaped(rows.figures.labels), np.arange(len(rows.days))),
            "stamp": pairs.texts(lambda each: each.stamp),
            "iso": days.texts(lambda each: each.iso),
            "said": days.texts(lambda each: each.said),
            "where": pairs.texts(lambda each: each.where),
            "places": _places(forms, form, days, pairs),
            "dates": self._dates(cells, ways),
            "warnings": self._warnings(days, pairs),
        }
        return fill(Solved(rows.figures.columns, forms, form, own, self._flips(rows, cells, ways), self._tests))

    def _ways(self, rows: OwnRows, pairs: Numbered[Pair], regime: Places) -> _Ways:
        parties = Numbered(list(map(id, rows.parties)))
        code = pairs.place * len(parties.found) + parties.place
        _, first, place = np.unique(code, return_index=True, return_inverse=True)
        paths = Numbered([self._solver.path(rows.pairs[each], rows.parties[each]) for each in first.tolist()])
        cases = Numbered([each for path in paths.found for each in path])
        table = cases.place.reshape(len(paths.found), -1)
        path = paths.place[place]
        return _Ways(paths.found, path, regime, cases.found, table, table[path, regime])

    def _formed(self, rows: OwnRows, cells: Cells, ways: _Ways) -> tuple[list[Form], Places]:
        """The forms that occur, and which of them each row has."""
        numbers: dict[Form, int] = {}
        entries: dict[int, Entry] = {}
        found = np.empty(len(rows.days), np.intp)
        for number, here in groups(ways.case):
            case = ways.cases[number]
            kinds, first, place = np.unique(cells.place[here], return_index=True, return_inverse=True)
            some = []
            for key, kind, row in zip(cells.keys(case, kinds), kinds.tolist(), here[first].tolist(), strict=True):
                form = self._forms.get((case, key))
                if form is None:
                    entry = entries.get(kind)
                    if entry is None:
                        entry = entries[kind] = Entry(rows.figures.item(row))
                    path = ways.paths[ways.path[row]]
                    asked = Asked(rows.days[row], rows.pairs[row], entry, rows.parties[row], path)
                    form = self._forms[case, key] = self._form(asked, key)
                some.append(numbers.setdefault(form, len(numbers)))
            found[here] = np.array(some, np.intp)[place]
        return list(numbers), found

    def _form(self, asked: Asked, key: bytes) -> Form:
        case, count = asked.case, len(asked.case.provisions)
        shape = self._solver.shape(asked, key[:count])
        also = other_reading(case, key)
        alike = (shape, also, key[2 * count :])
        form = self._alike.get(alike)
        if form is None:
            shipment = Shipment(asked.entry.item, *asked.pair.treated, asked.day.on, asked.parties)
            form = self._alike[alike] = Form(shape, shipment, also, self._tests.number)
        return form

    def _dates(self, cells: Cells, ways: _Ways) -> Choice:
        """The days around for each row."""
        code = np.empty(len(ways.path), np.int64)
        for number, here in groups(ways.path):
            ranks = np.stack([cells.ranks(ways.cases[each]) for each in ways.table[number]])
            code[here] = _stretches(ranks)[ways.regime[here], cells.place[here]]
        codes, place = np.unique(code, return_inverse=True)
        return Choice(texts_of([self._days_around(int(each)) for each in codes]), place)

    def _days_around(self, code: int) -> bytes:
        code, after = divmod(code, _NONE + 1)
        code, last = divmod(code, len(self._screening.regimes) + 1)
        first, before = divmod(code, _NONE + 1)
        words = (*STATUSES, "")
        return dump(days_around(self._screening, (first, words[before]), (last, words[after]))).encode()

    def _warnings(self, days: Numbered[Day], pairs: Numbered[Pair]) -> Choice:
        """The warnings of each row, on an item that never came on sale."""
        late = Numbered([each.late for each in days.found])
        home = np.array([each.treated[0] == "US" for each in pairs.found], np.intp)
        place = late.place[days.place] * 2 + home[pairs.place]
        some = dict(zip(late.place.tolist(), days.found, strict=True))
        unsold = Item("")
        texts = [
            dump(warnings_of(self._screening, unsold, some[each].on, to)).encode()
            for each in range(len(late.found))
            for to in ("", "US")
        ]
        return Choice(texts_of(texts), place)

    def _flips(self, rows: OwnRows, cells: Cells, ways: _Ways) -> FlipTexts:
        """The nearest change of a specification that gives each row another status."""
        kin = Numbered([self._kin.of(each) for each in ways.cases])
        found = FlipTexts(len(rows.days))
        for number, here in groups(kin.place[ways.case]):
            found.put(here, self._nearest(kin.found[number], rows, cells, here))
        return found

    def _nearest(self, case: Case, rows: OwnRows, cells: Cells, here: Places) -> Flips:
        kinds, place = np.unique(cells.place[here], return_inverse=True)
        items = rows.figures.columns.take(here)
        alone = stands_alone(case, cells.columns, kinds)
        moved = moved_ranks(case, cells.columns, kinds) if alone else moved_ranks(case, items)
        return no_flips(len(here)) if moved is None else nearest_of(moved, items, place if alone else None)


def _places(forms: list[Form], form: Places, days: Numbered[Day], pairs: Numbered[Pair]) -> Choice:
    """The reasons of places for each row; where a form has none, that its day is before the first rule."""
    told = Numbered([(each.reach, each.bare) for each in forms])
    count = len(told.found)
    reach = told.place[form]
    early = np.array([each[0] is None for each in told.found])[reach]
    code = np.where(early, days.place, pairs.place) * count + reach
    codes, place = np.unique(code, return_inverse=True)
    texts = []
    for each in codes.tolist():
        which, (some, bare) = each // count, told.found[each % count]
        if some is None:
            texts.append(days.found[which].before)
        else:
            texts.append(some.text(*pairs.found[which].treated)[bool(bare) :])
    return Choice(texts_of(texts), place)


def _stretches(ranks: Ranks) -> NDArray[np.int64]:
    """For each regime (rows) and cell, as a number: where its status begins and ends, and those before and after."""
    regimes = len(ranks)
    first, before = np.zeros(ranks.shape, np.int64), np.full(ranks.shape, _NONE, np.int64)
    last, after = np.full(ranks.shape, regimes, np.int64), before.copy()
    for here in range(1, regimes):
        same = ranks[here] == ranks[here - 1]
        first[here] = np.where(same, first[here - 1], here)
        before[here] = np.where(same, before[here - 1], ranks[here - 1])
    for here in range(regimes - 2, -1, -1):
        same = ranks[here] == ranks[here + 1]
        last[here] = np.where(same, last[here + 1], here + 1)
        after[here] = np.where(same, after[here + 1], ranks[here + 1])
    return ((first * (_NONE + 1) + before) * (regimes + 1) + last) * (_NONE + 1) + after
