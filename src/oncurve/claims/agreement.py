"""How wide a claim is read, and how far an estimate agrees with it."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata

import numpy as np
from msgspec import Struct

from oncurve.basis.errors import BadUsage
from oncurve.basis.estimate import Estimate
from oncurve.basis.span import DAYS_A_MONTH, month_span
from oncurve.basis.spread import Array
from oncurve.claims.claim import MEASURES, Claim
from oncurve.claims.thresholds import THRESHOLDS, Thresholds

__all__ = ["Interval", "agreement", "claimed_days", "claimed_interval", "days_named", "printed_step", "share_inside",
           "states_peak"]

#: measures whose figures are large counts or sums, where a fraction of a percent is no difference
#: multiples from which a whole number is taken for a round one
_MANY_TIMES = 5
_COUNTED = frozenset({
    "training_cost", "training_compute", "chip_hours", "training_tokens", "parameters", "chip_count",
    "organisation_spend", "chips_shipped", "chips_smuggled", "power",
})
#: units of speeds and of what is worked out from them, which makers print rounded
_COMPUTED = frozenset({"TPP", "TFLOPS"})
_NUMERAL = r"\d[\d,.\u2009\u202f ]*\d|\d"
_TEENS = 100
#: figures from which a row of noughts is taken for rounding
_LEAST_ROUND = 100
_PARTS = r"\b(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|fifteenth|twentieth)\b"
#: half of the last digit that scores are published with: 90.04% is 90.0%
_SCORE_STEP = 0.05
_FEWEST_PARTS, _HALF = 3, 0.5
#: lengths of the calendar, in days
_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": DAYS_A_MONTH, "year": 12 * DAYS_A_MONTH}
#: how near a number of months of 30 days comes to whole ones of 30.4
_NEARLY = 0.05


def _dearer(share: float) -> float:
    return 1 / (1 - share)


def _part(share: float) -> float:
    return 1 / share


def _more(share: float) -> float:
    return 1 + share


#: how a share is turned into a ratio: "95% cheaper", "5% of", "40% more"
_OF_SHARE = (_dearer, _part, _more)
_EPS = 1e-9
_TENS = 10.0
#: whole trillions, as which a set of tokens is told that goes on after them ("15 trillion" of 15.6)
_WHOLE = re.compile(r"(?<![\d.,])\d{1,2}\s?(?:T\b|trillion)")
#: how a multiple is put that falls a little short: "almost double"
_CLOSE_TO = re.compile(r"\b(?:close to|almost|nearly|not quite|just under)\b", re.IGNORECASE)
_UP_TO = re.compile(r"\bup to\b", re.IGNORECASE)
_MANY = re.compile(r"\bmany\s*$|\bmany (?:tens of |hundreds of )?(?:thousands|hundreds|millions|billions|tens)\b",
                   re.IGNORECASE)


class Interval(Struct, frozen=True):
    """What a claim covers, from `low` to `high`, both included; infinite on an open side."""

    low: float
    high: float

    @property
    def one_sided(self) -> bool:
        """Whether one end is open."""
        return not (math.isfinite(self.low) and math.isfinite(self.high))

    @property
    def middle(self) -> float:
        """The geometric middle of a positive interval, else the middle; the closed end of a one-sided one."""
        if self.one_sided:
            return self.low if math.isfinite(self.low) else self.high
        return math.sqrt(self.low * self.high) if self.low > 0 else (self.low + self.high) / 2

    def scaled(self, factor: float, slack: float = 0.0) -> Interval:
        """The interval in another unit, widened by a share on both sides."""
        low, high = self.low * factor, self.high * factor
        return Interval(low - abs(low) * slack if math.isfinite(low) else low,
                        high + abs(high) * slack if math.isfinite(high) else high)


def claimed_interval(claim: Claim, rules: Thresholds = THRESHOLDS) -> Interval | None:
    """The figures that the claim covers, in its own unit; None where it names none."""
    value, low, high = claim.value, claim.low, claim.high
    if value is None and low is None and high is None:
        return None
    slack = rules.same_number if claim.measure in _COUNTED or claim.unit in _COMPUTED else 0.0
    if claim.measure == "market_move" and (value or 0.0) < 0.0 and claim.qualifier in ("at_least", "at_most"):
        falls = value or 0.0  # "fell by more than 3%" leaves out what is above −3
        return Interval(-math.inf, falls) if claim.qualifier == "at_least" else Interval(falls, math.inf)
    if claim.qualifier == "at_least" and (value is not None or low is not None):
        bottom = low if value is None else value
        assert bottom is not None
        return Interval(bottom - abs(bottom) * slack, math.inf)
    if claim.qualifier == "at_most" and not states_peak(claim) and (value is not None or high is not None):
        top = high if value is None else value
        assert top is not None
        return Interval(-math.inf, top + abs(top) * slack)
    if value is None and claim.qualifier == "vague" and low is not None and _MANY.search(
            claim.sentence.partition(claim.quote)[0] + claim.quote):
        return Interval(low - abs(low) * slack, math.inf)  # "many thousands" may be tens of thousands
    if value is None:
        return Interval(-math.inf if low is None else low - abs(low) * slack,
                        math.inf if high is None else high + abs(high) * slack)
    half = _half_width(claim, value, slack, rules)
    if claim.measure == "benchmark_score":
        half = max(half, _SCORE_STEP)
    found = (_of_percent(claim, value) or _of_fraction(claim, value)) if claim.qualifier == "exact" else None
    if found is None and claim.measure == "benchmark_score" and claim.qualifier == "exact":
        return Interval(value - half, value + 2 * half)  # 88.6% is printed as 88% as often as 89%
    cut = claim.measure == "training_tokens" and claim.qualifier == "exact" and _WHOLE.search(claim.quote) is not None
    return found or Interval(value - half, value + (2 * half if cut else half))


def states_peak(claim: Claim) -> bool:
    """Whether an "up to" gives the figure itself: makers' data sheets put it before what a chip does at its best."""
    return claim.measure == "chip_spec" and claim.qualifier == "at_most" and claim.value is not None \
        and _UP_TO.search(claim.quote) is not None


def _half_width(claim: Claim, value: float, slack: float, rules: Thresholds) -> float:
    cut = claim.measure == "market_move"  # 16.97% is printed as 16.9% as often as 17.0%
    half = max(printed_step(claim.quote, value) / (1 if cut else 2), abs(value) * slack)
    sums = slack or (cut and claim.unit != "percent")
    if sums and abs(value) >= _LEAST_ROUND and claim.qualifier == "exact":  # "16,000 chips" stands for 16,384
        one = claim.unit in _COMPUTED and _last_digit(value) > abs(value) / 10  # "300 teraflops" stands for 312
        half = max(half, min(_last_digit(value) / 2, abs(value) * rules.round_number * (2 if one else 1)))
    if (size := _converted(claim)) is not None:
        half = max(half, abs(value) * rules.calendar, size * _last_step(claim.quote, abs(value) / size) / 2)
    if claim.unit == "months" and "half" in claim.quote.lower() and not any(map(str.isdigit, claim.quote)):
        half = max(half, _HALF / 2)  # "ten months and a half"
    whole = value == int(value) and (value >= _MANY_TIMES or not any(map(str.isdigit, claim.quote)))
    if claim.measure == "chip_spec" and claim.qualifier == "exact" and (
            (claim.unit == "x" and whole) or (claim.unit == "percent" and "half" in claim.quote.lower())):
        half = max(half, abs(value) * rules.approx)  # "six times as powerful", "half of its speed"
    if claim.measure == "chip_spec" and claim.unit == "percent" and value % _TENS == 0:
        half = max(half, _TENS / 4)  # "80% of an H100" stands for 78.8%
    if claim.qualifier in ("approx", "vague"):
        near = _CLOSE_TO.search(claim.quote) if claim.unit == "x" else "close to" in claim.quote.lower()
        share = rules.close_to if near else rules.approx
        half = max(half, abs(value) * share)
    return half


def _converted(claim: Claim) -> float | None:
    """How many of the claim's unit go into another unit of the calendar that its words name ("two years"), or None."""
    unit = claim.unit.rstrip("s")
    days = _DAYS.get(unit)
    named = [word for word in _DAYS if re.search(rf"\b{word}s?\b", claim.quote.lower())]
    return _DAYS[named[0]] / days if days is not None and named and unit not in named else None


def _last_step(quote: str, number: float) -> float:
    """What one more in the last place of such a number is: a tenth of "1.5 years", a half of "two and a half"."""
    decimal = re.search(r"\d[.,](\d+)", quote)
    steps = (10.0 ** -len(decimal[1]),) if decimal else (1.0, 0.5)
    return next((step for step in steps if abs(number / step - round(number / step)) < _NEARLY), 0.0)


def printed_step(quote: str, value: float) -> float:
    """What one more in the last digit printed would be, in the unit of `value`.

    >>> printed_step("15.6 trillion tokens", 15.6e12)
    100000000000.0
    """
    if value == 0:
        return 0.0
    for text in re.findall(_NUMERAL, unicodedata.normalize("NFKC", quote)):
        found = _step_of(text, abs(value))
        if found:
            return found
    if abs(value) < _TEENS:
        return 1.0 if value == int(value) else _last_digit(value)
    return _last_digit(value)


def _step_of(text: str, value: float) -> float:
    plain = re.sub(r"[\s\u2009\u202f]", "", text)
    decimals = len(plain) - plain.rindex(".") - 1 if "." in plain else 0
    number = float(plain.replace(",", "").replace(".", "") or 0) / 10**decimals
    if not number:
        return 0.0
    power = math.log10(value / number)
    return 10.0 ** (round(power) - decimals) if abs(power - round(power)) < 1e-6 else 0.0


def _last_digit(value: float) -> float:
    digits = f"{abs(value):.6e}"
    mantissa, exponent = digits.split("e")
    significant = len(mantissa.rstrip("0").rstrip(".").replace(".", ""))
    return float(10.0 ** (int(exponent) - significant + 1))


def _of_percent(claim: Claim, value: float) -> Interval | None:
    """A ratio that was put as a share ("95% cheaper"): half a percent less, up to one more, for some cut digits off."""
    if claim.measure not in ("cost_ratio", "price_ratio"):
        return None
    found = re.search(r"(\d+(?:\.\d+)?)\s*(?:%|per\s?cent|percent)", claim.quote)
    if found is None:
        return None
    share = float(found[1]) / 100
    half = 0.5 / 100 / (10 if "." in found[1] else 1)
    for ratio in _OF_SHARE:
        if share - half > 0 and share + half < 1 and math.isclose(ratio(share), value, rel_tol=0.02):
            cut = share + 2 * half
            ends = sorted((ratio(share - half), ratio(cut if cut < 1 else share + half)))
            return Interval(ends[0], ends[1])
    return None


def _of_fraction(claim: Claim, value: float) -> Interval | None:
    """A share that was put as a part in words ("a seventh"): as wide as half a step of its denominator."""
    if re.search(r"(?<![A-Za-z\d])\d", claim.quote) or "%" in claim.quote or value <= 0:
        return None
    more = claim.unit == "x" and 1 < value < _HALF + 1 and re.search(r"\b(?:more|again)\b", claim.sentence) is not None
    if more:  # "a third more" lies between 1 + 1/3.5 and 1 + 1/2.5
        value -= 1
    parts = 100 / value if claim.unit == "percent" else 1 / value
    told = re.search(_PARTS, claim.quote, re.IGNORECASE) is not None
    if not told or not math.isclose(parts, round(parts), rel_tol=1e-3) or parts < _FEWEST_PARTS:
        return None
    found = Interval(value * parts / (parts + _HALF), value * parts / (parts - _HALF))
    return Interval(1 + found.low, 1 + found.high) if more else found


def days_named(claim: Claim) -> tuple[dt.date, dt.date] | None:
    """First and last day of the claim's time; None where it names none."""
    if not claim.time:
        return None
    try:
        span = month_span(claim.time.removeprefix("FY"))
    except BadUsage:
        return None
    if span.start is None or span.end is None:
        return None
    return span.start, span.end - dt.timedelta(days=1)


def claimed_days(claim: Claim, published: dt.date, rules: Thresholds = THRESHOLDS) -> Interval | None:
    """The days, as day numbers, that the claim's time covers; None where it names none."""
    days = days_named(claim)
    if days is None:
        return None
    low, high = days[0].toordinal(), days[1].toordinal()
    slack = rules.day_slack
    if claim.qualifier in ("approx", "vague"):
        away = abs(published.toordinal() - (low + high) / 2)
        slack = max(rules.approx_days, rules.approx * away)
    if claim.qualifier == "at_least":
        return Interval(low - slack, math.inf)
    if claim.qualifier == "at_most":
        return Interval(-math.inf, high + slack)
    return Interval(low - slack, high + slack)


def share_inside(values: Array | float, claimed: Interval) -> float:
    """How far draws agree with a claim: min(1, 2 min(P(x <= high), P(x >= low))), without the 2 when one-sided."""
    sample = np.asarray(values, dtype=np.float64)
    slack = _EPS * max(abs(end) for end in (claimed.low, claimed.high, 0.0) if math.isfinite(end))
    below = float(np.count_nonzero(sample <= claimed.high + slack) / sample.size)
    above = float(np.count_nonzero(sample >= claimed.low - slack) / sample.size)
    return min(1.0, min(below, above) * (1 if claimed.one_sided else 2))


def agreement(made: Estimate, claimed: Interval) -> float:
    """How far an estimate agrees with a claim, from 0 to 1.

    A day known only to its month agrees where the two spans share a day.
    """
    if made.draws is None and made.low < made.high:
        if _only_touch(made, claimed):
            return 0.0
        return float(made.low <= claimed.high and made.high >= claimed.low)
    return share_inside(made.values(), claimed)


def _only_touch(made: Estimate, claimed: Interval) -> bool:
    """Whether "less than $100 million" meets "$100 million or more" in nothing but that end; of whole counts never."""
    if made.unit == "count" or not (math.isinf(made.high) and math.isinf(claimed.low) and made.low > 0):
        return False
    return claimed.high <= made.low * (1 + 2 * THRESHOLDS.same_number)


def unit_of(claim: Claim) -> str:
    """The unit that the claim's figures are in; that of its measure where the text names none."""
    return claim.unit if claim.unit not in ("", "none") else MEASURES.get(claim.measure, "")
