"""Electric power of sites and clusters."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from oncurve.basis.errors import BadUsage
from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.span import month_span
from oncurve.basis.spread import Array
from oncurve.catalog.record import Record
from oncurve.claims.check.facts import (
    FIGURE,
    asked_day,
    clause_of_figure,
    in_force,
    independent,
    mentions,
    missing,
    of_a_plan,
    rivals,
)
from oncurve.claims.check.pledges import meant_by_partner, partners_of
from oncurve.claims.check.published import published
from oncurve.claims.check.reading import Answer, Found, Openness, Reading, World, by_openness, reading, without_plain
from oncurve.claims.check.subject import chip_of, holder_of, label
from oncurve.claims.check.supplied import supplied
from oncurve.claims.check.systems import chips_of_system, of_racks
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern
from oncurve.cost.energy import server_power
from oncurve.cost.prices import prices_of

__all__ = ["MEASURE", "readings"]

MEASURE = "power"
#: the power of a whole site; other names are of a part of it, or of a stage on the way
_WHOLE = ("power.drawn", "power.planned")
#: what a grid grants is no bound of what a site draws, which has turbines and batteries beside it
_PART = "power.granted"
_FIRST = "power.first_phase"
_GRID = Pattern(r"\bgrid\b", re.IGNORECASE)
_CHIPS_ALONE = (r"\bchips alone\b|\bfor the chips\b|\bwatts (?:each|apiece|a ?piece|per chip)\b|"
                r"\bwithout (?:counting )?(?:the )?(?:cooling|rest|building)|\bnot counting\b|\bbefore cooling\b")
#: a figure that is told of what stands, in a sentence that goes on to plans
_STANDS = r"\b(?:already|reached|now (?:has|draws|runs|operates|uses)|currently|so far|today)\b"
#: a stage on the way to what stands now, or what feeds a part of it
_STAGE = Pattern(r"\b(?:(?:first |already |quickly )?(?:reached|hit)|initial(?:ly)?|at first|at launch|"
                 r"first (?:phase|stage)|"
                 r"(?:started|began|opened|launched) (?:out )?(?:with|at|on)|(?:in|within|after) (?:only |just )?"
                 r"(?:\d+|\w+) (?:days|weeks|months))\b", re.IGNORECASE)
_FEEDS = Pattern(r"\b(?:turbines?|generators?|batter(?:y|ies)|megapacks?|substations?|solar|panels|fuel cells?)\b",
                 re.IGNORECASE)
#: the first part of what was agreed
_PHASE = Pattern(rf"\b(?:first|initial|next|second) (?:phase|stage|tranche|step|deployment|batch)\b|"
                 rf"\bfirst {FIGURE}|{FIGURE} first\b|"
                 rf"\b(?:starting|beginning|kicking off) (?:with|at) (?:an? )?(?:initial )?{FIGURE}|"
                 rf"{FIGURE} first \w+ (?:of (?:it|them) |due |is due |coming )?(?:in|by|from)\b|"
                 rf"{FIGURE}[^,;.]{{0,30}}\b(?:deployment|tranche|phase)\b", re.IGNORECASE)
#: the size by which a site is called, which may be that of its plan: "a 2 GW campus"
_SIZE = Pattern(rf"{FIGURE}(?: [\w'’-]+){{0,2}} (?:cluster|campus|site|complex|data ?cent(?:er|re)|facility|project)\b",
                re.IGNORECASE)
_EARLIER = "The sentence may tell of a stage before that, or of a part of it."
_COUNT = Pattern(r"\b(\d[\d,.]*|(?i:an?|two|three|four|five|ten))\s*(hundred thousand|thousand|"
                 r"million)?\s+(?:of\s+)?(?:Nvidia\s+)?"
                 r"([A-Z]+\d\w*?)s?\b(?:\s+(?:chips|GPUs|cards))?")
_SIZES = {"": 1.0, "thousand": 1e3, "hundred thousand": 1e5, "million": 1e6}
_FEW = {"a": 1.0, "an": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "ten": 10.0}


def readings(claim: Claim, world: World) -> Answer:
    """What others have published on the same thing, and what the sites of the subject are told to draw."""
    made = of_racks(claim, chips_of_system(claim.subject, world), None, world) or _of_site(claim, world)
    told = published(claim, world, MEASURE)
    made += without_plain(told, made)
    made += supplied(claim, world, ("power",), "shown" if _meant(made) else "plain")
    drawn = _of_chips(claim, world)
    if drawn is not None:
        chips, site = drawn
        if mentions(claim, _CHIPS_ALONE):
            made = [chips, *(replace(each, open="shown") for each in (site, *made))]
        elif _meant(made):
            made += [replace(each, open="shown") for each in (site, chips)]
        else:
            made = [site, replace(chips, open="possible"), *made]
    if _PHASE.search(claim.sentence):
        made = [replace(each, whole=_EARLIER) for each in made]
    return Found(tuple(made)) if made else missing(claim, world, "the power")


def _meant(made: list[Reading]) -> bool:
    """Whether any of the readings could be what the sentence says, rather than stand beside it."""
    return any(each.open != "shown" for each in made)


def _of_site(claim: Claim, world: World) -> list[Reading]:
    """What the site that is named draws on the day asked for; what is planned, where the sentence tells a plan."""
    site = holder_of(world.catalogue, claim.subject)
    if site is not None and not _of_power(site.facts):
        site = _only_site(site.id, claim, world) or site
    by_name: dict[str, list[Fact]] = {}
    own = independent(site.facts if site is not None else (), claim, world, site.id if site is not None else "")
    for fact in meant_by_partner(_of_power(own), claim, world.catalogue):
        by_name.setdefault(fact.name, []).append(fact)
    made: list[Reading] = []
    for name, values in by_name.items():
        current = in_force(values, asked_day(claim, world))
        plan = of_a_plan(claim) and not re.search(_STANDS, clause_of_figure(claim), re.IGNORECASE)
        wanted = (current[0].kind == "forecast") == plan
        partner = next(iter(partners_of(current[0])), "")
        what = name.partition(".")[2].replace("_", " ") or "drawn"
        words = f"power {what} with {label(world.catalogue, partner)}" if partner else f"power of the site, {what}"
        sized = not plan and _SIZE.search(clause_of_figure(claim)) is not None
        aside: Openness = "possible" if sized else "shown"
        first: Openness = aside if not wanted else "plain" if name in _WHOLE else "possible"
        if name == _FIRST and partner:  # of a deal: meant where the sentence tells of its first part, or of its time
            first = "plain" if _PHASE.search(clause_of_figure(claim)) or _at_its_time(current[0], claim) else "shown"
        told = rivals(current, words, world, first, "possible" if wanted else aside)
        aside_of_it = name.startswith(_PART) and not _GRID.search(clause_of_figure(claim))
        made += [replace(each, indirect=aside_of_it) for each in told]
    near = clause_of_figure(claim)
    if claim.time is None and (_STAGE.search(near) or _FEEDS.search(near)):
        made = [replace(each, whole=_EARLIER) for each in made]
    return by_openness(made)


def _at_its_time(fact: Fact, claim: Claim) -> bool:
    """Whether a claim names the very time of a fact, as that of the first part of a deal."""
    try:
        told = month_span(claim.time) if claim.time else None
    except BadUsage:
        return False
    return told is not None and fact.span.start == told.start and fact.span.end == told.end


def _of_power(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that tell the power of a site, or a part of it."""
    return [fact for fact in facts if re.match(r"power\b", fact.name)]


def _only_site(firm: str, claim: Claim, world: World) -> Record | None:
    """The one site of a firm whose power is known and whose place, of which it has its name, the sentence names."""
    places = (place for place in world.catalogue.places.values() if place.sort == "cluster")
    owned = [place for place in places if place.organisation == firm
             and _of_power(place.facts)]
    named = [place for place in owned if any(
        re.search(rf"\b{word}\b", claim.sentence) for each in (place.label, *place.aliases, *place.described)
        for word in re.findall(r"\b[A-Z][a-z]{3,}\b", each))]
    return named[0] if len(named) == 1 else None


def _of_chips(claim: Claim, world: World) -> tuple[Reading, Reading] | None:
    """What so many chips as a sentence counts draw, alone and with servers and cooling; None where it counts none."""
    told = [(match, chip) for match in _COUNT.finditer(claim.sentence)
            if (chip := chip_of(world.catalogue, match[3])) is not None and chip.fact("tdp") is not None]
    if len(told) != 1:
        return None
    match, chip = told[0]
    number = (_FEW.get(match[1].lower()) or float(match[1].replace(",", "").rstrip("."))) * _SIZES[match[2] or ""]
    fact = chip.fact("tdp")
    if fact is None or number <= 1:
        return None
    alone = Quantity("power", "MW", lambda watts: _megawatts(watts, number), {"watts": Input.of_fact(fact)},
                        "chips times their design power")
    prices = prices_of(world.catalogue)
    server, cooling = (Input.of_assumption(prices.assumption(*names)) for names in (server_power(chip), ("pue_other",)))
    whole = Quantity("site", "MW", lambda watts, server, pue: _megawatts(watts, number) * server * pue,
                     {"watts": Input.of_fact(fact), "server": server, "pue": cooling},
                     "chips times their design power, the servers' share and the site's")
    words = f"what {number:,.0f} {chip.label} draw"
    return (reading("chips_alone", f"{words} at their design power, without servers and cooling", alone, world),
            reading("site", f"{words} at full load with their servers and what cools them", whole, world))


def _megawatts(watts: Array, number: float) -> Array:
    return watts * number / 1e6
