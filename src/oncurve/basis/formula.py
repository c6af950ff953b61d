"""A quantity: a pure function of named inputs and of other quantities."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np
from msgspec import structs

from oncurve.basis.errors import BadUsage, UnknownName, WrongUnit
from oncurve.basis.evidence import Assumption
from oncurve.basis.inputs import Draws, Input, Seen
from oncurve.basis.quantity import parse_unit
from oncurve.basis.spread import Array, Exactly, Spread, spread_from

__all__ = ["Quantity", "as_array", "check_settings", "constant", "is_assumed", "read_setting", "set_together"]

#: The inputs by key, and the warnings, that a quantity rests on.
_RestsOn = tuple[dict[str, Input], dict[str, None]]
Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is computed, in what unit, by which method, and from what.

    Args:
        name: what it is.
        unit: the unit of the result in words.
        formula: a plain function over arrays with the draw axis last; called with `arguments` by name.
        arguments: an input or another quantity for each argument of the formula.
        method: the method in words, or the name of its paper.
        warnings: what a reader of the result should know.
        common: whether it rests on inputs that all things share, so that its value is kept with the draws.
        parts: makes the quantities whose sum it is, where it is one; the formula may get there by fewer steps.
    """

    name: str
    unit: str
    formula: Callable[..., Any]
    arguments: Mapping[str, Input | Quantity]
    method: str = ""
    warnings: tuple[str, ...] = ()
    common: bool = field(default=False, compare=False)
    parts: Callable[[], tuple[Quantity, ...]] = field(default=tuple, compare=False, repr=False)
    _rests_on: list[_RestsOn] = field(default_factory=list, init=False, repr=False, compare=False)

    def inputs(self) -> tuple[Input, ...]:
        """Every input that the result depends on, each once, in the order of first use."""
        return tuple(self._walked()[0].values())

    def all_warnings(self) -> tuple[str, ...]:
        """Its own warnings and those of the quantities it uses, each once."""
        return tuple(self._walked()[1])

    def _walked(self) -> _RestsOn:
        if not self._rests_on:  # filled once: a quantity never changes
            inputs: dict[str, Input] = {}
            warnings = dict.fromkeys(self.warnings)
            for argument in self.arguments.values():
                if isinstance(argument, Input):
                    inputs.setdefault(argument.key, argument)
                    continue
                under, told = argument._walked()  # noqa: SLF001 - its own class
                inputs |= under
                warnings |= told
            self._rests_on.append((inputs, warnings))
        return self._rests_on[0]

    def draws(self, draws: Draws, fixed: Mapping[str, float] | None = None, *,
              seen: Seen | None = None) -> Array | float:
        """The value at each draw, shape (n,), or one number where nothing is uncertain.

        Args:
            draws: the columns to use.
            fixed: values to hold inputs at, by key.
            seen: values of quantities already worked out from the same draws; new ones are added.
        """
        return self._value(draws, fixed, {} if seen is None else seen)

    def _value(self, draws: Draws, fixed: Mapping[str, float] | None, seen: Seen) -> Array | float:
        place = draws.common if self.common and not fixed else seen
        kept = place.get(id(self))
        if kept is None:
            # The quantity is kept beside its value, so that no other takes its id.
            kept = place[id(self)] = self, self.formula(**{
                name: draws.values(argument, fixed) if isinstance(argument, Input)
                else argument._value(draws, fixed, seen)  # noqa: SLF001 - its own class
                for name, argument in self.arguments.items()
            })
        value: Array | float = kept[1]
        return value

    def moved(self, draws: Draws, key: str) -> Callable[[float], Array | float]:
        """Its value with one input held at whatever value is asked; what does not rest on it is worked out once.

        Args:
            draws: the columns to use.
            key: of the input.
        """
        still: Seen = {}
        met: set[int] = set()
        ahead = [self]
        while ahead:
            each = ahead.pop()
            if id(each) in met:
                continue
            met.add(id(each))
            if each.without(key):
                still[id(each)] = each, each.draws(draws, seen=still)
            else:
                ahead += [under for under in each.arguments.values() if isinstance(under, Quantity)]
        return lambda value: self._value(draws, {key: value}, dict(still))

    def with_settings(self, settings: Mapping[str, str]) -> Quantity:
        """The same quantity with inputs set by the user; names that it does not have are left to others.

        Raises:
            BadUsage: a value is no number or interval, or a bare name fits several inputs.
            WrongUnit: a value is given in a unit of another dimension.
        """
        chosen = self._chosen(settings)
        return self._replaced(chosen, {}) if chosen else self

    def _chosen(self, settings: Mapping[str, str]) -> dict[str, Input]:
        """Its inputs that settings name, by key, with the values set."""
        chosen = {}
        for name, text in settings.items():
            keys = [each for each in self._settable() if name in (each.key, each.name)]
            if len({each.key for each in keys}) > 1:
                raise BadUsage(f"{name!r} names several inputs", ", ".join(each.key for each in keys),
                               "Use one of the full names.")
            chosen.update({each.key: read_setting(each, text) for each in keys})
        return chosen

    def _settable(self) -> Iterator[Input]:
        """Its inputs, and those that only move what its sum is made of."""
        yield from self.inputs()
        for part in self.parts():
            yield from part.inputs()

    def _replaced(self, chosen: Mapping[str, Input], copies: dict[int, tuple[Quantity, Quantity]]) -> Quantity:
        """A copy with inputs replaced, made once for all who share it."""
        def parts() -> tuple[Quantity, ...]:
            return tuple(part._replaced(chosen, copies) for part in self.parts())  # noqa: SLF001 - its own class

        if id(self) not in copies:
            # The quantity is kept beside its copy, so that no other takes its id.
            copies[id(self)] = self, replace(self, common=False, parts=parts, arguments={
                name: chosen.get(argument.key, argument) if isinstance(argument, Input)
                else argument._replaced(chosen, copies)  # noqa: SLF001 - its own class
                for name, argument in self.arguments.items()
            })
        return copies[id(self)][1]

    def without(self, *keys: str) -> bool:
        """Whether none of the inputs has one of these keys."""
        return self._walked()[0].keys().isdisjoint(keys)


def set_together(quantities: Mapping[Name, Quantity], settings: Mapping[str, str]) -> dict[Name, Quantity]:
    """Quantities with inputs set by the user, where what several of them use stays shared.

    Args:
        quantities: by name.
        settings: values or intervals of named inputs; every name must be of an input of one of the quantities.

    Raises:
        UnknownName: a setting names no input of any.
        BadUsage: a value is no number or interval, or a bare name fits several inputs of a quantity.
        WrongUnit: a value is given in a unit of another dimension.
    """
    if not settings:
        return dict(quantities)
    check_settings(settings, tuple(given for each in quantities.values() for given in each.inputs()))
    chosen: dict[str, Input] = {}
    for each in quantities.values():
        chosen |= each._chosen(settings)  # noqa: SLF001 - its own class
    copies: dict[int, tuple[Quantity, Quantity]] = {}
    return {name: each._replaced(chosen, copies) for name, each in quantities.items()}  # noqa: SLF001 - its own class


def constant(name: str, given: Input, method: str = "") -> Quantity:
    """The quantity that is one input, unchanged."""
    return Quantity(name, given.unit, _same, {"value": given}, method)


def _same(value: Array | float) -> Array | float:
    return value


def check_settings(settings: Mapping[str, str], known: tuple[Input, ...]) -> None:
    """Refuse a setting that names no input of the question.

    Raises:
        UnknownName: with the nearest names that are there.
    """
    names = {name for each in known for name in (each.key, each.name)}
    for name in settings:
        if name not in names:
            near = sorted(names, key=lambda other: -_likeness(name, other))[:3]
            raise UnknownName("input of this question", name, tuple(near), "oncurve inputs")


def _likeness(one: str, other: str) -> float:
    pairs = {one[i:i + 2] for i in range(len(one) - 1)}, {other[i:i + 2] for i in range(len(other) - 1)}
    return len(pairs[0] & pairs[1]) / max(len(pairs[0] | pairs[1]), 1)


_NUMBER = r"[-+]?(?:\d[\d,_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*%?"
_SETTING = re.compile(rf"\s*\$?\s*({_NUMBER})(?:\s*(?:to|\.\.)\s*\$?\s*({_NUMBER}))?\s*(.*?)\s*$")


def read_setting(given: Input, text: str) -> Input:
    """The input with the value of a `--set`: `2`, `20 to 50` (a 90% interval), `2.5 USD per chip-hour`.

    Raises:
        BadUsage: the text is no number or interval.
        WrongUnit: its unit is of another dimension than the input's.
    """
    found = _SETTING.match(text)
    if found is None or len(text) > 200:
        raise BadUsage(f"{text[:60]!r} is no value for {given.key}", f"It is measured in {given.unit}",
                       f'Write --set {given.name}=2 or --set {given.name}="20 to 50", a 90% interval.')
    factor = _factor(given, found[3])
    low = _number(found[1]) * factor
    high = _number(found[2]) * factor if found[2] else low
    if not (math.isfinite(low) and math.isfinite(high)) or high < low:
        raise BadUsage(f"{text!r} is no interval for {given.key}", "", "Write the lower end first.")
    spread: Spread = Exactly(low) if low == high else spread_from(low, None, high, "lognormal" if low > 0 else "normal")
    return structs.replace(given, spread=spread, evidence=None, note="set by the user")


def _number(text: str) -> float:
    plain = text.strip().replace(",", "").replace("_", "")
    return float(plain[:-1].strip()) / 100 if plain.endswith("%") else float(plain)


def _factor(given: Input, unit: str) -> float:
    if not unit:
        return 1.0
    wanted = parse_unit(given.unit)
    wrong = WrongUnit(given.key, unit, given.unit, f'--set {given.name}="{given.spread.median:g} {given.unit}"')
    try:
        there = parse_unit(unit)
    except BadUsage as error:
        raise wrong from error
    if not there.measures_same_as(wanted):
        raise wrong
    return there.factor_to(wanted)


def is_assumed(given: Input) -> bool:
    """Whether the input is our assumption, not a fact of a source."""
    return isinstance(given.evidence, Assumption)


def as_array(value: Array | float, n: int) -> Array:
    """The draws as an array of shape (n,)."""
    return np.broadcast_to(np.asarray(value, dtype=np.float64), (n,))
