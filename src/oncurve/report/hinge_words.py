"""The input that decides a verdict, and the value at which it flips, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncurve.claims.check.subject import label
from oncurve.claims.reason import input_words
from oncurve.claims.saying import say

if TYPE_CHECKING:
    from oncurve.basis.hinge import Hinge
    from oncurve.catalog.read import Catalogue

__all__ = ["hinge_words"]

_TURNS = {"consistent": "fits", "inconsistent": "no longer fits", "depends": "is in doubt"}
_DIGITS = (3, 4, 5, 6)


def hinge_words(hinge: Hinge, catalogue: Catalogue | None = None) -> str:
    """The input, the value it is taken at, and where the verdict flips.

    >>> from oncurve.basis.hinge import Hinge
    >>> hinge_words(Hinge("mfu", 0.4, 0.3, "none", "inconsistent", True, 1.0))
    'the utilisation of the chips: taken as 0.4, flips at 0.3: below that the claim no longer fits'
    """
    about = hinge.name.rpartition(".")[0]
    name = input_words(hinge.name)
    if about and catalogue is not None:
        name += f" of {label(catalogue, about)}"
    value, flips = _apart(hinge.value, hinge.flips_at, hinge.unit)
    way = "above" if hinge.flips_at > hinge.value else "below"
    turn = f"{way} that the claim {_TURNS.get(hinge.to, hinge.to)}"
    if value == flips:
        return f"{name}: taken as {value}, which is where it flips: {turn}"
    return f"{name}: taken as {value}, flips at {flips}: {turn}"


def _apart(value: float, flips: float, unit: str) -> tuple[str, str]:
    """Both values, with as many digits as tell them apart."""
    for digits in _DIGITS:
        words = say(value, unit, digits), say(flips, unit, digits)
        if words[0] != words[1]:
            return words
    return say(value, unit), say(flips, unit)
