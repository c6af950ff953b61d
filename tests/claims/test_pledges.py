"""What counts as money promised, and with whom."""

from __future__ import annotations

from oncurve.api import World
from oncurve.claims.check.pledges import is_pledge, partners_of


def test_only_what_is_still_to_be_paid_is_a_pledge() -> None:
    """SemiAnalysis's estimate of what DeepSeek's fleet costs over four years is none, Oracle's contract is."""
    organisations = World().catalogue.organisations
    assert not any(is_pledge(fact) for fact in organisations["deepseek"].facts)
    deals = {partner: fact.number for fact in organisations["openai"].facts if is_pledge(fact)
             for partner in partners_of(fact) if partner in ("oracle", "amazon")}
    assert deals == {"oracle": 300e9, "amazon": 38e9}


def test_a_plan_that_had_been_told_is_held_against_the_plans_of_then() -> None:
    """Amazon guided to about 100 billion in February 2025 and to 125 in October; it never told of 60."""
    world = World()
    found = [world.claim(f"In February Amazon had guided to about ${plan} billion of capex for 2025.",
                         published="2025-10-30").claims[0].verdict for plan in (100, 60)]  # fmt: skip
    assert found[0] == "consistent"
    assert found[1] in ("inconsistent", "drifted")
