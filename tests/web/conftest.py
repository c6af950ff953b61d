"""A server of its own for the tests, with a database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the pages' libraries are not installed")

from starlette.testclient import TestClient

from oncurve.web.application import make_server
from oncurve.web.settings import Settings


def settings_for(folder: Path, **more: object) -> Settings:
    """Settings with a database in a folder; answers are made in the server's own process."""
    given = {"database": f"sqlite:///{folder / 'audits.db'}", "workers": 0, "rate": 0, "audits": 0, **more}
    return Settings(**given)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a server."""
    with TestClient(make_server(settings_for(tmp_path_factory.mktemp("server"))), follow_redirects=False) as made:
        yield made


@pytest.fixture
def server(tmp_path: Path) -> Iterator[object]:
    """Makes clients of servers with settings of their own."""
    opened: list[TestClient] = []

    def make(**more: object) -> TestClient:
        made = TestClient(make_server(settings_for(tmp_path, **more)), follow_redirects=False)
        opened.append(made)
        return made.__enter__()

    yield make
    for each in opened:
        each.__exit__(None, None, None)
