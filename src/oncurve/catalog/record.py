"""What every thing of the catalogue is: an id, names, and dated facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from oncurve.basis.evidence import Fact
from oncurve.basis.span import Span

__all__ = ["Record", "compact", "fact_of_row", "row_of_fact"]


#: the fields that every thing has
_OF_ALL = frozenset({"id", "label", "aliases", "facts", "file"})


class Record(Struct, frozen=True):
    """A thing with names and facts.

    `facts` holds what was known by the catalogue's day, newest first within a name; a value that a later
    one supersedes stays there and is left out of `fact` and `facts_of`.
    """

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    file: str = ""

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__struct_fields__
                          if name not in ("facts", "file"))
        return f"{type(self).__name__}({shown})"

    def fact(self, name: str) -> Fact | None:
        """The newest value of `name` that nothing supersedes, or None.

        The developer's own word goes before a third party's of any day, where a fact says `primary = true`.
        """
        values = self.facts_of(name)
        return next((fact for fact in values if fact.detail.get("primary")), values[0] if values else None)

    def facts_of(self, name: str) -> tuple[Fact, ...]:
        """All rival values of `name`, newest first."""
        values = tuple(fact for fact in self.facts if fact.name == name)
        if len(values) < 2:
            return values
        dead = {(fact.detail["supersedes"], fact.known) for fact in values if "supersedes" in fact.detail}
        return tuple(fact for fact in values
                     if not any(fact.source == source and fact.known < known for source, known in dead))

    def facts_under(self, prefix: str) -> tuple[Fact, ...]:
        """The best value of each name under `prefix.` (`fleet`, `peak`), in the order of the names."""
        names = dict.fromkeys(fact.name for fact in self.facts if fact.name.startswith(prefix + "."))
        return tuple(fact for name in names if (fact := self.fact(name)) is not None)

    def number(self, name: str) -> float | None:
        """The amount of `fact(name)` in the fact's own unit, or None."""
        fact = self.fact(name)
        return None if fact is None or isinstance(fact.amount, str) else float(fact.amount)

    def to_dict(self) -> dict[str, Any]:
        """The thing with its facts as plain data."""
        plain: dict[str, Any] = {"id": self.id, "label": self.label, "aliases": list(self.aliases)}
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if name not in _OF_ALL and value not in (None, "", ()):
                plain[name] = _plain(value)
        plain["facts"] = [fact.to_dict() for fact in self.facts]
        return plain


def _plain(value: Any) -> Any:
    """A field as plain data: days as ISO text, what knows itself as plain data in that form."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value.to_dict() if hasattr(value, "to_dict") else value


@lru_cache(maxsize=16384)
def compact(text: str) -> str:
    """The name without case, spaces and punctuation: two names are one where these are equal."""
    return "".join(c for c in text.casefold() if c.isalnum() or c == "+")


def fact_of_row(subject: str, row: Mapping[str, Any]) -> Fact:
    """A fact from its row in the index."""
    span = Span()
    if "from" in row or "until" in row:
        span = Span(_day(row.get("from")), _day(row.get("until")))
    return Fact(subject, row["name"], row["amount"], row["unit"], row["kind"], dt.date.fromisoformat(row["known"]),
                row["source"], row.get("where", ""), row.get("low"), row.get("high"), span, row.get("note", ""),
                row.get("known_basis", "source"), row.get("detail", {}))


def row_of_fact(fact: Fact) -> dict[str, Any]:
    """The row of a fact in the index; the inverse of `fact_of_row`."""
    row: dict[str, Any] = {"name": fact.name, "amount": fact.amount, "unit": fact.unit, "kind": fact.kind,
                           "known": fact.known.isoformat(), "source": fact.source}
    optional = {"where": fact.where, "low": fact.low, "high": fact.high, "note": fact.note, "detail": fact.detail,
                "from": fact.span.start and fact.span.start.isoformat(),
                "until": fact.span.end and fact.span.end.isoformat(),
                "known_basis": "" if fact.known_basis == "source" else fact.known_basis}
    return row | {key: value for key, value in optional.items() if value not in (None, "", {})}


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
