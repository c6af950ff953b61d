"""Subjects that are more than one thing: firms that spend together, systems that no chip of theirs comes up to."""

from __future__ import annotations

from oncurve.claims.read.cast import Candidate, Case
from oncurve.claims.read.tokens import words

__all__ = ["JOINT_RULES"]

_LISTING = words(", and & ( ) as well or")
_JOINT = words("together combined collectively jointly altogether")
_SINGLY = words("respectively each")
_FEWEST = 2
_OF_SYSTEMS = ("EFLOPS", "PB/s")


def _together(case: Case) -> list[Candidate]:
    """`A, B and C have committed $90 billion together`: a list of firms before a sum spends it as one."""
    scene, draft = case.scene, case.draft
    if draft.measure != "organisation_spend":
        return []
    firms = [m for m in scene.of_kind("organisation") if m.end <= draft.first]
    row = firms[-1:]
    for firm in reversed(firms[:-1]):
        if set(scene.tokens.word[firm.end : row[0].first]) - _LISTING:
            break
        row.insert(0, firm)
    here = scene.tokens.word[scene.first : scene.end]
    if len(row) < _FEWEST + _JOINT.isdisjoint(here) or not _SINGLY.isdisjoint(here):
        return []
    text = scene.tokens.slice(row[0].first, row[-1].end)
    return [Candidate("organisation", text, row[0].first, row[-1].end, "phrase:owned")]


def _systems(case: Case) -> list[Candidate]:
    """`8 EFLOPS`, `16 PB/s`: no chip has so much, so it is of the system that is spoken of."""
    if case.draft.measure != "chip_spec" or case.draft.unit not in _OF_SYSTEMS:
        return []
    whole = case.scene.of_kind("cluster")
    text, first = (whole[0].ident, whole[0].first) if whole else ("the system", case.draft.first)
    return [Candidate("cluster", text, first, first + 1, "phrase:owned")]


JOINT_RULES = (_together, _systems)
