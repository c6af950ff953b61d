"""What is worked out from the shipped catalogue alone, kept beside its index so that it is worked out once.

In a checkout each file carries a stamp of the whole package (path, size and time of every file of code and data), and
what bears another stamp is worked out again. A wheel carries what was worked out when it was built.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from oncurve.catalog.index import FROZEN, files_of, write_index

__all__ = ["keep", "kept"]

_HERE = Path(__file__).parent


def kept(name: str, compute: Callable[[], dict[str, Any]], folder: Path = _HERE / "index",
         package: Path = _HERE.parent) -> dict[str, Any]:
    """The plain data of that name: read where they bear the package's stamp, else worked out and, if possible, kept.

    Args:
        name: of the file, without its ending.
        compute: works the data out; what it returns must survive JSON unchanged.
        folder: where files are kept.
        package: the code and the data on which they rest.
    """
    stamp = _stamp(package)
    found = _read(folder / f"{name}.json", stamp)
    if found is None:
        found = compute()
        if stamp != FROZEN:
            keep(name, found, folder, stamp)
    return found


def keep(name: str, made: dict[str, Any], folder: Path, stamp: str = FROZEN) -> bool:
    """Write plain data under a stamp; False where the folder cannot be written."""
    body = json.dumps(made, separators=(",", ":"), allow_nan=False)
    return write_index(folder, {f"{name}.json": f"{stamp}\n{body}".encode()}, None)


def _read(path: Path, stamp: str) -> dict[str, Any] | None:
    """What a file holds; None where it is not there, bears another stamp or was cut short."""
    try:
        said, _, body = path.read_text(encoding="utf-8").partition("\n")
        found: dict[str, Any] | None = json.loads(body) if said == stamp else None
    except (OSError, ValueError):
        return None
    return found


def _stamp(package: Path) -> str:
    if not (package / "catalog" / "data").is_dir():
        return FROZEN
    return hashlib.sha256("\n".join(files_of(package)).encode()).hexdigest()
