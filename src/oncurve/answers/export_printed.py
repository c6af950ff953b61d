"""Many numbers as text at once, each as `oncurve.answers.export_shape.number_text` prints it alone.

A number is cut into a sign, a power of ten and six digits. Three digits, with the point that stands among them, are
looked up at a time as bytes of a word of eight; what stands before these (a minus, zeros) is written for all numbers
with the same. What this may get wrong (a number halfway between two of six digits, one that needs an exponent or more
digits) is printed one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import isnan
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from oncurve.answers.export_because import plain_number
from oncurve.answers.export_numbered import Texts, groups
from oncurve.answers.export_sentence import short
from oncurve.answers.export_shape import number_text
from oncurve.export.columns import Floats

__all__ = ["printed", "rounded", "shortened", "spoken"]

_DIGITS, _FEW = 6, 3
#: the powers of ten whose numbers are printed without an exponent and with six digits at most
_LEAST, _MOST = -4, _DIGITS - 1
_POWERS = 10.0 ** np.arange(_MOST - _LEAST + 1)
_NEAR_HALF = 1e-6
_HALF = 0.5
_THOUSAND = 1000
#: the bytes of a text, the first lowest
_WORD = np.dtype("<u8")
#: kinds of text: by its power of ten a number with a point, what stands behind "0.", and by its power a whole number
_BARE, _WHOLE = _DIGITS, _DIGITS + 1
_KINDS = _WHOLE + _DIGITS
_SIGNS = "abcdef"


def printed(values: Floats) -> Texts:
    """The text of each number; what is no number, or has no bound, is null."""
    return _texts(values, _cut(values), lambda each: number_text(None if isnan(each) else each))


def spoken(values: Floats) -> Texts:
    """Each number as a sentence says it, with commas between thousands."""
    return _texts(values, _cut(values), lambda each: f"{plain_number(each):,}", commas=True)


def shortened(values: Floats) -> Texts:
    """Each number, none below zero, as `oncurve.answers.export_sentence.short` says it."""
    cut = _cut(values, _FEW)
    digits = cut.digits * 10 ** (_DIGITS - _FEW)
    whole = digits % _POWERS[_MOST - np.maximum(cut.power, 0)] == 0
    found = _texts(values, cut._replace(digits=digits, whole=whole & (cut.power >= 0)), short, commas=True)
    large = values >= _THOUSAND
    if large.any():
        whole = np.rint(values[large])
        found[large] = _texts(whole, _cut(whole), short, commas=True)
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
        digits: the first digits, as one number.
        whole: the number is whole.
        negative: it lies below zero.
        plain: the others say how it is printed.
    """

    power: NDArray[np.intp]
    digits: Floats
    whole: NDArray[np.bool_]
    negative: NDArray[np.bool_]
    plain: NDArray[np.bool_]


def _cut(values: Floats, count: int = _DIGITS) -> _Cut:
    """Numbers with `count` digits."""
    size = abs(values)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        power = np.floor(np.log10(size))
    plain = (power >= _LEAST) & (power <= _MOST)
    power = np.where(plain, power, 0.0).astype(np.intp)
    scaled = np.where(plain, size, 1.0) * _POWERS[_MOST - power]
    if count < _DIGITS:
        scaled /= _POWERS[_DIGITS - count]
    digits = np.rint(scaled)
    near_half = abs(abs(scaled - digits) - _HALF) < _NEAR_HALF
    plain &= (scaled >= 10 ** (count - 1)) & (digits < 10**count) & ~near_half
    return _Cut(power, digits, values == np.floor(values), np.signbit(values), plain)


def _texts(values: Floats, cut: _Cut, alone: Callable[[float], str], *, commas: bool = False) -> Texts:
    """The text of each number, which `alone` gives of those that are not plain."""
    kind = np.where(cut.whole, cut.power + _WHOLE, np.where(cut.power < 0, _BARE, cut.power))
    plain = cut.plain & (kind != _MOST) if commas else cut.plain  # 123,456.0 is longer than a word
    digits = np.where(plain, cut.digits, 0.0).astype(np.int32)
    high = digits // np.int32(_THOUSAND)
    low = digits - high * np.int32(_THOUSAND)
    of_high, of_low = _tables(commas)
    word = of_high[(kind * 2 + (low == 0)) * _THOUSAND + high] | of_low[kind * _THOUSAND + low]
    found = np.empty(len(values), object)
    before = np.where(plain, np.maximum(-cut.power, 0) * 2 + cut.negative, -1)
    for each, rows in groups(before.astype(np.int8)):
        if each < 0:
            found[rows] = [alone(value).encode() for value in values[rows].tolist()]
        else:
            zeros, negative = divmod(each, 2)
            found[rows] = _behind(b"-" * negative + b"0.000"[: zeros + 1 if zeros else 0], word[rows])
    return found


def _behind(start: bytes, words: NDArray[np.uint64]) -> Any:
    """The texts of words, each behind the same beginning."""
    if not start:
        return words.view("S8").astype(object)
    room = np.empty((len(words), len(start) + _WORD.itemsize), np.uint8)
    room[:, : len(start)] = np.frombuffer(start, np.uint8)
    room[:, len(start) :] = words.view(np.uint8).reshape(-1, _WORD.itemsize)
    return room.view(f"S{room.shape[1]}").ravel().astype(object)


@cache
def _tables(commas: bool) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """What the first three digits write into a word, and what the last three do.

    The first by kind, whether the last three are zeros, and the digits; the others by kind and digits. Zeros at the end
    of what stands behind a point are left out, but for the first place behind it.

    Args:
        commas: whether commas stand between thousands.
    """
    three, half = np.arange(_THOUSAND), _DIGITS // 2
    high = np.zeros((_KINDS, 2, _THOUSAND, _WORD.itemsize), np.uint8)
    low = np.zeros((_KINDS, _THOUSAND, _WORD.itemsize), np.uint8)
    for kind in range(_KINDS):
        form, kept = _form(kind, commas=commas)
        for place, sign in enumerate(form[: _WORD.itemsize]):
            digit = _SIGNS.find(sign)
            if digit < 0:
                room = low[kind] if place > form.find(_SIGNS[half - 1]) else high[kind]
                room[..., place] = ord(sign)
                continue
            left = half - digit % half
            text = three // 10 ** (left - 1) % 10 + ord("0")
            ended = np.where((three % 10**left == 0) & (digit > kept), 0, text)
            if digit < half:
                high[kind, :, :, place] = text, ended
            else:
                low[kind, :, place] = ended
    return high.view(_WORD).ravel(), low.view(_WORD).ravel()


def _form(kind: int, *, commas: bool) -> tuple[str, int]:
    """The digits of a kind of text with what stands between them, and the last one that stands even as a zero."""
    if kind == _BARE:
        return _SIGNS, 0
    before = (kind - _WHOLE if kind >= _WHOLE else kind) + 1
    front = _SIGNS[:before]
    if commas and before > _FEW:
        front = f"{front[:-_FEW]},{front[-_FEW:]}"
    if kind >= _WHOLE:
        return front, _DIGITS
    return f"{front}.{_SIGNS[before:] or '0'}", before
