"""One scenario, quarterly to 2030 over all holders and chips, as a multiple of touching its arrays once.

    python bench/scenario_speed.py

Warm: the records, the law's answers and the columns of draws are there. Each figure is processor time, the best of
five; memory is the peak of the process. "alone" is a scenario beside what was, already worked out, as for a slider;
"with what was" works out both; "answered" also sorts every series into medians and intervals.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import time
from collections.abc import Callable

import numpy as np

from oncurve.basis.inputs import Draws
from oncurve.catalog.read import Catalogue
from oncurve.scenario.outcome import SERIES, Run, run
from oncurve.scenario.policy import Policy, policy_named
from oncurve.scenario.scenario import Model

DRAWS = (2048, 4096, 8192, 16384)
NAME = "open-sales"


def best(work: Callable[[], object], times: int = 5) -> float:
    """The least processor time of several runs, in seconds."""
    seconds = []
    for _ in range(times):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def arrays(found: Run) -> list[np.ndarray]:
    """Every array that a run holds."""
    flows, stocks, race = found.flows, found.stocks, found.race
    return [*flows.bought.values(), flows.smuggled, flows.made, flows.access.share, *stocks.held.values(),
            stocks.rented, stocks.usable, stocks.american, race.lag, race.run_us, race.run_cn]


def touch(found: Run) -> float:
    """The sum of every array, read once."""
    return float(sum(each.sum() for each in arrays(found)))


def answered(found: Run) -> list[np.ndarray]:
    """Medians and intervals of every series."""
    made = []
    for each in SERIES:
        values = each.values(found)
        n = values.shape[1]
        made.append(np.partition(values, (n // 20, n // 2, n - 1 - n // 20), axis=1))
    return made


def measured(catalogue: Catalogue, n: int) -> dict[str, float]:
    """The figures for one number of draws."""
    model = Model(catalogue, Draws(n=n), dt.date(2030, 12, 31))
    policy, plain = policy_named(NAME), Policy("as-it-was")
    values = model.values(policy)
    actual = run(model.base, plain, values, n)
    found = run(model.base, policy, values, n, actual)

    def both() -> Run:
        was = run(model.base, plain, values, n)
        return run(model.base, policy, values, n, was)

    once = best(lambda: touch(found))
    figures = {"alone": best(lambda: run(model.base, policy, values, n, actual)), "with what was": best(both),
               "answered": best(lambda: answered(both()))}
    made: dict[str, float] = {"touch_ms": round(1000 * once, 2), "array_mb": round(sum(each.nbytes for each in
                                                                                      arrays(found)) / 1e6)}
    for name, seconds in figures.items():
        made[f"{name}, ms"] = round(1000 * seconds, 1)
        made[f"{name}, times touching"] = round(seconds / once, 1)
    return made


def main() -> None:
    """Prints one JSON line."""
    catalogue = Catalogue.load()
    model = Model(catalogue, Draws(n=64), dt.date(2030, 12, 31))
    chips = {line.chip for line in model.base.lines} | {offer.chip for offer in model.base.menu.offers}
    found: dict[str, object] = {"quarters": model.base.quarters.count, "holders": len(model.base.holders),
                                "chips": len(chips), "inputs": len(model.base.inputs)}
    for n in DRAWS:
        found[f"{n} draws"] = measured(catalogue, n)
    found["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
