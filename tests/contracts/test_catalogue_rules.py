"""Every number of the catalogue says what it is, since when it is known, and where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from oncurve.basis.evidence import KINDS, Fact
from oncurve.basis.quantity import parse_unit
from oncurve.catalog.read import Catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """All that is known."""
    return Catalogue.load()


def every_fact(catalogue: Catalogue) -> Iterator[Fact]:
    """Each fact and each observation of the catalogue."""
    for shelf in (catalogue.models, catalogue.chips, catalogue.organisations, catalogue.events):
        for thing in shelf.values():
            yield from thing.facts
    for rows in (catalogue.rental, catalogue.purchase, catalogue.api_prices):
        yield from (row.fact() for row in rows)
    yield from (row.as_fact(row.model, row.benchmark) for row in catalogue.scores)


def faults(fact: Fact, catalogue: Catalogue) -> list[str]:
    """What a fact lacks."""
    found = [name for name in ("unit", "kind", "source") if not getattr(fact, name)]
    if fact.kind not in KINDS:
        found.append(f"kind {fact.kind!r}")
    if fact.source not in catalogue.sources:
        found.append(f"source {fact.source!r} does not resolve")
    if not dt.date(1990, 1, 1) <= fact.known <= dt.date.today():  # noqa: DTZ011 - a day, not a moment
        found.append(f"known {fact.known}")
    parse_unit(fact.unit)
    return found


def test_every_number_has_unit_kind_source_and_day(catalogue: Catalogue) -> None:
    """No fact lacks its unit, kind, source or the day it was known, and every source resolves."""
    bad = [(fact.subject, fact.name, problem) for fact in every_fact(catalogue) for problem in faults(fact, catalogue)]
    assert bad == []


def test_a_fact_without_a_source_is_found(catalogue: Catalogue) -> None:
    """The rule finds a fact whose source nobody recorded."""
    bad = Fact("x", "tdp", 700.0, "W", "reported", dt.date(2024, 1, 1), "nowhere")
    assert faults(bad, catalogue) == ["source 'nowhere' does not resolve"]


def test_nearly_every_day_of_knowledge_comes_from_its_source(catalogue: Catalogue) -> None:
    """For at least 95% of the facts other than scores the day comes from the source; scores say their rule."""
    scores = {row.benchmark for row in catalogue.scores}
    bases = [not fact.known_basis.startswith("inferred") for fact in every_fact(catalogue) if fact.name not in scores]
    assert sum(bases) / len(bases) >= 0.95


def test_the_catalogue_loads_without_a_problem(catalogue: Catalogue) -> None:
    """Nothing of the shipped catalogue is left out."""
    assert catalogue.problems == ()


def test_the_catalogue_is_as_large_as_promised(catalogue: Catalogue) -> None:
    """There are at least 60 models with a shape or a run, and 75 chips."""
    known = [m for m in catalogue.models.values() if m.shape or any(f.name.startswith("chip_hours") for f in m.facts)]
    assert len(known) >= 60
    assert len(catalogue.chips) >= 75
