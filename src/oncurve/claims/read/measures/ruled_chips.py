"""Which chips a ruling is of, by what stands between them and it."""

from __future__ import annotations

import itertools

from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["both", "glossed", "parted", "set_apart"]

#: words for two things together, and how many sentences back they may have been named
_THE_TWO, _BACK = (["the", "two"], ["the", "pair"], ["either", "of"]), 3

#: marks between which a gloss stands, and words that begin a list and no gloss
_OPENS = {",": ",", "(": ")", "—": "—", "–": "–"}
_LISTS = words("and or also as plus then nor but")
#: words that stand between the chips of a list
_BARE = words("the a an its new newer older nvidia amd 's")


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


def glossed(scene: Scene, chip: Mention, at: int) -> bool:
    """Whether a chip only says what the one before it is: "The A, a B with its links slowed, may be sold".

    A list of chips between commas is no gloss: it holds nothing but names and articles.
    """
    word, chips = scene.tokens.word, scene.of_kind("chip")
    k = chips.index(chip)
    if not k:
        return False
    opened = chips[k - 1].end
    mark = _OPENS.get(word[opened])
    closed = next((j for j in range(chip.end, scene.end) if word[j] == mark), scene.end)
    if mark is None or mark in word[opened + 1 : chip.first] or not closed < at or word[opened + 1] in _LISTS:
        return False
    said = [word[j] for j in range(opened + 1, closed) if not chip.first <= j < chip.end]
    return not _BARE.issuperset(said) and word[closed + 1] not in _LISTS
