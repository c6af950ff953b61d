"""Claims that the reader left out and the passage itself shows: counts of developers, and wrong sums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from oncurve.claims.claim import MEASURES, Claim
from oncurve.claims.consistency import Slip
from oncurve.claims.passage import Amount, Passages, Place
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.unread import claim_of, unread

__all__ = ["overlooked", "without_thresholds"]

#: measures of the amounts that sums are made of
_MEASURES = {"chiphours": "chip_hours", "money": "training_cost", "flop": "training_compute", "power": "power",
             "tokens": "training_tokens"}
_PLAIN = ("number", "count")
_PERCENT = 100.0
_SUMS = "OC2"
_POWER = Pattern(r"(?:10\s*\^\s*|\b1e|10 to the (?:power )?)\d+", re.IGNORECASE)
_DID = Pattern(r"\b(?:train\w*|built|build|made|make|released?|developed?|run|ran|crossed|passed|"
               r"exceeded)\b", re.IGNORECASE)


def overlooked(claims: Sequence[Claim], wrong: Sequence[Slip], passages: Passages) -> list[Claim]:
    """The claims that are missing from those read, in the order of the text.

    Args:
        claims: those that were read.
        wrong: what the passage gets wrong by its own figures.
        passages: the amounts and names of the article.
    """
    free = [each for each in passages.amounts
            if not any(one.start < each.end and each.start < one.end for one in claims)]
    made = [*_counts(free, passages), *_sums(free, wrong, passages)]
    made += [each for each in unread(claims, free, passages)
             if not any(one.start < each.end and each.start < one.end for one in (*claims, *made))]
    return sorted(made, key=lambda each: each.start)


def without_thresholds(claims: Sequence[Claim], passages: Passages) -> list[Claim]:
    """The claims without powers of ten that only say which runs a count of developers is of."""
    counted = {each.sentence for each in passages.amounts if each.kind == "companies"}
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
        if slip is not None and kind in _MEASURES and not amount.per:
            sentence = passages.sentences[amount.sentence]
            yield _claim(amount, _MEASURES[kind], _subject(amount, passages), sentence, passages)
        elif slip is not None and kind == "percent" and _of_money(amount, passages) and 0 < amount.value < _PERCENT:
            sentence = passages.sentences[amount.sentence]
            made = _claim(amount, "cost_ratio", None, sentence, passages)
            yield replace(made, value=_PERCENT / amount.value, low=None, high=None, unit="x")


def _of_money(share: Amount, passages: Passages) -> bool:
    """Whether a share is of the sum of money that follows it."""
    after = next((each for each in passages.amounts if each.start >= share.end), None)
    return after is not None and after.kind == "money" and after.sentence == share.sentence


def _kind_before(amount: Amount, passages: Passages) -> str:
    """What a bare number counts: what the nearest amount before it in its sentence does."""
    before = [each.kind for each in passages.of_sentence(amount.sentence) if each.end <= amount.start
              and each.kind in _MEASURES]
    return before[-1] if before else ""


def _subject(amount: Amount, passages: Passages) -> str | None:
    """The model nearest before an amount in its paragraph, else the nearest after it in its sentence."""
    models = [each for each in passages.things if each.kind == "model" and each.paragraph == amount.paragraph]
    before = [each.ident for each in models if each.end <= amount.start]
    after = [each.ident for each in models if each.sentence == amount.sentence]
    return before[-1] if before else after[0] if after else None


def _claim(amount: Amount, measure: str, subject: str | None, sentence: Place, passages: Passages) -> Claim:
    unit = amount.unit if measure not in ("chip_hours", "companies_able") else MEASURES[measure]
    return claim_of(amount, sentence, passages, measure, subject=subject, unit=unit or MEASURES[measure],
                    evidence=("read from the figures beside it",))
