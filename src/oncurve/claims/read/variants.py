"""Which variant of a chip a sentence means, where it tells its memory: "the 40-gigabyte A100"."""

from __future__ import annotations

from collections.abc import Sequence

from oncurve.catalog.names import Names
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.quantity import Quantity

__all__ = ["by_memory"]

#: how far from its chip a memory may be told
_NEAR = 9


def by_memory(mentions: Sequence[Mention], quantities: Sequence[Quantity], names: Names) -> None:
    """Makes chips of a sentence the variants whose memory stands beside them.

    Args:
        mentions: the names of the sentence; changed in place.
        quantities: its quantities.
        names: to know the variants by.
    """
    chips = [each for each in mentions if each.kind == "chip"]
    for quantity in quantities:
        if quantity.dim != "memory" or quantity.unit != "GB" or not quantity.value:
            continue
        near = [each for each in chips if _gap(each, quantity) <= _NEAR]
        chip = min(near, key=lambda each: _gap(each, quantity), default=None)
        variant = names.get("chip", f"{chip.ident}-{quantity.value:g}gb") if chip is not None else None
        if chip is not None and variant is not None:
            chip.ident, chip.name = variant.id, variant


def _gap(mention: Mention, quantity: Quantity) -> int:
    """How many tokens lie between a name and a number."""
    return max(mention.first - quantity.stop, quantity.first - mention.end, 0)
