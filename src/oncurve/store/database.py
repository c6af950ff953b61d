"""The database: SQLite in a file by default, PostgreSQL by its address, the same tables in both."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oncurve.basis.errors import BadUsage

if TYPE_CHECKING:
    from sqlalchemy import Engine

__all__ = ["ADDRESS", "address_of", "open_database"]

#: the variable that names the database
ADDRESS = "ONCURVE_DATABASE_URL"
_PATIENCE = 10
_DRIVERS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}


def address_of(address: str | None = None) -> str:
    """The address of the database: the one given, that of `ONCURVE_DATABASE_URL`, or a file of the user's own.

    Args:
        address: `sqlite:///file.db` or `postgresql://user@host/name`; None looks further.
    """
    found = address or os.environ.get(ADDRESS, "")
    if found:
        scheme, colon, rest = found.partition(":")
        return _DRIVERS.get(scheme, scheme) + colon + rest
    from platformdirs import user_data_path

    return f"sqlite:///{user_data_path('oncurve') / 'oncurve.db'}"


def open_database(address: str | None = None) -> Engine:
    """The engine of a database. Nothing is read yet.

    Args:
        address: as for `address_of`.

    Raises:
        BadUsage: SQLAlchemy or the driver is not installed, or the address is none.
    """
    try:
        from sqlalchemy import create_engine, event
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError, NoSuchModuleError
    except ImportError:
        raise BadUsage("Saved audits need SQLAlchemy, which is not installed", "",
                       'Install it with: pip install "oncurve[web]"') from None
    try:
        url = make_url(address_of(address))
        if url.get_backend_name() == "sqlite":
            return _sqlite(url, create_engine, event)
        return create_engine(url, pool_pre_ping=True, pool_timeout=_PATIENCE)
    except (ArgumentError, NoSuchModuleError):
        raise BadUsage(f"{ADDRESS} is no address of a database that is known here", "SQLite and PostgreSQL are",
                       "Write sqlite:///file.db or postgresql://user@host/name.") from None
    except ModuleNotFoundError as missing:
        raise BadUsage(f"This database needs {missing.name}, which is not installed", "",
                       'Install it with: pip install "oncurve[postgres]"') from None


def _sqlite(url: Any, create_engine: Any, event: Any) -> Engine:
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadUsage(f"{Path(url.database).parent} cannot be made ({error.strerror})", "",
                           f"Name another file in {ADDRESS}.") from None
    more: dict[str, Any] = {}
    if not url.database or url.database == ":memory:":  # one connection for all, or each would have a database
        from sqlalchemy.pool import StaticPool

        more = {"poolclass": StaticPool}
    engine: Engine = create_engine(url, connect_args={"timeout": _PATIENCE, "check_same_thread": False}, **more)

    def settle(connection: Any, _record: Any) -> None:
        """Several processes may read while one writes, and what was saved outlives a loss of power."""
        cursor = connection.cursor()
        for setting in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    event.listen(engine, "connect", settle)
    return engine
