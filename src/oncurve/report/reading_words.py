"""The name of a reading, in a few words: "final run, list rent", "GPQA Diamond by Epoch AI"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oncurve.catalog.read import Catalogue
    from oncurve.claims.check.reading import Reading

__all__ = ["id_words", "reading_names"]


#: a reading of a rival source: "spend.capex (source-id)"
_RIVAL = re.compile(r".+ \((?P<source>[\w.-]+)\)")
#: ids whose letters alone would say little
_SHORT = {"rd": "research and development", "acquisition": "buying the machines", "hardware": "machines used up",
          "all_in": "everything", "six_nd": "six operations a parameter and "
                                            "token", "hours_mfu": "hours and utilisation",
          "chips_times_days": "chips times days", "simulated": "by simulation of the run",
          "estimated": "as others estimate",
          "spend.capex": "capital spending", "spend.rd": "spending on research", "spend.compute": "spending on compute",
          "spend.total": "all spending", "spend.training": "compute for training",
          "spend.inference": "compute for serving", "spend.compute_lease": "rent of compute",
          "memory.size": "memory", "memory.bandwidth": "memory bandwidth", "link.bidirectional": "links to other chips",
          "parameters.total": "all parameters", "parameters.active": "active parameters",
          "tokens.pretraining": "tokens of pre-training", "chips.pretraining": "chips of the run",
          "chip_hours.final_run": "the whole run", "chip_hours.pretraining": "pre-training",
          "chip_hours.post_training": "post-training", "chip_hours.context_extension": "longer context",
          "training_time.pretraining": "days of pre-training", "own_state": "by China's own rule",
          "rd_compute": "research compute", "tdp": "design power", "benchmarks": "over all comparisons"}


def reading_names(readings: Sequence[Reading], catalogue: Catalogue | None) -> list[str]:
    """The names of readings that stand together: what tells them apart comes first, and what all share is left out."""
    parts = [[each.short] if each.short else [id_words(part, catalogue) for part in each.name.split(":")]
             for each in readings]
    while len(parts) > 1 and len({each[0] for each in parts}) == 1 and all(len(each) > 1 for each in parts):
        parts = [each[1:] for each in parts]
    return [_joined(each) for each in parts]


def _joined(parts: list[str]) -> str:
    """The parts of a name: "final run as reported", "list rent, final run"; buying machines is no other scope."""
    if parts[-1] == _SHORT["acquisition"]:
        return parts[-1]
    if len(parts) > 1 and parts[-1].startswith("as "):
        return " ".join(parts)
    return ", ".join(dict.fromkeys(reversed(parts)))


def id_words(part: str, catalogue: Catalogue | None) -> str:
    """What to call the reading of that id: the maker of a source, the label of a thing, else its words."""
    rival = _RIVAL.fullmatch(part)
    if rival is not None and catalogue is not None and rival["source"] in catalogue.sources:
        return id_words(rival["source"], catalogue)  # what it is of, the reading above it says
    if catalogue is not None:
        work, _, number = part.rpartition("-")
        source = catalogue.sources.get(part) or (catalogue.sources.get(work) if number.isdigit() else None)
        if source is not None:
            maker = source.producer.partition(" (")[0]
            return f"{maker} {source.published.year}" if source.published else maker
        for shelf in (catalogue.models, catalogue.chips, catalogue.organisations, catalogue.people):
            if part in shelf:
                return str(shelf[part].label)
    if part in _SHORT:
        return _SHORT[part]
    return part.replace("_", " ").replace(".", ", ") if " " not in part else part
