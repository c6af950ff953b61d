"""Runs the commands shown in a page of documentation and renews the output printed under each.

    python scripts/examples.py README.md docs/*.md

A command stands in a block that opens with ```console, on a line that starts with `$ oncurve`; everything to the
end of the block is its output. `tests/cli/test_readme.py` fails where a page is stale.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"(```console\n\$ (oncurve [^\n]+)\n)(.*?)(```)", re.DOTALL)
WIDTH = "100"
#: what the examples of a page import and keep, gone after it
DATA = "examples-data"


def output_of(command: str, place: Path) -> str:
    """What one command prints in a folder, at the width of the pages, without trailing blanks."""
    arguments = shlex.split(command)[1:]
    environment = {**os.environ, "COLUMNS": WIDTH, "NO_COLOR": "1", "PYTHONUTF8": "1", "ONCURVE_DATA": DATA}
    done = subprocess.run([sys.executable, "-m", "oncurve", *arguments], cwd=place, capture_output=True, text=True,
                          env=environment, check=False)
    lines = (done.stdout + done.stderr).rstrip().splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


def renewed(page: str) -> str:
    """The page with the output of every command as it is now, run in a folder of the page's own that holds `docs`."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "docs").symlink_to(ROOT / "docs")
        return BLOCK.sub(lambda found: found[1] + output_of(found[2], place) + found[4], page)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
