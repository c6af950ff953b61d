"""How a share or its company's value moved."""

from __future__ import annotations

import datetime as dt
import re

from msgspec.structs import replace

from oncurve.basis.errors import BadUsage
from oncurve.basis.evidence import Fact
from oncurve.basis.span import Span, month_span
from oncurve.catalog.event import Event
from oncurve.catalog.record import compact
from oncurve.claims.check.facts import mentions, missing, source_words, today
from oncurve.claims.check.reading import Answer, Found, Reading, World, from_fact
from oncurve.claims.check.subject import same_thing
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say, say_day
from oncurve.claims.units import money_of

__all__ = ["MEASURE", "readings"]

MEASURE = "market_move"
_DOWN = (r"\b(drop|dropp|fell|fall|slump|plung|los[st]|sank|sink|tumbl|down|wip(?:e|ed|ing)|crash|slid|shed|rout|"
         r"declin|dip|slip|retreat|crater|weaken|poorer|lighter)")
_UP = r"\b(rose|rise|rising|gain|jump|soar|climb|rall|up\b|surg|add(?:s|ed|ing)?\b|heavier|richer|higher\b)"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")
_DECEMBER = len(_MONTHS)
#: what is left out of the name of an index
_INDEX = Pattern(r"\b(?:the|composite|index|industrial average|jones)\b", re.IGNORECASE)
#: moves before the market opens and after it closes, or at some moment of the day
_OUT_OF_HOURS = Pattern(r"\b(?:pre[- ]?market|after[- ]hours|after the bell|"
                        r"(?:extended|late|early|morning|midday|afternoon)(?: market)? trading|futures|intraday|"
                        r"at one point|as much as|(?:this|\w+day) (?:morning|afternoon)|"
                        r"(?:early|late) (?:on )?\w+day|(?:soon|shortly|right|just) after (?:the )?open(?:ing)?)\b",
                        re.IGNORECASE)
#: what is told of a quarter or a year is no move of a day
_LONG = dt.timedelta(days=80)
_SO_FAR = Pattern(r"\b(?:this year|year[- ]to[- ]date|so far|(?:last|past) (?:year|quarter)|"
                  r"(?:last|past) (?:\w+ )?(?:months|weeks|sessions|days|quarters|years)|"
                  r"(?:two|three|four|five|six|12|52)[- ](?:day|week|month)s?|since|"
                  r"over (?:this|that|the same|the) (?:period|stretch|span)|in that time|"
                  r"(?:\w+|\d+) (?:consecutive |straight |trading )+(?:sessions|days)|in the span of|"
                  r"over the (?:year|quarter|month)|from (?:its|the|an?) (?:all-time )?(?:highs?|peak|record))\b",
                  re.IGNORECASE)
_IN_A_DAY = Pattern(r"\b(?:in (?:a|one) (?:single )?day|single[- ]day|one[- ]day|"
                    r"since (?:the )?(?:pandemic|19|20[01]|march 2020))", re.IGNORECASE)
_BEFORE_CLOSE = ("That is the move of the whole day; the text came out on that day, perhaps before the market closed, "
                 "so a figure that differs does not contradict it.")
#: a figure of the end of the trading day
_AT_CLOSE = Pattern(r"\b(?:clos(?:e|ed|es|ing)|end(?:ed|s|ing)?|finish(?:ed|es|ing)?|settled)\b", re.IGNORECASE)
_RECENT = dt.timedelta(days=21)


def readings(claim: Claim, world: World) -> Answer:
    """The moves on record of that share, on the days the claim speaks of, in its unit."""
    found: list[tuple[Event, Fact]] = []
    for event in world.catalogue.events.values():
        if event.sort == "market_move" and event.on is not None and event.on in _days(claim, world):
            found += [(event, fact) for fact in event.facts if _is_of(fact, claim, world)]
    unit = "USD" if money_of(claim.unit) else "percent"
    same = [pair for pair in found if money_of(pair[1].unit) == money_of(unit)]
    chosen = same if claim.unit not in ("", "none") else found
    if not chosen:
        return missing(claim, world, "the market move")
    down, up = mentions(claim, _DOWN), mentions(claim, _UP)
    told = [pair for pair in chosen if down != up and (pair[1].number < 0) == down]
    if not told and down != up and not claim.time:
        return missing(claim, world, "the market move")  # only moves the other way are on record
    latest = max(event.on for event, _ in told or chosen if event.on)
    made = [_reading(event, fact, event.on == latest, world) for event, fact in told or chosen]
    if _spans(claim) or _OUT_OF_HOURS.search(claim.sentence):  # one day's move is no measure of these
        made = [replace(each, open="shown") for each in made]
    elif latest == today(world) and not _AT_CLOSE.search(claim.sentence):
        made = [replace(each, whole=_BEFORE_CLOSE) for each in made]
    made.sort(key=lambda each: each.open != "plain")
    sign = (0.0, float("inf")) if up and not down else (float("-inf"), 0.0)
    return Found(tuple(made), sign, "a rise" if sign[0] == 0 else "a fall")


def _spans(claim: Claim) -> bool:
    """Whether a move is told of weeks or months together: "gained 20% this year", "in the last three months"."""
    if _IN_A_DAY.search(claim.sentence) is not None:
        return False
    try:
        told = month_span(claim.time) if claim.time else Span()
    except BadUsage:
        told = Span()
    long = told.start is not None and told.end is not None and told.end - told.start > _LONG
    return long or _SO_FAR.search(claim.sentence) is not None


def _reading(event: Event, fact: Fact, latest: bool, world: World) -> Reading:
    day = say_day(event.on.toordinal()) if event.on else ""
    words = f"the move of {day}, in “{source_words(fact, world)}”"
    says = f"a {'fall' if fact.number < 0 else 'rise'} of {say(abs(fact.number), fact.unit, 4)}"
    made = from_fact(fact, world, f"{event.id} {fact.unit}", words, open="plain" if latest else "possible", says=says)
    source = world.catalogue.sources.get(fact.source)
    return replace(made, short=f"{source.producer.partition(' (')[0]}, {day}" if source is not None else day)


def _days(claim: Claim, world: World) -> Span:
    if claim.time:
        try:
            told = month_span(claim.time)
        except BadUsage:
            told = Span()
        if told.start is not None and told.end is not None:
            return told if told.start <= today(world) else _a_year_before(told)
    now = today(world)
    month = _month_named(claim, now)
    if month is not None:
        return month
    return Span(now - _RECENT, now + dt.timedelta(days=1))


def _a_year_before(span: Span) -> Span:
    """The same days a year earlier: of "in January", told as past, the one that has been."""
    year = dt.timedelta(days=365)
    return Span(span.start - year if span.start else None, span.end - year if span.end else None)


def _month_named(claim: Claim, now: dt.date) -> Span | None:
    """The last month of the only name of a month in the sentence that had begun by a day."""
    named = {found.lower() for found in re.findall(rf"\b(?:in|of|last) ({'|'.join(_MONTHS)})\b", claim.sentence)}
    if len(named) != 1:
        return None
    number = [each.lower() for each in _MONTHS].index(named.pop()) + 1
    year = now.year if number <= now.month else now.year - 1
    return Span(dt.date(year, number, 1), dt.date(year + number // _DECEMBER, number % _DECEMBER + 1, 1))


def _is_of(fact: Fact, claim: Claim, world: World) -> bool:
    about = str(fact.detail.get("subject", ""))
    if isinstance(fact.amount, str):
        return False
    asked = claim.subject
    return not about or same_thing(world.catalogue, about, asked) or _index(about) == _index(asked or "")


def _index(name: str) -> str:
    """The name of an index without the words that are left out of it: "Nasdaq" for the Nasdaq Composite."""
    return compact(_INDEX.sub("", name)) or name
