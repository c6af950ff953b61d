"""A quantity of a text: a number with all that touches it."""

from __future__ import annotations

from msgspec import Struct

from oncurve.claims.claim import Qualifier
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.money import Basis

__all__ = ["Quantity", "bounded", "tidy"]


class Quantity(Struct):
    """A number of the text with all that touches it.

    `first` to `end` are the tokens of the quote, `core` the first token of the number itself, `stop` the end of
    number and unit without what it is per. `dim` is its dimension ("money", "percent", "ratio", "chips", …),
    `per` what it is divided by. A share ("a tenth of") keeps `share` true and its value below one. `elided` says
    that the unit is that of a quantity beside it, `bare` is then the number without it; `scale` is what its last scale
    word stands for.
    """

    first: int
    end: int
    core: int
    stop: int
    dim: str
    unit: str
    value: float | None
    low: float | None = None
    high: float | None = None
    qualifier: Qualifier = "exact"
    noun: str = ""
    chip: Mention | None = None
    per: Basis | None = None
    share: bool = False
    equivalent: bool = False
    maker: Mention | None = None
    article: bool = False
    usd_twin: bool = False
    scale: float = 1.0
    elided: bool = False
    bare: Quantity | None = None

    @property
    def size(self) -> float:
        """The value, or the middle of what is given."""
        if self.value is not None:
            return self.value
        known = [v for v in (self.low, self.high) if v is not None]
        return sum(known) / len(known) if known else 0.0

    def scaled(self, factor: float) -> tuple[float | None, float | None, float | None]:
        """Value, low and high times a factor, free of binary dust."""
        return tuple(None if v is None else tidy(v * factor) for v in (self.value, self.low, self.high))  # type: ignore[return-value]


def tidy(value: float) -> float:
    """The value to twelve digits, so that 2.788 times a million is what the text says."""
    rounded = float(f"{value:.12g}")
    return float(int(rounded)) if abs(rounded) < 1e15 and rounded == int(rounded) else rounded


def bounded(quantity: Quantity, qualifier: Qualifier | None) -> Quantity:
    """The quantity with a hedge's qualifier and bound."""
    if quantity.value is None:
        return quantity
    quantity.qualifier = qualifier or "exact"
    if qualifier == "at_least":
        quantity.low = quantity.value
    elif qualifier == "at_most":
        quantity.high = quantity.value
    return quantity
