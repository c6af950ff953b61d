"""The things of one kind, made when they are asked for, and found by any spelling of their name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, Generic, TypeVar

from oncurve.basis.errors import UnknownName
from oncurve.catalog.index import Page
from oncurve.catalog.record import compact

__all__ = ["Shelf"]

T_co = TypeVar("T_co", covariant=True)
_NEAREST = 3
_ALIKE = 55.0


class Shelf(Mapping[str, T_co], Generic[T_co]):
    """Things by id, in the order of their ids.

    Args:
        noun: what one of them is called ("model").
        listing: the command that lists them.
        page: the shipped things.
        added: plain records that stand over or beside the shipped ones, by id.
        make: turns a plain record into the thing.
    """

    def __init__(self, noun: str, listing: str, page: Page, added: Mapping[str, dict[str, Any]],
                 make: Callable[[dict[str, Any]], T_co]) -> None:
        self.noun = noun
        self.listing = listing
        self._page = page
        self._added = added
        self._make = make
        self._made: dict[str, T_co] = {}
        self._added_names: dict[str, str] | None = None
        self._ids = sorted({*page.entries, *added}) if added else list(page.entries)

    def __getitem__(self, key: str) -> T_co:
        if key not in self._made:
            self._made[key] = self._make(self._added[key] if key in self._added else self._page.raw(key))
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, key: object) -> bool:
        return key in self._added or key in self._page.entries

    def names(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Id, label and aliases of each, without making it."""
        for key in self._ids:
            if key in self._added:
                record = self._added[key]
                label = record.get("label") or record.get("title") or key
                yield key, str(label), tuple(record.get("aliases", ()))
            else:
                label, aliases, _, _ = self._page.entries[key]
                yield key, label, tuple(aliases)

    @cached_property
    def spellings(self) -> tuple[tuple[str, str], ...]:
        """Every label and alias in small letters, each with the id of what it names."""
        return tuple((spelling.lower(), key) for key, name, aliases in self.names() for spelling in {name, *aliases})

    def find(self, name: str) -> T_co:
        """The thing that is called `name`: an id, label or alias, whatever its case and punctuation.

        Raises:
            UnknownName: nothing is called so; the error holds the nearest names.
        """
        key = self.id_of(name)
        if key is None:
            raise UnknownName(self.noun, name, self.nearest(name), self.listing)
        return self[key]

    def id_of(self, name: str) -> str | None:
        """The id of the thing that is called `name`, or None."""
        if name in self:
            return name
        wanted = compact(name)
        if not wanted:
            return None
        if self._added_names is None:
            named = [(key, (key, record.get("label", ""), *record.get("aliases", ())))
                     for key, record in self._added.items()]
            self._added_names = {compact(each): key for key, names in reversed(named) for each in names}
        return self._added_names.get(wanted, self._page.names.get(wanted))

    def nearest(self, name: str) -> tuple[str, ...]:
        """The ids whose names are most like `name`, best first."""
        from rapidfuzz import fuzz, process

        known = {compact(each): key for key, label, aliases in self.names() for each in (key, label, *aliases)}
        found = process.extract(compact(name[:80]), list(known), scorer=fuzz.WRatio, limit=4 * _NEAREST,
                                score_cutoff=_ALIKE)
        return tuple(dict.fromkeys(known[match] for match, _, _ in found))[:_NEAREST]
