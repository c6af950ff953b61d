"""What every estimate is, as a type."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

__all__ = ["Basis", "Driver", "Estimate", "Kind", "Number", "Summary"]

Number = float | None
Kind = Literal["measured", "reported", "estimated", "assumed", "forecast", "enacted", "imputed"]


class Basis(TypedDict):
    """A fact or assumption that a number rests on."""

    name: str
    value: float | str
    low: NotRequired[float]
    high: NotRequired[float]
    unit: str
    kind: NotRequired[Kind]
    source: NotRequired[str]
    where: NotRequired[str]
    known: NotRequired[str]
    note: NotRequired[str]
    from_user: NotRequired[bool]


class Driver(TypedDict):
    """An input and its first-order share of the variance."""

    name: str
    share_of_variance: float


class Summary(TypedDict):
    """A number without what it rests on."""

    median: float
    low: Number
    high: Number
    level: float
    unit: str
    method: str


class Estimate(TypedDict):
    """A computed number; an unbounded side is null, and `censored` then true. A date is an ISO string."""

    median: float | str | None
    low: float | str | None
    high: float | str | None
    level: float
    unit: str
    basis: list[Basis]
    drivers: list[Driver]
    method: str
    warnings: list[str]
    censored: NotRequired[bool]
