"""Matches the names of a stranger's table to the catalogue, and says how each was matched.

A name is matched where it is an id, a label or an alias, case and punctuation aside; or where it becomes one without
its maker ("NVIDIA H100 PCIe"), the words of its memory, or what follows a version ("_high", a full day). A name that
is only like another is never matched: it is new, and the report says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import compact
from oncurve.store.cells import tidy

__all__ = ["Match", "Matcher", "slug"]

_MAKER = re.compile(r"(?:NVIDIA|Nvidia|Google|AMD|Intel|Huawei|Amazon|Amazon AWS|Microsoft|Meta|Cerebras) +")
_FILLER = re.compile(r"\b(?:Tesla|GeForce|HGX|Radeon|DGXS|Habana|Trillium)\b", re.IGNORECASE)
_MEMORY = re.compile(r"\b(\d+) ?GB\b")
_FORM = re.compile(r"\b(SXM)\d?\b|\b(PCIe)\b")
_EFFORT = re.compile(r"_(?:none|minimal|low|medium|high|xhigh|max|unlimited|\d+k)\Z", re.IGNORECASE)
_DATED = re.compile(r"-20\d{2}-?\d{2}-?\d{2}\Z")
_LONGEST_ID = 72
#: what public tables call organisations, by how the catalogue does
_VENDORS = {"amazon web services": "aws", "microsoft azure": "azure", "google cloud": "google-cloud",
            "lambda labs": "lambda", "oblivus cloud": "oblivus", "oracle cloud": "oracle", "cudo compute": "cudo",
            "meta ai": "meta", "facebook ai research": "meta", "facebook": "meta", "deepmind": "google-deepmind"}
#: what public tables call countries, by their ISO codes
_COUNTRIES = {"united states of america": "US", "united kingdom of great britain and northern ireland": "GB",
              "korea (republic of)": "KR", "hong kong": "HK", "taiwan": "TW", "czechia": "CZ", "vietnam": "VN"}

Step = tuple[str, Callable[[str], str]]


@dataclass(frozen=True, slots=True)
class Match:
    """What a name was taken for.

    Args:
        id: of the catalogue's thing, or one made for a new thing.
        how: id, name, "without maker", …; "new" where the catalogue holds nothing of that name.
    """

    id: str
    how: str


def slug(name: str) -> str:
    """An id made of a name: lower case, letters and digits joined by hyphens."""
    found = re.sub(r"[^a-z0-9]+", "-", tidy(name).lower()).strip("-")[:_LONGEST_ID].strip("-")
    return found or "unnamed"


def _same(name: str) -> str:
    return name


_STEPS: dict[str, tuple[Step, ...]] = {
    "models": (("name", _same), ("without effort", lambda n: _EFFORT.sub("", n)),
               ("without day", lambda n: _DATED.sub("", _EFFORT.sub("", n))),
               ("without host", lambda n: n.rpartition("/")[2]),
               ("without host, effort and day", lambda n: _DATED.sub("", _EFFORT.sub("", n.rpartition("/")[2])))),
    "chips": (("name", _same), ("without maker", lambda n: _MAKER.sub("", n)),
              ("without maker and series", lambda n: _FILLER.sub("", _MAKER.sub("", n))),
              ("without memory", lambda n: _MEMORY.sub("", _FILLER.sub("", _MAKER.sub("", n)))),
              ("without form factor", lambda n: _FORM.sub("", _FILLER.sub("", _MAKER.sub("", n)))),
              ("without form factor and memory",
               lambda n: _MEMORY.sub("", re.sub(r"\bSXM\d?\b", "", _FILLER.sub("", _MAKER.sub("", n)))))),
}


class Matcher:
    """The names of a catalogue, ready for many rows.

    Args:
        catalogue: whose names they are; imported things are not in it.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._known: dict[str, dict[str, str]] = {}
        self._found: dict[tuple[str, str], Match] = {}
        self._times: dict[tuple[str, str], int] = {}

    def model(self, name: str) -> Match:
        """The model of that name."""
        return self.match("models", name)

    def chip(self, name: str) -> Match:
        """The chip of that name."""
        return self.match("chips", name)

    def match(self, kind: str, name: str) -> Match:
        """The thing of that name, or a new one.

        Args:
            kind: "models", "chips", "organisations" or "benchmarks".
            name: as the table has it.
        """
        key = kind, tidy(name)
        self._times[key] = self._times.get(key, 0) + 1
        if key not in self._found:
            self._found[key] = self._match(kind, key[1])
        return self._found[key]

    def country(self, name: str) -> str:
        """The ISO code of a country, "" where it is none that is known."""
        if name.lower() in _COUNTRIES:
            return _COUNTRIES[name.lower()]
        found = self._names("places").get(compact(name), "")
        return found if len(found) == len("US") and found.isupper() else ""

    def report(self) -> Iterator[tuple[str, str, Match, int]]:
        """Kind, name, match and how often it stood, for every name seen."""
        for (kind, name), match in self._found.items():
            yield kind, name, match, self._times[kind, name]

    def _match(self, kind: str, name: str) -> Match:
        known = self._names(kind)
        if kind == "organisations" and name.lower() in _VENDORS:
            return Match(_VENDORS[name.lower()], "name")
        for how, step in _STEPS.get(kind, (("name", _same),)):
            tried = compact(step(name))
            if tried in known:
                found = known[tried]
                return Match(found, "id" if name == found else how)
        # chips of one maker must not look like one generation, so their ids carry no hyphen
        return Match(slug(name) if kind != "chips" else slug(_MAKER.sub("", name)).replace("-", ""), "new")

    def _names(self, kind: str) -> dict[str, str]:
        if kind not in self._known:
            shelf: Any = getattr(self.catalogue, kind)
            known: dict[str, str] = {}
            named = list(shelf.names())
            for spellings in (lambda n: (n[0],), lambda n: (n[1],), lambda n: n[2]):
                for each in named:
                    for spelling in spellings(each):
                        known.setdefault(compact(spelling), each[0])
            known.pop("", None)
            self._known[kind] = known
        return self._known[kind]
