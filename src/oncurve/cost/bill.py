"""Bills: named lines of money whose sum is the total, in every draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity

__all__ = ["Bill", "Line"]


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a bill, in USD.

    Args:
        name: what was paid for.
        quantity: how much, in USD.
        note: how it was counted, where the name does not say.
        observations: the price observations that it rests on.
    """

    name: str
    quantity: Quantity
    note: str = ""
    observations: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Bill:
    """Lines and their sum.

    Args:
        name: what the bill is for.
        lines: its items, each in USD.
        method: how it was drawn up, in words.
        warnings: what a reader should know.
    """

    name: str
    lines: tuple[Line, ...]
    method: str
    warnings: tuple[str, ...] = ()

    @property
    def total(self) -> Quantity:
        """The sum of the lines, in USD; it equals their sum in every draw."""
        if len(self.lines) == 1:
            return replace(self.lines[0].quantity, name=self.name, method=self.method,
                           warnings=(*self.lines[0].quantity.warnings, *self.warnings))
        parts = {f"line_{place}": line.quantity for place, line in enumerate(self.lines)}
        return Quantity(self.name, "USD", _sum, parts, self.method, self.warnings)

    @property
    def observations(self) -> tuple[Fact, ...]:
        """The price observations of all lines, each once."""
        found = {id(fact): fact for line in self.lines for fact in line.observations}
        return tuple(found.values())

    def with_settings(self, settings: Mapping[str, str]) -> Bill:
        """The same bill with inputs set by the user."""
        if not settings:
            return self
        lines = tuple(replace(line, quantity=line.quantity.with_settings(settings)) for line in self.lines)
        return replace(self, lines=lines)


def _sum(**lines: Any) -> Any:
    values = iter(lines.values())
    total = next(values)
    for value in values:
        total = total + value
    return total
