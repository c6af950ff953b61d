"""Saved audits in a database."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy", reason="the store's libraries are not installed")

from oncurve.basis.errors import BadUsage
from oncurve.store.audits import SavedAudit, SavedAudits, new_ident, new_key
from oncurve.store.database import address_of

NOW = dt.datetime.now(dt.UTC)


def audit(**more: object) -> SavedAudit:
    """An audit to save."""
    given = {"ident": new_ident(), "asked": {"text": "naïve “$5” \ud83d 中"}, "answer": '{"claims": []}',
             "page": "<p>é</p>", "version": "0", "created": NOW, "expires": NOW + dt.timedelta(days=1), **more}
    return SavedAudit(**given)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SavedAudits]:
    """A store in a file of its own."""
    made = SavedAudits(f"sqlite:///{tmp_path / 'a.db'}")
    yield made
    made.close()


def test_what_is_saved_is_found_again(store: SavedAudits) -> None:
    """Text in any letters, answer and page come back as they were."""
    saved = audit()
    store.save(saved, new_key())
    assert store.find(saved.ident) == saved


def test_an_audit_past_its_day_is_not_found_and_is_wiped(store: SavedAudits) -> None:
    """It is gone for readers at once, and from the file at the next clean-up."""
    old, new = audit(expires=NOW - dt.timedelta(seconds=1)), audit(expires=None)
    for each in (old, new):
        store.save(each, new_key())
    assert store.find(old.ident) is None
    assert store.clean() == 1
    assert store.find(new.ident) == new


def test_only_the_owner_changes_and_deletes(store: SavedAudits) -> None:
    """Another key changes nothing."""
    saved, key = audit(), new_key()
    store.save(saved, key)
    assert not store.change(replace(saved, answer="{}"), new_key())
    assert not store.delete(saved.ident, new_key())
    assert store.owns(saved.ident, key)
    assert store.change(replace(saved, answer="{}"), key)
    assert store.find(saved.ident).answer == "{}"
    assert store.delete(saved.ident, key)
    assert store.find(saved.ident) is None


def test_two_changes_from_one_state_do_not_both_win(store: SavedAudits) -> None:
    """The second, which did not see the first, is refused."""
    saved, key = audit(), new_key()
    store.save(saved, key)
    assert store.change(replace(saved, answer='"first"'), key)
    assert not store.change(replace(saved, answer='"second"'), key)
    assert store.find(saved.ident).answer == '"first"'


def test_the_key_is_not_in_the_file(store: SavedAudits, tmp_path: Path) -> None:
    """Who reads the database cannot delete in the owner's name; what was deleted is not left in it either."""
    saved, key = audit(asked={"text": "x"}, answer="UNPACKED" * 3), new_key()
    store.save(saved, key)
    with sqlite3.connect(tmp_path / "a.db") as connection:
        dump = "\n".join(connection.iterdump())
    connection.close()
    assert saved.ident in dump
    assert key not in dump


def test_links_and_keys_never_repeat() -> None:
    """Ten thousand of each are all different, and of full length."""
    assert len({new_ident() for _ in range(10_000)}) == len({new_key() for _ in range(10_000)}) == 10_000
    assert len(new_ident()) == 24
    assert len(new_key()) == 32


def test_an_address_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the variable and what to write."""
    with pytest.raises(BadUsage, match="ONCURVE_DATABASE_URL is no address"):
        _ = SavedAudits("nonsense").engine
    monkeypatch.setenv("ONCURVE_DATABASE_URL", "postgres://me@host/name")
    assert address_of() == "postgresql+psycopg://me@host/name"


def write_on(address: str, told: str) -> None:
    """Save audits for ever, and note each link once the store has said that it is saved."""
    store = SavedAudits(address)
    with Path(told).open("a", encoding="utf-8") as file:
        while True:
            saved = audit(page="p" * 5_000)
            store.save(saved, "key")
            file.write(saved.ident + "\n")
            file.flush()


@pytest.mark.parametrize("seconds", [0.45, 0.8])
def test_a_kill_loses_nothing_that_was_saved(tmp_path: Path, seconds: float) -> None:
    """Killed in the midst of saving, all that was said to be saved is there, and the next start is clean."""
    lose_nothing(tmp_path, [seconds])


@pytest.mark.slow
def test_a_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    """The same at a hundred points, each a little later than the last."""
    lose_nothing(tmp_path, [0.3 + 0.007 * step for step in range(100)])


def lose_nothing(folder: Path, moments: list[float]) -> None:
    """Kill a writer at each of some moments after its start; all that it was told is saved must be there."""
    address, told = f"sqlite:///{folder / 'k.db'}", folder / "told.txt"
    context = multiprocessing.get_context("spawn")
    for moment in moments:
        writer = context.Process(target=write_on, args=(address, str(told)))
        writer.start()
        before = told.stat().st_size if told.exists() else 0
        deadline = time.monotonic() + 20
        while (told.stat().st_size if told.exists() else 0) <= before and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(moment / 4)
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        store = SavedAudits(address)
        links = told.read_text(encoding="utf-8").splitlines()
        assert links
        assert all(store.find(each) is not None for each in links[-400:] if len(each) == 24)
        store.close()
    with sqlite3.connect(folder / "k.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
