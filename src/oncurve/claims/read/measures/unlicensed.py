"""Goods that went without the licence that they needed."""

from __future__ import annotations

from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["is_against_law"]

#: how a licence is called that is needed, words of crimes, and deeds that they are
_PROPER = words("proper required requisite necessary needed valid mandatory")
_CRIMES = stems("smuggle smuggler illegal illegally unlawful unlawfully indict indictment prosecutor accused "
                "defendant conspire conspiracy violate violation plead")
_DEEDS = words("sent shipped exported sold delivered shipping exporting selling moved")
_AFTER, _BEFORE = 5, 12


def is_against_law(scene: Scene, at: int) -> bool:
    """Whether "without a licence" tells of a deed that needed one: "was sent without the required licence"."""
    if not _PROPER.isdisjoint(scene.tokens.word[at : at + _AFTER]):
        return True
    if scene.any_of(_CRIMES):
        return True
    past = scene.previous
    told = past is not None and past.any_of(_CRIMES)
    return told and not _DEEDS.isdisjoint(scene.words_before(at, _BEFORE))
