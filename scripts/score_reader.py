#!/usr/bin/env python3
"""How well the reader reads authors that its weights have not seen: `scripts/score_reader.py` writes docs/accuracy.md.

The weights that tell measures apart are fitted anew without each author in turn (`scripts/fit_reader.py`), and the
passages of that author are read with them. The weights that rank subjects have seen all authors but d.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import fit_reader
import labelled

from oncurve.catalog.names import load_names
from oncurve.claims.claim import Claim
from oncurve.claims.read.reader import Reader

PAGE = Path(__file__).parents[1] / "docs" / "accuracy.md"
SOFT = {"forecast", "not_auditable"}
DATES = {"release_date", "training_date"}
COARSE = {"capability_lag", "cost_ratio", "price_ratio", "doubling_time"}
SCOPES = {
    "parameters": ("active",),
    "price_per_token": ("input", "output"),
    "export_status": ("restricted", "allowed", "licence"),
}
NAMED_FREELY = {"companies_able", "cost_decline_rate", "doubling_time"}


@dataclass
class Tally:
    """Claims labelled and read, those found, and those right in measure, number, subject, denial and scope."""

    labelled: int = 0
    read: int = 0
    found: int = 0
    whole: int = 0

    def add(self, other: Tally) -> None:
        """Adds the counts of another."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

    def f1(self, hits: int) -> float:
        """The harmonic mean of precision and recall, in percent."""
        return 200 * hits / max(self.labelled + self.read, 1)


def soft(claim: dict[str, Any]) -> bool:
    """Whether a label counts neither as missed nor as found: opinions, forecasts, comparisons without a number."""
    numberless = claim.get("qualifier") == "vague" and all(claim.get(k) is None for k in ("value", "low", "high"))
    return claim["measure"] in SOFT or (numberless and claim["measure"] not in DATES | {"export_status"})


def number_right(label: dict[str, Any], claim: Claim) -> bool:
    """Whether value, low and high agree within 1% (5% for lags and ratios), dates by the month."""
    if label["measure"] in DATES:
        want = str(label.get("time") or "")
        return not want or any((claim.time or "")[:7] == part[:7] for part in want.split("/"))
    margin = 0.05 if label["measure"] in COARSE else 0.01
    pairs = [(label.get(k), getattr(claim, k)) for k in ("value", "low", "high") if label.get(k) is not None]
    return all(b is not None and abs(a - b) <= margin * max(abs(a), abs(b), 1e-12) for a, b in pairs)


def right(label: dict[str, Any], claim: Claim) -> bool:
    """Whether a claim is read as it is labelled in all that is scored."""
    free = label["measure"] in NAMED_FREELY or not label.get("subject")
    subject = free or labelled.same(label["subject"], claim.subject)
    scoped = label.get("scope") not in SCOPES.get(label["measure"], ()) or label["scope"] == claim.scope
    denied = bool(label.get("negated")) == claim.negated
    return subject and scoped and denied and number_right(label, claim)


def score(reader: Reader, passage: dict[str, Any]) -> Tally:
    """The tally of one passage."""
    labels = passage.get("claims", [])
    places = list(zip(fit_reader.spans(passage["text"], labels), labels, strict=True))
    day = dt.date.fromisoformat(str(passage["published"]))
    free = [c for c in reader.read_text(passage["text"], day) if c.measure not in SOFT]
    tally = Tally()
    for span, label in places:
        if soft(label) or label.get("loose"):
            continue
        tally.labelled += 1
        matches = [c for c in free if c.measure == label["measure"] and fit_reader.overlaps(span, (c.start, c.end))]
        if matches:
            best = max(matches, key=lambda c, label=label: right(label, c))
            free.remove(best)
            tally.found += 1
            tally.whole += right(label, best)
    idle = [span for span, label in places if soft(label) or label.get("loose")]
    extra = [c for c in free if not any(c.start < end and start < c.end for start, end in idle)]
    again = [c for c in extra if any(c.measure == x["measure"] and right(x, c) for x in labels)]
    tally.read = tally.found + len(extra) - len(again)
    return tally


Told = tuple[str, dict[str, Any], Tally]


def across() -> list[Told]:
    """Author, passage and tally of every passage, read by weights that have not seen its author."""
    names = load_names()
    by_author = fit_reader.authors()
    rows = {author: fit_reader.examples(passages, names) for author, passages in by_author.items()}
    told = []
    for author, passages in by_author.items():
        weighing = fit_reader.fit([row for other, mine in rows.items() if other != author for row in mine])
        reader = Reader(names, weighing)
        told += [(author, passage, score(reader, passage)) for passage in passages]
    return told


def table(told: Sequence[Told], title: str, key: Callable[[str, dict[str, Any]], str]) -> list[str]:
    """A table of found and whole F1 by some key of the passages, the rare ones left out."""
    sums: dict[str, Tally] = defaultdict(Tally)
    counts: dict[str, int] = defaultdict(int)
    for author, passage, tally in told:
        sums[key(author, passage)].add(tally)
        counts[key(author, passage)] += 1
    lines = [f"| {title} | passages | claims | found, F1 | whole, F1 |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, tally in sorted(sums.items()):
        if counts[name] >= 10:
            found, whole = tally.f1(tally.found), tally.f1(tally.whole)
            lines.append(f"| {name} | {counts[name]} | {tally.labelled} | {found:.1f} | {whole:.1f} |")
    return [*lines, ""]


def main() -> None:
    """Writes the tables into docs/accuracy.md, between the marks of the reader."""
    told = across()
    lines = table(told, "author", lambda author, _: author)
    lines += table(told, "style", lambda _, passage: passage.get("style") or "other")
    lines += table(told, "year", lambda _, passage: str(passage["published"])[:4])
    text = PAGE.read_text(encoding="utf-8")
    block = "<!-- reader -->\n" + "\n".join(lines) + "<!-- /reader -->"
    text = re.sub(r"<!-- reader -->.*?<!-- /reader -->", lambda _: block, text, flags=re.DOTALL)
    PAGE.write_text(text, encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
