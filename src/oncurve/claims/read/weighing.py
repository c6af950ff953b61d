"""Weighs the evidence at a number: which measure it is a claim of, if any, and how surely.

A log-linear model; `scripts/fit_reader.py` fits its weights to labelled passages and writes `measure.json`.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from msgspec.json import decode

from oncurve.claims.read.evidence import Evidence
from oncurve.claims.read.tokens import words

__all__ = ["APART", "FAMILIES", "FITS", "NONE", "OTHER", "Verdict", "Weighing", "load_weighing"]

NONE = "none"
_SUMS = "training_cost organisation_spend price_per_token market_move"
_SHARES = (
    "benchmark_score compute_share tariff_rate market_move cost_ratio price_ratio cost_decline_rate chip_spec "
    "parameters power"
)
_COUNTS = "chip_count chips_shipped chips_smuggled"
_SIZES = (
    "training_cost training_compute chip_hours chip_count training_time training_tokens parameters capability_lag "
    "cost_ratio price_ratio cost_decline_rate doubling_time price_per_token benchmark_score organisation_spend "
    "chips_shipped chips_smuggled compute_share tariff_rate market_move power companies_able"
)
#: what no number of thousands is of, and what one of billions and more can be of
_SMALL = words(
    "capability_lag doubling_time benchmark_score compute_share tariff_rate market_move companies_able "
    "cost_decline_rate training_time"
)
_LARGE = " ".join(sorted(words(_SIZES) - _SMALL))
_VAST = "training_cost training_compute chip_hours training_tokens parameters organisation_spend"
#: the measures that a number of each dimension can be of; "sum" is money in millions and more, "hours" more than
#: a run lasts, "lent" a unit taken from the number beside it, which may be of another, "figure" no unit where figures
#: of chips are spoken of, "large" and "vast" thousands and billions without a unit
FITS = {
    dim: words(measures)
    for dim, measures in {
        "money": _SUMS,
        "percent": _SHARES,
        "fraction": _SHARES + " chip_count organisation_spend training_cost",
        "points": "benchmark_score market_move",
        "tally": "benchmark_score companies_able",
        "ratio": "cost_ratio price_ratio cost_decline_rate chip_spec",
        "duration": "training_time capability_lag doubling_time chip_hours",
        "chips": _COUNTS,
        "hours": "chip_hours",
        "chiphours": "chip_hours",
        "tokens": "training_tokens",
        "params": "parameters",
        "flop": "training_compute",
        "power": "power chip_spec",
        "memory": "chip_spec",
        "bandwidth": "chip_spec",
        "speed": "chip_spec training_compute",
        "tpp": "chip_spec",
        "companies": "companies_able",
        "count": _COUNTS + " benchmark_score companies_able",
        "number": _SIZES,
        "anaphor": _SIZES,
        "lent": _SIZES,
        "figure": _SIZES + " chip_spec",
        "large": _LARGE,
        "large figure": _LARGE + " chip_spec",
        "vast": _VAST,
        "sum": "training_cost organisation_spend market_move",
        "nought": "tariff_rate price_per_token companies_able market_move capability_lag " + _COUNTS,
        "date": "release_date training_date",
        "scope.price_per_token": "scope.input scope.output",
        "scope.parameters": "scope.active",
        "status": "status.restricted status.licence status.allowed",
    }.items()
}


#: dimensions whose numbers are told from bystanders alike; what a piece of evidence says is learnt for all of them
#: together and, beside that, for each family
FAMILIES = {
    "money": "money",
    "percent": "share",
    "fraction": "share",
    "points": "share",
    "ratio": "ratio",
    "duration": "span",
    "hours": "span",
    "chips": "chips",
    "count": "chips",
    "number": "bare",
    "anaphor": "bare",
    "lent": "bare",
    "figure": "bare",
    "large": "bare",
    "large figure": "bare",
    "vast": "bare",
    "sum": "money",
    "nought": "nought",
    "date": "date",
    "status": "status",
    "power": "spec",
    "memory": "spec",
    "bandwidth": "spec",
    "speed": "spec",
}
OTHER = "other"
#: the templates that are learnt for each family too
APART = words(
    "L1 R1 L12 R12 n~ kL1~ kR1~ in in~ L~ R~ name.nearL name.nearR qualifier noun unit dim.size claimed.last "
    "past.last num.Llink num.Rlink with has always"
)

#: what is taken from the odds of "none" where a dimension is not like the others: a claim missed costs more than a
#: false one, for no verdict follows
_BIAS = {
    "scope.price_per_token": 0.0,
    "scope.parameters": 0.0,
    "status": 0.7,
    "sum": 1.1,
    "duration": 0.8,
    "lent": 1.2,
    "figure": 1.2,
    "large": 0.9,
    "large figure": 1.1,
    "vast": 1.1,
    "nought": 0.3,
    "number": 1.0,
    "chips": 1.2,
    "ratio": 1.2,
    "fraction": 1.2,
}


class Verdict(Struct, frozen=True):
    """The likeliest measure, its probability, and the pieces of evidence that speak loudest for it."""

    measure: str
    probability: float
    because: tuple[str, ...] = ()


class Weighing:
    """The fitted model.

    Args:
        classes: the measures, and "none".
        weights: for each template and thing seen, the places of classes and their log-odds in turn.
        bias: what is taken from the odds of "none".
    """

    def __init__(self, classes: Sequence[str], weights: dict[str, dict[str, list[float]]], bias: float = 0.0) -> None:
        self.classes = list(classes)
        self.weights = weights
        self.bias = bias
        places = {name: place for place, name in enumerate(classes)}
        self._fits = {dim: [places[m] for m in (NONE, *sorted(fits)) if m in places] for dim, fits in FITS.items()}
        self._rows: dict[str, dict[str, list[float]]] = {"": {}}
        for template, seen in weights.items():
            family, _, where = template.rpartition("/")
            rows = self._rows.setdefault(family, {})
            rows.update({f"{where}={what}": row for what, row in seen.items()})
        pieces = dict.fromkeys(itertools.chain.from_iterable(self._rows.values()))
        #: the row of each piece of evidence in all tables
        self._place = {piece: place for place, piece in enumerate(pieces)}
        self._tables: dict[str, np.ndarray] = {}

    def _table(self, dim: str) -> np.ndarray:
        """The log-odds for a dimension: a row for each piece of evidence, a column for each measure that fits."""
        table = self._tables.get(dim)
        if table is None:
            family, fits = FAMILIES.get(dim, OTHER), self._fits[dim]
            alike = (each for each in self._tables if FAMILIES.get(each, OTHER) == family and self._fits[each] == fits)
            table = self._tables.get(next(alike, ""))
            if table is None:
                whole = self._shared.copy()
                self._add(whole, self._rows.get(family, {}))
                table = np.ascontiguousarray(whole[:, fits])
            self._tables[dim] = table
        return table

    @functools.cached_property
    def _shared(self) -> np.ndarray:
        """The log-odds that all dimensions have in common."""
        table = np.zeros((len(self._place), len(self.classes)), np.float32)
        self._add(table, self._rows[""])
        return table

    def _add(self, table: np.ndarray, rows: Mapping[str, list[float]]) -> None:
        """Adds rows of classes and log-odds in turn to a table, each at the place of its piece of evidence."""
        lengths = [len(row) // 2 for row in rows.values()]
        flat = np.fromiter(itertools.chain.from_iterable(rows.values()), np.float32, 2 * sum(lengths))
        at = np.repeat(np.array([self._place[piece] for piece in rows], np.intp), lengths)
        table[at, flat[::2].astype(np.intp)] += flat[1::2]

    def weigh(self, dim: str, evidence: Evidence, *, explain: bool = False) -> Verdict:
        """What a number of a dimension is a claim of, by the evidence at it."""
        fits = self._fits.get(dim, ())
        if len(fits) < 2:
            return Verdict(NONE, 1.0)
        found = set(map(self._place.get, evidence))
        found.discard(None)
        table = self._tables.get(dim)
        if table is None:
            table = self._table(dim)
        totals: list[float] = np.add.reduce(table.take(sorted(found), 0), 0).tolist()  # type: ignore[type-var]
        totals[0] -= _BIAS.get(dim, self.bias)
        top = max(totals)
        best = totals.index(top)
        chance = 1.0 / sum([math.exp(total - top) for total in totals])
        because = self._loudest(self._table(dim), best, totals, evidence) if explain and best else ()
        return Verdict(self.classes[fits[best]], chance, because)

    def _loudest(
        self, table: np.ndarray, best: int, totals: list[float], evidence: Evidence, most: int = 10
    ) -> tuple[str, ...]:
        """The evidence that lifts a measure highest above the next likeliest."""
        rival = max((k for k in range(len(totals)) if k != best), key=totals.__getitem__)
        seen = sorted((piece for piece in set(evidence) if piece in self._place), key=lambda piece: piece.split("=", 1))
        rows = table[[self._place[piece] for piece in seen]]
        margin = rows[:, best] - rows[:, rival]
        order = np.argsort(-margin, kind="stable")[:most]
        return tuple(f"{seen[k]} {margin[k]:+.2f}" for k in order if margin[k] > 0)


@functools.cache
def load_weighing() -> Weighing:
    """The model that the package carries."""
    plain = decode(Path(__file__).with_name("measure.json").read_bytes())
    return Weighing(plain["classes"], plain["weights"], plain["bias"])
