"""Strips as pictures: a claim against its readings, or any estimates on one axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from oncurve.chart.strip import Mark, interval_strip
from oncurve.claims.saying import say
from oncurve.report.marks import claim_mark, estimate_mark, shown_rows, worth_a_strip
from oncurve.report.reading_words import reading_names
from oncurve.report.short import short
from oncurve.report.visible import one_line

if TYPE_CHECKING:
    from oncurve.basis.estimate import Estimate
    from oncurve.report.card import Card

__all__ = ["card_strip", "estimates_strip", "unit_caption"]

_MOST_ROWS = 6
#: values longer than this leave no room for a label beside them
_ROOMY = 24
_CAPTIONS = {"x": "times", "x per year": "times a year", "percent": "", "USD": "US dollars",
             "USD per 1M tokens": "US dollars per million tokens", "date": "", "chip": "chips",
             "parameter": "parameters", "token": "tokens"}


def card_strip(card: Card) -> str:
    """The strip of a claim as SVG; empty where words say all there is to see."""
    claim, rows = claim_mark(card.audited), shown_rows(card, _MOST_ROWS) if card.rows else ()
    if claim is not None and not rows:
        return _known_only_now(card, claim)
    if claim is None or not worth_a_strip(card, claim, rows) or card.audited.claim.measure == "export_status":
        return ""  # a status is a word, and no place on an axis
    unit = rows[0].judged.reading.estimate.unit
    alone = "on record" if rows[0].judged.reading.reported else "estimate"
    names = reading_names([row.judged.reading for row in rows], card.audit.catalogue)
    marks = [estimate_mark(row.judged.reading.estimate, name if len(rows) > 1 else alone, row.value,
                           "beside" if row.beside else "estimate") for row, name in zip(rows, names, strict=True)]
    later = _later(card, unit)
    title = f"Claim {card.number}, {one_line(card.subject)}: the claim against {len(marks)} " + \
        ("estimate" if len(marks) == 1 else "estimates")
    named = claim.value.startswith("“")  # the claim's own words, which stand above the picture already
    return _svg(replace(claim, value="") if named else claim, [*marks, *later], unit, title)


def _known_only_now(card: Card, claim: Mark) -> str:
    """The claim against what became known after its day."""
    headline = card.audited.now.headline
    if headline is None:
        return ""
    made = headline.reading.estimate
    later = estimate_mark(made, "by what is known now", headline.reading.says, "later")
    return _svg(claim, [later], made.unit, f"Claim {card.number}, {one_line(card.subject)}: the claim against what is "
                                           "known now")


def _later(card: Card, unit: str) -> list[Mark]:
    """The headline by what is known now, where that moved."""
    then, now = card.audited.then.headline, card.audited.now.headline
    if then is None or now is None or now.reading.estimate.unit != unit:
        return []
    old, new = then.reading.estimate, now.reading.estimate
    if (old.low, old.median, old.high) == (new.low, new.median, new.high):
        return []
    return [estimate_mark(new, "by what is known now", now.reading.says, "later")]


def estimates_strip(rows: Sequence[tuple[str, Estimate]], title: str) -> str:
    """Estimates in one unit on one axis, as SVG.

    Args:
        rows: a label and an estimate each; those in another unit than the first are left out.
        title: what the picture shows, for those who do not see it.
    """
    if not rows:
        return ""
    unit = rows[0][1].unit
    return _svg(None, [estimate_mark(made, label) for label, made in rows if made.unit == unit], unit, title)


def _svg(claim: Mark | None, marks: Sequence[Mark], unit: str, title: str) -> str:
    told = claim and replace(claim, label=one_line(claim.label), value=one_line(claim.value))
    return interval_strip(told, [_shown(mark, unit) for mark in marks],
                          lambda tick: short(tick, unit), title, caption=unit_caption(unit), days=unit == "date")


def _shown(mark: Mark, unit: str) -> Mark:
    value = one_line(mark.value)
    if len(value) > _ROOMY and mark.low < mark.high and math.isfinite(mark.low + mark.high) and _is_figure(value):
        value = _interval(mark, unit)
    return Mark(one_line(mark.label), mark.low, mark.middle, mark.high, value, mark.kind)


def _interval(mark: Mark, unit: str) -> str:
    """A value with its interval as short as can be: of months in tenths, the unit said once."""
    if unit not in ("month", "months"):
        return f"{short(mark.middle, unit)} ({short(mark.low, unit)} to {short(mark.high, unit)})"
    middle, low, high = (say(each, "months").removesuffix(" months").replace("-", "−")
                         for each in (mark.middle, mark.low, mark.high))
    return f"{middle} ({low} to {high}) mo"


def _is_figure(value: str) -> bool:
    """Whether words begin with a figure, and not with a statement."""
    return any(letter.isdigit() for letter in value[:4])


def unit_caption(unit: str) -> str:
    """What an axis in this unit measures."""
    return _CAPTIONS.get(unit, unit)
