"""The museum of broken facts: each mistake is named with its file, place and reason, and the rest is kept."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from oncurve.catalog.read import Catalogue

MUSEUM = Path(__file__).parents[1] / "broken" / "catalog"
CASES = tomllib.loads((MUSEUM / "expected.toml").read_text())["case"]


def hang(case: dict[str, str], folder: Path) -> Catalogue:
    """The catalogue with one broken file laid over it."""
    target = folder / case["at"]
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(MUSEUM / case["file"], target)
    return Catalogue.load(facts=[folder])


@pytest.mark.parametrize("case", CASES, ids=[f"{case['file']} at {case['at']}" for case in CASES])
def test_a_mistake_is_named_with_file_place_and_reason(case: dict[str, str], tmp_path: Path) -> None:
    """One mistake gives one problem, which names the file and the place and says what is wrong."""
    (problem,) = hang(case, tmp_path).problems
    assert problem.file == case["at"]
    assert problem.where == case["where"]
    assert case["says"] in str(problem)


@pytest.mark.parametrize("case", CASES, ids=[f"{case['file']} at {case['at']}" for case in CASES])
def test_the_rest_is_kept(case: dict[str, str], tmp_path: Path) -> None:
    """A good fact or row beside the bad one is still read, and so is the whole catalogue."""
    catalogue = hang(case, tmp_path)
    text = (MUSEUM / case["file"]).read_bytes()
    if case["at"] == "models/deepseek-v3.toml" and b"[tokens.pretraining]" in text:
        assert catalogue.model("deepseek-v3").number("tokens.pretraining") == 1e12
    if case["at"].endswith("rental.csv") and b",2.5," in text and case["file"] != "open-quote.csv":
        assert [row.amount for row in catalogue.rental if row.from_user] == [2.5]
    assert catalogue.model("deepseek-r1").number("chip_hours.final_run") == 147_000


def test_every_exhibit_is_shown() -> None:
    """Every file of the museum is used by a case."""
    assert {case["file"] for case in CASES} == {path.name for path in MUSEUM.iterdir()} - {"expected.toml"}
