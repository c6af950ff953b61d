"""Ranges: the upper end that follows a number, and the unit and currency that both ends share."""

from __future__ import annotations

from msgspec import Struct

from oncurve.claims.read.money import currency_after, currency_before
from oncurve.claims.read.numbers import Number
from oncurve.claims.read.stretch import Stretch
from oncurve.claims.read.tokens import stem, stems, words
from oncurve.claims.read.unit_words import DAYS
from oncurve.claims.read.units import Unit, read_unit

__all__ = ["Range", "upper_end"]

_LINKS = words("- – to or and nor through — ,")
_GUESSES = words("maybe perhaps possibly")
_CHANGES = stems(
    "cut fall drop rise raise go jump grow increase climb lower slash reduce improve move swing shrink tumble plunge "
    "soar surge slide decline come lift boost push expand up down bring trim sink slip knock "
    "double halve quadruple triple scale widen extend shift"
)
_LOOSE = words(
    "about perhaps around maybe roughly nearly almost some possibly as many much up to over above more than at most "
    "even ~ no below under $ € £ ¥ ₹ us rmb usd eur"
)
#: dimensions whose unit may stand at both ends, before any link
_REPEATED = words("duration percent ratio power flop speed tokens params")
#: dimensions whose unit may stand at both ends, before a dash or "to"
_JOINED = words("memory bandwidth chips chiphours")
#: units that a fraction can count ("a quarter to half a year"); of other things it is a share
_PARTS_OF = words("duration flop power")
_SIGNS = words("$ € £ ¥")
_MOST_LOOSE = 4
#: from what size on a figure with a decimal is a score
_SCORE = 10.0
#: from what size on two bare numbers are no years
_LARGE = 1e4


class Range(Struct):
    """What was read after a number: the upper end, the unit and currency of the whole, and where it stops."""

    upper: Number | None
    unit: Unit | None
    end: int
    currency: str


def upper_end(stretch: Stretch, a: Number, unit: Unit | None, j: int, currency: str) -> Range:
    """The upper end of a range, if one follows.

    Args:
        stretch: where to read.
        a: the lower end.
        unit: the unit that follows it.
        j: where the lower end stops, without its unit.
        currency: the currency that stands at the lower end.
    """
    none = Range(None, unit, j, currency)
    k = _link(stretch, unit, j)
    if k is None or not _linked(stretch, a, k, currency):
        return none
    m = _skip(stretch, k)
    b = stretch.number(m) if m < stretch.end else None
    if b is None and m < stretch.end and unit is not None and unit.dim == "duration":
        b = stretch.article(m)
    link = stretch.tokens.word[k]
    if b is None or (b.fraction and not a.fraction) or (link == "and" and a.fraction != b.fraction):
        return none
    code, _ = currency_before(stretch.tokens, m, k + 1)
    if code and not currency and not a.fraction:
        if unit is not None or link not in ("-", "–", "to"):
            return none
        currency = code
    code, factor, stop = currency_after(stretch.tokens, b.end, stretch.end)
    unit_b = None if (currency or code) else read_unit(stretch.tokens, b.end, stretch.end, stretch.cover)
    if b.fraction and unit_b is not None and unit_b.dim not in _PARTS_OF:
        unit_b = None
    if not _fits(a, b, (unit, unit_b), link, bare=not (currency or code), inside=unit is not None and k == j):
        return none
    if code:
        if not currency:
            a.value = None if a.value is None else a.value * factor
        currency = currency or code
        b.value = None if b.value is None else b.value * factor
    _share_scale(a, b)
    _same_unit(a, unit, unit_b)
    end = unit_b.end if unit_b is not None else stop if code else b.end
    return Range(b, unit_b or unit, end, currency)


def _link(stretch: Stretch, unit: Unit | None, j: int) -> int | None:
    """Where a word that links two ends stands, right after the number or after its unit."""
    word = stretch.tokens.word
    k = j
    if unit is not None and (
        unit.dim in _REPEATED or (unit.dim in _JOINED and word[unit.end : unit.end + 1] in (["to"], ["-"], ["–"]))
    ):
        k = unit.end
    elif unit is not None and unit.dim == "companies":  # "two foundries, or three"
        k = unit.end + (word[unit.end : unit.end + 2] == [",", "or"])
        return k if k < stretch.end and word[k] == "or" else None
    return k if k < stretch.end and word[k] in _LINKS else None


def _linked(stretch: Stretch, a: Number, k: int, currency: str) -> bool:
    """Whether the link at `k` makes a range rather than a list or a move."""
    tokens, word = stretch.tokens, stretch.tokens.word
    link = word[k]
    if link == ",":
        return word[k + 1 : k + 2] != [] and word[k + 1] in _GUESSES
    if link == "—":
        return tokens.glued(k) and k + 1 < len(tokens) and tokens.glued(k + 1)
    opening = {word[x] for x in range(max(stretch.floor, a.first - 4), a.first)}
    if link == "and":
        return bool(opening & {"between", "least"})
    if link == "nor":
        return bool(opening & {"below", "under", "than"})
    at = a.first - 1 - bool(currency)
    dash = link in ("-", "–") and tokens.glued(k) and k + 1 < len(tokens) and tokens.glued(k + 1)
    if currency and at >= stretch.floor and word[at] == "by" and link == "to" and word[k + 1 : k + 2] and (
            word[k + 1] in _SIGNS):
        near = range(max(stretch.floor, a.first - 12), a.first)
        return not any(stem(word[x]) in _CHANGES for x in near)  # "raised by $10 billion to $85 billion"
    if at >= stretch.floor and word[at] == "from" and not dash:  # "up from $60–65 billion" is one range
        near = range(max(stretch.floor, a.first - 12), a.first)
        return not any(stem(word[x]) in _CHANGES for x in near)
    return True


def _skip(stretch: Stretch, k: int) -> int:
    """Where the upper end begins, hedges and currency marks passed over."""
    word = stretch.tokens.word
    m = k + 1
    while m < stretch.end and m - k <= _MOST_LOOSE and word[m] in _LOOSE:
        m += 1
    return m


def _fits(
    a: Number, b: Number, units: tuple[Unit | None, Unit | None], link: str, *, bare: bool, inside: bool
) -> bool:
    """Whether two ends can be those of one range, by unit and size."""
    unit, unit_b = units
    if _falls(a, b, unit, unit_b) or _precise(a, b, unit_b):
        return False  # two levels: "beat it, 44.9% to 41.7%", "cut from 100 yuan to 30"
    if unit is not None and unit_b is not None and unit.dim != unit_b.dim:
        return unit.dim == "chips" and inside
    if unit is None and unit_b is None and bare:
        if link in ("or", "and") and not (a.words or b.words):
            large = link == "and" and a.value is not None and b.value is not None and a.value >= _LARGE
            return large and (b.value or 0.0) > (a.value or 0.0)  # "between 600,000 and 700,000", and no two years
        if link == "-" and a.value is not None and b.value is not None and a.plain and b.plain:
            return b.value >= a.value
    return not (link == "to" and bare and unit is None and unit_b is not None and unit_b.dim == "count")


def _falls(a: Number, b: Number, unit: Unit | None, unit_b: Unit | None) -> bool:
    """Whether the second of two numbers of one unit and scale is the lesser."""
    if a.value is None or b.value is None or a.fraction or b.fraction:
        return False
    alike = unit is None or unit_b is None or unit.unit == unit_b.unit
    return alike and a.scale >= b.scale and a.value > b.value


def _precise(a: Number, b: Number, unit: Unit | None) -> bool:
    """Whether two scores are given to a decimal, as levels are and ranges hardly ever."""
    share = unit is None or unit.dim == "percent"
    if not (share and a.decimals and b.decimals and a.scale == b.scale == 1.0):
        return False
    return a.value is not None and b.value is not None and _SCORE <= min(a.value, b.value) < _LARGE


def _same_unit(a: Number, unit: Unit | None, unit_b: Unit | None) -> None:
    """Puts the lower end into the unit of the upper one."""
    if unit is None or unit_b is None or a.value is None:
        return
    if unit.dim == "duration" and unit.unit != unit_b.unit:
        a.value *= DAYS[unit.unit] / DAYS[unit_b.unit]
    elif unit.dim in ("power", "flop") and unit.factor != unit_b.factor:
        a.value *= unit.factor / unit_b.factor


def _share_scale(a: Number, b: Number) -> None:
    """Gives the lower end the scale that only the upper end names ("$25-30 million", "5 to a few hundred million")."""
    if b.scale <= 1 or a.scale != 1 or a.value is None or a.value >= 1000:
        return
    if b.value is not None:
        if a.value <= max(b.value / b.scale, 1):
            a.value *= b.scale
    elif a.value < 100:
        a.value *= b.scale
