"""Tables of scores, and what is wrong with some."""

from __future__ import annotations

from pathlib import Path

import pytest

from oncurve.basis.errors import BadInput
from oncurve.capability.index import check_table
from oncurve.capability.table import read_cells, read_scores


def written(folder: Path, text: str) -> Path:
    """A file of that text."""
    path = folder / "scores.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_fractions_and_percentages_read_alike(tmp_path) -> None:
    """0.735 and 73.5% are one score."""
    plain = read_scores(written(tmp_path, "model,benchmark,score\na,x,0.735\n"))
    marked = read_scores(written(tmp_path, "model,benchmark,score\na,x,73.5%\n"))
    assert plain.score[0] == marked.score[0] == 0.735


def test_dates_and_labels_come_along(tmp_path) -> None:
    """A column of dates becomes years, one of labels stays text, and a mark of byte order does no harm."""
    text = "\ufeffmodel,benchmark,score,date,family\na,x,0.5,2024-07-02,f\n"
    table = read_scores(written(tmp_path, text))
    assert table.dates[0] == pytest.approx(2024.5)
    assert table.traits["family"] == ("f",)


@pytest.mark.parametrize(("text", "message"), [
    ("model,benchmark\na,x\n", "line 1: there is no column `score`"),
    ("model,benchmark,score\n", "there is no row below the header"),
    ("model,benchmark,score\na,x,63\n", r"line 2: score 63 lies outside 0 to 1. Write 0.63 or 63%"),
    ("model,benchmark,score\na,x,-0.1\n", "line 2: score -0.1 lies outside 0 to 1"),
    ("model,benchmark,score\na,x,104%\n", "line 2: score 104% lies outside 0 to 100"),
    ("model,benchmark,score\na,x,nan\n", "line 2: score nan lies outside"),
    ("model,benchmark,score\na,x,0.5\nb,x,0.6\nc,x,70%\n", "line 4: 70% stands among fractions: the file mixes both"),
    ("model,benchmark,score\na,x,good\n", "line 2: 'good' is no score"),
    ("model,benchmark,score\n,x,0.5\n", "line 2: the model has no name"),
    ("model,benchmark,score,date\na,x,0.5,July\n", "line 2: 'July' is no date"),
    ("model,benchmark,score,family\na,x,0.5,f\na,y,0.5,g\n", "line 3: model 'a' has family 'g' here and 'f' above"),
])
def test_each_fault_of_a_file_is_told_by_line(tmp_path, text: str, message: str) -> None:
    """The error says which line, what is wrong and how to write it."""
    with pytest.raises(BadInput, match=message):
        read_scores(written(tmp_path, text))


def test_a_benchmark_with_one_model_is_refused(tmp_path) -> None:
    """One model says nothing of how hard a benchmark is."""
    table = read_scores(written(tmp_path, "model,benchmark,score\na,x,0.5\nb,x,0.6\nc,x,0.7\na,y,0.5\n"))
    with pytest.raises(BadInput, match="benchmark 'y' has one model alone"):
        check_table(table)


def test_bytes_that_are_no_text_are_refused(tmp_path) -> None:
    """A file in another encoding is told from a table."""
    path = tmp_path / "scores.csv"
    path.write_bytes(b"model,benchmark,score\n\xff\xfe,x,0.5\n")
    with pytest.raises(BadInput, match="is no UTF-8"):
        read_cells(path)
