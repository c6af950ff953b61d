"""How much of its chips' peak a run used: as reported, else as runs like it did."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from oncurve.basis.evidence import Assumption
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Exactly
from oncurve.catalog.chip import Chip
from oncurve.cost.prices import Prices, family
from oncurve.cost.run import Run
from oncurve.cost.spreads import around, log_widths

__all__ = ["Utilisation", "class_assumption", "peak_input", "utilisation_of", "utilisation_on"]

#: Generations that share the utilisation of another.
_LIKE = {"a800": "a100", "h200": "h100", "h20": "h100", "gh200": "h100", "b200": "gb200", "b300": "gb200",
         "gb300": "gb200", "tpu_v5e": "tpu_v5", "tpu_v5p": "tpu_v5", "tpu_v6e": "tpu_v6", "trainium1": "trainium",
         "trainium2": "trainium", "mi250": "amd", "mi250x": "amd", "mi300x": "amd", "mi300a": "amd", "mi325x": "amd"}
_SMALL = 10e9
_FP16_ONLY = ("v100", "p100")


class Utilisation(Struct, frozen=True):
    """Utilisation and the peak it is a share of.

    Args:
        mfu: model FLOP of the run over chip-hours times peak.
        peak: dense TFLOP per second of one chip in the format of the run.
        reported: whether the developer stated it.
    """

    mfu: Input
    peak: Input
    reported: bool


def peak_input(chip: Chip, precision: str, about: str) -> Input | None:
    """The dense peak of a chip in a format, in TFLOP per second; at 16 bits where it has no such format."""
    for name in dict.fromkeys((precision, "bf16", "tf32", "fp32")):
        fact = chip.fact(f"peak.{name}")
        if fact is not None and fact.unit.startswith("TFLOP"):
            return Input("peak", fact.unit, Exactly(fact.number), about, fact, f"dense, {name}")
    return None


def class_assumption(prices: Prices, chip: Chip, precision: str, *, moe: bool, small: bool) -> Assumption:
    """The utilisation of runs on such chips, in such a format, of such a model."""
    names = []
    own = family(chip)
    for generation in dict.fromkeys((own, _LIKE.get(own, own))):
        for form in dict.fromkeys((precision, "bf16", "fp16")):
            names += [f"mfu_{generation}_{form}_moe"] if moe else []
            names += [f"mfu_{generation}_{form}_small"] if small else []
            names.append(f"mfu_{generation}_{form}")
    return prices.assumption(*names, "mfu_unknown")


def utilisation_of(run: Run, prices: Prices, chip: Chip) -> Utilisation | None:
    """The utilisation of the run itself; None where the chip's peak is not known.

    A reported one is the speed of good hours; restarts and idle chips are taken off by `productive_share`.
    """
    peak = peak_input(chip, run.precision, run.model.id)
    if peak is None:
        return None
    fact = run.fact("mfu.pretraining")
    if fact is None or "peak" not in fact.detail:
        return utilisation_on(run, prices, chip)
    productive = prices.assumption("productive_share")
    stated = Input("peak", peak.unit, Exactly(float(fact.detail["peak"])), run.model.id, fact,
                   f"the peak that the stated utilisation is a share of, {fact.detail.get('precision', 'bf16')}")
    widths = [log_widths(productive)]
    if fact.low is not None and fact.high is not None:
        widths.append(log_widths(replace(productive, amount=fact.number, low=fact.low, high=fact.high)))
    note = f"stated {fact.number:g}, of which restarts leave {productive.low:g} to {productive.high:g}"
    mfu = Input("mfu", "fraction", around(fact.number * productive.amount, *widths), run.model.id, fact, note)
    return Utilisation(mfu, stated, reported=True)


def utilisation_on(run: Run, prices: Prices, chip: Chip) -> Utilisation | None:
    """What such a run makes of such a chip, by other runs; None where its peak is not known."""
    peak = peak_input(chip, run.precision, run.model.id)
    if peak is None:
        return None
    shape = run.model.shape
    total = run.fact("parameters.total")
    moe = (shape is not None and shape["kind_of"] != "dense") or run.fact("parameters.active") is not None
    small = total is not None and total.number < _SMALL and not moe
    precision = run.precision
    if family(chip) in _FP16_ONLY:
        precision = "fp16"
    elif "fp8" not in peak.note:
        precision = "bf16"
    assumption = prices.once(("utilisation", chip.id, precision, moe, small),
                             lambda: class_assumption(prices, chip, precision, moe=moe, small=small))
    mfu = Input.of_assumption(assumption, "mfu", about=run.model.id)
    return Utilisation(mfu, peak, reported=False)
