"""What a number is of by the build of its clause: what money is spent on, whose run it was, who trails whom."""

from __future__ import annotations

from collections.abc import Callable

from oncurve.claims.read.cast import Candidate, Case
from oncurve.claims.read.tokens import words

__all__ = ["CLAUSE_RULES"]

_TRAINED = words("training_cost training_compute chip_hours training_time training_tokens")
_SPENT = words("spent spends spend put laid poured sank lavished used burned burnt invested")
_NEEDED = words("needed needs need took takes used uses")
_CUTS = words(", ; : . — – ( ) but while whereas")
_RUNS = words("run training pretraining pre-training predecessor successor")
_TAKES = words("took takes cost costs used uses needed needs consumed burned had has was lasted ran occupied")
_TRAILS = words("trail trails trailed trailing lag lags lagged lagging follows")
_IS = words("is was are were stands stood came comes sits trails lags")
_MEMORY = ("hbm", "gddr", "lpddr", "dram")
_MAKES, _PASSIVE = words("trained train trains built build made"), frozenset({"was", "is", "cost", "took", "used"})
_REACH, _CLOSE = 14, 4
#: tokens between a figure and the thing that it is "of"
_OWNED = 3


def _spent_on(case: Case) -> list[Candidate]:
    """`Acme spent $10m and three months on Roe-1`, `needed 384 chips for Roe-1's run`: what takes it stands behind."""
    scene, draft = case.scene, case.draft
    word = scene.tokens.word
    near = scene.words_before(draft.first, _REACH)
    links = [way for way, verbs in (("on", _SPENT), ("for", _NEEDED)) if not verbs.isdisjoint(near)]
    if not links or draft.measure not in (*_TRAINED, "chip_count"):
        return []
    for k in range(draft.end, min(draft.end + _REACH, scene.end - 1)):
        if word[k] in _CUTS:
            return []
        if word[k] in links:
            on = next((m for m in scene.cover[k + 1 : min(k + _CLOSE, scene.end)] if m is not None), None)
            if on is not None and on.kind == "model":
                return [c for c in case.candidates if c.first == on.first and c.kind == "model"]
    return []


def _run_of(case: Case) -> list[Candidate]:
    """`Roe-1's run took 512 chips and 100 days`: what a run took is of the model that is named as its owner."""
    scene, draft = case.scene, case.draft
    word = scene.tokens.word
    if draft.measure not in _TRAINED and draft.measure != "chip_count":
        return []
    for k in range(draft.first - 1, max(scene.first + 1, draft.first - _REACH), -1):
        if word[k] in _CUTS or scene.cover[k] is not None:
            return []
        if word[k] in _TAKES and word[k - 1] in _RUNS and word[k - 2] == "'s":
            owner = scene.cover[k - 3] if k - 3 >= scene.first else None
            if owner is None or owner.kind != "model":
                return []
            return [c for c in case.candidates if c.first == owner.first]
    return []


def _trailing(case: Case) -> list[Candidate]:
    """`Roe-1 trails both by half a year`: what stands between the verb and the number is what is trailed."""
    scene, draft = case.scene, case.draft
    word = scene.tokens.word
    if draft.measure != "capability_lag":
        return []
    before = range(draft.first - 1, max(scene.first, draft.first - _REACH), -1)
    at = next((k for k in before if word[k] in _TRAILS), None)
    if at is None or not _CUTS.isdisjoint(word[at + 1 : draft.first]):
        return []
    low = next((k for k in range(at - 1, scene.first, -1) if word[k] in (";", ".", "but")), scene.first)
    ahead = [c for c in case.candidates if low <= c.first < at and c.ago == 0
             and not scene.is_reference(c)]  # type: ignore[arg-type]
    return ahead if any(not c.how.startswith(("phrase:", "implied")) for c in ahead) else []


def _stands_behind(case: Case) -> list[Candidate]:
    """`that Acme's model was close to US models seven months older`: whose model the clause says it of."""
    scene, draft = case.scene, case.draft
    word = scene.tokens.word
    if draft.measure != "capability_lag":
        return []
    for k in range(draft.first - 1, max(scene.first + 2, draft.first - _REACH), -1):
        if word[k] in _CUTS:
            return []
        owner = scene.cover[k - 3] if k - 3 >= scene.first else None
        if word[k] in _IS and word[k - 1] in ("model", "models") and word[k - 2] == "'s" and owner is not None:
            ahead = next((m for m in scene.mentions if k < m.first < draft.first), None)
            return [c for c in case.candidates if c.first == owner.first] if ahead is not None else []
    return []


def _of_memory(case: Case) -> list[Candidate]:
    """`Each chip has 192 GB of HBM`: what the memory is made of is not what has it."""
    if case.draft.measure != "chip_spec":
        return []
    scene = case.scene
    word, ends = scene.tokens.word, {each.stop for each in scene.quantities}
    made = {c.ident for c in case.candidates if c.ago == 0 and c.ident.lower().startswith(_MEMORY)
            and (word[c.first - 1] == "of" or c.first in ends)}
    end = case.draft.end
    if any(c.ago == 0 and end <= c.first <= end + _OWNED and "of" in word[end - 1 : c.first] and c.ident not in made
           for c in case.candidates):
        return []  # "the 192 GB of the B200"
    return [c for c in case.candidates if c.ident not in made] if made else []


def _and_another(case: Case) -> list[Candidate]:
    """`we trained the model with $3 million and A was trained with $80`: what a further clause names has its own."""
    scene, draft = case.scene, case.draft
    word = scene.tokens.word
    if draft.measure not in _TRAINED or _MAKES.isdisjoint(scene.words_before(draft.first, _REACH)):
        return []
    end = draft.end
    other = next((m for m in scene.mentions if m.kind == "model" and m.first >= end), None)
    if other is None or other.first - end > _CLOSE or not {"and", "while", "but"} & set(word[end : other.first]) \
            or not _PASSIVE & set(word[other.end : other.end + 2]):
        return []
    if any(m.kind == "model" and m.end <= draft.first for m in scene.mentions):
        return []
    return [c for c in case.candidates if c.ident != other.ident]


CLAUSE_RULES: tuple[Callable[[Case], list[Candidate]], ...] = (_and_another, _spent_on, _run_of, _trailing,
                                                                _stands_behind, _of_memory)
