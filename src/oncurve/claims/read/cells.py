"""What a table says that the numbers of a row or column are: "| Training tokens | 14.8T |", "2026 capex"."""

from __future__ import annotations

import re

from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tables import column_head, heads_above, row_head

__all__ = ["counts_hours", "is_outlay", "is_price", "measure_of_cell"]

_HOURS = Pattern(r"\b(?:gpu|tpu|chip|accelerator|card|[ha]\d{2,3})s?[- ]?hours?\b", re.IGNORECASE)
#: heads of columns that hold what firms spend
_OUTLAYS = Pattern(r"\bcap(?:ital )?(?:ex|expenditures?|spending|outlays?)\b|\b(?:AI )?(?:spending|outlays?|spend)\b",
                   re.IGNORECASE)
_FED = Pattern(r"(?:pre-?)?train(?:ing|ed on)? (?:data )?tokens|tokens (?:seen|trained on)", re.IGNORECASE)
_BILLION = 1e9
#: heads of columns that hold prices of tokens, and what tells that a table is of such
_SIDES = Pattern(r"\W*(?:cached? )?(?:input|output|prompt|completion)s?\b", re.IGNORECASE)
_PER_MILLION = Pattern(r"(?:per|/|a) ?(?:million|1 ?M|M)(?:illion)?(?: ?tok(?:en)?s?)?\b|MTok", re.IGNORECASE)
_DOLLARS = Pattern(r"[$]|USD|\bdollars?\b", re.IGNORECASE)
_MOST = 1e3


def _heads(scene: Scene, quantity: Quantity) -> tuple[str, str]:
    """What the heads of a number's row and column say; nothing outside of tables."""
    return row_head(scene.tokens, quantity.core), column_head(scene.tokens, quantity.core) or ""


def counts_hours(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number stands in a row or column headed by chip-hours."""
    return any(_HOURS.search(head) for head in _heads(scene, quantity))


def is_outlay(scene: Scene, quantity: Quantity) -> bool:
    """Whether money stands in a column of what firms spend."""
    return quantity.dim == "money" and bool(_OUTLAYS.search(_heads(scene, quantity)[1]))


def is_price(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number stands under "input" or "output" in a table of dollars a million tokens."""
    if quantity.dim not in ("number", "money") or not 0 < quantity.size < _MOST:
        return False
    if not _SIDES.match(_heads(scene, quantity)[1]):
        return False
    heads = heads_above(scene.tokens, quantity.core)
    return _PER_MILLION.search(heads) is not None and _DOLLARS.search(heads) is not None


def measure_of_cell(scene: Scene, quantity: Quantity) -> str | None:
    """The measure that the head of a number's row or column names; None where it names none."""
    if is_outlay(scene, quantity):
        return "organisation_spend"
    bare = quantity.dim in ("number", "tokens") and quantity.size >= _BILLION
    if bare and any(_FED.fullmatch(head) for head in _heads(scene, quantity)):
        return "training_tokens"
    return None
