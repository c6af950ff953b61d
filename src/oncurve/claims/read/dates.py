"""Dates as texts write them, resolved against the day of publication."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from oncurve.basis.span import add_months
from oncurve.claims.read.day import PARTS, DateMention, lean, nearest_year, year_of
from oncurve.claims.read.numbers import starts_number
from oncurve.claims.read.relative_dates import OPENERS, ago, relative
from oncurve.claims.read.tokens import Tokens, words
from oncurve.claims.read.words import MONTHS, WEEKDAYS

__all__ = ["find_dates"]

_YEAR_BEFORE = words(
    "in since by of from during until till before after for year and to - – ( , through early mid late the "
    "throughout or end than between around circa about fiscal into / :"
)


_ALSO_WORDS = words("may march mar sun mon")
_LEADS = words("in since by until last of and or from to during this next for - – says due")

#: what joins two dates to one interval
_JOINS = words("or and to through until till - – /")
#: months of a quarter before its last
_MONTHS_BEFORE = 2


def find_dates(tokens: Tokens, first: int, end: int, published: dt.date) -> list[DateMention]:
    """The dates of tokens `first` up to `end`, in order."""
    word = tokens.word
    found: list[DateMention] = []
    at = first
    while at < end:
        w = word[at]
        date = None
        if w[0].isdigit():
            date = _digits(tokens, at, end, published) or ago(tokens, at, end, published, first)
        elif w in MONTHS:
            date = _month(tokens, at, end, published)
        elif w in OPENERS:
            date = relative(tokens, at, end, published, first)
        elif starts_number(w):
            date = ago(tokens, at, end, published, first)
        if date is None:
            at += 1
            continue
        found.append(date)
        at = max(date.end, at + 1)
    return _joined(tokens, found)


def _joined(tokens: Tokens, found: list[DateMention]) -> list[DateMention]:
    """`in November or December`, `between 2025 and 2027`: one interval of two; `Wednesday (Jan. 29)`: one day."""
    out: list[DateMention] = []
    for date in found:
        last = out[-1] if out else None
        if last is not None and _is_its_date(tokens, last, date):
            closed = tokens.word[last.end] == "("
            out[-1] = DateMention(last.first, date.end + closed, date.iso, "day", date.approx)
        elif (
            last is not None
            and last.grain == date.grain
            and date.first - last.end == 1
            and date.grain in ("month", "year", "day")
            and tokens.word[last.end] in _JOINS
            and (tokens.word[last.end] != "and" or "between" in tokens.word[max(0, last.first - 2) : last.first])
        ):
            first_iso = last.iso
            unsaid = not any(year_of(raw) for raw in tokens.raw[last.first : last.end])
            if last.grain == "day" and unsaid:  # "11 March to 6 July 2022"
                first_iso = date.iso[:4] + first_iso[4:]
            if last.grain != "year" and first_iso > date.iso and unsaid:
                first_iso = f"{int(date.iso[:4]) - 1}{first_iso[4:]}"
            out[-1] = DateMention(last.first, date.end, f"{first_iso}/{date.iso}", date.grain, last.approx)
        else:
            out.append(date)
    return out


def _is_its_date(tokens: Tokens, day: DateMention, date: DateMention) -> bool:
    """Whether a day of the week is followed by its date: `Wednesday (Jan. 29)`, `Thursday 18 July`, `Friday, May 2`."""
    between, after = tokens.word[day.end : date.first], tokens.word[date.end : date.end + 1]
    return (tokens.word[day.end - 1] in WEEKDAYS and date.grain == "day"
            and (between in ([], [","], ["the"]) or (between, after) == (["("], [")"])))


def _ordinal(tokens: Tokens, at: int, end: int) -> tuple[int, int] | None:
    """A day of the month: "18", "18th"."""
    raw = tokens.raw[at]
    if len(raw) > 2 or not raw.isdecimal() or not 1 <= int(raw) <= 31:
        return None
    if at + 1 < end and tokens.word[at + 1] in ("th", "st", "nd", "rd") and tokens.glued(at + 1):
        return int(raw), at + 2
    return int(raw), at + 1


def _digits(tokens: Tokens, at: int, end: int, published: dt.date) -> DateMention | None:
    """A date that begins with digits: "2025-01-27", "18th of March", "2024"."""
    year = year_of(tokens.raw[at])
    if year is None:
        return _day_first(tokens, at, end, published)
    return _iso(tokens, at, end, year) or _bare_year(tokens, at, end, year)


def _iso(tokens: Tokens, at: int, end: int, year: int) -> DateMention | None:
    raw, word = tokens.raw, tokens.word
    if at + 4 >= end or word[at + 1] not in "-/" or word[at + 3] != word[at + 1]:
        return None
    if not (raw[at + 2].isdecimal() and raw[at + 4].isdecimal()):
        return None
    month, day = int(raw[at + 2][:4]), int(raw[at + 4][:4])
    if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return DateMention(at, at + 5, f"{year}-{month:02d}-{day:02d}", "day")
    return None


def _day_first(tokens: Tokens, at: int, end: int, published: dt.date) -> DateMention | None:
    raw, word = tokens.raw, tokens.word
    eastern = _eastern(tokens, at, end, published)
    if eastern is not None:
        return eastern
    day_at = _ordinal(tokens, at, end)
    if day_at is None:
        return None
    day, j = day_at
    if j == at + 2 and word[at - 1 : at] == ["the"] and (j >= end or (word[j] not in MONTHS and word[j] != "of")):
        return _ordinal_day(tokens, at, end, published, day)
    if j < end and word[j] == "of":
        j += 1
    span = 0
    if j + 2 < end and word[j] in ("-", "–", "to", "and") and raw[j + 1].isdigit() and word[j + 2] in MONTHS:
        span, j = int(raw[j + 1][:2]), j + 2
    if j < end and word[j] in MONTHS and (raw[j][0].isupper() or word[j] not in ("may", "march")):
        return _day(tokens, (at, j + 1, end), (day, MONTHS[word[j]]), published, span)
    return None


_EASTERN = re.compile(r"月(?:(\d{1,2})[日号])?")


def _eastern(tokens: Tokens, at: int, end: int, published: dt.date) -> DateMention | None:
    """`2月17日`, `5月`."""
    found = _EASTERN.match(tokens.raw[at + 1]) if at + 1 < end and tokens.glued(at + 1) else None
    if found is None or not tokens.raw[at].isdecimal() or not 1 <= int(tokens.raw[at][:3]) <= 12:
        return None
    month, day = int(tokens.raw[at]), int(found.group(1) or 1)
    year = nearest_year(month, day, published, lean(tokens, at, end))
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    iso = f"{year}-{month:02d}"
    return DateMention(at, at + 2, f"{iso}-{day:02d}" if found.group(1) else iso, "day" if found.group(1) else "month")


def _ordinal_day(tokens: Tokens, at: int, end: int, published: dt.date, day: int) -> DateMention | None:
    """`on the 24th`: of the month of publication, or of the one before or after it."""
    if tokens.word[at - 2 : at - 1] not in (["on"], ["due"], ["by"], ["from"], ["until"], ["since"]):
        return None
    ahead = lean(tokens, at, end)
    month = published.replace(day=1)
    if ahead > 0 and day < published.day:
        month = add_months(month, 1)
    elif ahead <= 0 and day > published.day:
        told = _month_told(tokens, at)
        month = add_months(month, -1 if ahead < 0 or told == add_months(month, -1).month else 0)
    if day > calendar.monthrange(month.year, month.month)[1]:
        return None
    return DateMention(at - 1, at + 2, month.replace(day=day).isoformat(), "day")


def _month_told(tokens: Tokens, at: int) -> int | None:
    """The month that is named last before a place of the text."""
    return next((MONTHS[word] for word in reversed(tokens.word[max(at - _EARLIER, 0) : at]) if word in MONTHS), None)


#: how far back a month may be named whose days are told after it
_EARLIER = 60
#: what follows a number of four digits that is no year
_COUNTED = words(
    "% gpus chips cards h100s a100s h800s tokens x parameters employees people tpus accelerators gpu nvidia of units "
    "mw megawatts gb w watts kw days hours million billion dollars yuan processors h20s ascend tops tflops teraflops "
    "in-house boards tpp"
)


_YEAR_PARTS = {"early": "{0}-01/{0}-03", "late": "{0}-10/{0}-12"}
_YEAR_PARTS |= {"start": "{0}-01", "beginning": "{0}-01", "end": "{0}-12"}


def _part_words(word: list[str], at: int) -> tuple[int, str] | None:
    """`early 2026`, `early in 2026`, `the end of 2026`: where the words begin, and which months they mean."""
    if at >= 1 and word[at - 1] in ("early", "late"):
        return at - 1, _YEAR_PARTS[word[at - 1]]
    if at >= 2 and word[at - 2] in _YEAR_PARTS and word[at - 1] in ("in", "of"):
        return at - 2, _YEAR_PARTS[word[at - 2]]
    return None


def _acts(word: list[str], at: int, end: int) -> bool:
    """Whether a maker that follows a year does something in it ("by 2027 Nvidia will"), and is not what is counted."""
    after = word[at + 2] if at + 2 < end else ""
    one, two = word[at - 1 : at], word[at - 2 : at - 1]
    told = one in (["in"], ["by"], ["since"], ["until"], ["during"]) or \
        (one == ["of"] and two in (["end"], ["start"], ["beginning"])) or \
        (one in (["to"], ["and"], ["through"]) and bool(two) and year_of(two[0]) is not None)
    return told and word[at + 1] == "nvidia" and after.isalpha() and after not in _COUNTED


def _bare_year(tokens: Tokens, at: int, end: int, year: int) -> DateMention | None:
    word = tokens.word
    following = word[at + 1] if at + 1 < end else ""
    before = word[at - 1] if at else ""
    if following in _COUNTED and not (following == "of" and before in _YEAR_BEFORE) and not _acts(word, at, end):
        return None
    if at and before in "$€£¥₹":
        return None
    if before == "fiscal" or (before == "year" and at > 1 and tokens.word[at - 2] == "fiscal"):
        return DateMention(at - 1 - (before == "year"), at + 1, f"FY{year}", "year")
    first = at
    if before in ("early", "late"):
        first = at - 1
    elif before == "-" and at > 1 and word[at - 2] == "mid":
        first = at - 2
    part = _part_words(word, at)
    if part is not None:
        return DateMention(part[0], at + 1, part[1].format(year), "interval")
    if first < at or before in _YEAR_BEFORE or 1990 <= year <= 2060:
        return DateMention(first, at + 1, str(year), "year")
    return None


def _day(
    tokens: Tokens, place: tuple[int, int, int], of: tuple[int, int], published: dt.date, span: int = 0
) -> DateMention | None:
    """The day `of` (day, month) whose words stand at `place` (first, end so far, limit)."""
    word = tokens.word
    (first, j, end), (day, month) = place, of
    if j < end and word[j] == "." and tokens.glued(j):
        j += 1
    k = j + 1 if j < end and word[j] == "," else j
    year = year_of(tokens.raw[k]) if k < end else None
    if year is not None:
        j = k + 1
    elif word[j : j + 2] in (["last", "year"], ["this", "year"], ["next", "year"]):
        year = published.year + {"last": -1, "this": 0, "next": 1}[word[j]]
        j += 2
    else:
        year = nearest_year(month, day, published, lean(tokens, first, end))
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    if span:
        return DateMention(
            first, j, f"{date}/{date.replace(day=min(span, calendar.monthrange(year, month)[1]))}", "interval"
        )
    return DateMention(first, j, date.isoformat(), "day")


def _month(tokens: Tokens, at: int, end: int, published: dt.date) -> DateMention | None:
    raw, word = tokens.raw, tokens.word
    month = MONTHS[word[at]]
    if not raw[at][0].isupper() and (word[at] in _ALSO_WORDS or len(word[at]) < 3):
        following = raw[at + 1] if at + 1 < end else ""
        if year_of(following) is None:
            return None
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
        return _day(tokens, (at, day_at[1], end), (day_at[0], month), published)
    k = j + 1 if j < end and word[j] in (",", "of", "-", "/") else j
    year = year_of(raw[k]) if k < end else None
    first = at
    if (at and word[at - 1] in PARTS) or (at > 1 and word[at - 1] == "-" and word[at - 2] == "mid"):
        first = at - (2 if word[at - 1] == "-" else 1)
    if year is not None:
        return DateMention(first, k + 1, f"{year}-{month:02d}", "month")
    if word[at] in _ALSO_WORDS and not (
        at
        and (
            word[at - 1] in PARTS
            or word[at - 1] in _LEADS
        )
    ):
        return None
    if at and word[at - 1] in ("last", "this", "next"):
        first = at - 1
    if word[j : j + 1] == ["of"] and word[j + 1 : j + 3] in (["last", "year"], ["next", "year"], ["this", "year"]):
        year = published.year + {"last": -1, "this": 0, "next": 1}[word[j + 1]]
        return DateMention(first, j + 3, f"{year}-{month:02d}", "month")
    ahead = lean(tokens, at, end)
    year = nearest_year(month, published.day if month == published.month else 1, published, ahead)
    if word[j : j + 1] == ["quarter"]:
        return DateMention(first, j + 1, _quarter_to(year, month), "interval")
    return DateMention(first, j, f"{year}-{month:02d}", "month")


def _quarter_to(year: int, month: int) -> str:
    """The three months that end with one, as firms name their quarters: "the September quarter"."""
    begin = month - _MONTHS_BEFORE
    return f"{year if begin > 0 else year - 1}-{(begin - 1) % 12 + 1:02d}/{year}-{month:02d}"

