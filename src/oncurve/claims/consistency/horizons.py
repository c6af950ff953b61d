"""A pledge over so many years told as one over other years, or as so much a year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oncurve.catalog.read import Catalogue
from oncurve.claims.consistency.known import Figure, figures_near, same_figure
from oncurve.claims.consistency.parts import per_of
from oncurve.claims.consistency.slip import Slip
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say

__all__ = ["horizons"]

#: what leads from a sum to the years that it is for
_OVER = Pattern(r"\b(?:over|within|for|in|during|across|through)"
                r"(?: (?:the|its|about|some|next|coming|a|period|of))*\s*$", re.IGNORECASE)
_PAUSE, _HENCE = Pattern(r"[,;:.]"), Pattern(r"['’]? (?:time|from now|hence)\b")
_NEAR, _APART = 60, 1.25
_DAYS_A_YEAR = 365.25


def horizons(passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    """OC110: the sum of a known pledge with another number of years than it is for."""
    for amount in passages.amounts:
        if amount.kind != "money" or (amount.per and amount.per != "year"):
            continue
        known = [each for each in figures_near(amount, passages, catalogue) if each.name.startswith("spend.")
                 and same_figure(amount, each.value, passages.words(amount), strict=True)]
        pledges = [each for each in known if each.detail.get("years")]
        told = _years_of(amount, passages)
        if told is None or not pledges or len(pledges) < len(known) or any(_alike(told, each) for each in pledges):
            continue
        named = [each for each in pledges if _with_partner(each, amount, passages, catalogue)]
        if named:
            yield _slip(amount, named[0])


def _slip(amount: Amount, pledge: Figure) -> Slip:
    text = (f"{pledge.label} pledged {say(pledge.value, amount.unit, 4)} over {int(pledge.detail['years'])} years in "
            "all.")
    return Slip.on(amount, "OC110", text, (pledge.source,), refutes=True)


def _years_of(amount: Amount, passages: Passages) -> float | None:
    """The years that a sum is told to be for: 1 of a sum a year."""
    if per_of(amount, passages) == "year":
        return 1.0
    for each in passages.amounts.of_sentence(amount.sentence):
        gap = passages.text[amount.end:each.start]
        if _PAUSE.search(gap) or _HENCE.match(passages.text, each.end):
            continue
        if each.kind == "duration" and each.unit.startswith("year") and each.start >= amount.end and len(gap) <= _NEAR \
                and (_OVER.search(gap) or _OVER.search(passages.words(each).partition(" ")[0])):
            return each.days / _DAYS_A_YEAR
    return None


def _alike(years: float, pledge: Figure) -> bool:
    known = float(pledge.detail["years"])
    return max(years / known, known / years) < _APART


def _with_partner(pledge: Figure, amount: Amount, passages: Passages, catalogue: Catalogue) -> bool:
    """Whether a pledge was made to nobody, or to somebody whom the sentence names."""
    told = pledge.detail.get("with", ())
    partners = {told} if isinstance(told, str) else set(told)
    named = {catalogue.organisations.id_of(each.ident)
             for each in passages.things.of_sentence(amount.sentence, "organisation")}
    return not partners or bool(partners & named)
