"""Days of a passage that cannot all hold: the wrong order, the wrong time between, or a past that is still to come."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from oncurve.claims.consistency.slip import Slip
from oncurve.claims.passage import Amount, Day, Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say_day, say_span

__all__ = ["sequence"]

_FUTURE = Pattern(
    r"\b(?:will|'ll|shall|plan(?:s|ned)?|announced for|due|expect\w*|forecast\w*|predict\w*|to be|set to|"
    r"may|might|could|would|should|aims?|target\w*|guid\w*|schedul\w*|promis\w*|hopes?|"
    r"intend\w*|slated|deadline|next|coming|if|ends?|expires?|from now)\b",
    re.IGNORECASE,
)
_PAST = Pattern(
    r"\b(?:came|appeared|released?|launched|published|fell|rose|took|has|have|had|was|were|went|brought|cut|"
    r"arrived|followed|estimated|reported|reports|said|wrote|unveiled|introduced|shipped|dates|trained|"
    r"started|began|ended|stopped|put|lost|gained|since|out)\b",
    re.IGNORECASE,
)
_BY = Pattern(r"\b(?:until|till|by|through|before|(?:starting|beginning|commencing)(?: in| from)?)\s+(?:the )?"
              r"(?:end of |early |late |mid-)?$", re.IGNORECASE)
_SINCE = Pattern(r"\bsince\s+(?:about |early |late |mid-)?$", re.IGNORECASE)
_RELEASE = Pattern(
    r"\b(?:releas\w+|came out|come out|appear\w*|launch\w*|publish\w*|went on sale|on sale|brought out|"
    r"put (?:[\w'’-]+ ){0,4}online|unveil\w*|arriv\w+|debut\w*|dat(?:es|ing) from)\b",
    re.IGNORECASE,
)
_TRAIN = Pattern(r"\b(?:pre-?)?train(?:ed|ing)\b", re.IGNORECASE)
_LATER = Pattern(
    r"\b(?:successor|its successor|followed|follow-up|later|built on|on top of|trained further from|newer|"
    r"then|upgrade\w*|next version|and (?:the|its) (?:new|later))\b",
    re.IGNORECASE,
)
_EARLIER = Pattern(r"\b(?:after|before|earlier|older|predecessor|which had|had come|preced\w*)\b", re.IGNORECASE)
_BETWEEN = Pattern(r"^\s*,?\s*(?:\w+\s){0,3}?(?:later|after|before|earlier|apart|older|newer|on)\b", re.IGNORECASE)
#: between two days, the first of which is told to lie before or after the second
_BEFORE_OR_AFTER = Pattern(
    r"^,?\s*(?:and )?(?:(?:it )?(?:was )?(?:written|published|released|sent|out|on sale|launched)\s+)?"
    r"(?:(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d+|some|about|barely|a few|several)\s+)*"
    r"(?:full\s+|whole\s+)?(?:days?|weeks?|months?|years?|just|shortly|long|well)\s+(before|after)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_SAME = Pattern(r"\bthe same (spring|summer|autumn|fall|winter|year|month|quarter)\b", re.IGNORECASE)
_REPORT_OF = Pattern(r"\b(?:update|report|paper|study|essay|card|count|list|index|note|letter) (?:of|from) $",
                     re.IGNORECASE)
_REPORTS = Pattern(r"^\s*(?:reports?|finds?|found|says?|said|shows?|showed|counts?|puts?|gives?)\b", re.IGNORECASE)
_SINCE_OR_FROM = Pattern(r"\b(?:since|from)\s+$", re.IGNORECASE)
_UNITS = {"day": 1.0, "week": 7.0, "month": 30.4375, "year": 365.25}
_SLACK = 0.2
_BESIDE = 16
_CLAUSE = 30


def sequence(passages: Passages) -> Iterator[Slip]:
    """OC701 (order), OC702 (after the article), OC703 (another time between)."""
    yield from _reversed(passages)
    for day in passages.days:
        slip = _after_article(day, passages)
        if slip is not None:
            yield slip
    for one, other in pairwise(passages.days):
        if (
            one.paragraph == other.paragraph
            and other.sentence - one.sentence <= 1
            and _has_year(one, passages)
            and _has_year(other, passages)
        ):
            found = (check(one, other, passages) for check in _OF_TWO)
            yield from [slip for slip in found if slip is not None][:1]
    yield from _trained_after_release(passages)


def _after_article(day: Day, passages: Passages) -> Slip | None:
    """A day after the article's, told as past."""
    if day.first <= passages.published:
        return None
    sentence = passages.sentences[day.sentence]
    before = passages.text[sentence.start : day.start]
    clause = re.split(r"[;:]|, (?:and|but)\b", before)[-1]
    since = _SINCE.search(before) is not None
    if not since and (_FUTURE.search(clause) or _BY.search(before) or not _PAST.search(clause[-60:])):
        return None
    if not since and not _has_year(day, passages):
        return None
    return Slip.on(
        day,
        "OC702",
        f"{_say(day)} lies after the article's day, {say_day(passages.published.toordinal())}.",
        refutes=True,
    )


def _has_year(day: Day, passages: Passages) -> bool:
    """Whether the text itself gives the year; else it was worked out from the article's day."""
    return re.search(r"\d{4}", passages.words(day)) is not None


def _say(day: Day) -> str:
    return say_span(day.first.toordinal(), day.last.toordinal())


def _reversed(passages: Passages) -> Iterator[Slip]:
    """An interval that ends before it begins."""
    for day in passages.days:
        if day.first > day.last:
            yield Slip.on(day, "OC701", "The interval ends before it begins.", refutes=True)


def _apart(one: Day, other: Day, passages: Passages) -> Slip | None:
    """Two days, and a time between them that they do not have."""
    gaps = [
        each
        for each in passages.amounts.of_sentences(one.sentence, other.sentence, "duration")
        if each.unit.rstrip("s") in _UNITS
        and _BETWEEN.match(passages.text[each.end : each.end + 24])
    ]
    if len(gaps) != 1 or gaps[0].start < one.start or "year" in (one.grain, other.grain):
        return None
    if len(passages.days.of_sentences(one.sentence, other.sentence)) > 2:
        return None
    gap = gaps[0]
    unit = _UNITS[gap.unit.rstrip("s")]
    low, high = _distance(one, other)
    slack = max(unit * 0.75, gap.value * unit * _SLACK)
    stated = gap.value * unit
    if low - slack <= stated <= high + slack:
        return None
    return Slip.on(
        other,
        "OC701" if _wrong_way(one, other, gap, passages) else "OC703",
        f"From {_say(one)} to {_say(other)} are {round(low):,} days, not {_words(gap, passages)}.",
        refutes=True,
    )


def _words(gap: Amount, passages: Passages) -> str:
    return passages.words(gap)


def _wrong_way(one: Day, other: Day, gap: Amount, passages: Passages) -> bool:
    later = "later" in passages.text[gap.end : gap.end + 24]
    return later and other.first < one.first


def _distance(one: Day, other: Day) -> tuple[float, float]:
    """The fewest and the most days between two dates, of whatever grain."""
    first, second = sorted((one, other), key=lambda each: each.first)
    least = (second.first - first.last).days
    return float(max(least, 0)), float((second.last - first.first).days)


def _succession(one: Day, other: Day, passages: Passages) -> Slip | None:
    """A successor that is older than what it follows."""
    between = passages.text[one.end : other.start]
    turned = re.match(r"^,? (?:and )?(?:after|following)\b", between)
    if turned is not None and one.last < other.first:
        return Slip.on(one, "OC701", f"{_say(one)} cannot come after {_say(other)}.", refutes=True)
    told = _LATER.search(between) is not None and _EARLIER.search(between) is None
    told = told or re.match(r"^,? (?:its|the|their) successor", passages.text[other.end : other.end + 20]) is not None
    told = told or (
        re.search(r"\bfollowed\b[^.]{0,20}$", passages.text[max(one.start - 34, 0) : one.start]) is not None
        and re.match(r"^,? on $", between) is not None
    )
    if not told or other.last >= one.first:
        return None
    if not _two_releases(one, other, passages):
        return None
    return Slip.on(
        other,
        "OC701",
        f"{_say(other)} lies before {_say(one)}, though it is told as the later.",
        refutes=True,
    )


def _told_order(one: Day, other: Day, passages: Passages) -> Slip | None:
    """A day told as before, or after, another that lies on its other side ("11 July, months before R1 of 20 May")."""
    told = _BEFORE_OR_AFTER.match(passages.text[one.end : other.start])
    if told is None or one.sentence != other.sentence:
        return None
    wrong = one.first > other.last if told[1].lower() == "before" else one.last < other.first
    if not wrong:
        return None
    return Slip.on(one, "OC701", f"{_say(one)} does not lie {told[1].lower()} {_say(other)}.", refutes=True)


def _twice(one: Day, other: Day, passages: Passages) -> Slip | None:
    """Two days of release of one thing."""
    if not re.search(r"\bits (?:own )?(?:first )?release\b|\bfirst released\b", passages.text[one.end : other.start]):
        return None
    if _kind_of(one, passages) != "release" or _model_of(one, passages) != _model_of(other, passages):
        return None
    low, _ = _distance(one, other)
    if low <= _UNITS["month"]:
        return None
    return Slip.on(
        other, "OC701", f"It cannot have come out both {_say(one)} and {_say(other)}.", refutes=True
    )


def _same_season(one: Day, other: Day, passages: Passages) -> Slip | None:
    """Two years of what is told as one year or season ("the rule of the same autumn")."""
    told = _SAME.search(passages.text[one.end : other.start])
    if told is None or other.first.year <= one.last.year <= other.last.year or one.first.year == other.first.year:
        return None
    return Slip.on(other, "OC701", f"{_say(other)} is not in the same {told[1].lower()} as {_say(one)}.", refutes=True)


def _reports_later(one: Day, other: Day, passages: Passages) -> Slip | None:
    """A report that is dated before the time that it reports on ("from 2023 on, its update of January 2022 finds")."""
    if one.sentence != other.sentence:
        return None
    for report, time in ((one, other), (other, one)):
        before = passages.text[max(report.start - 40, 0) : report.start]
        after = passages.text[report.end : report.end + 24]
        since = _SINCE_OR_FROM.search(passages.text[max(time.start - 12, 0) : time.start])
        if since and _REPORT_OF.search(before) and _REPORTS.match(after) and report.last < time.first:
            text = f"A report of {_say(report)} cannot tell of the time since {_say(time)}."
            return Slip.on(report, "OC701", text, refutes=True)
    return None


def _two_releases(one: Day, other: Day, passages: Passages) -> bool:
    sentence = passages.sentences[one.sentence]
    near = passages.text[sentence.start : other.end]
    models = {each.ident for each in passages.things.between(sentence.start, other.end, "model", "chip", "proper")}
    return len(models) > 1 or _RELEASE.search(near) is not None


def _trained_after_release(passages: Passages) -> Iterator[Slip]:
    """A training that is dated after the release of the same thing."""
    released = [day for day in passages.days if _kind_of(day, passages) == "release"]
    for day in passages.days:
        if _kind_of(day, passages) != "train":
            continue
        model = _model_of(day, passages)
        for other in released:
            if other.paragraph == day.paragraph and _begins_last(day) > other.last \
                    and _model_of(other, passages) == model:
                yield Slip.on(
                    day, "OC701", f"Training cannot lie after the release, {_say(other)}.", refutes=True
                )
                break


#: each tells what is wrong with two days that stand one after the other, or None; the first that does is told
_OF_TWO = (_told_order, _apart, _succession, _twice, _same_season, _reports_later)


def _begins_last(day: Day) -> dt.date:
    """The first day of the last month or year that a date names: a training that goes on then ends no earlier."""
    if day.grain == "day" or day.first > day.last:
        return day.last
    return max(day.first, day.last.replace(day=1) if day.grain != "year" else day.last.replace(month=1, day=1))


def _kind_of(day: Day, passages: Passages) -> str:
    """Whether a date is of a release or of a training, by the nearest verb in its clause."""
    sentence = passages.sentences[day.sentence]
    before = re.split(r"; ", passages.text[sentence.start : day.start])[-1]
    after = passages.text[day.end : min(day.end + 60, sentence.end)].partition(";")[0]
    marks = [
        (found.start() - len(before), word)
        for word, cue in (("release", _RELEASE), ("train", _TRAIN))
        for found in cue.finditer(before)
    ]
    last = max(marks, default=(-200, ""))
    following = _TRAIN.search(after)
    if following is not None and last[1] != "train" and following.start() < 12 and -last[0] > _BESIDE:
        return "train"
    if not last[1] and len(before) < _CLAUSE and following is not None and not _RELEASE.search(after):
        return "train"
    return last[1] if -last[0] <= 60 else ""


def _model_of(day: Day, passages: Passages) -> str:
    """The model that a date speaks of: the last one named before it."""
    before = [each.ident for each in passages.things.of_paragraph(day.paragraph, "model") if each.start < day.start]
    return before[-1] if before else ""
