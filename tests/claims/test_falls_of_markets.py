"""Bounds of falls: "by more than 3%" is a greater fall, "up to 3%" a lesser one."""

from __future__ import annotations

import pytest

from oncurve.api import World

WORLD = World()
DAY = "2025-01-28"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The Nasdaq fell by more than 3% on Monday.", "consistent"),
        ("The Nasdaq fell by more than 4% on Monday.", "inconsistent"),
        ("Nvidia's shares fell by up to 18% on Monday.", "consistent"),
        ("Nvidia's shares fell by up to 10% on Monday.", "inconsistent"),
    ],
)
def test_a_fall_is_bounded_from_the_side_that_the_words_say(text: str, verdict: str) -> None:
    """On 27 January 2025 the Nasdaq fell by 3.07% and Nvidia by 16.97%, as the newspapers had it."""
    audit = WORLD.check_text(text, published=DAY)
    assert [each.verdict for each in audit.claims] == [verdict]
