"""What the words of a sentence are evidence of, looked up once for all the numbers in it."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from functools import partial

from oncurve.claims.read.kin import kin_of
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.remembered import Remembered
from oncurve.claims.read.tokens import stem, stems, words

__all__ = ["Surroundings"]

_CUTS = words(", ; : — – ( ) . but while whereas though although yet because which who |")
_PERCENT = words("percent pct")
_SILENT = _CUTS | _PERCENT | words("and or")
#: the places whose words speak for their kin too: the clause of the number, and the number itself
_KINDRED = ("L", "R", "in")
#: words that say little by themselves: the telling ones beside a number stand beyond them
_LIGHT = words(
    "the a an of to in on at by for with and or be have it that this its their his they he we i as from not would "
    "will can could about some than more less nearly around over under only just up down out into per which who"
)
#: words that turn what is said of selling: they deny it, ask for a paper, make it depend on something, end or free it
_TURNS = stems(
    "not no never without need require until unless if would could may might must can cannot neither nor except only "
    "exempt licence license permit permission allow ban bar block out again resume lift revoke halt stop longer still "
    "clear forbid prohibit restrict approve refuse deny grant let"
)
_NEAR = 3
_MOST_NEAR = 2
_MOST_TELLING = 3
_CLOSE = 5
_FAR = 40
_OUTSIDE = ["|"] * _NEAR


def _pieces(where: str, word: str) -> tuple[str, ...]:
    """What a word in a place is evidence of: its stem, and near the number its kin."""
    key = stem(word) if word else ""
    kin = kin_of(key) if where in _KINDRED else ()
    return (f"{where}={key}", *(f"{where}~={group}" for group in kin)) if word else ()


def _kin(where: str, groups: tuple[str, ...]) -> tuple[str, ...]:
    """Groups of kin in a place, as evidence."""
    return tuple(f"{where}={group}" for group in groups)


_PIECES = {where: Remembered[str, tuple[str, ...]](partial(_pieces, where)) for where in ("L", "l", "R", "r", "in")}
_KIN = {
    where: Remembered[tuple[str, ...], tuple[str, ...]](partial(_kin, where))
    for where in ("n~", "kL1~", "kL2~", "kR1~", "kR2~")
}


def _seen(word: str) -> str:
    """A word beside a number as evidence: its stem, or what stands for its like."""
    if word in _PERCENT:
        return "%"
    return "0" if word[0].isdigit() else stem(word)


_WORDS = Remembered[str, str](lambda word: word if word not in _SILENT and word[0].isalpha() else "")
_GROUPS = Remembered[str, tuple[str, ...]](lambda word: kin_of(stem(word)) if word not in _PERCENT else ())
_SEEN = Remembered(_seen)
_TELLING = Remembered[str, str](lambda word: "" if not word[0].isalpha() or stem(word) in _LIGHT else stem(word))


class Surroundings:
    """The words of a sentence as evidence for whatever stands among them.

    Args:
        first: the first token of the sentence.
        word: its words.
        cover: for each of them the name that covers it, or None.
    """

    __slots__ = (
        "_cover", "_cuts", "_end", "_first", "_groups", "_kin", "_outer", "_seen", "_telling", "_words", "_written"
    )  # fmt: skip

    def __init__(self, first: int, word: Sequence[str], cover: Sequence[Mention | None]) -> None:
        self._first, self._end, self._written, self._cover = first, first + len(word), word, cover
        pairs = list(zip(word, cover, strict=True))
        self._cuts = [k for k, w in enumerate(word, first) if w in _CUTS]
        #: words that speak for themselves, "" for the others
        self._words = [_WORDS[w] if name is None else "" for w, name in pairs]
        #: the groups of kin that each word belongs to, and the tokens that have any
        self._groups = [_GROUPS[w] if name is None else () for w, name in pairs]
        self._kin = [k for k, groups in enumerate(self._groups, first) if groups]
        #: the words of weight that no name covers, and where they stand
        self._telling = [(k, t) for k, (w, name) in enumerate(pairs, first) if name is None and (t := _TELLING[w])]
        #: the kin beyond a clause, as evidence, by the token where that begins or ends
        self._outer: dict[tuple[str, int], list[str]] = {}
        #: each token as it is seen beside a number, with what lies outside the sentence on both sides
        seen = [_SEEN[w] if name is None else f"<{name.kind}>" for w, name in pairs]
        self._seen = [*_OUTSIDE, *seen, *_OUTSIDE]

    @property
    def kin(self) -> set[str]:
        """The groups of kin that any of the words belongs to."""
        return set(itertools.chain.from_iterable(self._groups))

    @property
    def seen(self) -> list[str]:
        """The tokens as they are seen beside a number."""
        return self._seen[_NEAR:-_NEAR]

    def around(self, a: int, b: int) -> list[str]:
        """The evidence around tokens `a` up to `b`: words by side and clause, and those right beside in order."""
        a, b = max(a, self._first), min(b, self._end)
        found = [*self._clauses(a, b), *self._within(a, b)]
        self._nearest(a, b, found)
        l3, l2, l1 = self._seen[a - self._first : a - self._first + _NEAR]
        r1, r2, r3 = self._seen[b - self._first + _NEAR : b - self._first + 2 * _NEAR]
        found += (
            f"L1={l1}", f"L2={l2}", f"L12={l2} {l1}", f"L123={l3} {l2} {l1}",
            f"R1={r1}", f"R2={r2}", f"R12={r1} {r2}", f"R123={r1} {r2} {r3}", f"LR={l1} _ {r1}",
        )  # fmt: skip
        return found

    def _clauses(self, a: int, b: int) -> itertools.chain[str]:
        """Stems and kin of the words to the left and right, in the clause of the number and in the next one."""
        first, low, high = self._first, max(self._first, a - _FAR), min(self._end, b + _FAR)
        at = bisect_left(self._cuts, a)
        before = [low - 1, low - 1, *self._cuts[max(at - 2, 0) : at]]
        far, near = max(before[-2], low - 1), max(before[-1], low - 1)
        at = bisect_left(self._cuts, b)
        after = [*self._cuts[at : at + 2], high, high]
        close, wide = min(after[0], high), min(after[1], high)
        flat, words = itertools.chain.from_iterable, self._words
        return itertools.chain(
            flat(map(_PIECES["L"].__getitem__, words[near + 1 - first : max(a - first, 0)])),
            flat(map(_PIECES["l"].__getitem__, words[far + 1 - first : max(near - first, 0)])),
            flat(map(_PIECES["R"].__getitem__, words[b - first : close - first])),
            flat(map(_PIECES["r"].__getitem__, words[close + 1 - first : wide - first])),
        )

    def beyond(self, a: int, b: int) -> list[str]:
        """The evidence of the whole sentence at tokens `a` up to `b`: kin outside the clause, telling words."""
        cuts, end = self._cuts, self._end
        at = bisect_left(cuts, a)
        found = [*self._kin_beyond("oL~", self._first, cuts[at - 1] if at else self._first)]
        at = bisect_left(cuts, b)
        found += self._kin_beyond("oR~", cuts[at] if at < len(cuts) else end, end)
        telling = self._telling
        at = bisect_left(telling, (a, ""))
        left = [word for _, word in reversed(telling[max(at - _MOST_TELLING, 0) : at])]
        at = bisect_left(telling, (b, ""))
        right = [word for _, word in telling[at : at + _MOST_TELLING]]
        found += [f"LC{rank}={word}" for rank, word in enumerate(left)]
        found += [f"RC{rank}={word}" for rank, word in enumerate(right)]
        if left and right:
            found.append(f"LRC={left[0]} {right[0]}")
        if len(left) > 1:
            found.append(f"LC01={left[1]} {left[0]}")
        if len(right) > 1:
            found.append(f"RC01={right[0]} {right[1]}")
        return found

    def turned(self, at: int) -> list[str]:
        """The evidence of the words of a sentence that turn what token `at` says of selling, the next on each side."""
        stemmed = [stem(word) for word in self._written]
        here = stemmed[at - self._first]
        turns = [(k, word) for k, word in enumerate(stemmed, self._first) if word in _TURNS]
        left = [word for k, word in turns if k < at][-2:]
        right = [word for k, word in turns if k > at][:2]
        before, after = left[-1] if left else "", right[0] if right else ""
        return [
            f"tL={' '.join(left)}", f"tR={' '.join(right)}",
            f"tLw={before} {here}", f"tRw={here} {after}", f"tLR={before} {here} {after}",
        ]  # fmt: skip

    def _kin_beyond(self, where: str, first: int, end: int) -> list[str]:
        """The kin of tokens `first` up to `end`, each group once, as evidence of a place."""
        key = (where, end if where == "oL~" else first)
        found = self._outer.get(key)
        if found is None:
            groups = set(itertools.chain.from_iterable(self._groups[first - self._first : end - self._first]))
            found = self._outer[key] = [f"{where}={group}" for group in sorted(groups)]
        return found

    def _within(self, a: int, b: int) -> itertools.chain[str]:
        """Stems and kin of the words of the number itself, where no name covers them."""
        pairs = zip(self._written[a - self._first : b - self._first], self._cover[a - self._first :], strict=False)
        inside = [w for w, name in pairs if name is None and w[0].isalpha() and w not in _PERCENT]
        return itertools.chain.from_iterable(map(_PIECES["in"].__getitem__, inside))

    def _nearest(self, a: int, b: int, found: list[str]) -> None:
        """The kin of the words within a few tokens, and of the first that have any, in the order met."""
        first, groups = self._first, self._groups
        for each in groups[max(a - _CLOSE - first, 0) : a - first] + groups[b - first : b - first + _CLOSE]:
            if each:
                found += _KIN["n~"][each]
        low, high = bisect_left(self._kin, a), bisect_left(self._kin, b)
        for rank, k in enumerate(reversed(self._kin[max(low - _MOST_NEAR, 0) : low]), 1):
            if k >= a - _FAR // 2:
                found += _KIN[f"kL{rank}~"][groups[k - first]]
        for rank, k in enumerate(self._kin[high : high + _MOST_NEAR], 1):
            if k < b + _FAR // 2:
                found += _KIN[f"kR{rank}~"][groups[k - first]]
