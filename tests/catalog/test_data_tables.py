"""The shipped tables: exchange rates, price indices, prices of chips and tokens, and scores."""

import datetime as dt
from collections import defaultdict

import pytest

from oncurve.catalog.read import Catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """All facts, whenever known."""
    return Catalogue.load()


def rate(catalogue: Catalogue, currency: str, month: str) -> float:
    """Dollars for one unit of a currency."""
    return next(row.amount for row in catalogue.fx if (row.currency, row.month) == (currency, month))


def index(catalogue: Catalogue, name: str, month: str) -> float:
    """The level of a price index."""
    return next(row.amount for row in catalogue.price_index if (row.index, row.month) == (name, month))


def price(catalogue: Catalogue, model: str, tier: str, day: str, variant: str = "") -> set[float]:
    """The prices in force on a day."""
    on = dt.date.fromisoformat(day)
    return {row.amount for row in catalogue.api_prices
            if (row.model, row.tier, row.variant) == (model, tier, variant) and on in row.span}


def test_exchange_rates_lie_in_their_known_bands(catalogue):
    """The yuan of 2025, the pegged dirham and the Hong Kong dollar's band of 7.75 to 7.85 hold."""
    for row in catalogue.fx:
        if row.currency == "CNY" and row.month.startswith("2025"):
            assert 0.13 < row.amount < 0.15
        if row.currency == "HKD":
            assert 7.74 < 1 / row.amount < 7.86
        if row.currency == "AED":
            assert row.amount * 3.6725 == pytest.approx(1, abs=1e-5)
    assert 1.05 < rate(catalogue, "EUR", "2023-06") < 1.12


def test_exchange_rates_have_no_gaps(catalogue):
    """Each currency has every month from January 2019 to the last."""
    months = defaultdict(set)
    for row in catalogue.fx:
        months[row.currency].add(row.month)
    longest = max(months.values(), key=len)
    assert min(longest) == "2019-01"
    assert all(each == longest for each in months.values())
    assert len(longest) == (int(max(longest)[:4]) - 2019) * 12 + int(max(longest)[5:])


@pytest.mark.parametrize(("month", "level"), [("2020-05", 113.400), ("2023-03", 117.766), ("2023-12", 119.029),
                                              ("2024-12", 119.349), ("2025-06", 123.659)])
def test_producer_price_index_is_that_of_the_bureau(catalogue, month, level):
    """The index of data processing equals the figures that the Bureau of Labor Statistics published."""
    assert index(catalogue, "PCU518210518210", month) == level


def test_consumer_prices_rose_nine_percent_to_june_2022(catalogue):
    """Consumer prices rose 9.1% in the year to June 2022, as the Bureau announced."""
    rise = index(catalogue, "CPI-U", "2022-06") / index(catalogue, "CPI-U", "2021-06") - 1
    assert rise == pytest.approx(0.091, abs=0.0005)


def test_industrial_power_is_priced_for_every_year(catalogue):
    """The United States have a price each year from 2010 to 2025, between 6 and 9 cents."""
    years = {row.year: row.amount for row in catalogue.electricity if row.region == "US"}
    assert set(years) == {str(year) for year in range(2010, 2026)}
    assert all(0.06 < amount < 0.09 for amount in years.values())


def test_longer_commitments_are_cheaper(catalogue):
    """For one chip, seller, place and day, three years cost less an hour than one, and one less than none."""
    offers = defaultdict(dict)
    for row in catalogue.rental:
        offers[row.chip, row.provider, row.region, row.known, row.source][row.contract] = row.amount
    compared = 0
    for offer in offers.values():
        ladder = [offer[contract] for contract in ("reserved_3y", "reserved_1y", "on_demand") if contract in offer]
        assert ladder == sorted(ladder)
        compared += len(ladder) > 1
    assert compared > 50


def test_what_deepseek_assumed_is_no_market_price(catalogue):
    """The rent of 2 USD for the H800 is marked as assumed, and an observed price stands beside it."""
    h800 = [row for row in catalogue.rental if row.chip == "h800"]
    assert {row.amount for row in h800 if row.contract == "assumed" and row.source == "deepseek-v3-report"} == {2}
    assert {row.amount for row in h800 if row.contract == "on_demand"} == {3.42}


def test_estimated_chip_prices_carry_their_range(catalogue):
    """An average selling price lies within the range that its source states."""
    sold = [row for row in catalogue.purchase if row.basis == "average_selling_price"]
    assert len(sold) >= 10
    for row in sold:
        assert row.low < row.amount < row.high
        assert row.kind == "estimated"


def test_a_server_share_costs_more_than_the_chip(catalogue):
    """The dearest server share of an A100 or V100 is above the dearest bare chip."""
    for chip in ("a100-40gb", "v100"):
        tops = {basis: max(row.amount for row in catalogue.purchase if (row.chip, row.basis) == (chip, basis))
                for basis in ("single", "server_share")}
        assert tops["server_share"] > tops["single"]


def test_gpt_4_launched_at_30_and_60(catalogue):
    """GPT-4 cost 30 USD a million tokens to read and 60 to write on the day it came out."""
    assert price(catalogue, "gpt-4", "input", "2023-03-14") == {30}
    assert price(catalogue, "gpt-4", "output", "2023-03-14") == {60}


def test_sonnet_was_ten_times_cheaper_to_read_and_four_to_write(catalogue):
    """Claude 3.5 Sonnet cost a tenth of GPT-4 for input and a quarter for output."""
    sonnet = [price(catalogue, "claude-3-5-sonnet", tier, "2024-06-20") for tier in ("input", "output")]
    assert sonnet == [{3}, {15}]


@pytest.mark.parametrize(("day", "paid"), [("2025-02-07", (0.14, 0.28)), ("2025-02-08", (0.27, 1.10)),
                                           ("2025-09-04", (0.27, 1.10))])
def test_deepseek_v3_prices_step_on_8_february(catalogue, day, paid):
    """The introductory price of DeepSeek-V3 ended on 8 February 2025."""
    assert (price(catalogue, "deepseek-v3", "input", day), price(catalogue, "deepseek-v3", "output", day)) == (
        {paid[0]}, {paid[1]})


def test_cache_and_night_tiers_are_kept_apart(catalogue):
    """R1 has a cache price, and its off-peak price is a variant that the plain price does not mix with."""
    assert price(catalogue, "deepseek-r1", "input", "2025-03-01") == {0.55}
    assert price(catalogue, "deepseek-r1", "cached_input", "2025-03-01") == {0.14}
    assert price(catalogue, "deepseek-r1", "input", "2025-03-01", "off-peak, 16:30 to 00:30 UTC") == {0.135}


def test_o3_was_cut_by_four_fifths(catalogue):
    """The price of o3 fell from 10 and 40 to 2 and 8 on 10 June 2025."""
    for tier, before, after in (("input", 10, 2), ("output", 40, 8)):
        assert price(catalogue, "o3", tier, "2025-06-09") == {before}
        assert price(catalogue, "o3", tier, "2025-06-10") == {after}


def test_cached_input_costs_less_than_fresh_input(catalogue):
    """Where both are sold on a day, a cached token is cheaper than a fresh one."""
    fresh = {(row.model, row.variant, row.span.start): row.amount
             for row in catalogue.api_prices if row.tier == "input"}
    both = [(row.amount, fresh[key]) for row in catalogue.api_prices if row.tier == "cached_input"
            and (key := (row.model, row.variant, row.span.start)) in fresh]
    assert len(both) > 40
    assert all(cached < full for cached, full in both)


def test_scores_are_percentages_by_three_kinds_of_evaluator(catalogue):
    """Scores lie between 0 and 100 and say whether the maker, a rival or an outsider ran them."""
    assert {row.relation for row in catalogue.scores} == {"self", "another developer", "independent"}
    assert all(0 <= row.amount <= 100 for row in catalogue.scores)
    assert all(row.known_basis for row in catalogue.scores)


def test_makers_score_their_own_models_no_lower_than_outsiders_mostly(catalogue):
    """On GPQA Diamond a developer's own figure is above Epoch AI's in most models that have both."""
    own, outside = {}, {}
    for row in catalogue.scores:
        if row.benchmark == "gpqa-diamond":
            side = own if row.relation == "self" else outside if row.evaluator == "epoch-ai" else {}
            side[row.model] = max(row.amount, side.get(row.model, 0))
    shared = own.keys() & outside.keys()
    assert len(shared) >= 15
    assert sum(own[model] >= outside[model] for model in shared) > len(shared) / 2


def test_v3_scores_59_by_deepseek_and_less_by_epoch(catalogue):
    """DeepSeek reports 59.1 for V3 on GPQA Diamond; Epoch AI measured 56.5 in its own setting."""
    scores = {row.evaluator: row.amount for row in catalogue.scores
              if (row.model, row.benchmark) == ("deepseek-v3", "gpqa-diamond")}
    assert scores["deepseek"] == 59.1
    assert scores["epoch-ai"] == 56.5
