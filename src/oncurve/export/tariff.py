"""What is charged on a shipment (duties, shares of revenue), and what the destination's own gate says."""

from __future__ import annotations

from typing import Any

from oncurve.export.case import Case, States
from oncurve.export.provision import Provision

__all__ = ["charges", "fitting", "gates"]


def charges(case: Case, states: States) -> list[dict[str, Any]]:
    """The duties and shares of the day that fit the item and reach the place, each with its effect on the price.

    A duty falls on a chip that enters the United States to be tested and sent on, and not on one that is used there.
    """
    found = []
    for provision in fitting(case, states, "charge"):
        detail = provision.clause.detail
        rate = float(detail["rate"])
        grosses = detail.get("base") != "revenue"
        found.append(
            {
                "rule": provision.rule,
                "name": provision.name,
                "rate": rate,
                "unit": detail.get("rate_unit", "percent"),
                "base": detail.get("base", ""),
                "price_factor": round(1 + rate / 100, 6) if grosses else 1.0,
                "seller_keeps": 1.0 if grosses else round(1 - rate / 100, 6),
                "free_for": list(provision.lists["free_for"]),
                "note": provision.clause.note,
                "source": provision.clause.source,
            }
        )
    return found


def gates(case: Case, states: States) -> list[dict[str, Any]]:
    """What the authorities of the destination ask beside: permission to leave is not permission to enter."""
    return [
        {
            "rule": provision.rule,
            "status": provision.status,
            "note": provision.clause.note,
            "source": provision.clause.source,
        }
        for provision in fitting(case, states, "gate")
    ]


def fitting(case: Case, states: States, does: str) -> list[Provision]:
    """The provisions that charge, or that are a gate, which fit the item and reach the place.

    Args:
        case: the provisions that can matter.
        states: whether each fits the item.
        does: "charge" or "gate".
    """
    if does not in case.memory:
        case.memory[does] = [
            index for index, each in enumerate(case.provisions) if each.does == does and case.place[index]
        ]
    return [case.provisions[index] for index in case.memory[does] if states[index] is True]
