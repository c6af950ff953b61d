"""Models that a sentence names, by any spelling that the catalogue knows."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

from oncurve.catalog.model import Model
from oncurve.claims.check.reading import World

__all__ = ["latest_of", "models_in"]

_SHORTEST = 2
_LATEST = 2


def models_in(text: str, world: World) -> list[Model]:
    """The models named in a text, in its order; where only a maker is named, its latest ones.

    A longer name hides a shorter one inside it ("GPT-4o" is not "GPT-4").
    """
    catalogue = world.catalogue
    hits: list[tuple[int, int, str]] = []
    low = text.lower()
    for small, key in catalogue.models.spellings:
        if small not in low or len(small) < _SHORTEST:
            continue
        found = re.search(rf"(?<![\w-]){re.escape(small)}(?![\w]|-\w|\.\d)", low)
        if found:
            hits.append((found.start(), found.end(), key))
    kept = [hit for hit in hits if not any(_inside(hit, other) for other in hits)]
    models = [catalogue.models[key] for _, _, key in sorted(kept)]
    makers = {model.organisation for model in models}
    for key, name, aliases in catalogue.organisations.names():
        if key not in makers and any(_named(spelling, text) for spelling in (name, *aliases)):
            models += latest_of(key, world)
    return list({model.id: model for model in models}.values())


def _inside(hit: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    longer = other[1] - other[0] > hit[1] - hit[0]
    return longer and other[0] <= hit[0] and hit[1] <= other[1]


def _named(spelling: str, text: str) -> bool:
    return len(spelling) > _SHORTEST and spelling in text and \
        re.search(rf"(?<!\w){re.escape(spelling)}(?!\w)", text) is not None


def latest_of(maker: str, world: World) -> list[Model]:
    """The models of a maker that were out by the world's day, newest first: the most tested one of a day, two days."""
    day = world.as_of or dt.date.max
    counts = Counter(row.model for row in world.catalogue.scores)
    best: dict[dt.date, Model] = {}
    for model in world.catalogue.models.values():
        out = model.release_date
        if model.organisation == maker and out is not None and out <= day and counts[model.id]:
            known = best.get(out)
            if known is None or counts[model.id] > counts[known.id]:
                best[out] = model
    return [best[out] for out in sorted(best, reverse=True)[:_LATEST]]
