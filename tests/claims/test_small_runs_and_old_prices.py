"""Cheap runs on top of other models, the prices that models had at first, and prices by the size of the context."""

from __future__ import annotations

import pytest

from oncurve.api import World

#: the day, a sentence, and what is found
JUDGED = (
    ("2025-02-12", "s1-32B was trained on 16 H100s.", "consistent"),  # paper, section 4.1
    ("2025-02-12", "Training s1-32B took 26 minutes.", "consistent"),
    ("2025-02-12", "Training s1-32B took 26 hours.", "inconsistent"),
    ("2025-02-12", "s1 was trained for less than $50.", "consistent"),  # TechCrunch
    ("2025-02-12", "s1 was trained for $3,000.", "inconsistent"),
    ("2025-01-20", "Sky-T1-32B-Preview took 19 hours to train.", "consistent"),  # the developers' post
    ("2025-01-20", "Sky-T1 was trained for $8,500.", "inconsistent"),
    ("2024-10-05", "Qwen2.5-14B has 14.7 billion parameters.", "consistent"),  # report, Table 1
    ("2024-10-05", "Qwen2.5-7B has 9.6 billion parameters.", "inconsistent"),
    ("2025-06-20", "Magistral Small has 24 billion parameters.", "consistent"),  # model card
    ("2024-03-25", "GPT-MoE-1.8T would train on 8,000 H100s.", "consistent"),  # GTC keynote
    ("2024-03-25", "GPT-MoE-1.8T would train on 2,000 Blackwell GPUs.", "consistent"),
    ("2024-03-25", "GPT-MoE-1.8T would train on 30,000 H100s.", "no_basis"),  # one person's word refutes nothing
    ("2024-05-25", "DeepSeek-V2 costs $0.14 per million input tokens.", "consistent"),  # price list
    ("2024-05-25", "DeepSeek-V2 costs $1.40 per million input tokens.", "inconsistent"),
    ("2023-08-15", "Claude 2 costs $32.68 per million output tokens.", "consistent"),  # until November 2023
    ("2023-08-15", "Claude 2 costs $11.68 per million output tokens.", "inconsistent"),
    ("2023-05-10", "GPT-4 with 32K of context costs $0.06 per 1,000 prompt tokens.", "consistent"),  # price list
    ("2023-05-10", "GPT-4-32K costs $0.12 per 1,000 completion tokens.", "consistent"),
    ("2023-05-10", "GPT-4-32K costs $0.03 per 1,000 prompt tokens.", "inconsistent"),
    ("2023-05-10", "GPT-4 with 8K of context costs $0.03 per 1,000 prompt tokens.", "consistent"),
    ("2023-05-10", "GPT-4 costs $0.03 per 1,000 prompt tokens.", "consistent"),
)


@pytest.fixture(scope="module")
def world() -> World:
    """All facts of the catalogue."""
    return World()


@pytest.mark.parametrize(("day", "text", "verdict"), JUDGED)
def test_a_small_run_or_an_old_price_is_known(world: World, day: str, text: str, verdict: str) -> None:
    """The verdict is what the named source bears out on the day."""
    assert [each.verdict for each in world.check_text(text, published=day).claims] == [verdict]
