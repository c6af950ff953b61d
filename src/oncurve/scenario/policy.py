"""A policy: which rules hold, how they are enforced, how each side responds; one TOML file that a reader writes."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from oncurve.basis.errors import BadInput, UnknownName
from oncurve.catalog.files import read_text, stands
from oncurve.scenario.menu import Rulebook

__all__ = ["SHIPPED", "STATUSES", "Change", "Policy", "only_shipped", "policy_named", "read_policy"]

_FOLDER = Path(__file__).parent / "policies"
STATUSES = ("licence_required", "case_by_case", "presumption_of_denial", "unknown")
_YEARS = dt.date(2015, 1, 1), dt.date(2060, 1, 1)
_LARGEST = 1000.0
_LONGEST = 80

#: table: its keys, each with the least and most it may be; None is a list of ids or words
_KEYS: dict[str, dict[str, tuple[float, float] | None]] = {
    "": {"label": None, "because": None, "source": None, "from": None},
    "rules": {"without": None, "kept": None, "under": None},
    "licences": dict.fromkeys((*STATUSES, "chinese_gate"), (0.0, 1.0)),
    "enforcement": {"stops": (0.0, 1.0)},
    "tariff": {"rate": (0.0, 10.0), "pass_through": (0.0, 1.0)},
    "smuggling": {"scale": (0.0, _LARGEST)},
    "rented": {"scale": (0.0, _LARGEST)},
    "domestic": {"wafers": (0.0, _LARGEST), "yields": (0.0, 10.0), "memory": (0.0, _LARGEST)},
    "budgets": {"US": (0.0, _LARGEST), "CN": (0.0, _LARGEST)},
    "efficiency": {"CN": (0.0, 10.0)},
    "inputs": {},
}
_TABLES = tuple(key for key in _KEYS if key)
#: what a policy changes: rules, the day from which, numbers and inputs
Change = tuple[Rulebook, dt.date | None, tuple[tuple[str, float], ...], tuple[tuple[str, str], ...]]
#: the numbers of a policy that leaves them out
_PLAIN = {"tariff.rate": 0.0, "tariff.pass_through": 1.0, "enforcement.stops": 0.0}


@dataclass(frozen=True)
class Policy:
    """What a scenario changes against what was.

    Args:
        name: its name.
        label: in words.
        because: what it stands for.
        source: the source of its numbers, where they are someone's own.
        since: the day from which it holds; None is from the beginning.
        rules: which rules hold.
        numbers: by `table.key`, as written.
        inputs: values or intervals of named inputs, as `--set` takes them.
        file: where it was read, for messages.
        lines: the line on which each rule and input stands.
    """

    name: str
    label: str = ""
    because: str = ""
    source: str = ""
    since: dt.date | None = None
    rules: Rulebook = field(default_factory=Rulebook)
    numbers: Mapping[str, float] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    file: str = field(default="", compare=False)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    @property
    def changes(self) -> Change:
        """What it changes, whatever it is called: a reader's file may bear the name of one that is shipped."""
        return self.rules, self.since, tuple(sorted(self.numbers.items())), tuple(sorted(self.inputs.items()))

    def fault(self, name: str, error: UnknownName) -> BadInput:
        """That a rule or input which the file names is not known, with its line and the nearest that is."""
        near = f"; the nearest is {error.nearest[0]!r}" if error.nearest else ""
        where = f"line {self.lines[name]}" if name in self.lines else ""
        noun = "rule" if name in (*self.rules.without, *self.rules.kept, *self.rules.under) else "input"
        return BadInput(f"no {noun} is called {name!r}{near}", file=self.file, where=where, hint=error.hint)

    def number(self, key: str) -> float | None:
        """A number of the policy, by `table.key`; None where it leaves that to the inputs."""
        return self.numbers.get(key, _PLAIN.get(key))

    def scale(self, key: str) -> float:
        """A multiplier of the policy; 1 where it names none."""
        return self.numbers.get(key, 1.0)


@cache
def shipped() -> dict[str, Path]:
    """The files that come with the package, by name."""
    return {path.stem: path for path in sorted(_FOLDER.glob("*.toml"))}


SHIPPED = tuple(shipped())


def policy_named(name: str) -> Policy:
    """The policy that comes with the package under a name, or that a file holds.

    Raises:
        UnknownName: there is neither.
        BadInput: the file cannot be read.
    """
    files = shipped()
    if name in files:
        return read_policy(files[name].read_text(encoding="utf-8"), f"{name}.toml", name)
    path = Path(name)
    if path.suffix == ".toml" or stands(path):
        try:
            return read_policy(read_text(path, str(path)), str(path), path.stem)
        except ValueError as error:  # a name with a byte that no file may have
            raise BadInput(f"the scenario cannot be read ({error})", file=name[:_LONGEST]) from None
    near = tuple(difflib.get_close_matches(name, files, 3, 0.4))
    raise UnknownName("scenario", name, near, "oncurve scenario --list")


def only_shipped(*names: str) -> None:
    """Keep to what comes with the package: a file of a server's own is none of its client's business.

    Raises:
        UnknownName: one of the names is no shipped policy's.
    """
    for name in names:
        if name not in SHIPPED:
            raise UnknownName("scenario", name, SHIPPED, "oncurve scenario --list")


def read_policy(text: str, file: str, name: str) -> Policy:
    """The policy that a TOML text holds.

    Args:
        text: the text.
        file: its name, for messages.
        name: what the policy is called.

    Raises:
        BadInput: it is no TOML, a key is not known, or a value is impossible; the line is named.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"the file is no TOML: {error}", file=file, where=_line_told(str(error)),
                       hint="A date is written 2026-01-01, a number 0.25, words in quotes.") from None
    except (RecursionError, ValueError):
        raise BadInput("the file nests too deep or holds a number too long to read", file=file) from None
    reader = _Reader(text, file)
    top = {key: value for key, value in tables.items() if key not in _TABLES and not isinstance(value, dict)}
    numbers: dict[str, float] = {}
    lists: dict[str, tuple[str, ...]] = {}
    reader.check_keys("", top, dict.fromkeys((*_KEYS[""], *_TABLES)))
    for table, rows in tables.items():
        if table in top:
            continue
        reader.check_keys("", {table: rows}, dict.fromkeys(_TABLES))
        reader.check_table(table, rows)
        for key, value in rows.items() if table != "inputs" else ():
            reader.check_keys(table, {key: value}, _KEYS[table])
            bounds = _KEYS[table][key]
            if bounds is None:
                lists[key] = reader.words(table, key, value)
            else:
                numbers[f"{table}.{key}"] = reader.number(table, key, value, bounds)
    inputs = {key: reader.setting(key, value) for key, value in tables.get("inputs", {}).items()}
    since = reader.day("from", top["from"]) if "from" in top else None
    book = Rulebook(lists.get("without", ()), lists.get("kept", ()), lists.get("under", ()), since)
    words = {key: str(top.get(key, "")) for key in ("label", "because", "source")}
    lines = {each: reader.line_of(each) for each in (*book.without, *book.kept, *book.under)}
    lines |= {key: reader.line("inputs", key) for key in inputs}
    return Policy(name, **words, since=since, rules=book, numbers=numbers, inputs=inputs, file=file, lines=lines)


def _line_told(message: str) -> str:
    found = re.search(r"line (\d+)", message)
    return f"line {found[1]}" if found else ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@dataclass(frozen=True)
class _Reader:
    text: str
    file: str

    def fault(self, table: str, key: str, what: str, hint: str = "") -> BadInput:
        return BadInput(what, file=self.file, where=f"line {self.line(table, key)}", hint=hint)

    def line(self, table: str, key: str) -> int:
        """The line on which a key of a table stands; that of the table where the key is not found."""
        inside, last = "", 1
        for number, line in enumerate(self.text.splitlines(), 1):
            head = re.match(r"\s*\[\[?\s*([^\]\[]+?)\s*\]", line)
            if head:
                inside = head[1].strip("\"' ")
                last = number if inside == (table or key) else last
                if not table and inside == key:
                    return number
            elif inside == table and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
                return number
        return last

    def line_of(self, word: str) -> int:
        """The first line that holds a word in quotes."""
        held = (number for number, line in enumerate(self.text.splitlines(), 1)
                if f'"{word}"' in line or f"'{word}'" in line)
        return next(held, 1)

    def check_keys(self, table: str, rows: Mapping[str, Any], legal: Mapping[str, Any]) -> None:
        for key in rows:
            if key not in legal:
                near = difflib.get_close_matches(key, legal, 1, 0.0)
                of = f"[{table}]" if table else "a scenario"
                raise self.fault(table, key, f"{of} has no key {key!r}; the nearest is {near[0]!r}" if near else
                                 f"{of} has no key {key!r}", f"Its keys are {', '.join(legal)}.")

    def check_table(self, table: str, rows: Any) -> None:
        if not isinstance(rows, dict):
            raise self.fault("", table, f"{table} is {rows!r}, which is no table",
                             f"Write [{table}] on a line of its own.")

    def number(self, table: str, key: str, value: Any, bounds: tuple[float, float]) -> float:
        if not _is_number(value):
            raise self.fault(table, key, f"{key} is {value!r}, which is no number")
        low, high = bounds
        if not low <= value <= high:
            what = "a flow or share cannot be negative" if value < 0 else f"it is at most {high:g}"
            raise self.fault(table, key, f"{key} is {value:g}; {what}", f"Write a number from {low:g} to {high:g}.")
        return float(value)

    def words(self, table: str, key: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            hint = f'For example {key} = ["US-ACS-2023-11"].'
            raise self.fault(table, key, f"{key} is {value!r}; write a list of ids", hint)
        return tuple(value)

    def day(self, key: str, value: Any) -> dt.date:
        try:
            day = value if type(value) is dt.date else dt.date.fromisoformat(str(value))
        except ValueError:
            raise self.fault("", key, f"{key} is {value!r}, which is no date", "Write YYYY-MM-DD.") from None
        if not _YEARS[0] <= day < _YEARS[1]:
            raise self.fault("", key, f"{key} is {day}, outside {_YEARS[0].year} to {_YEARS[1].year}")
        return day

    def setting(self, key: str, value: Any) -> str:
        if isinstance(value, list) and len(value) == 2 and all(map(_is_number, value)):
            return f"{value[0]} to {value[1]}"
        if not isinstance(value, str) and not _is_number(value):
            raise self.fault("inputs", key, f"{key} is {value!r}", "Write a number or an interval [low, high].")
        return str(value)
