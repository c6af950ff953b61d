"""The reference and the data dictionary say what the code and the catalogue hold today."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from oncurve import World, report
from oncurve.catalog.read import Catalogue
from oncurve.catalog.table import TABLES
from oncurve.catalog.thing import FIELDS
from oncurve.cli.run import COMMANDS

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"


def script(name: str) -> ModuleType:
    """A script as a module; it may import its neighbours."""
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


reference = script("reference")
dictionary = script("dictionary")


@pytest.mark.parametrize("module", [reference, dictionary], ids=lambda module: module.__name__)
def test_every_page_is_what_the_code_gives(module: ModuleType) -> None:
    """Each page of the reference and the dictionary is current (renew with `scripts/renew`)."""
    stale = [path.name for path, text in module.pages().items()
             if not path.exists() or path.read_text(encoding="utf-8") != text]
    assert stale == []


def test_every_command_and_verb_is_in_the_reference() -> None:
    """Whatever the command line takes and whatever a world or the reports can be asked stands there."""
    page = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"\n### {name}\n\n    oncurve {name} " not in page] == []
    verbs = [name for name in dir(World) if name[0] != "_"]
    assert [name for name in (*verbs, *report.__all__) if f"\n- `{name}" not in page] == []


def test_the_dictionary_counts_what_the_catalogue_holds() -> None:
    """Every kind of record and every table is there with its fields and its number of records."""
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    catalogue = Catalogue.load()
    parts = {part.partition("\n")[0]: part for part in page.split("\n### ")[1:]}
    assert set(parts) == {*FIELDS, *TABLES}
    for kind in FIELDS:
        assert f" {len(getattr(catalogue, kind)):,} records" in parts[kind]
    for name, (_, columns, _) in TABLES.items():
        assert f" {len(getattr(catalogue, name)):,} rows" in parts[name]
        assert [column for column in columns if f"| `{column}` |" not in parts[name]] == []


def test_no_field_is_left_without_a_meaning() -> None:
    """No row of the dictionary has an empty cell."""
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    assert [line for line in page.splitlines() if line.startswith("|") and "|  |" in line] == []


def test_a_fact_that_nobody_explains_is_refused() -> None:
    """A fact under a new name must be given a meaning before the dictionary is written."""
    with pytest.raises(SystemExit, match="No meaning is written for the fact 'smell' of models"):
        dictionary.meaning("models", "smell")
