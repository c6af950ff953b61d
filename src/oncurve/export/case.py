"""A case: the provisions that can matter for a shipment from one kind of place to another, under one regime.

Two shipments are one case when every provision of their day reaches, binds and is enforced alike for both. An answer
depends on the item and the case alone; the day and the countries are only printed into it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oncurve.export.item import Item
from oncurve.export.provision import Provision, State

__all__ = ["BY_DESTINATION", "BY_HEADQUARTERS", "Case", "Kin", "Makers", "States"]

BY_HEADQUARTERS, BY_DESTINATION = 1, 2

_LIMBS = ("classify", "presume", "rebut")
_OTHERS = ("require", "excuse", "review", "outside")
#: for each provision of a case, whether an item is of the kind it is about
States = tuple[State, ...]
#: for each provision, the countries whose makers it is about, and those whose makers it leaves out
Makers = tuple[frozenset[str] | None, frozenset[str] | None]


class Case:
    """The provisions in reach, those that an answer names though out of reach, and all letters.

    Args:
        provisions: in the order in which they came into force.
        place: for each, the sum of 1 where it reaches by headquarters and 2 where by destination; 0 out of reach.
        about: for each, whether it is about the parties.
        enforced: for each, whether it is enforced.
        general: for each, whether an answer tells that its places are out of reach.
        makers: for each, where the designer of a chip must sit, and where not.
    """

    def __init__(
        self,
        provisions: Sequence[Provision],
        place: Sequence[int],
        about: Sequence[bool],
        enforced: Sequence[bool],
        general: Sequence[bool],
        makers: Sequence[Makers],
    ) -> None:
        self.provisions, self.place, self.about = tuple(provisions), tuple(place), tuple(about)
        self.enforced, self.general, self.makers = tuple(enforced), tuple(general), tuple(makers)
        self._doing: dict[tuple[str, bool], list[int]] = {}
        self._bearing: dict[str, tuple[int, ...]] = {}
        counts = [bool(each) and about for each, about in zip(self.place, self.about, strict=True)]
        #: the provisions that classify an item, in reach and about the parties
        self.limbs = tuple(i for i, each in enumerate(self.provisions) if counts[i] and each.does in _LIMBS)
        #: the others that bear on a status
        self.others = tuple(i for i, each in enumerate(self.provisions) if counts[i] and each.does in _OTHERS)
        #: what answers worked out of the case so far
        self.memory: dict[Any, Any] = {}
        #: what was worked out of its limbs so far; a law shares it between cases with the same
        self.of_limbs: dict[Any, Any] = {}

    def __repr__(self) -> str:
        return f"Case({len(self.provisions)} provisions, {sum(map(bool, self.place))} in reach)"

    def states(self, item: Item, *, reported: bool = False, everyone: bool = False) -> States:
        """For each provision, whether the item is of the kind it is about; None where a fact is missing.

        Args:
            item: what is shipped.
            reported: a report that the item stays below the limits holds on the day.
            everyone: take letters as if they bound every maker.
        """
        key = ("states", self, reported, everyone)
        if key not in item.memory:
            settled = reported or item.kind == "logic"
            found = [self._state(index, item, everyone=everyone) for index in range(len(self.provisions))]
            item.memory[key] = tuple([None if each is None and not settled else bool(each) for each in found])
        known: States = item.memory[key]
        return known

    def _state(self, index: int, item: Item, *, everyone: bool) -> State:
        within, outside = self.makers[index]
        if (within is not None and item.country not in within) or (outside is not None and item.country in outside):
            return False
        return self.provisions[index].fits(item, everyone=everyone)

    def doing(self, does: str, *, as_written: bool) -> list[int]:
        """The provisions that do one thing, reach the place and are about the parties: all, or those enforced."""
        key = (does, as_written)
        if key not in self._doing:
            self._doing[key] = [
                index
                for index, each in enumerate(self.provisions)
                if each.does == does
                and self.place[index]
                and self.about[index]
                and (as_written or self.enforced[index])
            ]
        return self._doing[key]

    def bearing(self, paragraph: str) -> tuple[int, ...]:
        """The provisions that bear on a paragraph, or on any of several joined by " or "; charges and gates do not."""
        if paragraph not in self._bearing:
            asked = {*paragraph.split(" or "), "*"}
            self._bearing[paragraph] = tuple(
                index
                for index, each in enumerate(self.provisions)
                if self.about[index]
                and each.does not in ("charge", "gate")
                and (not each.lists["paragraphs"] or asked & set(each.lists["paragraphs"]))
            )
        return self._bearing[paragraph]


class Kin:
    """Which cases hold the same provisions on what a status hangs on; one stands for all of them."""

    def __init__(self) -> None:
        self._first: dict[tuple[Any, ...], Case] = {}
        self._known: dict[Case, Case] = {}

    def of(self, case: Case) -> Case:
        """The case that stands for a case."""
        if case not in self._known:
            key = tuple(
                [
                    (case.provisions[each], case.place[each], case.enforced[each], case.makers[each])
                    for each in (*case.limbs, *case.others)
                ]
            )
            self._known[case] = self._first.setdefault(key, case)
        return self._known[case]
