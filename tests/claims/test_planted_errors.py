"""Errors planted one by one in clean passages: how many are found, and how often a clean one is suspected."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from oncurve.api import World

sys.path.insert(0, str(Path(__file__).parent))
from planted import clean, planted

CASES = Path(__file__).parents[1] / "cases" / "verdicts" / "clean.jsonl"
WORLD = World()
#: what came out after the article's day is no suspicion of it
TOLD_LATER = ("OC401", "OC403")
#: shares of each family, and of all, that are found at least
FOUND = {"OC1xx": 0.88, "OC2xx": 0.9, "OC3xx": 0.88, "OC4xx": 0.9, "OC5xx": 0.9, "OC6xx": 0.88, "OC7xx": 0.9}
FOUND_OF_ALL = 0.9
SUSPECTED = 0.02


def codes_of(text: str, published: str) -> set[str]:
    """Every code that an audit of the passage gives."""
    audit = WORLD.check_text(text, published=published)
    of_claims = {each.code for claim in audit.claims for each in claim.then.findings}
    return of_claims | {each.code for each in audit.findings}


@pytest.mark.slow
def test_most_planted_errors_are_found() -> None:
    """Of four hundred and fifty passages with one error each, most get a finding of its family."""
    found: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for _, family, published, text in planted(CASES):
        every[family] += 1
        found[family] += any(code.startswith(family[:3]) for code in codes_of(text, published))
    shares = {family: found[family] / number for family, number in every.items()}
    assert {family: share for family, share in shares.items() if share < FOUND[family]} == {}
    assert sum(found.values()) / sum(every.values()) >= FOUND_OF_ALL


@pytest.mark.slow
def test_few_clean_passages_are_suspected() -> None:
    """Of the passages that are right, few get a finding that says otherwise."""
    suspected = [name for name, published, text in clean(CASES)
                 if any(code[2] in "1234567" and code not in TOLD_LATER for code in codes_of(text, published))]
    assert len(suspected) <= SUSPECTED * len(list(clean(CASES))), suspected
