"""Killed at any moment and run again, imports and archives lose no row and double none."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from oncurve.api import World
from oncurve.store.importing import import_path
from oncurve.store.imports import TABLES, database_path
from oncurve.store.index import imported_folder

HEADER = "Model,Domain,Publication date,Training compute (FLOP),Training hardware,Confidence,Parameters\n"


def tables(folder: Path, *, files: int = 6, rows: int = 150) -> Path:
    """A folder of tables, each a vintage of its own."""
    place = folder / "in"
    for number in range(files):
        (place / f"2024-{number + 1:02d}").mkdir(parents=True)
        lines = (f"Model {i},Language,2023-0{1 + i % 9}-01,{1 + number}e21,NVIDIA A100,Confident,{i + 1}e9"
                 for i in range(rows))
        (place / f"2024-{number + 1:02d}" / "models.csv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return place


def contents(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """All tables of the store, without when each import was."""
    with duckdb.connect(str(database_path(folder)), read_only=True) as connection:
        found = {}
        for table, columns in TABLES.items():
            kept = ", ".join(f'"{name}"' for name in columns if name != "imported")
            found[table] = connection.execute(f"SELECT {kept} FROM {table} ORDER BY ALL").fetchall()
        return found


def start(*words: str, data: Path) -> subprocess.Popen[bytes]:
    """A command of ours in a process group of its own."""
    environment = {**os.environ, "ONCURVE_DATA": str(data)}
    return subprocess.Popen([sys.executable, "-m", "oncurve", *words], env=environment, start_new_session=True,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def killed_after(seconds: float, *words: str, data: Path) -> bool:
    """Whether the command, killed with all of its own after so long, was still at work."""
    process = start(*words, data=data)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.slow)])
def test_a_killed_import_goes_on_without_loss(tmp_path: Path, kills: int) -> None:
    """After kills at random points the next run leaves exactly what an unbroken one does, index and all."""
    place, random_ = tables(tmp_path), random.Random(kills)
    import_path(place, folder=tmp_path / "whole")
    began = time.monotonic()
    assert not killed_after(120, "import", str(place), data=tmp_path / "timed")
    length = time.monotonic() - began

    for _ in range(kills):
        killed_after(random_.uniform(0.2, 0.95) * length, "import", str(place), data=tmp_path / "broken")
    import_path(place, folder=tmp_path / "broken")

    assert contents(tmp_path / "broken") == contents(tmp_path / "whole")
    sizes = {World("2026-01-01", imported=imported_folder(tmp_path / name)).model("Model 7").number("flop.final_run")
             for name in ("whole", "broken")}
    assert sizes == {6e21}


def test_an_index_left_behind_by_a_kill_is_made_anew(tmp_path: Path) -> None:
    """Killed between the last transaction and the index, the next question still knows every row."""
    place = tables(tmp_path, files=2, rows=5)
    import_path(place / "2024-01", folder=tmp_path / "data")
    index = imported_folder(tmp_path / "data")
    assert index is not None
    stale = {path.name: path.read_bytes() for path in index.iterdir()}
    import_path(place / "2024-02", folder=tmp_path / "data")
    for name, data in stale.items():
        (index / name).write_bytes(data)

    model = World("2026-01-01", imported=imported_folder(tmp_path / "data")).model("Model 3")
    assert model.number("flop.final_run") == 2e21


@pytest.mark.parametrize("kills", [2, pytest.param(5, marks=pytest.mark.slow)])
def test_a_killed_archive_goes_on_without_loss(tmp_path: Path, kills: int) -> None:
    """Killed on the way and run again, the audits of an archive are those of an unbroken run, byte for byte."""
    articles = tmp_path / "articles.jsonl"
    text = "DeepSeek-V3 took 2.{} million H800 hours to train and has 671 billion parameters."
    articles.write_text("".join(json.dumps({"id": i, "published": "2025-01-20", "text": text.format(i)}) + "\n"
                                for i in range(50 * kills)), encoding="utf-8")
    words = ("check", "--jsonl", str(articles), "--as-of", "2025-06-01", "--draws", "256", "--out")
    began = time.monotonic()
    assert not killed_after(300, *words, str(tmp_path / "whole"), data=tmp_path / "data")
    length = time.monotonic() - began
    random_ = random.Random(kills)

    broken = [killed_after(length * random_.uniform(0.4, 0.8) / (1 + i), *words, str(tmp_path / "broken"),
                           data=tmp_path / "data") for i in range(kills)]
    assert not killed_after(300, *words, str(tmp_path / "broken"), data=tmp_path / "data")

    assert any(broken)
    assert {path.name: path.read_bytes() for path in (tmp_path / "broken").glob("[!.]*")} == {
        path.name: path.read_bytes() for path in (tmp_path / "whole").glob("[!.]*")}
