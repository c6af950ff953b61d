"""Figures far beyond any known of their kind, where a thousandth would be usual: gigawatts for megawatts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from oncurve.basis.evidence import Fact
from oncurve.catalog.read import Catalogue
from oncurve.claims.consistency.slip import Slip
from oncurve.claims.passage import Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say

__all__ = ["magnitudes"]

#: what one figure of a kind is of, in the words of its sentence
_TOLD_OF = {
    "power": Pattern(r"\b(?:campus|cluster|data[- ]?cent(?:er|re)|site|hall|supercomputer|machine|facility|complex)\b",
                     re.IGNORECASE),
    "tokens": Pattern(r"\b(?:pre-?)?train\w*\b", re.IGNORECASE),
}
#: figures of everything together, of what is to come, or of no machine
_AT_LARGE = Pattern(
    r"\b(?:world\w*|global\w*|all|countr\w+|nation\w*|industry|America|China|sites|data[- ]?cent(?:er|re)s|would|could|"
    r"someday|future|a (?:month|year|day)|every|users|grid)\b", re.IGNORECASE)
_NAMES = {"power": "power", "tokens": "tokens"}
_UNITS = {"W": 1e-6, "kW": 1e-3, "KW": 1e-3, "MW": 1.0, "GW": 1e3}
_PRINTED = {"power": "MW", "tokens": "tokens"}
#: so many times the largest known a figure must be, and a thousandth of it no more than that one
_BEYOND, _THOUSAND = 8.0, 1e3


def magnitudes(passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    """OC101: a figure of one site or run that is many times the largest known, and a thousandth of which is not."""
    for amount in passages.amounts:
        told = _TOLD_OF.get(amount.kind)
        words = passages.words(passages.sentences[amount.sentence]) if told is not None else ""
        if told is None or amount.per or not told.search(words) or _AT_LARGE.search(words):
            continue
        largest = _largest(catalogue).get(amount.kind)
        value = amount.value * (_UNITS.get(amount.unit, 0.0) if amount.kind == "power" else 1.0)
        if largest is None or value < _BEYOND * largest.number or value / _THOUSAND > largest.number:
            continue
        unit = _PRINTED[amount.kind]
        text = (f"{say(value, unit, 4)} is {value / largest.number:.0f} times the largest such figure known, "
                f"{say(largest.number, unit, 4)}; a thousandth of it would be usual.")
        yield Slip.on(amount, "OC101", text, (largest.source,), refutes=True)


def _largest(catalogue: Catalogue) -> dict[str, Fact]:
    """The largest known fact of each kind."""
    found = _LARGEST.get(catalogue)
    if found is None:
        found = _LARGEST[catalogue] = {}
        shelves = (catalogue.places, catalogue.organisations, catalogue.models)
        facts = [fact for shelf in shelves for thing in shelf.values() for fact in thing.facts]
        for kind, name in _NAMES.items():
            own = [fact for fact in facts if fact.name.partition(".")[0] == name and not isinstance(fact.amount, str)
                   and fact.unit in ("MW", "token")]
            if own:
                found[kind] = max(own, key=lambda fact: fact.number)
    return found


#: those, found once for each catalogue
_LARGEST: WeakKeyDictionary[Catalogue, dict[str, Fact]] = WeakKeyDictionary()

