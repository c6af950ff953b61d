"""Runs that cannot be, by arithmetic done by hand from published speeds, sizes and memories."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.catalog.names import load_names
from oncurve.catalog.read import Catalogue
from oncurve.claims.consistency import slips
from oncurve.claims.passage import Passages

NAMES = load_names()
CATALOGUE = Catalogue.load()


def found(text: str, published: str = "2025-06-01") -> set[str]:
    """The codes that a passage gets by its own words and the facts known on its day."""
    day = dt.date.fromisoformat(published)
    return {each.code for each in slips(Passages(text, NAMES, day), CATALOGUE.known_by(day))}


@pytest.mark.parametrize(("text", "right", "wrong"), [
    # 3.14e23 / (312e12 x 3600) = 279,558 A100 hours at the full peak
    ("A run of 3.14e23 FLOP on A100s took {}.", "1 million chip-hours", "100,000 chip-hours"),
    # 6 x 37e9 x 14.8e12 = 3.29e24; at an H800's 1,979 teraflops of FP8 461,000 hours
    ("With 37 billion active parameters and 14.8 trillion tokens it took {} on H800s.", "2.7 million chip-hours",
     "300,000 chip-hours"),
    # 6 x 405e9 x 15.6e12 = 3.79e25; at an H100's 1,979 teraflops of FP8 5.3 million hours
    ("Llama 3.1 405B was trained for {}.", "30.84 million H100 hours", "3.1 million H100 hours"),
    # 2,048 chips for 10 days are 491,520 hours, in which A100s do at most 5.5e23
    ("The lab trained a model of 1.4e24 FLOP on 2,048 A100s in {}.", "60 days", "10 days"),
])
def test_hours_that_cannot_hold_the_work_are_found(text: str, right: str, wrong: str) -> None:
    """Hours in which the chips, at their fastest, could not have done the work get OC206; hours enough get nothing."""
    assert "OC206" not in found(text.format(right))
    assert "OC206" in found(text.format(wrong))


def test_more_parameters_than_tokens_are_told_as_they_are() -> None:
    """A network of 70 billion parameters that saw 2 billion tokens is told as that, not the other way round."""
    text = "The lab trained a network of 70 billion parameters on 2 billion tokens in 300 A100 hours."
    day = dt.date(2025, 6, 1)
    (told,) = [each.message for each in slips(Passages(text, NAMES, day), CATALOGUE.known_by(day))
               if each.code == "OC206"]
    assert "70 billion parameters and 2 billion tokens" in told


@pytest.mark.parametrize(("right", "wrong"), [("28%", "90%"), ("about 30%", "60%")])
def test_a_utilisation_is_held_against_work_and_hours(right: str, wrong: str) -> None:
    """3.14e23 operations in 1 million hours of 312 teraflops are 28% of the peak."""
    text = "A run of 3.14e23 FLOP took 1 million A100 hours, a utilisation of {}."
    assert "OC209" not in found(text.format(right))
    assert "OC209" in found(text.format(wrong))


@pytest.mark.parametrize(("text", "right", "wrong"), [
    # weights and optimiser at 16 bytes a parameter: 405B take 6,480 GB, 32 H100s hold 2,560
    ("Meta trained Llama 3.1 405B on {}.", "16,384 H100s", "32 H100s"),
    # 70B take 1,120 GB, eight A100s of 80 GB hold 640
    ("Llama 2 70B was trained on {}.", "2,000 A100s", "8 A100s"),
])
def test_a_cluster_that_cannot_hold_the_model_is_found(text: str, right: str, wrong: str) -> None:
    """Chips too few for weights and optimiser get OC210; the published clusters do not."""
    assert "OC210" not in found(text.format(right))
    assert "OC210" in found(text.format(wrong))


@pytest.mark.parametrize("text", [
    "Llama 2 70B was fine-tuned on 8 A100s.", "Serving Llama 3.1 405B takes 16 H100s.",
    "DeepSeek's stage of context extension took 119,000 H800 hours.",
])
def test_what_is_no_training_from_the_start_is_left_alone(text: str) -> None:
    """Fine-tuning, serving and stages need less."""
    assert found(text) == set()
