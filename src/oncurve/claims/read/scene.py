"""One sentence with everything found in it, and the questions that measures ask of it."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from oncurve.claims.read.carried import expected
from oncurve.claims.read.day import DateMention
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.focus import Focus
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.surroundings import Surroundings
from oncurve.claims.read.tokens import STEMS, Sentence, Tokens, words

__all__ = ["Scene"]

_BOUNDS = {
    ",": 1.0,
    ";": 2.0,
    ":": 1.0,
    "—": 2.0,
    "–": 1.0,
    "(": 1.0,
    ")": 1.0,
    "and": 0.7,
    "but": 2.0,
    "while": 2.0,
    "whereas": 2.0,
    "though": 1.5,
    "although": 1.5,
    "because": 1.5,
    "which": 1.0,
    "who": 1.0,
    "yet": 1.5,
    "or": 0.7,
    "so": 1.0,
    "with": 0.5,
    "|": 2.0,
}
#: words after which a name is what something is compared with, not what is spoken of
_REFERRING = words(
    "than versus vs against unlike like matching matches matched rivals rivalling beating beats beat behind "
    "trails trail over alongside succeeds replaces followed follows surpassing outperforming edging"
)
_FOR = words("for of in by behind to on with from")


class Scene(Struct):
    """A sentence with its names, dates and quantities, and the focus of the text before it."""

    tokens: Tokens
    sentence: Sentence
    mentions: list[Mention]
    dates: list[DateMention]
    quantities: list[Quantity]
    focus: Focus
    published: str
    cover: list[Mention | None]
    previous: Scene | None = None
    speaker: str | None = None
    stems: list[str] = field(default_factory=list)
    bounds: list[float] = field(default_factory=list)
    present: frozenset[str] = frozenset()
    house: str | None = None
    home: str | None = None
    made: list[Draft] = field(default_factory=list)
    #: whether a name that begins at a token is what something is compared with, as far as asked
    _marked: dict[int, bool] = field(default_factory=dict)
    _around: Surroundings | None = None
    _expected: list[str] | None = None
    _before: list[str] | None = None
    _of_kinds: dict[tuple[str, ...], list[Mention]] = field(default_factory=dict)
    _counts: dict[frozenset[str], list[int]] = field(default_factory=dict)
    #: the first sentence of the text, but for that sentence itself
    opening: Scene | None = None
    #: the tokens of what is said, where the words around it tell who says it, and whether a comma ends it for a stop
    core: tuple[int, int] | None = None
    cut: bool = False
    #: rows of names of one kind, once they are asked for
    rows: list[tuple[int, list[int]]] | None = None
    #: whether it is an entry of a sheet, once that is asked
    entry: bool | None = None
    #: how many of the names stand in the words around
    framing: int = 0
    #: the first token that is read, and the one after the last
    first: int = 0
    end: int = 0

    def __post_init__(self) -> None:
        self.first, self.end = self.core or (self.sentence.first, self.sentence.end)
        if self.previous is not None:
            self.opening = self.previous.opening or self.previous
        word = self.tokens.word[self.first : self.end]
        self.stems = list(map(STEMS.__getitem__, word))
        self.present = frozenset(self.stems)
        steps = map(_BOUNDS.get, word, itertools.repeat(0.0))
        self.bounds = list(itertools.accumulate(steps, initial=0.0))[:-1]

    def back(self, most: int) -> Iterator[Scene]:
        """This sentence, and so many before it, the last first."""
        here: Scene | None = self
        for _ in range(most + 1):
            if here is None:
                return
            yield here
            here = here.previous

    @property
    def told(self) -> list[Draft]:
        """The claims of the sentence before and those so far of this one."""
        return [*(self.previous.made if self.previous is not None else ()), *self.made]

    @property
    def leads(self) -> bool:
        """Whether what is said opens the sentence: nobody is named before as saying it."""
        return self.core is None or self.cut

    @property
    def surroundings(self) -> Surroundings:
        """What its words are evidence of."""
        if self._around is None:
            a, b = self.first, self.end
            word = self.tokens.word[a:b]
            if self.cut:
                word[-1] = "."
            self._around = Surroundings(a, word, self.cover[a:b])
        return self._around

    @property
    def expected(self) -> list[str]:
        """What the text before lets expect of its numbers, as evidence."""
        if self._expected is None:
            self._expected = expected(self)
        return self._expected

    @property
    def before(self) -> list[str]:
        """The kin of the words of the sentence before, as evidence."""
        if self._before is None:
            kin = self.previous.surroundings.kin if self.previous is not None else ()
            self._before = [f"p~={group}" for group in sorted(kin)]
        return self._before

    def stem_at(self, index: int) -> str:
        """The stem of a token of the text, "" outside the sentence."""
        k = index - self.first
        return self.stems[k] if 0 <= k < len(self.stems) else ""

    def words_before(self, at: int, reach: int) -> list[str]:
        """The lower-case words of the sentence before a token, no more of them than `reach`."""
        return self.tokens.word[max(self.first, at - reach) : at]

    def text(self, first: int, end: int) -> str:
        """The plain words of some tokens."""
        return self.tokens.slice(first, end)

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """The tokens of a stretch of its text, counted from the start of the sentence."""
        tokens, offset = self.tokens, self.tokens.start[self.first]
        first = bisect_right(tokens.end, offset + start, self.first, self.end)
        first = first if first < self.end else self.first
        return first, max(bisect_left(tokens.start, offset + end, first, self.end), first + 1)

    def has(self, *stems: str) -> bool:
        """Whether any of the stems stands in the sentence."""
        return any(s in self.present for s in stems)

    def any_of(self, stems: frozenset[str]) -> bool:
        """Whether any of a set of stems stands in the sentence."""
        return not self.present.isdisjoint(stems)

    def gap(self, a: int, b: int) -> float:
        """How far apart two tokens are, clause boundaries counting for several words."""
        i, j = sorted((a - self.first, b - self.first))
        last = len(self.bounds) - 1
        i, j = max(0, min(i, last)), max(0, min(j, last))
        return (j - i) + 4.0 * (self.bounds[j] - self.bounds[i])

    def count(self, marks: frozenset[str], first: int, end: int) -> int:
        """How many of the tokens `first` up to `end` are among some marks or words."""
        if end <= first:
            return 0
        upto = self._counts.get(marks)
        if upto is None:
            hits = map(marks.__contains__, self.tokens.word[self.first : self.end])
            upto = self._counts[marks] = list(itertools.accumulate(hits, initial=0))
        last = len(upto) - 1
        return upto[min(end - self.first, last)] - upto[min(max(first - self.first, 0), last)]

    def near(self, at: int, stems: Iterable[str], before: int = 8, after: int = 8) -> int | None:
        """The nearest token to `at` whose stem is one of `stems`, within so many tokens, or None."""
        wanted = stems if isinstance(stems, frozenset | set | dict) else frozenset(stems)
        best = None
        for k in range(max(self.first, at - before), min(self.end, at + after + 1)):
            if self.stem_at(k) in wanted and (best is None or abs(k - at) < abs(best - at)):
                best = k
        return best

    def of_kind(self, *kinds: str) -> list[Mention]:
        """The sentence's names of some kinds, in order."""
        found = self._of_kinds.get(kinds)
        if found is None:
            found = self._of_kinds[kinds] = [m for m in self.mentions if m.kind in kinds]
        return list(found)

    def is_reference(self, mention: Mention) -> bool:
        """Whether the name stands where a thing compared with stands ("than X", "against X")."""
        known = self._marked.get(mention.first)
        if known is None:
            known = self._marked[mention.first] = self._is_marked(mention)
        return known

    def _is_marked(self, mention: Mention) -> bool:
        word = self.tokens.word
        for k in range(mention.first - 1, max(self.first, mention.first - 5) - 1, -1):
            w = word[k]
            if w in _REFERRING or w in ("compared", "relative"):
                return True
            if w == "as" and any(
                x in ("as", "same", "times", "half", "twice", "much") for x in word[max(self.first, k - 6) : k]
            ):
                return True
            if (
                self.cover[k] is not None
                and self.cover[k] is not mention
                and word[k] != "'s"
                and word[k + 1 : k + 2] != ["'s"]
            ):
                return False
            if w in (",", ";", ".", ":", "and", "but", "(") or self.stem_at(k) in ("be", "have", "cost", "say"):
                return False
        return False

    def subject(
        self, quantity: Quantity, *kinds: str, after: bool = True, exclude: frozenset[str] = frozenset()
    ) -> Mention | None:
        """The name that a quantity is about: bound by a preposition, before it, after it, or in focus."""
        bound = self.bound(quantity.end, *kinds)
        if bound is not None and bound.ident not in exclude:
            return bound
        found = [
            m for m in self.of_kind(*kinds) if m.ident not in exclude and not (quantity.first <= m.first < quantity.end)
        ]
        if "organisation" in kinds:
            found = self._actors(found)
        if "model" in kinds and "proper" not in kinds:
            unnamed = self._unnamed(quantity)
            if unnamed is not None:
                return unnamed
        before = [m for m in found if m.end <= quantity.first and not self.is_reference(m)]
        later = [m for m in found if m.first >= quantity.end] if after else []
        if before:
            best = before[-1]
            same = self.gap(best.end - 1, quantity.first)
            if later and same > 14 and self._opens(quantity, later[0]):
                return later[0]
            return best
        if later and (self.focus.get(*kinds) is None or self._opens(quantity, later[0])):
            firm = [m for m in later if not self.is_reference(m)]
            if firm:
                return firm[0]
        focus = self.focus.get(*kinds)
        if focus is not None and focus.ident not in exclude:
            return focus
        return later[0] if later else None

    def _unnamed(self, quantity: Quantity) -> Mention | None:
        """A name of no known kind that is the subject of the quantity's own clause, where no model is."""
        word = self.tokens.word
        a, b = self.clause(quantity.core)
        while a > self.first and a - self.first > 1 and word[a - 1] == "," and self.tokens.word[a - 2].isdigit():
            a = self.clause(a - 2)[0]
        names = [m for m in self.mentions if a - 3 <= m.first < b and m.kind in ("model", "proper", "organisation")]
        proper = [
            m
            for m in names
            if m.kind == "proper"
            and m.end <= quantity.first
            and word[m.first - 1 : m.first] in (["the"], ["first"], ["original"])
            and word[m.end : m.end + 1] != ["'s"]
            and m.end - m.first == 1
        ]
        if not proper or any(m.kind == "model" and m.first >= a for m in names):
            return None
        return proper[-1]

    def _actors(self, found: list[Mention]) -> list[Mention]:
        """Names without those of mere sources and of owners ("Microsoft's servers"), where others are left."""
        word = self.tokens.word
        lead = [
            m
            for m in found
            if not (
                m.kind == "organisation"
                and m.name is not None
                and m.name.sort in ("outlet", "analyst", "bank", "platform", "university")
            )
        ]
        if not lead and not self.quantities:
            return found
        owning = [
            m
            for m in lead
            if m.kind not in ("organisation", "proper")
            or word[m.end : m.end + 1] != ["'s"]
            or m.first <= self.first + 1
        ]
        return owning or lead or (found if self.focus.get("organisation") is None else [])

    def _opens(self, quantity: Quantity, mention: Mention) -> bool:
        """Whether the quantity opens its clause and the name follows as its subject ("At $75 …, GPT-4.5 is")."""
        opening = max(
            (
                k + 1
                for k in range(self.first, quantity.first)
                if self.tokens.word[k] in (",", ";", ":", "—", "but", "while", ".")
            ),
            default=self.first,
        )
        return (
            quantity.first - opening <= 3
            and self.gap(quantity.end - 1, mention.first) <= 16
            and not self.is_reference(mention)
        )

    def bound(self, at: int, *kinds: str) -> Mention | None:
        """A name tied to what ends at `at` by "for", "of", "to train" and the like."""
        word = self.tokens.word
        k = at
        limit = min(self.end, at + 7)
        seen = False
        strange = 0
        while k < limit:
            mention = self.cover[k]
            if mention is not None and mention.kind in kinds:
                return mention if seen else None
            w = word[k]
            if w in _FOR:
                seen = (
                    w in ("for", "of", "behind", "by")
                    or seen
                    or (
                        w == "to"
                        and self.stem_at(k + 1)
                        in ("train", "build", "run", "mak", "make", "develop", "serv", "pretrain")
                    )
                )
            elif (
                seen
                and w not in ("the", "a", "an", "its", "each", "every", "new", "own", "'s", "its", "all", "one")
                and self.stem_at(k) not in ("train", "build", "run", "mak", "make", "serv")
            ):
                strange += 1
                if strange > 1:
                    return None
            elif (
                w in (",", ";", ".", ":", "and", "but", "—", "(", "than", "against", "while")
                or w[0].isdigit()
                or (
                    not seen
                    and self.stem_at(k)
                    not in ("train", "go", "into", "it", "take", "apiece", "each", "need", "be", "use", "spend")
                )
            ):
                return None
            k += 1
        return None

    def reference(self, quantity: Quantity, *kinds: str, exclude: str = "") -> Mention | None:
        """The name that a quantity compares with, nearest after it, else before it."""
        found = [
            m for m in self.of_kind(*kinds) if m.ident != exclude and not (quantity.first <= m.first < quantity.end)
        ]
        after = [m for m in found if m.first >= quantity.end]
        marked = [m for m in after if self.is_reference(m)]
        before = [m for m in found if m.end <= quantity.first and self.is_reference(m)]
        return (marked or before or after or [None])[0]  # type: ignore[list-item]

    def clause(self, at: int) -> tuple[int, int]:
        """The tokens around `at` up to the next strong boundary on either side."""
        word = self.tokens.word
        strong = (",", ";", ":", "—", "but", "while", "whereas", "(", ")", ".")
        a = at
        while a > self.first and word[a - 1] not in strong:
            a -= 1
        b = at
        while b < self.end and word[b] not in strong:
            b += 1
        return a, b

    def claimed(self, measure: str) -> bool:
        """Whether a claim of the measure was made in this sentence already."""
        return any(claim.measure == measure for claim in self.made)
