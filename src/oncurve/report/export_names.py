"""Where the names of marks stand in a picture, so that none covers another, a mark or an edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

__all__ = ["SMALL", "Named", "name_marks"]

#: size of the letters of names
SMALL = 9.0
#: half the side of a mark, and the air around a name
_MARK, _AIR = 4.0, 1.0
#: how far a name stands from its mark: beside it, or at the end of a line
_NEAR, _FAR = 6.0, (14.0, 24.0, 36.0)
#: the width of letters against their size, none of them less than common typefaces have it
_NARROW, _WIDE, _OTHER = 0.35, 0.72, 0.6
_STEPS = 8
Box = tuple[float, float, float, float]
Spot = tuple[float, float]


class Named(NamedTuple):
    """A name in a picture.

    Args:
        text: the name.
        x: where it begins, ends or has its middle, as `anchor` says.
        y: its base line.
        anchor: "start", "end" or "middle".
        line: from the mark to it, where it stands apart: both ends.
    """

    text: str
    x: float
    y: float
    anchor: str
    line: tuple[Spot, Spot] | None


def name_marks(
    labels: Sequence[str], spots: Sequence[Spot], frame: Box, edges: Sequence[Box] = ()
) -> list[Named | None]:
    """A place for each name: beside its mark, else at the end of a line from it; None where there is no room.

    Args:
        labels: the names; the first are placed first.
        spots: the mark of each.
        frame: within which names stand: left, top, right, bottom.
        edges: lines, as boxes, that a name covers only where there is no other place beside its mark.
    """
    marks = [(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for x, y in spots]
    found: list[Named | None] = []
    taken = list(marks)
    for label, spot in zip(labels, spots, strict=True):
        choice = None
        for near, barred in ((True, [*taken, *edges]), (True, taken), (False, [*taken, *edges]), (False, taken)):
            choice = choice or next(_free(label, spot, frame, barred, near=near), None)
        found.append(choice)
        if choice is not None:
            taken.append(_box(choice))
    return found


def _free(label: str, spot: Spot, frame: Box, barred: Sequence[Box], *, near: bool) -> Iterator[Named]:
    """The places for a name that cover nothing."""
    for each in _places(label, spot, near=near):
        box = _box(each)
        inside = frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]
        if inside and not any(_overlap(box, other) for other in barred) and not _crosses(each, spot, barred):
            yield each


def _places(label: str, spot: Spot, *, near: bool) -> Iterator[Named]:
    """Where a name may stand: right of its mark, left, above or below it, and between these."""
    x, y = spot
    for far in (_NEAR,) if near else _FAR:
        for across, down in sorted(product((1, -1, 0), (0, -1, 1)), key=lambda each: (each[1] != 0, each[0] == 0)):
            if across or down:
                anchor = ("middle", "start", "end")[across]
                base = y + down * (far + SMALL / 2) + SMALL / 3
                end = (x + across * far, base - SMALL / 3 - down * SMALL / 2)
                yield Named(label, end[0], base, anchor, None if near else (spot, end))


def _crosses(name: Named, spot: Spot, barred: Sequence[Box]) -> bool:
    """Whether the line to a name runs over another mark or name."""
    if name.line is None:
        return False
    (x, y), (to_x, to_y) = name.line
    others = [each for each in barred if not each[0] <= spot[0] <= each[2] or not each[1] <= spot[1] <= each[3]]
    steps = [(x + (to_x - x) * step / _STEPS, y + (to_y - y) * step / _STEPS) for step in range(_STEPS + 1)]
    return any(_overlap((at, up, at, up), each) for at, up in steps for each in others)


def _width(text: str) -> float:
    return SMALL * sum(_NARROW if each in " ,.-" else _WIDE if each.isupper() else _OTHER for each in text)


def _box(name: Named) -> Box:
    width = _width(name.text)
    left = name.x - {"start": 0.0, "middle": width / 2, "end": width}[name.anchor]
    return (left - _AIR, name.y - SMALL - _AIR + 1, left + width + _AIR, name.y + _AIR + 1)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
