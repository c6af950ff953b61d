"""Days of a launch page on which nothing came out: of the page, of what a model knows, planned, of a row of figures."""

from __future__ import annotations

from oncurve.claims.read.day import DateMention
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tables import column_head
from oncurve.claims.read.tokens import words

__all__ = ["is_in_row", "is_of_a_firm", "is_of_a_snapshot", "is_of_a_test", "is_of_an_evaluation", "is_of_knowledge",
           "is_of_page", "is_only_planned", "stands_in_brackets"]

_EVALUATIONS = words("evaluation evaluations eval evals assessment assessments audit")
_BEING = words("was were is are covered")
#: labels of a day that is the page's own, and words of the day up to which a model knows the world
_PAGE = words("tracked "
              "published updated posted verified reviewed modified accessed retrieved edited checked revised written")
_KNOWS = (["knowledge"], ["data"], ["training"], ["information"])
_CUTOFF = (["cutoff"], ["cut-off"], ["cut", "-"])
_PLANNED = words("due slated scheduled supposed expected planned meant set")
_PRICES = 2
_MONTHS = words("january february march april may june july august september october november december")
_LABEL, _KNOWN, _REACH = 4, 8, 8


def is_of_page(scene: Scene, date: DateMention) -> bool:
    """`Published: 3 May 2025`, `| Verified | 3 May |`: the day of the page, not of a release."""
    word = scene.tokens.word
    at = next((k for k in range(date.first - 1, max(scene.first, date.first - _LABEL) - 1, -1)
               if word[k] in _PAGE), None)
    if at is None or any(m is not None and m.kind in ("model", "chip") for m in scene.cover[scene.first : date.first]):
        return False
    return word[at + 1 : at + 2] in ([":"], ["|"], ["on"]) or at + 1 == date.first


def is_of_knowledge(scene: Scene, date: DateMention) -> bool:
    """`knowledge cutoff June 2024`: up to when a model knows the world, which is not when it was trained."""
    word = scene.tokens.word
    if "cutoff" in (column_head(scene.tokens, date.first) or "").lower().replace("cut-off", "cutoff"):
        return True
    for k in range(max(scene.first, date.first - _KNOWN), min(scene.end, date.end + _LABEL)):
        if word[k : k + 1] in _KNOWS and (word[k + 1 : k + 2] in _CUTOFF or word[k + 1 : k + 3] in _CUTOFF):
            return True
    asked = scene.previous
    return asked is not None and asked.sentence.question and scene.first == date.first and asked.has("cutoff")


def is_only_planned(scene: Scene, date: DateMention) -> bool:
    """`A was due to launch in May`, `stays available until May`: a plan, or an end, and no day on which it came out."""
    before = scene.words_before(date.first, _KNOWN)
    if before[-1:] in (["until"], ["till"], ["through"], ["before"]):
        return True
    return any(before[k] in _PLANNED and before[k + 1 : k + 2] in (["to"], ["for"]) for k in range(len(before)))


def is_in_row(scene: Scene, date: DateMention) -> bool:
    """`A mini Oct 2023 $0.15 $0.60`, `March-June 2025`: a date of a row of figures; the end of a span of months."""
    word = scene.tokens.word
    if sum(q.dim == "money" for q in scene.quantities) >= _PRICES and not scene.has("releas", "launch"):
        return True
    return date.first - 2 >= scene.first and word[date.first - 1] in ("-", "–") and word[date.first - 2] in _MONTHS


def is_of_a_firm(scene: Scene, at: int) -> bool:
    """`launched xAI in July 2023`: what came out is a firm, and no model of its."""
    named = scene.cover[at + 1] if at + 1 < scene.end else None
    return (named is not None and named.kind == "organisation" and scene.tokens.word[at].endswith("ed")
            and scene.tokens.word[named.end : named.end + 1] in (["in"], ["on"]))


def is_of_a_test(scene: Scene, date: DateMention) -> bool:
    """`Released by Acme in 2024, SWE-bench holds 500 tasks`: what came out is a benchmark."""
    word, after = scene.tokens.word, scene.cover[date.end + 1] if date.end + 1 < scene.end else None
    if word[date.end : date.end + 1] == ["the"] or after is None:
        return False
    return word[date.end] == "," and after.kind == "benchmark" and not any(
        m.kind in ("model", "chip") and m.first < date.first for m in scene.mentions)


def is_of_an_evaluation(scene: Scene, date: DateMention) -> bool:
    """`The last evaluation was of Acme-2 (Nov. 2025)`: the day on which it was tested."""
    word, named = scene.tokens.word, scene.cover[date.first - 2] if date.first - 2 >= scene.first else None
    if named is None or word[date.first - 1] != "(":
        return False
    before = word[scene.first : named.first]
    at = next((k for k in range(len(before) - 1, -1, -1) if before[k] in _EVALUATIONS), None)
    return at is not None and not _BEING.isdisjoint(before[at:])


def stands_in_brackets(scene: Scene, date: DateMention) -> bool:
    """Whether a date stands in brackets after what is no model and no chip."""
    at = date.first - 1
    opened = next((k for k in range(at, max(scene.first, at - _REACH) - 1, -1) if scene.tokens.word[k] in "()"), None)
    if opened is not None and opened < at and scene.tokens.word[opened] == "(" and scene.tokens.word[at] == ",":
        at = opened  # "(The sky is delivering, Jun/2025)"
    if at <= scene.first or scene.tokens.word[at] != "(":
        return False
    before = scene.cover[at - 1]
    return before is None or before.kind not in ("model", "chip", "proper")


def is_of_a_snapshot(scene: Scene, date: DateMention) -> bool:
    """Whether a day in figures names a snapshot of a model that more is told of: "GPT-4o (2024-08-06) has"."""
    tokens = scene.tokens
    bracketed = tokens.word[date.first - 1 : date.first] == ["("] and tokens.word[date.end : date.end + 1] == [")"]
    written = tokens.raw[date.first : date.end]
    in_figures = date.grain == "day" and all(raw.isdecimal() or raw in "-/" for raw in written)
    after = date.end + 1
    return bracketed and in_figures and after < scene.end and tokens.word[after].isalpha()
