"""What is told of the chips and the power of named sites, against what newspapers printed of them."""

from __future__ import annotations

import pytest

from oncurve.api import World


@pytest.fixture(scope="module")
def world() -> World:
    """All that is known."""
    return World()


@pytest.mark.parametrize(("sentence", "day", "verdict"), [
    # Elon Musk to CNBC on 20 May 2025: 200,000 installed
    ("xAI's Colossus runs 200,000 GPUs.", "2025-06-20", "consistent"),
    ("xAI's Colossus runs 500,000 GPUs.", "2025-06-20", "inconsistent"),
    # 100,000 at the start, on 2 September 2024
    ("xAI's Colossus has 100,000 H100s.", "2024-12-01", "consistent"),
    ("xAI's Colossus has 400,000 H100s.", "2024-12-01", "inconsistent"),
    # nothing was told before it was announced
    ("xAI's Colossus has 100,000 H100s.", "2024-08-01", "no_basis"),
    # the grid granted 150 MW; the site has turbines beside it, so that this refutes nothing
    ("Colossus draws 250 MW.", "2025-03-01", "no_basis"),
    # a plan fits what tells a plan, and is no count of what stands
    ("Meta's Hyperion will scale to 5 GW.", "2025-08-01", "consistent"),
    ("Meta's Hyperion draws 5 GW.", "2025-08-01", "no_basis"),
    ("Stargate Abilene will house 400,000 GB200 chips.", "2025-06-01", "consistent"),
    # 44,544 in the machine, by Tom's Hardware of 18 November 2024
    ("El Capitan has 44,544 GPUs.", "2024-12-01", "consistent"),
    ("JUPITER draws 11 MW.", "2025-09-10", "consistent"),
    # Anthropic and Google in October 2025: up to a million TPUs
    ("Anthropic will use up to one million TPUs.", "2025-11-10", "consistent"),
])
def test_a_site_holds_and_draws_what_was_told_of_it_by_the_day(world: World, sentence: str, day: str,
                                                               verdict: str) -> None:
    """A count or a power of a named site is judged by what was public on the article's day."""
    made = [each.to_dict() for each in world.claim(sentence, published=day).claims]
    assert [each["verdict"] for each in made] == [verdict]
