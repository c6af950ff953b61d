"""What a text denies, takes back or bounds; sentences of our own."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.catalog.names import load_names
from oncurve.claims.read.reader import Reader

READER = Reader(load_names())


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("I wrote that Falcon 180B cost $90 million to train. It did not.", True),
        ("A correction. Last week we wrote that Falcon 180B cost $90 million to train. It cost $30 million.", True),
        ("The story that GPT-4 has 100 trillion parameters is a hoax.", True),
        ("The 9 million H100-hours that went round for Qwen3 are made up.", True),
        ("Falcon 180B was trained on 4,096 A100s rather than 40,000 A100s.", True),
        ("Falcon 180B cost $90 million to train. It was released in 2023.", False),
        ("Huawei will not exceed a production of 200,000 Ascend chips this year.", False),
        ("A correction. I also wrote that Grok-1 has 500 billion parameters. I regret it.", True),
        ("DeepSeek-V3 gets 88.5 on MMLU. Llama 3.1 405B doesn't come near that (88.6).", False),
        ("We would not read much into GPT-5's 94.6% on AIME 2025.", False),
        ("I do not care much for Grok 4's 88% on GPQA Diamond.", False),
        ("We wrote last week that Falcon 180B cost $90 million to train. It sold well.", False),
    ],
)
def test_the_figure_that_a_text_takes_back_is_denied(text: str, *, denied: bool) -> None:
    """A denial may follow in the next sentence or be a correction's; a "not" before a bound denies nothing."""
    found = READER.read_text(text, dt.date(2025, 5, 4))
    assert any(claim.negated for claim in found) is denied
    assert found


@pytest.mark.parametrize(
    ("text", "came"),
    [
        ("Two crates of smuggled cards held 112 H100s; they never left Rotterdam for China.", False),
        ("The smugglers declared 640 H200s as toys. None arrived in Shenzhen.", False),
        ("The smugglers declared 640 H200s as toys. All arrived in Shenzhen.", True),
    ],
)
def test_a_load_that_never_arrived_was_only_tried(text: str, *, came: bool) -> None:
    """Chips that were stopped on the way are an attempt, whether this sentence says so or the next."""
    (claim,) = [each for each in READER.read_text(text, dt.date(2025, 5, 4)) if each.measure == "chips_smuggled"]
    assert (claim.scope == "attempted") is not came
    assert claim.negated is not came


def test_a_single_day_is_a_time() -> None:
    """The words "a single day" are one day, of training."""
    (claim,) = READER.read_text("The model was trained in a single day.", dt.date(2025, 5, 4))
    assert (claim.measure, claim.value, claim.unit) == ("training_time", 1.0, "days")
