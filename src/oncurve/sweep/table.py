"""Audits as a table of claims, in Parquet: one row a claim, one for an article without claims or with an error."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from oncurve.basis.errors import BadUsage

__all__ = ["COLUMNS", "claim_rows", "write_parquet"]

#: columns with their types
COLUMNS: dict[str, str] = {
    "article": "VARCHAR", "published": "DATE", "title": "VARCHAR", "error": "VARCHAR", "start": "INTEGER",
    "end": "INTEGER", "quote": "VARCHAR", "sentence": "VARCHAR", "measure": "VARCHAR", "subject": "VARCHAR",
    "reference": "VARCHAR", "scope": "VARCHAR", "value": "DOUBLE", "low": "DOUBLE", "high": "DOUBLE",
    "unit": "VARCHAR", "qualifier": "VARCHAR", "speaker": "VARCHAR", "negated": "BOOLEAN", "time": "VARCHAR",
    "verdict": "VARCHAR", "agreement": "DOUBLE", "estimate": "DOUBLE", "estimate_low": "DOUBLE",
    "estimate_high": "DOUBLE", "estimate_unit": "VARCHAR", "hinge": "VARCHAR", "findings": "VARCHAR",
    "reason": "VARCHAR",
}
_OF_CLAIM = ("start", "end", "quote", "sentence", "measure", "subject", "reference", "scope", "value", "low", "high",
             "unit", "qualifier", "speaker", "negated", "time", "verdict", "agreement", "reason")


def claim_rows(audits: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows of audits as `Sweep.results` gives them."""
    for audit in audits:
        article = audit.get("article") or {}
        head = {"article": str(audit.get("id")), "published": article.get("published") or None,
                "title": article.get("title") or None}
        if "error" in audit:
            yield {**head, "error": audit["error"].get("message", "")}
        claims = audit.get("claims", ())
        for claim in claims:
            yield {**head, **_claim(claim)}
        if not claims and "error" not in audit:
            yield head


def _claim(claim: Mapping[str, Any]) -> dict[str, Any]:
    row = {name: claim.get(name) for name in _OF_CLAIM}
    estimate = claim.get("estimate") or {}
    row |= {"estimate": _number(estimate.get("median")), "estimate_low": _number(estimate.get("low")),
            "estimate_high": _number(estimate.get("high")), "estimate_unit": estimate.get("unit")}
    row["hinge"] = (claim.get("hinge") or {}).get("name")
    row["findings"] = " ".join(sorted({each["code"] for each in claim.get("findings", ())})) or None
    return row


def _number(value: object) -> float | None:
    """A number; dates are left to the full audit."""
    return float(value) if isinstance(value, int | float) else None


def write_parquet(audits: Iterable[Mapping[str, Any]], path: Path) -> int:
    """Write audits as a Parquet file, one at a time; how many rows it has.

    Raises:
        BadUsage: DuckDB is not installed, or the file cannot be written.
    """
    try:
        import duckdb
    except ImportError:
        raise BadUsage("Parquet files need DuckDB, which is not installed", "",
                       'Install it with: pip install "oncurve[data]"') from None
    typed = ", ".join(f"{name!r}: {kind!r}" for name, kind in COLUMNS.items())
    rows = 0
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            lines = Path(folder) / "rows.jsonl"
            with lines.open("w", encoding="utf-8") as out:
                for row in claim_rows(audits):
                    out.write(json.dumps(row, ensure_ascii=True) + "\n")
                    rows += 1
            with duckdb.connect(config={"threads": 1}) as connection:
                connection.execute(
                    f"COPY (SELECT * FROM read_json({_quoted(lines)}, format='newline_delimited', "  # noqa: S608
                    f"columns={{{typed}}})) TO {_quoted(part)} (FORMAT parquet, COMPRESSION zstd)")
        part.replace(path)
    except (OSError, duckdb.Error) as error:
        part.unlink(missing_ok=True)
        raise BadUsage(f"{path} cannot be written ({str(error).splitlines()[0][:200]})", "",
                       "Make room, or name another file.") from None
    return rows


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
