"""Countries, clusters and laws: named things that claims speak of and that have no formulas here."""

from __future__ import annotations

from oncurve.catalog.record import Record

__all__ = ["Place"]


class Place(Record, frozen=True):
    """A country, a cluster of chips, or a law.

    Args:
        sort: "country", "cluster" or "law".
        country: ISO code of where it is (a country's own code for a country).
        organisation: organisation id of the owner or author.
        adjectives: words such as "Chinese", for countries.
        cities: names of its cities, by which firms are said to be of it.
        described: phrases that the news use for it.
    """

    sort: str = ""
    country: str = ""
    organisation: str = ""
    adjectives: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    described: tuple[str, ...] = ()
