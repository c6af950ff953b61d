#!/usr/bin/env python3
"""Fetches the scripts of others that the pages use, each held to the hash in `src/oncurve/web/assets/lock.json`.

They are packages of npm, taken by its own client, and stand in `src/oncurve/web/assets/vendor`, which is not in the
repository. Without npm, or without a network, nothing is written: every page works without them, with its charts
drawn by the server.

usage: scripts/assets.py [FOLDER]
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ASSETS = Path(__file__).parents[1] / "src" / "oncurve" / "web" / "assets"
PATIENCE = 120


def main(folder: Path) -> int:
    """Fetch what is missing; 0 if all is there afterwards."""
    lock = json.loads((ASSETS / "lock.json").read_text(encoding="utf-8"))
    stamp, wanted = folder / "LOCK", hashlib.sha256((ASSETS / "lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return 0
    npm = shutil.which("npm")
    if npm is None:
        print("npm is not here: the pages go without htmx and Vega, and draw their charts on the server.",
              file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    for each in lock:
        try:
            (folder / each["as"]).write_bytes(fetched(npm, each))
        except (OSError, subprocess.SubprocessError, tarfile.TarError, KeyError) as error:
            print(f"{each['package']} {each['version']} cannot be had ({error}); pages go without it.", file=sys.stderr)
            return 1
    stamp.write_text(wanted, encoding="utf-8")
    return 0


def fetched(npm: str, entry: dict[str, object]) -> bytes:
    """The file of one entry of the lock, with what is to be replaced replaced."""
    with tempfile.TemporaryDirectory() as place:
        done = subprocess.run([npm, "pack", f"{entry['package']}@{entry['version']}", "--silent"], cwd=place,
                              capture_output=True, text=True, check=True, timeout=PATIENCE)
        archive = Path(place) / done.stdout.split()[-1]
        made = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if f"sha512-{made}" != entry["integrity"]:
            raise SystemExit(f"{entry['package']} {entry['version']} is not what the lock says: sha512-{made}")
        with tarfile.open(archive) as packed:
            file = packed.extractfile(f"package/{entry['file']}")
            assert file is not None
            data = file.read()
    old, new = entry.get("replace", ("", ""))  # type: ignore[misc]
    if old and old.encode() not in data:
        raise SystemExit(f"{entry['package']}: there is nothing to replace any more; look at the lock.")
    return data.replace(old.encode(), new.encode()) if old else data


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ASSETS / "vendor"))
