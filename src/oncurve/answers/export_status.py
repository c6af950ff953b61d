"""Which export rule applies to a chip, a destination, a buyer and a day; why, by what margin, and what is unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oncurve.answers.export_because import METRIC_WORDS, Line, line_row, lines_of, place_row, plain_number
from oncurve.answers.export_flips import date_flips, spec_flip
from oncurve.answers.export_items import Shipment, Stamp
from oncurve.answers.export_screening import Screening
from oncurve.answers.export_sentence import policy_words, say_day, sentence
from oncurve.basis.errors import UnknownName
from oncurve.export.case import Case, States
from oncurve.export.item import Item
from oncurve.export.provision import Provision
from oncurve.export.rules import Regime, reported
from oncurve.export.status import Decision, decide
from oncurve.export.tariff import charges, gates

__all__ = [
    "IF_ALL_WERE_BOUND",
    "LAST_KNOWN",
    "NOT_ADVICE",
    "ExportStatus",
    "answer_to",
    "ask",
    "before_the_law",
    "item_sources",
    "law_sources",
    "plain_answer",
    "rule_of",
    "warnings_of",
]

#: the reading under which letters bind others than their addressees
IF_ALL_WERE_BOUND = "if the letters bound every maker"
NOT_ADVICE = "This is a computation from public texts and not legal advice."
#: the last day up to which the sources of the rules were searched
LAST_KNOWN = dt.date(2026, 9, 29)
#: kind of item: the paragraphs under which it could fall
_PARAGRAPHS = {"hbm": "3A090.c or none", "co-packaged": "3A090.c or none", "weights": "4E091 or none"}
_CHIP_PARAGRAPHS = "3A090.a or 3A090.b"
_UNSEEN = "its specifications, which the catalogue does not hold"


@dataclass(frozen=True, slots=True)
class ExportStatus:
    """What the law says of one shipment.

    Args:
        shipment: the question, with territories as the rules treat them.
        asked: the question as it was asked.
        regime: the law of the day.
        case: the provisions of it that can matter.
        states: whether each of them fits the item.
        enforced: the decision by what is enforced; its status is the headline.
        written: the decision by what stands in law.
        screening: the law and caches that it was computed with.
    """

    shipment: Shipment
    asked: Shipment
    regime: Regime
    case: Case
    states: States
    enforced: Decision
    written: Decision
    screening: Screening

    @property
    def status(self) -> str:
        """One of `oncurve.export.status.ORDER`, or "unknown"."""
        return self.enforced.status

    @property
    def decider(self) -> Provision | None:
        """The provision that sets the status, or None."""
        index = self.enforced.decider
        return None if index is None else self.case.provisions[index]

    @property
    def rule(self) -> str | None:
        """The id of the rule that decides: that of the decider, else the one that was looked at and does not apply."""
        if self.decider is not None:
            return self._presumption or self.decider.rule
        if self.written.status != self.enforced.status and self.written.decider is not None:
            unenforced = self.screening.law.rules[self.case.provisions[self.written.decider].rule]
            fact = unenforced.fact("not_enforced")
            return str(fact.detail.get("by") or unenforced.id) if fact is not None else unenforced.id
        return self.screening.looked_at(self.shipment.item, self.case)

    @property
    def _presumption(self) -> str | None:
        """The rule by which the item is presumed to fall under its paragraph, or None."""
        if self.shipment.item.kind != "logic":
            return None
        return next(
            (
                each.rule
                for each, state in zip(self.case.provisions, self.states, strict=True)
                if each.does == "presume" and state is not False and self.enforced.paragraph == each.paragraph
            ),
            None,
        )

    @property
    def because(self) -> list[dict[str, Any]]:
        """Each test with value, limit, whether it holds, and margin (below zero: by how much it misses)."""
        return self.reasons(self.lines(), self.stamp)

    @property
    def stamp(self) -> Stamp:
        """How the day and the countries are printed."""
        name = self.screening.law.places.name_of
        return Stamp(
            self.asked.on.isoformat(),
            say_day(self.asked.on),
            self.asked.destination,
            self.asked.headquarters,
            self.shipment.destination,
            self.shipment.headquarters,
            name(self.asked.destination),
            name(self.asked.headquarters),
        )

    def lines(self) -> tuple[tuple[Line, ...], ...]:
        """The reasons before they are filled in: those of the item and the parties, and those of places."""
        return lines_of(self.case, self.states, self._asked_paragraph, self.shipment)

    @property
    def _asked_paragraph(self) -> str:
        return self.enforced.paragraph or _PARAGRAPHS.get(self.shipment.item.kind, _CHIP_PARAGRAPHS)

    def reasons(self, lines: tuple[tuple[Line, ...], ...], stamp: Stamp) -> list[dict[str, Any]]:
        """The reasons in `lines` filled in, with the day and the countries as they are to be printed."""
        own, places = lines
        rows = [*(line_row(each, self.shipment) for each in own), *(place_row(each, stamp) for each in places)]
        return rows or before_the_law(self.screening, self.asked.on)

    @property
    def missing(self) -> list[str]:
        """The facts that would settle an unknown status."""
        if self.status != "unknown":
            return []
        item, found = self.shipment.item, []
        if not item.metrics:
            return [_UNSEEN]
        for index in self.enforced.open_tests:
            provision = self.case.provisions[index]
            if provision.clause.detail.get("open"):
                found.append(str(provision.clause.detail["open"]))
            if provision.clause.detail.get("market") and not item.market:
                found.append("whether it is designed or marketed for data centres")
            for test in provision.tests:
                if test.state(item.metrics) is None:
                    lacks_area = test.metric == "density" and "tpp" in item.metrics
                    found.append("die area" if lacks_area else METRIC_WORDS[test.metric])
        return list(dict.fromkeys(found))

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        return plain_answer(self, self.stamp)

    def __repr__(self) -> str:
        return f"ExportStatus({self.asked.item.label} to {self.asked.destination} on {self.asked.on}: {self.status})"


def answer_to(screening: Screening, asked: Shipment) -> ExportStatus:
    """What the law says of a shipment."""
    shipment, regime = screening.treated(asked), screening.law.regime(asked.on)
    case = screening.case(shipment)
    states = case.states(shipment.item, reported=reported(shipment.item, regime))
    written = decide(case, states, as_written=True)
    return ExportStatus(shipment, asked, regime, case, states, decide(case, states), written, screening)


def ask(screening: Screening, row: Mapping[str, str]) -> ExportStatus:
    """The answer to one row, whose chip must be known or described.

    Raises:
        UnknownName: the catalogue holds no such chip, and the row states no number for it.
    """
    shipment = screening.shipment(row)
    item = shipment.item
    if not item.chip and not item.metrics and item.kind == "ic" and row.get("chip"):
        raise UnknownName("chip", row["chip"], screening.catalogue.chips.nearest(row["chip"]), "oncurve chips")
    return answer_to(screening, shipment)


def plain_answer(answer: ExportStatus, stamp: Stamp) -> dict[str, Any]:
    """An answer as plain data.

    Args:
        answer: the answer.
        stamp: how the day and the countries are printed.
    """
    item, metrics = answer.shipment.item, answer.shipment.item.metrics
    lines = answer.lines()
    reasons = answer.reasons(lines, stamp)
    plain: dict[str, Any] = {
        "chip": item.chip or item.label,
        "destination": stamp.to,
        "headquarters": stamp.hq,
        "date": stamp.iso,
        "status": answer.status,
        "classification": answer.enforced.paragraph or None,
        "rule": answer.rule,
        "policy": policy_words(answer),
        "because": reasons,
        "tpp": plain_number(metrics["tpp"].value) if "tpp" in metrics else None,
        "performance_density": plain_number(metrics["density"].value) if "density" in metrics else None,
        "as_written": answer.written.status,
        "as_enforced": answer.enforced.status,
        "flips": {
            "spec": spec_flip(answer.case, item, reported=reported(item, answer.regime)),
            "date": date_flips(
                answer.screening,
                answer.screening.timeline(answer.shipment),
                answer.screening.law.index(answer.regime.start),
            ),
        },
        "also": _also(answer),
        "missing": answer.missing,
        "conditions": charges(answer.case, answer.states),
        "destination_gate": gates(answer.case, answer.states),
        "sentence": sentence(answer, reasons, stamp),
        "sources": _sources(answer, [each for some in lines for each in some]),
        "warnings": warnings_of(answer.screening, item, answer.shipment.on, answer.shipment.destination),
    }
    if answer.status == "unknown":
        plain["possible"] = list(answer.enforced.possible)
    return plain


def _also(answer: ExportStatus) -> list[dict[str, Any]]:
    """Other readings, where they give another status: letters that bind all, disputed data sheets."""
    case, item, found = answer.case, answer.shipment.item, []
    held = reported(item, answer.regime)
    readings = [(each.label, case.states(each, reported=reported(each, answer.regime))) for each in item.readings]
    if any(each.lists["binds"] for each in case.provisions):
        readings.insert(0, (IF_ALL_WERE_BOUND, case.states(item, reported=held, everyone=True)))
    for words, states in readings:
        other = decide(case, states)
        if other.status != answer.status:
            found.append({"reading": words, "status": other.status, "rule": rule_of(case, other)})
    return found


def _sources(answer: ExportStatus, lines: Sequence[Line]) -> list[str]:
    """The works that the answer stands on: the clauses that are told, the days of their rules, the data sheet."""
    return list(dict.fromkeys([*law_sources(answer, lines), *item_sources(answer.shipment.item)]))


def law_sources(answer: ExportStatus, lines: Sequence[Line]) -> list[str]:
    """The works in which the rules of an answer and of the lines of its reasons are read; one may be named twice."""
    found = [] if answer.decider is None else [answer.decider.clause.source]
    found += [each.source for each in lines]
    named = {each.rule for each in lines} | ({answer.rule} if answer.rule else set())
    if not lines and answer.screening.first_rule is not None:
        named.add(answer.screening.first_rule[1])
    for key in sorted(named):
        found += answer.screening.kept(("dated", key), lambda key=key: _dated(answer.screening, key))  # type: ignore[misc]
    return found


def _dated(screening: Screening, rule: str) -> list[str]:
    """The works in which the days of a rule are read."""
    return [fact.source for fact in screening.law.rules[rule].facts if fact.unit == "date"]


def item_sources(item: Item) -> list[str]:
    """The works in which an item's measures are read; one may be named twice."""
    found = [fact.source for measured in item.metrics.values() for fact in measured.facts]
    return found if item.reported is None else [*found, item.reported.source]


def before_the_law(screening: Screening, on: dt.date) -> list[dict[str, Any]]:
    """The reason where no provision can matter: which rule is the first, and whether it is in force on a day."""
    if screening.first_rule is None:
        return []
    day, key = screening.first_rule
    return [
        {
            "test": f"{key}: the first rule on such chips is in force",
            "value": on.isoformat(),
            "limit": day.isoformat(),
            "holds": on >= day,
            "margin": None,
            "rule": key,
        }
    ]


def warnings_of(screening: Screening, item: Item, on: dt.date, destination: str) -> list[str]:
    """What a reader must know beside an answer.

    Args:
        screening: the law.
        item: what is shipped.
        on: the day.
        destination: ISO code, as the rules treat it.
    """
    found = []
    if on > LAST_KNOWN:
        found.append(f"The rules were followed up to {LAST_KNOWN}: look for a newer one.")
    if item.reported is not None and reported(item, screening.law.regime(on)):
        found.append(f"No data sheet is public; that it stays {item.reported.amount} is reported, not computed.")
    if item.released is not None and on < item.released:
        found.append(f"{item.label} came on sale on {item.released}, after the day asked for.")
    if destination == "US":
        found.append("A delivery within the United States is no export.")
    found += [
        f"The stay of {rule} ended by its own words; check the Federal Register for an extension."
        for end, rule in screening.lapsed_stays
        if end <= on
    ]
    return found


def rule_of(case: Case, decision: Decision) -> str | None:
    """The id of the rule that decides, or None."""
    return None if decision.decider is None else case.provisions[decision.decider].rule
