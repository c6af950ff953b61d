"""The slider of a claim's hinge: where it runs, and what it shows at a value."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oncurve.basis.errors import BadUsage
from oncurve.basis.estimate import significant
from oncurve.claims.turning import Moved, movable
from oncurve.web.scale import ends_of, position_of, value_of
from oncurve.web.shell import render

if TYPE_CHECKING:
    from markupsafe import Markup

    from oncurve.basis.inputs import Input
    from oncurve.claims.audit import Audit, AuditedClaim

__all__ = ["Slider", "moved_html", "slider_of", "value_at"]

@dataclass(frozen=True, slots=True)
class Slider:
    """A slider over one input.

    Args:
        label: the input in words.
        unit: of its values, in words.
        position: where it stands, from 0 to 1000.
        turns: the place where the verdict turns.
        flips_at: its value.
        flips_words: that value as people say it.
        low_words: the left end as people say it.
        high_words: the right end as people say it.
        inside: whether the turn lies within the input's own interval.
    """

    label: str
    unit: str
    position: int
    turns: int
    flips_at: float
    flips_words: str
    low_words: str
    high_words: str
    inside: bool


def slider_of(one: AuditedClaim, audit: Audit) -> Slider | None:
    """The slider of a claim; None where nothing decides it that could be moved."""
    from oncurve.claims.reason import input_words
    from oncurve.claims.saying import say
    from oncurve.report.page import upper
    from oncurve.report.strips import unit_caption

    given, hinge = movable(one), one.then.hinge
    if given is None or hinge is None or not math.isfinite(hinge.flips_at):
        return None
    low, high = _ends(one, given)
    if not low < high:
        return None
    name = input_words(given.key)
    if given.about and audit.catalogue is not None:
        from oncurve.claims.check.subject import label

        name += f" of {label(audit.catalogue, given.about)}"
    unit = "" if given.unit == "none" else unit_caption(given.unit)
    return Slider(upper(name), unit, position_of(hinge.value, low, high),
                  position_of(hinge.flips_at, low, high), significant(hinge.flips_at), say(hinge.flips_at, given.unit),
                  say(low, given.unit), say(high, given.unit), hinge.inside)


def value_at(one: AuditedClaim, position: float) -> float:
    """The value at a place of a claim's slider, from 0 to `POSITIONS`.

    Raises:
        BadUsage: the claim has no slider.
    """
    given = movable(one)
    if given is None:
        raise BadUsage("Nothing decides this claim that could be moved", "", "Claims with a hinge can be moved.")
    return value_of(position, *_ends(one, given))


def moved_html(audit: Audit, number: int, moved: Moved) -> str:
    """What a claim is with its hinge moved, as a part of a page."""
    from oncurve.claims.saying import say, say_estimate
    from oncurve.report.signs import SIGNS

    given = movable(audit.claims[number - 1])
    assert given is not None
    estimate = re.sub(r"-(?=\d)", "−", say_estimate(moved.estimate))
    return render("moved.html.j2", moved=moved, sign=SIGNS[moved.verdict], value=say(moved.value, given.unit, 4),
                  estimate=estimate, drawing=_drawing(audit, number, moved))


def _drawing(audit: Audit, number: int, moved: Moved) -> Markup:
    from markupsafe import Markup

    from oncurve.report.moved_strip import moved_strip

    return Markup(moved_strip(audit.claims[number - 1], moved))  # noqa: S704 - every text in it is escaped


def _ends(one: AuditedClaim, given: Input) -> tuple[float, float]:
    """The ends of a slider: the input's own interval, and the turn with some room beyond it."""
    hinge = one.then.hinge
    assert hinge is not None
    return ends_of((given.spread.low, given.spread.high, hinge.flips_at, hinge.value))
