"""Powers of ten: "10^26", "2 x 10^25", and in words "ten to the twenty-fourth"."""

from __future__ import annotations

from oncurve.claims.read.numerals import FRACTIONS, ONES, TENS
from oncurve.claims.read.tokens import Tokens

__all__ = ["spelled_power", "written_power"]

_ORDINALS = {"first": 1, "second": 2, "fourth": 4} | {
    word: int(below) for word, below in FRACTIONS.items() if word[-1] != "s"
}
_LEAST, _MOST = 2, 60


def spelled_power(tokens: Tokens, at: int, end: int) -> tuple[float, int] | None:
    """The power of ten that begins at token `at`, and where it ends, or None."""
    word = tokens.word
    if word[at : at + 1] not in (["ten"], ["10"]) or word[at + 1 : at + 3] != ["to", "the"] or at + 3 >= end:
        return None
    k = at + 3
    k += word[k] in ("power", "of")
    found = _exponent(word, k, end)
    if found is None or not _LEAST <= found[0] <= _MOST:
        return None
    exponent, stop = found
    return 10.0**exponent, stop + (word[stop : stop + 1] == ["power"])


def _exponent(word: list[str], k: int, end: int) -> tuple[int, int] | None:
    """A whole number or ordinal, in digits or words, and where it ends."""
    w = word[k] if k < end else ""
    if w.isdecimal():
        return int(w), k + 1 + (word[k + 1 : k + 2] in (["th"], ["st"], ["nd"], ["rd"]))
    if w in TENS:
        after = k + 1 + (word[k + 1 : k + 2] == ["-"])
        unit = word[after] if after < end else ""
        last = _ORDINALS.get(unit, 0) or int(ONES.get(unit, 0))
        return int(TENS[w]) + (last if last <= 9 else 0), after + 1 if 0 < last <= 9 else k + 1
    if w in ONES or w in _ORDINALS:
        return _ORDINALS.get(w) or int(ONES[w]), k + 1
    return None


def written_power(tokens: Tokens, j: int, end: int, value: float) -> tuple[float, int] | None:
    """The number before token `j` raised to the power after it, or times that power, and where it ends, or None."""
    word = tokens.word
    base, at = value, j
    if at + 1 < end and word[at] in ("x", "*", "times") and word[at + 1] == "10":
        base, at = 10.0, at + 2
        times = value
    elif at < end and word[at] == "x10":
        base, at, times = 10.0, at + 1, value
    else:
        times = 1.0
    mark = at
    if word[mark : mark + 2] == ["*", "*"] or (word[mark : mark + 2] == ["to", "the"] and base == 10.0):
        mark += 2
    elif mark < end and word[mark] == "^":
        mark += 1
    else:
        return None
    if mark < end and word[mark] in "{(":
        mark += 1
    if mark < end and word[mark] == "+":
        mark += 1
    if mark >= end or not word[mark].isdecimal() or base not in (10.0, 2.0) or len(word[mark]) > 3:
        return None
    exponent = int(word[mark])
    if exponent > 60 or (base == 10.0 and exponent < 2):
        return None
    stop = mark + 1
    if stop < end and word[stop] in ("})", "}", ")", "th"):
        stop += word[stop] in ("}", "th")
    return times * base**exponent, stop
