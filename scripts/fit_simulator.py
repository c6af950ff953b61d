#!/usr/bin/env python3
"""Fits the efficiencies of the run simulator to a table of measured runs: `fit_simulator.py RUNS.csv [--write]`.

The table has the columns of `oncurve simulate --batch` and `measure,value,unit,group`. Nine constants are fitted
by least squares on logarithms of time, softened so that a run far off does not rule; there is no term for a model or
a publication. Then each group is left out in turn, the constants are fitted to the others, and the errors on the
group left out are printed. `--write` renews catalog/data/assumptions/training_efficiency.toml.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import least_squares

from oncurve.architecture.flop import flop_per_token
from oncurve.catalog.read import Catalogue
from oncurve.training.efficiency import NAMES, Efficiency
from oncurve.training.goodput import goodput
from oncurve.training.plan import Plan, plan_of_sheet
from oncurve.training.sheet import read_sheet
from oncurve.training.simulate import flattened, likelihood, untold

DATA = Path(__file__).parents[1] / "src" / "oncurve" / "catalog" / "data" / "assumptions" / "training_efficiency.toml"
#: What is fitted: where the search starts, and the bounds of what can be.
FITTED = {"matrix": (0.73, 0.4, 1.0), "power": (0.2, 0.02, 0.6), "attention": (0.6, 0.2, 1.0),
          "unfused": (5.0, 1.0, 9.0), "exposed": (0.7, 0.05, 1.0), "routing": (3.9, 0.5, 6.0),
          "contention": (0.25, 0.02, 1.0), "ragged": (1.2, 1.0, 2.5), "launch": (4e-4, 5e-5, 3e-3)}
#: Where squares turn into lengths, as a share of time; each group of runs counts as much as any other.
SOFT, GROUP_POWER = 0.05, -0.5
Productive = Callable[[np.ndarray], np.ndarray]
HOURS = 3600


@dataclass
class Runs:
    """Measured runs, their simulation, and the logarithm of what was measured."""

    plans: list[Plan]
    rows: list[dict[str, str]]

    def __post_init__(self) -> None:
        self.flat = flattened([plan.run() for plan in self.plans])
        self.needed = np.asarray(self.flat.memory().total)
        self.seconds = np.asarray([row["measure"] == "step_time" for row in self.rows])
        self.measured = np.asarray([math.log(measured(plan, row)) for plan, row in zip(self.plans, self.rows,
                                                                                       strict=True)])
        self.hours = np.asarray([row["measure"].startswith("chip_hours") for row in self.rows])
        self.groups = np.asarray([row["group"] for row in self.rows])
        self.moe = np.asarray([row["kind"] == "moe" for row in self.rows])
        self.scatter = np.asarray(["moe" if plan.shape.is_moe else "dense" for plan in self.plans])
        count = Counter(self.groups)
        self.weight = np.asarray([count[group] ** GROUP_POWER for group in self.groups])

    def untold(self, values: dict[str, float]) -> np.ndarray:
        """How much slower legal layouts are of runs whose degrees no source says, in logarithms of time."""
        seconds = np.asarray(self.flat.simulate(Efficiency.of(values)).seconds)
        return untold(self.flat, seconds, self.needed) * [plan.open for plan in self.plans]

    def errors(self, values: dict[str, float], productive: Productive) -> np.ndarray:
        """Logarithm of simulated over measured time."""
        flat = self.flat
        seconds = np.asarray(flat.simulate(Efficiency.of(values)).seconds)
        weight = likelihood(flat, seconds, self.needed)
        each = seconds * flat.layout.chips / (flat.layout.batch * flat.layout.sequence)
        step, token = (np.add.reduceat(weight * np.log(what), flat.starts) for what in (seconds, each))
        chips = np.add.reduceat(weight * flat.layout.chips, flat.starts)
        return np.where(self.seconds, step, token) - self.hours * np.log(productive(chips)) - self.measured


def productive_of(catalogue: Catalogue) -> Productive:
    """The productive share of a run's hours by the number of chips, by central values."""
    rate, restart, checkpoint, attended = (catalogue.assumption(name).amount for name in (
        "failures_per_chip_hour", "restart_hours", "checkpoint_hours", "attended_share"))
    return lambda chips: goodput(chips, rate, restart, checkpoint) * attended


def measured(plan: Plan, row: dict[str, str]) -> float:
    """What was measured, as seconds of a step or as chip-seconds of a token."""
    value, kind = float(row["value"]), row["measure"]
    flop = flop_per_token(plan.shape, plan.said.get("seq_len") or 4096, causal=False)
    hardware = flop.training + flop.forward - 2 * plan.shape.vocab * plan.shape.hidden
    per_second = {"tflops_model_per_chip": (flop.training, 1e12), "tflops_hardware_per_chip": (hardware, 1e12),
                  "mfu": (flop.training, plan.system.peak / 100), "hfu": (hardware, plan.system.peak / 100)}
    if kind in per_second:
        work, scale = per_second[kind]
        return work / (value * float(scale))
    return {"step_time": value, "tokens_per_s_per_chip": 1 / value,
            "chip_hours": value * HOURS / (plan.tokens or 1), "chip_hours_per_T_tokens": value * HOURS / 1e12}[kind]


def fit(runs: Runs, fixed: dict[str, float], start: dict[str, float], keep: np.ndarray,
        productive: Productive) -> tuple[dict[str, float], np.ndarray]:
    """The constants that fit the runs kept, and the standard errors of their logarithms."""
    names = list(FITTED)
    low, high = (np.log([FITTED[name][place] for name in names]) for place in (1, 2))

    def residuals(x: np.ndarray) -> np.ndarray:
        values = fixed | dict(zip(names, np.exp(x), strict=True))
        return (runs.errors(values, productive) * runs.weight)[keep]

    x = np.clip(np.log([start[name] for name in names]), low + 1e-6, high - 1e-6)
    found = least_squares(residuals, x, loss="soft_l1", f_scale=SOFT, diff_step=1e-3, bounds=(low, high), max_nfev=60)
    normal = found.jac.T @ found.jac + 1e-6 * np.eye(len(names))
    spread = np.sqrt(np.mean(found.fun**2) / np.diag(normal))  # of each with the others held
    return dict(zip(names, np.exp(found.x).tolist(), strict=True)), spread


def told(name: str, errors: np.ndarray, groups: np.ndarray) -> str:
    """Median, mean over groups and bias of errors of time."""
    plain = np.expm1(errors)
    mean = np.mean([np.mean(np.abs(plain[groups == group])) for group in dict.fromkeys(groups)])
    return (f"{name:12s} rows {plain.size:4d}  median {np.median(np.abs(plain)):6.1%}  mean over groups {mean:6.1%}  "
            f"bias {np.median(plain):+6.1%}")


def left_out(runs: Runs, fixed: dict[str, float], start: dict[str, float], productive: Productive) -> np.ndarray:
    """Errors of each group under constants that were fitted to the others."""
    errors = np.empty(runs.measured.size)
    for group in dict.fromkeys(runs.groups):
        out = runs.groups == group
        values, _ = fit(runs, fixed, start, ~out, productive)
        errors[out] = runs.errors(fixed | values, productive)[out]
    return errors


def weighted_quantiles(values: np.ndarray, weight: np.ndarray, *levels: float) -> list[float]:
    """Quantiles of values with weights."""
    order = np.argsort(values)
    place = (np.cumsum(weight[order]) - 0.5 * weight[order]) / weight.sum()
    return [float(np.interp(level, place, values[order])) for level in levels]


def constant_errors(runs: Runs) -> np.ndarray:
    """Errors of one utilisation for each chip, precision and kind, learnt on the other groups."""
    flop = np.asarray([flop_per_token(plan.shape, plan.said.get("seq_len") or 4096, causal=False).training
                       / float(plan.system.peak) for plan in runs.plans])
    token = np.asarray([plan.said.get("global_batch_seqs", 1) * (plan.said.get("seq_len") or 4096)
                        / plan.said.get("chips", 1) for plan in runs.plans])
    pace = runs.measured - np.log(flop) - np.where(runs.seconds, np.log(token), 0.0)  # logarithm of 1 / utilisation
    keys = [(plan.chip.id, plan.said["bits"], moe) for plan, moe in zip(runs.plans, runs.moe, strict=True)]
    found = np.empty(pace.size)
    for i, group in enumerate(runs.groups):
        others = runs.groups != group
        for start in range(4):  # the same chip, precision and kind; then fewer of these
            chosen = others & np.asarray([key[start:] == keys[i][start:] for key in keys])
            if chosen.any():
                break
        found[i] = np.median(pace[chosen]) - pace[i]
    return found


def widths(errors: np.ndarray, runs: Runs, slower: np.ndarray, keep: np.ndarray) -> dict[str, float]:
    """Half the width, in logarithms of time, with which intervals hold nine in ten of the errors of each scatter.

    To it comes, in squares, how much `slower` a run may be than simulated.
    """
    beyond = np.where(errors < 0, np.sqrt(np.maximum(errors**2 - slower**2, 0.0)), errors)
    return {name: weighted_quantiles(beyond[chosen], runs.weight[chosen], 0.9)[0]
            for name in ("dense", "moe") if (chosen := (runs.scatter == name) & keep).any()}


def ends(runs: Runs, half: dict[str, float], slower: np.ndarray) -> np.ndarray:
    """How far each run's interval reaches to slower and to faster times than simulated, shape (2, runs)."""
    width = np.asarray([half[name] for name in runs.scatter])
    return np.stack([np.hypot(width, slower), width])


def learnt_elsewhere(errors: np.ndarray, runs: Runs, slower: np.ndarray) -> np.ndarray:
    """The same with the widths themselves learnt on the other groups."""
    found = np.empty((2, errors.size))
    for group in dict.fromkeys(runs.groups):
        out = runs.groups == group
        found[:, out] = ends(runs, widths(errors, runs, slower, ~out), slower)[:, out]
    return found


def of_constants(runs: Runs, values: dict[str, float], spread: dict[str, float], productive: Productive) -> np.ndarray:
    """Half the width, in logarithms of time, that the intervals of the constants alone give the run of each row."""
    base = runs.errors(values, productive)
    moved = [runs.errors(values | {name: values[name] * math.exp(width)}, productive) - base
             for name, width in spread.items()]
    return np.sqrt(np.sum(np.square(moved), axis=0))


def without(half: dict[str, float], of_each: np.ndarray, runs: Runs) -> dict[str, float]:
    """Widths without what the constants' own intervals add to a run's: errors of groups left out hold both."""
    return {name: math.sqrt(max(width**2 - np.average(of_each[runs.scatter == name]**2,
                                                      weights=runs.weight[runs.scatter == name]), 0.0))
            for name, width in half.items()}


def outside(errors: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """How far each measurement lies outside its interval, in logarithms of time."""
    return np.maximum(np.maximum(-errors - reach[0], errors - reach[1]), 0)


def interval_scores(errors: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """Log interval score of the 90% interval of each run: its width, and 20 times what lies outside."""
    return reach.sum(0) + 20 * outside(errors, reach)


def told_intervals(runs: Runs, errors: np.ndarray, constant: np.ndarray, slower: np.ndarray) -> dict[str, float]:
    """Print how intervals do beside those of a constant utilisation; half the widths of each scatter."""
    everything, nothing = np.ones(errors.size, dtype=bool), np.zeros(errors.size)
    half, rival = widths(errors, runs, slower, everything), widths(constant, runs, nothing, everything)
    print("intervals: " + ", ".join(f"{name} within a factor {math.exp(width):.3f}" for name, width in half.items()))
    pairs = (("", ends(runs, half, slower), ends(runs, rival, nothing)),
             (", widths learnt on other groups", learnt_elsewhere(errors, runs, slower),
              learnt_elsewhere(constant, runs, nothing)))
    for what, mine, other in pairs:
        scores, theirs = interval_scores(errors, mine), interval_scores(constant, other)
        for name, chosen in (("all", everything), ("dense", ~runs.moe), ("moe", runs.moe)):
            inside, each, rivals = (np.mean(every[chosen]) for every in (outside(errors, mine) == 0, scores, theirs))
            print(f"  {name}{what}: {inside:.1%} inside, log interval score {each:.3f} against {rivals:.3f} of the "
                  f"constant ({1 - each / rivals:.0%} better)")
    return half


def write(values: dict[str, float], spread: np.ndarray, scatter: dict[str, float]) -> None:
    """Renew the amounts and intervals of what was fitted; all else in the file stays."""
    text = DATA.read_text(encoding="utf-8")
    new = {name: (value, value / math.exp(1.645 * width), value * math.exp(1.645 * width))
           for (name, value), width in zip(values.items(), spread, strict=True)}
    new |= {name: (1.0, math.exp(-width), math.exp(width)) for name, width in scatter.items()}
    for name, amounts in new.items():
        lines = "".join(f"{key} = {each:.4g}\n" for key, each in zip(("amount", "low", "high"), amounts, strict=True))
        record = rf"(\[simulator_{name}\]\n)amount = .*\nlow = .*\nhigh = .*\n"
        text, found = re.subn(record, rf"\g<1>{lines}", text)
        if not found:
            raise SystemExit(f"{DATA} has no record simulator_{name}: add one with its unit, source and reason.")
    DATA.write_text(text, encoding="utf-8")


def memory_errors(plans: list[Plan], rows: list[dict[str, str]], values: dict[str, float]) -> np.ndarray:
    """Logarithm of simulated over measured memory, of the rows that give it."""
    flat = flattened([plan.run() for plan in plans])
    needed = np.asarray(flat.memory().total)
    weight = likelihood(flat, np.asarray(flat.simulate(Efficiency.of(values)).seconds), needed)
    simulated = np.add.reduceat(weight * needed, flat.starts) / 1e9
    scale = np.asarray([1.073741824 if row["unit"] == "GiB" else 1.0 for row in rows])
    return np.log(simulated / (scale * np.asarray([float(row["value"]) for row in rows])))


def main() -> None:
    """Fit, leave each group out, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=Path)
    parser.add_argument("--write", action="store_true", help="renew the constants in the catalogue")
    parser.add_argument("--quick", action="store_true", help="do not leave groups out")
    args = parser.parse_args()
    catalogue = Catalogue.load()
    with args.runs.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row.get("verified", "yes").lower().startswith("no")]
    held = [row for row in rows if row["measure"] == "peak_memory_per_chip"]
    rows = [row for row in rows if row["measure"] != "peak_memory_per_chip" and not row["measure"].startswith("layer")]
    runs = Runs([plan_of_sheet(catalogue, read_sheet(row)) for row in rows], rows)
    productive = productive_of(catalogue)
    fixed = {name: catalogue.assumption(f"simulator_{name}").amount for name in NAMES if name not in FITTED}
    everything = np.ones(runs.measured.size, dtype=bool)
    values, spread = fit(runs, fixed, {name: each[0] for name, each in FITTED.items()}, everything, productive)
    for (name, value), width in zip(values.items(), spread, strict=True):
        print(f"{name:12s} {value:8.4f}  within a factor {math.exp(1.645 * width):.2f}")
    fitted = runs.errors(fixed | values, productive)
    errors = fitted if args.quick else left_out(runs, fixed, values, productive)
    constant = constant_errors(runs)
    for title, each in (("fitted", fitted), ("left out", errors), ("constant", constant)):
        print(title)
        for name, chosen in (("all", everything), ("dense", ~runs.moe), ("moe", runs.moe)):
            print("  " + told(name, each[chosen], runs.groups[chosen]))
        for family in dict.fromkeys(plan.chip.architecture for plan in runs.plans):
            chosen = np.asarray([plan.chip.architecture == family for plan in runs.plans])
            print("  " + told(family, each[chosen], runs.groups[chosen]))
    half = told_intervals(runs, errors, constant, runs.untold(fixed | values))
    own = {name: 1.645 * width for name, width in zip(values, spread, strict=True)}
    for name in fixed:
        record = catalogue.assumption(f"simulator_{name}")
        own[name] = math.log(record.high / record.low) / 2
    alone = without(half, of_constants(runs, fixed | values, own, productive), runs)
    print("without the constants' own: " + ", ".join(f"{name} {math.exp(width):.3f}" for name, width in alone.items()))
    scatter = {f"scatter_{name}": width for name, width in alone.items()}
    memory = memory_errors([plan_of_sheet(catalogue, read_sheet(row)) for row in held], held, fixed | values)
    print(f"memory: rows {memory.size}, median {np.median(np.abs(np.expm1(memory))):.1%}, bias "
          f"{np.median(np.expm1(memory)):+.1%}")
    low, high = weighted_quantiles(-memory, np.ones(memory.size), 0.05, 0.95)
    scatter["scatter_memory"] = (high - low) / 2
    if args.write:
        write(values, spread, scatter)


if __name__ == "__main__":
    main()
