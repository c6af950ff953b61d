"""Lint: training runs against arithmetic and physics."""

from __future__ import annotations

from collections.abc import Iterator

from oncurve.answers.lint_values import Check, Found
from oncurve.architecture import Shape, six_nd, total_parameters
from oncurve.basis.errors import BadUsage
from oncurve.basis.evidence import Fact
from oncurve.catalog.chip import Chip
from oncurve.catalog.model import Model
from oncurve.catalog.read import Catalogue

__all__ = ["CHECKS", "peak_of", "rate_or_impossible"]

_SUM_SLACK, _COUNT_SLACK, _HOURS_SLACK = 0.005, 0.02, 1.05
_STAGES = (("pretraining", "context_extension", "post_training"), ("rl_zero", "sft_data", "rl"))
#: the most of peak that a rate, made a total, may come to: the best long runs reach less
_BEST_MFU = 0.75
_TRILLION = 1e12
_SECONDS = 3600.0
_TERA = 1e12


def stages(catalogue: Catalogue) -> Iterator[Found]:
    """OD105: stages of chip-hours, all told, that differ from the total."""
    for model in catalogue.models.values():
        total = model.fact("chip_hours.final_run")
        for names in _STAGES:
            parts = [model.fact(f"chip_hours.{name}") for name in names]
            told = [part.number for part in parts if part is not None]
            if total is None or len(told) < len(names):
                continue
            if abs(sum(told) - total.number) > _SUM_SLACK * total.number:
                yield (model.file, total.name, "OD105",
                       f"The stages add up to {sum(told):g} chip-hours, the total is {total.number:g}.")


def peak_of(chip: Chip, precision: str) -> float | None:
    """The dense peak in FLOP per second that a run at `precision` works against, or None where unknown.

    The highest of what the sources say: lint must not find fault where one of them allows it.
    """
    for name in {"fp8": ("fp8", "bf16"), "fp32": ("tf32", "fp32")}.get(precision, ("bf16", "fp16", "tf32", "fp32")):
        if values := [fact.number for fact in chip.facts_of(f"peak.{name}")]:
            return max(values) * _TERA
    return None


def rate_or_impossible(flop: float, hours: float, peak: float, tokens: float | None) -> tuple[str, str] | None:
    """OD106 or OD107 with its message, where `hours` of a chip with `peak` FLOP per second cannot give `flop`."""
    share = flop / (hours * _SECONDS * peak)
    if share <= 1:
        return None
    if tokens is not None and tokens > _TRILLION and share * _TRILLION / tokens <= _BEST_MFU:
        return "OD107", (f"{hours:,.0f} chip-hours would be {share:.0%} of peak; as hours per trillion tokens, over "
                         f"{tokens / _TRILLION:g} trillion, they are {share * _TRILLION / tokens:.0%}: "
                         "a rate was stored as the total.")
    return "OD106", f"{hours:,.0f} chip-hours for {flop:.3g} FLOP would be {share:.0%} of the chip's peak."


def physics(catalogue: Catalogue) -> Iterator[Found]:
    """OD106, OD107: chip-hours against FLOP and the peak of the chip."""
    for model in catalogue.models.values():
        tokens = model.number("tokens.pretraining")
        flop = _least_flop(model, tokens)
        precision = model.fact("training_precision")
        for fact in model.facts_of("chip_hours.final_run"):
            chip = catalogue.chips.get(str(fact.detail.get("chip", "")))
            if flop is None or chip is None or "on_top_of" in fact.detail:
                continue
            peak = peak_of(chip, str(precision.amount) if precision else "bf16")
            found = peak and rate_or_impossible(flop, fact.number, peak, tokens)
            if found:
                yield model.file, fact.name, *found


def _least_flop(model: Model, tokens: float | None) -> float | None:
    """The least FLOP that a source or 6ND gives, leaving out what was derived from cost, scores or the hours."""
    told = [fact.number for fact in model.facts_of("flop.final_run") if _is_own(fact)]
    total = model.fact("parameters.total")
    size = model.number("parameters.active") or (total.number if total and not total.detail.get("mixture") else None)
    if tokens and size and not told:
        told.append(float(six_nd(size, tokens)))
    return min(told, default=None)


def _is_own(fact: Fact) -> bool:
    return not (fact.detail.get("from_cost") or fact.detail.get("from_scores"))


def wall_clock(catalogue: Catalogue) -> Iterator[Found]:
    """OD114: more chip-hours than the chips could give in the days stated by the same source."""
    for model in catalogue.models.values():
        for hours in model.facts_of("chip_hours.final_run"):
            chips = _by_source(model, "chips.pretraining", hours.source)
            days = _by_source(model, "training_time.pretraining", hours.source)
            if chips is None or days is None or "at_most" in (chips.detail.get("bound"), days.detail.get("bound")):
                continue
            most = chips.number * days.number * 24
            if hours.number > most * _HOURS_SLACK:
                message = f"{chips.number:g} chips give {most:,.0f} hours in {days.number:g} days"
                yield model.file, hours.name, "OD114", f"{message}, not {hours.number:,.0f}."


def _by_source(model: Model, name: str, source: str) -> Fact | None:
    return next((fact for fact in model.facts_of(name) if fact.source == source), None)


def counts(catalogue: Catalogue) -> Iterator[Found]:
    """OD108: parameter counts against the dimensions."""
    for model in catalogue.models.values():
        shape, stated = model.shape, model.number("parameters.total")
        if shape is None or stated is None:
            continue
        try:
            computed = total_parameters(Shape.from_table(shape))
        except BadUsage as error:
            yield model.file, "shape", "OD108", error.message
            continue
        if abs(computed / stated - 1) > _COUNT_SLACK:
            yield (model.file, "shape", "OD108",
                   f"The dimensions give {computed / 1e9:.1f} billion parameters, the record says {stated / 1e9:.1f}.")


CHECKS: tuple[Check, ...] = (stages, physics, wall_clock, counts)
