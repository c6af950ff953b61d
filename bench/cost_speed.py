"""Every model in every scope, with 16,384 draws, against the point estimates of a public cost script.

    python bench/cost_speed.py                  # ours alone, as a multiple of importing numpy
    python bench/cost_speed.py --peer FOLDER    # beside the script of Cottier et al. (2024) in FOLDER

FOLDER is a copy of github.com/epoch-research/training-cost-trends, whose packages (pandas, pyairtable, requests) the
Python named by --peer-python has. Loading of data is left out on both sides, and so is sorting out the models that
have no basis for a cost, which the peer does while it loads; each figure is processor time, the best of five, without
the collector of garbage, as `timeit` has it.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from oncurve.api import World

_RUNS = 5

PEER = """
import contextlib, gc, io, json, os, sys, tempfile, time
folder = sys.argv[1]
sys.path.insert(0, folder)
import logging
logging.disable(logging.CRITICAL)
import cost_analysis_standalone as script
import warnings
warnings.simplefilter("ignore")
spent = [0.0]
def timed(load):
    def inner(*args, **kwargs):
        start = time.process_time()
        try:
            return load(*args, **kwargs)
        finally:
            spent[0] += time.process_time() - start
    return inner
for name in ("load_pcd_data", "load_price_data", "load_hardware_data"):
    setattr(script, name, timed(getattr(script, name)))
os.chdir(tempfile.mkdtemp())
seconds = []
for _ in range(5):
    spent[0] = 0.0
    gc.collect()
    gc.disable()
    start = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        script.main(script.PRICE_INDEX_FILE, script.MODELS_FILE, script.HARDWARE_FILE, script.HARDWARE_PRICE_FILE)
    seconds.append(time.process_time() - start - spent[0])
    gc.enable()
import glob, pandas
table = max((pandas.read_csv(path) for path in glob.glob("results/**/*.csv", recursive=True)), key=len)
print(json.dumps({"seconds": min(seconds), "models": len(table)}))
"""


def best(run: Callable[[], int], times: int = _RUNS) -> tuple[float, int]:
    """The least processor time of several runs, in seconds, and the number of models."""
    seconds, count = [], 0
    for _ in range(times):
        gc.collect()
        gc.disable()
        start = time.process_time()
        count = run()
        seconds.append(time.process_time() - start)
        gc.enable()
    return min(seconds), count


def load(world: World) -> None:
    """Reads every record and price that a cost may rest on, as the peer reads its tables before it computes."""
    facts = world.catalogue
    for shelf in (facts.models, facts.chips, facts.organisations, facts.assumptions):
        list(shelf.values())
    for table in (facts.rental, facts.purchase, facts.api_prices, facts.electricity, facts.price_index):
        len(table)


def ours(drivers: bool) -> Callable[[], int]:
    """A run over all models that have a cost, with a world of its own, so that nothing is kept from the run before."""
    models = [each.model for each in World().cost_all().models]
    worlds = [World() for _ in range(_RUNS)]
    for world in worlds:
        load(world)

    def run() -> int:
        world = worlds.pop()
        for model in models:
            world.cost(model, drivers=drivers)
        return len(models)

    return run


def numpy_seconds() -> float:
    """How long a fresh Python takes to import numpy."""
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import numpy"], check=True)
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def main() -> None:
    """Prints one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", type=Path, help="a copy of the public script")
    parser.add_argument("--peer-python", default=sys.executable, help="a Python that has its packages")
    args = parser.parse_args()
    base = numpy_seconds()
    found: dict[str, object] = {}
    each: dict[str, float] = {}
    for name, drivers in (("with drivers", True), ("without drivers", False)):
        seconds, count = best(ours(drivers))
        each[name] = seconds / count
        found[name] = {"models": count, "ms_a_model": round(1000 * each[name], 3),
                       "numpy_imports_a_thousand_models": round(1000 * each[name] / base, 1)}
    if args.peer is not None:
        with tempfile.NamedTemporaryFile("w", suffix=".py") as driver:
            driver.write(PEER)
            driver.flush()
            done = subprocess.run([args.peer_python, driver.name, str(args.peer.resolve())], check=True,
                                  capture_output=True, text=True)
        peer = json.loads(done.stdout.splitlines()[-1])
        whole = peer["seconds"] / peer["models"]
        found["peer"] = {"models": peer["models"], "ms_a_model": round(1000 * whole, 3)}
        found["times faster a model"] = {name: round(whole / seconds, 1) for name, seconds in each.items()}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
