"""Chips that are held: against the counts that Epoch AI published, and rivals side by side."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.basis.errors import MissingFact, UnknownName
from oncurve.basis.inputs import Draws
from oncurve.catalog.read import Catalogue
from oncurve.scenario.holdings import Holdings, holdings
from oncurve.scenario.reconcile import pooled
from oncurve.scenario.worth import Worth

YEAR_END = dt.date(2025, 12, 31)
#: Epoch AI, AI chip counts, nvidia_owners_cumulative_totals.csv of April 2026: median, 5% and 95% in H100-equivalents
PUBLISHED = {"CN": (401_698, 324_871, 496_849), "microsoft": (3_151_494, 2_424_281, 4_075_897),
             "meta": (1_842_317, 1_426_111, 2_383_663), "oracle": (1_031_001, 770_349, 1_384_504)}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """All facts."""
    return Catalogue.load()


def held(catalogue: Catalogue, holder: str, on: dt.date = YEAR_END, **more: str) -> Holdings:
    """What a holder has, from few draws."""
    return holdings(catalogue, holder, Draws(n=4096), on=on, settings=more)


@pytest.mark.parametrize("holder", PUBLISHED)
def test_bought_chips_are_those_that_epoch_publishes(catalogue: Catalogue, holder: str) -> None:
    """The sum of the quarters is within 3% of the published total, and its interval is as wide within 8%."""
    made = next(each.estimate for each in held(catalogue, holder).series
                if each.measure == "bought of nvidia, H100-equivalents (8-bit)")
    median, low, high = PUBLISHED[holder]
    assert made.median == pytest.approx(median, rel=0.03)
    assert made.high / made.low == pytest.approx(high / low, rel=0.08)


def test_rival_figures_stand_side_by_side(catalogue: Catalogue) -> None:
    """China in 2025: half a million H20 or 2.2 million cards, and Huawei from 200,000 to 812,000: all are answered."""
    sources = {each.source for each in held(catalogue, "China").series}
    assert {"epoch-ai-chip-counts-2026-04", "idc-2026-04-01", "semianalysis-2025-09-08", "bloomberg-2025-09-30",
            "reuters-2025-06-12-kessler"} <= sources


def test_the_share_of_china_has_three_denominators(catalogue: Catalogue) -> None:
    """15% of clusters by place, 5% of what is owned, and 2.1% of US-designed chips sold are each named."""
    shares = {each.measure: each.estimate.median for each in held(catalogue, "CN").series
              if each.measure.startswith("share")}
    assert shares["share (speed of clusters by where they stand)"] == 15
    assert shares["share (all AI compute owned)"] == 5
    assert shares["share of US-designed chips sold since 2022, H100-equivalents (8-bit)"] == pytest.approx(2.1, abs=0.1)


def test_a_pool_spans_its_sources(catalogue: Catalogue) -> None:
    """The interval of a pool reaches from the lowest source to the highest: neither is averaged away."""
    rows = [row for row in catalogue.supply if row.maker == "huawei" and row.span.start == dt.date(2025, 1, 1)
            and row.measure in ("shipments", "production")]
    values = pooled(catalogue, rows, "huawei_made", "CN").draws(Draws(n=4096))
    low, high = min(row.amount for row in rows), max(row.amount for row in rows)
    assert min(values) < low
    assert max(values) > high


def test_a_repeated_figure_counts_once_in_a_pool(catalogue: Catalogue) -> None:
    """A source that only repeats another gives it no second vote."""
    row = next(row for row in catalogue.supply if row.maker == "huawei" and row.source == "idc-2026-04-01")
    assert len(pooled(catalogue, [row, row], "made", "CN").arguments) == 1


def test_the_parts_add_up_on_every_draw(catalogue: Catalogue) -> None:
    """The reconciled sum is the sum of its parts."""
    found = held(catalogue, "CN")
    assert found.reconciled is not None
    total = sum(part.values() for _, part in found.parts)
    assert total == pytest.approx(found.reconciled.values(), rel=1e-9)


def test_what_was_not_known_is_not_used(catalogue: Catalogue) -> None:
    """In January 2025 no count of owners was out: Microsoft's chips are unknown, not guessed."""
    with pytest.raises(MissingFact, match="chips held"):
        held(catalogue.known_by(dt.date(2023, 1, 1)), "oracle")


def test_a_setting_moves_the_sum(catalogue: Catalogue) -> None:
    """Without smuggling China holds less."""
    less, more = held(catalogue, "CN", smuggled_2024="1"), held(catalogue, "CN")
    assert less.reconciled is not None
    assert more.reconciled is not None
    assert less.reconciled.median < more.reconciled.median
    with pytest.raises(UnknownName, match="smuggled_2024"):
        held(catalogue, "CN", smuggled="1")


def test_an_unknown_holder_is_refused(catalogue: Catalogue) -> None:
    """A misspelt name is answered with the nearest."""
    with pytest.raises(UnknownName, match="microsoft"):
        held(catalogue, "microsft")


def test_half_a_quarter_holds_half_its_chips(catalogue: Catalogue) -> None:
    """On the 46th day of a quarter of 92 days half of what it brought is there."""
    def chips(on: dt.date) -> float:
        return next(each.estimate.median for each in held(catalogue, "CN", on).series
                    if each.measure == "bought of amd, chips")

    assert chips(dt.date(2025, 11, 15)) == pytest.approx(chips(YEAR_END) / 2, rel=0.001)


def test_equivalents_follow_the_precision(catalogue: Catalogue) -> None:
    """An H20 is 0.15 of an H100 at either precision, and an A100, which has no 8-bit floats, 0.315 of one."""
    for precision in ("8-bit", "16-bit"):
        worth = Worth(catalogue, precision)
        assert worth.equivalents("h20") == pytest.approx(148 / 989.4, rel=0.001)
        assert worth.equivalents("a100-80gb") == pytest.approx(312 / 989.4, rel=0.001)
