"""Money that nobody spends: revenue, write-downs, what a firm is worth, the price of shares bought back."""

from __future__ import annotations

import re

from oncurve.claims.read.no_claim.rule import Rules
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tables import row_head
from oncurve.claims.read.tokens import stems, words

__all__ = ["RULES"]

#: what money comes in as, is lost as, or is worth
_COMES_IN = stems(
    "revenue revenues turnover sales earned earnings generated generating generate profit profits income proceeds "
    "charge charges writedown writedowns writeoff writeoffs impairment valuation valued capitalisation "
    "capitalization fine fined penalty penalties backlog bookings buyback buybacks dividend dividends raised debt "
    "bonds fund funds assets surplus cash repurchased lawsuit settlement loan loans lending tranche financing equity "
    "wire eps obligations richest fortune wealth loss losses deficit shortfall gdp consensus projection projections"
)
_PAIRS = (("write", "down"), ("write", "downs"), ("write", "-"), ("written", "down"), ("wrote", "off"),
          ("under", "management"), ("market", "value"), ("market", "cap"), ("brought", "in"))
#: what money goes out as
_GOES_OUT = stems(
    "spend spent spending outlay outlays capex expenditure expenditures invest invested investing investment "
    "investments cost costs budget budgeted pledge pledged commit committed plough ploughed pour poured pouring buy "
    "bought buying purchase build building"
)
_INCOMES = Pattern(r"\b(?:eps|revenues?|earnings|sales|income|profits?|ebitda|turnover|market (?:cap|value))\b",
                   re.IGNORECASE)
_VALUE = stems("value valuation capitalisation capitalization cap worth")
_THAT = words("that this these those")
_NAMED = words("figure figures number numbers sum amount")
_TAKINGS = stems("revenue revenues turnover sales profit profits income earnings loss losses backlog backlogs "
                 "bookings")
_LOST = stems("loss losses lost lose")
_CUTS = words('; : — – ( ) . but while whereas although |')
_BESIDE, _WIDE = 5, 9


def _is_income(scene: Scene, quantity: Quantity) -> bool:
    """`revenue of $39 billion, up from $5 billion`: money that comes in or is written off, or what that grew to."""
    return any(_comes_in(scene, each) for each in _grown(scene, quantity))


def _moves_no_value(scene: Scene, quantity: Quantity) -> bool:
    """`sales rose by $5 billion`: money that comes in, where no market value is spoken of."""
    return quantity.dim == "money" and not scene.any_of(_VALUE) and not scene.any_of(_LOST) \
        and _is_income(scene, quantity)


def _is_unspent(scene: Scene, quantity: Quantity) -> bool:
    """`that $800 billion figure`, `sales of $1 billion in 2024, $9 billion in 2025`: told before, or taken in."""
    return any(_is_told_of(scene, each) or _comes_in(scene, each) or _goes_on(scene, each)
               for each in _grown(scene, quantity))


def _is_told_of(scene: Scene, quantity: Quantity) -> bool:
    """`that $800 billion figure`: a sum that was told before."""
    after = scene.tokens.word[quantity.stop : quantity.stop + 1]
    return bool(after) and after[0] in _NAMED and not _THAT.isdisjoint(scene.words_before(quantity.first, 1))


def _goes_on(scene: Scene, quantity: Quantity) -> bool:
    """`sales of $1 billion in 2024, $9 billion in 2025`: the next on a list of sums that nobody spends."""
    if not scene.any_of(_TAKINGS) or _nearest(scene, quantity) is not None:
        return False
    before = [each for each in scene.quantities if each.dim == "money" and each.stop <= quantity.first]
    return bool(before) and _is_unspent(scene, before[-1])


def _comes_in(scene: Scene, quantity: Quantity) -> bool:
    """Whether the head of its row or the word nearest to a sum tells money that comes in or is written off."""
    return _INCOMES.search(row_head(scene.tokens, quantity.core)) is not None or bool(_nearest(scene, quantity))


def _nearest(scene: Scene, quantity: Quantity) -> bool | None:
    """What the word nearest to a sum, in its clause, tells: money that comes in (True) or goes out (False)."""
    nearest: tuple[float, bool] | None = None
    for step in (-1, 1):
        at = quantity.first - 1 if step < 0 else quantity.stop
        reach = _WIDE if step < 0 else _BESIDE
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
    return None if nearest is None else nearest[1]


def _told(scene: Scene, at: int) -> bool | None:
    """Whether a word tells money that comes in (True) or goes out (False), or neither."""
    if scene.cover[at] is not None:
        return None
    word, stem = scene.tokens.word, scene.stem_at(at)
    if tuple(word[at : at + 2]) in _PAIRS or stem in _COMES_IN:
        return True
    return False if stem in _GOES_OUT else None


def _grown(scene: Scene, quantity: Quantity) -> list[Quantity]:
    """A sum, what it is told to have grown or shrunk to, and so on: "to $39 billion, up from $5 billion"."""
    word = scene.tokens.word
    found = [quantity] if quantity.dim == "money" else []
    for each in found:
        at = each.first - (word[each.first : each.first + 1] != ["from"])
        if word[at : at + 1] != ["from"] or word[at - 1 : at] not in (["up"], ["down"]):
            break
        money = [other for other in scene.quantities if other.dim == "money" and other.stop <= at]
        if money and at - money[-1].stop <= _WIDE:
            found.append(money[-1])
    return found


RULES: Rules = {
    "market_move": (_moves_no_value,),
    "organisation_spend": (_is_unspent,),
    "training_cost": (_is_income,),
}
