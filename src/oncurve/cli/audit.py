"""`oncurve check`, `extract` and `claim`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oncurve.basis.errors import BadUsage
from oncurve.catalog.files import stands
from oncurve.cli.articles import corrected, each_line, source_of, text_of
from oncurve.cli.llm import llm_options
from oncurve.cli.options import question, write_json
from oncurve.cli.outputs import out, write_reports
from oncurve.cli.sweep import sweep_options

if TYPE_CHECKING:
    from oncurve.api import World
    from oncurve.claims.audit import Audit

__all__ = ["check", "claim", "extract"]

_ENDINGS = {"html": ".html", "markdown": ".md", "claimreview": ".claimreview.json", "bibtex": ".bib"}

_published = click.option("--published", metavar="DATE", help="The article's day (default: from the article).")
_fetch = click.option("--fetch", is_flag=True, help="Allow FILE to be a web address, and load that one page.")
_jsonl = click.option("--jsonl", is_flag=True,
                      help='Articles in, one {"id","published","text"} a line; answers out, one a line.')


@click.command()
@click.argument("file", required=False, metavar="FILE|-|FOLDER|ADDRESS")
@_published
@_jsonl
@click.option("--claims", "edited", type=click.Path(exists=True, dir_okay=False), metavar="EDITED.json",
              help="Judge these readings in place of our own: the output of `extract --json`, corrected.")
@_fetch
@out("html", "a page that needs no network")
@out("markdown", "Markdown")
@out("claimreview", "ClaimReview JSON-LD")
@out("bibtex", "the works used, as BibTeX,")
@sweep_options
@question
@llm_options
def check(world: World, *, file: str | None, published: str | None, jsonl: bool, edited: str | None, fetch: bool,
          as_json: bool, **more: Any) -> None:
    """Read an article and audit every claim in it.

    FILE is a .txt, .md, .html, .pdf or .docx file, or - for standard input. Of a FOLDER every article is read, and
    OUT is then a folder too. An ADDRESS of the web is loaded only with --fetch.

    \b
    Examples:
      oncurve check article.txt
      oncurve check article.pdf --published 2025-01-30 --html audit.html
      oncurve check https://example.org/article --fetch --html audit.html
      oncurve check articles/ --html audits/
      cat articles.jsonl | oncurve check --jsonl > audits.jsonl

    \b
    With claims that a language model on this machine proposes (the text is sent there):
      oncurve check article.txt --llm --llm-url http://localhost:11434/v1 --llm-model NAME

    \b
    Of an archive, with what is done kept, so that it goes on when it is run again:
      oncurve check archive/ --out audits/ --workers 2 --parquet claims.parquet
      oncurve check archive.jsonl --jsonl --out audits/ --families families.json

    \b
    To correct how a claim was read:
      oncurve extract article.txt --json > claims.json
      oncurve check article.txt --claims claims.json
    """
    outputs = {form: more[form] for form in _ENDINGS if more[form]}
    folder = file is not None and file != "-" and stands(Path(file), "folder")
    if more["folder"] and (folder or jsonl):
        _sweep(world, file, published, {"reports": outputs, "edited": edited, **more}, as_json=as_json)
        return
    if kept := [name for name in ("folder", "address", "parquet", "families") if more[name]]:
        words = {"folder": "--out", "address": "--cluster"}.get(kept[0], f"--{kept[0]}")
        raise BadUsage(f"{words} is for an archive", "",
                       "Write: oncurve check FOLDER --out DIR, or --jsonl FILE --out DIR")
    _refuse_together(jsonl=jsonl and not folder, edited=edited, folder=folder, outputs=outputs)
    if folder:
        from oncurve.cli.folder import check_folder

        form = "jsonl" if jsonl else "json" if as_json else "table"
        check_folder(Path(str(file)), lambda path: world.check(path, published=published), form=form,
                     report=lambda name, audit: _write_in_folders(audit, name, outputs))
        return
    if jsonl:
        each_line(file, lambda row: world.check_text(text_of(row), published=row.get("published")).to_dict())
        return
    source = source_of(file, fetch=fetch, example="oncurve check article.txt")
    audit = world.check(source, published=published, claims=corrected(edited))
    write_reports(audit, outputs)
    if as_json:
        write_json(audit.to_dict())
    elif not outputs:
        from oncurve.report.table import print_audit

        print_audit(audit)


@click.command()
@click.argument("file", required=False, metavar="FILE|-|ADDRESS")
@_published
@_jsonl
@_fetch
@click.option("--explain", is_flag=True, help="Show why each claim was read so, and why proposals were dropped.")
@question
@llm_options
def extract(world: World, *, file: str | None, published: str | None, jsonl: bool, fetch: bool, explain: bool,
            as_json: bool) -> None:
    """Find the claims of an article, without judging them.

    \b
    Examples:
      oncurve extract article.txt --explain
      oncurve extract article.txt --llm --llm-url http://localhost:11434/v1 --llm-model NAME --explain
      oncurve extract article.txt --json > claims.json
      cat articles.jsonl | oncurve extract --jsonl
    """
    if jsonl:
        each_line(file, lambda row: _extracted(world, row))
        return
    source = source_of(file, fetch=fetch, example="oncurve extract article.txt")
    world.reader.explain = explain
    reading = world.reading(source, published=published) if world.proposer is not None else None
    article, claims = (reading.article, reading.claims) if reading else world.extract(source, published=published)
    if as_json:
        write_json({"article": article.to_dict(), "claims": [each.to_dict() for each in claims],
                    **({"proposals": reading.to_dict()} if reading else {})})
        return
    from oncurve.report.table import print_claims, print_dropped

    print_claims(article, claims, explain=explain)
    if reading and explain:
        print_dropped(reading.dropped)


@click.command()
@click.argument("text")
@_published
@out("html", "a page that needs no network")
@question
def claim(world: World, *, text: str, published: str | None, html: str | None, as_json: bool) -> None:
    """Audit one sentence.

    \b
    Examples:
      oncurve claim "DeepSeek trained V3 for only $5.58 million." --published 2025-01-28
      oncurve claim "Llama 3.1 405B took 30.84 million H100 hours." --json
    """
    audit = world.check_text(text, published=published)
    write_reports(audit, {"html": html} if html else {})
    if as_json:
        write_json(audit.to_dict())
    elif not html:
        from oncurve.report.table import print_audit

        print_audit(audit)


def _extracted(world: World, row: dict[str, Any]) -> dict[str, Any]:
    """The claims of one line of JSON, with warnings where a language model that was to help did not."""
    article, claims = world.extract_text(text_of(row), published=row.get("published"))
    told = {"warnings": list(article.warnings)} if world.proposer is not None and article.warnings else {}
    return {"claims": [each.to_dict() for each in claims], **told}


def _sweep(world: World, file: str | None, published: str | None, asked: dict[str, Any], *, as_json: bool) -> None:
    """The audit of an archive, kept in a folder as it goes."""
    from oncurve.cli.sweep import sweep_articles

    if world.proposer is not None:
        raise BadUsage("--llm does not go with --out", "What is kept there must come out the same for any worker",
                       "Leave --out out: answers of the model are kept anyway.")
    if asked["reports"] or asked["edited"]:
        raise BadUsage("--out keeps audits as JSON", "", "Leave reports and --claims out, or leave --out out.")
    if file in (None, "-") or not stands(Path(str(file))):
        raise BadUsage("An archive that is kept with --out must be a folder or a file", "",
                       "Write: oncurve check --jsonl articles.jsonl --out audits/")
    sweep_articles(world, Path(str(file)), published, asked, as_json=as_json)


def _refuse_together(*, jsonl: bool, edited: str | None, folder: bool, outputs: dict[str, str]) -> None:
    """Refuse options that say nothing together, rather than leave one out in silence."""
    if jsonl and outputs:
        raise BadUsage(f"--jsonl and --{next(iter(outputs))} do not go together", "",
                       "Name one article, or a folder, to write reports.")
    if edited and (jsonl or folder):
        raise BadUsage("--claims is for one article", "", "Name the article that the readings belong to.")
    if list(outputs.values()).count("-") > 1 or (folder and "-" in outputs.values()):
        raise BadUsage("Only one report of one article goes to standard output", "", "Name files for the others.")


def _write_in_folders(audit: Audit, name: str, outputs: dict[str, str]) -> None:
    """The reports of one article of a folder, each in the folder that was named for it."""
    for form, target in outputs.items():
        from oncurve.report.write import write_report

        path = Path(target) / Path(name).with_name(Path(name).name + _ENDINGS[form])
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadUsage(f"{path.parent} cannot be made ({error.strerror})", "", "Name another folder.") from None
        write_report(audit, form, path)
