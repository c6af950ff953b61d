"""Answers for a list of shipments, a line of JSON each: what rows share is worked out once, for all of them at once.

Rows are taken in blocks. Their items become the columns of a table, their countries and days become cases; what follows
for an item under a case is worked out in arrays, put into text once, and printed with each row's day and countries.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from oncurve.answers.export_figures import FiguresReader
from oncurve.answers.export_lines import lines_of_block
from oncurve.answers.export_reading import Read, Reading
from oncurve.answers.export_rows import Rows
from oncurve.answers.export_sheet import OwnRows, Sheet
from oncurve.answers.export_solve import Solver
from oncurve.basis.errors import BadInput

if TYPE_CHECKING:
    from oncurve.answers.export_screening import Screening

__all__ = ["Batch", "export_bytes", "export_lines"]

_BLOCK, _BLOCK_OF_FIGURES = 32_768, 131_072
_AT_ONCE = 32
_NEEDED = ("chip", "destination", "date")


def export_lines(screening: Screening, lines: Iterable[str], name: str = "the list") -> Iterator[str]:
    """One line of JSON for each row of a CSV, in order; a row that cannot be answered gives `{"error": …}`.

    Args:
        screening: the law.
        lines: of the file.
        name: of the file, for messages.

    Raises:
        BadInput: there is no header with the columns `chip`, `destination` and `date`, or the CSV breaks off.
    """
    for some in export_bytes(screening, lines, name):
        yield from some.decode().split("\n")[:-1]


def export_bytes(screening: Screening, lines: Iterable[str], name: str = "the list") -> Iterator[bytes]:
    """The same as `export_lines`, some lines at a time, each with its end.

    Raises:
        BadInput: there is no header with the columns `chip`, `destination` and `date`, or the CSV breaks off.
    """
    reading = Reading(lines)
    try:
        header = reading.header
        missing = [column for column in _NEEDED if column not in header]
        if missing:
            hint = f"Give the CSV a header with {', '.join(_NEEDED)}; headquarters and end_use may stand beside."
            raise BadInput(f"there is no column `{missing[0]}`", file=name, where="line 1", hint=hint)
        batch = Batch(screening, header)
        for block in reading.blocks(batch.block):
            yield from batch.answers(block)
    except (csv.Error, UnicodeDecodeError) as error:
        raise BadInput(f"this is no CSV in UTF-8 ({error})", file=name, where=f"line {reading.line}") from error


class Batch:
    """A list in work.

    Args:
        screening: the law.
        header: the names of the columns.
    """

    def __init__(self, screening: Screening, header: Sequence[str]) -> None:
        self._rows = Rows(screening, header)
        self._solver = Solver(screening)
        self._figures = FiguresReader(screening, header)
        #: how many rows are worked out at once
        self.block = _BLOCK_OF_FIGURES if self._figures.states_any else _BLOCK
        self._sheet = Sheet(screening, self._solver)

    def answers(self, read: Read) -> Iterator[bytes]:
        """The answers to some rows, some lines at a time."""
        if not self._figures.states_any:
            yield from self._each(read)
            return
        begun = self._rows.begin(read)
        asked = np.ones(read.size, np.bool_)
        if self._rows.names_parties:
            asked &= [each is not None and each.listed_share is None for each in begun.parties]
        asked[list(begun.errors)] = False
        places, figures = self._figures.read(read.columns, asked)
        if len(places) == read.size:
            yield from self._sheet.answers(OwnRows(begun.days, begun.pairs, begun.parties, figures))
            return
        days, pairs, parties = (
            [column[each] for each in places.tolist()] for column in (begun.days, begun.pairs, begun.parties)
        )
        told = self._sheet.answers(OwnRows(days, pairs, parties, figures)) if len(places) else iter(())
        stated = np.zeros(read.size, np.bool_)
        stated[places] = True
        own, others = map(_lines, (told, self._each(read.take(np.flatnonzero(~stated).tolist()))))
        for start in range(0, read.size, _AT_ONCE):
            yield b"".join([next(own if each else others) for each in stated[start : start + _AT_ONCE].tolist()])

    def _each(self, read: Read) -> Iterator[bytes]:
        """The answers to rows whose items other rows may share, some lines at a time."""
        block = self._rows.read(read)
        self._solver.prepare(block)
        return lines_of_block(self._solver, block)


def _lines(some: Iterable[bytes]) -> Iterator[bytes]:
    """Each line by itself."""
    return chain.from_iterable(each.splitlines(keepends=True) for each in some)
