"""Whatever a reader writes into a scenario file, no chip appears, vanishes or counts twice."""

from __future__ import annotations

import datetime as dt
from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from oncurve.basis.inputs import Draws
from oncurve.basis.spread import Array
from oncurve.catalog.read import Catalogue
from oncurve.scenario.base import CHINA, GULF, OTHER
from oncurve.scenario.ledger import MAKERS, SCRAP, ledger
from oncurve.scenario.menu import Rulebook
from oncurve.scenario.outcome import Run, tolls
from oncurve.scenario.policy import Policy
from oncurve.scenario.scenario import Model

RULES = ("US-ISINF-2022-08", "US-IFR-2022-10", "US-ISINF-2023-10", "US-ACS-2023-11", "US-ISINF-2025-04",
         "US-REVSHARE-2025-08", "US-CBC-2026-01", "US-232-2026-01")
#: numbers of a policy with what they may be drawn from
NUMBERS = {
    "licences.licence_required": st.floats(0, 1), "licences.case_by_case": st.floats(0, 1),
    "licences.presumption_of_denial": st.floats(0, 1), "licences.unknown": st.floats(0, 1),
    "licences.chinese_gate": st.floats(0, 1), "enforcement.stops": st.floats(0, 1), "tariff.rate": st.floats(0, 10),
    "tariff.pass_through": st.floats(0, 1), "smuggling.scale": st.floats(0, 1000), "rented.scale": st.floats(0, 1000),
    "domestic.wafers": st.floats(0, 1000), "domestic.yields": st.floats(0, 10), "domestic.memory": st.floats(0, 1000),
    "budgets.US": st.floats(0, 1000), "budgets.CN": st.floats(0, 1000), "efficiency.CN": st.floats(0, 10),
}


def drawn(rules: set[str], since: dt.date | None, numbers: dict[str, float]) -> Policy:
    """A policy as a file of these rules, day and numbers would give it."""
    return Policy("drawn", since=since, rules=Rulebook(without=tuple(sorted(rules)), since=since), numbers=numbers)


POLICIES = st.builds(
    drawn, st.sets(st.sampled_from(RULES)), st.none() | st.dates(dt.date(2022, 1, 1), dt.date(2028, 6, 30)),
    st.fixed_dictionaries({}, optional=NUMBERS))
SETTINGS = st.fixed_dictionaries({}, optional={
    "service_life": st.floats(0.1, 30).map(str), "smuggled_2024": st.floats(0, 1e7).map(str),
    "china_demand_share": st.floats(0.01, 0.95).map(str), "rented_abroad": st.floats(0, 1).map(str),
    "gulf_share": st.floats(0, 1).map(str), "domestic_usable": st.floats(0.01, 1).map(str),
    "spending_growth_2026": st.floats(0.05, 20).map(str), "worse_chip_response": st.floats(0.01, 20).map(str)})


@cache
def facts() -> Catalogue:
    """All facts, read once."""
    return Catalogue.load()


def worked(policy: Policy, chosen: dict[str, str]) -> tuple[Run, Array | float]:
    """A policy worked out on few draws to the middle of 2028, and the years that a chip serves."""
    model = Model(facts(), Draws(n=8), dt.date(2028, 6, 30), chosen)
    return model.run(policy), model.values(policy)["service_life"]


def near(one: Array, other: Array) -> bool:
    """Whether two sums of chips are the same but for rounding."""
    whole = max(float(np.abs(each).max(initial=1.0)) for each in (one, other))
    return bool(np.allclose(one, other, rtol=1e-9, atol=1e-9 * whole))


@settings(max_examples=25, deadline=None)
@given(POLICIES, SETTINGS)
def test_chips_are_conserved_under_any_policy(policy: Policy, chosen: dict[str, str]) -> None:
    """Of every kind, what makers sent is what holders have and have retired, and nobody has less than none."""
    found, life = worked(policy, chosen)
    book = ledger(found, life)
    places = (*found.base.holders, SCRAP)
    held = {place: np.zeros(found.flows.made.shape) for place in places}
    for chip in book.chips():
        sent, there = -book.balance(MAKERS, chip), {place: book.balance(place, chip) for place in places}
        assert near(sent, np.sum(list(there.values()), axis=0))
        assert all(each.min() > -1e-6 * max(float(sent.max()), 1.0) for each in there.values())
        for place, each in there.items():
            held[place] += each
    for holder in found.base.holders:
        assert near(held[holder], found.stocks.held[holder])
    assert near(found.stocks.every(), np.sum([found.stocks.held[holder] for holder in found.base.holders], axis=0))


@settings(max_examples=25, deadline=None)
@given(POLICIES, SETTINGS)
def test_every_quantity_is_a_number_that_can_be(policy: Policy, chosen: dict[str, str]) -> None:
    """No flow, stock, sum of money or power is below nothing or no number; what is used is no more than there is."""
    found, _ = worked(policy, chosen)
    flows, stocks = found.flows, found.stocks
    for each in (*flows.bought.values(), flows.smuggled, flows.made, flows.share, *stocks.held.values(), found.spent):
        assert np.isfinite(each).all()
        assert each.min() >= -1e-6 * max(float(np.abs(each).max()), 1.0)
    assert np.isfinite(found.race.lag).all()
    assert (stocks.usable <= (stocks.held[CHINA] + stocks.rented) * (1 + 1e-9) + 1e-6).all()
    assert (stocks.rented <= (stocks.held[OTHER] + stocks.held[GULF]) * (1 + 1e-9) + 1e-6).all()
    borne = tolls(found)
    if borne is not None:
        passed = policy.number("tariff.pass_through") or 0.0
        assert np.allclose(borne[0] * (1 - passed), borne[1] * passed, rtol=1e-9, atol=1e-6)
        assert min(each.min() for each in borne) >= 0


@settings(max_examples=15, deadline=None)
@given(POLICIES, SETTINGS)
def test_before_its_day_a_policy_changes_nothing(policy: Policy, chosen: dict[str, str]) -> None:
    """Until the quarter that holds its day, sales, smuggling, making and renting are those of what was."""
    model = Model(facts(), Draws(n=8), dt.date(2028, 6, 30), chosen)
    was, now = model.run(Policy("as-it-was")), model.run(policy)
    first = now.base.since(policy)
    for one, other in ((was.flows.smuggled, now.flows.smuggled), (was.flows.made, now.flows.made),
                       (was.stocks.rented, now.stocks.rented),
                       *((was.flows.bought[each], now.flows.bought[each]) for each in now.base.holders)):
        assert near(one[:first], other[:first])
