"""Passages with one planted error each, made from clean ones by exact edits."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def clean(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each clean passage.

    Args:
        path: A file with one JSON object a line: id, published, text, plant.

    Yields:
        The passage's id, its day of publication (ISO) and its text.
    """
    for case in _cases(path):
        yield case["id"], case["published"], case["text"]


def planted(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield each passage once for every error it can carry, with that error alone.

    Args:
        path: A file with one JSON object a line: id, published, text, plant. A plant maps a family of findings
            (`OC2xx`) to the words to find, which stand in the text exactly once, and those to put in their place.

    Yields:
        The passage's id, the family of the error, its day of publication (ISO) and the text with the error.

    Raises:
        ValueError: An edit's words do not stand in the text exactly once, or the edit changes nothing.
    """
    for case in _cases(path):
        text = case["text"]
        for family, edit in case["plant"].items():
            if text.count(edit["find"]) != 1 or edit["find"] == edit["replace"]:
                raise ValueError(f"{case['id']}, {family}: {edit['find']!r} cannot be replaced exactly once")
            yield case["id"], family, case["published"], text.replace(edit["find"], edit["replace"])


def _cases(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())
