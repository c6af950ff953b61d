"""Sentences that name their source at an edge: what is said, parted from the words that tell who says it.

`According to X, …`, `X said that …`, `“…,” X said` and `…, said X` tell the same of the same figures, so that these are
read from what is said alone, with the source before it wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.saying import SOURCES, Source
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["Frame", "framed", "within"]

#: cues of a source whose words may frame a sentence
_CUES = words("according subject inverted")
#: verbs after which what is said follows without "that", and what cannot follow them so
_SAYS = words("says said say reckons reckon thinks think believes believe insists insist estimates maintains")
_NO_CLAUSE = words(
    "on in at of to by , . ; — – ( last this yesterday today tomorrow earlier later so nothing no not and or when "
    "while as after before if what how why little more less"
)
#: stems of verbs that say more of what follows than who says it: that it is to come, or is not so
_LEANS = stems(
    "expect predict forecast foresee foresaw project anticipate bet promise pledge deny dispute doubt fear hope plan "
    "guess retort counter intend guarantee want wager refute reject dismiss object"
)
_OPENERS = words("but and yet the a an")
_ARTICLES = words("the a an one some \" '")
_CLOSERS = frozenset(".!?\"')")
_STOPS = frozenset(",.!?")
_LEAST = 3


class Frame(Struct, frozen=True):
    """What a sentence says, tokens `first` up to `end`, and by whom.

    `speakers` are those whom the words of the frame may mean; `cut` tells whether a comma stands for the stop.
    """

    first: int
    end: int
    speakers: tuple[Source, ...]
    cut: bool = False

    def speaker(self) -> str:
        """Whom alone the words of the frame call by name, or ""."""
        mine = {each.ident for each in self.speakers if each.kind in SOURCES}
        return mine.pop() if len(mine) == 1 == len(self.speakers) else ""

    def within(self, ident: str, sources: Sequence[Source]) -> bool:
        """Whether somebody is named as a source in what is said."""
        return any(each.ident == ident and self.first <= each.at < self.end for each in sources)


def framed(scene: Scene, sources: Sequence[Source]) -> Frame | None:
    """The frame of a sentence whose sources are found, or None where none stands at an edge of it."""
    for source in sources:
        if source.cue.partition(":")[0] not in _CUES or not source.ident or source.verb in _LEANS:
            continue
        told = tuple(each for each in sources if each.at == source.at and each.ident)
        head = min(min(each.first, each.at) for each in told)
        tail = max(max(each.end, each.at + 1) for each in told)
        frame = _opening(scene, source, told, (head, tail)) or _closing(scene, told, (head, tail))
        if frame is not None and frame.end - frame.first >= _LEAST and _is_bare(scene, frame):
            return frame
    return None


def _opening(scene: Scene, source: Source, told: tuple[Source, ...], span: tuple[int, int]) -> Frame | None:
    """`According to X, …`, `X said that …`, `X said: “…”`, `X says …`."""
    word, (head, tail) = scene.tokens.word, span
    start = scene.first
    while start < head and word[start] in _OPENERS:
        start += 1
    if start != head or tail >= scene.end:
        return None
    first, after = tail, word[tail]
    if source.cue == "according":
        if after != ",":
            return None
        first += 1
    elif after in ("that", ":") or (after == "," and word[tail + 1 : tail + 2] == ['"']):
        first += 1
    elif word[source.at] not in _SAYS or source.at + 1 != tail or after in _NO_CLAUSE:
        return None
    end = scene.end
    if word[first : first + 1] == ['"']:
        if '"' in word[first + 1 : end - 1]:
            return None
        first += 1
        end -= word[end - 1] == '"'
    return Frame(first, end, told)


def _closing(scene: Scene, told: tuple[Source, ...], span: tuple[int, int]) -> Frame | None:
    """`…, X said`, `…, said X`, `…, according to X`, `“…,” X said`."""
    word, (head, tail) = scene.tokens.word, span
    stop = scene.end
    while stop > tail and word[stop - 1] in _CLOSERS:
        stop -= 1
    while head > scene.first and word[head - 1] in _ARTICLES and word[head - 1] != '"':
        head -= 1
    if tail != stop or head <= scene.first + 1:
        return None
    end, first = head, scene.first
    if word[end - 1] == '"' and word[end - 2] in _STOPS:
        end -= 1
        if word[first] == '"' and '"' not in word[first + 1 : end]:
            first += 1
    return Frame(first, end, told, cut=True) if word[end - 1] in _STOPS else None


def _is_bare(scene: Scene, frame: Frame) -> bool:
    """Whether the words of a frame hold no number and no date, and what is said is of one part."""
    word = scene.tokens.word
    outside = (*range(scene.first, frame.first), *range(frame.end, scene.end))
    if ";" in word[frame.first : frame.end] or any(word[k][0].isdigit() and scene.cover[k] is None for k in outside):
        return False
    told = [*((each.first, each.end) for each in scene.dates), *((each.first, each.end) for each in scene.quantities)]
    return all(a < frame.end and frame.first < b <= frame.end for a, b in told)


def within(scene: Scene, frame: Frame) -> Scene:
    """What a sentence says by itself: the part inside its frame, with the names of the frame put before it."""
    first, end = frame.first, frame.end
    inside: list[Mention] = []
    outside: list[Mention] = []
    for mention in scene.mentions:
        if first <= mention.first and mention.end <= end:
            inside.append(mention)
        else:
            outside.append(replace(mention, first=first, end=first))
    return Scene(
        scene.tokens, scene.sentence, [*outside, *inside],
        [each for each in scene.dates if first <= each.first and each.end <= end],
        [each if first <= each.first else replace(each, first=first) for each in scene.quantities
         if first < each.end <= end],
        scene.focus, scene.published, scene.cover, scene.previous, scene.speaker, house=scene.house, home=scene.home,
        core=(first, end), cut=frame.cut, framing=len(outside),
    )  # fmt: skip
