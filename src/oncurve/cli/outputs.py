"""The options that write a report beside, or in place of, what is printed."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from oncurve.claims.audit import Audit
    from oncurve.report.answer import AnswerPage

__all__ = ["charts", "out", "write_charts", "write_reports"]


#: Words of a title that name a file.
_TITLE_WORDS = 5


def out(form: str, what: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option `--html OUT`, or that of another form.

    Args:
        form: its name.
        what: what is written, in words.
    """
    return click.option(f"--{form}", metavar="OUT", help=f"Write {what} to OUT (- is standard output).")


def charts(what: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option `--charts DIR`, passed as `folder`.

    Args:
        what: which pictures, in words.
    """
    return click.option("--charts", "folder", type=click.Path(file_okay=False), metavar="DIR",
                        help=f"Write the pictures to DIR as Vega-Lite: {what}.")


def write_reports(result: Audit | AnswerPage, outputs: Mapping[str, str | None]) -> bool:
    """Write every form that was asked for; whether any was.

    Raises:
        BadUsage: a file cannot be written.
    """
    wanted = {form: target for form, target in outputs.items() if target}
    for form, target in wanted.items():
        from oncurve.report.write import report_text, write_report

        if target == "-":
            sys.stdout.write(report_text(result, form))
        else:
            write_report(result, form, Path(target))
            click.echo(f"Wrote {target}", err=True)
    return bool(wanted)


def write_charts(page: AnswerPage, folder: str) -> None:
    """Write every picture of a page to a folder as Vega-Lite, under the first words of its title.

    Raises:
        BadUsage: the folder cannot be written.
    """
    from oncurve.basis.errors import BadUsage
    from oncurve.chart.plot import plot_spec

    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
        for number, plot in enumerate((each for section in page.sections for each in section.plots), 1):
            words = re.findall(r"[a-z0-9]+", plot.title.lower())[:_TITLE_WORDS]
            path = place / f"{number}-{'-'.join(words)}.vl.json"
            path.write_text(json.dumps(plot_spec(plot), ensure_ascii=False, allow_nan=False), encoding="utf-8")
            click.echo(f"Wrote {path}", err=True)
    except OSError as error:
        raise BadUsage(f"The pictures cannot be written to {folder} ({error.strerror})", "", "Name another folder.") \
            from None
