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

_DIGITS = (3, 4, 5, 6)


def hinge_words(hinge: Hinge, catalogue: Catalogue | None = None) -> str:
    """The input, the value it is taken at, and where the verdict flips.

    >>> from oncurve.basis.hinge import Hinge
    >>> hinge_words(Hinge("rental_price", 2.0, 1.4, "USD per chip-hour", "inconsistent", True, 1.0))
    'the rent of a chip-hour: taken as $2 per chip-hour, it flips to inconsistent below $1.40 per chip-hour'
    """
    about = hinge.name.rpartition(".")[0]
    name = input_words(hinge.name)
    if about and catalogue is not None:
        name += f" of {label(catalogue, about)}"
    value, flips = _apart(hinge.value, hinge.flips_at, hinge.unit)
    way = "above" if hinge.flips_at > hinge.value else "below"
    return f"{name}: taken as {value}, it flips to {hinge.to.replace('_', ' ')} {way} {flips}"


def _apart(value: float, flips: float, unit: str) -> tuple[str, str]:
    """Both values, with as many digits as tell them apart."""
    for digits in _DIGITS:
        words = say(value, unit, digits), say(flips, unit, digits)
        if words[0] != words[1]:
            break
    return words
