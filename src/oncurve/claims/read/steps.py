"""Names and numbers told in step: "A, B and C got 1, 2 and 3"."""

from __future__ import annotations

import bisect

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["in_step"]

_JOINS = words(", and or / & ; | ( ) : for from at of with about some to the")
#: how many tokens may lie between two numbers, or two names, that are told as one list
_STEP = 4
_MOST = 8


def in_step(scene: Scene, draft: Draft) -> tuple[frozenset[int], frozenset[int]]:
    """The first tokens of the names that a list puts in step with a claim's number, and of all names of such lists."""
    numbers = scene.quantities
    at = bisect.bisect_left(numbers, draft.first, key=lambda quantity: quantity.end - 1)
    if at >= len(numbers) or numbers[at].first >= draft.end:
        return frozenset(), frozenset()
    low = high = at
    while low > 0 and at - low < _MOST and _joined(scene, numbers[low - 1].end, numbers[low].first):
        low -= 1
    while high + 1 < len(numbers) and high - at < _MOST and _joined(scene, numbers[high].end, numbers[high + 1].first):
        high += 1
    count = high - low + 1
    if count < 2:
        return frozenset(), frozenset()
    paired: set[int] = set()
    listed: set[int] = set()
    if scene.rows is None:
        scene.rows = _runs(scene)
    for start, run in scene.rows:
        if len(run) == count and (run[-1] < numbers[low].first or start > numbers[high].end - 1):
            paired.add(run[at - low])
            listed.update(run)
    if not listed and "respectively" in scene.present and scene.previous is not None:
        before = [m for m in scene.previous.mentions if m.kind in ("model", "chip", "organisation")]
        for kind in {m.kind for m in before}:
            row = [m.first for m in before if m.kind == kind]
            if len(row) == count:
                paired.add(row[at - low])
                listed.update(row)
    return frozenset(paired), frozenset(listed)


def _runs(scene: Scene) -> list[tuple[int, list[int]]]:
    """The rows of names of one kind that only commas and the like divide, as first tokens."""
    runs: list[tuple[int, list[int]]] = []
    last = None
    for mention in scene.mentions:
        if last is not None and mention.kind == last.kind and _joined(scene, last.end, mention.first):
            runs[-1][1].append(mention.first)
        else:
            runs.append((mention.first, [mention.first]))
        last = mention
    return [run for run in runs if len(run[1]) > 1]


def _joined(scene: Scene, end: int, first: int) -> bool:
    """Whether nothing but marks and small words stands between two places."""
    return first - end <= _STEP and all(word in _JOINS for word in scene.tokens.word[end:first])
