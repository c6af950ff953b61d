"""`oncurve diff`: what moved between two audits."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from oncurve.basis.errors import BadInput, BadUsage
from oncurve.catalog.files import stands
from oncurve.cli.options import write_json

__all__ = ["diff"]


@click.command()
@click.argument("before")
@click.argument("after")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output, nothing else.")
def diff(before: str, after: str, *, as_json: bool) -> None:
    """What moved between two audits, or two vintages of imported data.

    BEFORE and AFTER are what `oncurve check --json` wrote, of one article or of a folder: verdicts, estimates, claims
    that came or went. Or they name vintages (`oncurve import --as NAME`): facts that changed, came or were withdrawn,
    and the costs that moved with them.

    \b
    Examples:
      oncurve check article.txt --as-of 2025-02-01 --json > before.json
      oncurve check article.txt --json > after.json
      oncurve diff before.json after.json
      oncurve diff 2024-12 2025-06
    """
    files = [name == "-" or stands(Path(name), "file") for name in (before, after)]
    if not any(files):
        _vintages(before, after, as_json=as_json)
        return
    if not all(files):
        missing = after if files[0] else before
        raise BadUsage(f"There is no file {missing!r}", "", "Name two audits, or two vintages of imported data.")
    from oncurve.claims.difference import difference

    found = difference(_read(before), _read(after))
    if as_json:
        write_json(found.to_dict())
        return
    from oncurve.report.difference import print_difference

    print_difference(found)


def _vintages(before: str, after: str, *, as_json: bool) -> None:
    """Facts that moved between two vintages, and the costs that moved with them."""
    from oncurve.answers.moved import moved_costs
    from oncurve.api import World
    from oncurve.store.vintages import moved_facts, only_vintage

    facts = moved_facts(before, after)
    models = list(dict.fromkeys(each.subject for each in facts if each.kind == "models"))
    with only_vintage(before) as old, only_vintage(after) as new:
        answers = moved_costs(World(imported=old), World(imported=new), models)
    if as_json:
        write_json({"before": before, "after": after, "facts": [each.to_dict() for each in facts],
                    "answers": [each.to_dict() for each in answers]})
        return
    from oncurve.report.imports import print_moved

    print_moved(before, after, facts, answers)


def _read(path: str) -> Any:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"this is no JSON ({str(error)[:80]})", file=path,
                       hint="Write it with `oncurve check ARTICLE --json > audit.json`.") from None
