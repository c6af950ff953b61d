"""Which chips a ruling is of, by what stands between them and it."""

from __future__ import annotations

import itertools

from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.scene import Scene

__all__ = ["both", "parted", "set_apart"]

#: words for two things together, and how many sentences back they may have been named
_THE_TWO, _BACK = (["the", "two"], ["the", "pair"], ["either", "of"]), 3


def both(scene: Scene, low: int, at: int) -> list[str]:
    """The two chips that the text named last, where "both" or "the two" are ruled on: "Both will need a licence"."""
    word = scene.tokens.word
    told = next((k for k in range(low, at) if word[k] == "both" or word[k : k + 2] in _THE_TWO), None)
    if told is None or any(told < m.first < at for m in scene.of_kind("chip")):
        return []
    for past in itertools.islice(scene.back(_BACK), 1, None):
        named = list(dict.fromkeys(m.ident for m in past.of_kind("chip")))
        if named:
            return named[-2:] if len(named) > 1 else []
    return []


def parted(scene: Scene, chip: Mention, at: int) -> bool:
    """Whether a semicolon or a full stop stands between a chip and a word."""
    low, high = sorted((chip.first, at))
    return not {";", "."}.isdisjoint(scene.tokens.word[low:high])


def set_apart(scene: Scene, chip: Mention) -> bool:
    """Whether a chip is only what another is unlike: "The A, unlike the B, may be sold"."""
    word, k = scene.tokens.word, chip.first - 1
    while k > scene.first and (word[k] in ("the", "and", "or", "its") or scene.cover[k] is not None):
        k -= 1
    return word[k] == "unlike"
