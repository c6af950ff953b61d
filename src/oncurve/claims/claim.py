"""What the reader hands to the judge: one claim, as the text makes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = ["MEASURES", "Claim", "Qualifier"]

Qualifier = Literal["exact", "approx", "at_least", "at_most", "range", "vague"]

#: Every measure of the contract, with its unit where it has one unit.
MEASURES: dict[str, str] = {
    "training_cost": "USD", "training_compute": "FLOP", "chip_hours": "chip-hours", "training_time": "days",
    "training_tokens": "tokens", "parameters": "parameters", "chip_count": "chips",
    "capability_lag": "months", "release_date": "date", "training_date": "date", "cost_ratio": "x",
    "cost_decline_rate": "x per year", "price_per_token": "USD per 1M tokens", "price_ratio": "x",
    "benchmark_score": "percent", "organisation_spend": "USD", "doubling_time": "months", "chip_spec": "",
    "export_status": "none", "chips_shipped": "chips", "chips_smuggled": "chips", "compute_share": "percent",
    "companies_able": "count", "tariff_rate": "percent", "market_move": "percent", "power": "MW",
    "forecast": "none", "not_auditable": "none",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One quantitative statement of an article.

    Args:
        quote: the words that carry the value, exactly as in the text at `start` to `end`.
        start: offset of the first character of the quote in the article's text.
        end: offset after the last character of the quote.
        sentence: the sentence that the quote stands in.
        measure: one of `MEASURES`.
        subject: catalogue id where known, else the words of the text.
        reference: what the subject is compared with, likewise.
        value: the number, in `unit`; None for ranges and vague magnitudes.
        low: lower bound, where there is one.
        high: upper bound, where there is one.
        unit: the unit of value, low and high; money stays in the text's currency.
        qualifier: how firmly the number is put.
        scope: what is counted, where the text says.
        speaker: the innermost source that vouches for the figure; None for the writer's own.
        negated: whether the speaker denies the figure.
        time: ISO date, month, year, fiscal year or interval `a/b`; None where nothing is said.
        confidence: the reader's own probability that it read the sentence rightly.
        evidence: why it was read so, one step a line, for `extract --explain`.
    """

    quote: str
    start: int
    end: int
    sentence: str
    measure: str
    subject: str | None = None
    reference: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = "none"
    qualifier: Qualifier = "exact"
    scope: str | None = None
    speaker: str | None = None
    negated: bool = False
    time: str | None = None
    confidence: float = 1.0
    evidence: tuple[str, ...] = field(default=(), compare=False)

    def to_dict(self) -> dict[str, Any]:
        """The claim as the contract prints it, without the evidence."""
        names = [name for name in self.__slots__ if name != "evidence"]
        return {name: getattr(self, name) for name in names}
