"""`oncurve check`, `extract` and `claim`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from oncurve.basis.errors import BadInput, BadUsage, OncurveError
from oncurve.cli.options import question, write_json, write_line

if TYPE_CHECKING:
    from oncurve.api import World
    from oncurve.claims.audit import Audit

__all__ = ["check", "claim", "extract"]

_OUTPUTS = ("html", "markdown", "claimreview", "bibtex")
_LONGEST_LINE = 20_000_000
_ARTICLES = {".txt", ".md", ".html", ".htm", ".pdf", ".docx"}

_published = click.option("--published", metavar="DATE", help="The article's day (default: from the article).")


@click.command()
@click.argument("file", required=False, metavar="FILE|-|FOLDER")
@_published
@click.option("--jsonl", is_flag=True, help='Articles on standard input, one {"id","published","text"} a line.')
@click.option("--claims", "edited", type=click.Path(exists=True, dir_okay=False), metavar="EDITED.json",
              help="Judge these readings in place of our own: the output of `extract`, corrected.")
@click.option("--html", type=click.Path(dir_okay=False), metavar="OUT", help="Write a self-contained page.")
@click.option("--markdown", type=click.Path(dir_okay=False), metavar="OUT", help="Write Markdown.")
@click.option("--claimreview", type=click.Path(dir_okay=False), metavar="OUT", help="Write ClaimReview JSON-LD.")
@click.option("--bibtex", type=click.Path(dir_okay=False), metavar="OUT", help="Write the works used, as BibTeX.")
@question
def check(world: World, *, file: str | None, published: str | None, jsonl: bool, edited: str | None, html: str | None,
          markdown: str | None, claimreview: str | None, bibtex: str | None, as_json: bool) -> None:
    """Read an article and audit every claim in it.

    FILE is a .txt, .md, .html, .pdf or .docx file, or - for standard input; a FOLDER is read file by file.

    \b
    Examples:
      oncurve check article.txt
      oncurve check article.pdf --published 2025-01-30 --html audit.html
      cat articles.jsonl | oncurve check --jsonl > audits.jsonl
    """
    if jsonl:
        _each_line(file, lambda row: {"id": row.get("id"), **world.check_text(
            _text(row), published=row.get("published")).to_dict()})
        return
    if file is None:
        raise BadUsage("No article was named", "", "For example: oncurve check article.txt, or - for standard input.")
    _refuse_address(file)
    if file != "-" and Path(file).is_dir():
        _each_file(Path(file), lambda path: world.check(path, published=published))
        return
    audit = world.check(_input(file), published=published, claims=_edited(edited))
    written = {"html": html, "markdown": markdown, "claimreview": claimreview, "bibtex": bibtex}
    _write_reports(audit, written)
    if as_json:
        write_json(audit.to_dict())
    elif not any(written.values()):
        from oncurve.report.table import print_audit

        print_audit(audit)


@click.command()
@click.argument("file", required=False, metavar="FILE|-")
@_published
@click.option("--jsonl", is_flag=True, help='Articles on standard input, one {"id","published","text"} a line.')
@click.option("--explain", is_flag=True, help="Show why each claim was read as it was.")
@question
def extract(world: World, *, file: str | None, published: str | None, jsonl: bool, explain: bool,
            as_json: bool) -> None:
    """Find the claims of an article, without judging them.

    \b
    Examples:
      oncurve extract article.txt --explain
      cat articles.jsonl | oncurve extract --jsonl
    """
    if jsonl:
        _each_line(file, lambda row: {"id": row.get("id"), "claims": [
            each.to_dict() for each in world.extract_text(_text(row), published=row.get("published"))[1]]})
        return
    if file is None:
        raise BadUsage("No article was named", "", "For example: oncurve extract article.txt")
    _refuse_address(file)
    article, claims = world.extract(_input(file), published=published)
    if as_json:
        write_json({"article": article.to_dict(), "claims": [each.to_dict() for each in claims]})
        return
    from oncurve.report.table import print_claims

    print_claims(article, claims, explain=explain)


@click.command()
@click.argument("text")
@_published
@question
def claim(world: World, *, text: str, published: str | None, as_json: bool) -> None:
    """Audit one sentence.

    \b
    Example:
      oncurve claim "DeepSeek trained V3 for only $5.58 million." --published 2025-01-28
    """
    audit = world.check_text(text, published=published)
    if as_json:
        write_json(audit.to_dict())
        return
    from oncurve.report.table import print_audit

    print_audit(audit)


def _input(file: str) -> Path | IO[bytes]:
    if file == "-":
        return sys.stdin.buffer
    path = Path(file)
    if not path.exists():
        raise BadUsage(f"There is no file {file!r}", "", "Name an article, or - for standard input.")
    return path


def _refuse_address(file: str) -> None:
    if file.startswith(("http://", "https://")):
        raise BadUsage("oncurve does not fetch pages by itself", "",
                       "Save the page and pass the file: it is read with its title and date.")


def _text(row: dict[str, Any]) -> str:
    text = row.get("text")
    if not isinstance(text, str):
        raise BadInput("there is no string `text`", hint='Write {"id": …, "published": …, "text": …} a line.')
    return text


def _each_line(file: str | None, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer each line in order; a failed one is an error object and never stops the rest."""
    for number, line in enumerate(_lines(file), 1):
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise BadInput("this is no JSON object", where=f"line {number}")
            write_line(answer(row))
        except (ValueError, RecursionError) as error:
            write_line(BadInput(f"this is no JSON ({str(error)[:80]})", where=f"line {number}").to_dict())
        except OncurveError as error:
            write_line(error.to_dict())


def _lines(file: str | None) -> Iterator[str]:
    if file not in (None, "-"):
        with Path(str(file)).open("rb") as stream:
            yield from _decoded(stream)
    else:
        yield from _decoded(sys.stdin.buffer)


def _decoded(stream: IO[bytes]) -> Iterator[str]:
    while line := stream.readline(_LONGEST_LINE):
        if line.strip():
            yield line.decode("utf-8", "replace")


def _each_file(folder: Path, audit: Callable[[Path], Audit]) -> None:
    """Audit the articles of a folder, one JSON object a line; progress on standard error."""
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _ARTICLES and path.is_file())
    if not files:
        raise BadUsage(f"There is no article in {folder}", "", f"Articles end in {', '.join(sorted(_ARTICLES))}.")
    for number, path in enumerate(files, 1):
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{number} of {len(files)}  {path.name[:60]:60s}")
        try:
            write_line({"id": str(path.relative_to(folder)), **audit(path).to_dict()})
        except OncurveError as error:
            write_line({"id": str(path.relative_to(folder)), **error.to_dict()})
    if sys.stderr.isatty():
        sys.stderr.write("\n")


def _edited(path: str | None) -> list[dict[str, Any]] | None:
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


def _write_reports(audit: Audit, outputs: dict[str, str | None]) -> None:
    for form in _OUTPUTS:
        path = outputs[form]
        if path:
            from oncurve.report.write import write_report

            write_report(audit, form, Path(path))
            click.echo(f"Wrote {path}", err=True)
