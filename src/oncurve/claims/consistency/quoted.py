"""Figures that a sentence puts in the name of a source which gives others: scores, rates, shares and counts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator

from oncurve.answers.rates import topic_of_text
from oncurve.basis.span import DAYS_A_MONTH
from oncurve.catalog.event import Said
from oncurve.catalog.read import Catalogue
from oncurve.claims.citation import source_of
from oncurve.claims.consistency.misprints import TIME_UNITS
from oncurve.claims.consistency.slip import Slip
from oncurve.claims.passage import Amount, Passages, Place, Thing
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say

__all__ = ["quoted"]

_ABLE = "companies_able"
_RATES = ("cost_decline_rate", "doubling_time")
_MONTHS_A_YEAR = 12
#: doublings a year beyond which no rate is told from another
_MOST_DOUBLINGS = 1000.0
_DOUBLES = Pattern(r"\b(?:doubl\w+|halv\w+)\b", re.IGNORECASE)
#: words before how long a rate has held: "every seven months for six years"
_HOW_LONG = Pattern(r"\b(?:for|over|past|last|since)(?: the| about| some| nearly)?\s*$")
_NAME = Pattern(r"\s[A-Z][a-z]+\b")
_STOP = Pattern(r"[,;:](?=\s)")
_SHARE = Pattern(r"\bshare|performance|\bcomput(?:e|ing)\b|\bof (?:the|all|global|world)", re.IGNORECASE)
_POWER = Pattern(r"(?:10\s*\^\s*|\b1e|10 to the (?:power )?)(\d+)", re.IGNORECASE)
_LATEST = Pattern(r"\b(?:latest|newest|updated|still|now|today|currently|most recent)\b", re.IGNORECASE)
#: what follows a number that is no percentage: "five points", "a ratio of five to one"
_POINTS = Pattern(r"^\s*(?:(?:percentage )?points?|(?:to|in) (?:one|1))\b", re.IGNORECASE)
_RAN = Pattern(r"^(?:['\u2019]s)?\s+(?:itself\s+|has\s+|had\s+|own\s+)?(?:ran|runs?|re-?ran|re-?runs?|tested|"
               r"tests?|measured|"
               r"evaluat\w+|harness)\b")
#: how much of the whole a count takes in, which is nobody's share
_TAKES_IN = Pattern(r"\b(?:covers?|covering|covered|captures?|captured|takes? in)\s+(?:[a-z]+\s+){0,2}(?:[\d.]+%?\s+"
                    r"(?:and|to)\s+)?$")
_NEAR, _ROUGH, _SCORE, _PRINTED = 0.05, 0.15, 0.6, 0.05


def quoted(passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    """OC301: a figure in the name of a source that gives another; OC402: one that it has since replaced."""
    for amount in passages.amounts:
        sentence = passages.sentences[amount.sentence]
        words = passages.words(sentence)
        percent = amount.kind == "percent" and not _POINTS.match(amount.after) and not _is_version(amount, passages)
        rate = _is_rate(amount, words)
        if not (percent or rate or amount.kind == "companies"):
            continue
        who = source_of(amount, sentence, passages, catalogue)
        if who is None and not percent:
            who = _only_one(amount, passages, catalogue, _RATES if rate else (_ABLE,))
        if who is None and percent:
            who = _tester(sentence, passages)
        if who is None:
            continue
        if percent:
            yield from _score(amount, who, passages, catalogue)
            if _SHARE.search(words):
                yield from _share(amount, who, passages, catalogue)
        elif rate:
            yield from _rate(amount, words, who, catalogue)
        else:
            yield from _able(amount, words, who, catalogue)


def _is_version(amount: Amount, passages: Passages) -> bool:
    """Whether a bare number is a version before a word of a name ("outscores 3 Pro")."""
    return passages.words(amount).isdigit() and _NAME.match(passages.text, amount.end) is not None


def _only_one(amount: Amount, passages: Passages, catalogue: Catalogue, measures: tuple[str, ...]) -> str | None:
    """The one person or organisation of a clause that has published such a figure ("METR's length doubled ...")."""
    named = {each.ident for each in passages.things.of_sentence(amount.sentence, "person", "organisation")
             if _STOP.search(passages.text[min(each.end, amount.end):max(each.start, amount.start)]) is None}
    have = {who for who in named if any(said.measure in measures for said in _said_by(who, catalogue))}
    return have.pop() if len(have) == 1 else None


def _tester(sentence: Place, passages: Passages) -> str | None:
    """The one organisation of a sentence that is told to have run the test itself: "when Epoch AI ran it"."""
    named = [each for each in passages.things.of_sentence(sentence.sentence, "organisation")
             if _RAN.match(passages.text[each.end:sentence.end])]
    return named[0].ident if len(named) == 1 else None


def _is_rate(amount: Amount, words: str) -> bool:
    yearly = amount.kind == "ratio" and amount.per == "year"
    return yearly or (amount.kind == "duration" and _DOUBLES.search(words) is not None
                      and _HOW_LONG.search(amount.before) is None)


def _score(amount: Amount, who: str, passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    """A score that this tester did not get for the model, by what is known of it."""
    benchmarks = {each.ident for each in passages.things.of_paragraph(amount.paragraph, "benchmark")}
    model = _nearest(amount, "model", passages)
    if len(benchmarks) != 1 or model is None:
        return
    benchmark = benchmarks.pop()
    named = {each.ident for each in passages.things.of_paragraph(amount.paragraph, "model")}
    own = [row for row in catalogue.scores if row.evaluator == who and row.benchmark == benchmark
           and row.model in named and row.unit == "percent"]
    scores = [row for row in own if row.model == model.ident]
    if any(row.evaluator == who and row.benchmark == benchmark and abs(row.amount - amount.value) <= _PRINTED
           for row in catalogue.scores):
        return  # it gave this to another model, which the text may name by a word that is not known
    if not scores or any(abs(row.amount - amount.value) <= _SCORE for row in own):
        return
    label = catalogue.models[model.ident].label
    yield _drift(amount, who, f"{say(scores[0].amount, 'percent')} for {label}", scores[0].source, catalogue)


def _share(amount: Amount, who: str, passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    """A share of computing power that the source gives otherwise for the same holder."""
    holder = _nearest(amount, "country", passages) or _nearest(amount, "organisation", passages, apart_from=who)
    before = passages.text[max(0, amount.start - 48) : amount.start]
    if holder is None or _TAKES_IN.search(before) or passages.things.of_sentence(amount.sentence, "benchmark"):
        return
    every = [said for said in _said_by(who, catalogue) if said.measure == "compute_share"]
    own = [said for said in every if said.subject == holder.ident and isinstance(said.amount, int | float)]
    if own and not any(_fits(amount, said) for said in own):
        yield _drift(amount, who, _figure(own[0]), own[0].source, catalogue)


def _rate(amount: Amount, words: str, who: str, catalogue: Catalogue) -> Iterator[Slip]:
    """A rate of change that the source gives otherwise for the same thing, in factors a year or months to double."""
    topic = topic_of_text(words)
    every = [said for said in _said_by(who, catalogue) if said.measure in _RATES
             and any(isinstance(each, int | float) for each in (said.low, said.amount, said.high))]
    own = [said for said in every if topic is not None and topic == _topic(said)]
    yearly = amount.value if amount.kind == "ratio" else _of_months(amount.days / DAYS_A_MONTH)
    slack = 1 + (_ROUGH if amount.rough else _NEAR)
    if topic is None or any(low / slack <= yearly <= high * slack for low, high in map(_ends, own)):
        return
    other = next((said for said in every if said not in own and _middle(said) / slack <= yearly
                  <= _middle(said) * slack), None)
    if other is not None and _topic(other) is not None:
        shelf = catalogue.organisations if who in catalogue.organisations else catalogue.people
        text = f"{shelf[who].label} gives this rate for something else: {other.note.rstrip('.') or other.subject}."
        yield Slip.on(amount, "OC606", text, (other.source,), refutes=True)
    elif own:
        yield _drift(amount, who, _figure(own[0]), own[0].source, catalogue)
        yield from _unit_of_time(amount, own, catalogue, who)


def _unit_of_time(amount: Amount, own: list[Said], catalogue: Catalogue, who: str) -> Iterator[Slip]:
    """OC108: the number that the source gives, in another unit of time."""
    unit = amount.unit.rstrip("s")
    for said in own if amount.kind == "duration" else ():
        given = [float(each) for each in (said.low, said.amount, said.high) if isinstance(each, int | float)]
        for other, days in TIME_UNITS.items():
            months = amount.value * days / DAYS_A_MONTH
            if said.measure == "doubling_time" and other != unit \
                    and min(given) / (1 + _NEAR) <= months <= max(given) * (1 + _NEAR):
                shelf = catalogue.organisations if who in catalogue.organisations else catalogue.people
                text = f"{shelf[who].label} counts {amount.value:g} {other}s, not {amount.value:g} {unit}s."
                yield Slip.on(amount, "OC108", text, (said.source,), refutes=True)
                return


def _able(amount: Amount, words: str, who: str, catalogue: Catalogue) -> Iterator[Slip]:
    """A number of developers over a size of run, which the source counts otherwise."""
    powers = set(_POWER.findall(words))
    own = [said for said in _said_by(who, catalogue) if said.measure == _ABLE
           and powers & set(_POWER.findall(said.subject)) and isinstance(said.amount, int | float)]
    if not own:
        return
    newest = max(own, key=lambda said: said.known)
    if not any(_fits(amount, said) for said in own):
        yield _drift(amount, who, _figure(newest), newest.source, catalogue)
    elif _LATEST.search(words) and not _fits(amount, newest):
        text = f"That is an older count; the newest known is {_figure(newest)}."
        yield Slip.on(amount, "OC402", text, (newest.source,), refutes=True)


def _topic(said: Said) -> str | None:
    told = said.detail.get("topic")
    return str(told) if told else topic_of_text(f"{said.subject} {said.scope}") or topic_of_text(said.note)


def _of_months(months: float) -> float:
    return float(2 ** min(_MONTHS_A_YEAR / months, _MOST_DOUBLINGS)) if months > 0 else 0.0


def _ends(said: Said) -> tuple[float, float]:
    """The lowest and highest factor a year that a statement of a rate covers."""
    given = [float(each) for each in (said.low, said.amount, said.high) if isinstance(each, int | float) and each > 0]
    yearly = given if said.measure == "cost_decline_rate" else [_of_months(each) for each in given]
    return min(yearly), max(yearly)


def _middle(said: Said) -> float:
    """The factor a year at the middle of a statement."""
    low, high = _ends(said)
    if not isinstance(said.amount, int | float):
        return math.sqrt(low * high)
    return float(said.amount) if said.measure == "cost_decline_rate" else _of_months(float(said.amount))


def _fits(amount: Amount, said: Said) -> bool:
    slack = 1 + (_ROUGH if amount.rough else _NEAR)
    low = said.low if isinstance(said.low, int | float) else said.amount
    high = said.high if isinstance(said.high, int | float) else said.amount
    return (isinstance(low, int | float) and isinstance(high, int | float)
            and low / slack <= amount.value <= high * slack)


def _figure(said: Said) -> str:
    middle = said.amount if isinstance(said.amount, int | float) else said.low
    text = say(float(middle or 0), said.unit)
    return f"{text} ({said.note.rstrip('.')})" if said.note else text


def _said_by(who: str, catalogue: Catalogue) -> Iterable[Said]:
    return (said for event in catalogue.events.values() if event.speaker == who for said in event.said)


def _drift(amount: Amount, who: str, figure: str, source: str, catalogue: Catalogue) -> Slip:
    shelf = catalogue.organisations if who in catalogue.organisations else catalogue.people
    text = f"{shelf[who].label} gives {figure}, not what this sentence puts in its name."
    return Slip.on(amount, "OC301", text, (source,), refutes=True)


def _nearest(amount: Amount, kind: str, passages: Passages, *, apart_from: str = "") -> Thing | None:
    """The thing of a kind that stands nearest to an amount in its sentence, stops counted as distance."""
    here = [each for each in passages.things.of_sentence(amount.sentence, kind) if each.ident != apart_from]
    return min(here, key=lambda each: passages.distance(each, amount), default=None)
