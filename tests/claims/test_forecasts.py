"""Forecasts: kept until their day, scored by what came, and never before."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

from oncurve.api import World
from oncurve.basis.errors import BadInput
from oncurve.claims.claim import Claim
from oncurve.claims.forecasts import Forecast, Ledger, forecasts_in, forecasts_known, scored

H20 = "Nvidia will ship about a million H20s to China in 2024."


def forecast(amount: float, due: str = "2024-12-31") -> Forecast:
    """A forecast of H20 shipments, of the middle of 2024."""
    claim = Claim(f"{amount:,.0f}", 0, 9, f"{amount:,.0f} H20s", "chips_shipped", "h20", "CN", amount, unit="chips",
                  qualifier="approx", time="2024")
    return Forecast(claim, dt.date(2024, 7, 4), dt.date.fromisoformat(due), "an article")


def test_a_forecast_is_scored_by_what_came_only_after_its_day() -> None:
    """Epoch AI counts 958,000 H20s shipped to China in 2024: a million was right, three million was not."""
    before = scored([forecast(1e6)], World(as_of="2024-12-30"))
    assert [each.status for each in before] == ["not_due"]
    later = scored([forecast(1e6), forecast(3e6)], World(as_of="2026-11-01"))
    assert [each.judgement.verdict for each in later] == ["consistent", "inconsistent"]
    assert all(each.status == "scored" and each.judgement.sources for each in later)


def test_a_forecast_of_which_no_fact_tells_what_came_stays_open() -> None:
    """After its day, without a fact, it is open: neither right nor wrong."""
    nobody = forecast(1e6)
    claim = Claim("5 million", 0, 9, "5 million chips", "chips_shipped", "no such maker", None, 5e6, unit="chips")
    found = scored([Forecast(claim, nobody.published, nobody.due)], World(as_of="2026-11-01"))
    assert [each.status for each in found] == ["open"]


def test_only_those_that_are_due_are_listed_when_asked() -> None:
    """`due` leaves out what still lies ahead."""
    world = World(as_of="2026-11-01")
    ahead = forecast(1e6, "2028-12-31")
    assert [each.forecast.due for each in scored([ahead, forecast(1e6)], world, due=True)] == [dt.date(2024, 12, 31)]


def test_the_catalogue_has_forecasts_of_both_sides_each_with_its_day() -> None:
    """Those of a lab's head, of a chip analyst and of a company's own plans are kept alike."""
    known = forecasts_known(World())
    assert {"dario-amodei", "semianalysis", "mark-zuckerberg"} <= {each.claim.speaker for each in known}
    assert all(each.due is not None and each.source for each in known)
    assert [each.due for each in known] == sorted(each.due for each in known)


def test_a_ledger_keeps_a_forecast_once_and_reads_it_again(tmp_path: Path) -> None:
    """What is kept comes back equal; keeping it again adds nothing."""
    ledger = Ledger(tmp_path / "deep" / "forecasts.jsonl")
    assert ledger.read() == []
    assert [ledger.keep([forecast(1e6)]), ledger.keep([forecast(1e6), forecast(2e6)])] == [1, 1]
    assert [each.claim.value for each in ledger.read()] == [1e6, 2e6]
    assert ledger.read()[0].to_dict() == forecast(1e6).to_dict()


@pytest.mark.parametrize("line", ["nonsense", "[]", "{}", '{"claim": {"sentence": 3}}'])
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    """A ledger with a line that is none of ours says which line it is."""
    path = tmp_path / "forecasts.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(BadInput, match="line 1"):
        Ledger(path).read()


def test_the_forecasts_of_an_article_are_those_not_due_on_its_day() -> None:
    """A forecast for the end of 2028 is kept; a report of the past is none."""
    text = ("By the end of 2028, a consultancy predicts, Chinese plants will turn out five million AI accelerators a "
            "year. DeepSeek-V3 has 671 billion parameters.")
    kept = forecasts_in(World().check_text(text, published="2025-06-01"))
    assert all("2028" in each.claim.sentence for each in kept)
    assert kept


def test_the_command_prints_each_with_its_status(tmp_path: Path) -> None:
    """`oncurve forecasts --due --json` lists what has been scored, with a reason and its sources."""
    done = subprocess.run([sys.executable, "-m", "oncurve", "forecasts", "--due", "--json", "--ledger",
                           str(tmp_path / "none.jsonl")], capture_output=True, check=True)
    rows = json.loads(done.stdout)["forecasts"]
    assert rows
    assert all(row["due"] and row["status"] in ("open", "scored") and row["reason"] for row in rows)


def test_chips_of_one_kind_are_not_scored_by_a_count_of_all_kinds() -> None:
    """350,000 H100s cannot be settled by how many chips of any kind of Nvidia's are held; 600,000 equivalents can."""
    of_meta = {each.forecast.claim.value: each.status for each in scored(forecasts_known(World()), World())
               if each.forecast.claim.subject == "meta" and each.forecast.claim.measure == "chip_count"}
    assert of_meta == {350_000: "open", 600_000: "scored"}
