"""`oncurve trend` and `ontrend`, as a user types them."""

from __future__ import annotations

import json

import pytest

from oncurve.cli.run import run

WHATS = ("training-efficiency", "inference-price", "hardware-price", "training-cost", "training-compute",
         "time-horizon")


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a command line."""
    code = run(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("what", WHATS)
def test_every_trend_answers_with_rivals_beside_it(capsys, what: str) -> None:
    """The document has the fields of the contract, a factor a year, and finite numbers."""
    code, out, err = ask(capsys, "trend", what, "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert {"what", "per_year", "rivals", "points"} <= set(found)
    assert found["per_year"]["unit"] == "x per year"
    assert found["per_year"]["low"] <= found["per_year"]["median"] <= found["per_year"]["high"]
    assert all({"source", "per_year", "definition"} <= set(row) for row in found["rivals"])


def test_an_unknown_trend_names_the_known(capsys) -> None:
    """The exit code is 2 and the nearest is named."""
    code, _, err = ask(capsys, "trend", "training-efficency")
    assert code == 2
    assert "training-efficiency" in err


def test_a_country_without_points_says_what_is_missing(capsys) -> None:
    """The exit code is 4, of a fact that is missing."""
    code, _, err = ask(capsys, "trend", "training-cost", "--country", "France")
    assert code == 4
    assert "points enough for a rate of France" in err


def test_horizons_of_ones_own_are_fitted(capsys, tmp_path) -> None:
    """Horizons that double every 200 days are found to."""
    path = tmp_path / "horizons.csv"
    rows = [f"m{k},{day},{2.0 ** k}" for k, day in enumerate(("2023-01-01", "2023-07-20", "2024-02-05", "2024-08-23"))]
    path.write_text("\n".join(["agent,date,p50", *rows]))
    found = json.loads(ask(capsys, "trend", "time-horizon", "--data", str(path), "--json")[1])
    assert "doubles in 200.0 days" in found["method"]


def test_deepseek_v3_is_set_beside_claude_3_5_sonnet(capsys) -> None:
    """Seen, expected by each rate with a probability, the handicap from the index, compute, and both as points."""
    code, out, _ = ask(capsys, "ontrend", "deepseek-v3", "--against", "claude-3-5-sonnet", "--json")
    found = json.loads(out)
    assert code == 0
    assert {"seen", "expected", "probability", "hinge"} <= set(found)
    assert all(0 <= row["probability"] <= 1 for row in found["expected"])
    assert found["handicap"]["low"] < 1.4 < found["handicap"]["high"]
    assert [point["model"] for point in found["curve"]] == ["claude-3-5-sonnet", "deepseek-v3"]


def test_before_the_scores_were_known_the_handicap_is_assumed(capsys) -> None:
    """As of January 2025 no index of December 2025 is used."""
    out = ask(capsys, "ontrend", "deepseek-v3", "--against", "claude-3-5-sonnet", "--as-of", "2025-01-30", "--json")[1]
    assert json.loads(out)["handicap"] is None


def test_several_models_are_answered_side_by_side(capsys) -> None:
    """With two earlier models there are two rows."""
    found = json.loads(ask(capsys, "ontrend", "deepseek-v3", "--against", "claude-3-5-sonnet,gpt-4", "--json")[1])
    assert [row["against"] for row in found["against"]] == ["claude-3-5-sonnet", "gpt-4"]
