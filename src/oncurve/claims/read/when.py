"""Which of a sentence's dates a number is tied to."""

from __future__ import annotations

from oncurve.claims.read.day import DateMention
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["time_of"]

_REACH = 16
_COSTS = words("costs charges sells lists asks now")


def time_of(scene: Scene, draft: Draft) -> str | None:
    """The date a number is tied to: the nearest one near it, else the one that heads the sentence.

    Args:
        scene: the sentence.
        draft: what was read of the number.
    """
    word = scene.tokens.word
    near = [d for d in scene.dates if scene.gap(d.first, draft.first) <= _REACH or draft.first <= d.first < draft.end]
    if not near and scene.dates and _heads(scene, scene.dates[0]):
        near = [d for d in scene.dates if d.end <= draft.first][-1:]
    if draft.measure == "price_per_token":  # "came out in May and costs": the price is of today
        near = [d for d in near if not any(word[k] in _COSTS for k in range(d.end, draft.first))]
    if draft.measure == "organisation_spend":  # "$24.0 billion; 2025 guidance raised": the year is of the next part
        near = [d for d in near if ";" not in word[draft.end : d.first]]
    if not near:
        return None
    best = min(near, key=lambda d: scene.gap(d.first, draft.first if d.end <= draft.first else draft.end - 1))
    return best.iso


def _heads(scene: Scene, date: DateMention) -> bool:
    """Whether a date opens its sentence, so that all of it is of that date: "On 27 January 2025, ..."."""
    return date.first <= scene.first + 1 and scene.tokens.word[date.end : date.end + 1] == [","]
