"""What is to be simulated: a model, its chips, and as much of the layout as is said."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from oncurve.architecture.shape import Shape
from oncurve.basis.errors import BadUsage
from oncurve.catalog.chip import Chip
from oncurve.catalog.read import Catalogue
from oncurve.training.candidates import candidates
from oncurve.training.layout import PRECISIONS
from oncurve.training.network import chip_named, system_of
from oncurve.training.sheet import (
    RECOMPUTE_WORDS,
    SCHEDULE_WORDS,
    Sheet,
    offload_code,
    recompute_code,
    schedule_cells,
)
from oncurve.training.simulate import Run
from oncurve.training.system import System

__all__ = ["LAYOUT_NAMES", "Plan", "bits_on", "layout_cells", "layout_precision", "plan_of_sheet"]

_EIGHT = 8
#: Least and most of the cells that are no degrees; more digits than any has.
_BOUNDS = {"zero": (0, 3), "flash": (0, 1), "fsdp": (0, 10**9)}
_DIGITS = 12

#: Names that `--layout` takes, by the cell they fill.
LAYOUT_NAMES = {
    "tp": "tp", "pp": "pp", "dp": "dp", "cp": "cp", "ep": "ep", "etp": "etp", "v": "interleave", "vpp": "interleave",
    "interleave": "interleave", "mb": "microbatch", "mbs": "microbatch", "microbatch": "microbatch",
    "batch": "global_batch_seqs", "gbs": "global_batch_seqs", "seq": "seq_len", "sequence": "seq_len",
    "zero": "zero", "chips": "chips", "fsdp": "shard", "flash": "flash"}


@dataclass(frozen=True, slots=True)
class Plan:
    """A run to simulate.

    Args:
        shape: the model.
        chip: the chips.
        system: the machine they stand in.
        said: known cells of the layout, as `candidates` takes them.
        precision: format of the matrix products, a key of `PRECISIONS`.
        tokens: tokens of the whole run, where known.
        about: id of the model, where it is one of the catalogue.
        guessed: parts of the model that are not known.
    """

    shape: Shape
    chip: Chip
    system: System
    said: Mapping[str, int] = field(default_factory=dict)
    precision: str = "bf16"
    tokens: float | None = None
    about: str = ""
    guessed: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether tensor degree, stages or, with experts, their degree is left open."""
        return not {"tp", "pp", *(["ep"] if self.shape.is_moe else [])} <= self.said.keys()

    def run(self) -> Run:
        """The run with every layout that it may have."""
        return Run(self.shape, self.system, candidates(self.shape, self.system, self.said))


def plan_of_sheet(catalogue: Catalogue, sheet: Sheet) -> Plan:
    """The plan of a row of a table. Raises `UnknownName` for an unknown chip."""
    chip, watts, size = chip_named(catalogue, sheet.chip)
    said = {**sheet.said, "bits": bits_on(chip, sheet.precision)}
    return Plan(sheet.shape, chip, system_of(catalogue, chip, watts, size), said, sheet.precision, sheet.tokens,
                guessed=sheet.guessed)


def bits_on(chip: Chip, precision: str) -> int:
    """Bits of the numbers that a chip multiplies where a run is in this precision: what it has units for."""
    bits = PRECISIONS[precision]
    if bits < _EIGHT and chip.peak("fp4") is None:
        bits = _EIGHT
    return bits if bits > _EIGHT or chip.peak("fp8") is not None else PRECISIONS["bf16"]


def layout_cells(text: str) -> dict[str, int]:
    """The cells of a layout written as "tp=8,pp=16,v=2,recompute=full,schedule=dualpipe".

    Raises:
        BadUsage: an unknown name, or a value that is no count.
    """
    said: dict[str, int] = {}
    names: list[str] = []
    for part, name, value in _parts(text):
        cell = LAYOUT_NAMES.get(name, name)
        if cell in names:
            raise BadUsage(f"{cell} is said twice in {text[:60]!r}", "", "Say each cell of a layout once.")
        names.append(cell)
        if name == "recompute" and value:
            said["recompute"] = recompute_code(_known(value, RECOMPUTE_WORDS, "Nothing to recompute"))
        elif name == "schedule" and value:
            said |= schedule_cells(_known(value, SCHEDULE_WORDS, "No schedule of stages"))
        elif name == "offload" and value:
            said["offload"] = offload_code(value)
        elif name == "precision" and value in PRECISIONS:
            continue  # `layout_precision` reads it: how many bits it has is for the chip to say
        elif value is not None and name in LAYOUT_NAMES:
            said[LAYOUT_NAMES[name]] = _count(name, value)
        else:
            raise BadUsage(f"{part[:40]!r} is no part of a layout", "",
                           f"Write tp=8,pp=16 and the like; the names are {', '.join(sorted(LAYOUT_NAMES))}, "
                           "recompute, schedule, precision and offload.")
    return said


def layout_precision(text: str) -> str:
    """The precision that such a layout names; "" where it names none."""
    return next((value for _, name, value in _parts(text) if name == "precision" and value), "")


def _parts(text: str) -> Iterator[tuple[str, str, str | None]]:
    """Each part of a layout, its name, and its value; None where it has no equals sign."""
    for part in filter(None, (each.strip() for each in text.split(","))):
        name, equals, value = (each.strip().lower() for each in part.partition("="))
        yield part, name, value if equals else None


def _known(value: str, words: Collection[str], what: str) -> str:
    if value.replace(" ", "-") not in words:
        raise BadUsage(f"{what} is called {value[:40]!r}", "", f"Use one of {', '.join(words)}.")
    return value


def _count(name: str, value: str) -> int:
    least, most = _BOUNDS.get(name, (1, 10**9))
    if not (value.isascii() and value.isdigit()) or not least <= int(value[:_DIGITS]) <= most:
        raise BadUsage(f"{name} = {value[:20]!r} is no degree", "", f"Write a whole number from {least} to {most:,}.")
    return int(value)
