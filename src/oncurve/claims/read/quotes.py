"""The words that a claim is quoted by: its number and unit, and more where those words stand elsewhere too."""

from __future__ import annotations

from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["widened"]

_STOPS = words(", ; : . ! ? ( ) | — – and or but while whereas than against versus vs")
#: as many characters as tell a number from its like
_PLAIN = 12
#: characters to either side in which its like is looked for, so that a long text takes no longer for each claim
_FAR = 50_000
_SHARES = words("of the what as that a an less more cheaper lower below under dearer higher")


def widened(scene: Scene, first: int, end: int) -> tuple[int, int]:
    """The tokens to quote for a claim that stands at tokens `first` up to `end`.

    A share takes what it is of with it ("half the price"); what a text says twice grows over the words beside it,
    to the right and else to the left, until it is plain which of them is meant. Marks, other numbers and names end it.
    """
    first = _with_factor(scene, first)
    tokens = scene.tokens
    quoted = tokens.slice(first, end)
    word = tokens.word
    share = end < scene.end and word[end] in _SHARES and len(quoted) < _PLAIN
    at = tokens.start[first]
    if not share and (len(quoted) >= _PLAIN or tokens.text.count(quoted, max(at - _FAR, 0), at + _FAR) == 1):
        return first, end
    most = min(3 * len(quoted) + 10, max(len(quoted), _PLAIN) + 8)
    low, high = first, end
    while high < scene.end and _plain(scene, high) and len(tokens.slice(low, high)) < _PLAIN:
        if len(tokens.slice(low, high + 1)) > most:
            break
        high += 1
    while low > scene.first and _plain(scene, low - 1) and len(tokens.slice(low, high)) < _PLAIN:
        if len(tokens.slice(low - 1, high)) > most:
            break
        low -= 1
    return low, high


def _with_factor(scene: Scene, first: int) -> int:
    """The first token to quote of a multiple: with "a factor of" where that stands before its number."""
    word, at = scene.tokens.word, first - 2
    if at < scene.first or word[at:first] not in (["factor", "of"], ["factors", "of"]):
        return first
    return at - (at > scene.first and word[at - 1] in ("a", "an"))


def _plain(scene: Scene, at: int) -> bool:
    """Whether a token is a mere word: no mark and no number."""
    word = scene.tokens.word[at]
    return word not in _STOPS and (word[0].isalpha() or word == "'s") and not any(
        q.first <= at < q.end for q in scene.quantities
    )
