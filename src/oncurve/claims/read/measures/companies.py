"""How many companies could do a thing."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft, draft
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["BUILDS"]

_ABLE = stems(
    "can could able capable capability afford possible position means wherewithal manage ability know-how "
    "resources cannot"
)
_DO = stems(
    "build built make made produce train trained develop design create match run replicate reproduce pull "
    "attempt field supply manufacture fabricate assemble fund finance compete deliver mass-produce etch "
    "print pay"
)
_NOT_MAKERS = words("countries country nations people users")


def _build(scene: Scene, quantity: Quantity) -> Draft | None:
    word = scene.tokens.word
    able = scene.near(quantity.core, _ABLE, 14, 26)
    do = scene.near(quantity.core, _DO, 20, 34)
    if able is None or do is None:
        return None
    if quantity.size > 500 or (word[quantity.end : quantity.end + 1] == ["of"] and False):
        return None
    made = draft("companies_able", quantity, _ability(scene, do), unit="count")
    if made.first > scene.first and word[made.first - 1] == "only":
        made.first -= 1
    return made


def _ability(scene: Scene, at: int) -> str:
    """What they are able to do, in the words of the text."""
    word = scene.tokens.word
    stop = at
    while stop < scene.end and word[stop] not in (",", ".", ";", '"', "—", "but", "while") and stop - at < 12:
        stop += 1
    return scene.text(at, stop)


BUILDS = {
    "companies_able": _build,
}
