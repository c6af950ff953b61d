"""Named uncertain inputs, and the columns of draws that each name owns.

Every name owns one stratified (Latin hypercube) column of standard normal scores, keyed by a hash of seed
and name. So two quantities that share an input share its draws, and neither the order of evaluation nor the
number of workers changes a value. The second half of a column mirrors the first (antithetic draws), which
makes medians of symmetric sums exact.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import gcd
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from oncurve.basis.errors import BadUsage
from oncurve.basis.evidence import Assumption, Fact
from oncurve.basis.normal import normal_quantile
from oncurve.basis.spread import Array, Exactly, Lognormal, Spread, lognormal_factors, spread_from

__all__ = ["DEFAULT_DRAWS", "DEFAULT_SEED", "Draws", "Input", "Seen"]

DEFAULT_DRAWS = 16_384
DEFAULT_SEED = 20_250_129
_KEPT_COLUMNS = 256
Ranks = npt.NDArray[np.integer[Any]]
#: Values of quantities from one set of draws: the quantity and its value, by the id of the quantity.
Seen = dict[int, tuple[Any, Any]]


class Input(Struct, frozen=True):
    """One named quantity that an answer depends on.

    Args:
        name: what it is, in the field's words: `rental_price`, `mfu`, `chip_hours`.
        unit: its unit in words.
        spread: what is known of its value.
        about: id of the thing it belongs to; empty for what all things share (a depreciation rate).
        evidence: the fact or assumption that it rests on.
        note: how it was derived from the evidence, where it was.
    """

    name: str
    unit: str
    spread: Spread
    about: str = ""
    evidence: Fact | Assumption | None = None
    note: str = ""

    @property
    def key(self) -> str:
        """The name that owns its draws: `deepseek-v3.chip_hours`, or the bare name of a shared input."""
        return f"{self.about}.{self.name}" if self.about else self.name

    @classmethod
    def of_fact(cls, fact: Fact, name: str = "", spread: Spread | None = None, **more: Any) -> Input:
        """The input that a fact gives: exact, or with the interval it states."""
        if spread is None:
            known = fact.low is not None and fact.high is not None and fact.low < fact.high
            spread = spread_from(fact.low or 0.0, fact.number, fact.high or 0.0) if known else Exactly(fact.number)
        return cls(name or fact.name, fact.unit, spread, more.pop("about", fact.subject), fact, **more)

    @classmethod
    def of_assumption(cls, assumption: Assumption, name: str = "", shape: str = "", **more: Any) -> Input:
        """The input that an assumption gives, with its interval and shape."""
        spread = spread_from(assumption.low, assumption.amount, assumption.high, shape or assumption.shape)
        return cls(name or assumption.name, assumption.unit, spread, evidence=assumption, **more)

    def to_dict(self) -> dict[str, Any]:
        """What `basis` and `oncurve inputs` print of it."""
        evidence = self.evidence
        plain = {
            "name": self.key, "value": self.spread.median, "low": self.spread.low, "high": self.spread.high,
            "unit": self.unit, "kind": evidence.kind if evidence else "assumed",
            "source": evidence.source if evidence else None,
            "where": evidence.where if evidence else None,
            "known": evidence.known.isoformat() if evidence else None,
            "note": self.note or (evidence.because if isinstance(evidence, Assumption) else None)
            or (evidence.note if isinstance(evidence, Fact) else None),
        }
        if isinstance(self.spread, Exactly):
            del plain["low"], plain["high"]
        return {key: value for key, value in plain.items() if value not in (None, "")}


@lru_cache(maxsize=8)
def _scores(n: int) -> Array:
    """Standard normal scores at the middle of each of n equal strata, lowest first."""
    return normal_quantile(_middles(n))


@lru_cache(maxsize=8)
def _middles(n: int) -> Array:
    """The probability at the middle of each of n equal strata, lowest first."""
    return np.asarray((np.arange(n, dtype=np.float64) + 0.5) / n)


@lru_cache(maxsize=64)
def _factors(n: int, down: float, up: float) -> Array:
    """Value over median in each of n equal strata of a lognormal; many inputs have the same widths."""
    return lognormal_factors(_scores(n), down, up)


@lru_cache(maxsize=8)
def _shuffles(seed: int, half: int) -> tuple[Ranks, Ranks, Ranks]:
    """Two random orders and random bits, from which the order of every column is made."""
    random = np.random.Generator(np.random.PCG64(_digest(f"{seed}")))
    made = random.permutation(half), random.permutation(half), random.integers(0, 2, half)
    # Powers of two wrap around by themselves in the smallest type, a quarter of the memory to go through.
    small = _is_power_of_two(half) and half <= np.iinfo(np.uint16).max // 2
    kind: np.dtype[np.integer[Any]] = np.dtype(np.uint16 if small else np.intp)
    first, second, bits = (each.astype(kind) for each in made)
    return first, second, bits


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=32).digest(), "big")


@dataclass(slots=True)
class Draws:
    """The columns of one seed and one number of draws; columns are made when first asked for.

    Args:
        seed: any whole number; the same seed gives the same values.
        n: how many draws, an even number of at least 2.
    """

    seed: int = DEFAULT_SEED
    n: int = DEFAULT_DRAWS
    #: values of the quantities that rest on inputs which all things share
    common: Seen = field(default_factory=dict, repr=False, compare=False)
    _ranks: dict[str, Ranks] = field(default_factory=dict, repr=False)
    _kept: dict[str, tuple[Spread, Array | float]] = field(default_factory=dict, repr=False)
    _fewer: dict[int, Draws] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.n < 2 or self.n % 2:
            raise BadUsage(f"{self.n} draws", "", "Ask for an even number of draws of at least 2.")

    def beside(self) -> Draws:
        """The same columns, with values of common quantities kept apart: they end with whoever asks for them."""
        return Draws(self.seed, self.n, {}, self._ranks, self._kept)

    def fewer(self, most: int) -> Draws:
        """The columns of the same seed at no more than so many draws, kept for the next who asks."""
        if self.n <= most:
            return self
        return self._fewer.setdefault(most, Draws(self.seed, most))

    def column(self, key: str) -> tuple[Array, Array]:
        """Standard normal scores and their probabilities of the input called `key`, each of shape (n,)."""
        ranks = self.ranks(key)
        return _scores(self.n)[ranks], _middles(self.n)[ranks]

    def ranks(self, key: str) -> Ranks:
        """The stratum, from 0 to n - 1, that each draw of the input called `key` falls into."""
        found = self._ranks.pop(key, None)
        if found is None:
            found = self._make(key)
        self._ranks[key] = found  # the last used stands last
        if len(self._ranks) > _KEPT_COLUMNS:
            self._ranks.pop(next(iter(self._ranks), ""), None)
        return found

    def bins(self, key: str, count: int) -> Ranks:
        """Which of `count` equal parts of its distribution each draw of the input called `key` falls into."""
        width, left = divmod(self.n, count)
        ranks = self.ranks(key)
        if left == 0 and width & (width - 1) == 0:
            return ranks >> (width.bit_length() - 1)
        return ranks * count // self.n

    def _make(self, key: str) -> Ranks:
        """A random order of the lower half, each place turned to the upper half or not, and its mirror.

        The order is a random one taken twice through another, shifted and strided by the digest of the key: as
        good as a fresh shuffle for each key, and several times as quick.
        """
        half = self.n // 2
        first, second, bits = _shuffles(self.seed, half)
        digest = _digest(f"{self.seed}\x00{key}")
        numbers = [(digest >> 32 * place) & 0xFFFFFFFF for place in range(6)]
        steps = [_stride(number, half) for number in numbers[:3]]
        once = first.take(_wrapped(second, steps[0], numbers[3], half))
        lower = second.take(_wrapped(once, steps[1], numbers[4], half))
        upper = bits.take(_wrapped(once, steps[2], numbers[5], half))
        ranks = np.empty(self.n, dtype=lower.dtype)
        upper *= self.n - 1 - 2 * lower  # below zero it wraps around, and back
        np.add(lower, upper, out=ranks[:half])
        np.subtract(self.n - 1, ranks[half - 1 :: -1], out=ranks[half:])
        return ranks

    def values(self, given: Input, fixed: Mapping[str, float] | None = None) -> Array | float:
        """The draws of an input, shape (n,); a plain number where it is exact or held at a value.

        The array is kept for the next time and must not be changed.
        """
        spread, key = given.spread, given.key
        if fixed and key in fixed:
            return fixed[key]
        if isinstance(spread, Exactly):
            return spread.value
        kept = self._kept.pop(key, None)
        if kept is None or (kept[0] is not spread and kept[0] != spread):
            kept = spread, self._values(spread, key)
        self._kept[key] = kept  # the last used stands last
        if len(self._kept) > _KEPT_COLUMNS:
            self._kept.pop(next(iter(self._kept), ""), None)
        return kept[1]

    def _values(self, spread: Spread, key: str) -> Array | float:
        """The value of each stratum, once, dealt out by the ranks of the draws."""
        if spread.aligned:
            return spread.values(_scores(self.n), _middles(self.n))
        if isinstance(spread, Lognormal):
            dealt = _factors(self.n, *spread.steps).take(self.ranks(key))
            dealt *= spread.median
            return dealt
        return np.asarray(spread.values(_scores(self.n), _middles(self.n))).take(self.ranks(key))


def _wrapped(places: Ranks, stride: int, shift: int, half: int) -> Ranks:
    """Every place moved by strides around a circle of `half` places."""
    moved: Ranks = places * stride
    moved += shift % half
    if _is_power_of_two(half):
        moved &= half - 1
    else:
        moved %= half
    return moved


def _is_power_of_two(number: int) -> bool:
    return number & (number - 1) == 0


def _stride(number: int, half: int) -> int:
    """A step that visits all `half` places: one without a common divisor."""
    step = number % half or 1
    if _is_power_of_two(half):
        return step | 1
    while gcd(step, half) > 1:
        step += 1
    return step
