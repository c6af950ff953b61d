"""Full disks, folders that cannot be written, two processes at once, and a store that is damaged."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from oncurve.api import World
from oncurve.basis.errors import BadInput, BadUsage
from oncurve.cli.run import run
from oncurve.store.importing import import_path
from oncurve.store.imports import database_path, open_imports
from oncurve.store.index import imported_folder

HEADER = "Model,Domain,Publication date,Training compute (FLOP),Training hardware,Confidence\n"


def table(folder: Path, name: str = "models.csv", rows: int = 50) -> Path:
    """A table of models."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + "".join(f"{name} {i},Language,2024-01-01,{i + 1}e21,NVIDIA A100,Confident\n"
                                     for i in range(rows)), encoding="utf-8")
    return path


def limited(limit: int, *words: str, data: Path) -> subprocess.CompletedProcess[str]:
    """A command of ours whose files may not grow beyond so many bytes, as on a full disk."""
    def before() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run([sys.executable, "-m", "oncurve", *words], env={**os.environ, "ONCURVE_DATA": str(data)},
                          preexec_fn=before, capture_output=True, text=True, check=False)


def test_a_full_disk_loses_nothing_that_was_there(tmp_path: Path) -> None:
    """An import that finds no room says so in words and leaves the store as it was; with room it lands."""
    import_path(table(tmp_path, "first.csv"), folder=tmp_path / "data")
    large = table(tmp_path, "large.csv", 6_000)
    done = limited(900_000, "import", str(large), "--as", "later", data=tmp_path / "data")

    assert done.returncode in (2, 3)
    assert "Traceback" not in done.stderr
    assert "written" in done.stderr
    with open_imports(tmp_path / "data", read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM rows").fetchall() == [(50,)]
    assert import_path(large, vintage="later", folder=tmp_path / "data").files[0].landed == 6_000


def test_a_sweep_on_a_full_disk_keeps_what_is_done(tmp_path: Path) -> None:
    """It says so in words, and what was written before is whole."""
    items = tmp_path / "items.jsonl"
    long = "DeepSeek-V3 has 671 billion parameters. " * 60
    items.write_text("".join(json.dumps({"id": i, "published": "2025-01-20", "text": long if i > 20 else "Nothing."})
                             + "\n" for i in range(40)), encoding="utf-8")
    done = limited(15_000, "check", "--jsonl", str(items), "--draws", "256", "--out", str(tmp_path / "out"),
                   data=tmp_path / "none")

    assert done.returncode == 2
    assert "What was done before is kept" in done.stderr
    assert (tmp_path / "out" / "part-000000.jsonl").read_text(encoding="utf-8").count("\n") == 17


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The words name the folder and the variable that names another."""
    path = table(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(0o500)
    with pytest.raises(BadUsage, match="ONCURVE_DATA"):
        import_path(path, folder=tmp_path / "data")


def test_a_data_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """Where a file stands in the place of the folder, the words say so."""
    (tmp_path / "data").write_text("", encoding="utf-8")
    with pytest.raises(BadUsage, match="ONCURVE_DATA"):
        import_path(table(tmp_path), folder=tmp_path / "data")


def test_two_imports_at_once_both_land(tmp_path: Path) -> None:
    """Two processes that import different tables into one store wait for each other."""
    words = [[str(table(tmp_path, f"{name}.csv", 300)), "--as", name] for name in ("one", "two", "three")]
    environment = {**os.environ, "ONCURVE_DATA": str(tmp_path / "data")}
    running = [subprocess.Popen([sys.executable, "-m", "oncurve", "import", *each], env=environment,
                                stdout=subprocess.DEVNULL) for each in words]

    assert [each.wait(120) for each in running] == [0, 0, 0]
    with open_imports(tmp_path / "data", read_only=True) as connection:
        found = connection.execute('SELECT i.vintage, count(*) FROM rows r JOIN imports i ON r."import" = i.id '
                                   "GROUP BY 1 ORDER BY 1").fetchall()
    assert found == [("one", 300), ("three", 300), ("two", 300)]
    assert World(imported=imported_folder(tmp_path / "data")).model("one.csv 7").number("flop.final_run") == 8e21


def test_a_store_that_another_holds_is_told(tmp_path: Path) -> None:
    """When waiting was in vain, the words say who is in the way."""
    import_path(table(tmp_path), folder=tmp_path)
    code = (f"import duckdb, time; held = duckdb.connect({str(database_path(tmp_path))!r}); print(1, flush=True); "
            "time.sleep(60)")
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(BadUsage, match="Another process holds the store"), open_imports(tmp_path, patience=0.2):
            pass
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()


def test_a_damaged_store_is_told_and_hurts_no_other_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                             capsys: pytest.CaptureFixture[str]) -> None:
    """A store of noise is named with what to do; moved away, questions and imports work again."""
    monkeypatch.setenv("ONCURVE_DATA", str(tmp_path))
    database_path().write_bytes(b"noise" * 5000)
    path = table(tmp_path)

    assert run(["import", str(path)]) == 3
    assert "Move the file away" in capsys.readouterr().err
    assert run(["cost", "deepseek-v3"]) == 3
    assert "Move the file away" in capsys.readouterr().err
    database_path().rename(tmp_path / "away")
    assert run(["cost", "deepseek-v3", "--json"]) == 0
    capsys.readouterr()
    assert run(["import", str(path)]) == 0


def test_a_cut_index_is_made_anew_or_told(tmp_path: Path) -> None:
    """An index without its stamp is compiled again; one that is cut is named with what to do."""
    import_path(table(tmp_path), folder=tmp_path)
    index = imported_folder(tmp_path)
    assert index is not None
    (index / "things.json").write_bytes(b"{")
    with pytest.raises(BadInput, match="Remove that folder"):
        World(imported=index).model("deepseek-v3")
    (index / "rows.json").write_bytes(b"{")
    (index / "things.json").write_bytes(b"{}")
    with pytest.raises(BadInput, match="Remove that folder"):
        assert World(imported=index).catalogue.rental
    (index / "stamp.txt").unlink()

    assert World(imported=imported_folder(tmp_path)).model("models.csv 3").number("flop.final_run") == 4e21


def test_an_older_or_foreign_database_is_not_written_over(tmp_path: Path) -> None:
    """A DuckDB file with tables of somebody else keeps them."""
    with duckdb.connect(str(database_path(tmp_path))) as connection:
        connection.execute("CREATE TABLE rows (mine INTEGER)")
        connection.execute("INSERT INTO rows VALUES (7)")
    with pytest.raises(BadInput, match="damaged or none of ours"):
        import_path(table(tmp_path), folder=tmp_path)
    with duckdb.connect(str(database_path(tmp_path))) as connection:
        assert connection.execute("SELECT * FROM rows").fetchall() == [(7,)]


def test_language_and_time_zone_change_no_answer(tmp_path: Path) -> None:
    """What a sweep gives does not depend on the language or the time zone of the machine."""
    made = {}
    for zone, words in (("UTC", "C"), ("Pacific/Kiritimati", "tr_TR.UTF-8")):
        code = ("from pathlib import Path; from oncurve.sweep import Sweep, WorldSpec; "
                f"Sweep('audit', WorldSpec(as_of='2025-06-01', draws=256), Path({str(tmp_path / words)!r})).run("
                "[{'id': 1, 'published': '2025-01-20', 'text': 'DeepSeek-V3 took 2.788 million H800 hours.'}])")
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "TZ": zone, "LC_ALL": words}, check=True)
        made[zone] = (tmp_path / words / "part-000000.jsonl").read_bytes()

    assert len(set(made.values())) == 1
