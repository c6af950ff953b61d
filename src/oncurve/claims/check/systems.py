"""Racks and pods of so many chips: what they do together is their number times what one does."""

from __future__ import annotations

import math
import re

from msgspec.structs import replace

from oncurve.basis.estimate import Estimate, estimate
from oncurve.basis.evidence import Fact
from oncurve.basis.formula import constant
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Exactly
from oncurve.catalog.chip import Chip
from oncurve.claims.check.facts import OF_EACH, clause_of_figure, rivals, source_words
from oncurve.claims.check.reading import Answer, Found, NoBasis, Reading, World
from oncurve.claims.check.subject import chip_of
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["chips_in_rack", "chips_joined", "chips_of_system", "is_superchip", "of_racks", "of_superchip", "of_system",
           "speed_of_whole"]

_RACK = Pattern(r"^(?P<chip>.+?)[ -]NVL[ -]?(?P<count>\d+)$", re.IGNORECASE)
#: the largest pod that a maker joins of a chip: "TPU v5p pod", "Ironwood pod"
_TENSOR_POD = Pattern(r"^(?P<chip>.+?)[ -](?:super)?pods?$", re.IGNORECASE)
#: modules of two chips that are named as each of these is, and how a sentence says that it means the module
_SUPERCHIP, _MODULE = Pattern(r"GB\d00\b"), Pattern(r"\bsuper-?chips?\b|\bmodules?\b|\btwo GPUs\b", re.IGNORECASE)
_ON_A_MODULE = 2.0
#: chips that are put into one machine, which does what all of them do
_JOINED = Pattern(r"\b(\d[\d,]*)\s+(?:of (?:its|the|their|these|those) )?(?:[\w-]+ ){0,4}?"
                  r"(?:chips|GPUs|TPUs|accelerators|processors|NPUs)\s+(?:together )?"
                  r"(?:in|into|to|as) (?:one|a single)\s+\w+", re.IGNORECASE)
#: a board or configuration of two: "a dual GH200 board", "the dual configuration of the GH200"
_DUAL = Pattern(r"\b(?:dual|paired|twin)\b(?![- ](?:die|slot|socket|core|use|purpose|precision|rank)\b)", re.IGNORECASE)
_PAIR = 2
_RACKS = Pattern(r"[\s-]+(?:racks?|cabinets?|systems?|servers?|supernodes?)$", re.IGNORECASE)
_POD = Pattern(r"^(?P<pod>cloudmatrix|atlas 900 a3|atlas[ -]9[56]0)[ -]?(?P<count>\d+)?\b(?!.*cluster)", re.IGNORECASE)
#: the chip of pods whose names do not tell it
_OF_POD = {"cloudmatrix": "ascend-910c", "atlas 900 a3": "ascend-910c", "atlas 950": "ascend-950dt",
           "atlas 960": "ascend-960"}


def chips_of_system(name: str | None, world: World) -> tuple[Chip, int] | None:
    """The chip that a rack or pod is made of and how many: 72 of the GB200 in a "GB200 NVL72"; None for all else."""
    text = _RACKS.sub("", name or "").replace("-nvl", " NVL").replace("cloudmatrix-", "cloudmatrix ")
    rack, pod = _RACK.match(text), _POD.match(text)
    if rack is not None:
        chip = chip_of(world.catalogue, rack["chip"].replace(" ", "-")) or chip_of(world.catalogue, rack["chip"])
        return (chip, int(rack["count"])) if chip is not None and "-nvl" not in chip.id else None
    if (tensor := _TENSOR_POD.match(text)) is not None and pod is None:
        chip = chip_of(world.catalogue, tensor["chip"])
        told = chip.fact("rack.chips") if chip is not None else None
        return (chip, int(told.number)) if chip is not None and told is not None else None
    if pod is not None:
        chip = chip_of(world.catalogue, _OF_POD[pod["pod"].lower().replace("-", " ")])
        if chip is None or pod["count"]:
            return (chip, int(pod["count"])) if chip is not None else None
        told = chip.fact("rack.chips")
        return (chip, int(told.number)) if told is not None and _names(told, pod) else None
    return None


def _names(told: Fact, pod: re.Match[str]) -> bool:
    """Whether a count is of the pod that a name begins with."""
    return str(told.detail.get("system", "")).lower().startswith(pod["pod"].lower().replace("-", " "))


def chips_joined(claim: Claim) -> int | None:
    """How many chips a sentence puts into the one machine that its figure is of; None where it tells of none."""
    joined = _JOINED.search(claim.sentence)
    if joined is not None:
        return int(joined[1].replace(",", ""))
    return _PAIR if _DUAL.search(clause_of_figure(claim)) else None


def of_racks(claim: Claim, one: tuple[Chip, int] | None, two: tuple[Chip, int] | None, world: World) -> list[Reading]:
    """What is known of the power of a whole rack, or of one over another; none where it is not known of both.

    Args:
        claim: the claim.
        one: the chip and the number of chips of its subject.
        two: those of what it is compared with, if anything.
        world: the facts.
    """
    own = _racks(one)
    if not own or OF_EACH.search(claim.sentence):
        return []
    words = f"power of a whole {own[0].detail['system']}"
    if claim.unit not in ("x", "percent"):
        return [] if two is not None else [_spanned(own, [], 1.0, "kW", words, world)]
    others = _racks(two)
    factor = 100.0 if claim.unit == "percent" else 1.0
    words = f"{words} over that of a {others[0].detail['system']}" if others else ""
    return [_spanned(own, others, factor, claim.unit, words, world)] if others else []


def _racks(of: tuple[Chip, int] | None) -> list[Fact]:
    """The powers of racks of so many chips of a kind."""
    if of is None:
        return []
    chip, count = of
    return [fact for fact in chip.facts_of("rack.power") if str(fact.detail.get("system", "")).endswith(str(count))]


def speed_of_whole(of: tuple[Chip, int] | None, formats: list[str], world: World) -> list[Reading]:
    """What the maker tells of the speed of a whole pod in the first of some number formats; none where it tells none.

    Args:
        of: the chip that the pod is made of, and how many.
        formats: number formats that the sentence names ("fp8"), the nearest to the figure first.
        world: the facts.
    """
    told = of[0].facts_of(f"rack.{formats[0]}") if of is not None and formats else ()
    words = f"{formats[0].upper()} speed of a whole {told[0].detail.get('system', '')}" if told else ""
    return rivals(told, words, world, "plain", "possible")


def chips_in_rack(claim: Claim, world: World) -> list[Reading]:
    """How many chips stand in the rack or pod that a claim names, by those who describe it."""
    of = chips_of_system(claim.subject, world)
    if of is not None:
        told = [fact for fact in of[0].facts_of("rack.chips") if fact.number == of[1]]
    else:
        chip = chip_of(world.catalogue, _RACKS.sub("", claim.subject or ""))
        told = list(chip.facts_of("rack.chips")) if chip is not None else []
    words = f"chips in a whole {claim.subject}"
    return rivals(told, words, world, "plain", "possible") if told else []


def _spanned(own: list[Fact], others: list[Fact], factor: float, unit: str, words: str, world: World) -> Reading:
    """What those who give a figure say, from the least to the most of them; of one rack, or of one over another."""
    every = sorted(factor * a.number / b for a in own for b in ([each.number for each in others] or [1.0]))
    middle = every[len(every) // 2] if len(every) % 2 else math.sqrt(every[0] * every[-1])
    basis = tuple(Input.of_fact(each, f"rack.power ({each.source}, {each.detail['system']})")
                  for each in (*own, *others))
    told = dict.fromkeys(f"“{source_words(each, world)}”" for each in (*own, *others))
    made = Estimate(middle, every[0], every[-1], unit, basis, method="least to most of the figures given")
    return Reading("rack", f"{words}, by {' and '.join(told)}", made, reported=True)


def is_superchip(chip: Chip) -> bool:
    """Whether the name of a chip is also that of a module with two of it and a host processor ("GB200 Superchip")."""
    return _SUPERCHIP.match(chip.label) is not None


def of_superchip(claim: Claim, scope: str | None, made: list[Reading], chip: Chip, world: World) -> Answer:
    """What is known of one chip, and of the two on its module, where the name is of both.

    Args:
        claim: the claim.
        scope: what it is of: "memory".
        made: what is known of one chip.
        chip: the chip.
        world: the facts.
    """
    whole = _MODULE.search(clause_of_figure(claim)) is not None
    if scope in ("interconnect", "tpp") or OF_EACH.search(claim.sentence):
        return Found(tuple(made))
    if scope == "power":  # the host processor draws too
        return NoBasis(f"the power of the module with two {chip.label}s") if whole else Found(tuple(made))
    words = f"the two {chip.label}s of a module together"
    twice = [replace(_times(each, _ON_A_MODULE, words, world), name=f"{each.name} of two",
                     open=each.open if whole or each.open == "shown" else "possible") for each in made]
    if whole:
        return Found((*twice, *(replace(each, open="shown") for each in made)))
    return Found((*made, *twice))


def of_system(claim: Claim, found: Answer, factor: float, words: str, world: World) -> Answer:
    """What is known of one chip as what the whole does; no basis for its power, which servers add to, or its links.

    Args:
        claim: the claim.
        found: what is known of one chip.
        factor: how many of it the system has, over how many the other has that it is compared with.
        words: what the whole is: "72 GB200 together".
        world: the facts.
    """
    if claim.scope in ("power", "interconnect"):  # what is known of whole racks is looked up before
        return NoBasis(f"the {claim.scope} of {words}")
    if OF_EACH.search(claim.sentence) or not isinstance(found, Found):
        return found
    plain = {each.estimate.median for each in found.readings if each.open != "shown"}
    if claim.scope in ("memory", "bandwidth") and len(plain) > 1 and factor > _PAIR:  # the whole is not told either
        return NoBasis(f"the {claim.scope} of {words}")
    return Found(tuple(_times(each, factor, words, world) for each in found.readings))


def _times(each: Reading, factor: float, words: str, world: World) -> Reading:
    first = each.estimate.basis[0]
    given = Input(first.name, each.estimate.unit, Exactly(each.estimate.median * factor), first.key, first.evidence)
    made = estimate(constant(each.name, given, "number times one"), world.draws)
    return replace(each, definition=f"{each.definition}, {words}", estimate=made)
