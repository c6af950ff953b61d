"""Changes in percent beside the amounts that they lead from and to."""

from __future__ import annotations

import re
from itertools import pairwise

from oncurve.claims.consistency.slip import Slip, fits
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say
from oncurve.claims.thresholds import Thresholds

__all__ = ["changed"]

_CHANGE = Pattern(
    r"\b(?:falls?|drops?|cuts?|rises?|declines?|increases?|reductions?|gains?|jumps?) of (?:about |some )?$|"
    r", or (?:about |some |roughly )?$"
)
_MOVED = Pattern(r"\b(?:lost|lose|fell|dropped|shed|slid|sank|gained|rose|climbed|jumped|added|soared|plunged)"
                 r"(?: by| some| about| more than)*\s*$", re.IGNORECASE)
_TAKING = Pattern(r"\b(?:tak(?:ing|es)|took|which|bring(?:ing|s)|brought|cutting|lifting|from)\b", re.IGNORECASE)
_WAY_OF = Pattern(r"\b(up|down)(?: by| some| about)*\s*$", re.IGNORECASE)
_FROM_OLD = Pattern(r"\s*(?:from|on|against|over)(?: about| some)? ?")
_FROM = Pattern(r"\bfrom(?: about| some| [$€£¥])?\s*$")
_TO = Pattern(r"(?: in \d{4}| a year (?:earlier|before)| the year before| last year)? to (?:about |some )?")
_SIZED = frozenset({"money", "chips", "chiphours", "params", "tokens", "flop", "speed", "bandwidth", "memory", "power"})
_SLACK, _BOTH = 0.12, 2


def changed(share: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """OC207: a rise or fall in percent that the amounts beside it do not have.

    Args:
        share: the percentage.
        passages: the amounts around it.
        rules: the thresholds.
    """
    return (_up_from(share, passages, rules) or _lost(share, passages, rules) or _of_change(share, passages, rules))


def _up_from(share: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """A change told with what it is from: "$100 billion this year, up 20% from $83 billion"."""
    here = passages.amounts.of_sentence(share.sentence)
    way = _WAY_OF.search(passages.text[max(share.start - 16, 0) : share.start])
    old = next((each for each in here if each.start >= share.end), None)
    new = next((each for each in reversed(here) if each.end <= share.start and old is not None
                and (each.kind, each.unit, each.per) == (old.kind, old.unit, old.per)), None)
    if way is None or old is None or new is None or old.kind not in _SIZED or min(old.value, new.value) <= 0 \
            or not _FROM_OLD.fullmatch(passages.text[share.end : old.start]):
        return None
    result = 100 * (new.value / old.value - 1) * (1 if way[1].lower() in ("up", "rise", "gain", "more") else -1)
    if fits(share.value, [result], _SLACK + rules.approx * any(each.rough for each in (share, new, old))):
        return None
    text = (f"From {say(old.value, old.unit, 4)} to {say(new.value, new.unit, 4)} is a change of "
            f"{say(100 * (new.value / old.value - 1), '', 2).strip()}%, not {share.value:g}%.")
    return Slip.on(share, "OC207", text, refutes=True)


def _lost(share: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """A change in percent before what it went from and to: "lost 17%, which took it from $3.49 trillion to $2.9"."""
    way = _MOVED.search(passages.text[max(share.start - 24, 0) : share.start])
    later = [each for each in passages.amounts.of_sentence(share.sentence)
             if each.start >= share.end and each.kind in _SIZED]
    if way is None or len(later) != _BOTH or later[0].kind != later[1].kind or later[0].unit != later[1].unit:
        return None
    old, new = later
    joined = _TO.fullmatch(passages.text[old.end : new.start]) and _FROM.search(
        passages.text[max(old.start - 24, 0) : old.start])
    between = passages.text[share.end : old.start]
    if not joined or not _TAKING.search(between) or min(old.value, new.value) <= 0:
        return None
    result = 100 * abs(new.value / old.value - 1)
    if fits(share.value, [result], _SLACK + rules.approx * any(each.rough for each in (share, old, new))):
        return None
    text = (f"From {say(old.value, old.unit, 4)} to {say(new.value, new.unit, 4)} is a change of "
            f"{say(result, '', 2).strip()}%, not {share.value:g}%.")
    return Slip.on(new, "OC207", text, refutes=True)


def _of_change(share: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """A change in percent beside what it went from and to: "from $40 to $8, a fall of 80%"."""
    told = _CHANGE.search(passages.text[max(share.start - 40, 0) : share.start])
    here = [each for each in passages.amounts.of_sentence(share.sentence) if each.end <= share.start
            and (each.kind in _SIZED or each.kind == "percent") and (not each.per or each.kind == "money")]
    pair = next(((one, other) for one, other in pairwise(here) if one.kind == other.kind
                 and min(one.value, other.value) > 0 and _TO.fullmatch(passages.text[one.end : other.start])
                 and _FROM.search(passages.text[max(one.start - 24, 0) : one.start])), None)
    if told is None or pair is None:
        return None
    first, last = pair
    result = 100 * abs(last.value / first.value - 1)
    if fits(share.value, [result], _SLACK + rules.approx * any(each.rough for each in (share, first, last))):
        return None
    way = "fall" if last.value < first.value else "rise"
    unit = last.unit or first.unit
    text = (f"From {say(first.value, unit, 4)} to {say(last.value, unit, 4)} is a {way} of "
            f"{say(result, '', 2).strip()}%, not {share.value:g}%.")
    return Slip.on(share, "OC207", text, refutes=True)
