"""Who buys, who ships, and what for: what a rule asks of the parties beside the item and the places."""

from __future__ import annotations

import re
from dataclasses import dataclass

from oncurve.export.metric import Measured
from oncurve.export.provision import PARTY_METRICS, Provision

__all__ = ["NOBODY", "Parties", "buyers_of", "reaches"]

_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|percent|per cent)")
_OWNED = re.compile(r"\b(affiliate[sd]?|subsidiary|owned|majority|joint venture)\b", re.IGNORECASE)
_LISTED = re.compile(r"\b(entity[- ]list(?:ed)?|listed|meu|sdn)\b", re.IGNORECASE)
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of a shipment. An empty field is unknown, and counts as ordinary.

    Args:
        buyers: words for the buyer ("g42", "government", "listed", "affiliate").
        listed_share: percent of the buyer that listed parties own.
        order_tpp: processing performance that the buyer takes in the year.
        activity: what is done, where it is no export ("use or service", "technical analysis", "reexport").
        exporter: "foundry", "osat", or another word for who ships.
        designer: "approved", where the designer of a logic chip is on the list.
        designer_hq: ISO code of the designer's headquarters.
        osat: "approved", or "foundry outside D:5" where the foundry packages there itself.
        packager: ISO code of the owner of the packaging site.
    """

    buyers: frozenset[str] = frozenset()
    listed_share: float | None = None
    order_tpp: float | None = None
    activity: str = ""
    exporter: str = ""
    designer: str = ""
    designer_hq: str = ""
    osat: str = ""
    packager: str = ""


NOBODY = Parties()


def buyers_of(words: str) -> tuple[frozenset[str], float | None]:
    """What a list says of the buyer: the words that rules know, and the share that listed parties own in percent."""
    text = words.strip().lower()
    if not text:
        return frozenset(), None
    found = {text}
    share = float(match.group(1)) if (match := _SHARE.search(text)) else None
    owned = share is not None or _OWNED.search(text) is not None
    if owned:
        found.add("affiliate")
        share = 100 * _HALF if share is None else share
    elif _LISTED.search(text):
        found.add("listed")
    if "government" in text:
        found.add("government")
    found |= {word for word in re.split(r"[^a-z0-9]+", text) if word} - {"listed", "affiliate"}
    if "us" in found and ("firm" in found or "company" in found or "hyperscaler" in found):
        found.add("us ai firm")
    return frozenset(found), share


def reaches(provision: Provision, parties: Parties, places: dict[str, frozenset[str]]) -> bool:
    """Whether a provision is about these parties.

    Args:
        provision: the clause.
        parties: who takes part.
        places: the countries that its lists of places name on the day, by key of the list.
    """
    lists = provision.lists
    if lists["buyers"] and not parties.buyers & set(lists["buyers"]):
        return False
    if lists["exporters"] and parties.exporter not in lists["exporters"]:
        return False
    if lists["designers"] and parties.designer not in lists["designers"]:
        return False
    if provision.does == "rebut" and lists["designer_hq"] and not _sits(parties.designer_hq, places):
        return False
    if lists["osats"] and parties.osat not in lists["osats"]:
        return False
    if lists["packagers"] and parties.packager not in places["packagers"]:
        return False
    if any(word in parties.activity for word in lists["activities_except"]):
        return False
    if lists["activities"] and not any(word in parties.activity for word in lists["activities"]):
        return False
    values = {"listed_share": parties.listed_share, "order_tpp": parties.order_tpp}
    for test in provision.tests:
        if test.metric in PARTY_METRICS:
            value = values[test.metric]
            if value is None or not test.state({test.metric: Measured(value, value, value)}):
                return False
    return True


def _sits(country: str, places: dict[str, frozenset[str]]) -> bool:
    return country in places["designer_hq"] and country not in places["designer_hq_except"]
