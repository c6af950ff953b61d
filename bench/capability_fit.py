"""The public objective fitted our way and the public way, side by side; and hidden cells of the public table.

    python bench/capability_fit.py [--peer benchmark-stitching=PATH]    # speed
    python bench/capability_fit.py --hidden 20                          # hidden cells, over 20 splits
    python bench/capability_fit.py --hidden 20 --first 8 --each-model   # a fifth of each model's

Without --peer the public way is its own method written out (box-bounded trust region of scipy over finite differences);
with the path of a clone of benchmark-stitching its own `fit.py` is run instead. """

from __future__ import annotations

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import argparse
import contextlib
import io
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from table import Asked, Row, growth, measured, options, processor, read, shown

from oncurve.capability.ho2025 import fit_ho2025, refit_ho2025
from oncurve.capability.index import fit_index
from oncurve.capability.shipped import shipped_table
from oncurve.capability.table import Row as Row_
from oncurve.capability.table import ScoreTable, table_of


def public_way(table: ScoreTable, weights: np.ndarray | None = None, start: np.ndarray | None = None) -> np.ndarray:
    """The public fit's method: one residual for the ridge, no Jacobian, bounds, its start."""
    from scipy.optimize import least_squares

    models, benchmarks = table.shape
    anchor = table.benchmarks.index("Winogrande")
    repeat = np.repeat(np.arange(table.score.size), 1 if weights is None else weights)
    m, b, y = table.model[repeat], table.benchmark[repeat], table.score[repeat]

    def residuals(x: np.ndarray) -> np.ndarray:
        c, d, a = x[:models], x[models:models + benchmarks], np.insert(x[models + benchmarks:], anchor, 1.0)
        share = 1 / (1 + np.exp(-np.clip(a[b] * (c[m] - d[b]), -500, 500)))
        return np.append(share - y, np.sqrt(0.1 * (x @ x) / x.size))

    random = np.random.RandomState(42)
    first = np.concatenate([random.randn(models) * 0.1, random.randn(benchmarks) * 0.1, np.ones(benchmarks - 1)])
    bounds = np.repeat([10.0, 10.0], [models + benchmarks, benchmarks - 1])
    low = np.repeat([-10.0, 0.1], [models + benchmarks, benchmarks - 1])
    return least_squares(residuals, first if start is None else start, bounds=(low, bounds), method="trf").x


def peer_way(path: Path) -> float:
    """Seconds of the processor that the clone's own `fit.py` takes."""
    os.chdir(path)
    sys.path.insert(0, str(path))
    with contextlib.redirect_stdout(io.StringIO()):
        from data_loader import scores_df
        from fit import fit_statistical_model

        begun = time.process_time()
        fit_statistical_model(scores_df, anchor_mode="benchmark", anchor_benchmark="Winogrande", anchor_difficulty=0)
    return time.process_time() - begun


def rows(asked: Asked) -> Iterator[Row]:
    """Time of one fit and of 100 refits, and growth over the number of models."""
    table, clone = shipped_table(), asked.peers.get("benchmark-stitching")
    ours = processor(lambda: fit_ho2025(table), asked.runs)
    name = "the public fit" if clone else "the public fit's method, written out"
    theirs = [peer_way(clone)] if clone else processor(lambda: public_way(table), 1)
    yield measured("capability", f"one fit of the public objective (cost {fit_ho2025(table).cost:.6f})", ours,
        scale=1e3,
                   unit="ms", against=name, of=theirs, limit=">= 40", faster=True)
    fit = fit_ho2025(table)
    refits = processor(lambda: refit_ho2025(table, fit, 100, seed=1), 1 if asked.quick else 3)
    weights = np.bincount(np.random.default_rng(1).integers(0, table.score.size, table.score.size),
                          minlength=table.score.size)
    anchor = table.benchmarks.index("Winogrande")
    start = np.clip(np.concatenate([fit.capability, fit.difficulty, np.delete(fit.slope, anchor)]),
                    np.repeat([-9.9, 0.11], [sum(table.shape), table.shape[1] - 1]), 9.9)
    one = processor(lambda: public_way(table, weights, start), 1)
    yield measured("capability", "100 resampled refits", refits, against="100 times one the public way",
                   of=[100 * each for each in one], limit=">= 50", faster=True)
    each = {}
    for copies in (1, 3, 10):
        many = many_models(table, copies)
        took = processor(lambda many=many: fit_ho2025(many), 3)
        each[many.shape[0]] = 1e3 * sorted(took)[1] / many.shape[0]
    yield from growth("capability", "models on the same benchmarks", "ms a model", each, "<= 1")
    if not asked.quick:
        yield from growth("capability", "models on the same benchmarks, of the index with 48 draws", "ms a model",
                          {many.shape[0]: 1e3 * processor(lambda many=many: one_index(many), 1)[0] / many.shape[0]
                           for many in (bare(table), bare(many_models(table, 10)))}, "<= 1")


def one_index(table: ScoreTable) -> None:
    """One fit of three dimensions and its draws."""
    fit_index(table, starts=1, dimensions=(3,), draws=48)


def many_models(table: ScoreTable, copies: int) -> ScoreTable:
    """Every model so many times, under names of its own."""
    return table_of(Row_(f"{table.models[m]}{'' if not copy else f' copy {copy}'}", table.benchmarks[b], float(y))
                    for copy in range(copies) for m, b, y in zip(table.model, table.benchmark, table.score,
                        strict=True))


def bare(table: ScoreTable) -> ScoreTable:
    """The same scores, with nothing else known."""
    return table_of(Row_(table.models[m], table.benchmarks[b], float(y))
                    for m, b, y in zip(table.model, table.benchmark, table.score, strict=True))


def any_fifth(table: ScoreTable, random: np.random.Generator) -> np.ndarray:
    """A fifth of all scores, wherever they stand; some models keep one score or none."""
    hidden = np.zeros(table.score.size, dtype=bool)
    hidden[random.permutation(hidden.size)[:round(0.2 * hidden.size)]] = True
    return hidden


def fifth_of_each_model(table: ScoreTable, random: np.random.Generator) -> np.ndarray:
    """A fifth of each model's scores, rounded down, so that every model keeps four or more."""
    hidden = np.zeros(table.score.size, dtype=bool)
    for model in range(table.shape[0]):
        mine = random.permutation(np.flatnonzero(table.model == model))
        hidden[mine[:int(0.2 * mine.size)]] = True
    return hidden


Split = Callable[[ScoreTable, np.random.Generator], np.ndarray]


def hidden_cells(seeds: range, only_scores: bool, split: Split) -> None:
    """Predict a hidden fifth of the public table, over several splits."""
    table = shipped_table()
    table = bare(table) if only_scores else without_kinds(table)
    rows = []
    for seed in seeds:
        hidden = split(table, np.random.default_rng(seed))
        begun = time.perf_counter()
        index = fit_index(table.where(~hidden))
        seconds = time.perf_counter() - begun
        public = fit_ho2025(table.where(~hidden)).predict()
        m, b, y = table.model[hidden], table.benchmark[hidden], table.score[hidden]
        off, variance = index.mean[m, b] - y, (index.spread + index.noise)[m, b]
        inside = np.mean(np.abs(off) < 1.645 * np.sqrt(variance))
        rows.append((np.mean(off**2), np.mean((public[m, b] - y) ** 2), inside,
                     np.mean(-0.5 * np.log(2 * np.pi * variance) - 0.5 * off**2 / variance), seconds))
        say(f"  split {seed}", only_scores, rows[-1:])
    say(f"{len(seeds)} splits", only_scores, rows)


def say(what: str, only_scores: bool, rows: list[tuple[float, ...]]) -> None:
    """Print the mean over splits of squared errors (ours, the public fit's), of what is held, log score and seconds."""
    mean = np.mean(rows, axis=0)
    print(f"{what}, {'bare scores' if only_scores else 'with metadata'}: error {mean[0] ** 0.5:.4f}, "
          f"public fit {mean[1] ** 0.5:.4f} (ratio {(mean[0] / mean[1]) ** 0.5:.3f}); "
          f"90% intervals hold {mean[2]:.1%}; log score {mean[3]:.3f}; {mean[4]:.1f} s a fit", flush=True)


def without_kinds(table: ScoreTable) -> ScoreTable:
    """The table with models' metadata alone: nothing told of benchmarks, no standard errors."""
    from msgspec.structs import replace

    return replace(table, kinds=("",) * len(table.benchmarks), errors=np.full(table.score.size, np.nan))


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options(parser)
    parser.add_argument("--hidden", type=int, default=0, metavar="SPLITS", help="predict hidden cells instead")
    parser.add_argument("--first", type=int, default=0, metavar="SEED", help="of the first split")
    parser.add_argument("--each-model", action="store_true", help="hide a fifth of each model's scores, not of all")
    parser.add_argument("--of", nargs="*", default=["bare", "known"], choices=["bare", "known"],
                        help="tables of bare scores, or with dates, makers, families and efforts of models")
    given = parser.parse_args()
    if given.hidden:
        seeds = range(given.first, given.first + given.hidden)
        for only_scores in (kind == "bare" for kind in given.of):
            hidden_cells(seeds, only_scores, fifth_of_each_model if given.each_model else any_fifth)
    else:
        shown(rows, read(given))


if __name__ == "__main__":
    main()
