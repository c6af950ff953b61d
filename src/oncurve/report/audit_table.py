"""An audit as a table of values: one row a claim, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from oncurve.report.listing import safe_cell

__all__ = ["audit_csv", "csv_text"]

_CLAIM = ("quote", "measure", "subject", "reference", "value", "low", "high", "unit", "qualifier", "scope", "speaker",
          "negated", "time", "verdict", "agreement")


def audit_csv(audit: Mapping[str, Any]) -> str:
    """The claims of an audit as CSV.

    Args:
        audit: as `Audit.to_dict` gives it.
    """
    rows = []
    for number, each in enumerate(audit["claims"], 1):
        made = each["estimate"] or {}
        hinge = each["hinge"] or {}
        rows.append({"number": number, **{name: each[name] for name in _CLAIM},
                     **{f"estimate_{name}": made.get(name) for name in ("median", "low", "high", "unit")},
                     "hinge": hinge.get("name"), "flips_at": hinge.get("flips_at"), "now": each["now"]["verdict"],
                     "findings": " ".join(found["code"] for found in each["findings"]), "reason": each["reason"],
                     "sources": " ".join(each["sources"])})
    return csv_text(rows, ("number", *_CLAIM) if not rows else ())


def csv_text(rows: Sequence[Mapping[str, Any]], columns: Iterable[str] = ()) -> str:
    """Rows as CSV, in which no cell is taken for a formula.

    Args:
        rows: the rows, by column.
        columns: the columns in order; none takes them from the rows.
    """
    names = list(columns) or list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in names])
    writer.writerows([safe_cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue()
