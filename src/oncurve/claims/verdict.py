"""The records of a judgement: a verdict with all that it rests on."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any, Literal

from msgspec import Struct

from oncurve.basis.estimate import Estimate, significant
from oncurve.basis.hinge import Hinge
from oncurve.claims.agreement import Interval
from oncurve.claims.check.reading import Reading

__all__ = ["ACCUSING", "VERDICTS", "Finding", "JudgedReading", "Judgement", "Verdict", "plain_estimate"]

Verdict = Literal["not_checkable", "not_due", "no_basis", "drifted", "scope_dependent", "depends", "consistent",
                  "inconsistent"]
#: every verdict, in the order in which the judge tries them
VERDICTS: tuple[Verdict, ...] = ("not_checkable", "not_due", "no_basis", "drifted", "scope_dependent", "depends",
                                 "consistent", "inconsistent")
#: the verdicts that say that a text is wrong
ACCUSING: tuple[Verdict, ...] = ("inconsistent", "drifted")


class Finding(Struct, frozen=True):
    """A code and what it says here, in one sentence."""

    code: str
    message: str

    def to_dict(self) -> dict[str, str]:
        """The finding as the contract prints it."""
        return {"code": self.code, "message": self.message}


class JudgedReading(Struct, frozen=True):
    """A reading beside the claim.

    Args:
        reading: the reading.
        claimed: the claim in the unit of its estimate; None where the units cannot be compared.
        agreement: from 0 to 1; None likewise.
        verdict: what the claim is under this reading alone.
    """

    reading: Reading
    claimed: Interval | None
    agreement: float | None
    verdict: Verdict

    @property
    def in_wide_range(self) -> bool:
        """Whether a rate lies among those that a source published of many kinds of work: "9 to 900 times a year"."""
        made = self.reading.estimate
        return (self.verdict == "no_basis" and self.reading.reported and self.claimed is not None
                and made.unit == "x per year" and made.low <= self.claimed.middle <= made.high)

    def to_dict(self) -> dict[str, Any]:
        """The reading as the contract prints it."""
        return {"reading": self.reading.name, "definition": self.reading.definition,
                "estimate": plain_estimate(self.reading.estimate), "agreement": _rounded(self.agreement),
                "verdict": self.verdict}


class Judgement(Struct, frozen=True):
    """The verdict on one claim, as of one day.

    Args:
        verdict: one of `VERDICTS`.
        reason: one or two sentences that a reader understands.
        readings: each reading with its own verdict, the headline first.
        hinge: the input that decides, where one does.
        findings: what else was found.
        sources: ids of the works that it rests on.
        due: for a forecast, its day.
    """

    verdict: Verdict
    reason: str
    readings: tuple[JudgedReading, ...] = ()
    hinge: Hinge | None = None
    findings: tuple[Finding, ...] = ()
    sources: tuple[str, ...] = ()
    due: dt.date | None = None

    @property
    def accuses(self) -> bool:
        """Whether it says that the text is wrong: by what is known, or by the source that it cites."""
        return self.verdict in ACCUSING

    @property
    def headline(self) -> JudgedReading | None:
        """The reading that speaks for all."""
        return self.readings[0] if self.readings else None

    @property
    def agreement(self) -> float | None:
        """That of the headline reading."""
        return self.headline.agreement if self.headline else None

    def to_dict(self) -> dict[str, Any]:
        """The fields that the contract adds to a claim, without `now`."""
        headline = self.headline
        return {
            "verdict": self.verdict, "agreement": _rounded(self.agreement),
            "estimate": plain_estimate(headline.reading.estimate) if headline else None,
            "readings": [each.to_dict() for each in self.readings],
            "hinge": self.hinge.to_dict() if self.hinge else None,
            "findings": [each.to_dict() for each in self.findings],
            "reason": self.reason, "sources": list(self.sources),
        }


def _rounded(agreement: float | None) -> float | None:
    return None if agreement is None else float(significant(agreement))


def plain_estimate(made: Estimate) -> dict[str, Any]:
    """An estimate as the contract prints it; days as ISO dates."""
    if made.unit != "date":
        return made.to_dict()
    plain = made.to_dict()
    for name in ("median", "low", "high"):
        value = getattr(made, name)
        plain[name] = dt.date.fromordinal(round(value)).isoformat() if math.isfinite(value) else None
    for row in plain["basis"]:
        if row["unit"] == "date" and isinstance(row["value"], int | float):
            row["value"] = dt.date.fromordinal(round(row["value"])).isoformat()
    return plain
