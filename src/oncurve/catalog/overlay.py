"""Lays a user's own facts over the catalogue: theirs win, and are marked as theirs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from oncurve.basis.errors import BadInput
from oncurve.catalog.compile import compile_folder
from oncurve.catalog.table import TABLES

__all__ = ["Overlay"]

#: the columns whose equality makes a user's row replace a shipped one
_SAME = {"rental": ("chip", "contract", "provider", "region", "known"),
         "purchase": ("chip", "basis", "vendor", "from", "known"), "api_prices": ("model", "tier", "variant", "from"),
         "scores": ("model", "benchmark", "setting", "evaluator"), "fx": ("currency", "month"),
         "price_index": ("index", "month"), "electricity": ("region", "year"),
         "supply": ("measure", "holder", "maker", "chip", "scope", "from")}
Raw = dict[str, Any]


class Overlay:
    """The folders of `--facts`, later ones over earlier ones.

    Args:
        folders: each laid out as the catalogue's own data.
        shipped: gives the plain record of a shipped thing, or None.
    """

    def __init__(self, folders: Sequence[Path], shipped: Callable[[str, str], Raw | None]) -> None:
        self.things: dict[str, dict[str, Raw]] = {}
        self.rows: dict[str, list[Raw]] = {}
        self.problems: list[BadInput] = []
        self._shipped = shipped
        for folder in folders:
            self._lay(Path(folder))

    def rows_over(self, table: str, shipped: list[Raw]) -> list[Raw]:
        """The shipped rows, less those that a row of the user's replaces, and the user's."""
        mine = self.rows.get(table, [])
        taken = {_key(table, row) for row in mine}
        return [row for row in shipped if _key(table, row) not in taken] + mine if mine else shipped

    def _lay(self, folder: Path) -> None:
        compiled = compile_folder(folder)
        self.problems += compiled.problems
        self.things.setdefault("sources", {}).update(compiled.things["sources"])
        for kind, things in compiled.things.items():
            if kind != "sources":
                for key, thing in things.items():
                    self._add(kind, key, thing)
        for table, rows in compiled.rows.items():
            file, subject, _ = TABLES[table]
            kept = [{**row, "from_user": True} for row in rows
                    if self._has_source(row, file, ", ".join(str(row[each]) for each in subject if row[each]))]
            taken = {_key(table, row) for row in kept}
            before = [row for row in self.rows.get(table, []) if _key(table, row) not in taken]
            if before or kept:
                self.rows[table] = before + kept

    def _add(self, kind: str, key: str, thing: Raw) -> None:
        over = self.things.setdefault(kind, {})
        known = over.get(key) or self._shipped(kind, key)
        if kind == "assumptions":
            if self._has_source(thing, thing["file"], key):
                over[key] = {**thing, "detail": {**thing["detail"], "from_user": True}}
        elif known is None and "label" not in thing:
            self.problems.append(BadInput("it is new to the catalogue and has no label", file=thing["file"], where=key,
                                          hint='Add a line such as label = "DeepSeek-V3".'))
        else:
            over[key] = _merged(known or {"facts": []}, thing, self._kept(thing))

    def _kept(self, thing: Raw) -> list[Raw]:
        kept = [row for row in thing["facts"] if self._has_source(row, thing["file"], row["name"])]
        return [{**row, "detail": {**row.get("detail", {}), "from_user": True}} for row in kept]

    def _has_source(self, row: Mapping[str, Any], file: str, where: str = "") -> bool:
        source = row["source"]
        if source in self.things["sources"] or self._shipped("sources", source) is not None:
            return True
        self.problems.append(BadInput(f"no source is called {source!r}", file=file, where=where,
                                      hint=f"Add sources/{source}.toml with its title, producer, date and url."))
        return False


def _merged(known: Raw, thing: Raw, facts: list[Raw]) -> Raw:
    mine = {row["name"] for row in facts}
    merged = {**known, **thing}
    merged["aliases"] = list(dict.fromkeys([*known.get("aliases", ()), *thing.get("aliases", ())]))
    merged["facts"] = facts + [row for row in known["facts"] if row["name"] not in mine]
    return merged


def _key(table: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row.get(column) for column in _SAME[table])
