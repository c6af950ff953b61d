"""Dates as texts write them, resolved against the day of publication."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from oncurve.basis.span import add_months
from oncurve.claims.read.hedges import hedge_before
from oncurve.claims.read.numbers import read_number, starts_number
from oncurve.claims.read.tokens import Tokens, words
from oncurve.claims.read.words import MONTHS, WEEKDAYS

__all__ = ["DateMention", "find_dates"]

_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
_PARTS = words("early mid late middle end beginning start")
_UNITS = words("day days week weeks month months year years fortnight hours hour yrs decade")
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}
_YEAR_BEFORE = words(
    "in since by of from during until till before after for year and to - – ( , through early mid late the "
    "throughout or end than between around circa about fiscal into / :"
)


@dataclass(slots=True)
class DateMention:
    """A date at tokens `first` up to `end`; `iso` is a day, month, year or interval `a/b`; `grain` its kind."""

    first: int
    end: int
    iso: str
    grain: str
    approx: bool = False
    past: bool = False


def find_dates(tokens: Tokens, first: int, end: int, published: dt.date) -> list[DateMention]:
    """The dates of tokens `first` up to `end`, in order."""
    word = tokens.word
    found: list[DateMention] = []
    at = first
    while at < end:
        w = word[at]
        date = None
        if w[0].isdigit():
            date = _digits(tokens, at, end, published) or _ago(tokens, at, end, published, first)
        elif w in MONTHS:
            date = _month(tokens, at, end, published)
        elif w in _WORDS:
            date = _relative(tokens, at, end, published, first)
        elif starts_number(w):
            date = _ago(tokens, at, end, published, first)
        if date is None:
            at += 1
            continue
        found.append(date)
        at = max(date.end, at + 1)
    return _joined(tokens, found)


def _joined(tokens: Tokens, found: list[DateMention]) -> list[DateMention]:
    """`in November or December`, `between 2025 and 2027`: one interval of two dates of one grain."""
    out: list[DateMention] = []
    for date in found:
        last = out[-1] if out else None
        if (
            last is not None
            and last.grain == date.grain
            and date.first - last.end == 1
            and date.grain in ("month", "year", "day")
            and tokens.word[last.end] in ("or", "and", "to", "-", "–", "/")
            and not (
                tokens.word[last.end] == "and"
                and tokens.word[last.first - 1] != "between"
                and date.grain == "year"
                and False
            )
        ):
            first_iso = last.iso
            if last.grain == "month" and first_iso > date.iso:
                year, month = map(int, first_iso.split("-"))
                first_iso = f"{year - 1}-{month:02d}"
            out[-1] = DateMention(last.first, date.end, f"{first_iso}/{date.iso}", date.grain, last.approx)
        else:
            out.append(date)
    return out


def _year(raw: str) -> int | None:
    return int(raw) if len(raw) == 4 and raw.isdigit() and 1950 <= int(raw) <= 2100 else None


def _ordinal(tokens: Tokens, at: int, end: int) -> tuple[int, int] | None:
    """A day of the month: "18", "18th"."""
    raw = tokens.raw[at]
    if not (raw.isdigit() and 1 <= int(raw) <= 31 and len(raw) <= 2):
        return None
    if at + 1 < end and tokens.word[at + 1] in ("th", "st", "nd", "rd") and tokens.glued(at + 1):
        return int(raw), at + 2
    return int(raw), at + 1


def _digits(tokens: Tokens, at: int, end: int, published: dt.date) -> DateMention | None:
    raw, word = tokens.raw, tokens.word
    year = _year(raw[at])
    if (
        year is not None
        and at + 4 < end
        and word[at + 1] in "-/"
        and word[at + 3] == word[at + 1]
        and raw[at + 2].isdigit()
        and raw[at + 4].isdigit()
    ):
        month, day = int(raw[at + 2][:4]), int(raw[at + 4][:4])
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
            return DateMention(at, at + 5, f"{year}-{month:02d}-{day:02d}", "day")
    day_at = _ordinal(tokens, at, end)
    if day_at is not None:
        day, j = day_at
        if j < end and word[j] == "of":
            j += 1
        span = 0
        if (
            j + 1 < end
            and word[j] in ("-", "–", "to", "and")
            and raw[j + 1].isdigit()
            and j + 2 < end
            and word[j + 2] in MONTHS
        ):
            span, j = int(raw[j + 1][:2]), j + 2
        if j < end and word[j] in MONTHS and (raw[j][0].isupper() or word[j] not in ("may", "march")):
            return _day(tokens, at, j + 1, end, day, MONTHS[word[j]], published, span)
        return None
    if year is not None:
        following = word[at + 1] if at + 1 < end else ""
        before = word[at - 1] if at else ""
        if following in (
            "%",
            "gpus",
            "chips",
            "cards",
            "h100s",
            "a100s",
            "h800s",
            "tokens",
            "x",
            "parameters",
            "employees",
            "people",
            "tpus",
            "accelerators",
            "gpu",
            "nvidia",
            "of",
            "units",
            "mw",
            "megawatts",
            "gb",
            "w",
            "watts",
            "kw",
            "days",
            "hours",
            "million",
            "billion",
            "dollars",
            "yuan",
            "processors",
            "h20s",
            "ascend",
            "tops",
            "tflops",
            "teraflops",
            "in-house",
            "boards",
            "tpp",
            "employees",
        ):
            if not (following == "of" and before in _YEAR_BEFORE):
                return None
        if at and tokens.word[at - 1] in "$€£¥₹":
            return None
        if (
            before in _YEAR_BEFORE
            or before in MONTHS
            or at == 0
            or following in (",", ".", ")", ":", "'s", ";", "")
            or before in ("model", "calendar", "late", "edition", "last", "autumn", "spring", "summer", "winter")
        ):
            first = at
            if before in ("early", "late") or (before == "-" and at > 1 and word[at - 2] == "mid"):
                first = at - (2 if before == "-" else 1)
            elif before == "fiscal":
                return DateMention(at - 1, at + 1, f"FY{year}", "year")
            return DateMention(first, at + 1, str(year), "year")
        return DateMention(at, at + 1, str(year), "year") if 1990 <= year <= 2060 and following not in ("-",) else None
    return None


def _day(
    tokens: Tokens, first: int, j: int, end: int, day: int, month: int, published: dt.date, span: int = 0
) -> DateMention | None:
    word = tokens.word
    if j < end and word[j] == "." and tokens.glued(j):
        j += 1
    k = j + 1 if j < end and word[j] == "," else j
    year = _year(tokens.raw[k]) if k < end else None
    if year is not None:
        j = k + 1
    else:
        year = _nearest_year(month, day, published, _future(tokens, first, end))
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    if span:
        return DateMention(
            first, j, f"{date}/{date.replace(day=min(span, calendar.monthrange(year, month)[1]))}", "interval"
        )
    return DateMention(first, j, date.isoformat(), "day")


def _future(tokens: Tokens, at: int, end: int) -> bool:
    """Whether the words before say that the date is to come."""
    near = tokens.word[max(0, at - 14) : at]
    return bool(
        {"will", "'ll", "shall", "scheduled", "planned", "due", "plans", "upcoming", "next", "would"} & set(near)
    ) and tokens.word[at - 1 if at else 0] not in ("since",)


def _nearest_year(month: int, day: int, published: dt.date, future: bool) -> int:
    """The year that puts a bare date closest before publication, or after it where the text looks ahead."""
    candidate = (month, day)
    now = (published.month, published.day)
    if future:
        return published.year + (candidate < now)
    return published.year - (candidate > now)


def _month(tokens: Tokens, at: int, end: int, published: dt.date) -> DateMention | None:
    raw, word = tokens.raw, tokens.word
    if not raw[at][0].isupper():
        return None
    month = MONTHS[word[at]]
    j = at + 1
    if j < end and word[j] == "." and tokens.glued(j) and len(word[at]) <= 4 and word[at] != "may":
        j += 1
    day_at = (
        _ordinal(tokens, j, end)
        if j < end and raw[j][0].isdigit() and tokens.start[j] - tokens.end[j - 1] <= 2
        else None
    )
    if day_at is not None and (
        day_at[1] >= end
        or word[day_at[1]] not in ("%", "percent", "million", "billion", "gpus", "x", "times", "months", "years")
    ):
        return _day(tokens, at, day_at[1], end, day_at[0], month, published)
    k = j + 1 if j < end and word[j] in (",", "of", "-") else j
    year = _year(raw[k]) if k < end else None
    first = at
    if (at and word[at - 1] in _PARTS) or (at > 1 and word[at - 1] == "-" and word[at - 2] == "mid"):
        first = at - (2 if word[at - 1] == "-" else 1)
    if year is not None:
        return DateMention(first, k + 1, f"{year}-{month:02d}", "month")
    if word[at] in ("may", "march", "mar", "sun", "mon") and not (
        at
        and (
            word[at - 1] in _PARTS
            or word[at - 1]
            in (
                "in",
                "since",
                "by",
                "until",
                "last",
                "of",
                "and",
                "or",
                "from",
                "to",
                "during",
                "this",
                "next",
                "for",
                "-",
                "–",
            )
        )
    ):
        return None
    if at and word[at - 1] in ("last", "this", "next"):
        first = at - 1
    year = _nearest_year(month, 1, published, _future(tokens, at, end))
    return DateMention(first, j if j == at + 1 else j, f"{year}-{month:02d}", "month")


_WORDS = (
    words("today yesterday tomorrow tonight last this next on earlier overnight")
    | WEEKDAYS.keys()
    | _SEASONS.keys()
    | _QUARTERS.keys()
    | {"h1", "h2"}
)


def _iso_week(day: dt.date, weeks: int) -> str:
    monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=weeks)
    return f"{monday}/{monday + dt.timedelta(days=6)}"


def _relative(tokens: Tokens, at: int, end: int, published: dt.date, floor: int) -> DateMention | None:
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
        if (len(w) <= 4 and not tokens.raw[at][0].isupper()) or (
            w in ("sun", "sat", "mon", "wed", "fri") and not tokens.raw[at][0].isupper()
        ):
            return None
        back = (published.weekday() - WEEKDAYS[w]) % 7
        day = published - dt.timedelta(days=back)
        if at > floor and word[at - 1] == "next":
            day += dt.timedelta(days=7)
        first = at - (at > floor and word[at - 1] in ("last", "on", "this", "next"))
        return DateMention(first, at + 1, day.isoformat(), "day")
    if w in ("last", "this", "next", "earlier"):
        return _deictic(tokens, at, end, published)
    if w in _QUARTERS or w in _SEASONS or w in ("h1", "h2"):
        return _part_of_year(tokens, at, end, published)
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
    if unit == "week":
        return DateMention(first, at + 2, _iso_week(published, step), "interval", past=step < 0)
    if unit == "month":
        return DateMention(first, at + 2, add_months(published.replace(day=1), step).isoformat()[:7], "month")
    if unit == "year":
        return DateMention(first, at + 2, str(published.year + step), "year")
    if unit == "weekend":
        saturday = published - dt.timedelta(days=(published.weekday() - 5) % 7)
        return DateMention(first, at + 2, f"{saturday}/{saturday + dt.timedelta(days=1)}", "interval")
    if unit == "quarter":
        start = add_months(dt.date(published.year, (published.month - 1) // 3 * 3 + 1, 1), 3 * step)
        return DateMention(first, at + 2, f"{start.isoformat()[:7]}/{add_months(start, 2).isoformat()[:7]}", "interval")
    if unit in ("morning", "afternoon", "evening") and step == 0:
        return DateMention(first, at + 2, published.isoformat(), "day")
    if unit in _SEASONS:
        months = _SEASONS[unit]
        year = published.year + step if step > 0 else published.year - (step < 0 and months[0] >= published.month)
        return DateMention(
            first, at + 2, f"{year}-{months[0]:02d}/{year + (months[1] < months[0])}-{months[1]:02d}", "interval"
        )
    return None


def _part_of_year(tokens: Tokens, at: int, end: int, published: dt.date) -> DateMention | None:
    raw, word = tokens.raw, tokens.word
    w = word[at]
    j = at + 1
    if w in ("first", "second", "third", "fourth"):
        if j >= end or word[j] not in ("quarter", "half"):
            return None
        half = word[j] == "half"
        j += 1
    else:
        half = w in ("h1", "h2")
        if w in ("fall", "spring") and not (at and word[at - 1] in ("in", "the", "of", "last", "by", "since")):
            return None
    k = j + 1 if j < end and word[j] in ("of", ",") else j
    year = _year(raw[k]) if k < end else None
    if (
        year is None
        and (w in _SEASONS or w in ("first", "second", "third", "fourth"))
        and not (w in _SEASONS and at and word[at - 1] in ("last", "this", "in"))
    ):
        return None
    j = k + 1 if year is not None else j
    year = year or published.year
    if w in _SEASONS:
        months = _SEASONS[w]
        return DateMention(
            at, j, f"{year}-{months[0]:02d}/{year + (months[1] < months[0])}-{months[1]:02d}", "interval"
        )
    part = 1 if w in ("h1", "first") and half else 2 if half else _QUARTERS[w]
    size = 6 if half else 3
    start = dt.date(year, size * (part - 1) + 1, 1)
    return DateMention(at, j, f"{start.isoformat()[:7]}/{add_months(start, size - 1).isoformat()[:7]}", "interval")


def _ago(tokens: Tokens, at: int, end: int, published: dt.date, floor: int) -> DateMention | None:
    """`three weeks ago`, `about a month ago`, `9 to 12 months ago`, `two years later` is none."""
    word = tokens.word
    stop = min(end, at + 9)
    if not any(w in ("ago", "earlier", "back") for w in word[at + 1 : stop]):
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
    if j + 1 >= end or word[j] not in _UNITS or low is None or high is None:
        return None
    unit = word[j].rstrip("s")
    k = j + 1
    if word[k : k + 2] in (["or", "so"],):
        k += 2
    if k >= end or word[k] != "ago" or max(low, high) > 200:
        return None
    hedge, first = hedge_before(tokens, at, floor)
    early, late = _back(published, high, unit), _back(published, low, unit)
    grain = (
        "day" if unit in ("day", "hour") else ("interval" if unit == "week" else "month" if unit != "year" else "year")
    )
    size = {"day": 10, "interval": 10, "month": 7, "year": 4}[grain]
    iso = late.isoformat()[:size] if early == late else f"{early.isoformat()[:size]}/{late.isoformat()[:size]}"
    return DateMention(first, k + 1, iso, grain, hedge is not None or early != late, past=True)


def _back(published: dt.date, amount: float, unit: str) -> dt.date:
    if unit in ("month", "year", "decade"):
        return add_months(published, -round(amount * {"month": 1, "year": 12, "decade": 120}[unit]))
    days = amount * {"day": 1.0, "week": 7.0, "fortnight": 14.0}.get(unit, 0.0)
    return published - dt.timedelta(days=round(days))
