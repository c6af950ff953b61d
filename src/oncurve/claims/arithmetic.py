"""Sums and identities inside a passage: hours times price, chips times days, parts and total, 6ND, shares.

An operand may be used once it stands in the claim's own sentence, or alone of its kind in the paragraph. A
result is found wrong only when no combination of the operands gives it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise, product

from oncurve.claims.check.reading import World
from oncurve.claims.check.subject import chip_of, label, model_of
from oncurve.claims.claim import Claim
from oncurve.claims.passage import Amount, Passages, of_kind
from oncurve.claims.saying import factor_words, say
from oncurve.claims.thresholds import THRESHOLDS, Thresholds
from oncurve.claims.verdict import Finding

__all__ = ["sums"]

_TOTAL = re.compile(r"\b(?:together|in total|in all\b|altogether|combined|total of|sum of|add(?:s|ing)? up to|making)")
_PARTS = 2
_HOURS_A_DAY = 24
_SECONDS = 3600
_OPERATIONS = 6
_WORK_SLACK = 0.3
_WHOLE = 100
_LEAST_SHARES = 2


def sums(claim: Claim, passages: Passages, claims: Sequence[Claim], world: World,
         rules: Thresholds = THRESHOLDS) -> list[Finding]:
    """What does not add up around one claim.

    Args:
        claim: the claim that gives the result.
        passages: the amounts of the article.
        claims: all claims of the article.
        world: for the peak speed of a chip and the size of a model.
        rules: the thresholds.
    """
    checks: dict[str, Callable[[], Finding | None]] = {
        "training_cost": lambda: _priced(claim, passages, rules),
        "chip_hours": lambda: _counted(claim, passages, rules) or _beyond_peak(claim, world),
        "training_compute": lambda: _work(claim, passages),
        "compute_share": lambda: _shares(claim, claims),
    }
    made = [checks[claim.measure]()] if claim.measure in checks else []
    made += [_parts(claim, passages, rules), _ratio(claim, passages, rules)]
    return [each for each in made if each is not None]


def _operands(passages: Passages, claim: Claim, kind: str, *, per: str = "") -> list[Amount]:
    near = [each for each in of_kind(passages.near(claim.start, claim.end), kind, per=per)
            if not (each.start < claim.end and claim.start < each.end)]
    if near:
        return near
    around = of_kind(passages.around(claim.start, claim.end), kind, per=per)
    around = [each for each in around if not (each.start < claim.end and claim.start < each.end)]
    return around if len(around) == 1 else []


def _slack(amounts: Sequence[Amount], claim: Claim, rules: Thresholds) -> float:
    rough = sum(each.rough for each in amounts) + (claim.qualifier == "approx")
    return float(rules.sum_slack + rules.approx * rough)


def _off(value: float, result: float, slack: float) -> bool:
    return result > 0 and max(value / result, result / value) > 1 + slack if value > 0 else False


def _priced(claim: Claim, passages: Passages, rules: Thresholds) -> Finding | None:
    """Chip-hours times a price an hour."""
    if claim.value is None or claim.qualifier not in ("exact", "approx"):
        return None
    hours = _operands(passages, claim, "chiphours")
    rates = [each for each in _operands(passages, claim, "money", per="hour") if each.unit == claim.unit]
    if not hours or not rates:
        return None
    combined: list[tuple[float, Amount, tuple[Amount, ...]]] = [(h.value, r, (h, r)) for h, r in product(hours, rates)]
    combined += [(sum(h.value for h in hours), r, (*hours, r)) for r in rates if len(hours) > 1]
    if any(not _off(claim.value, amount * rate.value, _slack(used, claim, rules)) for amount, rate, used in combined):
        return None
    amount, rate, _ = combined[0]
    result = amount * rate.value
    return Finding("OC201", f"{say(amount, 'chip-hours', 4)} at {say(rate.value, rate.unit)} an hour come to "
                            f"{say(result, rate.unit, 4)}, not {say(claim.value, claim.unit, 4)} "
                            f"({_times(claim.value, result)}).")


def _times(value: float, result: float) -> str:
    way = "high" if value > result else "low"
    return f"{factor_words(max(value / result, result / value))} too {way}"


def _counted(claim: Claim, passages: Passages, rules: Thresholds) -> Finding | None:
    """Chips times days."""
    if claim.value is None or claim.qualifier not in ("exact", "approx"):
        return None
    chips = _operands(passages, claim, "chips")
    times = _operands(passages, claim, "duration")
    pairs = list(product(chips, times))
    if not pairs or any(not _off(claim.value, c.value * t.days * _HOURS_A_DAY, _slack((c, t), claim, rules))
                        for c, t in pairs):
        return None
    chip, time = pairs[0]
    result = chip.value * time.days * _HOURS_A_DAY
    return Finding("OC202", f"{say(chip.value, 'chips', 4)} for {say(time.days, 'days')} come to "
                            f"{say(result, 'chip-hours', 3)}, not {say(claim.value, 'chip-hours', 3)} "
                            f"({_times(claim.value, result)}).")


def _parts(claim: Claim, passages: Passages, rules: Thresholds) -> Finding | None:
    """A total that is not the sum of the parts listed before it."""
    here = passages.near(claim.start, claim.end)
    total = next((each for each in here if each.start < claim.end and claim.start < each.end), None)
    if total is None or claim.value is None or not _TOTAL.search(f"{total.before} | {total.after}"):
        return None
    earlier = [each for each in here if each.end <= total.start]
    parts: list[Amount] = []
    for each in reversed(earlier):
        if each.per or not (each.kind == total.kind or (parts and each.kind == "number")):
            break
        parts.append(each)
    if len(parts) < _PARTS:
        return None
    result = sum(each.value for each in parts)
    if not _off(total.value, result, rules.lookalike + rules.approx * any(each.rough for each in (*parts, total))):
        return None
    listed = ", ".join(say(each.value, "", 4).strip() for each in reversed(parts))
    return Finding("OC203", f"{listed} add up to {say(result, claim.unit, 4)}, not {say(total.value, claim.unit, 4)}.")


def _work(claim: Claim, passages: Passages) -> Finding | None:
    """Six operations for each active parameter and token."""
    if claim.value is None:
        return None
    sizes, tokens = _operands(passages, claim, "params"), _operands(passages, claim, "tokens")
    sizes = [each for each in sizes if "active" in f"{each.before} {each.after}"] or sizes
    pairs = list(product(sizes, tokens))
    if not pairs or any(not _off(claim.value, _OPERATIONS * n.value * d.value, _WORK_SLACK) for n, d in pairs):
        return None
    size, data = pairs[0]
    result = _OPERATIONS * size.value * data.value
    return Finding("OC204", f"Six operations for each of {say(size.value, 'parameters')} and "
                            f"{say(data.value, 'tokens')} come to {say(result, 'FLOP')}, not "
                            f"{say(claim.value, 'FLOP')} ({_times(claim.value, result)}).")


def _beyond_peak(claim: Claim, world: World) -> Finding | None:
    """Hours in which the chip, at its highest speed, could not have done the work of the run."""
    model = model_of(world.catalogue, claim.subject)
    if model is None or claim.value is None or claim.value <= 0 or model.base:
        return None
    size = model.number("parameters.active") or (model.number("parameters.total") if _dense(model.shape) else None)
    tokens = model.number("tokens.pretraining")
    fact = model.fact("training_chip")
    chip = chip_of(world.catalogue, str(fact.amount)) if fact is not None else None
    if not size or not tokens or chip is None:
        return None
    peak = max(chip.peak("bf16") or 0.0, chip.peak("fp8") or 0.0 if _in_fp8(model) else 0.0)
    if not peak:
        return None
    share = _OPERATIONS * size * tokens / (claim.value * _SECONDS * peak * 1e12)
    if share <= 1:
        return None
    return Finding("OC206", f"In that time the {label(world.catalogue, chip.id)} would have to run at "
                            f"{share:.0%} of its peak: {say(size, 'parameters')} and {say(tokens, 'tokens')} take "
                            f"{say(_OPERATIONS * size * tokens, 'FLOP')}.")


def _dense(shape: dict[str, object] | None) -> bool:
    return shape is None or shape.get("kind_of") == "dense"


def _in_fp8(model: object) -> bool:
    fact = getattr(model, "fact")("training_precision")  # noqa: B009 - any record has facts
    return fact is not None and "fp8" in str(fact.amount)


def _shares(claim: Claim, claims: Sequence[Claim]) -> Finding | None:
    """Shares of one whole that are more than all of it; told at the last of them."""
    alike = [each for each in claims if each.measure == claim.measure and each.scope == claim.scope
             and each.time == claim.time and each.value is not None and not each.negated
             and each.speaker == claim.speaker]
    by_subject = {each.subject: each for each in alike}
    total = sum(each.value or 0.0 for each in by_subject.values())
    if len(by_subject) < _LEAST_SHARES or total <= _WHOLE + 1 or claim is not alike[-1]:
        return None
    return Finding("OC205", f"The shares given add up to {say(total, 'percent')} of {claim.scope or 'the whole'}.")


def _ratio(claim: Claim, passages: Passages, rules: Thresholds) -> Finding | None:
    """A ratio beside "from A to B" that A and B do not have."""
    if claim.measure not in ("price_ratio", "cost_ratio") or claim.value is None:
        return None
    here = passages.near(claim.start, claim.end)
    for one, two in pairwise(here):
        span = one.before.rstrip().endswith("from") and two.before.rstrip().endswith("to")
        if span and one.kind == two.kind == "money" and one.value > 0 and two.value > 0:
            result = max(one.value, two.value) / min(one.value, two.value)
            if _off(claim.value, result, rules.sum_slack + rules.approx):
                return Finding("OC207", f"From {say(one.value, one.unit)} to {say(two.value, two.unit)} is a factor of "
                                        f"{say(result, '', 3).strip()}, not {say(claim.value, '', 3).strip()}.")
    return None
