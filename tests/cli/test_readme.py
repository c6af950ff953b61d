"""The pages show what the commands print."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "docs" / "import.md", ROOT / "docs" / "bulk.md"]

_spec = importlib.util.spec_from_file_location("examples", ROOT / "scripts" / "examples.py")
examples = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(examples)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_prints_what_the_page_shows(page: Path) -> None:
    """Each command in the page prints exactly what stands under it (renew with `scripts/examples.py`)."""
    text = page.read_text(encoding="utf-8")
    assert examples.BLOCK.search(text), "the page has no example"
    assert examples.renewed(text) == text


def test_a_stale_example_is_seen() -> None:
    """An output that the command does not print is replaced."""
    page = "```console\n$ oncurve --version\nnothing of the kind\n```\n"
    assert examples.renewed(page).splitlines()[2].startswith("oncurve ")
