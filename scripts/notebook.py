"""Runs the notebook and keeps what its cells give.

    python scripts/notebook.py [NOTEBOOK [OUT]]

`tests/cli/test_notebook.py` fails where a cell fails or prints anything else than what is kept.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "docs" / "notebook" / "tutorial.ipynb"
SECONDS = 120


def run(source: Path, out: Path) -> None:
    """Runs every cell in order, from the folder of the source, and writes the notebook with the outputs."""
    with tempfile.TemporaryDirectory() as own:  # what Jupyter keeps beside, and no settings of the user
        os.environ |= {"JUPYTER_PLATFORM_DIRS": "1", "JUPYTER_RUNTIME_DIR": own, "JUPYTER_CONFIG_DIR": own,
                       "IPYTHONDIR": own, "JUPYTER_DATA_DIR": own, "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}
        import nbformat
        from nbclient import NotebookClient
        from traitlets.config import Config

        notebook = nbformat.read(source, as_version=4)
        quiet = Config({"KernelManager": {"transport": "ipc"}})
        NotebookClient(notebook, timeout=SECONDS, kernel_name="python3", record_timing=False,
                       config=quiet, resources={"metadata": {"path": str(ROOT)}}).execute()
    for number, cell in enumerate(notebook.cells, 1):
        cell["id"] = f"cell-{number}"
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
                         "language_info": {"name": "python"}}
    nbformat.write(notebook, out)


def joined(outputs: list[Any]) -> list[Any]:
    """The outputs of a cell with what was printed in several pieces as one."""
    found: list[Any] = []
    for each in outputs:
        if found and each.output_type == "stream" == found[-1].output_type and each.name == found[-1].name:
            found[-1].text += each.text
        else:
            found.append(each)
    return found


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else NOTEBOOK
    run(chosen, Path(sys.argv[2]) if len(sys.argv) > 2 else chosen)
