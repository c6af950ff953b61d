"""Whom a clause is of that names its subject through another: "its little sibling", "those of Acme"."""

from __future__ import annotations

from collections.abc import Callable

from oncurve.claims.read.cast import Candidate, Case
from oncurve.claims.read.ranking import GROUPS
from oncurve.claims.read.siblings import is_kin
from oncurve.claims.read.tokens import words

__all__ = ["STAND_INS"]

_REACH, _CLOSE = 14, 3
#: marks between clauses that are said of different things
CLAUSE_CUTS = words(": ; — –")
_OWNERS = words("its their the his her 's a")
#: what stands before a sibling that another thing is only likened to, and before "those of" that are
_LEANS = words("than against versus of from to like as with by for behind beside over")
#: words for places that hold chips, what a model takes to be made, verbs for making one and words for what came of it
_SITES = words("cluster clusters campus campuses site sites supercomputer centre center centres centers datacenter "
               "datacenters halls hall there it run model train trained training")
_TAKEN = words("training_cost training_time training_tokens training_compute chip_hours chip_count")
_BUILT = words("built build builds made make makes trained train created create produced produce turned")
_RESULTS = words("result outcome product upshot offspring")
_FROM = words("from on of with")
#: what is said of what does not exist yet
_WISHES = words("training building planning preparing designing will plans plan wants want intends hopes aims build "
                "dreams promises next needs train to would")
_NEAR = 5
_AGAINST = words("than against versus vs of compared below under")


def _kindred(case: Case) -> list[Candidate]:
    """`A has 117bn, its little sibling 21bn`: what follows a word of kinship is of that sibling."""
    scene, draft = case.scene, case.draft
    word = scene.tokens.word
    if draft.measure not in GROUPS["model"]:
        return []
    for k in range(draft.first - 1, scene.first, -1):
        named = scene.cover[k]
        if named is not None and named.kind == "model":
            return []
        if is_kin(word[k]):
            owner = next((j for j in range(k - 1, max(scene.first, k - _CLOSE) - 1, -1) if word[j] in _OWNERS), k)
            aside = word[owner - 1] in _LEANS or (word[k + 1] in (",", "-", "'s"))
            return [] if aside else [c for c in case.candidates if c.first == k and c.how.startswith("kin")]
        if word[k] in CLAUSE_CUTS:
            return []
    return []


def _those_of(case: Case) -> list[Candidate]:
    """`Acme's shares rose; those of Roe fell back 3%`: what is said of "those of" a name is of that name."""
    scene, draft = case.scene, case.draft
    word = scene.tokens.word
    for k in range(draft.first - 1, max(scene.first + 1, draft.first - _REACH), -1):
        named = scene.cover[k]
        if named is None:
            if word[k] in CLAUSE_CUTS or word[k] == ",":
                return []
            continue
        at = named.first - 1 - (word[named.first - 1] == "the")
        if word[at] != "of" or word[at - 1] not in ("those", "that"):
            return []
        if at - 2 > scene.first and word[at - 2] in _AGAINST:
            return []
        return [c for c in case.candidates if c.first == named.first]
    return []


def _turned_to(case: Case) -> list[Candidate]:
    """`Acme, for its part, speaks of a million GPUs`: who opens a sentence is spoken of, no site or model of before."""
    scene, draft = case.scene, case.draft
    if draft.measure not in GROUPS["site"]:
        return []
    opener = scene.cover[scene.first]
    if opener is None or opener.kind != "organisation" or scene.tokens.word[opener.end] == "'s":
        return []
    kinds, before = {m.kind for m in scene.mentions}, scene.tokens.word[scene.first : draft.first]
    if not kinds.isdisjoint(("model", "cluster")) or not _SITES.isdisjoint(before):
        return []
    kept = [c for c in case.candidates if not (c.kind in ("model", "cluster") and (c.ago or c.how.startswith("for:")))]
    return kept if any(c.kind == "organisation" and c.ago == 0 for c in kept) else []


def _made_from(case: Case) -> list[Candidate]:
    """`built a model for $50 by showing Qwen2.5-32B 1,000 examples. The result, s1,`: the result took what it took."""
    scene, draft = case.scene, case.draft
    word = scene.tokens.word
    if draft.measure not in _TAKEN or _BUILT.isdisjoint(word[scene.first : draft.first]):
        return []
    by = next((k for k in range(scene.first + 1, scene.end - 1) if word[k] == "by" and _is_doing(word, k + 1)), 0)
    base = next((m for m in scene.mentions if m.kind == "model" and m.first > by), None) if by else None
    if base is None or _BUILT.isdisjoint(word[scene.first : by]):
        return []
    made = next((m for m in reversed(scene.mentions) if m.kind == "model" and m.end <= by), None)
    kept = [c for c in case.candidates if c.ident != base.ident and c.kind == "model"]
    if made is not None:
        return [c for c in kept if c.first == made.first and word[made.first - 1] not in _FROM]
    result = [c for c in kept if c.ago < 0 and word[c.first - 2] in _RESULTS and word[c.first - 1] in (",", "called")]
    return result or [c for c in kept if c.ago == 0 and c.first < by and c.how.startswith("phrase:")]


def _is_doing(word: list[str], at: int) -> bool:
    """Whether a verb in -ing stands at a token, "fine-tuning" among them."""
    return word[at].endswith("ing") or word[at : at + 2] == ["fine", "-"]


def _to_come(case: Case) -> list[Candidate]:
    """`Acme is training a new model with 3 trillion parameters`: what is still to be made is no model named before."""
    scene, draft = case.scene, case.draft
    word = scene.tokens.word
    if draft.measure not in GROUPS["model"] or any(m.kind == "model" and m.first < draft.first for m in scene.mentions):
        return []
    for c in case.candidates:
        near = 0 <= draft.first - c.end <= _CLOSE and c.end > c.first
        if near and c.how == "phrase:indefinite" and word[c.end : c.end + 1] in (["with"], ["of"], ["that"]):
            wished = not _WISHES.isdisjoint(scene.words_before(c.first, _NEAR))
            return [c] if wished else []
    return []


def _of_same_run(case: Case) -> list[Candidate]:
    """`seven weeks of tuning on 1,024 B200s`: the chips are those of the run whose time was just told."""
    scene, draft = case.scene, case.draft
    if draft.measure != "chip_count" or scene.tokens.word[draft.first - 1] != "on":
        return []
    last = next((d for d in reversed(scene.made) if d.end <= draft.first), None)
    if last is None or last.measure != "training_time" or not last.subject or draft.first - last.end > _NEAR:
        return []
    if any(m.first >= last.end and m.end <= draft.first for m in scene.mentions):
        return []
    found = [c for c in case.candidates if c.ident == last.subject]
    return found or [Candidate("model", last.subject, last.first, last.end, "made")]


STAND_INS: tuple[Callable[[Case], list[Candidate]], ...] = (
    _kindred, _those_of, _turned_to, _made_from, _to_come, _of_same_run)
