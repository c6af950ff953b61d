"""Lists of questions: a CSV in, one JSON object a row out."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from typing import Any

from oncurve.basis.errors import BadInput, OncurveError
from oncurve.cli.options import write_line

__all__ = ["answer_rows"]

_LONGEST = 1_000_000


def answer_rows(path: str, column: str, hint: str, answer: Callable[[dict[str, str]], Mapping[str, Any]]) -> None:
    """Print the answer to each row of a CSV in order; a row that cannot be answered prints its error.

    Args:
        path: the file, whose header is its first line.
        column: the column that must be there.
        hint: what to do where it is not.
        answer: what a row asks.

    Raises:
        BadInput: the file is no CSV in UTF-8, lacks the column or is too long.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123 - click gave a checked path
            rows = csv.DictReader(file)
            if column not in (rows.fieldnames or ()):
                raise BadInput(f"there is no column `{column}`", file=path, where="line 1", hint=hint)
            for number, row in enumerate(rows):
                if number >= _LONGEST:
                    raise BadInput(f"more than {_LONGEST:,} rows", file=path, hint="Split the file.")
                try:
                    write_line(answer(row))
                except OncurveError as error:
                    write_line(error.to_dict())
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"this is no CSV in UTF-8 ({error})", file=path) from error
