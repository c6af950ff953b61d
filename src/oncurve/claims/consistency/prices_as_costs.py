"""Ratios of prices that users pay, told as ratios of what training cost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from oncurve.claims.consistency.slip import Slip, within
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say

__all__ = ["prices_as_costs"]

_TRAINED = Pattern(r"\bto (?:train|make|build|develop|create|produce)\b|\b(?:training|making|building|developing|"
                   r"creating|development)\b(?! (?:it|its|them|their|that|this)\b)|"
                   r"\b(?:train|built|made|trained|developed)\b", re.IGNORECASE)
_TO_USE = Pattern(r"\bto (?:use|run|serve|call|query)\b|\b(?:using|serving|calling|querying|answers|tokens|API)\b",
                  re.IGNORECASE)
_NOT = Pattern(r"\b(?:not|no|never|nothing|n['’]t|need not|says? little|does not mean)\b", re.IGNORECASE)
_STOP = Pattern(r"[,;:.](?=\s)|\s[–-]\s")
_TWO, _SLACK, _BACK = 2, 0.12, 2
_FIFTY, _WHOLE = 50, 100


def prices_as_costs(passages: Passages) -> Iterator[Slip]:
    """OC601: a ratio that is that of two prices of tokens beside it, told of training."""
    for ratio in passages.amounts:
        if ratio.kind not in ("ratio", "fraction", "percent") or ratio.value <= 0 or not _told(ratio, passages):
            continue
        prices = [each for each in passages.amounts.of_sentences(ratio.sentence - _BACK, ratio.sentence, "money")
                  if each.value > 0 and each.end <= ratio.start and each.paragraph == ratio.paragraph]
        if len(prices) < _TWO or not any(each.per == "tokens" for each in prices):
            continue
        wanted = _factor(ratio)
        for one, other in combinations(prices, _TWO):
            high, low = max(one.value, other.value), min(one.value, other.value)
            if one.unit == other.unit and any(within(wanted, made, _SLACK) for made in (high / low, 1 / (1 - low / high)
                                                                                        if low < high else 0.0)):
                text = (f"{say(high, one.unit)} over {say(low, one.unit)} is the ratio of the prices that users pay, "
                        "not of what training cost.")
                yield Slip.on(ratio, "OC601", text, refutes=True)
                break


def _factor(ratio: Amount) -> float:
    """The factor that a ratio tells: 20 of "a twentieth" and of "5%", and of "95% less" too."""
    if ratio.kind == "percent":
        return _WHOLE / ratio.value if ratio.value < _FIFTY else 1 / max(1 - ratio.value / _WHOLE, 1e-9)
    return ratio.value if ratio.value >= 1 else 1 / ratio.value


def _told(ratio: Amount, passages: Passages) -> bool:
    """Whether the clause of a ratio speaks of training, not of use, and does not deny it."""
    sentence = passages.sentences[ratio.sentence]
    clause = _STOP.split(passages.text[sentence.start:ratio.start])[-1] + passages.words(ratio) + _STOP.split(
        passages.text[ratio.end:sentence.end])[0]
    return _TRAINED.search(clause) is not None and not _TO_USE.search(clause) and not _NOT.search(clause)
