"""Every threshold of the judge, in one place, each with what it decides.

The numbers of the contract (`consistent`, `inconsistent`, `approx`, `close_to`, `widest`) are fixed by it; the
others are this package's choice. A test varies each by half and reports how many verdicts move.
"""

from __future__ import annotations

from msgspec import Struct

__all__ = ["THRESHOLDS", "Thresholds"]


class Thresholds(Struct, frozen=True):
    """How widely a claim is read, and what counts as agreement.

    Args:
        approx: share by which "about" widens a figure.
        close_to: share by which "close to" widens a figure.
        same_number: share within which two large counts or sums are one number, however many digits are printed.
        round_number: share up to which a large count printed with noughts may have been rounded.
        rate_slack: share by which a sum is widened when it was converted at a monthly exchange rate.
        calendar: share by which a time is widened that was converted from another unit of the calendar.
        approx_days: days by which "about" widens a date, at least.
        day_slack: days by which any date is widened, for time zones.
        consistent: agreement from which a claim is consistent.
        inconsistent: agreement below which a claim is inconsistent.
        widest: factor between the ends of a 90% interval, above which it settles nothing.
        lookalike: share within which a figure counts as that of something else.
        sum_slack: share within which a sum or product in a passage adds up.
        harness: points of percent between evaluators of one benchmark, above which it matters who tested.
        beyond_indirect: factor beyond an interval that rests on indirect evidence, from which it refutes all the same.
        beyond_whole: factor beyond a whole, or beyond a figure of the day's end, up to which a part or a moment may be.
        beyond_days: days beyond a span reckoned back from a release, from which a day is refuted.
        beyond_points: points beyond the scores of other testers, from which an agent.s score is refuted.
        sure: confidence of a reading from which a claim of a text of several is refuted by it.
        several: number of claims from which a text is one of several.
        near: share within which two things count as "not so different", when nothing is said: a factor.
    """

    approx: float = 0.15
    close_to: float = 0.25
    same_number: float = 0.01
    round_number: float = 0.025
    rate_slack: float = 0.03
    calendar: float = 0.025
    approx_days: float = 7
    day_slack: float = 1
    consistent: float = 0.2
    inconsistent: float = 0.1
    widest: float = 10
    lookalike: float = 0.02
    sum_slack: float = 0.1
    harness: float = 5
    beyond_indirect: float = 30
    beyond_whole: float = 1.25
    beyond_days: float = 31
    beyond_points: float = 25
    sure: float = 0.7
    several: float = 4
    near: float = 3


THRESHOLDS = Thresholds()
