"""Families of claims in an archive: which recur, who repeats whom, and which go back to one root.

A family is the claims of one measure about one thing whose figures agree. It says in which articles they stand and in
what order, and how near the words are; it scores no person and no outlet.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Family", "Member", "families"]

#: figures within this of each other, in logs, are one figure
_ALIKE = math.log(1.03)
#: sentences at least so alike, out of 100, are one sentence retold
_SAME_WORDS = 70.0
_SOFT = ("forecast", "not_auditable")
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Member:
    """A claim where it stands.

    Args:
        article: id of the article.
        published: its day, as ISO text.
        speaker: who is quoted for it, as the claim has it.
        sentence: the sentence.
        value: the figure, the middle of a range.
        verdict: of the claim.
        sources: ids of the works that the audit of it goes back to.
    """

    article: str
    published: str
    speaker: str | None
    sentence: str
    value: float
    verdict: str
    sources: tuple[str, ...]


@dataclass(slots=True)
class Family:
    """Claims that say the same.

    Args:
        measure: what is said.
        subject: of what.
        reference: against what, where it is a comparison.
        unit: of the figures.
        members: in the order of their days.
    """

    measure: str
    subject: str | None
    reference: str | None
    unit: str
    members: list[Member] = field(default_factory=list)

    @property
    def articles(self) -> int:
        """In how many articles it stands."""
        return len({each.article for each in self.members})

    def to_dict(self) -> dict[str, Any]:
        """The family as plain data: its members, who repeats whom in near the same words, and their common roots."""
        values = sorted(each.value for each in self.members)
        first = self.members[0]
        return {"measure": self.measure, "subject": self.subject, "reference": self.reference, "unit": self.unit,
                "value": values[(len(values) - 1) // 2], "articles": self.articles,
                "first": {"article": first.article, "published": first.published, "speaker": first.speaker},
                "verdicts": dict(sorted(Counter(each.verdict for each in self.members).items())),
                "members": [{"article": each.article, "published": each.published, "speaker": each.speaker,
                             "verdict": each.verdict, "value": each.value} for each in self.members],
                "repeats": self._repeats(), "roots": self._roots()}

    def _repeats(self) -> list[dict[str, Any]]:
        """Each article whose sentence retells one of an earlier day, and the earliest that it may have it from."""
        from rapidfuzz import fuzz

        found = []
        for place, later in enumerate(self.members):
            for earlier in self.members[:place]:
                if earlier.article == later.article:
                    continue
                alike = fuzz.token_sort_ratio(earlier.sentence[:_LONGEST], later.sentence[:_LONGEST])
                if alike >= _SAME_WORDS:
                    found.append({"article": later.article, "of": earlier.article, "words_alike": round(alike),
                                  "same_speaker": later.speaker is not None and later.speaker == earlier.speaker})
                    break
        return found

    def _roots(self) -> list[str]:
        """Works that the audits of all members stand on."""
        common = set(self.members[0].sources)
        for each in self.members[1:]:
            common &= set(each.sources)
        return sorted(common)


def families(audits: Iterable[Mapping[str, Any]], *, least: int = 2,
             root_of: Callable[[str], str] = str) -> list[Family]:
    """The families of claims that stand in at least so many articles, the most frequent first.

    Args:
        audits: as `Sweep.results` gives them; they are read once, one at a time.
        least: articles that a family must stand in.
        root_of: the work that a source goes back to (`Catalogue.root_of`).
    """
    groups: dict[tuple[Any, ...], list[Member]] = {}
    for audit in audits:
        published = (audit.get("article") or {}).get("published") or ""
        for claim in audit.get("claims", ()):
            value = _figure(claim)
            if value is not None and claim["measure"] not in _SOFT and not claim.get("negated"):
                key = (claim["measure"], claim.get("subject"), claim.get("reference"), claim.get("unit") or "",
                       value > 0)
                groups.setdefault(key, []).append(
                    Member(str(audit.get("id")), published, claim.get("speaker"), claim.get("sentence") or "", value,
                           claim.get("verdict", ""), tuple(dict.fromkeys(map(root_of, claim.get("sources", ()))))))
    found = [Family(measure, subject, reference, unit, sorted(each, key=lambda m: (m.published, m.article)))
             for (measure, subject, reference, unit, _), members in groups.items() for each in _alike(members)]
    kept = [family for family in found if family.articles >= least]
    return sorted(kept, key=lambda f: (-f.articles, f.measure, f.subject or "", f.members[0].published, f.unit,
                                       f.members[0].value))


def _figure(claim: Mapping[str, Any]) -> float | None:
    """The figure of a claim, the middle of a range in logs; None where it gives none."""
    value, low, high = claim.get("value"), claim.get("low"), claim.get("high")
    if value is None and low is not None and high is not None:
        value = math.sqrt(low * high) if low > 0 and high > 0 else (low + high) / 2
    return float(value) if isinstance(value, int | float) and value != 0 else None


def _alike(members: list[Member]) -> Iterable[list[Member]]:
    """Members whose figures lie next to each other, in the order of their size."""
    group: list[Member] = []
    for each in sorted(members, key=lambda member: abs(member.value)):
        if group and math.log(abs(each.value) / abs(group[-1].value)) > _ALIKE:
            yield group
            group = []
        group.append(each)
    if group:
        yield group
