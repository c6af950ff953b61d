"""Claims on export rules, judged by what was in force on the article's day and by what is known now."""

from __future__ import annotations

import pytest

from oncurve.api import World


@pytest.fixture(scope="module")
def world() -> World:
    """All that is known."""
    return World()


@pytest.mark.parametrize(("sentence", "published", "verdict"), [
    ("Nvidia needs a US licence to sell the H20 to China.", "2025-05-01", "consistent"),
    ("Nvidia needs a US licence to sell the H20 to China.", "2025-03-01", "inconsistent"),
    ("Nvidia needs a US licence to sell the A800 to China.", "2023-06-01", "inconsistent"),
    ("AMD's MI325X carries a 25% tariff when it enters the United States.", "2026-02-01", "consistent"),
    ("Nvidia's H200 NVL carries a 25% tariff when it enters the United States.", "2026-02-01", "inconsistent"),
])  # fmt: skip
def test_a_claim_is_judged_by_the_law_of_its_day(world: World, sentence: str, published: str, verdict: str) -> None:
    """The letter of 9 April 2025, the rule of October 2022 and the bands of January 2026 decide."""
    claims = world.claim(sentence, published=published).claims
    assert [claim.verdict for claim in claims] == [verdict]


def test_rules_announced_and_not_yet_in_force_are_told_with_both_days(world: World) -> None:
    """In January 2025 the diffusion framework was announced on the 13th, to be obeyed from 15 May (90 FR 4544)."""
    audit = world.claim("Washington imposed new restrictions on chip exports to China.", published="2025-01-29")
    claim = audit.claims[0]
    assert claim.verdict == "consistent"
    assert "announced on 13 January 2025, to be obeyed from 15 May 2025" in claim.to_dict()["reason"]
