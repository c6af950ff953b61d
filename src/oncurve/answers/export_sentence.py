"""The sentence that says an answer on exports, for a reporter to quote."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oncurve.answers.export_items import Stamp
    from oncurve.answers.export_status import ExportStatus

__all__ = ["STATUS_WORDS", "policy_words", "say_day", "sentence"]

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
    asked = answer.asked
    buyer = "" if asked.headquarters == asked.destination else f" for a buyer headquartered in {stamp.hq_name}"
    opening = f"On {stamp.words} {asked.item.label} to {stamp.to_name}{buyer}"
    if answer.status == "unknown":
        possible = " or ".join(STATUS_WORDS[each] for each in answer.enforced.possible)
        return f"{opening}: unknown. It {possible}; what would settle it: {', '.join(answer.missing)}."
    label = f" ({answer.screening.law.rules[answer.rule].label})" if answer.rule in answer.screening.law.rules else ""
    said = f"{opening} {STATUS_WORDS[answer.status]}{label}{_why(answer, reasons)}."
    if answer.written.status != answer.status:
        said += f" As written, and not enforced, the law says otherwise: it {STATUS_WORDS[answer.written.status]}."
    return said


def _why(answer: ExportStatus, reasons: list[dict[str, Any]]) -> str:
    decider = answer.decider
    if decider is not None and decider.does == "outside":
        return f": {decider.name}"
    if answer.status == "not_controlled":
        missed = [row for row in reasons if row["holds"] is False and row["margin"] is not None and row["limit"]]
        if answer.enforced.paragraph:
            return f": it is {answer.enforced.paragraph}, but the rule does not reach this destination and buyer"
        if missed:
            row = min(missed, key=lambda each: abs(each["margin"] / each["limit"]))
            return f": {row['value']:,} misses {row['limit']:,} by {_short(abs(row['margin']))} ({row['test']})"
        if reasons and reasons[0]["test"].endswith("is in force"):
            return f": the first rule is of {say_day(dt.date.fromisoformat(reasons[0]['limit']))}"
        return ""
    paragraph = answer.enforced.paragraph
    return f": it is {paragraph}" if paragraph and " or " not in paragraph else ""


def _short(value: float) -> str:
    return f"{value:,.3g}" if value < 1000 else f"{value:,.0f}"
