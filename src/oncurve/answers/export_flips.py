"""What would change an answer: the smallest change of one specification, and the nearest days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oncurve.answers.export_because import plain_number
from oncurve.export.status import STATUSES

if TYPE_CHECKING:
    from oncurve.answers.export_screening import Screening
    from oncurve.export.case import Case
    from oncurve.export.item import Item

__all__ = ["date_flips", "days_around", "spec_flip", "stretch_of"]


def spec_flip(case: Case, item: Item, *, reported: bool) -> dict[str, Any] | None:
    """The smallest relative change of one specification that gives another status, or None.

    Args:
        case: the provisions that can matter.
        item: what is shipped.
        reported: a report that it stays below the limits holds on the day.
    """
    from oncurve.export.columns import columns_of
    from oncurve.export.nearest import nearest_flips

    flips = nearest_flips(case, columns_of([(item, reported)]))
    move = int(flips.move[0])
    if move < 0:
        return None
    metric = flips.metrics[move]
    return {
        "metric": metric,
        "from": plain_number(item.metrics[metric].value),
        "to": plain_number(float(flips.values[move])),
        "change": plain_number(float(flips.change[0])),
        "status": STATUSES[int(flips.rank[0])],
    }


def date_flips(screening: Screening, timeline: tuple[str, ...], here: int) -> dict[str, Any]:
    """Until which day the status was another, and from which day it is to be another, as far as rules are known.

    Args:
        screening: the law.
        timeline: the status under each of its regimes.
        here: the index of the day's regime.
    """
    first, last = stretch_of(timeline, here)
    return days_around(screening, (first, timeline[first - 1]), (last, timeline[last] if last < len(timeline) else ""))


def days_around(screening: Screening, before: tuple[int, str], after: tuple[int, str]) -> dict[str, Any]:
    """The days on which a status begins and ends, with the statuses beside it.

    Args:
        screening: the law.
        before: the index of the first regime with it, 0 where nothing is before, and the status before.
        after: the index of the regime after the last, and the status there.
    """
    regimes = screening.regimes
    first, last = before[0], after[0]
    return {
        "before": {"until": regimes[first].start.isoformat(), "status": before[1]} if first else None,
        "after": {"from": regimes[last].start.isoformat(), "status": after[1]} if last < len(regimes) else None,
    }


def stretch_of(timeline: tuple[str, ...], here: int) -> tuple[int, int]:
    """The stretch of equal statuses around a regime: its first, and the one after its last."""
    first, last = here, here + 1
    while first and timeline[first - 1] == timeline[here]:
        first -= 1
    while last < len(timeline) and timeline[last] == timeline[here]:
        last += 1
    return first, last
