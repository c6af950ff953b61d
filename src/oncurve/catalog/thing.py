"""Reads the TOML of things: their names and fields, and every nested table with an amount as a fact."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from oncurve.basis.errors import BadInput
from oncurve.catalog.value import EVIDENCE, Problem, checked, day_text

__all__ = ["FIELDS", "Report", "ThingReader"]

#: kind of thing: its fields that are no facts, with the type each takes
FIELDS: dict[str, dict[str, type]] = {
    "models": {"organisation": str, "country": str, "family": str, "predecessor": str, "base": str,
               "open_weights": bool, "joint": list},
    "chips": {"vendor": str, "architecture": str, "variant_of": str, "form": str},
    "organisations": {"country": str, "sort": str, "cloud": bool, "parent": str, "described": list},
    "people": {"organisation": str, "role": str, "country": str, "described": list},
    "places": {"sort": str, "country": str, "organisation": str, "adjectives": list, "cities": list, "described": list},
    "benchmarks": {"unit": str, "released": dt.date, "floor": float, "field": str, "editions": list},
    "events": {"sort": str, "on": dt.date, "speaker": str},
    "disputes": {"topic": str},
    "rules": {"sort": str, "country": str, "issuer": str, "says": str, "law": str},
    "groups": {"sort": str, "says": str, "treated_as": str, "names": list},
    "sources": {"title": str, "producer": str, "published": dt.date, "url": str, "licence": str,
                "interest": str, "sort": str, "root": str, "bibtex_type": str, "authors": list},
    "assumptions": {},
}
#: lists of tables that are statements rather than rival facts
_STATEMENTS = {"events": ("said", "unsaid"), "disputes": ("position",), "rules": ("clause",), "groups": ("member",)}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,79}\Z")

Report = Callable[[BadInput], None]


class ThingReader:
    """Reads the things of one file, telling `report` of each part that it leaves out.

    Args:
        kind: "models", "chips" and so on.
        file: the file's name, for messages.
        report: is handed each problem.
    """

    def __init__(self, kind: str, file: str, report: Report) -> None:
        self.kind = kind
        self.file = file
        self.report = report

    def read(self, key: str, tables: Mapping[str, Any]) -> dict[str, Any] | None:
        """The record of one thing for the index, or None where nothing of it can be kept."""
        if not _ID.match(key):
            self._say("an id has letters, digits and hyphens only", key)
            return None
        thing: dict[str, Any] = {"id": key, "file": self.file}
        defaults = tables.get("evidence", {})
        if not isinstance(defaults, dict):
            self._say("evidence is no table", "evidence")
            defaults = {}
        facts: list[dict[str, Any]] = []
        for name, value in tables.items():
            if name in ("label", "aliases") or name in FIELDS[self.kind]:
                try:
                    thing[name] = self._field(name, value)
                except Problem as problem:
                    self._say(str(problem), name)
            elif name in _STATEMENTS.get(self.kind, ()):
                thing[name] = list(self._statements(name, value, defaults))
            elif name == "shape" and isinstance(value, dict) and "amount" not in value:
                facts.extend(self._shape(value, defaults))
            elif name != "evidence":
                facts.extend(self._facts(name, value, defaults))
        newest = sorted(facts, key=lambda row: str(row["known"]), reverse=True)
        thing["facts"] = sorted(newest, key=lambda row: str(row["name"]))
        return thing

    def assumption(self, key: str, table: object) -> dict[str, Any] | None:
        """The row of an assumption: a value with an interval and a reason."""
        try:
            if not isinstance(table, dict):
                raise Problem("it is no table")
            row = checked(table, {"kind": "assumed"})
            missing = [need for need in ("low", "high") if need not in row]
            if missing or not row.get("detail", {}).get("because"):
                raise Problem(f"it has no {(missing or ['because'])[0]}")
            if not row["low"] <= row["amount"] <= row["high"]:
                raise Problem("its amount lies outside its interval")
        except Problem as problem:
            self._say(str(problem), key)
            return None
        return {**row, "id": key, "file": self.file}

    def _say(self, what: str, where: str) -> None:
        self.report(BadInput(what, file=self.file, where=where))

    def _field(self, name: str, value: object) -> Any:
        if name == "label":
            return _text(value)
        wanted = FIELDS[self.kind].get(name, list)
        if wanted is dt.date:
            return day_text(value, name)
        if wanted is list:
            return _names(value)
        if wanted is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if not isinstance(value, wanted):
            raise Problem(f"{name} is {value!r}, which is no {wanted.__name__}")
        return value

    def _facts(self, name: str, value: object, defaults: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        if isinstance(value, dict) and "amount" in value:
            yield from self._fact(name, name, value, defaults)
        elif isinstance(value, dict):
            for part, inner in value.items():
                yield from self._facts(f"{name}.{part}", inner, defaults)
        elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            for number, item in enumerate(value, 1):
                yield from self._fact(name, f"{name}[{number}]", item, defaults)
        else:
            self._say("it is neither a field nor a table with an amount", name)

    def _fact(self, name: str, where: str, table: dict[str, Any],
              defaults: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        try:
            yield {"name": name, **checked(table, defaults)}
        except Problem as problem:
            self._say(str(problem), where)

    def _shape(self, table: dict[str, Any], defaults: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        fact = {**table, "amount": table.get("kind_of"), "unit": "text"}
        fact.pop("kind_of", None)
        wrong = [key for key, value in fact.items()
                 if key not in ("amount", "unit", "attention", "note", "known_basis", *EVIDENCE)
                 and not (isinstance(value, int | float) and value >= 0)]
        if wrong:
            self._say(f"{wrong[0]} is {fact[wrong[0]]!r}, which is no count", "shape")
        else:
            yield from self._fact("shape", "shape", fact, defaults)

    def _statements(self, name: str, value: object, defaults: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        for number, item in enumerate(value if isinstance(value, list) else [value], 1):
            try:
                if not isinstance(item, dict):
                    raise Problem("it is no table")
                yield checked(item, {"kind": "reported", **defaults}, needs_amount=False)
            except Problem as problem:
                self._say(str(problem), f"{name}[{number}]")


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Problem(f"{value!r} is no name")
    return value.strip()


def _names(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise Problem(f"{value!r} is no list of names")
    return [item.strip() for item in value]
