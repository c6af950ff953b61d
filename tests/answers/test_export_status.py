"""Export answers against outcomes that were public, with reasons that can be recomputed and sources that resolve."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from oncurve.answers.world import World
from oncurve.basis.errors import UnknownName

FOLDER = Path(__file__).parents[1] / "cases" / "export"
CASES = tomllib.loads((FOLDER / "outcomes.toml").read_text())["case"]
BY_HAND = [
    case
    for name in ("by_hand.toml", "second.toml")
    for case in tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["case"]
]


@pytest.fixture(scope="module")
def world() -> World:
    """All that is known."""
    return World()


def ask(world: World, case: dict[str, Any]) -> dict[str, Any]:
    """The answer to a case, as plain data."""
    columns = {name: case[name] for name in ("buyer", "activity") if name in case}
    return world.export(case["chip"], to=case["to"], hq=case.get("hq"), on=case["on"], **columns).to_dict()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['chip']}-{case['to']}-{case['on']}")
def test_a_public_outcome_is_what_the_law_gives(world: World, case: dict[str, Any]) -> None:
    """The status is that which companies filed, the rule names or the market showed."""
    answer = ask(world, case)
    assert answer["status"] == case["status"]
    assert answer["as_written"] == case.get("as_written", case["status"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['chip']}-{case['to']}-{case['on']}")
def test_every_answer_says_why_and_from_what(world: World, case: dict[str, Any]) -> None:
    """There are reasons, every source and rule is a record, and each margin is the value's distance to the limit."""
    answer = ask(world, case)
    assert answer["because"]
    assert answer["sources"]
    assert all(source in world.catalogue.sources for source in answer["sources"])
    assert {row["rule"] for row in answer["because"]} <= set(world.catalogue.rules)
    for row in answer["because"]:
        if row["margin"] is not None:
            assert abs(row["margin"]) == pytest.approx(abs(row["value"] - row["limit"]), rel=1e-4)
            assert (row["margin"] >= 0) == row["holds"] or row["margin"] == 0


@pytest.mark.parametrize("case", BY_HAND, ids=lambda case: f"{case['chip']}-{case['to']}-{case['on']}")
def test_an_outcome_worked_out_by_hand_is_what_the_law_gives(world: World, case: dict[str, Any]) -> None:
    """The texts of the rules, read by hand, and the program come to one status, with reasons and sources."""
    columns = {name: value for name, value in case.items() if name not in ("chip", "to", "hq", "on", "why")}
    status, written = columns.pop("status"), columns.pop("as_written", None)
    answer = world.export(case["chip"], to=case["to"], hq=case.get("hq"), on=case["on"], **columns).to_dict()
    assert answer["status"] == status
    assert written in (None, answer["as_written"])
    assert answer["because"]
    assert all(source in world.catalogue.sources for source in answer["sources"])


@pytest.mark.parametrize(
    ("chip", "on", "limb", "metric", "limit", "margin"),
    [
        ("H20", "2025-04-08", "3A090.b.1", "total processing performance", 2400, -32),
        ("H20", "2025-04-08", "3A090.b.2", "performance density", 3.2, 2368 / 814 - 3.2),
        ("A40", "2024-03-01", "3A090.b.1", "total processing performance", 2400, -4.8),
        ("L20", "2024-03-01", "3A090.b.2", "performance density", 3.2, 1912 / 608.5 - 3.2),
        ("A10", "2024-03-01", "3A090.b.2", "performance density", 3.2, 2000 / 628.4 - 3.2),
        ("RTX 5090D", "2025-02-15", "3A090.a.1", "total processing performance", 4800, -49.6),
        ("RTX 4090D", "2024-01-15", "3A090.a.1", "total processing performance", 4800, -92),
        ("MI325X", "2026-02-15", "supplement no. 2", "total processing performance below 21,000", 21000, 80.8),
    ],
)
def test_margins_are_exact(
    world: World, chip: str, on: str, limb: str, metric: str, limit: float, margin: float
) -> None:
    """The distance to a line is the data sheet's arithmetic: speed times bits, over the area of the die."""
    rows = world.export(chip, to="CN", on=on).because
    found = [row for row in rows if limb in row["test"] and metric in row["test"] and row["limit"] == limit]
    assert found[0]["margin"] == pytest.approx(margin, rel=1e-5)


def test_a_disputed_count_of_bits_is_told_where_it_decides(world: World) -> None:
    """Trainium2's TF32 at 32 bits makes 667 x 32 = 21,344, above the 21,000 of January 2026; at 19 bits it is below."""
    answer = world.export("Trainium2", to="CN", on="2026-02-15").to_dict()
    assert answer["status"] == "case_by_case"
    assert {"TF32 counted as 32 bits"} <= {
        each["reading"] for each in answer["also"] if each["status"] != "case_by_case"
    }


def test_a_letter_binds_its_addressee_alone(world: World) -> None:
    """The letters of April 2025 went to Nvidia, AMD and Intel: another maker's chip goes by the list, which is said."""
    described = {"tpp": "1500", "performance_density": "1", "memory_bandwidth_gb_s": "4000", "end_use": "datacenter"}
    answer = world.export("a chip of another maker", to="CN", on="2025-06-01", **described).to_dict()
    assert answer["status"] == "not_controlled"
    assert answer["also"][0] == {
        "reading": "if the letters bound every maker",
        "status": "licence_required",
        "rule": "US-ISINF-2025-04",
    }


def test_a_missing_die_area_is_named(world: World) -> None:
    """Trainium1's area was never published; between 1,600 and 4,800 the density decides, so the answer is unknown."""
    answer = world.export("Trainium1", to="CN", on="2024-06-01").to_dict()
    assert answer["status"] == "unknown"
    assert answer["missing"] == ["die area"]
    assert "die area" in answer["sentence"]
    assert world.export("Trainium1", to="SG", on="2024-06-01").status == "not_controlled"


def test_the_law_is_that_known_on_the_day_of_the_world() -> None:
    """In January 2025 nobody knew of the letter of April; the compliance day of the diffusion rule was announced."""
    then = World("2025-01-20")
    assert then.export("H20", to="CN", on="2025-05-01").status == "not_controlled"
    assert then.export("H100", to="CH", on="2025-05-20").status == "licence_required"
    assert World().export("H100", to="CH", on="2025-05-20").status == "not_controlled"


def test_a_bill_counts_only_where_it_is_asked_for(world: World) -> None:
    """S. 3374 draws a line at 4,100 GB per second, and one at 5,000 with input and output: H20 has 4,000 and 5,028."""
    plain = world.export("H20", to="CN", on="2026-03-01")
    under = world.export("H20", to="CN", on="2026-03-01", under=["US-BILL-S3374"])
    assert plain.status == "licence_required"
    assert (under.status, under.rule) == ("presumption_of_denial", "US-BILL-S3374")


def test_a_bill_that_denies_outweighs_what_the_law_frees(world: World) -> None:
    """S. 3374 would deny what goes with a notice today (L40, 3A090.b), and what is weighed case by case (H200)."""
    for chip, status in (("L40", "nac_notification"), ("H200", "case_by_case")):
        assert world.export(chip, to="CN", on="2026-03-01").status == status
        under = world.export(chip, to="CN", on="2026-03-01", under=["US-BILL-S3374"])
        assert (under.status, under.rule) == ("presumption_of_denial", "US-BILL-S3374")


def test_what_flips_an_answer_is_said(world: World) -> None:
    """H20 in 2024: 32 more of performance, or the letter of 9 April 2025, would have changed its status."""
    flips = world.export("H20", to="CN", on="2025-01-01").to_dict()["flips"]
    assert (flips["spec"]["metric"], flips["spec"]["to"]) == ("tpp", 2400)
    assert flips["date"]["after"] == {"from": "2025-04-09", "status": "licence_required"}


def test_charges_and_the_other_gate_stand_apart(world: World) -> None:
    """The 25% duty falls on H200 SXM and not on H200 NVL (13,368 TPP); Chinese customs are a gate of their own."""
    plain = world.export("H200", to="CN", on="2026-02-15").to_dict()
    assert [(each["rate"], each["price_factor"]) for each in plain["conditions"]] == [(25, 1.25)]
    assert [each["rule"] for each in plain["destination_gate"]] == ["CN-STATE-DC-2025-11", "CN-H200-2026-01"]
    assert world.export("H200 NVL", to="CN", on="2026-02-15").to_dict()["conditions"] == []
    assert [each["rate"] for each in world.export("MI325X", to="CN", on="2026-02-15").to_dict()["conditions"]] == [25]


def test_unknown_names_come_with_the_nearest(world: World) -> None:
    """A chip or country that does not exist is an error that names what is near."""
    with pytest.raises(UnknownName, match="h20"):
        world.export("H2O", to="CN", on="2025-01-01")
    with pytest.raises(UnknownName, match="SG"):
        world.export("H20", to="Singapoor", on="2025-01-01")


def test_a_day_past_the_last_known_rule_is_warned_of(world: World) -> None:
    """The rules were followed up to 29 September 2026; the stay of the affiliates rule ended by its words after it."""
    warnings = " ".join(world.export("H20", to="CN", on="2026-11-20").to_dict()["warnings"])
    assert "2026-09-29" in warnings
    assert "US-AFFIL-2025-09" in warnings
