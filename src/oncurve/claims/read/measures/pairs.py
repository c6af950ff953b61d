"""Which of two things named together is spoken of: "the latter", "the newer model", "the older of the two"."""

from __future__ import annotations

import itertools

from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["one_of_two"]

#: words for one of two, by the order in which they were named and in which they came out
_NAMED_FIRST, _NAMED_LAST = words("former"), words("latter")
_OUT_FIRST, _OUT_LAST = words("older earlier elder"), words("later newer younger")
_WORDS = _NAMED_FIRST | _NAMED_LAST | _OUT_FIRST | _OUT_LAST
_PAIR, _BACK = 2, 2


def one_of_two(scene: Scene, before: int, kind: str) -> tuple[Mention, Mention] | None:
    """The one of two things that a sentence speaks of before a token, and the other; None where it points at neither.

    Args:
        scene: the sentence.
        before: the token; nothing of the kind may be named between the word for one of two and it.
        kind: of things.
    """
    word = scene.tokens.word
    at = next((k for k in range(before - 1, scene.first, -1) if word[k] in _WORDS and word[k - 1] == "the"), None)
    if at is None or any(at < m.first < before for m in scene.of_kind(kind)):
        return None
    told = [m for m in scene.of_kind(kind) if m.first < at]
    for past in itertools.islice(scene.back(_BACK), 1, None):
        told = told or past.of_kind(kind)
    named = list({m.ident: m for m in told}.values())
    if len(named) != _PAIR:
        return None
    first, last = sorted(named, key=lambda m: m.first)
    if word[at] in _OUT_FIRST | _OUT_LAST:
        days = [m.name.since if m.name is not None else "" for m in (first, last)]
        if not all(days) or days[0] == days[1]:
            return None
        first, last = (first, last) if days[0] < days[1] else (last, first)
    return (first, last) if word[at] in _NAMED_FIRST | _OUT_FIRST else (last, first)
