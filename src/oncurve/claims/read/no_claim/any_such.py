"""Numbers of any thing of a sort, not of one that is told of: what such a model costs, how many chips it needs."""

from __future__ import annotations

from oncurve.claims.read.no_claim.rule import Rules
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["RULES"]

_ANY = words("model cluster run system")
_MAY = words("can could will would needs need might may costs takes")


def _of_any(scene: Scene, quantity: Quantity) -> bool:
    """`a $1 million model can solve`, `a 100,000 GPU cluster needs`: a number of any such thing."""
    word, at = scene.tokens.word, quantity.first
    article = word[at - 1 : at] in (["a"], ["an"]) if at > scene.first else False
    after = word[quantity.stop : quantity.stop + 3]
    head = next((k for k, each in enumerate(after) if each in _ANY), None)
    if not article or head is None:
        return False
    return not _MAY.isdisjoint(after[head + 1 :] + word[quantity.stop + 3 : quantity.stop + 5])


RULES: Rules = {"chip_count": (_of_any,), "training_cost": (_of_any,)}
