"""Whether the source that a sentence cites says what the sentence says it does.

What speakers said, and on what they gave no figure, are records of the catalogue (`events`). A source that
published the fact itself is also a witness. No figure is ever put in the mouth of one who gave none.
"""

from __future__ import annotations

import datetime as dt
import math
import re

from msgspec import Struct

from oncurve.basis.errors import BadUsage
from oncurve.basis.span import month_span
from oncurve.catalog.event import Event, Said
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import compact
from oncurve.claims.agreement import Interval, claimed_days, claimed_interval, unit_of
from oncurve.claims.check.compute_share import EARLIER_SHARE
from oncurve.claims.check.facts import FIGURE, IN_H100S, asked_day
from oncurve.claims.check.organisation_spend import EARLIER
from oncurve.claims.check.published import kin_measures
from oncurve.claims.check.reading import World
from oncurve.claims.check.subject import find_thing, holder_of, label, model_of, of_one_side, place_of, same_thing
from oncurve.claims.claim import Claim
from oncurve.claims.quoted_ranges import quoted_otherwise
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say, say_interval
from oncurve.claims.thresholds import THRESHOLDS, Thresholds
from oncurve.claims.units import in_unit
from oncurve.claims.verdict import Finding

__all__ = ["Drift", "drift", "said_elsewhere", "speaker_ids", "statements"]

_SERVING = Pattern(r"\bserv(?:e|es|ed|ing)\b|inference|\bdeploy", re.IGNORECASE)
#: what a run used up of machines that serve for years
_WORN = Pattern(r"\bamorti[sz]\w+|\bhardware\b|\bdepreciat\w+", re.IGNORECASE)
#: who speaks for a firm of its models
_HEAD = "chief executive"
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
    of_maker: list[Said] = []
    own = statements(world.catalogue, speakers) or statements(world.catalogue, _houses(speakers, world))
    for event in own:
        said += [each for each in event.said if _is_about(each, claim, world)]
        unsaid += [each for each in event.unsaid if _is_about(each, claim, world)]
        of_maker += [each for each in (*event.said, *event.unsaid) if _is_of_maker(each, claim, world)]
    said = said or _by_heads(claim, speakers, world)
    with_figure = [(each, there) for each in said if (there := _figure(each)) is not None]
    if with_figure:
        return _against(claim, with_figure, claimed, world, published, rules)
    unsaid = unsaid or (of_maker if not any(map(_figure, of_maker)) else [])
    if unsaid and claim.qualifier != "vague":
        return _no_figure(claim, unsaid, world)
    return Drift()


def _houses(speakers: frozenset[str], world: World) -> frozenset[str]:
    """The banks and analysts for whom people speak of whom no word of their own is known."""
    people, known = world.catalogue.people, world.catalogue.organisations
    houses = {people[each].organisation for each in speakers if each in people}
    return frozenset(each for each in houses if each in known and known[each].sort in ("bank", "analyst"))


def _by_heads(claim: Claim, speakers: frozenset[str], world: World) -> list[Said]:
    """What the head of a cited firm has said of the firm's own model: it is the firm's word."""
    model = model_of(world.catalogue, claim.subject)
    if model is None or model.organisation not in speakers:
        return []
    heads = frozenset(key for key, person in world.catalogue.people.items()
                      if person.organisation == model.organisation and person.role == _HEAD)
    return [each for event in statements(world.catalogue, heads) for each in event.said
            if _is_about(each, claim, world) and _figure(each) is not None]


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
    if said.unit == "chip" and bool(IN_H100S.search(said.scope)) != bool(
            IN_H100S.search(f"{claim.scope or ''} {claim.quote}")):
        return False
    if claim.measure in _OF_A_YEAR and said.detail.get("time") and (claim.time or claim.measure == "chip_count") \
            and str(said.detail["time"])[:4] != (claim.time or str(asked_day(claim, world))).removeprefix("FY")[:4]:
        return False  # what was said of another year
    if claim.measure == "market_move" and said.detail.get("on") and claim.time:
        return str(said.detail["on"]).startswith(claim.time[:7])
    if said.detail.get("stage") == "serving" and not _SERVING.search(claim.sentence):
        return False  # the chips that serve a model are not those of its run
    if claim.measure == "training_cost" and bool(_WORN.search(claim.sentence.partition(claim.quote)[2])) != bool(
            _WORN.search(f"{said.note} {said.scope}")):
        return False  # what of the machines was used up is no rent
    one, other = compact(said.scope), compact(claim.scope or "")
    return one == other or one in _GENERIC_SCOPES or other in _GENERIC_SCOPES


def _is_of_maker(said: Said, claim: Claim, world: World) -> bool:
    """Whether the speaker spoke of one of a maker's models, where a figure is told of "the maker's model"."""
    model = model_of(world.catalogue, said.subject)
    return said.measure in kin_measures(claim) and model is not None and claim.subject == model.organisation


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
        if _is_turned(claim.qualifier, found[0], str(each.detail.get("bound") or ""), figure, rules) \
                or _bounds_middle(claim.qualifier, found[0], each, rules):
            continue
        meets = found[0].low <= figure.high * _up(figure.high) and figure.low <= found[0].high * _up(found[0].high)
        if meets and not _far_beyond(found[0], figure, rules) and not (
                isinstance(each.amount, int | float)
                and quoted_otherwise(claim, found[0], (figure.low, float(each.amount), figure.high))):
            return Drift(sources=sources, faithful=True)
    if not compared:
        return Drift()
    if not dated and said_elsewhere(claim, claimed, world, published, rules):
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


def _bounds_middle(qualifier: str, claimed: Interval, said: Said, rules: Thresholds) -> bool:
    """Whether the middle of a range is told as its end: "at least 140,000", of a median between 10,000 and more."""
    middle = said.amount
    if not isinstance(middle, int | float) or not middle:
        return False
    least = isinstance(said.low, int | float) and said.low < middle * (1 - rules.approx)
    most = isinstance(said.high, int | float) and said.high > middle * (1 + rules.approx)
    end = claimed.low if qualifier == "at_least" else claimed.high
    told = (qualifier == "at_least" and least) or (qualifier == "at_most" and most)
    return told and abs(end / middle - 1) <= rules.lookalike


def _is_turned(one: str, claimed: Interval, other: str, said: Interval, rules: Thresholds) -> bool:
    """Whether a bound from above is told as one from below of the same number, or the other way round."""
    if {one, other} != {"at_least", "at_most"}:
        return False
    ends = [each.high if math.isinf(each.low) else each.low for each in (claimed, said)]
    return min(ends) > 0 and max(ends) / min(ends) <= 1 + rules.approx


def _far_beyond(claimed: Interval, said: Interval, rules: Thresholds) -> bool:
    """Whether a figure lies on the open side of a bound that was said, so far off that nobody would call it so.

    Who says "more than $100 million" has not said "a billion".
    """
    if claimed.one_sided or not said.one_sided or said.middle <= 0 or claimed.middle <= 0:
        return False
    apart = claimed.middle / said.middle
    return max(apart, 1 / apart) > rules.near


def said_elsewhere(claim: Claim, claimed: Interval, world: World, published: dt.date, rules: Thresholds) -> bool:
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
    if _of_other_kind(said, claim, catalogue):
        return True
    if said.measure != claim.measure or (same_thing(catalogue, said.subject, claim.subject) and not apart):
        return False
    names = [each for each in (said.subject, said.reference) if each]
    if any(find_thing(catalogue, each) is None and place_of(catalogue, each) is None for each in names
           if each not in (claim.subject, claim.reference)):
        return False  # a market, a kind of models: such are told in many words
    own = [each for each in (claim.subject, claim.reference) if each]
    return all(_is_named(each, claim.sentence, catalogue) for each in own if find_thing(catalogue, each)) and not any(
        _is_named(each, claim.sentence, catalogue) for each in names if each not in own)


def _of_other_kind(said: Said, claim: Claim, catalogue: Catalogue) -> bool:
    """Whether a count is of other chips of a holder than those that came to it, which the sentence names alone."""
    chip = catalogue.chips.id_of(claim.subject or "")
    if (claim.measure, said.measure) != ("chips_shipped", "chip_count") or chip is None or not said.scope:
        return False
    return same_thing(catalogue, said.subject, claim.reference) and compact(said.scope) != compact(chip) and \
        _is_named(chip, claim.sentence, catalogue) and not _is_named(said.scope, claim.sentence, catalogue)


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
