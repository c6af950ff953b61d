"""What an audit gives: every claim of an article with its judgement then and now."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from msgspec import Struct, structs

from oncurve import __version__
from oncurve.basis.evidence import Source
from oncurve.basis.inputs import Draws
from oncurve.catalog.bibtex import bibtex
from oncurve.catalog.read import Catalogue
from oncurve.claims.article import Article
from oncurve.claims.claim import Claim
from oncurve.claims.outlook import Outlook
from oncurve.claims.positions import Side
from oncurve.claims.verdict import VERDICTS, Finding, Judgement

__all__ = ["Audit", "AuditedClaim", "both"]


class AuditedClaim(Struct, frozen=True):
    """A claim with its judgement then and now.

    Args:
        claim: what the article says.
        then: by what was known on the article's day.
        now: by what is known now.
        sides: what the parties of a public dispute on it hold.
        outlook: of a forecast whose day has not come: what the scenarios give for it.
    """

    claim: Claim
    then: Judgement
    now: Judgement
    sides: tuple[Side, ...] = ()
    outlook: tuple[Outlook, ...] = ()

    @property
    def verdict(self) -> str:
        """The headline verdict: by what was known on the article's day."""
        return self.then.verdict

    @property
    def beside(self) -> tuple[str, ...]:
        """Ids of the works that stand beside the judgement: of what each side holds, and of scenarios."""
        return (*(each.source for each in self.sides), *(each.source for each in self.outlook))

    @property
    def changed(self) -> bool:
        """Whether what is known now gives another verdict."""
        return any(each.code in ("OC401", "OC403") for each in self.then.findings)

    def to_dict(self) -> dict[str, Any]:
        """The claim as the contract prints it."""
        now = {"verdict": self.now.verdict, "agreement": self.now.to_dict()["agreement"]}
        plain = self.claim.to_dict() | self.then.to_dict()
        order = ("verdict", "agreement", "estimate", "readings")
        tail = {key: plain.pop(key) for key in ("hinge", "findings", "reason", "sources")}
        return {**{key: value for key, value in plain.items() if key not in order},
                **{key: plain[key] for key in order}, "now": now, **tail,
                **{name: [each.to_dict() for each in rows]
                   for name, rows in (("outlook", self.outlook), ("sides", self.sides)) if rows}}

    def __repr__(self) -> str:
        return f"{self.claim.measure} {self.claim.quote!r}: {self.verdict}"


def both(each: AuditedClaim, change: Callable[[Judgement], Judgement]) -> AuditedClaim:
    """The claim with both judgements changed alike."""
    return structs.replace(each, then=change(each.then), now=change(each.now))


@dataclass(frozen=True)
class Audit:
    """All claims of an article, judged.

    Args:
        article: the article.
        published: the day by which it is judged.
        as_of: the day of what is known now.
        claims: in the order of the text.
        warnings: what a reader should know.
        catalogue: where the works stand.
        draws: the columns that the estimates of then were worked out with.
        findings: what is wrong in the article where no claim stands near.
    """

    article: Article
    published: dt.date
    as_of: dt.date
    claims: tuple[AuditedClaim, ...]
    warnings: tuple[str, ...] = ()
    catalogue: Catalogue | None = field(default=None, repr=False, compare=False)
    draws: Draws | None = field(default=None, repr=False, compare=False)
    findings: tuple[Finding, ...] = ()

    @property
    def summary(self) -> dict[str, int]:
        """How many claims got each verdict, in the order of the verdicts, without zeros."""
        counts = Counter(each.verdict for each in self.claims)
        return {verdict: counts[verdict] for verdict in VERDICTS if counts[verdict]}

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The works that the audit stands on, each once, by id."""
        ids = sorted({source for each in self.claims
                      for source in (*each.then.sources, *each.beside)})
        if self.catalogue is None:
            return ()
        return tuple(self.catalogue.sources[each] for each in ids if each in self.catalogue.sources)

    @property
    def because(self) -> str:
        """The reasons, a line a claim."""
        return "\n".join(f"{each.claim.quote}: {each.verdict}. {each.then.reason}" for each in self.claims)

    def bibtex(self) -> str:
        """The works that the audit stands on, and no other, as BibTeX."""
        return bibtex(self.sources)

    def to_dict(self) -> dict[str, Any]:
        """The audit as the contract prints it."""
        article = {"title": self.article.title, "published": self.published.isoformat(), "text": self.article.text}
        plain: dict[str, Any] = {"article": article, "as_of": self.as_of.isoformat(),
                                 "claims": [each.to_dict() for each in self.claims], "summary": self.summary,
                                 "version": __version__}
        if self.findings:
            plain["findings"] = [each.to_dict() for each in self.findings]
        if self.warnings:
            plain["warnings"] = list(self.warnings)
        return plain

    def __repr__(self) -> str:
        counts = ", ".join(f"{number} {verdict}" for verdict, number in self.summary.items())
        return f"Audit({self.article.title or 'untitled'!r}: {counts or 'no claims'})"
