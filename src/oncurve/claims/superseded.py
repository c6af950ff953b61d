"""Figures that were right until a newer one took their place by the article's day: plans, duties, counts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from oncurve.basis.evidence import Fact
from oncurve.claims.check.organisation_spend import EARLIER
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say_day, say_estimate
from oncurve.claims.verdict import Finding, JudgedReading, Judgement

__all__ = ["as_superseded"]

_MEASURES = frozenset({"organisation_spend", "tariff_rate"})
#: words by which a text says itself that it tells of what was
_PAST = Pattern(r"\b(?:was|were|had|until|earlier|previous\w*|former\w*|originally|initially|at first|back then|"
                r"then|last "
                r"(?:year|month|spring|summer|autumn|fall|winter)|cut|lowered|raised|lifted|upped|trimmed|slashed|"
                r"rose|went|fell|dropped|jumped|from|instead of|rather than|after|before|since then|no longer|once)\b",
                re.IGNORECASE)
_STILL = Pattern(r"\b(?:still|remains?|keeps?|goes on|go on|continues?|unchanged|stands?|these days|now|today|"
                 r"currently|at present)\b", re.IGNORECASE)
_AROUND = 50
#: a plan is told anew with the results of a quarter; so many days later everybody may know
_A_WEEK = dt.timedelta(days=7)


class _Told(Struct, frozen=True):
    """A reading that rests on one fact."""

    reading: JudgedReading
    fact: Fact


def as_superseded(claim: Claim, judged: Judgement, day: dt.date) -> Judgement:
    """The judgement with OC402 where the figure is one that a newer one has replaced by the day.

    A text that tells of the past is left alone. A source that gave the figure earlier is not misquoted: it is out
    of date.

    Args:
        claim: the claim.
        judged: its judgement.
        day: the article's day.
    """
    if claim.measure not in _MEASURES or claim.negated or judged.verdict not in ("inconsistent", "scope_dependent",
                                                                                 "drifted"):
        return judged
    if re.search(EARLIER, claim.sentence) or _tells_of_past(claim):
        return judged
    told = list(_of_one_fact(judged))
    fits = [each for each in told if each.reading.verdict == "consistent"]
    pairs = ((old, new) for old in fits for new in told if new.reading.verdict == "inconsistent"
             and _replaces(new.fact, old.fact, day))
    old, new = next(pairs, (None, None))
    if old is None or new is None:
        return judged
    text = (f"That was so until {_last(old.fact, new.fact)}; since then it is "
            f"{say_estimate(new.reading.reading.estimate)}.")
    kept = tuple(each for each in judged.findings if each.code != "OC301")
    other = any(each.reading.verdict == "consistent" and not any(
        _replaces(one.fact, each.fact, day) for one in told) for each in fits)
    if judged.verdict == "scope_dependent" and other:
        return replace(judged, findings=(*judged.findings, Finding("OC402", text)))
    return replace(judged, verdict="inconsistent", reason=text, findings=(*kept, Finding("OC402", text)),
                   sources=(new.fact.source, *(each for each in judged.sources if each != new.fact.source)))


def _tells_of_past(claim: Claim) -> bool:
    """Whether the words around the figure tell of what was, without a word that it still is."""
    at = claim.sentence.find(claim.quote)
    around = claim.sentence[max(at - _AROUND, 0):at + len(claim.quote) + _AROUND]
    return _PAST.search(around) is not None and _STILL.search(claim.sentence) is None


def _of_one_fact(judged: Judgement) -> Iterator[_Told]:
    for each in judged.readings:
        facts = [given.evidence for given in each.reading.estimate.basis if isinstance(given.evidence, Fact)]
        if len(facts) == 1 and each.claimed is not None:
            yield _Told(each, facts[0])


def _replaces(new: Fact, old: Fact, day: dt.date) -> bool:
    """Whether a fact took the place of another by a day: a newer plan for the same time, or a newer duty."""
    if (new.name, new.subject, new.unit) != (old.name, old.subject, old.unit) or new.known > day:
        return False
    if old.span.end is not None and old.span.end <= day and day in new.span and new.span != old.span:
        return True
    return new.span == old.span and new.known >= old.known + _A_WEEK and old.kind in ("forecast", "enacted", "assumed")


def _last(old: Fact, new: Fact) -> str:
    ends = [each for each in (old.span.end, new.span.start if new.span != old.span else new.known) if each is not None]
    return say_day((min(ends) if new.span != old.span else new.known).toordinal())
