"""The claims of an article, to be asked for by measure and by where they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import overload

from oncurve.claims.claim import Claim

__all__ = ["Told"]


class Told(Sequence[Claim]):
    """All claims of an article, so that what bears on one of them is found without a search through the others.

    Args:
        claims: in the order of the text.
    """

    __slots__ = ("_all", "_begun", "_of", "_reach")

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._all = tuple(claims)
        self._of: dict[tuple[str, ...], tuple[Claim, ...]] = {}
        self._begun = sorted(range(len(self._all)), key=lambda number: self._all[number].start)
        #: how far the claims up to each reach, by where they begin
        self._reach = list(accumulate((self._all[number].end for number in self._begun), max))

    @overload
    def __getitem__(self, at: int) -> Claim: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Claim, ...]: ...
    def __getitem__(self, at: int | slice) -> Claim | tuple[Claim, ...]:
        return self._all[at]

    def __iter__(self) -> Iterator[Claim]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def of(self, *measures: str) -> tuple[Claim, ...]:
        """Those of some measures, or of all where none is given, in the order of the text."""
        if measures not in self._of:
            found = (each for each in self._all if not measures or each.measure in measures)
            self._of[measures] = tuple(sorted(found, key=_start))
        return self._of[measures]

    def within(self, first: int, last: int, *measures: str) -> tuple[Claim, ...]:
        """Those of some measures, or of all, that begin from one offset on and before another."""
        every = self.of(*measures)
        return every[bisect_left(every, first, key=_start):bisect_left(every, last, key=_start)]

    def on(self, start: int, end: int) -> list[int]:
        """Numbers of the claims that share words with a stretch of the text."""
        found, at = [], self._before(end) - 1
        while at >= 0 and self._reach[at] > start:
            if self._all[self._begun[at]].end > start:
                found.append(self._begun[at])
            at -= 1
        return sorted(found)

    def nearest(self, start: int, end: int) -> int | None:
        """Number of the claim that stands on a stretch or nearest to it, the first of those as near."""
        after = self._before(end)
        found = [self._begun[after]] if after < len(self._begun) else []
        if after:  # of those that begin before its end, the first that reaches its start, or farthest
            found.append(self._begun[bisect_left(self._reach, min(start, self._reach[after - 1]), hi=after)])
        return min(found, key=lambda number: (self.distance(number, start, end), number), default=None)

    def distance(self, number: int, start: int, end: int) -> int:
        """The characters between a claim, by its number, and a stretch of the text; 0 where it stands there."""
        return max(self._all[number].start - end, start - self._all[number].end, 0)

    def _before(self, end: int) -> int:
        return bisect_left(self._begun, end, key=lambda number: self._all[number].start)


def _start(each: Claim) -> int:
    return each.start
