"""Figures that "respectively" deals out: each is of the name that stands at its place in the list before."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from oncurve.claims.claim import Claim
from oncurve.claims.passage import Passages, Thing
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.rereading import NAMED_KINDS

__all__ = ["in_order"]

_RESPECTIVELY = Pattern(r"\brespectively\b", re.IGNORECASE)
#: what may stand between two names of a list: commas, "and", tickers and owners
_LISTED = Pattern(r"(?:\s|,|&|/|\band\b|\bthe\b|\([A-Z. :]{1,16}\)|['’]s|[A-Z]\w+['’]s)*")
_OWNER = Pattern(r"['’]s\b")
#: two named before, at most so many characters before the first of their figures
_THE_TWO, _LEAD = Pattern(r"\b(?:the two|both|the pair)\b[^.;:,\d]*$", re.IGNORECASE), 40
_FEWEST = 2


def in_order(claims: Sequence[Claim], passages: Passages) -> list[Claim]:
    """The claims, those of a sentence with "respectively" or of "the two" each given to the name at its place.

    "Acme and Borealis bought 196,000 and 169,000 chips, respectively"; "100,000 of A and 300,000 of B, up from none and
    200,000, respectively". Where names and figures are not as many, nothing is changed.

    Args:
        claims: in the order of the text.
        passages: the names of the article.
    """
    made = list(claims)
    for first, second in itertools.pairwise(range(len(made))):
        _of_the_two(made, first, second, passages)
    for sentence in passages.sentences:
        words = passages.words(sentence)
        told = _RESPECTIVELY.search(words)
        if told is None:
            continue
        here = [at for at, each in enumerate(made)
                if sentence.start <= each.start and each.end <= sentence.start + told.start()]
        for measure, group in itertools.groupby(here, key=lambda at: made[at].measure):
            _deal(made, list(group), measure, passages)
    return made


def _of_the_two(made: list[Claim], first: int, second: int, passages: Passages) -> None:
    """Gives two figures of "the two" the last two names before them, in order: "the two stand at 97.3 and 96.4"."""
    one, other = made[first], made[second]
    pair = passages.text[one.end : other.start].strip(" %") == "and" and one.measure == other.measure
    lead = passages.text[max(one.start - _LEAD, 0) : one.start]
    kind = next((kind for kind, measures in NAMED_KINDS.items() if one.measure in measures), "")
    sentence = passages.sentence_at(one.start)
    if not pair or sentence is None or _THE_TWO.search(lead) is None:
        return
    named = [each.ident for each in passages.things.of_paragraph(sentence.paragraph, kind) if each.end <= one.start]
    two = list(dict.fromkeys(reversed(named)))[:_FEWEST]
    if len(two) == _FEWEST:
        made[first], made[second] = replace(one, subject=two[1]), replace(other, subject=two[0])


def _deal(made: list[Claim], group: list[int], measure: str, passages: Passages) -> None:
    """Gives the last figures of a group the names before them, or the subjects of as many figures before them."""
    kinds = [kind for kind, measures in NAMED_KINDS.items() if measure in measures]
    if len(group) < _FEWEST:
        return
    for kind in sorted(kinds, key=lambda each: each != "organisation"):
        names = _names_before(made[group[0]].start, kind, passages)
        if len(names) == len(group):
            for at, name in zip(group, names, strict=True):
                bought = measure == "chips_shipped" and kind == "organisation"
                made[at] = replace(made[at], reference=name) if bought else replace(made[at], subject=name)
            return
    half = len(group) // 2
    if len(group) == 2 * half and half >= _FEWEST and len({made[at].subject for at in group[:half]}) == half:
        for first, second in zip(group[:half], group[half:], strict=True):
            made[second] = replace(made[second], subject=made[first].subject)


def _names_before(stop: int, kind: str, passages: Passages) -> list[str]:
    """The ids of the last list of names of a kind before a place, in order; owners ("Acme's Lab") are none of them."""
    row: list[Thing] = []
    for each in passages.things.before(stop, kind):
        if _OWNER.match(passages.text, each.end) or passages.text[each.start - 1 : each.start] == "(":  # a ticker
            continue
        if row and not _owned(each, row[0], passages) and _LISTED.fullmatch(
                passages.text[each.end:row[0].start]) is None:
            break
        row.insert(0, each)
    return list(dict.fromkeys(each.ident for each in row))


def _owned(one: Thing, other: Thing, passages: Passages) -> bool:
    """Whether only names that own something stand between two names, beside what parts a list."""
    between = [each for each in passages.things.between(one.end, other.start) if each.end <= other.start]
    text = passages.text[one.end:other.start]
    for each in reversed(between):
        text = text[:each.start - one.end] + text[each.end - one.end:]
    return bool(between) and _LISTED.fullmatch(text) is not None
