"""Order statistics of a sample, exactly, without sorting all of it.

The bits of floating-point numbers are in the order of the numbers, so a histogram of their leading bits finds the few
values among which each order statistic lies. Several times as quick as `numpy.partition`, whose branches a random
sample defeats.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from oncurve.basis.spread import Array

__all__ = ["order_statistics"]

_BIN_BITS = 11
_SIGN_SHIFT = 63
_MAGNITUDE = np.int64((1 << _SIGN_SHIFT) - 1)


def order_statistics(sample: Array, places: Sequence[int]) -> tuple[float, ...]:
    """The values at these places (from 0) of the sorted sample.

    Args:
        sample: shape (n,); NaN counts as larger than every number.
        places: in any order.
    """
    bits = np.ascontiguousarray(sample).view(np.int64)
    lowest = int(bits.min())
    if lowest < 0:  # negative numbers: their magnitudes run the other way
        bits = bits ^ ((bits >> _SIGN_SHIFT) & _MAGNITUDE)
        lowest = int(bits.min())
    shift = max((int(bits.max()) - lowest).bit_length() - _BIN_BITS, 0)
    bins = (bits >> shift) - (lowest >> shift)
    ends = np.cumsum(np.bincount(bins))
    found: dict[int, Array] = {}
    values = []
    for place in places:
        chosen = int(np.searchsorted(ends, place, side="right"))
        if chosen not in found:
            found[chosen] = np.sort(sample[bins == chosen])
        before = int(ends[chosen - 1]) if chosen else 0
        values.append(float(found[chosen][place - before]))
    return tuple(values)
