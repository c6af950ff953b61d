"""Which chip or system a figure is of, where the build of a sentence tells."""

from __future__ import annotations

import re

from oncurve.claims.read.cast import Candidate, Case
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.phrases import HEADS
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["CHIP_RULES", "SYSTEMS", "against", "is_system", "of_chip", "possessed"]

_NUMBER_GAP, _CLOSE, _REACH = 5, 3, 8
_OVER = words("against versus vs v")
#: kinds of memory, which are named as chips are
_MEMORY = re.compile(r"(?i)(?:hbm|gddr|lpddr|ddr)(?:\d\w*)?")
#: what a maker's name stands before where it only tells the make
_WARES = words("chips chip gpus gpu accelerators accelerator cards processors hardware tpus")
_ON, _TRAINS = words("on with using across"), stems("train trained trains pretrained")
#: what opens a list of some of what was counted, and what ends what it is of
_PARTLY = words("among including include includes mostly mainly largely chiefly notably some many most part both")
_ELSEWHERE = words("; : . while whereas after before")
_POINTING = words("these those such of the its")
_HOLDERS = ("organisation", "country", "cluster")
_NAMED = ("label", "alias", "adjective", "described", "shape", "proper")
_HOLDS = words("links link joins join holds hold has combines packs connects puts ties contains")


def possessed(case: Case) -> list[Candidate]:
    """`more than the H100's 989 teraflops`: a figure right after a chip's 's is of that chip."""
    scene, draft = case.scene, case.draft
    if draft.measure != "chip_spec" or draft.unit in ("x", "percent"):
        return []
    word, at = scene.tokens.word, draft.first - 1
    owner = scene.cover[at - 1] if at > scene.first and word[at] in ("'s", "'") else None
    if owner is None or owner.kind != "chip" or _MEMORY.fullmatch(owner.ident):
        return []
    return [c for c in case.candidates if c.first == owner.first]


def of_chip(case: Case) -> list[Candidate]:
    """`the 80 GB of the H100`: an amount is of the chip that follows it."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    word, cover = scene.tokens.word, scene.cover
    if draft.measure != "chip_spec" or draft.unit in ("x", "percent"):
        return []
    at = draft.end if word[draft.end : draft.end + 1] == ["of"] else draft.end - 1
    if word[at] != "of":
        return []
    k = next((k for k in range(at + 1, min(at + _CLOSE, scene.end)) if word[k] not in ("the", "a", "an")), at)
    chip = cover[k]
    if chip is None or chip.kind != "chip" or _MEMORY.fullmatch(chip.ident):
        return []
    return [c for c in candidates if c.first == chip.first]


def against(case: Case) -> list[Candidate]:
    """`989 teraflops against 148`: the second figure is of the other chip, named before if not here."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    if draft.measure != "chip_spec" or scene.tokens.word[draft.first - 1] not in _OVER:
        return []
    first = next((d for d in reversed(scene.made) if d.measure == "chip_spec" and d.end <= draft.first
                  and d.scope == draft.scope and d.unit not in ("x", "percent")), None)  # fmt: skip
    if first is None or draft.first - first.end > _REACH:
        return []
    chips = [c for c in candidates if c.kind == "chip" and c.ident != first.subject and not _MEMORY.fullmatch(c.ident)
             and c.how not in ("made", "implied")]  # fmt: skip
    near = min((c.ago for c in chips if c.ago >= 0), default=-1)
    return [c for c in chips if c.ago == near]


def _drawn(case: Case) -> list[Candidate]:
    """`A hundred thousand H100s take 150 megawatts`: the power is of these chips."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    if draft.measure != "power":
        return []
    chips = next((q for q in scene.quantities if q.chip is not None and q.first <= scene.first + 1), None)
    if chips is None or chips.end > draft.first or draft.first - chips.end > _REACH:
        return []
    return [c for c in candidates if chips.chip is not None and c.first == chips.chip.first]


def _holding(case: Case) -> list[Candidate]:
    """`A pod links 384 chips and delivers 300 petaflops`: what the chips are counted in does what is told."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    word = scene.tokens.word
    if draft.measure != "chip_spec" or "each" in word[draft.first : draft.end + _CLOSE]:
        return []
    whole = next((m for m in scene.mentions if m.kind in ("chip", "cluster") and m.end <= draft.first), None)
    counted = next((q for q in scene.quantities if q.chip is not None and q.end <= draft.first), None)
    if whole is None or counted is None or counted.first < whole.end:
        return []
    held = not _HOLDS.isdisjoint(word[whole.end : counted.first]) and draft.unit not in ("W", "GB")
    return [c for c in candidates if held and c.first == whole.first]


def _memories(case: Case) -> list[Candidate]:
    """`288 GB of HBM3e`, `15% of the speed of B`: neither the kind of memory nor the other chip is what is told of."""
    draft, candidates = case.draft, case.candidates
    if draft.measure != "chip_spec":
        return []
    chips = [c for c in candidates if c.kind == "chip" and 0 <= c.ago <= _NUMBER_GAP]
    barred = {c.ident for c in chips if _MEMORY.fullmatch(c.ident)}
    if draft.reference is not None and draft.unit in ("x", "percent"):
        barred.add(draft.reference)
    if not barred or all(c.ident in barred for c in chips):
        return []
    return [c for c in candidates if c.ident not in barred]


def _strung(case: Case) -> list[Candidate]:
    """`CloudMatrix 384 strings together 384 of them`: chips that a rack or pod has are counted of it."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    if draft.measure != "chip_count":
        return []
    whole = next((m for m in scene.of_kind("chip") if m.end <= draft.first and is_system(m.ident)), None)
    return [c for c in candidates if whole is not None and c.first == whole.first]


def _made_by(case: Case) -> list[Candidate]:
    """`Acme holds Nvidia chips worth 5,000 H100s`: chips are counted of who holds them, not of their maker."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    if draft.measure != "chip_count":
        return []
    word = scene.tokens.word
    makers = {c.first for c in candidates if c.ago == 0 and c.kind == "organisation" and word[c.end : c.end + 1]
              and word[c.end] in _WARES}  # fmt: skip
    held = any(c.ago == 0 and c.kind in _HOLDERS and c.first not in makers and c.how in _NAMED
               and any(c.first < maker for maker in makers) for c in candidates)  # fmt: skip
    return [c for c in candidates if c.first not in makers] if held else []


def _trained_on(case: Case) -> list[Candidate]:
    """`Acme trained A on 25,000 chips`: the chips are those of the model right after the verb."""
    scene, draft = case.scene, case.draft
    if draft.measure != "chip_count":
        return []
    word = scene.tokens.word
    model = next((m for m in reversed(scene.of_kind("model")) if m.end <= draft.first), None)
    if model is None or not 0 < draft.first - model.end <= _CLOSE or word[model.end] not in _ON:
        return []
    made = any(scene.stem_at(k) in _TRAINS for k in range(max(scene.first, model.first - 2), model.first))
    return [c for c in case.candidates if made and c.first == model.first]


def _smuggled(case: Case) -> list[Candidate]:
    """`a black market moved 290,000 chips`: bare chips are those at large, whatever chip was named before."""
    scene, draft = case.scene, case.draft
    word = scene.tokens.word
    named = [c for c in case.candidates if c.kind == "chip" and c.ago == 0 and c.how in _NAMED]
    if draft.measure != "chips_smuggled" or not all(_only_among(scene, draft, c) for c in named):
        return []
    counted = [word[draft.end - 1], *word[draft.end : draft.end + 1]]
    load = word[draft.first - 2 : draft.first] == [",", "of"]  # "a third load, of 320 boards"
    bare = any(HEADS.get(w) == "chip" for w in counted) and (load or word[draft.first - 1] not in _POINTING) and (
        word[draft.end - 2] not in _POINTING)  # "320 of the boards"
    return [c for c in case.candidates if bare and c.how == "implied"]


def _only_among(scene: Scene, draft: Draft, chip: Candidate) -> bool:
    """Whether a chip is only one of those that a number counts: "900 processors, among them H100s and H200s"."""
    between = scene.tokens.word[draft.end : chip.first]
    return chip.first >= draft.end and any(
        (between[k] in _PARTLY and between[k - 1 : k] in ([","], ["("], ["—"], ["–"], ["-"])) or between[k] == "("
        for k in range(len(between))) and not any(each in _ELSEWHERE for each in between)


#: what many chips make up
SYSTEMS = stems("pod pods superpod rack racks cluster clusters system systems supercomputer")
_SYSTEM = re.compile(r"nvl\d+|cloudmatrix|pod\b|supercluster|wse-|helios", re.IGNORECASE)


def is_system(ident: str | None) -> bool:
    """Whether a name is that of a rack, pod or wafer, which does what many chips do."""
    return ident is not None and _SYSTEM.search(ident) is not None


#: tried in this order
CHIP_RULES = (_trained_on, _smuggled, _made_by, _strung, _drawn, _holding, _memories)
