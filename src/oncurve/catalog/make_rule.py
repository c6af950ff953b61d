"""Turns plain records of rules and country groups into what was known of them by a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from oncurve.basis.span import Span
from oncurve.catalog.make import make_record
from oncurve.catalog.rule import Clause, CountryGroup, Member, Rule

__all__ = ["make_group", "make_rule"]


def make_rule(raw: Mapping[str, Any], as_of: str) -> Rule:
    """A rule with the clauses and dates known by `as_of` (an ISO date, or "" for all)."""
    clauses = tuple(_clause(row) for row in raw.get("clause", ()) if not as_of or row["known"] <= as_of)
    return make_record(Rule, raw, as_of, clauses=clauses)


def make_group(raw: Mapping[str, Any], as_of: str) -> CountryGroup:
    """A country group with the comings and goings known by `as_of`."""
    members = tuple(_member(row) for row in raw.get("member", ()) if not as_of or row["known"] <= as_of)
    return make_record(CountryGroup, raw, as_of, members=members)


def _clause(row: Mapping[str, Any]) -> Clause:
    detail = dict(row.get("detail", {}))
    return Clause(
        str(detail.pop("does", "")),
        row["kind"],
        dt.date.fromisoformat(row["known"]),
        row["source"],
        row.get("where", ""),
        row.get("note", ""),
        _span(row),
        detail,
    )


def _member(row: Mapping[str, Any]) -> Member:
    countries = tuple(row.get("detail", {}).get("countries", ()))
    return Member(countries, _span(row), dt.date.fromisoformat(row["known"]), row["source"], row.get("where", ""))


def _span(row: Mapping[str, Any]) -> Span:
    start, end = (dt.date.fromisoformat(row[key]) if row.get(key) else None for key in ("from", "until"))
    return Span(start, end)
