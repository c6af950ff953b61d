"""Pages of training compute and of what organisations spend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oncurve.report.answer import AnswerPage, Cell, Grid, Section
from oncurve.report.page import upper
from oncurve.report.pages.pieces import estimate_of, input_label, said, source_link, sources_of, value_words

if TYPE_CHECKING:
    from oncurve.answers.spend import OrganisationSpend
    from oncurve.answers.training_compute import ModelCompute
    from oncurve.answers.world import World

__all__ = ["compute_page", "kind_words", "rests_on", "spend_page"]

_KINDS = {"rd": "research and development", "rd_compute": "compute for research and development"}
#: how a model's FLOP may be counted
_ROUTES = {"six_nd": "six for each parameter and token", "hours_mfu": "chip-hours, peak and utilisation",
           "reported": "as reported", "estimated": "as others estimate it"}


def kind_words(kind: str) -> str:
    """A kind of spending, as a label."""
    return upper(_KINDS.get(kind, kind.replace("_", " ")))


def rests_on(plain: dict[str, Any], world: World, caption: str = "What it rests on") -> Grid:
    """What an estimate of the contract rests on, as a table."""
    shares = {each["name"]: each["share_of_variance"] for each in plain.get("drivers", ())}
    rows: list[tuple[Cell, ...]] = []
    for each in plain.get("basis", ()):
        share = f"{shares[each['name']]:.0%}" if each["name"] in shares else ""
        rows.append((input_label(each["name"], world.catalogue), value_words(each), share, each.get("kind", ""),
                     source_link(each.get("source"), world.catalogue), each.get("note", "")))
    return Grid(caption, ("Input", "Value", "Of the spread", "Kind", "Source", "Note"), tuple(rows),
                data=tuple(plain.get("basis", ())), wide=True)


def compute_page(found: ModelCompute, world: World) -> AnswerPage:
    """The training compute of a model, by every route there is."""
    plain = found.to_dict()
    label = world.model(plain["model"]).label
    readings = [(_ROUTES.get(name, name.replace("_", " ")), each) for name, each in plain["readings"].items()]
    routes = tuple((name, estimate_of(each)) for name, each in readings)
    grid = Grid("By every route", ("Route", "FLOP", "Method"), tuple(
        (upper(name), said(each), each["method"]) for name, each in readings))
    headline = plain["estimate"]
    ids = [each.get("source") for reading in plain["readings"].values() for each in reading["basis"]]
    return AnswerPage(f"Training compute of {label}", f"{said(headline)}: median and 90% interval.", (
        Section("As computed", said(headline), upper(headline["method"]),
                (("as computed", estimate_of(headline)), *routes), (grid, rests_on(headline, world))),),
        sources_of(ids, world.catalogue), tuple(plain["warnings"]))


def spend_page(found: OrganisationSpend, world: World) -> AnswerPage:
    """What an organisation spends, by kind and period, rival figures side by side."""
    plain = found.to_dict()
    label = world.organisation(plain["organisation"]).label
    rows: list[tuple[Cell, ...]] = []
    data = []
    for each in plain["spend"]:
        for figure in each["figures"]:
            rows.append((kind_words(each["kind"]), each["period"], said(figure["estimate"]), figure.get("item") or "",
                         figure["kind"], source_link(figure["source"], world.catalogue)))
            data.append({"kind": each["kind"], "period": each["period"], "usd": figure["estimate"]["median"],
                         "low": figure["estimate"]["low"], "high": figure["estimate"]["high"],
                         "item": figure.get("item"), "source": figure["source"], "known": figure["known"]})
    columns = ("Kind", "Period", "USD", "What it covers", "Kind of figure", "Source")
    grid = Grid(f"{len(rows)} figures on record", columns, tuple(rows), data=tuple(data), wide=True)
    sections = (Section("By kind and period", grids=(grid,)),) if rows else \
        (Section("Nothing is on record", note="The catalogue holds no figure of what it spends."),)
    return AnswerPage(f"What {label} spends", "Every published figure, with who vouches for it.", sections,
                      sources_of((row["source"] for row in data), world.catalogue), tuple(plain["warnings"]))
