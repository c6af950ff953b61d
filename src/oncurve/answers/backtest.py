"""How well costs are predicted: each reported run hidden in turn and predicted from what else is known of it.

What is predicted is chip-hours, on which every cost rests. From a run's own evidence only its FLOP (as stated, or six
operations for each disclosed parameter and token), its chip and its format are used; how much of the chip's peak it
used is learnt from the other runs alone. One run a family and report counts, the largest, so that the runs are
independent.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from oncurve.basis.inputs import Input
from oncurve.basis.spread import Z90
from oncurve.catalog.read import Catalogue
from oncurve.cost.chip_hours import hours_routes
from oncurve.cost.compute import flop_routes
from oncurve.cost.prices import Prices, prices_of
from oncurve.cost.regression import student_quantile
from oncurve.cost.run import DEVELOPER, Run
from oncurve.cost.spreads import around, log_widths
from oncurve.cost.utilisation import utilisation_on

__all__ = ["Backtest", "Known", "Prediction", "backtest", "binomial_band", "by_days", "by_shipped_intervals",
           "interval_score", "known_runs"]

_LEVEL = 0.9
_HIDDEN = frozenset({"chip_hours", "cost", "mfu"})
_OTHER_ROUTES = frozenset({"chips", "training_time"})


@dataclass(frozen=True, slots=True)
class Known:
    """A run whose developer reports its chip-hours.

    Args:
        model: its id.
        source: the report.
        hours: chip-hours as reported.
        flop: training FLOP, without use of the hours.
        speed: FLOP an hour at the chip's peak in the format of the run.
        group: the class of utilisation: generation, format, mixture or small.
        route: `reported` or `six_nd`.
    """

    model: str
    source: str
    hours: float
    flop: float
    speed: float
    group: str
    route: str

    @property
    def utilisation(self) -> float:
        """Share of peak that the reported hours imply."""
        return self.flop / (self.hours * self.speed)


@dataclass(frozen=True, slots=True)
class Prediction:
    """One hidden number and what was predicted for it.

    Args:
        model: its id.
        quality: the evidence used, in words.
        actual: what the developer reports, in chip-hours.
        low: 5% quantile.
        median: 50% quantile.
        high: 95% quantile.
    """

    model: str
    quality: str
    actual: float
    low: float
    median: float
    high: float

    @property
    def inside(self) -> bool:
        """Whether the interval holds the reported number."""
        return self.low <= self.actual <= self.high

    @property
    def score(self) -> float:
        """Log interval score; less is better."""
        return interval_score(self.actual, self.low, self.high)

    def one_factor(self, low: float, high: float) -> float:
        """The score that one factor for all around the same point would have."""
        return interval_score(self.actual, low * self.median, high * self.median)

    def to_dict(self) -> dict[str, Any]:
        """The prediction as plain data."""
        return {"model": self.model, "quality": self.quality, "actual": self.actual, "low": self.low,
                "median": self.median, "high": self.high, "inside": self.inside, "score": self.score}


@dataclass(frozen=True, slots=True)
class Backtest:
    """Predictions of all hidden runs, and how well they did.

    Args:
        rows: one a run.
        factor: the ends of the one-factor rival, over its middle.
    """

    rows: tuple[Prediction, ...]
    factor: tuple[float, float]

    @property
    def n(self) -> int:
        """How many runs."""
        return len(self.rows)

    @property
    def coverage(self) -> float:
        """Share of the intervals that hold the reported number; 0.9 is meant."""
        return sum(row.inside for row in self.rows) / self.n

    @property
    def score(self) -> float:
        """Mean log interval score."""
        return sum(row.score for row in self.rows) / self.n

    @property
    def rival_score(self) -> float:
        """Mean log interval score of one factor for all."""
        return sum(row.one_factor(*self.factor) for row in self.rows) / self.n

    @property
    def skill(self) -> float:
        """How much better than one factor for all: 1 less the ratio of the scores."""
        return 1 - self.score / self.rival_score

    @property
    def crps(self) -> float:
        """Mean continuous ranked probability score of the logs, each half taken as normal."""
        return sum(_crps(row) for row in self.rows) / self.n

    def of_quality(self, quality: str) -> Backtest:
        """The rows of one quality of evidence."""
        return Backtest(tuple(row for row in self.rows if row.quality == quality), self.factor)

    def to_dict(self) -> dict[str, Any]:
        """The backtest as the contract prints it."""
        return {"rows": [row.to_dict() for row in self.rows], "coverage": self.coverage, "crps": self.crps,
                "skill": {"one_factor": self.skill}, "n": self.n}


def backtest(catalogue: Catalogue) -> Backtest:
    """Hide each independent report of chip-hours in turn and predict it from the other runs."""
    runs = known_runs(catalogue)
    error = prices_of(catalogue).assumption("cottier_error_gpu")
    rows = tuple(_left_out(place, runs) for place in range(len(runs)))
    return Backtest(rows, (error.low, error.high))


def by_days(catalogue: Catalogue) -> Backtest:
    """The same where a report gives chips and days besides hours that are no product of them."""
    prices = prices_of(catalogue)
    error = prices.assumption("cottier_error_gpu")
    return Backtest(tuple(_by_days(catalogue, prices)), (error.low, error.high))


def by_shipped_intervals(catalogue: Catalogue) -> Backtest:
    """The same runs by the utilisation intervals that ship; those were set with these runs in view."""
    prices = prices_of(catalogue)
    error = prices.assumption("cottier_error_gpu")
    rows = []
    for known in known_runs(catalogue):
        used, counted = prices.assumption(known.group), prices.assumption("training_compute_counted_error")
        spread = around(known.flop / known.speed / used.amount, log_widths(used)[::-1], log_widths(counted))
        rows.append(Prediction(known.model, known.group, known.hours, spread.low, spread.median, spread.high))
    return Backtest(tuple(rows), (error.low, error.high))


def known_runs(catalogue: Catalogue) -> list[Known]:
    """The largest run of each report or family that states chip-hours and from whose other facts FLOP can be had.

    Where a developer gives two models the same hours, the later only repeats the earlier and does not count.
    """
    prices = prices_of(catalogue)
    models = sorted(catalogue.models.values(), key=lambda model: (str(model.release_date or "9999"), model.id))
    told: set[tuple[str, float]] = set()
    best: dict[str, Known] = {}
    for model in models:
        found = _known(Run(catalogue, model), prices)
        if found is None or (model.organisation, found.hours) in told:
            continue
        told.add((model.organisation, found.hours))
        key = f"{model.organisation} {model.family}" if model.family else found.source
        if key not in best or best[key].flop < found.flop:
            best[key] = found
    by_source: dict[str, Known] = {}
    for each in best.values():
        if each.source not in by_source or by_source[each.source].flop < each.flop:
            by_source[each.source] = each
    return sorted(by_source.values(), key=lambda each: each.model)


def _known(run: Run, prices: Prices) -> Known | None:
    fact = run.fact("chip_hours.final_run") or run.fact("chip_hours.pretraining")
    if fact is None or fact.kind not in DEVELOPER or run.chip is None or run.base is not None:
        return None
    hidden = Run(run.catalogue, run.model, _HIDDEN | _OTHER_ROUTES)
    route = next((each for each in flop_routes(hidden, prices) if each.independent), None)
    speed = utilisation_on(run, prices, run.chip)
    if route is None or speed is None:
        return None
    flop = _middle(route.quantity.arguments.items(), route.quantity.formula)
    group = speed.mfu.evidence
    assert group is not None, "utilisation_on rests on an assumption"
    return Known(run.model.id, fact.source, fact.number, flop, speed.peak.spread.median * 1e12 * 3600,
                 group.name, route.name)


def _middle(arguments: Iterable[tuple[str, Any]], formula: Any) -> float:
    return float(formula(**{name: each.spread.median for name, each in arguments if isinstance(each, Input)}))


def _left_out(place: int, runs: Sequence[Known]) -> Prediction:
    """Chip-hours of one run by its FLOP and the utilisation of the others: those of its class, drawn to the rest."""
    run = runs[place]
    others = [each for number, each in enumerate(runs) if number != place]
    mean, spread = _class_utilisation(run.group, others)
    point = run.flop / run.speed / math.exp(mean)
    width = math.exp(student_quantile(len(others) - 1) * spread)
    quality = "FLOP stated by the developer" if run.route == "reported" else "FLOP counted from parameters and tokens"
    return Prediction(run.model, quality, run.hours, point / width, point, point * width)


def _class_utilisation(group: str, runs: Sequence[Known]) -> tuple[float, float]:
    """Mean and standard deviation of the log utilisation of a new run of a class, by one-way random effects."""
    classes: dict[str, list[float]] = {}
    for run in runs:
        classes.setdefault(run.group, []).append(math.log(run.utilisation))
    whole = [value for values in classes.values() for value in values]
    grand = sum(whole) / len(whole)
    means = {name: sum(values) / len(values) for name, values in classes.items()}
    free = len(whole) - len(classes)
    within = sum((value - means[name]) ** 2 for name, values in classes.items() for value in values) / free
    size = (len(whole) - sum(len(values) ** 2 for values in classes.values()) / len(whole)) / (len(classes) - 1)
    spread = sum(len(values) * (means[name] - grand) ** 2 for name, values in classes.items()) / (len(classes) - 1)
    between = max((spread - within) / size, 0.0)
    own = classes.get(group, [])
    trust = between / (between + within / len(own)) if own and between else 0.0
    mean = grand + trust * (means.get(group, grand) - grand)
    return mean, math.sqrt(within + between * (1 - trust))


def _by_days(catalogue: Catalogue, prices: Prices) -> list[Prediction]:
    """Reported chip-hours by chips and days where a report gives both and the hours are no product of them."""
    best: dict[str, Prediction] = {}
    for model in catalogue.models:
        run = Run(catalogue, catalogue.models[model])
        fact = run.fact("chip_hours.final_run")
        if fact is None or fact.kind not in DEVELOPER or fact.detail.get("derivation"):
            continue
        hidden = Run(catalogue, run.model, frozenset({"chip_hours", "cost"}))
        route = next((each for each in hours_routes(hidden, prices) if each.route == "chips_days"), None)
        if route is None:
            continue
        spreads = {name: each.spread for name, each in route.quantity.arguments.items() if isinstance(each, Input)}
        point = float(route.quantity.formula(**{name: each.median for name, each in spreads.items()}))
        down = math.sqrt(sum(math.log(each.median / each.low) ** 2 for each in spreads.values()))
        up = math.sqrt(sum(math.log(each.high / each.median) ** 2 for each in spreads.values()))
        best[fact.source] = Prediction(model, "chips and days stated", fact.number, point * math.exp(-down), point,
                                       point * math.exp(up))
    return list(best.values())


def interval_score(actual: float, low: float, high: float) -> float:
    """The interval score of Gneiting and Raftery (2007) at 90%, of logs: width plus penalties; less is better."""
    x, bottom, top = math.log(actual), math.log(low), math.log(high)
    return (top - bottom) + 2 / (1 - _LEVEL) * (max(bottom - x, 0.0) + max(x - top, 0.0))


def binomial_band(n: int, level: float = _LEVEL) -> tuple[int, int]:
    """The smallest and largest number of hits out of n that chance at 90% leaves within its central 95%."""
    chances = [math.comb(n, k) * level**k * (1 - level) ** (n - k) for k in range(n + 1)]
    tail, low = 0.0, 0
    while tail + chances[low] <= 0.025:
        tail, low = tail + chances[low], low + 1
    tail, high = 0.0, n
    while tail + chances[high] <= 0.025:
        tail, high = tail + chances[high], high - 1
    return low, high


def _crps(row: Prediction) -> float:
    spread = math.log(row.high / row.low) / (2 * Z90)
    z = math.log(row.actual / row.median) / spread
    density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    below = 0.5 * (1 + math.erf(z / math.sqrt(2)))
    return spread * (z * (2 * below - 1) + 2 * density - 1 / math.sqrt(math.pi))
