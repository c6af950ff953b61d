"""Files: documents, facts, scenarios, mappings and tables of any bytes."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from fuzz.passages import SENTENCES, passages, world
from fuzz.target import Target, answers, as_bytes, as_text
from oncurve.basis.span import parse_date
from oncurve.capability.table import read_cells, read_scores
from oncurve.catalog.read import Catalogue
from oncurve.claims.article import read_article
from oncurve.scenario.policy import read_policy
from oncurve.store.importers import IMPORTERS
from oncurve.store.importers.mapped import mapped_importer
from oncurve.store.importers.record import Found
from oncurve.store.landing import newest_day
from oncurve.store.names import Matcher
from oncurve.store.reading import Row, Table, read_file

__all__ = ["TARGETS", "cells", "csv_of"]

cells = st.one_of(st.text(max_size=30), st.sampled_from((
    "", " ", "1e22", "72", "0", "-1", "nan", "inf", "1e400", "1e308", "63.3%", "163%", "$2.50", "2025-01-01",
    "31/12/2024",
    "13/13/2024", "0000-00-00", "17 November 2025 4:28pm", "NVIDIA A100", "NVIDIA A100,Google TPU v4", "H20", "China",
    "China,China", "recAbC123", "\0", "=1+1", "Confident", "Estimates generated on: 99-99-2026", "choice:0.85±0.02",
    "9" * 500, "CN", "datacenter", "g42", "a\nb", '"', "\ud800", "1_000", "٣", "½", "yes", "-")))
rows = st.lists(st.lists(cells, max_size=12), max_size=8)


def csv_of(header: tuple[str, ...], body: list[list[str]]) -> bytes:
    """A CSV with a header."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    try:
        writer.writerows(body)
    except csv.Error:  # what no cell may hold
        out.write("\0,\0\n")
    return as_bytes(out.getvalue())


def docx_of(text: str, core: str = "") -> bytes:
    """A Word file of this XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", text.encode("utf-8", "replace"))
        if core:
            parts.writestr("docProps/core.xml", core.encode("utf-8", "replace"))
    return out.getvalue()


def pdf_of(content: bytes, more: bytes = b"") -> bytes:
    """A PDF file with one page of this content."""
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
               b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream",
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica" + more + b">>")
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def bent(whole: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    """A file with some of its bytes replaced by others."""
    for place, other in changes:
        at = place % (len(whole) + 1)
        whole = whole[:at] + other + whole[at + len(other):]
    return whole


changes = st.lists(st.tuples(st.integers(0, 100_000), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6)
pieces = st.lists(st.sampled_from((
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", '<w:t xml:space="preserve">', "</w:t>", "<w:tab/>", "<w:br/>",
    "&amp;",
    "&#x110000;", "&#0;", "&bogus;", "<w:del>", "<!ENTITY a \"b\">", "<w:t", "GPT-4 cost $78 million", "\0", "é")),
    max_size=30)
operators = st.lists(st.sampled_from((
    b"BT", b"ET", b"/F1 12 Tf", b"(GPT-4 cost $78 million.) Tj", b"[(a) -250 (b)] TJ", b"<48656C>Tj",
    b"1 0 0 1 72 720 Tm",
    b"0 -14 Td", b"T*", b"q", b"Q", b"cm", b"9e999 Tf", b"(", b")", b"<<", b">>", b"[", b"]", b"\\", b"BI", b"ID",
    b"EI",
    b"/Fm0 Do", b"'", b'"', b"-", b"Tj")), max_size=30).map(b" ".join)
#: what a file of each kind begins with
KINDS = {b"%PDF-": "pdf", b"PK\x03\x04": "docx"}


def document(data: bytes) -> None:
    """A PDF, a Word file or noise is read or refused."""
    for kind in ("pdf", "docx", None):
        if kind is None or data[:1] in b"%P":
            article: Any = answers(lambda kind=kind: read_article(io.BytesIO(data), kind))
            if article is not None:
                article.text.encode("utf-8", "replace")
                world().extract(article)


def facts(data: bytes) -> None:
    """A folder of facts whose files hold any bytes has problems in words, and gives its records all the same."""
    with tempfile.TemporaryDirectory() as place:
        for name in ("models/m.toml", "chips/c.toml", "sources/s.toml", "rules/us/r.toml", "scores.csv",
            "prices/rental.csv"):
            path = Path(place) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        made = answers(lambda: Catalogue.load(facts=[Path(place)]))
        if made is not None:
            for problem in made.problems:  # type: ignore[attr-defined]
                assert str(problem)


def scenario(data: bytes) -> None:
    """A scenario is read or refused with its line."""
    answers(lambda: read_policy(as_text(data), "mine.toml", "mine"))


TABLE = Table("runs.csv", ("Model", "Hours", "Chips", "Day"), (Row(2, {"Model": "A", "Hours": "1e6", "Chips": "8",
                                                                       "Day": "2025-01-01"}),), b"")


def mapping(data: bytes) -> None:
    """A mapping is refused, or reads a row."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "runs.toml"
        path.write_bytes(data)
        importer: Any = answers(lambda: mapped_importer(path, TABLE))
    if importer is not None:
        landed(importer, TABLE)


def landed(importer: Any, table: Table) -> None:
    """Every row gives facts or the reason why it does not."""
    newest_day(importer, table)
    for row in table.rows:
        found = Found(row, parse_date("2025-01-01"), matcher(), table.name)
        importer.read(found)
        if found.rejected:
            assert not found.facts
            assert not found.observations
            assert all(found.rejected)


@cache
def matcher() -> Matcher:
    """Names of the catalogue."""
    made = Matcher(Catalogue.load())
    for kind in ("models", "chips", "organisations", "benchmarks"):
        made.match(kind, "x")
    made.country("China")
    return made


def table(data: bytes) -> None:
    """A file under every ending is a table or none; with the columns of a data set its rows land or not."""
    with tempfile.TemporaryDirectory() as place:
        for ending in (".csv", ".tsv", ".json", ".parquet"):
            path = Path(place) / f"t{ending}"
            path.write_bytes(data)
            found: Any = answers(lambda path=path: read_file(path))
            if found is not None:
                for importer in IMPORTERS:
                    if importer.recognises(found):
                        landed(importer, found)
        for read in (read_scores, read_cells):
            answers(lambda read=read: read(Path(place) / "t.csv"))


def parquet() -> bytes:
    """A good Parquet file; nothing where DuckDB is not installed."""
    try:
        import duckdb
    except ImportError:
        return b"PAR1"
    with tempfile.TemporaryDirectory() as place, duckdb.connect() as connection:
        path = Path(place) / "t.parquet"
        connection.execute("COPY (SELECT 'Model ' || i AS Model, i * 1.5 AS score FROM range(9) t(i)) "
                           f"TO '{path}' (FORMAT parquet)")
        return path.read_bytes()


def of_data_set(number: int, body: list[list[str]]) -> bytes:
    """A table with the columns of a data set."""
    importer = IMPORTERS[number % len(IMPORTERS)]
    return csv_of(tuple(dict.fromkeys((*importer.needs, *importer.name, *importer.dates, "Source", "Score", "Notes"))),
        body)


toml = st.lists(st.sampled_from((
    "[", "]", "[[", "]]", "=", "\n", '"', "'", '"""', "#", ".", ",", "{", "}", "1e9", "-1", "nan", "inf", "true",
    "2025-01-01",
    "0x1", "1979-05-27T07:32:00Z", "label", "amount", "unit", "kind", "known", "source", "where", "value", "USD",
    "reported",
    "from", "rules", "licences", "tariff", "rate", "inputs", "without", "case_by_case", "name", "columns", "fields",
    "fact",
    "chip_hours.final_run", "Model", "Hours", "scale", "share_of", "Chips", "é", "\t", " ", "9" * 20, "high", "low")),
    max_size=80)
lines = st.lists(st.builds("{} = {}".format, st.sampled_from((
    "label", "amount", "unit", "kind", "known", "source", "where", "low", "high", "rate", "stops", "scale", "from",
    "wafers",
    "name", "columns", "dataset", "fact", "share_of", "CN", "rental_price", "in_force", "tdp", "aliases", "released")),
    st.sampled_from(('"USD"', "1", "-1e400", "nan", "true", "2025-01-01", '"reported"', "[1, 2]", '["a"]', "{a = 1}",
    '"Hours"',
                     '"Model"', '"chip_hours.final_run"', '""', '"\\u0000"', "0.5", '"deepseek-v3-report"', "9" * 30,
                     "[[]]"))),
    max_size=9)
tables_of = st.lists(st.one_of(lines.map("\n".join), st.sampled_from((
    "[tariff]", "[licences]", "[inputs]", "[rules]", "[columns.Hours]", "[columns]", "[fields]",
    "[chip_hours.final_run]",
    "[[value]]", "[[clause]]", "[domestic]", "[smuggling]", "[a.b.c]", "[tariff]"))), max_size=8).map("\n".join)
texts = st.one_of(tables_of, toml.map("".join), toml.map(" ".join)).map(as_bytes)
SCENARIO = b'label = "x"\nfrom = 2027-01-01\n[licences]\ncase_by_case = 0.8\n[inputs]\nyield = [1, 2]\n'
MAPPING = b'name = "Model"\nknown = "Day"\n[columns.Hours]\nfact = "chip_hours.final_run"\nunit = "chip-hour"\n'
FACT = (b'label = "X"\n[parameters.total]\namount = 7e9\nunit = "parameter"\nkind = "reported"\nknown = 2025-01-01\n'
        b'source = "deepseek-v3-report"\nwhere = "1"\n')
PDF, DOCX = pdf_of(b"BT /F1 12 Tf (GPT-4 cost $78 million.) Tj ET"), docx_of(f"<w:p><w:t>{SENTENCES[0]}</w:t></w:p>")
PARQUET = parquet()
TARGETS = (
    Target("document", document, st.one_of(
        operators.map(pdf_of), st.builds(bent, st.just(PDF), changes), st.builds(pdf_of, operators,
        st.binary(max_size=40)),
        pieces.map("".join).map(docx_of), st.builds(docx_of, passages, pieces.map("".join)),
        st.builds(bent, st.just(DOCX), changes), st.binary(max_size=300).map(b"%PDF-1.7\n".__add__)), (PDF, DOCX),
        start=2.0, passes=3),
    Target("facts", facts, st.one_of(texts, st.binary(max_size=200)), (FACT,), start=2.0),
    Target("scenario", scenario, texts, (SCENARIO,)),
    Target("mapping", mapping, st.one_of(texts, texts.map(MAPPING.__add__)), (MAPPING,)),
    Target("table", table, st.one_of(
        st.builds(of_data_set, st.integers(0, 30), rows), st.binary(max_size=300), st.builds(bent, st.just(PARQUET),
        changes),
        st.text(alphabet='",\n\r\t;ab1{}[]:\0é', max_size=200).map(as_bytes), passages.map(as_bytes)),
        (of_data_set(0, []), b'[{"a": 1, "b": null}]', PARQUET), start=2.0, passes=6),
)
