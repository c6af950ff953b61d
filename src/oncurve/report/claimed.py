"""What a claim says, in words: its figure, and what it is the figure of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncurve.basis.errors import BadUsage
from oncurve.basis.span import month_span
from oncurve.claims.agreement import unit_of
from oncurve.claims.check.export_status import claimed_status
from oncurve.claims.check.subject import label
from oncurve.claims.saying import say, say_interval, say_span

if TYPE_CHECKING:
    from oncurve.catalog.read import Catalogue
    from oncurve.claims.claim import Claim

__all__ = ["bare", "claim_words", "proposed_words", "subject_words"]

_MEASURES = {"not_auditable": "statement", "export_status": "export rules", "benchmark_score": "score",
             "price_per_token": "price of tokens", "companies_able": "companies able to train such a model",
             "organisation_spend": "spending", "cost_decline_rate": "fall of costs"}
_STATUS = {"allowed": "no licence needed", "licence": "a licence is needed", "restricted": "barred"}
_QUALIFIERS = {"approx": "about ", "at_least": "at least ", "at_most": "at most "}
_BETWEEN = {"capability_lag": "behind", "benchmark_score": "on", "price_ratio": "against", "cost_ratio": "against",
            "export_status": "to", "chips_shipped": "to", "chips_smuggled": "to"}


def claim_words(claim: Claim) -> str:
    """The figure of a claim in words; its own words where it names none."""
    told = _STATUS.get(claimed_status(claim), "") if claim.measure == "export_status" else _figure(claim)
    if not told:
        return f"“{bare(claim.quote)}”"
    return f"not {told}" if claim.negated else told


def bare(quote: str) -> str:
    """A quote without the quotation marks that it stands in."""
    return quote.strip("\"'“”‘’„«» ") or quote


def _figure(claim: Claim) -> str:
    unit = unit_of(claim)
    if claim.value is not None and claim.measure == "market_move" and claim.value < 0:
        return f"a fall of {_QUALIFIERS.get(claim.qualifier, '')}{say(-claim.value, unit, 4)}"
    if claim.value is not None and unit not in ("date", "none"):
        return _QUALIFIERS.get(claim.qualifier, "") + say(claim.value, unit, 4)
    low, high = claim.low, claim.high
    if unit in ("date", "none") or (low is None and high is None):
        return _days(claim) if unit == "date" and claim.time else ""
    if low is None or high is None:
        known = low if high is None else high
        assert known is not None
        return ("at least " if high is None else "at most ") + say(known, unit, 4)
    return say_interval(low, high, unit, 4)


def _days(claim: Claim) -> str:
    try:
        span = month_span((claim.time or "").removeprefix("FY"))
    except BadUsage:
        return claim.time or ""
    if span.start is None or span.end is None:
        return claim.time or ""
    return _QUALIFIERS.get(claim.qualifier, "") + say_span(span.start.toordinal(), span.end.toordinal() - 1)


def subject_words(claim: Claim, catalogue: Catalogue | None) -> str:
    """What the claim is about: "training cost of DeepSeek-V3, final run"."""
    words = _MEASURES.get(claim.measure) or claim.measure.replace("_", " ")
    if claim.subject:
        words += f": {_named(claim.subject, catalogue)}"
    if claim.reference:
        words += f" {_BETWEEN.get(claim.measure, 'against')} {_named(claim.reference, catalogue)}"
    if claim.scope and claim.scope.replace("_", " ") not in words:
        words += f", {claim.scope.replace('_', ' ')}"
    return words


def proposed_words(claim: Claim) -> str:
    """What a language model had to do with a claim, as a sentence; empty where it had nothing."""
    if claim.proposed is None:
        return ""
    model, fields = claim.proposed.model, claim.proposed.fields
    if "quote" in fields:
        return f"Only {model} saw a claim here. Its number is as the grammar reads it."
    return f"From {model}: {', '.join(name.replace('_', ' ') for name in fields)}. The rest is as the grammar reads it."


def _named(ident: str, catalogue: Catalogue | None) -> str:
    return ident if catalogue is None else label(catalogue, ident)
