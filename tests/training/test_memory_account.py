"""Memory against published formulas and devices, and what the width of matrix units costs."""

from __future__ import annotations

import numpy as np
import pytest

from oncurve.answers.simulated_run import central_efficiency
from oncurve.architecture.dimensions import dimensions
from oncurve.architecture.shape import Shape
from oncurve.catalog.read import Catalogue
from oncurve.training.kernel import Machine
from oncurve.training.layout import Layout
from oncurve.training.memory import Memory, memory_of, memory_parts
from oncurve.training.network import system_of
from oncurve.training.system import System

LAYERS, WIDTH, SEQUENCE = 96, 12288, 2048


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The facts."""
    return Catalogue.load()


def laid_out(**cells: float) -> Layout:
    """GPT-3 175B on 4,096 chips, attention recomputed, sequences cut, the optimiser sharded."""
    usual = {"chips": 4096, "cp": 1, "ep": 1, "etp": 1, "batch": 4096, "sequence": SEQUENCE, "zero": 1, "recompute": 1,
             "schedule": 0, "bits": 16, "sequence_parallel": 1, "flash": 0, "shard": 0}
    return Layout(**{name: float(value) for name, value in (usual | cells).items()})


def held(system: System, layout: Layout) -> Memory:
    """What the fullest chip holds."""
    return memory_of(dimensions(Shape(LAYERS, WIDTH, 96, 50257, ffn_dim=4 * WIDTH, ffn_matrices=2)), layout, system)


@pytest.mark.parametrize(("tp", "pp", "v", "mb"), [(2, 16, 6, 1), (2, 8, 12, 1), (4, 8, 12, 2), (8, 8, 1, 1)])
def test_activations_are_those_of_the_published_formula(catalogue, tp, pp, v, mb) -> None:
    """Korthikanti et al. 2022: 34sbh/t a layer, over L(1 + (p - 1)/(pv)) layers where stages are cut into chunks."""
    system = system_of(catalogue, catalogue.chip("a100-80gb"))
    kept = held(system, laid_out(tp=tp, pp=pp, interleave=v, microbatch=mb)).activations
    layers = LAYERS * (1 + (pp - 1) / (pp * v) if v > 1 else 1)
    assert float(kept) == pytest.approx(34 * SEQUENCE * mb * WIDTH / tp * layers, rel=0.06)


def test_gradients_stay_whole_where_the_optimiser_is_sharded(catalogue) -> None:
    """The guide of Megatron: 4 bytes a parameter in half precision, whatever the number of data ranks."""
    system = system_of(catalogue, catalogue.chip("a100-80gb"))
    parameters = LAYERS * 12 * WIDTH**2 / 32 + 50257 * WIDTH / 2
    for chips in (1024, 4096):
        layout = laid_out(tp=2, pp=16, interleave=6, microbatch=1, chips=chips, batch=chips)
        assert float(held(system, layout).weights) == pytest.approx(4 * parameters, rel=0.01)


def test_a_program_has_what_the_device_reports(catalogue) -> None:
    """CUDA's deviceQuery finds 85,198,045,184 bytes on an A100 of 80 GB."""
    assert float(system_of(catalogue, catalogue.chip("a100-80gb")).memory) == pytest.approx(85_198_045_184, rel=0.001)


def test_what_does_not_move_loses_nothing_to_fragments(catalogue) -> None:
    """Weights and states add their own bytes and no more, so that four times the stages leave the overhead as it is."""
    system = system_of(catalogue, catalogue.chip("a100-80gb"))
    few, many = (held(system, laid_out(tp=8, pp=pp, interleave=1, microbatch=1)) for pp in (4, 16))
    assert float(few.weights) > 3 * float(many.weights)
    assert float(few.overhead) == pytest.approx(float(many.overhead), rel=0.02)
    layout = laid_out(tp=8, pp=4, interleave=1, microbatch=1)
    shape = dimensions(Shape(LAYERS, WIDTH, 96, 50257, ffn_dim=4 * WIDTH, ffn_matrices=2))
    assert float(np.sum(memory_parts(shape, layout, system))) == pytest.approx(float(few.total))


@pytest.mark.parametrize(("chip", "times"), [("tpu-v5p", 1.0), ("tpu-v6e", 2.0)])
def test_narrow_heads_leave_wide_matrix_units_idle(catalogue, chip, times) -> None:
    """Google: matrix units of v6e are 256 numbers wide, so heads of 128 take twice what half as many of 256 do."""
    machine = Machine(system_of(catalogue, catalogue.chip(chip)), central_efficiency(catalogue), 16)
    narrow = machine.attention(8192.0, 4096.0, 64.0, (128.0, 128.0))
    wide = machine.attention(8192.0, 4096.0, 32.0, (256.0, 256.0))
    assert float(narrow[0] / wide[0]) == pytest.approx(times)
