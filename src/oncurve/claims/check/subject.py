"""Finds the thing of the catalogue that a claim speaks of."""

from __future__ import annotations

import re
from typing import Any
from weakref import WeakKeyDictionary

from oncurve.catalog.chip import Chip
from oncurve.catalog.model import Model
from oncurve.catalog.names import load_names
from oncurve.catalog.organisation import Organisation
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import compact

__all__ = ["JOINT", "chip_of", "family_of", "find_thing", "holder_of", "label", "model_of", "names_of",
           "of_one_side", "organisation_of", "place_of", "same_thing", "spelled"]

#: what follows a maker's or holder's name where its goods are meant: "Huawei AI chips", "Chinese labs"
_GOODS = re.compile(r"[\s'’s]*\b(?:AI |own |accelerator )*(?:chips?|GPUs?|TPUs?|accelerators?|cards?|labs?|companies|"
                    r"firms|models?)$", re.IGNORECASE)


#: kinds of names of which no record may stand in the catalogue
_NAMED = ("chip", "model", "organisation", "cluster", "person")
#: what makers and testers hang on a name without meaning another thing
_MODEL_TAIL = re.compile(r"[\s-]+(?:\([^)]*\)|Instruct|Chat|Preview|Base|[≤>]\s?\d+k)$", re.IGNORECASE)
_EDITION = re.compile(r"[\s-]Instruct$", re.IGNORECASE)
#: what tells a family from the model of the same name: "Llama 3.1 family"
_FAMILY = re.compile(r"\s+(?:family|series|models)$", re.IGNORECASE)
#: what joins the names of models that one figure is of
JOINT = " and "
_SIZED = re.compile(r"[\s-]+\d+(?:\.\d+)?[BbMm]$")
_CHIP_TAIL = re.compile(r"[\s-]+(?:\([^)]*\)|SXM\d?|OAM|SE)$", re.IGNORECASE)


def _key(shelf: Any, name: str | None, tail: re.Pattern[str]) -> str | None:
    """The id of a name, also without what hangs on it ("405B Instruct", "A100 80GB SXM")."""
    found: str | None = shelf.id_of(name) if name else None
    bare = tail.sub("", name) if name else None
    return found or (_key(shelf, bare, tail) if bare and bare != name else None)


def model_of(catalogue: Catalogue, name: str | None) -> Model | None:
    """The model of that id or name, or None; an edition that a closed model is sold in apart is not that model."""
    key = _key(catalogue.models, name, _MODEL_TAIL)
    model = catalogue.models[key] if key else None
    if model is not None and name and model.open_weights is False and _EDITION.search(name) is not None \
            and catalogue.models.id_of(name) is None:
        return None  # "GPT-3.5 Turbo Instruct"
    return model


def chip_of(catalogue: Catalogue, name: str | None) -> Chip | None:
    """The chip of that id or name, or None."""
    key = _key(catalogue.chips, name, _CHIP_TAIL)
    return catalogue.chips[key] if key else None


def organisation_of(catalogue: Catalogue, name: str | None) -> Organisation | None:
    """The organisation of that id or name, or None."""
    key = catalogue.organisations.id_of(name) if name else None
    return catalogue.organisations[key] if key else None


def place_of(catalogue: Catalogue, name: str | None) -> Any | None:
    """The country, cluster or law of that id or name, also where "supercomputer" is left off; or None."""
    key = (catalogue.places.id_of(name) or catalogue.places.id_of(f"{name} supercomputer")) if name else None
    return catalogue.places[key] if key else None


def holder_of(catalogue: Catalogue, name: str | None) -> Any | None:
    """The organisation or country that a name is of, also where its goods are named ("Huawei AI chips", "Ascend")."""
    found = organisation_of(catalogue, name) or place_of(catalogue, name)
    if found is not None or not name:
        return found
    bare = _GOODS.sub("", name)
    found = (organisation_of(catalogue, bare) or place_of(catalogue, bare)) if bare and bare != name else None
    return found if found is not None else _maker_of_line(catalogue, bare)


def _maker_of_line(catalogue: Catalogue, line: str) -> Any | None:
    """Who makes every chip of a line ("Ascend", "Trainium"), or None."""
    lines = _LINES.get(catalogue)
    if lines is None:
        lines = _LINES[catalogue] = _lines(catalogue)
    makers = lines.get(line.lower(), set())
    return organisation_of(catalogue, next(iter(makers))) if len(makers) == 1 else None


def _lines(catalogue: Catalogue) -> dict[str, set[str]]:
    """The makers of each line of chips: what stands before a blank or a digit in a label."""
    found: dict[str, set[str]] = {}
    for chip in catalogue.chips.values():
        for at, letter in enumerate(chip.label):
            if at and (letter == " " or letter.isdigit()):
                found.setdefault(chip.label[:at].lower(), set()).add(chip.vendor)
    return found


#: the lines of each catalogue, found once: every statement that is looked at asks for them
_LINES: WeakKeyDictionary[Catalogue, dict[str, set[str]]] = WeakKeyDictionary()


def family_of(catalogue: Catalogue, name: str | None) -> list[Model]:
    """The models of a family ("Llama 2"), or of a list of names, where the name is of no single model."""
    parts = [model_of(catalogue, each) for each in name.split(JOINT)] if name and JOINT in name else []
    if parts and all(parts):
        return [each for each in parts if each is not None]
    bare = _FAMILY.sub("", name) if name else ""
    if not name or not bare or (bare == name and catalogue.models.id_of(name)):
        return []
    families = _FAMILIES.get(catalogue)
    if families is None:
        families = _FAMILIES[catalogue] = _families(catalogue)
    wanted = compact(bare)
    return [model for model in families.get(wanted, ()) if compact(model.label) != wanted]


def _families(catalogue: Catalogue) -> dict[str, list[Model]]:
    """The models of each family, by its compact name."""
    found: dict[str, list[Model]] = {}
    for model in catalogue.models.values():
        found.setdefault(compact(model.family or _SIZED.sub("", model.label)), []).append(model)
    return found


#: the families of each catalogue, found once
_FAMILIES: WeakKeyDictionary[Catalogue, dict[str, list[Model]]] = WeakKeyDictionary()


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
    """What to call a thing in a sentence: its label where the catalogue or its list of names has it, else its words."""
    thing = find_thing(catalogue, name)
    if thing is not None or not name:
        return thing.label if thing is not None else "it"
    names = load_names(catalogue.added, catalogue.index)
    known = (entry for kind in _NAMED if (entry := names.get(kind, name)) is not None)
    return next((entry.label for entry in known), name)


def of_one_side(catalogue: Catalogue, side: str, name: str) -> bool:
    """Whether a name is of a country, or of a model or maker of that country; a name of nothing known may be of any."""
    if same_thing(catalogue, side, name):
        return True
    place, thing = place_of(catalogue, side), find_thing(catalogue, name)
    return place is not None and (thing is None or getattr(thing, "country", None) == place.id)


def same_thing(catalogue: Catalogue, one: str | None, other: str | None) -> bool:
    """Whether two names are of one thing."""
    if not one or not other:
        return not one and not other
    if compact(one) == compact(other):
        return True
    first, second = find_thing(catalogue, one), find_thing(catalogue, other)
    return first is not None and second is not None and first.id == second.id


def spelled(model: Model) -> str:
    """A regular expression of the names of a model, to be put in brackets."""
    return "|".join(re.escape(each) for each in (model.label, *model.aliases) if each)


def names_of(catalogue: Catalogue, who: str | None) -> set[str]:
    """The compact names of somebody whom a text cites: as it stands there, and as the catalogue has it."""
    return {compact(name) for name in (who, label(catalogue, who)) if name} if who else set()
