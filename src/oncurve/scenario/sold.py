"""What China may buy under a rulebook: the worth of the best chips allowed, against that of the best there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from oncurve.basis.spread import Array
from oncurve.export.status import FREE
from oncurve.scenario.base import Base, Values
from oncurve.scenario.policy import Policy

__all__ = ["Group", "Terms", "Way", "access", "mix", "terms", "ways"]

_NEW_ENOUGH = 0.95
_LOG10 = float(np.log(10))
Rows = slice | npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Way:
    """The best chip that one kind of permission lets through in one quarter.

    Args:
        chip: its id.
        worth: H100-equivalents for a dollar, over those of the best chip there is.
        status: the permission.
        gated: whether China's authorities stand in the way.
        ages: whether better chips leave it behind after the records end.
    """

    chip: str
    worth: float
    status: str
    gated: bool
    ages: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Quarters in which one kind of permission stands at the same place in the order of choice.

    Args:
        status: the permission.
        gated: whether China's authorities stand in the way.
        own: whether the policy's own numbers are in force.
        rows: the quarters.
        worth: logarithm of the worth of the chip in each; shape (quarter of the group, 1).
        years: since the records ended, for a chip that better ones leave behind, else 0; the same shape.
    """

    status: str
    gated: bool
    own: bool
    rows: Rows
    worth: Array
    years: Array


@dataclass(frozen=True)
class Terms:
    """What a policy lets through, before any draw is looked at.

    Args:
        ways: for each quarter, the best chip under each kind of permission, best first.
        ranks: the same by place in that order, quarters of one kind together.
    """

    ways: tuple[tuple[Way, ...], ...]
    ranks: tuple[tuple[Group, ...], ...]


def terms(base: Base, policy: Policy) -> Terms:
    """What a policy lets through; worked out once for each set of rules, day and numbers."""
    key = (policy.rules, policy.since, tuple(sorted(policy.numbers.items())))
    if key not in base.terms:
        found = ways(base, policy)
        places = range(max(map(len, found)))
        base.terms[key] = Terms(found, tuple(_groups(base, policy, found, rank) for rank in places))
    made: Terms = base.terms[key]
    return made


def ways(base: Base, policy: Policy) -> tuple[tuple[Way, ...], ...]:
    """For each quarter, the best chip under each kind of permission, best first; none after one that is free."""
    table, menu = base.menu.answers(policy.rules), base.menu
    since = base.since(policy)
    passed = policy.number("tariff.pass_through") or 0.0
    found: list[tuple[Way, ...]] = []
    for number in base.quarters:
        best = max((offer.worth(number) for offer in menu.offers), default=0.0)
        extra = (policy.number("tariff.rate") or 0.0) if number >= since else 0.0
        kinds: dict[tuple[str, bool], Way] = {}
        for offer, cell in zip(menu.offers, table[number], strict=True):
            price = 1 + passed * (cell.duty + extra)
            worth = offer.worth(number) / best / price if best else 0.0
            status = "free" if cell.status in FREE else cell.status
            way = Way(offer.chip, worth, status, cell.gated, worth * price < _NEW_ENOUGH)
            if worth > kinds.get((status, cell.gated), _NONE).worth:
                kinds[status, cell.gated] = way
        ordered = sorted(kinds.values(), key=lambda way: -way.worth)
        free = [place for place, way in enumerate(ordered) if way.status == "free" and not way.gated]
        last = free[0] if free else len(ordered)
        found.append(tuple(ordered[: last + 1]))
    return tuple(found)


_NONE = Way("", 0.0, "", gated=False, ages=False)


def _groups(base: Base, policy: Policy, found: tuple[tuple[Way, ...], ...], rank: int) -> tuple[Group, ...]:
    since = base.since(policy)
    years = base.quarters.years_from(base.quarters.last_day(base.recorded - 1))
    rows: dict[tuple[str, bool, bool], list[int]] = {}
    for number, each in enumerate(found):
        if len(each) > rank:
            rows.setdefault((each[rank].status, each[rank].gated, number >= since), []).append(number)
    made = []
    for (status, gated, own), numbers in rows.items():
        at = [found[number][rank] for number in numbers]
        aged = [max(years[number], 0.0) if way.ages else 0.0 for number, way in zip(numbers, at, strict=True)]
        worth = np.log([way.worth for way in at])
        made.append(Group(status, gated, own, _rows(numbers), worth[:, None], np.asarray(aged)[:, None]))
    return tuple(made)


def _rows(numbers: list[int]) -> Rows:
    """A slice where the numbers follow one another: nothing is copied then."""
    whole = numbers[-1] - numbers[0] + 1 == len(numbers)
    return slice(numbers[0], numbers[-1] + 1) if whole else np.asarray(numbers)


def access(base: Base, policy: Policy, values: Values, n: int) -> Array:
    """What share of the demand is met under a policy, in H100-equivalents; shape (quarter, draw).

    It is a share of what would be bought if nothing were forbidden.
    Buyers take the best chip that is free for what they want; of what needs a permission, the share that is granted.
    Spending falls with the worth of the chip to the power `worse_chip_response`, and so does what is bought.
    """
    share = np.zeros((base.quarters.count, n))
    for _, rows, part in _parts(base, policy, values, n):
        share[rows] += part
    return share


def _parts(base: Base, policy: Policy, values: Values, n: int) -> Iterator[tuple[int, Rows, Array]]:
    """The place in the order of choice, the quarters, and the share of the demand that is met so."""
    found = terms(base, policy)
    power = 1 + np.asarray(values["worse_chip_response"])
    decline = np.asarray(values["price_performance_decline"]) * _LOG10
    left = np.ones((base.quarters.count, n))
    for rank, groups in enumerate(found.ranks):
        for group in groups:
            granted = np.asarray(_granted(group, policy, values))
            fallen = group.worth - decline * group.years if group.years.any() else group.worth
            part = np.exp(power * fallen) * granted
            if rank:
                part = part * left[group.rows]
            yield rank, group.rows, part
            left[group.rows] *= 1 - granted


def mix(base: Base, policy: Policy, middle: Values) -> tuple[Mapping[str, float], ...]:
    """For each quarter, the chips that China buys and the share of each in the H100-equivalents.

    Args:
        base: the records.
        policy: what is changed.
        middle: the medians of the inputs.
    """
    found = terms(base, policy)
    bought: list[dict[str, float]] = [{} for _ in base.quarters]
    numbers = np.arange(base.quarters.count)
    for rank, rows, part in _parts(base, policy, middle, 1):
        for number, size in zip(numbers[rows], np.broadcast_to(part, (len(numbers[rows]), 1))[:, 0], strict=True):
            chip = found.ways[number][rank].chip
            bought[number][chip] = bought[number].get(chip, 0.0) + float(size)
    wholes = [sum(each.values()) for each in bought]
    return tuple({chip: part / whole for chip, part in each.items() if part > 0}
                 for each, whole in zip(bought, wholes, strict=True))


def _granted(group: Group, policy: Policy, values: Values) -> Array | float:
    """The share of the demand that a permission lets through, by the policy's numbers where it is in force."""
    def asked(name: str, otherwise: Array | float) -> Array | float:
        number = policy.number(f"licences.{name}") if group.own else None
        return otherwise if number is None else number

    plain: dict[str, Array | float] = {
        "free": 1.0, "licence_required": values["licensed_share"], "case_by_case": values["case_by_case_share"],
        "presumption_of_denial": 0.0, "unknown": values["unknown_share"]}
    granted = plain["free"] if group.status == "free" else asked(group.status, plain[group.status])
    return granted * asked("chinese_gate", values["chinese_gate"]) if group.gated else granted
