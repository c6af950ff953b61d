"""What became known, newest first."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from oncurve.report.answer import AnswerPage, Section
from oncurve.report.listing import fact_row
from oncurve.report.pages.pieces import facts_grid

if TYPE_CHECKING:
    from oncurve.answers.world import World

__all__ = ["changes_page"]

_MOST = 150


def changes_page(world: World, since: dt.date | None = None) -> tuple[dict[str, Any], AnswerPage]:
    """The facts of models, chips and organisations that became known last.

    Args:
        world: what is known.
        since: a first day; None gives the newest few.
    """
    facts = [fact for shelf in ("models", "chips", "organisations")
             for thing in getattr(world.catalogue, shelf).values() for fact in thing.facts]
    facts.sort(key=lambda fact: (fact.known, fact.subject, fact.name), reverse=True)
    shown = [fact for fact in facts if since is None or fact.known >= since][:_MOST]
    rows = [fact_row(fact) for fact in shown]
    lead = f"The last {len(rows)} facts that became public" + (f" since {since}" if since else "") + \
        ", as far as the catalogue holds them. A value is never edited: a correction is a fact of its own."
    grid = facts_grid([fact.to_dict() for fact in shown], world.catalogue, f"{len(rows)} facts, the newest first",
                      about=True)
    return {"facts": rows}, AnswerPage("What became known", lead, (Section("", grids=(grid,)),))
