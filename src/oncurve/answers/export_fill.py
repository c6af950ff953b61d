"""The numbers of many items put into the forms of their answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from json.encoder import encode_basestring
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from oncurve.answers.export_because import plain_number
from oncurve.answers.export_forms import FIRST_METRIC, FIRST_TEST, LEAST_BOTH, OWN, Form
from oncurve.answers.export_numbered import Choice, Places, Texts, groups, texts_of
from oncurve.answers.export_printed import printed, rounded
from oncurve.answers.export_sentence import short
from oncurve.answers.export_shape import number_text
from oncurve.export.columns import METRICS, Columns, Floats
from oncurve.export.nearest import Flips
from oncurve.export.provision import Test
from oncurve.export.status import STATUSES

__all__ = ["FlipTexts", "Solved", "TestTable", "escaped", "fill"]

_AT_ONCE = 4096
_VERDICTS = (b'false,"margin":', b'true,"margin":')
_MISS = OWN.index("miss")


class FlipTexts:
    """The nearest change of a specification for each row, around the old value and the change.

    Args:
        count: of rows.
    """

    def __init__(self, count: int) -> None:
        #: for each row, the change in question; the first is none
        self.index: Places = np.zeros(count, np.intp)
        #: for each row, by what share the metric would change
        self.change = np.zeros(count)
        self._number: dict[tuple[str, float, int], int] = {("", 0.0, 0): 0}

    def put(self, rows: Places, flips: Flips) -> None:
        """Takes the nearest changes of some rows."""
        some = np.flatnonzero(flips.move >= 0)
        found = np.empty(len(some), np.intp)
        for kind, here in groups(flips.move[some] * len(STATUSES) + flips.rank[some]):
            move, rank = divmod(kind, len(STATUSES))
            key = (flips.metrics[move], float(flips.values[move]), rank)
            found[here] = self._number.setdefault(key, len(self._number))
        self.index[rows[some]], self.change[rows[some]] = found, flips.change[some]

    def texts(self, rows: Places, values: Texts) -> Texts:
        """The changes of some rows as JSON.

        Args:
            rows: the rows.
            values: of each of them (rows) the text of each metric (columns).
        """
        index = self.index[rows]
        some = np.flatnonzero(index)
        old = values[some, self._metrics[index[some]]].tolist()
        change = printed(self.change[rows[some]]).tolist()
        found = np.full(len(rows), b"null", object)
        pieces = [self._pieces[each] for each in index[some].tolist()]
        found[some] = texts_of(
            [
                b"".join((start, was, middle, by, end))
                for (start, middle, end), was, by in zip(pieces, old, change, strict=True)
            ]
        )
        return found

    @cached_property
    def _pieces(self) -> list[tuple[bytes, bytes, bytes]]:
        """The JSON of each change before the old value, between it and the change, and after that."""
        made = [
            (
                f'{{"metric":"{metric}","from":',
                f',"to":{number_text(value)},"change":',
                f',"status":"{STATUSES[rank]}"}}',
            )
            for metric, value, rank in self._number
        ]
        return [(start.encode(), middle.encode(), end.encode()) for start, middle, end in made]

    @cached_property
    def _metrics(self) -> Places:
        """The place of the metric of each change among `METRICS`; -1 for none."""
        return np.array([METRICS.index(each[0]) if each[0] else -1 for each in self._number], np.intp)


class TestTable:
    """Tests as columns.

    Args:
        tests: the tests.
    """

    def __init__(self, tests: Sequence[Test]) -> None:
        self.number = {each: number for number, each in enumerate(tests)}
        self._metric = np.array([METRICS.index(each.metric) for each in tests], np.intp)
        #: the limit of each
        self.limit = np.array([each.limit for each in tests], float)
        self._upward = np.array([each.operation in ("at_least", "above") for each in tests], bool)
        self._reached = np.array([each.operation in ("at_least", "at_most") for each in tests], bool)

    def margins(self, test: Places, values: Floats, row: Places) -> tuple[Floats, NDArray[np.bool_]]:
        """By how much tests hold or, below zero, fail; and whether they hold.

        Args:
            test: numbers of tests.
            values: of each item (rows) the metrics (columns).
            row: for each of the tests, the item.
        """
        value, limit = self.values(test, values, row), self.limit[test]
        upward = self._upward[test]
        margin = np.where(upward, value - limit, limit - value)
        beyond = np.where(upward, value > limit, value < limit)
        return margin, beyond | (self._reached[test] & (value == limit))

    def values(self, test: Places, values: Floats, row: Places) -> Floats:
        """What tests compare; as in `margins`."""
        found: Floats = values[row, self._metric[test]]
        return found


class Solved(NamedTuple):
    """Rows, ready to be filled in.

    Args:
        columns: the items.
        forms: the forms that occur.
        form: for each row, which of them.
        own: what is a row's own but for numbers, by slot.
        flips: the nearest changes.
        tests: all tests.
    """

    columns: Columns
    forms: list[Form]
    form: Places
    own: dict[str, Choice]
    flips: FlipTexts
    tests: TestTable


def fill(solved: Solved) -> Iterator[list[bytes]]:
    """The answers, some lines at a time."""
    count = np.array([len(each.slots) for each in solved.forms], np.intp)
    start = np.cumsum(count) - count
    slots = np.array([slot for each in solved.forms for slot in each.slots], np.intp)
    words = [each for form in solved.forms for each in form.words]
    tells = np.array([each.tells_miss for each in solved.forms], bool)
    for first in range(0, len(solved.form), _AT_ONCE):
        rows = np.arange(first, min(first + _AT_ONCE, len(solved.form)))
        form = solved.form[rows]
        many = count[form]
        ends = np.cumsum(many)
        place = np.arange(ends[-1]) + np.repeat(start[form] - (ends - many), many)
        flat = _filled(solved, rows, _Slots(slots[place], place, np.repeat(np.arange(len(rows)), many)), words, tells)
        yield _joined([solved.forms[each].pieces for each in form.tolist()], flat, ends.tolist())


class _Slots(NamedTuple):
    """The slots of some rows, one after another.

    Args:
        number: of each slot.
        place: of each slot among those of all forms.
        row: in which it stands.
    """

    number: Places
    place: Places
    row: Places


def _joined(forms: list[list[bytes]], flat: list[bytes], ends: list[int]) -> list[bytes]:
    """The text of each row: the pieces of its form with what stands between them."""
    found, start, join = [], 0, b"".join
    for pieces, end in zip(forms, ends, strict=True):
        pieces[1::2] = flat[start:end]
        found.append(join(pieces))
        start = end
    return found


def _filled(
    solved: Solved, rows: Places, slots: _Slots, words: list[tuple[str, str]], tells: NDArray[np.bool_]
) -> list[bytes]:
    """What stands in each slot of some rows."""
    values = np.stack([solved.columns.value[each][rows] for each in METRICS], axis=1)
    texts = _own_texts(solved, rows, values)
    flat = np.empty(len(slots.number), object)
    of_tests = slots.number >= FIRST_TEST
    test, row = slots.number[of_tests] - FIRST_TEST, slots.row[of_tests]
    margin, holds = solved.tests.margins(test, values, row)
    flat[of_tests] = printed(margin, _VERDICTS, holds.astype(np.int8))
    limit = solved.tests.limit[test]
    missed = np.flatnonzero(~holds & (limit != 0) & np.isfinite(margin) & tells[solved.form[rows]][row])
    lacks = rounded(margin[missed])
    nearest = _nearest(abs(lacks / limit[missed]), row[missed])
    chosen = missed[nearest]
    told = (lacks[nearest], solved.tests.values(test[chosen], values, row[chosen]), slots.place[of_tests][chosen])
    said = []
    for lack, value, place in zip(*[each.tolist() for each in told], strict=True):
        before, after = words[place]
        said.append(f": {plain_number(value):,}{before}{short(abs(lack))}{after}".encode())
    texts[row[chosen], _MISS] = texts_of(said)
    others = ~of_tests
    flat[others] = texts[slots.row[others], slots.number[others]]
    found: list[bytes] = flat.tolist()
    return found


def _nearest(share: Floats, row: Places) -> Places:
    """Where the least share of each row stands first."""
    if not len(share):
        return np.zeros(0, np.intp)
    begins = np.r_[True, row[1:] != row[:-1]]
    starts = np.flatnonzero(begins)
    least = np.minimum.reduceat(share, starts)
    found = np.flatnonzero(share == np.repeat(least, np.diff(np.r_[starts, len(share)])))
    return found[np.r_[True, row[found][1:] != row[found][:-1]]]


def _own_texts(solved: Solved, rows: Places, values: Floats) -> Texts:
    """The text of every slot that no test fills, for each row."""
    texts = np.empty((len(rows), FIRST_TEST), object)
    for number, name in enumerate(OWN):
        if name in solved.own:
            choice = solved.own[name]
            texts[:, number] = choice.texts[choice.place[rows]]
    for number in range(len(METRICS)):
        known = ~np.isnan(values[:, number])
        if known.any() or METRICS[number] in ("tpp", "density"):
            texts[:, FIRST_METRIC + number] = printed(values[:, number])
    texts[:, LEAST_BOTH] = b"null"
    low = solved.columns.low["dram_bandwidth_io"][rows]
    both, memory = (np.isnan(values[:, METRICS.index(each)]) for each in ("dram_bandwidth_io", "dram_bandwidth"))
    bounded = both & ~memory
    texts[bounded, LEAST_BOTH] = printed(low[bounded])
    texts[:, OWN.index("flip")] = solved.flips.texts(rows, texts[:, FIRST_METRIC:])
    texts[:, _MISS] = b""
    return texts


def escaped(labels: Sequence[str]) -> Any:
    """Names as they stand within a string of JSON."""
    return texts_of([encode_basestring(each)[1:-1].encode() for each in labels])
