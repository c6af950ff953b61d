"""Numbers beside sites that are no power of one: how much more a hall draws, what a country builds, square feet."""

from __future__ import annotations

from oncurve.claims.read.no_claim.rule import Rules
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["RULES"]

_OF_HALLS = words("pue")
_AREAS = words("sq square acres acre sqm sqft")
#: what power is of that is no one site's
_GRIDS = words("infrastructure grid grids generation plants reactors turbines nationwide worldwide globally")
_CLOSE = 3


def _of_hall(scene: Scene, quantity: Quantity) -> bool:
    """`PUE 1.5 on average against 1.09`: a factor, and no power."""
    return quantity.dim == "number" and not _OF_HALLS.isdisjoint(scene.tokens.word[scene.first : scene.end])


def _of_grids(scene: Scene, quantity: Quantity) -> bool:
    """`100+ GW of new power infrastructure`: what a country builds is of no one site."""
    if any(m.end <= quantity.first for m in scene.of_kind("cluster")):
        return False
    return not _GRIDS.isdisjoint(scene.tokens.word[quantity.stop : min(quantity.stop + _CLOSE, scene.end)])


def _is_area(scene: Scene, quantity: Quantity) -> bool:
    """`5 million sq ft`: the size of a site."""
    after = scene.tokens.word[quantity.stop : quantity.stop + 1]
    return bool(after) and after[0] in _AREAS


RULES: Rules = {
    "chip_count": (_is_area,),
    "parameters": (_is_area,),
    "power": (_of_hall, _of_grids, _is_area),
}
