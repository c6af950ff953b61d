"""The cells of a list, read in columns: at one go where no cell is quoted, else as the module `csv` reads them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

__all__ = ["Read", "Reading"]


class Read(NamedTuple):
    """Some rows of a list.

    Args:
        size: how many.
        columns: the cells, a sequence for each column of the header; what a row lacks is empty.
        wide: for each row that has more cells than the header, how many.
    """

    size: int
    columns: list[Sequence[str]]
    wide: dict[int, int]

    def take(self, rows: Sequence[int]) -> Read:
        """Some of the rows, in order."""
        columns: list[Sequence[str]] = [[column[each] for each in rows] for column in self.columns]
        wide = {place: self.wide[each] for place, each in enumerate(rows) if each in self.wide} if self.wide else {}
        return Read(len(rows), columns, wide)


class Reading:
    """A list that is read from its first line on.

    Args:
        lines: of the file.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._may_split = isinstance(lines, io.TextIOBase)
        self._rows = csv.reader(self._lines)
        self._before = 0
        self.header = [cell.strip() for cell in next(self._rows, [])]

    @property
    def line(self) -> int:
        """How many lines were read so far."""
        return self._before + self._rows.line_num

    def blocks(self, size: int) -> Iterator[Read]:
        """The rows below the header, `size` at a time; empty lines are no rows.

        Raises:
            csv.Error: what stands there is no CSV.
            UnicodeDecodeError: it is no text.
        """
        while self._may_split:
            some: list[str] = []
            try:
                some.extend(islice(self._lines, size))
            finally:
                self._before += len(some)
            if not some:
                return
            columns = _split(some, len(self.header))
            if columns is None:
                self._may_split = False
                self._before += self._rows.line_num - len(some)
                self._rows = csv.reader(chain(some, self._lines))
            else:
                yield Read(len(some), columns, {})
        rows = filter(None, self._rows)
        while block := list(islice(rows, size)):
            yield _evened(block, len(self.header))


def _split(lines: list[str], width: int) -> list[Sequence[str]] | None:
    """The columns of lines without quotes; None where these are not plain, or not all as wide as the header."""
    text = "".join(lines)
    if '"' in text or "\r" in text or len(max(lines, key=len)) > csv.field_size_limit():
        return None
    if not text.endswith("\n"):
        text += "\n"
    cells = text.replace("\n", ",\n,").split(",")
    ends = cells[width :: width + 1]
    if len(ends) != len(lines) or ends.count("\n") != len(lines) or len(cells) != len(lines) * (width + 1) + 1:
        return None
    return [cells[place : -1 : width + 1] for place in range(width)]


def _evened(rows: list[list[str]], width: int) -> Read:
    """The columns of rows, each made as wide as the header."""
    widths = list(map(len, rows))
    wide = {}
    if widths.count(width) != len(widths):
        wide = {index: each for index, each in enumerate(widths) if each > width}
        rows = [(cells + [""] * width)[:width] for cells in rows]
    return Read(len(rows), list(zip(*rows, strict=True)), wide)
