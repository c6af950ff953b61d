"""Pronouns and descriptions: whom "he" and "the model" stand for."""

from __future__ import annotations

import datetime as dt

from oncurve.catalog.names import load_names
from oncurve.claims.read.reader import Reader

DAY = dt.date(2025, 1, 30)


def test_he_is_the_person_named_last_not_the_document_cited_before() -> None:
    """A report was cited, then a person spoke: what "he put" is the person's."""
    text = ("The company's own report lists 2.788 million H800 GPU hours for DeepSeek-V3. In an essay, Dario Amodei "
            "argued that V3 was no surprise. He put the cost of training Claude 3.5 Sonnet at $30 million.")
    cost = next(claim for claim in Reader(load_names()).read_text(text, DAY) if claim.measure == "training_cost")
    assert cost.speaker == "Dario Amodei"
    assert cost.subject == "claude-3-5-sonnet"


def test_models_that_are_months_older_are_what_is_compared_with() -> None:
    """Close to US models that are seven to ten months older: the United States are the reference."""
    text = "DeepSeek-V3 came out in December. The model is close to US models that are seven to ten months older."
    lag = next(claim for claim in Reader(load_names()).read_text(text, DAY) if claim.measure == "capability_lag")
    assert (lag.reference, lag.low, lag.high) == ("US", 7, 10)
    assert lag.subject != "US"
