#!/usr/bin/env python3
"""Audits passages whose truth is documented and says how many verdicts and findings are right.

    scripts/score_verdicts.py tests/cases/verdicts/autumn.jsonl [--errors]

A case holds a passage, its day, the words of one claim (`focal`), the verdicts that its documented truth allows
(`accept`) and forbids (`reject`), and the family of finding that must stand in it, if any (`OC2xx`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from oncurve.api import World

#: verdicts that say nothing of the claim: as good as none, where the truth is documented
NOTHING = (None, "no_basis")
#: verdicts that need no source
BARE = ("not_checkable", "no_basis", "not_due")


def cases(*files: Path) -> Iterator[dict[str, Any]]:
    """The cases of some files of JSON lines."""
    for file in files:
        yield from (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())


def outcome(case: dict[str, Any], world: World) -> tuple[str, str | None, bool, bool]:
    """How one case comes out: "right", "wrong", "silent" or "other"; the verdict; explained; finding there."""
    audit = world.check_text(case["text"], published=case["published"])
    start = case["text"].index(case["focal"])
    end = start + len(case["focal"])
    here = [each for each in audit.claims if each.claim.start < end and start < each.claim.end]
    here.sort(key=lambda each: each.claim.measure != case["measure"])
    verdict = here[0].verdict if here else None
    explained = bool(here and here[0].then.reason and (here[0].then.sources or verdict in BARE))
    codes = {found.code for each in audit.claims for found in each.then.findings}
    family = (case.get("finding") or "OC")[:3]
    told = any(code.startswith(family) for code in codes)
    if verdict in case["accept"]:
        return "right", verdict, explained, told
    if verdict in case["reject"] or verdict == "consistent":
        return "wrong", verdict, explained, told
    return ("silent" if verdict in NOTHING else "other"), verdict, explained, told


def shares(outcomes: Iterable[tuple[dict[str, Any], tuple[str, str | None, bool, bool]]]) -> dict[str, float]:
    """Percent of the cases by outcome, of those that name a family with such a finding, and of those explained."""
    rows = list(outcomes)
    named = [found for case, found in rows if case.get("finding")]
    kinds = Counter(found[0] for _, found in rows)
    plain = {kind: 100 * kinds[kind] / len(rows) for kind in ("right", "wrong", "silent", "other")}
    plain["finding"] = 100 * sum(found[3] for found in named) / len(named) if named else 100.0
    plain["explained"] = 100 * sum(found[2] for _, found in rows) / len(rows)
    return plain


def main() -> None:
    """Score the files that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true", help="print each case that is not right")
    asked = parser.parse_args()
    world = World()
    rows = [(case, outcome(case, world)) for case in cases(*asked.files)]
    for case, (kind, verdict, _, told) in rows if asked.errors else ():
        if kind != "right" or (case.get("finding") and not told):
            lacks = f", no {case['finding']}" if case.get("finding") and not told else ""
            print(f"{kind}: {case['id']} {case['focal']!r}: {verdict}, not {' or '.join(case['accept'])}{lacks}")
    print(", ".join(f"{kind} {share:.1f}%" for kind, share in shares(rows).items()), f"of {len(rows)}")


if __name__ == "__main__":
    main()
