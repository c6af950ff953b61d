"""The machine: chips, the fast links inside a domain, and the network between domains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from oncurve.architecture.dimensions import Real

__all__ = ["System", "stacked_systems"]


@dataclass(frozen=True, slots=True)
class System:
    """One chip and how many are joined; each field a number or an array.

    Args:
        peak: dense matrix speed in BF16, FLOP per second.
        peak8: the same in FP8; equal to `peak` where the chip has none.
        peak4: the same in FP4; equal to `peak8` where the chip has none.
        memory: bytes of a chip's memory that a program can have.
        bandwidth: bytes per second from it.
        link: bytes per second, one way, between chips of a domain.
        domain: chips that such links join.
        network: bytes per second, one way and chip, between domains.
        link_delay: seconds that a message takes to start inside a domain.
        network_delay: seconds that it takes to start between domains.
        cores: units that tiles of a matrix are spread over.
        senders: of them, those that DualPipe sets aside to send tokens to experts and back.
        host: bytes per second, one way, between a chip and the memory of its host.
        host_memory: bytes per second from the memory of a machine's host, which its chips share.
        tile_rows: rows of the tile of a product that one core works on.
        tile_columns: its columns.
        tile_fill: columns to which a product is filled up: narrower tiles are there for what is left over.
        aligned: numbers whose multiples are read at once; other widths are read in pieces.
        attention_backward: backward over forward operations of a fused attention kernel.
        layer_kernels: kernels that a dense layer launches in its forward pass.
        granule: numbers to which attention kernels fill up the width of a head.
        powers: exponentials per second, which attention needs for its scores.
        reserved: bytes that the runtime and the buffers of collectives take.
        reserved_before: the same in libraries of before fused attention.
        fragments: what the allocator loses to fragments, as a share of what comes and goes.
        fragments_before: the same of allocators that could not grow their segments, with written-out scores.
        watts: rated power in W.
        compiled: 1 where a compiler schedules one program for the chip (TPU), 0 where kernels are launched.
        early: 1 where the chip is older than fused attention, so that runs on it may have gone without.
    """

    peak: Real
    peak8: Real
    peak4: Real
    memory: Real
    bandwidth: Real
    link: Real
    domain: Real
    network: Real
    link_delay: Real
    network_delay: Real
    cores: Real
    senders: Real
    host: Real
    host_memory: Real
    tile_rows: Real
    tile_columns: Real
    tile_fill: Real
    aligned: Real
    attention_backward: Real
    layer_kernels: Real
    granule: Real
    powers: Real
    reserved: Real
    reserved_before: Real
    fragments: Real
    fragments_before: Real
    watts: Real
    compiled: Real
    early: Real

    def peak_at(self, bits: Real) -> Real:
        """Matrix speed at 16, 8 or 4 bits, FLOP per second."""
        return np.where(bits >= 16, self.peak, np.where(bits >= 8, self.peak8, self.peak4))


def stacked_systems(many: Sequence[System]) -> System:
    """Several machines as one whose numbers are arrays of shape (len(many),)."""
    return System(**{each.name: np.asarray([getattr(one, each.name) for one in many], dtype=np.float64)
                     for each in fields(System)})
