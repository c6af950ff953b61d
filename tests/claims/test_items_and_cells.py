"""Numbers of list items and of laws are no claims; cells count what the head of their column says."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.catalog.names import load_names
from oncurve.claims.claim import Claim
from oncurve.claims.read.language import language_of
from oncurve.claims.read.reader import Reader

READER = Reader(load_names())


def claims(text: str) -> list[Claim]:
    """The claims of a text of June 2025."""
    return READER.read_text(text, dt.date(2025, 6, 10))


@pytest.mark.parametrize("text", [
    "The state's bill applies to models that take more than 10^26 operations to train and cost over $100m.",
    "New York's act covers developers that have spent more than $5m on training one model.",
    "The act binds labs. Fines run to 10% of the cost of training.",
])
def test_where_a_law_draws_its_line_is_no_claim(text: str) -> None:
    """A law names costs and operations of any model, and shares of them as fines."""
    assert claims(text) == []


def test_what_a_named_model_cost_is_one_beside_a_law() -> None:
    """A law may be told beside what a model cost."""
    made = claims("The bill would apply to GPT-4, which cost over $100m to train.")
    assert [(each.measure, each.value) for each in made] == [("training_cost", 100e6)]


def test_the_number_of_an_item_is_none() -> None:
    """`3.` before an item is no speed."""
    made = claims("Blackwell, as Nvidia unveiled it:\n1. B200: 208 billion transistors\n2. Memory: 192 GB at 8 TB/s\n"
                  "3. FP4 compute: 20 petaflops")
    assert [each.value for each in made] == [192, 8, 20]


@pytest.mark.parametrize("head", ["GPUs", "Accelerators", "Chips"])
def test_a_cell_counts_what_the_head_of_its_column_says(head: str) -> None:
    """Chips and megawatts stand in the heads, the bare numbers below them."""
    made = claims(f"| Owner | {head} | Power (MW) |\n|---|---|---|\n| Meta | 500,000 | 1,020 |")
    assert [(each.measure, each.value, each.unit) for each in made] == [
        ("chip_count", 500_000, "chips"), ("power", 1020, "MW")]


def test_more_than_belongs_to_what_follows() -> None:
    """`and more` does not bound the chips before it."""
    made = claims("OpenAI uses one million of Google's TPUs and more than a gigawatt of capacity.")
    assert [(each.measure, each.qualifier) for each in made] == [("chip_count", "exact"), ("power", "at_least")]


def test_a_list_of_prices_is_english_for_all_its_pers() -> None:
    """`per` is Italian too, but one word of it makes no Italian."""
    text = ("Acme One in numbers\n* SWE-bench Verified: 80.9%\n* ARC-AGI-2: 37.6%\n* Input: $5 per million tokens\n"
            "* Output: $25 per million tokens\n* Context: 200k\n* Price cut against Acme Zero: two thirds")
    assert language_of(text) == "en"


def test_a_licence_no_longer_required_allows() -> None:
    """What no longer needs a licence may be sold; what now needs one may not without it."""
    freed = claims("The White House said it would no longer require a licence for the sale of AI chips to India.")
    assert [each.scope for each in freed] == ["allowed"]
    bound = claims("Washington said it would now require a licence for the sale of the H20 to China.")
    assert [each.scope for each in bound] == ["licence"]


def test_a_question_of_which_will_is_no_claim() -> None:
    """Nobody says that such a model is there."""
    assert claims("Which of these start-ups will be the first to train a 10-trillion-parameter model?") == []


@pytest.mark.parametrize("heads", ["| per million tokens, US dollars | input | output |",
                                   "| Model | Input, $/M | Output, $/M |",
                                   "| Model (USD per 1M tokens) | Prompt | Completion |"])
def test_a_table_of_prices_is_read_whole(heads: str) -> None:
    """What stands under input and output in a table of dollars a million tokens is a price, wherever it stands."""
    prose = "Agent work is many short steps, and the model was built for them. " * 12
    rows = "| GPT-4.1 | 2.00 | 8.00 |\n| Claude Opus 4 | 15.00 | 75.00 |\n"
    text = f"{prose}\n\n{heads}\n|---|---|---|\n{rows}\nAnd that is the list."
    found = [(each.subject, each.scope, each.value) for each in claims(text) if each.measure == "price_per_token"]
    assert found == [("gpt-4-1", "input", 2.0), ("gpt-4-1", "output", 8.0),
                     ("claude-opus-4", "input", 15.0), ("claude-opus-4", "output", 75.0)]
