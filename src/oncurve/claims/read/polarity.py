"""What a sentence does not assert: denials, questions, what-ifs."""

from __future__ import annotations

from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["counterfactual", "denied", "predicted_after", "predicting", "supposed"]

_NOT = words("not 't never no nor without cannot neither")
_DENY = words(
    "deny denies denied denying refute refutes refuted reject rejects rejected rubbish rubbished rubbishes "
    "dismiss dismisses dismissed debunk debunked false untrue myth wrong bogus contradicts"
)
_IDIOMS = words(
    "only just merely yet counting including far to least surprisingly alone even more less fewer longer "
    "doubt including unlike bad until official one matter other including mention say quite because include "
    "believe think know buy trust clear sure certain disclose confirm reveal"
)
#: words that make a bound of a number after "not", and no denial ("will not exceed 200,000")
_BOUNDING = words("exceed exceeds exceeded above below before beyond over past pass passed reach reached under until")
_BOUND = 3
#: what is said of a number that is false
_FALSE = words("untrue myth bogus nonsense rubbish fiction fake invented false hoax")
_WRONG = words("wrong false incorrect mistaken")
_REPLIES = words("it that they he she we i this neither none")
_AUXILIARIES = words("did does do was were is are has have had will would could can")
_DOES = words("was has had did does have")
_AUTHORS, _ALSO = words("we i"), words("also then first wrongly too once mistakenly had")
_TOLD = words("wrote reported said called gave put credited stated printed")
_MENDS = words(
    "correction corrections corrigendum apology erratum regret wrong mistake editing error misstated overstated"
)
_EARLY, _LOOK, _REPLY = 14, 40, 4
_STOPS = words(". ; : but — though although yet while whereas because ? ! which so")


def denied(scene: Scene, first: int, core: int) -> bool:
    """Whether the speaker denies what stands at tokens `first` to `core`."""
    word = scene.tokens.word
    if core >= first and word[scene.first] in ("nor", "neither") and word[scene.first + 1] in _AUXILIARIES:
        return True  # "Nor did its training cost $2bn"
    if core >= first and (_answered(scene) or _corrected(scene, first) or _called_false(scene, core)):
        return True
    if word[first - 2 : first] == ["rather", "than"]:
        return True
    commas = 0
    numbers = 0
    for k in range(first - 1, max(scene.first, first - 16) - 1, -1):
        w = word[k]
        if w in _STOPS or (w == "-" and not scene.tokens.glued(k) and not scene.tokens.glued(k + 1)):
            return False
        if w == "(" and ")" not in word[k:first]:
            return False  # "does not come near that (41.3)": what stands in brackets is so
        if w == ",":
            commas += 1
            continue
        if w[0].isdigit() and scene.cover[k] is None:
            numbers += 1
        if w in _NOT:
            following = word[k + 1] if k + 1 < len(word) else ""
            if word[first - 1] in ("'s", "'"):
                return False  # "would not read much into GPT-5's 94%": what somebody has is granted
            bound = (*word[k + 1 : k + _BOUND], *word[max(k + 1, first - _BOUND) : first + 2])
            if following in _IDIOMS or not _BOUNDING.isdisjoint(bound) or (
                w in ("no", "without", "nor") and following not in ("$", "£", "€") and k + 1 != first
            ):
                continue
            if w == "no" and following == ",":
                return False
            return (commas in (0, 2) and numbers == 0) or (commas == 1 and k >= first - 3 and numbers == 0)
        if w in _DENY and commas == 0 and numbers == 0 and w not in ("false", "untrue", "wrong", "myth", "bogus"):
            return True
    return False


def _called_false(scene: Scene, core: int) -> bool:
    """Whether the clause goes on to call what it has told false ("… is a myth", "… is made up")."""
    word = scene.tokens.word
    tail = word[core : min(scene.end, core + _EARLY)]
    made_up = any(tail[k : k + 2] == ["made", "up"] for k in range(len(tail)))
    wrong = next((k for k in range(len(tail) - 1) if tail[k] in ("is", "was", "are") and tail[k + 1] in _WRONG), -1)
    judged = wrong >= 0 and not any(w[0].isdigit() or w in _STOPS or w == "," for w in tail[:wrong])
    return (made_up or judged or not _FALSE.isdisjoint(tail)) and "," not in tail[:2]


def _answered(scene: Scene) -> bool:
    """Whether the next sentence denies this one in few words: "It has not; it has 96", "It did not."."""
    word = scene.tokens.word
    end = at = scene.sentence.end
    while at < len(word) and at < end + 2 and not word[at][0].isalnum():
        at += 1
    after = word[at : at + _EARLY]
    if len(after) < _REPLY or scene.sentence.question:
        return False
    return after[0] in _REPLIES and after[1] in _DOES and after[2] in ("not", "'t") and after[3:4] in ([";"], ["."])


def _corrected(scene: Scene, first: int) -> bool:
    """Whether "we wrote" stands before a number in a text that sets right what it wrote."""
    word = scene.tokens.word
    told = any(
        word[k] in _TOLD and (word[k - 1] in _AUTHORS or (word[k - 1] in _ALSO and word[k - 2] in _AUTHORS))
        for k in range(max(scene.first + 1, first - _EARLY), first)
    )
    return told and not _MENDS.isdisjoint(word[max(0, scene.first - _LOOK) : scene.end + _LOOK])


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
    return bool(cut) and not _ASKING & set(scene.words_before(at, 6))


def counterfactual(scene: Scene, at: int) -> bool:
    """Whether a token stands in what would be if something were: "If a million were sold, China would add 150,000"."""
    words = scene.tokens.word[scene.first : scene.end]
    if words[:1] == ["had"] and "would" in words and ("been" in words[: words.index("would")]):
        return True  # "Had Washington been kinder, 20,000 would be there"
    if "if" not in words:
        return False
    place = words.index("if")
    past = set(words[place:]) & {"had", "were", "cost", "costed", "was"} and set(words) & {"would", "might", "'d"}
    if (past and set(words) & {"have", "were", "had"}) or words[place - 1 : place] == ["what"]:
        return True
    return bool(past) and at > scene.first + place and "would" in words


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
    if counterfactual(scene, at):
        return True
    words = word[sentence.first : sentence.end]
    text = " ".join(words[:6])
    if text.startswith(("suppose ", "imagine ", "say a ", "assume ", "let us say", "let 's say", "picture a ")):
        return True
    return "would have" in " ".join(words) and ("had" in words or "if" in words or "otherwise" in words)


#: what a prediction is called, and how far after a comma it may stand
_PROJECTIONS, _TAIL = words("projection projections forecast forecasts prediction predictions outlook"), 8
_NOUNS_TOO, _AFTER_NOUNS = words("project projects forecast forecasts bet bets"), words("by in of from ,")
_PREDICTS = words(
    "expect expects expected predict predicts predicted forecast forecasts foresee foresees foresaw project "
    "projects projected anticipate anticipates anticipated envisage envisages bet bets "
    "prophesied prophesies forecasting predicting imagines"
)


def predicting(scene: Scene, at: int) -> int | None:
    """The verb before a token of its sentence by which somebody predicts; None where there is none."""
    word = scene.tokens.word
    return next((k for k in range(at - 1, scene.first - 1, -1) if word[k] in _PREDICTS and scene.cover[k] is None
                 and not (word[k] in _NOUNS_TOO and word[k + 1] in _AFTER_NOUNS and scene.cover[k - 1] is None)), None)


def predicted_after(scene: Scene, at: int) -> int | None:
    """The verb or noun after a token by which somebody is said to predict it: ", Acme forecasts."; None if none is."""
    word = scene.tokens.word
    comma = next((k for k in range(at, scene.end) if word[k] == ","), None)
    if comma is None:
        return None
    for k in range(comma + 1, scene.end):
        if word[k] in _PREDICTS or word[k] in _PROJECTIONS:
            last = k + 1 >= scene.end or word[k + 1] in (".", ",", ";", '"', "in", "for", "this", "last", "on")
            return k if last and k - comma <= _TAIL else None
    return None
