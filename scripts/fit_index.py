"""Fits the index to the table that ships and writes it, with its hash, beside the table.

Run from the repository's root: `python scripts/fit_index.py`. It takes some minutes; answers only read what it wrote.
"""

from __future__ import annotations

import hashlib
import json
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from oncurve.capability.index import Index, fit_index
from oncurve.capability.shipped import (
    FOLDER,
    SOURCE,
    load_shipped,
    packed,
    scale_of,
    shipped_floors,
    shipped_flop,
    shipped_table,
)

DRAWS, STARTS, FEWEST_MODELS, SEED = 512, 6, 9, 20_251_203


def main() -> None:
    """Fit, draw, write."""
    table = shipped_table()
    index = fit_index(table, seed=SEED, starts=STARTS, floors=shipped_floors(table), draws=DRAWS)
    counts = np.bincount(table.benchmark, minlength=len(table.benchmarks))
    basket = counts >= FEWEST_MODELS
    drawn = index.draws[:DRAWS]
    centre = drawn.mean(0)[:, basket].mean(1)
    offset, factor = scale_of(table, centre)
    kinds = {"all": basket} | {kind: np.asarray([each == kind for each in table.kinds])
                               for kind in ("mathematics", "coding", "knowledge", "language", "reasoning")}
    skill = offset + factor * centre
    arrays: dict[str, np.ndarray] = {"centre": skill, "curve": curves(index, skill)}
    arrays["tenfold"] = tenfold(offset + factor * drawn[:, :, basket].mean(2))
    for name, mine in kinds.items():
        share = drawn[:, :, mine].mean(2)
        shift, scale = (offset, factor) if name == "all" else scale_of(table, share.mean(0))
        arrays |= {f"skill.{name}.{part}": value for part, value in packed(shift + scale * share).items()}
    for name, values in (("expected", 100 * index.mean), ("width", 100 * np.sqrt(index.spread + index.noise))):
        arrays |= {f"{name}.{part}": value for part, value in packed(values).items()}
    said = {"source": SOURCE, "draws": DRAWS,
            "seed": SEED, "models": list(table.models), "benchmarks": list(table.benchmarks),
            "kind_of": list(table.kinds), "basket": [n for n, b in zip(table.benchmarks, basket, strict=True) if b],
            "kinds": list(kinds), "scale": [offset, factor]}
    write(arrays, said)
    write(arrays | {f"rate.{name}": draws for name, draws in rates().items()}, said)


def write(arrays: dict[str, np.ndarray], said: dict[str, object]) -> None:
    """Write the arrays, and what they are with their hash."""
    np.savez(FOLDER / "index.npz", **arrays)
    said = {"sha256": hashlib.sha256((FOLDER / "index.npz").read_bytes()).hexdigest(), **said}
    (FOLDER / "index.json").write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def rates() -> dict[str, np.ndarray]:
    """Rates of training efficiency from the index just written, which answers then only read."""
    from oncurve.answers.rates_of_models import efficiency_draws
    from oncurve.answers.trends import Asked
    from oncurve.answers.world import World

    load_shipped.cache_clear()
    shipped = load_shipped()
    known = [place for place, model in enumerate(shipped.models) if model.flop is not None]
    drawn = efficiency_draws(Asked(World()), shipped, known)
    return {name: np.sort(draws)[:: max(draws.size // DRAWS, 1)] for name, draws in drawn.items()}


def tenfold(skill: np.ndarray) -> np.ndarray:
    """Points that ten times the training compute is worth at one date; families drawn anew for each draw of skill."""
    table = shipped_table()
    flop = shipped_flop(table)
    known = np.flatnonzero(~np.isnan(flop))
    families = np.asarray(table.traits["family"])[known]
    random = np.random.default_rng(SEED)
    found = []
    for draw in skill[:, known]:
        taken = random.choice(np.unique(families), np.unique(families).size)
        at = np.concatenate([np.flatnonzero(families == name) for name in taken])
        x, t, y = np.log10(flop[known][at]), table.dates[known][at], draw[at]
        design = np.column_stack([np.ones(at.size), x, t])
        found.append(np.linalg.lstsq(design, y, rcond=None)[0][1])
    return np.asarray(found)


def curves(index: Index, skill: np.ndarray) -> np.ndarray:
    """Difficulty and slope of each benchmark: the line through the expected log odds of the models it tested."""
    table = index.table
    found = []
    for place in range(len(table.benchmarks)):
        models = np.unique(table.model[table.benchmark == place])
        share = np.clip(index.mean[models, place], 0.005, 0.995)
        slope, start = np.polyfit(skill[models], np.log(share / (1 - share)), 1)
        found.append((-start / slope, slope))
    return np.asarray(found)


if __name__ == "__main__":
    main()
