"""The compiled index says what the TOML and CSV say, and is never stale."""

from __future__ import annotations

import csv
import datetime as dt
import os
import shutil
import tomllib
from pathlib import Path

import pytest

import oncurve.catalog
from oncurve.basis.errors import MissingFact
from oncurve.catalog.index import FROZEN, build_index, open_index, stamp_of, write_index
from oncurve.catalog.read import Catalogue

DATA = Path(oncurve.catalog.__file__).parent / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the data stand only beside a checkout's code")

FACT = '[tdp]\namount = {}\nunit = "W"\nkind = "reported"\nknown = 2025-01-01\nsource = "maker"\n'


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder of data with one chip."""
    data = tmp_path / "data"
    (data / "chips").mkdir(parents=True)
    (data / "chips" / "c1.toml").write_text('label = "C1"\n' + FACT.format(300))
    return data


def test_the_index_equals_the_toml() -> None:
    """Every amount of every model and chip file is in the catalogue, and no other."""
    catalogue = Catalogue.load()
    for folder, shelf in (("models", catalogue.models), ("chips", catalogue.chips)):
        files = {path.stem: path for path in (DATA / folder).glob("*.toml")}
        assert set(shelf) == set(files)
        for key, path in files.items():
            tables = tomllib.loads(path.read_text())
            told = sorted((fact.name, str(fact.amount)) for fact in shelf[key].facts if fact.name != "shape")
            assert told == sorted(amounts(tables)), key
            assert shelf[key].label == tables["label"]


def amounts(tables: dict[str, object], name: str = "") -> list[tuple[str, str]]:
    """Path and amount of every fact of a file, read apart from the package."""
    found = []
    for key, value in tables.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                path = f"{name}.{key}" if name else key
                if "amount" in item:
                    amount = item["amount"]
                    found.append((path, amount.isoformat() if isinstance(amount, dt.date) else str(amount)))
                else:
                    found += amounts(item, path)
    return found


def test_the_index_equals_the_tables() -> None:
    """Every row of the price tables is in the catalogue with its amount."""
    catalogue = Catalogue.load()
    tables = {"prices/rental.csv": catalogue.rental, "prices/purchase.csv": catalogue.purchase,
              "prices/api.csv": catalogue.api_prices, "scores.csv": catalogue.scores, "fx.csv": catalogue.fx}
    for name, rows in tables.items():
        with (DATA / name).open(newline="") as file:
            told = [float(row["amount"]) for row in csv.DictReader(file)]
        assert [row.amount for row in rows] == told


def test_a_changed_file_is_compiled_again(small: Path, tmp_path: Path) -> None:
    """After an edit the next reader gets the new value, and an untouched index is used as it is."""
    index = tmp_path / "index"
    assert Catalogue(open_index(index, small)).chip("c1").number("tdp") == 300
    before = (index / "chips.json").stat().st_mtime_ns
    Catalogue(open_index(index, small))
    assert (index / "chips.json").stat().st_mtime_ns == before
    (small / "chips" / "c1.toml").write_text('label = "C1"\n' + FACT.format(350))
    assert Catalogue(open_index(index, small)).chip("c1").number("tdp") == 350


def test_a_file_added_or_removed_is_seen(small: Path, tmp_path: Path) -> None:
    """A new file and a removed one change the stamp."""
    first = stamp_of(small)
    (small / "chips" / "c2.toml").write_text('label = "C2"\n')
    assert stamp_of(small) != first
    assert "c2" in Catalogue(open_index(tmp_path / "index", small)).chips
    (small / "chips" / "c2.toml").unlink()
    assert "c2" not in Catalogue(open_index(tmp_path / "index", small)).chips


def test_a_place_that_cannot_be_written_is_no_hindrance(small: Path, tmp_path: Path) -> None:
    """Where the index cannot be written, it is compiled in memory."""
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder would be")
    assert Catalogue(open_index(blocked, small)).chip("c1").number("tdp") == 300


def test_a_frozen_index_needs_no_data(small: Path, tmp_path: Path) -> None:
    """A wheel carries the index alone, and is not asked for the data it came from."""
    index = tmp_path / "index"
    write_index(index, build_index(small), FROZEN)
    shutil.rmtree(small)
    assert Catalogue(open_index(index, small)).chip("C1").number("tdp") == 300


def test_neither_index_nor_data_is_said(tmp_path: Path) -> None:
    """A broken installation says what to do."""
    with pytest.raises(MissingFact, match="Install oncurve again"):
        open_index(tmp_path / "index", tmp_path / "data")


def test_no_part_of_a_write_is_left(small: Path, tmp_path: Path) -> None:
    """Files are put in place whole: no temporary file stays."""
    open_index(tmp_path / "index", small)
    assert [name for name in os.listdir(tmp_path / "index") if name.startswith(".")] == []  # noqa: PTH208
