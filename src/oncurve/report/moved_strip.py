"""The strip of a claim with one input moved: the claim, the estimate as it was, and as it is then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from oncurve.chart.strip import interval_strip
from oncurve.report.marks import claim_mark, estimate_mark
from oncurve.report.short import short
from oncurve.report.strips import unit_caption

if TYPE_CHECKING:
    from oncurve.basis.estimate import Estimate
    from oncurve.claims.audit import AuditedClaim
    from oncurve.claims.turning import Moved

__all__ = ["moved_strip"]


def moved_strip(one: AuditedClaim, moved: Moved) -> str:
    """The picture as SVG; empty where the claim cannot be drawn.

    Args:
        one: the claim as it was judged.
        moved: the same with the input that decides it moved.
    """
    claim, headline = claim_mark(one), one.then.headline
    if claim is None or headline is None:
        return ""
    made = headline.reading.estimate
    marks = [estimate_mark(moved.estimate, "with it moved", _short(moved.estimate, made.unit)),
             estimate_mark(made, "as it was", _short(made, made.unit), "beside")]
    if claim.value.startswith("“"):  # the claim's own words, which stand above the picture already
        claim = replace(claim, value="")
    return interval_strip(claim, marks, lambda tick: short(tick, made.unit), "The claim against the moved estimate",
                          caption=unit_caption(made.unit), days=made.unit == "date")


def _short(made: Estimate, unit: str) -> str:
    middle = short(made.median, unit)
    return middle if made.exact else f"{middle} ({short(made.low, unit)} to {short(made.high, unit)})"
