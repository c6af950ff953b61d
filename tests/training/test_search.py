"""The search over layouts: what it counts, what it refuses, and that nothing better is missed."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from oncurve.answers.run_plan import run_plan
from oncurve.answers.simulated_run import central_efficiency
from oncurve.api import World
from oncurve.architecture.dimensions import dimensions
from oncurve.basis.errors import BadUsage
from oncurve.cli.run import run
from oncurve.training.layout import Layout
from oncurve.training.memory import memory_of
from oncurve.training.plan import layout_cells
from oncurve.training.search import Found, search
from oncurve.training.spaces import Task, layouts_at, size_of, spaces
from oncurve.training.step import step, step_seconds


@pytest.fixture(scope="module")
def world() -> World:
    """The catalogue with few draws."""
    return World(draws=256)


def task_of(world: World, model: str, chips: int, **more: object) -> Task:
    """A search of one model on H100 chips."""
    plan = run_plan(world.catalogue, model, {"chip": "h100", "chips": chips})
    return Task(dimensions(plan.shape), plan.system, chips, 64, 4096, 16, more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def found(world) -> Found:
    """Llama 3.1 8B on 16 chips."""
    return search(task_of(world, "llama-3-1-8b", 16), central_efficiency(world.catalogue))


def test_the_best_is_the_best_of_all(world, found) -> None:
    """No layout that fits is faster than the best by more than the half percent that counts as alike."""
    task, efficiency = task_of(world, "llama-3-1-8b", 16), central_efficiency(world.catalogue)
    fastest = np.inf
    for layout in spaces(task):
        fits = np.asarray(memory_of(task.dims, layout, task.system).total) <= task.system.memory
        seconds = np.broadcast_to(step(task.dims, layout, task.system, efficiency).seconds, fits.shape)
        fastest = min(fastest, float(np.min(np.where(fits, seconds, np.inf))))
    assert (1 - 1e-9) * fastest <= found.best[0]["seconds"] <= 1.005 * fastest


def test_every_layout_is_accounted_for(found) -> None:
    """Those that fit and those that overfill the memory make all; of those that fit, all but ties lost to the best."""
    over = sum(count for reason, count in found.rejected.items() if reason.startswith("over"))
    slower = sum(count for reason, count in found.rejected.items() if reason.startswith("slower"))
    assert over + found.feasible == found.evaluated
    assert 0 < slower < found.feasible


def test_the_front_has_no_dominated_point(found) -> None:
    """Along the front, more memory always buys less time."""
    rows = sorted(found.pareto, key=lambda row: row["bytes"])
    times = [row["seconds"] for row in rows]
    assert times == sorted(times, reverse=True)
    assert len(set(times)) == len(times)


def test_the_quick_sum_is_the_sum_of_the_causes(world) -> None:
    """The search's own sum and the breakdown by cause agree on every layout."""
    task, efficiency = task_of(world, "llama-3-1-8b", 8), central_efficiency(world.catalogue)
    for layout in spaces(task):
        quick = step_seconds(task.dims, layout, task.system, efficiency)
        slow = step(task.dims, layout, task.system, efficiency).seconds
        assert np.allclose(np.broadcast_to(quick, np.shape(slow)), slow, rtol=1e-12)


def test_said_cells_hold(world) -> None:
    """A search with tp=2 and pp=4 finds nothing else."""
    found = search(task_of(world, "llama-3-1-8b", 16, tp=2, pp=4), central_efficiency(world.catalogue))
    assert {(row["tp"], row["pp"]) for row in found.best} == {(2.0, 4.0)}


@pytest.mark.parametrize("layout", ["etp=2", "flash=0", "fsdp=4,zero=3", "offload=optimizer", "schedule=1f1b", "cp=2"])
def test_cells_of_a_layout_hold_as_they_are_written(world, layout: str) -> None:
    """Whatever `--layout` says holds in each of the best; and `1f1b` without "interleaved" is one chunk a stage."""
    said = layout_cells(layout)
    cells = {name: value for name, value in said.items() if name != "interleave_not"}
    cells |= {"interleave": 1} if "interleave_not" in said else {}
    best = search(task_of(world, "mixtral-8x7b", 64, **said), central_efficiency(world.catalogue)).best
    assert best
    assert [{name: row[name] for name in cells} for row in best] == [cells] * len(best)


def test_the_best_are_simulated_in_the_layout_that_was_found(world) -> None:
    """Simulated with intervals, each of the best is one layout: no share of the interval is of which it may be."""
    for each in world.layouts("mixtral-8x7b", chip=("h100",), chips=64, layout="tp=2,pp=1,batch=512").best:
        assert len(each.plan.run().layouts) == 1


@pytest.mark.parametrize(("model", "chip", "chips"), [("mixtral-8x7b", "b200", 64), ("llama-3-1-8b", "h100", 7)])
def test_no_two_of_the_best_are_the_same_layout(world, model: str, chip: str, chips: int) -> None:
    """Five of the best are five ways to run it: they differ in degrees, in how stages are run, or in time."""
    best = world.layouts(model, chip=chip, chips=chips).best
    shape = ("tp", "pp", "cp", "ep", "interleave", "microbatch", "schedule", "sequence_parallel")
    told = [(*(each.layout[name] for name in shape), round(each.estimates["step_time_s"].median, 4)) for each in best]
    assert len(set(told)) == len(told) == 5


def test_a_micro_batch_larger_than_the_batch_is_refused(world) -> None:
    """The sentence says what would be legal, whether or not the degrees are known."""
    with pytest.raises(BadUsage, match=r"64 sequences is larger than the batch of 32\. Legal: mb up to 32"):
        world.simulate("llama-3-1-8b", chip="h100", chips=8, layout="mb=64,batch=32")


def test_a_long_front_is_shown_with_both_ends(world) -> None:
    """Of a front of more than 40 layouts, 40 are shown, among them the smallest and the quickest of all."""
    asked = {"chip": ("h100",), "chips": 512, "layout": "batch=512,seq=4096"}
    shown = world.layouts("llama-3-1-70b", **asked).pareto
    task = replace(task_of(world, "llama-3-1-70b", 512), batch=512)
    found = search(task, central_efficiency(world.catalogue)).pareto
    assert len(found) > len(shown) == 40
    assert [shown[end]["step_time_s"] for end in (0, -1)] == pytest.approx([found[end]["seconds"] for end in (0, -1)],
                                                                           rel=1e-4)


def test_more_chips_than_can_hold_it_are_needed(world) -> None:
    """405B parameters do not fit onto eight chips in any layout, and the reasons say why."""
    found = search(task_of(world, "llama-3-1-405b", 8), central_efficiency(world.catalogue))
    assert (found.feasible, found.best) == (0, [])
    assert max(found.rejected, key=found.rejected.__getitem__) == "over memory with weights and gradients"


def test_chips_that_no_degrees_divide_are_told(world) -> None:
    """A number of chips on which nothing is legal is answered in words."""
    with pytest.raises(BadUsage, match=r"is legal on so many chips with a batch of \d+ sequences\. .*--layout batch=N"):
        world.layouts("deepseek-v3", chips=9_999_999)


def test_the_command_gives_the_librarys_answer(world, capsys) -> None:
    """`layouts --json` prints `World.layouts(...).to_dict()`: the best, the front, and why the rest lost."""
    asked = ("--model", "llama-3-1-8b", "--chip", "h100,h800", "--chips", "16", "--draws", "256", "--json")
    code = run(["layouts", *asked])
    answer = json.loads(capsys.readouterr().out)
    assert code == 0
    assert answer == json.loads(json.dumps(world.layouts("llama-3-1-8b", chip=("h100", "h800"), chips=16).to_dict()))
    times = [each["step_time_s"] for each in answer["best"]]
    assert times == pytest.approx(sorted(times), rel=0.02)
    assert all(each["fits"] for each in answer["best"])


def test_the_landscape_counts_every_layout(found) -> None:
    """Over tensor degree and stages, all layouts are counted once, and the best of the cells is the best of all."""
    cells = found.landscape.values()
    assert sum(many for many, _, _ in cells) == found.evaluated
    assert sum(fit for _, fit, _ in cells) == found.feasible
    assert min(seconds for _, _, seconds in cells) == pytest.approx(found.best[0]["seconds"], rel=0.005)


def test_the_search_finds_what_a_loop_over_single_layouts_finds(world) -> None:
    """Each layout of a small space by itself, in double precision: the same counts, and the same front."""
    task, efficiency = task_of(world, "mixtral-8x7b", 16, pp=2, tp=4, recompute=0), central_efficiency(world.catalogue)
    found = search(task, efficiency)
    fits, points = 0, []
    for space in spaces(task):
        size = size_of(space)
        for place in np.ndindex(size):
            columns = layouts_at(space, tuple(np.asarray([each]) for each in place))
            layout = Layout(**{name: float(column[0]) for name, column in columns.items()})
            needed = float(memory_of(task.dims, layout, task.system).total)
            if needed <= task.system.memory:
                fits += 1
                points.append((float(step(task.dims, layout, task.system, efficiency).seconds), needed))
    assert found.feasible == fits
    assert min(points)[0] == pytest.approx(min(row["seconds"] for row in found.pareto), rel=1e-9)
    for row in found.pareto:
        assert not any(seconds < row["seconds"] * (1 - 1e-6) and size < row["bytes"] * (1 - 1e-6)
                       for seconds, size in points)
