"""One scenario, quarterly to 2030 over all holders and chips, as a multiple of touching its arrays once.

    python bench/scenario_speed.py

Warm: the records, the law's answers and the columns of draws are there. Each figure is processor time, the median of
several; memory is the peak of the process. "alone" is a scenario beside what was, already worked out; "worked out" is
all that an answer needs: the scenario, what was, the same without controls, and every series of all three; "answered"
is the whole answer as JSON: medians, intervals and drivers too; "with tornado and total shares" adds those. Touching
its arrays once is to read each array that a scenario holds.
"""

from __future__ import annotations

import datetime as dt
import resource
from collections.abc import Iterator

import numpy as np
from table import Asked, Row, asked_of, growth, measured, processor, shown

from oncurve.basis.inputs import Draws
from oncurve.catalog.read import Catalogue
from oncurve.scenario.outcome import Run, run
from oncurve.scenario.policy import Policy, policy_named
from oncurve.scenario.scenario import Model, answer_scenarios

DRAWS = (2048, 4096, 8192, 16384)
NAME, FREE = "open-sales", "no-controls-2022"
UNTIL = dt.date(2030, 12, 31)


def arrays(found: Run) -> list[np.ndarray]:
    """Every array that a run holds."""
    flows, stocks, race = found.flows, found.stocks, found.race
    return [*flows.bought.values(), flows.abroad.world, flows.abroad.diverted, flows.smuggled, flows.home, flows.made,
            flows.share, stocks.chinese, stocks.abroad, stocks.rented, stocks.usable, stocks.american, race.lag,
            race.grown, race.level, race.leader.grown, race.leader.level]


def touch(found: Run) -> float:
    """The sum of every array, read once."""
    return float(sum(each.sum() for each in arrays(found)))


def of_draws(catalogue: Catalogue, n: int, runs: int) -> dict[str, list[float]]:
    """The seconds of each figure for one number of draws."""
    draws = Draws(n=n)
    policy, free = policy_named(NAME), policy_named(FREE)

    def model() -> Model:
        return Model(catalogue, draws, UNTIL)

    kept = model()
    values = kept.values(policy)
    actual = run(kept.base, Policy("as-it-was"), values, n, middle={})
    found = run(kept.base, policy, values, n, actual)
    return {"touching its arrays once": processor(lambda: touch(found), runs),
            "alone": processor(lambda: run(kept.base, policy, values, n, actual, {}).race.lag, runs),
            "worked out": processor(lambda: model().tallies([policy], free), runs),
            "answered": processor(lambda: answer_scenarios(model(), [NAME]).to_dict(), runs),
            "with tornado and total shares": processor(lambda: answer_scenarios(model(), [NAME], deep=True), runs)}


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
            limit = LIMITS.get(n, "") if name != "with tornado and total shares" else ""
            yield measured("scenario", f"{NAME} to 2030, {n:,} draws, {name}", seconds, scale=1e3, unit="ms",
                           limit=limit)
            yield measured("scenario", f"{NAME}, {n:,} draws, {name}", seconds, scale=1e3, unit="ms",
                           against="touching its arrays once", of=touched)
        each[n] = 1e6 * sorted(found["answered"])[len(found["answered"]) // 2] / n
    yield from growth("scenario", "draws", "microseconds a draw", each, "<= 1.25")
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Row("scenario", "largest memory", held, "MB", limit="<= 2000")


if __name__ == "__main__":
    shown(rows, asked_of(__doc__))
