"""Numbers that count no companies that could make a run: of staff, of countries, of law firms."""

from __future__ import annotations

from oncurve.claims.read.no_claim.rule import Rules
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["RULES"]

_STATES = words("nations countries allies states")


def _of_staff(scene: Scene, quantity: Quantity) -> bool:
    """`a 150-person team`: whom a firm pays."""
    return "person" in scene.tokens.word[quantity.stop - 1 : quantity.stop + 2]


def _of_states(scene: Scene, quantity: Quantity) -> bool:
    """`three nations`: countries, where nobody is able to do anything."""
    return "able" not in scene.present and not _STATES.isdisjoint(
        scene.tokens.word[quantity.stop - 1 : quantity.stop + 2])


def _of_law_firms(scene: Scene, quantity: Quantity) -> bool:
    """`two law firms`: firms that train nothing."""
    return "law" in scene.tokens.word[quantity.first : quantity.stop + 1]


RULES: Rules = {"companies_able": (_of_staff, _of_states, _of_law_firms)}
