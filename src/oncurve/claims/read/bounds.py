"""What no claim of a measure can be, whatever its words: a training set of a few tokens, a share price as a move."""

from __future__ import annotations

import math
import re

from msgspec.structs import replace

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.no_claim import is_no_claim
from oncurve.claims.read.phrases import HEADS
from oncurve.claims.read.pieces import is_piece
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tables import column_head, row_head, unit_of_head
from oncurve.claims.read.tokens import words

__all__ = ["within_bounds"]

#: fewer tokens than any training set has (a context, a batch, "any one token"), fewer operations than any run takes,
#: fewer parameters than any model of the news has
_FEWEST = {"training_tokens": 1e7, "training_compute": 1e15, "parameters": 1e5}
#: more chip-hours than all chips together have, and a thousand times what anybody asked for tokens
_MOST = {"chip_hours": 1e11, "price_per_token": 1e6}
_LEVELS = (["to"], ["at"])
_PASSING = words("past beyond through topping")
_PASSED = tuple([each] for each in _PASSING)
#: Words for the share of their peak that chips are used at, which no measure is of, and how far from them it stands.
_UTILISATION = frozenset({"utilisation", "utilization", "mfu", "hfu", "utilised", "utilized"})
_WITHIN = 5
#: measures whose numbers come in thousands and more, so that a bare small one has left its scale unsaid
_SCALED = words("training_cost organisation_spend parameters power chip_hours chips_shipped")
#: measures that bare numbers of tables are taken for, and heads of columns of prices
_OF_TABLES = ("chip_spec", "price_per_token")
_PRICES = re.compile(r"[$€£¥]|price|cost|input|output|prompt|completion|\bin\b|\bout\b|tokens?", re.IGNORECASE)
_BARE = words("number count anaphor")
_THOUSAND = 1000
#: words that deny, and how far before "more than" they may stand
_NOT, _NOT_FAR = frozenset({"not", "'t", "never", "n't", "didn", "doesn"}), 3
#: how far somebody goes who goes "not beyond" an amount, and what may stand before that
_PAST, _GOES = words("beyond past above over higher"), words("go goes going gone went got get gotten been come")
_LED_BY = words("yet ever so far to be been")
_SIZES = words("parameter parameters params param weights")
_ROUNDING = 1e-9
#: how many times the number before a bare one may be, or it of that
_ALIKE = 50


def within_bounds(scene: Scene, quantity: Quantity, draft: Draft) -> Draft | None:
    """The claim; with the scale of the one before it where its own went unsaid; None where it cannot be one."""
    if draft.measure == "market_move" and quantity.dim == "money" and _is_level(scene, quantity):
        return None
    if is_no_claim(scene, quantity, draft.measure) or _is_reply(scene, quantity, draft):
        return None
    if is_piece(scene, quantity, draft.measure) or _is_sort(scene, quantity) or _is_utilisation(scene, quantity):
        return None
    bare = quantity.stop - quantity.core == 1 and quantity.dim != "money"
    if draft.measure in _OF_TABLES and bare and quantity.value is not None:
        tabled = _tabled(scene, quantity, draft)
        if tabled is not draft:
            return tabled
    if quantity.qualifier == "at_least" and draft.value is not None and _bounded_above(scene, quantity):
        draft = replace(draft, qualifier="at_most", low=None, high=draft.value, negated=False)
    draft = _carried(scene, quantity, draft)
    fewest, most = _FEWEST.get(draft.measure), _most(draft)
    if most is not None and most > _MOST.get(draft.measure, most):
        return None
    if fewest is None or most is None or most >= fewest:
        return draft
    last = next((each for each in reversed(scene.told) if each.measure == draft.measure), None)
    size = _most(last) if last is not None else None
    if size is None or size < fewest or quantity.scale != 1.0:
        near = scene.tokens.word[quantity.first : min(scene.end, quantity.stop + _NOT_FAR)]
        unscaled = draft.measure == "parameters" and not _SIZES.isdisjoint(near)
        return draft if unscaled else None  # "671 parameters" has lost its scale
    if draft.measure == "parameters":
        sizes = (q.scale for q in reversed(scene.quantities) if q.stop <= quantity.first and q.scale >= fewest)
        size = next(sizes, size)
    scale = 10.0 ** (3 * math.floor(math.log10(size) / 3))  # "15 trillion tokens, and seven of code"
    told = [_most(each) or 0.0 for each in scene.told if each.measure == draft.measure]
    if draft.measure == "parameters" and told and most * scale > max(told):
        scale /= _THOUSAND  # "1 trillion parameters with 32 active": no part is above the whole
    value, low, high = (None if each is None else each * scale for each in (draft.value, draft.low, draft.high))
    return replace(draft, value=value, low=low, high=high) if most * scale >= fewest else None


def _bounded_above(scene: Scene, quantity: Quantity) -> bool:
    """Whether "more than" is denied, so that it bounds from above: "not more than 10", "has not gone beyond 90"."""
    word = scene.tokens.word
    before = scene.words_before(quantity.first, _NOT_FAR)
    if word[quantity.first : quantity.first + 2] == ["more", "than"]:
        return not _NOT.isdisjoint(before)
    last = max((k for k, each in enumerate(before) if each in _NOT), default=-1)
    going = before[last + 1 :]
    return last >= 0 and word[quantity.first] in _PAST and going[-1:] != [] and going[-1] in _GOES and all(
        each in _GOES or each in _LED_BY for each in going)


def _tabled(scene: Scene, quantity: Quantity, draft: Draft) -> Draft | None:
    """A bare number of a table, in the unit that the head of its column gives; None where that gives none."""
    head = column_head(scene.tokens, quantity.core)
    if head is None:
        return draft
    told = unit_of_head(head) or unit_of_head(row_head(scene.tokens, quantity.core))
    if told is None:
        return draft if draft.measure == "price_per_token" and _PRICES.search(head) else None
    return replace(draft, measure="chip_spec", scope=told[0], unit=told[1], value=quantity.value, low=None, high=None)


def _carried(scene: Scene, quantity: Quantity, draft: Draft) -> Draft:
    """A bare number with the scale of the one that it answers: "five gigawatts, of which 1.9 are secured"."""
    most = _most(draft)
    if draft.measure not in _SCALED or quantity.dim not in _BARE or quantity.scale != 1.0 or not most:
        return draft
    if most >= _THOUSAND:
        return draft
    last = next((each for each in reversed(scene.told) if each.measure == draft.measure), None)
    size = _most(last) if last is not None else None
    if size is None or size < _THOUSAND:
        return draft
    scale = float(_THOUSAND ** math.floor(math.log(size, _THOUSAND) + _ROUNDING))
    if not 1 / _ALIKE <= most * scale / size <= _ALIKE:
        return draft
    value, low, high = (None if each is None else each * scale for each in (draft.value, draft.low, draft.high))
    return replace(draft, value=value, low=low, high=high)


def _most(draft: Draft) -> float | None:
    return max((each for each in (draft.value, draft.low, draft.high) if each is not None), default=None)


def _is_level(scene: Scene, quantity: Quantity) -> bool:
    """Whether money is where a price went, not how far: "slid 17% to $118.42"."""
    before = scene.words_before(quantity.first, 1)
    return (quantity.scale == 1.0 and before in _LEVELS) or scene.words_before(quantity.core, 2)[-1:] in _PASSED or (
        scene.tokens.word[quantity.first] in _PASSING)


def _is_utilisation(scene: Scene, quantity: Quantity) -> bool:
    """Whether a share is how much of their peak chips are used at: "ran at 41% MFU", "a utilisation of 38%"."""
    word = scene.tokens.word
    near = {*scene.words_before(quantity.first, _WITHIN),
            *word[quantity.end : min(scene.end, quantity.end + _WITHIN)]}
    return quantity.dim == "percent" and not near.isdisjoint(_UTILISATION)


def _is_reply(scene: Scene, quantity: Quantity, draft: Draft) -> bool:
    """Whether nought only takes back the amount before it: "640 were declared as toys. None arrived"."""
    past = scene.previous
    return quantity.dim == "nought" and quantity.first == scene.first and past is not None and past.claimed(
        draft.measure)


def _is_sort(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number says of no one thing what sort is meant: "multi-billion dollar models"."""
    word = scene.tokens.word
    noun = word[quantity.end] if quantity.end < scene.end else ""
    return word[quantity.first] == "multi" and noun in HEADS and noun.endswith("s")
