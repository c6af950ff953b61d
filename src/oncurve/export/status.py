"""Whether a shipment needs a licence: from which provisions fit the item, reach the place, and are about the parties.

1. Limbs classify the item. Where a fact is missing it may fall under several paragraphs.
2. A paragraph needs a licence where a provision requires one; the latest policy that fits says how it is reviewed.
3. An exception frees it, with or without notice. Letters, embargoes and lists require a licence beside that.
4. The strictest of these holds. Where the missing facts leave more than one outcome, the status is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass

from oncurve.export.case import BY_DESTINATION, Case, States
from oncurve.export.provision import Provision, State

__all__ = [
    "FREE",
    "ORDER",
    "STATUSES",
    "Classified",
    "Decision",
    "Docket",
    "Own",
    "classify",
    "decide",
    "decide_classified",
    "docket_of",
    "plainly",
]

#: statuses, from the freest to the strictest
ORDER = ("not_controlled", "exception", "nac_notification", "licence_required", "case_by_case", "presumption_of_denial")
#: every status, the one that hangs on missing facts last
STATUSES = (*ORDER, "unknown")
#: those under which nothing has to be asked for
FREE = ORDER[:3]
_RANK = {status: rank for rank, status in enumerate(ORDER)}
_ANY = "*"


def plainly(status: str) -> str:
    """A status in words: licence required."""
    return status.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows for one shipment.

    Args:
        status: one of `STATUSES`.
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


class _View:
    """What of a case fits an item, as enforced or as written."""

    __slots__ = ("as_written", "case", "states")

    def __init__(self, case: Case, states: States, *, as_written: bool) -> None:
        self.case, self.states, self.as_written = case, states, as_written

    def of(self, does: str) -> list[tuple[int, Provision, State]]:
        """The provisions that do one thing, fit the item, reach the place, and are about the parties."""
        found, states = self.case.provisions, self.states
        doing = self.case.doing(does, as_written=self.as_written)
        return [(index, found[index], states[index]) for index in doing if states[index] is not False]


def decide(case: Case, states: States, *, as_written: bool = False) -> Decision:
    """The status of a shipment.

    Args:
        case: the provisions that can matter for it.
        states: `Case.states` of the item.
        as_written: count provisions that stand and are not enforced.
    """
    classified = classify(case, tuple([states[each] for each in case.limbs]), as_written=as_written)
    others = tuple([states[each] for each in case.others])
    return decide_classified(case, others, classified, as_written=as_written)


@dataclass(frozen=True, slots=True)
class Classified:
    """Where on the control list an item may fall.

    Args:
        paragraphs: strictest first; "" for none.
        hanging: the places among `Case.limbs` of those on which it hangs.
    """

    paragraphs: tuple[str, ...]
    hanging: tuple[int, ...]


def classify(case: Case, limbs: tuple[State, ...], *, as_written: bool = False) -> Classified:
    """Where an item may fall, by the states of `Case.limbs`."""
    found: Classified | None = case.of_limbs.get((limbs, as_written))
    if found is None:
        states: list[State] = [False] * len(case.provisions)
        for index, state in zip(case.limbs, limbs, strict=True):
            states[index] = state
        paragraphs, hanging = _paragraphs(_View(case, tuple(states), as_written=as_written))
        found = Classified(tuple(paragraphs), tuple(case.limbs.index(each) for each in hanging))
        case.of_limbs[limbs, as_written] = found
    return found


def decide_classified(
    case: Case, others: tuple[State, ...], classified: Classified, *, as_written: bool = False
) -> Decision:
    """The status of a shipment whose item is classified, by the states of `Case.others`."""
    bearing = _bearing(case, classified.paragraphs)
    key = (classified, tuple([others[each] for each in bearing]), as_written)
    found: Decision | None = case.memory.get(key)
    if found is None:
        states: list[State] = [False] * len(case.provisions)
        for each in bearing:
            states[case.others[each]] = others[each]
        found = case.memory[key] = _decide(case, tuple(states), classified, as_written=as_written)
    return found


def _bearing(case: Case, paragraphs: tuple[str, ...]) -> tuple[int, ...]:
    """The places among `Case.others` of those that bear on the status of an item of these paragraphs."""
    found: tuple[int, ...] | None = case.memory.get(paragraphs)
    if found is None:
        found = case.memory[paragraphs] = tuple(
            place
            for place, index in enumerate(case.others)
            if any(_bears(case.provisions[index], each) for each in paragraphs)
        )
    return found


def _decide(case: Case, states: States, classified: Classified, *, as_written: bool) -> Decision:
    outside = [each for each in case.doing("outside", as_written=as_written) if states[each] is not False]
    outcomes: dict[str, tuple[str, int | None]] = {}
    doubts: dict[int, None] = {}
    for paragraph in classified.paragraphs:
        docket = docket_of(case, paragraph, as_written=as_written)
        listed = ("not_controlled", outside[0]) if outside else _listed(docket, states)
        own = [each for each in docket.own if states[each.index] is not False and (each.reaches_use or not outside)]
        doubtful = [each.index for each in own if each.open or states[each.index] is None]
        doubts.update(dict.fromkeys(doubtful))
        for taken in _choices(doubtful):
            status, decider = listed
            for each in own:
                counts = each.index not in doubtful or each.index in taken
                if counts and each.rank > _RANK[status]:
                    status, decider = each.status, each.index
            outcomes.setdefault(status, (paragraph, decider))
    paragraphs = classified.paragraphs
    paragraph = " or ".join([each or "none" for each in paragraphs]) if len(paragraphs) > 1 else paragraphs[0]
    if len(outcomes) == 1:
        status, (_, decider) = next(iter(outcomes.items()))
        return Decision(status, paragraph, decider)
    hanging = [case.limbs[each] for each in classified.hanging]
    possible = tuple(sorted(outcomes, key=_RANK.__getitem__))
    return Decision("unknown", paragraph, None, possible, tuple(dict.fromkeys([*hanging, *doubts])))


@dataclass(frozen=True, slots=True)
class Own:
    """A requirement with a status of its own: a letter, an embargo, a list.

    Args:
        index: of the provision.
        status: that it sets.
        rank: the place of that in `ORDER`.
        open: whether it reaches the place is not known.
        reaches_use: it reaches what is no export too.
    """

    index: int
    status: str
    rank: int
    open: bool
    reaches_use: bool


@dataclass(frozen=True, slots=True)
class Docket:
    """What a case holds for one paragraph.

    Args:
        needs: what requires a licence by the list.
        frees: exceptions, each with its status; the first that fits holds.
        reviews: how an application is met, each with its status; the first that fits holds.
        own: what requires a licence beside the list.
    """

    needs: tuple[int, ...]
    frees: tuple[tuple[int, str], ...]
    reviews: tuple[tuple[int, str], ...]
    own: tuple[Own, ...]


def docket_of(case: Case, paragraph: str, *, as_written: bool) -> Docket:
    """What a case holds for a paragraph."""
    key = ("docket", paragraph, as_written)
    found: Docket | None = case.memory.get(key)
    if found is None:
        found = case.memory[key] = _made_docket(case, paragraph, as_written=as_written)
    return found


def _made_docket(case: Case, paragraph: str, *, as_written: bool) -> Docket:
    def doing(does: str) -> list[tuple[int, Provision]]:
        return [(each, case.provisions[each]) for each in case.doing(does, as_written=as_written)]

    def listing(does: str) -> list[tuple[int, str]]:
        return [(index, each.status) for index, each in doing(does) if paragraph in each.lists["paragraphs"]]

    own = [(index, each) for index, each in doing("require") if each.status and _bears(each, paragraph)]
    reviews = [(case.place[index] & BY_DESTINATION, index, status) for index, status in listing("review")]
    return Docket(
        tuple(index for index, status in listing("require") if not status),
        tuple(sorted(listing("excuse"), key=lambda each: _RANK[each[1]])),
        tuple((index, status) for _, index, status in sorted(reviews, reverse=True)),
        tuple(
            Own(
                index,
                each.status,
                _RANK[each.status],
                "open" in each.clause.detail,
                bool(each.clause.detail.get("reaches_use")),
            )
            for index, each in own
        ),
    )


def _listed(docket: Docket, states: States) -> tuple[str, int | None]:
    """The status of a paragraph by the control list alone."""
    needs = [each for each in docket.needs if states[each] is not False]
    if not needs:
        return "not_controlled", None
    for some in (docket.frees, docket.reviews):
        for index, status in some:
            if states[index] is True:
                return status, index
    return "licence_required", needs[-1]


def _bears(provision: Provision, paragraph: str) -> bool:
    """Whether a provision is about items of this paragraph."""
    paragraphs = provision.lists["paragraphs"]
    return not paragraphs or _ANY in paragraphs or paragraph in paragraphs


def _choices(doubtful: list[int]) -> list[tuple[int, ...]]:
    if not doubtful:
        return [()]
    return [(), *((index,) for index in doubtful), tuple(doubtful)]


def _paragraphs(case: _View) -> tuple[list[str], list[int]]:
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
