"""What an organisation spends: on buildings and machines, on renting or running them, on research, in all."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

from msgspec.structs import replace

from oncurve.answers.statements import fact_of_said
from oncurve.basis.errors import BadUsage
from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.span import Span, add_months, month_span
from oncurve.basis.spread import Array
from oncurve.catalog.organisation import Organisation
from oncurve.catalog.place import Place
from oncurve.claims.check.facts import (
    FIGURE,
    asked_day,
    clause_of_figure,
    independent,
    mentions,
    missing,
    of_a_plan,
    rivals,
    source_words,
    today,
    within_semicolons,
)
from oncurve.claims.check.partial_sums import by_the_year, fiscal_year, on_pace, sum_of_what
from oncurve.claims.check.pledges import is_pledge, pledged, sold_by
from oncurve.claims.check.published import published, said_about
from oncurve.claims.check.reading import Answer, Found, NoBasis, NotDue, Openness, Reading, World, by_openness, reading
from oncurve.claims.check.spending_kinds import OF_SCOPE, kind_words, kinds_named
from oncurve.claims.check.subject import organisation_of, place_of
from oncurve.claims.check.superseded import before_newest, without_replaced
from oncurve.claims.check.supplied import yearly_spending
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.thresholds import THRESHOLDS

__all__ = ["EARLIER", "MEASURE", "readings"]

MEASURE = "organisation_spend"
_ON_CHIPS = ("spend.chips",)
#: what is paid each month
_MONTHLY = rf"{FIGURE}[^.,;]{{0,24}}\b(?:a|per|each|every) month\b|\bmonthly\b[^.,;]{{0,40}}{FIGURE}"
_A_MONTHS = "USD per month"
_MOST_LABS = 4
_SIMILAR = THRESHOLDS.near
_DENOMINATORS = ("spend.total", "spend.compute", "spend.rd_compute", "spend.training", "spend.inference", "spend.capex")
_LONGER = 1.6
_A_MONTH = dt.timedelta(days=31)
_A_QUARTER = 3
_MONTHS = "january|march|april|june|july|september|october|december"
_QUARTER_TO = (rf"\b(?:{_MONTHS})[- ]quarter\b|\b(?:quarter|three months)\b[^.;]{{0,20}}?"
               rf"\b(?:end(?:ed|ing|s)?|to|through)\b"
               rf"[^.;]{{0,14}}?\b(?:{_MONTHS})\b")
_QUARTERLY = r"\bquarter|\bQ[1-4]\b|\b(?:three|3)[- ]months?\b|\b(?:ninety|90)[- ]days?\b"
#: the quarter that runs when a firm tells its plans, which news also call the next one
_NOW_QUARTER = r"\b(?:current|present|this|coming|upcoming|next|following) (?:[\w-]+ ){0,2}?quarter\b"
_FISCAL_YEAR = Pattern(r"FY20\d\d")
_ALL_OF_A_YEAR = Pattern(r"\b(?:all|the whole|the (?:whole|full) year|the entirety) (?:of )?(20\d\d)\b", re.IGNORECASE)
#: how long the figure of a quarter may be told without its time
_NEWS = dt.timedelta(days=45)
#: a pledge for years to come: "a $38 billion agreement", "over about five years"
_AGREED = (rf"{FIGURE}[^.;]{{0,30}}\b(?:agreement|deal|contract|order|commitment|pledge)\b|"
           r"\b(?:over|within|for) (?:about |some |the next |the coming )?(?:\d+|two|three|four|five|six|seven|"
           r"eight|ten) years\b"
           rf"|\badds to\b|\bcommitments?\b|{FIGURE}[^.;]{{0,80}}\b(?:deal|contract|order|agreement)s?\b"
           rf"|\b(?:deal|contract|order|agreement)s?\b[^.;]{{0,60}}{FIGURE}")
_GUIDED = r"\b(?:guidance|guided|outlook|in the range of|forecasts? (?:of|to|for))\b"
_PROJECTED = r"\bproject(?:ed|s|ing|ions?)\b|\banticipat\w+|\b(?:narrow|rais|lift|bump|trimm)(?:ed|es|ing)\b"
#: the sum that a plan is raised or cut to: "about $50 billion", "$12 billion to $14 billion"
_ABOUT = r"(?:about |around |some |roughly |nearly |between |as (?:much|low|high) as |up to )?"
_OF_MONEY = r"[$€£¥]?[\d.,]+(?: ?(?:billion|bn|B|trillion|million))?"
_NEW_SUM = rf"{_ABOUT}{_OF_MONEY}(?: ?(?:[-–—]|to|and) ?{_OF_MONEY})?"
#: a plan that a newer one has replaced
EARLIER = (rf"\b(?:up|down|\w+ed|cut)(?: by)?(?: (?:about |some )?[\d.]+ ?(?:%|per ?cent))? from (?:(?:an?|its|the) "
           rf")?(?:[\w-]+ ){{0,4}}[$€£¥]?{FIGURE}|"
           rf"\b(?:earlier|previous|prior|initial|former)(?:ly)? (?:[\w-]+ ){{0,3}}[$€£¥]?{FIGURE}|"
           rf"\b(?:to|at|of) {_NEW_SUM},? from {_ABOUT}[$€£¥]?{FIGURE}|"
           rf"\bhad (?:[\w-]+ ){{0,2}}?(?:guided|told|planned|expected|projected|forecast)\b[^.;]{{0,60}}{FIGURE}")
#: a sum that is spent at one place, which is no sum of all places
_AT_A_SITE = Pattern(rf"{FIGURE}(?: \w+){{0,2}} (?:in|at|near) (?!(?:Q\d|FY|February|May|August|November|"
                     rf"{_MONTHS.title()})\b)[A-Z][a-z]+")
#: a sum for one venture, which is no year's sum of all
_VENTURE = Pattern(rf"{FIGURE}(?: [\w'’-]+){{0,3}} (?:consortium|acquisition|takeover|(?:joint )?venture|campus|"
                   rf"project|programme|program|initiative|plant|fab|facility|bet|gamble)\b|\bthis [$€£]?{FIGURE}|"
                   rf"\b(?:acquisition|takeover|consortium)\b[^.;]{{0,40}}{FIGURE}", re.IGNORECASE)
#: money that goes into a firm: with the firm's name, or in a clause of its own
_INTO = Pattern(rf"{FIGURE}(?: (?:billion|million|bn|dollars|stake))* (?:in|into) (?:the )?([A-Z][\w.]+)|"
                rf"\bin which [\w ]{{0,24}}\binvested\b[\w ]{{0,16}}[$€£]?{FIGURE}")
_ARM = Pattern(r"\bAI (?:arm|segment|division|unit|business|subsidiary)\b")
#: after so long a firm has told its plans anew
_A_REPORT = dt.timedelta(days=75)
_A_YEAR = dt.timedelta(days=360)


def readings(claim: Claim, world: World) -> Answer:
    """The figures of the period and kind that the claim names; other kinds are what it might mean."""
    claim = within_semicolons(claim)  # what is told of another firm there has a time of its own
    holder = _spender(claim, world)
    if holder is None:
        return missing(claim, world, "the spending")
    if claim.reference and not claim.time and _compares(claim):
        return _compared(organisation_of(world.catalogue, claim.subject) or holder, claim, world)
    wanted = kinds_named(claim)
    told = any(holder.facts_of(name) for name in wanted if name == "spend.staff_cost")
    if (lacking := sum_of_what(claim, world)) and not told:
        return NoBasis(lacking)
    if wanted == _ON_CHIPS and not holder.facts_of(_ON_CHIPS[0]):
        wanted = ()
    wanted = wanted or OF_SCOPE.get(claim.scope or "", ())
    made: list[Reading] = []
    every = independent([fact for fact in holder.facts if fact.name.startswith("spend.")], claim, world, holder.id)
    facts = [fact for fact in every if not is_pledge(fact)]
    span = fiscal_year(claim, today(world)) or _own_fiscal_year(claim, facts) or _quarter_of(claim, today(world)) \
        or _period(claim)
    monthly = mentions(claim, _MONTHLY)
    facts = [replace(fact, unit="USD") if monthly else fact for fact in facts if (fact.unit == _A_MONTHS) is monthly]
    known = {(fact.name, fact.span) for fact in facts if fact.kind != "forecast"}
    facts = [fact if (fact.name, fact.span) in known else _lapsed(fact, today(world)) for fact in facts]
    if by_the_year(claim):
        facts = [fact for fact in facts if not _of_years(fact.span)]
    if mentions(claim, EARLIER):  # "up from $60 billion": what was planned before the newest plan
        facts = before_newest(facts)
    for name in dict.fromkeys((*wanted, *(fact.name for fact in facts))):
        values = _of_period([fact for fact in facts if fact.name == name], span, today(world),
                            quarterly=mentions(claim, _QUARTERLY))
        values.sort(key=lambda fact: not fact.detail.get("primary"))  # the firm's own word before guesses of others
        first: Openness = "plain" if name in wanted[:1] else ("possible" if name in wanted or not wanted else "shown")
        values, replaced = without_replaced(values, claim)
        made += rivals(values, kind_words(name), world, first, "possible" if first != "shown" else "shown")
        if span is None and not mentions(claim, _QUARTERLY):
            reported = _just_reported(facts, name, values, today(world))
            made += rivals(reported, f"{kind_words(name)}, of a quarter", world, "possible", "possible")
        made += rivals(replaced, f"{kind_words(name)}, an earlier plan", world, "shown", "shown")
    made += published(claim, world, MEASURE, "shown" if any(each.open == "plain" for each in made) else "possible")
    one = (on_pace(claim) or _in_a_firm(claim, world) or _AT_A_SITE.search(claim.sentence)
           or _VENTURE.search(clause_of_figure(claim)))
    if span is None and not _of_new_plan(claim, facts, world) and (of_a_plan(claim) or mentions(claim, _AGREED) or one):
        # a pledge for no named time, or a sum for one site, is no year's sum
        made = [replace(each, open="shown") for each in made]
    told_anew = of_a_plan(claim) or mentions(claim, _GUIDED) or mentions(claim, _PROJECTED)  # each quarter
    if told_anew and not mentions(claim, EARLIER):
        made = [replace(each, open="shown") if _outdated(each, today(world)) else each for each in made]
    sold = sold_by(holder.id, claim, world.catalogue)
    pledges = pledged(sold or [fact for fact in every if is_pledge(fact)], claim, world)
    for_years = (span is None or bool(sold)) and (of_a_plan(claim) or mentions(claim, _AGREED) or not facts) \
        and not by_the_year(claim) and not on_pace(claim)
    made += pledges if for_years else [replace(each, open="shown") for each in pledges]
    plain = [each for each in made if each.open == "plain"]
    fiscal = bool(claim.time and claim.time.startswith("FY"))  # whose months are the firm's own: no sum of quarters
    time = claim.time if fiscal else _months(span) or claim.time
    if span is None and mentions(claim, _QUARTERLY):  # "in the quarter": the one that ended last
        time = _last_quarter(today(world))
    of_holder = dataclasses.replace(claim, subject=holder.id, time=time)
    counted = yearly_spending(of_holder, world, wanted or ("spend.capex",), "plain")
    guided = bool(plain) and mentions(claim, _GUIDED)  # what was to be spent stays what it was, whatever was spent
    if counted and not guided and all(_planned(each) for each in plain):  # what was spent goes before plans
        made = [*counted, *(replace(each, open="shown") for each in made)]
    else:
        made += [replace(each, open="shown") for each in counted]
    if not made and span is not None and span.start is not None and span.start > today(world):
        return NotDue(span.end, "It is about money still to be spent; it can be checked when the period is over.")
    if not any(each.open != "shown" for each in made):
        return missing(claim, world, "such spending")
    return Found(tuple(by_openness(made)))


def _lapsed(fact: Fact, day: dt.date) -> Fact:
    """A plan for a time that is over by a day: what was spent is near it, and need not be it."""
    if fact.kind != "forecast" or isinstance(fact.amount, str) or fact.span.end is None or fact.span.end > day:
        return fact
    low, high = fact.number * (1 - THRESHOLDS.approx), fact.number * (1 + THRESHOLDS.approx)
    return replace(fact, low=min(low, fact.low or low), high=max(high, fact.high or high))


def _of_new_plan(claim: Claim, facts: list[Fact], world: World) -> bool:
    """Whether a capital budget is told without its time a few weeks after the firm told its plan anew."""
    told = mentions(claim, r"\bcapex (?:plan|budget|guidance|outlook|target)|"
                           r"\bcapital (?:budget|spending|expenditures?)\b")
    plans = [fact.known for fact in facts if fact.kind == "forecast" and fact.name == "spend.capex"]
    return told and bool(plans) and today(world) - max(plans) <= _NEWS


def _in_a_firm(claim: Claim, world: World) -> bool:
    """Whether the money is put into another firm: "in which it has invested $13 billion", "$2 billion in Acme"."""
    told = _INTO.search(claim.sentence)
    named = told is not None and told[1] and organisation_of(world.catalogue, told[1].rstrip(".")) is not None
    return bool(named) or (told is not None and not told[1])


def _spender(claim: Claim, world: World) -> Organisation | Place | None:
    """The organisation that spends, or the site or programme on which is spent."""
    holder = organisation_of(world.catalogue, claim.subject)
    if holder is not None and _ARM.search(claim.sentence) and not any(
            fact.name.startswith("spend.") for fact in holder.facts):  # "the AI arm's capex" of a firm that owns a lab
        arms = [each for each in world.catalogue.organisations.values() if each.parent == holder.id
                and each.sort == "lab" and each.facts_under("spend")]
        return arms[0] if len(arms) == 1 else holder
    if holder is not None and holder.parent and not any(fact.name.startswith("spend.") for fact in holder.facts):
        holder = world.catalogue.organisations.get(holder.parent) or holder  # Google's results are Alphabet's
    place = place_of(world.catalogue, claim.subject) if holder is None else None
    return holder or (place if place is not None and place.sort == "cluster" else None)


def _outdated(each: Reading, day: dt.date) -> bool:
    """Whether a reading rests on a plan that a later quarter's report may have replaced by the day of the claim."""
    known = [given.evidence.known for given in each.estimate.basis if isinstance(given.evidence, Fact)]
    return _planned(each) and bool(known) and max(known) + _A_REPORT < day


def _planned(each: Reading) -> bool:
    """Whether a reading rests on a plan or guess of what would be spent."""
    kinds = {given.evidence.kind for given in each.estimate.basis if given.evidence is not None}
    return bool(kinds) and kinds <= {"forecast", "assumed"}


def _compares(claim: Claim) -> bool:
    return any(word in claim.sentence.lower() for word in ("different", "similar", "comparable", "as much", "more than",
                                                           "less than", "vastly", "same"))


def _period(claim: Claim) -> Span | None:
    whole = _ALL_OF_A_YEAR.search(claim.sentence)
    time = claim.time or (whole[1] if whole is not None else None)
    if not time:
        return None
    try:
        span = month_span(time.removeprefix("FY"))
    except BadUsage:
        return None
    if span.start is not None and span.end is not None and span.end - span.start <= _A_MONTH \
            and mentions(claim, _QUARTER_TO):  # "the September quarter" begins in July
        return Span(add_months(span.start, -2), span.end)
    return span


def _own_fiscal_year(claim: Claim, facts: list[Fact]) -> Span | None:
    """The months of the fiscal year that a claim names, where a figure of the firm is of a year that ends in it."""
    if claim.time is None or _FISCAL_YEAR.fullmatch(claim.time) is None:
        return None
    year = int(claim.time.removeprefix("FY"))
    return next((fact.span for fact in facts if fact.span.start is not None and fact.span.end is not None
                 and not _of_a_quarter(fact.span) and not _of_years(fact.span)
                 and (fact.span.end - dt.timedelta(days=1)).year == year and fact.span.start.year < year), None)


def _quarter_begins(day: dt.date) -> dt.date:
    """The first day of the quarter of the calendar that a day lies in."""
    return dt.date(day.year, (day.month - 1) // _A_QUARTER * _A_QUARTER + 1, 1)


def _quarter_of(claim: Claim, day: dt.date) -> Span | None:
    """The quarter of the calendar that a day lies in, where the sentence tells what is planned for it."""
    if claim.time or not mentions(claim, _NOW_QUARTER) or not (of_a_plan(claim) or mentions(claim, _GUIDED)):
        return None
    first = _quarter_begins(day)
    return Span(first, add_months(first, _A_QUARTER))


def _months(span: Span | None) -> str | None:
    """A span of whole months as a claim writes it ("2025-07/2025-09"); None where it is open."""
    if span is None or span.start is None or span.end is None:
        return None
    return f"{span.start:%Y-%m}/{span.end - dt.timedelta(days=1):%Y-%m}"


def _last_quarter(day: dt.date) -> str | None:
    """The months of the last quarter of the calendar that had ended by a day."""
    first = _quarter_begins(day)
    return _months(Span(add_months(first, -_A_QUARTER), first))


def _of_period(values: list[Fact], span: Span | None, now: dt.date, *, quarterly: bool = False) -> list[Fact]:
    """The values whose period is the claim's, or at least overlaps it; the newest where it names none."""
    dated = [fact for fact in values if fact.span.start is not None or fact.span.end is not None]
    if span is None:
        begun = [fact for fact in values if fact.span.start is None or fact.span.start <= now]
        fit = [fact for fact in begun if _of_a_quarter(fact.span) is quarterly]
        if quarterly and not fit:
            return []  # a year's sum is none of three months
        return sorted(fit or begun or values, key=lambda fact: (fact.span.end or dt.date.max, fact.known))[:-4:-1]
    same = [fact for fact in dated if _close(fact.span, span)]
    return same or [fact for fact in dated if fact.span.overlaps(span) and not _outlasts(fact.span, span)
                    and not _outlasts(span, fact.span)]


def _just_reported(facts: list[Fact], name: str, taken: list[Fact], now: dt.date) -> list[Fact]:
    """The figures of a quarter that came out a few weeks before a day: news of them often names no time."""
    return [fact for fact in facts if fact.name == name and fact not in taken and fact.kind == "reported"
            and _of_a_quarter(fact.span) and now - fact.known <= _NEWS]


def _of_a_quarter(span: Span) -> bool:
    """Whether a period is so short that its figure is no year's."""
    return span.start is not None and span.end is not None and span.end - span.start < _A_YEAR / 2


def _of_years(span: Span) -> bool:
    """Whether a period is so long that its figure is no single year's."""
    return span.start is not None and span.end is not None and span.end - span.start > _LONGER * _A_YEAR


def _outlasts(one: Span, other: Span) -> bool:
    """Whether a period is open, or so much longer than another that it is no figure of it."""
    if one.start is None or one.end is None:
        return True
    if other.start is None or other.end is None:
        return False
    return one.end - one.start > _LONGER * (other.end - other.start)


def _close(one: Span, other: Span) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    month = dt.timedelta(days=45)
    return abs(one.start - other.start) <= month and abs(one.end - other.end) <= month


def _compared(holder: Organisation | Place, claim: Claim, world: World) -> Answer:
    """One organisation's spending over that of others, by kind: each kind is a reading."""
    others = [each for each in (organisation_of(world.catalogue, claim.reference),) if each is not None]
    place = place_of(world.catalogue, claim.reference)
    if not others and place is not None:
        labs = [each for each in world.catalogue.organisations.values() if each.sort == "lab"]
        known = [each for each in labs if each.country == place.id and each.facts_under("spend")]
        others = sorted(known, key=lambda each: (-len(each.facts_under("spend")), each.id))[:_MOST_LABS]
    made: list[Reading] = []
    told = [replace(fact_of_said(event, said), name=f"spend.{said.scope or 'total'}")
            for event, said in said_about(claim, world, MEASURE) if said.subject == holder.id]
    for name in ("spend.capex", "spend.compute", "spend.total"):
        own = independent(holder.facts_of(name), claim, world, holder.id)
        for other in others:
            theirs = _of_day(other, name, claim, world)
            if own and theirs:
                made.append(_ratio(own[0], theirs[0], holder, other, world))
    made += _crossed(holder, others, made, told, claim, world)
    if not made:
        return NoBasis(f"spending of {holder.label} and of those it is compared with, of one kind")
    return Found(tuple(made), (1 / _SIMILAR, _SIMILAR), f"within a factor of {_SIMILAR:g}")


def _of_day(other: Organisation, name: str, claim: Claim, world: World) -> list[Fact]:
    """The figures of a year that had begun by the claim's day, nearest to it first."""
    day = asked_day(claim, world)
    begun = [fact for fact in other.facts_of(name) if fact.span.start is not None
             and fact.span.start <= day and (fact.span.end or day) - fact.span.start >= _A_YEAR]
    return sorted(begun, key=lambda fact: (fact.kind == "forecast", abs((fact.span.end or day) - day)))


def _crossed(holder: Organisation | Place, others: list[Organisation], made: list[Reading], told: list[Fact],
             claim: Claim, world: World) -> list[Reading]:
    """What is known of one over each kind that is known of the other: every denominator is a reading."""
    own = independent([*holder.facts_of("spend.capex"), *holder.facts_of("spend.total")], claim, world, holder.id)
    own = own or tuple(told)
    found = []
    for other in others:
        for name in _DENOMINATORS:
            if any(each.name.startswith(f"{own[0].name.removeprefix('spend.')} over {other.label} ") and
                   each.name.endswith(name.removeprefix("spend.")) for each in made if own):
                continue
            theirs = _of_day(other, name, claim, world)
            if own and theirs:
                found.append(_ratio(own[0], theirs[0], holder, other, world))
    return found


def _ratio(own: Fact, theirs: Fact, holder: Organisation | Place, other: Organisation,
           world: World) -> Reading:
    inputs = {"own": Input.of_fact(own), "theirs": Input.of_fact(theirs)}
    quantity = Quantity("spending_ratio", "x", _over, inputs, "one organisation's spending over another's")
    words = (f"{kind_words(own.name)} of {holder.label} (“{source_words(own, world)}”) over "
             f"{kind_words(theirs.name)} of {other.label}{_years(theirs)}")
    return reading(f"{own.name.removeprefix('spend.')} over {other.label} {theirs.name.removeprefix('spend.')}", words,
                   quantity, world)


def _years(fact: Fact) -> str:
    return f" in {fact.span.start.year}" if fact.span.start else ""


def _over(own: Array, theirs: Array) -> Array:
    return own / theirs
