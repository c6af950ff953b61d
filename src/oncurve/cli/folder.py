"""`oncurve check FOLDER`: every article in it, with progress on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oncurve.basis.errors import OncurveError
from oncurve.cli.articles import articles_of
from oncurve.cli.options import write_json, write_line

if TYPE_CHECKING:
    from oncurve.claims.audit import Audit

__all__ = ["check_folder"]

Done = tuple[str, "Audit | None", OncurveError | None]


def check_folder(folder: Path, audit: Callable[[Path], Audit], *, form: str,
                 report: Callable[[str, Audit], None]) -> None:
    """Audit the articles of a folder in order; one that fails is told and never stops the rest.

    Args:
        folder: where the articles are.
        audit: audits one.
        form: "table", "json" (one document) or "jsonl" (one object a line, as they are done).
        report: writes the reports of one article that were asked for.

    Raises:
        BadUsage: there is no article.
    """
    rows: list[dict[str, Any]] = []
    done: list[Done] = []
    for name, found, error in _audited(folder, audit):
        if found is not None:
            report(name, found)
        if form == "table":
            done.append((name, found, error))
            continue
        row = {"id": name, **(found.to_dict() if found is not None else error.to_dict() if error else {})}
        if form == "jsonl":
            write_line(row)
        else:
            rows.append(row)
    if form == "json":
        write_json({"audits": rows})
    elif form == "table":
        from oncurve.report.table import print_folder

        print_folder([(name, found, str(error) if error else "") for name, found, error in done])


def _audited(folder: Path, audit: Callable[[Path], Audit]) -> Iterator[Done]:
    files = articles_of(folder)
    for path in _with_progress(files):
        name = path.relative_to(folder).as_posix()
        try:
            yield name, audit(path), None
        except OncurveError as error:
            yield name, None, error


def _with_progress(files: list[Path]) -> Iterator[Path]:
    if not sys.stderr.isatty():
        yield from files
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(files, "Auditing", console=Console(stderr=True), transient=True)
