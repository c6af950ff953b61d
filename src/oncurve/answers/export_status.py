"""Which export rule applies to a chip, a destination, a buyer and a day; why, by what margin, and what is unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oncurve.answers.export_because import METRIC_WORDS, because, plain_number
from oncurve.answers.export_flips import date_flips, spec_flip
from oncurve.answers.export_items import Shipment, Stamp
from oncurve.answers.export_screening import Screening
from oncurve.answers.export_sentence import policy_words, say_day, sentence
from oncurve.basis.errors import UnknownName
from oncurve.export.provision import Provision
from oncurve.export.rules import Place, Regime, Signature
from oncurve.export.status import Decision
from oncurve.export.tariff import charges, gates

__all__ = ["LAST_KNOWN", "NOT_ADVICE", "ExportStatus", "answer_to", "ask", "plain_answer"]

NOT_ADVICE = "This is a computation from public texts and not legal advice."
#: the last day up to which the sources of the rules were searched
LAST_KNOWN = dt.date(2026, 9, 29)
#: kind of item: the paragraphs under which it could fall
_PARAGRAPHS = {"hbm": "3A090.c or none", "co-packaged": "3A090.c or none", "weights": "4E091 or none"}
_CHIP_PARAGRAPHS = "3A090.a or 3A090.b or advanced"
_UNSEEN = "its specifications, which the catalogue does not hold"


@dataclass(frozen=True, slots=True)
class ExportStatus:
    """What the law says of one shipment.

    Args:
        shipment: the question, with territories as the rules treat them.
        asked: the question as it was asked.
        regime: the law of the day.
        states: whether each provision fits the item.
        enforced: the decision by what is enforced; its status is the headline.
        written: the decision by what stands in law.
        screening: the law and caches that it was computed with.
    """

    shipment: Shipment
    asked: Shipment
    regime: Regime
    states: Signature
    enforced: Decision
    written: Decision
    screening: Screening

    @property
    def status(self) -> str:
        """One of `oncurve.export.status.ORDER`, or "unknown"."""
        return self.enforced.status

    @property
    def place(self) -> Place:
        """Whether each provision reaches the shipment."""
        return self.regime.place(self.shipment.destination, self.shipment.headquarters)

    @property
    def decider(self) -> Provision | None:
        """The provision that sets the status, or None."""
        index = self.enforced.decider
        return None if index is None else self.regime.provisions[index]

    @property
    def rule(self) -> str | None:
        """The id of the rule that decides: that of the decider, else the one that was looked at and does not apply."""
        if self.decider is not None:
            return self._presumption or self.decider.rule
        if self.written.status != self.enforced.status and self.written.decider is not None:
            unenforced = self.screening.law.rules[self.regime.provisions[self.written.decider].rule]
            fact = unenforced.fact("not_enforced")
            return str(fact.detail.get("by") or unenforced.id) if fact is not None else unenforced.id
        return self.screening.looked_at(self.shipment, self.regime)

    @property
    def _presumption(self) -> str | None:
        """The rule by which the item is presumed to fall under its paragraph, or None."""
        if self.shipment.item.kind != "logic":
            return None
        return next(
            (
                each.rule
                for each, state in zip(self.regime.provisions, self.states, strict=True)
                if each.does == "presume" and state is not False and self.enforced.paragraph == each.paragraph
            ),
            None,
        )

    @property
    def because(self) -> list[dict[str, Any]]:
        """Each test with value, limit, whether it holds, and margin (below zero: by how much it misses)."""
        return self.reasons(self.stamp)

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

    def reasons(self, stamp: Stamp) -> list[dict[str, Any]]:
        """The reasons, with the day and the countries as they are to be printed."""
        asked = self.enforced.paragraph or _PARAGRAPHS.get(self.shipment.item.kind, _CHIP_PARAGRAPHS)
        return because(self.shipment, self.regime, self.states, asked, stamp) or self._before_the_law(stamp)

    def _before_the_law(self, stamp: Stamp) -> list[dict[str, Any]]:
        first = self.screening.first_rule
        if first is None:
            return []
        day, key = first
        return [
            {
                "test": f"{key}: the first rule on such chips is in force",
                "value": stamp.iso,
                "limit": day.isoformat(),
                "holds": self.asked.on >= day,
                "margin": None,
                "rule": key,
            }
        ]

    @property
    def missing(self) -> list[str]:
        """The facts that would settle an unknown status."""
        if self.status != "unknown":
            return []
        item, found = self.shipment.item, []
        if not item.metrics:
            return [_UNSEEN]
        for index in self.enforced.open_tests:
            provision = self.regime.provisions[index]
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
    regime = screening.law.regime(asked.on)
    shipment = screening.treated(asked)
    states = screening.signature(shipment.item, regime)
    return ExportStatus(
        shipment,
        asked,
        regime,
        states,
        screening.decided(shipment, regime, states),
        screening.decided(shipment, regime, states, True),
        screening,
    )


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
    reasons = answer.reasons(stamp)
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
            "spec": spec_flip(answer.screening, answer.shipment, answer.regime, answer.enforced),
            "date": date_flips(answer.screening, answer.shipment, answer.regime),
        },
        "also": _also(answer),
        "missing": answer.missing,
        "conditions": charges(answer.regime, answer.states, answer.place),
        "destination_gate": gates(answer.regime, answer.states, answer.place),
        "sentence": sentence(answer, reasons, stamp),
        "sources": _sources(answer, reasons),
        "warnings": _warnings(answer),
    }
    if answer.status == "unknown":
        plain["possible"] = list(answer.enforced.possible)
    return plain


def _also(answer: ExportStatus) -> list[dict[str, Any]]:
    """Other readings, where they give another status: letters that bind all, disputed data sheets."""
    shipment, regime, screening = answer.shipment, answer.regime, answer.screening
    found = []
    if any(each.lists["binds"] for each in regime.provisions):
        general = screening.decided(shipment, regime, screening.signature(shipment.item, regime, everyone=True))
        if general.status != answer.status:
            found.append(
                {
                    "reading": "if the letters bound every maker",
                    "status": general.status,
                    "rule": _rule(regime, general),
                }
            )
    for reading in shipment.item.readings:
        other = screening.decided(shipment, regime, screening.signature(reading, regime))
        if other.status != answer.status:
            found.append({"reading": reading.label, "status": other.status, "rule": _rule(regime, other)})
    return found


def _sources(answer: ExportStatus, reasons: list[dict[str, Any]]) -> list[str]:
    """The works that the answer stands on: the rules of its reasons first, then the data sheet."""
    named = {row["rule"] for row in reasons} | {answer.rule}
    found = [] if answer.decider is None else [answer.decider.clause.source]
    found += [each.clause.source for each in answer.regime.provisions if each.rule in named]
    for key in sorted(each for each in named if each):
        found += answer.screening.kept(
            ("sources", key),
            lambda key=key: [  # type: ignore[misc]
                fact.source for fact in answer.screening.law.rules[key].facts if fact.unit == "date"
            ],
        )
    for measured in answer.shipment.item.metrics.values():
        found += [fact.source for fact in measured.facts]
    if answer.shipment.item.reported is not None:
        found.append(answer.shipment.item.reported.source)
    return list(dict.fromkeys(found))


def _warnings(answer: ExportStatus) -> list[str]:
    item, on, found = answer.shipment.item, answer.shipment.on, []
    if on > LAST_KNOWN:
        found.append(f"The rules were followed up to {LAST_KNOWN}: look for a newer one.")
    if item.reported is not None and answer.regime.start in item.reported.span:
        found.append(f"No data sheet is public; that it stays {item.reported.amount} is reported, not computed.")
    if item.released is not None and on < item.released:
        found.append(f"{item.label} came on sale on {item.released}, after the day asked for.")
    if answer.shipment.destination == "US":
        found.append("A delivery within the United States is no export.")
    found += [
        f"The stay of {rule} ended by its own words; check the Federal Register for an extension."
        for end, rule in answer.screening.lapsed_stays
        if end <= on
    ]
    return found


def _rule(regime: Regime, decision: Decision) -> str | None:
    return None if decision.decider is None else regime.provisions[decision.decider].rule
