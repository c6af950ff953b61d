"""The pages show what the commands print."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [path for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
         if "```console\n$ oncurve" in path.read_text(encoding="utf-8")]
PYTHON = [ROOT / "README.md", ROOT / "docs" / "how-to.md"]

_spec = importlib.util.spec_from_file_location("examples", ROOT / "scripts" / "examples.py")
examples = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(examples)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_prints_what_the_page_shows(page: Path) -> None:
    """Each command in the page prints exactly what stands under it (renew with `scripts/examples.py`)."""
    text = page.read_text(encoding="utf-8")
    assert examples.BLOCK.search(text), "the page has no example"
    assert examples.renewed(text) == text


@pytest.mark.parametrize("page", PYTHON, ids=lambda page: page.name)
def test_every_python_example_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python of the page runs as it stands, in a folder where the samples are, and prints something."""
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        told = io.StringIO()
        with contextlib.redirect_stdout(told):
            exec(compile(block, page.name, "exec"), {})
        assert told.getvalue()


def test_a_stale_example_is_seen() -> None:
    """An output that the command does not print is replaced."""
    page = "```console\n$ oncurve --version\nnothing of the kind\n```\n"
    assert examples.renewed(page).splitlines()[2].startswith("oncurve ")
