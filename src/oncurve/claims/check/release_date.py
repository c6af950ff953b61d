"""The day on which a model or chip became available, or was announced."""

from __future__ import annotations

from msgspec.structs import replace

from oncurve.catalog.record import Record
from oncurve.claims.check.facts import independent, mentions, missing, source_words
from oncurve.claims.check.reading import Answer, Found, NoBasis, Openness, Reading, World, from_date
from oncurve.claims.check.subject import chip_of, family_of, model_of
from oncurve.claims.claim import Claim

__all__ = ["MEASURE", "readings"]

MEASURE = "release_date"
_ANNOUNCED = r"announc|unveil|present|introduc|reveal|debut"
#: what comes after a first release: to all comers, with no list to wait on
_TO_ALL = (r"publicly accessible|\b(?:full|stable|final) (?:release|version)|"
           r"general(?:ly)? availab|open to (?:all|everyone|the public)|wait-?list")
_RELEASED = r"\b(?:releas|launch|ship|avail|came out|on sale|deliver)"

#: how the making and sending of a chip goes on after its release
_STAGE = r"\bship|\bproduction\b|\bproduc|\bvolume\b|\bramp|\bdeliver|\bavailab"
_FIRST = "Chips are made and sent out in stages; the sentence may tell of a later one."


def _of_one_day(claim: Claim, world: World) -> Record | None:
    """Any model of a family ("Llama 2") whose members all came out on one day; None where they did not."""
    family = family_of(world.catalogue, claim.subject)
    out = [model for model in family if model.release_date is not None]
    return out[0] if len({model.release_date for model in out}) == 1 else None


def readings(claim: Claim, world: World) -> Answer:
    """The release; where the sentence says announced, the announcement."""
    thing: Record | None = model_of(world.catalogue, claim.subject) or chip_of(world.catalogue, claim.subject)
    thing = thing or _of_one_day(claim, world)
    if thing is None:
        return missing(claim, world, "the release date")
    maker = getattr(thing, "organisation", "") or getattr(thing, "vendor", "")
    announced = mentions(claim, _ANNOUNCED)
    names = {"release_date": "the day of release", "announced_date": "the day it was announced"}
    only_announced = announced and not mentions(claim, _RELEASED) and chip_of(world.catalogue, claim.subject) is thing
    if only_announced and thing.fact("announced_date") is None:
        return NoBasis(f"the day on which the {getattr(thing, 'label', thing.id)} was announced")
    order = ("announced_date", "release_date") if announced else ("release_date", "announced_date")
    made: list[Reading] = []
    for name in order:
        best = thing.fact(name)
        values = sorted(independent(thing.facts_of(name), claim, world, maker), key=lambda fact: fact is not best)
        seen: set[object] = set()
        for fact in values:
            if fact.amount in seen:
                continue
            seen.add(fact.amount)
            open_: Openness = "possible" if made else "plain"
            made.append(from_date(fact, name if len(seen) == 1 else f"{name} ({fact.source})",
                                  f"{names[name]}, in “{source_words(fact, world)}”", open=open_))
    if chip_of(world.catalogue, claim.subject) is thing and mentions(claim, _STAGE):
        made = [replace(each, whole=_FIRST) for each in made]
    if mentions(claim, _TO_ALL):
        made = [replace(each, indirect=True) for each in made]
    return Found(tuple(made)) if made else missing(claim, world, "the release date")
