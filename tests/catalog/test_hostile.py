"""Whatever a file holds, reading it tells what is wrong and never crashes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oncurve.basis.errors import BadInput
from oncurve.catalog.compile import compile_folder
from oncurve.catalog.files import MOST_BYTES, read_text
from oncurve.catalog.thing import ThingReader

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.dates())
TABLES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3)
                      | st.dictionaries(st.sampled_from(["amount", "unit", "kind", "known", "source", "low", "shape",
                                                         "label", "aliases", "said", "x"]), inner, max_size=5),
                      max_leaves=20)


@SLOW
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    """Bytes that are no TOML or CSV give problems, not errors of Python."""
    for name in ("models/m1.toml", "people.toml", "assumptions/a.toml", "prices/rental.csv", "scores.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    compiled = compile_folder(tmp_path)
    assert all(isinstance(problem, BadInput) for problem in compiled.problems)


@SLOW
@given(st.dictionaries(st.text(min_size=1, max_size=12), TABLES, max_size=6),
       st.sampled_from(["models", "chips", "events", "disputes", "sources"]))
def test_any_tables_are_read_or_refused(tables: dict[str, object], kind: str) -> None:
    """Tables of any types in any nesting are kept or told of, each with its place."""
    told: list[BadInput] = []
    reader = ThingReader(kind, "f.toml", told.append)
    thing = reader.read("x1", tables)
    assert thing is not None
    assert all(problem.file == "f.toml" for problem in told)
    reader.assumption("a1", tables)


@SLOW
@given(st.lists(st.lists(st.text(max_size=8), max_size=12), max_size=6))
def test_any_cells_are_read_or_refused(tmp_path: Path, cells: list[list[str]]) -> None:
    """Cells of any text under the right header give rows or problems."""
    header = "chip,contract,provider,region,amount,unit,kind,known,source\n"
    text = header + "\n".join(",".join(cell.replace("\x00", "") for cell in row) for row in cells)
    (tmp_path / "prices").mkdir(exist_ok=True)
    (tmp_path / "prices" / "rental.csv").write_text(text, encoding="utf-8", errors="replace", newline="")
    compiled = compile_folder(tmp_path)
    assert all(row["amount"] >= 0 for row in compiled.rows["rental"])


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """A file over the limit is named with its size and never loaded."""
    path = tmp_path / "big.toml"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES[".toml"] + 1)
    with pytest.raises(BadInput, match="more than the"):
        read_text(path, "big.toml")


def test_many_bad_rows_are_told_shortly(tmp_path: Path) -> None:
    """A thousand bad rows give a hundred messages and a count of the rest."""
    (tmp_path / "prices").mkdir()
    rows = "".join(f"h800,on_demand,-{n},reported,2025-01-01,s\n" for n in range(1, 1001))
    (tmp_path / "prices" / "rental.csv").write_text("chip,contract,amount,kind,known,source\n" + rows)
    problems = compile_folder(tmp_path).problems
    assert len(problems) == 101
    assert "900 more rows are left out" in str(problems[-1])
