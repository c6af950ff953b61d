"""What `simulate` and `layouts` answer, as types."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from oncurve.contract.estimate import Estimate

__all__ = ["Layouts", "Peak", "Simulation", "SimulationStage"]


class Peak(TypedDict):
    """What a utilisation is a share of: dense TFLOP per second of a chip, in a format."""

    tflops: float
    precision: str


class Simulation(TypedDict):
    """`simulate`: a training run. `mfu` and `hfu` are fractions of `peak`; `goodput` is of hours."""

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
    goodput: float
    failures_per_day: float
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
    ablation: NotRequired[list[dict[str, Any]]]
    warnings: list[str]


class Layouts(TypedDict):
    """`layouts`: the best of all legal layouts. `rejected` counts the others by why they lost."""

    evaluated: int
    feasible: int
    best: list[Simulation]
    pareto: list[dict[str, Any]]
    rejected: dict[str, int]
    landscape: list[dict[str, Any]]
    warnings: list[str]


class SimulationStage(TypedDict, total=False):
    """`simulate --stage reinforcement` and `--stage serving`: a stage that generates tokens."""

    model: str
    chip: str
    stage: str
    chip_hours: float
    hours: float
    tokens: float
    output_tokens_per_s_per_chip: float
    usd_per_million_tokens: float
    breakdown: dict[str, float]
    estimates: dict[str, Estimate]
    warnings: list[str]
