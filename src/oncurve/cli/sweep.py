"""`oncurve sweep`, and what `oncurve check` does with an archive."""

from __future__ import annotations

import gc
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oncurve.basis.errors import BadInput, BadUsage
from oncurve.cli.articles import articles_of, id_of
from oncurve.cli.options import question, write_json

if TYPE_CHECKING:
    from oncurve.api import World
    from oncurve.sweep.run import Sweep, Swept

__all__ = ["sweep", "sweep_articles", "sweep_options"]

_LONGEST_LINE = 20_000_000
#: objects made before Python looks for unused cycles, as it has it by itself: over a long list they would pile up
_BETWEEN_COLLECTIONS = 700


def sweep_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that does much of the same work."""
    for option in reversed((
            click.option("--out", "folder", type=click.Path(file_okay=False), metavar="DIR",
                         help="Keep what is done there, and go on from it when run again."),
            click.option("--workers", type=click.IntRange(1, 256), default=1, metavar="N",
                         help="Most processes of this machine to use, once they pay (with --out)."),
            click.option("--cluster", "address", metavar="ADDRESS", help="A Dask scheduler to work on (with --out)."),
            click.option("--parquet", type=click.Path(dir_okay=False), metavar="FILE",
                         help="Write the claims as a table (with --out)."),
            click.option("--families", type=click.Path(dir_okay=False), metavar="FILE.json",
                         help="Write which claims recur, who repeats whom, and common roots (with --out)."))):
        function = option(function)
    return function


@click.command()
@click.argument("task")
@click.argument("items", type=click.Path(exists=True), metavar="ITEMS.jsonl|FOLDER")
@sweep_options
@question
def sweep(world: World, *, task: str, items: str, as_json: bool, **asked: Any) -> None:
    """Much of the same work, in chunks that can be resumed, on this machine or a cluster.

    TASK is audit, backtest, cost, layouts or scenario. ITEMS has one object a line: for audit {"id","published","text"}
    or {"id","path"} (or a folder of articles), for layouts {"id","model","chips","chip"}, for scenario
    {"id","name","until","settings"}, for cost {"id","model","settings"}, for backtest {"id","what"}. The results are
    the same for any number of workers; killed and run again, it goes on where it was.

    \b
    Examples:
      oncurve sweep audit articles.jsonl --out audits/ --workers 2
      oncurve sweep layouts runs.jsonl --out layouts/ --cluster tcp://scheduler:8786
    """
    if not asked["folder"]:
        raise BadUsage("A sweep needs a folder for what is done", "", "Name it with --out DIR.")
    path = Path(items)
    listed = _articles(path, None) if path.is_dir() else _lines(path)
    made, swept = _run(world, task, listed, asked)
    _finish(made, swept, asked, as_json)


def sweep_articles(world: World, place: Path, published: str | None, asked: dict[str, Any], *, as_json: bool) -> None:
    """Audit the articles of a folder or of a file of JSON lines, and keep what is done.

    Args:
        world: the world that is asked.
        place: the folder or file.
        published: the day of every article that names none itself.
        asked: what `sweep_options` gave.
        as_json: whether one JSON document is wanted.
    """
    listed = _articles(place, published) if place.is_dir() else _lines(place)
    made, swept = _run(world, "audit", listed, asked)
    _finish(made, swept, asked, as_json)


def _run(world: World, task: str, items: Iterator[dict[str, Any]], asked: dict[str, Any]) -> tuple[Sweep, Swept]:
    from oncurve.sweep.run import Sweep
    from oncurve.sweep.tasks import WorldSpec

    gc.set_threshold(_BETWEEN_COLLECTIONS)
    made = Sweep(task, WorldSpec.of(world), Path(asked["folder"]))
    tell = _tell if sys.stderr.isatty() else None
    return made, made.run(items, workers=asked["workers"], address=asked["address"] or "", tell=tell)


def _tell(done: int, failed: int) -> None:
    click.echo(f"\r{done:,} done" + (f", {failed:,} with an error" if failed else ""), err=True, nl=False)


def _finish(made: Sweep, swept: Swept, asked: dict[str, Any], as_json: bool) -> None:
    told: dict[str, Any] = swept.to_dict()
    if asked["parquet"]:
        from oncurve.sweep.table import write_parquet

        told["claims"] = write_parquet(made.results(), Path(asked["parquet"]))
    if asked["families"]:
        from oncurve.store.folder import write_whole
        from oncurve.sweep.families import families

        found = [each.to_dict() for each in families(made.results(),
                                                     root_of=made.spec.world().catalogue.root_of)]
        told["families"] = len(found)
        try:
            write_whole(Path(asked["families"]), json.dumps({"families": found}, ensure_ascii=False, indent=1).encode())
        except OSError as error:
            raise BadUsage(f"{asked['families']} cannot be written ({error.strerror})", "",
                           "Name another file.") from None
    told["summary"] = dict(sorted(Counter(
        claim["verdict"] for each in made.results() for claim in each.get("claims", ()) if "verdict" in claim).items()))
    if as_json:
        write_json(told)
        return
    from oncurve.report.imports import print_swept

    print_swept(told)


def _articles(folder: Path, published: str | None) -> Iterator[dict[str, Any]]:
    """The files of a folder as items; a file that changes is another item."""
    import hashlib

    for path in articles_of(folder):
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            digest = ""
        item = {"id": path.relative_to(folder).as_posix(), "path": str(path), "digest": digest}
        yield item | ({"published": published} if published else {})


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines; a line that is none becomes an item that fails."""
    with path.open("rb") as stream:
        number = 0
        while line := stream.readline(_LONGEST_LINE):
            number += 1
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            if isinstance(row, dict):
                yield {"id": number, **row} | ({"id": id_of(row)} if "id" in row else {})
            else:
                yield {"id": number, "text": None}
    if not number:
        raise BadInput("the file is empty", file=path.name, hint='Write {"id": …, "text": …} a line.')
