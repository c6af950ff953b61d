"""How sentences and lines are built: labels that name what is counted, ends of a fall, rules that are widened."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.catalog.names import load_names
from oncurve.claims.claim import Claim
from oncurve.claims.read.reader import Reader

READER = Reader(load_names())


def read(text: str) -> list[Claim]:
    """The claims of a text of June 2025."""
    return READER.read_text(text, dt.date(2025, 6, 10))


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("Campus Vinterby:\nGPUs: 48,000\nOpening: spring", "chip_count", 48_000),
        ("Campus Vinterby:\nChips: 48,000\nMegawatts: 90\nOpening: spring", "power", 90),
        ("Corvus-2\n- Training tokens: 3.2 trillion\n- Languages: 14", "training_tokens", 3.2e12),
        ("Model: Corvus-2\nGPU-hours: 1.9M\nTokens: 3T", "chip_hours", 1.9e6),
    ],
)
def test_a_label_names_what_its_number_counts(text: str, measure: str, value: float) -> None:
    """A bare number after a label and a colon has the unit of the label."""
    assert (measure, value) in [(claim.measure, claim.value) for claim in read(text)]


@pytest.mark.parametrize("row", ["Construction workers: 3,500", "Permanent jobs: 400", "Headcount: 400",
                                 "Turbines: 12"])
def test_a_label_of_something_else_lends_no_unit(row: str) -> None:
    """What a line counts by its own label has not the unit of the line before."""
    claims = read(f"Vinterby at a glance\n• Power: 2 GW\n• {row}\n• Opening: 2027")
    assert [claim.measure for claim in claims] == ["power"]


@pytest.mark.parametrize(
    "text",
    [
        "I asked Opus 4 for a sonnet and it cost me eleven cents.",
        "An evening with o1-pro set us back $23.",
        "We tried it twice on Claude 3.7 Sonnet, which put $41 on our card.",
        "Who can build a rival of GPT-4 for $6M?",
        "Could anybody train a frontier model with 2,000 GPUs and $5 million?",
    ],
)
def test_what_nobody_states_is_no_claim(text: str) -> None:
    """What a try cost its writer, and what is asked of anybody, are no claims of the field."""
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("From GPT-3.5 Turbo to GPT-4o mini, prices fell by 60%.", 2.5),
        ("Prices have dropped about 90x from GPT-3.5 Turbo to GPT-4o mini.", 90),
        ("Between GPT-3.5 Turbo and GPT-4o mini the price of a token fell tenfold.", 10),
    ],
)
def test_a_price_falls_from_the_first_to_the_last(text: str, value: float) -> None:
    """The cheaper one is what a price fell to, whichever words stand between."""
    (claim,) = [each for each in read(text) if each.measure == "price_ratio"]
    assert claim.subject == "gpt-4o-mini"
    assert (claim.reference or "").startswith("gpt-3-5")
    assert claim.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "In October the department stretched its rules to cover the L40S.",
        "Washington has widened the controls to take in the L40S.",
        "The new rule sweeps in the L40S as well.",
        "The ministry broadened the ban so that it also catches the L40S.",
    ],
)
def test_rules_that_are_widened_restrict(text: str) -> None:
    """A chip that controls are widened to hold of is restricted."""
    (claim,) = read(text)
    assert (claim.measure, claim.subject, claim.scope) == ("export_status", "l40s", "restricted")


def test_rules_that_may_be_widened_restrict_nothing_yet() -> None:
    """What somebody only weighs is no status."""
    claims = read("Officials are weighing whether to widen the controls to take in the L40S.")
    assert not [each for each in claims if each.measure == "export_status"]


def test_a_share_of_all_computing_is_one_by_any_name() -> None:
    """Muscle, heft and power are computing where they are the world's."""
    (claim,) = read("American firms own two thirds of the world's AI muscle.")
    assert claim.measure == "compute_share"
    assert claim.value == pytest.approx(200 / 3)


def test_confidence_falls_where_two_may_be_meant() -> None:
    """A reading is as sure as its measure and its subject together."""
    (sure,) = read("DeepSeek-V3 has 671 billion parameters.")
    unsure = read("Corvus and Skagen each showed a model, Heron-2 and Osprey-3. The larger has 671 billion parameters.")
    assert all(each.confidence < sure.confidence for each in unsure)
