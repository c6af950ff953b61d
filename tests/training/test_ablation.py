"""The waterfall of what each idea saves."""

from __future__ import annotations

import pytest

from oncurve.api import World
from oncurve.basis.errors import BadUsage


@pytest.fixture(scope="module")
def rows():
    """DeepSeek-V3 as published, ideas taken away in both orders."""
    return World(draws=512).simulate("deepseek-v3", ablate=True).ablation


def test_both_orders_end_at_the_same_run(rows) -> None:
    """Whatever the order, the run without any of the ideas takes the same hours, to the last draw."""
    ends = [[each for each in rows if each.order == order][-1].without for order in ("first to last", "last to first")]
    assert ends[0].median == pytest.approx(ends[1].median, rel=1e-9)


@pytest.mark.parametrize("settings", [{}, {"simulator_matrix": "0.5", "failures_per_chip_hour": "1e-4"}])
@pytest.mark.parametrize("layout", ["", "pp=16,schedule=dualpipe"])
def test_savings_add_up_in_each_order(settings: dict[str, str], layout: str) -> None:
    """Draw by draw, what the ideas save in turn is the difference between the run, as asked, and the last."""
    run = World(draws=512, settings=settings).simulate("deepseek-v3", ablate=True, layout=layout)
    start = run.estimates["chip_hours"].values()
    for order in ("first to last", "last to first"):
        mine = [each for each in run.ablation if each.order == order]
        saved = sum(each.saves.values() for each in mine)
        assert start + saved == pytest.approx(mine[-1].without.values(), rel=1e-6)


def test_eight_bits_save_less_than_half_of_the_run(rows) -> None:
    """FP8 doubles the speed of matrix products at most (data sheet of the H800), so it can at most halve a run."""
    for each in rows:
        if each.feature == "FP8":
            assert 0 < each.saves.median < 0.5 * each.without.median


def test_predicting_a_second_token_costs_time(rows) -> None:
    """A further layer and output matrix are more work: it never saves hours of a run of so many tokens."""
    assert all(each.saves.high <= 0 for each in rows if each.feature == "multi-token prediction")


def test_a_plain_run_has_nothing_to_take_away() -> None:
    """A dense run at 16 bits is refused with a sentence."""
    with pytest.raises(BadUsage, match="nothing that can be taken away"):
        World(draws=64).simulate("llama-3-1-70b", ablate=True)
