"""For many items at once: the smallest change of one metric that would give another status."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from oncurve.export.case import Case, Makers
from oncurve.export.columns import Columns, Floats, StateCodes, combined, passes, tests_of
from oncurve.export.metric import FOLLOWING
from oncurve.export.provision import PARTY_METRICS, Provision, Test
from oncurve.export.ranks import Ranks, ranks_of

__all__ = [
    "Flips",
    "Moved",
    "moved_ranks",
    "nearest_flips",
    "nearest_of",
    "no_flips",
    "plain_ranks",
    "stands_alone",
]

#: metrics of which a change is asked, in the order in which equal changes are told
_MOVABLE = ("tpp", "density", "io", "dram_bandwidth", "bandwidth_density", "transistors", "training_operations")
_LIMITING = ("classify", "require", "review", "excuse", "rebut")
Moves = tuple[tuple[str, Floats], ...]


class Flips(NamedTuple):
    """For each item, the nearest change of one metric that gives another status.

    Args:
        move: index of the change among `metrics` and `values`, or -1 where no change does.
        change: relative change.
        rank: of the new status in `oncurve.export.status.STATUSES`.
        metrics: the metric of each change.
        values: its new value.
    """

    move: NDArray[np.intp]
    change: Floats
    rank: Ranks
    metrics: tuple[str, ...]
    values: Floats


def plain_ranks(case: Case, columns: Columns, *, everyone: bool = False) -> Ranks:
    """The status of each item that is enforced, as a place in `oncurve.export.status.STATUSES`.

    Args:
        case: the provisions.
        columns: the items.
        everyone: as if letters bound every maker.
    """
    bearing = (*case.limbs, *case.others)
    found = ranks_of(case, {each: columns.state(case, each, everyone=everyone) for each in bearing})
    return np.broadcast_to(found, (len(columns),))


class Moved(NamedTuple):
    """What follows for items if one metric of them is changed to a value on or just beside a limit.

    Args:
        moves: each metric with its values.
        rank: of the status of each item as it is, and below that with each change.
    """

    moves: Moves
    rank: Ranks


def nearest_flips(case: Case, columns: Columns) -> Flips:
    """For each item, the smallest relative change of one metric that gives another status in a case."""
    moved = moved_ranks(case, columns)
    return no_flips(len(columns)) if moved is None else nearest_of(moved, columns)


def moved_ranks(case: Case, columns: Columns, some: NDArray[np.intp] | None = None) -> Moved | None:
    """The status of each item with each change of one metric; None where no change gives another.

    Args:
        case: the provisions.
        columns: the items.
        some: which of the items are asked for; all where none are given.
    """
    moves = _moves(case)
    asked = slice(None) if some is None else some
    if not moves or not case.doing("require", as_written=False) or not len(columns):
        return None
    rows = {each: columns.state(case, each)[None, asked] for each in (*case.limbs, *case.others)}
    start, height = 1, 1 + sum(len(values) for _, values in moves)
    for metric, values in moves:
        for index, moved in _moved(case, columns, metric, values).items():
            if len(rows[index]) == 1:
                rows[index] = np.repeat(rows[index], height, axis=0)
            rows[index][start : start + len(values)] = moved[:, asked]
        start += len(values)
    rank = ranks_of(case, rows)
    return None if len(rank) == 1 else Moved(moves, rank)


def nearest_of(moved: Moved, columns: Columns, kind: NDArray[np.intp] | None = None) -> Flips:
    """For each item, the smallest of the changes that give another status.

    Args:
        moved: what each change gives, for items of each kind.
        columns: the items.
        kind: of each item, its place in `moved`; where none is given, each is a kind of its own.
    """
    moves, rank = moved.moves, moved.rank if kind is None else moved.rank[:, kind]
    change = np.concatenate(
        [
            columns.kept(("change", metric, values.tobytes()), lambda m=metric, v=values: _changes(columns, m, v))  # type: ignore[misc]
            for metric, values in moves
        ]
    )
    flips = (rank[1:] != rank[0]) & ~np.isnan(change)
    distance = np.where(flips, abs(change), np.inf)
    best = (distance == distance.min(axis=0)) & flips
    move = np.where(best, change, np.inf).argmin(axis=0)
    here = np.arange(len(columns))
    return Flips(
        np.where(flips.any(axis=0), move, -1),
        change[move, here],
        rank[1:][move, here],
        tuple(metric for metric, values in moves for _ in values),
        np.concatenate([values for _, values in moves]),
    )


def no_flips(count: int) -> Flips:
    """No change, for some items."""
    return Flips(np.full(count, -1, np.intp), np.zeros(count), np.zeros(count, np.int8), (), np.zeros(0))


def _moves(case: Case) -> Moves:
    """Each metric with the values on and just beside its limits, in order."""
    if "moves" not in case.memory:
        provisions = [case.provisions[each] for each in (*case.limbs, *case.others) if case.enforced[each]]
        case.memory["moves"] = tuple(_limits(provisions))
    found: Moves = case.memory["moves"]
    return found


def stands_alone(case: Case, columns: Columns, some: NDArray[np.intp]) -> bool:
    """Whether no metric that a case asks for follows from another which may be changed, for any of some items."""
    if np.isfinite(columns.high["area"][some]).any():
        return False
    sums = [
        index
        for index in (*case.limbs, *case.others)
        if any(each.metric in FOLLOWING["dram_bandwidth"] for each in case.provisions[index].tests)
    ]
    return not any(columns.by_trait(case.provisions[i], case.makers[i], everyone=False)[some].any() for i in sums)


def _limits(provisions: Sequence[Provision]) -> list[tuple[str, Floats]]:
    found: dict[str, set[float]] = {}
    for provision in provisions:
        if provision.does in _LIMITING:
            for test in provision.tests:
                if test.metric not in PARTY_METRICS and test.metric in _MOVABLE:
                    found.setdefault(test.metric, set()).update(_sides(test))
    return [(metric, np.array(sorted(found[metric]))) for metric in _MOVABLE if metric in found]


def _sides(test: Test) -> tuple[float, float]:
    """The value on a limit, and the nearest one on its other side."""
    if test.operation in ("at_least", "below"):
        return test.limit, math.nextafter(test.limit, -math.inf)
    return test.limit, math.nextafter(test.limit, math.inf)


def _changes(columns: Columns, metric: str, values: Floats) -> Floats:
    """The relative change of a metric to each of some values (rows) for each item (columns)."""
    old = columns.value[metric]
    found: Floats = values[:, None] / np.where(old == 0, np.nan, old)[None] - 1.0
    return found


def _moved(case: Case, columns: Columns, metric: str, values: Floats) -> dict[int, StateCodes]:
    """For the provisions that test a metric or what follows from it, the states with each of its new values."""
    following = FOLLOWING.get(metric, ())
    made = {}
    for index in (*case.limbs, *case.others):
        provision, makers = case.provisions[index], case.makers[index]
        if any(each.metric == metric or each.metric in following for each in provision.tests):
            key = ("moved", provision, makers, metric, values.tobytes())
            made[index] = columns.kept(key, lambda provision=provision, makers=makers: _moved_states(  # type: ignore[misc]
                columns, provision, makers, (metric, values)))
    return made


def _moved_states(columns: Columns, provision: Provision, makers: Makers, move: tuple[str, Floats]) -> StateCodes:
    metric, values = move
    following = FOLLOWING.get(metric, ())
    found = []
    for test in tests_of(provision):
        if test.metric == metric:
            found.append(passes(test, values, values)[:, None])
        elif test.metric in following:
            key = ("followed", metric, test.metric, values.tobytes())
            bounds = columns.kept(key, lambda test=test: _followed(columns, metric, values, test.metric))  # type: ignore[misc]
            found.append(passes(test, *bounds))
        else:
            found.append(columns.test(test)[None])
    base = columns.by_trait(provision, makers, everyone=False)
    return columns.settle(provision, combined(base[None], found))


def _followed(columns: Columns, metric: str, values: Floats, name: str) -> tuple[Floats, Floats]:
    """The bounds of a metric that follows from one which is changed: density, or memory with input and output."""
    low, high, value = columns.low, columns.high, values[:, None]
    if name == "density":
        known = np.isfinite(high["area"])[None]
        with np.errstate(divide="ignore", invalid="ignore"):
            over = np.where(low["area"] > 0, value / low["area"], np.inf)
            under = value / high["area"]
        return np.where(known, under, low["density"]), np.where(known, over, high["density"])
    other = "io" if metric == "dram_bandwidth" else "dram_bandwidth"
    if metric == "dram_bandwidth":
        return low[other] + value, high[other] + value
    known = np.isfinite(high[other])[None]
    return np.where(known, low[other] + value, 0.0), np.where(known, high[other] + value, np.inf)
