"""Names: what texts call the things of the catalogue, found by an automaton over labels and aliases.

Two spellings are one name where letters and digits are the same ("DeepSeek V-3", "deepseek-v3"), so the
automaton runs over the text squeezed to those; the caller checks that a hit starts and ends at words.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import ahocorasick

from oncurve.catalog.index import Index, open_index

__all__ = ["Entry", "Name", "Names", "load_names", "names_of", "squeeze"]

Case = Literal["any", "initial", "exact"]


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
_PAGES = _words("models organisations chips people places benchmarks")


def squeeze(text: str) -> str:
    """The letters and digits of a name, in lower case."""
    return "".join(c for c in text.lower() if c.isalnum())


@dataclass(frozen=True, slots=True)
class Name:
    """A thing that texts name.

    Args:
        id: catalogue id.
        kind: model, organisation, chip, person, country, benchmark, cluster or law.
        label: the maker's spelling.
        organisation: id of its maker or owner (for a person, the employer).
        country: ISO code.
        city: where it sits.
        parent: id of the organisation that owns it.
        predecessor: id of the model before it.
        sort: for organisations: lab, chipmaker, cloud, bank, analyst, outlet, government, university.
        role: for people.
    """

    id: str
    kind: str
    label: str
    organisation: str = ""
    country: str = ""
    city: str = ""
    parent: str = ""
    predecessor: str = ""
    sort: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One spelling of a name. `case` says how the text must write it; `form` is the kind of spelling."""

    name: Name
    spelling: str
    case: Case = "any"
    form: Literal["label", "alias", "adjective", "described"] = "alias"


@dataclass(slots=True)
class Names:
    """All names, ready to be looked for in texts."""

    families: Mapping[str, str] = field(default_factory=dict)
    _by_id: dict[tuple[str, str], Name] = field(default_factory=dict)
    _by_key: dict[str, list[Entry]] = field(default_factory=dict)
    _cities: dict[str, list[Name]] = field(default_factory=dict)
    _automaton: Any = None
    _chiefs: dict[str, Name] | None = None

    def add(self, name: Name, spellings: Iterable[Entry]) -> None:
        """Adds a thing with its spellings; the first record of an id wins, spellings add up."""
        known = self._by_id.setdefault((name.kind, name.id), name)
        if name.city and known is name:
            self._cities.setdefault(name.city.lower(), []).append(name)
        for entry in spellings:
            key = squeeze(entry.spelling)
            entries = self._by_key.setdefault(key, [])
            if key and all(other.name is not known for other in entries):
                entries.append(Entry(known, entry.spelling, entry.case, entry.form))
        self._automaton = self._chiefs = None

    def get(self, kind: str, ident: str) -> Name | None:
        """The thing of that kind and id."""
        return self._by_id.get((kind, ident))

    def spelled(self, text: str) -> tuple[Entry, ...]:
        """The things that are spelled so, case and punctuation aside."""
        return tuple(self._by_key.get(squeeze(text), ()))

    def in_city(self, city: str) -> tuple[Name, ...]:
        """Organisations that sit in a city, in the order of the catalogue."""
        return tuple(self._cities.get(city.lower(), ()))

    def cluster_of(self, organisation: str) -> str | None:
        """Id of the first cluster that the organisation runs."""
        return next(
            (n.id for (kind, _), n in self._by_id.items() if kind == "cluster" and n.organisation == organisation), None
        )

    def chief_of(self, organisation: str) -> Name | None:
        """The person who runs an organisation."""
        if self._chiefs is None:
            self._chiefs = {}
            for name in self._by_id.values():
                if name.kind == "person" and name.role.startswith("chief executive"):
                    self._chiefs.setdefault(name.organisation, name)
        return self._chiefs.get(organisation)

    def find(self, squeezed: str) -> Iterator[tuple[int, int, list[Entry]]]:
        """Every spelling in a squeezed text, as start, end and entries; hits may overlap."""
        if self._automaton is None:
            self._automaton = ahocorasick.Automaton()
            for key, entries in self._by_key.items():
                if key:
                    self._automaton.add_word(key, (len(key), entries))
            self._automaton.make_automaton()
        if not len(self._automaton):
            return
        for last, (length, entries) in self._automaton.iter(squeezed):
            yield last + 1 - length, last + 1, entries

    def nearest(self, word: str, kinds: tuple[str, ...] = (), least: float = 88.0) -> Name | None:
        """The thing whose spelling is nearest to a misspelt word of at least six letters, if near enough."""
        from rapidfuzz import fuzz, process

        key = squeeze(word)
        if len(key) < 6:
            return None
        found = process.extract(
            key,
            [k for k in self._by_key if abs(len(k) - len(key)) <= 2],
            scorer=fuzz.ratio,
            score_cutoff=least,
            limit=3,
        )
        for spelling, _, _ in found:
            same_digits = [c for c in spelling if c.isdigit()] == [c for c in key if c.isdigit()]
            for entry in self._by_key[spelling]:
                if same_digits and (not kinds or entry.name.kind in kinds):
                    return entry.name
        return None

    def __len__(self) -> int:
        return len(self._by_id)


def _case(spelling: str, form: str, kind: str) -> Case:
    """How strictly a spelling is held to its case: short and everyday words must be capitals in the text."""
    letters = [c for c in spelling if c.isalpha()]
    if form == "described" or (any(c.isdigit() for c in spelling) and len(letters) > 1):
        return "any"
    if len(letters) <= 3 and "." not in spelling and kind != "chip":
        return "exact"
    single = spelling.isalpha()
    if (kind == "person" and single) or spelling.lower() in _WORDS or (single and len(letters) < 6 and kind != "chip"):
        return "initial"
    return "any"


def _entries(name: Name, row: Mapping[str, Any]) -> Iterator[Entry]:
    forms = (
        ("label", [row.get("label") or name.id]),
        ("alias", row.get("aliases", ())),
        ("adjective", row.get("adjectives", ())),
        ("described", row.get("described", ())),
    )
    for form, spellings in forms:
        for spelling in spellings:
            case: Case = "exact" if row.get("exact") else _case(spelling, form, name.kind)
            yield Entry(name, spelling, case, form)  # type: ignore[arg-type]


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
    )
    names.add(name, _entries(name, row))


def names_of(things: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Names:
    """Names of the catalogue's things, given as tables by kind and id, with those of `names.toml` added."""
    with _MORE.open("rb") as file:
        more = tomllib.load(file)
    families = more.pop("families")
    names = Names(families)
    for tables in (things, more):
        for plural, rows in tables.items():
            if plural in _KINDS:
                for ident, row in rows.items():
                    _add_row(names, _KINDS[plural], ident, row)
    for ident, row in more.get("organisations", {}).items():
        known = names.get("organisation", ident)
        if known is not None and row.get("city") and not known.city:
            names._cities.setdefault(row["city"].lower(), []).append(known)  # noqa: SLF001
    return names


def _tables(index: Index) -> dict[str, dict[str, Mapping[str, Any]]]:
    tables: dict[str, dict[str, Mapping[str, Any]]] = {}
    for kind in _KINDS:
        if kind in _PAGES:
            page = index.page(kind)
            tables[kind] = {key: page.raw(key) for key in page.entries}
    return tables


@functools.cache
def load_names() -> Names:
    """The names of the shipped catalogue and of `names.toml`, read once a process."""
    return names_of(_tables(open_index()))
