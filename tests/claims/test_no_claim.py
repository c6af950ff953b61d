"""The rules on numbers that are no claim: sorted by measure, each once, and safe at the ends of a text."""

from __future__ import annotations

import pytest

from oncurve.api import World
from oncurve.claims.claim import MEASURES
from oncurve.claims.read.no_claim import TABLES, rules_for

WORLD = World()


def _read(text: str) -> set[tuple[str, object]]:
    return {(each.claim.measure, each.claim.value) for each in WORLD.check_text(text, published="2025-06-01").claims}


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_a_rule_holds_for_a_measure_once(measure: str) -> None:
    """No rule is asked twice of one number."""
    rules = rules_for(measure)
    assert len(rules) == len(set(rules))


def test_rules_are_for_measures_of_the_contract() -> None:
    """A table names no measure that nothing is read as, so that none of its rules is dead."""
    assert {measure for table in TABLES for measure in table} <= set(MEASURES)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Qwen 72B has 72000000000 parameters. Mistral 7B has 7000000000", 7e9),
        ("Mistral shipped models of 7, 22 and 123 billion parameters, Cohere ones with 35 and 104", 104e9),
    ],
)
def test_a_text_may_end_in_a_bare_number_of_parameters(text: str, value: float) -> None:
    """The last number of a text without a full stop is read as any other."""
    assert ("parameters", value) in _read(text)


@pytest.mark.parametrize("text", ["Yields on SMIC's 5nm line slid to 40%.", "Yields of Huawei's chips fell by 12%."])
def test_yields_are_no_moves_of_the_market(text: str) -> None:
    """A share of good dies is no share price, also where the text opens with the word."""
    assert not any(measure == "market_move" for measure, _ in _read(text))
