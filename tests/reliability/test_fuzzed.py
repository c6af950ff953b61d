"""Whatever a stranger's file or text holds, the answer is a result or an error in words, and soon.

The quick runs draw few examples; `scripts/test --all` draws for as long as FUZZ_SECONDS says (ten minutes a path).
"""

from __future__ import annotations

import contextlib
import csv
import os
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oncurve.api import World
from oncurve.basis.errors import OncurveError
from oncurve.basis.formula import read_setting
from oncurve.basis.inputs import Input
from oncurve.basis.quantity import parse_unit
from oncurve.basis.span import parse_date
from oncurve.basis.spread import Exactly
from oncurve.catalog.read import Catalogue
from oncurve.report import html
from oncurve.store.cells import BadCell, day_of, days_in, list_of, number_of, share_of
from oncurve.store.importers import IMPORTERS
from oncurve.store.importers.record import Found
from oncurve.store.landing import newest_day
from oncurve.store.names import Matcher
from oncurve.store.reading import read_file

SECONDS = float(os.environ.get("FUZZ_SECONDS", "600"))
#: a second for each 100 KB, and a second to begin
PER_BYTE = 1 / 100_000
PRICE = Input("rental_price", "USD per chip-hour", Exactly(2.0))
#: what no page may hold as it stands
MARK = "<i id=unescaped onclick=x>"
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)

words = st.sampled_from((
    "DeepSeek-V3", "GPT-4", "H800", "H100", "Nvidia", "cost", "trained", "million", "billion", "$", "€", "%", "5.58",
    "10^25", "1e999", "-0", "7-10 months", "FLOP", "GPU hours", "chips", "about", "at least", "not", "never", "x",
    "per year", "between", "and", "January 2025", "2025-02-31", "“", "”", '"', "(", ")", "<script>", "&lt;", "\u202e",
    "\u200b", "\ufeff", "\0", "١٢٣", "億", "½", "—", "\n\n", ",", ".", ";", "/", "’s"))
passages = st.one_of(st.text(max_size=400), st.lists(words, max_size=60).map(" ".join))
cells = st.one_of(st.text(max_size=30), st.sampled_from((
    "", " ", "1e22", "72", "0", "-1", "nan", "inf", "1e400", "63.3%", "163%", "$2.50", "2025-01-01", "31/12/2024",
    "13/13/2024", "17 November 2025 4:28pm", "NVIDIA A100", "NVIDIA A100,Google TPU v4", "China,China", "recAbC123",
    "\0", "=1+1", "Confident", "Estimates generated on: 99-99-2026", "choice:0.85±0.02", "9" * 500)))


def soon(run: Callable[[], object], size: int) -> None:
    """Run something that may give an error of ours, and must end within a second a 100 KB."""
    start, told = time.process_time(), "a result"
    try:
        run()
    except OncurveError as error:
        told = str(error)
    assert told
    assert time.process_time() - start < 1 + size * PER_BYTE


@cache
def world() -> World:
    """A world with few draws, that has answered once."""
    made = World("2025-06-01", draws=128)
    made.check_text("DeepSeek-V3 cost 5.58 million dollars and has 671 billion parameters.", published="2025-01-30")
    return made


@cache
def matcher() -> Matcher:
    """Names of the catalogue."""
    made = Matcher(Catalogue.load())
    for kind in ("models", "chips", "organisations", "benchmarks"):
        made.match(kind, "x")
    made.country("China")
    return made


def fuzz_passage(text: str) -> None:
    """Read, judge and lay out a passage."""
    def run() -> None:
        audit = world().check_text(f"{MARK}{text}", published="2025-01-30")
        assert MARK not in html(audit)
        plain = audit.to_dict()
        for claim in plain["claims"]:
            assert plain["article"]["text"][claim["start"]:claim["end"]] == claim["quote"]

    soon(run, len(text.encode("utf-8", "replace")))


def fuzz_grammar(text: str) -> None:
    """Units, days, intervals and cells of every kind."""
    for parse in (parse_unit, parse_date, lambda each: read_setting(PRICE, each)):
        soon(lambda parse=parse: parse(text), len(text))  # type: ignore[misc]
    for read in (number_of, share_of, day_of, days_in, list_of):
        with contextlib.suppress(BadCell):  # any other error is a crash
            read(text)  # type: ignore[operator]


def fuzz_bytes(data: bytes) -> None:
    """A file of any bytes under every ending that is read."""
    with tempfile.TemporaryDirectory() as place:
        for ending in (".csv", ".tsv", ".json"):
            path = Path(place) / f"t{ending}"
            path.write_bytes(data)
            soon(lambda path=path: read_file(path), len(data))  # type: ignore[misc]


def fuzz_toml(data: bytes) -> None:
    """A facts folder whose files hold any bytes."""
    with tempfile.TemporaryDirectory() as place:
        for name in ("models/m.toml", "sources/s.toml", "scores.csv", "prices/rental.csv"):
            path = Path(place) / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        soon(lambda: Catalogue.load(facts=[Path(place)]).problems, len(data))


def fuzz_table(number: int, rows: list[list[str]]) -> None:
    """A table with the columns of a data set and any cells: every row is read or rejected."""
    importer = IMPORTERS[number % len(IMPORTERS)]
    columns = tuple(dict.fromkeys((*importer.needs, *importer.name, *importer.dates, "Source", "Score", "Notes")))
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "t.csv"
        with path.open("w", encoding="utf-8", errors="replace", newline="") as out:
            csv.writer(out).writerows([columns, *rows])
        try:
            table = read_file(path)
        except OncurveError:
            return
        newest_day(importer, table)
        for row in table.rows:
            found = Found(row, parse_date("2025-01-01"), matcher(), table.name)
            importer.read(found)
            if found.rejected:
                assert not found.facts
                assert not found.observations
                assert all(found.rejected)


@QUICK
@given(passages)
def test_any_passage_is_read_judged_and_shown(text: str) -> None:
    """No text crashes the reader or the judge, hangs them, or reaches a page unescaped."""
    fuzz_passage(text)


@QUICK
@given(st.one_of(cells, passages))
def test_any_cell_is_read_or_refused(text: str) -> None:
    """No cell crashes the grammar of units, days, intervals and numbers."""
    fuzz_grammar(text)


@QUICK
@given(st.one_of(st.binary(max_size=300), st.text(alphabet='",\n\r\t;ab1{}[]:\0é', max_size=200).map(str.encode)))
def test_any_bytes_are_a_table_or_none(data: bytes) -> None:
    """No file crashes the reading of tables."""
    fuzz_bytes(data)


@QUICK
@given(st.one_of(st.binary(max_size=200), st.text(alphabet='[]="\n.#1e9-_abfact\0', max_size=200).map(str.encode)))
def test_any_bytes_in_a_facts_folder_are_a_problem_in_words(data: bytes) -> None:
    """No TOML or CSV of a user's facts crashes the catalogue."""
    fuzz_toml(data)


@QUICK
@given(st.integers(0, 30), st.lists(st.lists(cells, max_size=9), max_size=4))
def test_any_row_lands_or_is_rejected(number: int, rows: list[list[str]]) -> None:
    """No cell crashes an importer."""
    fuzz_table(number, rows)


@pytest.mark.slow
@pytest.mark.parametrize("path", ["passage", "grammar", "bytes", "toml", "table"])
def test_for_long(path: str) -> None:
    """Ten minutes of each path meet no crash and no hang."""
    until = time.monotonic() + SECONDS
    drawn: dict[str, tuple[object, ...]] = {
        "passage": (fuzz_passage, passages), "grammar": (fuzz_grammar, st.one_of(cells, passages)),
        "bytes": (fuzz_bytes, st.binary(max_size=3000)), "toml": (fuzz_toml, st.binary(max_size=1000)),
        "table": (fuzz_table, st.integers(0, 30), st.lists(st.lists(cells, max_size=12), max_size=20))}
    fuzz, *strategies = drawn[path]
    while time.monotonic() < until:
        settings(QUICK, max_examples=500)(given(*strategies)(fuzz))()  # type: ignore[arg-type, operator]
