"""The stock-and-flow model: nothing appears or vanishes, rules move flows, and what decides agrees with SALib."""

from __future__ import annotations

import datetime as dt
import math
import warnings
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oncurve.basis.errors import BadUsage, UnknownName
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.spread import Array, Uniform
from oncurve.catalog.read import Catalogue
from oncurve.scenario.base import CHINA
from oncurve.scenario.frontier import Leader
from oncurve.scenario.ledger import MAKERS, SCRAP, ledger
from oncurve.scenario.menu import Rulebook
from oncurve.scenario.model import BLOCK
from oncurve.scenario.outcome import SERIES, run
from oncurve.scenario.policy import SHIPPED, Policy, policy_named
from oncurve.scenario.scenario import Model, answer_scenarios
from oncurve.scenario.sensitivity import flip, tornado, total_shares
from oncurve.scenario.service import kept

UNTIL = dt.date(2027, 12, 31)


@pytest.fixture(scope="module")
def model() -> Model:
    """The model on few draws."""
    return Model(Catalogue.load(), Draws(n=64), UNTIL)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_chip_appears_vanishes_or_counts_twice(model: Model, name: str) -> None:
    """What the run sold and made is what makers sent, kind by kind, and what holders have and have retired of it."""
    policy = policy_named(name)
    worked = model.run(policy)
    book = ledger(worked, model.values(policy)["service_life"])
    for chip in book.chips():
        sent = -book.balance(MAKERS, chip)
        there = sum(book.balance(place, chip) for place in (*model.base.holders, SCRAP))
        assert there == pytest.approx(sent, rel=1e-9, abs=1e-6)
        for place in model.base.holders:
            assert book.balance(place, chip).min() > -1e-6 * max(sent.max(), 1.0)
    moved = worked.flows.made + sum(worked.flows.bought.values())
    whole = -sum(book.balance(MAKERS, chip) for chip in book.chips())
    assert whole == pytest.approx(np.cumsum(moved, axis=0), rel=1e-9, abs=1e-3)


@pytest.mark.parametrize("name", ["as-it-was", "open-sales", "no-2023-amendment"])
def test_the_kinds_add_up_to_the_stock(model: Model, name: str) -> None:
    """What a holder has by kind adds up to the stock that the run gives, and the units of account agree."""
    policy = policy_named(name)
    worked = model.run(policy)
    book = ledger(worked, model.values(policy)["service_life"])
    for holder in model.base.holders:
        total = sum(book.balance(holder, chip) for chip in book.chips())
        assert total == pytest.approx(worked.stocks.held[holder], rel=1e-9, abs=1e-3)


def test_recorded_sales_are_kept(model: Model) -> None:
    """As it was, China bought what Epoch AI counts: 401,698 H100-equivalents of Nvidia's by the end of 2025."""
    worked = run(model.base, policy_named("as-it-was"), _medians(model), 1)
    number = model.base.quarters.index(dt.date(2025, 12, 31))
    amd = 10_523  # the same table, AMD
    assert np.cumsum(worked.flows.bought[CHINA], axis=0)[number, 0] == pytest.approx(401_698 + amd, rel=0.02)


def _medians(model: Model) -> Mapping[str, Array | float]:
    return {key: np.asarray([each.spread.median]) for key, each in model.base.inputs.items()}


def test_a_policy_without_effect_changes_nothing(model: Model) -> None:
    """A policy that names a rule which no chip meets, multipliers of one and no number gives every draw again."""
    idle = Policy("idle", rules=Rulebook(without=("US-RUSSIA-2022-04",)), since=dt.date(2026, 7, 1),
                  numbers={"domestic.wafers": 1.0, "budgets.US": 1.0, "enforcement.stops": 0.0, "smuggling.scale": 1.0})
    was, now = model.run(policy_named("as-it-was")), model.run(idle)
    assert np.array_equal(was.race.lag, now.race.lag)
    for holder in model.base.holders:
        assert np.array_equal(was.stocks.held[holder], now.stocks.held[holder])


@pytest.mark.parametrize("name", ["open-sales", "as-it-was"])
def test_a_file_of_a_shipped_name_is_its_own_policy(model: Model, tmp_path, name: str) -> None:
    """A reader's file that is called as a shipped scenario is run by what it holds, beside the shipped one."""
    path = tmp_path / f"{name}.toml"
    path.write_text("[smuggling]\nscale = 0.0\n", encoding="utf-8")
    shipped, own = answer_scenarios(model, [name, str(path)]).scenarios
    assert own.outcomes["smuggled"].high == 0 < shipped.outcomes["smuggled"].high


def test_an_input_of_a_policy_is_that_of_a_setting(model: Model) -> None:
    """A value in the `[inputs]` of a file gives, draw by draw, the lag that the same value gives as a setting."""
    told = {"smuggled_2024": "900000", "service_life": "4"}
    tight = Policy("tight", since=dt.date(2026, 1, 1), numbers={"enforcement.stops": 0.5})
    as_set = Model(model.catalogue, model.draws, UNTIL, told).run(tight)
    assert np.array_equal(model.run(replace(tight, inputs=told)).race.lag, as_set.race.lag)


def test_what_controls_account_for_is_taken_at_the_inputs_of_the_policy(model: Model, tmp_path) -> None:
    """Where the inputs are the policy's own, the lag without controls is that under the same inputs, in every draw."""
    path = tmp_path / "mine.toml"
    path.write_text("[enforcement]\nstops = 0.5\n[inputs]\nchina_demand_share = 0.25\n", encoding="utf-8")
    found = answer_scenarios(model, [str(path)]).scenarios[0].outcomes["lag_from_controls"]
    own = policy_named(str(path))
    free = replace(policy_named("no-controls-2022"), inputs=own.inputs)
    assert np.array_equal(found.values(), model.run(own).race.lag[-1] - model.run(free).race.lag[-1])


def test_policies_that_differ_by_an_input_are_compared_each_at_its_own(model: Model, tmp_path) -> None:
    """Where one file says that ideas grow faster, and nothing else differs, that input alone turns the order."""
    files = []
    for name, growth in (("slow", "[2.0, 4.0]"), ("fast", "[3.0, 5.0]")):
        files.append(str(tmp_path / f"{name}.toml"))
        text = f"from = 2026-01-01\n[enforcement]\nstops = 0.5\n[inputs]\nefficiency_growth = {growth}\n"
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    decided = answer_scenarios(model, files).comparisons[0]
    assert decided.flip is not None
    assert decided.flip.name == "efficiency_growth"
    assert decided.flip.flips_at == pytest.approx((3 * 5) ** 0.5, rel=0.02)


RULES = ("US-ISINF-2022-08", "US-IFR-2022-10", "US-ISINF-2023-10", "US-ACS-2023-11", "US-ISINF-2025-04")


@settings(max_examples=15, deadline=None)
@given(st.sets(st.sampled_from(RULES)), st.sampled_from(RULES))
def test_a_stricter_rule_never_raises_a_controlled_flow(removed: set[str], rule: str) -> None:
    """Taking a rule away never lowers the compute sold to China, in any quarter or draw."""
    loose = tuple(sorted(removed | {rule}))
    strict = tuple(sorted(removed - {rule}))
    shares = [sold_share(each) for each in (strict, loose)]
    assert (shares[0] <= shares[1] + 1e-9).all()


def sold_share(without: tuple[str, ...]) -> Array:
    """The share of demand that is met without some rules."""
    from oncurve.scenario.sold import access

    if "model" not in KEPT:
        KEPT["model"] = Model(Catalogue.load(), Draws(n=64), dt.date(2026, 12, 31))
    model = KEPT["model"]
    free = ("US-REVSHARE-2025-08", "US-CBC-2026-01")  # exceptions that loosen other rules are held away
    policy = Policy(f"without {without}", rules=Rulebook(without=(*without, *free)))
    return access(model.base, policy, model.values(Policy("as-it-was")), 64)


KEPT: dict[str, Model] = {}


@pytest.mark.parametrize(("key", "value"), [("licences.case_by_case", 0.0), ("licences.licence_required", 0.0),
                                            ("licences.chinese_gate", 0.0), ("tariff.rate", 0.5)])
def test_a_tighter_number_never_raises_what_is_sold(model: Model, key: str, value: float) -> None:
    """Fewer licences, a closed gate or a tariff never raise what is sold to China."""
    tight = Policy(f"{key}={value}", since=dt.date(2026, 1, 1), numbers={key: value})
    was, now = model.run(policy_named("as-it-was")), model.run(tight)
    assert (now.flows.bought[CHINA] <= was.flows.bought[CHINA] + 1e-6).all()


def test_one_threshold_in_the_data_moves_the_flow(tmp_path) -> None:
    """A facts folder that lowers one threshold of the rule of 2023 takes the H20 off the menu of 2024."""
    from pathlib import Path


    data = Path(__file__).parents[2] / "src" / "oncurve" / "catalog" / "data" / "rules" / "us" / "US-ACS-2023-11.toml"
    text = data.read_text(encoding="utf-8")
    assert "at_least = 4800" in text
    for folder in ("rules/us", "sources"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "rules" / "us" / data.name).write_text(text.replace("at_least = 4800", "at_least = 2000"), "utf-8")
    flows = []
    for facts in ((), (tmp_path,)):
        model = Model(Catalogue.load(None, facts), Draws(n=64), UNTIL)
        cells = model.base.menu.answers(Rulebook())
        number = model.base.quarters.index(dt.date(2024, 5, 1))
        at = next(place for place, offer in enumerate(model.base.menu.offers) if offer.chip == "h20")
        flows.append(cells[number][at].status)
    assert flows[0] == "not_controlled"
    assert flows[1] != "not_controlled"


def test_enforcement_lowers_smuggling_and_raises_the_lag(model: Model) -> None:
    """Better enforcement means fewer smuggled chips in every draw, and a lag no shorter."""
    was, now = model.run(policy_named("as-it-was")), model.run(policy_named("well-enforced"))
    assert (now.flows.smuggled <= was.flows.smuggled + 1e-9).all()
    assert (now.race.lag[-1] >= was.race.lag[-1] - 1e-9).all()


def test_the_lag_starts_where_it_was_observed(model: Model) -> None:
    """At the end of 2024 the lag of what was is the observed one in every draw."""
    worked = model.run(policy_named("as-it-was"))
    number = model.base.quarters.index(dt.date(2024, 12, 31))
    assert worked.race.lag[number] == pytest.approx(model.values(Policy("as-it-was"))["observed_lag"], abs=1e-6)


def test_the_lag_is_the_time_between_equal_capabilities(model: Model) -> None:
    """Where the lag is m months, Chinese capability is what US capability was m months before."""
    race = model.run(policy_named("status-quo")).race
    quarters = np.arange(race.lag.shape[0])
    for draw in range(0, 64, 9):
        before = quarters[-1] - race.lag[-1, draw] / 3
        assert np.interp(before, quarters, race.able_us[:, draw]) == pytest.approx(race.able_cn[-1, draw], abs=1e-6)


def test_without_controls_nothing_is_smuggled(model: Model) -> None:
    """Where nothing is forbidden nothing is smuggled, and the controls account for no lag."""
    found = answer_scenarios(model, ["no-controls-2022"]).scenarios[0]
    assert found.outcomes["smuggled"].high == 0
    assert found.outcomes["lag_from_controls"].median == 0


def test_the_lead_has_a_probability(model: Model) -> None:
    """The probability that the lead exceeds so many months falls as the months rise."""
    found = [answer_scenarios(model, ["status-quo"], threshold=months).scenarios[0] for months in (0.0, 12.0, 60.0)]
    odds = [each.outcomes["probability_of_lead"].median for each in found]
    assert odds[0] > odds[1] > odds[2]
    with pytest.raises(BadUsage, match="outside the scenario"):
        answer_scenarios(model, ["status-quo"], threshold=1.0, by=dt.date(2040, 1, 1))


def test_kept_chips_leave_after_their_life() -> None:
    """Of ten chips a quarter that serve three quarters each, thirty are there from the third quarter on."""
    stock = kept(np.full((6, 2), 10.0), np.asarray([3.0, 100.0]))
    assert stock[:, 0].tolist() == [10, 20, 30, 30, 30, 30]
    assert stock[:, 1].tolist() == [10, 20, 30, 40, 50, 60]


def test_unknown_names_are_answered_with_the_nearest(model: Model) -> None:
    """A misspelt scenario, rule or input is answered with what is near."""
    with pytest.raises(UnknownName, match="open-sales"):
        answer_scenarios(model, ["open-sale"])
    with pytest.raises(UnknownName, match="US-ACS-2023-11"):
        model.run(Policy("typo", rules=Rulebook(without=("US-ACS-2023",))))
    with pytest.raises(UnknownName, match="china_demand_share"):
        Model(Catalogue.load(), Draws(n=64), UNTIL, {"china_demand": "0.1"}).inputs(Policy("as-it-was"))


def ishigami(values: Mapping[str, Array | float], n: int) -> Array:
    """Ishigami's function of three inputs, whose indices are known in closed form."""
    x, y, z = (np.broadcast_to(np.asarray(values[name]), (n,)) for name in "xyz")
    return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


def test_total_shares_are_those_of_the_closed_form_and_of_salib() -> None:
    """Ishigami's total shares are 0.558, 0.442 and 0.244; SALib finds the same from its own points."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from SALib.analyze import sobol
        from SALib.sample import sobol as points

    inputs = [Input(name, "none", Uniform(-math.pi, math.pi)) for name in "xyz"]
    ours = {share.name: share for share in total_shares(ishigami, inputs, 4096)}
    exact = {"x": 0.5576, "y": 0.4424, "z": 0.2437}
    problem = {"num_vars": 3, "names": list("xyz"), "bounds": [[-math.pi, math.pi]] * 3}
    sample = points.sample(problem, 1024, calc_second_order=False, seed=1)
    theirs = sobol.analyze(problem, ishigami(dict(zip("xyz", sample.T, strict=True)), len(sample)),
                           calc_second_order=False, seed=1)
    for number, name in enumerate("xyz"):
        room = 3 * ours[name].error
        assert ours[name].total == pytest.approx(exact[name], abs=room)
        assert ours[name].total == pytest.approx(theirs["ST"][number], abs=room + 3 * theirs["ST_conf"][number])


def test_total_shares_of_a_scenario_are_those_of_salib(model: Model) -> None:
    """On the status quo, the largest total shares agree with SALib's within sampling error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from SALib.analyze import sobol
        from SALib.sample import sobol as points

    policy = policy_named("status-quo")
    names = ("observed_lag", "efficiency_growth", "domestic_speed_growth", "run_follows_stock")
    inputs = [each for each in model.inputs(policy).values() if each.key in names]
    rest = {key: each.spread.median for key, each in model.inputs(policy).items() if key not in names}

    def lag(values: Mapping[str, Array | float], n: int) -> Array:
        return model.lag_of(policy)({**rest, **values}, n)

    ours = {share.name: share for share in total_shares(lag, inputs, 512)}
    problem = {"num_vars": len(inputs), "names": [each.key for each in inputs], "bounds": [[0.0, 1.0]] * len(inputs)}
    sample = np.clip(points.sample(problem, 256, calc_second_order=False, seed=1), 1e-9, 1 - 1e-9)
    from scipy.stats import norm

    values = {each.key: np.asarray(each.spread.values(norm.ppf(column), column))
              for each, column in zip(inputs, sample.T, strict=True)}
    theirs = sobol.analyze(problem, lag(values, len(sample)), calc_second_order=False, seed=1)
    for number, each in enumerate(inputs):
        room = 3 * ours[each.key].error + 3 * theirs["ST_conf"][number]
        assert ours[each.key].total == pytest.approx(theirs["ST"][number], abs=room)


def test_a_flip_is_found_where_it_lies() -> None:
    """Of x - y, with y at 3 and x from 1 to 4, the order turns where x is 3."""
    inputs = [Input("x", "none", Uniform(1.0, 4.0)), Input("y", "none", Uniform(2.9, 3.1))]
    found = flip(lambda values, n: np.asarray(values["x"]) - values["y"] + np.zeros(n), inputs)
    assert found is not None
    assert (found.name, found.inside) == ("x", True)
    assert found.flips_at == pytest.approx(3.0, abs=0.02)


def test_a_tornado_is_widest_for_what_matters_most() -> None:
    """Of ten x plus y, x comes first."""
    inputs = [Input("y", "none", Uniform(0.0, 1.0)), Input("x", "none", Uniform(0.0, 1.0))]
    bars = tornado(lambda values, n: 10 * np.asarray(values["x"]) + values["y"], inputs)
    assert [bar.name for bar in bars] == ["x", "y"]
    assert bars[0].high - bars[0].low == pytest.approx(9.0)


@pytest.mark.parametrize("name", ["open-sales", "tariff", "essay"])
def test_draws_worked_through_in_blocks_are_those_worked_through_at_once(model: Model, name: str) -> None:
    """What an answer gathers block by block is, draw by draw, what one pass over all the draws gives."""
    policy, free = policy_named(name), policy_named("no-controls-2022")
    many = Model(model.catalogue, Draws(n=BLOCK + 130), UNTIL)
    tally, whole = many.tallies([policy], free)[0], many.run(policy)
    for each, values in zip(SERIES, tally.series, strict=True):
        assert np.allclose(values, each.values(whole), rtol=1e-12, atol=1e-9)
    without = many.run(replace(free, inputs=policy.inputs))
    assert np.allclose(tally.lag_from_controls, whole.race.lag[-1] - without.race.lag[-1], rtol=0, atol=1e-9)


def test_the_lag_is_found_whatever_the_leader_did() -> None:
    """A line's own level is met at its own time, before its first quarter, between two, and past its last."""
    leader = Leader(np.zeros((5, 3)), np.asarray([0.0, 1.0, 3.0, 3.5, 5.5])[:, None] + np.asarray([0.0, 1.0, -2.0]))
    level = np.asarray([[-0.5, 3.0, 5.5]])
    assert leader.times(level)[0] == pytest.approx([-0.5, 1.5, 4 + 2 / 2])


def test_more_draws_move_the_median_little(model: Model) -> None:
    """The median lag of a few draws is within a tenth of that of many."""
    more = Model(model.catalogue, Draws(n=2048), UNTIL)
    few, many = (each.run(policy_named("status-quo")) for each in (model, more))
    assert np.median(few.race.lag[-1]) == pytest.approx(np.median(many.race.lag[-1]), rel=0.1)


def test_a_series_ends_on_the_outcome(model: Model) -> None:
    """The last quarter of every series is the outcome of that name, its median and both ends."""
    found = answer_scenarios(model, ["status-quo"]).scenarios[0]
    for each in found.series:
        made = found.outcomes[each.name]
        assert (each.median[-1], each.low[-1], each.high[-1]) == (made.median, made.low, made.high)


def test_power_and_money_agree_with_the_chips(model: Model) -> None:
    """What China bought of Nvidia by 2023 draws and cost is near the sum over kinds, by Epoch AI's counts."""
    found = answer_scenarios(model, ["as-it-was"]).scenarios[0]
    series = {each.name: each for each in found.series}
    number = series["china_power"].dates.index(dt.date(2023, 12, 31))
    a100_class = (72_696 + 28_132 + 93_286) * 400e-6  # A100 and A800, by Epoch AI, at 400 W
    h800 = 115_429 * 700e-6
    assert series["china_power"].low[number] > (a100_class + h800) * 0.7
    assert series["paid_by_china"].median[number] == pytest.approx(194_114 * 12_500 + 115_429 * 33_000, rel=0.25)


def test_a_duty_is_borne_by_those_who_are_said_to(model: Model) -> None:
    """At a pass-through of 0.8 buyers bear four times what sellers do; without a duty nobody bears one."""
    found = answer_scenarios(model, ["tariff", "no-controls-2022"])
    outcomes = found.scenarios[0].outcomes
    buyers, sellers = outcomes["duties_borne_by_buyers"], outcomes["duties_borne_by_sellers"]
    assert buyers.values() == pytest.approx(4 * sellers.values(), rel=1e-9)
    assert "duties_borne_by_buyers" not in found.scenarios[1].outcomes
