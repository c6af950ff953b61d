"""Names of the catalogue: found in an installed package, quick to load, and with those of a user's own things."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import oncurve
import oncurve.catalog
from oncurve.api import World
from oncurve.catalog.index import FROZEN, build_index, write_index
from oncurve.catalog.names import load_names

PACKAGE = Path(oncurve.__file__).parent
DATA = PACKAGE / "catalog" / "data"
SOURCE = 'title = "Our sheet"\nproducer = "Us"\npublished = 2025-01-01\nurl = "https://example.org/sheet"\n'
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the data stand only beside a checkout's code")


@needs_data
def test_every_label_of_the_data_is_a_name() -> None:
    """Each model, chip and organisation on file is found by its label, and means that record or one of its name."""
    names = load_names()
    for folder, kind in (("models", "model"), ("chips", "chip"), ("organisations", "organisation")):
        for path in (DATA / folder).glob("*.toml"):
            label = tomllib.loads(path.read_text())["label"]
            assert any(entry.name.kind == kind and entry.name.id == path.stem for entry in names.spelled(label)), path


@needs_data
def test_an_installed_package_knows_names_without_its_data(tmp_path: Path) -> None:
    """What a wheel holds (the code and the frozen index, no data) reads a claim with its names."""
    there = tmp_path / "oncurve"
    shutil.copytree(PACKAGE, there, ignore=shutil.ignore_patterns("data", "index", "__pycache__"))
    write_index(there / "catalog" / "index", build_index(DATA), FROZEN)
    ran = subprocess.run(
        [sys.executable, "-c", "import oncurve.cli; oncurve.cli.main()", "extract", "-", "--json"],
        input=b"DeepSeek said that V3 has 671 billion parameters.", capture_output=True, check=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)}, cwd=tmp_path)  # fmt: skip
    claim = json.loads(ran.stdout)["claims"][0]
    assert (claim["subject"], claim["value"], claim["speaker"]) == ("deepseek-v3", 671e9, "deepseek")


@needs_data
def test_the_index_is_compiled_by_what_a_build_requires(tmp_path: Path) -> None:
    """An isolated build of the wheel, where nothing but its requirements is installed, can compile the index."""
    project = tomllib.loads((PACKAGE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    for wanted in project["build-system"]["requires"]:
        found = importlib.util.find_spec(re.split(r"[^\w]", wanted)[0])
        if found is not None and found.submodule_search_locations:
            package = Path(found.submodule_search_locations[0])
            (tmp_path / package.name).symlink_to(package)
    code = (
        f"import sys; sys.path[:0] = [{str(PACKAGE.parent)!r}, {str(tmp_path)!r}]; from pathlib import Path; "
        f"from oncurve.catalog.index import build_index; print(len(build_index(Path({str(DATA)!r}))['names.json']))"
    )
    ran = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, check=True)
    assert int(ran.stdout) > 0


def test_two_things_of_one_name_keep_apart() -> None:
    """DeepMind is a lab of its own and no other word for its owner."""
    assert [entry.name.id for entry in load_names().spelled("Google DeepMind")] == ["google-deepmind"]


def test_a_users_own_model_is_read_by_its_name(tmp_path: Path) -> None:
    """A model of a user's own folder is named in claims by its id, and only for that user."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "models").mkdir()
    (tmp_path / "sources" / "sheet.toml").write_text(SOURCE)
    (tmp_path / "models" / "corvid-one.toml").write_text(
        'label = "Corvid Large"\naliases = ["the Rook"]\n\n[parameters.total]\namount = 7e9\nunit = "parameter"\n'
        'kind = "measured"\nknown = 2025-02-01\nsource = "sheet"\n')  # fmt: skip
    text = "Corvid Large has 7 billion parameters."
    mine = World(facts=[tmp_path]).extract_text(text)[1]
    assert [claim.subject for claim in mine] == ["corvid-one"]
    assert "corvid-one" not in [claim.subject for claim in World().extract_text(text)[1]]
