"""Who could make a run, against what is known to have been done."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from oncurve.basis.errors import BadUsage
from oncurve.basis.inputs import Draws
from oncurve.catalog.read import Catalogue
from oncurve.scenario.able import AbleAnswer, Question, answer_able, count_able
from oncurve.scenario.able_hindcast import able_hindcast
from oncurve.scenario.developer import developers, shown_flop
from oncurve.scenario.reasoners import released


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """All facts."""
    return Catalogue.load()


def asked(catalogue: Catalogue, **more) -> AbleAnswer:
    """The answer for the end of 2025, from few draws."""
    return answer_able(catalogue, Question(dt.date(2025, 12, 31), **more), Draws(n=512))


def test_a_larger_budget_leaves_no_more_developers(catalogue: Catalogue) -> None:
    """The dearer the run, the fewer can make it, for every developer."""
    cheap, dear = (asked(catalogue, budget=budget) for budget in (1e7, 1e9))
    assert cheap.count.median > dear.count.median
    odds = {row.id: row.probability for row in cheap.organisations}
    assert all(row.probability <= odds[row.id] + 1e-9 for row in dear.organisations)


def test_the_largest_builders_come_first(catalogue: Catalogue) -> None:
    """For a run of a billion dollars at the end of 2025 the likeliest are among those that own the most chips."""
    first = [row.id for row in asked(catalogue, budget=1e9).organisations[:4]]
    assert set(first) <= {"google", "meta", "openai", "amazon", "xai", "microsoft", "anthropic"}


def test_who_has_done_it_can_do_it(catalogue: Catalogue) -> None:
    """Those who are counted with runs above 1e26 FLOP, xAI and OpenAI, can very likely make one."""
    odds = {row.id: row.probability for row in asked(catalogue, flop=1e26).organisations}
    assert odds["xai"] > 0.8
    assert odds["openai"] > 0.8


def test_the_count_of_runs_above_a_threshold_is_near_what_was_projected(catalogue: Catalogue) -> None:
    """Epoch AI projected 10 models above 1e26 FLOP by 2026; the interval of developers able to holds that."""
    made = answer_able(catalogue, Question(dt.date(2026, 1, 1), flop=1e26), Draws(n=512)).count
    assert made.low <= 10 <= made.high + 2


def test_what_binds_is_one_of_three(catalogue: Catalogue) -> None:
    """Each developer is told which of cash, chips, and time and staff binds it; DeepSeek lacks chips."""
    rows = {row.id: row for row in asked(catalogue, flop=1e26).organisations}
    assert {row.limit for row in rows.values()} <= {"cash", "chips", "time and staff"}
    assert rows["deepseek"].limit == "chips"


def test_the_count_adds_up_draw_by_draw(catalogue: Catalogue) -> None:
    """The mean of the count is the sum of the probabilities."""
    found = asked(catalogue, budget=1e8)
    assert np.mean(found.count.values()) == pytest.approx(sum(row.probability for row in found.organisations))


def test_the_count_alone_is_that_of_the_whole_answer(catalogue: Catalogue) -> None:
    """Asked for the number only, each draw counts whom the whole answer counts."""
    question = Question(dt.date(2025, 12, 31), flop=1e26)
    alone, whole = count_able(catalogue, question, Draws(n=512)), answer_able(catalogue, question, Draws(n=512))
    assert np.array_equal(alone.values(), whole.count.values())


def test_fewer_are_able_as_reasoning_runs_climb(catalogue: Catalogue) -> None:
    """From January 2025 on the count for frontier reasoning runs falls, and falls below five at some day."""
    found = answer_able(catalogue.known_by(dt.date(2025, 1, 30)), Question(dt.date(2025, 1, 30), kind="reasoning"),
                        Draws(n=512))
    counts = [point.median for point in found.over_time if point.kind == "reasoning"]
    assert counts[0] > counts[4] > counts[-1]
    assert np.isfinite(found.crosses.median)
    assert any("settled after 2025-01-30" in each for each in found.warnings)


def test_what_was_released_is_what_is_known(catalogue: Catalogue) -> None:
    """OpenAI, DeepSeek and Moonshot alone had such a model in January 2025; a dozen more by the middle of the year."""
    assert released(catalogue, dt.date(2025, 1, 30)) == {"openai", "deepseek", "moonshot"}
    later = released(catalogue, dt.date(2025, 6, 30))
    assert {"google", "alibaba", "xai", "anthropic", "bytedance", "tencent", "nvidia", "lg", "microsoft",
            "mistral"} <= later


def test_who_has_such_a_model_needs_no_first_project(catalogue: Catalogue) -> None:
    """By June 2025 DeepSeek and OpenAI, which had one, are surer to make another than whoever has to begin."""
    day, by = dt.date(2025, 1, 30), dt.date(2025, 6, 30)
    then = catalogue.known_by(day)
    found = answer_able(then, Question(day, kind="reasoning", by=by), Draws(n=512))
    odds = {each.id: each.probability for each in found.organisations}
    assert min(odds["openai"], odds["deepseek"]) > 0.9
    assert max(odds[other] for other in odds if other not in ("openai", "deepseek")) < 0.6
    plain = answer_able(then, Question(day, flop=1e24, by=by), Draws(n=512))
    assert {each.id: each.probability for each in plain.organisations}["deepseek"] < 0.6


def test_the_hindcast_beats_one_probability_for_all(catalogue: Catalogue) -> None:
    """The Brier scores are better than those of the base rate; the counts that came lie in the intervals."""
    found = able_hindcast(catalogue, Draws(n=512))
    assert all(found.brier[day] < found.baseline[day] for day in found.brier)
    for median, low, high, came in found.counts.values():
        assert low <= came <= high
        assert low <= median <= high


def test_a_run_is_its_parameters_times_its_tokens(catalogue: Catalogue) -> None:
    """Where no compute is told, it is six times active parameters times tokens: Qwen2.5-72B, 7.8e24."""
    assert shown_flop(catalogue.model("qwen2-5-72b")) == pytest.approx(6 * 72.7e9 * 18e12, rel=0.02)


def test_only_developers_of_the_time_are_counted(catalogue: Catalogue) -> None:
    """A developer whose first model came later is not there before."""
    there = {each.id for each in developers(catalogue, dt.date(2023, 1, 1))}
    assert "openai" in there
    assert "xai" not in there


@pytest.mark.parametrize("more", [{"budget": -1.0}, {"flop": float("nan")}, {"kind": "inference"},
                                  {"by": dt.date(2025, 1, 1)}])
def test_an_impossible_question_is_refused(catalogue: Catalogue, more) -> None:
    """A negative budget, a compute that is no number, an unknown kind and a day in the past are refused."""
    with pytest.raises(BadUsage):
        asked(catalogue, **more)


def test_a_reasoning_run_costs_what_the_simulator_says() -> None:
    """The compute of a reasoning run is that of the chip-hours DeepSeek reports, within a factor of two."""
    from oncurve.api import World

    found = World(draws=512).able(on="2025-01-30", kind="reasoning")
    given = next(each for each in found.inputs() if each.name == "reasoning_run_2025")
    assert "simulated" in given.note
    reported = (101_000 + 41_000) * 3600 * 989.4e12 * 0.38  # R1-Zero and R1, Nature, Supplementary Table 7
    assert reported / 2 < given.spread.median < reported * 2
