"""The input that decides a verdict, and the value at which it flips, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncurve.claims.check.subject import label
from oncurve.claims.reason import apart, input_words

if TYPE_CHECKING:
    from oncurve.basis.hinge import Hinge
    from oncurve.catalog.read import Catalogue

__all__ = ["hinge_words"]

_TURNS = {"consistent": "fits", "inconsistent": "no longer fits", "depends": "is in doubt"}


def hinge_words(hinge: Hinge, catalogue: Catalogue | None = None) -> str:
    """The input, the value it is taken at, and where the verdict flips.

    >>> from oncurve.basis.hinge import Hinge
    >>> hinge_words(Hinge("mfu", 0.4, 0.3, "none", "inconsistent", True, 1.0))
    'the utilisation of the chips: taken as 0.4, and below 0.3 the claim no longer fits'
    """
    about = hinge.name.partition(".")[0] if "." in hinge.name else ""
    name = input_words(hinge.name)
    if about and catalogue is not None:
        name += f" of {label(catalogue, about)}"
    value, flips = apart(hinge.value, hinge.flips_at, hinge.unit)
    way = "above" if hinge.flips_at > hinge.value else "below"
    turn = f"the claim {_TURNS.get(hinge.to, hinge.to)}"
    if value == flips:
        return f"{name}: taken as {value}, which is on the edge: {way} that {turn}"
    return f"{name}: taken as {value}, and {way} {flips} {turn}"
