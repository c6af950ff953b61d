"""How many companies could do a thing."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft, draft
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems

__all__ = ["BUILDS"]

_DO = stems(
    "build built make made produce train trained develop design create match run replicate reproduce pull "
    "attempt field supply manufacture fabricate assemble fund finance compete deliver mass-produce etch "
    "print pay"
)


def _build(scene: Scene, quantity: Quantity) -> Draft:
    do = scene.near(quantity.core, _DO, 20, 34)
    able = _ability(scene, do) if do is not None else _asked(scene)
    made = draft("companies_able", quantity, able, unit="count")
    if made.first > scene.first and scene.tokens.word[made.first - 1] == "only":
        made.first -= 1
    return made


def _asked(scene: Scene) -> str | None:
    """What the question before asks of them: "How many can train such a model? The list names twelve developers."."""
    past = scene.previous
    if past is None or not past.sentence.question:
        return None
    at = next((k for k in range(past.first, past.end) if past.stem_at(k) in _DO), None)
    return _ability(past, at) if at is not None else None


def _ability(scene: Scene, at: int) -> str:
    """What they are able to do, in the words of the text."""
    word = scene.tokens.word
    stop = at
    while stop < scene.end and word[stop] not in (",", ".", ";", '"', "—", "but", "while", "?") and stop - at < 12:
        stop += 1
    return scene.text(at, stop)


BUILDS = {
    "companies_able": _build,
}
