"""The sentence that says an answer on exports, for a reporter to quote."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from oncurve.export.rules import reported

if TYPE_CHECKING:
    from oncurve.answers.export_items import Stamp
    from oncurve.answers.export_status import ExportStatus

__all__ = [
    "STATUS_WORDS",
    "asks_for_miss",
    "closing",
    "missed",
    "nearest_miss",
    "place_words",
    "policy_words",
    "say_day",
    "sentence",
    "short",
]

#: status: what it means for a shipment
STATUS_WORDS = {
    "not_controlled": "needs no US licence under the chip rules",
    "nac_notification": "may go under License Exception NAC, with notice to the US 25 days before",
    "exception": "may go under a licence exception",
    "licence_required": "needs a US licence",
    "case_by_case": "needs a US licence, which is weighed case by case",
    "presumption_of_denial": "needs a US licence, which is presumed to be denied",
    "unknown": "has a status that hangs on facts which are missing",
}
_POLICY = {
    "not_controlled": "no licence required",
    "nac_notification": "notice, then free unless the US objects",
    "exception": "licence exception",
    "licence_required": "licence required",
    "case_by_case": "case by case",
    "presumption_of_denial": "presumption of denial",
    "unknown": "unknown",
}


def say_day(day: dt.date) -> str:
    """A day in words: 8 April 2025."""
    return f"{day.day} {day:%B %Y}"


def policy_words(answer: ExportStatus) -> str:
    """How an application is met, with the name of the exception where one frees the shipment."""
    words = _POLICY[answer.status]
    decider = answer.decider
    return decider.name if decider is not None and decider.does == "excuse" else words


def sentence(answer: ExportStatus, reasons: list[dict[str, Any]], stamp: Stamp) -> str:
    """What the law says of the shipment, in a sentence or two."""
    opening = f"On {stamp.words} {answer.asked.item.label} to {place_words(stamp)}"
    return opening + closing(answer, nearest_miss(reasons) if asks_for_miss(answer) else "")


def place_words(stamp: Stamp) -> str:
    """Where a shipment goes, and for whom where that is elsewhere."""
    return stamp.to_name + ("" if stamp.to == stamp.hq else f" for a buyer headquartered in {stamp.hq_name}")


def closing(answer: ExportStatus, miss: str) -> str:
    """The sentence after item and place.

    Args:
        answer: the answer.
        miss: `nearest_miss`, where `asks_for_miss`.
    """
    if answer.status == "unknown":
        possible = " or ".join(STATUS_WORDS[each] for each in answer.enforced.possible)
        return f": unknown. It {possible}; what would settle it: {', '.join(answer.missing)}."
    label = f" ({answer.screening.law.rules[answer.rule].label})" if answer.rule in answer.screening.law.rules else ""
    said = f" {STATUS_WORDS[answer.status]}{label}{_why(answer)}{miss}."
    item = answer.shipment.item
    if answer.status == "not_controlled" and item.reported is not None and reported(item, answer.regime):
        said += f" That it stays {item.reported.amount} is reported; no data sheet is public."
    if answer.written.status != answer.status:
        said += f" As written, and not enforced, the law says otherwise: it {STATUS_WORDS[answer.written.status]}."
    return said


def asks_for_miss(answer: ExportStatus) -> bool:
    """Whether the sentence tells which limit the item misses: it is under none, and is an export."""
    outside = answer.decider is not None and answer.decider.does == "outside"
    return answer.status == "not_controlled" and not outside and not answer.enforced.paragraph


def nearest_miss(reasons: list[dict[str, Any]]) -> str:
    """Which limit is missed by the least, of those that do not hold; before the first rule, that it was not there."""
    found = [each for each in map(missed, reasons) if each is not None]
    if found:
        return min(found, key=lambda each: each[0])[1]
    if reasons and reasons[0]["test"].endswith("is in force"):
        return f": the first rule is of {say_day(dt.date.fromisoformat(reasons[0]['limit']))}"
    return ""


def missed(row: dict[str, Any]) -> tuple[float, str] | None:
    """By what share of its limit a reason misses, and the words for it; None where it holds or has no margin."""
    if row["holds"] is not False or row["margin"] is None or not row["limit"]:
        return None
    words = f": {row['value']:,} misses {row['limit']:,} by {short(abs(row['margin']))} ({row['test']})"
    return abs(row["margin"] / row["limit"]), words


def _why(answer: ExportStatus) -> str:
    decider, paragraph = answer.decider, answer.enforced.paragraph
    if decider is not None and decider.does == "outside":
        return f": {decider.name}"
    if answer.status == "not_controlled":
        return f": it is {paragraph}, but the rule does not reach this destination and buyer" if paragraph else ""
    return f": it is {paragraph}" if paragraph and " or " not in paragraph else ""


def short(value: float) -> str:
    """A number as a sentence says it: three digits, or whole from a thousand on."""
    return f"{value:,.3g}" if value < 1000 else f"{value:,.0f}"
