"""Lines in capitals or with a capital to every word: everyday words made small, so that capitals mark names."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from oncurve.claims.read.tokens import Tokens, words
from oncurve.claims.read.words import COMMON, MONTHS, SPEECH, VERBS, everyday

__all__ = ["made_small"]

_OPENERS = frozenset('.!?:"\n•*')
_UNITS = words("million billion trillion thousand percent hours gpu gpus chips tokens parameters")
#: how long a word is that a title writes with a capital, how many such words a line needs, and what share of them
_LONG = 4
_FEWEST = 4
_SHARE = 0.9


def made_small(tokens: Tokens) -> None:
    """Writes the everyday words of lines in capitals small, save those that open a sentence or a turn."""
    raw, word = tokens.raw, tokens.word
    plain = _plain()
    for first, end in _lines(tokens):
        if not _titled(raw[first:end]):
            continue
        for k in range(first, end):
            token = raw[k]
            if len(token) < 2 or word[k] not in plain or raw[k + 1 : k + 2] == [":"]:
                continue
            raw[k] = token.capitalize() if k == first or raw[k - 1] in _OPENERS else word[k]


@functools.cache
def _plain() -> frozenset[str]:
    return everyday() | COMMON | VERBS | SPEECH | MONTHS.keys() | _UNITS


def _lines(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """The first token of every line and the one after its last."""
    first, at = 0, tokens.text.find("\n")
    while at >= 0 and first < len(tokens):
        end = first
        while end < len(tokens) and tokens.start[end] < at:
            end += 1
        if end > first:
            yield first, end
        first, at = end, tokens.text.find("\n", at + 1)
    if first < len(tokens):
        yield first, len(tokens)


def _titled(line: list[str]) -> bool:
    """Whether nearly all long words of a line have a capital."""
    long = [token for token in line if len(token) >= _LONG and token.isalpha()]
    return len(long) >= _FEWEST and sum(token[0].isupper() for token in long) >= _SHARE * len(long)
