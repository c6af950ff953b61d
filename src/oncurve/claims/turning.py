"""How a verdict turns as one input is moved: what finds the hinge, and what a reader's slider asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from oncurve.basis.errors import BadUsage
from oncurve.basis.estimate import Estimate, quantiles, significant
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.spread import Array, Exactly
from oncurve.claims.agreement import Interval, share_inside
from oncurve.claims.thresholds import THRESHOLDS, Thresholds

if TYPE_CHECKING:
    from oncurve.claims.audit import AuditedClaim
    from oncurve.claims.verdict import JudgedReading, Verdict

__all__ = ["HINGE_DRAWS", "Moved", "Turning", "movable", "move", "turning"]

#: draws of a search for the hinge, and of what a slider shows, so that both turn at the same value
HINGE_DRAWS = 1024


class Turning(Struct, frozen=True):
    """What decides one reading, as a function of a sample of its quantity.

    Args:
        quantity: what is computed.
        claimed: the claim, in its unit.
        negated: whether the speaker denies the figure.
        single: whether one uncertain input alone decides: then the question is where it lies, not how often.
        rules: the thresholds.
    """

    quantity: Quantity
    claimed: Interval
    negated: bool
    single: bool
    rules: Thresholds = THRESHOLDS

    def share(self, sample: Array | float) -> float:
        """The agreement of the claim with a sample, from 0 to 1."""
        inside = share_inside(_middle(sample) if self.single else sample, self.claimed)
        return 1 - inside if self.negated else inside

    def verdict(self, sample: Array | float) -> Verdict:
        """The verdict by that agreement alone."""
        share = self.share(sample)
        if share >= self.rules.consistent:
            return "consistent"
        return "inconsistent" if share < self.rules.inconsistent or self.single else "depends"


class Moved(Struct, frozen=True):
    """A claim with one input of its estimate held at a value.

    Args:
        name: the input's key.
        value: what it is held at.
        verdict: the verdict then.
        agreement: the agreement then, from 0 to 1.
        estimate: the estimate then.
    """

    name: str
    value: float
    verdict: Verdict
    agreement: float
    estimate: Estimate

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        made = {name: float(significant(getattr(self.estimate, name))) for name in ("median", "low", "high")}
        return {"name": self.name, "value": significant(self.value), "verdict": self.verdict,
                "agreement": float(significant(self.agreement)), "estimate": made | {"unit": self.estimate.unit}}


def turning(reading: JudgedReading, *, negated: bool, rules: Thresholds = THRESHOLDS) -> Turning | None:
    """What decides a reading; None where nothing computed does."""
    made, claimed = reading.reading.estimate, reading.claimed
    if not isinstance(made.quantity, Quantity) or made.exact or claimed is None:
        return None
    single = sum(not isinstance(each.spread, Exactly) for each in made.quantity.inputs()) == 1
    return Turning(made.quantity, claimed, negated, single, rules)


def movable(audited: AuditedClaim) -> Input | None:
    """The input that a reader may move: the one that the hinge names."""
    hinge, headline = audited.then.hinge, audited.then.headline
    if hinge is None or headline is None or headline.reading.estimate.quantity is None:
        return None
    return next((each for each in headline.reading.estimate.quantity.inputs() if each.key == hinge.name), None)


def move(audited: AuditedClaim, draws: Draws, value: float) -> Moved:
    """The claim with the input that decides it held at a value, all others as they are.

    Args:
        audited: a claim with a hinge.
        draws: those of the audit.
        value: in the unit of the input.

    Raises:
        BadUsage: the claim has no hinge, or the value is no number that the input may have.
    """
    given, headline = movable(audited), audited.then.headline
    turn = turning(headline, negated=audited.claim.negated) if headline is not None else None
    if given is None or headline is None or turn is None:
        raise BadUsage("Nothing decides this claim that could be moved", "", "Claims with a hinge can be moved.")
    if not np.isfinite(value) or (given.spread.low > 0 and value <= 0):
        raise BadUsage(f"{value:g} is no value for {given.key}", f"It is measured in {given.unit}",
                       f"Its 90% interval is {given.spread.low:g} to {given.spread.high:g}.")
    few = draws.fewer(HINGE_DRAWS)
    with np.errstate(all="ignore"):
        sample = turn.quantity.draws(few, {given.key: value})
    low, median, high = (float(sample),) * 3 if np.ndim(sample) == 0 else quantiles(np.asarray(sample))
    made = Estimate(median, low, high, headline.reading.estimate.unit)
    return Moved(given.key, value, turn.verdict(sample), turn.share(sample), made)


def _middle(sample: Array | float) -> float:
    """The median of a sample; the value where there is one."""
    values = np.sort(np.asarray(sample, dtype=np.float64).ravel())
    return float(values[values.size // 2] + values[(values.size - 1) // 2]) / 2
