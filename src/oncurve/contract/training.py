"""What `simulate` and `layouts` answer, as types."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from oncurve.contract.estimate import Estimate

__all__ = ["Peak", "Simulation"]


class Peak(TypedDict):
    """What a utilisation is a share of: dense TFLOP per second of a chip, in a format."""

    tflops: float
    precision: str


class Simulation(TypedDict):
    """`simulate`: a training run. `mfu` and `hfu` are fractions of `peak`."""

    model: str | None
    chip: str
    step_time_s: float
    mfu: float
    hfu: float
    model_tflops_per_chip: float
    hardware_tflops_per_chip: float
    tokens_per_s: float
    chip_hours_per_trillion_tokens: float
    memory_gb_per_chip: float
    chip_hours: NotRequired[float]
    days: NotRequired[float]
    energy_mwh: NotRequired[float]
    peak: Peak
    precision: str
    fits: bool
    over: NotRequired[str]
    breakdown: dict[str, float]
    layout: dict[str, Any]
    inferred: list[str]
    memory: dict[str, float]
    estimates: dict[str, Estimate]
    warnings: list[str]
