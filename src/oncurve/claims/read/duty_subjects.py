"""Whose goods a duty is on, where the build of a sentence tells."""

from __future__ import annotations

from oncurve.claims.read.cast import Candidate, Case
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.tokens import words

__all__ = ["DUTY_RULES"]

_ON = words("on against")
_BREAKS = words(", ; : and but from to")
_ENTERING = words("entering entry arrival top its the a")
_GOODS = words("ones goods imports exports products chips servers semiconductors steel cars")
_NEAR, _REACH = 4, 12


def _taxed(case: Case) -> list[Candidate]:
    """`slaps 34% on American goods`, `Taiwan, where most are made, drew 32%`: on whom it is put, else who draws it."""
    scene, draft = case.scene, case.draft
    if draft.measure != "tariff_rate":
        return []
    word, places = scene.tokens.word, scene.of_kind("country")
    if word[draft.end : draft.end + 1] == ["for"]:
        return []  # "20% for the Union"
    for k in range(draft.end, min(draft.end + _NEAR, scene.end)):
        if word[k] in _BREAKS:
            break
        if word[k] in _ON:
            of = next((m for m in places if m.first == k + 1 or (
                word[k + 1] in _GOODS and 0 < m.first - k <= _NEAR + 1 and "from" in word[k + 1 : m.first])), None)
            return [] if word[k + 1] in _ENTERING else _of(case, of)
    earlier = next((each.end for each in reversed(scene.made) if each.measure == draft.measure
                    and each.end <= draft.first), scene.first)
    near = range(max(earlier, draft.first - _REACH), draft.first)
    if any(word[k] in ("on", "for") and scene.cover[k + 1] is None and word[k + 1] not in _ENTERING for k in near):
        return []  # "on drugs up to 200%": goods, of nobody in particular
    put = [m for m in places if m.first in near and (word[m.first - 1] in _ON or word[m.end] in _GOODS)]
    before = put or [m for m in places if m.first >= earlier and m.end <= draft.first and m.ident != "US"
                     and word[m.first - 1] not in ("to", "by", "of", "in")]
    return _of(case, before[-1] if before else None)


def _of(case: Case, mention: Mention | None) -> list[Candidate]:
    """The candidates that a mention is."""
    return [] if mention is None else [c for c in case.candidates if c.kind == "country" and c.ident == mention.ident]


DUTY_RULES = (_taxed,)
