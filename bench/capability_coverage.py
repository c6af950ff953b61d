"""Whether the index knows how sure it is: simulated tables with a known truth, and resampled refits beside its draws.

    python bench/capability_coverage.py [--tables 20] [--refits 500] [--truth fit draw line prior] [--known]
    python bench/capability_coverage.py --keep FILE [--tables 0]     # goes on where FILE ends; tells of all in it

Scores are drawn around a truth with the noise of each benchmark, on the cells of the public table; each table is fitted
anew, knowing nothing but the scores; with --known also dates, makers, families and efforts, as the shipped index does
and as the truths `fit` and `draw` were made. The truth is what the index expects of the public table (`fit`, a mode,
from which all that the table does not show is shrunk away), a draw around it (`draw`), the public one-dimensional fit
(`line`), or drawn from the model's own prior, whose ranks should be uniform (`prior`; Talts et al. 2018). Counted is
how often 90% intervals of capability and of crossing lags hold the truth. Errors are common to the models of a table:
its independent trials are the tables. Beside a share therefore stand how far it lies from 90% in standard errors over
tables, and the exact binomial band of as many independent trials as the models of all tables are worth by how much the
shares of tables scatter. Ranks are taken as uniform where Kolmogorov and Smirnov's test of one model a table, drawn at
random, does not reject. A lag moves in steps, so that an interval of whole steps holds more than 90%; beside it stands
the share of truths whose rank, drawn at random within its step, lies in the middle 90%.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from msgspec.structs import replace
from scipy.stats import binom, kstest

from oncurve.capability.chains import draw_shares
from oncurve.capability.design import design_of
from oncurve.capability.factors import Factors, fit_factors, logistic, noise_shape
from oncurve.capability.ho2025 import fit_ho2025, refit_ho2025
from oncurve.capability.index import fit_index, grid_of
from oncurve.capability.lag import Side, crossing
from oncurve.capability.shipped import load_shipped, shipped_table
from oncurve.capability.table import Row, ScoreTable, table_of

_DRAWS = 240
#: truths drawn around the public fit, which tables take in turn
_TRUTHS = 64
_NINE = 0.9


def simulated(seed: tuple[int, ...], truth: np.ndarray, noise: np.ndarray, table: ScoreTable) -> ScoreTable:
    """Scores on the same cells around the truth, and nothing else."""
    random = np.random.default_rng(seed)
    m, b = table.model, table.benchmark
    spread = np.sqrt(noise[b] * noise_shape(truth[m, b]))
    return bare(table, np.clip(random.normal(truth[m, b], spread), 0, 1))


def bare(table: ScoreTable, scores: np.ndarray) -> ScoreTable:
    """A table of these scores with nothing else known."""
    return table_of(Row(table.models[x], table.benchmarks[y], float(score)) for x, y, score in
                    zip(table.model, table.benchmark, scores, strict=True))


def truth_of(kind: str, table: ScoreTable) -> Callable[[int], tuple[np.ndarray, np.ndarray]]:
    """True expected scores (M, B) and noise of each benchmark (B,), by the number of a simulated table."""
    known = bare(table, table.score) if kind == "prior" else table
    grid = grid_of(known, np.zeros(len(known.benchmarks)))
    fit = fit_factors(grid, design_of(known, (grid.weight > 0).astype(float)), 3, np.random.default_rng(0))
    noise = fit.widths.noise
    if kind == "fit":
        return lambda _: (fit.share, noise)
    if kind == "prior":
        return lambda number: (from_prior(fit, np.random.default_rng((9, number))), noise)
    if kind == "draw":
        drawn = draw_shares(fit, _TRUTHS, np.random.default_rng(9)).share
        return lambda number: (drawn[number % _TRUTHS], noise)
    public = fit_ho2025(table).predict()
    off = (table.score - public[table.model, table.benchmark]) ** 2
    off /= noise_shape(public[table.model, table.benchmark])
    noise = np.bincount(table.benchmark, off) / np.bincount(table.benchmark)
    return lambda _: (public, noise)


def from_prior(fit: Factors, random: np.random.Generator) -> np.ndarray:
    """Expected scores of models and benchmarks drawn from the widths of a fit, shape (M, B)."""
    widths, columns = fit.widths, fit.design.columns
    weight = random.normal(0, np.sqrt(widths.column[fit.design.group]))
    score = columns @ weight + random.normal(0, np.sqrt(widths.score), fit.point.score.shape)
    load = random.normal(0, np.sqrt(widths.loading), fit.point.load[:, 1:].shape)
    load[:, 0] = np.exp(load[:, 0])
    hard = random.normal(-fit.design.tests @ widths.tests, widths.intercept**0.5)
    return logistic(score @ load.T - load[:, 0] * hard)


@dataclass(frozen=True, slots=True)
class Tried:
    """One simulated table.

    Args:
        truth: the kind of truth.
        known: whether what is known of models besides scores was told.
        number: of the table, which fixes truth and noise.
        skill: true capability of each model.
        rank: share of draws below it.
        held: whether the 90% interval holds it.
        lag_held: whether the interval of whole steps holds the crossing lag of each Chinese model.
        lag_rank: share of draws below that lag, at random within its step.
    """

    truth: str
    known: bool
    number: int
    skill: list[float]
    rank: list[float]
    held: list[bool]
    lag_held: list[bool]
    lag_rank: list[float]


def tried(kind: str, known: bool, number: int, truth: np.ndarray, noise: np.ndarray) -> Tried:
    """Simulate a table, fit it anew and see where the truth lies."""
    table, models = shipped_table(), load_shipped().models
    days = np.asarray([float(model.date.toordinal()) for model in models])
    us, cn = (np.flatnonzero([model.country == name for model in models]) for name in ("US", "CN"))
    random, skill = np.random.default_rng((1, number)), truth.mean(1)
    sides = Side.of(skill[None, us], days[us])
    drawn_table = simulated((*kind.encode(), number), truth, noise, table)  # no two kinds share their noise
    if known:
        drawn_table = replace(table, score=drawn_table.score, errors=np.full(table.score.size, np.nan))
    index = fit_index(drawn_table, seed=number, starts=1, draws=_DRAWS)
    drawn = index.draws.mean(2)[:, [index.table.models.index(name) for name in table.models]]
    low, high = np.quantile(drawn, [0.05, 0.95], axis=0, method="weibull")  # a new draw lies between in nine of ten
    rivals, lag_held, lag_rank = Side.of(drawn[:, us], days[us]), [], []
    for place in cn:
        lag = crossing(skill[None, place], days[place], sides)[0]
        found = crossing(drawn[:, place], days[place], rivals)
        first, last = np.quantile(found, [0.05, 0.95], method="inverted_cdf")
        lag_held.append(bool(first <= lag <= last))
        lag_rank.append(float((found < lag).mean() + random.random() * (found == lag).mean()))
    return Tried(kind, known, number, skill.tolist(), (drawn < skill).mean(0).tolist(),
                 ((low <= skill) & (skill <= high)).tolist(), lag_held, lag_rank)


def coverage(kind: str, tables: int, known: bool, keep: Path | None) -> None:
    """Coverage of capability and of lags, and how uniform the ranks of the truth are."""
    kept = [Tried(**json.loads(line)) for line in keep.read_text().splitlines()] if keep and keep.exists() else []
    mine = [each for each in kept if (each.truth, each.known) == (kind, known)]
    missing = sorted(set(range(tables)) - {each.number for each in mine})
    make = truth_of(kind, shipped_table()) if missing else None
    for number in missing:
        assert make is not None
        mine.append(tried(kind, known, number, *make(number)))
        if keep:
            with keep.open("a") as file:
                file.write(json.dumps(asdict(mine[-1])) + "\n")
    if mine:
        report(f"truth {kind}, {'metadata' if known else 'bare'}", mine)


def report(what: str, tables: list[Tried]) -> None:
    """Print a line a figure."""
    middle = [np.abs(np.asarray(each.lag_rank) - 0.5) <= 0.45 for each in tables]
    better = [np.asarray(each.held)[np.asarray(each.skill) > np.median(each.skill)] for each in tables]
    for name, flags in {"capability": [each.held for each in tables], "capability, better half": better,
                        "crossing lag, whole steps": [each.lag_held for each in tables],
                        "crossing lag, rank within its step": middle}.items():
        shares, count = np.mean(flags, axis=1), np.size(flags)
        error = shares.std(ddof=1) / len(shares) ** 0.5 if len(shares) > 1 else np.nan
        worth = min(count, max(round(_NINE * (1 - _NINE) / error**2), len(shares))) if error > 0 else len(shares)
        low, high = binom.interval(0.95, worth, _NINE)
        print(f"{what}: 90% intervals of {name} hold {shares.mean():.1%} of {count} in {len(shares)} tables "
              f"({(shares.mean() - _NINE) / error:+.1f} standard errors over tables; worth {worth} independent trials, "
              f"exact binomial band {low / worth:.1%} to {high / worth:.1%})", flush=True)
    ranks = np.asarray([each.rank for each in tables])
    tenths = np.histogram(ranks, bins=10, range=(0, 1))[0] / ranks.size
    random = np.random.default_rng(3)
    uniform = np.median([kstest(ranks[range(len(ranks)), random.integers(0, ranks.shape[1], len(ranks))],
                                "uniform").pvalue for _ in range(99)])
    print(f"{what}: ranks of the truth by tenths:", " ".join(f"{share:.1%}" for share in tenths),
          f"(one model a table, Kolmogorov and Smirnov: median p {uniform:.2f})", flush=True)


def refits(times: int) -> None:
    """The index's draws beside refits of the public fit to resampled rows and to resampled benchmarks."""
    table, shipped = shipped_table(), load_shipped()
    fit = fit_ho2025(table)
    low, high = (fit.capability[table.models.index(name)] for name in ("claude-3-5-sonnet-20240620",
                                                                         "gpt-5-2025-08-07_medium"))
    scale = 20 / (high - low)
    by_row = scale * refit_ho2025(table, fit, times, seed=1).std(0)
    random, clusters = np.random.default_rng(2), []
    for _ in range(times):
        counts = np.bincount(random.integers(0, len(table.benchmarks), len(table.benchmarks)),
                             minlength=len(table.benchmarks)).astype(float)
        counts[table.benchmarks.index("Winogrande")] += 0.1
        clusters.append(fit_ho2025(table, start=fit, weights=counts[table.benchmark] + 1e-3).capability)
    by_benchmark = scale * np.stack(clusters).std(0)
    ours = shipped.skill["all"].std(0)
    top = shipped.centre > 125
    print(f"standard deviation above 125, median over {top.sum()} models: index {np.median(ours[top]):.2f}; {times} "
          f"refits of the public fit by rows {np.median(by_row[top]):.2f}, by benchmarks "
          f"{np.median(by_benchmark[top]):.2f}")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", type=int, default=20)
    parser.add_argument("--truth", nargs="*", default=["fit", "draw", "line", "prior"])
    parser.add_argument("--refits", type=int, default=500)
    parser.add_argument("--keep", type=Path, help="a file of tables that were tried; what is missing is added")
    parser.add_argument("--known", action="store_true", help="fit with what is known of models besides scores")
    given, _ = parser.parse_known_args()
    for kind in given.truth:
        coverage(kind, given.tables, given.known, given.keep)
    if given.refits:
        refits(given.refits)


if __name__ == "__main__":
    main()
