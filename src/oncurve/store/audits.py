"""Saved audits: each under a link that nobody can guess, changed and deleted by its owner's key alone.

Of the key only a hash is kept. An audit past its day is gone at once for everyone, and is wiped at the next clean-up.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import secrets
import threading
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from oncurve.basis.errors import BadUsage
from oncurve.store.database import open_database

if TYPE_CHECKING:
    from sqlalchemy import Engine, Table

__all__ = ["SavedAudit", "SavedAudits", "new_ident", "new_key"]

_LINK_BYTES, _KEY_BYTES = 18, 24
_LONGEST_LINK = 64
_TRIES = 3


def new_ident() -> str:
    """The name of a link: 144 bits of chance."""
    return secrets.token_urlsafe(_LINK_BYTES)


def new_key() -> str:
    """A key for an owner: 192 bits of chance."""
    return secrets.token_urlsafe(_KEY_BYTES)


@dataclass(frozen=True, slots=True)
class SavedAudit:
    """An audit as it is kept.

    Args:
        ident: the name of its link.
        asked: what was asked: the text, its day, the corrected readings, the day of the facts.
        answer: its JSON, as `oncurve check --json` prints it.
        page: its page.
        version: of what made the answer and the page.
        created: when it was saved.
        expires: when it is wiped; None keeps it until its owner deletes it.
        revision: how often it was changed.
    """

    ident: str
    asked: Mapping[str, Any]
    answer: str = field(repr=False)
    page: str = field(repr=False)
    version: str
    created: dt.datetime
    expires: dt.datetime | None = None
    revision: int = 0


class SavedAudits:
    """The saved audits of a database.

    Args:
        address: of the database; None looks at ONCURVE_DATABASE_URL, and else takes a file of the user's own.
    """

    def __init__(self, address: str | None = None) -> None:
        self._address = address
        self._engine: Engine | None = None
        self._opening = threading.Lock()

    @property
    def engine(self) -> Engine:
        """The database, with its tables made; threads that ask at once are given the same."""
        with self._opening:
            if self._engine is None:
                self._engine = self._opened()
            return self._engine

    def _opened(self) -> Engine:
        from sqlalchemy.exc import SQLAlchemyError

        engine = open_database(self._address)
        for left in range(_TRIES - 1, -1, -1):
            try:
                self._table.metadata.create_all(engine)
                break
            except SQLAlchemyError as error:  # another process may be making them just now
                if left == 0:
                    engine.dispose()
                    raise BadUsage(f"The database cannot be opened ({str(error.__cause__ or error)[:160]})", "",
                                   "Look at ONCURVE_DATABASE_URL and at whether the server runs.") from None
        return engine

    @cached_property
    def _table(self) -> Table:
        from sqlalchemy import Column, DateTime, Integer, LargeBinary, MetaData, String, Table

        return Table(
            "saved_audit", MetaData(), Column("ident", String(_LONGEST_LINK), primary_key=True),
            Column("key_hash", String(64), nullable=False), Column("asked", LargeBinary, nullable=False),
            Column("answer", LargeBinary, nullable=False), Column("page", LargeBinary, nullable=False),
            Column("version", String(40), nullable=False), Column("created", DateTime(timezone=True), nullable=False),
            Column("expires", DateTime(timezone=True), index=True), Column("revision", Integer, nullable=False))

    def save(self, saved: SavedAudit, key: str) -> None:
        """Keep an audit; it is on disk when this returns.

        Args:
            saved: the audit.
            key: its owner's.
        """
        with self.engine.begin() as connection:
            connection.execute(self._table.insert().values(
                ident=saved.ident, key_hash=_hash(key), created=saved.created, expires=saved.expires,
                revision=saved.revision, **_packed(saved)))

    def find(self, ident: str) -> SavedAudit | None:
        """The audit of a link; None where there is none, or where its day is past."""
        from sqlalchemy import select

        with self.engine.connect() as connection:
            row = connection.execute(select(self._table).where(self._table.c.ident == ident[:_LONGEST_LINK])).first()
        found = _unpacked(row) if row is not None else None
        return None if found is None or (found.expires and found.expires <= _now()) else found

    def owns(self, ident: str, key: str) -> bool:
        """Whether a key is that of the audit's owner."""
        from sqlalchemy import select

        with self.engine.connect() as connection:
            known = connection.execute(select(self._table.c.key_hash).where(self._table.c.ident == ident)).scalar()
        return known is not None and hmac.compare_digest(known, _hash(key))

    def change(self, saved: SavedAudit, key: str) -> bool:
        """Put a new answer in the place of the last one.

        Args:
            saved: the audit, with the revision that it was changed from.
            key: its owner's.

        Returns:
            Whether it was changed: not where the key is another's or somebody else changed it meanwhile.
        """
        table = self._table
        with self.engine.begin() as connection:
            done = connection.execute(table.update().where(
                table.c.ident == saved.ident, table.c.key_hash == _hash(key), table.c.revision == saved.revision,
            ).values(revision=saved.revision + 1, **_packed(saved)))
        return done.rowcount == 1

    def delete(self, ident: str, key: str) -> bool:
        """Delete an audit for good; whether there was one of this key."""
        table = self._table
        with self.engine.begin() as connection:
            done = connection.execute(table.delete().where(table.c.ident == ident, table.c.key_hash == _hash(key)))
        return done.rowcount == 1

    def clean(self) -> int:
        """Wipe what is past its day; how many were."""
        with self.engine.begin() as connection:
            return connection.execute(self._table.delete().where(self._table.c.expires <= _now())).rowcount

    def ready(self) -> bool:
        """Whether the database answers."""
        from sqlalchemy import text
        from sqlalchemy.exc import SQLAlchemyError

        try:
            with self.engine.connect() as connection:
                return connection.execute(text("SELECT 1")).scalar() == 1
        except (SQLAlchemyError, BadUsage):
            return False

    def close(self) -> None:
        """Let go of the database; the next question opens it again."""
        with self._opening:
            engine, self._engine = self._engine, None
        if engine is not None:
            engine.dispose()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def _packed(saved: SavedAudit) -> dict[str, Any]:
    asked = json.dumps(saved.asked, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return {"asked": zlib.compress(asked), "answer": zlib.compress(saved.answer.encode("utf-8", "replace")),
            "page": zlib.compress(saved.page.encode("utf-8", "replace")), "version": saved.version}


def _unpacked(row: Any) -> SavedAudit:
    asked = json.loads(zlib.decompress(row.asked).decode("utf-8", "surrogatepass"))
    return SavedAudit(row.ident, asked, zlib.decompress(row.answer).decode(), zlib.decompress(row.page).decode(),
                      row.version, _aware(row.created), _aware(row.expires) if row.expires else None, row.revision)


def _aware(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
