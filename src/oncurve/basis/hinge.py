"""Which one input decides an answer, and at what value it flips."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from msgspec import Struct

from oncurve.basis.estimate import significant
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.spread import Z90, Array, Exactly

__all__ = ["Hinge", "find_hinge"]

_SCAN_DRAWS = 2_048
_STEPS = 13
_FURTHEST = 3.5
_BISECTIONS = 20


class Hinge(Struct, frozen=True):
    """An input, the value it has, the value at which the answer flips, and what it flips to.

    `inside` says whether the flip lies within the input's own 90% interval; `distance` is how far it lies
    from the input's median, in standard normal scores.
    """

    name: str
    value: float
    flips_at: float
    unit: str
    to: str
    inside: bool
    distance: float

    def to_dict(self) -> dict[str, Any]:
        """The hinge as the contract prints it."""
        return {"name": self.name, "value": significant(self.value), "flips_at": significant(self.flips_at),
                "unit": self.unit, "to": self.to, "inside": self.inside}


def find_hinge(quantity: Quantity, draws: Draws, answer: Callable[[Array | float], str],
               among: Callable[[str], bool] | None = None) -> Hinge | None:
    """The input whose smallest move, by its own distribution, changes the answer; None if none does.

    Each input in turn is held at values from its median outwards, to 3.5 standard scores, while the others
    keep their draws.

    Args:
        quantity: what is computed.
        draws: the columns to use.
        answer: the verdict on a sample of the quantity, as a word.
        among: whether an input of that key is looked at; None looks at all.
    """
    few = draws.fewer(_SCAN_DRAWS)
    start = answer(quantity.draws(few))
    found = [hinge for given in quantity.inputs() if not isinstance(given.spread, Exactly)
             and (among is None or among(given.key))
             for hinge in [_flip(quantity, given, few, answer, start)] if hinge is not None]
    return min(found, key=lambda hinge: hinge.distance, default=None)


def _flip(quantity: Quantity, given: Input, few: Draws, answer: Callable[[Array | float], str],
          start: str) -> Hinge | None:
    value = quantity.moved(few, given.key)

    def at(score: float) -> float:
        one = np.asarray([score])
        return float(np.asarray(given.spread.values(one, _probability(one))).ravel()[0])

    def says(score: float) -> str:
        return answer(value(at(score)))

    best: tuple[float, str] | None = None
    for side in (1.0, -1.0):
        near = 0.0
        for far in np.linspace(0, _FURTHEST, _STEPS)[1:] * side:
            if best is not None and abs(far) - _FURTHEST / (_STEPS - 1) > abs(best[0]):
                break
            word = says(float(far))
            if word != start:
                flip = _bisect(says, start, near, float(far))
                if best is None or abs(flip) < abs(best[0]):
                    best = flip, says(flip)
                break
            near = float(far)
    if best is None:
        return None
    score, word = best
    return Hinge(given.key, given.spread.median, at(score), given.unit, word, abs(score) <= Z90, abs(score))


def _bisect(says: Callable[[float], str], start: str, near: float, far: float) -> float:
    for _ in range(_BISECTIONS):
        middle = (near + far) / 2
        if says(middle) == start:
            near = middle
        else:
            far = middle
    return far


def _probability(score: Array) -> Array:
    from math import erf, sqrt

    return np.asarray([0.5 * (1 + erf(float(each) / sqrt(2))) for each in score])
