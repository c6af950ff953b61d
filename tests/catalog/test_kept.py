"""What is worked out from the catalogue is kept once, and never stale."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from oncurve.catalog.kept import keep, kept


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of one file of data."""
    (tmp_path / "package" / "catalog" / "data").mkdir(parents=True)
    (tmp_path / "package" / "catalog" / "data" / "a.csv").write_text("x\n1\n")
    return tmp_path / "package"


def count(times: list[int]) -> dict[str, Any]:
    """Data that say how often they were worked out."""
    times.append(1)
    return {"times": len(times)}


def test_it_is_worked_out_once(tmp_path: Path, package: Path) -> None:
    """A second question reads what the first left."""
    times: list[int] = []
    for _ in range(2):
        assert kept("a", lambda: count(times), tmp_path, package) == {"times": 1}


@pytest.mark.parametrize("changed", ["data", "code"])
def test_a_change_of_data_or_code_is_seen(tmp_path: Path, package: Path, changed: str) -> None:
    """After a file of either is written anew the data are worked out again."""
    times: list[int] = []
    kept("a", lambda: count(times), tmp_path, package)
    path = package / "catalog" / "data" / "a.csv" if changed == "data" else package / "new.py"
    path.write_text("x\n2\n")
    os.utime(path, ns=(1, 1))
    assert kept("a", lambda: count(times), tmp_path, package) == {"times": 2}


def test_a_file_cut_short_is_worked_out_again(tmp_path: Path, package: Path) -> None:
    """Half a file under the right stamp is no answer."""
    times: list[int] = []
    kept("a", lambda: count(times), tmp_path, package)
    path = tmp_path / "a.json"
    path.write_text(path.read_text()[:-3])
    assert kept("a", lambda: count(times), tmp_path, package) == {"times": 2}


def test_where_nothing_can_be_written_it_still_answers(tmp_path: Path, package: Path) -> None:
    """A folder that cannot be made costs time and nothing else."""
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    assert kept("a", lambda: {"x": 1.0}, blocked, package) == {"x": 1.0}


def test_a_frozen_file_is_read_where_no_data_stand(tmp_path: Path) -> None:
    """A wheel's own file answers; without it nothing is written beside the frozen index."""
    assert kept("a", lambda: {"x": 1.0}, tmp_path, tmp_path / "package") == {"x": 1.0}
    assert not (tmp_path / "a.json").exists()
    keep("a", {"x": 2.0}, tmp_path)
    assert kept("a", lambda: {"x": 1.0}, tmp_path, tmp_path / "package") == {"x": 2.0}
