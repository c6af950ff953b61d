"""Writes the reference from the code: docs/reference.md (commands, Python) and docs/reference/ (every public name).

    python scripts/reference.py

`tests/contracts/test_reference.py` fails where a page is stale.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from oncurve.cli.run import COMMANDS, commands

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "oncurve"
#: options that mean the same wherever they stand
COMMON = ("--json", "--as-of", "--facts", "--set", "--seed", "--draws", "--dollars", "--help")
#: the longest value that is shown in place of what it means
LONGEST = 80
#: a range that ends above it is that of the machine's numbers
MACHINE = 1 << 31
#: what `import oncurve as oc` gives: heading, class, and the files that hold it and its parents
OBJECTS = {
    "oc.World": ("World", ("answers/world.py", "api.py")),
    "Estimate": ("Estimate", ("basis/estimate.py",)),
    "Audit": ("Audit", ("claims/audited.py",)),
    "AuditedClaim": ("AuditedClaim", ("claims/audited.py",)),
    "Judgement": ("Judgement", ("claims/verdict.py",)),
    "Claim": ("Claim", ("claims/claim.py",)),
    "ModelCost": ("ModelCost", ("answers/training_cost.py",)),
    "Fact": ("Fact", ("basis/evidence.py",)),
}
COMMANDS_INTRO = """\
# Reference: commands and Python

Every command with its options, and what `import oncurve` gives. The fields of each answer as JSON are in the
[contract](contract.md) and, as JSON Schema, in [schema.json](schema.json); every kind of record and field of the
catalogue is in [data](data.md). `scripts/reference.py` writes this page from the code; a test holds it current.

Every public name of every module, by package, from the top of the levels to the bottom (imports go down only):
{packages}.

## Commands

"""
PACKAGE_INTRO = """\
# Package `{package}`: every public name

{says}

`scripts/reference.py` writes this page from the docstrings; a test holds it current. Units, shapes, errors and validity
are in the docstrings themselves (`python -c "help('oncurve.cost.bill')"`). All packages: [reference](../reference.md).
"""


class Named(NamedTuple):
    """A public name, what it is, and its first sentence."""

    name: str
    kind: str
    says: str


def first_sentence(text: str | None) -> str:
    """The first sentence of a docstring, on one line."""
    paragraph = " ".join(inspect.cleandoc(text or "").split("\n\n")[0].split())
    return re.split(r"(?<=[.:])\s(?=[A-Z`])", paragraph, maxsplit=1)[0]


def cell(text: str) -> str:
    """A text as a cell of a table."""
    return text.replace("|", "\\|")


def table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    return "\n".join([*lines, *("| " + " | ".join(map(cell, row)) + " |" for row in rows)]) + "\n"


def listing(rows: list[tuple[str, ...]]) -> str:
    """Names too long for a table, as a list with what each is."""
    return "\n".join(f"- {name}: {says}" if says else f"- {name}" for name, says in rows) + "\n"


def anchor(heading: str) -> str:
    """The name by which a heading is linked to."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading.lower()).strip())


# Commands


def options(context: click.Context) -> dict[str, tuple[str, str]]:
    """Each option of a command by its long name: how it is written, and what it does."""
    found = {}
    for each in context.command.get_params(context):
        record = each.get_help_record(context) if isinstance(each, click.Option) else None
        if record is not None:
            name = max(each.opts, key=len)
            found[name] = record[0], plain_range(" ".join(record[1].split()))
    return found


def plain_range(text: str) -> str:
    """What an option does, with the range it takes in words; the range of seeds is that of the machine and left out."""
    found = re.search(r"\s*\[(\d+)<=x<=(\d+)\]$", text)
    if found is None:
        return text
    return text[:found.start()] + ("" if int(found[2]) > MACHINE else f" From {found[1]} to {int(found[2]):,}.")


def context_of(command: click.Command, name: str) -> click.Context:
    """A command as the command line calls it, on lines of any length."""
    wide = commands.context_settings | {"max_content_width": 2000, "terminal_width": 2000}
    return click.Context(command, info_name=f"oncurve {name}", **wide)


def command_text(name: str) -> str:
    """One command: usage, what it does, examples, options."""
    command = commands.get_command(click.Context(commands), name)
    assert command is not None
    context = context_of(command, name)
    body, _, examples = inspect.cleandoc(command.help or "").partition("\b\nExamples:\n")
    usage = " ".join(["oncurve", name, *command.collect_usage_pieces(context)])
    prose = "\n\n".join(" ".join(part.split()) for part in body.replace("\b", "").split("\n\n"))
    own = options(context)
    parts = [f"### {name}\n", f"    {usage}\n", prose.strip() + "\n"]
    if examples.strip():
        shown = "\n".join(f"    {line.strip()}".rstrip() for line in examples.replace("\b", "").strip().splitlines())
        parts.append(re.sub(r"\n{3,}", "\n\n", shown) + "\n")
    if rows := [(f"`{written}`", what) for each, (written, what) in own.items() if each not in COMMON]:
        parts.append(table(("option", "what it does"), rows))
    if shared := [f"`{each}`" for each in COMMON[:-1] if each in own]:
        parts.append(f"Common options: {', '.join(shared)}.\n")
    return "\n".join(parts)


def common_text() -> str:
    """The options that mean the same everywhere."""
    command = commands.get_command(click.Context(commands), "cost")
    assert command is not None
    own = options(context_of(command, "cost"))
    return table(("option", "what it does"), [(f"`{own[each][0]}`", own[each][1]) for each in COMMON])


# Python


def tree_of(path: Path) -> ast.Module:
    """A module's syntax."""
    return ast.parse(path.read_text(encoding="utf-8"))


def signature(function: ast.FunctionDef) -> str:
    """Arguments with their defaults, without types, as one calls it."""
    arguments = function.args
    for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg):
        if each is not None:
            each.annotation = None
    if arguments.args and arguments.args[0].arg in ("self", "cls"):
        arguments.args.pop(0)
    returns = f" → {ast.unparse(function.returns)}" if function.returns is not None else ""
    return f"{function.name}({ast.unparse(arguments)}){returns}"


def members(node: ast.ClassDef) -> Iterator[Named]:
    """The public parts of a class: fields, properties, methods."""
    for each in node.body:
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name) and each.target.id[0] != "_":
            yield Named(each.target.id, ast.unparse(each.annotation), argument(ast.get_docstring(node), each.target.id))
        elif isinstance(each, ast.FunctionDef) and each.name[0] != "_":
            marks = {ast.unparse(mark) for mark in each.decorator_list}
            says = first_sentence(ast.get_docstring(each))
            if marks & {"property", "cached_property"}:
                yield Named(each.name, ast.unparse(each.returns) if each.returns else "", says)
            else:
                yield Named(signature(each), "", says)


def argument(doc: str | None, name: str) -> str:
    """What a docstring says of one of its arguments."""
    lines = re.search(rf"^ {{4}}{name}: (.*(?:\n {{8,}}.*)*)", inspect.cleandoc(doc or ""), re.MULTILINE)
    return " ".join(lines[1].split()) if lines else ""


def object_text(heading: str, name: str, files: tuple[str, ...]) -> str:
    """One class of the public surface with its members."""
    nodes = [each for file in files if (SOURCE / file).exists() for each in tree_of(SOURCE / file).body
             if isinstance(each, ast.ClassDef) and each.name == name]
    made = next(each for each in nodes if ast.get_docstring(each))
    says = first_sentence(ast.get_docstring(nodes[-1]))
    found = {each.name: each for node in nodes for each in members(node)}
    rows = [(f"`{each.name}`" + (f" ({each.kind})" if each.kind else ""), each.says) for each in found.values()]
    start = next((each for each in made.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"), None)
    call = f"    {name}{signature(start).removeprefix('__init__').removesuffix(' → None')}\n\n" if start else ""
    return f"### {heading}\n\n{call}{says}\n\n" + listing(rows)


def report_text() -> str:
    """The functions of `oncurve.report`."""
    rows = [(f"`{signature(each)}`", first_sentence(ast.get_docstring(each)))
            for each in tree_of(SOURCE / "report" / "__init__.py").body
            if isinstance(each, ast.FunctionDef) and each.name[0] != "_"]
    return "### oc.report\n\n" + listing(rows)


def errors_text() -> str:
    """The tree of errors."""
    rows = [(f"`{each.name}`", ", ".join(f"`{ast.unparse(base)}`" for base in each.bases),
             first_sentence(ast.get_docstring(each)))
            for each in tree_of(SOURCE / "basis" / "errors.py").body if isinstance(each, ast.ClassDef)]
    return "### Errors\n\n" + table(("error", "is a", "when"), rows)


def public_names(path: Path) -> Iterator[Named]:
    """What a module's `__all__` names and the module itself defines."""
    tree, lines = tree_of(path), path.read_text(encoding="utf-8").splitlines()
    listed: set[str] = set()
    for each in tree.body:
        if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == "__all__":
            listed = set(ast.literal_eval(each.value))
    for each in tree.body:
        if isinstance(each, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and each.name in listed:
            kind = "class" if isinstance(each, ast.ClassDef) else "function"
            yield Named(each.name, kind, first_sentence(ast.get_docstring(each)))
        elif isinstance(each, ast.Assign | ast.AnnAssign):
            target = each.target if isinstance(each, ast.AnnAssign) else each.targets[0]
            if isinstance(target, ast.Name) and target.id in listed:
                says = first_sentence(comment_above(lines, each.lineno))
                yield Named(target.id, "value", says or short_value(each.value))


def short_value(value: ast.expr | None) -> str:
    """A value itself, where it is short enough to be read in a table."""
    text = ast.unparse(value) if value is not None else ""
    return f"`{text}`" if 0 < len(text) <= LONGEST else ""


def comment_above(lines: list[str], number: int) -> str:
    """The `#:` comment that ends just above a line (numbered from 1)."""
    found: list[str] = []
    for line in reversed(lines[:number - 1]):
        if not line.startswith("#:"):
            break
        found.insert(0, line[2:].strip())
    return " ".join(found)


# Pages


def reference() -> str:
    """docs/reference.md."""
    linked = ",\n".join(f"[{package}](reference/{package}.md)" for package in packages())
    intro = COMMANDS_INTRO.format(packages=linked)
    rows = [(f"[`{name}`](#{anchor(name)})", what) for name, (_, what) in COMMANDS.items()]
    objects = [object_text(heading, name, files) for heading, (name, files) in OBJECTS.items()]
    return "\n".join([
        intro + table(("command", "what it answers"), rows), "### Common options\n", common_text(),
        *(command_text(name) for name in COMMANDS), "## Python\n", "    import oncurve as oc\n",
        objects[0], report_text(), *objects[1:], errors_text()])


def packages() -> list[str]:
    """The packages from the top of the levels to the bottom, as pyproject.toml orders them."""
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    levels = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return [name.strip(" ()") for level in levels for name in re.split(r"[|:]", level)]


def package_text(package: str) -> str:
    """docs/reference/PACKAGE.md."""
    folder = SOURCE / package
    files = sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]
    parts = [PACKAGE_INTRO.format(package=package, says=first_sentence(ast.get_docstring(tree_of(files[0]))))]
    for path in files:
        if rows := [(f"`{each.name}`", each.kind, each.says) for each in public_names(path)]:
            dotted = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
            says = first_sentence(ast.get_docstring(tree_of(path)))
            parts.append(f"## {dotted}\n\n{says}\n\n" + table(("name", "sort", "what it is"), rows))
    return "\n".join(parts)


def pages() -> dict[Path, str]:
    """Every page of the reference with its text."""
    folder = ROOT / "docs" / "reference"
    return {ROOT / "docs" / "reference.md": reference(),
            **{folder / f"{package}.md": package_text(package) for package in packages()}}


if __name__ == "__main__":
    for page, text in pages().items():
        page.parent.mkdir(exist_ok=True)
        page.write_text(text, encoding="utf-8")
