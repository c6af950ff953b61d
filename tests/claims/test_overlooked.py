"""Claims that only the figures beside them show."""

from __future__ import annotations

import pytest

from oncurve.api import World

WORLD = World()


@pytest.mark.parametrize(
    ("text", "published", "value", "verdict"),
    [
        ("Eleven developers had trained a model beyond 10^25 FLOP by the end of January 2025, Epoch AI counts.",
         "2025-03-04", 11, "consistent"),
        ("More than a hundred companies have by now trained a model on over 10^25 FLOP.", "2025-04-22", 100,
         "inconsistent"),
    ],
)
def test_developers_over_a_size_are_counted(text: str, published: str, value: float, verdict: str) -> None:
    """How many have made a run of a size is judged, and the size itself is no claim."""
    audit = WORLD.check_text(text, published=published)
    assert [(each.claim.measure, each.claim.value, each.verdict) for each in audit.claims] == [
        ("companies_able", value, verdict)]


def test_a_wrong_total_is_a_claim_of_its_own() -> None:
    """2,664,000, 119,000 and 5,000 hours make 2.788 million: the 5.788 million that a text gives is judged."""
    text = "V3's stages used 2.664 million, 119,000 and 5,000 H800 hours, DeepSeek writes, or 5.788 million together."
    total = WORLD.check_text(text, published="2025-01-08").claims[-1]
    assert total.claim.quote == "5.788 million"
    assert total.verdict in ("inconsistent", "drifted")
    assert total.then.sources


def test_the_power_of_so_many_chips_is_worked_out() -> None:
    """A hundred thousand chips of 700 watts draw 70 megawatts, not 700."""
    text = "Without cooling, a hundred thousand H100s at 700 watts apiece draw 700 megawatts."
    drawn = WORLD.check_text(text, published="2024-10-16").claims[-1]
    assert (drawn.claim.measure, drawn.verdict) == ("power", "inconsistent")
