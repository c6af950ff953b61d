"""What `oncurve import` makes of the tables that people publish, with the dirt that they hold.

The columns are those of Epoch AI's and METR's published tables; the cells are made up for each test, but each mistake
is one that a published vintage holds.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from oncurve.api import World
from oncurve.basis.errors import BadInput, BadUsage
from oncurve.store.importing import Imported, import_path
from oncurve.store.imports import TABLES, database_path
from oncurve.store.index import imported_folder
from oncurve.store.landing import Landed

SHARED = Path(__file__).parents[3] / "shared" / "data"
MODELS = ("Model", "Domain", "Organization", "Publication date", "Parameters", "Training compute (FLOP)",
          "Training compute lower bound", "Training compute upper bound", "Training dataset size (datapoints)",
          "Epochs",
          "Training time (hours)", "Training hardware", "Hardware quantity", "Hardware utilization (MFU)",
          "Training chip-hours", "Country (of organization)", "Base model", "Confidence", "Last modified",
          "Numerical format")
CHIPS = ("Hardware name", "Manufacturer", "Release date", "TDP (W)", "Tensor-FP16/BF16 performance (FLOP/s)",
         "Intranode bandwidth (byte/s)", "Internode bandwidth (bit/s)", "Last modified")
PRICES = ("Price source", "Price date", "Hardware model", "Vendor", "Price per chip-hour (on-demand)",
          "Price (hardware purchase)", "Notes")


def table(columns: tuple[str, ...], *rows: dict[str, str]) -> str:
    """A CSV with these columns; cells that are not given are empty."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows({column: row.get(column, "") for column in columns} for row in rows)
    return out.getvalue()


def land(folder: Path, text: str | bytes, name: str = "table.csv", **more: object) -> Landed:
    """What became of one file."""
    path = folder / "in" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found: Imported = import_path(path, folder=folder / "data", **more)  # type: ignore[arg-type]
    return found.files[0]


def model(name: str = "Foo-9", **cells: str) -> dict[str, str]:
    """A row of a table of models."""
    return {"Model": name, "Domain": "Language", "Publication date": "2025-03-01", "Confidence": "Confident",
            "Last modified": "2025-06-20 12:23", **cells}


def query(folder: Path, sql: str) -> list[tuple[object, ...]]:
    """What the store answers."""
    with duckdb.connect(str(database_path(folder / "data")), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def notes(folder: Path) -> dict[str, tuple[str, str]]:
    """Code: the cell as it stood, and what was taken."""
    found = query(folder, "SELECT code, cell, taken FROM notes")
    return {str(code): (str(cell), str(taken)) for code, cell, taken in found}


def facts(folder: Path, subject: str) -> dict[str, object]:
    """The amounts of the facts of a thing."""
    found = query(folder, "SELECT name, coalesce(words, CAST(amount AS VARCHAR)) FROM facts "
                          f"WHERE subject = '{subject}'")
    return {str(name): amount for name, amount in found}


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    """Of good, blank, copied, ragged and nameless rows each lands or is rejected for its own reason."""
    text = table(MODELS, model(), model("Bar"), {}, model(), model(""))
    found = land(tmp_path, text + "Baz,Language\r\n" + "\r\n")

    assert found.rows == found.landed + found.rejected + found.unchanged == 6
    assert found.landed == 2
    assert found.reasons == {"blank row": 1, "copy": 1, "no name": 1, "ragged row": 1}


def test_two_rows_of_one_name_do_not_both_count(tmp_path: Path) -> None:
    """The second of two rows with one name is rejected, and told where the first stands."""
    found = land(tmp_path, table(MODELS, model(), model(Parameters="7")))

    assert found.reasons == {"second row of a name": 1}
    assert "line 2 has landed under the name 'Foo-9'" in found.rejects.read_text(encoding="utf-8")


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    """The same file again, and under another name, leaves store and index as they were."""
    text = table(MODELS, model(Parameters="7e9"), model("Bar"), {})
    land(tmp_path, text)
    before = {name: query(tmp_path, f"SELECT * FROM {name} ORDER BY ALL") for name in TABLES}
    index = (imported_folder(tmp_path / "data") or tmp_path) / "things.json"
    first = index.read_bytes()

    again, copy = land(tmp_path, text), land(tmp_path, text, "copy.csv")

    for found in (again, copy):
        assert (found.landed, found.rejected, found.unchanged) == (0, 1, 2)
    assert {name: query(tmp_path, f"SELECT * FROM {name} ORDER BY ALL") for name in TABLES} == before
    assert index.read_bytes() == first


def test_a_corrected_file_replaces_its_vintage(tmp_path: Path) -> None:
    """Rows that changed land, the others are unchanged, and those that are gone are told."""
    land(tmp_path, table(MODELS, model(Parameters="7e9"), model("Bar"), model("Baz")))
    found = land(tmp_path, table(MODELS, model(Parameters="8e9"), model("Bar")))

    assert (found.landed, found.unchanged, found.removed) == (1, 1, 2)
    assert float(str(facts(tmp_path, "foo-9")["parameters.total"])) == 8e9


@pytest.mark.parametrize(
    ("code", "cells", "taken"),
    [("percent for fraction", {"Hardware utilization (MFU)": "72.0"}, "0.72"),
     ("blanks in a name", {"Model": "Foo-9\t\t "}, "Foo-9"),
     ("country repeated", {"Country (of organization)": "China,China"}, "China"),
     ("padding digits", {"Training compute (FLOP)": "5.0000000001e25"}, "5e+25"),
     ("zero for unknown", {"Training dataset size (datapoints)": "0"}, ""),
     ("unreadable cell", {"Parameters": "about 7B"}, ""),
     ("several chips", {"Training hardware": "NVIDIA A100,Google TPU v4"}, ""),
     ("chips times hours differ", {"Training chip-hours": "1000", "Hardware quantity": "10",
                                   "Training time (hours)": "1"}, "1000"),
     ("bounds do not hold it", {"Training compute (FLOP)": "5e24", "Training compute lower bound": "2",
                                "Training compute upper bound": "7"}, "5e+24")])
def test_a_dirty_cell_is_mended_or_left_out(tmp_path: Path, code: str, cells: dict[str, str], taken: str) -> None:
    """The row lands all the same, and the list of rejects says what was wrong with which cell."""
    found = land(tmp_path, table(MODELS, {**model(), **cells}))

    assert found.landed == 1
    assert notes(tmp_path)[code][1] == taken
    assert code in found.rejects.read_text(encoding="utf-8")


def test_a_rate_stored_as_a_total_is_left_out(tmp_path: Path) -> None:
    """DeepSeek-V2's 172,800 hours are per trillion tokens: as a total they would need 1.66 of the peak of H800."""
    land(tmp_path, table(MODELS, model("DeepSeek-V2 (MoE-236B)", **{
        "Training compute (FLOP)": "1.02e24", "Training chip-hours": "172800.0",
        "Training hardware": "NVIDIA H800 SXM5", "Training dataset size (datapoints)": "8.1e12"})))

    assert notes(tmp_path)["a rate stored as a total"] == ("172800.0", "")
    assert not query(tmp_path, "SELECT * FROM facts WHERE name = 'chip_hours.final_run'")


def test_hours_that_no_chip_can_do_are_left_out(tmp_path: Path) -> None:
    """A run that would need ten times the peak of its chip keeps its other facts and loses its hours."""
    land(tmp_path, table(MODELS, model(**{"Training compute (FLOP)": "1e24", "Training chip-hours": "1000",
                                          "Training hardware": "NVIDIA A100"})))

    assert "impossible speed" in notes(tmp_path)
    assert "chip_hours.final_run" not in facts(tmp_path, "foo-9")


def test_links_in_bits_and_bytes_end_in_one_unit(tmp_path: Path) -> None:
    """A link between machines of 400 Gbit/s is 50 GB/s; one of 1e17 bit/s is no link."""
    chip = {"Manufacturer": "Maker", "Release date": "2024-01-01", "Last modified": "5/7/2025 10:20am"}
    land(tmp_path, table(CHIPS, {"Hardware name": "Maker One", "Internode bandwidth (bit/s)": "400000000000",
                                 "Intranode bandwidth (byte/s)": "900000000000", **chip},
                         {"Hardware name": "Maker Two", "Internode bandwidth (bit/s)": "100000000000000000", **chip}))

    amounts = {(str(subject), str(name)): amount for subject, name, amount in query(
        tmp_path, "SELECT subject, name, amount FROM facts WHERE name LIKE 'link%'")}
    assert amounts == {("makerone", "link.internode"): 50.0, ("makerone", "link.bidirectional"): 900.0}
    assert "bits mixed with something else" in notes(tmp_path)


def test_days_before_months_marks_and_quoted_newlines_are_read(tmp_path: Path) -> None:
    """A leaderboard with a byte-order mark, dd/mm dates and a note over two lines lands whole."""
    text = ('\ufeffid,Model version,Score,Source,Notes,Date added\n'
            'rec1,gpt-4-0314,63.3%,Somebody,"two\nlines",23/7/2024\n'
            'rec2,gpt-4o,88.000,Somebody,,3/7/2024\n')
    found = land(tmp_path, text, "external_benchmark_mmlu.csv")

    scores = query(tmp_path, "SELECT subject, amount, since FROM observations WHERE topic = 'scores' ORDER BY line")
    assert (found.rows, found.landed) == (2, 2)
    assert scores == [("gpt-4", 63.3, dt.date(2024, 7, 23)), ("gpt-4o", 88.0, dt.date(2024, 7, 3))]
    assert notes(tmp_path)["percent for fraction"] == ("88.000", "88.000%")
    assert query(tmp_path, "SELECT line FROM rows ORDER BY line") == [(2,), (4,)]


def test_the_key_of_a_linked_record_is_no_name(tmp_path: Path) -> None:
    """A row that names neither model nor version is rejected, though its key looks like a word."""
    found = land(tmp_path, "id,Model version,Score,Source\nrecFWD297UQP8MRYi,,78.2%,x\n", "external_benchmark_x.csv")

    assert found.reasons == {"no model": 1}


def test_the_schema_of_2026_is_read(tmp_path: Path) -> None:
    """Hardware utilisation apart from that of the model, costs by rent and purchase, gradients for datapoints."""
    columns = ("Model", "Domain", "Publication date", "Training compute (FLOP)", "Training hardware", "Confidence",
               "Hardware utilization (MFU)", "Hardware utilization (HFU)", "Training compute cost (cloud)",
               "Training compute cost (upfront)", "Training dataset size (gradients)", "Epochs", "Frontier model")
    land(tmp_path, table(columns, {
        "Model": "Foo-9", "Domain": "Language", "Publication date": "2025-12-01", "Confidence": "Likely",
        "Hardware utilization (HFU)": "0.55", "Hardware utilization (MFU)": "0.41", "Epochs": "2",
        "Training compute cost (cloud)": "81400000", "Training compute cost (upfront)": "$806,000,000",
        "Training dataset size (gradients)": "1.5e13"}))

    found = {name: float(str(amount)) for name, amount in facts(tmp_path, "foo-9").items() if name != "release_date"}
    assert found == {"hfu.pretraining": 0.55, "mfu.pretraining": 0.41, "cost.cloud": 81.4e6, "cost.upfront": 806e6,
                     "tokens.pretraining": 1.5e13}


@pytest.mark.parametrize(("domain", "said", "fact"), [
    ("Language", "every book there is", "tokens.pretraining"), ("Vision", "", "datapoints"),
    ("Multimodal,Vision,Language", "6B (image, text) pairs", "datapoints"),
    ("Vision,Language", "about 6B Tokens of text", "tokens.pretraining")])
def test_pairs_of_picture_and_text_are_no_tokens(tmp_path: Path, domain: str, said: str, fact: str) -> None:
    """A model that also sees or hears was trained on tokens only where the table's note speaks of tokens."""
    land(tmp_path, table((*MODELS, "Dataset size notes"), model(**{
        "Domain": domain, "Dataset size notes": said, "Training dataset size (datapoints)": "6e9"})))

    assert float(str(facts(tmp_path, "foo-9")[fact])) == 6e9


def test_questions_do_not_load_the_database(tmp_path: Path) -> None:
    """With data imported, a cost is answered from the index: neither DuckDB nor Dask is loaded."""
    land(tmp_path, table(MODELS, model()))
    code = ("import sys; from oncurve.cli.run import run; code = run(['cost', 'deepseek-v3', '--json']); "
            "sys.exit(code or any(name in sys.modules for name in ('duckdb', 'distributed', 'dask')))")
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "ONCURVE_DATA": str(tmp_path / "data")},
                          capture_output=True, check=False)

    assert done.returncode == 0, done.stderr


def test_names_are_matched_and_the_report_says_how(tmp_path: Path) -> None:
    """Spellings of the catalogue's things become them; what it does not hold is new."""
    land(tmp_path, table(MODELS, model("DeepSeek V3", **{"Training hardware": "NVIDIA H800 SXM5"}), model("Foo-9")))

    matched = {str(name): (subject, how) for name, subject, how in query(
        tmp_path, "SELECT name, subject, how FROM matches")}
    assert matched == {"DeepSeek V3": ("deepseek-v3", "name"), "Foo-9": ("foo-9", "new"),
                       "NVIDIA H800 SXM5": ("h800", "without maker")}


@pytest.mark.parametrize(("name", "ident"), [
    ("GPT-2 (AMPS)", None), ("claude-3-7-sonnet-20250219_64K", "claude-3-7-sonnet"), ("Kimi-K2-Instruct-0905", None),
    ("chutes/DeepSeek-V3-0324", "deepseek-v3-0324"), ("QwQ-33B", None)])
def test_no_name_is_taken_for_one_that_it_is_only_like(tmp_path: Path, name: str, ident: str | None) -> None:
    """A model tuned from another, or of another size, is another model; an effort or a day is not."""
    land(tmp_path, table(MODELS, model(name)))

    (subject, how), = query(tmp_path, "SELECT subject, how FROM matches WHERE kind = 'models'")
    assert (how == "new") if ident is None else (subject == ident)


def test_vintages_stand_side_by_side_and_date_what_they_hold(tmp_path: Path) -> None:
    """By each day the facts of the vintages known then count, the newest first."""
    land(tmp_path, table(MODELS, model(Parameters="7e9")), vintage="2025-06")
    land(tmp_path, table(MODELS, model(Parameters="9e9")), vintage="2025-09-15")
    index = imported_folder(tmp_path / "data")

    def size(day: str) -> float | None:
        return World(day, imported=index).model("Foo-9").number("parameters.total")

    assert size("2025-10-01") == 9e9
    assert size("2025-07-01") == 7e9
    assert size("2025-06-29") is None
    fact = World(imported=index).model("Foo-9").fact("parameters.total")
    assert fact is not None
    assert (fact.known, fact.source) == (dt.date(2025, 9, 15), "epoch-ai-models-2025-09-15")


def test_a_compilers_table_does_not_stand_against_the_developer(tmp_path: Path) -> None:
    """An imported guess at DeepSeek-V3's hours leaves its reported cost at exactly 5,576,000 dollars."""
    land(tmp_path, table(MODELS, model("DeepSeek-V3", **{"Training chip-hours": "9e6", "Confidence": "Likely"})))
    cost = World(imported=imported_folder(tmp_path / "data")).cost("deepseek-v3", scopes=("final_run",))

    assert cost.scopes["final_run"].readings["as_reported"].to_dict()["median"] == 5576000


def test_ones_own_table_stands_over_the_catalogue(tmp_path: Path) -> None:
    """A mapping says what the columns are; the facts of one's own win, and imputed ones are marked."""
    mapping = tmp_path / "map.toml"
    mapping.write_text('name = "Model"\ntitle = "My runs"\nknown = "Seen"\n[columns.Hours]\n'
                       'fact = "chip_hours.final_run"\nunit = "chip-hour"\nscale = 1000\nkind = "imputed"\n',
                       encoding="utf-8")
    found = land(tmp_path, "Model,Hours,Seen\ndeepseek-v3,\"3,000\",2026-01-02\nOther,,2026-01-02\n", mapping=mapping)
    fact = World(imported=imported_folder(tmp_path / "data")).model("deepseek-v3").fact("chip_hours.final_run")

    assert (found.dataset, found.vintage, found.landed, found.reasons) == ("csv", "2026-01", 1, {"no value": 1})
    assert fact is not None
    assert (fact.amount, fact.kind, fact.detail["imputed"]) == (3_000_000, "imputed", True)


def test_prices_of_chips_are_told_apart(tmp_path: Path) -> None:
    """Rents, single cards and shares of servers are three things, and a row without a price is rejected."""
    base = {"Price date": "2024-05-01", "Hardware model": "NVIDIA H100 SXM5 80GB", "Price source": "https://x"}
    found = land(tmp_path, table(PRICES, {**base, "Price per chip-hour (on-demand)": "$2.50", "Vendor": "Lambda Labs"},
                                 {**base, "Price (hardware purchase)": "30,000", "Notes": "Single-unit price"},
                                 {**base, "Price (hardware purchase)": "40,000", "Notes": "DGX"}, base))

    told = query(tmp_path, "SELECT topic, subject, amount, about->>'basis', about->>'provider' FROM observations "
                           "ORDER BY line")
    assert told == [("rental", "h100", 2.5, None, "lambda"), ("purchase", "h100", 30000.0, "single", None),
                    ("purchase", "h100", 40000.0, "server_share", None)]
    assert found.reasons == {"no price": 1}


def test_a_table_of_nobody_is_refused_in_words(tmp_path: Path) -> None:
    """Unknown columns, no header, no UTF-8, and no such file each say what to do."""
    for text, words in ((b"a,b\n1,2\n", "--mapping"), (b"\n", "header"), (b"a,\xff\n", "UTF-8"),
                        (b'a,b\n"open,2\n', "quotation mark")):
        with pytest.raises(BadInput, match=words):
            land(tmp_path, text)
    with pytest.raises(BadInput, match="no such file"):
        import_path(tmp_path / "absent.csv", folder=tmp_path)
    with pytest.raises(BadUsage, match="No data set is called 'epok'"):
        land(tmp_path, table(MODELS, model()), dataset="epok")


def test_one_bad_file_of_a_folder_stops_nothing(tmp_path: Path) -> None:
    """The others land, and the bad one is told with its reason."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.csv").write_text("what,is,this\n1,2,3\n", encoding="utf-8")
    (tmp_path / "in" / "good.csv").write_text(table(MODELS, model()), encoding="utf-8")
    found = import_path(tmp_path / "in", folder=tmp_path / "data")

    assert [each.file for each in found.files] == ["good.csv"]
    assert [file for file, _ in found.failed] == ["bad.csv"]
    assert found.to_dict()["rows"] == 1


@pytest.mark.parametrize(("cell", "counted"), [("0", [(0.0,)]), ("1,500", [(1500.0,)]), ("nan", []), ("-5", [])])
def test_a_count_is_a_number_that_may_be_zero(tmp_path: Path, cell: str, counted: list[tuple[float]]) -> None:
    """A count below zero, or one that is no number, is left out and the row rejected."""
    columns = ("Name", "Chip manufacturer", "Start date", "End date", "Chip type", "Number of Units")
    found = land(tmp_path, table(columns, {"Name": "x", "Chip manufacturer": "NVIDIA", "Start date": "2025-01-01",
                                           "End date": "2025-03-31", "Chip type": "H100", "Number of Units": cell}))

    assert query(tmp_path, "SELECT amount FROM observations") == counted
    assert found.rejected == (0 if counted else 1)


def test_two_files_of_one_name_do_not_replace_one_another(tmp_path: Path) -> None:
    """Of a/models.csv and b/models.csv of one vintage the second is told and lands nothing; nor does a copy."""
    for place, name in (("a", "Foo-9"), ("b", "Bar"), ("c", "Foo-9")):
        (tmp_path / "in" / place).mkdir(parents=True)
        (tmp_path / "in" / place / "models.csv").write_text(table(MODELS, model(name)), encoding="utf-8")
    found = import_path(tmp_path / "in", folder=tmp_path / "data")
    ((file, error),) = found.failed

    assert [(each.landed, each.unchanged) for each in found.files] == [(1, 0), (0, 1)]
    assert file == "b/models.csv"
    assert "--as" in str(error)
    assert query(tmp_path, "SELECT DISTINCT subject FROM facts") == [("foo-9",)]


def test_tables_that_differ_in_their_ending_have_each_a_list_of_rejects(tmp_path: Path) -> None:
    """The rejects of models.csv and models.tsv do not stand in one file."""
    text = table(MODELS, model(), {})
    tabbed = text.replace(",", "\t").replace("Foo", "Bar")
    found = [land(tmp_path, text, "models.csv"), land(tmp_path, tabbed, "models.tsv")]

    assert len({each.rejects for each in found}) == 2
    assert all("blank row" in each.rejects.read_text(encoding="utf-8") for each in found)


def test_parquet_lands_as_csv_does(tmp_path: Path) -> None:
    """The same table in Parquet gives the same facts."""
    source, parquet = tmp_path / "t.csv", tmp_path / "in" / "t.parquet"
    source.write_text(table(MODELS, model(Parameters="7e9")), encoding="utf-8")
    parquet.parent.mkdir()
    duckdb.sql(f"COPY (SELECT * FROM read_csv('{source}', all_varchar=true)) TO '{parquet}' (FORMAT parquet)")
    found = land(tmp_path, parquet.read_bytes(), "t.parquet")

    assert found.landed == 1
    assert float(str(facts(tmp_path, "foo-9")["parameters.total"])) == 7e9


@pytest.mark.skipif(not SHARED.exists(), reason="the public data sets are not shipped")
def test_every_public_file_lands_whole(tmp_path: Path) -> None:
    """Each file of the public data is recognised; its rows are those that a CSV reader counts, all accounted for."""
    found = import_path(SHARED, folder=tmp_path)

    tables = sorted(each for each in SHARED.rglob("*") if each.suffix in (".csv", ".json"))
    assert not found.failed
    assert sorted(each.file for each in found.files) == sorted(each.name for each in tables)
    for each in found.files:
        assert each.rows == each.landed + each.rejected + each.unchanged, each.file
    texts = [path.read_bytes().decode("utf-8-sig") for path in tables if path.suffix == ".csv"]
    counted = sum(sum(bool(row) for row in csv.reader(io.StringIO(text, newline=""))) - 1 for text in texts)
    assert sum(each.rows for each in found.files if each.file.endswith(".csv")) == counted
    again = import_path(SHARED, folder=tmp_path)
    assert sum(each.landed for each in again.files) == 0
