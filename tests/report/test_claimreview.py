"""ClaimReview JSON-LD, held to what schema.org and the search engines' guides ask of it."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from oncurve.api import World
from oncurve.claims.audit import Audit
from oncurve.report.audit_claimreview import claim_reviews, claimreview

#: properties that schema.org defines, by type (ClaimReview and Claim with what they inherit from CreativeWork)
CREATIVE_WORK = {"@type", "@id", "url", "name", "text", "datePublished", "inLanguage", "author", "citation", "headline"}
KNOWN = {"ClaimReview": CREATIVE_WORK | {"claimReviewed", "itemReviewed", "reviewRating", "reviewBody"},
         "Claim": CREATIVE_WORK | {"appearance", "firstAppearance"}, "NewsArticle": CREATIVE_WORK,
         "CreativeWork": CREATIVE_WORK, "Organization": {"@type", "name", "url"}, "Person": {"@type", "name"},
         "Rating": {"@type", "alternateName", "ratingExplanation"}}


def nodes(plain: object) -> list[dict[str, object]]:
    """Every typed node of a document."""
    if isinstance(plain, list):
        return [node for each in plain for node in nodes(each)]
    if isinstance(plain, dict):
        own = [plain] if "@type" in plain else []
        return own + [node for each in plain.values() for node in nodes(each)]
    return []


def test_the_fields_that_are_required_are_there(sample: Audit) -> None:
    """`claimReviewed`, `reviewRating` with a rating in words, `url` and `author` are required of each review."""
    plain = json.loads(claimreview(sample))
    assert plain["@context"] == "https://schema.org"
    assert plain["@graph"]
    for review in plain["@graph"]:
        assert review["@type"] == "ClaimReview"
        assert review["claimReviewed"]
        assert review["url"]
        assert review["author"]["name"]
        assert review["reviewRating"]["alternateName"]
        assert dt.date.fromisoformat(review["datePublished"]) >= dt.date.fromisoformat(
            review["itemReviewed"]["datePublished"])


def test_only_types_and_properties_of_schema_org_are_used(sample: Audit) -> None:
    """Every node is of a type that schema.org has, with properties that the type has."""
    for node in nodes(claim_reviews(sample)):
        assert set(node) <= KNOWN[str(node["@type"])] | {"@context"}, node["@type"]


def test_no_verdict_is_a_number(sample: Audit) -> None:
    """There is no meter of truth: a rating has words and a reason, and no value."""
    assert not [node for node in nodes(claim_reviews(sample)) if {"ratingValue", "bestRating"} & set(node)]


def test_what_was_not_reviewed_is_left_out(sample: Audit) -> None:
    """One review a claim, but for those not due or not checkable."""
    reviewed = [each for each in sample.claims if each.verdict not in ("not_due", "not_checkable")]
    assert [review["claimReviewed"] for review in claim_reviews(sample)["@graph"]] == [
        each.claim.sentence for each in reviewed]


@pytest.mark.parametrize(("speaker", "kind"), [("Dario Amodei", "Person"), ("SemiAnalysis", "Organization")])
def test_who_made_a_claim_is_a_person_or_an_organisation(world: World, speaker: str, kind: str) -> None:
    """The author of the claim is typed by what the catalogue knows of it."""
    audit = world.check_text(f"{speaker} said DeepSeek has 50,000 Hopper chips.", published="2025-02-05")
    authors = [review["itemReviewed"].get("author") for review in claim_reviews(audit)["@graph"]]
    assert {"@type": kind, "name": speaker} in authors
