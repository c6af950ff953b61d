"""Racks and pods of so many chips: what they do together is their number times what one does."""

from __future__ import annotations

import re

from msgspec.structs import replace

from oncurve.basis.estimate import estimate
from oncurve.basis.formula import constant
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Exactly
from oncurve.catalog.chip import Chip
from oncurve.claims.check.facts import FIGURE
from oncurve.claims.check.reading import Answer, Found, NoBasis, Reading, World
from oncurve.claims.check.subject import chip_of
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["chips_of_system", "of_system"]

_RACK = Pattern(r"^(?P<chip>.+?)[ -]NVL[ -]?(?P<count>\d+)$", re.IGNORECASE)
_POD = Pattern(r"^(?P<pod>cloudmatrix|atlas 900 a3)[ -]?(?P<count>\d+)?\b", re.IGNORECASE)
_EACH = Pattern(
    rf"\b(?:each|per (?:chip|GPU|card)|every (?:chip|GPU))\b[^,;]{{0,40}}{FIGURE}|"
    rf"{FIGURE}(?:(?!\band\b)[^,;]){{0,24}}\b(?:each|apiece|per (?:chip|GPU|card)|a (?:chip|GPU|card))\b",
    re.IGNORECASE)
#: the chip of pods whose names do not tell it
_OF_POD = {"cloudmatrix": "ascend-910c", "atlas 900 a3": "ascend-910c"}


def chips_of_system(name: str | None, world: World) -> tuple[Chip, int] | None:
    """The chip that a rack or pod is made of and how many: 72 of the GB200 in a "GB200 NVL72"; None for all else."""
    text = (name or "").replace("-nvl", " NVL").replace("cloudmatrix-", "cloudmatrix ")
    rack, pod = _RACK.match(text), _POD.match(text)
    if rack is not None:
        chip = chip_of(world.catalogue, rack["chip"].replace(" ", "-")) or chip_of(world.catalogue, rack["chip"])
        return (chip, int(rack["count"])) if chip is not None and "-nvl" not in chip.id else None
    if pod is not None and pod["count"]:
        chip = chip_of(world.catalogue, _OF_POD[pod["pod"].lower()])
        return (chip, int(pod["count"])) if chip is not None else None
    return None


def of_system(claim: Claim, found: Answer, factor: float, words: str, world: World) -> Answer:
    """What is known of one chip as what the whole does; no basis for its power, which servers add to, or its links.

    Args:
        claim: the claim.
        found: what is known of one chip.
        factor: how many of it the system has, over how many the other has that it is compared with.
        words: what the whole is: "72 GB200 together".
        world: the facts.
    """
    if claim.scope in ("power", "interconnect"):
        return NoBasis(f"the {claim.scope} of {words}")
    if _EACH.search(claim.sentence) or not isinstance(found, Found):
        return found
    return Found(tuple(_times(each, factor, words, world) for each in found.readings))


def _times(each: Reading, factor: float, words: str, world: World) -> Reading:
    first = each.estimate.basis[0]
    given = Input(first.name, each.estimate.unit, Exactly(each.estimate.median * factor), first.key, first.evidence)
    made = estimate(constant(each.name, given, "number times one"), world.draws)
    return replace(each, definition=f"{each.definition}, {words}", estimate=made)
