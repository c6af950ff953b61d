"""Figures on supply as readings: what was shipped, made, smuggled, held, spent and drawn, by every source.

They are what a sentence says only where nothing was published on the very thing; beside that they are shown.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from oncurve.basis.errors import OncurveError
from oncurve.basis.estimate import Estimate, estimate
from oncurve.basis.formula import constant
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.span import Span, month_span
from oncurve.catalog.supply import SupplyFigure
from oncurve.claims.check.facts import FIGURE, IN_H100S, asked_day, independent, source_words, worth_h100s
from oncurve.claims.check.reading import Openness, Reading, World
from oncurve.claims.check.subject import chip_of, holder_of
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern
from oncurve.scenario.reconcile import input_of
from oncurve.scenario.recorded import FLAGSHIPS, bought, shipments, together
from oncurve.scenario.worth import Worth

__all__ = ["able_readings", "held_readings", "share_readings", "smuggled_readings", "supplied", "yearly_spending"]

_EACH = 4
_MONTH = dt.timedelta(days=45)


def supplied(claim: Claim, world: World, measures: tuple[str, ...], open_: Openness) -> list[Reading]:
    """A reading a figure of the maker, holder and time that a claim names; quarters that fill its time are summed.

    Args:
        claim: the claim.
        world: the facts.
        measures: of supply rows.
        open_: of the first reading; rivals could also be meant.
    """
    span, named = _span(claim), _named(claim, world)
    rows = [row for row in world.catalogue.supply if row.measure in measures and row.kind != "forecast"
            and named.fits(row)]
    whole = [row for row in rows if span is not None and _fills(row.span, span)]
    made = [_reading(row, world) for row in whole if _independent(row, claim, world)]
    made += _summed([row for row in rows if row not in whole], span, world)
    ranked: list[Reading] = []
    for number, each in enumerate(made[:_EACH]):
        rest: Openness = "possible" if open_ == "plain" else open_
        ranked.append(_opened(each, open_ if not number else rest))
    return ranked


def _opened(each: Reading, open_: Openness) -> Reading:
    return replace(each, open=open_)


def _span(claim: Claim) -> Span | None:
    """The period that a claim names; None for a fiscal year, which begins on another day for each firm."""
    try:
        return month_span(claim.time) if claim.time and not claim.time.startswith("FY") else None
    except OncurveError:
        return None


def _fills(own: Span, asked: Span) -> bool:
    """Whether a row is about the same period, give or take a month and a half at each end."""
    if own.start is None or own.end is None or asked.start is None or asked.end is None:
        return False
    return abs(own.start - asked.start) <= _MONTH and abs(own.end - asked.end) <= _MONTH


class _Named(Struct, frozen=True):
    """What a claim names: the ids of its holder or maker, its chip, the place it goes to, and the chip of its scope."""

    holder: str | None
    chip: str | None
    place: str | None
    kind: str | None

    def fits(self, row: SupplyFigure) -> bool:
        """Whether a row is of the maker, holder or chip that is named, and of the place that it goes to."""
        if self.chip is not None:
            if row.chip != self.chip:
                return False
        elif self.holder is None or self.holder not in (row.maker, row.holder) or \
                (self.holder == row.holder and row.maker and self.place not in (None, row.maker)):
            return False
        if self.kind is not None and row.chip != self.kind:
            return False
        return self.place is None or self.place in (row.holder, row.maker)


def _named(claim: Claim, world: World) -> _Named:
    catalogue = world.catalogue
    holder, chip = holder_of(catalogue, claim.subject), chip_of(catalogue, claim.subject)
    place = holder_of(catalogue, claim.reference) if claim.reference else None
    kind = chip_of(catalogue, claim.scope) if claim.scope else None
    return _Named(*(None if each is None else each.id for each in (holder, chip, place, kind)))


def _independent(row: SupplyFigure, claim: Claim, world: World) -> bool:
    return bool(independent([row.fact()], claim, world, row.maker or row.holder))


def _reading(row: SupplyFigure, world: World) -> Reading:
    made = estimate(constant(row.measure, _input(row, world, f"supply.{row.measure}"), f"as {row.kind}"), world.draws)
    words = ", ".join(part for part in (row.measure.replace("_", " "), row.scope) if part)
    source = source_words(row.fact(), world)
    return Reading(f"{row.measure} ({row.source})", f"{words}, {row.kind} in “{source}”", made, reported=True)


def _input(row: SupplyFigure, world: World, name: str) -> Input:
    """The figure with the interval that it states, and exact where it states none."""
    told = row.low is not None and row.high is not None
    return input_of(world.catalogue, row, name) if told else Input.of_fact(row.fact(), name)


def _summed(rows: list[SupplyFigure], span: Span | None, world: World) -> list[Reading]:
    """The quarters inside the period, added up by source and scope, where they fill it."""
    if span is None or span.start is None or span.end is None:
        return []
    groups: dict[tuple[str, str, str], list[SupplyFigure]] = {}
    for row in rows:
        if row.span.start is not None and row.span.end is not None and row.span.start - span.start >= -_MONTH \
                and row.span.end - span.end <= _MONTH:
            groups.setdefault((row.source, row.scope, row.unit), []).append(row)
    made = []
    for (source, scope, unit), own in sorted(groups.items()):
        days = {row.span.start for row in own}
        covered = sum(((row.span.end or span.end) - (row.span.start or span.start)).days for row in
                      {row.span.start: row for row in own}.values())
        if len(days) > 1 and covered >= (span.end - span.start).days - _MONTH.days:
            made.append(_total(own, source, scope, unit, world))
    return made


def _total(own: list[SupplyFigure], source: str, scope: str, unit: str, world: World) -> Reading:
    low, middle, high = (sum(values) for values in zip(
        *((row.amount if row.low is None else row.low, row.amount, row.amount if row.high is None else row.high)
          for row in own), strict=True))
    basis = tuple(_input(row, world, f"{row.measure}.{row.chip or 'all'}.{row.span.start}") for row in own)
    total = Estimate(middle, low, high, unit, basis, method="sum of the quarters of the period")
    told = source_words(own[0].fact(), world)
    words = f"{own[0].measure.replace('_', ' ')}, {scope}, summed by quarter from “{told}”"
    return Reading(f"{own[0].measure} by quarter ({source})", words, total, reported=True)


def held_readings(claim: Claim, world: World, open_: Openness) -> list[Reading]:
    """Chips that the subject has bought by the day asked for, in chips or in H100-equivalents, by maker.

    Nothing is said of a claim on one kind of chip: the counts by quarter put several kinds in one.
    """
    holder = holder_of(world.catalogue, claim.subject)
    if holder is None or (chip_of(world.catalogue, claim.scope) is not None and not _in_equivalents(claim)):
        return []
    day, equivalents = asked_day(claim, world), _in_equivalents(claim)
    made = []
    worth = Worth(world.catalogue)
    for each in bought(shipments(world.catalogue, (holder.id,)), day, together(world.catalogue)):
        weights = [(worth.equivalents(row.chip) or 0.0) if equivalents else 1.0 for row, _ in each.rows]
        given = each.input(f"{each.maker}_bought", holder.id, weights)
        counted = "H100-equivalents (8-bit)" if equivalents else "chips"
        words = f"{counted} bought of {each.maker} since 2022, {FLAGSHIPS}, by {day}"
        total = estimate(constant("bought", given, "sum of the counts by quarter"), world.draws)
        made.append(Reading(f"bought of {each.maker}", words, total, open_))
    named = [each for each in made if each.name.rpartition(" ")[2] in claim.sentence.lower()]
    return [each if not named or each in named else _opened(each, "shown") for each in made]


def _in_equivalents(claim: Claim) -> bool:
    at = claim.sentence.find(FIGURE)
    if worth_h100s(claim):
        return True
    near = f"{claim.scope or ''} {claim.sentence[max(at, 0):at + 60] if at >= 0 else claim.sentence}"
    return IN_H100S.search(near) is not None


def share_readings(claim: Claim, world: World, open_: Openness) -> list[Reading]:
    """Every share of compute that the supply of the subject has, each by its own denominator."""
    from oncurve.scenario.holdings import shares

    holder = holder_of(world.catalogue, claim.subject) or _nation_of(claim, world)
    if holder is None:
        return []
    try:
        found = shares(world.catalogue, holder.id, Draws(world.draws.seed, _FEW_DRAWS), asked_day(claim, world))
    except OncurveError:
        return []
    made = [Reading(f"{each.measure} ({each.source})", f"{each.measure}, {each.period}", each.estimate, open_,
                    reported="sold since" not in each.measure) for each in found]
    made.sort(key=lambda each: -_shared_words(each.name, claim.sentence))
    return made[:_EACH]


def _shared_words(name: str, sentence: str) -> int:
    """How many of the words that tell one whole from another a name and a sentence share."""
    return sum(re.search(cue, name, re.IGNORECASE) is not None and re.search(cue, sentence, re.IGNORECASE) is not None
               for cue in _WHOLES)


def _nation_of(claim: Claim, world: World) -> Any | None:
    """The one country of whose firms a sentence speaks, where it names none of them ("the biggest American clouds")."""
    found = {place.id: place for place in world.catalogue.places.values() if place.sort == "country"
             and any(re.search(rf"(?<!\w){re.escape(each)}(?!\w)", claim.sentence)
                     for each in (place.label, *place.adjectives))}
    return next(iter(found.values())) if len(found) == 1 else None


def smuggled_readings(claim: Claim, world: World, open_: Openness) -> list[Reading]:
    """Estimates of smuggling into the subject or reference, of the claim's year or of any."""
    span = _span(claim)
    rows = [row for row in world.catalogue.supply if row.measure == "smuggled"]
    same = [row for row in rows if span is None or row.span.start is None or row.span.overlaps(span)]
    return [_opened(_reading(row, world), open_) for row in same[:_EACH]]


def yearly_spending(claim: Claim, world: World, kinds: Iterable[str], open_: Openness) -> list[Reading]:
    """Capital spending of the subject over the period, from the quarters that fill it."""
    if "spend.capex" not in kinds:
        return []
    return supplied(claim, world, ("capex",), open_)


#: words that tell one whole of computing power from another
_WHOLES = (r"cloud|hyperscal", r"cluster|supercomputer", r"\bown|\bbelong|\bhold|\bheld", r"\bsold\b|designed")
_POWER = Pattern(r"(?:10\s*\^\s*|\b1e|10 to the |10\*\*)(\d{2})", re.IGNORECASE)
_SUM = Pattern(r"\$\s?(\d+(?:[.,]\d+)*)\s*(million|billion|m|bn)\b", re.IGNORECASE)
_SIZES = {"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
_FEW_DRAWS = 2048


def able_readings(claim: Claim, world: World, open_: Openness) -> list[Reading]:
    """How many developers could make a run of the compute or budget that a sentence names, on the day it speaks of."""
    from oncurve.scenario.able import Question, count_able

    text = f"{claim.subject or ''} {claim.sentence}"
    power, money = _POWER.search(text), _SUM.search(text)
    if power is None and money is None:
        return []
    flop = 10.0 ** int(power[1]) if power is not None else None
    budget = float(money[1].replace(",", "")) * _SIZES[money[2].lower()] if money is not None and flop is None else None
    try:
        question = Question(asked_day(claim, world), budget, flop)
        count = count_able(world.catalogue, question, Draws(world.draws.seed, _FEW_DRAWS))
    except OncurveError:
        return []
    what = f"{flop:.0e} FLOP" if flop is not None else f"{budget:,.0f} USD"
    return [Reading("able", f"developers that could make a run of {what}, by cash, chips, and time and staff", count,
                    open_, indirect=True)]
