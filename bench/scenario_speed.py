"""One scenario, quarterly to 2030 over all holders and chips, as a multiple of touching its arrays once.

    python bench/scenario_speed.py

Warm: the records, the law's answers and the columns of draws are there. Each figure is processor time, the median of
several; memory is the peak of the process. "alone" is a scenario beside what was, already worked out, as for a
slider; "with what was" works out both; "answered" also sorts every series into medians and intervals.
"""

from __future__ import annotations

import datetime as dt
import resource
from collections.abc import Iterator

import numpy as np
from table import Asked, Row, asked_of, growth, measured, processor, shown

from oncurve.basis.inputs import Draws
from oncurve.catalog.read import Catalogue
from oncurve.scenario.outcome import SERIES, Run, run
from oncurve.scenario.policy import Policy, policy_named
from oncurve.scenario.scenario import Model

DRAWS = (2048, 4096, 8192, 16384)
NAME = "open-sales"


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


def of_draws(catalogue: Catalogue, n: int, runs: int) -> dict[str, list[float]]:
    """The seconds of each figure for one number of draws."""
    model = Model(catalogue, Draws(n=n), dt.date(2030, 12, 31))
    policy, plain = policy_named(NAME), Policy("as-it-was")
    values = model.values(policy)
    actual = run(model.base, plain, values, n)
    found = run(model.base, policy, values, n, actual)

    def both() -> Run:
        was = run(model.base, plain, values, n)
        return run(model.base, policy, values, n, was)

    return {"touching its arrays once": processor(lambda: touch(found), runs),
            "alone": processor(lambda: run(model.base, policy, values, n, actual), runs),
            "with what was": processor(both, runs), "answered": processor(lambda: answered(both()), runs)}


#: milliseconds that one may take, by draws
LIMITS = {16384: "<= 400", 2048: "<= 60"}


def rows(asked: Asked) -> Iterator[Row]:
    """The figures for several numbers of draws, growth and memory."""
    catalogue = Catalogue.load()
    each: dict[int, float] = {}
    for n in DRAWS:
        found = of_draws(catalogue, n, asked.runs)
        touched = found.pop("touching its arrays once")
        for name, seconds in found.items():
            yield measured("scenario", f"{NAME} to 2030, {n:,} draws, {name}", seconds, scale=1e3, unit="ms",
                           limit=LIMITS.get(n, ""))
        yield measured("scenario", f"{NAME}, {n:,} draws, answered", found["answered"], scale=1e3, unit="ms",
                       against="touching its arrays once", of=touched)
        each[n] = 1e6 * sorted(found["answered"])[len(found["answered"]) // 2] / n
    yield from growth("scenario", "draws", "microseconds a draw", each, "<= 1.25")
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Row("scenario", "largest memory", held, "MB", limit="<= 2000")


if __name__ == "__main__":
    shown(rows, asked_of(__doc__))
