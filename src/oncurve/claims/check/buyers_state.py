"""Whether the buyer's own state lets a chip in: "Beijing told firms to stop buying the H20"."""

from __future__ import annotations

import datetime as dt

from oncurve.basis.errors import BadUsage
from oncurve.basis.estimate import Estimate
from oncurve.basis.evidence import Fact
from oncurve.basis.inputs import Input
from oncurve.basis.span import month_span
from oncurve.basis.spread import Exactly
from oncurve.catalog.chip import Chip
from oncurve.catalog.rule import Clause, Rule
from oncurve.claims.check.facts import FIGURE
from oncurve.claims.check.reading import Reading, World
from oncurve.claims.check.subject import label
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say_day

__all__ = ["OWN_STATE", "by_own_state"]

#: the name of readings by what the buyer's own state ruled
OWN_STATE = "own_state"

#: how a sentence says that it is China that rules on what comes in
_ACTOR = Pattern(
    r"\b(?:Beijing|CAC|Cyberspace Administration)\b|\b[Ii]nternet (?:regulator|watchdog)\b"
    r"|\b[Cc]ustoms (?:agents|officials|officers)\b"
    r"|\bChin(?:a['’]s|ese) (?:[\w-]+ ){0,3}?(?:governments?|authorit\w+|regulators?|officials?|customs|watchdogs?|"
    r"ministr\w+|administration)\b"
    r"|\bChina (?i:has |had |itself )?(?i:bans?|banned|bar(?:s|red)|block(?:s|ed)|told|tells|orders?|ordered|forb\w+|"
    r"stopped|instruct\w+|urged|discouraged)\b|"
    r"\b(?i:regulators?|authorities|watchdogs?|ministr\w+) (?:has |have |had )?(?i:told|tells|ordered|urged|"
    r"instructed) "
    r"(?:[\w'’]+ ){0,4}(?i:firms|companies|buyers|giants)\b[^.;]{0,60}\b(?i:buy|buying|purchas\w+|ordering|testing)\b|"
    r"\b(?i:purchas\w+|buying|import) (?i:ban|bans|freeze|halt)\b")
#: that it is the United States that rule on what goes out
_SENDER = Pattern(r"\b(?:United States|U\.?S\.?(?: government)?|Washington|America|Commerce Department|"
                  r"Department of Commerce|BIS|Bureau of Industry|White House|(?:Trump|Biden) administration)(?!\w)")
_STATE = "CN"
#: what a rule of the buyer's state makes of a purchase, as levels of the claim; pressure may be counted either way
_LEVELS = {"told not to buy": (2.0,), "stopped at customs": (2.0,), "approval of each purchase": (1.0,),
           "discouraged": (0.0, 2.0)}
_COUNTED = {0.0: "counting pressure as no ban, ", 2.0: "counting pressure as a ban, "}


def by_own_state(chip: Chip, destination: str, day: dt.date, claim: Claim, world: World) -> list[Reading]:
    """What the buyer's own state ruled on a chip by a day and in the time that is named, the last first.

    Nothing where the sentence is not of that, or nothing is known.

    Args:
        chip: the chip.
        destination: ISO code of the buyer's country.
        day: the day asked for.
        claim: the claim.
        world: the facts.
    """
    if destination != _STATE or _ACTOR.search(claim.sentence) is None or _sender_acts(claim):
        return []
    since = _start(claim) or day
    found = [(rule, clause) for rule in world.catalogue.rules.values() if rule.sort == "foreign"
             and rule.country == destination for clause in rule.clauses if _holds(rule, clause, chip, since, day)]
    found.sort(key=lambda pair: pair[1].span.start or pair[0].binds_from or dt.date.min, reverse=True)
    last = [pair for pair in found if (pair[1].span.start or pair[0].binds_from or dt.date.min) >= since] or found[:1]
    return [_reading(rule, clause, (chip, level, len(levels) > 1), destination, day, world) for rule, clause in last
            for levels in (_LEVELS[str(clause.detail["status"])],) for level in levels]


def _sender_acts(claim: Claim) -> bool:
    """Whether the last one named before the ruling that could make it is the seller's state, not the buyer's."""
    before = claim.sentence.partition(FIGURE)[0]
    last = {cue: max((found.end() for found in cue.finditer(before)), default=-1) for cue in (_ACTOR, _SENDER)}
    return FIGURE in claim.sentence and last[_SENDER] > last[_ACTOR]


def _reading(rule: Rule, clause: Clause, of: tuple[Chip, float, bool], destination: str, day: dt.date,
             world: World) -> Reading:
    """One ruling on a chip as a reading, at one of the levels that it may be counted as."""
    chip, level, either = of
    fact = Fact(chip.id, f"export_status by {rule.id}", level, "none", clause.kind, clause.known, clause.source,
                clause.where)  # fmt: skip
    made = Estimate(level, level, level, "none", (Input(fact.name, "none", Exactly(level), chip.id, fact),),
                    method="0 free, 1 approval needed, 2 barred")
    where = label(world.catalogue, destination)
    words = f"whether {where} itself lets firms buy the {chip.label} on {say_day(day.toordinal())}"
    words = _COUNTED[level] + words if either else words
    name = f"{OWN_STATE}, as {level:.0f}" if either else OWN_STATE
    return Reading(name, words, made, "plain", rule.says.rstrip("."), reported=True)


def _start(claim: Claim) -> dt.date | None:
    """The first day of the time that a claim names."""
    try:
        return month_span(claim.time).start if claim.time else None
    except BadUsage:
        return None


def _holds(rule: Rule, clause: Clause, chip: Chip, since: dt.date, day: dt.date) -> bool:
    """Whether a clause is of the chip, has begun by the day and had not ended before the time named."""
    begun = clause.span.start or rule.binds_from
    return (chip.id in clause.detail.get("chips", ()) and clause.detail.get("status") in _LEVELS
            and begun is not None and begun <= day and (clause.span.end is None or since < clause.span.end))
