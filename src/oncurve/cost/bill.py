"""Bills: named lines of money whose sum is the total, in every draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input

__all__ = ["Bill", "Line"]


class Line(Struct, frozen=True):
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


class Bill:
    """Lines and their sum.

    Args:
        name: what the bill is for.
        formula: gives the sum of the lines in USD, in as few steps as it takes.
        arguments: of the formula.
        method: how the bill was drawn up, in words.
        warnings: what a reader should know.
        lines: makes the items, each in USD; asked only where somebody wants to see them.
    """

    def __init__(self, name: str, formula: Callable[..., Any], arguments: Mapping[str, Input | Quantity], *,
                 method: str, warnings: tuple[str, ...], lines: Callable[[], tuple[Line, ...]]) -> None:
        self._make_lines = lines
        #: The sum of the lines, in USD; it equals their sum in every draw.
        self.total = Quantity(name, "USD", formula, arguments, method, warnings, parts=self._parts)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The items, each in USD."""
        return self._make_lines()

    def _parts(self) -> tuple[Quantity, ...]:
        return tuple(line.quantity for line in self.lines)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader of the total should know, besides what its inputs say."""
        return self.total.warnings
