"""What an importer says of one row: facts, observations, what was mended, or why the row is rejected."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict, TypeVar, Unpack

from oncurve.store.cells import BadCell, day_of, number_of, share_of, tidy
from oncurve.store.names import Matcher
from oncurve.store.reading import Row, Table

__all__ = ["Found", "Importer", "Origin", "Told"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Origin:
    """The work that a table is.

    Args:
        id: start of the source's id; the vintage is added.
        title: of the work.
        producer: who made it, to be credited.
        url: where it can be had.
        licence: its terms.
    """

    id: str
    title: str
    producer: str
    url: str = ""
    licence: str = ""

    def record(self, vintage: str, known: dt.date) -> dict[str, Any]:
        """The source as the catalogue's index holds it."""
        ident = f"{self.id}-{vintage}"
        return {"id": ident, "label": self.title, "title": self.title, "producer": self.producer, "url": self.url,
                "licence": self.licence, "published": known.isoformat(), "sort": "dataset", "facts": [],
                "file": "imported"}


class Told(TypedDict, total=False):
    """What may be told of a value.

    Args:
        evidence: its kind; "reported" where not told.
        low: of its interval.
        high: of its interval.
        since: first day on which it held.
        until: last day.
        place: the column, or the address, where it stands.
        note: in words.
        detail: what the number cannot be read without.
    """

    evidence: str
    low: float | None
    high: float | None
    since: dt.date | None
    until: dt.date | None
    place: str
    note: str
    detail: Mapping[str, Any] | None


@dataclass(slots=True)
class Found:
    """What one row holds.

    Args:
        row: the row.
        known: the day by which the public knew it, the vintage's.
        names: matches names to the catalogue.
        file: the file's name.
    """

    row: Row
    known: dt.date
    names: Matcher
    file: str = ""
    facts: list[tuple[Any, ...]] = field(default_factory=list)
    observations: list[tuple[Any, ...]] = field(default_factory=list)
    things: list[tuple[Any, ...]] = field(default_factory=list)
    notes: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    rejected: tuple[str, str] | None = None
    #: what tells its row from any that differs in a column or a cell
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        plain = "\0".join(f"{column}\1{cell}" for column, cell in self.row.cells.items())
        self.digest = hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def text(self, *columns: str) -> str:
        """The first of these columns that the table has, without blanks around its cell."""
        return tidy(next((self.row.cells[column] for column in columns if column in self.row.cells), ""))

    def name(self, *columns: str) -> str:
        """A name; blanks, tabs and newlines around or in it are mended, and noted."""
        column = next((each for each in columns if each in self.row.cells), columns[0])
        cell = self.row.cells.get(column, "")
        mended = tidy(cell)
        if mended != cell:
            self.note(column, "blanks in a name", "blanks, tabs or newlines stood around or in the name", cell, mended)
        return mended

    def number(self, *columns: str, zero: bool = False) -> float | None:
        """A number above zero; None where the cell is empty, zero or no number, which is noted.

        Args:
            columns: the first of these that the table has is read.
            zero: whether it may be zero.
        """
        column = next((each for each in columns if each in self.row.cells), columns[0])
        found = self._read(column, number_of)
        if found is not None and (found < 0 or (found == 0 and not zero)):
            what = "zero" if found == 0 else "below zero"
            self.note(column, "zero for unknown", f"the number is {what}, which it cannot be", self.cell(column), "")
            return None
        return found

    def bounds(self, column: str, middle: float | None, low: float | None, high: float | None, *,
               cell: str = "") -> tuple[float | None, float | None]:
        """The bounds of a number; where they do not hold it they are left out, which is noted.

        Args:
            column: where the number stands.
            middle: the number, which is kept.
            low: its lower bound.
            high: its upper bound.
            cell: the number as it stands, where that is not how it was read.
        """
        if middle is None or low is None or high is None or low <= middle <= high:
            return low, high
        self.note(column, "bounds do not hold it", f"it lies outside its bounds, {low:g} to {high:g}",
                  cell or f"{middle:g}", f"{middle:g}")
        return None, None

    def share(self, column: str, *, out_of: float = 1.0) -> float | None:
        """A share as a fraction; None where the cell is empty or no share, which is noted."""
        return self._read(column, lambda cell: share_of(cell, out_of=out_of))

    def day(self, column: str, *, day_first: bool = False) -> dt.date | None:
        """A day; None where the cell is empty or no day. One written day first is noted."""
        found = self._read(column, lambda cell: day_of(cell, day_first=day_first))
        if found is not None and day_first and "/" in self.cell(column) and not self.cell(column)[:4].isdigit():
            self.note(column, "day before month", "the day stands before the month", self.cell(column),
                      found.isoformat())
        return found

    def cell(self, column: str) -> str:
        """The cell as it stands."""
        return self.row.cells.get(column, "")

    def fact(self, kind: str, subject: str, name: str, amount: float | str | None, unit: str,
             **told: Unpack[Told]) -> None:
        """A fact of a thing, unless `amount` is None."""
        if amount is None:
            return
        words = amount if isinstance(amount, str) else None
        number = None if isinstance(amount, str) else float(amount)
        detail = told.get("detail")
        self.facts.append((kind, subject, name, number, words, unit, told.get("low"), told.get("high"),
                           told.get("evidence", "reported"), self.known, told.get("place", ""), told.get("note", ""),
                           json.dumps(detail, ensure_ascii=False) if detail else ""))

    def observe(self, topic: str, subject: str, amount: float | None, unit: str, about: Mapping[str, str],
                **told: Unpack[Told]) -> None:
        """A row of a table of observations ("rental", "scores"), unless `amount` is None.

        `about` holds what the table says besides: contract, provider, benchmark, …
        """
        if amount is None:
            return
        self.observations.append((topic, subject, json.dumps(about, ensure_ascii=False), float(amount), unit,
                                  told.get("low"), told.get("high"), told.get("since"), told.get("until"),
                                  told.get("evidence", "reported"), self.known, told.get("place", ""),
                                  told.get("note", "")))

    def thing(self, kind: str, ident: str, **fields: Any) -> None:
        """A thing that the row is about; where the catalogue has it, only its facts count."""
        kept = {key: value for key, value in fields.items() if value not in ("", None, [])}
        self.things.append((kind, ident, json.dumps(kept, ensure_ascii=False)))

    def note(self, column: str, code: str, told: str, cell: str = "", taken: str = "") -> None:
        """Something about a cell: what was mended, or why it is left out (`taken` is then empty)."""
        self.notes.append((column, code, told, cell, taken))

    def reject(self, code: str, reason: str) -> None:
        """The row cannot be used; it is kept with its reason."""
        self.rejected = code, reason
        self.facts, self.observations, self.things = [], [], []

    def _read(self, column: str, read: Callable[[str], T | None]) -> T | None:
        try:
            return read(self.cell(column))
        except BadCell as bad:
            self.note(column, "unreadable cell", str(bad), self.cell(column), "")
            return None


@dataclass(frozen=True, slots=True)
class Importer:
    """How one data set is read.

    Args:
        dataset: the name that `oncurve import` takes and prints.
        part: which table of the data set.
        origin: the work.
        needs: columns that tell it from all others.
        name: columns that name what a row is about, the first that is there.
        dates: columns whose newest day is the day of the vintage.
        read: says what a row holds.
        day_first: whether dates with slashes have the day first.
        repeats: whether several rows may be about one name.
        together: whether the files of one folder are one vintage.
    """

    dataset: str
    part: str
    origin: Origin
    needs: tuple[str, ...]
    name: tuple[str, ...]
    read: Callable[[Found], None]
    dates: tuple[str, ...] = ()
    day_first: bool = False
    repeats: bool = False
    together: bool = False

    def recognises(self, table: Table) -> bool:
        """Whether a table is of this data set, by its columns."""
        return set(self.needs) <= set(table.columns)

    def name_of(self, row: Row) -> str:
        """What a row is about."""
        return tidy(next((row.cells[column] for column in self.name if row.cells.get(column, "").strip()), ""))

    def known_columns(self, columns: Sequence[str]) -> list[str]:
        """The columns whose days date the vintage, of those that are there."""
        return [column for column in self.dates if column in columns]
