"""Finds the thing of the catalogue that a claim speaks of."""

from __future__ import annotations

from typing import Any

from oncurve.catalog.chip import Chip
from oncurve.catalog.model import Model
from oncurve.catalog.organisation import Organisation
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import compact

__all__ = ["chip_of", "find_thing", "label", "model_of", "organisation_of", "place_of", "same_thing"]


def model_of(catalogue: Catalogue, name: str | None) -> Model | None:
    """The model of that id or name, or None."""
    key = catalogue.models.id_of(name) if name else None
    return catalogue.models[key] if key else None


def chip_of(catalogue: Catalogue, name: str | None) -> Chip | None:
    """The chip of that id or name, or None."""
    key = catalogue.chips.id_of(name) if name else None
    return catalogue.chips[key] if key else None


def organisation_of(catalogue: Catalogue, name: str | None) -> Organisation | None:
    """The organisation of that id or name, or None."""
    key = catalogue.organisations.id_of(name) if name else None
    return catalogue.organisations[key] if key else None


def place_of(catalogue: Catalogue, name: str | None) -> Any | None:
    """The country, cluster or law of that id or name, or None."""
    key = catalogue.places.id_of(name) if name else None
    return catalogue.places[key] if key else None


def find_thing(catalogue: Catalogue, name: str | None) -> Any | None:
    """The model, chip, organisation, person or place of that name, in this order, or None."""
    if not name:
        return None
    for shelf in (catalogue.models, catalogue.chips, catalogue.organisations, catalogue.people, catalogue.places,
                  catalogue.benchmarks):
        key = shelf.id_of(name)
        if key is not None:
            return shelf[key]
    return None


def label(catalogue: Catalogue, name: str | None) -> str:
    """What to call a thing in a sentence: its label where the catalogue knows it, else the words given."""
    thing = find_thing(catalogue, name)
    return thing.label if thing is not None else (name or "it")


def same_thing(catalogue: Catalogue, one: str | None, other: str | None) -> bool:
    """Whether two names are of one thing."""
    if not one or not other:
        return not one and not other
    if compact(one) == compact(other):
        return True
    first, second = find_thing(catalogue, one), find_thing(catalogue, other)
    return first is not None and second is not None and first.id == second.id
