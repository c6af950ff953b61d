"""The JSON of answers on export rules, as types."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

__all__ = [
    "AlsoReading",
    "Because",
    "Condition",
    "DateEnds",
    "DateFlips",
    "DesignBand",
    "DesignChip",
    "ExportDesign",
    "ExportHistory",
    "ExportStatus",
    "Flips",
    "Gate",
    "Law",
    "LawRule",
    "LawSpan",
    "SpecFlip",
    "Stretch",
]

Status = Literal["not_controlled", "exception", "nac_notification", "licence_required", "case_by_case",
                 "presumption_of_denial", "unknown"]  # fmt: skip
Number = float | None


class Because(TypedDict):
    """One test, with the value and the limit that it compares."""

    test: str
    value: float | str | None
    limit: float | str | None
    holds: bool | None
    margin: Number
    rule: str
    bounds: NotRequired[list[Number]]


class SpecFlip(TypedDict):
    """The smallest change of one figure that gives another status."""

    metric: str
    change: float
    to: float
    status: Status


class DateEnds(TypedDict):
    """Another status, and the day that parts it from the one asked for."""

    status: Status
    until: NotRequired[str]


class DateFlips(TypedDict):
    """The status before and after the stretch that holds the day."""

    before: DateEnds | None
    after: DateEnds | None


class Flips(TypedDict):
    """What would change the answer."""

    spec: SpecFlip | None
    date: DateFlips


class AlsoReading(TypedDict):
    """Another reading that gives another status."""

    reading: str
    status: Status
    rule: str | None


class Condition(TypedDict):
    """A duty or share of revenue, with its effect on the price."""

    rule: str
    name: str
    rate: float
    unit: str
    base: str
    price_factor: float
    seller_keeps: float
    free_for: list[str]
    note: str
    source: str


class Gate(TypedDict):
    """What the authorities of the destination ask beside."""

    rule: str
    status: str
    note: str
    source: str


class ExportStatus(TypedDict):
    """`oncurve export CHIP --to CC`."""

    chip: str
    destination: str
    headquarters: str
    date: str
    status: Status
    classification: str | None
    rule: str | None
    policy: str
    because: list[Because]
    tpp: Number
    performance_density: Number
    as_written: Status
    as_enforced: Status
    flips: Flips
    also: list[AlsoReading]
    missing: list[str]
    conditions: list[Condition]
    destination_gate: list[Gate]
    sentence: str
    sources: list[str]
    warnings: list[str]
    possible: NotRequired[list[Status]]


class Stretch(TypedDict):
    """Days under one status and rule."""

    until: str | None
    status: Status
    as_written: Status
    rule: str | None
    label: str
    announced: str | None


class ExportHistory(TypedDict):
    """`oncurve export CHIP --to CC --history`."""

    chip: str
    destination: str
    headquarters: str
    known_until: str
    history: list[Stretch]


class DesignBand(TypedDict):
    """A band of density or bandwidth, and the performance that must not be reached in it."""

    to: Number
    tpp_below: Number
    unlimited: bool
    status: str | None
    from_there: str | None


class DesignChip(TypedDict):
    """A real chip beside the frontier."""

    chip: str
    label: str
    tpp: float
    performance_density: Number
    dram_bandwidth: Number
    market: str
    status: Status
    allowed: bool
    on_frontier: bool


class ExportDesign(TypedDict):
    """`oncurve export --design --to CC`."""

    destination: str
    headquarters: str
    date: str
    maker: str | None
    at_most: Status
    by_density: list[DesignBand]
    by_dram_bandwidth: list[DesignBand]
    chips: list[DesignChip]


class LawSpan(TypedDict):
    """Days on which a rule was stayed or not enforced."""

    until: str | None


class LawRule(TypedDict):
    """A rule with its dates, each apart."""

    id: str
    title: str
    sort: str
    country: str
    says: str
    law: str
    released: str | None
    published: str | None
    effective: str | None
    compliance: str | None
    ends: str | None
    introduced: str | None
    stayed: list[LawSpan]
    not_enforced: list[LawSpan]
    state: NotRequired[str]
    sources: list[str]
    clauses: NotRequired[list[dict[str, Any]]]
    facts: NotRequired[list[dict[str, Any]]]


class Law(TypedDict):
    """`oncurve law`."""

    on: str | None
    rules: list[LawRule]
