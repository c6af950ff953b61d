"""What a reader gave to the wrong thing is read again; who "it" is that writes; what is told of days to come."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.api import World
from oncurve.claims.article import Article
from oncurve.claims.audit import AuditedClaim, audit
from oncurve.claims.claim import Claim

WORLD = World()


def judged(text: str, published: str, quote: str, **fields: object) -> AuditedClaim:
    """One claim of a text, judged with the names around it."""
    start = text.index(quote)
    claim = Claim(quote, start, start + len(quote), text, **fields)  # type: ignore[arg-type]
    day = dt.date.fromisoformat(published)
    return audit(Article("", day, text), WORLD.at(day), WORLD, WORLD.reader, claims=[claim]).claims[0]


def test_spending_by_nobody_on_a_run_is_the_cost_of_the_run() -> None:
    """What labs burn "to train one model as good as X" is set against what X cost."""
    text = "American labs burn billions of dollars to train one model as good as DeepSeek-V3."
    found = judged(text, "2025-02-05", "billions of dollars", measure="organisation_spend", subject="US", low=2e9,
                   high=1e10, unit="USD", qualifier="vague", value=None)
    assert found.verdict == "inconsistent"
    assert "DeepSeek-V3" in found.then.reason


def test_a_maker_before_its_chips_does_not_hold_them() -> None:
    """Those called "Meta's Nvidia chips" are Meta's."""
    text = "At the end of 2025 Meta's Nvidia chips were worth about 1.84 million H100-equivalents."
    found = judged(text, "2026-06-02", "about 1.84 million H100-equivalents", measure="chip_count", subject="nvidia",
                   reference=None, value=1.84e6, low=None, high=None, unit="chips", qualifier="approx",
                   scope="H100-equivalent", time="2025-12")
    assert found.verdict == "consistent"


@pytest.mark.parametrize(("text", "verdict"), [
    ("Before 2027 is out, somebody will have spent ten billion dollars on one training run.", "not_due"),
    ("Before 2024 was out, somebody had spent ten billion dollars on one training run.", "no_basis"),
    ("By 2024, somebody will have spent ten billion dollars on one training run.", "no_basis"),
])
def test_what_is_told_of_days_to_come_is_not_due(text: str, verdict: str) -> None:
    """Only what nobody knows, is told of the future, and whose day has not come."""
    found = judged(text, "2025-07-09", "ten billion dollars", measure="organisation_spend", subject="run", value=1e10,
                   low=None, high=None, unit="USD", qualifier="exact")
    assert found.verdict == verdict


def test_it_that_writes_is_the_company_named_before() -> None:
    """A figure that "it wrote" is cited from the company."""
    text = "Inflection used 5,000 H100s and about 1e27 FLOP for Inflection-2, it wrote in November."
    found = judged(text, "2023-12-05", "about 1e27 FLOP", measure="training_compute", subject="inflection-2",
                   value=1e27, low=None, high=None, unit="FLOP", qualifier="approx")
    assert found.verdict == "drifted"
    assert {"OC301", "OC102"} <= {each.code for each in found.then.findings}


def test_a_misprint_of_the_cited_source_is_a_misquotation_then_and_now() -> None:
    """It does not hang on what came out since."""
    text = "SemiAnalysis puts the cost of running DeepSeek's fleet for four years at $9.44 billion."
    found = judged(text, "2025-02-05", "$9.44 billion", measure="organisation_spend", subject="deepseek", value=9.44e9,
                   low=None, high=None, unit="USD", qualifier="exact", speaker="semianalysis")
    assert found.verdict == found.now.verdict == "drifted"
    assert "OC401" not in {each.code for each in found.then.findings}


@pytest.mark.parametrize(("text", "quote", "scope", "verdict"), [
    ("OpenAI lists o3 at $8 per million output tokens.", "$8 per million output tokens", "input", "consistent"),
    ("A million input tokens of o3 sell for $2.", "$2", "output", "consistent"),
    ("For o3 OpenAI asks $2 per million input tokens and $8 per million output tokens.", "$8 per million output tokens",
     "output", "consistent"),
    ("OpenAI lists o3 at $2 per million output tokens.", "$2 per million output tokens", "input", "inconsistent"),
])
def test_the_clause_of_a_price_tells_its_tier(text: str, quote: str, scope: str, verdict: str) -> None:
    """What stands beside the figure goes before what the reader took it for."""
    amount = float(quote.partition(" ")[0][1:])
    found = judged(text, "2025-07-01", quote, measure="price_per_token", subject="o3", value=amount, low=None,
                   high=None, unit="USD per 1M tokens", qualifier="exact", scope=scope)
    assert found.verdict == verdict


def test_active_parameters_are_told_by_the_word_beside_the_figure() -> None:
    """A total that is called active does not fit."""
    text = "gpt-oss-120b has 117 billion active parameters."
    found = judged(text, "2025-08-20", "117 billion active parameters", measure="parameters", subject="gpt-oss-120b",
                   value=1.17e11, low=None, high=None, unit="parameters", qualifier="exact")
    assert found.verdict in ("inconsistent", "scope_dependent")


def test_megawatts_are_of_many_chips_unless_told_of_each() -> None:
    """What a hall of chips draws is not set against the data sheet of one."""
    text = "A data centre that runs 1,000 H100s of 700 watts needs 0.7 megawatts for the chips alone."
    fields = {"measure": "chip_spec", "subject": "h100", "low": None, "high": None, "qualifier": "exact",
              "scope": "power"}
    assert judged(text, "2025-07-01", "0.7 megawatts", value=0.7, unit="MW", **fields).verdict == "no_basis"
    text = "The H100 draws 0.7 megawatts each."
    assert judged(text, "2025-07-01", "0.7 megawatts", value=0.7, unit="MW", **fields).verdict == "inconsistent"
