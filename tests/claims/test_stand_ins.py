"""Whom a sentence is of that names its subject through another thing, or turns to another."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.catalog.names import load_names
from oncurve.claims.claim import Claim
from oncurve.claims.read.reader import Reader

READER = Reader(load_names())
DAY = dt.date(2025, 12, 1)


def claims(text: str, measure: str) -> list[Claim]:
    """The claims of one measure in a text."""
    return [claim for claim in READER.read_text(text, DAY) if claim.measure == measure]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Colossus has 100,000 H100s. Meta, by contrast, speaks of 350,000 H100s.", "meta"),
        ("Colossus has 100,000 H100s. CoreWeave counts on 45,000 H100s.", "coreweave"),
        ("The Stargate campus has 50,000 GB200s. Oracle, for its part, has secured 90,000 GB200s.", "oracle"),
        ("The Stargate campus has 50,000 GB200s. Meta speaks of 90,000 GB200s; we model rather less.", "meta"),
        ("GPT-4 was trained on A100s. Tencent, meanwhile, owns 12,000 H800s.", "tencent"),
    ],
)
def test_the_firm_that_opens_a_sentence_is_spoken_of(text: str, subject: str) -> None:
    """A sentence that turns to another firm is of no site and no model of the one before."""
    assert claims(text, "chip_count")[-1].subject == subject


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("A student made a chess model for $40 by tuning Qwen3-8B on 16 H100s.", "chess model"),
        ("The lab built a coding model by fine-tuning Llama 3.1 8B on 16 H100s.", "coding model"),
        ("A team built a chatbot by showing Llama 2 13B a set of talks on 16 H100s. The result, Vicuna-O, talks well.",
         "Vicuna-O"),
        ("They made R1-mini for $200 by distilling DeepSeek-R1 on 16 H100s.", "R1-mini"),
        ("They trained Qwen3-8B on 16 H100s.", "qwen3-8b"),
    ],
)
def test_what_is_made_from_a_model_took_what_its_making_took(text: str, subject: str) -> None:
    """The model that another was made from is not what the chips are of."""
    assert claims(text, "chip_count")[-1].subject == subject


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("OpenAI has trained GPT-4. OpenAI is training a new model with 3 trillion parameters.", "new model"),
        ("Falcon 180B is old. The institute plans to train a model of 400 billion parameters.", "model"),
        ("GPT-4 was a success. It is a model with 1.8 trillion parameters.", "gpt-4"),
        ("The parameters of Qwen3-Max are no secret. Alibaba has said more than one trillion parameters.", "qwen3-max"),
    ],
)
def test_a_model_to_come_is_none_that_was_named(text: str, subject: str) -> None:
    """Parameters are of the model spoken of, of one to come where that is said, and never of its maker."""
    assert claims(text, "parameters")[-1].subject == subject


@pytest.mark.parametrize(
    "text",
    [
        "o3 got 75.7% on ARC-AGI. A person off the street gets about 85.",
        "GPT-5 gets 94.6% on AIME 2025. A good student gets about 60.",
        "Claude Opus 4 got 79.6% on GPQA. A physician picked at random scored 40% on it.",
    ],
)
def test_what_people_reach_is_no_score_of_a_model(text: str) -> None:
    """The score of a person stands beside the model's only for comparison."""
    assert len(claims(text, "benchmark_score")) == 1


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The 910C gives you maybe 60% of an H100. Against a B200 it is a fifth.", "ascend-910c"),
        ("Trainium2 offers 667 teraflops. Against an H100 it is two thirds.", "trainium2"),
    ],
)
def test_what_it_is_held_against_is_not_it(text: str, subject: str) -> None:
    """"Against B it is a fifth" goes on about the chip of the sentence before."""
    assert claims(text, "chip_spec")[-1].subject == subject


@pytest.mark.parametrize(
    ("text", "chips"),
    [
        ("The newer Blackwell line and the Rubin parts stay off limits to Chinese buyers.", {"blackwell", "rubin"}),
        ("The Hopper and the Blackwell families are banned from China.", {"hopper", "blackwell"}),
    ],
)
def test_a_ruling_on_two_families_is_on_each(text: str, chips: set[str]) -> None:
    """Families of chips in a row are ruled on together."""
    assert {claim.subject for claim in claims(text, "export_status")} == chips


def test_the_chips_of_a_run_are_of_what_its_time_is_of() -> None:
    """Weeks of tuning on so many chips are two sides of one run."""
    text = "HOST: When did the run begin? MBEKI: In May. Then six weeks of tuning on 2,048 of the H100s."
    assert claims(text, "chip_count")[-1].subject == claims(text, "training_time")[-1].subject == "model"
