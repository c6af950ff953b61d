"""`oncurve stocks`, `able` and `scenario` as a user types them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from oncurve.cli.run import run

FEW = ["--draws", "128"]
RULES = 'label = "x"\n[rules]\nwithout = [\n    "US-ACS-2023",\n]\n'


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a command."""
    code = run(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize("arguments", [["CN"], ["--country", "China"], ["--owner", "microsoft"]])
def test_a_holder_is_named_in_any_way(capsys, monkeypatch, arguments: list[str]) -> None:
    """A country or an organisation, as an argument or an option."""
    monkeypatch.setenv("COLUMNS", "160")
    code, out, _ = said(capsys, "stocks", *arguments, "--on", "2025-12-31", *FEW)
    assert code == 0
    assert "H100-equivalents" in out
    assert "epoch-ai-chip-counts-2026-04" in out


@pytest.mark.parametrize(("arguments", "code", "words"), [
    (["stocks"], 2, "Name one organisation or country"),
    (["stocks", "CN", "--owner", "meta"], 2, "Name one organisation or country"),
    (["stocks", "Atlantis"], 2, "No organisation or country is called 'Atlantis'"),
    (["stocks", "CN", "--on", "2025-13-01"], 2, "2025-13-01"),
    (["stocks", "baichuan"], 4, "chips held"),
    (["able", "--budget", "1e9", "--flop", "1e26"], 2, "Both a budget and a compute"),
    (["able", "--budget", "-3"], 2, "A budget of -3"),
    (["scenario"], 2, "Name a scenario"),
    (["scenario", "statusquo"], 2, "status-quo"),
    (["scenario", "status-quo", "--until", "2024-01-01"], 2, "cannot end on 2024-01-01"),
    (["scenario", "no-such-file.toml"], 3, "cannot be read"),
    (["scenario", "status-quo", "--as-of", "2025-01-30"], 4, "counts of chips by quarter"),
    (["scenario", "status-quo", "--set", "spending_growth_2026=-2"], 2, "spending_growth_2026 cannot be -2"),
    (["scenario", "status-quo", "--set", "smic_yield=5"], 2, "lies from 0 to 1"),
    (["scenario", "status-quo", "--lead-over", "nan"], 2, "A lead of nan months"),
    (["scenario", "--hindcast", "--as-of", "2024-01-01"], 4, "published after"),
    (["stocks", "CN", "--set", "smuggled_2024=-5"], 2, "smuggled_2024 cannot be -5"),
])
def test_a_wrong_question_is_answered_with_what_to_do(capsys, arguments: list[str], code: int, words: str) -> None:
    """The exit code of the contract, a sentence on standard error, and nothing on standard output."""
    found, out, err = said(capsys, *arguments, *FEW)
    assert found == code
    assert words in err
    assert out == ""


def test_a_broken_file_is_named_with_its_line(capsys, tmp_path: Path) -> None:
    """A scenario of one's own with a misspelt key exits 3 and says where."""
    path = tmp_path / "mine.toml"
    path.write_text('label = "mine"\n\n[domestic]\nwafer = 2\n', encoding="utf-8")
    code, out, err = said(capsys, "scenario", str(path), "--json", *FEW)
    assert (code, out) == (3, "")
    message = json.loads(err)["error"]["message"]
    assert "line 4" in message
    assert "'wafers'" in message


def test_a_scenario_of_ones_own_runs(capsys, tmp_path: Path) -> None:
    """A file is run beside a shipped one, and its label is shown."""
    path = tmp_path / "mine.toml"
    path.write_text('label = "More wafers"\nfrom = 2027-01-01\n[domestic]\nwafers = 2.0\n', encoding="utf-8")
    code, out, _ = said(capsys, "scenario", str(path), "--compare", "status-quo", "--until", "2028-12-31", *FEW)
    assert code == 0
    assert "More wafers" in out
    assert "mine against status-quo" in out


def test_the_pictures_are_written(capsys, tmp_path: Path) -> None:
    """Areas, a fan, flows and the tornado are files of Vega-Lite."""
    code, _, _ = said(capsys, "scenario", "status-quo", "--until", "2026-12-31", "--charts", str(tmp_path), *FEW)
    assert code == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert {"stocks.vl.json", "lead.vl.json", "flows-status-quo.vl.json", "tornado.vl.json"} <= names
    for path in tmp_path.iterdir():
        assert "vega-lite" in json.loads(path.read_text(encoding="utf-8"))["$schema"]


def test_the_same_question_has_the_same_answer(capsys) -> None:
    """Two runs are byte-identical."""
    first, second = (said(capsys, "scenario", "open-sales", "--until", "2027-12-31", "--json", *FEW)[1]
                     for _ in range(2))
    assert first == second


def test_all_scenarios_are_listed(capsys) -> None:
    """The list names every scenario that comes with the package."""
    code, out, _ = said(capsys, "scenario", "--list")
    assert code == 0
    assert all(name in out for name in ("status-quo", "no-controls-2022", "essay", "critics"))


@pytest.mark.parametrize("arguments", [["scenario", "status-quo"], ["stocks", "CN"], ["able", "1e9"]])
def test_the_inputs_are_listed(capsys, arguments: list[str]) -> None:
    """Every question lists its named inputs with interval and source."""
    code, out, _ = said(capsys, "inputs", *arguments, "--json", *FEW)
    assert code == 0
    rows = json.loads(out)["inputs"]
    assert len(rows) > 5
    assert all(row["source"] for row in rows if row["kind"] != "assumed" or "source" in row)


def test_the_ledger_is_a_table_whose_chips_are_somewhere_once(capsys, tmp_path: Path) -> None:
    """Every movement has a quarter, two places, a chip and amounts; the H20s of 2024 are those that Epoch AI counts."""
    path = tmp_path / "ledger.csv"
    asked = ["scenario", "as-it-was", "--until", "2026-12-31", "--draws", "512", "--ledger"]
    code, _, err = said(capsys, *asked, str(path))
    assert code == 0
    assert "movements" in err
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {"sold", "smuggled", "made", "retired"} >= {row["movement"] for row in rows} >= {"sold", "smuggled", "made"}
    h20 = sum(float(row["chips"]) for row in rows if row["chip"] == "h20" and row["quarter"].startswith("2024")
              and row["movement"] == "sold")
    assert h20 == pytest.approx(958_410, rel=0.05)
    code, out, _ = said(capsys, *asked, "-")
    assert (code, out) == (0, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "words"), [
    (RULES, ("line 4", "no rule is called 'US-ACS-2023'", "US-ACS-2023-11")),
    ('label = "x"\n\n[inputs]\nsmic_yeld = 0.3\n', ("line 4", "no input is called 'smic_yeld'", "'smic_yield'")),
])
def test_a_rule_or_input_that_is_not_known_is_named_with_its_line(capsys, tmp_path: Path, text: str, words) -> None:
    """A misspelt rule or input of a scenario file exits 3, says where, and names the nearest."""
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    code, out, err = said(capsys, "scenario", str(path), *FEW)
    assert (code, out) == (3, "")
    assert all(word in err for word in words)


def test_the_hindcast_is_a_backtest(capsys) -> None:
    """`oncurve backtest supply` prints rows, coverage, skill and their number, as every backtest does."""
    code, out, _ = said(capsys, "backtest", "supply", "--json", *FEW)
    assert code == 0
    found = json.loads(out)
    assert {"rows", "coverage", "skill", "n"} <= set(found)
    assert found["n"] == len(found["rows"])


def test_a_misspelt_scenario_leaves_the_file_of_the_ledger_as_it_was(capsys, tmp_path: Path) -> None:
    """A ledger that cannot be made writes nothing over what stood in the file."""
    path = tmp_path / "ledger.csv"
    path.write_text("mine\n", encoding="utf-8")
    code, _, err = said(capsys, "scenario", "status-quo", "--compare", "open-sale", "--ledger", str(path), *FEW)
    assert code != 0
    assert "open-sales" in err
    assert path.read_text(encoding="utf-8") == "mine\n"


def test_the_hindcast_of_the_able_keeps_to_the_day_of_the_facts(capsys) -> None:
    """By a day on which the models of 2025 were not out, `able --hindcast` says that it cannot know who had one."""
    code, out, err = said(capsys, "able", "--hindcast", "--as-of", "2025-06-01", *FEW)
    assert (code, out) == (4, "")
    assert "2025-12-31" in err
