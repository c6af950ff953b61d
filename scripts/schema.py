"""Writes docs/schema.json, the JSON Schema of every answer, from the types of `oncurve.contract`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from oncurve.contract import ANSWERS

PAGE = Path(__file__).parents[1] / "docs" / "schema.json"


def schema() -> dict[str, Any]:
    """One document: `answers` points from each question to its definition."""
    refs, definitions = msgspec.json.schema_components(tuple(ANSWERS.values()), ref_template="#/$defs/{name}")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Answers of oncurve",
            "answers": dict(zip(ANSWERS, refs, strict=True)), "$defs": dict(sorted(definitions.items()))}


if __name__ == "__main__":
    PAGE.write_text(json.dumps(schema(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
