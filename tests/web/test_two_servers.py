"""Two server processes on one PostgreSQL: what one saves the other shows, changes and deletes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager

import httpx
import pytest

pytest.importorskip("psycopg", reason="the driver of PostgreSQL is not installed")
pytest.importorskip("fastapi", reason="the pages' libraries are not installed")

TEXT = "DeepSeek-V3 has 671 billion parameters."


@pytest.fixture(scope="module")
def servers(database: str, listening: Callable[..., AbstractContextManager[int]]) -> Iterator[tuple[str, str]]:
    """The addresses of two servers on one database."""
    own = {"ONCURVE_DATABASE_URL": database, "ONCURVE_AUDITS": "0", "ONCURVE_RATE": "0"}
    words = ("serve", "--workers", "1")
    with listening(*words, environment=own) as one, listening(*words, environment=own) as other:
        yield f"http://127.0.0.1:{one}", f"http://127.0.0.1:{other}"


def test_what_one_saves_the_other_has(servers: tuple[str, str]) -> None:
    """An audit made by one server is shown, corrected by its owner and deleted through the other."""
    one, other = servers
    with httpx.Client(base_url=one, timeout=60) as first, httpx.Client(base_url=other, timeout=60) as second:
        made = first.post("/audit", data={"text": TEXT})
        link, key = made.headers["location"], made.cookies["oncurve_key"]
        assert second.get(f"{link}.json").json() == first.get(f"{link}.json").json()
        second.get(link, params={"key": key})
        assert second.post(f"{link}/claims/1", data={"value": "600e9"}).headers["location"].startswith(link)
        assert first.get(f"{link}.json").json()["claims"][0]["value"] == 600e9
        assert second.post(f"{link}/delete", data={"key": key}).status_code == 200
        assert first.get(link).status_code == 404


def test_both_at_once_lose_nothing(servers: tuple[str, str]) -> None:
    """Audits made through both at the same time are all there, under links of their own."""
    def make(number: int) -> str:
        answer = httpx.post(f"{servers[number % 2]}/audit", data={"text": f"{TEXT} {number}"}, timeout=120)
        return answer.headers["location"]

    with ThreadPoolExecutor(6) as pool:
        links = list(pool.map(make, range(12)))
    assert len(set(links)) == 12
    for link in links:
        assert httpx.get(f"{servers[0]}{link}.json", timeout=60).status_code == 200
