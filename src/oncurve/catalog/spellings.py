"""How things are spelled: from the records of the catalogue and of `names.toml` to the page of names in the index."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from oncurve.catalog.names import Case, Entry, Form, Name, Names

__all__ = ["add_things", "dump_names", "names_of"]

Things = Mapping[str, Mapping[str, Mapping[str, Any]]]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: single words that are names only with a capital
_WORDS = _words(
    "amazon ampere apple arm ascend axios bard behemoth blackwell bloom citi claude cohere colossus command "
    "commerce congress "
    "constellation crusoe drop falcon forbes fortune gemini goldman grok haiku hopper hyperion inflection "
    "intel "
    "jupiter lambda maia maverick math meta mistral moonshot nature nova opus oracle orca orion prometheus "
    "rainier rand "
    "reliance rubin scout sequoia solar sonnet stargate titan transformer wired dojo alps humain iron "
    "trillium kunlun "
    "cortex counterpoint cursor fairwater guardian interconnects perplexity quanta salad science snowflake "
    "upstage"
)
#: signs of shares, which posts write in any case
_TICKERS = _words("MSFT GOOG AMZN NVDA AAPL ORCL TSLA AVGO")
_KINDS = {
    "models": "model",
    "organisations": "organisation",
    "chips": "chip",
    "people": "person",
    "places": "place",
    "benchmarks": "benchmark",
    "clusters": "cluster",
    "laws": "law",
    "countries": "country",
}
_MORE = Path(__file__).with_name("names.toml")


def _case(spelling: str, form: str, kind: str) -> Case:
    """How strictly a spelling is held to its case: short and everyday words must be capitals in the text."""
    letters = [c for c in spelling if c.isalpha()]
    if form == "described" or (any(c.isdigit() for c in spelling) and len(letters) > 1):
        return "any"
    if len(letters) <= 3 and "." not in spelling and kind != "chip":
        return "exact"
    if spelling in _TICKERS:
        return "any"
    single = spelling.isalpha()
    if (kind == "person" and single) or spelling.lower() in _WORDS or (single and len(letters) < 6 and kind != "chip"):
        return "initial"
    return "any"


def _entries(name: Name, row: Mapping[str, Any]) -> Iterator[Entry]:
    forms: tuple[tuple[Form, Any], ...] = (
        ("label", [row.get("label") or name.id]),
        ("alias", row.get("aliases", ())),
        ("adjective", row.get("adjectives", ())),
        ("described", row.get("described", ())),
    )
    for form, spellings in forms:
        for spelling in spellings:
            case: Case = "exact" if row.get("exact") else _case(spelling, form, name.kind)
            yield Entry(name, spelling, case, form)


def _add_row(names: Names, kind: str, ident: str, row: Mapping[str, Any]) -> None:
    sort = row.get("sort", "")
    kind = sort if kind == "place" and sort in ("country", "cluster", "law") else kind
    name = Name(
        ident,
        kind,
        row.get("label") or ident,
        row.get("organisation") or row.get("vendor") or "",
        row.get("country", ""),
        row.get("city", ""),
        row.get("parent", ""),
        row.get("predecessor", ""),
        sort,
        row.get("role", ""),
        _since(row),
    )
    names.add(name, _entries(name, row))


def _since(row: Mapping[str, Any]) -> str:
    """The day on which a model came out."""
    dated = (fact for fact in row.get("facts", ()) if fact["name"] == "release_date")
    return str(next((fact["amount"] for fact in dated), row.get("since", "")))


def add_things(names: Names, things: Things) -> None:
    """Adds the names of things given as plain records by kind ("models") and id."""
    for plural, rows in things.items():
        if plural in _KINDS:
            for ident, row in rows.items():
                _add_row(names, _KINDS[plural], ident, row)


def names_of(things: Things) -> Names:
    """The names of the catalogue's things, with those of `names.toml` added.

    A thing of `names.toml` whose label a record of its kind has already is that record, by another id.
    """
    more = tomllib.loads(_MORE.read_text(encoding="utf-8"))
    names = Names(more.pop("families"))
    add_things(names, things)
    for plural, rows in more.items():
        for ident, row in rows.items():
            same = [e.name for e in names.spelled(row["label"]) if e.form == "label" and e.name.kind == _KINDS[plural]]
            _add_row(names, _KINDS[plural], same[0].id if same else ident, row)
            known = names.get(_KINDS[plural], ident)
            if plural == "organisations" and known is not None and row.get("city") and not known.city:
                names.settle(row["city"], known)
    return names


def dump_names(names: Names) -> bytes:
    """The page of the index that `oncurve.catalog.names.parse_names` reads."""
    rows = [
        [
            [getattr(name, field) for field in name.__struct_fields__],
            [[key, entry.spelling, entry.case, entry.form] for key, entry in spelled],
        ]
        for name, spelled in names.pages()
    ]
    cities = [[city, name.id] for city, name in names.cities() if name.city.lower() != city]
    page = {"families": dict(names.families), "names": rows, "cities": cities}
    return json.dumps(page, ensure_ascii=False, separators=(",", ":")).encode()
