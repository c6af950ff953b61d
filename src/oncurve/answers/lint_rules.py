"""Lint: can the clauses of rules and the lists of countries be applied as they are written?"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from oncurve.answers.export_because import METRIC_WORDS
from oncurve.answers.lint_values import Check, Found
from oncurve.catalog.read import Catalogue
from oncurve.catalog.rule import Clause, Rule
from oncurve.export.place import EVERYWHERE, HERE_TOO, Places
from oncurve.export.provision import OPERATIONS
from oncurve.export.rules import LISTS_OF_PLACES
from oncurve.export.status import ORDER

__all__ = ["CHECKS"]

_DOES = ("classify", "require", "excuse", "review", "presume", "rebut", "outside", "charge", "gate")
_NAMES = ("label", "name")
_LAST = dt.date.max


def _clauses(catalogue: Catalogue) -> Iterator[tuple[Rule, str, Clause]]:
    for rule in catalogue.rules.values():
        yield from ((rule, f"clause {number}", each) for number, each in enumerate(rule.clauses, 1))


def citations(catalogue: Catalogue) -> Iterator[Found]:
    """OD119: a clause whose source does not resolve, or one of a rule in force that says no paragraph or name."""
    for rule, where, clause in _clauses(catalogue):
        if clause.source not in catalogue.sources:
            yield rule.file, where, "OD119", f"The clause cites {clause.source!r}, and no source is called so."
        told = any(clause.detail.get(key) for key in _NAMES) or clause.where or rule.law
        if not told and rule.sort not in ("letter", "bill", "practice", "foreign", "guidance"):
            yield rule.file, where, "OD119", "The clause names no paragraph, and its rule no place in the law."
    for group in catalogue.groups.values():
        for each in group.members:
            if each.source not in catalogue.sources:
                yield group.file, "member", "OD119", f"The list cites {each.source!r}, and no source is called so."


def thresholds(catalogue: Catalogue) -> Iterator[Found]:
    """OD120: a test without a unit, a limit, or a metric that is measured; two units for one metric."""
    units: dict[str, str] = {}
    for rule, where, clause in _clauses(catalogue):
        for test in clause.detail.get("tests", ()):
            metric, named = str(test.get("metric", "")), [each for each in OPERATIONS if each in test]
            if metric not in METRIC_WORDS:
                yield rule.file, where, "OD120", f"Nothing measures {metric!r}: {', '.join(sorted(METRIC_WORDS))}."
            if len(named) != 1:
                yield rule.file, where, "OD120", f"A test of {metric} says one of {', '.join(OPERATIONS)}."
            unit = str(test.get("unit", ""))
            if not unit:
                yield rule.file, where, "OD120", f"The limit on {metric} has no unit."
            elif units.setdefault(metric, unit) != unit:
                yield rule.file, where, "OD120", f"The limit on {metric} is in {unit}, elsewhere in {units[metric]}."


def countries(catalogue: Catalogue) -> Iterator[Found]:
    """OD121: lists that name countries or country groups which are not there."""
    places = Places(catalogue)
    for rule, where, clause in _clauses(catalogue):
        for key in LISTS_OF_PLACES:
            for token in clause.detail.get(key, ()):
                if token in (EVERYWHERE, HERE_TOO) or token in places.names:
                    continue
                group = catalogue.groups.get(token.replace(":", "-")) if ":" in token else None
                if group is None or not group.members:
                    yield rule.file, where, "OD121", f"`{key}` names {token!r}, which is no country and no group."
    for group in catalogue.groups.values():
        for member in group.members:
            for code in member.countries:
                if code not in places.names:
                    yield group.file, "member", "OD121", f"{code!r} is no country."


def spans(catalogue: Catalogue) -> Iterator[Found]:
    """OD122: days that overlap or leave a gap between clauses that continue one another, or memberships of a group."""
    for rule in catalogue.rules.values():
        same: dict[tuple[str, ...], list[tuple[dt.date, dt.date, str, Clause]]] = defaultdict(list)
        for number, clause in enumerate(rule.clauses, 1):
            start, end = clause.span.start or rule.binds_from, clause.span.end or rule.day("ends") or _LAST
            if start is not None:
                same[_kind(clause)].append((start, end, f"clause {number}", clause))
        for each in same.values():
            yield from _continued(rule, sorted(each, key=lambda part: part[:2]))
    for group in catalogue.groups.values():
        held: dict[str, list[tuple[dt.date, dt.date]]] = defaultdict(list)
        for member in group.members:
            for code in member.countries:
                held[code].append((member.span.start or dt.date.min, member.span.end or _LAST))
        for code, days in held.items():
            ordered = sorted(days)
            for (_, end), (start, _) in pairwise(ordered):
                if start < end:
                    yield group.file, code, "OD122", f"{code} is listed twice from {start} to {end}."


def _kind(clause: Clause) -> tuple[str, ...]:
    """What is equal for two clauses of which one continues the other: all but their limits and days."""
    detail = {key: value for key, value in clause.detail.items() if key not in ("tests", "gap")}
    tests = clause.detail.get("tests", ())
    metrics = sorted((str(test.get("metric")), *sorted(set(test) & set(OPERATIONS))) for test in tests)
    return clause.does, clause.where, str(sorted(detail.items(), key=str)), str(metrics)


def _continued(rule: Rule, parts: list[tuple[dt.date, dt.date, str, Clause]]) -> Iterator[Found]:
    for (_, end, before, earlier), (start, _, where, _) in pairwise(parts):
        if start < end:
            yield rule.file, where, "OD122", f"It says again what {before} says, while both hold from {start} on."
        elif start > end and not earlier.detail.get("gap"):
            words = f"Between {before}, which ends on {end}, and this one nothing holds until {start}: "
            yield rule.file, where, "OD122", words + "where the law leaves it open, say so in the `gap` of the first."


def unreached(catalogue: Catalogue) -> Iterator[Found]:
    """OD123: rules and clauses that can never apply."""
    classified = {str(clause.detail.get("paragraph")) for _, _, clause in _clauses(catalogue)}
    for rule in catalogue.rules.values():
        start, ends = rule.binds_from, rule.day("ends")
        if rule.clauses and start is None and rule.day("introduced") is None and not all(
            clause.span.start for clause in rule.clauses
        ):
            yield rule.file, "effective", "OD123", "It has clauses and no day from which they bind."
        if start is not None and ends is not None and ends <= start:
            yield rule.file, "ends", "OD123", f"It ends on {ends}, before it binds on {start}."
    for rule, where, clause in _clauses(catalogue):
        for reason in _never(catalogue, rule, clause, classified):
            yield rule.file, where, "OD123", reason


def _never(catalogue: Catalogue, rule: Rule, clause: Clause, classified: set[str]) -> Iterator[str]:
    """Why a clause can never apply."""
    if clause.does not in _DOES:
        yield f"It does {clause.does!r}, which is none of {', '.join(_DOES)}."
    status = clause.detail.get("status")
    if clause.does in ("review", "excuse") and status not in ORDER:
        yield f"It sets the status {status!r}, which is none of {', '.join(ORDER)}."
    start, end = clause.span.start or rule.binds_from, clause.span.end
    if start is not None and end is not None and end <= start:
        yield f"It ends on {end}, before it begins on {start}."
    for paragraph in clause.detail.get("paragraphs", ()):
        if paragraph != "*" and paragraph not in classified:
            yield f"No limb puts anything under {paragraph}."
    for key, shelf in (("chips", catalogue.chips), ("binds", catalogue.organisations)):
        for name in clause.detail.get(key, ()):
            if name not in shelf:
                yield f"`{key}` names {name!r}, which the catalogue does not hold."
    yield from _no_place(catalogue, clause, start)


def _no_place(catalogue: Catalogue, clause: Clause, start: dt.date | None) -> Iterator[str]:
    """Lists of destinations that are empty on the day the clause begins."""
    places, day = Places(catalogue), start or dt.date.min
    to, hq = clause.detail.get("to", ()), clause.detail.get("hq", ())
    if to and not places.resolve(to, day) - places.resolve(clause.detail.get("to_except", ()), day) and not hq:
        yield f"No country is left of {' '.join(to)} on {day}."


CHECKS: tuple[Check, ...] = (citations, thresholds, countries, spans, unreached)
