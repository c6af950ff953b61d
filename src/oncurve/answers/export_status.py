"""Which export rule applies to a chip, a destination, a buyer and a day; why, by what margin, and what is unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from oncurve.answers.export_because import because, plain_number
from oncurve.answers.export_flips import date_flips, spec_flip
from oncurve.answers.export_items import Shipment, find_chip, item_of_row, market_of, parties_of_row
from oncurve.answers.export_sentence import policy_words, say_day, sentence
from oncurve.basis.errors import BadUsage, UnknownName
from oncurve.basis.span import parse_date
from oncurve.catalog.read import Catalogue
from oncurve.export.item import Item, item_of_chip
from oncurve.export.provision import Provision
from oncurve.export.rules import Law, Place, Regime, Signature
from oncurve.export.status import Decision, decide
from oncurve.export.tariff import charges, gates

__all__ = ["LAST_KNOWN", "NOT_ADVICE", "ExportStatus", "Screening", "ask"]

NOT_ADVICE = "This is a computation from public texts and not legal advice."
#: the last day up to which the sources of the rules were searched
LAST_KNOWN = dt.date(2026, 9, 29)
T = TypeVar("T")
#: kind of item: the paragraphs under which it could fall
_PARAGRAPHS = {"hbm": "3A090.c", "co-packaged": "3A090.c", "weights": "4E091"}
_MOST_KEPT = 100_000
_UNSEEN = "its specifications, which the catalogue does not hold"


@dataclass(frozen=True, slots=True)
class ExportStatus:
    """What the law says of one shipment.

    Args:
        shipment: the question, with territories as the rules treat them.
        regime: the law of the day.
        enforced: the decision by what is enforced; its status is the headline.
        written: the decision by what stands in law.
        states: whether each provision fits the item.
        screening: the law and caches that it was computed with.
        asked: the question as it was asked.
    """

    shipment: Shipment
    regime: Regime
    enforced: Decision
    written: Decision
    states: Signature
    screening: Screening
    asked: Shipment

    @property
    def status(self) -> str:
        """One of `oncurve.export.status.ORDER`, or "unknown"."""
        return self.enforced.status

    @property
    def decider(self) -> Provision | None:
        """The provision that sets the status, or None."""
        index = self.enforced.decider
        return None if index is None else self.regime.provisions[index]

    @property
    def rule(self) -> str | None:
        """The id of the rule that decides: that of the decider, else the one that was looked at and does not apply."""
        presumed = [
            each.rule
            for each, state in zip(self.regime.provisions, self.states, strict=True)
            if each.does == "presume" and state is not False and self.enforced.paragraph == each.paragraph
        ]
        if self.decider is not None:
            return presumed[-1] if presumed else self.decider.rule
        if self.written.status != self.enforced.status and self.written.decider is not None:
            unenforced = self.screening.law.rules[self.regime.provisions[self.written.decider].rule]
            fact = unenforced.fact("not_enforced")
            return str(fact.detail.get("by") or unenforced.id) if fact is not None else unenforced.id
        return self.screening.looked_at(self.shipment, self.regime)

    @property
    def because(self) -> list[dict[str, Any]]:
        """Each test with value, limit, whether it holds, and margin (below zero: by how much it misses)."""
        return self.reasons(self.shipment.on.isoformat())

    def reasons(self, iso: str) -> list[dict[str, Any]]:
        """The reasons, with the day as it is to be printed."""
        rows = because(self.shipment, self.regime, self.states, self.paragraph_asked)
        return rows or self.screening.before_the_law(self.shipment.on, iso)

    @property
    def paragraph_asked(self) -> str:
        """The paragraphs that the reasons go through: the item's own, or all where it has none."""
        return self.enforced.paragraph or _PARAGRAPHS.get(self.shipment.item.kind, "3A090.a or 3A090.b or advanced")

    @property
    def missing(self) -> list[str]:
        """The facts that would settle an unknown status."""
        return self.screening.missing(self.shipment, self.regime, self.enforced)

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        return self.screening.plain(self)

    def __repr__(self) -> str:
        return f"ExportStatus({self.shipment.item.label} to {self.shipment.destination}: {self.status})"


class Screening:
    """The law of a catalogue, ready for many questions; what was worked out once is kept.

    Args:
        catalogue: the facts; one of an earlier day answers by what was known then.
        under: ids of bills to take as enacted.
    """

    def __init__(self, catalogue: Catalogue, under: tuple[str, ...] = ()) -> None:
        self.catalogue = catalogue
        self.law = Law(catalogue, under)
        self._items: dict[str, Item | None] = {}
        self._signatures: dict[tuple[Item, dt.date, bool], Signature] = {}
        self._decisions: dict[tuple[Any, ...], Decision] = {}
        self._memory: dict[tuple[Any, ...], Any] = {}

    def shipment(self, row: Mapping[str, str]) -> Shipment:
        """The question of a row of a list, with the columns of `export_items.COLUMNS`.

        Raises:
            BadUsage: no destination or date, or one that does not exist.
            BadInput: a number that is none.
        """
        places = self.law.places
        if not (row.get("destination") or "").strip():
            raise BadUsage("No destination is given", "", "Name a country by its code or name: --to CN.")
        destination = places.code_of(row["destination"])
        headquarters = places.code_of(row["headquarters"]) if (row.get("headquarters") or "").strip() else destination
        on = parse_date(row["date"]) if row.get("date") else dt.date.today()  # noqa: DTZ011 - a day, not a moment
        return Shipment(self.item(row), destination, headquarters, on, parties_of_row(row, places))

    def item(self, row: Mapping[str, str]) -> Item:
        """The item of a row: a chip of the catalogue, or what its numbers describe."""
        item = None if (row.get("item_kind") or "").strip() else self.chip(row.get("chip") or "")
        if item is not None:
            return item
        market_of(row.get("end_use") or "")
        return item_of_row(row)

    def chip(self, name: str) -> Item | None:
        """The chip of the catalogue that is called `name`, as an item, or None."""
        if name not in self._items:
            found = find_chip(self.catalogue, name) if name.strip() else None
            if found is None:
                self._items[name] = None
            else:
                maker = self.catalogue.organisations.get(found.vendor)
                same = next((item for item in self._items.values() if item is not None and item.chip == found.id), None)
                self._items[name] = same or item_of_chip(found, maker.country if maker is not None else "")
        return self._items[name]

    def answer(self, shipment: Shipment) -> ExportStatus:
        """What the law says of a shipment."""
        regime = self.law.regime(shipment.on)
        treated = self.treated(shipment)
        states = self.signature(shipment.item, regime)
        return ExportStatus(
            treated,
            regime,
            self.decided(treated, regime, states),
            self.decided(treated, regime, states, True),
            states,
            self,
            shipment,
        )

    def treated(self, shipment: Shipment) -> Shipment:
        """The same shipment, with territories as the rules treat them (Hong Kong as China)."""
        places = self.law.places
        to, hq = places.as_treated(shipment.destination), places.as_treated(shipment.headquarters)
        same = to == shipment.destination and hq == shipment.headquarters
        return shipment if same else replace(shipment, destination=to, headquarters=hq)

    def status_on(self, shipment: Shipment, regime: Regime, *, as_written: bool = False) -> Decision:
        """The decision on a treated shipment under any regime."""
        return self.decided(shipment, regime, self.signature(shipment.item, regime), as_written)

    def signature(self, item: Item, regime: Regime, *, everyone: bool = False) -> Signature:
        """Whether each provision fits an item; kept for the next question."""
        key = (item, regime.start, everyone)
        if key not in self._signatures:
            _make_room(self._signatures)
            self._signatures[key] = regime.signature(item, everyone=everyone)
        return self._signatures[key]

    def decided(self, shipment: Shipment, regime: Regime, states: Signature, as_written: bool = False) -> Decision:
        """The decision that follows from states, place and parties; kept for the next question."""
        place: Place = regime.place(shipment.destination, shipment.headquarters)
        key = (regime.start, states, place, shipment.parties, as_written)
        if key not in self._decisions:
            self._decisions[key] = decide(
                regime, states, place, regime.parties(shipment.parties), as_written=as_written
            )
        return self._decisions[key]

    def kept(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What `make` gives, made once for each key."""
        if key not in self._memory:
            _make_room(self._memory)
            self._memory[key] = make()
        found: T = self._memory[key]
        return found

    def looked_at(self, shipment: Shipment, regime: Regime) -> str | None:
        """The newest rule that classifies such items, or a letter, where no provision decides."""
        kind = shipment.item.kind
        found = [
            each
            for each in regime.provisions
            if each.does in ("classify", "presume")
            and each.clause.detail.get("item", "ic") in (kind, "ic" if kind != "co-packaged" else "hbm")
        ]
        own = [each for each in found if each.clause.detail.get("item") == kind or kind == "co-packaged"]
        letters = [each for each in regime.provisions if each.sort == "letter"]
        chosen = own or found or letters
        return chosen[-1].rule if chosen else None

    def before_the_law(self, on: dt.date, iso: str) -> list[dict[str, Any]]:
        """The reason where no chip rule is in force yet: the day of the first."""
        days = [
            (rule.binds_from, key)
            for key, rule in self.law.rules.items()
            if rule.sort in ("rule", "letter") and rule.binds_from is not None and on < rule.binds_from
        ]
        if not days:
            return []
        day, key = min(days)
        return [
            {
                "test": f"{key}: the first rule on such chips is in force",
                "value": iso,
                "limit": day.isoformat(),
                "holds": False,
                "margin": None,
                "rule": key,
            }
        ]

    def missing(self, shipment: Shipment, regime: Regime, decision: Decision) -> list[str]:
        """The facts on which an unknown status hangs."""
        from oncurve.answers.export_because import METRIC_WORDS

        if decision.status != "unknown":
            return []
        item, found = shipment.item, []
        if not item.metrics and not item.chip:
            return [_UNSEEN]
        for index in decision.open_tests:
            provision = regime.provisions[index]
            if provision.clause.detail.get("open"):
                found.append(str(provision.clause.detail["open"]))
            if provision.clause.detail.get("market") and not item.market:
                found.append("whether it is designed or marketed for data centres")
            for test in provision.tests:
                if test.state(item.metrics) is None:
                    lacks_area = test.metric == "density" and "tpp" in item.metrics
                    found.append("die area" if lacks_area else METRIC_WORDS[test.metric])
        return list(dict.fromkeys(found))

    def plain(self, answer: ExportStatus, stamp: tuple[str, str] | None = None) -> dict[str, Any]:
        """An answer as plain data.

        Args:
            answer: the answer.
            stamp: what to print in place of the day, in digits and in words, for an answer that many days share.
        """
        shipment, regime = answer.shipment, answer.regime
        item, metrics = shipment.item, shipment.item.metrics
        iso, words = stamp or (shipment.on.isoformat(), say_day(shipment.on))
        reasons = answer.reasons(iso)
        plain: dict[str, Any] = {
            "chip": item.chip or item.label,
            "destination": answer.asked.destination,
            "headquarters": answer.asked.headquarters,
            "date": iso,
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
                "spec": spec_flip(self, shipment, regime, answer.enforced),
                "date": date_flips(self, shipment, regime, answer.enforced),
            },
            "also": self._also(answer),
            "missing": answer.missing,
            "conditions": charges(regime, shipment),
            "destination_gate": gates(regime, shipment),
            "sentence": sentence(answer, reasons, words),
            "sources": self._sources(answer, reasons),
            "warnings": self._warnings(answer),
        }
        if answer.status == "unknown":
            plain["possible"] = list(answer.enforced.possible)
        return plain

    def _also(self, answer: ExportStatus) -> list[dict[str, Any]]:
        """Other readings, where they give another status: letters that bind all, disputed data sheets."""
        shipment, regime = answer.shipment, answer.regime
        found = []
        if any(each.lists["binds"] for each in regime.provisions):
            states = self.signature(shipment.item, regime, everyone=True)
            general = self.decided(shipment, regime, states)
            if general.status != answer.status:
                found.append(
                    {
                        "reading": "if the letters bound every maker",
                        "status": general.status,
                        "rule": _rule(regime, general),
                    }
                )
        for reading in shipment.item.readings:
            other = self.decided(shipment, regime, self.signature(reading, regime))
            if other.status != answer.status:
                found.append({"reading": reading.label, "status": other.status, "rule": _rule(regime, other)})
        return found

    def _sources(self, answer: ExportStatus, reasons: list[dict[str, Any]]) -> list[str]:
        """The works that the answer stands on: the rules of its reasons first, then the data sheet."""
        named = {row["rule"] for row in reasons} | {answer.rule}
        found = [each.clause.source for each in answer.regime.provisions if each.rule in named]
        for key in sorted(each for each in named if each):
            found += [fact.source for fact in self.law.rules[key].facts if fact.unit == "date"]
        for measured in answer.shipment.item.metrics.values():
            found += [fact.source for fact in measured.facts]
        if answer.shipment.item.reported is not None:
            found.append(answer.shipment.item.reported.source)
        first = [answer.decider.clause.source] if answer.decider is not None else []
        return list(dict.fromkeys([*first, *found]))

    def _warnings(self, answer: ExportStatus) -> list[str]:
        item, on, found = answer.shipment.item, answer.shipment.on, []
        if on > LAST_KNOWN:
            found.append(f"The rules were followed up to {LAST_KNOWN}: look for a newer one.")
        if item.reported is not None and answer.regime.start in item.reported.span:
            found.append(f"No data sheet is public; that it stays {item.reported.amount} is reported, not computed.")
        if answer.shipment.destination == "US":
            found.append("A delivery within the United States is no export.")
        stays = [
            rule.id
            for rule in self.law.rules.values()
            for span in rule.spans("stayed")
            if span.end is not None and span.end <= on and rule.country == "US"
        ]
        found += [
            f"The stay of {each} ended by its own words; check the Federal Register for an extension." for each in stays
        ]
        return found


def _make_room(kept: dict[Any, Any]) -> None:
    """Forgets everything where too much is kept, so that a long list of items never fills the memory."""
    if len(kept) >= _MOST_KEPT:
        kept.clear()


def _rule(regime: Regime, decision: Decision) -> str | None:
    return None if decision.decider is None else regime.provisions[decision.decider].rule


def ask(screening: Screening, row: Mapping[str, str]) -> ExportStatus:
    """The answer to one row, whose chip must be known or described.

    Raises:
        UnknownName: the catalogue holds no such chip, and the row states no number for it.
    """
    shipment = screening.shipment(row)
    item = shipment.item
    if not item.chip and not item.metrics and item.kind == "ic" and row.get("chip"):
        shelf = screening.catalogue.chips
        raise UnknownName("chip", row["chip"], shelf.nearest(row["chip"]), "oncurve chips")
    return screening.answer(shipment)
