"""What counts from the day of an article that names none cannot be held against it."""

from __future__ import annotations

import pytest

from oncurve.api import World


@pytest.fixture(scope="module")
def world() -> World:
    """All that is known."""
    return World()


@pytest.mark.parametrize("sentence", ["DeepSeek-V3 was released a month ago.", "Nvidia fell 11% on Monday.",
                                      "GPT-4o came out in December."])
def test_a_day_that_nobody_can_tell_is_judged_only_once_it_is_given(sentence: str, world: World) -> None:
    """Without the day of the article there is no basis, and the reason asks for the day; with it there is a verdict."""
    undated = world.check_text(sentence).claims[0]
    assert undated.verdict == "no_basis"
    assert "the article names none" in undated.then.reason
    dated = world.check_text(sentence, published="2025-01-28").claims[0]
    assert dated.verdict in ("consistent", "inconsistent")


@pytest.mark.parametrize(("sentence", "verdict"), [
    ("DeepSeek-V3 was released on 26 December 2024.", "consistent"),
    ("DeepSeek-V3, released last month, has 671 billion parameters.", "consistent"),
])
def test_what_hangs_on_no_day_is_judged_without_one(sentence: str, verdict: str, world: World) -> None:
    """A day written out, and the size of a model that came out "last month", need no day of the article."""
    found = [each for each in world.check_text(sentence).claims if each.claim.measure != "release_date"
             or "2024" in each.claim.quote]
    assert [each.verdict for each in found] == [verdict]
