"""Numbers that a unit, a label or a word beside them names as something that no measure is of."""

from __future__ import annotations

import itertools

from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["is_named_else"]

_SPENT = words("training_cost organisation_spend")
#: units in which power, storage and rents are sold
_SOLD_BY = words("kwh mwh kilowatt-hour kilowatt megawatt gb gigabyte minute image hour hr h second gpu-hour")
_PER = words("/ per a")
#: what the line below a sum says that it is
_NO_COST = words("electricity energy cooling revenue revenues valuation profit salaries rent funding savings")
_LABEL = 6
#: how well chips are used, and how much more a hall draws than its machines
_USE = words("mfu hfu utilisation utilization")
_OF_HALLS = words("pue")
_OF_USE = words("benchmark_score chip_spec compute_share market_move")
_SHARES = ("percent", "fraction", "number")
_CONTEXTS = words("context ctx long-context long-ctx window")
_SPEEDS = ("speed", "bandwidth", "memory", "power")
_MARKS = words("threshold mark line")
_TIMES = words("× x * ⋅")
_AREAS = words("sq square acres acre sqm sqft")
_WEALTH = words("value stock stocks share shares market capitalisation capitalization equity wealth")
_POINTS = words("points point pts")
_SORTS = words("budgets runs models efforts projects programmes programs rivals labs bets systems")
#: what power is of that is no one site's
_GRIDS = words("infrastructure grid grids generation plants reactors turbines nationwide worldwide globally")
_AT_WORK = words("active activated shared used selected routed")
_OFF = words("off discount savings cheaper")
_LAGS = stems("behind lag lags lagging trail trails gap lead ahead catch caught")
_NEAR, _FEW = 3, 6


def is_named_else(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """Whether what stands beside a number read as a measure names it as something else.

    Args:
        scene: its sentence.
        quantity: the number.
        measure: what it was read as.
    """
    return any(rule(scene, quantity, measure) for rule in _RULES)


def _sold_by_unit(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """`$0.06 to $0.12/kWh`, `$3.93 per H100-hour`: the price of power or an hour, and of no token or run."""
    if quantity.dim != "money" or measure not in (*_SPENT, "price_per_token"):
        return False
    if quantity.per is not None and quantity.per.kind == "hour":
        return True
    after = scene.tokens.word[quantity.end - 2 : min(quantity.end + _NEAR, scene.end)]
    return any(a in _PER and b in _SOLD_BY for a, b in itertools.pairwise(after))


def _labelled_below(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """`$3.0M–$6.0M` on a line of its own, `Electricity` on the next: the label says that it is no cost of a run."""
    if measure not in _SPENT or quantity.first > scene.first + 1 or quantity.stop < scene.end:
        return False
    tokens, k = scene.tokens, scene.end
    if k >= len(tokens) or not tokens.opens_line(k):
        return False
    label = [tokens.word[k]]
    while len(label) < _LABEL and k + 1 < len(tokens) and not tokens.broken(k + 1):
        k += 1
        label.append(tokens.word[k])
    return not _NO_COST.isdisjoint(label)


def _of_use(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """`21% MFU`, `MFU=0.45`, `38% on A100s`: how well chips are used."""
    if measure not in _OF_USE or quantity.dim not in _SHARES:
        return False
    word = scene.tokens.word
    before = scene.words_before(quantity.first, _NEAR)
    if not _USE.isdisjoint(before) or not _USE.isdisjoint(word[quantity.stop : quantity.stop + 2]):
        return True
    k = quantity.stop + 1
    named = scene.cover[k] if k < scene.end and word[k - 1] == "on" else None
    return (measure == "benchmark_score" and named is not None and named.kind == "chip"
            and not scene.of_kind("benchmark"))


def _of_hall(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """`PUE 1.5 on average against 1.09`: a factor, and no power."""
    return measure == "power" and quantity.dim == "number" and not _OF_HALLS.isdisjoint(
        scene.tokens.word[scene.first : scene.end])


def _worth(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """`tens of millions of dollars' worth of H100s`: what goods are worth is no move of a price."""
    word = scene.tokens.word
    if measure != "market_move" or quantity.dim != "money":
        return False
    at = next((k for k in range(quantity.stop - 1, min(quantity.stop + _NEAR, scene.end))
               if word[k : k + 2] == ["worth", "of"]), None)
    return at is not None and _WEALTH.isdisjoint(word[at + 2 : at + 2 + _NEAR])


def _length(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """`0.8T tokens at 128k`: a length of context is no count of chips."""
    word = scene.tokens.word
    bare = quantity.chip is None and quantity.dim in ("number", "count", "chips") and "tokens" in word[
        scene.first : quantity.first]
    return (measure == "chip_count" and bare and word[quantity.first - 1] in ("at", "to")
            and any(w in _CONTEXTS or w.startswith("ctx") for w in word[scene.first : scene.end]))


def _of_two_speeds(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """`2 PFLOPS, 4 times less than the 8 PFLOPS of B`: a ratio that only two figures beside it make."""
    if measure != "chip_spec" or quantity.dim != "ratio":
        return False
    figures = [q for q in scene.quantities if q.dim in _SPEEDS]
    before = next((q for q in reversed(figures) if q.stop <= quantity.first), None)
    after = next((q for q in figures if q.first >= quantity.stop), None)
    return (before is not None and after is not None and before.dim == after.dim
            and quantity.first - before.stop <= _NEAR and after.first - quantity.stop <= 2 * _FEW
            and "than" in scene.tokens.word[quantity.stop : after.stop])


def _is_mark(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """`past the 10% threshold that marks a correction`: a line that moves are held against."""
    after = scene.tokens.word[quantity.stop : quantity.stop + 2]
    return measure == "market_move" and quantity.dim == "percent" and not _MARKS.isdisjoint(after)


def _is_factor(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """`4,500 × 72 TFLOPS`, `192 GB × 72 = 13.8 TB`: so many of one thing, or one of so many, and not the whole."""
    word = scene.tokens.word
    if measure != "chip_spec":
        return False
    before, after = scene.words_before(quantity.first, 2), word[quantity.stop : quantity.stop + 2]
    if len(before) > 1 and before[-1] in _TIMES:
        return _number(before[0]) > _number(word[quantity.core])
    return len(after) > 1 and after[0] in _TIMES and after[1][0].isdigit() and "=" in word[quantity.stop : scene.end]


def _number(text: str) -> float:
    plain = text.replace(",", "")
    return float(plain) if plain.replace(".", "", 1).isdecimal() else 0.0


def _of_time_ahead(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """`estimated sales over the next 12 months`: a time to come, and no lag."""
    before = scene.words_before(quantity.first, 2)
    return measure == "capability_lag" and before[-1:] in (["next"], ["coming"], ["following"]) and not scene.any_of(
        _LAGS)


def _is_area(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """`5 million sq ft`: the size of a site."""
    after = scene.tokens.word[quantity.stop : quantity.stop + 1]
    return measure in ("power", "parameters", "chip_count") and bool(after) and after[0] in _AREAS


def _of_points(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """`a gap of 17.5 MMLU points`: a distance in scores, and no time."""
    after = scene.tokens.word[quantity.core : quantity.stop + _NEAR]
    return measure == "capability_lag" and not _POINTS.isdisjoint(after)


def _of_a_sort(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """`beats hundred-million-dollar budgets`: what things of a sort cost is no cost of the one that is told of."""
    word = scene.tokens.word
    return (measure == "training_cost" and "-" in word[quantity.core : quantity.stop + 1]
            and not _SORTS.isdisjoint(word[quantity.stop : quantity.stop + 1]))


def _of_grids(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """`100+ GW of new power infrastructure`: what a country builds is of no one site."""
    if measure != "power" or any(m.end <= quantity.first for m in scene.of_kind("cluster")):
        return False
    return not _GRIDS.isdisjoint(scene.tokens.word[quantity.stop : min(quantity.stop + _NEAR, scene.end)])


def _off_in_row(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """`$2.50 (75% off)` in a row of prices: less than a price beside it, and not than one that was asked before."""
    word = scene.tokens.word
    if measure not in ("price_ratio", "cost_ratio") or quantity.dim not in _SHARES or "|" not in word[
            scene.first : scene.end]:
        return False
    return word[quantity.first - 1] == "(" and not _OFF.isdisjoint(word[quantity.core : quantity.stop + 2])


def _of_experts(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """`(128 experts, 1 active)`: how many parts of a mixture work, and no parameters."""
    word = scene.tokens.word
    return (measure == "parameters" and word[quantity.core].isdecimal() and word[quantity.core + 1] in _AT_WORK
            and "experts" in scene.words_before(quantity.first, _NEAR))


def _of_pair(scene: Scene, quantity: Quantity, measure: str) -> bool:
    """`H100 NVL (pair) 188GB`: what two chips have together."""
    return measure == "chip_spec" and "pair" in scene.words_before(quantity.first, _NEAR)


_RULES = (_is_mark, _is_factor, _of_time_ahead, _is_area, _sold_by_unit, _labelled_below, _of_use, _of_hall, _worth,
          _length, _of_two_speeds, _of_points, _of_a_sort, _of_grids, _off_in_row,
          _of_experts, _of_pair)
