"""Which of a sentence's dates a number is tied to."""

from __future__ import annotations

from oncurve.claims.read.day import DateMention
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tables import column_head
from oncurve.claims.read.tokens import words

__all__ = ["heads_article", "time_of"]

_REACH = 16
#: within how many tokens an article has its head, and what ties a date to what is said
_HEAD = 60
_TIES = words("on in by since of from until till before after for the to between around last next this : | , -")
_NEAR, _NOW = 4, words("today todays today's")
_YEAR = Pattern(r"\b20\d\d\b")
_OF_ROWS = words("price_per_token organisation_spend chips_shipped chip_count")
_OF_DAYS = words("release_date training_date")
_COSTS = words("costs charges sells lists asks now")
#: what was told on a day: of another time than the day
_TOLD = words("said told says announced reported confirmed disclosed revealed guided raised lifted narrowed trimmed "
              "unveiled reiterated reaffirmed known")
_NEAR_TOLD, _HELD, _LABEL = 4, 6, 10
#: how far the next sum of a list stands, and what may stand between beside whose it is
_NEXT, _LINKS = 12, words(", and about some roughly around nearly another a further while between to ~ over up")
_PERIODS = ("year", "quarter")
_WHOLE_YEAR = Pattern(r"(?:for|in|over) the (?:full|whole|entire) year\b(?! (?:\d|earlier|before))")


def time_of(scene: Scene, draft: Draft) -> str | None:
    """The date a number is tied to: the nearest one near it, else the one that heads the sentence.

    Args:
        scene: the sentence.
        draft: what was read of the number.
    """
    word = scene.tokens.word
    near = [d for d in scene.dates if scene.gap(d.first, draft.first) <= _REACH or draft.first <= d.first < draft.end]
    if draft.measure not in _OF_DAYS:  # "three weeks old": how long something has been out
        near = [d for d in near if "old" not in word[d.end - 1 : d.end + 1]]
    if not near and scene.dates and _heads(scene, scene.dates[0]):
        near = [d for d in scene.dates if d.end <= draft.first][-1:]
    if not near and len(scene.dates) == 1 and draft.measure in _OF_ROWS and column_head(scene.tokens, draft.first):
        near = list(scene.dates)  # a row of a table that tells its month
    own = [d for d in near if not (d.end <= draft.first and word[d.end : d.end + 1] == ["that"])]
    near = own or near  # "found in June that 3,000 were sold in 2024": when it was found, and of when it is
    if draft.measure == "price_per_token":  # "came out in May and costs": the price is of today
        near = [d for d in near if not any(word[k] in _COSTS for k in range(d.end, draft.first))]
    if draft.measure == "organisation_spend":  # "$24.0 billion; 2025 guidance raised": the year is of the next part
        near = [d for d in near if ";" not in word[draft.end : d.first]]
        near = _spent_in(scene, near)
        if "from" in word[draft.first - 2 : draft.first + 1]:  # "up from $60 billion in spring": when that was told
            own = [d for d in near if d.grain in _PERIODS and 0 <= d.first - draft.end <= 1]
            near = own or [d for d in near if d.end <= draft.first]  # but "up from $60 billion in 2024"
        elif _WHOLE_YEAR.match(" ".join(word[draft.end : draft.end + _HELD])):
            return near[0].iso[:4] if near else scene.published[:4]
        label = _label_date(scene, draft)
        if label is not None:
            near = [label]
    if draft.measure == "market_move":
        near = _moved_on(scene, draft, near)
    listed = _listed(scene, draft) if not near and draft.measure == "organisation_spend" else None
    if listed is not None and listed.time is not None:
        draft.scope = draft.scope or listed.scope
        return listed.time
    if not near and draft.measure == "organisation_spend":  # in a table, the head of its column tells the year
        near_head = _YEAR.search(column_head(scene.tokens, draft.first) or "")
        return near_head[0] if near_head is not None else None
    if not near:
        return None
    best = min(near, key=lambda d: scene.gap(d.first, draft.first if d.end <= draft.first else draft.end - 1))
    return best.iso


def _label_date(scene: Scene, draft: Draft) -> DateMention | None:
    """The period that the label of a row of sums tells, for those with none of their own: "Capex 2025: A $1B"."""
    word = scene.tokens.word
    colon = next((k for k in range(scene.first, min(scene.first + _LABEL, draft.first)) if word[k] == ":"), None)
    found = [d for d in scene.dates if colon is not None and d.end <= colon and d.grain != "day"]
    if colon is None or not found:
        return None
    low = next((k for k in range(draft.first - 1, colon, -1) if word[k] in (",", ";")), colon)
    high = next((k for k in range(draft.end, scene.end) if word[k] in (",", ";")), scene.end)
    return None if any(low < d.first < high for d in scene.dates) else found[-1]


def _listed(scene: Scene, draft: Draft) -> Draft | None:
    """The sum before one in a list that tells of when and of what once: "A will spend $1B this year, B $2B"."""
    last = scene.made[-1] if scene.made and scene.made[-1].measure == "organisation_spend" else None
    if last is None or not 0 < draft.first - last.end <= _NEXT:
        return None
    between = scene.tokens.word[last.end : draft.first]
    firms = [k for k in range(last.end, draft.first) if scene.cover[k] is not None]
    links = [w for k, w in enumerate(between, last.end) if k not in firms and k not in _covered(scene, last)]
    return last if firms and not set(links) - _LINKS else None


def _covered(scene: Scene, last: Draft) -> set[int]:
    """The tokens after a sum that tell what it is for and when, up to the next comma."""
    word = scene.tokens.word
    stop = next((k for k in range(last.end, scene.end) if word[k] in (",", ";")), last.end)
    return set(range(last.end, stop)) if any(last.end <= d.first < stop for d in scene.dates) else set()


def _spent_in(scene: Scene, near: list[DateMention]) -> list[DateMention]:
    """The dates that money may be spent in: `said on Wednesday that capex this year would be` is of the year."""
    periods = [d for d in near if d.grain != "day"]
    if periods:
        return periods
    word = scene.tokens.word
    return [d for d in near if _TOLD.isdisjoint(word[max(scene.first, d.first - _NEAR_TOLD) : d.end + _NEAR_TOLD])]


def _moved_on(scene: Scene, draft: Draft, near: list[DateMention]) -> list[DateMention]:
    """The days that a share may have moved on: none that it is held against, else the only one told before it."""
    word = scene.tokens.word
    found = [d for d in near if d.end <= draft.end or "than" not in word[max(draft.end, d.first - _HELD) : d.first + 1]]
    days = [d for d in scene.dates if d.grain == "day"]
    if not near and len(days) == 1 and days[0].end <= draft.first:
        return days
    return found


def heads_article(scene: Scene, date: DateMention) -> bool:
    """Whether a date is that of the article: the last words of a headline or of the line under it, or called today.

    Args:
        scene: the sentence.
        date: one of its dates.
    """
    word = scene.tokens.word
    before = word[date.first - (word[date.first] not in _TIES)] if date.first > scene.first else ""
    if not _NOW.isdisjoint(scene.words_before(date.first, _NEAR)):
        return True  # "today's date is", "as of today,"
    return date.grain == "day" and date.end >= scene.end and scene.first <= _HEAD and before not in _TIES


def _heads(scene: Scene, date: DateMention) -> bool:
    """Whether a date opens its sentence, so that all of it is of that date: "On 27 January 2025, ..."."""
    return date.first <= scene.first + 1 and scene.tokens.word[date.end : date.end + 1] == [","]
