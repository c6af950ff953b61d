"""What an organisation spends, by kind and period, with rival figures side by side and never added up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from oncurve.basis.errors import MissingFact
from oncurve.basis.estimate import Estimate, estimate
from oncurve.basis.evidence import Fact
from oncurve.basis.formula import constant
from oncurve.basis.inputs import Draws, Input
from oncurve.catalog.read import Catalogue

__all__ = ["OrganisationSpend", "SpendFigure", "SpendKind", "spend"]

_PREFIX = "spend."


@dataclass(frozen=True, slots=True)
class SpendFigure:
    """One figure of one source.

    Args:
        estimate: the amount, in the currency of the source.
        fact: the fact.
    """

    estimate: Estimate
    fact: Fact

    @property
    def bound(self) -> str:
        """`at_least` or `at_most` where the figure only bounds the amount."""
        return str(self.fact.detail.get("bound", ""))

    def to_dict(self) -> dict[str, Any]:
        """The figure as plain data."""
        return {"estimate": self.estimate.to_dict(), "source": self.fact.source, "kind": self.fact.kind,
                "known": self.fact.known.isoformat(), "item": self.fact.detail.get("item"),
                "bound": self.bound or None, "note": self.fact.note or None}


@dataclass(frozen=True, slots=True)
class SpendKind:
    """All figures on one kind of spending in one period; several are rivals, not parts.

    Args:
        kind: `capex`, `rd`, `compute`, `staff_cost`, `total` and the like.
        start: first day of the period, where the sources name one.
        end: the day after its last.
        figures: best first: reported before estimated before forecast, newest first.
    """

    kind: str
    start: dt.date | None
    end: dt.date | None
    figures: tuple[SpendFigure, ...]

    @property
    def period(self) -> str:
        """The period in words: a year, a month, or its days."""
        if self.start is None:
            return "" if self.end is None else f"until {self.end}"
        if self.end is None:
            return f"from {self.start}"
        if (self.start.month, self.start.day, self.end.month, self.end.day) == (1, 1, 1, 1):
            last = self.end.year - 1
            return f"{self.start.year}" if last == self.start.year else f"{self.start.year} to {last}"
        return f"{self.start} to {self.end - dt.timedelta(days=1)}"

    def to_dict(self) -> dict[str, Any]:
        """The kind as plain data."""
        return {"kind": self.kind, "from": self.start and self.start.isoformat(),
                "until": self.end and self.end.isoformat(), "period": self.period,
                "estimate": self.figures[0].estimate.to_dict(),
                "figures": [figure.to_dict() for figure in self.figures]}


@dataclass(frozen=True, slots=True)
class OrganisationSpend:
    """What an organisation spends.

    Args:
        organisation: its id.
        kinds: by kind and period, newest period first within a kind.
        warnings: what a reader should know.
    """

    organisation: str
    kinds: tuple[SpendKind, ...]
    warnings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data."""
        return {"organisation": self.organisation, "spend": [each.to_dict() for each in self.kinds],
                "warnings": list(self.warnings)}


def spend(catalogue: Catalogue, organisation: str, *, year: int | None = None,
          draws: Draws | None = None) -> OrganisationSpend:
    """What an organisation spends, by kind and period.

    Args:
        catalogue: the facts known by its day.
        organisation: its name, in any spelling.
        year: only periods that touch this year.
        draws: the columns of draws, for figures with an interval.

    Raises:
        UnknownName: no organisation is called so.
        MissingFact: no figure is known.
    """
    found = catalogue.organisation(organisation)
    facts = [fact for fact in found.facts if fact.name.startswith(_PREFIX) and not isinstance(fact.amount, str)]
    if year is not None:
        facts = [fact for fact in facts if _touches(fact, year)]
    if not facts:
        when = f" in {year}" if year is not None else ""
        raise MissingFact(found.id, f"a figure of what {found.label} spends{when}",
                          f"Add a table [spend.capex] to organisations/{found.id}.toml of a facts folder.")
    groups: dict[tuple[str, dt.date | None, dt.date | None], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.name.removeprefix(_PREFIX), fact.span.start, fact.span.end), []).append(fact)
    order = sorted(groups, key=lambda key: (key[0], -(key[1] or key[2] or dt.date.min).toordinal()))
    columns = draws or Draws()
    kinds = tuple(SpendKind(*key, tuple(_figure(fact, columns) for fact in sorted(groups[key], key=_order)))
                  for key in order)
    several = any(len(each.figures) > 1 for each in kinds)
    told = ("Rival figures of one kind and period stand side by side; they are not parts of a sum.",) if several else ()
    return OrganisationSpend(found.id, kinds, told)


def _touches(fact: Fact, year: int) -> bool:
    if fact.span.start is None and fact.span.end is None:
        return fact.known.year == year
    first, last = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    return (fact.span.start is None or fact.span.start < last) and (fact.span.end is None or fact.span.end > first)


def _order(fact: Fact) -> tuple[int, bool, int]:
    rank = {"measured": 0, "reported": 0, "enacted": 0, "estimated": 1, "assumed": 2, "imputed": 3, "forecast": 4}
    return rank[fact.kind], not fact.detail.get("primary"), -fact.known.toordinal()


def _figure(fact: Fact, draws: Draws) -> SpendFigure:
    return SpendFigure(estimate(constant(fact.name, Input.of_fact(fact), f"as {fact.kind}"), draws), fact)
