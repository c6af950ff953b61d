"""Dates said by their distance from the day of publication, and parts of years."""

from __future__ import annotations

import datetime as dt

from oncurve.basis.span import add_months
from oncurve.claims.read.day import QUARTERS, SEASONS, SPANS, DateMention, lean, year_of
from oncurve.claims.read.hedges import hedge_before
from oncurve.claims.read.numbers import read_number, starts_number
from oncurve.claims.read.tokens import Tokens, words
from oncurve.claims.read.words import WEEKDAYS

__all__ = ["OPENERS", "ago", "relative"]

OPENERS = (
    words("today yesterday tomorrow tonight last this next on earlier overnight coming weekend day end")
    | WEEKDAYS.keys()
    | SEASONS.keys()
    | QUARTERS.keys()
    | {"h1", "h2"}
)


def _iso_week(day: dt.date, weeks: int) -> str:
    monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=weeks)
    sunday = monday + dt.timedelta(days=6)
    if weeks == -1 and day.weekday() == sunday.weekday():  # if weeks begin on Sundays, the last ended yesterday
        sunday = day - dt.timedelta(days=1)
    return f"{monday}/{sunday}"


def relative(tokens: Tokens, at: int, end: int, published: dt.date, floor: int) -> DateMention | None:
    """A date said from the day of publication ("yesterday", "next March"), or a part of a year."""
    word = tokens.word
    w = word[at]
    nxt = word[at + 1] if at + 1 < end else ""
    if w in ("today", "tonight"):
        return None if nxt == "'s" else DateMention(at, at + 1, published.isoformat(), "day")
    if w in ("yesterday", "overnight"):
        return DateMention(at, at + 1, (published - dt.timedelta(days=1)).isoformat(), "day")
    if w == "tomorrow":
        return DateMention(at, at + 1, (published + dt.timedelta(days=1)).isoformat(), "day")
    if w in WEEKDAYS:
        if len(w) < 4 and not tokens.raw[at][0].isupper():
            return None
        back = (published.weekday() - WEEKDAYS[w]) % 7
        day = published - dt.timedelta(days=back)
        if (at > floor and word[at - 1] == "next") or (back and lean(tokens, at, end) > 0 and word[at - 1] != "last"):
            day += dt.timedelta(days=7)
        first = at - (at > floor and word[at - 1] in ("last", "on", "this", "next"))
        return DateMention(first, at + 1, day.isoformat(), "day")
    if w in ("last", "this", "next", "earlier"):
        return _deictic(tokens, at, end, published)
    if w in ("coming", "weekend", "day", "end"):
        return _of_the_calendar(word, at, published)
    if w in QUARTERS or w in SEASONS or w in ("h1", "h2"):
        return _part_of_year(tokens, at, end, published)
    return None


def _of_the_calendar(word: list[str], at: int, published: dt.date) -> DateMention | None:
    """`in the coming weeks`, `over the weekend`, `by year-end`, `the end of the year`, `the day before`."""
    before, after = word[at - 1 : at], word[at + 1 : at + 2]
    if word[at] == "coming" and before == ["the"] and after in (["days"], ["weeks"], ["months"]):
        months = 1 if after != ["months"] else _SOME
        start = published.isoformat()[:7]
        iso = f"{start}/{add_months(published.replace(day=1), months).isoformat()[:7]}"
        return DateMention(at - 2 if word[at - 2 : at - 1] == ["in"] else at - 1, at + 2, iso, "interval", approx=True)
    if word[at] == "weekend" and word[at - 2 : at] in (["over", "the"], ["at", "the"]):
        saturday = published - dt.timedelta(days=(published.weekday() - 5) % 7)
        return DateMention(at - 2, at + 1, f"{saturday}/{saturday + dt.timedelta(days=1)}", "interval")
    if word[at - 2 : at + 1] == ["year", "-", "end"] and word[at - 3 : at - 2] in (["by"], ["at"], ["before"]):
        return DateMention(at - 3, at + 1, f"{published.year}-12", "month")
    if word[at : at + 4] == ["end", "of", "the", "year"] and word[at + 4 : at + 5] != ["before"]:
        return DateMention(at - 1 if before == ["the"] else at, at + 4, f"{published.year}-12", "month")
    if word[at - 1 : at + 2] == ["the", "day", "before"] and word[at + 2 : at + 3] in ([","], ["."], [";"]):
        return DateMention(at - 1, at + 2, (published - dt.timedelta(days=2)).isoformat(), "day", approx=True)
    return None


def _deictic(tokens: Tokens, at: int, end: int, published: dt.date) -> DateMention | None:
    word = tokens.word
    first = at
    if word[at] == "earlier":
        at += 1
        if at >= end or word[at] != "this":
            return None
    step = {"last": -1, "this": 0, "next": 1}[word[at]]
    unit = word[at + 1] if at + 1 < end else ""
    if unit == "night" and step < 0:
        return DateMention(first, at + 2, (published - dt.timedelta(days=1)).isoformat(), "day")
    if unit == "week":
        return DateMention(first, at + 2, _iso_week(published, step), "interval", past=step < 0)
    if unit == "month":
        return DateMention(first, at + 2, add_months(published.replace(day=1), step).isoformat()[:7], "month")
    if unit == "year":
        return DateMention(first, at + 2, str(published.year + step), "year")
    if unit == "weekend":
        saturday = published - dt.timedelta(days=(published.weekday() - 5) % 7)
        return DateMention(first, at + 2, f"{saturday}/{saturday + dt.timedelta(days=1)}", "interval")
    if unit in ("quarter", "half") and step < 0 and (told := _last_of(tokens, first, end, published)) is not None:
        return told
    if unit == "quarter":
        start = add_months(dt.date(published.year, (published.month - 1) // 3 * 3 + 1, 1), 3 * step)
        return DateMention(first, at + 2, f"{start.isoformat()[:7]}/{add_months(start, 2).isoformat()[:7]}", "interval")
    this_day = unit == "day" and word[first - 1 : first] == ["on"]
    if step == 0 and (this_day or unit in ("morning", "afternoon", "evening")):
        return DateMention(first, at + 2, published.isoformat(), "day")
    if unit in SEASONS:
        months = SEASONS[unit]
        year = published.year + step if step > 0 else published.year - (step < 0 and months[0] >= published.month)
        return DateMention(
            first, at + 2, f"{year}-{months[0]:02d}/{year + (months[1] < months[0])}-{months[1]:02d}", "interval"
        )
    return None


_SOME = 3
_OF_YEAR = {"last": -1, "this": 0, "next": 1}
_LEADS = words("in the of last by since this for until from during its")


def _last_of(tokens: Tokens, at: int, end: int, published: dt.date) -> DateMention | None:
    """`the last quarter of 2022`, `the last half of 2025`: the end of a year that is named."""
    year, stop = _year_after(tokens, at + 2, end, published)
    if year is None:
        return None
    months = (7, 12) if tokens.word[at + 1] == "half" else (10, 12)
    return DateMention(at, stop, f"{year}-{months[0]:02d}/{year}-{months[1]:02d}", "interval")


def _part_of_year(tokens: Tokens, at: int, end: int, published: dt.date) -> DateMention | None:
    """`Q3 2025`, `the second half of next year`, `this spring`, `the third quarter`."""
    word = tokens.word
    w = word[at]
    before = word[at - 1] if at else ""
    j = at + 1
    half = w in ("h1", "h2")
    if w in ("first", "second", "third", "fourth", "final"):
        if j >= end or word[j] not in ("quarter", "half"):
            return None
        half, j = word[j] == "half", j + 1
    elif w in SEASONS and before not in _LEADS and (j >= end or year_of(tokens.raw[j]) is None):
        return None
    fiscal = _fiscal_after(tokens, j, end) or (_fiscal_at(tokens, j, end) if before == "fiscal" else None)
    if fiscal is not None:  # whose months only the firm's calendar tells
        return DateMention(at - (before == "fiscal"), fiscal[1], f"FY{fiscal[0]}", "year")
    year, stop = _year_after(tokens, j, end, published)
    if year is None and w not in SEASONS and before not in _LEADS and w not in ("q1", "q2", "q3", "q4", "h1", "h2"):
        return None
    months = SEASONS[w] if w in SEASONS else _span(w, half=half)
    if year is None:
        ahead = lean(tokens, at, end)
        year = published.year - (ahead < 0 and months[0] > published.month)
        year += ahead > 0 and months[1] < published.month
    wraps = months[1] < months[0]
    return DateMention(at, stop, f"{year}-{months[0]:02d}/{year + wraps}-{months[1]:02d}", "interval")


def _fiscal_after(tokens: Tokens, j: int, end: int) -> tuple[int, int] | None:
    """The fiscal year named after a quarter, and where it ends: "of fiscal 2026", "FY2026"."""
    word = tokens.word
    k = j
    while k < end and k - j < _FEW and word[k] in _TO_FISCAL:
        k += 1
    if k < end and word[k].startswith("fy") and word[k][2:].isdecimal():
        number = int(word[k][2:])
        return (number + _CENTURY if number < _SHORT else number), k + 1
    if k >= end or word[k] not in ("fiscal", "fy"):
        return None
    return _fiscal_at(tokens, k + 1 + (word[k + 1 : k + 2] == ["year"]), end)


def _fiscal_at(tokens: Tokens, k: int, end: int) -> tuple[int, int] | None:
    """The year at a token, with what stands before it passed over."""
    k += k < end and tokens.word[k] in ("of", ",", "year")
    year = year_of(tokens.raw[k]) if k < end else None
    return None if year is None else (year, k + 1)


_FEW, _SHORT, _CENTURY = 3, 100, 2000
_TO_FISCAL = words("of its the in for ,")


def _span(part: str, *, half: bool) -> tuple[int, int]:
    """The first and last month of a quarter or half."""
    size = 6 if half else 3
    number = (1 if part in ("h1", "first") else 2) if half else QUARTERS[part]
    return size * (number - 1) + 1, size * number


def _year_after(tokens: Tokens, j: int, end: int, published: dt.date) -> tuple[int | None, int]:
    """The year that the words after a part of a year name, and where they end."""
    word = tokens.word
    k = j + 1 if j < end and word[j] in ("of", ",", "in") else j
    year = year_of(tokens.raw[k]) if k < end else None
    if year is not None:
        return year, k + 1
    if k > j and k + 1 < end and word[k] in _OF_YEAR and word[k + 1] == "year":
        return published.year + _OF_YEAR[word[k]], k + 2
    return None, j


def ago(tokens: Tokens, at: int, end: int, published: dt.date, floor: int) -> DateMention | None:
    """`three weeks ago`, `about a month ago`, `9 to 12 months ago`, `two years later` is none."""
    word = tokens.word
    stop = min(end, at + 9)
    if not any(w in ("ago", "earlier", "back", "old") for w in word[at + 1 : stop]):
        return None
    a = read_number(tokens, at, end)
    j = a.end if a is not None else at + 1
    if a is None and word[at] not in ("a", "an"):
        return None
    low = (a.value if a.value is not None else a.low) if a is not None else 1.0
    high = (a.value if a.value is not None else a.high) if a is not None else 1.0
    if j + 1 < end and word[j] in ("to", "-", "–", "or", "and") and starts_number(word[j + 1]):
        b = read_number(tokens, j + 1, end)
        if b is not None:
            high, j = (b.value if b.value is not None else b.high), b.end
    if j < end and word[j] in ("short", "full", "long", "or"):
        j += 1
    if j + 1 >= end or word[j] not in SPANS or low is None or high is None:
        return None
    unit = word[j].rstrip("s")
    k = j + 1
    if word[k : k + 2] == ["or", "so"]:
        k += 2
    young = k < end and word[k] == "old" and unit in ("day", "week", "month")
    if k >= end or (word[k] != "ago" and not young) or max(low, high) > 200:
        return None
    hedge, first = hedge_before(tokens, at, floor)
    early, late = _back(published, high, unit), _back(published, low, unit)
    grain = (
        "day" if unit in ("day", "hour") else ("interval" if unit == "week" else "month" if unit != "year" else "year")
    )
    size = {"day": 10, "interval": 10, "month": 7, "year": 4}[grain]
    if early == late and (told := _same_day(word[k + 1 : k + 3], late)) is not None:
        return DateMention(first, k + 1 + told[1], told[0], "interval", hedge is not None, past=True)
    iso = late.isoformat()[:size] if early == late else f"{early.isoformat()[:size]}/{late.isoformat()[:size]}"
    return DateMention(first, k + 1, iso, grain, hedge is not None or early != late, past=True)


def _same_day(after: list[str], day: dt.date) -> tuple[str, int] | None:
    """The part of the year that `a year ago today`, `a year ago this week` means, and how many words say so."""
    if after[:1] == ["today"]:
        return day.isoformat(), 1
    if after == ["this", "week"]:
        return _iso_week(day, 0), 2
    return (day.isoformat()[:7], 2) if after == ["this", "month"] else None


def _back(published: dt.date, amount: float, unit: str) -> dt.date:
    if unit in ("month", "year", "decade"):
        return add_months(published, -round(amount * {"month": 1, "year": 12, "decade": 120}[unit]))
    days = amount * {"day": 1.0, "week": 7.0, "fortnight": 14.0}.get(unit, 0.0)
    return published - dt.timedelta(days=round(days))
