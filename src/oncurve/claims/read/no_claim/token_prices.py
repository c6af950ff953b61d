"""Numbers of price pages that are no price of tokens: rents, bills, surcharges, versions that somebody picks."""

from __future__ import annotations

from oncurve.claims.read.no_claim.rule import Rules
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tables import column_head, row_head
from oncurve.claims.read.tokens import stems, words

__all__ = ["RULES"]

#: what stands before the number of a version that somebody prefers or uses
_PRICED = words("prefer use using choose pick try chose picked")
#: rows of tables on rents and on prices of chips
_RENTS = Pattern(r"(?i)/ ?hr\b|/ ?h\b|hour|per GB|/ ?GB|month|rental|cloud price")
_ON_TOP = words("premium difference surcharge extra saving savings")
_PER_TOKEN = stems("token tokens input output")
_LETS = stems("rent rents rented rental hour hourly")
_NEAR, _BACK, _REACH = 4, 2, 24


def _is_rented(scene: Scene, quantity: Quantity) -> bool:
    """`| Rental per hour |` at the head of its row: what chips and clouds cost."""
    return _RENTS.search(row_head(scene.tokens, quantity.core)) is not None


def _is_bill(scene: Scene, quantity: Quantity) -> bool:
    """`$20 a month`: a bill, or a rent."""
    return quantity.per is not None and quantity.per.kind in ("month", "day", "week", "year", "hour")


def _is_picked(scene: Scene, quantity: Quantity) -> bool:
    """`we prefer 4.5`: the number of a version."""
    if _PRICED.isdisjoint(scene.words_before(quantity.first, _NEAR)):
        return False
    after = scene.tokens.word[quantity.stop : min(scene.end, quantity.stop + _NEAR)]
    return (quantity.dim in ("number", "count") and column_head(scene.tokens, quantity.core) is None
            and not any(q.dim == "money" for q in scene.quantities) and "token" not in "".join(after))


def _is_set(scene: Scene, quantity: Quantity) -> bool:
    """`n = 5`: what a sum comes to."""
    return scene.words_before(quantity.first, 1) == ["="]


def _is_on_top(scene: Scene, quantity: Quantity) -> bool:
    """`a $2 premium`: how far two prices lie apart."""
    return not _ON_TOP.isdisjoint(scene.tokens.word[quantity.stop : min(scene.end, quantity.stop + 1)])


def _is_rent(scene: Scene, quantity: Quantity) -> bool:
    """`An hour on an A costs $2 at Roe. Acme asks $4`: a rent, where the sentence before tells of rents by the hour."""
    if quantity.dim != "money":
        return False
    for here in scene.back(_BACK):
        if here.of_kind("model") or here.any_of(_PER_TOKEN) or column_head(scene.tokens, quantity.core) is not None:
            return False
        if any(made.measure == "price_per_token" for made in here.made):
            return False
        if here.of_kind("chip") and here.any_of(_LETS):
            return any(q.dim == "money" for q in here.quantities)
    return False


def _is_proportion(scene: Scene, quantity: Quantity) -> bool:
    """`for every dollar of A the customer of B pays $24`: how two bills compare, and no price."""
    word = scene.tokens.word
    return any(word[k] in ("every", "each") and word[k - 1] == "for" and (
        word[k + 1] == "dollar" or (word[k + 1] == "$" and word[k + 2] == "1"))
        for k in range(max(scene.sentence.first + 1, quantity.first - _REACH), quantity.first - 1))


RULES: Rules = {
    "price_per_token": (_is_rented, _is_bill, _is_picked, _is_set, _is_on_top, _is_rent, _is_proportion),
}
