"""Facts of the catalogue as readings: what counts as evidence for a speaker's words, and what are rivals."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence

from oncurve.basis.errors import BadUsage
from oncurve.basis.evidence import Fact
from oncurve.basis.span import month_span
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import compact
from oncurve.claims.check.reading import NoBasis, Openness, Reading, World, from_fact
from oncurve.claims.check.subject import label, names_of
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

#: that chips are counted by their worth in H100s
IN_H100S = Pattern(r"H100[- ]?(?:e\b|equivalent)", re.IGNORECASE)
#: sorts of organisations whose own counts are evidence
_COUNTERS = ("analyst", "university", "outlet", "government")
#: stands in a sentence for the figure that a check must not see
FIGURE = "¤"
_WORTH = Pattern(r"\b(?:worth|equivalents? (?:of|to)|equal to|(?:the|computing) (?:power|speed|work) "
                 r"of)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_PLAN = Pattern(r"\b(?:will|would|plans?|planned|planning|letter of intent|"
                r"(?:is|are) (?:to|due to|set to) (?:be(?:come)?|fill|deploy|build|draw|take|get|house|install|"
                r"buy|run)|"
                r"to (?:hold|house|reach|draw|grow|scale|use)|"
                r"scales? to|eventual(?:ly)?|commit(?:s|ted|ments?)?|pledg\w+|target(?:s|ing)?|aims?|"
                r"expect(?:s|ed)|up to|"
                r"once (?:complete|finished|built))\b", re.IGNORECASE)
#: that a figure is of each of many: "each has 141 GB", "700 watts apiece", "per GPU"
OF_EACH = Pattern(
    rf"\b(?:each|per (?:chip|GPU|card|unit)|every (?:chip|GPU|card))\b[^,;]{{0,40}}{FIGURE}|"
    rf"{FIGURE}(?:(?!\band\b)[^,;]){{0,24}}\b(?:each|apiece|per (?:chip|GPU|card|unit)|a (?:chip|GPU|card|piece))\b",
    re.IGNORECASE)
_STOP = Pattern(r"[,;:](?=\s)")
_STOP_OR_AND = Pattern(r"[,;:](?=\s)|\b(?:and|but|while|against)\b")

__all__ = ["FIGURE", "IN_H100S", "OF_EACH", "asked_day", "clause_of_figure", "counted_in_h100s", "counts_itself",
           "in_force", "independent", "mentions", "missing", "of_a_plan", "producers", "rivals", "source_words",
           "today", "within_semicolons", "worth_h100s"]


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


def clause_of_figure(claim: Claim, *, one: bool = False) -> str:
    """The clause that the figure stands in; with `one`, only as far as an "and" joins another."""
    at = claim.sentence.find(FIGURE)
    if at < 0:
        return claim.sentence
    stop = _STOP_OR_AND if one else _STOP
    first = max((found.end() for found in stop.finditer(claim.sentence[:at])), default=0)
    last = stop.search(claim.sentence, at)
    return claim.sentence[first:last.start() if last else len(claim.sentence)]


def within_semicolons(claim: Claim) -> Claim:
    """The claim with only that part of its sentence which stands between semicolons around the figure."""
    at = claim.sentence.find(FIGURE)
    if at < 0:
        return claim
    first, last = claim.sentence.rfind("; ", 0, at) + 1, claim.sentence.find("; ", at)
    return dataclasses.replace(claim, sentence=claim.sentence[first:last if last >= 0 else len(claim.sentence)])


def worth_h100s(claim: Claim) -> bool:
    """Whether the figure tells how many H100s other chips are worth: "worth about a million H100s"."""
    before = claim.sentence.partition(FIGURE)[0]
    return (claim.scope or "").startswith("H100") and before != claim.sentence and _WORTH.search(before) is not None


def missing(claim: Claim, world: World, what: str) -> NoBasis:
    """That the catalogue has no such fact of the claim's subject."""
    known = label(world.catalogue, claim.subject)
    known = f"the {known}" if known.startswith("United ") else known
    if claim.subject and what.endswith(" held"):
        return NoBasis(f"{what} by {known}")
    if claim.subject and what == "the number of chips shipped":
        return NoBasis(f"the number of {known} shipped" if "chips" in known else f"the number of {known} chips shipped")
    return NoBasis(f"{what} of {known}" if claim.subject else f"{what}: the sentence names no subject")


def counted_in_h100s(fact: Fact) -> bool:
    """Whether a count of chips is one of H100-equivalents."""
    return fact.detail.get("counted_in") == "H100-equivalents" or fact.name.endswith("_h100e")


def producers(catalogue: Catalogue, fact_source: str) -> str:
    """Who made a source, as a compact name."""
    source = catalogue.sources.get(fact_source)
    return compact(source.producer) if source else ""


def counts_itself(claim: Claim, world: World) -> bool:
    """Whether the speaker is a body whose own counts are evidence, or an official who speaks for such an office."""
    catalogue = world.catalogue
    person = catalogue.people.id_of(claim.speaker) if claim.speaker else None
    if person is not None:
        office = catalogue.organisations.get(catalogue.people[person].organisation)
        return office is not None and office.sort == "government"
    organisation = catalogue.organisations.id_of(claim.speaker) if claim.speaker else None
    return organisation is not None and catalogue.organisations[organisation].sort in _COUNTERS


def independent(facts: Iterable[Fact], claim: Claim, world: World, maker: str = "") -> tuple[Fact, ...]:
    """The facts without those that only repeat the speaker.

    What a person says is no evidence for itself, nor is what a company says of another's product. What a
    developer reports of its own product, what a company has filed, and what a research body has counted, stays.
    """
    catalogue = world.catalogue
    if not claim.speaker:
        return tuple(facts)
    person, organisation = catalogue.people.id_of(claim.speaker), catalogue.organisations.id_of(claim.speaker)
    names = names_of(catalogue, claim.speaker)
    if organisation and not person:
        own = organisation == maker or catalogue.organisations[organisation].sort in _COUNTERS
        if own:
            return tuple(facts)
    ids = {each for each in (person, organisation) if each}
    return tuple(fact for fact in facts if (producers(catalogue, fact.source) not in names or _filed(fact, catalogue))
                 and fact.detail.get("speaker") not in ids)


def _filed(fact: Fact, catalogue: Catalogue) -> bool:
    """Whether a figure stands in a filing, for which its maker answers in court."""
    source = catalogue.sources.get(fact.source)
    return source is not None and source.kind == "filing"


def source_words(fact: Fact, world: World) -> str:
    """Where a fact stands: "DeepSeek-V3 Technical Report, Table 1"."""
    source = world.catalogue.sources.get(fact.source)
    return source.title if source else fact.source


def rivals(facts: Sequence[Fact], words: str, world: World, first: Openness, rest: Openness,
           of_other: Callable[[Fact], str] | None = None) -> list[Reading]:
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
        made.append(from_fact(fact, world, name, words + by, open=rest if made else first,
                              of_other=of_other(fact) if of_other is not None else ""))
    return made


def in_force(values: Sequence[Fact], day: dt.date) -> list[Fact]:
    """The values in force on a day, else the newest before it, else all, those that began soonest after it first."""
    held = [fact for fact in values if day in fact.span]
    if held:
        return held
    before = [fact for fact in values if fact.span.start is not None and fact.span.start <= day]
    if before:
        return [max(before, key=lambda fact: fact.span.start or dt.date.min)]
    return sorted(values, key=lambda fact: fact.span.start or dt.date.max)


def of_a_plan(claim: Claim) -> bool:
    """Whether the sentence tells what is planned, rather than what stands."""
    return _PLAN.search(claim.sentence) is not None
