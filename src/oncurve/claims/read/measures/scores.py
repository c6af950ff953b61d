"""Scores at benchmarks, in percent."""

from __future__ import annotations

from oncurve.claims.read.drafts import Draft, draft
from oncurve.claims.read.numbers import read_number
from oncurve.claims.read.quantity import Quantity, tidy
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["BUILDS"]

_SCORED = stems(
    "score scored scores scoring achieve achieved reach reached hit get got manage managed post posted "
    "notch notched answer answered solve solved pass passed accuracy rate "
    "record recorded register registered correct correctly clear cleared earn earned crack cracked success "
    "mark right resolve resolved complete completed tops took takes"
)
_HUMANS = stems("human humans expert experts people students undergraduates applicants candidates mathematicians")
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
    nxt = next((q for q in scene.quantities if q.first >= quantity.stop and q.dim in ("percent", "number")), None)
    if after and (nxt is None or after[0].first < nxt.first) and scene.gap(quantity.stop, after[0].first) <= 22:
        return after[0].ident
    if before and scene.gap(before[-1].end, quantity.first) <= 30:
        return before[-1].ident
    if after:
        return after[0].ident
    for at in range(scene.first, scene.end):
        if word[at] in _TEST and scene.cover[at] is None and at > scene.first:
            start = at
            while (
                start > scene.first
                and start > at - 5
                and (scene.cover[start - 1] is not None or word[start - 1].isalpha() or word[start - 1] in "-'s")
                and word[start - 1]
                not in (
                    "the",
                    "on",
                    "of",
                    "a",
                    "in",
                    "its",
                    "an",
                    "at",
                    "from",
                    "this",
                    "that",
                    "to",
                    "for",
                    "every",
                    "all",
                    "and",
                )
            ):
                start -= 1
            return scene.text(start, at + 1)
    return None


def _score(scene: Scene, quantity: Quantity) -> Draft | None:
    word = scene.tokens.word
    reference = _benchmark(scene, quantity)
    named = bool(scene.of_kind("benchmark"))
    scored = scene.near(quantity.core, _SCORED, 14, 12) is not None
    if (
        quantity.dim == "number"
        and not named
        and scored
        and quantity.value is not None
        and 0 < quantity.value <= 100
        and scene.claimed("benchmark_score") is False
        and scene.previous is not None
        and scene.previous.claimed("benchmark_score")
        and quantity.per is None
        and not quantity.unit
        and word[quantity.stop : quantity.stop + 1] in (["on"], ["."], [","])
    ):
        last = next((m.ident for m in reversed(scene.focus.met) if m.kind == "benchmark"), None)
        if "first" in word[quantity.stop : quantity.stop + 4]:
            first = [c.reference for c in scene.previous.made if c.measure == "benchmark_score"]
            last = first[0] if first else last
        return _scored(scene, quantity, last, 1.0)
    if reference is None:
        carried = scene.previous is not None and scene.previous.claimed("benchmark_score")
        if not (carried and scored):
            return None
        reference = next((m.ident for m in reversed(scene.focus.met) if m.kind == "benchmark"), None)
    if not named and not scored:
        return None
    near = {scene.stem_at(k) for k in range(max(scene.first, quantity.first - 6), min(scene.end, quantity.end + 3))}
    if near & _HUMANS or "top" in word[max(scene.first, quantity.first - 2) : quantity.first] or scene.has("percentil"):
        return None
    if quantity.dim == "tally":
        made = _scored(scene, quantity, reference, 1.0)
        stop = quantity.end
        if made is not None and word[stop : stop + 1] in (["problems"], ["questions"], ["tasks"], ["puzzles"]):
            made.end = stop + 1
        return made
    if quantity.dim == "fraction":
        return _scored(scene, quantity, reference, 100.0) if word[quantity.stop : quantity.stop + 1] == ["of"] else None
    if quantity.dim in ("number", "count"):
        return _tally(scene, quantity, reference, named=named, scored=scored)
    if quantity.dim == "points" or (
        word[quantity.stop : quantity.stop + 1] == ["of"]
        and word[quantity.stop + 1 : quantity.stop + 2] == ["the"]
        and scene.has("comput", "market")
    ):
        return None
    if {scene.stem_at(k) for k in range(quantity.stop, min(scene.end, quantity.stop + 3))} & {
        "cheap",
        "less",
        "dear",
        "fast",
        "faster",
        "high",
        "low",
    }:
        return None
    return _scored(scene, quantity, reference, 1.0)


def _tally(scene: Scene, quantity: Quantity, reference: str | None, *, named: bool, scored: bool) -> Draft | None:
    """`18 of 24`, `18 out of 24`, `88.5 on MMLU`."""
    word = scene.tokens.word
    k = quantity.stop
    if word[k : k + 1] == ["out"]:
        k += 1
    if word[k : k + 1] == ["of"] and k + 1 < scene.end:
        if word[k + 1 : k + 2] in (["the"], ["its"]):
            k += 1
        whole = read_number(scene.tokens, k + 1, scene.end) if k + 1 < scene.end else None
        if (
            whole is not None
            and whole.value
            and quantity.value is not None
            and quantity.value <= whole.value <= 5000
            and (scored or named)
        ):
            made = _scored(scene, quantity, reference, 100.0 / whole.value)
            if made is not None:
                made.end = whole.end
            return made
        return None
    if quantity.per is None and word[k : k + 1] == ["/"]:
        return None
    if not named or quantity.value is None or not 0 < quantity.value <= 100 or quantity.dim == "count":
        return None
    if not (
        word[quantity.stop : quantity.stop + 1]
        in (["on"], ["in"], [")"], [","], ["."], ["for"], ["and"], ["to"], ["against"], [])
        or word[quantity.first - 1 : quantity.first]
        in ([":"], ["of"], ["scored"], ["scores"], ["hits"], ["at"], ["and"])
    ) or not (
        scored
        or word[quantity.first - 1 : quantity.first] == [":"]
        or word[quantity.stop : quantity.stop + 1] == ["on"]
    ):
        return None
    if scene.has("elo", "rank", "place", "rating"):
        return None
    return _scored(scene, quantity, reference, 1.0)


def _scored(scene: Scene, quantity: Quantity, reference: str | None, factor: float) -> Draft | None:
    model = scene.subject(quantity, "model", "organisation")
    if (
        model is not None
        and model.kind == "organisation"
        and scene.focus.get("model") is not None
        and not scene.of_kind("model")
    ):
        focus = scene.focus.get("model")
        if focus is not None and (focus.organisation == model.ident or not focus.organisation):
            model = focus
    if model is None:
        model = scene.subject(quantity, "proper")
    if model is None:
        return None
    made = draft("benchmark_score", quantity, model.ident, unit="percent", factor=factor, reference=reference)
    if factor != 1.0:
        made.value = None if made.value is None else tidy(made.value)
    return made


BUILDS = {
    "benchmark_score": _score,
}
