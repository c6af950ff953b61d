"""Both sides: what named parties hold on the question that a claim touches, with each one's interest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from oncurve.catalog.event import Dispute, Position
from oncurve.catalog.read import Catalogue
from oncurve.claims.check.subject import find_thing, label
from oncurve.claims.claim import Claim

__all__ = ["Side", "sides"]

#: topics on which a dispute without a name in its title is about everything
_GENERAL = frozenset({"capability_lag", "cost_decline_rate", "chips_smuggled"})


class Side(Struct, frozen=True):
    """What one party holds.

    Args:
        party: its name.
        holds: its position, in our words.
        interest: who gains if it is believed: disclosed, never weighed.
        on: the day, as ISO text; empty where not known.
        source: source id.
    """

    party: str
    holds: str
    interest: str
    on: str
    source: str

    def to_dict(self) -> dict[str, Any]:
        """The side as plain data."""
        return {"party": self.party, "holds": self.holds, "interest": self.interest, "on": self.on or None,
                "source": self.source}


def sides(claim: Claim, catalogue: Catalogue) -> tuple[Side, ...]:
    """The positions of the public dispute on the claim's own question, in the order of their days."""
    for dispute in catalogue.disputes.values():
        if dispute.topic == claim.measure and _is_about(dispute, claim, catalogue):
            return tuple(_side(each, catalogue) for each in _in_order(dispute.positions))
    return ()


def _is_about(dispute: Dispute, claim: Claim, catalogue: Catalogue) -> bool:
    thing = find_thing(catalogue, claim.subject)
    if thing is not None and f" {thing.label} " in f" {dispute.label.replace(chr(39), ' ')} ":
        return True
    names = [word for word in dispute.label.split(" ")[1:] if word[:1].isupper() and word not in ("China", "Chinese")]
    return not names and dispute.topic in _GENERAL


def _in_order(positions: Iterable[Position]) -> list[Position]:
    return sorted(positions, key=lambda each: (each.on or each.known, each.party))


def _side(each: Position, catalogue: Catalogue) -> Side:
    on = each.on.isoformat() if each.on else ""
    return Side(label(catalogue, each.party), each.claim, each.interest, on, each.source)
