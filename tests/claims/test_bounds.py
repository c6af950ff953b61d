"""What a claim of a measure cannot be, and the scale that goes on from the number before."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.catalog.names import load_names
from oncurve.claims.claim import Claim
from oncurve.claims.read.reader import Reader

DAY = dt.date(2025, 7, 30)


def read(text: str) -> list[Claim]:
    """The claims of a text."""
    return Reader(load_names()).read_text(text, DAY)


def test_where_a_share_went_is_no_move() -> None:
    """A fall of 17% to $118.42 is one move, of 17 percent."""
    moves = [claim.value for claim in read("Nvidia's shares slid 17% to $118.42 on Monday.")
             if claim.measure == "market_move"]
    assert moves == [-17]


def test_a_context_is_no_training_set() -> None:
    """128K tokens of context are not what a model was trained on."""
    claims = read("Llama 3.1 405B was trained on 15 trillion tokens and takes 128K tokens of context.")
    assert [claim.value for claim in claims if claim.measure == "training_tokens"] == [15e12]


def test_the_scale_goes_on_where_it_is_left_unsaid() -> None:
    """Fifteen trillion tokens and seven of code: the seven are trillions."""
    claims = read("GLM-4.5 was trained on fifteen trillion tokens of text and seven of code.")
    assert [claim.value for claim in claims if claim.measure == "training_tokens"] == [15e12, 7e12]


def test_a_sort_of_models_has_no_cost_of_its_own() -> None:
    """Multi-billion dollar models in general are no cost of the model named before them."""
    claims = read("Claude 3.5 Sonnet came out last June. Labs will soon train multi-billion dollar models.")
    assert [claim for claim in claims if claim.measure == "training_cost"] == []


def test_a_bare_number_has_the_scale_of_the_one_it_answers() -> None:
    """Ten gigawatts, of which 1.9 this year: the 1.9 are gigawatts too."""
    claims = read("OpenAI has ordered ten gigawatts from Broadcom. Of these 1.9 will go live in Texas this year.")
    assert [claim.value for claim in claims if claim.measure == "power"] == [10_000, 1_900]


def test_a_cut_in_percent_is_what_is_left_turned_round() -> None:
    """What falls by 75 percent a year falls fourfold."""
    claims = read("The price of inference falls by 75% every twelve months, Baidu's Robin Li said.")
    assert [claim.value for claim in claims if claim.measure == "cost_decline_rate"] == [4]


def test_thousands_may_be_set_off_by_a_space() -> None:
    """3 000 chips are three thousand."""
    claims = read("Mistral Large was trained on 3 000 H200 chips.")
    assert [claim.value for claim in claims if claim.measure == "chip_count"] == [3000]


@pytest.mark.parametrize(
    "text",
    [
        "Mistral's engineers have not gone beyond 140 billion parameters so far.",
        "Cohere has never gone past 140 billion parameters with its own models.",
        "Aleph Alpha did not go over 140 billion parameters.",
    ],
)
def test_not_going_beyond_an_amount_bounds_it_from_above(text: str) -> None:
    """Who has not gone beyond an amount has at most that."""
    (claim,) = [each for each in read(text) if each.measure == "parameters"]
    assert (claim.qualifier, claim.high, claim.low, claim.negated) == ("at_most", 140e9, None, False)


def test_going_beyond_an_amount_bounds_it_from_below() -> None:
    """Who has gone beyond an amount has at least that, whatever else is denied."""
    (claim,) = [each for each in read("Cohere has gone beyond 140 billion parameters, which is not bad.")
                if each.measure == "parameters"]
    assert claim.qualifier == "at_least"
