"""Money that nobody spends: revenue, write-downs, what a firm is worth, the price of shares bought back."""

from __future__ import annotations

import re

from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tables import row_head
from oncurve.claims.read.tokens import stems, words

__all__ = ["is_no_outlay"]

#: what money comes in as, is lost as, or is worth
_IN = stems(
    "revenue revenues turnover sales earned earnings generated generating generate profit profits income proceeds "
    "charge charges writedown writedowns writeoff writeoffs impairment valuation valued capitalisation "
    "capitalization fine fined penalty penalties backlog bookings buyback buybacks dividend dividends raised debt "
    "bonds fund funds assets surplus cash repurchased lawsuit settlement loan loans lending tranche financing equity "
    "wire eps obligations richest fortune wealth loss losses deficit shortfall gdp consensus projection projections"
)
_PAIRS = (("write", "down"), ("write", "downs"), ("write", "-"), ("written", "down"), ("wrote", "off"),
          ("under", "management"), ("market", "value"), ("market", "cap"), ("brought", "in"))
#: what money goes out as
_OUT = stems(
    "spend spent spending outlay outlays capex expenditure expenditures invest invested investing investment "
    "investments cost costs budget budgeted pledge pledged commit committed plough ploughed pour poured pouring buy "
    "bought buying purchase build building"
)
_INCOMES = Pattern(r"\b(?:eps|revenues?|earnings|sales|income|profits?|ebitda|turnover|market (?:cap|value))\b",
                   re.IGNORECASE)
_VALUE = stems("value valuation capitalisation capitalization cap worth")
_THAT, _NAMED = words("that this these those"), words("figure figures number numbers sum amount")
_TAKINGS = stems("revenue revenues turnover sales profit profits income earnings loss losses backlog backlogs "
                 "bookings")
_LOST = stems("loss losses lost lose")
_CUTS = words('; : — – ( ) . but while whereas although |')
_BEFORE, _AFTER = 9, 5


def is_no_outlay(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """Whether the word nearest to a sum, in its clause, tells money that comes in or is written off.

    Args:
        scene: its sentence.
        quantity: the sum.
        measure: what it was read as; a move is of market value, which is no takings.
    """
    if quantity.dim != "money" or measure not in ("organisation_spend", "training_cost", "market_move"):
        return False
    after = scene.tokens.word[quantity.stop : quantity.stop + 1]
    if measure == "organisation_spend" and after and after[0] in _NAMED and not _THAT.isdisjoint(
            scene.words_before(quantity.first, 1)):
        return True  # "that $800 billion figure": a sum that was told before
    before = _grew_from(scene, quantity)
    if before is not None and is_no_outlay(scene, before, measure):
        return True  # "a loss of $39 billion, up from $5 billion"
    if measure == "market_move" and (scene.any_of(_VALUE) or scene.any_of(_LOST)):
        return False
    if _INCOMES.search(row_head(scene.tokens, quantity.core)):
        return True
    nearest: tuple[float, bool] | None = None
    for step in (-1, 1):
        at = quantity.first - 1 if step < 0 else quantity.stop
        reach = _BEFORE if step < 0 else _AFTER
        for k in range(at, at + step * reach, step):
            if not scene.first <= k < scene.end or scene.tokens.word[k] in _CUTS:
                break
            told = _told(scene, k)
            if told is None:
                continue
            distance = abs(k - at) + (step > 0) * 0.5
            if nearest is None or distance < nearest[0]:
                nearest = (distance, told)
            break
    if nearest is None and measure == "organisation_spend" and scene.any_of(_TAKINGS):
        return _goes_on(scene, quantity, measure)
    return nearest is not None and nearest[1]


def _goes_on(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """Whether a sum goes on a list of sums that are no outlays: "sales of $1 billion in 2024, $9 billion in 2025"."""
    before = [each for each in scene.quantities if each.dim == "money" and each.stop <= quantity.first]
    return bool(before) and is_no_outlay(scene, before[-1], measure)


def _grew_from(scene: Scene, quantity: Quantity) -> Quantity | None:
    """The sum that a sum is told to have grown or shrunk to: "to $39 billion, up from $5 billion"."""
    word = scene.tokens.word
    at = quantity.first - (word[quantity.first : quantity.first + 1] != ["from"])
    if word[at : at + 1] != ["from"] or word[at - 1 : at] not in (["up"], ["down"]):
        return None
    money = [each for each in scene.quantities if each.dim == "money" and each.stop <= at]
    return money[-1] if money and at - money[-1].stop <= _BEFORE else None


def _told(scene: Scene, at: int) -> bool | None:
    """Whether a word tells money that comes in (True) or goes out (False), or neither."""
    if scene.cover[at] is not None:
        return None
    word, stem = scene.tokens.word, scene.stem_at(at)
    if tuple(word[at : at + 2]) in _PAIRS or stem in _IN:
        return True
    return False if stem in _OUT else None
