"""Figures that were right of a named thing until a day before the article's."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from oncurve.catalog.read import Catalogue
from oncurve.claims.consistency.known import Figure, figures_near, same_figure
from oncurve.claims.consistency.slip import Slip
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say, say_day

__all__ = ["stale"]

_PRICE = Pattern(
    r"\btokens?\b|\bprice|\bsell|\bcharge|\bask|\blist(?:ed|s)?\b|\bcosts? (?:today|now|still)", re.IGNORECASE
)
_THEN = Pattern(
    r"\b(?:earlier|former\w*|until|had|used to|previous\w*|old|was|were|before|fell|dropped|cut|from|introductory|"
    r"first|once|initial\w*|at launch)\b",
    re.IGNORECASE,
)
_LATEST = Pattern(r"\b(?:latest|newest|updated|still|now|today|currently|most recent)\b", re.IGNORECASE)
_AROUND = 40
#: what a rule that is in force does; and words by which a text says that it is not, or tells of what was
_GOVERNS = Pattern(r"\b(?:governs?|sorts|applies|binds?|limits?|caps?|restricts?|requires?|demands?|divides?|puts|sets|"
                   r"still|remains?|is in force|are in force|now|today|must|needs?)\b", re.IGNORECASE)
_NO_LONGER = Pattern(r"\b(?:rescind\w*|repeal\w*|withdr[ae]w\w*|revok\w*|scrap\w*|drop(?:ped|s)?|ended|killed|dead|was|"
                     r"were|had|would|never|no longer|not|abandon\w*|replac\w*|expired?|lapsed?|former\w*|taken back|"
                     r"until|unenforced|undone|tore|torn|did|proposed|draft|planned)\b", re.IGNORECASE)
_SOON = dt.timedelta(days=7)


def stale(passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    """OC402: a past price told as the present one, or an older count told as the newest."""
    yield from _rules(passages, catalogue)
    for amount in passages.amounts:
        sentence = passages.sentences[amount.sentence]
        words = passages.words(sentence)
        if amount.kind == "money" and _PRICE.search(words) and not _is_past(amount, passages):
            yield from _price(amount, passages, catalogue)
        elif amount.kind == "chips" and _LATEST.search(words):
            yield from _count(amount, passages, catalogue)


def _rules(passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    """A rule told to govern after the day on which it ended, or from which it is not enforced."""
    for thing in passages.things.of_kind("law"):
        words, name = passages.words(passages.sentences[thing.sentence]), passages.words(thing).lower()
        called = {name.removeprefix("the "), thing.ident.replace("-", " ")}
        rule = next((each for each in catalogue.rules.values()
                     if called & {label.lower() for label in (each.label, *each.aliases)}), None)
        if rule is None or not _GOVERNS.search(words) or _NO_LONGER.search(words):
            continue
        over = [span.start for span in rule.spans("not_enforced") if span.start is not None and span.end is None]
        over += [day for day in (rule.day("ends"),) if day is not None]
        if over and min(over) + _SOON <= passages.published:
            fact = (*rule.facts_of("not_enforced"), *rule.facts_of("ends"))[0]
            text = f"{rule.label} has not been in force since {say_day(min(over).toordinal())}."
            yield Slip.on(thing, "OC402", text, (fact.source,))


def _is_past(amount: Amount, passages: Passages) -> bool:
    around = passages.text[max(amount.start - _AROUND, 0) : amount.end + _AROUND]
    still = re.search(r"\bstill\b", around, re.IGNORECASE) is not None
    return _THEN.search(around) is not None or (not still and any(
        each.last < passages.published for each in passages.days.of_sentence(amount.sentence)
    ))


def _price(amount: Amount, passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    prices = [each for each in figures_near(amount, passages, catalogue) if each.name.startswith("price.")]
    by_maker = not prices and _LATEST.search(passages.words(passages.sentences[amount.sentence])) is not None
    prices = list(_of_makers(amount, passages, catalogue)) if by_maker else prices
    text = passages.words(amount)
    alike = [each for each in prices if same_figure(amount, each.value, text, strict=True)]
    day = passages.published
    if not alike or any(day in each.detail["span"] for each in alike):
        return
    ended = [each for each in alike if each.detail["span"].end is not None and each.detail["span"].end <= day]
    current = [
        each
        for each in prices
        if day in each.detail["span"] and ended and each.name == ended[0].name
        and (by_maker or each.thing == ended[0].thing)
    ]
    current.sort(key=lambda each: each.detail["span"].start or dt.date.min, reverse=True)
    if ended and current:
        last = ended[0].detail["span"].end - dt.timedelta(days=1)
        text = (
            f"{ended[0].label} asked {say(ended[0].value, amount.unit)} until {say_day(last.toordinal())}; now "
            f"{current[0].label if by_maker else 'it'} asks {say(current[0].value, amount.unit)}."
        )
        yield Slip.on(amount, "OC402", text, (ended[0].source,), refutes=True)


def _of_makers(amount: Amount, passages: Passages, catalogue: Catalogue) -> Iterator[Figure]:
    """The prices of the makers that a sentence names without a model: "on its platform a million tokens now costs"."""
    if passages.things.of_sentence(amount.sentence, "model"):
        return
    makers = passages.things.of_sentence(amount.sentence, "organisation")
    for row in catalogue.api_prices:
        model = catalogue.models.get(row.model)
        at = next((each for each in makers if model is not None and model.organisation == each.ident), None)
        if model is not None and at is not None:
            yield Figure(row.amount, f"price.{row.tier}", model.id, model.label, row.source,
                         {"tier": row.tier, "span": row.span}, at)


def _count(amount: Amount, passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    known = [each for each in figures_near(amount, passages, catalogue) if each.name.startswith("fleet.")]
    text = passages.words(amount)
    alike = [each for each in known if same_figure(amount, each.value, text)]
    newer = _newer(alike[0], known) if alike else None
    if newer is not None:
        text = f"That is an older count of {newer.label}; the newest known is {say(newer.value, 'chips', 4)}."
        yield Slip.on(amount, "OC402", text, (newer.source,), refutes=True)


def _newer(one: Figure, known: list[Figure]) -> Figure | None:
    """The newest figure of the same name, where it is not the one given."""
    same = [each for each in known if each.name == one.name and each.thing == one.thing and each.since is not None]
    last = max(same, key=lambda each: each.since or dt.date.min, default=None)
    if last is None or one.since is None or last.since is None or last.since <= one.since:
        return None
    return last
