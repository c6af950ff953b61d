"""Refuted figures that the lines above them, or another power of ten, explain."""

from __future__ import annotations

import pytest

from tests.claims.judging import judged

STAGES = """DeepSeek-V3's hours, by stage:
- pre-training: 2,664K H800-hours
- longer context: 119K
- the rest: 5K
In all {} H800-hours."""


@pytest.mark.parametrize(("told", "verdict", "summed"), [("2,788K", "consistent", False),
                                                         ("3,288K", "inconsistent", True)])
def test_a_total_is_held_to_the_lines_above_it(told: str, verdict: str, summed: bool) -> None:
    """2,664, 119 and 5 thousand add up to 2,788 thousand, as the report says."""
    found, codes = judged(STAGES.format(told), "2025-01-10", told)
    assert (found, "OC203" in codes) == (verdict, summed)


@pytest.mark.parametrize(("told", "code"), [("six trillion dollars", "OC102"), ("$590 billion", None)])
def test_a_lost_nought_is_named_also_where_the_figure_is_spelled(told: str, code: str | None) -> None:
    """Nvidia lost 589 to 593 billion dollars of value on 27 January 2025."""
    verdict, codes = judged(f"Nvidia lost {told} of market value on Monday.", "2025-01-28", told)
    assert (verdict == "inconsistent") is (code is not None)
    assert code is None or code in codes
