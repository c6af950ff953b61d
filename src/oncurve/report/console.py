"""The terminal: as wide as it is, and wide enough where the output goes to a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["terminal"]

_FILE_WIDTH = 140


def terminal() -> Console:
    """A console that highlights nothing by itself."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else _FILE_WIDTH)
