"""Units, and amounts in units.

A unit is written in words: `USD per chip-hour`, `USD per 1M tokens`, `H800 hour`, `TFLOP per second`,
`GB per second`, `x per year`. An unknown word with a digit in it before a time (`H800 hour`) names a chip.
The scales of the physical units are those of pint, by test; pint itself takes too long to import.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from msgspec import Struct

from oncurve.basis.errors import BadUsage, WrongUnit

__all__ = ["NONE", "PHYSICAL", "Amount", "Unit", "parse_unit"]

#: name: (dimension, its power, scale to the base unit: second, watt-second, byte, metre)
PHYSICAL: dict[str, tuple[tuple[tuple[str, int], ...], float]] = {
    "second": ((("time", 1),), 1.0), "minute": ((("time", 1),), 60.0), "hour": ((("time", 1),), 3600.0),
    "day": ((("time", 1),), 86400.0), "week": ((("time", 1),), 604800.0),
    "month": ((("time", 1),), 2629800.0), "year": ((("time", 1),), 31557600.0),
    "watt": ((("energy", 1), ("time", -1)), 1.0), "joule": ((("energy", 1),), 1.0),
    "watt_hour": ((("energy", 1),), 3600.0),
    "byte": ((("data", 1),), 1.0), "bit": ((("data", 1),), 0.125), "metre": ((("length", 1),), 1.0),
}
_ALIASES = {
    "s": "second", "sec": "second", "min": "minute", "h": "hour", "hr": "hour", "d": "day", "yr": "year",
    "w": "watt", "wh": "watt_hour", "j": "joule", "b": "byte", "m": "metre", "flops": "flop", "op": "flop",
    "operation": "flop", "%": "percent", "times": "x", "gpu": "chip", "accelerator": "chip",
    "parameters": "parameter",
}
_DOMAIN = {
    "flop": "operation", "token": "token", "parameter": "parameter", "chip": "chip", "tpp": "tpp",
    "company": "company", "person": "person", "model": "model", "transistor": "transistor", "wafer": "wafer",
    "usd": "USD", "eur": "EUR", "cny": "CNY", "gbp": "GBP", "jpy": "JPY", "inr": "INR", "krw": "KRW",
    "twd": "TWD", "hkd": "HKD", "cad": "CAD", "chf": "CHF", "aed": "AED", "sar": "SAR", "sgd": "SGD",
    "aud": "AUD", "sek": "SEK", "ils": "ILS", "brl": "BRL", "rub": "RUB", "date": "date", "text": "text",
}
_SCALARS = {"fraction": 1.0, "x": 1.0, "count": 1.0, "percent": 0.01, "none": 1.0, "oom": math.log(10), "": 1.0}
_NUMBERS = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "k": 1e3, "m": 1e6, "b": 1e9,
            "t": 1e12, "": 1.0}
_PREFIXES = {"k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18, "Z": 1e21, "Y": 1e24, "m": 1e-3,
             "kilo": 1e3, "mega": 1e6, "giga": 1e9, "tera": 1e12, "peta": 1e15, "exa": 1e18, "milli": 1e-3}
_NUMBER = re.compile(r"(\d+(?:\.\d+)?(?:e[+-]?\d+)?)(thousand|million|billion|trillion|[kmbt]?)$", re.IGNORECASE)
_POWER = re.compile(r"-?[0-9]{1,2}\Z")
_MAX_TEXT = 80


class Unit(Struct, frozen=True):
    """A product of dimensions with a scale to base units; `chip` names the chip of a chip-hour."""

    dimensions: tuple[tuple[str, int], ...] = ()
    scale: float = 1.0
    chip: str = ""

    def __mul__(self, other: Unit) -> Unit:
        powers = dict(self.dimensions)
        for name, power in other.dimensions:
            powers[name] = powers.get(name, 0) + power
        kept = tuple(sorted((name, power) for name, power in powers.items() if power))
        return Unit(kept, self.scale * other.scale, self.chip or other.chip)

    def __pow__(self, power: int) -> Unit:
        raised = tuple((name, each * power) for name, each in self.dimensions) if power else ()
        return Unit(raised, self.scale**power, self.chip)

    def __truediv__(self, other: Unit) -> Unit:
        return self * other**-1

    def measures_same_as(self, other: Unit) -> bool:
        """Whether the two have the same dimensions."""
        return self.dimensions == other.dimensions

    def factor_to(self, other: Unit) -> float:
        """How many of `other` one of this unit is.

        Raises:
            WrongUnit: the two are of different dimensions.
        """
        if not self.measures_same_as(other):
            raise WrongUnit("A value", str(self), str(other))
        return self.scale / other.scale

    def __str__(self) -> str:
        def side(sign: int) -> str:
            words = [name + (f"^{abs(power)}" if abs(power) > 1 else "")
                     for name, power in self.dimensions if power * sign > 0]
            return " ".join(words)

        over, under = side(1), side(-1)
        return (over or "1") + (f" per {under}" if under else "")


NONE = Unit()


@lru_cache(maxsize=1024)
def parse_unit(text: str) -> Unit:
    """The unit that the words name.

    Raises:
        BadUsage: a word is no unit.

    >>> parse_unit("USD per chip-hour") == parse_unit("USD") / (parse_unit("chip") * parse_unit("hour"))
    True
    """
    if len(text) > _MAX_TEXT:
        raise BadUsage(f"A unit of {len(text)} characters", "", f"Units have at most {_MAX_TEXT} characters.")
    over, *under = re.split(r"\s+(?:per|an?)\s+|\s*/\s*", text.strip())
    try:
        unit = _product(over, text)
        for part in under:
            unit = unit / _product(part, text)
    except (OverflowError, ZeroDivisionError):
        unit = Unit((), 0.0)
    if not 0 < unit.scale < math.inf:
        raise BadUsage(f"A unit of {text!r} is nothing, or without end", "", "Write, for example, 'USD per chip-hour'.")
    return unit


def _product(text: str, whole: str) -> Unit:
    unit = NONE
    unknown: list[str] = []
    for word in re.split(r"[\s·*]+|(?<=[A-Za-z0-9])-(?=[A-Za-z])", text.strip()):
        if not unknown and (number := _NUMBER.match(word)) is not None:
            unit = Unit(unit.dimensions, unit.scale * float(number[1]) * _NUMBERS[number[2].lower()])
        elif len(word) > 1 and word.lower() in _NUMBERS:
            unit = Unit(unit.dimensions, unit.scale * _NUMBERS[word.lower()])
        elif (found := _word(word)) is not None:
            unit = unit * found
        else:
            unknown.append(word)  # after the first such word, numbers belong to the name: "Ascend 910B"
    if not unknown:
        return unit
    chip = " ".join(unknown)
    if any(c.isdigit() for c in chip) and unit.dimensions == (("time", 1),):
        return unit * Unit((("chip", 1),), 1.0, chip)
    raise BadUsage(f"{chip!r} in {whole!r} is no unit", "", "Write, for example, 'USD per chip-hour'.")


def _word(word: str) -> Unit | None:
    name, _, power = word.partition("^")
    if not power and len(name) > 1 and name[-1] in "23" and name[-2].isalpha():
        name, power = name[:-1], name[-1]
    unit = _single(name)
    if unit is None or not power:
        return unit
    return unit ** int(power) if _POWER.match(power) else None


def _single(word: str) -> Unit | None:
    if word in _SCALARS:
        return Unit((), _SCALARS[word])
    for name in (word, word.lower()):
        for spelling in (name, name.removesuffix("s"), name[:-3] + "y" if name.endswith("ies") else name):
            form = _ALIASES.get(spelling, spelling)
            if form in _SCALARS:
                return Unit((), _SCALARS[form])
            if form in PHYSICAL:
                dimensions, scale = PHYSICAL[form]
                return Unit(tuple(sorted(dimensions)), scale)
            if form in _DOMAIN:
                return Unit(((_DOMAIN[form], 1),), 1.0)
    return _prefixed(word)


def _prefixed(word: str) -> Unit | None:
    for prefix, scale in _PREFIXES.items():
        rest = word.removeprefix(prefix)
        if rest == word or not rest or _ALIASES.get(rest, rest) in _SCALARS:
            continue
        if rest in ("b", "bit", "bits"):  # Gb and Mb are bits; GB and MB are bytes
            return Unit((("data", 1),), scale * 0.125)
        base = _ALIASES.get(rest.lower(), rest.lower())
        if base not in PHYSICAL and base not in _DOMAIN:
            base = _ALIASES.get(base.removesuffix("s"), base.removesuffix("s"))
        if base in PHYSICAL:
            dimensions, own = PHYSICAL[base]
            return Unit(tuple(sorted(dimensions)), own * scale)
        if base == "flop":
            return Unit((("operation", 1),), scale)
    return None


class Amount(Struct, frozen=True):
    """A number in a unit.

    >>> Amount(2.0, "day").to("hour").value
    48.0
    """

    value: float
    unit: str

    def to(self, unit: str) -> Amount:
        """The same amount in another unit of the same dimension."""
        here, there = parse_unit(self.unit), parse_unit(unit)
        if not here.measures_same_as(there):
            raise WrongUnit("A value", self.unit, unit)
        return Amount(self.value * here.factor_to(there), unit)

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.value + other.to(self.unit).value, self.unit)

    def __sub__(self, other: Amount) -> Amount:
        return Amount(self.value - other.to(self.unit).value, self.unit)
