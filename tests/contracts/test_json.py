"""What every command prints keeps to the types of the contract, and the contract's page names every field."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from oncurve.cli.run import run
from oncurve.contract import ANSWERS

ROOT = Path(__file__).parents[2]
PAGE = json.loads((ROOT / "docs" / "schema.json").read_text(encoding="utf-8"))
COMMANDS = {
    "check": ["check", str(ROOT / "docs" / "sample" / "article.txt")],
    "claim": ["claim", "DeepSeek-V3 cost $5.58 million to train.", "--published", "2025-01-28"],
    "extract": ["extract", str(ROOT / "docs" / "sample" / "article.txt")],
    "cost": ["cost", "gpt-4"], "cost --all": ["cost", "--all", "--draws", "64"],
    "compute": ["compute", "deepseek-v3"], "spend": ["spend", "microsoft"], "rule": ["rule"], "lint": ["lint"],
    "models": ["models", "llama-3-1-405b"], "chips": ["chips", "h20"], "organisations": ["organisations", "deepseek"],
    "diff": ["diff", *(str(ROOT / "tests" / "cases" / "audits" / f"{each}.json") for each in ("before", "after"))],
    "layouts": ["layouts", "--model", "llama-3-1-8b", "--chip", "h100", "--chips", "16", "--draws", "64"],
    "simulate --stage": ["simulate", "--model", "deepseek-r1-zero", "--stage", "reinforcement", "--draws", "64"],
    "simulate": ["simulate", "--model", "deepseek-v3", "--draws", "64"],
    "export": ["export", "H20", "--to", "CN", "--on", "2025-05-01"],
    "export --history": ["export", "H100", "--to", "CH", "--history"],
    "export --design": ["export", "--design", "--to", "CN", "--on", "2025-02-01", "--maker", "nvidia"],
    "ontrend": ["ontrend", "deepseek-v3", "--against", "claude-3-5-sonnet"], "forecasts": ["forecasts"],
    "law": ["law", "US-DIFF-2025-01", "--on", "2025-06-01"],
    "stocks": ["stocks", "CN", "--on", "2025-12-31", "--draws", "64"],
    "scenario": ["scenario", "status-quo", "--compare", "open-sales", "--until", "2027-12-31", "--draws", "64"],
    "able": ["able", "--budget", "1e9", "--on", "2025-12-31", "--draws", "64"],
    "error": ["cost", "no-such-model"],
}


def problems(answer: Any, name: str) -> list[str]:
    """Where an answer does not keep to the schema of its question."""
    schema = PAGE | PAGE["answers"][name]
    found = jsonschema.Draft202012Validator(schema).iter_errors(answer)
    return [f"{'/'.join(map(str, each.absolute_path))}: {each.message[:200]}" for each in found]


def test_the_schema_is_that_of_the_code() -> None:
    """docs/schema.json is what `scripts/schema.py` makes from `oncurve.contract`."""
    spec = importlib.util.spec_from_file_location("schema", ROOT / "scripts" / "schema.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.schema() == PAGE


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_answers_keep_to_the_schema(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every field that is promised is there, in the form promised."""
    run([*COMMANDS[name], "--json"])
    said = capsys.readouterr()
    assert problems(json.loads(said.err if name == "error" else said.out), name) == []


def test_a_field_left_out_is_noticed() -> None:
    """The check fails on an answer without its warnings."""
    assert problems({"model": "x", "scopes": {}}, "cost") == [": 'warnings' is a required property"]


def test_the_page_names_every_field() -> None:
    """docs/contract.md mentions each field that an answer has."""
    page = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
    fields = {field for each in PAGE["$defs"].values() for field in each.get("properties", {})}
    assert sorted(field for field in fields if f'"{field}"' not in page and f"`{field}`" not in page) == []
