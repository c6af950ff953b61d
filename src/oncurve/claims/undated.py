"""Claims of an article without a day that count from that day: nobody can say which day they mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from msgspec.structs import replace

from oncurve.catalog.read import Catalogue
from oncurve.claims.article import Article
from oncurve.claims.claim import Claim
from oncurve.claims.passage import Passages
from oncurve.claims.verdict import ACCUSING, Finding, Judgement

__all__ = ["adrift", "counted_from_the_day", "not_stale", "of_another_day", "tells_of_the_past"]

#: another day on which the article could have come out: another year, month, weekday and half of the year
_ELSEWHERE = dt.timedelta(days=500)
#: what is once for all of a run, a model or a chip, whenever it is told
_LASTING = frozenset({"training_cost", "training_compute", "chip_hours", "training_time", "training_tokens",
                      "parameters", "chip_spec", "benchmark_score"})
#: what a wrong guess of the day can bring about
_OF_THE_GUESS = frozenset({*ACCUSING, "depends", "scope_dependent", "no_basis"})
_WHY = ("The sentence counts from the day on which it was written (“a month ago”, “on Monday”, a month without its "
        "year), and the article names none. Give its day to have this judged.")


#: how long before today the last day that a text names lies, for it to be taken for an old one
_LONG_AGO = dt.timedelta(days=120)
#: what grows, so that less of it was so on an earlier day
_GROWING = ("power", "chip_count")
_EARLIER = ("It may be told of an earlier day, and the article names none: {what}. Give its day to have this judged.")


class _Reader(Protocol):
    def read(self, article: Article) -> list[Claim]:
        """The claims, in the order of the text."""


def counted_from_the_day(article: Article, claims: Sequence[Claim], reader: _Reader,
                         supposed: dt.date) -> frozenset[Claim]:
    """The claims that hang on a time which would be another if the article had come out on another day.

    Args:
        article: an article without a day.
        claims: what was read of it as if it had come out on `supposed`.
        reader: reads it again.
        supposed: the day that was taken for its own.
    """
    timed = [each for each in claims if each.time is not None and each.measure not in _LASTING]
    if not timed:
        return frozenset()
    again = {(each.start, each.end, each.measure, each.time)
             for each in reader.read(replace(article, published=supposed - _ELSEWHERE))}
    return frozenset(each for each in timed if (each.start, each.end, each.measure, each.time) not in again)


def adrift(judged: Judgement) -> Judgement:
    """The judgement of such a claim: none, save where what it says cannot be checked or is right whatever the day."""
    if judged.verdict not in _OF_THE_GUESS:
        return judged
    return Judgement("no_basis", _WHY, findings=(Finding("OC802", "The day of the article is missing."),))


def tells_of_the_past(passages: Passages, supposed: dt.date) -> bool:
    """Whether an article without a day names days, all of which are well past: it may have been written then.

    Args:
        passages: the days of the article.
        supposed: the day that was taken for its own.
    """
    days = [each.last for each in passages.days]
    return bool(days) and max(days) < supposed - _LONG_AGO


def not_stale(judged: Judgement) -> Judgement:
    """The judgement without the finding that it was so until some day, where one of its readings fits all the same."""
    if judged.verdict != "scope_dependent":
        return judged
    return replace(judged, findings=tuple(each for each in judged.findings if each.code != "OC402"))


def of_another_day(judged: Judgement, claim: Claim, catalogue: Catalogue) -> Judgement:
    """The judgement of a figure that was right on an earlier day than today, which an article without a day may be of.

    That is a price which was asked until some day, and less of what grows: chips and power of a firm or a site.

    Args:
        judged: the judgement as if it were told of today.
        claim: the claim.
        catalogue: to tell sites and firms from models.
    """
    if not judged.accuses or claim.time is not None:
        return judged
    stale = next((each for each in judged.findings if each.code == "OC402"), None)
    headline = judged.headline
    grown = (claim.measure in _GROWING and headline is not None and headline.claimed is not None
             and headline.claimed.high < headline.reading.estimate.low
             and (catalogue.organisations.id_of(claim.subject or "") or catalogue.places.id_of(claim.subject or "")))
    if stale is None and not grown:
        return judged
    what = stale.message.rstrip(".") if stale is not None else "there is more of it now than there was"
    kept = tuple(each for each in judged.findings if each.code[:3] in ("OC2", "OC5", "OC7"))
    return Judgement("no_basis", _EARLIER.format(what=what), judged.readings, sources=judged.sources,
                     findings=(*kept, Finding("OC802", "The day of the article is missing.")))
