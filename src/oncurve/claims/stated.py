"""Refuted figures set against what the other figures of the text make of them: ratios by their sides, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from msgspec import structs

from oncurve.catalog.read import Catalogue
from oncurve.claims.check.subject import model_of
from oncurve.claims.claim import Claim
from oncurve.claims.consistency.slip import within
from oncurve.claims.findings import ARTICLE
from oncurve.claims.passage import Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say
from oncurve.claims.told import Told
from oncurve.claims.verdict import Finding, Judgement

__all__ = ["as_off_its_amounts", "of_same_side", "turned_to_amounts", "turned_to_base"]

_AMOUNTS = {"price_ratio": ("price_per_token",), "cost_ratio": ("training_cost", "chip_hours", "training_compute")}
#: what tells that a ratio is worked out of the amounts of the sentences before it, and how far back these may stand
_THUS, _NEAR = Pattern(r"\b(?:thus|hence|therefore|that is|that makes|this makes|in other words)\b", re.IGNORECASE), 240
_SLACK, _ROUGH = 0.12, 0.3
#: measures of which amounts add up, the words before a total, and how far above it its parts may stand
_ADDED = ("chip_hours", "training_cost", "training_tokens", "training_compute", "organisation_spend", "chip_count",
          "chips_shipped", "chips_smuggled", "power")
_IN_ALL = Pattern(r"\b(?:in (?:all|total|sum)|altogether|all told|together|total|sum|combined|between them)\b",
                  re.IGNORECASE)
_LIST_AT_MOST, _FEWEST, _SLACK_OF_SUM = 400, 2, 0.02
_EARLIER = "earlier price"
_OF_BASE = Pattern(r"\s*(?:of )?(?:what )?(?:the |its |that of the )?(?:base|original|underlying|parent|foundation)\b"
                   r"(?: model| run)?", 2)


def as_off_its_amounts(judged: Judgement, claim: Claim, claims: Told) -> Judgement:
    """The judgement of a ratio that the amounts beside it do not have ("$60 against $2.19, fifty times as much").

    That is a finding; where nothing else is known, it refutes the ratio. So is a total that is refuted and is not the
    sum of the lines above it.

    Args:
        judged: the judgement by what is known.
        claim: the ratio or total.
        claims: all claims of the article, each of what it was judged to be of.
    """
    if judged.accuses and claim.measure in _ADDED \
            and not any(each.code.startswith("OC2") for each in judged.findings):
        more = _off_its_parts(claim, claims)
        return structs.replace(judged, findings=(*judged.findings, *more))
    off = _off(claim, claims) if claim.measure in _AMOUNTS else None
    if off is None or not (judged.accuses or judged.verdict in ("no_basis", "scope_dependent")):
        return judged
    kept = tuple(each for each in judged.findings if each.code not in ("OC801", "OC802", off.code))
    if judged.verdict != "no_basis" or any(each.code.startswith("OC6") for each in kept):
        return structs.replace(judged, findings=(*(each for each in judged.findings if each.code != off.code), off))
    return structs.replace(judged, verdict="inconsistent", findings=(*kept, off),
                           reason=f"The sentence's own figures do not agree. {off.message}",
                           sources=judged.sources or (ARTICLE,))


def _off_its_parts(claim: Claim, claims: Told) -> tuple[Finding, ...]:
    """OC203, where a total of the lines or sentences above it is not their sum."""
    before = claim.sentence.partition(claim.quote)[0]
    parts = [each for each in claims.of(claim.measure) if 0 <= claim.start - each.end <= _LIST_AT_MOST
             and each.unit == claim.unit and each.value and not each.negated]
    if _IN_ALL.search(before) is None or len(parts) < _FEWEST or not claim.value:
        return ()
    results = [sum(each.value or 0.0 for each in parts[first:]) for first in range(len(parts) - 1)]
    if any(within(claim.value, each, _SLACK_OF_SUM) for each in (*results, *(each.value or 0.0 for each in parts))):
        return ()
    listed = ", ".join(say(each.value or 0.0, "", 4).strip() for each in parts)
    return (Finding("OC203", f"{listed} add up to {say(results[0], claim.unit or '', 4)}, not "
                             f"{say(claim.value, claim.unit or '', 4)}."),)


def _off(claim: Claim, claims: Told) -> Finding | None:
    """OC207, where no two of the amounts given of the two sides of a ratio have it."""
    if claim.value is None or claim.value <= 1 or claim.negated:
        return None
    pairs = [(max(pair), min(pair), unit) for *pair, unit in _pairs(claim, claims)]
    results = [high / low for high, low, _ in pairs]
    if not results or any(_fits(claim, each) for each in results):
        return None
    if claim.scope is None and min(results) < claim.value < max(results):
        return None  # the ratio of some mix of input and output
    high, low, unit = pairs[0]
    return Finding("OC207", f"{say(high, unit, 4)} and {say(low, unit, 4)} differ by a factor of "
                            f"{say(results[0], '', 3).strip()}, not {say(claim.value, '', 3).strip()}.")


def _fits(claim: Claim, result: float) -> bool:
    told = claim.value or 0.0
    if claim.qualifier == "at_least":
        return result >= told * (1 - _SLACK)
    if claim.qualifier == "at_most":
        return result <= told * (1 + _SLACK)
    return within(told, result, _SLACK if claim.qualifier == "exact" else _ROUGH)


def _pairs(claim: Claim, claims: Told) -> list[tuple[float, float, str]]:
    """The amounts of the one side and of the other, of one kind and currency, and their unit."""
    near = [each for each in claims.of(*_AMOUNTS[claim.measure]) if each.value
            and not each.negated and (each.sentence == claim.sentence or (
                0 < claim.start - each.start <= _NEAR and _THUS.search(claim.sentence) is not None))]
    own = [each for each in near if each.subject == claim.subject]
    other = [each for each in near if each.subject == claim.reference]
    if _EARLIER in (claim.reference or ""):
        other = own if len({each.value for each in own}) > 1 else [each for each in near if each not in own]
    single = len(own) == 1 == len(other)
    return [(one.value or 0.0, two.value or 0.0, one.unit or "") for one in own for two in other
            if one is not two and (one.measure, one.unit) == (two.measure, two.unit)
            and one.value != two.value and (one.scope == two.scope or (single and not _told_apart(one, two)))]


def _told_apart(one: Claim, two: Claim) -> bool:
    """Whether two prices name their own tiers, each another: "$75 per million input tokens", "$15 … output tokens"."""
    return all(each.scope is not None and each.scope in each.quote for each in (one, two))


def turned_to_amounts(claim: Claim, claims: Told) -> Iterator[Claim]:
    """A ratio whose subject is the dearer by the amounts that the text gives of both, read the other way round."""
    if claim.measure not in _AMOUNTS or not claim.reference or _EARLIER in claim.reference:
        return
    pairs = _pairs(claim, claims)
    if pairs and all(one > other for one, other, _ in pairs):
        yield replace(claim, subject=claim.reference, reference=claim.subject)


def of_same_side(claim: Claim, claims: Told, passages: Passages) -> Iterator[Claim]:
    """A ratio after another of its sentence, to what that one is to: "A is five times cheaper, and B 25 times"."""
    place = passages.sentence_at(claim.start)
    ratios = claims.within(place.start, claim.start, "price_ratio") if place and claim.measure == "price_ratio" else ()
    before = [each for each in ratios if each.end <= claim.start and each.reference]
    named = [each.ident for each in passages.things.between(before[-1].end, claim.start, "model")] if before else []
    if len(set(named)) == 1 and named[0] != before[-1].reference:
        yield replace(claim, subject=named[0], reference=before[-1].reference)


def turned_to_base(claim: Claim, catalogue: Catalogue) -> Iterator[Claim]:
    """A part of what a base model cost ("a twentieth of what the base model had"), read of the model made from it."""
    made, base = model_of(catalogue, claim.reference), model_of(catalogue, claim.subject)
    after = claim.sentence.partition(claim.quote)[2]
    if claim.measure == "cost_ratio" and made is not None and base is not None and made.base == base.id \
            and _OF_BASE.match(after):
        yield replace(claim, subject=claim.reference, reference=claim.subject)
