"""`oncurve import` and `dump`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oncurve.basis.errors import BadUsage
from oncurve.cli.options import write_json

if TYPE_CHECKING:
    from oncurve.store.importing import Imported

__all__ = ["dump", "import_"]


@click.command(name="import")
@click.argument("words", nargs=-1, required=True, metavar="[DATASET] FILE|FOLDER")
@click.option("--as", "vintage", metavar="NAME",
              help="A name for this state of the data; a month or day (2025-06) also dates what it holds.")
@click.option("--mapping", type=click.Path(exists=True, dir_okay=False), metavar="MAPPING.toml",
              help="Says what the columns of a table of your own are.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output, nothing else.")
def import_(words: tuple[str, ...], *, vintage: str | None, mapping: str | None, as_json: bool) -> None:
    """Land public tables, or your own, beside the catalogue.

    FILE is a CSV, JSON or Parquet file, recognised by its columns; of a FOLDER every table is taken. Every row lands,
    or is kept with the reason why it cannot be used. Vintages stand side by side, and importing a file again changes
    nothing. The data lie in your data directory, or in the folder that ONCURVE_DATA names.

    \b
    DATASET is one of epoch-models epoch-chips epoch-prices epoch-benchmarks epoch-chip-counts metr price-index, or csv
    with --mapping; without it the columns decide.

    \b
    Examples:
      oncurve import all_ml_systems.csv
      oncurve import downloads/ --as 2025-06
      oncurve import csv runs.csv --mapping runs.toml
    """
    from oncurve.store.importing import import_path

    if len(words) > 2:
        raise BadUsage("import takes one file or folder", f"{len(words)} words were given",
                       "For example: oncurve import downloads/ --as 2025-06")
    dataset = words[0] if len(words) == 2 else None
    found = import_path(Path(words[-1]), dataset=dataset, vintage=vintage,
                        mapping=None if mapping is None else Path(mapping), tell=_tell if sys.stderr.isatty() else None)
    if as_json:
        write_json(found.to_dict())
    else:
        _print(found)
    if found.failed and not found.files:
        raise found.failed[0][1]


def _tell(name: str) -> None:
    click.echo(f"Reading {name}", err=True)


def _print(found: Imported) -> None:
    from oncurve.report.imports import print_imported

    print_imported(found)


@click.command()
@click.argument("path", type=click.Path(), metavar="FOLDER|FILE.sqlite")
@click.option("--form", type=click.Choice(["parquet", "csv", "sqlite"]),
              help="What to write (default: sqlite for a file that ends so, else parquet).")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output, nothing else.")
def dump(path: str, *, form: str | None, as_json: bool) -> None:
    """Write the imported tables out: every row, fact, observation, reject and match.

    As csv they come with a datapackage.json that describes them and credits their sources.

    \b
    Examples:
      oncurve dump tables/
      oncurve dump tables/ --form csv
      oncurve dump tables.sqlite
    """
    from oncurve.store.dump import dump as write

    sqlite = Path(path).suffix in (".sqlite", ".sqlite3", ".db")
    chosen = form or ("sqlite" if sqlite else "parquet")
    rows = write(Path(path), chosen)
    if as_json:
        write_json({"path": path, "form": chosen, "rows": rows})
    else:
        click.echo(f"{path}: " + ", ".join(f"{table} {count:,}" for table, count in rows.items()))
