"""The terminal: as wide as it is, and wide enough where the output goes to a file."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["terminal"]

_FILE_WIDTH = 140


def terminal() -> Console:
    """A console that highlights nothing by itself."""
    from rich.console import Console

    fixed = None if sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdigit() else _FILE_WIDTH
    return Console(highlight=False, width=fixed)
