"""Whether a shipment needs a licence: from which provisions fit the item, reach the place, and are about the parties.

1. Limbs classify the item. Where a fact is missing it may fall under several paragraphs.
2. A paragraph needs a licence where a provision requires one; the latest policy that fits says how it is reviewed.
3. An exception frees it, with or without notice. Letters, embargoes and lists require a licence beside that.
4. The strictest of these holds. Where the missing facts leave more than one outcome, the status is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from oncurve.export.provision import Provision, State
from oncurve.export.rules import BY_DESTINATION, Place, Regime, Signature

__all__ = ["ORDER", "Decision", "decide"]

#: statuses, from the freest to the strictest
ORDER = ("not_controlled", "exception", "nac_notification", "licence_required", "case_by_case", "presumption_of_denial")
_RANK = {status: rank for rank, status in enumerate(ORDER)}
_ANY = "*"
_MOST_BRANCHES = 64


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows for one shipment.

    Args:
        status: one of `ORDER`, or "unknown".
        paragraph: the paragraph of the control list, "" for none, or several joined by " or " where it is open.
        decider: index of the provision that sets the status, or None.
        possible: the statuses that are possible, where more than one is.
        open_tests: indices of the provisions on which it hangs.
    """

    status: str
    paragraph: str = ""
    decider: int | None = None
    possible: tuple[str, ...] = ()
    open_tests: tuple[int, ...] = ()


@dataclass(slots=True)
class _Case:
    regime: Regime
    states: Signature
    place: Place
    about: tuple[bool, ...]
    as_written: bool
    only_use: bool = False

    def of(self, does: str) -> list[tuple[int, Provision, State]]:
        """The provisions that do one thing, fit the item, reach the place, and are about the parties."""
        found, states, place, about = self.regime.provisions, self.states, self.place, self.about
        return [
            (index, found[index], states[index])
            for index in self.regime.doing(does, as_written=self.as_written)
            if states[index] is not False and place[index] and about[index]
        ]

    def requirements(self) -> list[tuple[int, Provision, State]]:
        """What requires a licence; where nothing is exported, only what reaches the use of a chip made in breach."""
        return [each for each in self.of("require") if not self.only_use or each[1].clause.detail.get("reaches_use")]


def decide(regime: Regime, states: Signature, place: Place, about: tuple[bool, ...], *, as_written: bool) -> Decision:
    """The status of a shipment under a regime.

    Args:
        regime: the provisions of the day.
        states: `Regime.signature` of the item.
        place: `Regime.place` of destination and headquarters.
        about: `Regime.parties`.
        as_written: count provisions that stand and are not enforced.
    """
    case = _Case(regime, states, place, about, as_written)
    outside = case.of("outside")
    case.only_use = bool(outside)
    paragraphs, hanging = _paragraphs(case)
    own = [(index, provision, state) for index, provision, state in case.requirements() if provision.status]
    outcomes: dict[str, tuple[str, int | None]] = {}
    doubtful = [index for index, provision, state in own if state is None or "open" in provision.clause.detail]
    for paragraph, taken in product(paragraphs, _choices(doubtful)):
        status, decider = _listed(case, paragraph) if not outside else ("not_controlled", outside[0][0])
        for index, provision, _ in own:
            counts = (index not in doubtful or index in taken) and _bears(provision, paragraph)
            if counts and _RANK[provision.status] > _RANK[status]:
                status, decider = provision.status, index
        outcomes.setdefault(status, (paragraph, decider))
    paragraph = " or ".join(each or "none" for each in paragraphs) if len(paragraphs) > 1 else paragraphs[0]
    if len(outcomes) == 1:
        status, (_, decider) = next(iter(outcomes.items()))
        return Decision(status, paragraph, decider)
    return Decision("unknown", paragraph, None, tuple(sorted(outcomes, key=_RANK.__getitem__)), (*hanging, *doubtful))


def _bears(provision: Provision, paragraph: str) -> bool:
    """Whether a requirement with a status of its own is about items of this paragraph."""
    paragraphs = provision.lists["paragraphs"]
    return not paragraphs or _ANY in paragraphs or paragraph in paragraphs


def _choices(doubtful: list[int]) -> list[tuple[int, ...]]:
    if not doubtful:
        return [()]
    return [(), *((index,) for index in doubtful), tuple(doubtful)]


def _paragraphs(case: _Case) -> tuple[list[str], list[int]]:
    """The paragraphs that an item may fall under, strictest first, and the limbs on which that hangs."""
    presumed = [provision for _, provision, _ in case.of("presume")]
    if presumed:
        met = any(
            state is True and provision.paragraph == presumed[-1].paragraph
            for _, provision, state in case.of("classify")
        )
        freed = [
            provision
            for _, provision, state in case.of("rebut")
            if state is True and not (met and provision.clause.detail.get("attests"))
        ]
        if not freed:
            return [presumed[-1].paragraph], []
    limbs = case.of("classify")
    sure = sorted({provision.paragraph for _, provision, state in limbs if state is True})
    open_limbs = [(index, provision.paragraph) for index, provision, state in limbs if state is None]
    maybe = sorted({paragraph for _, paragraph in open_limbs if not sure or paragraph < sure[0]})
    if sure:
        return ([*maybe, sure[0]], [index for index, paragraph in open_limbs if paragraph in maybe])
    return ([*maybe, ""], [index for index, _ in open_limbs])


def _listed(case: _Case, paragraph: str) -> tuple[str, int | None]:
    """The status of a paragraph by the control list alone."""
    if not paragraph:
        return "not_controlled", None
    needs = [
        index
        for index, provision, _ in case.requirements()
        if paragraph in provision.lists["paragraphs"] and not provision.status
    ]
    if not needs:
        return "not_controlled", None
    freed = [
        (index, provision)
        for index, provision, state in case.of("excuse")
        if paragraph in provision.lists["paragraphs"] and state is True
    ]
    if freed:
        index, provision = min(freed, key=lambda each: _RANK[each[1].status])
        return provision.status, index
    reviews = [
        (case.place[index] & BY_DESTINATION, index)
        for index, provision, state in case.of("review")
        if paragraph in provision.lists["paragraphs"] and state is True
    ]
    if not reviews:
        return "licence_required", needs[-1]
    _, index = max(reviews)
    return case.regime.provisions[index].status, index
