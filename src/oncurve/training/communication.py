"""Seconds of collectives over groups that lie inside a domain of fast links, or across domains."""

from __future__ import annotations

import numpy as np

from oncurve.architecture.dimensions import Real
from oncurve.training.efficiency import Efficiency
from oncurve.training.system import System

__all__ = ["Wires"]


class Wires:
    """The links of a system as collectives find them.

    Ranks are numbered with the tensor degree fastest, then context, data and stages, so that a group of `size`
    ranks that lie `stride` apart has domain / stride of them inside each domain.

    Args:
        system: the chips and what joins them.
        efficiency: the share of it that collectives reach.
    """

    def __init__(self, system: System, efficiency: Efficiency) -> None:
        self.system = system
        self.share = efficiency.transfer

    def inside(self, size: Real, stride: Real) -> Real:
        """How many ranks of a group share a domain."""
        return np.clip(self.system.domain / stride, 1.0, size)

    def ring(self, volume: Real, size: Real, stride: Real) -> Real:
        """Seconds to gather, or reduce and scatter, `volume` bytes over a group.

        Across domains, as many rings run side by side as the group has ranks in a domain.
        """
        system = self.system
        inside = self.inside(size, stride)
        near = size <= inside
        speed = np.where(near, system.link, np.minimum(system.link, inside * system.network)) * self.share
        start = np.where(near, system.link_delay, system.network_delay) * np.log2(np.maximum(size, 1.0))
        return volume * (size - 1) / size / speed + start

    def exchange(self, sent: Real, crossing: Real, size: Real, stride: Real) -> Real:
        """Seconds of an all-to-all in which each rank sends `sent` bytes, `crossing` of them between domains."""
        system = self.system
        far = size > self.inside(size, stride)
        inner = sent * (size - 1) / size / system.link
        outer = np.where(far, crossing / system.network, 0.0)
        start = np.where(far, system.network_delay, system.link_delay) * (size > 1)
        return np.maximum(inner, outer) / self.share + start

    def send(self, volume: Real, stride: Real) -> Real:
        """Seconds to send `volume` bytes to a rank that lies `stride` away."""
        system = self.system
        near = stride < system.domain
        return volume / np.where(near, system.link, system.network) / self.share + np.where(
            near, system.link_delay, system.network_delay)
