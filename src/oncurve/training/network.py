"""The machine that a chip comes in: its fast domain, its network, its cores, from the catalogue."""

from __future__ import annotations

import datetime as dt
import re

from oncurve.basis.errors import BadUsage, MissingFact
from oncurve.basis.evidence import Assumption
from oncurve.catalog.chip import Chip
from oncurve.catalog.read import Catalogue
from oncurve.training.system import System

__all__ = ["chip_named", "machine_facts", "system_of"]

_TERA, _GIGA = 1e12, 1e9
#: What a machine has that a data sheet of the chip does not say: the first words of the assumption's name.
_PARTS = ("scale_out", "domain", "cores", "granule")
#: What kernels are like on any chip: each the name of an assumption, and of a field of `System`.
_KERNELS = ("tile_rows", "tile_columns", "tile_fill", "aligned", "attention_backward", "layer_kernels")
_COMPILED = "TPU"
#: Fused attention kernels were published in May 2022; chips of before were used without them for a while.
_FUSED_ATTENTION = dt.date(2022, 5, 27)


def chip_named(catalogue: Catalogue, name: str) -> tuple[Chip, float | None, float | None]:
    """The chip of a name that may state memory and a power limit, as in "H100-96GB-500W".

    Returns:
        The chip, its power limit in W and its memory in GB, None where the name does not say.

    Raises:
        UnknownName: with the nearest names.
    """
    parts = [part for part in re.split(r"[-_ ]+", name.strip()) if part]
    limit, size = (_stated(parts, ending) for ending in ("w", "gb"))
    for end in range(len(parts), 0, -1):
        for chosen in (parts[:end], [part for part in parts[:end] if not _STATED.fullmatch(part)]):
            key = catalogue.chips.id_of(" ".join(chosen)) if chosen else None
            if key is not None:
                return catalogue.chips[key], limit, size
    return catalogue.chip(name), limit, size


_STATED = re.compile(r"\d+(?:W|GB)", re.IGNORECASE)


def _stated(parts: list[str], ending: str) -> float | None:
    found = [part[:-len(ending)] for part in parts if part.lower().endswith(ending) and _STATED.fullmatch(part)]
    return float(found[0]) if found else None


def machine_facts(catalogue: Catalogue, chip: Chip) -> dict[str, Assumption]:
    """Network, domain, cores, granule of heads: as known of the chip, else of its design, else of any machine."""
    found = {}
    for part in _PARTS:
        names = (chip.id, chip.architecture.lower().replace(" ", "-"), "other")
        keys = [f"{part}_{name.replace('-', '_')}" for name in names]
        found[part] = next(catalogue.assumptions[key] for key in keys if key in catalogue.assumptions)
    return found


def system_of(catalogue: Catalogue, chip: Chip, watts: float | None = None, size: float | None = None,
              domain: float | None = None) -> System:
    """The machine of a chip, by central values.

    Args:
        catalogue: the facts.
        chip: the chip.
        watts: a power limit below the chip's rated one.
        size: memory in GB, where it is not the chip's usual one.
        domain: chips joined by fast links; None takes the usual machine.

    Raises:
        MissingFact: the chip's 16-bit speed, memory or bandwidth is not known.
    """
    machine = machine_facts(catalogue, chip)
    peak = chip.peak("bf16") or chip.peak("fp16")
    size, bandwidth = size or chip.number("memory.size"), chip.number("memory.bandwidth")
    for value, name in ((peak, "peak.bf16"), (size, "memory.size"), (bandwidth, "memory.bandwidth")):
        if not value:
            raise MissingFact(chip.id, name, f"Add it to chips/{chip.id}.toml of a facts folder.")
    assert peak is not None
    assert size is not None
    assert bandwidth is not None
    eight = chip.peak("fp8") or peak
    both = chip.number("link.bidirectional") or chip.number("pcie.bidirectional") or 2 * machine["scale_out"].amount
    count = machine["domain"].amount if domain is None else domain
    if count < 1:
        raise BadUsage(f"A domain of {count:g} chips", "", "Give at least 1.")
    released = chip.release_date
    compiled = chip.architecture == _COMPILED
    delays = [catalogue.assumption(name).amount for name in ("link_delay", "network_delay")]
    return System(
        peak=peak * _TERA, peak8=eight * _TERA, peak4=(chip.peak("fp4") or eight) * _TERA,
        memory=size * catalogue.assumption("memory_gigabyte").amount * _GIGA,
        bandwidth=bandwidth * _GIGA, link=both / 2 * _GIGA, domain=count,
        network=machine["scale_out"].amount * _GIGA, link_delay=delays[0], network_delay=delays[1],
        cores=machine["cores"].amount, senders=catalogue.assumption("dualpipe_senders").amount,
        host=(chip.number("pcie.bidirectional") or catalogue.assumption("host_link").amount) / 2 * _GIGA,
        host_memory=catalogue.assumption("host_memory").amount * _GIGA,
        **{name: catalogue.assumption(name).amount for name in _KERNELS}, granule=machine["granule"].amount,
        powers=machine["cores"].amount * catalogue.assumption("powers_of_core").amount,
        reserved=catalogue.assumption("memory_reserved").amount * _GIGA,
        reserved_before=catalogue.assumption("memory_reserved_before").amount * _GIGA,
        fragments=catalogue.assumption("memory_fragments").amount,
        fragments_before=catalogue.assumption("memory_fragments_before").amount,
        watts=watts or chip.number("tdp") or _rated(catalogue, peak),
        compiled=float(compiled), early=float(not compiled and (released is None or released < _FUSED_ATTENTION)))


def _rated(catalogue: Catalogue, peak: float) -> float:
    """Rated power of a chip whose maker does not say it: as the share of matrix speed is known for such chips."""
    return catalogue.assumption("watts_per_tflop").amount * peak

