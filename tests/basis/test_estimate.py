"""Estimates, against closed forms."""

from __future__ import annotations

import math
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import lognorm, norm

from oncurve.basis.estimate import estimate, quantiles, ratio, significant
from oncurve.basis.formula import Quantity, constant
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.spread import Exactly, Lognormal, Normal

TOLERANCE = 0.005  # in probability
widths = st.floats(1.2, 8.0)
medians = st.floats(1e-3, 1e9)


def lognormal(name: str, median: float, factor: float, about: str = "") -> Input:
    """An input with 90% within `factor` of the median."""
    return Input(name, "USD", Lognormal(median / factor, median, median * factor), about)


def sigma(factor: float) -> float:
    """The log standard deviation of such an input."""
    return math.log(factor) / norm.ppf(0.95)


def product(a, b):
    """A times b."""
    return a * b


def quotient(a, b):
    """A over b."""
    return a / b


@settings(derandomize=True, deadline=None, max_examples=60)
@given(medians, widths, medians, widths, st.integers(0, 2**32))
def test_products_and_ratios_of_lognormals_match_the_closed_form(m1, f1, m2, f2, seed) -> None:
    """Quantiles of products and ratios are within 0.005 in probability of the lognormal they are."""
    a, b = lognormal("a", m1, f1), lognormal("b", m2, f2)
    spread = math.hypot(sigma(f1), sigma(f2))
    for formula, centre in ((product, m1 * m2), (quotient, m1 / m2)):
        got = estimate(Quantity("x", "USD", formula, {"a": a, "b": b}), Draws(seed))
        exact = lognorm(spread, scale=centre)
        for value, wanted in ((got.low, 0.05), (got.median, 0.5), (got.high, 0.95)):
            assert abs(exact.cdf(value) - wanted) < TOLERANCE


@settings(derandomize=True, deadline=None, max_examples=20)
@given(widths, widths, st.floats(0.1, 10), st.integers(0, 2**32))
def test_sums_of_lognormals_match_numerical_convolution(f1, f2, m2, seed) -> None:
    """Quantiles of a sum are within 0.005 in probability of the convolution of the two densities."""
    a, b = lognormal("a", 1.0, f1), lognormal("b", m2, f2)
    got = estimate(Quantity("x", "USD", lambda a, b: a + b, {"a": a, "b": b}), Draws(seed))
    p = (np.arange(4000) + 0.5) / 4000
    inner = lognorm(sigma(f1)).ppf(p)
    for value, wanted in ((got.low, 0.05), (got.median, 0.5), (got.high, 0.95)):
        probability = lognorm(sigma(f2), scale=m2).cdf(value - inner).mean()
        assert abs(probability - wanted) < TOLERANCE


def test_a_shared_input_cancels_in_a_ratio() -> None:
    """Two costs at the same rent have a ratio without any uncertainty of the rent."""
    rent = lognormal("rental_price", 2.0, 3.0, "h800")
    costs = [Quantity(n, "USD", lambda hours, rent: hours * rent,
                      {"hours": Input("chip_hours", "H800 hour", Exactly(h), n), "rent": rent})
             for n, h in (("a", 3e6), ("b", 1e6))]
    got = estimate(ratio("ratio", *costs), Draws())
    assert got.low == pytest.approx(3.0)
    assert got.high == pytest.approx(3.0)


def test_inputs_of_the_same_name_about_other_things_are_independent() -> None:
    """The same word about two things owns two columns, uncorrelated."""
    draws = Draws()
    one, other = draws.column("a.mfu")[0], draws.column("b.mfu")[0]
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.03


def test_columns_are_uncorrelated_for_thousands_of_names() -> None:
    """No two of 600 columns correlate more than chance allows."""
    draws = Draws(n=4096)
    table = np.stack([draws.column(f"model-{i}.chip_hours")[0] for i in range(600)])
    off = np.corrcoef(table) - np.eye(600)
    assert np.abs(off).max() < 6 / math.sqrt(4096 / 2)


def test_every_column_is_stratified() -> None:
    """Each of the n equal strata of a column holds exactly one draw."""
    u = Draws(n=1024).column("x")[1]
    assert sorted(np.floor(u * 1024).astype(int)) == list(range(1024))


def test_order_of_evaluation_changes_nothing() -> None:
    """A column is the same whatever was asked for before."""
    first, second = Draws(7), Draws(7)
    first.column("one")
    np.testing.assert_array_equal(first.column("two")[0], second.column("two")[0])


def test_number_of_workers_changes_nothing() -> None:
    """Many threads give the same estimates as one."""
    quantity = Quantity("x", "USD", product, {"a": lognormal("a", 2, 2), "b": lognormal("b", 3, 3)})
    alone = estimate(quantity, Draws(3)).to_dict()
    with ThreadPoolExecutor(8) as pool:
        assert all(got == alone for got in pool.map(lambda _: estimate(quantity, Draws(3)).to_dict(), range(16)))


def test_another_process_gives_the_same_numbers() -> None:
    """Draws depend on seed and name only, not on the process's hash seed."""
    code = "from oncurve.basis.inputs import Draws; print(Draws(5).column('x')[0][:5].tolist())"
    runs = {subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                           env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}).stdout for seed in "123"}
    assert len(runs) == 1


def test_exact_inputs_give_exact_results() -> None:
    """2.788 million hours at $2 is 5576000 exactly, printed as a whole number."""
    hours = Input("chip_hours", "H800 hour", Exactly(2.788e6))
    price = Input("rental_price", "USD per chip-hour", Exactly(2.0))
    got = estimate(Quantity("cost", "USD", product, {"a": hours, "b": price}), Draws()).to_dict()
    assert (got["median"], got["low"], got["high"]) == (5576000, 5576000, 5576000)
    assert isinstance(got["median"], int)


@settings(derandomize=True, deadline=None, max_examples=25)
@given(widths, widths)
def test_drivers_are_the_shares_of_variance_of_the_log(f1, f2) -> None:
    """In a product of lognormals the shares are those of the squared log widths, to three points."""
    got = estimate(Quantity("x", "USD", product, {"a": lognormal("a", 1, f1), "b": lognormal("b", 1, f2)}), Draws())
    shares = {d.name: d.share_of_variance for d in got.drivers}
    total = sigma(f1) ** 2 + sigma(f2) ** 2
    assert shares.get("a", 0) == pytest.approx(sigma(f1) ** 2 / total, abs=0.03)
    assert shares.get("b", 0) == pytest.approx(sigma(f2) ** 2 / total, abs=0.03)


def test_an_input_without_effect_is_no_driver() -> None:
    """An input that the formula ignores does not appear among the drivers."""
    given_inputs = {"a": lognormal("a", 1, 2), "b": lognormal("b", 1, 9)}
    got = estimate(Quantity("x", "USD", lambda a, b: a, given_inputs), Draws())
    assert [d.name for d in got.drivers] == ["a"]


def test_ninety_percent_of_the_draws_lie_in_the_interval() -> None:
    """The interval holds 90% of the draws, to one draw in a thousand."""
    got = estimate(constant("x", Input("x", "USD", Normal(-1, 0, 4))), Draws())
    inside = (got.values() >= got.low) & (got.values() <= got.high)
    assert inside.mean() == pytest.approx(0.9, abs=0.001)


@given(st.lists(st.floats(-1e9, 1e9), min_size=2, max_size=400).filter(lambda x: len(x) % 2 == 0))
def test_quantiles_are_ordered_and_within_the_sample(values) -> None:
    """Low, median and high are in order and inside the range of any sample."""
    low, median, high = quantiles(np.asarray(values))
    assert min(values) <= low <= high <= max(values)
    assert low <= median + 1e-6 * abs(median)
    assert median <= high + 1e-6 * abs(high)


@pytest.mark.parametrize(("value", "wanted"),
                         [(5.57612345e6, 5576120), (0.000123456789, 0.000123457), (0, 0), (2.0, 2)])
def test_computed_floats_keep_six_significant_digits(value, wanted) -> None:
    """Computed numbers are printed with six significant digits."""
    assert significant(value) == wanted


@pytest.mark.parametrize("n", [1, 2, 3, 10, 101, 4096])
def test_quantiles_are_those_of_the_sample_in_order(n: int) -> None:
    """The ends and the middle are the order statistics that sorting gives, and the sample keeps its order."""
    sample = np.random.default_rng(n).lognormal(size=n)
    before, ordered = sample.copy(), np.sort(sample)
    first = max(round(0.05 * n - 0.5), 0)
    middle = float(np.median(sample)) if n % 2 == 0 else None
    low, median, high = quantiles(sample)
    assert (low, high) == (ordered[first], ordered[n - 1 - first])
    assert middle is None or median == pytest.approx(middle, rel=1e-15)
    np.testing.assert_array_equal(sample, before)


def test_a_setting_of_what_a_sum_is_made_of_reaches_its_parts() -> None:
    """An input that only shares out the total moves the parts, and leaves the total alone."""
    used, share = (Input(name, unit, Exactly(value)) for name, unit, value in
                   (("used", "USD", 10.0), ("share", "fraction", 0.4)))
    first = Quantity("first", "USD", lambda used, share: used * share, {"used": used, "share": share})
    rest = Quantity("rest", "USD", lambda used, share: used * (1 - share), {"used": used, "share": share})
    total = constant("total", used)
    whole = replace(total, parts=lambda: (first, rest)).with_settings({"share": "0.5"})
    assert whole.draws(Draws(n=2)) == 10.0
    assert [part.draws(Draws(n=2)) for part in whole.parts()] == [5.0, 5.0]
