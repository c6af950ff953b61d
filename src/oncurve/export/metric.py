"""What export rules measure of a chip, from the facts of its data sheet.

- `tpp`: total processing performance, the highest over number formats of dense TOPS times bits of an operation,
  summed over all dies of the package (3A090 technical note 1 to 3).
- `density`: that, over the area in mm2 of the logic dies with non-planar transistors (technical note 4).
- `io`: input and output to other chips in both directions, in GB per second, links and PCIe, without memory.
- `link`: the part of it that goes to other accelerators.
- `dram_bandwidth`: of memory chips, in GB per second; memory on the die (SRAM) is none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from oncurve.basis.evidence import Fact
from oncurve.catalog.chip import Chip

__all__ = ["BITS", "FOLLOWING", "UNMEASURED", "Measured", "Metrics", "alternatives", "derived", "metrics_of"]

#: bits of an operation at each number format
BITS = {"fp64": 64, "fp32": 32, "tf32": 19, "bf16": 16, "fp16": 16, "fp8": 8, "int8": 8, "fp4": 4, "int4": 4}
#: metric: those that follow from it
FOLLOWING = {"tpp": ("density",), "io": ("dram_bandwidth_io",), "dram_bandwidth": ("dram_bandwidth_io",)}
#: bits of a TF32 operand as it lies in memory; the note on bit length does not say which counts
TF32_STORED = 32


@dataclass(frozen=True, slots=True)
class Measured:
    """A measured value, or the interval within which it lies.

    Args:
        low: least it can be.
        high: most it can be.
        value: the value, or None where only bounds are known.
        facts: what it is computed from.
        note: how ("fp8 x 8 bits").
    """

    low: float
    high: float
    value: float | None = None
    facts: tuple[Fact, ...] = ()
    note: str = ""


#: a measure of which nothing is known
UNMEASURED = Measured(0.0, math.inf)
Metrics = dict[str, Measured]


def metrics_of(chip: Chip, *, tf32_bits: int = BITS["tf32"], instead: Fact | None = None) -> Metrics:
    """Every metric of a chip that its facts allow; one that is missing is unknown.

    Args:
        chip: the chip.
        tf32_bits: how many bits an operation in TF32 counts.
        instead: a rival fact, to stand in for the chip's best of that name.
    """
    facts = {fact.name: fact for fact in (*chip.facts_under("peak"), *_best(chip))}
    if instead is not None:
        facts[instead.name] = instead
    found: Metrics = {}
    if (tpp := _tpp(facts, tf32_bits)) is not None:
        found["tpp"] = tpp
    area = facts.get("die_area")
    if area is not None:
        found["area"] = Measured(
            area.low or (0.0 if area.high else area.number),
            area.high or area.number,
            None if area.high and not area.low else area.number,
            (area,),
            area.note,
        )
    links = facts.get("link.bidirectional")
    pcie = facts.get("pcie.bidirectional")
    if links is not None or pcie is not None:
        parts = tuple(fact for fact in (links, pcie) if fact is not None)
        found["io"] = _exact(sum(fact.number for fact in parts), *parts)
        found["link"] = _exact(links.number, links) if links is not None else _exact(0.0, *parts)
    if (dram := _dram(facts)) is not None:
        found["dram_bandwidth"] = dram
    return derived(found)


def derived(found: Metrics) -> Metrics:
    """The same metrics with those that follow from others: density, and memory with input and output together."""
    tpp, area = found.get("tpp"), found.get("area")
    if tpp is not None and area is not None and "density" not in found:
        low = tpp.low / area.high
        high = tpp.high / area.low if area.low else math.inf
        value = None if tpp.value is None or area.value is None else tpp.value / area.value
        found["density"] = Measured(low, high, value, (*tpp.facts, *area.facts), "performance over die area")
    dram, io = found.get("dram_bandwidth"), found.get("io")
    if dram is not None:
        more = io if io is not None else Measured(0.0, math.inf)
        value = None if dram.value is None or more.value is None else dram.value + more.value
        found["dram_bandwidth_io"] = Measured(
            dram.low + more.low,
            dram.high + more.high,
            value,
            (*dram.facts, *more.facts),
            "memory with input and output",
        )
    return found


def alternatives(chip: Chip) -> list[tuple[str, Metrics]]:
    """Other readings of a disputed data sheet: TF32 at 32 bits, and each rival value that changes a metric."""
    plain = metrics_of(chip)
    found: list[tuple[str, Metrics]] = []
    if chip.fact("peak.tf32") is not None:
        found.append((f"TF32 counted as {TF32_STORED} bits", metrics_of(chip, tf32_bits=TF32_STORED)))
    names = (
        "die_area",
        "memory.bandwidth",
        "link.bidirectional",
        "pcie.bidirectional",
        *(f"peak.{each}" for each in BITS),
    )
    for name in names:
        best = chip.fact(name)
        found += [
            (f"{name} of {fact.amount:g} {fact.unit} ({fact.source})", metrics_of(chip, instead=fact))
            for fact in chip.facts_of(name)
            if best is not None and fact.amount != best.amount
        ]
    return [(words, metrics) for words, metrics in found if _numbers(metrics) != _numbers(plain)]


def _best(chip: Chip) -> list[Fact]:
    names = ("die_area", "memory.size", "memory.bandwidth", "link.bidirectional", "pcie.bidirectional")
    return [fact for name in names if (fact := chip.fact(name)) is not None]


def _exact(value: float, *facts: Fact) -> Measured:
    return Measured(value, value, value, facts)


def _tpp(facts: dict[str, Fact], tf32_bits: int) -> Measured | None:
    best: tuple[float, Fact, str] | None = None
    for name, bits in BITS.items():
        fact = facts.get(f"peak.{name}")
        if fact is not None:
            counted = tf32_bits if name == "tf32" else bits
            value = fact.number * counted
            if best is None or value > best[0]:
                best = (value, fact, f"{fact.number:,.6g} at {name.upper()} x {counted} bits")
    return None if best is None else Measured(best[0], best[0], best[0], (best[1],), best[2])


def _dram(facts: dict[str, Fact]) -> Measured | None:
    size, speed = facts.get("memory.size"), facts.get("memory.bandwidth")
    if size is not None and str(size.detail.get("type", "")).upper() == "SRAM":
        return Measured(0.0, 0.0, 0.0, (size,), "its memory is SRAM on the die, which is no DRAM")
    return None if speed is None else _exact(speed.number, speed)


def _numbers(metrics: Metrics) -> dict[str, tuple[float, float]]:
    return {name: (each.low, each.high) for name, each in metrics.items()}
