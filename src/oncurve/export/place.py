"""Countries as export rules see them: codes, names, and the country groups of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property

from oncurve.basis.errors import UnknownName
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import compact

__all__ = ["EVERYWHERE", "HERE_TOO", "Places"]

#: everywhere outside the United States, and everywhere with it
EVERYWHERE, HERE_TOO = "*", "**"
_HOME = "US"


class Places:
    """The countries, by code and name, and who belongs to which group when.

    Args:
        catalogue: the facts.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._groups = {key: group for key, group in catalogue.groups.items() if group.members}
        named = [entry for group in catalogue.groups.values() for entry in group.names]
        #: code: name
        self.names: dict[str, str] = {entry[:2]: entry[3:] for entry in named}
        self._treated = {
            code: group.treated_as
            for group in self._groups.values()
            if group.treated_as
            for member in group.members
            for code in member.countries
        }
        self._catalogue = catalogue

    @cached_property
    def _codes(self) -> dict[str, str]:
        codes = {compact(name): code for code, name in self.names.items()}
        for place in self._catalogue.places.values():
            if place.sort == "country" and place.country in self.names:
                codes |= {compact(name): place.country for name in (place.label, *place.aliases)}
        return codes

    def code_of(self, name: str) -> str:
        """The code of a country by its code or name.

        Raises:
            UnknownName: it is neither.
        """
        text = name.strip()
        if text.upper() in self.names:
            return text.upper()
        code = self._codes.get(compact(text))
        if code is None:
            from rapidfuzz import process

            near = process.extract(compact(text), list(self._codes), limit=3, score_cutoff=60)
            raise UnknownName(
                "country", text, tuple(dict.fromkeys(self._codes[each[0]] for each in near)), "oncurve law --json"
            )
        return code

    def name_of(self, code: str) -> str:
        """The name of a country, as a sentence uses it."""
        return self.names.get(code, code)

    def as_treated(self, code: str) -> str:
        """The country as which the rules treat a territory: China for Hong Kong, the United States for Guam."""
        return self._treated.get(code, code)

    def days(self) -> set[dt.date]:
        """The days on which some country joins or leaves a group."""
        return {
            day
            for group in self._groups.values()
            for member in group.members
            for day in (member.span.start, member.span.end)
            if day is not None
        }

    def members(self, group: str, day: dt.date) -> frozenset[str]:
        """The countries of a group ("D:5") on a day."""
        record = self._groups.get(group.replace(":", "-"))
        if record is None:
            return frozenset()
        return frozenset(code for member in record.members if day in member.span for code in member.countries)

    def sources(self, tokens: Iterable[str]) -> list[str]:
        """The works that say who belongs to the groups among `tokens`."""
        found = (self._groups.get(token.replace(":", "-")) for token in tokens)
        return list(dict.fromkeys(member.source for group in found if group is not None for member in group.members))

    def resolve(self, tokens: Iterable[str], day: dt.date) -> frozenset[str]:
        """The countries that a list of codes and groups names on a day."""
        found: set[str] = set()
        for token in tokens:
            if token in (EVERYWHERE, HERE_TOO):
                found |= set(self.names)
                if token == EVERYWHERE:
                    found.discard(_HOME)
            elif ":" in token:
                found |= self.members(token, day)
            else:
                found.add(token)
        return frozenset(found)
