"""METR's time horizons: minutes of human work that an agent does half of the time."""

from __future__ import annotations

from oncurve.store.importers.record import Found, Importer, Origin

__all__ = ["IMPORTERS"]

_ORIGIN = Origin("metr-time-horizons", "Measuring AI ability to complete long tasks", "METR",
                 "https://metr.org/time-horizons", "credit METR")


def _read(found: Found) -> None:
    name = found.name("agent")
    model = found.names.model(name.replace("_", "-")).id
    released = found.day("date")
    middle, low, high = found.number("p50"), found.number("lo"), found.number("hi")
    if middle is None:
        found.reject("no horizon", f"its p50, {found.cell('p50')!r}, is no number of minutes above zero")
        return
    low, high = found.bounds("p50", middle, low, high)
    about = {"benchmark": "metr-time-horizon", "metric": "p50", "sota": found.text("sota"), "name": name}
    found.observe("measures", model, middle, "minute", about, low=low, high=high, since=released, evidence="measured",
                  place="p50")


IMPORTERS = (
    Importer("metr", "horizons", _ORIGIN, ("agent", "date", "lo", "p50", "hi"), ("agent",), _read, ("date",)),
)
