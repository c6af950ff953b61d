"""Simulated runs beside what was measured of them: every measure gives the same error of time."""

from __future__ import annotations

import pytest

from oncurve.answers.published_runs import compared
from oncurve.answers.simulated_run import SimulatedRun
from oncurve.api import World

ROW = {"name": "GPT-3 on 64 chips", "layers": "96", "hidden": "12288", "ffn": "49152", "heads": "96", "vocab": "51200",
       "seq_len": "2048", "global_batch_seqs": "64", "chip": "A100-80GB", "chips": "64", "tp": "8", "pp": "8",
       "dp": "1", "interleave": "3", "microbatch": "1", "precision": "fp16", "schedule": "interleaved",
       "recompute": "full", "params_total": "174600000000", "measure": "step_time", "value": "18.13"}


@pytest.fixture(scope="module")
def run() -> SimulatedRun:
    """The run of Korthikanti et al. 2022, Table 5, 175B with full recomputation."""
    return World(draws=256).simulate_row(ROW)


def test_a_step_time_is_compared_as_time(run) -> None:
    """The error is simulated over measured seconds; the measured speed is tokens over 18.13 s and 64 chips."""
    pair = compared(ROW, run)
    assert pair is not None
    assert pair.error == pytest.approx(run.estimates["step_time_s"].median / 18.13 - 1, rel=0.02)
    assert pair.measured == pytest.approx(64 * 2048 / 18.13 / 64, rel=0.02)


@pytest.mark.parametrize(("measure", "value"), [
    ("tokens_per_s_per_chip", 64 * 2048 / 18.13 / 64), ("step_time", 18.13)])
def test_throughput_and_time_agree(run, measure: str, value: float) -> None:
    """The same run told by its throughput has the same error."""
    pair, plain = compared(ROW | {"measure": measure, "value": f"{value}"}, run), compared(ROW, run)
    assert pair is not None
    assert plain is not None
    assert pair.error == pytest.approx(plain.error, abs=0.02)


@pytest.mark.parametrize("more", [
    {"measure": ""}, {"value": ""}, {"value": "fast"}, {"measure": "peak_memory_per_chip"}, {"value": "-3"},
    {"value": "inf"}, {"measure": "chip_hours"}])
def test_a_row_without_a_speed_is_passed_over(run, more: dict[str, str]) -> None:
    """No measure, no number, or one that says nothing of speed."""
    assert compared(ROW | more, run) is None
