"""Which facts fit some words."""

from __future__ import annotations

from collections.abc import Iterator

from oncurve.basis.evidence import Fact
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import Record

__all__ = ["find_facts"]


def find_facts(catalogue: Catalogue, query: str) -> list[Fact]:
    """The facts in which every word of `query` stands: in the thing's names, the fact's name, unit or source.

    Case does not matter. Observations (prices, scores) are facts of the thing they are about.
    """
    words = query.casefold().split()
    found = [fact for record in _records(catalogue) for fact in record.facts
             if _fits(words, f"{record.id} {record.label} {fact.name} {fact.unit} {fact.source}")]
    rows = [*(row.fact() for row in catalogue.rental), *(row.fact() for row in catalogue.purchase),
            *(row.fact() for row in catalogue.api_prices)]
    found += [fact for fact in rows if _fits(words, f"{fact.subject} {fact.name} {fact.unit} {fact.source}")]
    found += [row.as_fact(row.model, f"score.{row.benchmark}") for row in catalogue.scores
              if _fits(words, f"{row.model} score {row.benchmark} {row.source}")]
    return found


def _records(catalogue: Catalogue) -> Iterator[Record]:
    for shelf in (catalogue.models, catalogue.chips, catalogue.organisations, catalogue.events):
        yield from shelf.values()


def _fits(words: list[str], text: str) -> bool:
    there = text.casefold()
    return all(word in there for word in words)
