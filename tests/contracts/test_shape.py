"""The house keeps its shape: sizes, exports, and no number without a home."""

from __future__ import annotations

import ast
import statistics
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import shape

FILES = shape.source_files()
#: Packages whose functions are formulas of the field.
FORMULAS = ("architecture", "cost", "trend", "answers", "scenario")


def name_of(path: Path) -> str:
    """The path of a source file as a person would say it."""
    return str(path.relative_to(shape.SOURCE))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_file_or_function_is_over_the_limit(path: Path) -> None:
    """A file has at most 400 lines, a function at most 80 lines and 7 arguments."""
    assert shape.too_large(name_of(path), path.read_text(encoding="utf-8")) == []


def test_files_and_functions_are_small_on_the_whole() -> None:
    """The median file has at most 150 lines, and nine functions in ten at most 30."""
    texts = [path.read_text(encoding="utf-8") for path in FILES]
    assert statistics.median(text.count("\n") for text in texts) <= shape.MEDIAN_LINES
    lengths = sorted((node.end_lineno or 0) - node.lineno + 1 for text in texts
                     for node in shape.functions(ast.parse(text)))
    assert lengths[int(0.9 * len(lengths))] <= shape.NINTH_DECILE_FUNCTION


@pytest.mark.parametrize("path", [p for p in FILES if p.relative_to(shape.SOURCE).parts[0] in FORMULAS], ids=name_of)
def test_formulas_hold_no_number_without_a_source(path: Path) -> None:
    """A number above 10 inside a formula is a fact or an assumption of the catalogue, never a literal."""
    assert shape.unsourced_numbers(name_of(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_exports_are_listed_sorted_and_documented(path: Path) -> None:
    """Every module lists its public names in order, and every one of them has a docstring."""
    assert shape.untidy_exports(name_of(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("rule", "bad"),
    [
        (shape.too_large, "x = 1\n" * 401),
        (shape.too_large, "def f():\n" + "    x = 1\n" * 81),
        (shape.too_large, "def f(a, b, c, d, e, f, g, h):\n    pass\n"),
        (shape.unsourced_numbers, "def cost(hours):\n    return hours * 11.57\n"),
        (shape.unsourced_numbers, "def tpp(x):\n    return x >= 4_800\n"),
        (shape.untidy_exports, 'def f():\n    """Say."""\n'),
        (shape.untidy_exports, '__all__ = ["g", "f"]\ndef f():\n    """Say."""\ndef g():\n    """Say."""\n'),
        (shape.untidy_exports, '__all__ = ["f"]\ndef f():\n    pass\n'),
        (shape.untidy_exports, '__all__ = ["missing"]\n'),
    ],
)
def test_each_rule_refuses_a_bad_example(rule, bad: str) -> None:
    """Every rule above finds the fault in a source that has it."""
    assert rule("bad.py", bad) != []
