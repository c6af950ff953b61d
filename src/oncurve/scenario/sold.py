"""What China may buy under a rulebook: the worth of the best chips allowed, against that of the best there are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oncurve.basis.spread import Array
from oncurve.export.status import FREE
from oncurve.scenario.base import Base, Values
from oncurve.scenario.policy import Policy

__all__ = ["Access", "Way", "access", "ways"]

_NEW_ENOUGH = 0.95
_LOG10 = float(np.log(10))


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


@dataclass(frozen=True)
class Access:
    """How much of the demand for compute the law lets through.

    Args:
        share: of what would be bought if nothing were forbidden, in H100-equivalents; shape (quarter, draw).
        chips: for each quarter, the chips bought and the share of each in the H100-equivalents, at the middle draw.
    """

    share: Array
    chips: tuple[tuple[tuple[str, float], ...], ...]


def ways(base: Base, policy: Policy) -> list[list[Way]]:
    """For each quarter, the best chip under each kind of permission, best first."""
    table, menu = base.menu.answers(policy.rules), base.menu
    since = base.since(policy)
    found: list[list[Way]] = []
    for number in base.quarters:
        best = max((offer.worth(number) for offer in menu.offers), default=0.0)
        kinds: dict[tuple[str, bool], Way] = {}
        for offer, cell in zip(menu.offers, table[number], strict=True):
            extra = (policy.number("tariff.rate") or 0.0) if number >= since else 0.0
            passed = policy.number("tariff.pass_through") or 0.0
            price = 1 + passed * (cell.duty + extra)
            worth = offer.worth(number) / best / price if best else 0.0
            status = "free" if cell.status in FREE else cell.status
            way = Way(offer.chip, worth, status, cell.gated, worth * price < _NEW_ENOUGH)
            if worth > kinds.get((status, cell.gated), _NONE).worth:
                kinds[status, cell.gated] = way
        found.append(sorted(kinds.values(), key=lambda way: -way.worth))
    return found


_NONE = Way("", 0.0, "", gated=False, ages=False)


def access(base: Base, policy: Policy, values: Values, n: int) -> Access:
    """What share of the demand is met under a policy.

    Buyers take the best chip that is free for what they want; of what needs a permission, the share that is granted.
    Spending falls with the worth of the chip to the power `worse_chip_response`, and so does what is bought.
    """
    since = base.since(policy)
    years = base.quarters.years_from(base.quarters.last_day(base.recorded - 1))
    power = 1 + np.asarray(values["worse_chip_response"])
    decline = np.asarray(values["price_performance_decline"]) * _LOG10
    share = np.zeros((base.quarters.count, n))
    chips: list[tuple[tuple[str, float], ...]] = []
    for number, found in enumerate(ways(base, policy)):
        left: Array | float = 1.0
        bought: dict[str, float] = {}
        for way in found:
            granted = _granted(way, policy, values, own=number >= since)
            age = decline * max(years[number], 0.0) if way.ages else 0.0
            part = left * granted * np.exp(power * (np.log(way.worth) - age)) if way.worth > 0 else 0.0
            share[number] += part
            left = left * (1 - granted)
            bought[way.chip] = bought.get(way.chip, 0.0) + float(np.median(part))
            if np.ndim(left) == 0 and left == 0:
                break
        whole = sum(bought.values())
        chips.append(tuple((chip, part / whole) for chip, part in bought.items() if part > 0) if whole else ())
    return Access(share, tuple(chips))


def _granted(way: Way, policy: Policy, values: Values, *, own: bool) -> Array | float:
    """The share of the demand that a permission lets through, by the policy's numbers where it is in force."""
    def asked(name: str, otherwise: Array | float) -> Array | float:
        number = policy.number(f"licences.{name}") if own else None
        return otherwise if number is None else number

    plain: dict[str, Array | float] = {
        "free": 1.0, "licence_required": values["licensed_share"], "case_by_case": values["case_by_case_share"],
        "presumption_of_denial": 0.0, "unknown": values["unknown_share"]}
    granted = plain["free"] if way.status == "free" else asked(way.status, plain[way.status])
    return granted * asked("chinese_gate", values["chinese_gate"]) if way.gated else granted
