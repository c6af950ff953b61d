"""Numbers as people say them: "$5.58 million", "15.6 trillion tokens", "26 December 2024"."""

from __future__ import annotations

import datetime as dt
import math

from oncurve.basis.estimate import Estimate

__all__ = ["factor_words", "say", "say_day", "say_estimate", "say_interval"]

_NAMED = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_CURRENCIES = {"USD": "$", "EUR": "€", "GBP": "£", "CNY": "CN¥", "JPY": "JP¥", "INR": "₹", "KRW": "₩"}
_UNITS = {
    "token": "tokens", "tokens": "tokens", "parameter": "parameters", "parameters": "parameters",
    "chip": "chips", "chips": "chips", "day": "days", "days": "days", "month": "months", "months": "months",
    "hour": "hours", "percent": "%", "x": "times", "x per year": "times a year",
    "chip-hours": "chip-hours", "chip-hour": "chip-hours", "chip hour": "chip-hours",
    "GB per second": "GB/s", "TFLOP per second": "teraflops", "TOP per second": "TOPS", "W": "W",
    "FLOP": "FLOP", "count": "", "none": "", "text": "", "MW": "MW", "points": "points",
}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")
_POWERS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LARGEST_NAMED = 1e16
#: digits from which a whole number below a million is said in full: 16,384 chips
_EXACT = 4
#: months below which tenths are said
_MOST_TENTHS = 100


def say(value: float, unit: str, digits: int = 3) -> str:
    """A value with its unit, in so many significant digits at least.

    >>> say(5576000, "USD", 4)
    '$5.576 million'
    """
    if unit == "date":
        return say_day(value)
    if not math.isfinite(value):
        return "without limit" if value > 0 else "below any limit"
    if unit.partition(" ")[0] in _CURRENCIES:
        currency, _, rest = unit.partition(" ")
        sign = "-" if value < 0 else ""
        return f"{sign}{_CURRENCIES[currency]}{_number(abs(value), digits, money=True)}" + (f" {rest}" if rest else "")
    if unit == "fraction":
        return f"{_number(100 * value, digits)}%"
    word = _UNITS.get(unit)
    if unit == "H800 hour" or (word is None and unit.endswith(" hour")):
        word = unit + "s"
    word = unit if word is None else word
    text = _number(value, _fewer(value, unit, digits))
    return f"{text}%" if word == "%" else f"{text} {word}".strip()


def _fewer(value: float, unit: str, digits: int) -> int:
    """As many digits as people say: tenths of a month, two or three of a ratio."""
    if digits > _EXACT:
        return digits
    if unit in ("month", "months") and 0 < abs(value) < _MOST_TENTHS:
        return min(digits, math.floor(math.log10(abs(value))) + 2 if abs(value) >= 1 else 1)
    return min(digits, 2 if abs(value) < 1 else 3) if unit == "x" else digits


def _number(value: float, digits: int, *, money: bool = False) -> str:
    size = abs(value)
    if size >= _LARGEST_NAMED:
        power = math.floor(math.log10(size))
        mantissa = f"{value / 10**power:.{max(digits - 1, 1)}f}".rstrip("0").rstrip(".")
        return f"{mantissa}×10{str(power).translate(_POWERS)}"
    for scale, name in _NAMED:
        if float(f"{size / scale:.{digits}g}") >= 1:
            return f"{_plain(value / scale, digits)} {name}"
    if money and 0 < size < 1000 and value != int(value):
        return f"{value:,.2f}" if size >= 0.095 else _plain(value, 2)
    return _plain(value, digits)


def _plain(value: float, digits: int) -> str:
    if value == 0:
        return "0"
    whole = abs(value) >= 1000
    if whole and digits >= _EXACT and value == int(value):
        return f"{value:,.0f}"
    places = max(digits - 1 - math.floor(math.log10(abs(value))), 0)
    rounded = round(value, digits - 1 - math.floor(math.log10(abs(value)))) if not whole or digits > 0 else value
    text = f"{rounded:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def say_day(ordinal: float) -> str:
    """A day from its number in the calendar."""
    if not math.isfinite(ordinal):
        return "any day"
    day = dt.date.fromordinal(max(round(ordinal), 1))
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_span(low: float, high: float) -> str:
    """Days from one to another, as a month or year where they are one."""
    first, last = dt.date.fromordinal(round(low)), dt.date.fromordinal(round(high))
    if first == last:
        return say_day(low)
    after = last + dt.timedelta(days=1)
    if first.day == 1 and after.day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if (first.month, first.day, after.month, after.day) == (1, 1, 1, 1) and first.year == last.year:
        return str(first.year)
    return f"{say_day(low)} to {say_day(high)}"


def say_interval(low: float, high: float, unit: str, digits: int = 3) -> str:
    """Two ends with their unit, once where they share it.

    >>> say_interval(4.1e6, 9.6e6, "USD")
    '$4.1 to $9.6 million'
    """
    if unit == "date":
        return say_span(low, high) if math.isfinite(low) and math.isfinite(high) else f"until {say_day(high)}"
    if math.isinf(low) and math.isinf(high):
        return "any figure"
    if math.isinf(high):
        return f"{say(low, unit, digits)} or more"
    if math.isinf(low):
        return f"{say(high, unit, digits)} or less"
    first, last = say(low, unit, digits), say(high, unit, digits)
    if first == last:
        return first
    tail = first.partition(" ")[2]
    if tail and last.endswith(" " + tail):
        first = first.removesuffix(" " + tail)
    return f"{first} to {last}"


def say_estimate(made: Estimate) -> str:
    """An estimate: its value where it is exact, else median and 90% interval."""
    if made.unit == "date":
        return say_span(made.low, made.high)
    if made.exact:
        return say(made.median, made.unit, 4)
    if math.isinf(made.low) or math.isinf(made.high):
        return say_interval(made.low, made.high, made.unit)
    return f"{say(made.median, made.unit)} ({say_interval(made.low, made.high, made.unit)})"


def factor_words(factor: float) -> str:
    """How far apart two amounts are: "10 times", "12%"."""
    if factor >= 2:
        return f"{_plain(factor, 2)} times"
    return f"{_plain((factor - 1) * 100, 2)}%"
