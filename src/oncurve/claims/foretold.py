"""What is told of a day that has not come: what holds today does not speak against it."""

from __future__ import annotations

import datetime as dt
import re

from oncurve.catalog.read import Catalogue
from oncurve.claims.check.announced import told_ahead
from oncurve.claims.check.forecast import due_day
from oncurve.claims.claim import Claim
from oncurve.claims.outlook import quantity_of
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say_day
from oncurve.claims.verdict import Judgement

__all__ = ["COUNTS", "as_foretold"]

_TO_COME = Pattern(r"\b(?:will|shall|'ll|(?:is|are) (?:going|expected|forecast|projected|set|likely|bound|"
                   r"sure|certain|poised|destined) to|plans? to|intends? to)\b", re.IGNORECASE)
#: what a thing is to grow to, which it has not when that is said
_GROWS = Pattern(r"\b(?:would|will|to) be (?:expanded|doubled|raised|enlarged|scaled)(?: up)? to (?:about |some )?$",
                 re.IGNORECASE)
#: measures of which nobody can know a figure before its day
_FORETOLD = ("price_ratio", "cost_ratio", "price_per_token", "benchmark_score", "capability_lag", "cost_decline_rate")
_PREDICTED = Pattern(r"\b(?:expects?|predicts?|foresees?|forecasts?|wagers?|bets?|projects?|sees)\b", re.IGNORECASE)
#: measures of a run, which cannot have been made in a year to come
_RUNS = ("training_cost", "training_compute", "chip_hours")
_BY_YEAR = Pattern(r"\b(?:by|before|in|until|during) (?:the )?(?:\w+ ){0,3}?(20[2-9]\d)\b")
_YEAR = Pattern(r"\b20[2-9]\d\b")
#: measures that count what is there, or what was sold or made by a day
COUNTS = frozenset({"chip_count", "chips_shipped", "chips_smuggled", "compute_share", "companies_able"})


def as_foretold(judged: Judgement, claim: Claim, day: dt.date, catalogue: Catalogue) -> Judgement:
    """The judgement of a figure whose day has not come: of what holds today it says nothing.

    That goes for a figure of which nothing is known, and for one of a quantity that scenarios foresee: what China
    holds now does not speak against what it will hold in two years. A count of things that is told of a later year is
    left as it is only where it fits a plan on record.

    Args:
        judged: the judgement as if it were told of the present.
        claim: the claim.
        day: the day by which it is judged.
        catalogue: the facts.
    """
    before = claim.sentence.partition(claim.quote)[0]
    if judged.verdict == "inconsistent" and (
            told_ahead(before, claim.quote) if claim.measure == "export_status" else _GROWS.search(before)):
        why = "It tells of what is to come, and names no day; what held when it was said does not speak against it."
        return Judgement("not_due", why, judged.readings, sources=judged.sources)
    due = _due(claim)
    if due < day or judged.verdict == "not_due":
        return judged
    to_come = _TO_COME.search(before + claim.quote) is not None
    foreseen = quantity_of(claim, catalogue) is not None
    run = claim.measure in _RUNS and judged.accuses
    later = due.year > day.year and (foreseen or run or (to_come and claim.measure in COUNTS
                                                  and judged.verdict != "consistent"))
    guessed = _PREDICTED.search(claim.sentence) is not None
    predicted = (claim.measure in _FORETOLD and judged.verdict != "drifted" and due.year > day.year
                 and (to_come or guessed) and _BY_YEAR.search(claim.sentence) is not None)
    counted = (guessed and claim.measure in COUNTS and due > day
               and (judged.accuses or judged.verdict == "no_basis"))
    ahead = to_come and due.year > day.year and judged.accuses and all(
        each.code[:3] != "OC1" for each in judged.findings)  # dollars for yuan are no forecast
    if not (later or predicted or counted or ahead) and not (to_come and (judged.verdict == "no_basis" or foreseen)):
        return judged
    return Judgement("not_due", f"It is told of the future, up to {say_day(due.toordinal())}; it is kept and scored "
                                "when that day has passed.", due=due)


def _due(claim: Claim) -> dt.date:
    """The last day of what a claim is told of; the end of the last year that its sentence names; else long ago."""
    due = due_day(claim)
    if due is not None:
        return due
    told = re.match(r"\d{4}", (claim.time or "").removeprefix("FY"))
    years = [int(told[0])] if told else [int(each) for each in _YEAR.findall(claim.sentence)]
    return dt.date(max(years), 12, 31) if years else dt.date.min
