"""What moved between vintages, and imported data written out."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from pathlib import Path

import duckdb
import pytest

from oncurve.answers.moved import moved_costs
from oncurve.api import World
from oncurve.basis.errors import BadInput, BadUsage
from oncurve.cli.run import run
from oncurve.store.dump import dump
from oncurve.store.importing import import_path
from oncurve.store.imports import TABLES
from oncurve.store.vintages import moved_facts, only_vintage

HEADER = ("Model,Domain,Publication date,Training compute (FLOP),Training chip-hours,Training hardware,Confidence,"
          "Parameters\n")


def land(folder: Path, vintage: str, *rows: str) -> None:
    """Import a table of models under a name."""
    path = folder / f"{vintage}.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    import_path(path, vintage=vintage, folder=folder / "data")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Two vintages: hours of one model doubled, a size withdrawn, a model that came."""
    land(tmp_path, "2024-12", "Foo-9,Language,2024-01-01,,1000000,NVIDIA A100,Confident,7e9",
         "Bar,Language,2024-01-01,,500000,NVIDIA A100,Confident,")
    land(tmp_path, "2025-06", "Foo-9,Language,2024-01-01,,2000000,NVIDIA A100,Confident,",
         "Bar,Language,2024-01-01,,500000,NVIDIA A100,Confident,", "New,Language,2025-01-01,,10,NVIDIA A100,Confident,")
    return tmp_path


def test_the_facts_that_moved_are_told(two: Path) -> None:
    """A changed, a withdrawn and the facts that came; what is the same in both is not named."""
    moves = {(each.subject, each.name): each for each in moved_facts("2024-12", "2025-06", two / "data")}

    assert moves["foo-9", "chip_hours.final_run"].to_dict()["factor"] == 2
    assert moves["foo-9", "parameters.total"].what == "withdrawn"
    assert moves["new", "chip_hours.final_run"].what == "came"
    assert not [key for key in moves if key[0] == "bar"]


def test_where_two_files_differ_the_move_is_that_of_the_answers(two: Path) -> None:
    """Of two files of one vintage the amount that is told is the one that questions take."""
    for number, rows in enumerate(("2e9", "3e9", "1e9")):
        path = two / f"more-{number}.csv"
        path.write_text(f"{HEADER}Foo-9,Language,2024-01-01,,,,Confident,{rows}\n", encoding="utf-8")
        import_path(path, vintage="2025-06", folder=two / "data")
    moves = {(each.subject, each.name): each for each in moved_facts("2024-12", "2025-06", two / "data")}

    with only_vintage("2025-06", two / "data") as index:
        taken = World(imported=index).model("foo-9").number("parameters.total")
    assert moves["foo-9", "parameters.total"].after == taken


def test_the_answers_that_moved_with_them_are_told(two: Path) -> None:
    """Twice the hours are twice the cost; a model of one vintage alone has one cost; the others have not moved."""
    with only_vintage("2024-12", two / "data") as old, only_vintage("2025-06", two / "data") as new:
        answers = {each.model: each for each in moved_costs(World(imported=old), World(imported=new),
                                                            ["foo-9", "bar", "new"])}

    assert answers["foo-9"].factor == pytest.approx(2, rel=1e-6)
    assert answers["new"].before is None
    assert answers["new"].after is not None
    assert "bar" not in answers


def test_the_command_tells_vintages_from_files(two: Path, monkeypatch: pytest.MonkeyPatch,
                                               capsys: pytest.CaptureFixture[str]) -> None:
    """Names of vintages give facts and answers; a name of neither says what there is."""
    monkeypatch.setenv("ONCURVE_DATA", str(two / "data"))

    assert run(["diff", "2024-12", "2025-06", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {each["subject"] for each in found["facts"]} == {"foo-9", "new"}
    assert run(["diff", "2024-12", "2031-01"]) == 2
    assert "There are the vintages 2024-12, 2025-06" in capsys.readouterr().err


def test_every_form_holds_every_row(two: Path) -> None:
    """Parquet, CSV and SQLite hold the same rows of every table."""
    counts = dump(two / "parquet", "parquet", two / "data")
    assert dump(two / "csv", "csv", two / "data") == counts
    assert dump(two / "tables.sqlite", "sqlite", two / "data") == counts

    assert counts["rows"] == 5
    with sqlite3.connect(two / "tables.sqlite") as connection:
        for table in TABLES:
            rows = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            with (two / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
                assert sum(1 for _ in csv.reader(file)) - 1 == rows == counts[table]
            assert duckdb.sql(f"SELECT count(*) FROM '{two}/parquet/{table}.parquet'").fetchall() == [(rows,)]
    connection.close()


def test_the_data_package_describes_its_files(two: Path) -> None:
    """Names, types, sizes and hashes are those of the files, and the work is credited."""
    dump(two / "csv", "csv", two / "data")
    package = json.loads((two / "csv" / "datapackage.json").read_text(encoding="utf-8"))

    for resource in package["resources"]:
        data = (two / "csv" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        header = data.decode().splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert "Epoch AI, CC BY 4.0" in package["sources"][0]["title"]


def test_nothing_imported_is_said_in_words(tmp_path: Path) -> None:
    """A dump of nothing, and an unknown form, say what to do."""
    with pytest.raises(BadInput, match="nothing has been imported yet"):
        dump(tmp_path / "out", "csv", tmp_path)
    with pytest.raises(BadUsage, match="Use one of parquet, csv, sqlite"):
        dump(tmp_path / "out", "xlsx", tmp_path)
