"""What is known of whom and how well, what is disputed, and the codes of findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from oncurve.report.answer import AnswerPage, Cell, Grid, Link, Section
from oncurve.report.page import upper
from oncurve.report.pages.pieces import ends_words, source_link, sources_of, thing_link

if TYPE_CHECKING:
    from oncurve.answers.world import World
    from oncurve.claims.codes import Code

__all__ = ["code_page", "codes_page", "coverage_page", "dispute_page", "disputes_page"]

_ASKED = (("parameters.total", "Parameters"), ("training_tokens", "Tokens"), ("training_compute", "Compute"),
          ("chip_hours.final_run", "Chip-hours"), ("release_date", "Release"))
_BEST = ("measured", "enacted", "reported", "estimated", "assumed", "forecast", "imputed")


def coverage_page(world: World) -> tuple[dict[str, Any], AnswerPage]:
    """Which facts of which models are known, of what kind, and by whose word."""
    rows = []
    for model in world.catalogue.models.values():
        kinds = Counter(str(fact.kind) for fact in model.facts)
        row: dict[str, Any] = {"model": model.id, "organisation": model.organisation, "facts": len(model.facts),
                               "sources": len({fact.source for fact in model.facts}), **{kind: kinds[kind]
                                                                                      for kind in _BEST if kinds[kind]}}
        for name, _ in _ASKED:
            row[name] = _best_kind(model.facts, name)
        rows.append(row)
    rows.sort(key=lambda row: -row["facts"])
    known = [(words, sum(row[name] is not None for row in rows)) for name, words in _ASKED]
    cells: tuple[tuple[Cell, ...], ...] = tuple(
        (thing_link(row["model"], world.catalogue), thing_link(row["organisation"], world.catalogue),
         *(row[name] or "" for name, _ in _ASKED), str(row["facts"]), str(row["sources"])) for row in rows)
    total = Grid("How many models it is known of", ("Fact", "Known of", "Share"), tuple(
        (words, f"{n} of {len(rows)}", f"{n / max(len(rows), 1):.0%}") for words, n in known))
    grid = Grid(f"{len(rows)} models", ("Model", "Maker", *(words for _, words in _ASKED), "Facts", "Sources"), cells,
                data=tuple(rows), wide=True)
    return {"models": rows}, AnswerPage(
        "What is known of whom", "For each model the best kind of evidence there is: measured, reported by its maker, "
        "estimated by others, or nothing. What is not known is not filled in.",
        (Section("On the whole", grids=(total,)), Section("Model by model", grids=(grid,))))


def _best_kind(facts: Sequence[Any], name: str) -> str | None:
    kinds = [str(fact.kind) for fact in facts if fact.name == name or fact.name.startswith(f"{name}.")]
    return min(kinds, key=_BEST.index, default=None)


def disputes_page(world: World) -> tuple[dict[str, Any], AnswerPage]:
    """Every question on which named parties disagree in public."""
    rows = [{"id": each.id, "label": each.label, "topic": each.topic, "positions": len(each.positions)}
            for each in world.catalogue.disputes.values()]
    cells: tuple[tuple[Cell, ...], ...] = tuple(
        (Link(str(row["label"]), f"/disputes/{row['id']}"), upper(str(row["topic"]).replace("_", " ")),
         str(row["positions"])) for row in rows)
    return {"disputes": rows}, AnswerPage(
        "Disputes", "Where sources disagree, both stand, with who gains. None is declared the winner.",
        (Section("", grids=(Grid(f"{len(rows)} disputes", ("Dispute", "What of", "Positions"), cells,
                                 data=tuple(rows)),)),))


def dispute_page(name: str, world: World) -> tuple[dict[str, Any], AnswerPage]:
    """One dispute: who holds what, since when, and who gains. Raises `UnknownName`."""
    found = world.catalogue.dispute(name)
    rows: list[tuple[Cell, ...]] = []
    data = []
    for each in found.positions:
        rows.append((thing_link(each.party, world.catalogue), upper(each.claim),
                     ends_words(each.amount, each.low, each.high, each.unit), str(each.on or each.known),
                     each.interest, source_link(each.source, world.catalogue)))
        data.append({"party": each.party, "holds": each.claim, "amount": each.amount, "low": each.low,
                     "high": each.high, "unit": each.unit, "on": str(each.on or each.known),
                     "interest": each.interest, "source": each.source})
    plain = {"id": found.id, "label": found.label, "topic": found.topic, "positions": data}
    grid = Grid(f"{len(rows)} positions", ("Party", "Holds", "Figure", "Day", "Interest", "Source"), tuple(rows),
                data=tuple(data), wide=True)
    topic = upper(found.topic.replace("_", " "))
    return plain, AnswerPage(found.label, topic, (Section("Who holds what", grids=(grid,)),),
                             sources_of((each.source for each in found.positions), world.catalogue))


def codes_page(found: Sequence[Code]) -> AnswerPage:
    """Every code of a finding, by family."""
    rows = tuple((Link(each.code, f"/codes/{each.code}"), each.title, each.explanation) for each in found)
    return AnswerPage("Findings", "What else may be wrong with a claim besides its size, each under a code.", (
        Section("", grids=(Grid(f"{len(rows)} codes", ("Code", "Title", "What it means"), rows,
                                data=tuple(each.to_dict() for each in found)),)),))


def code_page(found: Code) -> AnswerPage:
    """One code, explained with an example."""
    return AnswerPage(f"{found.code}: {found.title}", found.explanation, (
        Section("Example", note=found.example),))
