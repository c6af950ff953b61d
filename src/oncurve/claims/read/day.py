"""A date in a text, and the words of the calendar."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from oncurve.claims.read.tokens import Tokens, words

__all__ = ["PARTS", "QUARTERS", "SEASONS", "SPANS", "DateMention", "clock_end", "lean", "nearest_year", "year_of"]

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
PARTS = words("early mid late middle end beginning start")
SPANS = words("day days week weeks month months year years fortnight hours hour yrs decade")
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}


class DateMention(Struct):
    """A date at tokens `first` up to `end`; `iso` is a day, month, year or interval `a/b`; `grain` its kind."""

    first: int
    end: int
    iso: str
    grain: str
    approx: bool = False
    past: bool = False


def year_of(raw: str) -> int | None:
    """The year that a token is, or None."""
    return int(raw) if len(raw) == 4 and raw.isdecimal() and 1950 <= int(raw) <= 2100 else None


_AHEAD = words(
    "will 'll shall scheduled planned due plans upcoming next would promised promises expected expects slated coming "
    "ready until ships arrives launches opens track hopes aims pencilled target targeted set going soon should "
    "begins starts follows follow"
)
_BEHIND = words(
    "was were had did came went began ran took made since ago last fell rose sold built wrote gave got saw "
    "held kept left found cost put cut hit let lost won shed sank slid became sent spent led met paid grew drew broke "
    "spoke chose drove stood thought brought bought caught felt meant swung shrank struck shot flew wiped laid"
)
#: verbs that tell when something was said, not when it happens
_SAID = words("said told added wrote announced reported confirmed noted posted")
#: present forms that look ahead after what comes ("deliveries start in October")
_COMES = words("start begin drop ship open arrive launch land")
_REACH = 14
_NEAR = 2
#: how far before a day the "by" that it ends may stand: "by the end of January"
_NEAR_BY = 5
#: tokens of a bare day or month and the comma after it
_SHORT = 4
_ENDS = words("; . ! ? : ( ) |")
_SOON = 45
_HALF_YEAR = 183

_NEAR_VERB = 8
_PAST = words("was were had could sold flowed remained stayed")
_STILL = words("will is are may can scheduled due")


def lean(tokens: Tokens, at: int, end: int) -> int:
    """Whether the words around a date look ahead (1), back (-1), or neither (0).

    The nearest word tells, up to the end of the date's clause after it and of its sentence before it.
    """
    word = tokens.word
    if at and (word[at - 1] in ("since", "last") or (word[at - 1] == "until" and _was(word, at))):
        return -1
    if "by" in word[max(0, at - _NEAR_BY) : at] and _had_been(word, at, end):
        return -1
    open_before = open_after = True
    pause = _pause(word, at)
    for step in range(1, _REACH):
        k = at - step
        if open_before and k >= 0:
            open_before = word[k] not in _ENDS
            turn = _turn(word, k, near=step <= _NEAR)
            if open_before and turn:
                return turn
        k = at + step
        if open_after and k < end and k != pause and step <= (_REACH if pause else _REACH // 2):
            open_after = word[k] not in _ENDS and word[k] not in (",", "as", "—", "–", "and", "but")
            turn = _turn(word, k, near=False)
            if open_after and turn:
                return turn
    return -1 if _was_told(word, at) else 0


def _was_told(word: list[str], at: int) -> bool:
    """Whether a date is that on which something was told: "told firms in September to stop"."""
    k = at - 1
    while k >= max(at - _NEAR_BY, 0) and word[k] not in _ENDS and word[k] not in ("that", ","):
        if word[k] in _SAID:
            return True
        k -= 1
    return False


def _had_been(word: list[str], at: int, end: int) -> bool:
    """Whether what a day ends is told in the pluperfect: "by the end of January, eleven had trained one"."""
    for steps in (range(at - 1, max(at - _REACH, -1), -1), range(at + 1, min(at + _REACH, end))):
        for k in steps:
            if word[k] in _ENDS:
                break
            if word[k] == "had":
                return True
    return False


def _pause(word: list[str], at: int) -> int:
    """Where the comma stands that parts a date at the head of a sentence from what happened on it; 0 for none.

    "On January 27, the stock fell": what follows the comma is what the date is of.
    """
    opens = word[at - 1 : at] in (["on"], ["in"], ["by"]) and (at < _NEAR or word[at - _NEAR] in _ENDS)
    return next((k for k in range(at + 1, at + _SHORT) if word[k : k + 1] == [","]), 0) if opens else 0


def _was(word: list[str], at: int) -> bool:
    """Whether what lasted until a date is told as past: "which was legal until April"."""
    near = word[max(0, at - _NEAR_VERB) : at - 1]
    return not _PAST.isdisjoint(near) and _STILL.isdisjoint(near)


def _turn(word: list[str], k: int, *, near: bool) -> int:
    """Whether one word looks ahead or back."""
    w = word[k]
    before = word[k - 1] if k else ""
    if w == "going" and "set" in word[max(0, k - _REACH) : k]:
        return -1  # "set the training going on 11 March"
    if w in _AHEAD or (w == "to" and before in ("is", "are")):
        return 1
    if w in _COMES and before not in ("to", "did", "not", "the", "a") and before.endswith("s"):
        return 1
    if w in _SAID:
        return -1 if near else 0
    return -1 if w in _BEHIND or (w.endswith("ed") and len(w) > len("need")) else 0


def nearest_year(month: int, day: int, published: dt.date, lean: int) -> int:
    """The year of a bare date: the last one before publication, or the next where the text looks ahead."""
    candidate, now = (month, day), (published.month, published.day)
    if lean > 0:
        return published.year + (candidate < now)
    back = published.year - (candidate > now)
    if lean == 0:
        last = (published.month - month) % 12 * 30 + published.day - day
        ahead = (month - published.month) % 12 * 30 + day - published.day
        if 0 < ahead < _SOON or (last > _HALF_YEAR and ahead > 0):
            return published.year + (candidate < now)
    return back


_TWO, _LAST_HOUR, _LAST_MINUTE = 2, 24, 59


def clock_end(tokens: Tokens, at: int, end: int) -> int | None:
    """Where a time of the day ends that begins at a token: "12:01 a.m."; None where there is none."""
    word = tokens.word
    if at + 2 >= end or not (tokens.glued(at + 1) and tokens.glued(at + 2)):
        return None
    hours, minutes = word[at], word[at + 2]
    digits = hours.isdecimal() and minutes.isdecimal() and len(hours) <= _TWO and len(minutes) == _TWO
    return at + 3 if digits and int(hours) <= _LAST_HOUR and int(minutes) <= _LAST_MINUTE else None
