"""What a question about exports names: the chip or item, the countries, the day, the parties."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from oncurve.basis.errors import BadInput, BadUsage
from oncurve.catalog.chip import Chip
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import compact
from oncurve.export.item import Item, item_of_numbers, kind_of
from oncurve.export.parties import NOBODY, Parties, buyers_of
from oncurve.export.place import Places

__all__ = [
    "COLUMNS",
    "NUMBERS",
    "YES_OR_NO",
    "Shipment",
    "Stamp",
    "answer_of_yes",
    "find_chip",
    "item_of_row",
    "market_of",
    "parties_of_row",
]

#: columns that stand in for a chip the catalogue does not know: the metric each gives, and its scale
NUMBERS = {
    "tpp": ("tpp", 1.0),
    "performance_density": ("density", 1.0),
    "die_area_mm2": ("area", 1.0),
    "io_gb_s": ("io", 1.0),
    "memory_bandwidth_gb_s": ("dram_bandwidth", 1.0),
    "bandwidth_density": ("bandwidth_density", 1.0),
    "transistors_bn": ("transistors", 1e9),
    "training_operations": ("training_operations", 1.0),
}
#: columns that say yes or no, each the name of its metric
YES_OR_NO = ("hbm", "open_weights")
#: every column that a list may have
COLUMNS = (
    "chip",
    "date",
    "destination",
    "headquarters",
    "end_use",
    "item_kind",
    *NUMBERS,
    *YES_OR_NO,
    "osat",
    "designer_hq",
    "exporter_kind",
    "activity",
    "buyer",
)
_FORM = re.compile(r"(sxm\d?|pcie|oam|\d+gb|hbm\d?e?)\Z", re.IGNORECASE)
_YES = {
    **dict.fromkeys(("yes", "y", "true", "1", "with"), 1.0),
    **dict.fromkeys(("no", "n", "false", "0", "none", "without"), 0.0),
}
_MARKET = {
    "datacenter": "datacenter",
    "datacentre": "datacenter",
    "data center": "datacenter",
    "consumer": "other",
    "gaming": "other",
    "other": "other",
}
_APPROVED = re.compile(r"approved|authori[sz]ed", re.IGNORECASE)
_STANDING = re.compile(r"\b(?:un|not |non-)?(?:approved|authori[sz]ed)\b|[()]", re.IGNORECASE)
_NOT = re.compile(r"\bnot\b|\bnon\b|\bun(?:approved|authori[sz]ed)", re.IGNORECASE)
_OWNER = re.compile(r"([A-Za-z.: ]+?)[- ](?:owned|headquartered|company)", re.IGNORECASE)


class Stamp(NamedTuple):
    """How an answer prints the day and the countries.

    Args:
        iso: the day in digits.
        words: the day in words.
        to: code of the destination, as asked.
        hq: code of the headquarters, as asked.
        to_treated: code as which the rules treat the destination.
        hq_treated: code as which the rules treat the headquarters.
        to_name: name of the destination.
        hq_name: name of the country of the headquarters.
    """

    iso: str
    words: str
    to: str
    hq: str
    to_treated: str
    hq_treated: str
    to_name: str
    hq_name: str


@dataclass(frozen=True, slots=True)
class Shipment:
    """One question: what goes where, for whom, when.

    Args:
        item: what is shipped.
        destination: ISO code.
        headquarters: ISO code of the buyer's ultimate parent.
        on: the day.
        parties: who takes part.
    """

    item: Item
    destination: str
    headquarters: str
    on: dt.date
    parties: Parties = NOBODY


def find_chip(catalogue: Catalogue, name: str) -> Chip | None:
    """The chip that a list calls `name`: its form, memory and maker may stand beside its name."""
    bare = re.sub(r"\([^)]*\)", " ", name).strip()
    for text in dict.fromkeys((name, bare)):
        if (key := catalogue.chips.id_of(text)) is not None:
            return catalogue.chips[key]
    words = bare.split()
    while len(words) > 1 and _FORM.match(words[-1]):
        words.pop()
        if (key := catalogue.chips.id_of(" ".join(words))) is not None:
            return catalogue.chips[key]
    for first in range(1, len(words)):
        key = catalogue.chips.id_of(" ".join(words[first:]))
        if key is not None and _is_maker(catalogue, catalogue.chips[key], words[:first]):
            return catalogue.chips[key]
    return None


def _is_maker(catalogue: Catalogue, chip: Chip, words: list[str]) -> bool:
    maker = catalogue.organisations.get(chip.vendor)
    names = [chip.vendor, chip.architecture, *((maker.label, *maker.aliases) if maker is not None else ())]
    said = compact(" ".join(words))
    return any(said and (said in compact(name) or compact(name) in said) for name in names if name)


def item_of_row(row: Mapping[str, str]) -> Item:
    """The item of a row that names no chip of the catalogue, from the numbers it states.

    Raises:
        BadInput: a number is none.
    """
    numbers: dict[str, float] = {}
    for column, (metric, scale) in NUMBERS.items():
        if row.get(column):
            numbers[metric] = _number(row[column], column) * scale
    if numbers.get("area") == 0:
        raise BadInput("die_area_mm2 is 0, and no die is without an area", hint="Leave it empty where it is not known.")
    for column in YES_OR_NO:
        if row.get(column):
            numbers[column] = answer_of_yes(row[column], column)
    kind = kind_of(row.get("item_kind") or "")
    return item_of_numbers(row.get("chip") or "an item", kind, numbers, market_of(row.get("end_use") or ""))


def market_of(use: str) -> str:
    """The market that a stated use means, or "" where none is stated.

    Raises:
        BadUsage: no such use.
    """
    if not use.strip():
        return ""
    text = use.strip().lower()
    found = "datacenter" if "data cent" in text or "datacent" in text else _MARKET.get(text)
    if found is None:
        raise BadUsage(f"No use is called {use!r}", "", "Write datacenter or consumer.")
    return found


def parties_of_row(row: Mapping[str, str], places: Places) -> Parties:
    """The parties of a row."""
    given = [row.get(name) or "" for name in ("buyer", "activity", "exporter_kind", "osat", "designer_hq")]
    if not any(given):
        return NOBODY
    buyer, activity, exporter, osat, designer = given
    buyers, share = buyers_of(buyer)
    packager = ""
    if (owner := _OWNER.match(osat)) is not None:
        packager = places.as_treated(places.code_of(owner.group(1)))
    elif osat.strip().upper() in places.names:
        packager = places.as_treated(osat.strip().upper())
    approved = "approved" if _APPROVED.search(designer) and not _NOT.search(designer) else ""
    country = _STANDING.sub("", designer).strip(" ,;")
    return Parties(
        buyers,
        share,
        None,
        activity.strip().lower(),
        _exporter(exporter),
        approved,
        places.as_treated(places.code_of(country)) if country else "",
        _osat(osat),
        packager,
    )


def _exporter(words: str) -> str:
    """Who ships, as rules name it: a fabricator is a foundry, a packager an OSAT; others go by their own words."""
    text = words.strip().lower()
    if _NOT.search(text):
        return text
    if "foundry" in text or "fabricator" in text:
        return "foundry"
    return "osat" if "osat" in text or "packag" in text or "assembl" in text else text


def _osat(words: str) -> str:
    text = words.strip().lower()
    if _APPROVED.search(text):
        return "" if _NOT.search(text) else "approved"
    return "foundry outside D:5" if "foundry" in text or "fabricator" in text else ""


def _number(cell: str, column: str) -> float:
    try:
        value = float(cell.replace(",", ""))
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise BadInput(
            f"{column} is {cell!r}, which is no number of its kind", hint="Write it in digits, 4800 for example."
        )
    return value


def answer_of_yes(cell: str, column: str) -> float:
    """1 where a cell says yes, 0 where it says no.

    Raises:
        BadInput: it says neither.
    """
    found = _YES.get(cell.strip().lower())
    if found is None:
        raise BadInput(f"{column} is {cell!r}", hint="Write yes or no.")
    return found
