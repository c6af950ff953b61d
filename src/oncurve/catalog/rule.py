"""Rules on exports, as dated records: what each clause tests, whom it binds, where, and from which day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from msgspec import Struct, field

from oncurve.basis.evidence import Kind
from oncurve.basis.span import Span
from oncurve.catalog.record import Record

__all__ = ["Clause", "CountryGroup", "Member", "Rule"]


class Clause(Struct, frozen=True):
    """One limb, scope, exception, policy or charge of a rule.

    Args:
        does: "classify", "require", "excuse", "review", "presume", "rebut", "charge" or "gate".
        kind: of evidence ("enacted" for law, "reported" for what the press says of it).
        known: the day the public knew it.
        source: id of the work it is read from.
        where: the paragraph.
        note: what a reader must know beside it.
        span: the days it applies on, where these differ from the rule's own.
        detail: tests, places, parties and the outcome, as `oncurve.export.clause` reads them.
    """

    does: str
    kind: Kind
    known: dt.date
    source: str
    where: str = ""
    note: str = ""
    span: Span = Span()
    detail: dict[str, Any] = field(default_factory=dict)


class Rule(Record, frozen=True):
    """A rule with its dates, each a fact: `released published effective compliance ends stayed not_enforced`.

    Args:
        sort: "rule", "letter", "guidance", "tariff", "practice", "bill", "embargo", "correction" or "foreign".
        country: ISO code of the country whose rule it is.
        issuer: organisation id of the issuer.
        says: what it does, in a sentence of ours.
        law: where it is codified.
        clauses: its parts, in the order in which they are applied.
    """

    sort: str = ""
    country: str = ""
    issuer: str = ""
    says: str = ""
    law: str = ""
    clauses: tuple[Clause, ...] = ()

    def day(self, name: str) -> dt.date | None:
        """The day called `name` ("effective"), or None."""
        fact = self.fact(name)
        return None if fact is None else fact.date

    def spans(self, name: str) -> tuple[Span, ...]:
        """The days on which the rule is "stayed" or "not_enforced"; an open end is None."""
        return tuple(
            Span(fact.date, dt.date.fromisoformat(fact.detail["to"]) if "to" in fact.detail else None)
            for fact in reversed(self.facts_of(name))
        )

    @property
    def binds_from(self) -> dt.date | None:
        """The first day on which it must be obeyed: the compliance day, else the effective day."""
        return self.day("compliance") or self.day("effective")


class Member(Struct, frozen=True):
    """Countries that belong to a group over a span of days."""

    countries: tuple[str, ...]
    span: Span
    known: dt.date
    source: str
    where: str = ""


class CountryGroup(Record, frozen=True):
    """A list of countries to which rules refer.

    Args:
        sort: "group", or "names" for the list of countries itself.
        says: what it lists.
        treated_as: for a territory that the rules treat as part of a country, that country.
        names: "CN China" and so on, for the list of countries.
        members: who belongs to it, and when.
    """

    sort: str = ""
    says: str = ""
    treated_as: str = ""
    names: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
