"""Answers for a list of shipments, a line of JSON each: what two rows share is worked out once.

Two rows share an answer when they are about one item and one regime, and their countries are alike in every rule
of it and in the days to come and gone. The day and the countries are then printed into it.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from oncurve.answers.export_flips import stretch_of
from oncurve.answers.export_items import Stamp
from oncurve.answers.export_screening import Screening
from oncurve.answers.export_sentence import say_day
from oncurve.answers.export_status import LAST_KNOWN, answer_to, plain_answer
from oncurve.basis.errors import BadInput, BadUsage, OncurveError
from oncurve.basis.span import parse_date

if TYPE_CHECKING:
    from oncurve.answers.export_items import Shipment
    from oncurve.export.rules import Regime

__all__ = ["Batch", "export_lines"]

_MOST_KEPT = 20_000
_NEEDED = ("chip", "destination", "date")
_LATEST = dt.date(2100, 1, 1)
#: stands for the fields of a stamp in a template
_MARKS = Stamp(*(f"\x00{number}" for number in range(len(Stamp._fields))))
_MARK = re.compile(r"\\u0000(\d)")

_REASONS = "the reasons"

Template = tuple[list[str], list[tuple[int, int]]]


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
            hint = f"Give the CSV a header with {', '.join(_NEEDED)}; headquarters and end_use may stand beside."
            raise BadInput(f"there is no column `{missing[0]}`", file=name, where="line 1", hint=hint)
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
        self._rows: dict[tuple[str, ...], _Row | str] = {}
        self._days: dict[str, tuple[dt.date, str, str, Regime] | str] = {}
        self._templates: dict[tuple[Any, ...], Template] = {}
        self._provisions: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        self._lines: dict[int, tuple[dict[str, Any], str]] = {}  # the row is kept, so that no other takes its id

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
        template = row.templates.get((regime, on > LAST_KNOWN, on < row.released)) or self._template(row, on, regime)
        parts, places = template
        parts = parts.copy()
        stamp = (iso, words, *row.names)
        for place, number in places:
            parts[place] = stamp[number]
        return "".join(parts)

    def _day(self, text: str) -> tuple[dt.date, str, str, Regime] | str:
        try:
            on = parse_date(text)
            if on >= _LATEST:
                raise BadUsage(f"The date {on} is too far ahead", "", f"Write a date before {_LATEST}.")
        except OncurveError as error:
            found: tuple[dt.date, str, str, Regime] | str = json.dumps(error.to_dict(), ensure_ascii=False)
        else:
            found = (on, on.isoformat(), say_day(on), self._screening.law.regime(on))
        self._days[text] = found
        return found

    def _row(self, rest: tuple[str, ...], cells: list[str]) -> _Row | str:
        try:
            if len(cells) > len(self._header):
                raise BadInput(f"{len(cells)} cells where the header has {len(self._header)}")
            row = {**dict(zip(self._header, cells, strict=False)), "date": "2022-01-01"}
            found: _Row | str = _Row(self._screening, self._screening.shipment(row))
        except OncurveError as error:
            found = json.dumps(error.to_dict(), ensure_ascii=False)
        if len(self._rows) >= _MOST_KEPT:
            self._rows.clear()
        self._rows[rest] = found
        return found

    def _template(self, row: _Row, on: dt.date, regime: Regime) -> Template:
        late, early = on > LAST_KNOWN, on < row.released
        key = (*self._shared(row, regime), late, early, sum(end <= on for end, _ in self._screening.lapsed_stays))
        template = self._templates.get(key)
        if template is None:
            if len(self._templates) >= _MOST_KEPT:
                self._templates.clear()
                self._lines.clear()
            plain = plain_answer(answer_to(self._screening, replace(row.asked, on=on)), _MARKS)
            template = self._templates[key] = self._pieces(plain)
        row.templates[regime, late, early] = template
        return template

    def _pieces(self, plain: dict[str, Any]) -> Template:
        """The text of an answer in pieces, and which pieces are which field of a stamp.

        The lines of its reasons are shared by many answers, and each is put into text once.
        """
        reasons = ",".join([self._line(row) for row in plain["because"]])
        text = _dump({**plain, "because": _REASONS}).replace(f'"{_REASONS}"', f"[{reasons}]", 1)
        pieces = _MARK.split(text)
        return pieces, [(place, int(pieces[place])) for place in range(1, len(pieces), 2)]

    def _line(self, row: dict[str, Any]) -> str:
        known = self._lines.get(id(row))
        if known is None:
            known = self._lines[id(row)] = (row, _dump(row))
        return known[1]

    def _shared(self, row: _Row, regime: Regime) -> tuple[Any, ...]:
        """What is equal where two regimes give one answer: the provisions in reach, and the days around it."""
        place = regime.place(row.treated.destination, row.treated.headquarters)
        indices, provisions = regime.within(place)
        states = self._screening.signature(row.treated.item, regime)
        before, after = stretch_of(row.timeline, self._screening.law.index(regime.start))
        same = self._provisions.setdefault(provisions, provisions)
        fits = tuple([states[index] for index in indices])
        return row.asked.item, row.asked.parties, id(same), fits, id(row.timeline), before, after, row.alike


class _Row:
    """What a row asks, but for its day."""

    __slots__ = ("alike", "asked", "names", "released", "templates", "timeline", "treated")

    def __init__(self, screening: Screening, asked: Shipment) -> None:
        places = screening.law.places
        self.asked = asked
        self.treated = screening.treated(asked)
        self.timeline = screening.timeline(self.treated)
        self.alike = (asked.destination == asked.headquarters, self.treated.destination == "US")
        texts = (
            asked.destination,
            asked.headquarters,
            self.treated.destination,
            self.treated.headquarters,
            places.name_of(asked.destination),
            places.name_of(asked.headquarters),
        )
        self.names = tuple(json.dumps(each, ensure_ascii=False)[1:-1] for each in texts)
        self.released = asked.item.released or dt.date.min
        self.templates: dict[tuple[Regime, bool, bool], Template] = {}


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
