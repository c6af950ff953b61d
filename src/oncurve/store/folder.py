"""Where imported data, their rejects and their compiled index lie."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["FOLDER", "data_folder", "write_whole"]

#: the variable that names another folder than the user's data directory
FOLDER = "ONCURVE_DATA"


def data_folder() -> Path:
    """The folder of imported data: `ONCURVE_DATA`, else the user's data directory. It need not exist."""
    named = os.environ.get(FOLDER, "")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("oncurve")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that no reader meets half of it, making its folder.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
