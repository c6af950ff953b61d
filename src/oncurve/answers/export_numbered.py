"""Columns of things as numbers: which of the few that occur stands in each row, and which rows are alike."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["Choice", "Numbered", "Places", "Texts", "distinct", "groups", "texts_of"]

T = TypeVar("T", bound=Hashable)
#: texts in UTF-8
Texts = NDArray[np.object_]
#: for each row, a place among some things
Places = NDArray[np.intp]

#: how many numbers may go unused for each that is
_SPARSE = 8


class Choice(NamedTuple):
    """A text for each row, out of some.

    Args:
        texts: the texts.
        place: for each row, which of them.
    """

    texts: Texts
    place: Places


class Numbered(Generic[T]):
    """What occurs in a column, and where.

    Args:
        column: a thing for each row.
    """

    def __init__(self, column: Sequence[T]) -> None:
        number = {each: place for place, each in enumerate(dict.fromkeys(column))}
        #: for each row, which of the things stands there
        self.place: Places = np.fromiter(map(number.__getitem__, column), np.intp, len(column))
        #: the things, each once
        self.found: list[T] = list(number)

    def texts(self, text: Callable[[T], bytes]) -> Choice:
        """A text of the thing of each row."""
        return Choice(texts_of([text(each) for each in self.found]), self.place)


def texts_of(values: Sequence[bytes]) -> Texts:
    """Texts as an array."""
    found = np.empty(len(values), object)
    found[:] = values
    return found


def distinct(codes: Places) -> tuple[Places, Places]:
    """A row in which each number that occurs stands, in the order of the numbers, and for each row which of them.

    Args:
        codes: numbers from 0 on.
    """
    most = int(codes.max(initial=-1)) + 1
    if most > _SPARSE * len(codes):
        _, first, place = np.unique(codes, return_index=True, return_inverse=True)
        return first, place
    row = np.full(most, -1, np.intp)
    row[codes] = np.arange(len(codes))
    there = np.flatnonzero(row >= 0)
    number = np.empty(most, np.intp)
    number[there] = np.arange(len(there))
    return row[there], number[codes]


def groups(column: NDArray[np.integer[Any]]) -> Iterator[tuple[int, Places]]:
    """Each number that occurs, with the rows in which it stands."""
    order = np.argsort(column, kind="stable")
    edges = np.flatnonzero(np.diff(column[order])) + 1
    for rows in np.split(order, edges):
        if len(rows):
            yield int(column[rows[0]]), rows
