"""The ledger of a scenario as a table: quarter, from, to and chip, in H100-equivalents, chips, MW and dollars."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TextIO

import numpy as np

from oncurve.basis.inputs import Draws
from oncurve.scenario.base import Base
from oncurve.scenario.ledger import Movement, ledger
from oncurve.scenario.model import Model
from oncurve.scenario.policy import policy_named

__all__ = ["Entry", "entries", "write_entries"]

_MOST_DRAWS = 2048
_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """What moved in one quarter between two places, of one kind of chip.

    Args:
        scenario: its name.
        quarter: first day, ISO.
        movement: sold, smuggled, made or retired.
        origin: where from.
        to: where to.
        chip: catalogue id, or words where it is not told.
        h100e: H100-equivalents, the median.
        h100e_low: the lower end of the 90% interval.
        h100e_high: the upper end.
        chips: chips, the median; empty where the kind is not told.
        mw: rated power in MW, the median; empty where it is not known.
        usd: at the price of the day, the median, for what was sold; empty where it is not known.
    """

    scenario: str
    quarter: str
    movement: str
    origin: str
    to: str
    chip: str
    h100e: float
    h100e_low: float
    h100e_high: float
    chips: float | None
    mw: float | None
    usd: float | None


def entries(model: Model, name: str) -> Iterator[Entry]:
    """Every movement of a scenario, quarter by quarter; at most 2,048 draws are used.

    Args:
        model: the facts, draws and horizon.
        name: of the scenario.

    Raises:
        UnknownName: no scenario is called so.
        BadInput: a file cannot be read.
    """
    policy = policy_named(name)
    few = Model(model.catalogue, Draws(model.draws.seed, min(model.draws.n, _MOST_DRAWS)), model.until, model.settings,
                model.precision)
    book = ledger(few.run(policy), few.values(policy)["service_life"])
    for each in book.movements:
        yield from _of_movement(few.base, policy.name, each)


def _of_movement(base: Base, scenario: str, each: Movement) -> Iterator[Entry]:
    speed = base.worth.equivalents(each.chip)
    watts = base.worth.watts(each.chip)
    low, middle, high = np.quantile(each.amount, (0.05, 0.5, 0.95), axis=1)
    for number in base.quarters:
        if high[number] <= 0:
            continue
        chips = float(middle[number]) / speed if speed else None
        price = base.worth.price(each.chip, base.quarters.middle(number)) if each.kind == "sold" else None
        yield Entry(scenario, base.quarters.start(number).isoformat(), each.kind, each.origin, each.to, each.chip,
                    float(middle[number]), float(low[number]), float(high[number]), chips,
                    None if chips is None or watts is None else chips * watts / 1e6,
                    None if chips is None or price is None else chips * price)


def write_entries(rows: Iterator[Entry], file: TextIO) -> int:
    """Write entries as CSV; how many."""
    names = [each.name for each in fields(Entry)]
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["from" if name == "origin" else name for name in names])
    count = 0
    for row in rows:
        cells = [getattr(row, name) for name in names]
        writer.writerow(["" if cell is None else f"{cell:.{_DIGITS}g}" if isinstance(cell, float) else cell
                         for cell in cells])
        count += 1
    return count
