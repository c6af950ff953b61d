"""What a cold question loads."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "docs" / "sample" / "article.txt"
HEAVY = ("scipy", "pint", "pydantic", "pandas", "duckdb", "fastapi", "trafilatura", "pypdf", "docx", "numpy.testing",
         "hypothesis", "jinja2", "sqlalchemy", "starlette", "uvicorn", "mcp", "anyio")
CODE = """
import json, sys, io, contextlib
from oncurve.cli import main
with contextlib.redirect_stdout(io.StringIO()):
    try:
        main(sys.argv[1:])
    except SystemExit as leave:
        code = leave.code
print(json.dumps({"code": code, "modules": sorted(sys.modules)}))
"""


def loaded_by(*arguments: str) -> set[str]:
    """The modules that one command line imports."""
    done = subprocess.run([sys.executable, "-c", CODE, *arguments], capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    assert answer["code"] == 0, done.stderr
    return set(answer["modules"])


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("cost", "deepseek-v3", "--json"),
                                       ("export", "H20", "--to", "CN", "--on", "2025-05-01", "--json"),
                                       ("check", str(SAMPLE), "--json")], ids=lambda a: a[0])
def test_heavy_libraries_are_not_loaded(arguments: tuple[str, ...]) -> None:
    """No question of daily use imports a library that takes long to load."""
    loaded = loaded_by(*arguments)
    assert not [name for name in HEAVY if name in loaded]


def test_version_loads_nothing_of_the_field() -> None:
    """`--version` needs neither numpy nor the catalogue."""
    assert not {"numpy", "click", "oncurve.catalog.read"} & loaded_by("--version")


def test_machine_answers_load_no_terminal_library() -> None:
    """With --json, nothing that draws tables is imported."""
    assert "rich.console" not in loaded_by("cost", "deepseek-v3", "--json")


def test_a_heavy_import_would_be_seen() -> None:
    """The list of loaded modules does show a heavy library where one is imported."""
    done = subprocess.run([sys.executable, "-c", "import scipy, sys; print('scipy' in sys.modules)"],
                          capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"
