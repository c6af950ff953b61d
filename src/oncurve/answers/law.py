"""The rules themselves: their dates, what they say, and whether they stand on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from oncurve.basis.errors import UnknownName
from oncurve.catalog.read import Catalogue
from oncurve.catalog.rule import Clause, Rule
from oncurve.export.place import Places
from oncurve.export.provision import provisions_of

__all__ = ["LawList", "list_law"]

_DATES = ("released", "published", "effective", "compliance", "ends", "introduced")


@dataclass(frozen=True, slots=True)
class LawList:
    """Rules, with their state on a day.

    Args:
        rules: in the order of the days they bind from.
        on: the day, or None.
        full: whether the clauses are told too.
    """

    rules: tuple[Rule, ...]
    on: dt.date | None
    full: bool

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        return {"on": self.on and self.on.isoformat(), "rules": [self.row(rule) for rule in self.rules]}

    def row(self, rule: Rule) -> dict[str, Any]:
        """One rule as plain data."""
        row: dict[str, Any] = {
            "id": rule.id,
            "title": rule.label,
            "sort": rule.sort,
            "country": rule.country,
            "says": rule.says,
            "law": rule.law,
        }
        row |= {name: (day := rule.day(name)) and day.isoformat() for name in _DATES}
        row |= {
            name: [
                {"from": span.start and span.start.isoformat(), "until": span.end and span.end.isoformat()}
                for span in rule.spans(name)
            ]
            for name in ("stayed", "not_enforced")
        }
        if self.on is not None:
            row["state"] = state_of(rule, self.on)
        sources = [fact.source for fact in rule.facts] + [clause.source for clause in rule.clauses]
        row["sources"] = list(dict.fromkeys(sources))
        if self.full:
            row["clauses"] = [_clause(each) for each in rule.clauses]
            row["facts"] = [fact.to_dict() for fact in rule.facts if fact.unit != "date"]
        return row


def list_law(
    catalogue: Catalogue, name: str | None = None, *, on: dt.date | None = None, to: str | None = None
) -> LawList:
    """The rules of a catalogue, or the one called `name`.

    Args:
        catalogue: the facts.
        name: id or alias of a rule.
        on: keep what stands on that day, or is announced for later, and say its state.
        to: keep what can reach that country, by code or name.

    Raises:
        UnknownName: no such rule or country.
    """
    if name is not None:
        key = catalogue.rules.id_of(name)
        if key is None:
            raise UnknownName("rule", name, catalogue.rules.nearest(name), "oncurve law")
        return LawList((catalogue.rules[key],), on, full=True)
    rules = [rule for rule in catalogue.rules.values() if rule.facts or rule.clauses]
    if on is not None:
        rules = [rule for rule in rules if state_of(rule, on) not in ("ended", "not yet known")]
    if to is not None:
        places = Places(catalogue)
        code = places.as_treated(places.code_of(to))
        rules = [rule for rule in rules if _reaches(rule, places, code, on)]
    return LawList(tuple(sorted(rules, key=_order)), on, full=False)


def state_of(rule: Rule, on: dt.date) -> str:
    """What a rule is on a day: in force, announced, stayed, not enforced, ended, proposed, or not yet known."""
    if rule.sort == "bill":
        return "proposed" if (day := rule.day("introduced")) is not None and day <= on else "not yet known"
    begins, ends = rule.binds_from, rule.day("ends")
    known = min((fact.known for fact in rule.facts), default=begins)
    if ends is not None and ends <= on:
        return "ended"
    if begins is None or begins > on:
        return "announced" if known is not None and known <= on else "not yet known"
    if any(on in span for span in rule.spans("stayed")):
        return "stayed"
    return "not enforced" if any(on in span for span in rule.spans("not_enforced")) else "in force"


def _order(rule: Rule) -> tuple[dt.date, str]:
    return rule.binds_from or rule.day("introduced") or dt.date.max, rule.id


def _reaches(rule: Rule, places: Places, code: str, on: dt.date | None) -> bool:
    day = on or rule.binds_from or dt.date.max
    return any(
        code in places.resolve(each.lists[key], day) and code not in places.resolve(each.lists["to_except"], day)
        for each in provisions_of(rule)
        for key in ("to", "hq")
    )


def _clause(clause: Clause) -> dict[str, Any]:
    plain = {
        "does": clause.does,
        "where": clause.where,
        **clause.detail,
        "note": clause.note,
        "kind": clause.kind,
        "source": clause.source,
        "known": clause.known.isoformat(),
        "from": clause.span.start and clause.span.start.isoformat(),
        "until": clause.span.end and clause.span.end.isoformat(),
    }
    return {key: value for key, value in plain.items() if value not in (None, "", [], {})}
