"""What `check` and `extract` read: files, folders, pages, standard input, and lines of JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from oncurve.basis.errors import BadInput, BadUsage, OncurveError
from oncurve.catalog.files import stands
from oncurve.cli.options import write_line

if TYPE_CHECKING:
    from oncurve.claims.article import Article

__all__ = ["articles_of", "corrected", "each_line", "id_of", "source_of", "text_of"]

_LONGEST_LINE = 20_000_000
_ARTICLES = (".docx", ".htm", ".html", ".md", ".pdf", ".txt")


def source_of(file: str | None, *, fetch: bool, example: str) -> Path | IO[bytes] | Article:
    """What a name on the command line stands for.

    Args:
        file: a file, an address, or - for standard input.
        fetch: whether addresses may be fetched.
        example: a command line to show where nothing was named.

    Raises:
        BadUsage: there is no such file, or an address was named without `--fetch`.
        BadInput: a page cannot be had.
    """
    if file is None:
        raise BadUsage("No article was named", "", f"For example: {example}, or - for standard input.")
    if file.lower().startswith(("http://", "https://")):
        if not fetch:
            raise BadUsage("oncurve fetches no page unless it is told to", "",
                           "Add --fetch to load this address, or save the page and pass the file.")
        from oncurve.claims.fetch import fetch_article

        return fetch_article(file)
    if file == "-":
        if sys.stdin.isatty():
            click.echo("Reading the article from the keyboard; end it with Ctrl-D.", err=True)
        return sys.stdin.buffer
    path = Path(file)
    if not stands(path):
        raise BadUsage(f"There is no file {file!r}", "",
                       "Name an article, - for standard input, or a sentence with `oncurve claim`.")
    return path


def text_of(row: dict[str, Any]) -> str:
    """The text of one line of JSON."""
    text = row.get("text")
    if not isinstance(text, str):
        raise BadInput("there is no string `text`", hint='Write {"id": …, "published": …, "text": …} a line.')
    return text


def each_line(file: str | None, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer each line in order, at once; a failed one is an error object and never stops the rest."""
    for number, line in enumerate(_lines(file), 1):
        row: Any = None
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise BadInput("this is no JSON object", where=f"line {number}")
            write_line({"id": id_of(row), **answer(row)})
        except (ValueError, RecursionError) as error:
            write_line(BadInput(f"this is no JSON ({str(error)[:80]})", where=f"line {number}").to_dict())
        except OncurveError as error:
            named = {"id": id_of(row)} if isinstance(row, dict) and "id" in row else {}
            write_line({**named, **error.to_dict()})


def id_of(row: dict[str, Any]) -> Any:
    """What a line calls itself; in words where JSON has no number for it ("1e999")."""
    told = row.get("id")
    try:
        json.dumps(told, allow_nan=False)
    except ValueError:
        return str(told)
    return told


def _lines(file: str | None) -> Iterator[str]:
    if file in (None, "-"):
        yield from _decoded(sys.stdin.buffer)
        return
    try:
        with Path(str(file)).open("rb") as stream:
            yield from _decoded(stream)
    except OSError as error:
        raise BadUsage(f"{file} cannot be opened ({error.strerror})", "",
                       "Name a file of JSON lines, or leave it out to read standard input.") from None


def _decoded(stream: IO[bytes]) -> Iterator[str]:
    while line := stream.readline(_LONGEST_LINE):
        if line.strip():
            yield line.decode("utf-8", "replace")


def articles_of(folder: Path) -> list[Path]:
    """The articles in a folder and the folders below it, by name.

    Raises:
        BadUsage: there is none.
    """
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _ARTICLES and path.is_file())
    if not files:
        raise BadUsage(f"There is no article in {folder}", "", f"Articles end in {', '.join(_ARTICLES)}.")
    return files


def corrected(path: str | None) -> list[dict[str, Any]] | None:
    """The corrected readings of a file that `oncurve extract --json` wrote; None where none is named.

    Raises:
        BadInput: the file holds no list of claims.
    """
    if path is None:
        return None
    try:
        plain = json.loads(Path(path).read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"this is no JSON ({str(error)[:80]})", file=path,
                       hint="Write it with `oncurve extract ARTICLE --json` and correct that.") from error
    claims = plain.get("claims") if isinstance(plain, dict) else plain
    if not isinstance(claims, list) or not all(isinstance(each, dict) for each in claims):
        raise BadInput("there is no list of claims", file=path, hint='Keep the form {"claims": [ … ]}.')
    return claims
