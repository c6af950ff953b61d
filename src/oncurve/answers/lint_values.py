"""Lint: each value by itself, and against its source: units, ranges, intervals, prices, known days."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from oncurve.basis.errors import BadUsage
from oncurve.basis.evidence import Fact
from oncurve.basis.quantity import parse_unit
from oncurve.catalog.observation import Observation
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import Record

__all__ = ["CHECKS", "Check", "Found", "facts_of", "rows_of"]

Found = tuple[str, str, str, str]
Check = Callable[[Catalogue], Iterator[Found]]

#: first words of a fact's name: the unit whose dimension it takes, and the least and most it can be in that unit.
#: The bounds are wide of anything built so far: they catch slips of a thousand, not news.
_TAKES: dict[str, tuple[str, float, float]] = {
    "parameters": ("parameter", 1e5, 1e15), "tokens": ("token", 1e6, 1e16), "chip_hours": ("chip hour", 1, 1e10),
    "chips": ("chip", 1, 1e7), "training_time": ("day", 0.01, 1500), "flop": ("FLOP", 1e15, 1e29),
    "mfu": ("fraction", 0.001, 1), "cost": ("USD", 1, 1e12), "release_date": ("date", 0, 0),
    "announced_date": ("date", 0, 0), "training_date": ("date", 0, 0), "training_chip": ("text", 0, 0),
    "training_precision": ("text", 0, 0), "training_layout": ("text", 0, 0), "reinforcement": ("text", 0, 0),
    "launch_price": ("USD", 50, 1e7), "tdp": ("W", 1, 1e5),
    "die_area": ("mm2", 10, 1e5), "peak": ("TOP per second", 0.01, 1e6), "memory.size": ("GB", 0.01, 1e4),
    "memory.bandwidth": ("GB per second", 1, 1e8), "link": ("GB per second", 1, 1e5), "pcie": ("GB per second", 1, 1e4),
    "transistors": ("transistor", 1e6, 1e14), "staff": ("person", 1, 1e7), "fleet": ("chip", 1, 1e8),
}
_ROWS: dict[str, tuple[float, float]] = {
    "rental": (0.005, 200), "purchase": (10, 1e7), "api_prices": (0, 1e4), "fx": (1e-5, 100), "electricity": (0.005, 1),
    "price_index": (1, 1e4),
}
_MONEY = ("USD", "EUR", "CNY", "GBP", "JPY", "INR", "KRW", "TWD", "HKD", "CAD", "CHF", "AED", "SAR", "SGD", "AUD")
_NEEDS = {"chip_hours": ("chip",), "mfu": ("peak", "precision"), "cost": ("basis",),
          "parameters.active": ("convention",)}


def facts_of(catalogue: Catalogue) -> Iterator[tuple[Record, Fact]]:
    """Every fact with the thing it is about."""
    for shelf in (catalogue.models, catalogue.chips, catalogue.organisations, catalogue.events):
        for thing in shelf.values():
            for fact in thing.facts:
                yield thing, fact


def rows_of(catalogue: Catalogue) -> Iterator[tuple[str, str, Observation]]:
    """Every row of every table, with the table's name and file."""
    tables = {"rental": catalogue.rental, "purchase": catalogue.purchase, "api_prices": catalogue.api_prices,
              "scores": catalogue.scores, "fx": catalogue.fx, "price_index": catalogue.price_index,
              "electricity": catalogue.electricity, "supply": catalogue.supply}
    for table, rows in tables.items():
        for row in rows:
            yield table, _FILES[table], row


_FILES = {"rental": "prices/rental.csv", "purchase": "prices/purchase.csv", "api_prices": "prices/api.csv",
          "scores": "scores.csv", "fx": "fx.csv", "price_index": "price_index.csv", "electricity": "electricity.csv",
          "supply": "supply.csv"}


def wrong_units(catalogue: Catalogue) -> Iterator[Found]:
    """OD101, OD102: units and ranges of facts."""
    for thing, fact in facts_of(catalogue):
        taken = _TAKES.get(".".join(fact.name.split(".")[:2])) or _TAKES.get(fact.name.split(".")[0])
        if taken is None:
            continue
        unit, least, most = taken
        if not _same_dimension(fact.unit, unit):
            yield thing.file, fact.name, "OD101", f"It is given in {fact.unit!r}; it is measured in {unit!r}."
        elif not isinstance(fact.amount, str):
            number = fact.number * parse_unit(fact.unit).scale / parse_unit(unit).scale
            if not least <= number <= most:
                yield (thing.file, fact.name, "OD102",
                       f"{fact.amount:g} {fact.unit} lies outside {least:g} to {most:g} {unit}.")


def _same_dimension(given: str, wanted: str) -> bool:
    if wanted == "USD":
        return given in _MONEY
    try:
        return parse_unit(given).measures_same_as(parse_unit(wanted))
    except BadUsage:
        return False


def rows_out_of_range(catalogue: Catalogue) -> Iterator[Found]:
    """OD102: rows of observations, and scores above full marks."""
    for table, file, row in rows_of(catalogue):
        least, most = _ROWS.get(table, (float("-inf"), float("inf")))
        if table == "scores" and row.unit == "percent":
            least, most = 0, 100
        if not least <= row.amount <= most:
            yield file, " ".join(row.key()), "OD102", f"{row.amount:g} {row.unit} lies outside {least:g} to {most:g}."


def intervals(catalogue: Catalogue) -> Iterator[Found]:
    """OD112: amounts outside their own low and high."""
    for thing, fact in facts_of(catalogue):
        if isinstance(fact.amount, str):
            continue
        low, high = fact.low, fact.high
        if (low is not None and fact.number < low) or (high is not None and fact.number > high):
            yield thing.file, fact.name, "OD112", f"{fact.amount:g} lies outside its own interval, {low} to {high}."


def bare_numbers(catalogue: Catalogue) -> Iterator[Found]:
    """OD115: model facts without the detail that they cannot be read without."""
    for model in catalogue.models.values():
        for fact in model.facts:
            for start, needed in _NEEDS.items():
                if fact.name == start or fact.name.startswith(start + "."):
                    for key in needed:
                        if key not in fact.detail:
                            yield model.file, fact.name, "OD115", f"It does not say its {key}."


def known_days(catalogue: Catalogue) -> Iterator[Found]:
    """OD111: facts known long before their source was published, unless a rule inferred the day.

    A press piece may tell of a day in the month before it; a report cannot have been known a year before.
    """
    places: list[tuple[str, str, Fact | Observation]] = [(thing.file, fact.name, fact)
                                                         for thing, fact in facts_of(catalogue)]
    # a price is public on the day it is asked, whoever writes it down later
    places += [(file, " ".join(row.key()), row) for table, file, row in rows_of(catalogue) if table == "scores"]
    for file, where, value in places:
        source = catalogue.sources.get(value.source)
        if source is None or source.published is None or value.known_basis != "source" or source.kind in _ARCHIVES:
            continue
        if (source.published - value.known).days > _RETOLD_DAYS:
            yield (file, where, "OD111",
                   f"It is known on {value.known}, but {source.id} was published on {source.published}.")


_RETOLD_DAYS = 31
#: sorts of source that collect older, dated observations, and so tell of days before their own
_ARCHIVES = ("dataset", "price list", "filing")


def prices(catalogue: Catalogue) -> Iterator[Found]:
    """OD109: API prices of one model, source and day whose input costs more than the output."""
    tiers: dict[tuple[str, ...], dict[str, float]] = {}
    for row in catalogue.api_prices:
        key = (row.model, row.source, str(row.span.start), row.note)
        tiers.setdefault(key, {})[row.tier] = row.amount
    for (model, _, since, _), price in tiers.items():
        if "input" in price and "output" in price and price["input"] > price["output"]:
            yield ("prices/api.csv", f"{model} from {since}", "OD109",
                   f"Input costs {price['input']:g}, output {price['output']:g} USD per 1M tokens.")


CHECKS: tuple[Check, ...] = (wrong_units, rows_out_of_range, intervals, bare_numbers, known_days, prices)
