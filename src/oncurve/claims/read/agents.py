"""What a sentence is about by its grammar: its subject, and the models and chips that a text goes on about."""

from __future__ import annotations

from collections.abc import Mapping

from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["ASKED", "OPENERS", "agent_of", "opening", "topics_after"]

#: before the kind of what a question or news of a release is on
ASKED = "asked:"
#: pronouns that open a sentence on what the one before was about
OPENERS = words("it its")
_REACH = 8
_BROUGHT = words(
    "released releases release launched launches launch unveiled unveils introduced introduces announced announces "
    "published publishes presented presents debuted put"
)
_ADVERBS = words("on at in with for by under against to")
_ADVERBIAL = 10


def agent_of(scene: Scene, before: Mention | None) -> Mention | None:
    """The grammatical subject of a sentence: the name that opens it, or that its opening pronoun stands for.

    Args:
        scene: the sentence.
        before: the subject of the sentence before.
    """
    word = scene.tokens.word
    first = opening(scene)
    if word[first] in OPENERS or (before is not None and tuple(word[first : first + 2]) == ("the", before.kind)):
        return before
    at, end = first, min(first + 6, scene.end)
    while at < end:
        mention = scene.cover[at]
        if mention is None:
            if word[at] not in ("the", "a", "an", "but", "and", "yet", ",", "'s", "called", "open-source"):
                return None
            at += 1
        elif word[mention.end : mention.end + 1] == ["'s"] or any(scene.cover[mention.end : mention.end + 1]):
            at = mention.end
        else:
            return mention
    return None


def topics_after(scene: Scene, agent: Mention | None, before: Mapping[str, Mention]) -> dict[str, Mention]:
    """What models and chips a text is about after a sentence: its subject, what it says came out, else as before.

    Args:
        scene: the sentence.
        agent: its grammatical subject.
        before: the topics until then.
    """
    topics = dict(before)
    word, first = scene.tokens.word, opening(scene)
    opened = "" if word[first] != "the" else word[first + 1] if first + 1 < scene.end else ""
    for kind in ("model", "chip"):
        named = [m for m in scene.mentions if m.kind == kind]
        fresh = (m for m in named if not _BROUGHT.isdisjoint(scene.words_before(m.first, _REACH)))
        brought = next(fresh, None)
        if scene.sentence.question and named and all(map(scene.is_reference, named)):
            continue  # "How much better is it than B?"
        if scene.sentence.question and len({m.ident for m in named}) == 1:
            topics[kind] = topics[ASKED + kind] = named[0]  # "What did GPT-4 cost?": the answer is of it
            continue
        others = [m for m in named if scene.words_before(m.first, 2) != ["top", "of"]]
        if any(m.ident != topics[ASKED + kind].ident for m in others if ASKED + kind in topics):
            del topics[ASKED + kind]
        if agent is not None and agent.kind == kind:
            topics[kind] = agent
        elif brought is not None and not scene.is_reference(brought):
            topics[kind] = brought
            if len({m.ident for m in named}) == 1:
                topics[ASKED + kind] = brought
        elif word[first] not in OPENERS and opened != kind and any(not scene.is_reference(m) for m in named):
            topics.pop(kind, None)
            if len({m.ident for m in named}) == 1:
                topics[kind] = named[-1]
    return topics


def opening(scene: Scene) -> int:
    """The token at which a sentence begins in earnest: after `On SWE-bench Verified, ` and the like."""
    word, first = scene.tokens.word, scene.first
    if word[first] not in _ADVERBS:
        return first
    for k in range(first + 1, min(first + _ADVERBIAL, scene.end - 1)):
        if word[k] == ",":
            return k + 1
        if word[k] in OPENERS and scene.cover[k - 1] is not None:
            return k  # "On BrowseComp it scores"
    return first
