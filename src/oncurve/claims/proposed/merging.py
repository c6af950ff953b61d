"""One reading out of two: the grammar's own, and what a language model led it to.

The rule, in order:

1. Of one and the same claim (the same measure on words that overlap) the grammar's reading stands. A role that it left
   open is filled with the model's.
2. Where the two differ, in a role or in the measure of the same words, the grammar's reading stands if it was at least
   as sure as not (`SURE`), else the model's.
3. Where only the model sees a claim, it is added.

No claim of the grammar is taken out otherwise, and no number ever comes from the model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from oncurve.claims.claim import Claim, Proposed
from oncurve.claims.proposed.proposal import Dropped
from oncurve.claims.proposed.vetting import Vetted

__all__ = ["SURE", "merged"]

#: the confidence, of measure and subject together, from which the grammar's own reading stands
SURE = 0.3


def merged(own: Sequence[Claim], proposed: Sequence[Vetted]) -> tuple[list[Claim], list[Dropped]]:
    """The claims of both readings, in the order of the text, and the proposals that yield to the grammar.

    Args:
        own: the grammar's claims.
        proposed: what proposals led to.
    """
    claims = list(own)
    dropped: list[Dropped] = []
    for each in proposed:
        claim = each.claim
        over = [number for number, other in enumerate(claims)
                if other.start < claim.end and claim.start < other.end]
        same = [number for number in over if claims[number].measure == claim.measure]
        if same:
            number = next((n for n in same if claims[n].subject == claim.subject), same[0])
            dropped += _yielding(claims[number], each)
            claims[number] = _filled(claims[number], each)
        elif not over or _wordy(claim) != all(_wordy(claims[number]) for number in over):
            claims.append(claim)
        elif all(claims[number].confidence < SURE for number in over):
            claims = [other for number, other in enumerate(claims) if number not in over] + [claim]
        else:
            other = next(claims[number] for number in over if claims[number].confidence >= SURE)
            dropped.append(Dropped(claim.quote, claim.measure,
                                   f"the grammar is surer of {other.measure.replace('_', ' ')} there"))
    return sorted(claims, key=lambda one: (one.start, one.end)), dropped


def _yielding(own: Claim, each: Vetted) -> list[Dropped]:
    """The roles of a proposal that differ from those that the grammar is sure of."""
    if own.confidence < SURE:
        return []
    return [Dropped(own.quote, own.measure, f"its {name} {value!r} yields to the grammar's {getattr(own, name)!r}")
            for name, value in each.roles.items() if getattr(own, name) not in (None, value)]


def _wordy(claim: Claim) -> bool:
    """Whether a claim has no number: an opinion may stand around a figure."""
    return claim.value is None and claim.low is None and claim.high is None and claim.unit != "date"


def _filled(own: Claim, each: Vetted) -> Claim:
    """The grammar's claim with the roles that it left open, or was unsure of, from the model's."""
    unsure = own.confidence < SURE
    taken: dict[str, Any] = {name: value for name, value in each.roles.items()
                             if value != getattr(own, name) and (getattr(own, name) is None or unsure)}
    if not taken or each.claim.proposed is None:
        return own
    model = each.claim.proposed.model
    earlier = own.proposed.fields if own.proposed is not None else ()
    told = f"{', '.join(taken)} from {model}"
    return replace(own, **taken, proposed=Proposed(model, (*earlier, *taken)), evidence=(*own.evidence, told))
