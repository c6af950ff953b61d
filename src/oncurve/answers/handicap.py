"""How much more compute the better of two models would have needed, from the gap between them on the index."""

from __future__ import annotations

import datetime as dt

import numpy as np

from oncurve.basis.evidence import Fact
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Joint
from oncurve.capability.shipped import SCORES_KNOWN, SOURCE, load_shipped

__all__ = ["index_handicap"]

_LEAST_POINTS, _MOST_FACTOR = 1.0, 1e3


def index_handicap(model: str, against: str, as_of: dt.date | None = None) -> Input | None:
    """The factor of compute that `against`'s lead over `model` is worth, as an input; None where one has no scores.

    Points of the index between the two, over the points that ten times the compute is worth at one date, on every draw.
    Above 1 where `model` is the weaker: it may be cheaper by that factor without progress.

    Args:
        model: id of the later model.
        against: id of the earlier one.
        as_of: None where later knowledge may be used; the scores are of December 2025.
    """
    if as_of is not None and as_of < SCORES_KNOWN:
        return None
    shipped = load_shipped()
    one, two = shipped.place(model), shipped.place(against)
    if one is None or two is None:
        return None
    points = shipped.skill["all"][:, two] - shipped.skill["all"][:, one]
    factor = 10 ** (points / np.maximum(shipped.tenfold, _LEAST_POINTS))
    draws = np.clip(factor, 1 / _MOST_FACTOR, _MOST_FACTOR)
    evidence = Fact(model, "capability_handicap", float(np.median(draws)), "x", "estimated", SCORES_KNOWN, SOURCE,
                    f"index, against {against}")
    return Input("capability_handicap", "x", Joint(draws), evidence=evidence,
                 note=f"gap on the capability index to {against}, at the compute that a point is worth")
