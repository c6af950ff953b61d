"""The notebook runs, and prints what it shows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "docs" / "notebook" / "tutorial.ipynb"
VEGA = "application/vnd.vegalite.v5+json"
pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")


def outputs(path: Path) -> list[dict[str, Any]]:
    """Everything that the cells of a notebook give, in order."""
    return [each for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] for each in cell.get("outputs", ())]


def printed(path: Path) -> list[str]:
    """What the cells of a notebook print."""
    return ["".join(each["text"]) for each in outputs(path) if each["output_type"] == "stream"]


def ran(source: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """A run of a notebook by the script that renews it."""
    return subprocess.run([sys.executable, str(ROOT / "scripts" / "notebook.py"), str(source), str(out)],
                          capture_output=True, text=True, check=False, cwd=ROOT)


def test_the_notebook_prints_what_it_shows(tmp_path: Path) -> None:
    """Every cell runs from top to bottom, and prints what a reader of the file sees (renew with `scripts/renew`)."""
    done = ran(NOTEBOOK, tmp_path / "out.ipynb")
    assert done.returncode == 0, done.stderr[-2000:]
    assert printed(tmp_path / "out.ipynb") == printed(NOTEBOOK)
    charts = [each["data"][VEGA] for each in outputs(tmp_path / "out.ipynb") if VEGA in each.get("data", {})]
    assert len(charts) == 2
    assert all(chart["data"]["values"] for chart in charts)


def test_a_cell_that_fails_is_told(tmp_path: Path) -> None:
    """A cell with an error fails the run, and the error is shown."""
    broken = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    broken["cells"] = [{"id": "a", "cell_type": "code", "source": "1 / 0", "metadata": {}, "outputs": [],
                        "execution_count": None}]
    (tmp_path / "in.ipynb").write_text(json.dumps(broken), encoding="utf-8")
    done = ran(tmp_path / "in.ipynb", tmp_path / "out.ipynb")
    assert done.returncode != 0
    assert "ZeroDivisionError" in done.stderr
