"""Leaves out who can never be what a claim is about, before the rest are told apart."""

from __future__ import annotations

from oncurve.claims.read.cast import Candidate
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.places import country_of
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.sheet import MEMORY

__all__ = ["sifted"]

#: who only tells of a gap, and the places of a sentence
_TELLERS = ("person", "proper")


def sifted(scene: Scene, draft: Draft, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates without those that no claim of its measure is about; all of them where none would be left.

    Args:
        scene: the sentence.
        draft: the claim.
        candidates: who it may be about.
    """
    if draft.measure == "chip_spec":  # what a memory is said to hold is its chip's
        others = [c for c in candidates if not MEMORY.fullmatch(c.ident)]
        named = any(c.kind == "chip" and c.how not in ("made", "implied") for c in others)
        return others if named else candidates
    if draft.measure != "capability_lag" or scene.house is not None:
        return candidates
    kept = [c for c in candidates if not (c.kind in _TELLERS and (
        c.ident == scene.speaker or country_of(c.ident) or _is_paper(scene, c)))]
    return kept or candidates


def _is_paper(scene: Scene, candidate: Candidate) -> bool:
    """Whether a name is the first half of a paper's: "the People's Daily"."""
    word = scene.tokens.word
    return candidate.ago == 0 and word[candidate.end : candidate.end + 1] == ["'s"] and (
        word[candidate.end + 1 : candidate.end + 2] in (["daily"], ["times"], ["news"], ["journal"]))
