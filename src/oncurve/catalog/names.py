"""Names: what texts call the things of the catalogue, found by an automaton over labels and aliases.

Two spellings are one name where letters and digits are the same ("DeepSeek V-3", "deepseek-v3"), so the
automaton runs over the text squeezed to those; the caller checks that a hit starts and ends at words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.json import decode

from oncurve.catalog.index import Index, open_index

__all__ = ["PAGE", "Case", "Entry", "Form", "Name", "Names", "load_names", "parse_names", "squeeze"]

Case = Literal["any", "initial", "exact"]
Form = Literal["label", "alias", "adjective", "described"]
#: the file of the index that holds the names
PAGE = "names.json"


@lru_cache(maxsize=16384)
def squeeze(text: str) -> str:
    """The letters and digits of a name, in lower case."""
    return "".join(c for c in text.lower() if c.isalnum())


class Name(Struct, frozen=True):
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
        since: day on which it came out, for models (ISO date).
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
    since: str = ""


class Entry(Struct, frozen=True):
    """One spelling of a name. `case` says how the text must write it; `form` is the kind of spelling."""

    name: Name
    spelling: str
    case: Case = "any"
    form: Form = "alias"


class Names(Struct):
    """All names, ready to be looked for in texts."""

    families: Mapping[str, str] = field(default_factory=dict)
    _by_id: dict[tuple[str, str], Name] = field(default_factory=dict)
    _by_key: dict[str, list[Entry]] = field(default_factory=dict)
    _cities: dict[str, list[Name]] = field(default_factory=dict)
    _automaton: Any = None
    _chiefs: dict[str, Name] | None = None
    _codes: dict[str, Name] | None = None
    _successors: dict[str, Name] | None = None
    _made: dict[str, list[Name]] | None = None

    def add(self, name: Name, spellings: Iterable[Entry]) -> None:
        """Adds a thing with its spellings; the first record of an id wins, spellings add up."""
        known = self._by_id.setdefault((name.kind, name.id), name)
        if name.city and known is name:
            self.settle(name.city, name)
        for entry in spellings:
            self.enter(squeeze(entry.spelling), Entry(known, entry.spelling, entry.case, entry.form))
        self._automaton = self._chiefs = self._codes = self._successors = self._made = None

    def enter(self, key: str, entry: Entry) -> None:
        """Adds one spelling, squeezed to `key`, of a thing that is known."""
        entries = self._by_key.setdefault(key, [])
        if key and all(other.name is not entry.name for other in entries):
            entries.append(entry)

    def settle(self, city: str, name: Name) -> None:
        """Notes that an organisation sits in a city."""
        self._cities.setdefault(city.lower(), []).append(name)

    def pages(self) -> Iterator[tuple[Name, list[tuple[str, Entry]]]]:
        """Every thing with its spellings, each with its squeezed key."""
        spelled: dict[tuple[str, str], list[tuple[str, Entry]]] = {key: [] for key in self._by_id}
        for key, entries in self._by_key.items():
            for entry in entries:
                spelled[entry.name.kind, entry.name.id].append((key, entry))
        return ((name, spelled[key]) for key, name in self._by_id.items())

    def cities(self) -> Iterator[tuple[str, Name]]:
        """Every city with the organisations that sit there, in order."""
        return ((city, name) for city, names in self._cities.items() for name in names)

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

    def coded(self, code: str) -> Name | None:
        """The chip whose label ends with a word such as "3090" or "910B"."""
        if self._codes is None:
            self._codes = {}
            for name in self._by_id.values():
                family, _, last = name.label.rpartition(" ")
                if name.kind == "chip" and family and last[:1].isdigit():
                    self._codes.setdefault(last, name)
        return self._codes.get(code)

    def successor(self, model: str) -> Name | None:
        """The model that names this one as its predecessor."""
        if self._successors is None:
            models = [n for n in self._by_id.values() if n.kind == "model" and n.predecessor]
            self._successors = {n.predecessor: n for n in reversed(models)}
        return self._successors.get(model)

    def made_by(self, organisation: str) -> Sequence[Name]:
        """The models of an organisation, in the order of the catalogue."""
        if self._made is None:
            self._made = {}
            for name in self._by_id.values():
                if name.kind == "model" and name.organisation:
                    self._made.setdefault(name.organisation, []).append(name)
        return self._made.get(organisation, ())

    def latest(self, word: str, day: str) -> Name | None:
        """The newest model, out by a day (ISO), in whose label a word stands ("Opus")."""
        wanted = word.lower()
        dated = (n for (kind, _), n in self._by_id.items() if kind == "model" and n.since and n.since <= day)
        named = [n for n in dated if "(" not in n.label and wanted in n.label.lower().replace("-", " ").split()]
        return max(named, key=lambda name: name.since, default=None)

    def find(self, squeezed: str) -> Iterator[tuple[int, int, list[Entry]]]:
        """Every spelling in a squeezed text, as start, end and entries; hits may overlap."""
        if self._automaton is None:
            import ahocorasick

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


def parse_names(text: bytes) -> Names:
    """The names that a page of the index holds, as `oncurve.catalog.spellings.dump_names` writes it."""
    page = decode(text)
    names = Names(page["families"])
    for fields, spellings in page["names"]:
        name = Name(*fields)
        names.add(name, ())
        for key, spelling, case, form in spellings:
            names.enter(key, Entry(name, spelling, case, form))
    for city, ident in page["cities"]:
        known = names.get("organisation", ident)
        if known is not None:
            names.settle(city, known)
    return names


#: the names of the shipped catalogue, read once a process
_SHIPPED: list[Names] = []


def load_names(added: Mapping[str, Mapping[str, Mapping[str, Any]]] | None = None,
               index: Index | None = None) -> Names:
    """The names of the shipped catalogue, read once a process; with those of a user's own things where given.

    Args:
        added: plain records by kind ("models") and id, as an overlay holds them.
        index: the index of the shipped catalogue, where it is open already.
    """
    if not added or not any(added.get(kind) for kind in ("models", "chips", "organisations", "people", "benchmarks")):
        if not _SHIPPED:
            _SHIPPED.append(parse_names((index or open_index()).text(PAGE)))
        return _SHIPPED[0]
    from oncurve.catalog.spellings import add_things

    names = parse_names((index or open_index()).text(PAGE))
    add_things(names, added)
    return names
