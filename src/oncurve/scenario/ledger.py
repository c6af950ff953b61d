"""The ledger: every movement of every kind of chip between makers, holders and the scrapyard, chip by chip.

It takes the sums of a run apart again, so that whether each chip is somewhere once, and only once, can be checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from oncurve.basis.spread import Array
from oncurve.scenario.base import CHINA, GULF, OTHER
from oncurve.scenario.outcome import Run
from oncurve.scenario.service import kept, summed

__all__ = ["MAKERS", "SCRAP", "Ledger", "Movement", "ledger"]

MAKERS, SCRAP = "makers", "retired"
_HOME = "made in China"
_UNNAMED = "of a kind not told"
_YEAR = 4


@dataclass(frozen=True)
class Movement:
    """Chips of one kind that moved from one place to another in each quarter.

    Args:
        kind: sold, smuggled, made or retired.
        origin: where from.
        to: where to.
        chip: catalogue id, or words where it is not told.
        amount: H100-equivalents; shape (quarter, draw).
    """

    kind: str
    origin: str
    to: str
    chip: str
    amount: Array


@dataclass(frozen=True)
class Ledger:
    """All movements of a run.

    Args:
        movements: in any order.
    """

    movements: tuple[Movement, ...]

    def chips(self) -> tuple[str, ...]:
        """Every kind that moves."""
        return tuple(sorted({each.chip for each in self.movements}))

    def balance(self, place: str, chip: str) -> Array:
        """What lies at a place at the end of each quarter: all that came less all that went; shape (quarter, draw)."""
        return summed(_gained(self.movements, place, chip, self.movements[0].amount.shape))


def ledger(run: Run, life: Array | float) -> Ledger:
    """The ledger of a run.

    Args:
        run: a policy worked out.
        life: years of service by draw, as in the values of the run.
    """
    moved = list(_sold(run))
    moved += list(_smuggled(run, moved))
    moved.append(Movement("made", MAKERS, CHINA, _HOME, run.flows.made))
    quarters = np.asarray(life) * _YEAR
    places = {each.to for each in moved}
    for place in sorted(places):
        for chip in sorted({each.chip for each in moved if each.to == place}):
            gained = _gained(moved, place, chip, run.flows.made.shape)
            left = kept(gained, quarters)
            gone = np.diff(summed(gained) - left, axis=0, prepend=0.0)
            moved.append(Movement("retired", place, SCRAP, chip, gone))
    return Ledger(tuple(moved))


def _gained(moved: Iterable[Movement], place: str, chip: str, shape: tuple[int, ...]) -> Array:
    """What came to a place less what went from it, in each quarter."""
    found = np.zeros(shape)
    for each in moved:
        if each.chip == chip and each.to == place:
            found += each.amount
        if each.chip == chip and each.origin == place:
            found -= each.amount
    return found


def _sold(run: Run) -> Iterator[Movement]:
    """What makers abroad sold, by holder and kind: in the shares of the records, or of what the law let through."""
    base = run.base
    for holder in base.holders:
        if holder == CHINA:
            yield from _to_china(run)
            continue
        lines = [line for line in base.lines if line.holder == (OTHER if holder == GULF else holder)]
        parts = {line.chip: line.units * (base.worth.equivalents(line.chip) or 0.0) for line in lines}
        for chip, share in _shares(parts).items():
            yield Movement("sold", MAKERS, holder, chip, run.flows.bought[holder] * share[:, None])


def _shares(parts: dict[str, Array]) -> dict[str, Array]:
    whole = np.add.reduce(list(parts.values()))
    found = {chip: np.divide(part, whole, out=np.zeros_like(part), where=whole > 0) for chip, part in parts.items()}
    unnamed = np.where(whole > 0, 0.0, 1.0)
    return found | ({_UNNAMED: unnamed} if unnamed.any() else {})


def _to_china(run: Run) -> Iterator[Movement]:
    base, sold = run.base, run.flows.bought[CHINA]
    count = base.quarters.count
    parts: dict[str, Array] = {}
    for line in base.lines:
        if line.holder == CHINA:
            parts[line.chip] = line.units * (base.worth.equivalents(line.chip) or 0.0)
    as_recorded = _as_recorded(run)
    recorded = _shares(parts) if parts else {}
    shares: dict[str, Array] = {}
    for number in range(count):
        chosen = dict(run.mix[number])
        told = {chip: float(share[number]) for chip, share in recorded.items() if share[number] > 0}
        mix = told if as_recorded[number] and told else chosen or {_UNNAMED: 1.0}
        for chip, part in mix.items():
            shares.setdefault(chip, np.zeros(count))[number] = part
    for chip, share in shares.items():
        yield Movement("sold", MAKERS, CHINA, chip, sold * share[:, None])


def _as_recorded(run: Run) -> list[bool]:
    """For each quarter, whether the law answers as it did, so that the kinds on record are those bought."""
    from oncurve.scenario.menu import Rulebook

    base = run.base
    actual, own = base.menu.answers(Rulebook()), base.menu.answers(run.policy.rules)
    return [number < base.recorded and actual[number] == own[number] for number in base.quarters]


def _smuggled(run: Run, sold: list[Movement]) -> Iterator[Movement]:
    """What was diverted is of the kinds that other holders bought in the quarter."""
    others = [each for each in sold if each.to == OTHER]
    whole = np.maximum(np.add.reduce([each.amount for each in others]), 1e-300)
    for each in others:
        yield Movement("smuggled", OTHER, CHINA, each.chip, run.flows.smuggled * each.amount / whole)
