"""Lint: do names and links meet what they name, once each, and do dates follow one another?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from oncurve.answers.lint_values import Check, Found, facts_of, rows_of
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import Record, compact
from oncurve.catalog.shelf import Shelf

__all__ = ["CHECKS"]

Wanted = list[tuple[str, str, Shelf[Record]]]


def sources(catalogue: Catalogue) -> Iterator[Found]:
    """OD103: sources that do not resolve, and sources that repeat one which does not."""
    for thing, fact in facts_of(catalogue):
        if fact.source not in catalogue.sources:
            yield thing.file, fact.name, "OD103", f"No source is called {fact.source!r}."
    for _, file, row in rows_of(catalogue):
        if row.source not in catalogue.sources:
            yield file, " ".join(row.key()), "OD103", f"No source is called {row.source!r}."
    for file, where, source_id in _told(catalogue):
        if source_id not in catalogue.sources:
            yield file, where, "OD103", f"No source is called {source_id!r}."
    for name, assumption in catalogue.assumptions.items():
        if assumption.source not in catalogue.sources:
            yield "assumptions", name, "OD103", f"No source is called {assumption.source!r}."
    for key, source in catalogue.sources.items():
        if source.root and source.root not in catalogue.sources:
            yield f"sources/{key}.toml", "root", "OD103", f"No source is called {source.root!r}."


def _told(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """File, measure and source of everything said in events and held in disputes."""
    for event in catalogue.events.values():
        yield from ((event.file, each.measure, each.source) for each in (*event.said, *event.unsaid))
    for dispute in catalogue.disputes.values():
        yield from ((dispute.file, each.party, each.source) for each in dispute.positions)


def names(catalogue: Catalogue) -> Iterator[Found]:
    """OD104, OD117: one name for two things; ids that are not their labels."""
    for shelf in (catalogue.models, catalogue.chips, catalogue.organisations, catalogue.benchmarks):
        yield from _names_of(shelf)


def _names_of(shelf: Shelf[Record]) -> Iterator[Found]:
    owners: dict[str, str] = {}
    for key, label, aliases in shelf.names():
        file = shelf[key].file
        if shelf.noun in ("model", "chip") and compact(key) != compact(label):
            yield file, "label", "OD117", f"The id {key!r} is not the label {label!r}."
        for name in (key, label, *aliases):
            owner = owners.setdefault(compact(name), key)
            if owner != key:
                yield file, "aliases", "OD104", f"{name!r} also names {owner}."


def doubles(catalogue: Catalogue) -> Iterator[Found]:
    """OD104: one fact of one source and day told twice, and rows of one key told twice."""
    for shelf in (catalogue.models, catalogue.chips, catalogue.organisations):
        for thing in shelf.values():
            seen: set[tuple[object, ...]] = set()
            for fact in thing.facts:
                key = (fact.name, fact.source, fact.known, fact.amount, fact.span.start, str(fact.detail), fact.note)
                if key in seen:
                    yield thing.file, fact.name, "OD104", f"{fact.source} tells it twice."
                seen.add(key)
    rows: set[tuple[object, ...]] = set()
    for table, file, row in rows_of(catalogue):
        mark = (table, row.key(), row.amount, row.span, row.where, row.note)
        if mark in rows:
            yield file, " ".join(row.key()), "OD104", "The row stands twice."
        rows.add(mark)


def links(catalogue: Catalogue) -> Iterator[Found]:
    """OD113: organisations, models, chips and benchmarks that are named but not there."""
    for model in catalogue.models.values():
        wanted: Wanted = [("organisation", model.organisation, catalogue.organisations)]
        wanted += [("joint", each, catalogue.organisations) for each in model.joint]
        wanted += [(key, getattr(model, key), catalogue.models) for key in ("base", "predecessor")]
        wanted += [("training_chip", str(fact.amount), catalogue.chips) for fact in model.facts_of("training_chip")]
        wanted += [(fact.name, str(fact.detail["chip"]), catalogue.chips) for fact in model.facts
                   if fact.detail.get("chip") not in (None, "undisclosed")]
        yield from _missing(model.file, wanted)
    for chip in catalogue.chips.values():
        yield from _missing(chip.file, [("vendor", chip.vendor, catalogue.organisations),
                                        ("variant_of", chip.variant_of, catalogue.chips)])
    for person in catalogue.people.values():
        yield from _missing(person.file, [("organisation", person.organisation, catalogue.organisations)])
    for event in catalogue.events.values():
        if event.speaker and event.speaker not in catalogue.people and event.speaker not in catalogue.organisations:
            yield event.file, "speaker", "OD113", f"No person or organisation has the id {event.speaker!r}."
    for _, file, row in rows_of(catalogue):
        shelves: dict[str, Shelf[Record]] = {"chip": catalogue.chips, "model": catalogue.models,
                                             "benchmark": catalogue.benchmarks}
        named: Wanted = [(key, getattr(row, key), shelf) for key, shelf in shelves.items() if hasattr(row, key)]
        yield from _missing(file, named)


def _missing(file: str, wanted: Wanted) -> Iterator[Found]:
    for where, name, shelf in wanted:
        if name and name not in shelf:
            yield file, where, "OD113", f"No {shelf.noun} has the id {name!r}."


def dates(catalogue: Catalogue) -> Iterator[Found]:
    """OD110: a training that ends before it starts or after the release; a release before the announcement."""
    order = ("training_date.start", "training_date.end", "announced_date", "release_date")
    for model in catalogue.models.values():
        told = [(name, fact) for name in order if (fact := model.fact(name)) is not None]
        for (earlier, first), (later, second) in pairwise(told):
            # an announcement may well come before the training ends; months are compared as months
            length = min(len(str(first.amount)), len(str(second.amount)))
            if "announced" in later and "training" in earlier:
                continue
            if str(first.amount)[:length] > str(second.amount)[:length]:
                yield (model.file, later, "OD110",
                       f"{later} is {second.amount}, before {earlier}, {first.amount}.")


def edits(catalogue: Catalogue) -> Iterator[Found]:
    """OD116: released records that were edited or removed, where the data stand beside the code."""
    from oncurve.catalog.lock import broken_locks

    data = Path(__file__).parents[1] / "catalog" / "data"
    if data.is_dir() and catalogue.as_of is None:
        for file, where in broken_locks(data):
            yield (file, where, "OD116",
                   "A released record was edited or removed: add a new one that supersedes it instead.")


CHECKS: tuple[Check, ...] = (sources, names, doubles, links, dates, edits)
