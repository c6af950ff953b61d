"""What figure of a chip a bare number is, by the words of its line or of the lines before."""

from __future__ import annotations

from oncurve.claims.read.scene import Scene

__all__ = ["spoken_spec"]

_BACK = 2
_SPECS = (
    ("tpp", "TPP", frozenset({"tpp"})),
    ("memory", "GB", frozenset({"memory", "hbm", "gigabyte", "gb", "vram", "capac"})),
    ("bandwidth", "TB/s", frozenset({"bandwidth"})),
    ("power", "W", frozenset({"watt", "tdp", "w", "power"})),
    ("speed", "TFLOPS", frozenset({"teraflop", "tflop", "petaflop", "performanc", "top", "tops"})),
)


def spoken_spec(scene: Scene) -> tuple[str, str] | None:
    """The dimension and unit of the figures of chips that a line or the two before it speak of."""
    here: Scene | None = scene
    for _ in range(_BACK + 1):
        if here is None:
            return None
        for dim, unit, cues in _SPECS:
            if here.any_of(cues):
                return dim, unit
        here = here.previous
    return None
