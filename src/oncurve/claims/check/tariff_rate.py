"""Duties on chips and other goods: by the dated rules for a chip, else by what was published."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import numpy as np
from msgspec import structs

from oncurve.answers.statements import fact_of_said
from oncurve.basis.errors import BadUsage
from oncurve.basis.estimate import Estimate
from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.span import month_span
from oncurve.basis.spread import Array, Exactly
from oncurve.claims.check.facts import FIGURE, asked_day, mentions, missing, today
from oncurve.claims.check.published import published, said_about
from oncurve.claims.check.reading import (
    Answer,
    Found,
    NoBasis,
    NotCheckable,
    Reading,
    World,
    from_fact,
    reading,
)
from oncurve.claims.check.subject import chip_of, place_of
from oncurve.claims.check.superseded import is_over
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say_day

__all__ = ["MEASURE", "readings"]

MEASURE = "tariff_rate"

#: a sentence about what a duty does to prices, or about who bears it
_WHO_PAYS = Pattern(
    r"\b(?:pay|pays|paid|paying|bear|bears|borne|shoulder\w*|absorb\w*|foot(?:s|ed)? the|pass(?:es|ed)? (?:on|through)"
    r"|passes it on|(?:rais|lift|push|driv|increas|add)\w*\b[^.]{0,40}\b(?:prices?|costs?)"
    r"|(?:prices?|costs?)\b[^.]{0,30}\b(?:rises?|rose|up|higher|climbs?|increases?))\b", re.IGNORECASE)
#: goods at large, of which duties on chips say nothing
_ON_GOODS = Pattern(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies))\b(?: rates?)? (?:of [^.;]{1,20} )?(?:up)?on "
                    r"(?:the |all |most |nearly all |many |some )*(?:[A-Z][\w.'’-]+ ){0,3}"
                    r"(?:goods|products|imports|exports|cars|steel)\b")
#: a duty on semiconductors of a country, of which duties on all its goods say nothing, and words for such
_ON_PARTS = Pattern(rf"{FIGURE}(?:%| per ?cent)?(?: (?:dut(?:y|ies)|tariffs?|lev(?:y|ies)))?(?: [\w-]+)? on "
                    r"(?:[\w'’-]+ ){0,2}(?:semiconductors?|chips|integrated circuits)\b", re.IGNORECASE)
_PARTS_NAMED = Pattern(r"chip|semiconductor|processor|circuit", re.IGNORECASE)
#: whose goods a duty of others is on
_OF_AMERICANS = Pattern(r"\b(?:American|U\.?S\.?)(?: \w+)? (?:goods|imports|products|exports|chips|semiconductors)\b|"
                        r"\b(?:goods|imports|products|exports) (?:from|of|made in) (?:the )?"
                        r"(?:United States|U\.?S|America)|"
                        r"\b(?:Beijing|China)(?:['’]s)?\b[^.;]{0,60}\bon (?:American|U\.?S|the United States)",
                        re.IGNORECASE)
#: a share of what is earned, which is no duty
_SHARE_OF_SALES = Pattern(rf"{FIGURE}\s*(?:%|per\s?cent)?[\s-]*(?:(?:revenue|licen[cs]e|export|sales)[\s-]+)?"
                          r"(?:fees?|cuts?|shares?|commissions?|"
                          r"of (?:the |its |their )?(?:revenues?|sales|proceeds))\b",
                          re.IGNORECASE)
#: titles of duties of which those of emergency and of security say nothing
_TITLE = Pattern(r"\bSection 301\b|\banti-?dumping\b|\bcountervailing\b", re.IGNORECASE)
_PARTS_OF_CHINA = Pattern(r"\bChinese(?:-made)?(?: [\w-]+){0,2} (?:semiconductors?|chips)\b|"
                          r"\b(?:semiconductors?|chips) (?:imported |that come )?(?:from|of|made in) China\b")
_RISES = (r"\b(?:will|to (?:rise|double|increase|go up|go)|rises?|rising|doubl(?:es?|ing)|rais(?:es?|ed|ing)|"
          r"from (?:1 )?January|as of|takes? effect|next year)\b")
#: what is only threatened
_THREAT = Pattern(rf"{FIGURE}\s*(?:%|per\s?cent)?[\s-]*(?:(?:chip|import)[\s-]+)?(?:tariffs?|dut(?:y|ies)) threats?\b|"
                  rf"\bthreat(?:s|en(?:s|ed|ing)?)?\b[^.;]{{0,60}}{FIGURE}", re.IGNORECASE)
_WORD = Pattern(r"\b[A-Z]{1,3}\w*\d\w*\b")
_PARTS = Pattern(r"[,;:](?=\s)|\b(?:and|but|while|whereas)\b")
#: within this a duty that a text of the day tells of has taken hold
_SOON = dt.timedelta(days=14)
_PASSED = "tariff_pass_through"


def readings(claim: Claim, world: World) -> Answer:
    """The duty that the rules put on a chip on the day, and what others have published on the same thing."""
    if mentions(claim, r"\b(?:should|ought to|must|need to)\b"):
        return NotCheckable("It says what a duty ought to be. That is a choice, not a quantity.")
    if _SHARE_OF_SALES.search(claim.sentence):
        return NoBasis("what share of the sales is handed over", apart=True)
    title = _TITLE.search(claim.sentence)
    on_parts = title is not None or _PARTS_OF_CHINA.search(claim.sentence) is not None
    if on_parts and chip_of(world.catalogue, claim.subject) is None:
        told = _of_title(claim, title[0] if title is not None else "", world)
        if told:
            return Found(tuple(told))
        if title is not None:
            return NoBasis(f"the duties in force under {title[0]}", apart=True)
    if _THREAT.search(claim.sentence):
        return NoBasis("a record of the duty that is threatened", apart=True)
    bound = _chip_on_its_way(claim, world)
    on_americans = _OF_AMERICANS.search(claim.sentence) is not None
    paid_by_them = claim.subject == "US" and bound is None and not on_americans
    made = [] if paid_by_them else published(bound or claim, world, MEASURE)
    if not made and claim.subject == "US" and on_americans:
        return NoBasis("the duties of others on goods of the United States")
    if bound is not None:
        made += _by_law(bound, world)
    if not made and claim.reference is None and place_of(world.catalogue, claim.subject) is not None:
        made = published(replace(claim, subject=None, reference=claim.subject), world, MEASURE)
    if not made and claim.reference is not None and place_of(world.catalogue, claim.subject) is not None:
        turned = replace(claim, subject=claim.reference, reference=claim.subject)  # importers who pay, and whose goods
        made = published(turned, world, MEASURE)
    if not made and chip_of(world.catalogue, claim.subject) is None and not _ON_GOODS.search(claim.sentence):
        # goods of no name: any duty of that country
        made = published(replace(claim, subject=None), world, MEASURE)
    if not made:
        made = _by_law(claim, world)
    if _ON_PARTS.search(claim.sentence) and chip_of(world.catalogue, claim.subject) is None and not any(
            _PARTS_NAMED.search(each.definition) for each in made):
        return NoBasis("a record of the duty on semiconductors alone", apart=True)
    if made and _WHO_PAYS.search(claim.sentence):
        made = [*made, _passed_on(world)]
    return Found(tuple(made)) if made else missing(claim, world, "the duties in force")


def _of_title(claim: Claim, title: str, world: World) -> list[Reading]:
    """The duties on parts of a country under a title, those in force on the day, or in the time that is told, first.

    Where no title is told, the sum of those in force is meant as well.
    """
    try:
        asked = month_span(claim.time) if claim.time else None
    except BadUsage:
        asked = None
    made: list[Reading] = []
    in_force: dict[str, Fact] = {}
    for event, said in said_about(claim, world, MEASURE):
        own, case = str(said.detail.get("title", "")), str(said.detail.get("case", ""))
        if not own or (title and own.lower() != title.lower()) or not mentions(claim, case):
            continue
        span = month_span(str(said.detail["time"]))
        if asked is not None:
            meant = span.overlaps(asked)
        else:
            begun = span.start is None or span.start <= today(world) + _SOON or mentions(claim, _RISES)
            meant = begun and not is_over(said, claim, world)
        fact = fact_of_said(event, said)
        if meant:
            in_force[own] = fact
        made.append(from_fact(fact, world, f"{own}, {said.known}", said.note.rstrip("."),
                              open="possible" if meant else "shown"))
    made.sort(key=lambda each: (each.open == "shown", "301" not in each.name, -_known(each)))
    made = [structs.replace(each, open="plain") if not number and each.open != "shown" else each
            for number, each in enumerate(made)]
    if not title and len(in_force) > 1:
        given = {f"duty_{number}": Input.of_fact(fact) for number, fact in enumerate(in_force.values())}
        together = Quantity("duties_together", "percent", _sum, given, "added up")
        words = "duties in force on them, " + " and ".join(in_force) + " together"
        made.append(reading("together", words, together, world, open="possible", short="all duties together"))
    return made


def _known(told: Reading) -> int:
    """The day on which a duty was made known, as a number."""
    fact = told.estimate.basis[0].evidence
    return fact.known.toordinal() if fact is not None else 0


def _chip_on_its_way(claim: Claim, world: World) -> Claim | None:
    """The claim of a duty on goods for a place, read of the chip that the sentence names ("H200s bound for China")."""
    if place_of(world.catalogue, claim.subject) is None or _ON_GOODS.search(claim.sentence):
        return None
    part = next((each for each in _PARTS.split(claim.sentence) if FIGURE in each), "")
    chips = [chip_of(world.catalogue, each.removesuffix("s")) for each in _WORD.findall(part)]
    named = {chip.id for chip in chips if chip is not None}
    return replace(claim, subject=named.pop()) if len(named) == 1 else None


def _passed_on(world: World) -> Reading:
    """The share of a duty that buyers bear, as the scenario `tariff` takes it: another quantity than a rate."""
    given = Input.of_assumption(world.catalogue.assumption(_PASSED))
    part = Quantity("passed_on", "percent", _percent, {"passed": given}, "as assumed")
    words = "share of a duty that buyers bear, as the scenario “tariff” assumes"
    return reading("pass_through", words, part, world, open="shown", short="passed on to buyers", apart=True)


def _sum(**duties: Array) -> Array:
    return sum(duties.values(), np.zeros(()))


def _percent(passed: Array) -> Array:
    return 100 * passed


def _by_law(claim: Claim, world: World) -> list[Reading]:
    """The duty on a chip that enters the United States to go on, from the bands of the rule in force."""
    chip = chip_of(world.catalogue, claim.subject)
    day = asked_day(claim, world)
    tariffs = [rule for rule in world.catalogue.rules.values() if rule.sort == "tariff" and rule.clauses]
    told = min(day + _SOON, today(world))  # a proclamation of the 14th that binds from the 15th
    rule = next((each for each in tariffs if (start := each.binds_from) is not None and start <= told), None)
    if rule is not None and rule.binds_from is not None:
        day = max(day, rule.binds_from)
    if chip is None or rule is None:
        return []
    try:
        charged = world.export(chip.id, to="CN", on=day).to_dict()["conditions"]
    except BadUsage:
        return []
    rate = sum(each["rate"] for each in charged if each["rule"] == rule.id)
    clause = rule.clauses[0]
    name = f"tariff_rate by {rule.id}"
    fact = Fact(chip.id, name, rate, "percent", clause.kind, clause.known, clause.source, clause.where)
    given = (Input(fact.name, "percent", Exactly(rate), chip.id, fact),)
    method = "whether its performance and bandwidth lie in a band of the rule"
    made = Estimate(rate, rate, rate, "percent", given, method=method)
    words = f"the US duty on {chip.label} that goes on abroad, on {say_day(day.toordinal())}"
    band = ", ".join(each["name"] for each in charged if each["rule"] == rule.id) or "outside its bands"
    note = f"{rate:g}% ({rule.label}, {band})"
    return [Reading("by_law", words, made, "plain", note, reported=True)]
