"""Pages as they are found: marks of notes without superscript, tables of models, general words beside figures."""

from __future__ import annotations

import pytest

from oncurve.api import World
from oncurve.claims.claim import Claim

WORLD = World()
TABLE = """The two runs compared

| | DeepSeek-V3 | Llama 3.1 405B | Factor |
| --- | --- | --- | --- |
| GPU hours | 2.788M H800 | 30.84M H100 | 11x |
| Parameters (active) | 37B | 405B | 11x |
| Training tokens | 14.8T | 15.6T | |
"""


def _read(text: str, published: str = "2025-06-01") -> list[Claim]:
    return [each.claim for each in WORLD.check_text(text, published=published).claims]


def _verdicts(text: str, published: str) -> dict[str, str]:
    return {each.claim.quote: each.verdict for each in WORLD.check_text(text, published=published).claims}


@pytest.mark.parametrize(
    "text",
    [
        "The fund bought about 10,000 A100s before the rules of October 2022.1 Later it trained DeepSeek-V3.",
        "Nvidia lost $589 billion, the most of any company in history.3\n\nOthers followed.",
        "The chip was sold until the rule took effect.12 It is not sold now.",
    ],
)
def test_the_mark_of_a_note_is_no_figure(text: str) -> None:
    """The number of a note that lost its superscript is neither a part of a year nor a count."""
    assert not {"2022.1", "3", "12"} & {each.quote.rstrip(".") for each in _read(text)}
    assert all(each.value not in (2022.1, 3.0, 12.0) for each in _read(text))


def test_decimals_that_end_a_sentence_stay_decimals() -> None:
    """"$5.6 million" and "16.97%" are no sentence with a note behind it."""
    values = {each.value for each in _read("DeepSeek-V3 cost $5.6 million to train. Nvidia fell 16.97% that day.")}
    assert {5.6e6, -16.97} <= values


def test_cells_of_a_table_are_of_the_model_at_the_head_of_their_column() -> None:
    """Hours, active parameters and tokens stand under the model that they are of; the factor is of neither."""
    read = {(each.measure, each.subject, each.value) for each in _read(TABLE)}
    assert {
        ("chip_hours", "deepseek-v3", 2.788e6),
        ("chip_hours", "llama-3-1-405b", 30.84e6),
        ("parameters", "deepseek-v3", 37e9),
        ("training_tokens", "deepseek-v3", 14.8e12),
        ("training_tokens", "llama-3-1-405b", 15.6e12),
    } <= read
    assert not [each for each in read if each[0] == "chip_spec"]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("High-Flyer, the fund behind DeepSeek, once managed over $10 billion in assets.", "organisation_spend"),
        ("High-Flyer has $8 billion under management.", "organisation_spend"),
        ("China is home to half of the world's AI researchers.", "compute_share"),
        ("DeepSeek-V3 uses about 5.5% of its weights for each token.", "compute_share"),
        ("DeepSeek-V3 shook the notion that a frontier model takes billion-dollar budgets.", "training_cost"),
    ],
)
def test_what_only_looks_like_a_measure_is_not_read_as_one(text: str, measure: str) -> None:
    """Money in care, shares of people and weights, and what people took for granted are not held against anybody."""
    assert measure not in {each.measure for each in _read(text)}


def test_thousands_and_millions_after_a_blank_belong_to_the_money() -> None:
    """"$294 k" is 294,000 dollars, as "$294k" is."""
    assert [each.value for each in _read("DeepSeek-R1 cost $294 k to train.")] == [294e3]


@pytest.mark.parametrize(
    "text", ["On January 27, 2025, Nvidia's stock fell 17%.", "On January 27, Nvidia's stock fell 17%."])
def test_a_date_at_the_head_of_a_sentence_is_that_of_its_move(text: str) -> None:
    """CNBC, 27 January 2025: a fall of 16.97%; what "fell" on a day without a year fell on the last such day."""
    assert set(_verdicts(text, "2025-09-01").values()) == {"consistent"}


def test_a_share_moves_for_its_owner() -> None:
    """"DeepSeek sent Nvidia's stock down 17%" is of Nvidia."""
    read = _read("DeepSeek's release sent Nvidia's stock tumbling 17% on 27 January 2025.")
    assert {each.subject for each in read if each.measure == "market_move"} == {"nvidia"}


def test_the_end_of_a_range_may_be_rounded() -> None:
    """The report's $5.576 million is within "$5.6 to $6 million"."""
    text = "The $5.6 to $6 million that is quoted for DeepSeek-V3 is the cost of its final training run."
    assert set(_verdicts(text, "2025-02-01").values()) == {"consistent"}


def test_a_price_that_was_announced_to_come_is_one_that_may_be_meant() -> None:
    """On 26 December 2024 DeepSeek named $0.28 until 8 February 2025 and $1.10 from then on."""
    text = "DeepSeek-V3 costs $1.10 per million output tokens."
    assert _verdicts(text, "2025-01-05") == {"$1.10 per million output tokens": "scope_dependent"}


def test_what_misses_the_cache_pays_the_full_price() -> None:
    """$0.27 is the price of input that is not found in the cache, $0.07 of what is."""
    text = ("DeepSeek-V3 asks $0.27 per million input tokens (for cache misses), $0.07 (for cache hits), and $1.10 for "
            "output tokens.")
    assert set(_verdicts(text, "2025-03-05").values()) == {"consistent"}


def test_hours_of_one_model_are_not_worked_out_from_the_chips_of_another() -> None:
    """Each model of a paragraph has its own hours; both figures are those of their reports."""
    text = ("DeepSeek-V3 was trained on 2,048 H800s for two months, or 2.788 million GPU hours. By contrast Llama 3.1 "
            "405B took 30.84 million GPU hours, eleven times as much as DeepSeek-V3.")
    audit = WORLD.check_text(text, published="2025-02-01")
    assert not {found.code for each in audit.claims for found in each.then.findings} & {"OC202"}


@pytest.mark.parametrize(
    ("text", "subject", "reference"),
    [
        ("DeepSeek-V3 was trained at a cost reduction of 18x compared to industry standards.", None,
         "industry standards"),
        ("DeepSeek-R1 was trained for $294,000, a fraction of the $100 million typical for comparable models.",
         "comparable models", None),
    ],
)
def test_what_is_usual_stands_for_nobody_in_particular(text: str, subject: str | None, reference: str | None) -> None:
    """A figure of models at large is not held against one that the text names."""
    read = _read(text)
    assert subject is None or subject in {each.subject for each in read}
    assert reference is None or reference in {each.reference for each in read}
