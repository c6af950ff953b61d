"""`oncurve models`, `chips`, `organisations`, `sources`, `events` and `facts`: the catalogue itself."""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from oncurve.basis.errors import UnknownName
from oncurve.cli.completion import names_in
from oncurve.cli.options import question, write_json

if TYPE_CHECKING:
    from oncurve.api import World

__all__ = ["chips", "events", "facts", "models", "organisations", "sources"]

_NOUNS = {"models": "model", "chips": "chip", "organisations": "organisation", "sources": "source", "events": "event"}


def _listing(plural: str, example: str) -> click.Command:
    noun = _NOUNS[plural]

    @click.command(plural, help=f"List the {plural}, or show everything known of one {noun}.\n\n"
                                f"\b\nExamples:\n  oncurve {plural}\n  oncurve {plural} {example}")
    @click.argument("name", metavar="[ID]", required=False, shell_complete=names_in(plural))
    @click.option("--csv", "as_csv", is_flag=True, help="One row a fact (or a thing), as CSV.")
    @click.option("--bibtex", "as_bibtex", is_flag=True, help="The sources, as BibTeX.")
    @question
    def command(world: World, *, name: str | None, as_csv: bool, as_bibtex: bool, as_json: bool) -> None:
        shelf: Mapping[str, Any] = getattr(world.catalogue, plural)
        if name is None:
            _show_all(world, plural, shelf, as_csv=as_csv, as_bibtex=as_bibtex, as_json=as_json)
        else:
            _show_one(world, shelf.find(name), as_csv=as_csv, as_bibtex=as_bibtex,  # type: ignore[attr-defined]
                      as_json=as_json)

    return command


models = _listing("models", "deepseek-v3")
chips = _listing("chips", "h800")
organisations = _listing("organisations", "deepseek")
sources = _listing("sources", "deepseek-v3-report")
events = _listing("events", "--csv")


def _show_all(world: World, plural: str, shelf: Mapping[str, Any], *, as_csv: bool, as_bibtex: bool,
              as_json: bool) -> None:
    from oncurve.report.listing import print_rows, summary_row

    rows = [summary_row(thing) for thing in shelf.values()]
    if as_bibtex:
        _write_bibtex(world, _sources_of(list(shelf.values())))
    elif as_json:
        write_json({plural: rows})
    elif as_csv:
        _write_csv(rows)
    else:
        print_rows(rows, f"{len(rows)} {plural}. `oncurve {plural} ID` shows one.")


def _show_one(world: World, thing: Any, *, as_csv: bool, as_bibtex: bool, as_json: bool) -> None:
    from oncurve.report.listing import fact_row, print_thing

    if as_bibtex:
        _write_bibtex(world, _sources_of([thing]))
    elif as_json:
        write_json(thing.to_dict())
    elif as_csv:
        _write_csv([fact_row(fact) for fact in getattr(thing, "facts", ())] or [thing.to_dict()])
    else:
        print_thing(thing, world.catalogue)


def _sources_of(things: list[Any]) -> list[str]:
    found: dict[str, None] = {}
    for thing in things:
        if hasattr(thing, "facts"):
            found.update((fact.source, None) for fact in thing.facts)
        else:
            found[thing.id] = None
    return list(found)


def _write_bibtex(world: World, ids: list[str]) -> None:
    from oncurve.report.cite import bibtex

    click.echo(bibtex([world.catalogue.sources[each] for each in ids if each in world.catalogue.sources]))


def _write_csv(rows: list[dict[str, Any]]) -> None:
    from oncurve.report.listing import safe_cell

    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(row.get(name)) for name in columns] for row in rows)


def _no_fact(world: World, query: str) -> UnknownName:
    """The error that no fact fits; what joins words by dots is the name of an input, which others make of facts."""
    error = UnknownName("fact", query, (), "oncurve models")
    words = query.replace(".", " ")
    if "." in query or "_" in query:
        error.hint = "Inputs of an answer are listed by `oncurve inputs`: oncurve inputs cost deepseek-v3."
    if words != query and (found := len(world.facts(words))):
        error.hint += f" The {found} facts behind such a name: oncurve facts {words}."
    return error


@click.command()
@click.argument("query", nargs=-1)
@click.option("--csv", "as_csv", is_flag=True, help="As CSV.")
@question
def facts(world: World, *, query: tuple[str, ...], as_csv: bool, as_json: bool) -> None:
    """Search the facts: every word of QUERY must stand in the thing's name, the fact's name, unit or source.

    \b
    Examples:
      oncurve facts deepseek-v3 chip_hours
      oncurve facts h100 peak
    """
    from oncurve.report.listing import fact_row, print_rows

    rows = [fact_row(fact) for fact in world.facts(" ".join(query))]
    if not rows:
        raise _no_fact(world, " ".join(query))
    if as_json:
        write_json({"facts": rows})
    elif as_csv:
        _write_csv(rows)
    else:
        print_rows(rows, f"{len(rows)} facts.")
