"""Many numbers as text at once, each as `oncurve.answers.export_shape.number_text` prints it alone.

A number is cut into a sign, a power of ten and six digits. Numbers that agree in sign, power and kind stand in one
layout, and their digits are written into it column by column. What this may get wrong (a number halfway between two of
six digits, one that needs an exponent or more digits) is printed one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from oncurve.answers.export_because import plain_number
from oncurve.answers.export_numbered import Texts, groups
from oncurve.answers.export_shape import number_text
from oncurve.export.columns import Floats

__all__ = ["printed", "rounded"]

_DIGITS = 6
#: the powers of ten whose numbers are printed without an exponent and with six digits at most
_LEAST, _MOST = -4, _DIGITS - 1
_POWERS = 10.0 ** np.arange(_MOST - _LEAST + 1)
_NEAR_HALF = 1e-6
_HALF = 0.5
_ZERO, _POINT, _MINUS = b"0.-"
#: the digits of 0 to 999, and how many zeros stand at the end of each
_THREE = np.array([list(f"{each:03}".encode()) for each in range(1000)], np.uint8)
_ENDING = np.array([3 - len(f"{each:03}".rstrip("0")) for each in range(1000)], np.intp)


def printed(values: Floats, starts: Sequence[bytes] = (b"",), start: NDArray[np.int8] | None = None) -> Texts:
    """The text of each number, after one of some beginnings.

    Args:
        values: the numbers; what is no number, or has no bound, is printed as null.
        starts: the beginnings.
        start: for each number, which of them; the first where none is given.
    """
    begun = np.zeros(len(values), np.int8) if start is None else start
    found = np.empty(len(values), object)
    cut = _cut(values)
    group = ((begun * (_MOST - _LEAST + 1) + cut.power - _LEAST) * 2 + cut.whole) * 2 + cut.negative
    for _, rows in groups(np.where(cut.plain, group, -1).astype(np.int16)):
        first = rows[0]
        if cut.plain[first]:
            layout = _Layout(
                starts[begun[first]], int(cut.power[first]), bool(cut.whole[first]), bool(cut.negative[first])
            )
            found[rows] = layout.texts(cut.digits[rows].astype(np.int32))
        else:
            found[rows] = [
                starts[each] + number_text(None if isnan(value) else value).encode()
                for value, each in zip(values[rows].tolist(), begun[rows].tolist(), strict=True)
            ]
    return found


def rounded(values: Floats) -> Floats:
    """Each number as it is printed, which must have bounds."""
    cut = _cut(values)
    size = np.where(cut.whole, abs(values), cut.digits / _POWERS[_MOST - cut.power])
    found = np.where(cut.negative, -size, size)
    for each in np.flatnonzero(~cut.plain).tolist():
        found[each] = plain_number(float(values[each]))
    return found


class _Cut(NamedTuple):
    """Numbers, cut into pieces.

    Args:
        power: the power of ten of the first digit.
        digits: the first six digits, as one number.
        whole: the number is whole.
        negative: it lies below zero.
        plain: the others say how it is printed.
    """

    power: NDArray[np.intp]
    digits: Floats
    whole: NDArray[np.bool_]
    negative: NDArray[np.bool_]
    plain: NDArray[np.bool_]


def _cut(values: Floats) -> _Cut:
    size = abs(values)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        power = np.floor(np.log10(size))
    plain = (power >= _LEAST) & (power <= _MOST)
    power = np.where(plain, power, 0.0).astype(np.intp)
    scaled = np.where(plain, size, 1.0) * _POWERS[_MOST - power]
    digits = np.rint(scaled)
    whole = values == np.floor(values)
    near_half = abs(abs(scaled - digits) - _HALF) < _NEAR_HALF
    plain &= (scaled >= 10**_MOST) & (digits < 10**_DIGITS) & (whole | ~near_half)
    return _Cut(power, digits, whole, np.signbit(values), plain)


class _Layout:
    """Where the digits of numbers stand.

    Args:
        start: what stands before each.
        power: the power of ten of their first digit.
        whole: they are whole.
        negative: they lie below zero.
    """

    def __init__(self, start: bytes, power: int, whole: bool, negative: bool) -> None:
        self._whole, self._before = whole, power + 1
        head = start + b"-" * negative
        if power < 0:
            head += b"0." + b"0" * (-1 - power)
        self._head = np.frombuffer(head, np.uint8)

    def texts(self, digits: NDArray[np.int32]) -> Any:
        """The texts of numbers by their six digits."""
        high, low = np.divmod(digits, 1000)
        each = np.concatenate([_THREE[high], _THREE[low]], axis=1)
        start, before = len(self._head), self._before
        room = np.zeros((len(digits), start + _DIGITS + 2), np.uint8)
        room[:, :start] = self._head
        if self._whole:
            room[:, start : start + before] = each[:, :before]
        else:
            ending = _ENDING[low] + np.where(low == 0, _ENDING[high], 0)
            kept = _DIGITS - ending
            each[np.arange(_DIGITS)[None] >= kept[:, None]] = 0
            self._put(room, start, each)
        return room.view(f"S{room.shape[1]}").ravel().astype(object)

    def _put(self, room: NDArray[np.uint8], start: int, each: NDArray[np.uint8]) -> None:
        """Writes digits around a point; where none is left before or just after it, a zero stands there."""
        before = self._before
        if before <= 0:
            room[:, start : start + _DIGITS] = each
            return
        room[:, start : start + before] = np.maximum(each[:, :before], _ZERO)
        room[:, start + before] = _POINT
        after = room[:, start + before + 1 : start + _DIGITS + 1]
        after[:] = each[:, before:]
        first = room[:, start + before + 1]
        first[first == 0] = _ZERO
