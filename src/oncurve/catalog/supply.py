"""Supply: chips made, sold, held and smuggled, and what limits them: dies, memory, power and money."""

from __future__ import annotations

from oncurve.basis.evidence import Fact
from oncurve.catalog.observation import Observation

__all__ = ["SupplyFigure"]


class SupplyFigure(Observation, frozen=True, kw_only=True):
    """One figure of one source on supply; figures of one key by several sources are rivals and are never added up.

    Args:
        measure: `shipments` (chips that reached a holder), `production`, `smuggled`, `share`, `revenue`, `capex`,
            `price`, `dies`, `wafers`, `yield`, `memory_stacks`, `power`, `h100_equivalents`, `rated_power` and so on.
        holder: organisation id, ISO code of a country, or "other" for all that no row names.
        maker: organisation id of the maker, or words for several.
        chip: chip id, where the figure is of one.
        scope: what is counted, in words.
        counted_in: "chips", "cards" or "H100-equivalents", for counts of chips.
    """

    measure: str
    holder: str = ""
    maker: str = ""
    chip: str = ""
    scope: str = ""
    counted_in: str = ""

    def key(self) -> tuple[str, ...]:
        """What it is about, the period and the source."""
        start = self.span.start.isoformat() if self.span.start else ""
        known = self.known.isoformat()
        return (self.measure, self.holder, self.maker, self.chip, self.scope, start, known, self.source)

    def fact(self) -> Fact:
        """The figure as a fact about its holder, or its chip or maker where it has none."""
        about = {"maker": self.maker, "chip": self.chip, "scope": self.scope, "counted_in": self.counted_in}
        return self.as_fact(self.holder or self.chip or self.maker, f"supply.{self.measure}",
                            **{name: value for name, value in about.items() if value})
