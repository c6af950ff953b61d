"""What moved between two vintages: facts that changed, came or were withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from oncurve.basis.errors import BadUsage
from oncurve.store.imports import open_imports
from oncurve.store.index import write_imported

__all__ = ["FactMove", "moved_facts", "only_vintage", "vintages"]

_ALIKE = 1e-9


@dataclass(frozen=True, slots=True)
class FactMove:
    """A fact of one thing in two vintages.

    Args:
        kind: "models" or "chips".
        subject: the thing's id.
        name: of the fact.
        unit: of its amount.
        before: in the older vintage; None where it was not there.
        after: in the newer one; None where it was withdrawn.
    """

    kind: str
    subject: str
    name: str
    unit: str
    before: float | str | None
    after: float | str | None

    @property
    def what(self) -> str:
        """`changed`, `came` or `withdrawn`."""
        return "came" if self.before is None else "withdrawn" if self.after is None else "changed"

    def to_dict(self) -> dict[str, Any]:
        """The move as plain data."""
        plain = {"kind": self.kind, "subject": self.subject, "name": self.name, "unit": self.unit, "what": self.what,
                 "before": self.before, "after": self.after}
        if isinstance(self.before, float) and isinstance(self.after, float) and self.before:
            plain["factor"] = float(f"{self.after / self.before:.6g}")
        return plain


def vintages(folder: Path | None = None) -> dict[str, str]:
    """The vintages there are, oldest first, each with the day by which it was known.

    Raises:
        BadInput: nothing was imported.
    """
    with open_imports(folder, read_only=True) as connection:
        found = connection.execute("SELECT vintage, CAST(max(known) AS VARCHAR) FROM imports GROUP BY 1 "
                                   "ORDER BY 2, 1").fetchall()
    return {str(name): str(day) for name, day in found}


def _check(folder: Path | None, *names: str) -> None:
    known = vintages(folder)
    for name in names:
        if name not in known:
            raise BadUsage(f"No vintage is called {name!r}, and there is no such file",
                           f"There are the vintages {', '.join(known)}", "Compare two of these, or two audits.")


def moved_facts(before: str, after: str, folder: Path | None = None) -> list[FactMove]:
    """The facts on things that both vintages hold which differ, and those on things that only one holds.

    Raises:
        BadUsage: no vintage is called so.
    """
    _check(folder, before, after)
    query = ('SELECT DISTINCT ON (f.kind, f.subject, f.name) f.kind, f.subject, f.name, f.unit, f.words, f.amount '
             "FROM facts f JOIN imports i ON f.\"import\" = i.id WHERE i.vintage = ? "
             "ORDER BY f.kind, f.subject, f.name, i.known DESC, i.id DESC, f.line")  # the first counts, as in the index
    with open_imports(folder, read_only=True) as connection:
        old, new = ({(row[0], row[1], row[2]): row[3:] for row in connection.execute(query, [name]).fetchall()}
                    for name in (before, after))
    moves = []
    for key in sorted({*old, *new}):
        unit = (new.get(key) or old[key])[0]
        was, now = _amount(old.get(key)), _amount(new.get(key))
        if not _same(was, now):
            moves.append(FactMove(*key, unit, was, now))
    return moves


def _amount(row: tuple[Any, ...] | None) -> float | str | None:
    if row is None:
        return None
    return float(row[2]) if row[1] is None else str(row[1])


def _same(was: float | str | None, now: float | str | None) -> bool:
    if isinstance(was, float) and isinstance(now, float):
        return abs(was - now) <= _ALIKE * max(abs(was), abs(now))
    return was == now


@contextmanager
def only_vintage(name: str, folder: Path | None = None) -> Iterator[Path]:
    """The folder of an index that holds this vintage alone, for a catalogue; it is gone afterwards."""
    with TemporaryDirectory() as place:
        with open_imports(folder, read_only=True) as connection:
            index = write_imported(connection, Path(place), vintage=name)
        yield index
