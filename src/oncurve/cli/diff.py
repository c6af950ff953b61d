"""`oncurve diff`: what moved between two audits."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from oncurve.basis.errors import BadInput
from oncurve.cli.options import write_json

__all__ = ["diff"]

_FILE = click.Path(exists=True, dir_okay=False, allow_dash=True)


@click.command()
@click.argument("before", type=_FILE)
@click.argument("after", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output, nothing else.")
def diff(before: str, after: str, *, as_json: bool) -> None:
    """What moved between two audits: verdicts, estimates, claims that came or went.

    BEFORE and AFTER are what `oncurve check --json` wrote, of one article or of a folder.

    \b
    Example:
      oncurve check article.txt --as-of 2025-02-01 --json > before.json
      oncurve check article.txt --json > after.json
      oncurve diff before.json after.json
    """
    from oncurve.claims.difference import difference

    found = difference(_read(before), _read(after))
    if as_json:
        write_json(found.to_dict())
        return
    from oncurve.report.difference import print_difference

    print_difference(found)


def _read(path: str) -> Any:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"this is no JSON ({str(error)[:80]})", file=path,
                       hint="Write it with `oncurve check ARTICLE --json > audit.json`.") from None
