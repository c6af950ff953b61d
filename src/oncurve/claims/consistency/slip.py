"""What a passage gets wrong by its own words, and the parts that all checks of it share."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Protocol

from msgspec import Struct

from oncurve.claims.passage import Amount, Passages
from oncurve.claims.saying import factor_words
from oncurve.claims.thresholds import Thresholds

__all__ = ["Slip", "fits", "off_by", "operands", "slack_of", "within"]


_THOUSAND = 3
#: how many sentences before a result its operands may stand
_BACK = 2
#: decimal places of a power of ten within which a product is off by thousands alone
_SLIP_OF_SCALE = 0.05


class _Stretch(Protocol):
    """What has a first and a last offset in the text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


class Slip(Struct, frozen=True):
    """One thing that a passage gets wrong.

    Args:
        start: offset of the words that are wrong.
        end: offset after them.
        code: of `claims.codes`.
        message: what is wrong, in one sentence.
        sources: ids of the works that say so; none where the passage contradicts itself.
        refutes: whether a claim that stands on these words is wrong for it.
        factor: what is stated over what it should be, where both are amounts.
    """

    start: int
    end: int
    code: str
    message: str
    sources: tuple[str, ...] = ()
    refutes: bool = False
    factor: float = 1.0

    @classmethod
    def on(cls, place: _Stretch, code: str, message: str, sources: tuple[str, ...] = (), *,
           refutes: bool = False, factor: float = 1.0) -> Slip:
        """The slip that stands on an amount, a day or any other stretch of the text."""
        return cls(place.start, place.end, code, message, sources, refutes, factor)

    @property
    def thousands(self) -> int:
        """How many thousands lie between what is stated and what it should be; 0 where it is no power of them."""
        power = math.log10(self.factor) / _THOUSAND if self.factor > 0 else 0.0
        return round(power) if abs(power - round(power)) * _THOUSAND <= _SLIP_OF_SCALE else 0


def operands(passages: Passages, result: Amount, kind: str, *, per: str = "") -> list[Amount]:
    """The amounts of a kind that a result may be worked out from: those of its sentence, else the only one around.

    Nothing comes of nought, so that an amount of nought is no operand.
    """
    others = [each for each in passages.amounts.of_sentences(result.sentence - _BACK, result.sentence, kind)
              if each is not result and each.paragraph == result.paragraph and each.per == per and each.value > 0]
    near = [each for each in others if each.sentence == result.sentence]
    if near:
        return near
    around = [each for each in others if not passages.of_other_models(result, each)]
    return around if len({each.value for each in around}) == 1 else []


def slack_of(amounts: Iterable[Amount], rules: Thresholds) -> float:
    """The share within which a sum or product adds up: more for each amount that is put roughly."""
    return float(rules.sum_slack + rules.approx * sum(each.rough for each in amounts))


def within(value: float, result: float, slack: float) -> bool:
    """Whether two positive numbers are one but for a share."""
    return value > 0 and result > 0 and max(value / result, result / value) <= 1 + slack


def fits(value: float, results: Iterable[float], slack: float) -> bool:
    """Whether any of the results is the value."""
    return any(within(value, result, slack) for result in results)


def off_by(value: float, result: float) -> str:
    """How far a value is from what it should be: "10 times too high"."""
    return f"{factor_words(max(value / result, result / value))} too {'high' if value > result else 'low'}"
