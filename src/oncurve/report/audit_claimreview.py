"""An audit as ClaimReview, the form in which search engines and fact-checkers exchange verdicts (schema.org).

A verdict is given in words (`alternateName`) with its reason, and never as a number: there is no meter of truth.
Claims that cannot be checked, or are not due, are left out: they were not reviewed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from oncurve.catalog.organisation import Person
from oncurve.claims.check.subject import find_thing
from oncurve.report.card import Card, cards
from oncurve.report.page import safe_address

if TYPE_CHECKING:
    from oncurve.claims.audit import Audit

__all__ = ["claim_reviews", "claimreview"]

_UNREVIEWED = frozenset({"not_checkable", "not_due"})


def claimreview(audit: Audit) -> str:
    """JSON-LD with one ClaimReview a claim, to be published beside the page of the audit."""
    return json.dumps(claim_reviews(audit), ensure_ascii=False, indent=2) + "\n"


def claim_reviews(audit: Audit) -> dict[str, Any]:
    """The reviews as plain data."""
    return {"@context": "https://schema.org",
            "@graph": [_review(card) for card in cards(audit) if card.audited.verdict not in _UNREVIEWED]}


def _review(card: Card) -> dict[str, Any]:
    audit, claim = card.audit, card.audited.claim
    return {
        "@type": "ClaimReview",
        "@id": f"#{card.anchor}",
        "url": f"#{card.anchor}",
        "datePublished": audit.as_of.isoformat(),
        "inLanguage": "en",
        "author": {"@type": "Organization", "name": "oncurve"},
        "claimReviewed": claim.sentence,
        "itemReviewed": _claim(card),
        "reviewRating": {"@type": "Rating", "alternateName": card.sign.word,
                         "ratingExplanation": card.audited.then.reason},
        "reviewBody": _body(card),
        "citation": [{"@type": "CreativeWork", "name": each.title, "author": each.producer,
                      **({"url": each.url} if safe_address(each.url) else {})} for each in card.sources],
    }


def _claim(card: Card) -> dict[str, Any]:
    audit, claim = card.audit, card.audited.claim
    told: dict[str, Any] = {
        "@type": "Claim", "name": claim.quote, "text": claim.sentence, "datePublished": audit.published.isoformat(),
        "appearance": {"@type": "NewsArticle", "headline": audit.article.title or "Untitled article",
                       "datePublished": audit.published.isoformat()}}
    if claim.speaker:
        thing = find_thing(audit.catalogue, claim.speaker) if audit.catalogue is not None else None
        told["author"] = {"@type": "Person" if isinstance(thing, Person) else "Organization",
                          "name": thing.label if thing is not None else claim.speaker}
    return told


def _body(card: Card) -> str:
    parts = [card.audited.then.reason, card.hinge, *(each.message for each in card.findings), card.then_and_now]
    return " ".join(part for part in parts if part)
