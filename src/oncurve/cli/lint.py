"""`oncurve lint` and `oncurve rule`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from oncurve.cli.options import question, write_json

if TYPE_CHECKING:
    from oncurve.api import World

__all__ = ["lint", "rule"]


@click.command()
@click.argument("folder", required=False, type=click.Path(exists=True), metavar="[DIR]")
@question
def lint(world: World, *, folder: str | None, as_json: bool) -> None:
    """Check the catalogue, or a folder or file of your own facts, for wrong units, ranges, sums and sources.

    \b
    Examples:
      oncurve lint
      oncurve lint my-facts/
    """
    found = world.lint(folder)
    if as_json:
        write_json(found.to_dict())
        return
    for problem in found.problems:
        place = ", ".join(part for part in (problem.file, problem.where) if part)
        click.echo(f"{problem.code} {place}: {problem.message}")
    click.echo(f"{found.checked:,} records checked, {len(found.problems)} problems.")


@click.command()
@click.argument("code", required=False)
@question
def rule(world: World, *, code: str | None, as_json: bool) -> None:  # noqa: ARG001 - one form for all commands
    """Explain a finding's CODE, with an example; without one, list them all.

    \b
    Example:
      oncurve rule OC301
    """
    from oncurve.claims.codes import find_codes

    found = find_codes(code)
    if as_json:
        write_json({"rules": [each.to_dict() for each in found]})
        return
    for each in found:
        click.echo(f"{each.code}  {each.title}")
        if code:
            click.echo(f"\n{each.explanation}\n\nExample: {each.example}")
