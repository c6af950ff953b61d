"""Who did as well with less compute than any before: against the table that ships, read again by hand."""

from __future__ import annotations

import csv
import datetime as dt

import numpy as np

from oncurve.answers.record_runs import CLOSE, WIDEST, record_runs
from oncurve.capability.shipped import FOLDER, load_shipped

AGAINST = "claude-3-5-sonnet"


def able() -> list[tuple[str, float, str]]:
    """Day, compute and country of the models that are as good as the one they are measured by, in the order of days."""
    shipped = load_shipped()
    low, high = np.quantile(shipped.skill["all"], [0.05, 0.95], axis=0)
    level = shipped.centre[shipped.place(AGAINST)] - CLOSE
    with (FOLDER / "epoch_models_2025_12.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["model"]: row for row in csv.DictReader(file)}
    kept = [rows[model.name] for model, skill, wide in zip(shipped.models, shipped.centre, high - low, strict=True)
            if skill >= level and wide <= WIDEST and rows[model.name]["training_flop"]]
    return sorted((row["date"], float(row["training_flop"]), row["country"]) for row in kept)


def test_each_record_took_less_than_all_that_did_as_well_before() -> None:
    """The runs are those of the table that no earlier run as good undercuts, Claude 3.5 Sonnet's 2.7e25 included."""
    found, least, expected = record_runs(AGAINST, [4.0]), 2.7e25, []
    for day, flop, country in able():
        if day > "2024-06-20" and flop < least:
            least = flop
            expected.append((day, flop, country))
    assert [(each.model.date.isoformat(), each.flop, each.model.country) for each in found] == expected
    assert found


def test_the_expected_saving_grows_by_the_rate_a_year() -> None:
    """DeepSeek-V3 came 189 days later: at fourfold a year it is expected to save 4 to the 189/365.25."""
    (made,) = (each for each in record_runs(AGAINST, [2.0, 4.0]) if each.model.id == "deepseek-v3")
    assert np.allclose(made.expected, (2 ** (189 / 365.25), 4 ** (189 / 365.25)))
    assert np.isclose(made.saving, 2.7e25 / made.flop)
    assert made.shows
    assert made.model.country == "CN"


def test_nothing_is_said_before_the_scores_were_known() -> None:
    """The scores are of December 2025, and a model without known compute is no measure."""
    assert record_runs(AGAINST, [4.0], dt.date(2025, 1, 30)) == ()
    assert record_runs("gpt-5", [4.0]) == ()
