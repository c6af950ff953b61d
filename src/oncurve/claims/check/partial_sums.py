"""Sums of money that are no spending of the one named: of several firms together, on top of a sum, on other things."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from oncurve.basis.span import Span, add_months
from oncurve.claims.check.facts import FIGURE, clause_of_figure, mentions
from oncurve.claims.check.reading import World
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["by_the_year", "ends_by", "fiscal_year", "on_pace", "sum_of_what"]

_TOGETHER = Pattern(r"\b(?:combined|together|collective(?:ly)?|jointly|in aggregate|between them|altogether|overall)\b|"
                    r"\b(?:these|those|all|the (?:big )?)(?:two|three|four|five|six|seven)\b", re.IGNORECASE)
#: what comes on top of another sum: "billions more", "$10 billion more" but not "$10 billion or more"
_MORE = Pattern(rf"{FIGURE}(?: ?(?:thousand|million|billion|trillion)s?| ?(?:bn|mn|B|M|T)\b)*"
                r" (?:dollars |euros )?more\b(?! than)", re.IGNORECASE)
_MONTHLY = Pattern(rf"(?:{FIGURE}[-\w ]{{0,16}}|{FIGURE} |illion[- ]dollar )monthly\b", re.IGNORECASE)
_YEAR = Pattern(r"(?:FY)?20\d\d")
_QUARTER = Pattern(r"\b(?:first|second|third|fourth|last|this|that|Q[1-4])[- ]quarter\b|\bQ[1-4]\b|\bquarterly\b",
                   re.IGNORECASE)
#: "the roughly $30 billion it expects to add this year"
_GROWS = Pattern(rf"{FIGURE}[^.;,]{{0,20}}\b(?:it|they|she|he|that) (?:\w+ ){{0,3}}?add(?:s|ed)?\b|"
                 r"\b(?:adds?|added|adding|increases? of|raised? (?:it )?by) "
                 rf"(?:an? |another |about |some |roughly )*[$€£¥]?{FIGURE}|"
                 r"\b(?:rose|ris(?:e|en|es|ing)|rais\w+|lift\w*|increas\w+|gr[eo]w\w*|boost\w*|up|cut|trim\w*|fell|climb\w*|"
                 r"expand\w*)\b[^.;$€£¥]{0,60}? by (?:an? |another |further |about |some |roughly |nearly |almost )*"
                 rf"[$€£¥]?{FIGURE}", re.IGNORECASE)
_ON_ELSE = Pattern(rf"{FIGURE}[^.;,]{{0,24}}\b(?:to|for|on|in)\b(?: \w+)?,? "
                   r"(?:sales|marketing|operating|operations|administrat\w+|salaries|wages|staff|stock|legal|lobbying|"
                   r"advertising|rent|office|people|personnel|employees|pay)\b", re.IGNORECASE)
_ON_PACE = (r"\b(?:could|might|may) (?:push|reach|hit|top|exceed|pass|approach)\b|"
            r"\bon (?:pace|track|course) (?:for|to)\b|\brun[- ]rate\b|\bannuali[sz]ed\b")
_YEARLY = (rf"{FIGURE}[^.;,]{{0,30}}\b(?:annually|(?:a|per|each|every) year|yearly)\b|"
           rf"\b(?:annual|yearly)\b[^.;,]{{0,30}}{FIGURE}")
_BY = Pattern(r"\b(?:by|before|until|through|in|during|for|of)(?: the)?(?: end of)? (20\d\d)\b")
_FISCAL = Pattern(r"\b(?:fiscal|financial) year\b(?: that)?(?: (?:is|will))?,? "
                  r"(?:to|ending|ended|ends?|clos(?:es|ing)|through|finish(?:es|ing)|runs? (?:to|until))"
                  rf"(?: in| on| the| end| of)*(?: \d+)? ({'|'.join(calendar.month_name[1:])})\b(?:,? (20\d\d))?")
_QUARTER_TOLD = Pattern(r"\bquarter\b|\bthree months\b|\bQ[1-4]\b", re.IGNORECASE)
_YEARS_MONTHS = 12
_FEWEST = 2


def sum_of_what(claim: Claim, world: World) -> str:
    """What a sum is of, in words that fit "The catalogue lacks ...", where it is not what the one named spends.

    Args:
        claim: the claim, its figure hidden.
        world: the facts, for the names of firms.
    """
    if _MORE.search(claim.sentence):
        return "how much more it spends than before"
    if _MONTHLY.search(claim.sentence):
        return "what it spends in a month"
    year = claim.time if claim.time is not None and _YEAR.fullmatch(claim.time) else ""
    told = claim.sentence if year and year not in claim.sentence else clause_of_figure(claim)
    if year and _QUARTER.search(told):
        return "what it spent in that quarter"
    if _GROWS.search(claim.sentence):
        return "by how much its spending grows"
    if _ON_ELSE.search(claim.sentence):
        return "what it spends on running and selling"
    if _TOGETHER.search(clause_of_figure(claim)) and _firms_in(claim.sentence, world) >= _FEWEST:
        return "what these firms spend together"
    return ""


def _firms_in(text: str, world: World) -> int:
    """How many organisations a text names."""
    found = 0
    for _, name, aliases in world.catalogue.organisations.names():
        found += any(each in text and re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text) for each in (name, *aliases))
    return found


def on_pace(claim: Claim) -> bool:
    """Whether a sum is what a year would come to ("on pace for", "a run rate of"), which nobody has spent."""
    return mentions(claim, _ON_PACE)


def by_the_year(claim: Claim) -> bool:
    """Whether a sum is told as that of each year."""
    return mentions(claim, _YEARLY)


def fiscal_year(claim: Claim, day: dt.date) -> Span | None:
    """The months of a fiscal year that the sentence tells by its end: "in the fiscal year to June".

    Without a year it is the one that a day lies in, or, told as past, the one before.

    Args:
        claim: the claim.
        day: the day by which it is judged.
    """
    told = _FISCAL.search(clause_of_figure(claim)) or _FISCAL.search(claim.sentence)
    if told is None or (told[0] not in clause_of_figure(claim) and claim.time and _QUARTER_TOLD.search(
            clause_of_figure(claim))):  # "$80 billion for the year to June, $22.6 billion in the December quarter"
        return None
    month = list(calendar.month_name).index(told[1])
    past = "ended" in told[0]
    year = int(told[2]) if told[2] else day.year + (month < day.month and not past) - (month >= day.month and past)
    end = add_months(dt.date(year, month, 1), 1)
    return Span(add_months(end, -_YEARS_MONTHS), end)


def ends_by(claim: Claim) -> int | None:
    """The year by whose end a sum is to be spent, where the clause of it names one."""
    found = _BY.search(clause_of_figure(claim))
    return int(found[1]) if found else None
