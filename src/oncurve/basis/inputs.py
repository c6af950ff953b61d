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
from typing import Any

import numpy as np

from oncurve.basis.errors import BadUsage
from oncurve.basis.evidence import Assumption, Fact
from oncurve.basis.normal import normal_quantile
from oncurve.basis.spread import Array, Exactly, Spread, spread_from

__all__ = ["DEFAULT_DRAWS", "DEFAULT_SEED", "Draws", "Input"]

DEFAULT_DRAWS = 16_384
DEFAULT_SEED = 20_250_129
_KEPT_COLUMNS = 4_096


@dataclass(frozen=True, slots=True)
class Input:
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
def _half_scores(half: int) -> tuple[Array, Array]:
    probability = (np.arange(half, dtype=np.float64) + 0.5) / (2 * half)
    return probability, normal_quantile(probability)


@dataclass(slots=True)
class Draws:
    """The columns of one seed and one number of draws; columns are made when first asked for.

    Args:
        seed: any whole number; the same seed gives the same values.
        n: how many draws, an even number of at least 2.
    """

    seed: int = DEFAULT_SEED
    n: int = DEFAULT_DRAWS
    _columns: dict[str, tuple[Array, Array]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if self.n < 2 or self.n % 2:
            raise BadUsage(f"{self.n} draws", "", "Ask for an even number of draws of at least 2.")

    def column(self, key: str) -> tuple[Array, Array]:
        """Standard normal scores and their probabilities of the input called `key`, each of shape (n,)."""
        found = self._columns.get(key)
        if found is None:
            if len(self._columns) >= _KEPT_COLUMNS:
                self._columns.clear()
            found = self._columns[key] = self._make(key)
        return found

    def _make(self, key: str) -> tuple[Array, Array]:
        digest = hashlib.blake2b(f"{self.seed}\x00{key}".encode(), digest_size=16).digest()
        random = np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))
        half = self.n // 2
        probability, score = _half_scores(half)
        order = random.permutation(half)
        upper = random.integers(0, 2, half, dtype=np.int8).astype(bool)
        u, z = probability[order], score[order]
        u, z = np.where(upper, 1 - u, u), np.where(upper, -z, z)
        return np.concatenate((z, -z[::-1])), np.concatenate((u, 1 - u[::-1]))

    def values(self, given: Input, fixed: Mapping[str, float] | None = None) -> Array | float:
        """The draws of an input, shape (n,); a plain number where it is exact or held at a value."""
        if fixed and given.key in fixed:
            return fixed[given.key]
        if isinstance(given.spread, Exactly):
            return given.spread.value
        return given.spread.values(*self.column(given.key))
