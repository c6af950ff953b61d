"""What pods, pairs and dies do together, announced chips, the first part of a deal, and what staff cost."""

from __future__ import annotations

import pytest

from oncurve.api import World

#: the day, a sentence, and what is found
JUDGED = (
    ("2025-09-22", "The Atlas 950 SuperPoD reaches 8 exaflops in FP8.", "consistent"),  # Huawei Connect 2025
    ("2025-09-22", "The Atlas 950 SuperPoD reaches 16 exaflops in FP4.", "consistent"),
    ("2025-09-22", "The Atlas 950 SuperPoD reaches 24 exaflops in FP8.", "inconsistent"),
    ("2025-09-22", "The Atlas 960 SuperPoD reaches 30 exaflops in FP8.", "consistent"),
    ("2025-09-22", "The Ascend 960 will have 288 GB of memory.", "consistent"),
    ("2025-09-22", "The Ascend 970 will have 9.6 TB/s of memory bandwidth.", "inconsistent"),  # the 960's
    ("2023-08-12", "The dual GH200 has 10 TB/s of memory bandwidth.", "consistent"),  # Nvidia's announcement
    ("2023-08-12", "A board with a dual GH200 holds 582 GB of HBM3e.", "inconsistent"),
    ("2024-03-22", "NV-HBI joins the two dies of the B200 at 10 TB/s.", "consistent"),  # GTC keynote
    ("2024-03-22", "NV-HBI joins the two dies of the B200 at 18 TB/s.", "inconsistent"),
    ("2025-10-09", "OpenAI will deploy 6 gigawatts of AMD chips.", "consistent"),  # both firms' announcement
    ("2025-10-09", "OpenAI is to deploy 1 gigawatt of AMD chips in the second half of 2026.", "consistent"),
    ("2025-10-09", "OpenAI will deploy 3 gigawatts of AMD chips.", "inconsistent"),
    ("2026-04-23", "Anthropic pledged to spend more than $100 billion on AWS over ten years.", "consistent"),
    ("2024-07-27", "OpenAI will spend $1.5 billion on staff in 2024, The Information reported.", "consistent"),
    ("2024-07-27", "OpenAI will spend $4.5 billion on staff in 2024, The Information reported.", "drifted"),
)


@pytest.fixture(scope="module")
def world() -> World:
    """All facts of the catalogue."""
    return World()


@pytest.mark.parametrize(("day", "text", "verdict"), JUDGED)
def test_what_stands_in_an_announcement_is_known(world: World, day: str, text: str, verdict: str) -> None:
    """The verdict is what the announcement bears out on the day."""
    assert [each.verdict for each in world.check_text(text, published=day).claims] == [verdict]


def test_a_figure_is_hidden_where_it_stands(world: World) -> None:
    """A figure that is also the end of another one is looked at in its own place."""
    text = "The H100 has 3.35 TB/s of memory bandwidth, and the A100 5 TB/s of memory bandwidth."
    found = [each.verdict for each in world.check_text(text, published="2024-03-22").claims]
    assert found == ["consistent", "inconsistent"]
