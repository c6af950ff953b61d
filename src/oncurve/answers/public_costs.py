"""What the public pipeline of Cottier et al. (2024) makes of Epoch AI's tables, step for step, with what it imputes.

B. Cottier, R. Rahman, L. Fattorini, N. Maslej, T. Besiroglu and D. Owen, "The rising costs of training frontier AI
models", arXiv:2405.21015, sections 2 and A, and the code published with it. Amortised hardware and energy of the
systems whose training compute was among the largest when they came. Valid for chips with a purchase price of their
family in the table; the intervals are those of the paper's Table 5. Unlike `oncurve cost` it takes each cell as
published, and fills an unknown chip with the most common one of the year: such systems are marked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oncurve.basis.errors import BadUsage
from oncurve.basis.evidence import Assumption
from oncurve.catalog.read import Catalogue
from oncurve.cost.cottier2024 import amortised_capital, energy, value_at
from oncurve.cost.prices import Prices, prices_of
from oncurve.cost.spreads import around, log_widths

__all__ = ["PublicCost", "PublicCosts", "PublicTables", "public_costs"]

Row = Mapping[str, str]
#: families of GPUs, in the order in which a name is searched for them
_FAMILIES = ("A100", "V100", "H100", "P100", "K80", "K40", "Titan X", "GTX 580", "GTX TITAN", "Titan Black")
_TPU = re.compile(r"TPU (v\d)")
_HOSTS = ("google", "deepmind", "microsoft", "amazon", "meta", "facebook")
#: first days of training that the pipeline knows by the system's name
_STARTS = {"Gemini 1.0 Ultra": "2023-05-10", "GPT-3.5": "2022-03-14", "GPT-3": "2019-10-01"}
_GPT_4_ENDED = "2022-08-15"
_HOURS_PER_DAY = 24
_LEVEL = 0.9
_SECONDS_PER_HOUR = 3600
#: columns of the peak, the first that holds one
_PEAKS = ("Tensor-FP16/BF16 performance (FLOP/s)", "FP16 Tensor Core", "TF32 (TensorFloat-32) performance (FLOP/s)",
          "Tensor Float 32 (TF32)", "FP16 (half precision) performance (FLOP/s)",
          "FP16 (half precision) Performance (FLOP/s)", "FP32 (single precision) performance (FLOP/s)",
          "FP32 (single precision) Performance (FLOP/s)", "INT8 performance (OP/s)", "INT8 Performance (OP/s)")


@dataclass(frozen=True, slots=True)
class PublicTables:
    """The four tables that the pipeline reads, as published.

    Args:
        models: of systems.
        chips: of hardware.
        prices: of hardware prices.
        index: of the producer price index.
    """

    models: Sequence[Row]
    chips: Sequence[Row]
    prices: Sequence[Row]
    index: Sequence[Row]


@dataclass(frozen=True, slots=True)
class PublicCost:
    """One system.

    Args:
        system: its name in the table.
        date: its publication.
        chip: the chip that it was costed on.
        imputed: whether the chip is the most common one of the year, none being named.
        nominal: USD of the day.
        real: USD of the month asked for.
        low: of the paper's 90% interval, of `real`.
        high: of it.
    """

    system: str
    date: str
    chip: str
    imputed: bool
    nominal: float
    real: float
    low: float
    high: float

    def to_dict(self) -> dict[str, Any]:
        """The cost as plain data."""
        made = {name: getattr(self, name) for name in self.__slots__}
        return {name: float(f"{value:.6g}") if isinstance(value, float) else value for name, value in made.items()}


@dataclass(frozen=True, slots=True)
class PublicCosts:
    """The systems that the pipeline can cost, by date.

    Args:
        systems: each with its cost.
        without: those of the rank asked for that it cannot cost, with the reason.
        dollars: month of the real dollars.
        rank: the lowest rank by training compute that counts.
    """

    systems: tuple[PublicCost, ...]
    without: tuple[tuple[str, str], ...]
    dollars: str
    rank: int

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data."""
        return {"method": "cottier2024", "dollars": self.dollars, "rank": self.rank, "level": _LEVEL, "unit": "USD",
                "systems": [each.to_dict() for each in self.systems],
                "without_basis": [{"system": name, "missing": why} for name, why in self.without]}


def public_costs(catalogue: Catalogue, tables: PublicTables, *, rank: int = 5, dollars: str | None = None,
                 systems: Sequence[str] = ()) -> PublicCosts:
    """Cost the systems of a table by the pipeline's method.

    Args:
        catalogue: for the method's constants.
        tables: what the pipeline reads.
        rank: systems whose compute was among so many largest when they came.
        dollars: month (YYYY-MM) of the real dollars; None for the last of the index.
        systems: names of the systems to cost in place of those of the rank, for tables without ranks.

    Raises:
        BadUsage: the index does not reach the month.
    """
    made = _Pipeline(catalogue, tables)
    month = dollars or max(made.index)
    if month not in made.index:
        raise BadUsage(f"The price index has no month {month}",
                       f"It reaches from {min(made.index)} to {max(made.index)}", "Ask for dollars of a month within.")
    found, without = [], []
    for row in sorted(tables.models, key=lambda row: row["Publication date"]):
        name = row.get("Model") or row.get("System") or ""
        asked = name in systems if systems else 0 < (_number(row, "Compute rank when published") or 0) <= rank
        if not asked:
            continue
        answer = made.cost(name, row, month)
        if isinstance(answer, PublicCost):
            found.append(answer)
        else:
            without.append((name, answer))
    return PublicCosts(tuple(found), tuple(without), month, rank)


class _Pipeline:
    """The method on one set of tables."""

    def __init__(self, catalogue: Catalogue, tables: PublicTables) -> None:
        self.assumed: Prices = prices_of(catalogue)
        self.power = {int(row.year): row.amount for row in catalogue.electricity if row.region == "US"}
        self.chips = {(row.get("Hardware name") or row.get("Name of the hardware") or "").strip(): row
                      for row in reversed(tables.chips)}
        column = next((each for each in ("observation_date", "DATE") if tables.index and each in tables.index[0]), "")
        self.index = {row[column][:7]: float(row["PCU518210518210"]) for row in tables.index}
        self.bought = sorted(
            ((row["Price date"], price, row["Hardware model"], row["Notes"]) for row in tables.prices
             if (price := _number(row, "Price (hardware purchase)"))), key=lambda each: each[0])
        self.usual = _most_common(tables.models)

    def cost(self, name: str, row: Row, month: str) -> PublicCost | str:
        """The cost of a system, or why it has none."""
        chip = row["Training hardware"].strip()
        imputed = not chip
        if row.get("Base model", "").strip():
            return "it is trained on from another model"
        if imputed:
            chip = self.usual.get(row["Publication date"][:4], "")
        if not chip or "," in chip:
            return "it names several kinds of chip" if chip else "it names no chip"
        price, hours = self._price(chip), self._hours(row, chip)
        if price is None or hours is None:
            return f"no price of {chip}" if price is None else "neither chip-hours nor FLOP of it are known"
        published = row["Publication date"]
        rate, levels = self.power.get(int(published[:4])), (self.index.get(published[:7]), self.index[month])
        if rate is None or levels[0] is None:
            return f"no electricity price or price index of {published[:7]}"
        tpu = "TPU" in chip
        start = self._start(name, row)
        first = start if tpu else max(start, price[1])
        decline = self._amount("price_performance_decline")
        value = value_at(price[0], decline, (first - price[1]).days)
        nominal = (amortised_capital(hours, value, decline, self._amount("interconnect_share"))
                   + energy(hours, self._watts(chip), self._factors(chip, row.get("Organization", "")), rate))
        real = nominal * levels[1] / levels[0]
        spread = around(real, log_widths(self._assumption("cottier_error_tpu" if tpu else "cottier_error_gpu")))
        return PublicCost(name, published, chip, imputed, nominal, real, spread.low, spread.high)

    def _assumption(self, *names: str) -> Assumption:
        return self.assumed.assumption(*names)

    def _amount(self, *names: str) -> float:
        return self._assumption(*names).amount

    def _price(self, chip: str) -> tuple[float, dt.date] | None:
        """USD of a chip with its share of the server, and the day from which it could be had."""
        released = self.chips.get(chip, {}).get("Release date", "").strip()
        tpu = _TPU.search(chip)
        if tpu:
            name = f"cottier_tpu_price_{tpu[1]}"
            known = name in self.assumed.catalogue.assumptions and released
            return (self._amount(name) * self._amount("server_cost_factor"), _day(released)) if known else None
        family = next((each for each in _FAMILIES if each.lower() in chip.lower()), None)
        seen = [each for each in self.bought if family and family.lower() in each[2].lower()]
        if not seen or family is None:
            return None
        when, price, _, note = next((each for each in seen if "DGX" in each[3]), seen[0])
        if "single-unit" in note.lower():
            price *= self._amount(f"server_cost_factor_{family.lower()}", "server_cost_factor")
        wait = dt.timedelta(days=self._amount("cottier_days_to_availability"))
        return price, max(_day(when), _day(released) + wait) if released else _day(when)

    def _hours(self, row: Row, chip: str) -> float | None:
        given = _number(row, "Training chip-hours")
        count, time = _number(row, "Hardware quantity"), _number(row, "Training time (hours)")
        if given or (count and time):
            return given or (count or 0.0) * (time or 0.0)
        about = self.chips.get(chip, {})
        peaks = (column for column in _PEAKS if "half" not in column or "TPU" in chip)
        peak = next((value for column in peaks if (value := _number(about, column))), None)
        flop = _number(row, "Training compute (FLOP)")
        used = _number(row, "Hardware utilization (MFU)") or _number(row, "Hardware utilization")
        if not flop or not peak:
            return None
        return flop / (peak * (used or self._amount("cottier_utilisation")) * _SECONDS_PER_HOUR)

    def _start(self, name: str, row: Row) -> dt.date:
        time = _number(row, "Training time (hours)")
        days = time / _HOURS_PER_DAY if time else self._amount("cottier_training_days")
        length = dt.timedelta(days=days)
        if name == "GPT-4":
            return _day(_GPT_4_ENDED) - length
        known = next((day for start, day in _STARTS.items() if start in name), None)
        if known is not None:
            return _day(known)
        return _day(row["Publication date"]) - length - dt.timedelta(days=self._amount("cottier_days_before_release"))

    def _watts(self, chip: str) -> float:
        return _number(self.chips.get(chip, {}), "TDP (W)") or self._amount("cottier_tpu_power_v4")

    def _factors(self, chip: str, owner: str) -> float:
        """Server power over that of the chip, times average over rated power, times PUE."""
        tpu = _TPU.search(chip)
        own = next((each for each in ("h100", "a100", "v100") if each in chip.lower()), "gpu")
        family = f"tpu_{tpu[1]}" if tpu else own
        kind = "tpu" if tpu else "gpu"
        large = any(host in owner.lower() for host in _HOSTS)
        return (self._amount(f"server_power_{family}", f"server_power_{kind}") * self._amount(f"power_share_{kind}")
                * self._amount("pue_hyperscale" if large else "pue_other"))


def _most_common(models: Sequence[Row]) -> dict[str, str]:
    """The chip that most systems of each year name which name no TPU; of several the first of the alphabet."""
    named: dict[str, Counter[str]] = {}
    for row in models:
        if row["Training hardware"].strip() and "TPU" not in row["Training hardware"]:
            named.setdefault(row["Publication date"][:4], Counter()).update(row["Training hardware"].split(","))
    return {year: min(chips, key=lambda chip: (-chips[chip], chip)) for year, chips in named.items()}


def _number(row: Row, column: str) -> float | None:
    """A number of the table; None where the cell is empty, zero or no number."""
    try:
        return float(row.get(column, "").strip().lstrip("$").replace(",", "")) or None
    except ValueError:
        return None


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text.strip())
