"""Whether one of some words stands right beside a number."""

from __future__ import annotations

from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene

__all__ = ["beside"]


def beside(scene: Scene, quantity: Quantity, wanted: frozenset[str], before: int, after: int) -> bool:
    """Whether one of some words is among so many before a number, in its unit or among so many after it.

    Args:
        scene: its sentence.
        quantity: the number.
        wanted: the words.
        before: how many before it are looked at.
        after: likewise after it.
    """
    word = scene.tokens.word
    near = (*scene.words_before(quantity.first, before),
            *word[quantity.stop - 1 : min(scene.end, quantity.stop + after)])
    return not wanted.isdisjoint(near)
