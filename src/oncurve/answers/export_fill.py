"""The numbers of many items put into the forms of their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from json.encoder import encode_basestring
from typing import NamedTuple

import numpy as np

from oncurve.answers.export_forms import FIRST_METRIC, FIRST_TEST, LEAST_BOTH, OWN, Form, Forms
from oncurve.answers.export_numbered import Choice, Places, Texts, groups, texts_of
from oncurve.answers.export_printed import printed, rounded, shortened, spoken
from oncurve.answers.export_shape import number_text
from oncurve.answers.export_tests import TestTable
from oncurve.export.columns import METRICS, Columns, Floats
from oncurve.export.nearest import Flips
from oncurve.export.status import STATUSES

__all__ = ["FlipTexts", "Solved", "escaped", "fill"]

#: rows that are worked out together, and of them those whose text is joined together
_AT_ONCE, _JOINED = 4096, 256
_SLOT = {name: number for number, name in enumerate(OWN)}


class FlipTexts:
    """The nearest change of a specification for each row, around the old value and the change.

    Args:
        count: of rows.
    """

    def __init__(self, count: int) -> None:
        #: for each row, the change in question; the first is none
        self._index: Places = np.zeros(count, np.intp)
        #: for each row, by what share the metric would change
        self._change = np.zeros(count)
        self._number: dict[tuple[str, float, int], int] = {("", 0.0, 0): 0}

    def put(self, rows: Places, flips: Flips) -> None:
        """Takes the nearest changes of some rows."""
        some = np.flatnonzero(flips.move >= 0)
        found = np.empty(len(some), np.intp)
        for kind, here in groups(flips.move[some] * len(STATUSES) + flips.rank[some]):
            move, rank = divmod(kind, len(STATUSES))
            key = (flips.metrics[move], float(flips.values[move]), rank)
            found[here] = self._number.setdefault(key, len(self._number))
        self._index[rows[some]], self._change[rows[some]] = found, flips.change[some]

    def texts(self, rows: Places, measured: Callable[[int], Texts]) -> tuple[Places, list[Texts]]:
        """Which of some rows have a change, and that as JSON in pieces.

        Args:
            rows: the rows.
            measured: gives the text of a metric for each of them.
        """
        index = self._index[rows]
        some = np.flatnonzero(index)
        index = index[some]
        old = np.empty(len(some), object)
        for metric, here in groups(self._metrics[index]):
            old[here] = measured(metric)[some[here]]
        start, middle, end = (each[index] for each in self._pieces)
        return some, [start, old, middle, printed(self._change[rows[some]]), end]

    @cached_property
    def _pieces(self) -> tuple[Texts, ...]:
        """The JSON of each change before the old value, between it and the change, and after that."""
        starts = [f'{{"metric":"{metric}","from":' for metric, _, _ in self._number]
        middles = [f',"to":{number_text(value)},"change":' for _, value, _ in self._number]
        ends = [f',"status":"{STATUSES[rank]}"}}' for _, _, rank in self._number]
        return tuple(texts_of([each.encode() for each in some]) for some in (starts, middles, ends))

    @cached_property
    def _metrics(self) -> Places:
        """The place of the metric of each change among `METRICS`; -1 for none."""
        return np.array([METRICS.index(each[0]) if each[0] else -1 for each in self._number], np.intp)


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


def fill(solved: Solved) -> Iterator[bytes]:
    """The answers, some lines at a time."""
    forms = Forms(solved.forms)
    for first in range(0, len(solved.form), _AT_ONCE):
        yield from _Page(solved, forms, np.arange(first, min(first + _AT_ONCE, len(solved.form)))).lines()


class _Page:
    """Some rows at work.

    Args:
        solved: all rows.
        forms: the forms that occur.
        rows: which of the rows these are.
    """

    def __init__(self, solved: Solved, forms: Forms, rows: Places) -> None:
        self._solved, self._forms, self._rows, self._form = solved, forms, rows, solved.form[rows]
        self._pieces = forms.pieces.take(self._form, axis=0)
        self._flat = self._pieces.reshape(-1)
        self._values: Floats = np.stack([solved.columns.value[each][rows] for each in METRICS])
        self._measured: dict[int, Texts] = {}

    def lines(self) -> Iterator[bytes]:
        """The answers to the rows, some at a time."""
        for name, choice in self._solved.own.items():
            self._put(_SLOT[name], [choice.texts[choice.place[self._rows]]])
        for metric in range(len(METRICS)):
            if FIRST_METRIC + metric in self._forms.places:
                self._put(FIRST_METRIC + metric, [self._metric(metric)])
        if LEAST_BOTH in self._forms.places:
            self._put(LEAST_BOTH, [printed(self._solved.columns.low["dram_bandwidth_io"][self._rows])])
        some, pieces = self._solved.flips.texts(self._rows, self._metric)
        self._put(_SLOT["flip"], pieces, some)
        self._put_tests()
        for start in range(0, len(self._rows), _JOINED):
            yield b"".join(self._pieces[start : start + _JOINED].reshape(-1).tolist())

    def _metric(self, number: int) -> Texts:
        """The text of a metric of each row."""
        if number not in self._measured:
            self._measured[number] = printed(self._values[number])
        return self._measured[number]

    def _put(self, slot: int, pieces: Sequence[Texts], rows: Places | None = None) -> None:
        """Puts pieces into a slot of some rows, wherever it stands, or of all."""
        form = self._form if rows is None else self._form[rows]
        for places in self._forms.places.get(slot, ()):
            place = places[form]
            here = np.flatnonzero(place >= 0)
            row = here if rows is None else rows[here]
            at = row * self._forms.width + place[here]
            for offset, each in enumerate(pieces):
                self._flat[at + offset] = each[here]

    def _put_tests(self) -> None:
        tests, forms = self._solved.tests, self._forms
        which, row = np.nonzero(forms.first[:, self._form] >= 0)
        test = np.array(forms.tests, np.intp)[which]
        value = self._values[tests.metric[test], row]
        margin, holds = tests.margins(test, value)
        verdicts, margins = tests.verdicts[2 * test + holds], printed(margin)
        edges = np.searchsorted(which, np.arange(len(forms.tests) + 1)).tolist()
        for number, start, stop in zip(forms.tests, edges, edges[1:], strict=False):
            here = row[start:stop]
            measured = self._metric(int(tests.metric[number]))[here]
            self._put(FIRST_TEST + number, [measured, verdicts[start:stop], margins[start:stop]], here)
        if _SLOT["miss"] in forms.places:
            tells = forms.places[_SLOT["miss"]][0][self._form] >= 0
            missed = np.flatnonzero(~holds & (tests.limit[test] != 0) & np.isfinite(margin) & tells[row])
            self._put_misses(which[missed], row[missed], value[missed], margin[missed])

    def _put_misses(self, which: Places, row: Places, value: Floats, margin: Floats) -> None:
        """Says of each row which limit it misses by the least.

        Args:
            which: of all tests that fail, the places among those that occur.
            row: for each of them, the row.
            value: what it compares.
            margin: by how much it fails.
        """
        tests, forms, form = np.array(self._forms.tests, np.intp)[which], self._forms, self._form[row]
        lacks = abs(rounded(margin))
        nearest = _nearest(lacks / abs(self._solved.tests.limit[tests]), row, forms.first[which, form])
        said = [
            texts_of([b": "] * len(nearest)),
            spoken(value[nearest]),
            self._solved.tests.misses[tests[nearest]],
            shortened(lacks[nearest]),
            forms.told[which[nearest], form[nearest]],
        ]
        self._put(_SLOT["miss"], said, row[nearest])


def _nearest(share: Floats, row: Places, place: Places) -> Places:
    """Where the least share of each row stands, of several the one with the least place."""
    count = row.max(initial=-1) + 1
    least = np.full(count, np.inf)
    np.minimum.at(least, row, share)
    some = np.flatnonzero(share == least[row])
    first = np.full(count, np.iinfo(np.intp).max)
    np.minimum.at(first, row[some], place[some])
    found: Places = some[place[some] == first[row[some]]]
    return found


def escaped(labels: Sequence[str]) -> Texts:
    """Names as they stand within a string of JSON."""
    text = encode_basestring("\n".join(labels))[1:-1].split("\\n")
    if len(text) == len(labels):
        return texts_of([each.encode() for each in text])
    return texts_of([encode_basestring(each)[1:-1].encode() for each in labels])
