"""Released records are not edited in place."""

from __future__ import annotations

from pathlib import Path

import pytest

from oncurve.catalog.lock import LOCK, broken_locks, lock_lines, read_lock, write_lock

DATA = Path(__file__).parents[2] / "src" / "oncurve" / "catalog" / "data"
OLD = '[[tdp]]\namount = 300\nunit = "W"\nkind = "reported"\nknown = 2025-01-01\nsource = "maker"\n'


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A released folder with one fact and one row."""
    (tmp_path / "chips").mkdir()
    (tmp_path / "chips" / "c1.toml").write_text('label = "C1"\n\n' + OLD)
    row = "EUR,2025-01,1.03,reported,2025-02-01,bank"
    (tmp_path / "fx.csv").write_text(f"currency,month,amount,kind,known,source\n{row}\n")
    assert write_lock(tmp_path) == 2
    return tmp_path


@pytest.mark.skipif(not DATA.is_dir(), reason="the data stand only beside a checkout's code")
def test_no_released_record_was_edited() -> None:
    """Every record in `facts.lock` is still there as it was released."""
    assert list(broken_locks(DATA)) == []


def test_an_edit_in_place_is_found(data: Path) -> None:
    """A changed amount breaks the lock and names the file and the fact."""
    (data / "chips" / "c1.toml").write_text('label = "C1"\n\n' + OLD.replace("300", "350"))
    assert list(broken_locks(data)) == [("chips/c1.toml", "tdp")]


def test_a_removed_row_is_found(data: Path) -> None:
    """A row that is gone breaks the lock."""
    (data / "fx.csv").write_text("currency,month,amount,kind,known,source\n")
    assert list(broken_locks(data)) == [("fx.csv", "EUR/2025-01")]


def test_a_correction_beside_the_old_record_is_no_edit(data: Path) -> None:
    """A new record that supersedes the old one leaves the lock whole, and is locked in turn."""
    new = OLD.replace("300", "350").replace("2025-01-01", "2025-02-01").replace("maker", "erratum")
    (data / "chips" / "c1.toml").write_text('label = "C1"\n\n' + OLD + "\n" + new + 'supersedes = "maker"\n')
    assert list(broken_locks(data)) == []
    assert write_lock(data) == 1
    assert read_lock(data) == lock_lines(data)


def test_names_may_change_without_an_edit(data: Path) -> None:
    """An added alias is no change of a record."""
    (data / "chips" / "c1.toml").write_text('label = "C1"\naliases = ["C-1"]\n\n' + OLD)
    assert list(broken_locks(data)) == []


def test_nothing_is_locked_before_the_first_release(tmp_path: Path) -> None:
    """A folder without a lock has no broken locks."""
    assert not (tmp_path / LOCK).exists()
    assert list(broken_locks(tmp_path)) == []
