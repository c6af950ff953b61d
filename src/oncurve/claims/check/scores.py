"""Pairs of scores that may be compared: one benchmark, one tester, one setting."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from msgspec import Struct

from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Array
from oncurve.catalog.benchmark import Score
from oncurve.catalog.model import Model
from oncurve.catalog.record import compact
from oncurve.claims.check.reading import Reading, World, reading
from oncurve.claims.check.subject import label
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say

__all__ = ["Pair", "ahead", "best_pairs", "by_tester", "version_day"]

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")
_DAY = Pattern(r"\b(20\d\d-\d\d-\d\d)\b")
_MONTH = Pattern(rf"\b({'|'.join(_MONTHS)}) (20\d\d)\b")
_LATER = Pattern(r"\b00[2-9]\b")


def version_day(row: Score, model: Model) -> dt.date | None:
    """The day on which the version that was tested came out; None where only a later version is known to be meant.

    A score of a later version must not be dated to the first one's release.
    """
    if model.release_date is None or _LATER.search(row.setting):
        return None
    day, month = _DAY.search(row.setting), _MONTH.search(row.setting)
    named = model.release_date
    if day is not None:
        named = dt.date.fromisoformat(day[1])
    elif month is not None:
        named = dt.date(int(month[2]), _MONTHS.index(month[1]) + 1, 1)
    return max(named, model.release_date)


class Pair(Struct, frozen=True):
    """Two scores on one benchmark by one tester."""

    benchmark: str
    first: Score
    second: Score


def by_tester(world: World, model: str) -> dict[tuple[str, str], list[Score]]:
    """The scores of a model by benchmark and tester."""
    found: dict[tuple[str, str], list[Score]] = defaultdict(list)
    for row in world.catalogue.scores:
        if row.model == model and row.unit == "percent":
            found[row.benchmark, compact(row.evaluator or row.source)].append(row)
    return found


def best_pairs(one: Model, other: Model, world: World) -> list[Pair]:
    """For each benchmark that one tester gave both models, the two scores in a shared setting if there is one."""
    first, second = by_tester(world, one.id), by_tester(world, other.id)
    pairs: dict[str, Pair] = {}
    for key in sorted(first.keys() & second.keys()):
        benchmark = key[0]
        shared = [(a, b) for a in first[key] for b in second[key] if compact(a.setting) == compact(b.setting)]
        chosen = shared or [(max(first[key], key=_amount), max(second[key], key=_amount))]
        pairs.setdefault(benchmark, Pair(benchmark, *max(chosen, key=lambda pair: pair[0].amount)))
    return list(pairs.values())


def _amount(row: Score) -> float:
    return row.amount


def ahead(pair: Pair, world: World) -> Reading:
    """By how many points of percent the first is ahead."""
    benchmark = world.catalogue.benchmarks.get(pair.benchmark)
    name = benchmark.label if benchmark else pair.benchmark
    inputs = {"first": Input.of_fact(pair.first.fact()), "second": Input.of_fact(pair.second.fact())}
    quantity = Quantity("lead", "points", _lead, inputs, "one score less the other")
    first, second = (world.catalogue.models[row.model].label for row in (pair.first, pair.second))
    who = label(world.catalogue, pair.first.evaluator or pair.first.source)
    words = f"the lead of {first} over {second} on {name}, by {who}"
    points = pair.first.amount - pair.second.amount
    says = f"{say(abs(points), 'points')} {'ahead' if points >= 0 else 'behind'}"
    return reading(f"benchmark:{name}", words, quantity, world, short=f"on {name} over {second}", says=says)


def _lead(first: Array, second: Array) -> Array:
    return first - second
