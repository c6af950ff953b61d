"""The lines of a bill that an estimate sums up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncurve.basis.estimate import Estimate, estimate
from oncurve.basis.formula import Quantity
from oncurve.claims.saying import say_estimate

if TYPE_CHECKING:
    from oncurve.basis.inputs import Draws

__all__ = ["bill_lines"]

_LINE = "line_"


def bill_lines(made: Estimate, draws: Draws | None) -> tuple[tuple[str, str], ...]:
    """Name and amount of each line, in words; nothing where the estimate is no sum.

    Args:
        made: the total.
        draws: the columns it was worked out with.
    """
    whole = made.quantity
    if whole is None or draws is None or not all(name.startswith(_LINE) for name in whole.arguments):
        return ()
    return tuple((each.name, say_estimate(estimate(each, draws, drivers=False)))
                 for each in whole.arguments.values() if isinstance(each, Quantity))
