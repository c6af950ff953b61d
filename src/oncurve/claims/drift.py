"""Whether the source that a sentence cites says what the sentence says it does.

What speakers said, and on what they gave no figure, are records of the catalogue (`events`). A source that
published the fact itself is also a witness. No figure is ever put in the mouth of one who gave none.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from oncurve.basis.errors import BadUsage
from oncurve.basis.evidence import Fact
from oncurve.basis.span import month_span
from oncurve.catalog.event import Event, Said
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import Record, compact
from oncurve.claims.agreement import Interval, claimed_days, claimed_interval, unit_of
from oncurve.claims.check.compute_share import EARLIER_SHARE
from oncurve.claims.check.facts import FIGURE, asked_day, counts_itself
from oncurve.claims.check.organisation_spend import EARLIER
from oncurve.claims.check.published import kin_measures
from oncurve.claims.check.reading import World
from oncurve.claims.check.subject import find_thing, holder_of, label, of_one_side, place_of, same_thing
from oncurve.claims.claim import Claim
from oncurve.claims.own_word import made_by, told_by
from oncurve.claims.quoted_ranges import quoted_otherwise
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say, say_estimate, say_interval
from oncurve.claims.thresholds import THRESHOLDS, Thresholds
from oncurve.claims.units import in_unit
from oncurve.claims.verdict import Finding, JudgedReading

__all__ = ["Drift", "drift", "speaker_ids", "statements", "witness"]

#: factor beyond which two figures are not of one thing: a slip of scale is a million at most
_ABSURD = 2e6
_EQUIVALENTS = Pattern(r"H100[- ]?(?:e\b|equivalent)", re.IGNORECASE)
_SERVING = Pattern(r"\bserv(?:e|es|ed|ing)\b|inference|\bdeploy", re.IGNORECASE)
_GENERIC_SCOPES = ("", "training", "total")


class Drift(Struct, frozen=True):
    """What the cited source said of the same thing.

    Args:
        contradicted: whether it gave another figure, or none.
        reason: a sentence for readers, where it is.
        findings: what was found, also where the source is quoted rightly.
        sources: ids of the works that hold its words.
        faithful: whether a statement of the source agrees with the sentence.
    """

    contradicted: bool = False
    reason: str = ""
    findings: tuple[Finding, ...] = ()
    sources: tuple[str, ...] = ()
    faithful: bool = False


def speaker_ids(catalogue: Catalogue, speaker: str | None) -> frozenset[str]:
    """Ids under which the catalogue may hold the words of a speaker: the person's or organisation's own."""
    if not speaker:
        return frozenset()
    person, organisation = catalogue.people.id_of(speaker), catalogue.organisations.id_of(speaker)
    if person is None and organisation is None:  # "Bernstein's analyst" speaks for Bernstein
        organisation = catalogue.organisations.id_of(re.split(r"['’]s?\s", speaker)[0])
    return frozenset(each for each in (person, organisation) if each)


def statements(catalogue: Catalogue, speakers: frozenset[str]) -> list[Event]:
    """The events whose speaker is one of these."""
    return [event for event in catalogue.events.values() if event.speaker in speakers] if speakers else []


def drift(claim: Claim, world: World, *, published: dt.date, rules: Thresholds = THRESHOLDS) -> Drift:
    """Compare a claim that cites a speaker with what that speaker said.

    Args:
        claim: the claim; without a speaker nothing is compared.
        world: the facts of one day.
        published: the article's day.
        rules: the thresholds.
    """
    speakers = speaker_ids(world.catalogue, claim.speaker)
    claimed = claimed_days(claim, published, rules) if claim.measure in ("release_date", "training_date") else \
        claimed_interval(claim, rules)
    if not speakers or claimed is None or claim.negated or _replaced(claim):
        return Drift()
    said: list[Said] = []
    unsaid: list[Said] = []
    for event in statements(world.catalogue, speakers) or statements(world.catalogue, _houses(speakers, world)):
        said += [each for each in event.said if _is_about(each, claim, world)]
        unsaid += [each for each in event.unsaid if _is_about(each, claim, world)]
    with_figure = [(each, there) for each in said if (there := _figure(each)) is not None]
    if with_figure:
        return _against(claim, with_figure, claimed, world, published, rules)
    if unsaid and claim.qualifier != "vague":
        return _no_figure(claim, unsaid, world)
    return Drift()


def _houses(speakers: frozenset[str], world: World) -> frozenset[str]:
    """The banks and analysts for whom people speak of whom no word of their own is known."""
    people, known = world.catalogue.people, world.catalogue.organisations
    houses = {people[each].organisation for each in speakers if each in people}
    return frozenset(each for each in houses if each in known and known[each].sort in ("bank", "analyst"))


def _replaced(claim: Claim) -> bool:
    """Whether a figure is told as one that a newer one has replaced: "raised to $92 billion, up from $85 billion"."""
    before, quoted, after = claim.sentence.partition(claim.quote.removeprefix("from "))
    earlier = {"organisation_spend": EARLIER, "compute_share": EARLIER_SHARE}.get(claim.measure)
    return bool(quoted and earlier and re.search(earlier, f"{before}{FIGURE}{after}"))


def _is_about(said: Said, claim: Claim, world: World) -> bool:
    catalogue = world.catalogue
    if _is_held(said, claim, catalogue):
        return True
    if said.measure not in kin_measures(claim) or not (same_thing(catalogue, said.subject, claim.subject)
                                             or _goods_of(said.subject, claim.subject, catalogue)
                                             or _of_country(said, claim, catalogue)
                                             or _chips_at_large(said, claim, catalogue)):
        return False
    if said.reference and claim.reference and not of_one_side(catalogue, said.reference, claim.reference):
        return False
    if said.unit == "chip" and bool(_EQUIVALENTS.search(said.scope)) != bool(
            _EQUIVALENTS.search(f"{claim.scope or ''} {claim.quote}")):
        return False
    if claim.measure in _OF_A_YEAR and said.detail.get("time") and (claim.time or claim.measure == "chip_count") \
            and str(said.detail["time"])[:4] != (claim.time or str(asked_day(claim, world))).removeprefix("FY")[:4]:
        return False  # what was said of another year
    if claim.measure == "market_move" and said.detail.get("on") and claim.time:
        return str(said.detail["on"]).startswith(claim.time[:7])
    if said.detail.get("stage") == "serving" and not _SERVING.search(claim.sentence):
        return False  # the chips that serve a model are not those of its run
    one, other = compact(said.scope), compact(claim.scope or "")
    return one == other or one in _GENERIC_SCOPES or other in _GENERIC_SCOPES


def _is_held(said: Said, claim: Claim, catalogue: Catalogue) -> bool:
    """Whether chips that are told to have come to a holder are those that the speaker counted there."""
    return (claim.measure, said.measure) == ("chips_shipped", "chip_count") and bool(claim.reference and said.scope) \
        and same_thing(catalogue, said.subject, claim.reference) and compact(said.scope) == compact(claim.subject or "")


def _chips_at_large(said: Said, claim: Claim, catalogue: Catalogue) -> bool:
    """Whether both are of smuggled chips of no name."""
    names = (said.subject, claim.subject or "")
    return claim.measure == "chips_smuggled" and all("chips" in each.lower() and find_thing(catalogue, each) is None
                                                    for each in names)


def _of_country(said: Said, claim: Claim, catalogue: Catalogue) -> bool:
    """Whether a lag is told of a country's models, and the speaker gave that of one; of its chips, where it says so."""
    place = place_of(catalogue, claim.subject) if said.scope in claim.sentence.lower() else None
    return claim.measure == "capability_lag" and place is not None and of_one_side(catalogue, place.id, said.subject)


def _goods_of(holder: str, name: str | None, catalogue: Catalogue) -> bool:
    """Whether a name is of the goods of a holder: "Huawei AI chips"."""
    if catalogue.chips.id_of(holder) and name and catalogue.chips.id_of(name):
        return False  # two chips of one maker
    one, other = holder_of(catalogue, holder), holder_of(catalogue, name)
    return one is not None and other is not None and one.id == other.id


def _figure(said: Said) -> Interval | None:
    time = said.detail.get("time")
    if said.measure in ("release_date", "training_date"):
        return _days(str(time)) if time else None
    bound = said.detail.get("bound") or said.detail.get("qualifier")
    if isinstance(said.amount, str):
        return None
    low = said.low if said.low is not None else said.amount
    high = said.high if said.high is not None else said.amount
    if low is None and high is None:
        return None
    if bound == "at_least":
        high = float("inf")
    if bound == "at_most":
        low = float("-inf")
    return Interval(float("-inf") if low is None else float(low), float("inf") if high is None else float(high))


def _days(time: str) -> Interval | None:
    try:
        span = month_span(time)
    except BadUsage:
        return None
    if span.start is None or span.end is None:
        return None
    return Interval(float(span.start.toordinal()), float(span.end.toordinal() - 1))


def _against(claim: Claim, said: list[tuple[Said, Interval]], claimed: Interval, world: World, published: dt.date,
             rules: Thresholds) -> Drift:
    sources = tuple(dict.fromkeys(each.source for each, _ in said))
    compared = False
    dated = claim.measure in ("release_date", "training_date")
    for each, figure in said:
        found = (claimed, "") if dated else in_unit(claimed, unit_of(claim), each.unit or unit_of(claim),
                                                    world.catalogue, published, rules)
        if found is None:
            continue
        compared = True
        if claim.qualifier in ("at_most", "at_least") and claim.qualifier == (each.detail.get("bound") or ""):
            if _same_bound(found[0], figure, rules):
                return Drift(sources=sources, faithful=True)
            continue
        meets = found[0].low <= figure.high * _up(figure.high) and figure.low <= found[0].high * _up(found[0].high)
        if meets and not _far_beyond(found[0], figure, rules) and not (
                isinstance(each.amount, int | float)
                and quoted_otherwise(claim, found[0], (figure.low, float(each.amount), figure.high))):
            return Drift(sources=sources, faithful=True)
    if not compared:
        return Drift()
    if not dated and _said_elsewhere(claim, claimed, world, published, rules):
        return Drift()
    first, figure = said[0]
    name = label(world.catalogue, claim.speaker)
    unit = "date" if dated else first.unit or unit_of(claim)
    text = say(figure.low, unit, 4) if figure.low == figure.high else say_interval(figure.low, figure.high, unit, 4)
    place = f" ({first.where})" if first.where else ""
    message = f"{name} says {text}{place}, not what this sentence puts in its name."
    return Drift(True, message, (Finding("OC301", message),), sources)


def _same_bound(claimed: Interval, said: Interval, rules: Thresholds) -> bool:
    """Whether two bounds on one side are of one number."""
    one, other = (claimed.high, said.high) if math.isinf(claimed.low) else (claimed.low, said.low)
    return min(one, other) > 0 and math.isfinite(max(one, other)) and max(one / other, other / one) <= 1 + rules.approx


def _far_beyond(claimed: Interval, said: Interval, rules: Thresholds) -> bool:
    """Whether a figure lies on the open side of a bound that was said, so far off that nobody would call it so.

    Who says "more than $100 million" has not said "a billion".
    """
    if claimed.one_sided or not said.one_sided or said.middle <= 0 or claimed.middle <= 0:
        return False
    apart = claimed.middle / said.middle
    return max(apart, 1 / apart) > rules.near


def _said_elsewhere(claim: Claim, claimed: Interval, world: World, published: dt.date, rules: Thresholds) -> bool:
    """Whether the speaker gives the figure for something else: another subject, or another measure in the same unit.

    Of a figure as wide as "hundreds of millions" that tells nothing.
    """
    if claim.qualifier == "vague" and 0 < claimed.low * rules.near < claimed.high:
        return False
    for event in statements(world.catalogue, speaker_ids(world.catalogue, claim.speaker)):
        for each in event.said:
            figure = None if each.measure in ("release_date", "training_date") else _figure(each)
            there = None if figure is None else in_unit(claimed, unit_of(claim), each.unit or unit_of(claim),
                                                        world.catalogue, published, rules)
            middle = each.amount if isinstance(each.amount, int | float) else None
            if figure is None or there is None or _other_unnamed(each, claim, world.catalogue):
                continue
            if not all(map(math.isfinite, (figure.low, figure.high, there[0].low, there[0].high))):
                continue  # a bound holds of much; it is the figure of nothing
            if there[0].low <= (middle or figure.low) <= there[0].high and (middle or figure.high) <= there[0].high:
                return True
    return False


def _other_unnamed(said: Said, claim: Claim, catalogue: Catalogue) -> bool:
    """Whether a statement is of the same measure of another thing, and the sentence names its own and not that one."""
    apart = said.reference and claim.reference and not same_thing(catalogue, said.reference, claim.reference)
    if said.measure != claim.measure or (same_thing(catalogue, said.subject, claim.subject) and not apart):
        return False
    names = [each for each in (said.subject, said.reference) if each]
    if any(find_thing(catalogue, each) is None and place_of(catalogue, each) is None for each in names
           if each not in (claim.subject, claim.reference)):
        return False  # a market, a kind of models: such are told in many words
    own = [each for each in (claim.subject, claim.reference) if each]
    return all(_is_named(each, claim.sentence, catalogue) for each in own if find_thing(catalogue, each)) and not any(
        _is_named(each, claim.sentence, catalogue) for each in names if each not in own)


def _is_named(name: str, sentence: str, catalogue: Catalogue) -> bool:
    return compact(label(catalogue, name)) in compact(sentence) or compact(name) in compact(sentence)


def _up(value: float) -> float:
    return 1 + 1e-9 if value >= 0 else 1 - 1e-9


def _no_figure(claim: Claim, unsaid: list[Said], world: World) -> Drift:
    name = label(world.catalogue, claim.speaker)
    note = unsaid[0].note.rstrip(".")
    message = f"{name} gave no such figure" + (f": {note}." if note else ".")
    return Drift(True, message, (Finding("OC302", message),), tuple(dict.fromkeys(each.source for each in unsaid)))


#: measures of which a speaker gives another figure each year
_OF_A_YEAR = ("chip_count", "organisation_spend", "chips_shipped", "chips_smuggled", "power")


def witness(claim: Claim, readings: Sequence[JudgedReading], world: World) -> Drift:
    """Whether the speaker's own publication, where the catalogue took the fact from it, gives another figure."""
    if not claim.speaker or claim.negated or claim.measure == "export_status":
        return Drift()  # a status is what a rule says, whoever tells it
    catalogue = world.catalogue
    names = {compact(claim.speaker), compact(label(catalogue, claim.speaker))}
    names |= {compact(label(catalogue, each)) for each in speaker_ids(catalogue, claim.speaker)}
    priced = claim.measure == "price_per_token" and _sells(claim, catalogue)
    own = [each for each in readings if each.reading.open != "shown" and each.claimed is not None
           and (priced or made_by(each, names, catalogue) or told_by(each, speaker_ids(catalogue, claim.speaker))
                or _of_itself(each, claim, catalogue))]
    asked = ("plain", "possible") if counts_itself(claim, world) else ("plain",)
    otherwise = [each for each in own if _otherwise(claim, each)]
    points = [each for each in own if otherwise and claim.qualifier == "range"
              and each.reading.estimate.low == each.reading.estimate.high]  # a point within a wide range says nothing
    right = [each for each in own if each.verdict != "inconsistent" and each not in (*otherwise, *points)]
    if not any(each.reading.open in asked for each in own) or right:
        return Drift(faithful=bool(right))
    made = own[0].reading.estimate
    claimed = claimed_interval(claim)
    if claimed is not None and _is_absurd(claimed, own[0]):
        return Drift()
    if _of_another_named(claim, made.sources, world) or (priced and _asked_once(claim, world)):
        return Drift()
    if claimed is not None and not otherwise and _said_elsewhere(claim, claimed, world, asked_day(claim, world),
                                                                 THRESHOLDS):
        return Drift()
    source = catalogue.sources[made.sources[0]]
    text = (f"{label(catalogue, claim.speaker)}'s own figure is {say_estimate(made)} (“{source.title}”), not what this "
            "sentence puts in its name.")
    return Drift(True, text, (Finding("OC301", text),), made.sources)


def _otherwise(claim: Claim, own: JudgedReading) -> bool:
    made = own.reading.estimate
    return own.claimed is not None and len(made.basis) == 1 and quoted_otherwise(
        claim, own.claimed, (made.low, made.median, made.high))


def _is_absurd(claimed: Interval, own: JudgedReading) -> bool:
    """Whether the two differ by so much that they are no figures of one thing: the reading is wrong, not the text."""
    there = own.claimed or claimed
    middle, known = there.middle, own.reading.estimate.median
    return math.isfinite(middle) and middle > 0 and known > 0 and max(middle / known, known / middle) > _ABSURD


def _asked_once(claim: Claim, world: World) -> bool:
    """Whether the figure is a price that the maker asked at another time: stale it may be, but not misquoted."""
    model = find_thing(world.catalogue, claim.subject)
    return any(row.model == getattr(model, "id", None) and claim.value is not None
               and math.isclose(row.amount, claim.value, rel_tol=0.01) for row in world.catalogue.api_prices)


def _sells(claim: Claim, catalogue: Catalogue) -> bool:
    """Whether the speaker is the maker whose list of prices is cited: a list copied by others is still its own."""
    model = find_thing(catalogue, claim.subject)
    return getattr(model, "organisation", None) in speaker_ids(catalogue, claim.speaker)


def _of_another_named(claim: Claim, sources: Sequence[str], world: World) -> bool:
    """Whether the same work gives the figure for another thing whose own word stands in the sentence ("70B", "v5e")."""
    catalogue = world.catalogue
    own = find_thing(catalogue, claim.subject)
    claimed = claimed_interval(claim)
    if own is None or claimed is None:
        return False
    kept = {word for word in own.label.split() if word in claim.sentence.split()}
    for other, fact in _facts_of(sources, catalogue):
        words = set(other.label.split()) - set(own.label.split())
        if words and any(re.search(rf"\b{re.escape(word)}\b", claim.sentence) for word in words - kept):
            there = in_unit(claimed, unit_of(claim), fact.unit, catalogue, fact.known)
            if there is not None and there[0].low <= fact.number <= there[0].high:
                return True
    return False


def _facts_of(sources: Sequence[str], catalogue: Catalogue) -> Iterator[tuple[Record, Fact]]:
    for shelf in (catalogue.models, catalogue.chips, catalogue.organisations):
        for thing in shelf.values():
            for fact in thing.facts:
                if fact.source in sources and not isinstance(fact.amount, str):
                    yield thing, fact
    for row in catalogue.scores:
        if row.source in sources and row.model in catalogue.models:
            yield catalogue.models[row.model], row.fact()


def _of_itself(each: JudgedReading, claim: Claim, catalogue: Catalogue) -> bool:
    """Whether the reading is one reported or planned sum of the company that is cited, whoever printed it."""
    company = find_thing(catalogue, claim.subject)
    told = [given.evidence for given in each.reading.estimate.basis]
    return (claim.measure == "organisation_spend" and len(told) == 1 and isinstance(told[0], Fact)
            and told[0].kind in ("reported", "forecast") and "speaker" not in told[0].detail
            and getattr(company, "id", None) in speaker_ids(catalogue, claim.speaker))
