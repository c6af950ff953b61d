"""The time of a claim."""

from __future__ import annotations

import datetime as dt

from oncurve.catalog.names import load_names
from oncurve.claims.read.reader import Reader


def test_the_year_in_a_benchmarks_name_dates_nothing() -> None:
    """The 2024 of "AIME 2024" says nothing of when a price beside it held."""
    text = "R1 scored 79.8% on AIME 2024 and is offered at $2.19 per million output tokens."
    claims = Reader(load_names()).read_text(text, dt.date(2025, 1, 30))
    assert {claim.measure for claim in claims} == {"benchmark_score", "price_per_token"}
    assert {claim.time for claim in claims} == {None}
