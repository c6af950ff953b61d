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
