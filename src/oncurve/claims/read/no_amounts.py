"""Numbers that are no amounts: sides of a rate, how large or fast a model is, shares of what nobody measures."""

from __future__ import annotations

import itertools

from oncurve.claims.read.numerals import SCALE_WORDS
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["no_amounts", "rhetorical_shares"]

_SCALES = (["a", "trillion"], ["a", "billion"], ["a", "million"], ["a", "thousand"])
_EACH, _FOR_EACH = words("each every per"), words("for each every per")
_BARE_SCALES = words("trillion billion million thousand")
#: words of size and speed, and those near them by which costs or compute are meant
_LARGE = words("large big small fast slow quick long heavy strong good smart capable")
_LARGER = words("larger bigger smaller faster slower quicker longer heavier lighter stronger smarter")
_COSTED = stems("cost costs price prices bill bills budget spend spending expense fee sum dollars compute computing "
                "flop flops operations calculations gpu hours chips power energy run cluster")
_COSTED_BEFORE, _COSTED_AFTER = 7, 4
_LINKS = words("of in on from to and by at for more less a the is are was were each per with while as")
_WHOLE = 100.0
_APART = 5


def no_amounts(scene: Scene) -> set[int]:
    """The numbers of a sentence that are no amounts of their own: sides of a rate, and how large or fast a model is."""
    made_of = rhetorical_shares(scene)
    return _rates(scene) | _sizes(scene) | (set() if made_of is None else {made_of, made_of + 1})


def _rates(scene: Scene) -> set[int]:
    """The numbers that are sides of "180,000 hours a trillion", which are no amounts of their own."""
    word, found = scene.tokens.word, set()
    for number, (each, other) in enumerate(itertools.pairwise(scene.quantities)):
        if other.first == each.stop and word[other.first : other.end] in _SCALES:
            found |= {number, number + 1}
        elif word[each.stop : each.stop + 1] == ["per"] and word[other.first] in _BARE_SCALES:
            found |= {number, number + 1} if each.dim == "duration" else {number + 1}
        elif word[other.core] in _BARE_SCALES and other.size == SCALE_WORDS[word[other.core]] and _FOR_EACH.issuperset(
                word[each.stop : other.core]) and not _EACH.isdisjoint(word[each.stop : other.core]):
            found.add(number + 1)  # "172,800 hours for each trillion tokens"
    return found


def _sizes(scene: Scene) -> set[int]:
    """The numbers that only tell how large or fast a model is: "ten times larger than GPT-3", "twice as fast"."""
    if not scene.of_kind("model") or scene.of_kind("chip"):
        return set()
    word, found = scene.tokens.word, set()
    for number, each in enumerate(scene.quantities):
        after = word[each.stop : min(each.stop + 2, scene.end)]
        large = (after[:1] == ["as"] and after[1:] and after[1] in _LARGE) or (after and after[0] in _LARGER)
        if large and scene.near(each.core, _COSTED, _COSTED_BEFORE, _COSTED_AFTER) is None:
            found.add(number)
    return found


def rhetorical_shares(scene: Scene) -> int | None:
    """Which number of a sentence opens a pair that makes up a whole of what nobody measures: "90% spite, 10% law"."""
    for at, (a, b) in enumerate(itertools.pairwise(scene.quantities)):
        whole = a.dim == b.dim == "percent" and a.size + b.size == _WHOLE and b.first - a.stop <= _APART
        if whole and _is_bare_thing(scene, a.stop) and _is_bare_thing(scene, b.stop):
            return at
    return None


def _is_bare_thing(scene: Scene, at: int) -> bool:
    """Whether a noun that names nothing known follows a share right away."""
    word = scene.tokens.word[at] if at < scene.end else ""
    return word.isalpha() and word not in _LINKS and scene.cover[at] is None
