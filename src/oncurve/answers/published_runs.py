"""A simulated run against what a publication measured of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oncurve.answers.simulated_run import SimulatedRun
from oncurve.basis.estimate import significant

__all__ = ["Compared", "compared"]

#: By what a table calls a measure: the number of the answer, whether it is a throughput, and its unit in that
#: of the answer.
_MEASURES = {
    "step_time": ("step_time_s", False, 1.0), "tokens_per_s_per_chip": ("tokens_per_s", True, 1.0),
    "tflops_model_per_chip": ("model_tflops_per_chip", True, 1.0),
    "tflops_hardware_per_chip": ("hardware_tflops_per_chip", True, 1.0), "mfu": ("mfu", True, 0.01),
    "hfu": ("hfu", True, 0.01), "chip_hours": ("chip_hours", False, 1.0),
    "chip_hours_per_T_tokens": ("chip_hours_per_trillion_tokens", False, 1.0)}


@dataclass(frozen=True, slots=True)
class Compared:
    """A run's speed as simulated and as measured, in tokens per second and chip.

    Args:
        what: the run.
        kind: "dense" or "moe".
        measured: as published.
        predicted: the simulated median.
        low: lower end of its interval.
        high: upper end of it.
    """

    what: str
    kind: str
    measured: float
    predicted: float
    low: float
    high: float

    @property
    def error(self) -> float:
        """Error of time: simulated over measured, less one."""
        return self.measured / self.predicted - 1

    def to_dict(self) -> dict[str, Any]:
        """As plain data."""
        plain = {name: significant(getattr(self, name)) for name in ("measured", "predicted", "low", "high")}
        return {"what": self.what, "kind": self.kind, **plain}


def compared(row: Mapping[str, str | None], run: SimulatedRun) -> Compared | None:
    """The run beside what its row says was measured (`measure`, `value`); None where the row says nothing of speed.

    Args:
        row: of a table, as `oncurve simulate --batch` takes it.
        run: what was simulated of it.
    """
    found = _MEASURES.get((row.get("measure") or "").strip())
    try:
        value = float(row.get("value") or 0.0)
    except ValueError:
        return None
    if found is None or not 0 < value < float("inf") or found[0] not in run.estimates:
        return None
    name, throughput, factor = found
    chips, made = run.layout["chips"], run.estimates[name].median
    simulated = made / chips if name == "tokens_per_s" else made
    times = simulated / (value * factor) if not throughput else value * factor / simulated  # time over measured time
    speed = run.estimates["tokens_per_s"]
    what = (row.get("name") or "").strip() or f"{row.get('chip')} x {chips}"
    kind, median = "moe" if run.plan.shape.is_moe else "dense", speed.median / chips
    return Compared(what, kind, median * times, median, speed.low / chips, speed.high / chips)
