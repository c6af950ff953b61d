"""The JSON of every answer, as types: what `--json` prints and `to_dict()` gives.

`docs/contract.md` says what each means; `docs/schema.json` is the JSON Schema made from these types, and tests hold
every command to it.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from oncurve.contract.estimate import Basis, Driver, Estimate, Kind, Number, Summary
from oncurve.contract.export import ExportDesign, ExportHistory, ExportStatus, Law
from oncurve.contract.reading import Article, Claim, DroppedProposal, Extract, Proposals, ProposedClaim
from oncurve.contract.supply import Able, OutlookRow, Scenarios, Stocks
from oncurve.contract.training import Layouts, Peak, Simulation, SimulationStage

__all__ = ["ANSWERS", "Able", "Article", "Audit", "Basis", "Claim", "Code", "Compute", "Cost", "CostAll", "CostLine",
           "CostOfModel", "CostReading", "Difference", "Driver", "DroppedProposal", "Error", "ErrorText", "Estimate",
           "Expected", "Extract", "Fact", "Finding", "Forecasts", "Hinge", "JudgedClaim", "Layouts", "Lint", "Listing",
           "Move", "MoveEnds", "MoveSide", "Now", "OnTrend", "OutlookRow", "Peak", "Problem", "Proposals",
           "ProposedClaim", "RateHinge", "Reading", "Record", "Rules", "Scenarios", "Scope", "ScoredForecast", "Side",
           "Simulation", "SimulationStage", "Spend", "SpendKind", "Stocks", "Summary", "WithoutBasis"]

Verdict = Literal["consistent", "inconsistent", "depends", "scope_dependent", "drifted", "no_basis", "not_due",
                  "not_checkable"]


class CostReading(TypedDict, total=False):
    """An estimate; or `text` alone, where nobody can put a number to the reading."""

    text: str
    median: Number
    low: Number
    high: Number
    level: float
    unit: str
    basis: list[Basis]
    drivers: list[Driver]
    method: str
    warnings: list[str]
    censored: bool


class Finding(TypedDict):
    """What is wrong with a claim, by its code."""

    code: str
    message: str


class Hinge(TypedDict):
    """The input that decides a verdict, and the value at which it flips."""

    name: str
    value: float
    flips_at: float
    to: Verdict
    inside: bool


class Now(TypedDict):
    """The verdict by what is known now."""

    verdict: Verdict
    agreement: Number


class Reading(TypedDict):
    """One reading that the sentence allows."""

    reading: str
    definition: str
    estimate: Estimate | None
    agreement: Number
    verdict: Verdict


class Side(TypedDict):
    """What a party to a dispute holds, and what it has to gain."""

    party: str
    holds: str
    interest: str
    on: str
    source: str


class JudgedClaim(Claim):
    """A claim with its verdict by what was known on the article's day, and now."""

    verdict: Verdict
    agreement: Number
    estimate: Estimate | None
    readings: list[Reading]
    now: Now
    hinge: Hinge | None
    findings: list[Finding]
    reason: str
    sources: list[str]
    outlook: NotRequired[list[OutlookRow]]
    sides: NotRequired[list[Side]]


class Audit(TypedDict):
    """`check` and `claim`."""

    article: Article
    as_of: str
    claims: list[JudgedClaim]
    summary: dict[str, int]
    version: str
    findings: NotRequired[list[Finding]]
    warnings: NotRequired[list[str]]


Fact = TypedDict("Fact", {
    "subject": str, "name": str, "value": float | str, "low": NotRequired[float], "high": NotRequired[float],
    "unit": str, "kind": Kind, "source": str, "where": NotRequired[str], "known": str, "from": NotRequired[str],
    "until": NotRequired[str], "note": NotRequired[str], "known_basis": NotRequired[str],
    "detail": NotRequired[dict[str, Any]],
})
Fact.__doc__ = "A sourced fact with its two clocks: when the public knew it, and when it holds."


class CostLine(TypedDict):
    """One line of a bill."""

    name: str
    estimate: Estimate
    note: NotRequired[str]
    observations: NotRequired[list[Fact]]


class Scope(TypedDict):
    """One scope of a cost: its headline, rival readings and lines that add up."""

    estimate: Estimate
    readings: dict[str, CostReading]
    lines: list[CostLine]


class Cost(TypedDict):
    """`cost MODEL`."""

    model: str
    scopes: dict[str, Scope]
    warnings: list[str]


class WithoutBasis(TypedDict):
    """A model that cannot be costed, and the fact that is missing."""

    model: str
    missing: str


class CostOfModel(TypedDict):
    """A model's cost in summary."""

    model: str
    scopes: dict[str, Summary]


class CostAll(TypedDict):
    """`cost --all`."""

    models: list[CostOfModel]
    without_basis: list[WithoutBasis]


class Compute(TypedDict):
    """`compute MODEL`: FLOP of training by every route."""

    model: str
    estimate: Estimate
    readings: dict[str, Estimate]
    warnings: list[str]


SpendKind = TypedDict("SpendKind", {
    "kind": str, "from": str | None, "until": str | None, "period": str, "estimate": Estimate,
    "figures": list[dict[str, Any]],
})
SpendKind.__doc__ = "Money of one kind in one period, with rival figures."


class Spend(TypedDict):
    """`spend ORGANISATION`."""

    organisation: str
    spend: list[SpendKind]
    warnings: list[str]


class Record(TypedDict):
    """`models ID`, `chips ID` and the like: a thing of the catalogue with its facts."""

    id: str
    label: str
    facts: list[Fact]


class Listing(TypedDict):
    """`models`, `chips` and the like: one row a thing."""

    id: str
    label: str
    facts: int


class Code(TypedDict):
    """A code of a finding or problem, explained."""

    code: str
    title: str
    family: str
    explanation: str
    example: str


class Rules(TypedDict):
    """`rule [CODE]`."""

    rules: list[Code]


class Problem(TypedDict):
    """What is wrong with a record."""

    file: str
    where: str
    code: str
    message: str


class Lint(TypedDict):
    """`lint [DIR]`."""

    checked: int
    problems: list[Problem]


class ErrorText(TypedDict):
    """What happened, what is there, what to do."""

    kind: str
    message: str
    hint: str


class Error(TypedDict):
    """What `--json` prints on standard error."""

    error: ErrorText


class MoveEnds(TypedDict):
    """The ends of an estimate, before or after."""

    low: float | str | None
    median: float | str | None
    high: float | str | None
    unit: str


class MoveSide(TypedDict):
    """A claim as one of two audits has it."""

    verdict: str | None
    reason: str | None
    estimate: MoveEnds | None


class Move(TypedDict):
    """A claim that is not as it was; a side is null where that audit has no such claim."""

    kind: Literal["verdict", "estimate", "new", "gone"]
    article: str
    quote: str
    measure: str
    before: MoveSide | None
    after: MoveSide | None


class Difference(TypedDict):
    """What moved between two audits."""

    moves: list[Move]
    unchanged: int


class ScoredForecast(TypedDict):
    """A forecast with what came of it; the verdict is `not_due` until its day."""

    id: str
    quote: str
    measure: str
    subject: str | None
    speaker: str | None
    where: str
    published: str
    due: str | None
    status: Literal["not_due", "open", "scored"]
    verdict: Verdict
    agreement: Number
    reason: str | None
    sources: list[str]


class Forecasts(TypedDict):
    """The forecasts that are kept."""

    forecasts: list[ScoredForecast]


class Expected(TypedDict):
    """What one published rate predicts of a cost, the years counted in one way."""

    rate: str
    definition: str
    gap: Literal["training", "release"]
    estimate: Estimate
    probability: Number


class RateHinge(TypedDict):
    """The input that decides whether a model is on the curve."""

    name: str
    value: float
    flips_at: float
    unit: str
    to: str
    inside: bool


class OnTrend(TypedDict):
    """How much cheaper a model was than an earlier one, against what published rates predict."""

    model: str
    against: str
    seen: Estimate
    expected: list[Expected]
    probability: Number
    hinge: RateHinge | None
    gaps: dict[str, Estimate]
    scope: NotRequired[str]
    compute: NotRequired[dict[str, Any] | None]
    handicap: NotRequired[dict[str, Any] | None]
    curve: NotRequired[list[dict[str, Any]]]
    records: NotRequired[list[dict[str, Any]]]
    first_saving: NotRequired[dict[str, Any] | None]


#: the type of what each question answers
ANSWERS: dict[str, Any] = {
    "check": Audit, "claim": Audit, "extract": Extract, "cost": Cost, "cost --all": CostAll, "compute": Compute,
    "spend": Spend, "simulate": Simulation, "simulate --stage": SimulationStage, "layouts": Layouts,
    "rule": Rules, "lint": Lint, "models": Record, "chips": Record,
    "organisations": Record, "diff": Difference, "export": ExportStatus, "export --history": ExportHistory,
    "export --design": ExportDesign, "law": Law, "ontrend": OnTrend, "forecasts": Forecasts,
    "stocks": Stocks, "scenario": Scenarios, "able": Able, "error": Error,
}
