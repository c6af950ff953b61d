"""Whether a chip may go to a country: by the rules and letters in force on the day.

A status is 0 where no licence is needed (also by an exception), 1 where one is, 2 where it is presumed to be denied.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from msgspec.structs import replace

from oncurve.basis.errors import BadUsage
from oncurve.basis.estimate import Estimate
from oncurve.basis.evidence import Fact
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Exactly
from oncurve.catalog.chip import Chip
from oncurve.claims.check.announced import told_ahead, wished
from oncurve.claims.check.buyers_state import by_own_state
from oncurve.claims.check.facts import FIGURE, asked_day, mentions, today
from oncurve.claims.check.lines import chips_of_line, of_line
from oncurve.claims.check.reading import Answer, Found, NoBasis, NotCheckable, Openness, Reading, World
from oncurve.claims.check.rules_at_large import RESTRICTIONS, rules_at_large
from oncurve.claims.check.subject import chip_of, label, organisation_of, place_of
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say_day

__all__ = ["COMING", "LEVELS", "MEASURE", "PERMISSION", "claimed_status", "readings", "status_before", "weighed_singly"]

MEASURE = "export_status"
#: the reading of a rule that was told in the time that a sentence names and held soon after
COMING = "coming"
#: the reading by which sales under licences that are given count as allowed
PERMISSION = "as_permission"
LEVELS = {"allowed": 0.0, "licence": 1.0, "restricted": 2.0}
#: what the law says, as a level
_OF_STATUS = {
    "not_controlled": 0.0,
    "nac_notification": 0.0,
    "exception": 0.0,
    "licence_required": 1.0,
    "case_by_case": 1.0,
    "presumption_of_denial": 2.0,
}
_FREE = {"nac_notification", "exception"}
_ARM = (
    r"whose parent (?:is|sits|stands) (?:in )?(\w+)"
    r"|(?:arm|unit|subsidiar(?:y|ie)|branch|offshoot|affiliate|outpost)s? of (?:an? |the )?(\w+)"
    r"|(\w+)[- ](?:owned|headquartered|controlled|backed)\b|headquartered in (\w+)|(\w+) parent\b"
)
#: words for a denial, which a mere need for a licence is not
_OUTRIGHT = r"\bpresum\w*|\brefus\w*|\bden(?:y|ied|ial)|\bbarred\b|\bbanned\b|\bban\b"
#: words for a licence that is refused as a rule
_PRESUMED = Pattern(r"\bpresum\w+ (?:of |to be |to )?(?:\w+ ){0,2}?(?:den|refus|reject|fail)\w*", re.IGNORECASE)
#: sales that are let go one by one, as a need for a licence allows
_APPROVED = (r"\b(?:approv|assur|green[- ]?light|lift(?:s|ed|ing)\b|licen[cs]es? (?:will|would)|un-?bann|"
             r"allow(?:s|ed|ing)?\b[^.;]{0,40}\b(?:deliver|ship|sell|sale))")
#: what still lets chips go: "still allows its sales to China"
_ALLOWS = Pattern(r"\b(?:still|now) (?:allows?|permits?)\b[^.;,]{0,30}\b(?:sales|exports?|shipments?)\b", re.IGNORECASE)
_FREE_TO = Pattern(r"\b(?:is|are|still|remains?) free to\b|^free to\b|\b(?:needs?|requires?|wants?) none\b|"
                   r"\bnothing (?:now |legally |in (?:the |its )?(?:\w+ )?(?:rules?|laws?) )?"
                   r"(?:stops|prevents|keeps|bars)\b", re.IGNORECASE)
#: that somebody is not what stands next: "is not [free to sell]"
_DENIED = Pattern(r"\b(?:not|no longer|never|hardly|n[’']t)\s*$", re.IGNORECASE)
#: what parts one buyer of a sentence from another: ", but not to a firm whose parent ..."
_OTHER_CLAUSE = Pattern(r";|,\s*(?:but|though|yet|while|whereas)\b")
_NO = Pattern(r"\b(?:no|not|without|never)\s+(?:an? |the |any )?$", re.IGNORECASE)
_FREED = Pattern(r"\bno longer (?:needs?|requires?) (?:[\w.]+\s+){0,3}?(?:licen[cs]e|permit|authori[sz]ation)|"
                 r"\b(?:no|without(?: a| an| any)?|needs? no|not (?:need|require)\w*)\s+(?:[\w.]+\s+){0,3}?"
                 r"(?:licen[cs]e|permit|authori[sz]ation)s?(?![^.;]{0,40}\b(?:granted|given|issued|approved)\b)|"
                 r"\b(?:licen[cs]e|permit|authori[sz]ation)s? (?:is|are|was|were) (?:no longer|not) (?:\w+ )?"
                 r"(?:needed|required|necessary)\b", re.IGNORECASE)
_UNPAPERED = Pattern(r"\b(?:was|were|been|and|then|had) (?:\w+ )?(?:sent|shipped|exported|sold|delivered|moved)\b[^.;]*"
                     r"\bwithout\b|\bwithout (?:the )?(?:proper|required|necessary|requisite|needed|valid)\b",
                     re.IGNORECASE)
_BARRED = Pattern(r"\b(?:no longer|cannot|can['’]t|(?:may|must|could|should) not|not be|"
                  r"not (?:yet )?(?:allowed|permitted|legal)|never|stops?|stopped|bars?|"
                  r"barred|forbid\w*|prohibit\w*|block\w*|nor|none|nobody|nothing|neither|"
                  r"no \w+ (?:may|can|could|must))\b", re.IGNORECASE)
#: words for a licence that goes with a permission
_UNDER_LICENCE = Pattern(r"\b(?:with|under|by|through|given|subject to)\s+"
                         r"(?:(?:an?|the|us|american|export|case[- ]by[- ]case)\s+)*licen[cs]|"
                         r"\b(?:if|once|provided|unless)\b[^.;]{0,40}\b(?:approves?|licen[cs]es|clears?|signs? off)\b|"
                         r"\b(?:with|subject to|pending)\s+(?:[\w.'’]+\s+){0,3}?approval", re.IGNORECASE)
_CASE_BY_CASE = Pattern(r"case[- ]by[- ]case|one by one|individually|each (?:on|by) its|"
                        r"\b(?:approved|vetted) (?:[\w-]+ ){0,2}?(?:customers?|buyers?|firms?)\b", re.IGNORECASE)
#: words for a rule that was announced and is to hold later
_SCHEDULED = (
    r"\b(?:scheduled|set|due|slated|planned|expected|will|would|to)\s+(?:to\s+)?"
    r"(?:be|take|come into|go into|enter(?: into)?|become)\s+(?:in(?:to)?\s+)?(?:effect|effective|force)\b"
    r"|\b(?:takes?|comes? into|goes? into|enters? into)\s+(?:effect|force)\s+(?:in|on|from|next|within|after|later)\b"
)
#: words for a rule that holds already
_IN_FORCE = r"\b(?:taken?|came|come|gone|went|now|is|are) (?:in|into) (?:effect|force)\b|\btook effect\b|\balready\b"
#: what held until a rule that is news
_UNTIL_NOW = Pattern(r"\b(?:until|till|up to|up until) (?:now|recently|(?:this|last) (?:week|month|year)|"
                     r"(?:mon|tues|wednes|thurs|fri)day)\b|\bhad (?:so far|until then) been\b|"
                     rf"\b(?:end|scrapp?|replac|abandon|lift|dropp?)(?:s|ed|e[sd]|ing)? (?:an? |the |its )?{FIGURE}",
                     re.IGNORECASE)
_LATELY = dt.timedelta(days=120)
#: within this a rule that news of a month tell of has taken effect
_SOON = dt.timedelta(days=60)
#: within this what a sentence tells ahead is taken to have come
_WITHIN = dt.timedelta(days=365)
_CONSUMER = r"\bgam(?:e|er|ers|ing)\b|\bconsumers?\b|\bhobby|\bshops?\b|\bplayers?\b"


def readings(claim: Claim, world: World) -> Answer:
    """The status on the day, by the destination and, where the sentence names a parent, its country."""
    before, _, quote = claim.sentence.partition(FIGURE)
    if wished(before, quote):
        return NotCheckable("It says what somebody wants, and not what holds.")
    chip = chip_of(world.catalogue, claim.subject)
    if chip is None:
        line = chips_of_line(world.catalogue, claim.subject)
        return (line and of_line(claim, line, world, readings)) or rules_at_large(claim, world) or NoBasis(
            f"a rule for {label(world.catalogue, claim.subject)}")
    destination = _destination(claim, world)
    if destination is None:
        return NoBasis(f"the country to which {chip.label} would go")
    day = asked_day(claim, world)
    answer = _ask(chip, destination, day, claim, world)
    own = by_own_state(chip, destination, day, claim, world)
    if answer is None:
        return NoBasis(f"the country group of {label(world.catalogue, destination)}")
    if _UNTIL_NOW.search(claim.sentence) and (was := answer.to_dict()["flips"]["date"]["before"]):
        ended = dt.date.fromisoformat(was["until"])
        if ended > day - _LATELY:
            day = ended - dt.timedelta(days=1)
            answer = _ask(chip, destination, day, claim, world)
    if mentions(claim, _SCHEDULED) and (coming := answer.to_dict()["flips"]["date"]["after"]) is not None:
        day = dt.date.fromisoformat(coming["from"])
        answer = _ask(chip, destination, day, claim, world)
    found = _found(chip, destination, day, answer, claim, world)
    if own:
        rest = found.readings if isinstance(found, Found) else ()
        return Found((*own, *(replace(each, open="shown") for each in rest)))
    if not isinstance(found, Found):
        return found
    return replace(found, readings=(*found.readings, *_coming(chip, destination, day, answer, claim, world)))


def _coming(chip: Chip, destination: str, day: dt.date, answer: Any, claim: Claim, world: World) -> list[Reading]:
    """The status that a rule brought soon after the day: one published by then, or that a sentence tells as done.

    A sentence that tells of what is to come ("will allow") means whatever came within a year.
    """
    after = answer.to_dict()["flips"]["date"]["after"]
    if after is None:
        return []
    start = dt.date.fromisoformat(after["from"])
    later = _ask(chip, destination, start, claim, world)
    rule = later.screening.law.rules.get(later.rule) if later is not None and later.rule else None
    if rule is None or later.status not in _OF_STATUS:
        return []
    before, _, quote = claim.sentence.partition(FIGURE)
    ahead = told_ahead(before, quote)
    told = rule.day("released") or rule.day("published") or rule.day("effective") or start
    unborn = start > today(world) and (told > day or mentions(claim, _IN_FORCE))
    if unborn or start > day + (_WITHIN if ahead else _SOON):
        return []
    if not (claim.time or ahead or told <= day):
        return []
    found = _found(chip, destination, start, later, claim, world)
    open_: Openness = "plain" if told <= day or ahead else "possible"
    if not isinstance(found, Found):
        return []
    return [replace(found.readings[0], name=COMING, open=open_), *found.readings[1:]]


def _ask(chip: Chip, destination: str, day: dt.date, claim: Claim, world: World) -> Any:
    """The answer of the export rules; None where they do not know the country."""
    use = {"end_use": "consumer"} if mentions(claim, _CONSUMER) else {}
    buyer = _buyer(chip, claim, world)
    use |= {"buyer": buyer} if buyer else {}
    try:
        return world.export(chip.id, to=destination, hq=_parent(claim, world) or destination, on=day, **use)
    except BadUsage:
        return None


def _found(chip: Chip, destination: str, day: dt.date, answer: Any, claim: Claim, world: World) -> Answer:
    where = label(world.catalogue, destination)
    words = f"whether {chip.label} may go to {where} on {say_day(day.toordinal())}"
    plain = answer.to_dict()
    if answer.status == "unknown":
        levels = sorted(_OF_STATUS[each] for each in answer.enforced.possible)
        if not levels or levels[0] == 0.0:
            return NoBasis(
                f"{_lacks(answer.missing)} of {chip.label}, which a rule then in force tests",
                sources=tuple(plain["sources"]),
            )
        made = Estimate(levels[0], levels[0], levels[-1], "none", _basis(chip, levels[0], answer), method=_METHOD)
        return Found((Reading("status", words, made, "plain", plain["sentence"], reported=True),))
    level = _OF_STATUS[answer.status]
    made = Estimate(level, level, level, "none", _basis(chip, level, answer), method=_METHOD)
    found = [Reading("status", words, made, "plain", plain["sentence"].rstrip("."), reported=True)]
    if level == 1.0 and (answer.status == "licence_required" or not mentions(claim, _OUTRIGHT)):
        strict = Estimate(2.0, 2.0, 2.0, "none", made.basis, method=_METHOD)
        words = f"counting a need for a licence as a restriction, for {chip.label}"
        found.append(Reading(RESTRICTIONS[0], words, strict, "possible", "a licence is needed"))
    let = _given(answer) or (level == 1.0 and mentions(claim, _APPROVED))
    if level > 0.0 and let and _FREED.search(claim.sentence) is None:  # who says "no licence" means none
        granted = Estimate(0.0, 0.0, 0.0, "none", made.basis, method=_METHOD)
        words = f"counting sales under licences that are given as allowed, for {chip.label}"
        found.append(Reading(PERMISSION, words, granted, "possible", "licences are given"))
    if answer.status in _FREE:
        needed = Estimate(1.0, 1.0, 1.0, "none", made.basis, method=_METHOD)
        found.append(
            Reading(
                "by_exception",
                f"counting a licence exception as a licence, for {chip.label}",
                needed,
                "possible",
                "free by a licence exception",
            )
        )
    return Found(tuple(found))


def _given(answer: Any) -> bool:
    """Whether licences are given: weighed case by case, or issued against a share of the revenue."""
    return answer.status == "case_by_case" or any(each["base"] == "revenue" for each in answer.to_dict()["conditions"])


def _lacks(missing: list[str]) -> str:
    """The facts that are missing of a chip, without whose they are."""
    return " and ".join(each.partition(",")[0].removeprefix("its ") for each in missing) or "a fact"


_METHOD = "0 free, 1 licence, 2 presumed denial"


def _basis(chip: Chip, level: float, answer: Any) -> tuple[Input, ...]:
    """The rule that decides, else the specification that it looks at."""
    rule = answer.screening.law.rules.get(answer.rule) if answer.rule else None
    if rule is None:
        return ()
    clause = answer.decider.clause if answer.decider is not None else None
    dated = clause or next(iter(rule.facts), None)
    if dated is None:
        return ()
    fact = Fact(
        chip.id, f"export_status by {rule.id}", level, "none", "enacted", dated.known, dated.source, dated.where
    )
    return (Input(fact.name, "none", Exactly(level), chip.id, fact),)


def _destination(claim: Claim, world: World) -> str | None:
    place = place_of(world.catalogue, claim.reference)
    if place is not None:
        return str(place.country or place.id)
    holder = organisation_of(world.catalogue, claim.reference)
    return holder.country or None if holder is not None else None


def _parent(claim: Claim, world: World) -> str | None:
    """The country of the parent that the sentence names ("the Singapore arm of a Beijing firm"), or None."""
    clauses = _OTHER_CLAUSE.split(claim.sentence)
    own = next((each for each in clauses if claim.quote in each), claim.sentence)
    for found in re.finditer(_ARM, own, re.IGNORECASE):
        if _NO.search(own[:found.start()]):
            continue
        word = next(group for group in found.groups() if group)
        for place in world.catalogue.places.values():
            if place.sort == "country" and word.lower() in {
                name.lower() for name in (place.label, *place.aliases, *place.adjectives, *place.cities)
            }:
                return place.id
    return None


def _buyer(chip: Chip, claim: Claim, world: World) -> str:
    """The organisation that the sentence names besides the chip's maker: rules may name it; else it changes nothing."""
    catalogue = world.catalogue
    for key, name, aliases in catalogue.organisations.names():
        if key != chip.vendor and any(re.search(rf"(?<!\w){re.escape(each)}(?!\w)", claim.sentence)
                                      for each in (name, *aliases) if each in claim.sentence):
            return key
    return ""


def claimed_status(claim: Claim) -> str:
    """The status that a claim names; what needs no licence is allowed, whatever a reader made of the word."""
    denied = claim.scope == "restricted" and _DENIED.search(claim.sentence.partition(claim.quote)[0])
    if (_FREE_TO.search(claim.quote) and not denied) or (_ALLOWS.search(claim.quote) and not claim.negated):
        return "allowed"
    if claim.scope == "allowed" and not claim.negated and _BARRED.search(claim.quote):
        return "restricted"
    if claim.scope == "allowed" and (_UNDER_LICENCE.search(claim.sentence) or weighed_singly(claim)):
        return "licence"
    freed = _FREED.search(claim.sentence) if claim.scope in ("licence", "restricted") else None
    if freed is not None and claim.scope == "licence" and _UNPAPERED.search(claim.sentence):
        freed = None  # "was sent without the required licence"
    if freed is not None and not _BARRED.search(claim.sentence[: freed.start()]):
        return "allowed"
    if claim.scope == "licence" and not claim.negated and _PRESUMED.search(claim.quote):
        return "restricted"
    return claim.scope or ""


def weighed_singly(claim: Claim) -> bool:
    """Whether the sentence says that applications are weighed case by case."""
    return _CASE_BY_CASE.search(claim.sentence) is not None


def status_before(claim: Claim, world: World) -> str | None:
    """A sentence on the last day on which the claimed status held of a chip that was there; None where it never did."""
    chip, destination = chip_of(world.catalogue, claim.subject), _destination(claim, world)
    wanted = LEVELS.get(claimed_status(claim))
    if chip is None or destination is None or wanted is None:
        return None
    day = asked_day(claim, world)
    for _ in range(_TURNS):
        answer = _ask(chip, destination, day, claim, world)
        before = None if answer is None else answer.to_dict()["flips"]["date"]["before"]
        if not before:
            return None
        last = dt.date.fromisoformat(before["until"]) - dt.timedelta(days=1)
        if chip.release_date is not None and last < chip.release_date:
            return None  # there was none to send then
        if _OF_STATUS.get(before["status"]) == wanted:
            where = label(world.catalogue, destination)
            return f"{chip.label} to {where}: so it was until {say_day(last.toordinal())}."
        day = last
    return None


_TURNS = 6
