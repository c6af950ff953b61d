"""Forms: the text of answers with slots, into which the numbers of each item and what else is a row's own are put."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from oncurve.answers.export_because import Line, line_row, plain_number
from oncurve.answers.export_shape import Reach, Shape, dump, inside
from oncurve.export.columns import METRICS

if TYPE_CHECKING:
    from oncurve.answers.export_items import Shipment
    from oncurve.export.provision import Test

__all__ = ["FIRST_METRIC", "FIRST_TEST", "LEAST_BOTH", "OWN", "Form"]

#: what a row puts into an answer beside the numbers of its item
OWN = (
    "label",
    "stamp",
    "iso",
    "places",
    "flip",
    "dates",
    "said",
    "where",
    "miss",
    "warnings",
)
#: number of the slot for the value of the first metric, for the least that memory with input and output can be, and
#: for what the first test says
FIRST_METRIC = len(OWN)
LEAST_BOTH = FIRST_METRIC + len(METRICS)
FIRST_TEST = LEAST_BOTH + 1
_SLOT = {name: number for number, name in enumerate((*OWN, *METRICS))}


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
        self.tells_miss = shape.tells_miss
        self._shipment, self._tests = shipment, tests
        self._parts: list[bytes] = [b""]
        #: the slots in the order in which they stand
        self.slots: list[int] = []
        #: for each slot, the words before and after the margin if the sentence tells of the test that stands there
        self.words: list[tuple[str, str]] = []
        self._write(shape.around(also), shape.lines)
        #: the pieces of an answer; the odd ones are filled for each row
        self.pieces: list[bytes] = [b""] * (2 * len(self.slots) + 1)
        self.pieces[::2] = self._parts

    def _write(self, around: tuple[bytes, ...], lines: Sequence[Line]) -> None:
        opening, statuses, also, before, after, tail = around
        self._put(b'{"chip":"', "label", b'","destination":"', "stamp", "iso", opening)
        for number, line in enumerate(lines):
            self._put(b"," if number else b"")
            self._line(line)
        self._put("places", b'],"tpp":', "tpp", b',"performance_density":', "density", statuses, "flip")
        self._put(b',"date":', "dates", also, "said", b" ", "label", b" to ", "where", before)
        if self.tells_miss:
            self._put("miss")
        self._put(after, "warnings", tail, b"\n")

    def _put(self, *parts: bytes | str) -> None:
        for each in parts:
            if isinstance(each, bytes):
                self._parts[-1] += each
            else:
                self._slot(_SLOT[each])

    def _slot(self, number: int, words: tuple[str, str] = ("", "")) -> None:
        self.slots.append(number)
        self.words.append(words)
        self._parts.append(b"")

    def _line(self, line: Line) -> None:
        known = None if line.test is None else self._shipment.item.metrics.get(line.test.metric)
        if line.test is None or known is None:
            self._put(dump(line_row(line, self._shipment)).encode())
        elif known.value is None:
            row = {**line_row(line, self._shipment), "bounds": [0, None]}
            before, after = dump(row).rsplit("0", 1)
            self._put(before.encode())
            self._slot(LEAST_BOTH)
            self._put(after.encode())
        else:
            start, middle, end = (each.encode() for each in line.pieces)
            limit = plain_number(line.test.limit)
            self._put(start, line.test.metric, middle)
            self._slot(FIRST_TEST + self._tests[line.test], (f" misses {limit:,} by ", inside(f" ({line.words})")))
            self._put(end)
