"""Which model each of several sizes in a row is of: "in sizes of 7B and 30B parameters"."""

from __future__ import annotations

import itertools

from oncurve.claims.read.cast import Candidate, Case
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.tokens import words

__all__ = ["sized"]

_OF_SIZE = Pattern(r"[ -]\d+(?:\.\d+)?[bB]\b")
_LEAST_SIZE = 1e6
_BETWEEN = words(", and & ( ) as well or parameter parameters params b model models version versions - billion")
#: that of two sizes one is a part of the other
_AT_WORK = words("active activated awake fire fires firing used use work at live tokens total whole")
_NEAR = 8


def sized(case: Case) -> list[Candidate]:
    """The member of a family that bears the size of a claim, where several sizes stand in a row."""
    scene, draft = case.scene, case.draft
    if draft.measure != "parameters" or draft.scope == "active":
        return []
    models = [m for m in scene.of_kind("model") if m.first < draft.first] or [
        m for _, m, _ in case.cast.past if m.kind == "model"]
    if not models or _OF_SIZE.search(models[-1].name.label if models[-1].name is not None else "") is None:
        return []  # a family, whose sizes they are
    word = scene.tokens.word
    sizes = [q for q in scene.quantities if q.unit == "parameters" or q.scale >= _LEAST_SIZE]
    for one, other in itertools.pairwise(sizes):
        row = set(word[one.stop : other.first]) <= _BETWEEN
        near = word[one.first : min(other.stop + _NEAR, scene.end)]
        if not row or draft.first not in (one.first, other.first) or not _AT_WORK.isdisjoint(near):
            continue
        members = [c for c in case.candidates if c.how.startswith("size") and one.first <= c.first < other.stop]
        own = [c for c in members if draft.first <= c.first < draft.end]
        if any(":known" in c.how for c in members):
            return sorted(own, key=lambda c: ":known" not in c.how)[:1]
    return []
