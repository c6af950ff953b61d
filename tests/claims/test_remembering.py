"""What is kept from one audit for the next changes no answer."""

from __future__ import annotations

import pytest

import oncurve as oc
from oncurve.claims import remembering
from oncurve.claims.remembering import Remembering

FIRST = "DeepSeek-V3 cost $5.576 million to train. Llama 3.1 405B took 30.84 million H100 hours."
SECOND = "GPT-4 cost more than $100 million to train, about 18 times what DeepSeek-V3 cost."
DAY = "2025-02-01"


def test_an_article_is_judged_alike_first_and_after_others() -> None:
    """A reader gets the same audit of an article whether the library has just judged another one or none."""
    used = oc.World()
    for text in (FIRST, SECOND, FIRST):
        assert used.check_text(text, published=DAY).to_dict() == oc.World().check_text(text, published=DAY).to_dict()


def test_a_setting_reaches_what_was_worked_out_before() -> None:
    """A reader who doubles the price of a chip-hour sees double the cost, though what came before was kept."""
    one, two = (Remembering(oc.World(settings={"rental_price": price})).cost("deepseek-v3") for price in ("1", "2"))
    ratio = two.scopes["final_run"].estimate.median / one.scopes["final_run"].estimate.median
    assert ratio == pytest.approx(2)


def test_no_more_than_a_few_answers_are_kept() -> None:
    """Judging any number of models holds no more than a fixed number of answers in memory."""
    world = oc.World()
    for model in world.catalogue.models:
        try:
            Remembering(world).compute(model)
        except oc.OncurveError:
            continue
    assert len(remembering._LAST) <= remembering._MOST
