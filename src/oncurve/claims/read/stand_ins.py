"""Whom a clause is of that names its subject through another: "its little sibling", "those of Acme"."""

from __future__ import annotations

from collections.abc import Callable

from oncurve.claims.read.cast import Candidate, Case
from oncurve.claims.read.ranking import GROUPS
from oncurve.claims.read.siblings import is_kin
from oncurve.claims.read.tokens import words

__all__ = ["STAND_INS"]

_REACH, _CLOSE = 14, 3
_CLAUSE_CUTS = words(": ; — –")
_OWNERS = words("its their the his her 's a")
#: what stands before a sibling that another thing is only likened to, and before "those of" that are
_LEANS = words("than against versus of from to like as with by for behind beside over")
_AGAINST = words("than against versus vs of compared below under")


def _kindred(case: Case) -> list[Candidate]:
    """`A has 117bn, its little sibling 21bn`: what follows a word of kinship is of that sibling."""
    scene, draft = case.scene, case.draft
    word = scene.tokens.word
    if draft.measure not in GROUPS["model"]:
        return []
    for k in range(draft.first - 1, scene.first, -1):
        if scene.cover[k] is not None and scene.cover[k].kind == "model":  # type: ignore[union-attr]
            return []
        if is_kin(word[k]):
            owner = next((j for j in range(k - 1, max(scene.first, k - _CLOSE) - 1, -1) if word[j] in _OWNERS), k)
            aside = word[owner - 1] in _LEANS or (word[k + 1] in (",", "-", "'s"))
            return [] if aside else [c for c in case.candidates if c.first == k and c.how.startswith("kin")]
        if word[k] in _CLAUSE_CUTS:
            return []
    return []


def _those_of(case: Case) -> list[Candidate]:
    """`Acme's shares rose; those of Roe fell back 3%`: what is said of "those of" a name is of that name."""
    scene, draft = case.scene, case.draft
    word = scene.tokens.word
    for k in range(draft.first - 1, max(scene.first + 1, draft.first - _REACH), -1):
        named = scene.cover[k]
        if named is None:
            if word[k] in _CLAUSE_CUTS or word[k] == ",":
                return []
            continue
        at = named.first - 1 - (word[named.first - 1] == "the")
        if word[at] != "of" or word[at - 1] not in ("those", "that"):
            return []
        if at - 2 > scene.first and word[at - 2] in _AGAINST:
            return []
        return [c for c in case.candidates if c.first == named.first]
    return []


STAND_INS: tuple[Callable[[Case], list[Candidate]], ...] = (_kindred, _those_of)
