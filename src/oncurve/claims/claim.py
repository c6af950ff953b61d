"""What the reader hands to the judge: one claim, as the text makes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from oncurve.basis.errors import BadInput

__all__ = ["MEASURES", "Claim", "Proposed", "Qualifier", "claim_of_dict"]

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
class Proposed:
    """What of a claim a language model proposed (`--llm`); its number is never among it.

    Args:
        model: name of the model.
        fields: fields of the claim that are the model's choice; with "quote" among them, it alone saw a claim there.
    """

    model: str
    fields: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """It as the contract prints it."""
        return {"model": self.model, "fields": list(self.fields)}


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
        confidence: the reader's own probability that it has the measure and the subject right.
        evidence: why it was read so, one step a line, for `extract --explain`.
        proposed: what a language model had to do with it; None where it had nothing.
        measure_confidence: the part of `confidence` that is of the measure alone.
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
    proposed: Proposed | None = field(default=None, compare=False)
    measure_confidence: float = field(default=1.0, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """The claim as the contract prints it, without what explains it."""
        names = [name for name in self.__slots__ if name not in ("evidence", "proposed", "measure_confidence")]
        plain = {name: getattr(self, name) for name in names}
        return plain | ({"proposed": self.proposed.to_dict()} if self.proposed is not None else {})


_WORDS = ("subject", "reference", "unit", "scope", "speaker", "time", "sentence")
_NUMBERS = ("value", "low", "high", "confidence")


def claim_of_dict(plain: Mapping[str, Any], text: str) -> Claim:
    """The claim that a corrected reading describes; what it leaves out keeps its default.

    Args:
        plain: the fields of a claim, as `to_dict` gives them.
        text: the article's text, which the quote must stand in.

    Raises:
        BadInput: a field is not of its type, or the quote does not stand in the text.
    """
    quote = plain.get("quote")
    if not isinstance(quote, str) or not quote:
        raise BadInput("a claim has no quote", hint="Each claim quotes the words that carry its value.")
    where = f"the claim {quote[:40]!r}"
    start = plain.get("start")
    if not isinstance(start, int) or start < 0 or text[start:start + len(quote)] != quote:
        start = text.find(quote)
    if start < 0:
        raise BadInput("its quote does not stand in the article", where=where, hint="Copy it exactly from the text.")
    measure = plain.get("measure")
    if not isinstance(measure, str) or measure not in MEASURES:
        raise BadInput(f"{str(measure)[:40]!r} is no measure", where=where,
                       hint=f"Use one of {', '.join(MEASURES)}.")
    qualifier = plain.get("qualifier", "exact")
    if qualifier not in get_args(Qualifier):
        raise BadInput(f"{qualifier!r:.40} is no qualifier", where=where, hint=f"Use one of {get_args(Qualifier)}.")
    fields: dict[str, Any] = {name: _typed(plain, name, str, where) for name in _WORDS}
    fields |= {name: _typed(plain, name, float, where) for name in _NUMBERS}
    fields = {name: value for name, value in fields.items() if value is not None}
    if "low" in fields and "high" in fields and fields["low"] > fields["high"]:
        raise BadInput("its `low` lies above its `high`", where=where)
    fields.setdefault("sentence", quote)
    fields.setdefault("unit", MEASURES[measure] or "none")
    return Claim(quote, start, start + len(quote), measure=measure, qualifier=qualifier,
                 negated=plain.get("negated") is True, proposed=_proposed(plain.get("proposed"), where), **fields)


def _proposed(plain: Any, where: str) -> Proposed | None:
    if plain is None:
        return None
    model, fields = (plain.get("model"), plain.get("fields")) if isinstance(plain, Mapping) else (None, None)
    if not isinstance(model, str) or not isinstance(fields, list) or not all(isinstance(each, str) for each in fields):
        raise BadInput("`proposed` is not as `extract --llm --json` writes it", where=where)
    return Proposed(model, tuple(fields))


def _typed(plain: Mapping[str, Any], name: str, kind: type, where: str) -> Any:
    value = plain.get(name)
    if value is None:
        return None
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300:
        return float(value)
    if kind is str and isinstance(value, str):
        return value
    words = "a number" if kind is float else "a string"
    raise BadInput(f"{name} is {value!r}, not {words}"[:200], where=where)
