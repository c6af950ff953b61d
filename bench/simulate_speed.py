#!/usr/bin/env python3
"""Layouts a second of the search, beside Calculon in one run on one core.

    python bench/simulate_speed.py [--peer calculon=PATH] [--runs CSV]

GPT-3 175B on 4,096 A100s, as the peer's own search has it. PATH is a copy of github.com/calculon-ai/calculon;
without it the peer is skipped. With `--runs CSV` (the columns of `simulate --batch`, with `measure` and `value`) both
also predict the measured steps of the rows whose layout the peer can express. Growth is shown over numbers of chips.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import logging
import random
import statistics
import sys
import time
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from table import Asked, Row, growth, options, read, shown, skipped

from oncurve.answers.run_plan import run_plan
from oncurve.answers.simulated_run import central_efficiency
from oncurve.api import World
from oncurve.architecture.dimensions import dimensions
from oncurve.training.layout import Layout
from oncurve.training.memory import memory_of
from oncurve.training.search import search
from oncurve.training.spaces import Task
from oncurve.training.step import step_seconds

SHAPE = {"hidden": 12288, "feedforward": 49152, "seq_size": 2048, "attn_heads": 96, "attn_size": 128, "num_blocks": 96}
EXECUTION: dict[str, Any] = {
    "datatype": "float16", "fused_activation": True, "attention_type": "multihead", "tensor_par_overlap": "none",
    "seq_par_ag_redo": False, "data_par_overlap": False, "weight_offload": False, "activations_offload": False,
    "optimizer_offload": False, "training": True, "tensor_par_net": 0, "pipeline_par_net": 1, "data_par_net": 1}


def ours(world: World, model: str, chip: str, chips: int, batch: int,
         bits: int = 16) -> tuple[int, float, float, float]:
    """Layouts evaluated, and medians of processor seconds, taken in turn.

    They are those of the search, of a pass of numpy over one array of as many numbers in place, and of one into a new
    array.
    """
    plan = run_plan(world.catalogue, model, {"chip": chip, "chips": chips})
    task = Task(dimensions(plan.shape), plan.system, chips, batch, 2048 if "gpt" in model else 4096, bits)
    efficiency = central_efficiency(world.catalogue)
    count = search(task, efficiency).evaluated
    array = np.ones(count)
    jobs = (lambda: search(task, efficiency), lambda: np.multiply(array, 1.5, out=array), lambda: array * 1.5)
    runs: list[list[float]] = [[], [], []]
    for _ in range(15):
        for job, taken in zip(jobs, runs, strict=True):
            start = time.process_time()
            job()
            taken.append(time.process_time() - start)
    return count, *map(statistics.median, runs)  # type: ignore[return-value]


class Peer:
    """Calculon, from a copy of its repository."""

    def __init__(self, path: Path) -> None:
        sys.path.insert(0, str(path))
        sys.modules.setdefault("pandas", types.ModuleType("pandas"))  # it writes tables with it; none is written
        import calculon.io
        from calculon.llm import Llm, llm
        from calculon.system import System

        self.llm, self.kind = llm, Llm
        self.system = System(calculon.io.read_json_file(str(path / "systems" / "a100_80g.json")))
        self.log = logging.getLogger("peer")

    def seconds(self, shape: dict[str, int], execution: dict[str, Any]) -> float | None:
        """Time of a step; None where it says that the layout cannot be."""
        model = self.kind(self.kind.Application(shape), self.log)
        try:
            model.compile(self.system, self.kind.Execution.from_json(EXECUTION | execution))
            model.run(self.system)
        except self.kind.Error:
            return None
        return float(model.get_total_time())

    def rate(self, seconds: float, seed: int = 1) -> float:
        """Layouts a second over a random sample of its own space."""
        space = [
            {"num_procs": 4096, "tensor_par": tp, "pipeline_par": pp, "data_par": 4096 // (tp * pp), "batch_size": 4096,
             "microbatch_size": size, "activation_recompute": again, "pipeline_interleaving": 1,
             "optimizer_sharding": True, "tensor_par_comm_type": kind}
            for tp, pp, size, again, kind in itertools.product((1, 2, 4, 8), (4, 8, 16, 32), (1, 2, 4),
                                                               ("full", "attn_only", "none"), ("ar", "rs_ag"))]
        random.Random(seed).shuffle(space)
        start = time.perf_counter()
        for count, execution in enumerate(itertools.cycle(space), 1):
            self.seconds(SHAPE, execution)
            if time.perf_counter() - start > seconds:
                return count / (time.perf_counter() - start)
        raise AssertionError

    def stub(self) -> None:
        """Take out the formatting of text that nobody reads."""
        for module in (self.llm, sys.modules["calculon.llm.layers"]):
            if hasattr(module, "human_format"):
                module.human_format = lambda *_, **__: ""
        self.log.debug = lambda *_, **__: None  # type: ignore[method-assign]


def peer_best(world: World, peer: Peer) -> None:
    """Our fastest layout of GPT-3 on 4,096 chips, of those that the peer can express, by the peer's evaluation.

    Once with gradients sent after the work and once beside it, as its own search chooses; of all layouts that it finds
    room for, and of those that also fit by ours.
    """
    plan = run_plan(world.catalogue, "gpt-3-175b", {"chip": "a100-80gb", "chips": 4096})
    dims = dimensions(plan.shape)
    space = np.asarray([
        (tp, pp, size, again, cut, chunks) for tp, pp, size, again, cut, chunks in itertools.product(
            (1, 2, 4, 8), (1, 2, 4, 8, 16, 32), (1, 2, 4, 8), (0, 1, 2), (0, 1), (1, 2, 3, 4, 6, 12))
        if (tp > 1 or not cut) and not (tp * pp) % size and not (96 // pp) % chunks and (pp > 1 or chunks == 1)])
    tp, pp, size, again, cut, chunks = space.T
    layout = Layout(chips=4096.0, tp=tp, pp=pp, cp=1.0, ep=1.0, etp=1.0, interleave=chunks, microbatch=size,
                    batch=4096.0, sequence=2048.0, zero=np.ones(len(space)), recompute=again,
                    schedule=np.zeros_like(tp), bits=16.0, sequence_parallel=cut, flash=np.zeros(len(space)), shard=0.0)
    seconds = step_seconds(dims, layout, plan.system, central_efficiency(world.catalogue))
    room = np.asarray(memory_of(dims, layout, plan.system).total) <= plan.system.memory
    for beside in (False, True):
        theirs = np.asarray([peer.seconds(SHAPE, {
            "num_procs": 4096, "tensor_par": int(a), "pipeline_par": int(b), "data_par": 4096 // int(a * b),
            "batch_size": 4096, "microbatch_size": int(c), "activation_recompute": ("none", "attn_only", "full")[d],
            "pipeline_interleaving": int(f), "optimizer_sharding": True, "data_par_overlap": beside,
            "tensor_par_comm_type": "rs_ag" if e else "ar"}) or np.inf for a, b, c, d, e, f in space])
        for what, kept in (("of all that it finds room for", np.isfinite(theirs)),
                           ("of those that also fit by ours", np.isfinite(theirs) & room)):
            ours, best = (int(np.argmin(np.where(kept, each, np.inf))) for each in (seconds, theirs))
            print(f"GPT-3 on 4,096 A100, {kept.sum():,} layouts {what}, gradients sent "
                  f"{'beside' if beside else 'after'} the work: by the peer's evaluation our best takes "
                  f"{theirs[ours]:.2f} s {_named(space[ours])}, its own {theirs[best]:.2f} s {_named(space[best])}")


def _named(row: Any) -> str:
    names = zip(("tp", "pp", "mb", "recompute", "sp", "v"), row, strict=True)
    return "(" + " ".join(f"{name}{value}" for name, value in names) + ")"


def peer_errors(peer: Peer, path: Path, world: World) -> None:
    """Mean error of time of both on the A100 rows that the peer can express, by group."""
    groups: dict[str, list[tuple[float, float]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            theirs = _their_seconds(peer, row)
            if theirs is None:
                continue
            measured = _measured_seconds(row)
            mine = world.simulate_row(row).estimates["step_time_s"].median
            groups.setdefault(row["group"], []).append((mine / measured - 1, theirs / measured - 1))
    for group, errors in groups.items():
        mine, theirs = (statistics.fmean(abs(each[place]) for each in errors) for place in (0, 1))
        print(f"{group:28s} {len(errors):3d} rows: ours {mine:6.1%}, Calculon {theirs:6.1%}")


def _their_seconds(peer: Peer, row: dict[str, str]) -> float | None:
    cells = ("layers", "hidden", "ffn", "heads", "tp", "pp", "dp", "global_batch_seqs", "chips")
    if not row["chip"].startswith("A100-80") or not all(row[cell] for cell in cells) or row["experts"] or \
            row["zero_stage"] == "3" or row["measure"] not in ("step_time", "tflops_hardware_per_chip"):
        return None
    number = {cell: int(float(row[cell])) for cell in cells}
    shape = {"hidden": number["hidden"], "feedforward": number["ffn"], "seq_size": int(row["seq_len"]),
             "attn_heads": number["heads"], "attn_size": number["hidden"] // number["heads"],
             "num_blocks": number["layers"]}
    again = {"full": "full", "selective": "attn_only", "": "attn_only"}.get(row["recompute"], "none")
    best = None
    sizes = [int(row["microbatch"])] if row["microbatch"] else [1, 2, 4]
    chunks = [int(row["interleave"])] if row["interleave"] else [1]
    for size, chunk in itertools.product(sizes, chunks):
        taken = peer.seconds(shape, {
            "num_procs": number["chips"], "tensor_par": number["tp"], "pipeline_par": number["pp"],
            "data_par": number["dp"], "batch_size": number["global_batch_seqs"], "microbatch_size": size,
            "activation_recompute": again, "pipeline_interleaving": chunk, "optimizer_sharding": number["dp"] > 1,
            "tensor_par_comm_type": "rs_ag" if again == "attn_only" else "ar"})
        if taken is not None:
            best = taken if best is None else min(best, taken)
    return best


def _measured_seconds(row: dict[str, str]) -> float:
    if row["measure"] == "step_time":
        return float(row["value"])
    batch, length, layers, width, words = (float(row[name]) for name in ("global_batch_seqs", "seq_len", "layers",
                                                                          "hidden", "vocab"))
    # Narayanan et al. 2021, equation 3: operations of a step with full recomputation.
    flop = 96 * batch * length * layers * width**2 * (1 + length / (6 * width) + words / (16 * layers * width))
    return flop / (float(row["value"]) * 1e12 * float(row["chips"]))


RUNS = (("gpt-3-175b", "a100-80gb", 512, 512, 16), ("gpt-3-175b", "a100-80gb", 1536, 1536, 16),
        ("gpt-3-175b", "a100-80gb", 4096, 4096, 16), ("deepseek-v3", "h800", 2048, 15360, 8))


def rows(asked: Asked) -> Iterator[Row]:
    """Searches over whole spaces, beside passes of numpy and the peer."""
    world, each, rate = World(draws=256), {}, 0.0
    for model, chip, chips, batch, bits in RUNS:
        count, taken, touch, new = ours(world, model, chip, chips, batch, bits)
        what = f"all {count:,} layouts of {model} on {chips:,} {chip}"
        yield Row("simulate", what, 1e3 * taken, "ms", "a pass of numpy over as many numbers in place", taken / touch,
            runs=15)
        yield Row("simulate", what, 1e3 * taken, "ms", "a pass of numpy into a new array of as many", taken / new,
                  "<= 100" if model == "deepseek-v3" else "", 15)
        if model == "gpt-3-175b":
            each[count], rate = 1e9 * taken / count, count / taken
    yield from growth("simulate", "layouts", "ns a layout", each, "<= 1")
    path = asked.peers.get("calculon")
    if path is None:
        yield skipped("simulate", "layouts a second of GPT-3 on 4,096 A100", "no --peer calculon=PATH")
        return
    peer = Peer(path)
    for name, limit in (("Calculon as shipped", ">= 1000"), ("Calculon without its debug text", ">= 200")):
        theirs = statistics.median(peer.rate(2.0 if asked.quick else 5.0, seed) for seed in range(3))
        yield Row("simulate", "layouts of GPT-3 on 4,096 A100", rate, "a second", name, rate / theirs, limit, 3)
        peer.stub()


def main() -> None:
    """Print the table; with `--runs`, both beside what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options(parser)
    parser.add_argument("--runs", type=Path, help="also predict these measured runs, and search the peer's space")
    given = parser.parse_args()
    asked = read(given)
    shown(rows, asked)
    if given.runs is not None and "calculon" in asked.peers:
        world, peer = World(draws=256), Peer(asked.peers["calculon"])
        peer.stub()
        peer_best(world, peer)
        peer_errors(peer, given.runs, world)


if __name__ == "__main__":
    main()
