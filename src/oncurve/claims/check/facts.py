"""Readings that are facts of the catalogue: which of them a sentence means, and which are rivals."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oncurve.basis.errors import BadUsage
from oncurve.basis.evidence import Fact
from oncurve.basis.span import month_span
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import Record, compact
from oncurve.claims.check.reading import NoBasis, Openness, Reading, World, from_fact
from oncurve.claims.check.subject import label
from oncurve.claims.claim import Claim

#: sorts of organisations whose own counts are evidence
_COUNTERS = ("analyst", "university", "outlet", "government")


__all__ = ["Stage", "asked_day", "counts_itself", "independent", "mentions", "missing", "producers", "rivals",
           "source_words", "staged", "today"]


@dataclass(frozen=True, slots=True)
class Stage:
    """One fact name that a sentence may mean.

    Args:
        name: the fact's name.
        words: what it is, in words.
        cue: a pattern of the sentence that names it; empty where nothing does.
        whole: whether a sentence that names no stage means this one.
    """

    name: str
    words: str
    cue: str = ""
    whole: bool = False


def today(world: World) -> dt.date:
    """The world's day; the machine's where it has none."""
    return world.as_of or dt.datetime.now(tz=dt.UTC).date()


def asked_day(claim: Claim, world: World) -> dt.date:
    """The day that the claim speaks of: the end of its time, else the world's day."""
    now = today(world)
    if claim.time:
        try:
            end = month_span(claim.time.removeprefix("FY")).end
        except BadUsage:
            return now
        if end is not None:
            return min(end - dt.timedelta(days=1), now)
    return now


def mentions(claim: Claim, pattern: str) -> bool:
    """Whether the sentence holds a pattern, case aside."""
    return re.search(pattern, claim.sentence, re.IGNORECASE) is not None


def missing(claim: Claim, world: World, what: str) -> NoBasis:
    """That the catalogue has no such fact of the claim's subject."""
    known = label(world.catalogue, claim.subject)
    return NoBasis(f"{what} of {known}" if claim.subject else f"{what}: the sentence names no subject")


def producers(catalogue: Catalogue, fact_source: str) -> str:
    """Who made a source, as a compact name."""
    source = catalogue.sources.get(fact_source)
    return compact(source.producer) if source else ""


def counts_itself(claim: Claim, world: World) -> bool:
    """Whether the speaker is a body whose own counts are evidence."""
    organisation = world.catalogue.organisations.id_of(claim.speaker) if claim.speaker else None
    return organisation is not None and world.catalogue.people.id_of(claim.speaker or "") is None \
        and world.catalogue.organisations[organisation].sort in _COUNTERS


def independent(facts: Iterable[Fact], claim: Claim, world: World, maker: str = "") -> tuple[Fact, ...]:
    """The facts without those that only repeat the speaker.

    What a person says is no evidence for itself, nor is what a company says of another's product. What a
    developer reports of its own product, and what a research body has counted, stays.
    """
    catalogue = world.catalogue
    if not claim.speaker:
        return tuple(facts)
    person, organisation = catalogue.people.id_of(claim.speaker), catalogue.organisations.id_of(claim.speaker)
    names = {compact(claim.speaker), compact(label(catalogue, claim.speaker))}
    if organisation and not person:
        own = organisation == maker or catalogue.organisations[organisation].sort in _COUNTERS
        if own:
            return tuple(facts)
    ids = {each for each in (person, organisation) if each}
    return tuple(fact for fact in facts if producers(catalogue, fact.source) not in names
                 and fact.detail.get("speaker") not in ids)


def source_words(fact: Fact, world: World) -> str:
    """Where a fact stands: "DeepSeek-V3 Technical Report, Table 1"."""
    source = world.catalogue.sources.get(fact.source)
    return source.title if source else fact.source


def rivals(facts: Sequence[Fact], words: str, world: World, first: Openness, rest: Openness) -> list[Reading]:
    """A reading a value: the best one first, the rival ones with their source named."""
    made: list[Reading] = []
    seen: set[tuple[object, object, object]] = set()
    for fact in facts:
        mark = (fact.amount, fact.low, fact.high)
        if isinstance(fact.amount, str) or mark in seen:
            continue
        seen.add(mark)
        by = f", {fact.kind} in “{source_words(fact, world)}”"
        name = fact.name if not made else f"{fact.name} ({fact.source})"
        made.append(from_fact(fact, world, name, words + by, open=rest if made else first))
    return made


def staged(thing: Record, claim: Claim, world: World, stages: Sequence[Stage], maker: str = "") -> list[Reading]:
    """The readings of a measure whose facts are named by stage.

    A stage that the sentence names is what it says. Without one, the whole is, and a reader could stretch the
    sentence to a part.
    """
    named = [stage for stage in stages if stage.cue and mentions(claim, stage.cue)]
    plain = [stage.name for stage in named] or [stage.name for stage in stages if stage.whole]
    made: list[Reading] = []
    held = {stage.name: independent(_ordered(thing, stage.name), claim, world, maker) for stage in stages}
    if not any(held[name] for name in plain):
        plain = [stage.name for stage in stages if held[stage.name]][:1]
        named = []
    for stage in sorted(stages, key=lambda each: each.name not in plain):
        first: Openness = "plain" if stage.name in plain else ("shown" if named else "possible")
        made += rivals(held[stage.name], stage.words, world, first, "possible" if first == "plain" else "shown")
    return _one_plain(made)


def _one_plain(made: list[Reading]) -> list[Reading]:
    """The plain readings first."""
    return sorted(made, key=lambda each: ("plain", "possible", "shown").index(each.open))


def _ordered(thing: Record, name: str) -> tuple[Fact, ...]:
    values = thing.facts_of(name)
    best = thing.fact(name)
    return values if best is None else (best, *(fact for fact in values if fact is not best))
