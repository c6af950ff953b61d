"""The server killed at any moment while readers save, correct and delete audits: nothing it promised is broken."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

pytest.importorskip("fastapi", reason="the pages' libraries are not installed")

TEXT = "DeepSeek-V3 has 671 billion parameters."
FIRST = 671e9
READERS = 3


class Reader(threading.Thread):
    """Saves, corrects and deletes audits of its own until the server is gone, and notes what each may now be.

    `held` has the values that an audit may have by what the server has said: one, once it has answered; both, where it
    was gone before it answered; None is an audit that is not there.
    """

    def __init__(self, address: str, seed: int, held: dict[str, set[float | None]], keys: dict[str, str]) -> None:
        super().__init__(daemon=True)
        self.address, self.chance, self.held, self.keys = address, random.Random(seed), held, keys
        self.answers = 0

    def run(self) -> None:
        """Ask until nobody answers."""
        with httpx.Client(base_url=self.address, timeout=60) as client:
            try:
                while True:
                    mine = [each for each, may in self.held.items() if may != {None}]
                    if not mine or self.chance.random() < 0.4:
                        self.save(client)
                    elif self.chance.random() < 0.5:
                        self.correct(client, self.chance.choice(mine))
                    else:
                        self.delete(client, self.chance.choice(mine))
                    self.answers += 1
            except httpx.TransportError:
                return

    def save(self, client: httpx.Client) -> None:
        """An audit is kept from the moment that its link is told."""
        if self.chance.random() < 0.5:
            answer = client.post("/audit", data={"text": TEXT})
            link, key = answer.headers["location"], answer.cookies["oncurve_key"]
        else:
            answer = client.post("/audit", data={"text": TEXT}, headers={"accept": "application/x-ndjson"})
            link, _, key = json.loads(answer.text.splitlines()[-1])["link"].partition("?key=")
        client.cookies.clear()
        self.keys[link] = key
        self.held[link] = {FIRST}

    def correct(self, client: httpx.Client, link: str) -> None:
        """A correction holds from the moment that it is answered."""
        value = float(self.chance.randrange(1, 10**9))
        self.held[link] |= {value}
        answer = client.post(f"{link}/claims/1", data={"value": f"{value:.0f}"},
                             headers={"cookie": f"oncurve_key={self.keys[link]}"})
        assert answer.status_code == 303, answer.text
        self.held[link] = {value}

    def delete(self, client: httpx.Client, link: str) -> None:
        """A deletion holds from the moment that it is answered."""
        self.held[link] |= {None}
        answer = client.post(f"{link}/delete", data={"key": self.keys[link]})
        assert answer.status_code == 200, answer.text
        self.held[link] = {None}


def there(client: httpx.Client, link: str) -> float | None:
    """The value of an audit's claim; None where there is no audit."""
    answer = client.get(f"{link}.json")
    assert answer.status_code in (200, 404), answer.text
    return answer.json()["claims"][0]["value"] if answer.status_code == 200 else None


def killed(database: str, folder: Path, moments: list[float], port: int, wait_for: Callable[[int], None]) -> int:
    """Start, look at all that was promised, let readers loose, kill after a moment; once for each moment.

    Returns:
        How many questions were answered in all.
    """
    address, log = f"http://127.0.0.1:{port}", folder / "log.txt"
    own = {**os.environ, "ONCURVE_DATABASE_URL": database, "ONCURVE_AUDITS": "0", "ONCURVE_RATE": "0"}
    held: list[dict[str, set[float | None]]] = [{} for _ in range(READERS)]
    keys: dict[str, str] = {}
    answered = 0
    for number, moment in enumerate([*moments, None]):
        with log.open("a", encoding="utf-8") as told:
            server = subprocess.Popen([sys.executable, "-m", "oncurve", "serve", "--workers", "1", "--port", str(port)],
                                      env=own, stdout=subprocess.DEVNULL, stderr=told)
        try:
            wait_for(port)
            with httpx.Client(base_url=address, timeout=60) as client:
                assert client.get("/health").json()["status"] == "ok"
                for link, may in [pair for mine in held for pair in mine.items()]:
                    found = there(client, link)
                    assert found in may, f"after kill {number}, {link} is {found}; it may be {may}"
                    may.intersection_update({found})
            if moment is None:
                break
            readers = [Reader(address, number * READERS + each, held[each], keys) for each in range(READERS)]
            for each in readers:
                each.start()
            time.sleep(moment)
        finally:
            server.send_signal(signal.SIGKILL)
            server.wait()
        for each in readers:
            each.join(60)
            assert not each.is_alive()
            answered += each.answers
    assert '"fault"' not in log.read_text(encoding="utf-8")
    return answered


def points(count: int, seed: int = 11) -> list[float]:
    """Random moments after the start, in seconds: while it warms up, and while it works."""
    chance = random.Random(seed)
    return [chance.uniform(0.05, 4.0) for _ in range(count)]


@pytest.mark.slow
def test_a_hundred_kills_of_the_server_break_no_promise(tmp_path: Path, free_port: Callable[[], int],
                                                       wait_for: Callable[[int], None]) -> None:
    """No audit whose link was told is lost, no correction undone, nothing deleted comes back; each start is clean."""
    file = tmp_path / "audits.db"
    answered = killed(f"sqlite:///{file}", tmp_path, points(100), free_port(), wait_for)
    assert answered > 100
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


@pytest.mark.slow
def test_kills_of_a_server_on_postgresql_break_no_promise(tmp_path: Path, database: str, free_port: Callable[[], int],
                                                          wait_for: Callable[[int], None]) -> None:
    """The same where the audits are in PostgreSQL."""
    assert killed(database, tmp_path, points(12, 5), free_port(), wait_for) > 12
