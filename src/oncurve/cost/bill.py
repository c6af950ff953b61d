"""Bills: named lines of money whose sum is the total, in every draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

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


class Bill:
    """Lines and their sum.

    Args:
        total: the sum of the lines in USD, by whatever formula gets there in the fewest steps.
        lines: makes the items, each in USD; asked only where somebody wants to see them.
    """

    def __init__(self, total: Quantity, lines: Callable[[], tuple[Line, ...]]) -> None:
        self._make_lines = lines
        #: The sum of the lines, in USD; it equals their sum in every draw.
        self.total = replace(total, parts=lambda: tuple(line.quantity for line in self.lines))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The items, each in USD."""
        return self._make_lines()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader of the total should know, besides what its inputs say."""
        return self.total.warnings
