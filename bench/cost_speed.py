"""Every model in every scope, with 16,384 draws, against the point estimates of a public cost script.

    python bench/cost_speed.py                                       # ours alone
    python bench/cost_speed.py --peer training-cost-trends=FOLDER    # beside the script of Cottier et al. (2024)

FOLDER is a copy of github.com/epoch-research/training-cost-trends, whose packages (pandas, pyairtable, requests) this
Python has, or the one named by `--peer peer-python=PATH`. Loading of data is left out on both sides, and so is sorting
out the models that have no basis for a cost, which the peer does while it loads; each figure is processor time, the
median of five, without the collector of garbage, as `timeit` has it.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from table import Asked, Row, asked_of, cold, growth, measured, shown, skipped

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
print(json.dumps({"seconds": seconds, "models": len(table)}))
"""


def load(world: World) -> None:
    """Reads every record and price that a cost may rest on, as the peer reads its tables before it computes."""
    facts = world.catalogue
    for shelf in (facts.models, facts.chips, facts.organisations, facts.assumptions):
        list(shelf.values())
    for table in (facts.rental, facts.purchase, facts.api_prices, facts.electricity, facts.price_index):
        len(table)


def ours(models: list[str], drivers: bool) -> list[float]:
    """Seconds a model of several runs, each in a world of its own, so that nothing is kept from the run before."""
    found = []
    for _ in range(_RUNS + 1):
        world = World()
        load(world)
        gc.collect()
        gc.disable()
        start = time.process_time()
        for model in models:
            world.cost(model, drivers=drivers)
        found.append((time.process_time() - start) / len(models))
        gc.enable()
    return found[1:]


def peer(folder: Path, python: str) -> list[float]:
    """Seconds a model of several runs of the public script."""
    with tempfile.NamedTemporaryFile("w", suffix=".py") as driver:
        driver.write(PEER)
        driver.flush()
        done = subprocess.run([python, driver.name, str(folder)], check=True, capture_output=True, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return [each / found["models"] for each in found["seconds"]]


def rows(asked: Asked) -> Iterator[Row]:
    """Each way against the peer, and growth over the number of models."""
    models = [each.model for each in World().cost_all().models]
    folder, theirs, numpy = asked.peers.get("training-cost-trends"), [], cold(("-c", "import numpy"), 3)
    if folder is None:
        yield skipped("cost", "a model, against the public script", "no --peer training-cost-trends=FOLDER")
    else:
        theirs = peer(folder, str(asked.peers.get("peer-python", sys.executable)))
    for name, drivers, limit in (("with drivers", True, ">= 5"), ("without drivers", False, ">= 20")):
        mine = ours(models, drivers)
        if theirs:
            yield measured("cost", f"a model in every scope, 16,384 draws, {name}", mine, scale=1e3, unit="ms",
                           against="the public script's point estimates", of=theirs, limit=limit, faster=True)
        else:
            yield measured("cost", f"a model in every scope, 16,384 draws, {name}", mine, scale=1e3, unit="ms",
                           against="importing numpy", of=numpy)
    each = {len(some): 1e3 * sorted(ours(some, True))[_RUNS // 2] for some in (models[::4], models[::2], models)}
    yield from growth("cost", "models", "ms a model, with drivers", each, "<= 1.25")


if __name__ == "__main__":
    shown(rows, asked_of(__doc__))
