"""The public one-dimensional fit, against published figures and against scipy."""

from __future__ import annotations

import numpy as np
import pytest

from oncurve.basis.errors import BadUsage
from oncurve.capability.ho2025 import OneDimension, fit_ho2025, refit_ho2025
from oncurve.capability.shipped import shipped_table
from oncurve.capability.table import Row, ScoreTable, table_of


@pytest.fixture(scope="module")
def fit() -> OneDimension:
    """The fit of Epoch AI's table of December 2025."""
    return fit_ho2025(shipped_table())


def capability(fit: OneDimension, name: str) -> float:
    """The capability of a model of the table."""
    return float(fit.capability[shipped_table().models.index(name)])


def test_the_minimum_is_at_or_under_the_published_one(fit) -> None:
    """The public fit stops at a cost of 3.4473799605 (its notebook prints 3.4474e+00)."""
    assert fit.cost <= 3.447380
    assert fit.cost == pytest.approx(3.44737995, abs=1e-7)


@pytest.mark.parametrize(("name", "published"), [
    ("gpt-5-pro-2025-10-06_high", 2.6592), ("gpt-5-2025-08-07_high", 2.6453), ("gpt-5.1_high", 2.6446),
    ("gpt-5-2025-08-07_medium", 2.6028), ("gpt-5.1_medium", 2.5567)])
def test_the_five_best_stand_where_the_public_notebook_has_them(fit, name: str, published: float) -> None:
    """Capabilities lie within 2e-4 of those in the public notebook's output."""
    assert capability(fit, name) == pytest.approx(published, abs=2e-4)


def test_known_models_stand_where_the_familiar_scale_has_them(fit) -> None:
    """With Claude 3.5 Sonnet at 130 and GPT-5 at 150, the public fit has DeepSeek-V3 at 133.0 and R1 at 139.3."""
    low, high = capability(fit, "claude-3-5-sonnet-20240620"), capability(fit, "gpt-5-2025-08-07_medium")
    scaled = {name: 130 + 20 * (capability(fit, name) - low) / (high - low) for name in ("DeepSeek-V3", "DeepSeek-R1")}
    assert scaled == pytest.approx({"DeepSeek-V3": 133.0, "DeepSeek-R1": 139.3}, abs=0.05)


def small_table() -> ScoreTable:
    """Six models on five benchmarks, from a known curve with noise."""
    random = np.random.default_rng(7)
    skill, hard, slope = np.linspace(-1, 2, 6), np.linspace(-0.5, 1.5, 5), np.linspace(0.8, 1.6, 5)
    share = 1 / (1 + np.exp(-slope * (skill[:, None] - hard)))
    scores = np.clip(share + random.normal(0, 0.03, share.shape), 0, 1)
    return table_of(Row(f"m{m}", f"b{b}", float(scores[m, b])) for m in range(6) for b in range(5))


def test_scipy_finds_no_lower_point_of_the_same_objective() -> None:
    """Another optimiser, from the same residuals written out, agrees to seven digits."""
    from scipy.optimize import least_squares

    table = small_table()
    models, benchmarks = table.shape
    free = models + 2 * benchmarks - 1

    def residuals(x: np.ndarray) -> np.ndarray:
        c, d = x[:models], x[models:models + benchmarks]
        a = np.concatenate([[1.0], x[models + benchmarks:]])
        share = 1 / (1 + np.exp(-a[table.benchmark] * (c[table.model] - d[table.benchmark])))
        return np.concatenate([share - table.score, np.sqrt(0.1 / free) * x])

    start = np.concatenate([np.zeros(models + benchmarks), np.ones(benchmarks - 1)])
    theirs = least_squares(residuals, start, xtol=1e-14, ftol=1e-14, gtol=1e-12)
    ours = fit_ho2025(table, "b0")
    assert ours.cost == pytest.approx(theirs.cost, rel=1e-7)
    assert ours.capability - ours.capability[0] == pytest.approx(theirs.x[:models] - theirs.x[0], abs=1e-4)


def test_refits_to_resampled_rows_scatter_about_the_fit(fit) -> None:
    """Twenty refits, each model keeping its number of scores, have the fit inside their range for most models."""
    table = shipped_table()
    drawn = refit_ho2025(table, fit, 20, seed=1)
    inside = (drawn.min(0) <= fit.capability) & (fit.capability <= drawn.max(0))
    assert inside.mean() > 0.9
    assert (drawn.std(0) > 0).all()


def test_an_anchor_that_is_not_there_is_refused() -> None:
    """The error names the benchmark that the table does not hold."""
    with pytest.raises(BadUsage, match="no benchmark 'Winogrande'"):
        fit_ho2025(small_table())
