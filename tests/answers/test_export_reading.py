"""A list is read as the module csv reads it, however it is written."""

from __future__ import annotations

import csv
import io
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oncurve.answers.export_reading import Reading

CELL = st.text(st.sampled_from('ab 1é\u2028,"\t'), max_size=4)
PLAIN = st.text(st.sampled_from("ab 1é\u2028\x0b"), max_size=4)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """The text of a list with a header of three cells: plain, quoted, torn, with empty lines and odd ends."""
    rows = draw(st.lists(st.lists(draw(st.sampled_from([CELL, PLAIN])), min_size=0, max_size=5), max_size=8))
    if draw(st.booleans()):
        rows = [[*row, "", "", ""][:3] for row in rows]
    ending = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    body = ending.join(",".join(row) for row in [["a", "b", "c"], *rows])
    return body + draw(st.sampled_from(["", ending, ending * 2]))


@settings(max_examples=300, deadline=None)
@given(texts(), st.integers(1, 5))
def test_a_list_is_read_as_csv_reads_it(text: str, size: int) -> None:
    """The same cells in the same rows, a block at a time; rows that are too long are named with their length."""
    plain = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    reading = Reading(io.StringIO(text, newline=""))
    blocks = list(reading.blocks(size))
    assert [reading.header, *chain.from_iterable(map(list, zip(*each.columns, strict=True)) for each in blocks)] == [
        plain[0],
        *([*row, "", "", ""][:3] for row in plain[1:]),
    ]
    wide = [(place, each.wide.get(place)) for each in blocks for place in range(each.size)]
    assert [width for _, width in wide] == [len(row) if len(row) > 3 else None for row in plain[1:]]


@pytest.mark.parametrize("quoted", ["", '"z",y,x\n'])
def test_a_fault_is_told_with_its_line(quoted: str) -> None:
    """Where the text breaks off, the line is that up to which csv itself reads."""
    bytes_ = f"a,b,c\n{quoted}".encode() + b"1,2,3\n" * 5000 + b"4,\xff,6\n"
    with io.TextIOWrapper(io.BytesIO(bytes_), "utf-8", newline="") as file:
        plain = csv.reader(file)
        with pytest.raises(UnicodeDecodeError):
            list(plain)
    with io.TextIOWrapper(io.BytesIO(bytes_), "utf-8", newline="") as file:
        reading = Reading(file)
        with pytest.raises(UnicodeDecodeError):
            list(reading.blocks(1000))
    assert reading.line == plain.line_num


def test_lines_of_any_kind_are_a_list() -> None:
    """Lines that come from no file, with and without their ends, are read as those of a file."""
    for lines in (["a,b,c", "1,2,3"], ["a,b,c\n", "1,2,3\n"]):
        (block,) = Reading(lines).blocks(10)
        assert [list(each) for each in block.columns] == [["1"], ["2"], ["3"]]
