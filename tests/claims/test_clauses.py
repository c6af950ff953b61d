"""What a number is of where the build of its clause tells: money on a model, a run, who trails, what has memory."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.catalog.names import load_names
from oncurve.claims.read.reader import Reader

READER = Reader(load_names())
DAY = dt.date(2025, 8, 29)


@pytest.mark.parametrize(("text", "measure", "subject"), [
    ("Databricks spent about $10 million and two months on DBRX.", "training_cost", "dbrx"),
    ("Meta laid out some $60 million on Llama 3.1 405B, its engineers say.", "training_cost", "llama-3-1-405b"),
    ("Baidu's Ernie 4.5 came out in March. Grok 3's run took 100,000 H100s.", "chip_count", "grok-3"),
    ("DeepSeek-V3 is cheaper than Claude Sonnet 4.5 and trails GPT-5 by half a year.", "capability_lag", "deepseek-v3"),
    ("Each H200 has 141 GB of HBM3e.", "chip_spec", "h200"),
    ("The B200 has 192 GB of HBM3e and draws 1,000 watts.", "chip_spec", "b200"),
])
def test_the_build_of_a_clause_tells_what_a_number_is_of(text: str, measure: str, subject: str) -> None:
    """A reader takes the thing that the clause is built around, whatever else stands nearer."""
    found = [each for each in READER.read_text(text, DAY) if each.measure == measure]
    assert found
    assert {each.subject for each in found} == {subject}


def test_a_loud_word_is_no_name() -> None:
    """A common word that is shouted names nothing."""
    found = READER.read_text("MiniMax-M1 went up on the test and it is STILL $1.20 per million tokens out.", DAY)
    assert all(each.subject != "STILL" for each in found)
    assert [each.measure for each in found] == ["price_per_token"]
