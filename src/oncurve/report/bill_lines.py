"""The lines of a bill that an estimate sums up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncurve.basis.estimate import Estimate, estimate
from oncurve.claims.saying import say_estimate

if TYPE_CHECKING:
    from oncurve.basis.inputs import Draws

__all__ = ["bill_lines"]


def bill_lines(made: Estimate, draws: Draws | None) -> tuple[tuple[str, str], ...]:
    """Name and amount of each line, in words; nothing where the estimate is no sum.

    Args:
        made: the total.
        draws: the columns it was worked out with.
    """
    whole = made.quantity
    parts = () if whole is None else whole.parts()
    if draws is None or len(parts) < 2:
        return ()
    return tuple((each.name, say_estimate(estimate(each, draws, drivers=False))) for each in parts)
