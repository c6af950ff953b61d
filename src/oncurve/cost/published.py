"""Costs that somebody published: the developer's own, and third parties', each with its basis."""

from __future__ import annotations

import math
from typing import Any

from msgspec import Struct

from oncurve.basis.estimate import Estimate
from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity, constant
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.spread import Exactly
from oncurve.cost.run import DEVELOPER, Run

__all__ = ["Published", "published_costs"]

_AMORTISED = "amortised"


class Published(Struct, frozen=True):
    """A published cost, as it was put.

    Args:
        name: `as_reported`, `stated_by_developer`, or the id of the source.
        fact: the fact.
        own: whether the developer gives it.
    """

    name: str
    fact: Fact
    own: bool

    @property
    def bound(self) -> str:
        """`at_least` or `at_most` where it only bounds the cost."""
        return str(self.fact.detail.get("bound", ""))

    @property
    def rate(self) -> Input | None:
        """The price of a chip-hour that the developer counted with, where it says so."""
        rate = self.fact.detail.get("rate")
        if rate is None or not self.own:
            return None
        note = "the developer's own assumption, no observed price"
        return Input("rental_price", "USD per chip-hour", Exactly(float(rate)), self.fact.subject, self.fact, note)

    @property
    def given(self) -> Input | None:
        """The amount as an input; None where it is only a bound."""
        return None if self.bound else Input.of_fact(self.fact, self.name)

    @property
    def quantity(self) -> Quantity | None:
        """The amount as a quantity; None where it is only a bound."""
        return None if self.given is None else constant(self.name, self.given, self.method)

    @property
    def method(self) -> str:
        """On what basis it stands, in words."""
        detail = self.fact.detail
        dollars = f", in dollars of {detail['dollars']}" if "dollars" in detail else ""
        return f"{detail.get('basis', 'basis not stated')}{dollars}" + (f": {self.fact.note}" if self.fact.note else "")

    def estimate(self, draws: Draws) -> Estimate:
        """The published figure as an estimate; one side is open where it is a bound."""
        from oncurve.basis.estimate import estimate

        quantity = self.quantity
        if quantity is not None:
            return estimate(quantity, draws)
        amount = self.fact.number
        basis = (Input(self.name, self.fact.unit, Exactly(amount), self.fact.subject, self.fact, self.fact.note),)
        low, high = (amount, math.inf) if self.bound == "at_least" else (-math.inf, amount)
        return Estimate(amount, low, high, self.fact.unit, basis, (), self.method)

    def to_dict(self) -> dict[str, Any]:
        """The fact as plain data."""
        return self.fact.to_dict()


def published_costs(run: Run, scope: str = "final_run") -> list[Published]:
    """What was published on a scope of the run's cost, the developer's figures first.

    Figures of amortised hardware that a source gives as the cost of training stand under both `final_run`, as
    one of several bases, and `hardware`.
    """
    facts = list(run.facts(f"cost.{scope}"))
    if scope == "hardware":
        facts += [fact for fact in run.facts("cost.final_run") if _AMORTISED in str(fact.detail.get("basis", ""))]
    found: dict[str, Published] = {}
    for fact in sorted(facts, key=lambda fact: (not _is_own(fact), not fact.detail.get("primary"), fact.known)):
        own = _is_own(fact)
        name = fact.source
        if own:
            name = "stated_by_developer" if "stated" in str(fact.detail.get("basis", "")) else "as_reported"
        if name in found:
            name = f"{name}-{fact.known.year}" if f"{name}-{fact.known.year}" not in found else f"{name}-{len(found)}"
        found[name] = Published(name, fact, own)
    return list(found.values())


def _is_own(fact: Fact) -> bool:
    """Whether the developer gives it: reported, and not marked as another's word."""
    return fact.kind in DEVELOPER and not fact.detail.get("third_party")
