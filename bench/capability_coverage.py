"""Whether the index knows how sure it is: simulated tables with a known truth, and resampled refits beside its draws.

    python bench/capability_coverage.py [--tables 20] [--refits 500]

Tables are drawn from the fitted model with the noise of each benchmark, on the cells of the public table; each is
fitted anew, knowing nothing but the scores. Counted is how often 90% intervals of capability and of crossing lags hold
the truth.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse

import numpy as np

from oncurve.capability.factors import noise_shape
from oncurve.capability.ho2025 import fit_ho2025, refit_ho2025
from oncurve.capability.index import fit_index
from oncurve.capability.lag import Side, crossing
from oncurve.capability.shipped import load_shipped, shipped_table
from oncurve.capability.table import Row, ScoreTable, table_of


def simulated(seed: int, truth: np.ndarray, noise: np.ndarray, table: ScoreTable) -> ScoreTable:
    """Scores on the same cells around the truth, and nothing else."""
    random = np.random.default_rng(seed)
    m, b = table.model, table.benchmark
    spread = np.sqrt(noise[b] * noise_shape(truth[m, b]))
    scores = np.clip(random.normal(truth[m, b], spread), 0, 1)
    return table_of(Row(table.models[x], table.benchmarks[y], float(score)) for x, y, score in
                    zip(m, b, scores, strict=True))


def coverage(tables: int) -> None:
    """Coverage of capability and of lags, and how uniform the ranks of the truth are."""
    table = shipped_table()
    first = fit_index(table, starts=1, dimensions=(3,)).members[0]
    truth = first.share
    models = load_shipped().models
    days = np.asarray([float(model.date.toordinal()) for model in models])
    us, cn = (np.flatnonzero([model.country == name for model in models]) for name in ("US", "CN"))
    skill = truth.mean(1)
    true_lag = [crossing(skill[None, place], days[place], Side.of(skill[None, us], days[us]))[0] for place in cn]
    inside, lags, ranks = [], [], []
    for seed in range(tables):
        index = fit_index(simulated(seed, truth, first.widths.noise, table), starts=1)
        order = [index.table.models.index(name) for name in table.models]
        drawn = index.draws(200, seed).mean(2)[:, order]
        low, high = np.quantile(drawn, [0.05, 0.95], axis=0)
        inside += list((low <= skill) & (skill <= high))
        ranks += list((drawn < skill).mean(0))
        rivals = Side.of(drawn[:, us], days[us])
        for place, lag in zip(cn, true_lag, strict=True):
            found = np.sort(crossing(drawn[:, place], days[place], rivals))
            lags.append(found[10] <= lag <= found[189])
    tenths = np.histogram(ranks, bins=10, range=(0, 1))[0] / len(ranks)
    print(f"{tables} simulated tables: 90% intervals of capability hold the truth in {np.mean(inside):.1%} of "
          f"{len(inside)}, of crossing lags in {np.mean(lags):.1%} of {len(lags)}")
    better = np.argsort(skill)[skill.size // 2:]
    halves = np.asarray(inside).reshape(tables, -1)
    print(f"of the better half of models {halves[:, better].mean():.1%}")
    print("ranks of the truth by tenths:", " ".join(f"{share:.1%}" for share in tenths))


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
    parser.add_argument("--refits", type=int, default=500)
    given, _ = parser.parse_known_args()
    coverage(given.tables)
    refits(given.refits)


if __name__ == "__main__":
    main()
