"""Epoch AI's table of chips, in every schema since 2024."""

from __future__ import annotations

from oncurve.store.importers.record import Found, Importer, Origin

__all__ = ["IMPORTERS"]

_ORIGIN = Origin("epoch-ai-hardware", "Machine learning hardware", "Epoch AI",
                 "https://epoch.ai/data/machine-learning-hardware", "CC BY 4.0")
_TERA, _GIGA = 1e12, 1e9
_BITS_PER_BYTE = 8
#: no link between machines is quicker, in bit per second
_QUICKEST_LINK = 1e14
#: fact: the columns that it has stood in, its unit, and what one of it is in the column's unit
_COLUMNS: dict[str, tuple[tuple[str, ...], str, float]] = {
    "peak.fp64": (("FP64 (double precision) performance (FLOP/s)", "FP64 (double precision) Performance (FLOP/s)"),
                  "TFLOP per second", _TERA),
    "peak.fp32": (("FP32 (single precision) performance (FLOP/s)", "FP32 (single precision) Performance (FLOP/s)"),
                  "TFLOP per second", _TERA),
    "peak.tf32": (("TF32 (TensorFloat-32) performance (FLOP/s)", "Tensor Float 32 (TF32)"), "TFLOP per second", _TERA),
    "peak.fp8": (("FP8 performance (FLOP/s)",), "TFLOP per second", _TERA),
    "peak.fp4": (("FP4 performance (FLOP/s)",), "TFLOP per second", _TERA),
    "peak.int8": (("INT8 performance (OP/s)", "INT8 Performance (OP/s)"), "TOP per second", _TERA),
    "peak.int4": (("INT4 performance (OP/s)",), "TOP per second", _TERA),
    "memory.size": (("Memory size per board (Byte)",), "GB", _GIGA),
    "memory.bandwidth": (("Memory bandwidth (byte/s)", "Memory Bandwidth (Byte/s)"), "GB per second", _GIGA),
    "link.bidirectional": (("Intranode bandwidth (byte/s)", "Intranode bandwidth (Byte/s)"), "GB per second", _GIGA),
    "tdp": (("TDP (W)",), "W", 1.0),
    "die_area": (("Die Size (mm^2)",), "mm2", 1.0),
}
_TENSOR = ("Tensor-FP16/BF16 performance (FLOP/s)", "FP16 Tensor Core")
_HALF = ("FP16 (half precision) performance (FLOP/s)", "FP16 (half precision) Performance (FLOP/s)")
_BETWEEN = "Internode bandwidth (bit/s)"


def _read(found: Found) -> None:
    name = found.name("Hardware name", "Name of the hardware")
    ident = found.names.chip(name).id
    maker = found.text("Manufacturer")
    found.thing("chips", ident, label=name, vendor=found.names.match("organisations", maker).id if maker else "")
    released = found.day("Release date")
    if released is not None:
        found.fact("chips", ident, "release_date", released.isoformat(), "date", place="Release date")
    for fact, (columns, unit, scale) in _COLUMNS.items():
        amount = found.number(*columns)
        found.fact("chips", ident, fact, None if amount is None else amount / scale, unit,
                   place=next((each for each in columns if each in found.row.cells), ""))
    _half(found, ident, name)
    _link(found, ident)
    price = found.number("Release price (USD)")
    found.fact("chips", ident, "release_price", price, "USD", place="Release price (USD)")


def _half(found: Found, ident: str, name: str) -> None:
    """The dense peak at 16 bits: of the tensor cores, else of the plain ones where they are all there is."""
    tensor, plain = found.number(*_TENSOR), found.number(*_HALF)
    single = found.number(*_COLUMNS["peak.fp32"][0])
    amount = tensor if tensor is not None else plain
    if tensor is None and plain is not None and single is not None and plain < single and "TPU" not in name:
        found.note(_HALF[0], "half slower than single", "plain 16-bit arithmetic is slower than 32-bit here, so no "
                   "training would use it", f"{plain:g}", "")
        return
    found.fact("chips", ident, "peak.bf16", None if amount is None else amount / _TERA, "TFLOP per second",
               place=(_TENSOR if tensor is not None else _HALF)[0])


def _link(found: Found, ident: str) -> None:
    """The link between machines: the table gives it in bits, the links inside a machine in bytes."""
    bits = found.number(_BETWEEN)
    if bits is None:
        return
    if bits > _QUICKEST_LINK:
        found.note(_BETWEEN, "bits mixed with something else",
                   f"{bits:.3g} bit per second is more than any link between machines carries", f"{bits:g}", "")
        return
    found.note(_BETWEEN, "bits beside bytes", "this column is in bits, the one for links inside a machine in bytes",
               f"{bits:g} bit/s", f"{bits / _BITS_PER_BYTE / _GIGA:g} GB/s")
    found.fact("chips", ident, "link.internode", bits / _BITS_PER_BYTE / _GIGA, "GB per second", place=_BETWEEN)


_DATES = ("Last modified",)
IMPORTERS = (
    Importer("epoch-chips", "chips", _ORIGIN, ("Hardware name", "Release date", "TDP (W)"), ("Hardware name",), _read,
             _DATES),
    Importer("epoch-chips", "chips", _ORIGIN, ("Name of the hardware", "Release date", "TDP (W)"),
             ("Name of the hardware",), _read, ("Release date",)),
)
