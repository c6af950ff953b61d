"""Days on which models and chips came out, and on which training began or ended."""

from __future__ import annotations

from oncurve.claims.claim import Qualifier
from oncurve.claims.read.day import DateMention
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.measures.other_days import (
    is_in_row,
    is_of_a_firm,
    is_of_a_snapshot,
    is_of_a_test,
    is_of_an_evaluation,
    is_of_knowledge,
    is_of_page,
    is_only_planned,
    stands_in_brackets,
)
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["dated", "is_out_since"]

_RELEASE = stems(
    "release released launch launched unveil unveiled debut debuted publish published roll rolled available "
    "ship shipped ships shipping arrive arrived introduced introduce "
    "opened open-source open-sourced landed dropped drop unleashed premiered hit appeared sale downloadable "
    "download posted uploaded live shipping giveaway surfaced"
)
_PHRASES = (
    ("out", "since"),
    ("came", "out"),
    ("come", "out"),
    ("comes", "out"),
    ("let", "it", "out"),
    ("put", "out"),
    ("put", "on", "sale"),
    ("on", "sale"),
    ("went", "live"),
    ("given", "away"),
    ("gave", "away"),
    ("is", "out"),
    ("was", "out"),
    ("goes", "live"),
    ("made", "public"),
    ("let", "loose"),
    ("out", "in"),
    ("out", "on"),
    ("made", "available"),
    ("general", "availability"),
    ("went", "on", "sale"),
    ("open", "sourced"),
    ("open", "-", "sourced"),
    ("open", "-", "sources"),
    ("opened", "the", "weights"),
    ("handed", "out"),
    ("out", "today"),
    ("out", "now"),
    ("out", "from"),
    ("put", "online"),
    ("gives", "away"),
    ("brought", "out"),
    ("following", "year"),
)
_TRAIN = words("train pretrain")
_END = stems(
    "finish finished finishes end ended wrap wrapped complete completed concluded done over stopped ends "
    "finishing wrapping"
)
_BEGIN = stems("begin began begun start started kick kicked commence commenced starting starts")
_OTHER = stems(
    "report essay paper policy statement earnings results rule rules order lawsuit hearing data survey "
    "study disclosure research results finding findings preprint "
    "benchmark leaderboard dataset suite "
    "article analysis journal podcast interview shares stock fell price cut memo letter figures bill founded act"
)
#: deeds that are told of models and chips with a day, and are no release of them
_DEEDS = stems(
    "ban banned bar barred restrict restricted block blocked forbid forbade obey obeyed rescind rescinded "
    "deploy deployed install installed order bought sold rent rented smuggle smuggled seize seized "
    "licensed permit permitted require required withdraw withdrawn revoke revoked repeal repealed "
    "resume resumed halt halted licence licences license need needs needed design designed develop developed "
    "conceive conceived found founded grant granted allow allowed approve approved retire retired "
    "retirement deprecate deprecated deprecation "
    "sunset discontinue discontinued decommission decommissioned remove removed verify verified check checked update "
    "updated access accessed retrieve retrieved crawl crawled cut slash slashed lowered reduced halved"
)
#: what firms publish of themselves, and the periods that they tell of
_FIGURES = stems("results earnings revenue quarter quarterly fiscal guidance filing outlook")
_PERIODS = stems("quarter quarterly fiscal year half month months")
_SHOWN = stems("unveil unveiled show showed announce announced preview previewed present presented tease teased")
_BUYABLE = (["to", "buy"], ["to", "order"], ["to", "rent"], ["will", "sell"], ["go", "on"], ["goes", "on"],
            ["on", "sale"], ["launch", "is"], ["release", "is"], ["ship", "in"],
            ["ships", "in"], ["launch", "set"], ["available", "from"], ["available", "in"])
#: what can be had
_HAD = words("available free open download downloadable online live public sale fetch taking")
_HAD_NOW = words("available ga live out downloadable")
_CODE = 3
_BECAME = words("became become becomes made been was first generally publicly")
_BROUGHT = words("launched released unveiled published debuted")
_LABEL, _KNOWN = 4, 8
_CLAUSE = words(", ; : — that which")
_ON = words("on of about to for behind with")
_SHORT, _REACH = 4, 8
#: how far behind a day that opens a sentence it tells what can be had since
_OPENED = 14
_SERIES = (",", ";", "and", "|")
#: what stands before "release" where it is a piece of news
_NEWS = (["press"], ["news"], ["earnings"])


def _cue(scene: Scene, date: DateMention) -> tuple[str, int, float, str | None] | None:
    """The verb a date belongs to: release or training, its place, its distance, a scope."""
    best: tuple[str, int, float, str | None] | None = None
    word = scene.tokens.word
    for at in range(scene.first, scene.end):
        s = scene.stem_at(at)
        kind: str | None = None
        scope: str | None = None
        if s in _TRAIN and scene.cover[at] is None:
            near_end = scene.near(at, _END, 4, 5)
            near_begin = scene.near(at, _BEGIN, 3, 4)
            if near_end is not None:
                kind = "training_date"
            elif near_begin is not None:
                kind, scope = "training_date", "start"
            elif (
                word[at] == "trained"
                and date.first - at in range(1, 7)
                and scene.tokens.word[date.first - 1] in ("in", "during", "between", "over", "last", "from", "around")
            ):
                kind = "training_date"
        elif (
            s in _RELEASE
            and scene.cover[at] is None
            and not (
                word[at] in ("drop", "drops", "open", "sale", "hit", "live", "ships", "ship") and not _phrase(word, at)
            )
            and not (
                word[at] == "release" and word[at - 1 : at] in (["the"], ["press"]) and word[at + 1 : at + 2] != ["of"]
            )
        ):
            kind = "release_date"
            if s in ("ship", "sal") and (scene.of_kind("country") or any(q.dim == "chips" for q in scene.quantities)):
                kind = None
        elif _phrase(word, at):
            kind = "release_date"
        if kind is None:
            continue
        distance = scene.gap(at, date.first) * (1.0 if at < date.first else 1.15)
        if best is None or distance < best[2]:
            best = (kind, at, distance, scope)
    return best


def _phrase(word: list[str], at: int) -> bool:
    return any(tuple(word[at : at + len(p)]) == p for p in _PHRASES if word[at] == p[0])


def dated(scene: Scene, date: DateMention, measure: str) -> Draft | None:
    """The claim that a thing came out, or its training began or ended, on a date."""
    if is_of_page(scene, date) or is_of_knowledge(scene, date):
        return None
    if measure == "training_date" and _aside_on_chip(scene, date):
        return None
    out = is_out_since(scene, date)
    other = _other_deed(scene, date) and not out
    if measure == "release_date" and (_numbered(scene, date) or other or _of_a_site(scene)):
        return None
    cue = _cue(scene, date)
    if (over := _of_the_training(scene, date)) is not None:
        measure, cue = "training_date", over
    if measure == "training_date" and cue is not None and cue[0] == "release_date":
        measure = "release_date"  # "On 17 February the firm launched A, trained on its own cluster"
    if measure == "release_date" and (is_only_planned(scene, date) or (cue is None and is_in_row(scene, date))):
        return None
    if measure == "release_date" and cue is None and scene.any_of(_DEEDS) and not out:
        return None
    figures = any(scene.stem_at(k) in _FIGURES for k in range(scene.first, scene.end) if not date.first <= k < date.end)
    if measure == "release_date" and figures and not scene.of_kind("model", "chip"):
        return None  # "released its results for the third quarter"
    if measure == "training_date" and not scene.any_of(_TRAIN) and scene.any_of(_PERIODS):
        return None  # "its fiscal year ended on 26 January"
    vague = date.grain == "year" or scene.text(date.first, date.end).lower() in ("today", "now", "tonight")
    if cue is None and vague and scene.tokens.word[date.first - 1] not in ("from", "starting", "of"):
        return None  # "but today you can already use it", "which stack to choose in 2026"
    if cue is None and (stands_in_brackets(scene, date) or is_of_a_snapshot(scene, date)):
        return None  # "On this benchmark (March 2026)": the day of something else
    if measure == "release_date" and cue is None and scene.tokens.word[date.first - 1 : date.first] == ["by"]:
        return None  # "by mid-2026 you can get": what is so by then
    if measure == "release_date" and _only_shown(scene, date):
        return None
    if cue is not None and date.grain == "year" and scene.tokens.word[cue[1]] == "available" \
            and scene.tokens.word[cue[1] - 1] not in _BECAME:
        return None  # "the cheapest one available in 2026"
    if measure == "release_date" and (is_of_a_test(scene, date) or is_of_an_evaluation(scene, date)):
        return None
    if measure == "release_date" and cue is not None and is_of_a_firm(scene, cue[1]):
        return None
    if measure == "release_date" and cue is not None and _of_a_text(scene, cue[1]):
        return None
    at = cue[1] if cue is not None and cue[0] == measure else date.first
    first = date.first
    if scene.tokens.word[first - 1 : first] in (["in"], ["on"]) and first > scene.first:
        first -= 1
    qualifier: Qualifier = "exact"
    if "/" in date.iso:
        qualifier = "exact" if date.grain == "interval" else "range"
    elif date.approx:
        qualifier = "approx"
    return Draft(
        measure,
        first,
        date.end,
        _what(scene, date, at, measure),
        unit="date",
        qualifier=qualifier,
        scope=cue[3] if cue is not None and measure == "training_date" else None,
        time=date.iso,
    )


def _of_the_training(scene: Scene, date: DateMention) -> tuple[str, int, float, str | None] | None:
    """`Training of A, which came out in July, finished in May`: the verb right before a date is of the training."""
    if scene.stem_at(scene.first) not in _TRAIN:
        return None
    at = date.first - 1 - (scene.tokens.word[date.first - 1] in ("in", "on", "by", "around"))
    if at <= scene.first or scene.stem_at(at) not in _END | _BEGIN:
        return None
    return "training_date", at, 1.0, "start" if scene.stem_at(at) in _BEGIN else None


def is_out_since(scene: Scene, date: DateMention) -> bool:
    """Whether a model or chip is said to be had since a day: "has been free to download since the spring of 2023"."""
    word = scene.tokens.word
    since = next((k for k in range(date.first - 1, max(scene.first, date.first - _LABEL) - 1, -1)
                  if word[k] == "since"), None)
    thing = scene.of_kind("model", "chip") or scene.focus.get("model", "chip")
    if since is None and thing and (_to_be_had(word[scene.first : date.first]) or _came_out_on(scene, date)):
        return True
    if since is None or not thing:
        return False
    before = word[max(scene.first, since - _SHORT) : since]
    if since == scene.first:  # "Since 23 July anybody has been able to download it"
        after = word[date.end : min(date.end + _OPENED, scene.end)]
        return "been" in after and not _HAD.isdisjoint(after)
    return before[-1:] == ["out"] or not _HAD.isdisjoint(before)


def _came_out_on(scene: Scene, date: DateMention) -> bool:
    """Whether a sentence opens with a day, then says who brought out which model: "On 17 February Acme launched A"."""
    opens = date.first - scene.first <= 1 and date.grain == "day"
    near = range(date.end, min(date.end + _KNOWN, scene.end))
    verb = next((k for k in near if scene.tokens.word[k] in _BROUGHT), None)
    return opens and verb is not None and any(0 < m.first - verb <= 2 for m in scene.of_kind("model"))


def _to_be_had(before: list[str]) -> bool:
    """Whether words before a day say that a thing can be bought from it on: "will be able to buy it in"."""
    return any(before[k : k + 2] in _BUYABLE for k in range(max(0, len(before) - _REACH), len(before)))


def _only_shown(scene: Scene, date: DateMention) -> bool:
    """Whether a thing was only shown on a day, and can be had from a later one that the sentence names."""
    later = any(each.first > date.first and each.iso[:7] > date.iso[:7] for each in scene.dates)
    return later and any(scene.stem_at(k) in _SHOWN for k in range(max(scene.first, date.first - _LABEL),
                                                                    min(scene.end, date.end + _LABEL)))


def _aside_on_chip(scene: Scene, date: DateMention) -> bool:
    """`the H20, which was stopped in April`: what is told of a chip in a clause of its own is no date of a model."""
    word = scene.tokens.word
    for at in range(date.first - 1, scene.first + 1, -1):
        if word[at] in (";", ":", "—") or (scene.stem_at(at) in _TRAIN and scene.cover[at] is None):
            return False
        if word[at] in ("which", "that"):
            named = scene.cover[at - 2] if word[at - 1] == "," else scene.cover[at - 1]
            return named is not None and named.kind == "chip"
    return False


def _numbered(scene: Scene, date: DateMention) -> bool:
    """`950DT Q4 2026, 960 Q4 2027`: a bare number right before a date stands for a thing that has no record."""
    word, at = scene.tokens.word, date.first - 1
    return (at > scene.first and word[at].isdecimal() and scene.cover[at] is None and word[at - 1] in _SERIES
            and any(m.kind in ("chip", "model") and m.end < at for m in scene.mentions))


def _other_deed(scene: Scene, date: DateMention) -> bool:
    """`banned the H20 in August`, `to be obeyed from 15 May`: the verb nearest before a date is no release."""
    word = scene.tokens.word
    if ["as", "of"] in (word[date.first - 2 : date.first], word[date.first - 3 : date.first - 1]) \
            and _HAD_NOW.isdisjoint(scene.words_before(date.first, _REACH)):
        return True  # what is so on a day, not what came out on it
    for at in range(date.first - 1, scene.first - 1, -1):
        if word[at] in (";", "—") or _phrase(word, at):
            return False
        if scene.cover[at] is not None or word[at - 1] == "-":
            continue
        if word[at][0].isdigit() and word[at - 1] == "the" and word[at].isalnum() and len(word[at]) >= _CODE:
            return True  # "the 960 comes in 2027", "with the 950DT following": a thing that has no record here
        if scene.stem_at(at) in _DEEDS and word[at + 1 : at + 2] != ["-"]:
            return True
        if scene.stem_at(at) in _RELEASE and word[at + 1 : at + 2] == ["again"]:
            return True
        if scene.stem_at(at) in _RELEASE:
            return word[at].startswith("releas") and word[at - 1 : at] in _NEWS
    return False


def _of_a_site(scene: Scene) -> bool:
    """Whether a sentence is of a site that went online, and names no model and no chip."""
    return bool(scene.of_kind("cluster")) and not scene.of_kind("model", "chip")


def _of_a_text(scene: Scene, at: int) -> bool:
    """Whether what came out is a text on a thing: "the results on R1 appeared on 17 September"."""
    word = scene.tokens.word
    k = at - 1
    while k >= scene.first and word[k] not in _CLAUSE and not (scene.stem_at(k) in _OTHER and scene.cover[k] is None):
        k -= 1
    if k < scene.first or word[k] in _CLAUSE:
        k = next((j for j in range(k - 1, max(scene.first, k - _SHORT) - 1, -1) if scene.stem_at(j) in _OTHER), -1) \
            if k >= scene.first and word[k] == "," and k == at - 1 else -1
    if k < 0:
        return False
    named = [m for m in scene.of_kind("model", "chip") if k < m.first < at + _SHORT]
    return all(m.first < at and not _ON.isdisjoint(word[max(k, m.first - 2) : m.first]) for m in named)


def _what(scene: Scene, date: DateMention, at: int, measure: str) -> str | None:
    """The model or chip that came out."""
    kinds = ("model",) if measure == "training_date" else ("model", "chip")
    found = [m for m in scene.of_kind(*kinds) if not scene.is_reference(m) or m.first > at]
    if any(scene.stem_at(k) in _OTHER for k in range(max(scene.first, at - 3), min(scene.end, at + 4))) and not any(
        m.first in range(at, at + 6) for m in found
    ):
        return None
    between = [m for m in found if min(at, date.first) <= m.first <= max(at, date.first)]
    after = [m for m in found if at < m.first <= at + 7]
    before = [m for m in found if m.end <= max(at, date.first)]
    best: Mention | None = None
    if (after and scene.stem_at(at) not in _TRAIN and (not before or before[-1] in after)) or (
        after
        and scene.gap(at, after[0].first) <= 5
        and scene.stem_at(at) not in _TRAIN
        and scene.tokens.word[at - 1 : at] not in (["was"], ["were"], ["is"], ["been"])
    ):
        best = after[0]
    elif before:
        best = min(before, key=lambda m: scene.gap(m.end, at))
    elif between:
        best = between[0]
    elif found:
        best = found[0]
    if best is not None:
        return best.ident
    word = scene.tokens.word
    whole = set(word[scene.first : scene.end])
    if (
        whole
        & {
            "it",
            "its",
            "model",
            "system",
            "network",
            "chip",
            "part",
            "version",
            "weights",
            "that",
            "processor",
            "which",
        }
        or scene.end - scene.first < 14
        or measure == "training_date"
    ):
        focus = scene.focus.get(*kinds)
        return focus.ident if focus is not None else None
    return None
