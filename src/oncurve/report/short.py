"""Numbers as an axis marks them: "$5M", "2.8M", "10²⁵", "Jan 2025"."""

from __future__ import annotations

import datetime as dt
import math

__all__ = ["short"]

_SCALES = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K"))
_CURRENCIES = {"USD": "$", "EUR": "€", "GBP": "£", "CNY": "CN¥", "JPY": "JP¥", "INR": "₹", "KRW": "₩"}
_TAILS = {"percent": "%", "x": "×", "x per year": "×/yr", "months": " mo", "month": " mo", "MW": " MW", "GW": " GW",
          "days": " d", "day": " d"}
_POWERS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LARGEST_NAMED = 1e15
_OF_GW = 1e3


def short(value: float, unit: str) -> str:
    """A value as short as an axis needs it.

    >>> short(5e6, "USD"), short(1e25, "FLOP"), short(0.5, "x")
    ('$5M', '10²⁵', '0.5×')
    """
    if unit == "date":
        day = dt.date.fromordinal(max(round(value), 1))
        return f"{day.day} {day:%b} {day.year}"
    if unit == "MW" and abs(value) >= _OF_GW * 0.9995:
        value, unit = value / _OF_GW, "GW"
    head = _CURRENCIES.get(unit.partition(" ")[0], "")
    sign = "−" if value < 0 else ""
    return f"{sign}{head}{_size(abs(value))}{_TAILS.get(unit, '')}"


def _size(size: float) -> str:
    if size >= _LARGEST_NAMED:
        power = math.floor(math.log10(size) + 1e-9)
        mantissa = f"{size / 10.0**power:.2g}"
        return ("" if mantissa == "1" else f"{mantissa}×") + f"10{str(power).translate(_POWERS)}"
    for scale, name in _SCALES:
        if size >= scale * 0.9995:
            return f"{size / scale:.3g}{name}"
    return f"{size:.3g}" if size >= 1e-4 or size == 0 else f"{size:.1g}"
