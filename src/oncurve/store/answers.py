"""Answers of language models, kept in the user's data folder: the same question is asked once."""

from __future__ import annotations

import json
from pathlib import Path

from oncurve.store.folder import data_folder, write_whole

__all__ = ["KeptAnswers"]

_FOLDER = "llm"
_LONGEST = 8_000_000
_SHELF = 2


class KeptAnswers:
    """Answers by key, a file each.

    Args:
        folder: where; None is `llm` in the folder of imported data.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = data_folder() / _FOLDER if folder is None else folder

    def get(self, key: str) -> str | None:
        """The answer that is kept under a key of hexadecimal digits; None where there is none that can be read."""
        try:
            with self._path(key).open("rb") as file:
                plain = json.loads(file.read(_LONGEST))
        except (OSError, ValueError, RecursionError):
            return None
        said = plain.get("said") if isinstance(plain, dict) else None
        return said if isinstance(said, str) and plain.get("key") == key else None

    def put(self, key: str, text: str) -> None:
        """Keep an answer.

        Raises:
            OSError: it cannot be written.
        """
        write_whole(self._path(key), json.dumps({"key": key, "said": text}).encode())

    def _path(self, key: str) -> Path:
        return self.folder / key[:_SHELF] / f"{key}.json"
