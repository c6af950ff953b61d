"""Seconds of the kernels of one chip: matrix products, attention, and passes over memory."""

from __future__ import annotations

import numpy as np

from oncurve.architecture.dimensions import Real
from oncurve.training.efficiency import Efficiency
from oncurve.training.layout import pick
from oncurve.training.system import System

__all__ = ["Machine", "product_seconds", "tile_seconds"]

_TERA = 1e12


class Machine:
    """The speeds that kernels reach on a system, at one width of numbers.

    Args:
        system: the chips.
        efficiency: what kernels reach of them.
        bits: width of the numbers that matrices are multiplied in.
        free: share of the cores that are there for products.
    """

    def __init__(self, system: System, efficiency: Efficiency, bits: Real, free: Real = 1.0) -> None:
        self.system = system
        self.efficiency = efficiency
        self.bits = bits
        #: FLOP per second of a very large product at `bits`, and at 16 bits.
        self.speed = _speed(system, efficiency, bits) * free
        self.speed16 = _speed(system, efficiency, 16) * free
        #: Bytes per second of long streams from memory.
        self.stream = system.bandwidth * efficiency.transfer

    def product(self, rows: Real, columns: Real, inner: Real, groups: Real = 1.0) -> Real:
        """Seconds of a matrix product at `bits`."""
        return product_seconds(self, self.speed, (rows, columns, inner), groups)

    def product16(self, rows: Real, columns: Real, inner: Real) -> Real:
        """Seconds of a matrix product at 16 bits."""
        return product_seconds(self, self.speed16, (rows, columns, inner))

    def linear(self, rows: Real, columns: Real, inner: Real, groups: Real = 1.0) -> tuple[Real, Real]:
        """Seconds of a linear layer, forward and backward (gradients of inputs and of weights)."""
        forward = self.product(rows, columns, inner, groups)
        backward = self.product(rows, inner, columns, groups) + self.product(inner, columns, rows, groups)
        return forward, backward

    def passes(self, size: Real) -> Real:
        """Seconds of passing over so many bytes."""
        return size / self.stream

    def attention(self, tokens: Real, keys: Real, heads: Real, widths: tuple[Real, Real]) -> tuple[Real, Real]:
        """Seconds of a fused attention kernel, forward and backward: its products, and an exponential for each score.

        Args:
            tokens: queries of all sequences.
            keys: keys that each of them sees on average.
            heads: query heads on the chip.
            widths: of a key and of a value head.
        """
        key, value = widths
        granule = self.system.granule
        filled = (np.ceil(key / granule) + np.ceil(value / granule)) * granule
        flop = 2 * tokens * keys * heads * filled
        products = flop / (self.speed16 * self.efficiency.attention)
        scores = tokens * keys * heads
        powers = pick(self.system.compiled > 0, 0.0, scores / self.system.powers)
        return products + powers, products * self.system.attention_backward + powers


def product_seconds(machine: Machine, speed: Real, extents: tuple[Real, Real, Real], groups: Real = 1.0) -> Real:
    """Seconds of `groups` products of rows x inner with inner x columns in one launch.

    The longer of what its tiles take and of the bytes that it moves.
    """
    rows, columns, inner = extents
    moved = (groups * machine.bits / 8 / machine.stream) * (rows * (inner + columns) + inner * columns)
    return np.maximum(tile_seconds(machine, speed, extents, groups), moved)


def tile_seconds(machine: Machine, speed: Real, extents: tuple[Real, Real, Real], groups: Real = 1.0) -> Real:
    """Seconds that the tiles of such products take.

    The last rows and columns are filled up to whole tiles, and the last wave of tiles takes as long as a full one.
    """
    rows, columns, inner = extents
    system = machine.system
    high = np.ceil(rows * (1 / system.tile_rows))
    wide = np.ceil(columns * (1 / system.tile_fill)) * (system.tile_fill / system.tile_columns)
    cores = system.cores
    tiles = np.ceil(high * (wide * groups / cores)) * cores
    ragged = _ragged(columns, system.aligned) | _ragged(inner, system.aligned)
    per_tile = (2.0 * system.tile_rows * system.tile_columns) * inner / speed
    return tiles * per_tile * pick(ragged, machine.efficiency.ragged, 1.0)


def _ragged(width: Real, aligned: Real) -> Real:
    """Whether a width is no multiple of the numbers that are read at once."""
    parts = np.asarray(width) / aligned
    return parts != np.floor(parts)


def _speed(system: System, efficiency: Efficiency, bits: Real) -> Real:
    peak = system.peak_at(bits)
    watts = system.watts / (peak / _TERA)
    powered = np.minimum(efficiency.matrix * watts**efficiency.power, efficiency.sustained)
    return peak * pick(system.compiled > 0, efficiency.sustained, powered)
