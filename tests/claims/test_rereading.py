"""A figure of a model that a sentence does not name goes to the model of that developer it belongs to."""

from __future__ import annotations

from oncurve.api import World

NAMED = ("DeepSeek released V3 in December and R1 last week.\n\n"
         "The bank doubts DeepSeek's claim that it could train a foundation model for only {amount}.")


def test_an_unnamed_model_is_the_one_that_the_figure_belongs_to() -> None:
    """$5.58 million is V3's final run, though R1 was named last; what is left out makes it a matter of scope."""
    audit = World().check_text(NAMED.format(amount="$5.58 million"), published="2025-01-28")
    cost = next(each for each in audit.claims if each.claim.measure == "training_cost")
    assert cost.claim.subject == "deepseek-v3"
    assert cost.verdict == "scope_dependent"


def test_a_figure_that_fits_none_of_them_stays_where_it_was_read() -> None:
    """$900 million fits no model of that developer: nothing is moved to make it fit."""
    audit = World().check_text(NAMED.format(amount="$900 million"), published="2025-01-28")
    cost = next(each for each in audit.claims if each.claim.measure == "training_cost")
    assert cost.verdict in ("inconsistent", "drifted")
