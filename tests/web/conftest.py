"""A server of its own for the tests, with a database of its own: SQLite, or PostgreSQL where it is installed."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
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


def programs() -> Path | None:
    """Where PostgreSQL's programs are: on the path, or where apt puts them."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return places[-1] if places else None


@pytest.fixture(scope="module")
def database(free_port: Callable[[], int], wait_for: Callable[[int], None]) -> Iterator[str]:
    """The address of a PostgreSQL of its own."""
    pytest.importorskip("psycopg", reason="the driver of PostgreSQL is not installed")
    where = programs()
    if where is None:
        pytest.skip("no PostgreSQL is on this machine (apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="oncurve-postgres-"))
    user: dict[str, object] = {}
    if os.getuid() == 0:  # PostgreSQL does not run as root
        names = {each.pw_name for each in pwd.getpwall()}
        name = "postgres" if "postgres" in names else "nobody"
        user = {"user": name}
        shutil.chown(folder, name)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **user}
    data, port = folder / "data", free_port()
    made = subprocess.run([where / "initdb", "-D", data, "-A", "trust", "-U", "oncurve", "--no-sync"], check=False,
                          cwd=folder, **quiet)
    if made.returncode:
        pytest.skip("PostgreSQL makes no database here")
    process = subprocess.Popen([where / "postgres", "-D", data, "-p", str(port), "-k", folder, "-h", "127.0.0.1"],
                               cwd=folder, **quiet)
    try:
        wait_for(port)
        time.sleep(0.5)
        yield f"postgresql://oncurve@127.0.0.1:{port}/postgres"
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)
