"""Measures for which oncurve has no model yet: what others have published on the same thing."""

from __future__ import annotations

from oncurve.basis.estimate import Estimate, estimate
from oncurve.basis.evidence import Fact
from oncurve.basis.formula import constant
from oncurve.basis.inputs import Input
from oncurve.catalog.event import Event, Said
from oncurve.catalog.record import compact
from oncurve.claims.check.facts import counts_itself, source_words
from oncurve.claims.check.reading import Openness, Reading, World
from oncurve.claims.check.subject import find_thing, label, same_thing
from oncurve.claims.claim import Claim

__all__ = ["fact_of_said", "published", "said_about"]


def said_about(claim: Claim, world: World, measure: str) -> list[tuple[Event, Said]]:
    """The statements of a measure on the claim's subject and reference, by others than its speaker."""
    catalogue = world.catalogue
    speakers = {compact(name) for name in (claim.speaker or "", label(catalogue, claim.speaker)) if name}
    own = counts_itself(claim, world)
    found = []
    for event in catalogue.events.values():
        if not own and speakers & {compact(event.speaker), compact(label(catalogue, event.speaker))}:
            continue
        found += [(event, said) for said in event.said if said.measure == measure and said.kind != "forecast"
                  and _about(said, claim, world)]
    return found


def _about(said: Said, claim: Claim, world: World) -> bool:
    if said.amount is None and said.low is None and said.high is None:
        return False
    if claim.subject and said.subject and not _kin(said.subject, claim.subject, world):
        return False
    return not (claim.reference and said.reference) or same_thing(world.catalogue, said.reference, claim.reference)


def _kin(one: str, other: str, world: World) -> bool:
    """Whether two subjects are one thing, a chip and its maker, or goods of no name on one way."""
    catalogue = world.catalogue
    if same_thing(catalogue, one, other):
        return True
    named = [find_thing(catalogue, each) for each in (one, other)]
    if all(each is None for each in named):
        return "chips" in one.lower() and "chips" in other.lower()
    words = other.partition(" ")[0]
    family = next((chip for chip in catalogue.chips.values() if chip.label.startswith(f"{words} ")), None)
    return family is not None and family.vendor == one and catalogue.chips.id_of(other) is None


def fact_of_said(event: Event, said: Said) -> Fact:
    """A statement as a fact, for the basis of a reading."""
    amount = said.amount
    if amount is None and said.low is not None and said.high is not None:
        amount = (said.low * said.high) ** 0.5 if said.low > 0 else (said.low + said.high) / 2
    if amount is None:
        amount = said.low if said.low is not None else said.high
    assert amount is not None
    return Fact(said.subject or event.id, f"{said.measure} by {event.speaker or event.id}", amount, said.unit,
                said.kind, said.known, said.source, said.where, said.low, said.high, note=said.note)


def published(claim: Claim, world: World, measure: str, open_: Openness = "plain") -> list[Reading]:
    """A reading a published figure, named after who published it."""
    made = []
    for event, said in said_about(claim, world, measure):
        fact = fact_of_said(event, said)
        if isinstance(fact.amount, str):
            continue
        who = label(world.catalogue, event.speaker) if event.speaker else source_words(fact, world)
        of_what = said.note.rstrip(".") or str(said.detail.get("item", "")) or said.scope or measure.replace("_", " ")
        made.append(Reading(f"{who}, {said.known.year}", f"{of_what}, as published by {who}",
                            _estimate(fact, said, world), open_, reported=True))
    return made


def _estimate(fact: Fact, said: Said, world: World) -> Estimate:
    made = estimate(constant(fact.name, Input.of_fact(fact), f"as {fact.kind}"), world.draws)
    if said.detail.get("bound") == "at_least":
        return Estimate(made.median, made.low, float("inf"), made.unit, made.basis, method=made.method)
    if said.detail.get("bound") == "at_most":
        return Estimate(made.median, float("-inf"), made.high, made.unit, made.basis, method=made.method)
    return made
