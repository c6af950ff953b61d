"""Forms: the text of answers with slots, into which the numbers of each item and what else is a row's own are put."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from oncurve.answers.export_because import Line, line_row
from oncurve.answers.export_numbered import Places, Texts
from oncurve.answers.export_shape import Reach, Shape, dump, inside
from oncurve.export.columns import METRICS

if TYPE_CHECKING:
    from oncurve.answers.export_items import Shipment
    from oncurve.export.provision import Test

__all__ = ["FIRST_METRIC", "FIRST_TEST", "LEAST_BOTH", "OWN", "Form", "Forms"]

#: what a row puts into an answer beside the numbers of its item
OWN = ("label", "stamp", "iso", "places", "flip", "dates", "said", "where", "miss", "warnings")
#: number of the slot for the value of the first metric, for the least that memory with input and output can be, and
#: for the first test
FIRST_METRIC = len(OWN)
LEAST_BOTH = FIRST_METRIC + len(METRICS)
FIRST_TEST = LEAST_BOTH + 1
_SLOT = {name: number for number, name in enumerate((*OWN, *METRICS))}
#: the pieces that may stand in a slot, where these are more than one
_PIECES = {"flip": [b"null", b"", b"", b"", b""], "miss": [b""] * 5}
_OF_TEST = [b""] * 3


class Form:
    """An answer with slots.

    Args:
        shape: of the answer.
        shipment: one of the shipments that it answers.
        also: what follows by other readings, as rows of JSON.
        tests: the number of each test.
    """

    def __init__(self, shape: Shape, shipment: Shipment, also: str, tests: dict[Test, int]) -> None:
        self.reach: Reach | None = shape.reach
        #: no reason of the item stands before those of places
        self.bare = not shape.lines
        self._shipment, self._tests = shipment, tests
        #: the text in pieces, with room for what is put into slots
        self.pieces: list[bytes] = []
        #: each slot, with the place among pieces at which it begins
        self.slots: list[tuple[int, int]] = []
        #: what a sentence says in brackets of a test of which it tells, by the number of its slot
        self.told: dict[int, bytes] = {}
        self._in_text = False
        self._write(shape, also)

    def _write(self, shape: Shape, also: str) -> None:
        opening, statuses, readings, before, after, tail = shape.around(also)
        self._put(b'{"chip":"', "label", b'","destination":"', "stamp", "iso", opening)
        for number, line in enumerate(shape.lines):
            self._put(b"," if number else b"")
            self._line(line)
        self._put("places", b'],"tpp":', "tpp", b',"performance_density":', "density", statuses, "flip")
        self._put(b',"date":', "dates", readings, "said", b" ", "label", b" to ", "where", before)
        if shape.tells_miss:
            self._put("miss")
        self._put(after, "warnings", tail, b"\n")

    def _put(self, *parts: bytes | str) -> None:
        for each in parts:
            if isinstance(each, str):
                self._slot(_SLOT[each], _PIECES.get(each, [b""]))
            elif self._in_text:
                self.pieces[-1] += each
            else:
                self.pieces.append(each)
                self._in_text = True

    def _slot(self, number: int, pieces: list[bytes]) -> None:
        self.slots.append((number, len(self.pieces)))
        self.pieces += pieces
        self._in_text = False

    def _line(self, line: Line) -> None:
        known = None if line.test is None else self._shipment.item.metrics.get(line.test.metric)
        if line.test is None or known is None:
            self._put(dump(line_row(line, self._shipment)).encode())
        elif known.value is None:
            row = {**line_row(line, self._shipment), "bounds": [0, None]}
            before, after = dump(row).rsplit("0", 1)
            self._put(before.encode())
            self._slot(LEAST_BOTH, [b""])
            self._put(after.encode())
        else:
            start, _, end = line.pieces
            number = FIRST_TEST + self._tests[line.test]
            self._put(start.encode())
            self._slot(number, _OF_TEST)
            self._put(end.encode())
            self.told.setdefault(number, inside(f" ({line.words})").encode())


class Forms:
    """Forms side by side, each as wide as the widest.

    Args:
        forms: the forms.
    """

    def __init__(self, forms: Sequence[Form]) -> None:
        count = len(forms)
        #: how many pieces each has
        self.width = max(len(each.pieces) for each in forms)
        #: the pieces of each (rows)
        self.pieces: Texts = np.full((count, self.width), b"", object)
        #: by slot, where it begins in each form, below zero where it does not stand; as often as one form has it
        self.places: dict[int, list[Places]] = {}
        for number, form in enumerate(forms):
            self.pieces[number, : len(form.pieces)] = form.pieces
            for slot, place in form.slots:
                columns = self.places.setdefault(slot, [])
                column = next((each for each in columns if each[number] < 0), None)
                if column is None:
                    columns.append(column := np.full(count, -1, np.intp))
                column[number] = place
        #: the numbers of the tests that occur
        self.tests = sorted(each - FIRST_TEST for each in self.places if each >= FIRST_TEST)
        #: where each of them (rows) stands first in each form
        self.first: Places = np.full((len(self.tests), count), -1, np.intp)
        #: what a sentence says in brackets of each of them (rows) in each form
        self.told: Texts = np.full((len(self.tests), count), b"", object)
        for row, test in enumerate(self.tests):
            self.first[row] = self.places[FIRST_TEST + test][0]
            self.told[row] = [form.told.get(FIRST_TEST + test, b"") for form in forms]
