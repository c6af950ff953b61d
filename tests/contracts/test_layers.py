"""Imports go down the levels, and an upward one is refused."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def lint_imports(folder: Path, *only: str) -> subprocess.CompletedProcess[str]:
    """What import-linter says of the package in a folder, by all contracts or `only` some."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", ROOT / "pyproject.toml"]
    for name in only:
        command += ["--contract", name]
    return subprocess.run(command, cwd=folder, text=True, capture_output=True, check=False,
                          env={"PYTHONPATH": str(folder)})


def levels() -> list[str]:
    """The packages of the contract."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    layers = config["tool"]["importlinter"]["contracts"][0]["layers"]
    return [name.strip() for layer in layers for name in layer.split("|") if "(" not in name]


def package(folder: Path, bad: str) -> Path:
    """A small package with every level, and one line in its catalogue."""
    root = folder / "oncurve"
    root.mkdir()
    (root / "__init__.py").touch()
    for name in levels():
        if (ROOT / "src" / "oncurve" / f"{name}.py").exists():
            (root / f"{name}.py").touch()
        else:
            (root / name).mkdir()
            (root / name / "__init__.py").touch()
    (root / "catalog" / "model.py").write_text(bad)
    return folder


def test_the_package_keeps_its_levels() -> None:
    """No module imports a level above its own, and siblings never import each other."""
    done = lint_imports(ROOT / "src")
    assert done.returncode == 0, done.stdout


def test_an_upward_import_is_refused(tmp_path: Path) -> None:
    """A catalogue that imports the command line breaks the contract."""
    done = lint_imports(package(tmp_path, "from oncurve import cli\n"), "levels")
    assert done.returncode != 0
    assert "catalog" in done.stdout


def test_a_sibling_import_is_refused(tmp_path: Path) -> None:
    """A catalogue that imports the architecture breaks the contract."""
    assert lint_imports(package(tmp_path, "from oncurve import architecture\n"), "levels").returncode != 0


def test_a_downward_import_is_kept(tmp_path: Path) -> None:
    """A catalogue that imports basis keeps the contract, so the refusals above are of the direction."""
    done = lint_imports(package(tmp_path, "from oncurve import basis\n"), "levels")
    assert done.returncode == 0, done.stdout
