"""`oncurve capability` and `lag`, as a user types them."""

from __future__ import annotations

import json

import pytest

from oncurve.cli.run import run


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a command line."""
    code = run(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_capability_lists_models_benchmarks_and_scale(capsys) -> None:
    """The document has the fields of the contract; the anchors stand at 130 and 150."""
    code, out, err = ask(capsys, "capability", "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert {"models", "benchmarks", "predictions", "scale"} <= set(found)
    rows = {row["version"]: row["capability"] for row in found["models"]}
    assert rows["claude-3-5-sonnet-20240620"] == pytest.approx(130, abs=0.5)
    assert rows["gpt-5-2025-08-07_medium"] == pytest.approx(150, abs=0.5)


def test_a_table_of_ones_own_is_fitted_and_unseen_cells_predicted(capsys, tmp_path) -> None:
    """A model that is better than its peers everywhere is predicted above them where it was not tested."""
    rows = [f"m{m},b{b},{min(0.05 + 0.09 * m + 0.03 * b, 1):.2f}" for m in range(8) for b in range(5)
            if (m, b) != (7, 4)]
    (tmp_path / "scores.csv").write_text("\n".join(["model,benchmark,score", *rows]))
    (tmp_path / "cells.csv").write_text("model,benchmark\nm7,b4\n")
    code, out, _ = ask(capsys, "capability", "--scores", str(tmp_path / "scores.csv"),
                       "--predict", str(tmp_path / "cells.csv"), "--json")
    cell = json.loads(out)["predictions"][0]
    assert code == 0
    assert 0.65 < cell["score"] <= 1
    assert cell["low"] < cell["score"] < cell["high"]


def test_a_table_in_percent_without_the_sign_is_refused(capsys, tmp_path) -> None:
    """The error names the line and both ways to write the score; the exit code is that of bad input."""
    (tmp_path / "scores.csv").write_text("model,benchmark,score\na,x,63\n")
    code, out, err = ask(capsys, "capability", "--scores", str(tmp_path / "scores.csv"))
    assert (code, out) == (3, "")
    assert "line 2: score 63 lies outside 0 to 1. Write 0.63 or 63%." in err


def test_a_lag_names_its_measures(capsys) -> None:
    """Every measure has a definition and an estimate in months; no two are merged."""
    code, out, _ = ask(capsys, "lag", "deepseek-v3", "--behind", "US", "--json")
    found = json.loads(out)["measures"]
    names = [row["measure"] for row in found]
    assert code == 0
    assert {"crossing", "tolerance", "trend", "training_date"} <= set(names)
    assert len(names) == len(set(names))
    assert all(row["definition"] and row["estimate"]["unit"] == "months" for row in found)


def test_an_unknown_model_is_answered_with_the_nearest(capsys) -> None:
    """The exit code is 2 and the nearest names stand in the message."""
    code, _, err = ask(capsys, "lag", "deepseek-v33", "--behind", "US")
    assert code == 2
    assert "deepseek-v3" in err


def test_a_model_that_leads_all_is_censored_not_infinite(capsys) -> None:
    """JSON holds null and `censored`, never Infinity."""
    code, out, _ = ask(capsys, "lag", "gpt-5-pro", "--behind", "CN", "--measure", "crossing", "--json")
    estimate = json.loads(out)["measures"][0]["estimate"]
    assert code == 0
    assert estimate["low"] is None
    assert estimate["censored"] is True
