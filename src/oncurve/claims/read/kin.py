"""Words that speak alike, in groups, so that what is learnt of one holds for its kin."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from oncurve.claims.read.tokens import Sentence, Tokens, stem

__all__ = ["Surroundings", "kin_of"]


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    """The groups of each stem, from the file beside this one."""
    found: dict[str, tuple[str, ...]] = {}
    text = (files(__package__) / "kin.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        group, _, listed = line.partition(": ")
        if not line.startswith("#"):
            for key in {stem(word) for word in listed.split()}:
                found[key] = (*found.get(key, ()), group)
    return found


def kin_of(key: str) -> tuple[str, ...]:
    """The groups that a stem belongs to."""
    return _groups().get(key, ())


_REACH = 3
_MOST_WORDS = 300


class Surroundings:
    """The groups of the sentences around each sentence of a text.

    Args:
        tokens: the text.
        sentences: its sentences, in order.
    """

    def __init__(self, tokens: Tokens, sentences: list[Sentence]) -> None:
        self._tokens, self._sentences = tokens, sentences
        self._kin: dict[int, frozenset[str]] = {}

    def at(self, index: int) -> frozenset[str]:
        """The groups of the words of a sentence; none before the first and after the last."""
        if not 0 <= index < len(self._sentences):
            return frozenset()
        known = self._kin.get(index)
        if known is None:
            sentence = self._sentences[index]
            heard = set(self._tokens.word[sentence.first : min(sentence.end, sentence.first + _MOST_WORDS)])
            known = self._kin[index] = frozenset(group for word in heard for group in kin_of(stem(word)))
            self._kin.pop(index - 2 * _REACH, None)
        return known

    def around(self, index: int) -> frozenset[str]:
        """The groups of the sentences up to three away, but for the nearest on either side."""
        places = (index + step for step in range(-_REACH, _REACH + 1) if abs(step) > 1)
        return frozenset().union(*map(self.at, places))
