"""The repository speaks of the product alone, and runs anywhere."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: A path of one machine, or a folder beside the repository that a user does not have.
MACHINE = re.compile(r"(?<![\w.])/(?:work|home/\w+|root|Users/\w+|tmp)/[\w.]|\.\./shared")
#: Tests may read the labelled files beside the repository, and skip without them.
MAY_NAME_SHARED = re.compile(r"^(?:tests|bench)/")


def tracked() -> list[Path]:
    """Every text file of the repository."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True,
                            check=True).stdout
    paths = [ROOT / line for line in listed.splitlines()]
    return [path for path in paths if path.is_file() and path.suffix not in {".png", ".pdf", ".docx", ".ico"}]


def faults(name: str, text: str) -> list[str]:
    """The lines that name a machine's paths."""
    allowed = MAY_NAME_SHARED.match(name)
    return [f"{name}:{number}: {line.strip()[:80]}" for number, line in enumerate(text.splitlines(), 1)
            if (found := MACHINE.search(line)) and not (allowed and "shared" in found[0])]


def test_no_file_names_a_path_of_one_machine() -> None:
    """No file outside the tests holds an absolute path of a machine or a folder that users do not have."""
    found = [fault for path in tracked()
             for fault in faults(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8", errors="replace"))]
    assert found == []


@pytest.mark.parametrize("parts", [("open('", "home", "someone", "x')"), ("see ..", "shared", "data"),
                                   ("", "root", ".cache")])
def test_a_path_of_a_machine_is_found(parts: tuple[str, ...]) -> None:
    """The rule finds such a path where there is one; it is put together here, so that this file holds none itself."""
    assert faults("src/oncurve/x.py", "/".join(parts))
