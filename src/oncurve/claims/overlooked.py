"""Numbers that are no claims by the reader's rules and that can be judged: counts of developers, wrong sums, worths."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from oncurve.claims.claim import MEASURES, Claim, Qualifier
from oncurve.claims.consistency import Slip
from oncurve.claims.passage import Amount, Passages, Place
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.told import Told

__all__ = ["overlooked", "without_thresholds"]

#: measures of the amounts that sums are made of
_ALL_HOURS = 1e11
_MEASURES = {"chiphours": "chip_hours", "money": "training_cost", "flop": "training_compute", "power": "power",
             "tokens": "training_tokens"}
_PLAIN = ("number", "count")
_PERCENT = 100.0
_SUMS, _MIXED = "OC2", "OC6"
_POWER = Pattern(r"(?:10\s*\^\s*|\b1e|10 to the (?:power )?)\d+", re.IGNORECASE)
_QUALIFIERS: tuple[tuple[Qualifier, str], ...] = (
    ("at_least", r"\b(?:more than|over|at least|upwards of|no fewer than)\b"),
    ("at_most", r"\b(?:at most|fewer than|less than|under|up to|no more than|only)\b"),
    ("approx", r"\b(?:about|some|around|roughly|nearly|almost|close to)\b"),
)
_ILLICIT = Pattern(r"\bsmuggl\w+|\bblack[- ]market\b|\b(?:banned|restricted|illicit|barred)\b[^.;]{0,60}"
                   r"\b(?:reached|got into|entered|found their way|flowed|were sold|went)\b", re.IGNORECASE)
_CHIPS = Pattern(r"\b(?:chips|GPUs|accelerators|processors|cards)\b", re.IGNORECASE)
_DID = Pattern(r"\b(?:train\w*|built|build|made|make|released?|developed?|run|ran|crossed|passed|"
               r"exceeded)\b", re.IGNORECASE)


def overlooked(claims: Told, wrong: Sequence[Slip], passages: Passages) -> list[Claim]:
    """The claims that are missing from those read, in the order of the text.

    Args:
        claims: those that were read.
        wrong: what the passage gets wrong by its own figures.
        passages: the amounts and names of the article.
    """
    free = [each for each in passages.amounts if not claims.on(each.start, each.end)]
    read = {place.sentence for each in claims if (place := passages.sentence_at(each.start))}
    made = [*_counts(free, passages), *_sums(free, wrong, passages), *_costs(free, wrong, passages),
            *_worth(free, read, passages)]
    return sorted(made, key=lambda each: each.start)


def without_thresholds(claims: Sequence[Claim], passages: Passages) -> list[Claim]:
    """The claims without powers of ten that only say which runs a count of developers is of."""
    counted = {each.sentence for each in passages.amounts.of_kind("companies")}
    return [each for each in claims if not (each.measure == "training_compute" and _POWER.search(each.quote)
                                            and (place := passages.sentence_at(each.start)) is not None
                                            and place.sentence in counted)]


def _counts(free: Sequence[Amount], passages: Passages) -> Iterator[Claim]:
    """How many developers have made a run of a size: "eleven developers had trained a model over 10^25 FLOP"."""
    for amount in free:
        sentence = passages.sentences[amount.sentence]
        after = passages.text[amount.end:sentence.end]
        did, power = _DID.search(after), _POWER.search(after)
        if amount.kind == "companies" and did is not None and power is not None and did.start() < power.start():
            ability = after[did.start():].split(",")[0].strip(" .")
            yield _claim(amount, "companies_able", ability, sentence, passages)


def _sums(free: Sequence[Amount], wrong: Sequence[Slip], passages: Passages) -> Iterator[Claim]:
    """Results that do not follow from what stands beside them."""
    for amount in free:
        slip = next((each for each in wrong if each.code.startswith(_SUMS) and each.start == amount.start
                     and each.end == amount.end), None)
        kind = amount.kind if amount.kind not in _PLAIN else _kind_before(amount, passages)
        if slip is not None and kind in _MEASURES and not amount.per and not (
                kind == "chiphours" and amount.value > _ALL_HOURS):
            sentence = passages.sentences[amount.sentence]
            yield _claim(amount, _MEASURES[kind], _subject(amount, passages), sentence, passages)
        elif slip is not None and kind == "percent" and _of_money(amount, passages) and 0 < amount.value < _PERCENT:
            sentence = passages.sentences[amount.sentence]
            made = _claim(amount, "cost_ratio", None, sentence, passages)
            yield replace(made, value=_PERCENT / amount.value, low=None, high=None, unit="x")


def _costs(free: Sequence[Amount], wrong: Sequence[Slip], passages: Passages) -> Iterator[Claim]:
    """Money that is told of a model and is known as something else: "from raw text to finished model: $535,000"."""
    for amount in free:
        slip = next((each for each in wrong if each.code.startswith(_MIXED) and each.refutes and each.sources
                     and (each.start, each.end) == (amount.start, amount.end)), None)
        subject = _subject(amount, passages)
        if slip is not None and amount.kind == "money" and not amount.per and subject is not None:
            yield _claim(amount, "training_cost", subject, passages.sentences[amount.sentence], passages)


def _worth(free: Sequence[Amount], read: Container[int], passages: Passages) -> Iterator[Claim]:
    """What smuggled chips were worth, where none is counted: "banned chips worth $10 billion reached China"."""
    for amount in free:
        sentence = passages.sentences[amount.sentence]
        words = passages.words(sentence)
        if amount.kind != "money" or amount.sentence in read or not (_ILLICIT.search(words) and _CHIPS.search(words)):
            continue
        place = next((each.ident for each in passages.things.of_sentence(amount.sentence, "country")
                      if each.ident != "US"), None)
        if place is not None and passages.amounts.of_sentence(amount.sentence, "money") == (amount,):
            made = _claim(amount, "chips_smuggled", "AI chips", sentence, passages)
            yield replace(made, reference=place, unit=amount.unit)


def _of_money(share: Amount, passages: Passages) -> bool:
    """Whether a share is of the sum of money that follows it."""
    after = next(passages.amounts.after(share.end), None)
    return after is not None and after.kind == "money" and after.sentence == share.sentence


def _kind_before(amount: Amount, passages: Passages) -> str:
    """What a bare number counts: what the nearest amount before it in its sentence does."""
    before = [each.kind for each in passages.amounts.of_sentence(amount.sentence, *_MEASURES)
              if each.end <= amount.start]
    return before[-1] if before else ""


def _subject(amount: Amount, passages: Passages) -> str | None:
    """The model nearest before an amount in its paragraph, else the nearest after it in its sentence."""
    before = next(passages.things.before(amount.start, "model"), None)
    if before is not None and before.paragraph == amount.paragraph:
        return before.ident
    return next((each.ident for each in passages.things.of_sentence(amount.sentence, "model")), None)


def _claim(amount: Amount, measure: str, subject: str | None, sentence: Place, passages: Passages) -> Claim:
    """The claim that an amount makes as a measure, put as firmly as the words right before it put it."""
    unit = amount.unit if measure not in ("chip_hours", "companies_able") else MEASURES[measure]
    around = f"{passages.text[max(amount.start - 16, sentence.start):amount.start]} {passages.words(amount)}"
    told = (name for name, cue in _QUALIFIERS if re.search(cue, around, re.IGNORECASE))
    qualifier: Qualifier = next(told, "exact")
    low = amount.value if qualifier == "at_least" else None
    high = amount.value if qualifier == "at_most" else None
    return Claim(passages.words(amount), amount.start, amount.end, passages.words(sentence), measure, subject,
                 value=amount.value, low=low, high=high, unit=unit or MEASURES[measure], qualifier=qualifier,
                 evidence=("read from the figures beside it",))
