"""What a sentence does not assert: denials, questions, what-ifs."""

from __future__ import annotations

from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["denied", "supposed"]

_NOT = words("not 't never no nor without cannot")
_DENY = words(
    "deny denies denied denying refute refutes refuted reject rejects rejected rubbish rubbished rubbishes "
    "dismiss dismisses dismissed debunk debunked false untrue myth wrong bogus contradicts"
)
_IDIOMS = words(
    "only just merely yet counting including far to least surprisingly alone even more less fewer longer "
    "doubt including unlike bad until official one matter other including mention say quite because include "
    "believe think know buy trust clear sure certain disclose confirm reveal"
)
_STOPS = words(". ; : but — though although yet while whereas because ? ! which so")


def denied(scene: Scene, first: int, core: int) -> bool:
    """Whether the speaker denies what stands at tokens `first` to `core`."""
    word = scene.tokens.word
    commas = 0
    numbers = 0
    for k in range(first - 1, max(scene.first, first - 16) - 1, -1):
        w = word[k]
        if w in _STOPS:
            return False
        if w == ",":
            commas += 1
            continue
        if w[0].isdigit() and scene.cover[k] is None:
            numbers += 1
        if w in _NOT:
            following = word[k + 1] if k + 1 < len(word) else ""
            if following in _IDIOMS or (
                w in ("no", "without", "nor") and following not in ("$", "£", "€") and k + 1 != first
            ):
                continue
            if w == "no" and following == ",":
                return False
            return (commas in (0, 2) and numbers == 0) or (commas == 1 and k >= first - 3 and numbers == 0)
        if w in _DENY and commas == 0 and numbers == 0 and w not in ("false", "untrue", "wrong", "myth", "bogus"):
            return True
    if core < first:
        return False
    tail = word[core : min(scene.end, core + 14)]
    return bool({"untrue", "myth", "bogus", "nonsense", "rubbish"} & set(tail)) and "," not in tail[:2]


_ASKING = words(
    "can could does do did is are was were what who whom whose which how why when where will would should "
    "has have had anybody anyone so and but"
)


def _aside(scene: Scene, at: int) -> bool:
    """Whether the question mark belongs to a later part of the sentence than token `at`."""
    word = scene.tokens.word
    first = scene.first
    while first < scene.end and not word[first].isalnum():
        first += 1
    if word[first] in _ASKING or (word[first + 1 : first + 2] and word[first + 1] in _ASKING):
        return False
    cut = [k for k in range(at, scene.end) if word[k] in (",", "—", ";", ":", '"')]
    return bool(cut) and not _ASKING & set(word[max(scene.first, at - 6) : at])


def supposed(scene: Scene, at: int) -> bool:
    """Whether what stands at a token is asked or supposed rather than said."""
    word = scene.tokens.word
    sentence = scene.sentence
    if (
        sentence.question
        and not _aside(scene, at)
        and not (scene.speaker is not None and '"' in word[sentence.first : sentence.end])
    ):
        return True
    words = word[sentence.first : sentence.end]
    if "if" in words:
        place = sentence.first + words.index("if")
        rest = set(words[words.index("if") :])
        past = rest & {"had", "were", "cost", "costed", "was"} and set(words) & {"would", "might", "'d"}
        if (past and set(words) & {"have", "were", "had"}) or words[words.index("if") - 1 : words.index("if")] == [
            "what"
        ]:
            return True
        if past and at > place and "would" in words:
            return True
    text = " ".join(words[:6])
    if text.startswith(("suppose ", "imagine ", "say a ", "assume ", "let us say", "let 's say", "picture a ")):
        return True
    return "would have" in " ".join(words) and ("had" in words or "if" in words or "otherwise" in words)
