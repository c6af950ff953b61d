"""Answers for a list of shipments, a line of JSON each: what two rows share is worked out once."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from oncurve.answers.export_sentence import say_day
from oncurve.answers.export_status import LAST_KNOWN, Screening
from oncurve.basis.errors import BadInput, BadUsage, OncurveError
from oncurve.basis.span import parse_date

if TYPE_CHECKING:
    from oncurve.answers.export_items import Shipment
    from oncurve.export.rules import Regime

__all__ = ["Batch", "export_lines"]

_MOST_KEPT = 20_000
_NEEDED = ("chip", "destination", "date")
_LATEST = dt.date(2100, 1, 1)


def export_lines(screening: Screening, lines: Iterable[str], name: str = "the list") -> Iterator[str]:
    """One line of JSON for each row of a CSV, in order; a row that cannot be answered gives `{"error": …}`.

    Args:
        screening: the law.
        lines: of the file.
        name: of the file, for messages.

    Raises:
        BadInput: there is no header with the columns `chip`, `destination` and `date`, or the CSV breaks off.
    """
    reader = csv.reader(lines)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        missing = [column for column in _NEEDED if column not in header]
        if missing:
            raise BadInput(
                f"there is no column `{missing[0]}`",
                file=name,
                where="line 1",
                hint=f"Give the CSV a header with {', '.join(_NEEDED)}, and headquarters and end_use if you like.",
            )
        batch = Batch(screening, header)
        for cells in reader:
            if cells:
                yield batch.line(cells)
    except (csv.Error, UnicodeDecodeError) as error:
        raise BadInput(f"this is no CSV in UTF-8 ({error})", file=name, where=f"line {reader.line_num}") from error


class Batch:
    """A list in work.

    Args:
        screening: the law.
        header: the names of the columns.
    """

    def __init__(self, screening: Screening, header: Sequence[str]) -> None:
        self._screening = screening
        self._header = list(header)
        self._date = self._header.index("date")
        self._rows: dict[tuple[str, ...], tuple[int, Shipment] | str] = {}
        self._days: dict[str, tuple[dt.date, str, str, Regime] | str] = {}
        self._texts: dict[tuple[int, dt.date, bool], str] = {}

    def line(self, cells: list[str]) -> str:
        """The answer to one row, as a line of JSON without its end."""
        text = cells[self._date] if self._date < len(cells) else ""
        day = self._days.get(text) or self._day(text)
        if isinstance(day, str):
            return day
        rest = (*cells[: self._date], *cells[self._date + 1 :])
        row = self._rows.get(rest) or self._row(rest, cells)
        if isinstance(row, str):
            return row
        on, iso, words, regime = day
        key = (row[0], regime.start, on > LAST_KNOWN)
        template = self._texts.get(key)
        if template is None:
            template = self._template(key, replace(row[1], on=on))
        return template.replace("\x00", iso).replace("\x01", words)

    def _day(self, text: str) -> tuple[dt.date, str, str, Regime] | str:
        try:
            on = parse_date(text)
            if on >= _LATEST:
                raise BadUsage(f"The date {on} is too far ahead", "", f"Write a date before {_LATEST}.")
            found: tuple[dt.date, str, str, Regime] | str = (
                on,
                on.isoformat(),
                say_day(on),
                self._screening.law.regime(on),
            )
        except OncurveError as error:
            found = json.dumps(error.to_dict(), ensure_ascii=False)
        self._days[text] = found
        return found

    def _row(self, rest: tuple[str, ...], cells: list[str]) -> tuple[int, Shipment] | str:
        try:
            if len(cells) > len(self._header):
                raise BadInput(f"{len(cells)} cells where the header has {len(self._header)}")
            row = dict(zip(self._header, cells, strict=False))
            found: tuple[int, Shipment] | str = (len(self._rows), self._screening.shipment(row))
        except OncurveError as error:
            found = json.dumps(error.to_dict(), ensure_ascii=False)
        if len(self._rows) >= _MOST_KEPT:
            self._rows.clear()
            self._texts.clear()
        self._rows[rest] = found
        return found

    def _template(self, key: tuple[int, dt.date, bool], shipment: Shipment) -> str:
        answer = self._screening.answer(shipment)
        plain = self._screening.plain(answer, stamp=("\x00", "\x01"))
        text = json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        template = text.replace("\\u0000", "\x00").replace("\\u0001", "\x01")
        if len(self._texts) >= _MOST_KEPT:
            self._texts.clear()
        self._texts[key] = template
        return template
