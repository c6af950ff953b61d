"""Shares and sums that are no move of a price in the market: growth of takings, shares of use, worths of goods."""

from __future__ import annotations

import re

from oncurve.claims.read.no_claim.rule import Rules
from oncurve.claims.read.other_measures import is_market_share
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tables import column_head, row_head
from oncurve.claims.read.tokens import stems, words

__all__ = ["RULES"]

#: words of markets, without which no share is the move of one
_MARKET = stems(
    "stock share price market fall drop rise gain jump climb plunge tumble slump sink lose surge soar rally slide slip "
    "decline index nasdaq trade trading premarket investor valuation capitalisation capitalization shed wipe erase "
    "plummet crash dive tank rebound recover session bourse bond yield futures selloff retreat dip rout knock lop shave"
    " leapt pop rocket skyrocket bounce nosedive crater skid"
)
#: words that tell of a move only right beside its number
_MOVED = stems("down up off lower higher add put advance cut value worth points ease red green change closed")
_SIGNS = words("+ - – − plus minus")
_SHARES = ("fraction", "percent", "ratio")
#: what a share of can be a move of ("lost 3% of its value")
_VALUES = words("value price worth capitalisation capitalization gains market cap")
_GROWTH = Pattern(r"\b(?:yoy|y/y|growth|change)\b(?!.*(?:share|stock|price))", re.IGNORECASE)
_TAKINGS = words("eps revenue revenues earnings sales income profit profits margin margins shipments bookings ebitda")
_TAKING_ROWS = Pattern(r"\b(?:eps|revenues?|earnings|sales|income|profits?|margins?|ebitda)\b", re.IGNORECASE)
_PRICES = words("share shares stock stocks price prices nasdaq index")
_MARKS = words("threshold mark line")
_WEALTH = words("value stock stocks share shares market capitalisation capitalization equity wealth")
_CLOSE, _NEAR, _FEW, _REACH = 3, 4, 6, 12


def _of_no_market(scene: Scene, quantity: Quantity) -> bool:
    """`80% of users`: a share, where nothing is said of what markets do."""
    return quantity.dim in ("percent", "ratio", "fraction") and not _of_market(scene, quantity)


def _of_market(scene: Scene, quantity: Quantity) -> bool:
    """Whether a sentence, or the one before it, speaks of what markets do."""
    near = range(max(scene.first, quantity.first - _NEAR), min(scene.end, quantity.stop + _NEAR))
    if scene.claimed("market_move") or scene.any_of(_MARKET) or any(scene.stem_at(k) in _MOVED for k in near):
        return True
    word, at = scene.tokens.word, quantity.first
    signed = {word[at], *scene.words_before(at, 1)} & _SIGNS
    owner = scene.cover[at - 2 if signed and word[at] not in _SIGNS else at - 1] if at > scene.first else None
    if signed and owner is not None and owner.kind == "organisation":
        return True  # "AMD +6.4%"
    return scene.previous is not None and scene.previous.any_of(_MARKET)


def _of_growth(scene: Scene, quantity: Quantity) -> bool:
    """`| YoY |` at the head of its column: how much a firm grew."""
    return _GROWTH.search(column_head(scene.tokens, quantity.core) or "") is not None


def _of_takings(scene: Scene, quantity: Quantity) -> bool:
    """`EPS surged 57%`: what rose or fell, the nearest such word before it, is what a firm takes in and no share."""
    word = scene.tokens.word
    for k in range(quantity.first - 1, max(scene.first, quantity.first - _REACH) - 1, -1):
        if word[k] in _PRICES or word[k] in (";", "|"):
            return False
        if word[k] in _TAKINGS:
            return True
    return _TAKING_ROWS.search(row_head(scene.tokens, quantity.core)) is not None


def _version(scene: Scene, quantity: Quantity) -> bool:
    """`N+2`: a number that belongs to the name of a process."""
    tokens, at = scene.tokens, quantity.first - 1
    return (quantity.dim == "number" and at > scene.first and tokens.word[at] == "+" and tokens.glued(at)
            and tokens.word[at - 1].isalpha())


def _of_use(scene: Scene, quantity: Quantity) -> bool:
    """`40% of use, up from 11%`: a share, or where it came from, that is a part of something else than a price."""
    return any(_part_of(scene, each) for each in _levels(scene, quantity))


def _levels(scene: Scene, quantity: Quantity) -> list[Quantity]:
    """A share and, where it is where another came from ("40% of use, up from 11%"), that other."""
    before = next((each for each in reversed(scene.quantities) if each.stop <= quantity.first), None)
    risen = scene.words_before(quantity.first, 2)
    return [quantity, *([before] if before is not None and "from" in risen else [])]


def _part_of(scene: Scene, quantity: Quantity) -> bool:
    """`30% of new use`, `61% of sales`: whether a share is a part of something that is no price."""
    word = scene.tokens.word
    if quantity.dim not in _SHARES or word[quantity.stop : quantity.stop + 1] != ["of"]:
        return False
    if word[quantity.stop + 1 : quantity.stop + 2] == ["a"]:
        return False  # "a tenth of a per cent"
    return _VALUES.isdisjoint(word[quantity.stop + 1 : min(quantity.stop + 1 + _FEW, scene.end)])


def _is_mark(scene: Scene, quantity: Quantity) -> bool:
    """`past the 10% threshold that marks a correction`: a line that moves are held against."""
    after = scene.tokens.word[quantity.stop : quantity.stop + 2]
    return quantity.dim == "percent" and not _MARKS.isdisjoint(after)


def _is_worth(scene: Scene, quantity: Quantity) -> bool:
    """`tens of millions of dollars' worth of H100s`: what goods are worth is no move of a price."""
    word = scene.tokens.word
    if quantity.dim != "money":
        return False
    at = next((k for k in range(quantity.stop - 1, min(quantity.stop + _CLOSE, scene.end))
               if word[k : k + 2] == ["worth", "of"]), None)
    return at is not None and _WEALTH.isdisjoint(word[at + 2 : at + 2 + _CLOSE])


def _of_a_club(scene: Scene, quantity: Quantity) -> bool:
    """`the trillion-dollar club`: what firms of a sort are worth."""
    word, stop = scene.tokens.word, quantity.stop
    return "-" in word[stop - 1 : stop + 2] and "dollar" in word[stop - 1 : stop + 3]


RULES: Rules = {
    "market_move": (
        _of_no_market, _of_growth, _of_takings, _version, _of_use, _is_mark, _is_worth, _of_a_club,
        is_market_share,
    ),
}
