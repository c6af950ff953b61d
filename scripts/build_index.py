"""Builds the index of the catalogue into the wheel in place of its data, and our documents beside it.

Hatchling calls `BuildIndex` for the wheel target (see `[tool.hatch.build.targets.wheel.hooks.custom]`). An
editable install gets no index: there the data stand beside the code, and the index is compiled when first read.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "oncurve/catalog/index"


class BuildIndex(BuildHookInterface):
    """The build hook: one frozen index in the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles `src/oncurve/catalog/data` and hands the files to the wheel."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from oncurve.catalog.index import FROZEN, Index, build_index, write_index

        files = build_index(root / "src" / "oncurve" / "catalog" / "data")
        if problems := Index(None, files).problems():
            raise SystemExit("The catalogue cannot be built: " + " ".join(map(str, problems)))
        subprocess.run([sys.executable, root / "scripts" / "assets.py"], check=False)
        self.folder = Path(tempfile.mkdtemp(prefix="oncurve-index-"))
        write_index(self.folder, files, FROZEN)
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from oncurve.answers.quarters import keep_series

        keep_series(self.folder)
        for path in (root / "docs").iterdir():  # the pages show them
            if path.name != "sample":
                build_data["force_include"][str(path)] = f"oncurve/documents/{path.name}"
        for path in self.folder.iterdir():
            build_data["force_include"][str(path)] = f"{PACKAGE}/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Removes the files that the wheel now holds."""
        if version != "editable":
            shutil.rmtree(self.folder)
