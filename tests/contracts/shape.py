"""The rules of size and form that every source file keeps, as functions over source text."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "oncurve"
MOST_LINES, MOST_FUNCTION_LINES, MOST_ARGUMENTS = 400, 80, 7
_DEFINED = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
MEDIAN_LINES, NINTH_DECILE_FUNCTION = 150, 30

#: Numbers of the calendar and of unit prefixes, which need no source.
PLAIN_NUMBERS = {12, 16, 24, 30, 32, 60, 64, 100, 128, 365, 365.25, 1000, 1024, 3600, 8766, 86400}


def source_files() -> list[Path]:
    """Every Python file of the package."""
    return sorted(SOURCE.rglob("*.py"))


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def too_large(name: str, text: str) -> list[str]:
    """What in this source is over the limits of size."""
    found = []
    if (lines := text.count("\n") + 1) > MOST_LINES:
        found.append(f"{name}: {lines} lines, at most {MOST_LINES}")
    for node in functions(ast.parse(text)):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > MOST_FUNCTION_LINES:
            found.append(f"{name}: {node.name} has {length} lines, at most {MOST_FUNCTION_LINES}")
        arguments = [each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
        count = len([each for each in arguments if each not in ("self", "cls")])
        if count > MOST_ARGUMENTS and not _takes_options(node):
            found.append(f"{name}: {node.name} takes {count} arguments, at most {MOST_ARGUMENTS}")
    return found


def _takes_options(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether the function is a command, whose arguments are the options that a user may type."""
    names = {ast.unparse(each).split("(")[0] for each in node.decorator_list}
    return bool(names & {"click.command", "question"})


def unsourced_numbers(name: str, text: str) -> list[str]:
    """Numbers above 10 inside functions that are no unit, power of ten or index: they belong in the catalogue."""
    found = []
    for function in functions(ast.parse(text)):
        for node in ast.walk(function):
            if not isinstance(node, ast.Constant) or isinstance(node.value, bool | str | bytes | type(None)):
                continue
            value = abs(node.value) if isinstance(node.value, int | float) else 0
            if value > 10 and value not in PLAIN_NUMBERS and not _power_of_ten(value):
                found.append(f"{name}:{node.lineno}: {value} has no source")
    return found


def _power_of_ten(value: float) -> bool:
    return f"{value:e}".startswith("1.000000e")


def untidy_exports(name: str, text: str) -> list[str]:
    """A missing, unsorted or incomplete `__all__`, and public names without a docstring."""
    tree = ast.parse(text)
    public = [node for node in tree.body if isinstance(node, _DEFINED) and node.name[0] != "_"]
    exported = next((ast.literal_eval(node.value) for node in tree.body if isinstance(node, ast.Assign)
                     and getattr(node.targets[0], "id", "") == "__all__"), None)
    found = []
    if public and exported is None:
        return [f"{name}: no __all__"]
    if exported is not None and list(exported) != sorted(exported, key=_as_ruff_sorts):
        found.append(f"{name}: __all__ is not sorted")
    found += [f"{name}: {node.name} is public and has no docstring" for node in public if not ast.get_docstring(node)]
    found += [f"{name}: {each} is exported and not there" for each in exported or () if each not in _names(tree)]
    return found


def _as_ruff_sorts(name: str) -> tuple[int, str]:
    return (0 if name.isupper() else 1 if name[:1].isupper() else 2), name


def _names(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, _DEFINED):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found.update((each.asname or each.name).split(".")[0] for each in node.names)
        elif isinstance(node, ast.Assign):
            found.update(each.id for target in node.targets for each in ast.walk(target) if isinstance(each, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return found
