"""Verdicts on claims whose truth is documented, in passages that were written before they were audited."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from oncurve.api import World

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
from score_verdicts import cases, outcome, shares

CASES = Path(__file__).parents[1] / "cases" / "verdicts"
#: percent of the cases that must be right, may be wrong, and get the finding that belongs there
RIGHT, WRONG, FOUND, EXPLAINED = 85, 4, 80, 94
#: the same of the sets on scores, lags, prices and curves alone
ON_PRICES = 90, 2, 85, 95


@pytest.mark.slow
@pytest.mark.parametrize("names", [("autumn",), ("winter",), ("spring",), ("solstice",), ("summer",),
                                   ("equinox", "midwinter"),
                                   ("fresh", "heldout", "practice", "later", "last")])
def test_documented_claims_get_the_verdict_of_their_sources(names: tuple[str, ...]) -> None:
    """Of the claims whose truth is documented most are judged rightly, hardly one wrongly, and each is explained."""
    world = World()
    found = shares((case, outcome(case, world)) for case in cases(*(CASES / f"{name}.jsonl" for name in names)))
    assert found["right"] >= RIGHT
    assert found["wrong"] <= WRONG
    assert found["finding"] >= FOUND
    assert found["explained"] >= EXPLAINED


@pytest.mark.slow
def test_documented_claims_on_scores_lags_and_prices_get_the_verdict_of_their_sources() -> None:
    """Scores, lags, prices, ratios of prices and curves of cost: nine of ten are right, and hardly one is wrong."""
    world = World()
    found = shares((case, outcome(case, world)) for case in cases(*(CASES / f"{name}.jsonl"
                                                                    for name in ("ember", "advent"))))
    right, wrong, finding, explained = ON_PRICES
    assert found["right"] >= right
    assert found["wrong"] <= wrong
    assert found["finding"] >= finding
    assert found["explained"] >= explained
