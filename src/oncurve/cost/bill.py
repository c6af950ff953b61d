"""Bills: named lines of money whose sum is the total, in every draw."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
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


@dataclass(frozen=True)
class Bill:
    """Lines and their sum.

    Args:
        name: what the bill is for.
        lines: its items, each in USD.
        method: how it was drawn up, in words.
        warnings: what a reader should know.
        whole: the sum of the lines by fewer steps than adding them, where there is such a way.
    """

    name: str
    lines: tuple[Line, ...]
    method: str
    warnings: tuple[str, ...] = ()
    whole: Quantity | None = None

    @cached_property
    def total(self) -> Quantity:
        """The sum of the lines, in USD; it equals their sum in every draw."""
        if len(self.lines) == 1:
            return replace(self.lines[0].quantity, name=self.name, method=self.method,
                           warnings=(*self.lines[0].quantity.warnings, *self.warnings))
        whole = self.whole
        formula = _sum if whole is None else whole.formula
        arguments = {f"line_{place}": line.quantity for place, line in enumerate(self.lines)} if whole is None \
            else whole.arguments
        return Quantity(self.name, "USD", formula, arguments, self.method, self.warnings,
                        parts=tuple(line.quantity for line in self.lines))

    @property
    def observations(self) -> tuple[Fact, ...]:
        """The price observations of all lines, each once."""
        found = {id(fact): fact for line in self.lines for fact in line.observations}
        return tuple(found.values())


def _sum(**lines: Any) -> Any:
    first, second, *rest = lines.values()
    total = first + second
    for value in rest:
        total += value  # a sum of its own by now: nobody else holds it
    return total
