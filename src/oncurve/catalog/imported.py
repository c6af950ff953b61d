"""Lays imported data over the catalogue: they fill its gaps and stand beside it, and say which they are.

An imported fact counts beside the catalogue's facts of the same name, and the newest of equal standing wins; where the
catalogue holds the word of the developer itself, a compiler's table does not stand against it. A table of one's own
stands over both.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from oncurve.basis.errors import BadInput

__all__ = ["Imported"]

Raw = dict[str, Any]
#: kinds that somebody who saw the thing gives
_OWN = ("measured", "reported", "enacted")
#: what makes two observations of two works one
_SAME = {"rental": ("chip", "contract", "amount", "from"), "purchase": ("chip", "basis", "amount", "from"),
         "api_prices": ("model", "tier", "amount"), "price_index": ("index", "month"),
         "scores": ("model", "benchmark", "amount")}


class Imported:
    """The index of imported data.

    Args:
        folder: where it lies (`things.json`, `rows.json`).
        shipped: gives the plain record of a shipped thing, or None.

    Raises:
        BadInput: the index is not there or damaged; of its rows, once they are asked for.
    """

    def __init__(self, folder: Path, shipped: Callable[[str, str], Raw | None]) -> None:
        self._folder = folder
        self.things: dict[str, dict[str, Raw]] = {
            kind: {key: _laid(shipped(kind, key), thing) for key, thing in things.items()}
            for kind, things in self._read("things.json").items()}

    @cached_property
    def _rows(self) -> dict[str, list[Raw]]:
        return self._read("rows.json")

    def _read(self, name: str) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads((self._folder / name).read_bytes())
        except (OSError, ValueError) as error:
            what = f"the index of imported data cannot be read ({type(error).__name__})"
            raise BadInput(what, file=str(self._folder),
                           hint="Remove that folder; it is made again from the store.") from None
        return found

    def raw(self, kind: str, key: str) -> Raw | None:
        """The record of a thing, imported facts and the catalogue's together; None where no import names it."""
        return self.things.get(kind, {}).get(key)

    def rows_over(self, table: str, shipped: list[Raw]) -> list[Raw]:
        """The shipped rows and the imported ones that say something else."""
        columns = _SAME.get(table)
        mine = self._rows.get(table, [])
        if not mine or columns is None:
            return shipped
        known = {tuple(row.get(column) for column in columns) for row in shipped}
        return shipped + [row for row in mine if tuple(row.get(column) for column in columns) not in known]


def _laid(known: Raw | None, thing: Raw) -> Raw:
    if known is None:
        return thing
    if "facts" not in known:  # a source
        return known
    told = {row["name"] for row in known["facts"] if row["kind"] in _OWN}
    mine = [row for row in thing["facts"] if row.get("detail", {}).get("own") or row["name"] not in told]
    over = {row["name"] for row in mine if row.get("detail", {}).get("own")}
    return {**known, "facts": mine + [row for row in known["facts"] if row["name"] not in over]}
