"""The share of a run's hours that count: what failures, restarts and checkpoints leave of them as a cluster grows."""

from __future__ import annotations

import numpy as np

from oncurve.architecture.dimensions import Real

__all__ = ["failures_per_day", "goodput"]

_HOURS_PER_DAY = 24


def failures_per_day(chips: Real, rate: Real) -> Real:
    """Interruptions of a run a day.

    Args:
        chips: chips that must all work for the run to go on.
        rate: interruptions per chip and hour.
    """
    return chips * rate * _HOURS_PER_DAY


def goodput(chips: Real, rate: Real, restart: Real, checkpoint: Real) -> Real:
    """Share of the hours that is left for steps that count.

    Checkpoints are written as often as costs least (Young 1974: the square root of twice the time of one times the
    time between failures); each failure throws away half the time between two of them and the time to start again.
    Good while a failure is rarer than a restart is long.

    Args:
        chips: chips that must all work for the run to go on.
        rate: interruptions per chip and hour.
        restart: hours from an interruption until steps go on.
        checkpoint: hours that a checkpoint keeps the run from its steps.
    """
    often = chips * rate
    between = np.sqrt(2 * checkpoint / often)
    lost = checkpoint / between + often * (between / 2 + restart)
    return 1 / (1 + lost)
