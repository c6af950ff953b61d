"""Users, accounts and queries, whose numbers look like chips, sizes of models or what a run takes."""

from __future__ import annotations

from oncurve.claims.read.no_claim.rule import Rules
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["RULES"]

#: what is counted and is neither a chip nor money
_DEALINGS = words("accounts account exchanges exchange queries requests conversations interactions prompts users")
#: measures that such numbers are taken for
_MEASURES = words("chip_count chips_shipped chips_smuggled training_cost training_compute chip_hours training_tokens "
                  "organisation_spend")
_USERS = words("user users monthly weekly daily downloads download mau maus subscribers customers developers visitors")
_NEAR = 4


def _of_dealings(scene: Scene, quantity: Quantity) -> bool:
    """`24,000 accounts`, `16 million exchanges`: what is counted and is neither a chip nor money."""
    word, stop = scene.tokens.word, quantity.stop
    return quantity.dim in ("number", "count", "chips") and not _DEALINGS.isdisjoint(
        word[stop : min(stop + 2, scene.end)])


def _of_users(scene: Scene, quantity: Quantity) -> bool:
    """`700 million weekly users`, `6 million downloads`: who uses a model."""
    word, stop = scene.tokens.word, quantity.stop
    return not _USERS.isdisjoint(word[stop : min(scene.end, stop + _NEAR)])


RULES: Rules = {
    **dict.fromkeys(sorted(_MEASURES), (_of_dealings,)),
    "parameters": (_of_dealings, _of_users),
}
