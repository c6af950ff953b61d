"""Ranks candidates by weights that `scripts/fit_who.py` fitted to labelled passages: a log-linear model of traits."""

from __future__ import annotations

import functools
import math
from collections.abc import Hashable, Sequence
from pathlib import Path

from msgspec.json import decode

from oncurve.claims.read.remembered import Remembered
from oncurve.claims.read.tokens import words

__all__ = ["GROUPS", "Ranker", "expand", "load_ranker"]

#: measures that are about the same kinds of things, and so share weights
GROUPS = {
    "model": words(
        "training_cost training_compute chip_hours training_time training_tokens parameters release_date "
        "training_date benchmark_score price_per_token price_ratio cost_ratio"
    ),
    "site": words("chip_count power"),
    "chip": words("chip_spec export_status chips_shipped chips_smuggled tariff_rate"),
    "firm": words("organisation_spend market_move compute_share"),
    "lag": words("capability_lag"),
}
_GROUP = {measure: group for group, measures in GROUPS.items() for measure in measures}
_FINE = ("k:", "f:", "pick", "other", "within", "sort:", "implied")


def expand(measure: str, trait: str) -> list[str]:
    """The names of the weights that a trait adds up for a measure: of all, of its group and, for some, of its own."""
    names = [trait, f"{_GROUP.get(measure, 'rest')}/{trait}"]
    return [*names, f"{measure}//{trait}"] if trait.startswith(_FINE) else names


class Ranker:
    """A log-linear model over candidates.

    Args:
        weights: log-odds by name of weight, as `expand` names them.
    """

    def __init__(self, weights: dict[str, float]) -> None:
        self._weights = weights
        #: what each trait adds, by measure
        self._tables: dict[str, Remembered[str, float]] = {}

    def _table(self, measure: str) -> Remembered[str, float]:
        table = self._tables.get(measure)
        if table is None:
            table = self._tables[measure] = Remembered(functools.partial(self._weight, measure))
        return table

    def _weight(self, measure: str, trait: str) -> float:
        return sum(self._weights.get(name, 0.0) for name in expand(measure, trait))

    def best(self, measure: str, rows: Sequence[Sequence[str]], keys: Sequence[Hashable]) -> tuple[int, float]:
        """The index of the first candidate of the likeliest key, and the probability of that key.

        Args:
            measure: what the claim is about.
            rows: the traits of every candidate.
            keys: what each candidate stands for; the chances of candidates with one key add up.
        """
        weight = self._table(measure).__getitem__
        scores = [sum(map(weight, row)) for row in rows]
        top = max(scores)
        chance: dict[Hashable, float] = {}
        for key, value in zip(keys, scores, strict=True):
            chance[key] = chance.get(key, 0.0) + math.exp(value - top)
        best = max(chance, key=chance.__getitem__)
        return keys.index(best), chance[best] / sum(chance.values())


@functools.cache
def load_ranker(name: str) -> Ranker:
    """The ranker of that name ("subject" or "speaker"), from the weights beside this file."""
    return Ranker(decode(Path(__file__).with_name(f"{name}.json").read_bytes()))
