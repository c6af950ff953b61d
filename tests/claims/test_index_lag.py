"""Claims about months behind, judged by the capability index beside single benchmarks."""

from __future__ import annotations

import pytest

from oncurve.api import World


def test_seven_to_ten_months_depends_on_what_a_lag_is() -> None:
    """By first release at that level V3 trails by 3 to 6 months, to the trend of the index by 7 to 14: both show."""
    audit = World().claim("DeepSeek-V3 is close to the performance of US models 7-10 months older.",
                          published="2025-01-29")
    claim = next(each for each in audit.claims if each.claim.measure == "capability_lag")
    readings = {each["reading"]: each["estimate"] for each in claim.to_dict()["readings"]}
    assert readings["index:crossing"]["high"] < 7
    assert readings["index:trend"]["low"] < 10 < readings["index:trend"]["high"]
    assert claim.verdict == "scope_dependent"


def test_a_country_is_judged_by_its_average() -> None:
    """That China trails the US by about 7 months meets the day average, which Epoch AI gives as 7."""
    audit = World().claim("Chinese models are about 7 months behind US models.", published="2025-12-20")
    claim = next(each for each in audit.claims if each.claim.measure == "capability_lag")
    readings = {each["reading"]: each["estimate"] for each in claim.to_dict()["readings"]}
    assert readings["index:day_average"]["low"] < 7 < readings["index:day_average"]["high"]


def test_each_definition_is_read_once_and_on_the_day_that_is_named() -> None:
    """No definition stands twice, and the lag of a past quarter is that of the models that were out by then."""
    audits = [World().claim(f"Chinese models are about 7 months behind US models{when}.", published="2025-12-20")
              for when in ("", " in June 2024")]
    found = []
    for audit in audits:
        claim = next(each for each in audit.claims if each.claim.measure == "capability_lag")
        names = [each["reading"] for each in claim.to_dict()["readings"]]
        assert len(names) == len(set(names))
        found.append({each["reading"]: each["estimate"]["median"] for each in claim.to_dict()["readings"]})
    behind = World(as_of="2024-06-30").lag("CN", behind="US", measure="day_average").measures[0].estimate.median
    assert found[1]["index:day_average"] == pytest.approx(behind, rel=0.02)
    assert found[1]["index:day_average"] != found[0]["index:day_average"]


def test_a_score_nobody_measured_is_set_beside_the_one_to_expect() -> None:
    """For a benchmark that the catalogue has no score of, the index gives an interval, marked as not measured."""
    from oncurve.claims.check.index_score import expected_score

    world = World()
    benchmark = str(world.catalogue.benchmarks.id_of("GPQA diamond"))
    made = expected_score(world.model("deepseek-v3"), benchmark, world, "plain")
    assert made is not None
    # the report has 59.1% and Epoch AI measured 56.1%
    assert made.estimate.low < 59.1
    assert made.estimate.high > 56.1
    assert made.indirect
