"""Whether a source's own publication, where the catalogue took a fact from it, gives another figure than is told."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from oncurve.basis.evidence import Fact
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import Record, compact
from oncurve.claims.agreement import Interval, claimed_interval, unit_of
from oncurve.claims.check.facts import asked_day, counts_itself
from oncurve.claims.check.reading import World
from oncurve.claims.check.subject import chip_of, find_thing, label, model_of, names_of
from oncurve.claims.claim import Claim
from oncurve.claims.drift import Drift, said_elsewhere, speaker_ids
from oncurve.claims.quoted_ranges import quoted_otherwise
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say_estimate
from oncurve.claims.thresholds import THRESHOLDS
from oncurve.claims.units import in_unit
from oncurve.claims.verdict import Finding, JudgedReading

__all__ = ["witness"]

#: a maker's own service, on which one model follows another
_SERVICE = Pattern(r"\bAPI\b|\bplatform\b|\bservice\b")

#: factor beyond which two figures are not of one thing: a slip of scale is a million at most
_ABSURD = 2e6
#: a work without an author: "paper", "the V3 report", "its model card"
_WORK = Pattern(r"\b(?:paper|(?:technical |tech )?report|(?:model |system )?card|supplement|preprint|data ?sheet|"
                r"README)$", re.IGNORECASE)


def witness(claim: Claim, readings: Sequence[JudgedReading], world: World) -> Drift:
    """Whether the speaker's own publication, where the catalogue took the fact from it, gives another figure."""
    if not claim.speaker or claim.negated or claim.measure == "export_status":
        return Drift()  # a status is what a rule says, whoever tells it
    catalogue = world.catalogue
    names = names_of(catalogue, claim.speaker)
    names |= {compact(label(catalogue, each)) for each in speaker_ids(catalogue, claim.speaker)}
    priced = claim.measure == "price_per_token" and _sells(claim, catalogue)
    own = [each for each in readings if each.reading.open != "shown" and each.claimed is not None
           and (priced or _made_by(each, names, catalogue) or _told_by(each, speaker_ids(catalogue, claim.speaker))
                or _in_cited_work(each, claim, catalogue) or _of_itself(each, claim, catalogue))]
    asked = ("plain", "possible") if counts_itself(claim, world) else ("plain",)
    otherwise = [each for each in own if _otherwise(claim, each)]
    points = [each for each in own if otherwise and claim.qualifier == "range"
              and each.reading.estimate.low == each.reading.estimate.high]  # a point within a wide range says nothing
    right = [each for each in own if each.verdict != "inconsistent" and each not in (*otherwise, *points)]
    if not any(each.reading.open in asked for each in own) or right:
        return Drift(faithful=bool(right))
    made = own[0].reading.estimate
    claimed = claimed_interval(claim)
    if claimed is not None and _is_absurd(claimed, own[0]):
        return Drift()
    if _of_another_named(claim, made.sources, world) or (priced and _asked_once(claim, world)):
        return Drift()
    if claimed is not None and not otherwise and said_elsewhere(claim, claimed, world, asked_day(claim, world),
                                                                 THRESHOLDS):
        return Drift()
    source = catalogue.sources[made.sources[0]]
    whose = "The figure of the work that is cited" if _in_cited_work(own[0], claim, catalogue) else (
        f"{label(catalogue, claim.speaker)}'s own figure")
    text = f"{whose} is {say_estimate(made)} (“{source.title}”), not what this sentence puts in its name."
    return Drift(True, text, (Finding("OC301", text),), made.sources)


def _otherwise(claim: Claim, own: JudgedReading) -> bool:
    made = own.reading.estimate
    return own.claimed is not None and len(made.basis) == 1 and quoted_otherwise(
        claim, own.claimed, (made.low, made.median, made.high))


def _is_absurd(claimed: Interval, own: JudgedReading) -> bool:
    """Whether the two differ by so much that they are no figures of one thing: the reading is wrong, not the text."""
    there = own.claimed or claimed
    middle, known = there.middle, own.reading.estimate.median
    return math.isfinite(middle) and middle > 0 and known > 0 and max(middle / known, known / middle) > _ABSURD


def _asked_once(claim: Claim, world: World) -> bool:
    """Whether the figure is a price that the maker asked at another time: stale it may be, but not misquoted.

    Where what is spoken of is the maker's service ("DeepSeek's own API"), it may have been that of a model before.
    """
    models = world.catalogue.models
    model = model_of(world.catalogue, claim.subject)
    same = {model.id} if model is not None else set()
    if model is not None and _SERVICE.search(claim.sentence):
        same = {each.id for each in models.values() if each.organisation == model.organisation}
    return any(row.model in same and claim.value is not None and row.tier == (claim.scope or row.tier)
               and math.isclose(row.amount, claim.value, rel_tol=0.01) for row in world.catalogue.api_prices)


def _sells(claim: Claim, catalogue: Catalogue) -> bool:
    """Whether the speaker is the maker whose list of prices is cited: a list copied by others is still its own."""
    model = find_thing(catalogue, claim.subject)
    return getattr(model, "organisation", None) in speaker_ids(catalogue, claim.speaker)


def _of_another_named(claim: Claim, sources: Sequence[str], world: World) -> bool:
    """Whether the same work gives the figure for another thing whose own word stands in the sentence ("70B", "v5e")."""
    catalogue = world.catalogue
    own = find_thing(catalogue, claim.subject)
    claimed = claimed_interval(claim)
    if own is None or claimed is None:
        return False
    kept = {word for word in own.label.split() if word in claim.sentence.split()}
    for other, fact in _facts_of(sources, catalogue):
        words = set(other.label.split()) - set(own.label.split())
        if words and any(re.search(rf"\b{re.escape(word)}\b", claim.sentence) for word in words - kept):
            there = in_unit(claimed, unit_of(claim), fact.unit, catalogue, fact.known)
            if there is not None and there[0].low <= fact.number <= there[0].high:
                return True
    return False


def _facts_of(sources: Sequence[str], catalogue: Catalogue) -> Iterator[tuple[Record, Fact]]:
    for shelf in (catalogue.models, catalogue.chips, catalogue.organisations):
        for thing in shelf.values():
            for fact in thing.facts:
                if fact.source in sources and not isinstance(fact.amount, str):
                    yield thing, fact
    for row in catalogue.scores:
        if row.source in sources and row.model in catalogue.models:
            yield catalogue.models[row.model], row.fact()


def _of_itself(each: JudgedReading, claim: Claim, catalogue: Catalogue) -> bool:
    """Whether the reading is one reported or planned sum of the company that is cited, whoever printed it."""
    company = find_thing(catalogue, claim.subject)
    told = [given.evidence for given in each.reading.estimate.basis]
    return (claim.measure == "organisation_spend" and len(told) == 1 and isinstance(told[0], Fact)
            and told[0].kind in ("reported", "forecast") and "speaker" not in told[0].detail
            and getattr(company, "id", None) in speaker_ids(catalogue, claim.speaker))


def _told_by(each: JudgedReading, speakers: AbstractSet[str]) -> bool:
    """Whether the reading is a statement of the source itself, by the ids of who is cited."""
    told = [given.evidence for given in each.reading.estimate.basis if isinstance(given.evidence, Fact)]
    return len(told) == 1 and told[0].name.rpartition(" by ")[2] in speakers


def _made_by(each: JudgedReading, names: AbstractSet[str], catalogue: Catalogue) -> bool:
    """Whether the reading is one published figure of the maker of these names."""
    made = each.reading.estimate
    if len(made.basis) != 1 or len(made.sources) != 1:
        return False
    producer = compact(catalogue.sources[made.sources[0]].producer) if made.sources[0] in catalogue.sources else ""
    return bool(producer) and any(name and (producer.startswith(name) or name.startswith(producer)) for name in names)


def _in_cited_work(each: JudgedReading, claim: Claim, catalogue: Catalogue) -> bool:
    """Whether the reading is printed in the work that is cited: the maker's own ("the paper says"), or in a journal."""
    made, speaker = each.reading.estimate, claim.speaker or ""
    source = catalogue.sources.get(made.sources[0]) if len(made.basis) == 1 == len(made.sources) else None
    if source is None:
        return False
    if speaker in catalogue.organisations and catalogue.organisations[speaker].sort == "outlet":
        label = catalogue.organisations[speaker].label
        return re.search(rf"\b{re.escape(label)}\b \d", source.title) is not None
    thing = model_of(catalogue, claim.subject) or chip_of(catalogue, claim.subject)
    maker = str(getattr(thing, "organisation", "") or getattr(thing, "vendor", ""))
    if maker not in catalogue.organisations or not _WORK.search(speaker):
        return False
    return _made_by(each, {compact(catalogue.organisations[maker].label)}, catalogue)
