#!/usr/bin/env python3
"""Adds the records that are new since the last release to `facts.lock`.

Run it when a release is made. A locked record is never edited: a correction is a new record with a later
`known` and, where it takes the place of another of its name, `supersedes = "<source id>"`.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from oncurve.catalog.lock import broken_locks, write_lock  # noqa: E402

DATA = ROOT / "src" / "oncurve" / "catalog" / "data"

if __name__ == "__main__":
    broken = list(broken_locks(DATA))
    for file, name in broken:
        print(f"{file}: {name} was edited or removed since its release", file=sys.stderr)
    if broken:
        raise SystemExit(1)
    print(f"{write_lock(DATA)} records locked")
