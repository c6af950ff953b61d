"""Scores at benchmarks, in percent."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.measures.plain import plain
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tables import column_head, head_names, row_head
from oncurve.claims.read.tokens import words

__all__ = ["BUILDS"]

_MARKS = words(", ; and | / (")
#: words by which a test is one spoken of before
_SAME = words("same this that these")
#: words of which no test is called
_PLAIN = words("the on of a in its an at from this that to for every all and")
_NEAR, _PAIR, _FAR, _WORDS = 3, 2, 16, 5
#: of tests that nobody else has
_HOUSE = words("internal in-house private proprietary unpublished house")
_TEST = words(
    "exam test benchmark eval evaluation suite olympiad quiz leaderboard exams paper contest qualifier "
    "problems questions"
)


def _benchmark(scene: Scene, quantity: Quantity) -> str | None:
    """The benchmark of a score: named after it, else before it, else described."""
    named = scene.of_kind("benchmark")
    after = [m for m in named if m.first >= quantity.stop]
    before = [m for m in named if m.end <= quantity.first]
    word = scene.tokens.word
    ends = before and after and ";" in word[quantity.stop : after[0].first]
    if ends and ";" not in word[before[-1].end : quantity.first]:
        after = []  # "on A it has 80% against 79% for B; on C 72%"
    nxt = next((q for q in scene.quantities if q.first >= quantity.stop and q.dim in ("percent", "number")), None)
    head = column_head(scene.tokens, quantity.core)
    if head:
        met = [m for m in reversed(scene.focus.met) if m.kind == "benchmark"]
        tabled = next((m.ident for m in met if scene.text(m.first, m.end) == head), None)
        if tabled is not None:
            return tabled
        if named and head_names(scene.tokens, scene.cover, quantity.core, "model"):
            return named[0].ident  # the row's own, where columns are models
    inside = next((m for m in named if quantity.first < m.first and m.end <= quantity.stop), None)
    if inside is not None:
        return inside.ident  # "nine MMLU questions in ten"
    if (own := _of_the_house(scene, quantity)) is not None:
        return own
    if head is not None and not any(m.first < quantity.first for m in named):
        return row_head(scene.tokens, quantity.core) or None  # a row of a test that has no record
    label = scene.cover[quantity.first - 2] if quantity.first - 2 >= scene.first else None
    if label is not None and label.kind == "benchmark" and word[quantity.first - 1] == ":":
        return label.ident  # "HumanEval: 86.5% GPQA: 84.6%"
    bracketed = _after_bracket(scene, quantity) or _before_bracket(scene, quantity)
    if bracketed is not None:
        return bracketed
    beside = scene.cover[quantity.first - 1] if quantity.first > scene.first else None
    if beside is not None and beside.kind in ("benchmark", "proper") and _parted(scene, quantity, after):
        return beside.ident  # "AIME 2025 93.1%, GPQA Diamond 82.4%"
    if before and after and _parted(scene, quantity, after) \
            and _MARKS.isdisjoint(scene.tokens.word[before[-1].end : quantity.first]):
        return before[-1].ident  # "On AIME 2025 with tools it reaches 97.9%, on GPQA Diamond 80.1%"
    answered = _answered(scene, quantity, named)
    if answered is not None:
        return answered
    if before and nxt is not None and after and after[0].first < nxt.first and _parted(scene, quantity, after) \
            and scene.gap(after[0].end, nxt.first) <= _NEAR and scene.gap(before[-1].end, quantity.first) <= _NEAR + 2:
        return before[-1].ident  # "On BrowseComp it scores 60.2% and on SWE-bench 71.3%"
    if after and (nxt is None or after[0].first < nxt.first) and scene.gap(quantity.stop, after[0].first) <= 22:
        return after[0].ident
    if before and scene.gap(before[-1].end, quantity.first) <= 30:
        return before[-1].ident
    if after:
        return after[0].ident
    told = _described(scene)
    if told is None:
        return before[-1].ident if before else None
    return scene.text(*told) if told[0] < told[1] else None


def _described(scene: Scene) -> tuple[int, int] | None:
    """Where a test without a name stands ("the bar exam"), as tokens; empty where it is one spoken of before."""
    word = scene.tokens.word
    for at in range(scene.first + 1, scene.end):
        if word[at] not in _TEST or scene.cover[at] is not None:
            continue
        start = at
        while start > max(scene.first, at - _WORDS) and _names(scene, start - 1):
            start -= 1
        told = set(scene.words_before(at, 2)) & _SAME
        while start < at and word[start] in ("'s", "-", "'"):
            start += 1
        return (at, at) if told or start == at else (start, at + 1)
    return None


def _names(scene: Scene, at: int) -> bool:
    """Whether a word before "test" is a part of what the test is called."""
    word = scene.tokens.word[at]
    return (scene.cover[at] is not None or word.isalpha() or word in "-'s") and word not in _PLAIN


def _of_the_house(scene: Scene, quantity: Quantity) -> str | None:
    """The firm's own test that a score is told on after the named ones: "in its internal coding test it solved"."""
    word = scene.tokens.word
    for at in range(quantity.first - 1, max(scene.first, quantity.first - _FAR) - 1, -1):
        covering = scene.cover[at]
        if word[at] == ";" or (covering is not None and covering.kind == "benchmark"):
            return None
        if word[at] in _TEST:
            own = next((k for k in range(at - 1, max(scene.first, at - _NEAR) - 1, -1) if word[k] in _HOUSE), None)
            if own is not None:
                return scene.text(own, at + 1)
    return None


def _after_bracket(scene: Scene, quantity: Quantity) -> str | None:
    """`(74%, +6%) on A, (67%, +13%) on B`: the test named right after the bracket that a score stands in."""
    word = scene.tokens.word
    close = next((k for k in range(quantity.stop, scene.end) if word[k] in "()"), None)
    if close is None or word[close] != ")" or word[close + 1 : close + 2] != ["on"]:
        return None
    named = scene.cover[close + 2] if close + 2 < scene.end else None
    return named.ident if named is not None and named.kind == "benchmark" else None


def _before_bracket(scene: Scene, quantity: Quantity) -> str | None:
    """`on A (77.2%, rising to 82.0% with more tries) and on B (61.4%)`: the test named right before the bracket."""
    word = scene.tokens.word
    opens = next((k for k in range(quantity.first - 1, scene.first, -1) if word[k] in "()"), None)
    if opens is None or word[opens] != "(":
        return None
    named = scene.cover[opens - 1]
    inside = any(each is not None and each.kind == "benchmark" for each in scene.cover[opens : quantity.first])
    return named.ident if named is not None and named.kind == "benchmark" and not inside else None


def _answered(scene: Scene, quantity: Quantity, named: list[Mention]) -> str | None:
    """`83% on A and 62% on B, compared with 88% and 59% for C`: the second list is on the benchmarks of the first."""
    word = scene.tokens.word
    cue = next((k for k in range(quantity.first - 1, scene.first, -1)
                if word[k] in ("versus", "vs", "against", ";") or word[k - 1 : k + 1] == ["compared", "with"]
                or word[k - 1 : k + 1] == ["compared", "to"]), None)  # fmt: skip
    if cue is None or any(m.first > cue for m in named):
        return None
    second = [q for q in scene.quantities if q.first > cue and q.dim == "percent"]
    first = [q for q in scene.quantities if q.first < cue and q.dim == "percent"]
    tests = list(dict.fromkeys(m.ident for m in named))
    if len(second) < _PAIR or not len(second) == len(first) == len(tests):
        return None
    return tests[second.index(quantity)] if quantity in second else None


def _parted(scene: Scene, quantity: Quantity, after: list[Mention]) -> bool:
    """Whether a mark or "and" stands between a score and the benchmark that is named next, if one is."""
    between = scene.tokens.word[quantity.stop : after[0].first] if after else [","]
    return not _MARKS.isdisjoint(between)


def _score(scene: Scene, quantity: Quantity) -> Draft:
    made = plain("benchmark_score", scene, quantity)
    last = next((m.ident for m in reversed(scene.focus.met) if m.kind == "benchmark"), None)
    made.reference = _benchmark(scene, quantity) or last
    after = scene.tokens.word[quantity.end : quantity.end + 1]
    if quantity.dim == "tally" and after in (["problems"], ["questions"], ["tasks"], ["puzzles"]):
        made.end += 1
    return made


BUILDS = {"benchmark_score": _score}
