"""Epoch AI's counts of chips made and owned, by quarter, and the list of frontier systems of its cost paper."""

from __future__ import annotations

from oncurve.store.importers.record import Found, Importer, Origin

__all__ = ["IMPORTERS"]

_ORIGIN = Origin("epoch-ai-chip-counts", "AI chip counts and owners", "Epoch AI", "https://epoch.ai/data/ai-chip-sales",
                 "CC BY 4.0")
_LIST = Origin("epoch-ai-frontier-systems", "Frontier systems by rank of training compute", "Epoch AI",
               "https://arxiv.org/abs/2405.21015", "CC BY 4.0")
#: measure: its unit and the columns of its median, 5th and 95th percentile, in every spelling
_MEASURES: dict[str, tuple[str, tuple[tuple[str, ...], ...]]] = {
    "units": ("chip", (("Number of Units", "Number of units (median)"),
                       ("Number of Units (5th percentile)", "Number of units (5th percentile)"),
                       ("Number of Units (95th percentile)", "Number of units (95th percentile)"))),
    "h100_equivalents": ("chip", (("Compute estimate in H100e (median)",),
                                  ("H100e (5th percentile)", "Compute estimate in H100e (5th percentile)"),
                                  ("H100e (95th percentile)", "Compute estimate in H100e (95th percentile)"))),
    "rated_power": ("W", (("Total TDP (W)",), ("Total TDP (W) (5th percentile)",),
                          ("Total TDP (W) (95th percentile)",))),
    "power": ("MW", (("Power in MW (median)",), ("Power in MW (5th percentile)",), ("Power in MW (95th percentile)",))),
}


def _read(found: Found) -> None:
    since, until = found.day("Start date"), found.day("End date")
    if since is None or until is None:
        found.reject("no quarter", "its quarter has no first or no last day")
        return
    kind = found.text("Chip type")
    owner = found.text("Owner")
    about = {"maker": found.names.match("organisations", found.text("Chip manufacturer")).id,
             "owner": found.names.match("organisations", owner).id if owner else "",
             "counted": "cumulative" if "cumulative" in found.file else "quarter",
             "quarter": "fiscal" if "fiscal" in found.file else "calendar",
             "incomplete": "yes" if found.text("Incomplete") or "Incomplete" in found.text("Notes") else ""}
    subject = found.names.chip(kind).id if kind else "all"
    for measure, (unit, columns) in _MEASURES.items():
        middle, *bounds = (found.number(*each, zero=True) for each in columns)
        low, high = found.bounds(columns[0][0], middle, *bounds)
        found.observe("chip_counts", subject, middle, unit, {"measure": measure, **about}, low=low, high=high,
                      since=since, until=until, evidence="estimated", place=columns[0][0], note=found.text("Notes"))
    if not found.observations:
        found.reject("no count", "none of its columns of counts holds a number")


def _listed(found: Found) -> None:
    name = found.name("name")
    model = found.names.model(name).id
    found.observe("frontier", model, found.number("group"), "count", {"name": name, "list": "by top n"},
                  evidence="estimated", place="group")


_NEEDS = ("Name", "Chip manufacturer", "Start date", "End date")
IMPORTERS = (
    Importer("epoch-chip-counts", "counts", _ORIGIN, _NEEDS, ("Name",), _read, ("Notes",), together=True),
    Importer("epoch-models", "frontier", _LIST, ("group", "name"), ("name",), _listed, repeats=True),
)
