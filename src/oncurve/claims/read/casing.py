"""Texts written all in capitals: everyday words made small again, so that capitals mark names there too."""

from __future__ import annotations

from oncurve.claims.read.tokens import Tokens
from oncurve.claims.read.words import COMMON, MONTHS, SPEECH, VERBS, everyday

__all__ = ["made_small"]

_OPENERS = frozenset('.!?:"\n•*')
_UNITS = frozenset(
    ["million", "billion", "trillion", "thousand", "percent", "hours", "gpu", "gpus", "chips", "tokens", "parameters"]
)


def made_small(tokens: Tokens) -> None:
    """Writes the everyday words of a text in capitals small, save those that open a sentence or a turn."""
    if not tokens.text.isupper():
        return
    plain = everyday() | COMMON | VERBS | SPEECH | MONTHS.keys() | _UNITS
    raw, word = tokens.raw, tokens.word
    for k, token in enumerate(raw):
        if not token.isalpha() or len(token) < 2 or raw[k + 1 : k + 2] == [":"]:
            continue
        opens = k == 0 or raw[k - 1] in _OPENERS or "\n" in tokens.text[tokens.end[k - 1] : tokens.start[k]]
        if word[k] in plain:
            raw[k] = token.capitalize() if opens else word[k]
