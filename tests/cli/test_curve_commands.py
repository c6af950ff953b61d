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
    code, _, err = ask(capsys, "trend", "training-cost", "--country", "Japan")
    assert code == 4
    assert "points enough for a rate of Japan" in err


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


def binomial_band(n: int, chance: float) -> tuple[float, float]:
    """The shares between which 99% of draws of n fall."""
    from scipy.stats import binom

    return binom.ppf(0.005, n, chance) / n, binom.ppf(0.995, n, chance) / n


def test_past_forecasts_are_scored_against_what_came(capsys) -> None:
    """The 80% intervals cover within an exact binomial band, pooled, and skill is stated with its interval."""
    code, out, _ = ask(capsys, "backtest", "--json")
    found = json.loads(out)
    assert code == 0
    assert {"rows", "coverage", "crps", "skill", "n"} <= set(found)
    low, high = binomial_band(found["n"], 0.8)
    assert low <= found["coverage"] <= high
    for name in ("persistence", "log_linear"):
        ends = found["skill_intervals"][name]
        assert ends[0] <= found["skill"][name] <= ends[1]
    assert all(row["made"] < row["due"] for row in found["rows"])


def test_the_backtest_of_chip_hours_is_asked_by_name(capsys) -> None:
    """Hidden reports of chip-hours are predicted, with a skill over one factor for all."""
    found = json.loads(ask(capsys, "backtest", "chip-hours", "--json")[1])
    assert found["n"] > 5
    assert "one_factor" in found["skill"]


def written_log(path, factor: float, *, lines: bool = False) -> str:
    """A log of four runs whose loss is a power of the compute used."""
    rows = [{"run": f"r{size:g}", "flop": size * share, "loss": 2 + (size * share * factor / 1e18) ** -0.3}
            for size in (1e18, 3e18, 1e19, 3e19) for share in (0.25, 0.5, 1.0)]
    if lines:
        path.write_text("\n".join(json.dumps(row) for row in rows))
    else:
        path.write_text("\n".join(["run,flop,loss", *(",".join(str(value) for value in row.values()) for row in rows)]))
    return str(path)


def test_a_multiplier_is_read_from_csv_and_from_json_lines(capsys, tmp_path) -> None:
    """A recipe that needs 2.5 times less is found to, whatever the format."""
    a, b = written_log(tmp_path / "a.csv", 1.0), written_log(tmp_path / "b.jsonl", 2.5, lines=True)
    code, out, _ = ask(capsys, "multiplier", a, b, "--json")
    found = json.loads(out)
    assert code == 0
    assert found["multiplier"]["median"] == pytest.approx(2.5, rel=0.02)
    assert found["resource"] == "flop"


@pytest.mark.parametrize(("text", "message"), [
    ("run,loss\na,2\n", "there is no column `flop`, `tokens` or `chip_hours`"),
    ("flop,loss\n1e18,-\n", "line 2: flop and loss are no numbers"),
    ("flop,score\n1e18,1.5\n", "line 2: flop 1e+18 with score 1.5 is not possible"),
    ('{"flop": 1, "loss": 2}\nnot json\n', "line 2: this line is no JSON object")])
def test_faults_of_a_log_are_told_by_line(capsys, tmp_path, text: str, message: str) -> None:
    """The exit code is that of bad input and the message says where."""
    good = written_log(tmp_path / "a.csv", 1.0)
    bad = tmp_path / "bad.log"
    bad.write_text(text)
    code, _, err = ask(capsys, "multiplier", good, str(bad))
    assert code == 3
    assert message in err
