"""Claims on rules that name no chip: "imposed new restrictions on hardware exports", "restricted memory"."""

from __future__ import annotations

import datetime as dt
import re

from oncurve.basis.estimate import Estimate
from oncurve.basis.evidence import Fact
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Exactly
from oncurve.catalog.rule import Rule
from oncurve.claims.check.facts import asked_day
from oncurve.claims.check.reading import Found, Reading, World
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say_day

__all__ = ["RESTRICTIONS", "only_restricts", "rules_at_large"]

_MEMORY = Pattern(r"\bhbm\b|high[- ]bandwidth memory", re.IGNORECASE)
_MILD = Pattern(r"\b(?:restrict\w*|curb\w*|limit\w*|controls?|controlled|sanction\w*|tighten\w*)\b", re.IGNORECASE)
_OUTRIGHT = Pattern(r"\b(?:bans?|banned|banning|bars?|barred|prohibit\w*|forb\w+|block\w*|embargo\w*|cannot|"
                    r"den(?:y|ied))\b", re.IGNORECASE)
#: readings by which a need for a licence is a restriction
RESTRICTIONS = ("as_restriction", "rules_restrict")
_SORTS = ("rule", "letter")
_DENIED = "presumption_of_denial"
_MOST = 3
#: a rule is new for a year
_NEW = dt.timedelta(days=365)


def rules_at_large(claim: Claim, world: World) -> Found | None:
    """The US rules on chips announced within a year before the day, with their days; None where there are none."""
    subject = (claim.subject or "").lower()
    memory = _MEMORY.search(subject) is not None
    if not memory and not any(word in subject for word in ("chip", "hardware")):
        return None
    day = asked_day(claim, world)
    every = sorted(
        ((announced, rule) for rule in world.catalogue.rules.values()
         if rule.country == "US" and rule.sort in _SORTS and (announced := _announced(rule)) is not None
         and announced <= day and (not memory or _MEMORY.search(rule.label))),
        key=lambda pair: (pair[0], pair[1].id), reverse=True)
    found = every if memory else [pair for pair in every if day - _NEW <= pair[0]]
    if not found:
        return None
    level = max(_level(rule) for _, rule in every)  # what was restricted stays so when a newer rule eases a part
    given = []
    for _, rule in found:
        fact = next(each for each in rule.facts if each.unit == "date")
        made = Fact(rule.id, f"export_status by {rule.id}", level, "none", fact.kind, fact.known, fact.source, rule.law)
        given.append(Input(made.name, "none", Exactly(level), rule.id, made))
    estimate = Estimate(level, level, level, "none", tuple(given), method="0 free, 1 licence, 2 presumed denial")
    words = f"the US rules on memory announced by {say_day(day.toordinal())}" if memory else \
        f"the US rules on chips announced in the year to {say_day(day.toordinal())}"
    says = "; ".join(_says(rule, announced) for announced, rule in found[:_MOST])
    told = [Reading("rules", words, estimate, "plain", says, reported=True)]
    if level == 1.0:
        limits = Estimate(2.0, 2.0, 2.0, "none", tuple(given), method="0 free, 1 licence, 2 presumed denial")
        told.append(Reading(RESTRICTIONS[1], f"{words}, counting a need for a licence as a restriction", limits,
                            "possible", says, reported=True))
    if level > 1.0:
        needed = Estimate(1.0, 1.0, 1.0, "none", tuple(given), method="0 free, 1 licence, 2 presumed denial")
        told.append(Reading("rules_licence", f"{words}, counting a presumed denial as a need for a licence", needed,
                            "possible", says, reported=True))
    return Found(tuple(told))


def only_restricts(claim: Claim) -> bool:
    """Whether a claim says no more than that sales are restricted, which a need for a licence does too."""
    return (claim.scope == "restricted" and _MILD.search(claim.quote) is not None
            and _OUTRIGHT.search(claim.quote) is None)


def _level(rule: Rule) -> float:
    """2 where a rule draws a line or presumes denial, 1 where it asks for a licence."""
    strict = any(each.detail.get("status") == _DENIED or each.does in ("classify", "presume") for each in rule.clauses)
    return 2.0 if strict else 1.0


def _announced(rule: Rule) -> dt.date | None:
    days = [day for name in ("released", "published", "effective") if (day := rule.day(name)) is not None]
    return min(days) if days else None


def _says(rule: Rule, announced: dt.date) -> str:
    """The rule with the days on which it was announced and binds, and whether it was stayed or left unenforced."""
    told = f"{rule.label}: announced on {say_day(announced.toordinal())}"
    if rule.binds_from is not None and rule.binds_from != announced:
        told += f", to be obeyed from {say_day(rule.binds_from.toordinal())}"
    for name, words in (("not_enforced", "not enforced"), ("stayed", "stayed")):
        for span in rule.spans(name):
            if span.start is not None:
                told += f", {words} from {say_day(span.start.toordinal())}"
    return told
