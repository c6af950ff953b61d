"""Whether the index knows how sure it is: simulated tables with a known truth, and resampled refits beside its draws.

    python bench/capability_coverage.py [--tables 20] [--refits 500] [--truth fit draw line prior] [--known]

Scores are drawn around a truth with the noise of each benchmark, on the cells of the public table; each table is fitted
anew, knowing nothing but the scores; with --known also dates, makers, families and efforts, as the shipped index does
and as the truths `fit` and `draw` were made. The truth is what the index expects of the public table (`fit`, a mode,
from which all that the table does not show is shrunk away), a draw around it (`draw`), the public one-dimensional fit
(`line`), or drawn from the model's own prior, whose ranks should be uniform (`prior`; Talts et al. 2018). Counted is
how often 90% intervals of capability and of crossing lags hold the truth. Errors are common to the models of a table,
so that a count of them is worth fewer than its band takes it for. A lag moves in steps, so that an interval of whole
steps holds more than 90%; beside it stands the share of truths whose rank, drawn at random within its step, lies in the
middle 90%.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
from collections.abc import Iterator

import numpy as np
from msgspec.structs import replace
from scipy.stats import binom

from oncurve.capability.chains import draw_shares
from oncurve.capability.design import design_of
from oncurve.capability.factors import Factors, fit_factors, logistic, noise_shape
from oncurve.capability.ho2025 import fit_ho2025, refit_ho2025
from oncurve.capability.index import fit_index, grid_of
from oncurve.capability.lag import Side, crossing
from oncurve.capability.shipped import load_shipped, shipped_table
from oncurve.capability.table import Row, ScoreTable, table_of

_DRAWS = 240


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


def truths(kind: str, tables: int, table: ScoreTable) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """True expected scores (M, B) and noise of each benchmark (B,), for each simulated table."""
    known = bare(table, table.score) if kind == "prior" else table
    grid = grid_of(known, np.zeros(len(known.benchmarks)))
    fit = fit_factors(grid, design_of(known, (grid.weight > 0).astype(float)), 3, np.random.default_rng(0))
    random, noise = np.random.default_rng(9), fit.widths.noise
    if kind == "line":
        public = fit_ho2025(table).predict()
        off = (table.score - public[table.model, table.benchmark]) ** 2
        off /= noise_shape(public[table.model, table.benchmark])
        noise = np.bincount(table.benchmark, off) / np.bincount(table.benchmark)
    drawn = draw_shares(fit, tables, random).share if kind == "draw" else None
    for number in range(tables):
        if kind == "fit":
            yield fit.share, noise
        elif kind == "line":
            yield public, noise
        else:
            yield (drawn[number] if drawn is not None else from_prior(fit, random)), noise


def from_prior(fit: Factors, random: np.random.Generator) -> np.ndarray:
    """Expected scores of models and benchmarks drawn from the widths of a fit, shape (M, B)."""
    widths, columns = fit.widths, fit.design.columns
    weight = random.normal(0, np.sqrt(widths.column[fit.design.group]))
    score = columns @ weight + random.normal(0, np.sqrt(widths.score), fit.point.score.shape)
    load = random.normal(0, np.sqrt(widths.loading), fit.point.load[:, 1:].shape)
    load[:, 0] = np.exp(load[:, 0])
    hard = random.normal(-fit.design.tests @ widths.tests, widths.intercept**0.5)
    return logistic(score @ load.T - load[:, 0] * hard)


def coverage(kind: str, tables: int, known: bool) -> None:
    """Coverage of capability and of lags, and how uniform the ranks of the truth are."""
    table, models = shipped_table(), load_shipped().models
    days = np.asarray([float(model.date.toordinal()) for model in models])
    us, cn = (np.flatnonzero([model.country == name for model in models]) for name in ("US", "CN"))
    random, inside, better, ranks, wide, middle = np.random.default_rng(1), [], [], [], [], []
    for seed, (truth, noise) in enumerate(truths(kind, tables, table)):
        skill = truth.mean(1)
        sides = Side.of(skill[None, us], days[us])
        true_lag = [crossing(skill[None, place], days[place], sides)[0] for place in cn]
        drawn_table = simulated((*kind.encode(), seed), truth, noise, table)  # no two kinds share their noise
        if known:
            drawn_table = replace(table, score=drawn_table.score, errors=np.full(table.score.size, np.nan))
        index = fit_index(drawn_table, seed=seed, starts=1, draws=_DRAWS)
        order = [index.table.models.index(name) for name in table.models]
        drawn = index.draws.mean(2)[:, order]
        low, high = np.quantile(drawn, [0.05, 0.95], axis=0, method="weibull")  # a new draw lies between in nine of ten
        held = (low <= skill) & (skill <= high)
        inside += list(held)
        better += list(held[skill > np.median(skill)])
        ranks += list((drawn < skill).mean(0))
        rivals = Side.of(drawn[:, us], days[us])
        for place, lag in zip(cn, true_lag, strict=True):
            found = crossing(drawn[:, place], days[place], rivals)
            first, last = np.quantile(found, [0.05, 0.95], method="inverted_cdf")
            wide.append(first <= lag <= last)
            rank = (found < lag).mean() + random.random() * (found == lag).mean()
            middle.append(0.05 <= rank <= 0.95)
    report(kind, {"capability": inside, "capability, better half": better, "crossing lag, whole steps": wide,
                  "crossing lag, rank within its step": middle}, ranks)


def report(kind: str, held: dict[str, list[bool]], ranks: list[float]) -> None:
    """Print a line a figure."""
    for name, flags in held.items():
        low, high = binom.interval(0.95, len(flags), 0.9)
        print(f"truth {kind}: 90% intervals of {name} hold {np.mean(flags):.1%} of {len(flags)} "
              f"(exact binomial band {low / len(flags):.1%} to {high / len(flags):.1%})", flush=True)
    tenths = np.histogram(ranks, bins=10, range=(0, 1))[0] / len(ranks)
    print(f"truth {kind}: ranks of the truth by tenths:", " ".join(f"{share:.1%}" for share in tenths), flush=True)


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
    parser.add_argument("--known", action="store_true", help="fit with what is known of models besides scores")
    given, _ = parser.parse_known_args()
    for kind in given.truth:
        coverage(kind, given.tables, given.known)
    if given.refits:
        refits(given.refits)


if __name__ == "__main__":
    main()
