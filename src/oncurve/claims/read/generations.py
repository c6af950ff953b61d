"""Whom a clause is of that names its subject by its turn alone: "its successor", "its second model", "the new one"."""

from __future__ import annotations

from collections.abc import Callable

from oncurve.claims.read.cast import Candidate, Case
from oncurve.claims.read.ranking import GROUPS
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["GENERATION_RULES"]

_AFTER = words("successor replacement heir follow-up followup")
_AGES = words("new newer newest latest later older old earlier previous next current")
_NEW = words("new newer newest latest current")
_PARTS = words("part card chip version generation edition one processor accelerator board")
_MADE = words("flagship model version generation edition release one")
_TURNS = words("first second third fourth fifth")
_OWNERS = words("the its their 's")
_LEANS = words("than against versus of from to as with by over like for")
_CUTS = words("; : while whereas")
_ITS_OWN = words("model models flagship chatbot")
_OWN_CUTS = words(", ; : and but while whereas")
_REACH, _NEAR = 30, 5


def _of_successor(case: Case) -> list[Candidate]:
    """`Its successor carries 288 GB to the A's 192`: the figure is of what came after, not of the chip named."""
    scene, draft = case.scene, case.draft
    if draft.measure != "chip_spec":
        return []
    at = _head(scene, draft.first)
    if at is None:
        return []
    word = scene.tokens.word
    base = next((m for m in scene.of_kind("chip") if m.first > at), None)
    if base is not None and not _held_against(scene, base.first):
        return []
    named = case.cast.topic("chip")
    old = base.ident if base is not None else named.ident if named is not None else ""
    if word[at] in _PARTS and base is None:
        return []
    others = [c for c in case.candidates if c.kind == "chip" and c.ident != old and c.ago > 0]
    known = [c for c in others if named is not None and c.ident == named.ident]
    if known:
        return known
    thing = base if base is not None else named
    if thing is None:
        return []
    label = thing.name.label if thing.name is not None else thing.ident
    text = f"{word[at]} of the {label}" if word[at] in _AFTER else scene.tokens.slice(at - 1, at + 1)
    return [Candidate("chip", text, at, at + 1, "kin:new")]


def _head(scene: Scene, before: int) -> int | None:
    """The token of the word for another generation that the clause of a number is of; None where a chip is named."""
    word = scene.tokens.word
    for k in range(before - 1, max(scene.first, before - _REACH), -1):
        if word[k] in _CUTS:
            return None
        named = scene.cover[k]
        if named is not None:
            if named.kind == "chip" and not _held_against(scene, named.first):
                return None
            continue
        aged = word[k] in _PARTS and word[k - 1] in _AGES
        start = k - 1 - aged
        if not (aged or word[k] in _AFTER) or start < scene.first or word[start] not in _OWNERS:
            continue
        if word[k + 1] == "'s" or (start > scene.first and word[start - 1] in _LEANS):
            continue
        apart = (start - 2 >= scene.first and word[start - 1] in (",", "is", "was")
                 and scene.cover[start - 2] is not None)
        return None if apart else k
    return None


def _held_against(scene: Scene, first: int) -> bool:
    """Whether a name stands where something is held against it: "to the A's 192", "than the A"."""
    word = scene.tokens.word
    at = first - 1 - (word[first - 1] in ("the", "an", "a"))
    return at >= scene.first and word[at] in _LEANS


def _of_newer(case: Case) -> list[Candidate]:
    """`A took 3 million hours, and the new flagship 31 million`: of the new one, not of what was named before it."""
    scene, draft = case.scene, case.draft
    if draft.measure not in GROUPS["model"]:
        return []
    word = scene.tokens.word
    for k in range(draft.first - 1, max(scene.first + 1, draft.first - _NEAR) - 1, -1):
        if scene.cover[k] is not None or word[k] in _OWN_CUTS:
            return []
        if word[k] in _MADE and word[k - 1] in _NEW and word[k - 2] in _OWNERS and word[k - 3] not in _LEANS:
            barred = {m.ident for m in scene.of_kind("model") if m.end <= k}
            return [c for c in case.candidates if c.kind == "model" and c.ident not in barred] if barred else []
    return []


def _of_turn(case: Case) -> list[Candidate]:
    """`Acme said that its second model took 10^25 operations`: a model of Acme's, not one named before."""
    scene, draft = case.scene, case.draft
    if draft.measure not in GROUPS["model"] and draft.measure != "chip_count":
        return []
    word = scene.tokens.word
    for k in range(draft.first - 1, max(scene.first + 1, draft.first - _REACH), -1):
        named = scene.cover[k]
        if named is not None and named.kind == "model":
            return []
        if word[k] != "model" or word[k - 1] not in _TURNS or word[k - 2] not in ("its", "their", "'s"):
            continue
        firm = next((m for m in reversed(scene.of_kind("organisation")) if m.end <= k), None)
        if firm is None:
            return []
        own = [c for c in case.candidates if c.kind == "model" and c.name is not None
               and c.name.organisation == firm.ident and c.ago >= 0]
        label = firm.name.label if firm.name is not None else firm.ident
        return own or [Candidate("model", f"{word[k - 1]} model of {label}", k - 1, k + 1, "kin:new")]
    return []


def _of_seller(case: Case) -> list[Candidate]:
    """`Acme is the cheapest at $2`, no model named: a price of the firm that the sentence opens with."""
    scene, draft = case.scene, case.draft
    told = [m for m in scene.of_kind("model") if m.first < draft.first and not _held_against(scene, m.first)]
    said = scene.tokens.word[scene.first : scene.end]
    if draft.measure != "price_per_token" or told or not _ITS_OWN.isdisjoint(said):
        return []  # "for its chat model" tells itself which
    firm = scene.cover[scene.first]
    if firm is None or firm.kind != "organisation" or scene.tokens.word[firm.end : firm.end + 1] == ["'s"] \
            or not case.cast.names.made_by(firm.ident):
        return []
    models = [c for c in case.candidates if c.kind == "model"]
    others = [c for c in models if c.name is not None and c.name.organisation not in ("", firm.ident)]
    return [c for c in case.candidates if c not in others] if others else []


GENERATION_RULES: tuple[Callable[[Case], list[Candidate]], ...] = (_of_successor, _of_newer, _of_turn, _of_seller)
