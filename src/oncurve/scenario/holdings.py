"""Chips that an organisation or a country holds: every source's figure, and one reconciled sum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from oncurve.basis.errors import MissingFact, UnknownName
from oncurve.basis.estimate import Estimate, estimate
from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity, check_settings, constant
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.spread import Array
from oncurve.catalog.organisation import Organisation
from oncurve.catalog.read import Catalogue
from oncurve.catalog.supply import SupplyFigure
from oncurve.scenario.domestic import equivalents_made, huawei_rows
from oncurve.scenario.limits import setting_of
from oncurve.scenario.reconcile import input_of, pooled
from oncurve.scenario.recorded import FLAGSHIPS, Bought, bought, chip_of_fleet, last_day, shipments, together
from oncurve.scenario.worth import Worth

__all__ = ["Holdings", "Series", "holdings", "shares"]

_CHINA = "CN"
#: a share of the quarter after the day still tells of it
_NEAR = dt.timedelta(days=100)
_HELD = ("share", "power", "smuggled", "dies", "memory_stacks")


@dataclass(frozen=True, slots=True)
class Series:
    """One source's figure on one measure.

    Args:
        measure: what is counted, in words.
        source: source id.
        estimate: the figure.
        period: what it covers, in words.
        note: what else a reader should know.
    """

    measure: str
    source: str
    estimate: Estimate
    period: str = ""
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The series as plain data."""
        return {"measure": self.measure, "source": self.source, "estimate": self.estimate.to_dict(),
                "period": self.period or None, "note": self.note or None}


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a holder has.

    Args:
        holder: organisation id or ISO code.
        on: the day.
        series: every figure; several on one thing are rivals and are not parts of a sum.
        reconciled: H100-equivalents in all, or None where nothing can be added up.
        precision: of the H100-equivalents.
        parts: what the reconciled sum adds up.
        warnings: what a reader should know.
    """

    holder: str
    on: dt.date
    series: tuple[Series, ...]
    reconciled: Estimate | None
    precision: str
    parts: tuple[tuple[str, Estimate], ...] = ()
    warnings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        return {"holder": self.holder, "on": self.on.isoformat(), "counted_in": f"H100-equivalents ({self.precision})",
                "series": [each.to_dict() for each in self.series],
                "reconciled": self.reconciled.to_dict() if self.reconciled is not None else None,
                "parts": [{"name": name, "estimate": part.to_dict()} for name, part in self.parts],
                "warnings": list(self.warnings)}

    def inputs(self) -> tuple[Input, ...]:
        """The inputs of the reconciled sum."""
        return () if self.reconciled is None else self.reconciled.basis


@dataclass(frozen=True)
class _Question:
    catalogue: Catalogue
    draws: Draws
    settings: Mapping[str, str]
    worth: Worth
    holder: str
    members: tuple[str, ...]
    on: dt.date

    def made(self, quantity: Quantity, *, drivers: bool = False) -> Estimate:
        return estimate(quantity.with_settings(self.settings), self.draws, drivers=drivers)


def holdings(catalogue: Catalogue, holder: str, draws: Draws, *, on: dt.date | None = None, precision: str = "8-bit",
             settings: Mapping[str, str] | None = None) -> Holdings:
    """What an organisation or country holds on a day.

    Args:
        catalogue: the facts known by its day.
        holder: a name, in any spelling.
        draws: the columns of draws.
        on: the day; the last that the counts by quarter reach where it is not given.
        precision: of H100-equivalents, "8-bit" or "16-bit".
        settings: values of named inputs.

    Raises:
        UnknownName: no organisation or country is called so.
        MissingFact: nothing is known of its chips.
    """
    key, members = _holder(catalogue, holder)
    rows = shipments(catalogue, members)
    end = last_day(rows)
    last = end - dt.timedelta(days=1) if end is not None else catalogue.as_of
    day = on or last or dt.date.today()  # noqa: DTZ011 - a day, not a moment
    asked = _Question(catalogue, draws, settings or {}, Worth(catalogue, precision), key, members, day)
    own = [row for row in catalogue.supply if row.holder in members]
    found = [*_bought_series(asked, rows), *_fleets(asked), *_figures(asked, own)]
    parts = dict(_parts(asked, rows))
    if not found and not parts:
        raise MissingFact(key, "a figure of chips held", "Add rows to supply.csv of a facts folder.")
    total, each = _summed(asked, parts)
    warnings = _warnings(asked, end, found)
    return Holdings(key, day, tuple(found), total, precision, each, warnings)


def shares(catalogue: Catalogue, holder: str, draws: Draws, on: dt.date) -> list[Series]:
    """The shares of compute that a holder has, each by its own denominator. Arguments and errors as for `holdings`."""
    key, members = _holder(catalogue, holder)
    asked = _Question(catalogue, draws, {}, Worth(catalogue), key, members, on)
    told = [row for row in catalogue.supply if row.measure == "share" and row.holder in members and not row.maker]
    return [*_figures(asked, told), *_share_sold(asked, shipments(catalogue, members))]


def _holder(catalogue: Catalogue, name: str) -> tuple[str, tuple[str, ...]]:
    """The id of a holder, and the holders of the rows that are its own."""
    held = {row.holder for row in catalogue.supply}
    country = catalogue.places.get(catalogue.places.id_of(name) or "")
    if country is not None and catalogue.organisations.id_of(name) is None:
        inside = [each for each in sorted(held) if (found := catalogue.organisations.get(each)) is not None
                  and found.country == country.id]
        return country.id, (country.id, *inside)
    organisation = catalogue.organisations.id_of(name)
    if organisation is None:
        raise UnknownName("organisation or country", name, catalogue.organisations.nearest(name),
                          "oncurve organisations")
    return organisation, (organisation,)


def _bought_series(asked: _Question, rows: list[SupplyFigure]) -> Iterator[Series]:
    source = rows[0].source if rows else ""
    for each in bought(rows, asked.on, together(asked.catalogue)):
        ones = [1.0] * len(each.rows)
        yield _sum(asked, each, "chips", ones, "chip", source)
        yield _sum(asked, each, f"H100-equivalents ({asked.worth.precision})", _speeds(asked, each), "chip", source)
        watts = [(asked.worth.watts(row.chip) or 0.0) / 1e6 for row, _ in each.rows]
        yield _sum(asked, each, "rated power", watts, "MW", source)
        prices = each.dollars(asked.worth)
        if all(prices):
            yield _sum(asked, each, "at prices of the day", prices, "USD", source)
    yield from _share_sold(asked, rows)


def _share_sold(asked: _Question, rows: list[SupplyFigure]) -> Iterator[Series]:
    """The share of all US-designed chips sold that the holder bought: one denominator of several."""
    every = shipments(asked.catalogue)
    rest = [row for row in every if row.holder not in asked.members]
    sides = [bought(each, asked.on, together(asked.catalogue)) for each in (rows, rest)]
    if not rows or not sides[1]:
        return
    arguments = {f"{side}_{each.maker}": each.input(f"{side}_{each.maker}_h100e", asked.holder, _speeds(asked, each))
                 for side, found in zip(("own", "others"), sides, strict=True) for each in found}

    def share(**values: Array) -> Any:
        own = sum(value for name, value in values.items() if name.startswith("own_"))
        return 100 * own / sum(values.values())

    made = asked.made(Quantity("share", "percent", share, arguments, "bought over all that was sold"))
    yield Series(f"share of US-designed chips sold since 2022, H100-equivalents ({asked.worth.precision})",
                 rows[0].source, made, f"to {asked.on}", "smuggled, rented and other makers' chips are not in it")



def _speeds(asked: _Question, each: Bought) -> list[float]:
    return [asked.worth.equivalents(row.chip) or 0.0 for row, _ in each.rows]


def _sum(asked: _Question, each: Bought, what: str, weights: list[float], unit: str, source: str) -> Series:
    given = each.input(f"{each.maker}_bought", asked.holder, weights, unit)
    made = asked.made(constant(what, given, "sum of the counts by quarter"))
    first = min((row.span.start for row, _ in each.rows if row.span.start), default=None)
    return Series(f"bought of {each.maker}, {what}", source, made, f"{first} to {asked.on}", FLAGSHIPS)


def _fleets(asked: _Question) -> Iterator[Series]:
    record = asked.catalogue.organisations.get(asked.holder)
    for fact in record.facts if record is not None else ():
        if fact.name.startswith("fleet") and asked.on in fact.span and not isinstance(fact.amount, str):
            counted = str(fact.detail.get("counted_in", "chips"))
            words = f"held, {fact.name.partition('.')[2].removesuffix('_h100e').replace('_', ' ')}, {counted}"
            made = asked.made(constant(fact.name, Input.of_fact(fact), f"as {fact.kind}"))
            note = "; ".join(str(each) for each in (fact.detail.get("item", ""), fact.note) if each)
            yield Series(words, fact.source, made, _period(fact), note)


def _period(fact: Fact) -> str:
    return " to ".join(str(day) for day in (fact.span.start, fact.span.end) if day is not None)


def _figures(asked: _Question, rows: list[SupplyFigure]) -> Iterator[Series]:
    """What sources say of the holder in other counts: cards of all classes, shares, dies, what was smuggled."""
    for row in rows:
        whole = row.measure in ("shipments", "production") and (row.scope != FLAGSHIPS or row.kind == "forecast")
        begun = (row.span.start or row.known) <= asked.on + _NEAR * (row.measure == "share")
        if begun and (whole or row.measure in _HELD) and (row.measure != "power" or asked.on in row.span):
            given = input_of(asked.catalogue, row, f"{row.measure}.{row.source}") if row.unit == "chip" \
                else Input.of_fact(row.fact(), f"{row.measure}.{row.source}", about="")
            made = asked.made(constant(row.measure, given, f"as {row.kind}"))
            words = " ".join(each for each in (row.measure.replace("_", " "), f"of {row.maker}" if row.maker else "",
                                               f"({row.scope})" if row.scope else "") if each)
            yield Series(words, row.source, made, _period(row.fact()), row.note)


def _parts(asked: _Question, rows: list[SupplyFigure]) -> Iterator[tuple[str, Quantity]]:
    """What adds up to all that the holder has, in H100-equivalents."""
    for each in bought(rows, asked.on, together(asked.catalogue)):
        given = each.input(f"{each.maker}_bought_h100e", asked.holder, _speeds(asked, each))
        yield f"bought of {each.maker}", constant(given.name, given, "counts by quarter")
    if asked.holder == _CHINA:
        yield from _chinese_parts(asked, rows)
    elif not rows:
        yield from _fleet_parts(asked)


def _chinese_parts(asked: _Question, rows: list[SupplyFigure]) -> Iterator[tuple[str, Quantity]]:
    if huawei_rows(asked.catalogue):
        yield "made at home", equivalents_made(asked.catalogue, asked.on)
    for row in asked.catalogue.supply:
        if row.measure == "smuggled" and row.span.start is not None and row.span.start <= asked.on:
            yield "smuggled", _smuggled(asked, row)
    yield from _other_cards(asked, rows)


def _smuggled(asked: _Question, row: SupplyFigure) -> Quantity:
    """Smuggled from 2023 on, taken as H100 class, at the yearly rate of the year that was estimated."""
    assert row.span.start is not None
    before = Input.of_assumption(asked.catalogue.assumption("smuggled_2023_over_2024"))
    given = Input.of_fact(row.fact(), "smuggled_2024")
    years = max((asked.on - row.span.start).days / 365.25, 0.0)

    def summed(yearly: Array, before: Array) -> Array:
        return yearly * (before + years)

    return Quantity("smuggled", "chip", summed, {"yearly": given, "before": before},
                    "the estimate for 2024, at that rate after, and a part of it before")


def _other_cards(asked: _Question, rows: list[SupplyFigure]) -> Iterator[tuple[str, Quantity]]:
    """Cards beyond the flagship parts, where a source counts all classes of a maker that is counted by quarter."""
    for row in asked.catalogue.supply:
        start, end = row.span.start, row.span.end
        if row.measure != "shipments" or row.scope != "all accelerator cards" or start is None or end is None:
            continue
        own = [each for each in rows if each.maker == row.maker and each.span.start and start <= each.span.start < end]
        if not own or start > asked.on:
            continue
        beyond = max(row.amount - sum(each.amount for each in own), 0.0)
        given = {name: Input.of_assumption(asked.catalogue.assumption(name))
                 for name in ("other_cards_counted", "other_cards_speed")}
        given["cards"] = Input(f"{row.maker}_cards_beyond", "chip", input_of(asked.catalogue, row, "x").spread, _CHINA,
                               row.fact(), "all cards; the flagship parts are taken off")
        part = beyond / row.amount * min((asked.on - start).days / (end - start).days, 1.0)

        def counted(cards: Array, other_cards_counted: Array, other_cards_speed: Array, part: float = part) -> Array:
            return cards * part * other_cards_counted * other_cards_speed

        yield f"other cards of {row.maker}", Quantity("other_cards", "chip", counted, given, "difference of scopes")


def _fleet_parts(asked: _Question) -> Iterator[tuple[str, Quantity]]:
    """The fleets of an organisation that no count by quarter names, by kind of chip; rival figures of a kind pooled."""
    record = asked.catalogue.organisations.get(asked.holder)
    kinds: dict[str, list[Fact]] = {}
    for fact in record.facts if isinstance(record, Organisation) else ():
        chip = chip_of_fleet(fact.name.removeprefix("fleet."))
        held = fact.span.start is None or fact.span.start <= asked.on
        known = chip in asked.catalogue.chips
        if fact.name.startswith("fleet.") and held and known and not isinstance(fact.amount, str):
            kinds.setdefault(chip, []).append(fact)
    for chip, facts in sorted(kinds.items()):
        speed = asked.worth.equivalents(chip)
        if speed is not None:
            rows = [SupplyFigure(amount=fact.number * speed, unit="chip", kind=fact.kind, known=fact.known,
                                 source=fact.source, where=fact.where, measure="fleet", holder=asked.holder, chip=chip)
                    for fact in facts]
            yield f"held, {chip}", pooled(asked.catalogue, rows, f"{chip}_held", asked.holder)


def _summed(asked: _Question, parts: dict[str, Quantity]) -> tuple[Estimate | None, tuple[tuple[str, Estimate], ...]]:
    if not parts:
        return None, ()

    def total(**values: Array) -> Any:
        return sum(values.values())

    arguments: dict[str, Input | Quantity] = {f"part_{number}": part for number, part in enumerate(parts.values())}
    method = ("sum of what was bought, made at home and smuggled, in H100-equivalents by dense "
              f"{asked.worth.precision} operations; rival counts pooled")
    whole = Quantity("held", "chip", total, arguments, method)
    if asked.settings:
        check_settings(asked.settings, whole.inputs())
        for given in whole.inputs():
            setting_of(given, asked.settings)
    each = tuple((name, asked.made(part)) for name, part in parts.items())
    return asked.made(whole, drivers=True), each


def _warnings(asked: _Question, end: dt.date | None, found: list[Series]) -> tuple[str, ...]:
    told = []
    if end is not None and asked.on >= end:
        told.append(f"The counts by quarter end on {end}: what was bought later is not in them.")
    if len({each.source for each in found}) > 1:
        told.append("Figures of different sources stand side by side: they count different things and are no parts "
                    "of a sum; `reconciled` adds up what does not overlap.")
    if asked.holder == _CHINA:
        told.append("Chips rented abroad are used and not held: they are not in the sum.")
    elif len(asked.members) > 1:
        told.append("Owners whom no count names are left out: the sum is a lower bound.")
    return tuple(told)
