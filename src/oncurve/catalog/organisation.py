"""Organisations and people: who makes, pays, owns and says."""

from __future__ import annotations

from oncurve.catalog.record import Record

__all__ = ["Organisation", "Person"]


class Organisation(Record, frozen=True):
    """A lab, chipmaker, cloud, bank, analyst, outlet, government body or university.

    Args:
        country: ISO code of its seat.
        sort: which of those it is.
        cloud: whether it runs a hyperscale cloud.
        parent: organisation id of its owner.
        described: phrases that the news use for it ("the Hangzhou start-up").
    """

    country: str = ""
    sort: str = ""
    cloud: bool = False
    parent: str = ""
    described: tuple[str, ...] = ()


class Person(Record, frozen=True):
    """A person who is quoted.

    Args:
        organisation: organisation id.
        role: what they are there.
        country: ISO code.
        described: phrases that the news use for them.
    """

    organisation: str = ""
    role: str = ""
    country: str = ""
    described: tuple[str, ...] = ()
