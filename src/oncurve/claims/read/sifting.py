"""Leaves out who can never be what a claim is about, before the rest are told apart."""

from __future__ import annotations

from oncurve.claims.read.cast import Candidate
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.phrases import HEADS
from oncurve.claims.read.places import country_of
from oncurve.claims.read.ranking import GROUPS
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.sheet import MEMORY
from oncurve.claims.read.tokens import Tokens, words

__all__ = ["sifted"]

#: who only tells of a gap, and the places of a sentence
_TELLERS = ("person", "proper")
#: what is told of models and of the sites and firms that hold chips
_OF_MODELS = GROUPS["model"] | GROUPS["site"]
#: what no firm has, and what it takes to be named a model rather than stood for
_HAD_BY_MODELS = words("parameters training_tokens benchmark_score release_date")
_NAMED = words("label alias short described adjective shape")
#: what opens a clause on what was just named, what may stand between it and the verb, and before the verb's object
_RELATIVES, _HELPERS = words("that which who"), words("has have had will would so once recently first briefly")
_ARTICLES = words("the a an all much half")
_LOCATED = words("in on near outside")
_AT = words("at in near outside from of")


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
    if draft.measure in _OF_MODELS:
        kept = [c for c in candidates if not (
            (c.kind in _TELLERS or c.how in ("proper", "of:place")) and _stands_aside(scene.tokens, c))]
        kept = kept if any(c.how not in ("made", "house") for c in kept) else candidates
        return _without_makers(kept) if draft.measure in _HAD_BY_MODELS else kept
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


def _stands_aside(tokens: Tokens, candidate: Candidate) -> bool:
    """Whether a name only tells whom a model impressed, where a site lies or whose turn it is to speak."""
    return (_is_impressed(tokens, candidate) or _is_whereabouts(tokens, candidate) or _is_tag(tokens, candidate))


def _is_impressed(tokens: Tokens, candidate: Candidate) -> bool:
    """Whether a name is the object of an aside on a thing: "the model that upset Wall Street cost $3 million"."""
    word, at = tokens.word, candidate.first - 1
    while at > 1 and word[at] in _ARTICLES:
        at -= 1
    at -= 1  # the verb itself
    while at > 1 and word[at] in _HELPERS:
        at -= 1
    if at < 1 or not word[at + 1][:1].isalpha() or word[candidate.end : candidate.end + 1] == ["'s"]:
        return False
    whose = "whose" in word[max(0, at - 1) : at] and word[at] in HEADS
    return whose or (word[at] in _RELATIVES and word[at - 1] in HEADS)


def _is_whereabouts(tokens: Tokens, candidate: Candidate) -> bool:
    """Whether a name only tells where the place before it lies: "a site at Barrow in Alaska"."""
    word, at = tokens.word, candidate.first - 1
    if at < 2 or word[at] not in _LOCATED or not tokens.raw[at - 1][:1].isupper():
        return False
    k = at - 1
    while k > 0 and tokens.raw[k][:1].isupper():
        k -= 1
    return word[k] in _AT


def _is_tag(tokens: Tokens, candidate: Candidate) -> bool:
    """Whether a name in capitals is that of a turn in a talk: "INTERVIEWER: Out of how many?"."""
    tag = tokens.raw[candidate.first : candidate.end]
    return tokens.word[candidate.end : candidate.end + 1] == [":"] and all(w.isupper() and w.isalpha() for w in tag)


def _without_makers(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates without the makers of models that are named: "Alibaba has put it at a trillion parameters"."""
    makers = {c.name.organisation for c in candidates if c.kind == "model" and c.how in _NAMED and c.name is not None}
    return [c for c in candidates if c.kind != "organisation" or c.ident not in makers]
