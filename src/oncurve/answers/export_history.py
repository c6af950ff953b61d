"""The status of one shipment over time: a span for each stretch under the same status and rule."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from oncurve.answers.export_items import Shipment
from oncurve.answers.export_screening import Screening
from oncurve.answers.export_status import LAST_KNOWN, answer_to

__all__ = ["ExportHistory", "Stretch", "export_history"]

#: how much of a last stretch is shown that begins after the last known day
_OF_THE_LAST = dt.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which the status and its rule stay the same.

    Args:
        start: first day.
        end: the day after the last, or None where no change is known.
        status: by what is enforced.
        written: by what stands in law.
        rule: id of the rule that decides, or None.
        label: of that rule.
        announced: the day it was announced, where it binds only later.
    """

    start: dt.date
    end: dt.date | None
    status: str
    written: str
    rule: str | None
    label: str
    announced: dt.date | None = None

    def to_dict(self) -> dict[str, Any]:
        """The stretch as plain data."""
        return {
            "from": self.start.isoformat(),
            "until": self.end and self.end.isoformat(),
            "status": self.status,
            "as_written": self.written,
            "rule": self.rule,
            "label": self.label,
            "announced": self.announced and self.announced.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class ExportHistory:
    """A shipment through the years.

    Args:
        shipment: the question, whose day counts for nothing.
        destination: name of the country.
        headquarters: name of the buyer's country.
        stretches: in order.
    """

    shipment: Shipment
    destination: str
    headquarters: str
    stretches: tuple[Stretch, ...]

    @property
    def shown_until(self) -> dt.date:
        """The last day of a picture: up to which rules were followed, or some weeks into the last stretch."""
        return max(LAST_KNOWN, self.stretches[-1].start + _OF_THE_LAST)

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        item = self.shipment.item
        return {
            "chip": item.chip or item.label,
            "destination": self.shipment.destination,
            "headquarters": self.shipment.headquarters,
            "known_until": LAST_KNOWN.isoformat(),
            "history": [each.to_dict() for each in self.stretches],
        }


def export_history(screening: Screening, shipment: Shipment) -> ExportHistory:
    """The status of a shipment from a month before the first chip rule to the last change that is known."""
    law = screening.law
    first = min(day for rule in law.rules.values() if rule.sort == "letter" and (day := rule.binds_from) is not None)
    days = [first.replace(day=1), *(day for day in law.days if day >= first)]
    found: list[Stretch] = []
    for day in days:
        answer = answer_to(screening, replace(shipment, on=day))
        rule = answer.rule
        record = law.rules.get(rule) if rule else None
        same = bool(found) and (found[-1].status, found[-1].written) == (answer.status, answer.written.status)
        if same and (found[-1].rule == rule or answer.status == "not_controlled"):
            continue
        released = record.day("released") or record.day("published") if record is not None else None
        announced = (
            released if released is not None and record is not None and released < day == record.binds_from else None
        )
        if found:
            found[-1] = replace(found[-1], end=day)
        found.append(
            Stretch(day, None, answer.status, answer.written.status, rule, record.label if record else "", announced)
        )
    places = law.places
    return ExportHistory(
        shipment, places.name_of(shipment.destination), places.name_of(shipment.headquarters), tuple(found)
    )
