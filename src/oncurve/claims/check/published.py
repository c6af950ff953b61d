"""What others have published on the same thing: statements of the catalogue as readings."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from weakref import WeakKeyDictionary

from msgspec.structs import replace

from oncurve.answers.statements import fact_of_said
from oncurve.basis.errors import BadUsage
from oncurve.basis.estimate import Estimate, estimate
from oncurve.basis.evidence import Fact
from oncurve.basis.formula import constant
from oncurve.basis.inputs import Input
from oncurve.basis.span import Span, month_span
from oncurve.catalog.event import Event, Said
from oncurve.catalog.organisation import Organisation
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import compact
from oncurve.claims.check.facts import (
    FIGURE,
    IN_H100S,
    OF_EACH,
    counts_itself,
    mentions,
    source_words,
    worth_h100s,
)
from oncurve.claims.check.reading import Openness, Reading, World, bounded
from oncurve.claims.check.subject import (
    find_thing,
    holder_of,
    label,
    names_of,
    of_one_side,
    organisation_of,
    place_of,
    same_thing,
)
from oncurve.claims.check.superseded import counted_anew, is_over
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.units import money_of

__all__ = ["kin_measures", "of_case", "of_stage", "published", "said_about"]

_AS_H100S = Pattern(rf"{IN_H100S.pattern}|H100[- ]?class", re.IGNORECASE)
_MARKET_SHARE = (rf"\bshare of [^.;]{{0,40}}\bmarket\b|\bmarket share\b|"
                 rf"{FIGURE}\s*(?:%|per\s?cent)?\s*of [^.;]{{0,40}}\bmarket\b|"
                 rf"\bfrom [^.;]{{1,24}} of (?:the |its )?(?:[\w-]+ ){{0,4}}market\b[^.;]{{0,24}}\bto {FIGURE}|"
                 rf"\b(?:splits?|breakdown|(?:broken|breaks) down|divid\w+)\b[^.;]{{0,80}}\bmarket\b|"
                 rf"\bmarket\b[^.;:]{{0,60}}:[^.;]*{FIGURE}")
#: another figure than the one that stands apart, and where its clause ends
_DIGIT = Pattern(r"[$€£¥]\s?\d|\b\d[\d,.]*\s*(?:thousand|million|billion|trillion)\b")
_CLAUSE_END = Pattern(r"[,;:](?=\s)|[—–]|\s-\s")
_POWERS = Pattern(r"(?:10\s*\^\s*|\b1e|10 to the )(\d+)", re.IGNORECASE)
#: what is told of chips that have not changed hands
_DEEDS = ("ordered", "stock", "approved")
_APPROVED = (r"\b(?:approv|authori[sz]|clear(?:ed|ing|s|ance)\b|licen[cs]|permi(?:t|ss)|allow|"
             r"green[- ]?l(?:igh|it))\w*")
_IN_STOCK = (rf"\b(?:stock\w*|inventory) of (?:about |around |some |between |perhaps |maybe |roughly |only |just )?"
             rf"(?:[\d,.]+ (?:to|or) )?{FIGURE}|"
             rf"{FIGURE}[^.;]{{0,24}}\bin (?:stock|(?:its|their|the [\w’']+|[A-Z][\w.]*['’]s) "
             r"(?:stock|inventory|warehouses?))\b")
_READY = rf"{FIGURE}[^.;,]{{0,30}}\b(?:(?:got|made) ready|prepared|readied|set aside)\b"
_CHIP_MAKERS = Pattern(r"\b(?:Nvidia|AMD|Huawei|Cambricon|TPU|Trainium)(?=s\b|\b)", re.IGNORECASE)
#: measures that grow with the time that they are counted over
_FLOWS = ("chips_shipped", "chips_smuggled")
_YEAR, _SEVERAL = dt.timedelta(days=360), 1.6
#: words that tell one whole from another, in a sentence and in the scope of a statement
_WHOLES = (r"cluster|supercomputer", r"\bowns?\b|owned|\bhold|\bheld|\bhas\b|\bhave\b", r"training", r"inference")


def kin_measures(claim: Claim) -> tuple[str, ...]:
    """The measures of statements that a claim is to be set against: its own, and what its words narrow it to."""
    if claim.measure == "compute_share" and mentions(claim, _MARKET_SHARE):
        return claim.measure, "market_share"
    if claim.measure == "chips_smuggled" and money_of(claim.unit):
        return claim.measure, "smuggling_value"
    return (claim.measure,)


def said_about(claim: Claim, world: World, measure: str, *, ahead: bool = False) -> list[tuple[Event, Said]]:
    """The statements of a measure on the claim's subject and reference, by others than its speaker.

    What a maker tells of the chips that it has sold itself counts, as what it files does.

    Args:
        claim: the claim.
        world: the facts.
        measure: of the statements.
        ahead: whether forecasts are asked for, and not what was told of what is or was.
    """
    catalogue = world.catalogue
    speakers = names_of(catalogue, claim.speaker)
    own = counts_itself(claim, world) or _sells(claim, world)
    measures = kin_measures(claim) if measure == claim.measure else (measure,)
    told = _statements(catalogue, ahead=ahead)
    there = sorted(itertools.chain.from_iterable(told.get(each, ()) for each in measures), key=lambda each: each[0])
    kin: dict[str, bool] = {}
    return [(event, said) for _, event, said in there if _about(said, claim, world, kin) and (
        own or not (speakers & names_of(catalogue, event.speaker)
                    or _quoted(event, claim, world)))]


def _sells(claim: Claim, world: World) -> bool:
    """Whether the speaker makes the chips whose sales the claim counts, or heads the firm that does."""
    if claim.measure != "chips_shipped" or not claim.speaker or not claim.subject:
        return False
    person = world.catalogue.people.id_of(claim.speaker)
    firm = world.catalogue.people[person].organisation if person else \
        world.catalogue.organisations.id_of(claim.speaker)
    one = world.catalogue.chips.id_of(claim.subject)
    return bool(firm) and any(chip.vendor == firm and (chip.id == one or compact(chip.architecture) ==
                                                       compact(claim.subject or ""))
                              for chip in world.catalogue.chips.values())


def _statements(catalogue: Catalogue, *, ahead: bool) -> dict[str, list[tuple[int, Event, Said]]]:
    """What was stated of each measure with a figure, as forecasts or as none, in the order of the catalogue."""
    found = _STATEMENTS.get(catalogue)
    if found is None:
        found = _STATEMENTS[catalogue] = {False: {}, True: {}}
        every = ((event, said) for event in catalogue.events.values() for said in event.said)
        for number, (event, said) in enumerate(every):
            if (said.amount, said.low, said.high) != (None, None, None):
                found[said.kind == "forecast"].setdefault(said.measure, []).append((number, event, said))
    return found[ahead]


#: the statements of each catalogue, looked through once: every claim asks for those of its measure
_STATEMENTS: WeakKeyDictionary[Catalogue, dict[bool, dict[str, list[tuple[int, Event, Said]]]]] = WeakKeyDictionary()


def _quoted(event: Event, claim: Claim, world: World) -> bool:
    """Whether the sentence itself names the person who made a statement, whom it then most likely tells of."""
    person = world.catalogue.people.get(event.speaker) if event.speaker else None
    return person is not None and re.search(rf"\b{re.escape(person.label.split()[-1])}\b", claim.sentence) is not None


def _about(said: Said, claim: Claim, world: World, kin: dict[str, bool]) -> bool:
    """Whether a statement is on the subject and reference of a claim; `kin` keeps which subjects are."""
    if claim.subject and said.subject:
        if said.subject not in kin:
            kin[said.subject] = _kin(said.subject, claim.subject, world)
        if not kin[said.subject] or _of_all_makers(said, claim, world):
            return False
    elif said.subject and said.measure == "organisation_spend":
        return False  # what one firm spends is nothing of one that is not named
    elif said.subject and said.measure == "tariff_rate" and place_of(world.catalogue, said.subject) is not None:
        return False  # a duty on the goods of one country
    return not (claim.reference and said.reference) or of_one_side(world.catalogue, said.reference, claim.reference)


def _of_all_makers(said: Said, claim: Claim, world: World) -> bool:
    """Whether a count is of the chips of many makers together, and the claim of those of one firm."""
    if said.measure != "chips_shipped" or world.catalogue.chips.id_of(said.subject) is not None:
        return False
    own, counted = (holder_of(world.catalogue, each) for each in (claim.subject, said.subject))
    return isinstance(own, Organisation) and not isinstance(counted, Organisation)


def _kin(one: str, other: str, world: World) -> bool:
    """Whether two subjects are one thing, a maker and its goods, one ability, or goods of no name on one way."""
    catalogue = world.catalogue
    if same_thing(catalogue, one, other):
        return True
    if any(catalogue.chips.id_of(each) is not None for each in (one, other)):
        return False  # another chip of the maker, or all that it makes
    first, second = holder_of(catalogue, one), holder_of(catalogue, other)
    if first is not None and second is not None and first.id == second.id:
        return True
    powers = [set(_POWERS.findall(each)) for each in (one, other)]
    if powers[0] and powers[0] & powers[1]:
        return True
    if all(find_thing(catalogue, each) is None for each in (one, other)):
        return "chips" in one.lower() and "chips" in other.lower()
    return _makers(catalogue).get(other.partition(" ")[0].lower()) == one and catalogue.chips.id_of(other) is None


def _makers(catalogue: Catalogue) -> dict[str, str]:
    """Who makes the first chip whose label begins with a word ("Ascend")."""
    found = _MAKERS.get(catalogue)
    if found is None:
        found = _MAKERS[catalogue] = {}
        for chip in catalogue.chips.values():
            word, blank, _ = chip.label.lower().partition(" ")
            if blank:
                found.setdefault(word, chip.vendor)
    return found


#: those makers, found once for each catalogue
_MAKERS: WeakKeyDictionary[Catalogue, dict[str, str]] = WeakKeyDictionary()


def published(claim: Claim, world: World, measure: str, open_: Openness = "plain", *,
              ahead: bool = False) -> list[Reading]:
    """A reading a published figure, named after who published it; the one that fits the sentence best first.

    A statement of another time, or in another count, is only shown. With `ahead` it is forecasts, which bear out what
    is told of a time that runs, and refute it only where it is far from them.
    """
    made: list[tuple[tuple[int, ...], Reading]] = []
    told = said_about(claim, world, measure, ahead=ahead)
    how = "forecast" if ahead else "published"
    for event, said in told:
        fact = fact_of_said(event, said)
        if isinstance(fact.amount, str):
            continue
        who = label(world.catalogue, event.speaker) if event.speaker else source_words(fact, world)
        of_what = said.note.rstrip(".") or str(said.detail.get("item", "")) or said.scope or measure.replace("_", " ")
        apart = (bool(said.detail.get("disproved")) or _of_other_time(said, claim) or _of_other_count(said, claim)
                 or _of_each(said, claim) or _of_other_whole(said, claim) or _of_other_buyer(said, claim, world)
                 or _of_other_make(said, claim) or _of_other_deed(said, claim)
                 or is_over(said, claim, world) or counted_anew(event, said, told, claim))
        kind: Openness = "shown" if apart else open_
        rank = (int(apart), int(not _by(event, claim, world)), int(not _same_scope(said, claim)),
                -said.known.toordinal())
        made.append((rank, Reading(f"{who}, {said.known.year}", f"{of_what}, as {how} by {who}",
                                   _estimate(fact, said, world), kind, reported=True)))
    made.sort(key=lambda pair: pair[0])
    ranked = _one_first([reading for _, reading in made], open_)
    return [replace(each, indirect=True) for each in ranked] if ahead else ranked


def of_stage(claim: Claim, world: World, measure: str, asked: str = "") -> list[Reading]:
    """The published figures of the stage of a run that is asked for, else that the sentence names ("pre-training")."""
    made = []
    for event, said in said_about(claim, world, measure):
        stage, fact = str(said.detail.get("stage", "")), fact_of_said(event, said)
        named = stage == asked if asked else stage and _names_stage(claim, stage.replace("-", "-?"))
        if named and not isinstance(fact.amount, str):
            who = label(world.catalogue, event.speaker) if event.speaker else source_words(fact, world)
            made.append(Reading(f"{stage}: {who}, {said.known.year}", f"{stage}, as published by {who}",
                                _estimate(fact, said, world), "plain", reported=True))
    return made


def _names_stage(claim: Claim, stage: str) -> bool:
    """Whether a stage is named in the clause of the figure, or in a sentence that has no other figure."""
    before, mark, after = claim.sentence.partition(FIGURE)
    if not mark or not _DIGIT.search(before + after):
        return mentions(claim, stage)
    clause = _CLAUSE_END.split(before)[-1] + _CLAUSE_END.split(after)[0]
    return re.search(stage, clause, re.IGNORECASE) is not None


def of_case(claim: Claim, world: World, measure: str) -> list[Reading]:
    """The published figures of the one case that the sentence names ("by way of Tampa")."""
    cases = {fact_of_said(event, said).source for event, said in said_about(claim, world, measure)
             if (case := str(said.detail.get("case", ""))) and mentions(claim, case)}
    return [each for each in published(claim, world, measure)
            if each.open != "shown" and cases & {*each.estimate.sources}]


def _one_first(made: list[Reading], open_: Openness) -> list[Reading]:
    """The best of the readings as asked for; the rest are what it could also mean."""
    out = []
    for number, each in enumerate(made):
        lower: Openness = "possible" if open_ == "plain" else open_
        kind = each.open if each.open == "shown" or not number else lower
        out.append(Reading(each.name, each.definition, each.estimate, kind, reported=True))
    return out


def _by(event: Event, claim: Claim, world: World) -> bool:
    return bool(names_of(world.catalogue, claim.speaker) & names_of(world.catalogue, event.speaker))


def _of_other_time(said: Said, claim: Claim) -> bool:
    told, asked = _span(str(said.detail.get("time", ""))), _span(claim.time or "")
    if told is None or asked is None:
        return False
    return not told.overlaps(asked) or (said.measure in _FLOWS and (
        _much_longer(told, asked) or _much_longer(asked, told)))


def _much_longer(told: Span, asked: Span) -> bool:
    """Whether the first time is of several years, where the second is of one."""
    if told.start is None or told.end is None or asked.start is None or asked.end is None:
        return False
    return asked.end - asked.start >= _YEAR and told.end - told.start > _SEVERAL * (asked.end - asked.start)


def _span(time: str) -> Span | None:
    try:
        return month_span(time.removeprefix("FY")) if time else None
    except BadUsage:
        return None


def _of_other_count(said: Said, claim: Claim) -> bool:
    """Whether one counts chips and the other H100-equivalents."""
    if said.unit != "chip":
        return False
    wanted = worth_h100s(claim) or _AS_H100S.search(f"{claim.scope or ''} {_beside(claim)}") is not None
    return wanted != (_AS_H100S.search(said.scope) is not None)


def _of_each(said: Said, claim: Claim) -> bool:
    """Whether the figure is of each of several firms, and what was stated of all of them together."""
    return "together" in said.note and OF_EACH.search(claim.sentence) is not None


def _of_other_buyer(said: Said, claim: Claim, world: World) -> bool:
    """Whether one counts what a single firm bought and the other what was sold at large."""
    if said.measure != "chips_shipped":
        return False
    firms = [organisation_of(world.catalogue, each) for each in (said.reference, claim.reference)]
    return any(firms) and not (said.reference and claim.reference)


def _of_other_make(said: Said, claim: Claim) -> bool:
    """Whether a count is of the chips of one maker, and the sentence names only another."""
    if said.unit != "chip":
        return False
    told = {each.lower() for each in _CHIP_MAKERS.findall(f"{said.subject} {said.scope} {said.note}")}
    asked = {each.lower() for each in _CHIP_MAKERS.findall(f"{claim.scope or ''} {claim.sentence}")}
    return bool(told and asked) and not told & asked


def _of_other_deed(said: Said, claim: Claim) -> bool:
    """Whether one tells of an order, a stock or a single case, and the other does not."""
    case = str(said.detail.get("case", ""))
    if case and not mentions(claim, case):
        return True
    asked = "stock" if mentions(claim, _IN_STOCK) else "" if mentions(claim, _READY) else \
        "approved" if said.scope == "approved" and mentions(claim, _APPROVED) else claim.scope or ""
    deeds = {each if each in _DEEDS else "" for each in (said.scope, asked)}
    return said.measure == "chips_shipped" and len(deeds) > 1


def _beside(claim: Claim) -> str:
    """The few words after the figure, in its clause, where what it counts stands."""
    at = claim.sentence.find(FIGURE)
    return re.split(r"[,;:](?=\s)", claim.sentence[at:at + 48])[0] if at >= 0 else claim.sentence


def _of_other_whole(said: Said, claim: Claim) -> bool:
    """Whether the sentence names another whole than the statement's share is of."""
    if said.measure != "compute_share":
        return False
    named = [cue for cue in _WHOLES if mentions(claim, cue)]
    own = [cue for cue in _WHOLES if re.search(cue, said.scope, re.IGNORECASE)]
    return bool(named and own) and not set(named) & set(own)


def _same_scope(said: Said, claim: Claim) -> bool:
    return bool(said.scope) and compact(said.scope) == compact(claim.scope or "")


def _estimate(fact: Fact, said: Said, world: World) -> Estimate:
    made = estimate(constant(fact.name, Input.of_fact(fact), f"as {fact.kind}"), world.draws)
    return bounded(made, said.detail.get("bound"))
