"""Numbers of notes, which stand after a word as if it had them."""

from __future__ import annotations

from oncurve.claims.read.no_claim.rule import Rules
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["RULES"]

#: words that a figure of its own may follow
_LEADS = words("is was are were of at to with scored scores about around some than by from for in on and or got gets "
               "against versus vs beside within into hit reached reaches only just nearly over under costs cost asks "
               "version phase stage chapter")
_SCORED = stems("score scored rate rating percent mark")
#: measures that the numbers of notes were taken for
_MEASURES = words("price_per_token benchmark_score capability_lag training_cost training_tokens parameters chip_spec")


def _is_note(scene: Scene, quantity: Quantity) -> bool:
    """`a window of its own 3.`: the bare number of a note at the end of a clause, after a word that leads to none."""
    tokens, at = scene.tokens, quantity.core
    if (quantity.dim != "number" and not quantity.elided) or not tokens.raw[at].isdigit() or len(tokens.raw[at]) > 2:
        return False
    before = tokens.raw[at - 1] if at > scene.first else ""
    plain = before.isalpha() and before.islower() and before not in _LEADS and scene.cover[at - 1] is None
    return plain and quantity.stop == at + 1 and tokens.word[at + 1 : at + 2] in (["."], [","]) and (
        scene.stem_at(at - 1) not in _SCORED)


RULES: Rules = dict.fromkeys(sorted(_MEASURES), (_is_note,))
