"""What speaks for and against a candidate: where it stands to the number, how it is said, what the text did before."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence

from oncurve.claims.read.cast import Candidate, Cast
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.remembered import Remembered
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.steps import in_step
from oncurve.claims.read.tokens import words
from oncurve.claims.read.words import SPEECH

__all__ = ["traits_of"]

_PREPOSITIONS = words("for of by with on in to from at than against behind over like via as per versus vs into")
_BE = words("is are was were be been being 's 're")
_HAVE = words("has have had having")
_MODAL = words("will would could can may might must should shall")
_VERBS = words(
    "cost costs took takes take use uses used need needs needed get gets got score scores scored run runs ran sell "
    "sells sold trail trails lag lags pack packs packed hold holds held train trains trained spent spends spend plan "
    "plans planned buy buys bought build builds built draw draws drew ate eats saw sees carries carry carried offer "
    "offers offered charge charges charged ask asks asked fell fall rose jump jumped sank slid lost put puts made "
    "makes make ship ships shipped order orders ordered reach reaches reached beat beats won wins manages managed "
    "costing taking using lists goes go went came comes come poured sank raise raised lays laid weighs weighed "
    "did does let arrived arrives lands releases released opened solved solves closed answered hits leapt leans became "
    "becomes starts started sits keeps signed lifted began finished finishes worked works brought brings delivers cuts "
    "cut ended ends owns undercuts shed received reduces moved broke settled pushed matches placed became hit "
    "consumed burned burnt swallowed set sets wants claims boasts gave gives left leaves pays paid learned learnt"
)
_GOODS = words("goods imports exports products chips semiconductors servers made")
#: which way a comparison is told: the words near its number that put the subject behind, ahead, below or above
_TURNS = {
    "capability_lag": {
        "ahead": words("ahead lead leads led leading advantage front"),
        "behind": words(
            "behind trail trails trailed lag lags lagged back late later adrift catch catching off short gap"
        ),
    },
    "cost_ratio": {
        "more": words("more dearer costlier expensive higher greater times pricier"),
        "less": words("less cheaper fewer lower fraction tenth third quarter fifth half eighth hundredth saving below"),
    },
}
_TURNS["price_ratio"] = _TURNS["cost_ratio"]
_NUMBERS = 20
_MONEY = words("$ £ € ¥ about around some nearly")
_STOCK = (["stock"], ["shares"], ["share"])
_STOOD = ("for:", "phrase:", "implied", "made", "of:")
#: the country whose labs and chips the others are measured by
_LEADER = "US"
_CUT = words(", ; : — – ( ) but while whereas though although and")
_PARTS = words("; — – : . |")
#: words that are passed over on the way to what stands before a name
_PASSED = words("the a an its their new nvidia called")


def traits_of(scene: Scene, draft: Draft, candidates: Sequence[Candidate], cast: Cast) -> list[list[str]]:
    """The traits of every candidate as the subject of a claim, in the order given."""
    told, number = cast.told, cast.sentence
    ranks: dict[tuple[str, str], int] = {}
    rows: list[list[str]] = [[] for _ in candidates]
    view = _View(scene, draft)
    distances = [_distance(draft, c) for c in candidates]
    named = [c for c in candidates if c.ago == 0 and not c.how.startswith(_STOOD)]
    things: dict[str, set[str]] = {}
    for c in named:
        things.setdefault(c.kind, set()).add(c.ident)
    past = {c.kind for c in candidates if c.ago > 0}
    last = told[-1] if told else None
    turn = _turn(scene, draft)
    done = max([d.end for d in scene.made if d.end <= draft.first and d.measure == draft.measure], default=0)
    fresh = {id(c) for c in named if done <= c.first and c.end <= draft.first} if done else set()
    here = itertools.takewhile(lambda claim: claim[0] == number, reversed(told))
    taken = {ident for _, ident, _ in here}
    paired, listed = in_step(scene, draft)
    for i in sorted(range(len(candidates)), key=distances.__getitem__):
        c = candidates[i]
        row = rows[i]
        row += _FORMS[c.kind, c.how]
        row.append(_NAMED[min(c.again, 4)])
        if c.via:
            row.append(f"{c.how}:{c.via}")
        if listed:
            row.append("list:" + ("paired" if c.first in paired else "other" if c.first in listed else "no"))
        if draft.subject is not None:
            row.append("pick" if c.ident == draft.subject else "other")
        if c.ident == draft.reference:
            row.append("compared")
        if c.name is not None and c.name.sort:
            row.append(f"sort:{c.name.sort}")
        if c.ident == scene.speaker:
            row.append("speaks")
        if last is not None and c.ident == last[1]:
            near = "same" if last[0] == number else "near" if number - last[0] == 1 else "far"
            row += ("told:" + near, f"told:{near}:{'again' if last[2] == draft.measure else 'new'}")
        elif c.ident in cast.subjects:
            row.append("told:before")
        if c.ago == 0 and len(things.get(c.kind, ())) == 1:
            row.append("only")
        if done:
            place = "past" if c.ago != 0 else "fresh" if id(c) in fresh else "old" if c.end <= done else "ahead"
            row.append(f"since:{place}:{'names' if fresh else 'none'}:{'taken' if c.ident in taken else 'free'}")
        if c.first < 12 and c.ago != 0:
            row.append("title")
        if draft.measure == "capability_lag" and c.ident == _LEADER:
            row.append("leader:" + turn)
        if c.how in ("implied", "made"):
            row.append(f"{c.how}:{'rival' if c.kind in things else 'past' if c.kind in past else 'alone'}")
        elif c.ago == 0:
            side = view.place(c, row)
            if turn:
                row += (
                    f"turn:{turn}:{side}",
                    f"turn:{turn}:{side}:{c.kind}",
                    f"turn:{turn}:{_before(scene.tokens.word, scene.first, c.first)}",
                )
            key = (c.kind, side)
            rank = ranks[key] = ranks.get(key, 0) + 1
            row.append(f"rank:{side}:{min(rank, 3)}")
        else:
            _elsewhere(scene, c, row, rival=c.kind in things)
    return rows


def _forms(form: tuple[str, str]) -> tuple[str, str, str]:
    """The kind of thing that a candidate is and how it is named, as traits."""
    kind, how = form
    return ("k:" + kind, "f:" + how, f"k:{kind}:{how}")


_FORMS = Remembered(_forms)
_NAMED = tuple(f"named:{times}" for times in range(5))


def _near(scene: Scene, draft: Draft) -> list[Quantity]:
    """The numbers around a claim."""
    at = bisect.bisect_left(scene.quantities, draft.first, key=lambda quantity: quantity.first)
    return scene.quantities[max(0, at - _NUMBERS) : at + _NUMBERS]


def _turn(scene: Scene, draft: Draft) -> str:
    """Which way the comparison of a claim is told, or ""."""
    ways = _TURNS.get(draft.measure)
    if ways is None:
        return ""
    word = scene.tokens.word
    near = range(max(scene.first, draft.first - 8), min(scene.end, draft.end + 8))
    hits = [
        (abs(k - draft.first) if k < draft.first else max(0, k - draft.end + 1), way)
        for k in near
        for way, told in ways.items()
        if word[k] in told
    ]
    return min(hits)[1] if hits else "none"


def _distance(draft: Draft, c: Candidate) -> int:
    if c.ago != 0:
        return 10_000 * abs(c.ago) - c.first
    return draft.first - c.end if c.end <= draft.first else c.first - draft.end


def _ago(sentences: int) -> tuple[str, str, str]:
    """How far away another sentence is, as traits: bare, beside a rival of the name's kind, and alone."""
    ago = "next" if sentences < 0 else str(min(sentences, 4))
    return (f"ago:{ago}", f"ago:{ago}:rival", f"ago:{ago}:alone")


_AGO = {sentences: _ago(sentences) for sentences in (-1, 1, 2, 3, 4)}


def _elsewhere(scene: Scene, c: Candidate, row: list[str], *, rival: bool) -> None:
    """Traits of a name in another sentence."""
    ago, rivalled, alone = _AGO[max(min(c.ago, 4), -1)]
    row += (ago, rivalled if rival else alone)
    focus = scene.focus.current.get(c.kind)
    if focus is not None and focus.ident == c.ident:
        row.append("focus")
    if c.was:
        row += ("was:" + c.was, f"was:{c.was}:{min(c.ago, 2)}")


class _View:
    """A sentence as it lies around the number of a claim."""

    __slots__ = ("_alike", "_cores", "_draft", "_scene")

    def __init__(self, scene: Scene, draft: Draft) -> None:
        self._scene, self._draft = scene, draft
        numbers = _near(scene, draft)
        dim = next((q.dim for q in numbers if q.first < draft.end and q.end > draft.first), "")
        #: where the numbers around stand, and those of the claim's own dimension
        self._cores = sorted([q.core for q in numbers])
        self._alike = sorted([q.core for q in numbers if q.dim == dim])

    def place(self, c: Candidate, row: list[str]) -> str:
        """Adds the traits of a name of the sentence: side, distance, clause, words around it; gives the side."""
        scene, draft = self._scene, self._draft
        word = scene.tokens.word
        if c.first < draft.end and c.end > draft.first:
            row += ("within", "within:" + c.kind)
            return "within"
        ahead = c.end <= draft.first
        side = "before" if ahead else "after"
        a, b = (c.end - 1, draft.first) if ahead else (draft.end - 1, c.first)
        gap = b - a
        cuts = scene.count(_CUT, a + 1, b)
        between, alike = _within(self._cores, a, b), _within(self._alike, a, b)
        row += (
            "side:" + side,
            f"gap:{side}:{1 if gap <= 1 else 2 if gap <= 3 else 4 if gap <= 7 else 8 if gap <= 15 else 16}",
            f"cuts:{side}:{min(cuts, 3)}",
            f"part:{side}:{'other' if scene.count(_PARTS, a + 1, b) else 'same'}",
            f"alike:{side}:{min(alike, 2)}",
            f"numbers:{side}:{min(between, 2)}",
        )
        if scene.is_reference(c):  # type: ignore[arg-type]
            row.append("ref:" + side)
        previous = _before(word, scene.first, c.first)
        beside = scene.cover[c.end] if c.end < scene.end else None
        following = _after(word, scene.end, c.end) if beside is None else "name:" + beside.kind
        if c.first == c.end and scene.framing:
            following = "speech"
        row += (f"prev:{side}:{previous}", f"next:{side}:{following}", f"both:{side}:{previous}:{following}")
        if word[c.end : c.end + 1] == ["'s"] and word[c.end + 1 : c.end + 2] in _STOCK:
            row.append("stock")
        if between == 0 and gap <= 6:
            row.append(f"bound:{side}:{following if ahead else previous}")
        if between == 0 and cuts == 0:
            row.append("clause:" + side)
        if c.first <= scene.first + 1:
            row.append("opens")
        return side


def _within(cores: list[int], a: int, b: int) -> int:
    """How many of some tokens, in order, lie between two others."""
    return max(bisect.bisect_left(cores, b) - bisect.bisect_right(cores, a), 0)


def _before(word: list[str], first: int, at: int) -> str:
    """What stands before a name: the first word of meaning before token `at`."""
    k = at - 1
    while k >= first and word[k] in _PASSED:
        k -= 1
    return _PREVIOUS[word[k]] if k >= first else "start"


def _previous(w: str) -> str:
    if w in _PREPOSITIONS:
        return w
    if w in _BE or w in _HAVE:
        return "be"
    if w in ("and", ",", "'s", '"', ":", "that", "(", "—", "train", "training"):
        return w
    return "speech" if w in SPEECH else "verb" if w in _VERBS else "word"


def _after(word: list[str], end: int, at: int) -> str:
    """What stands after a name that ends before token `at`."""
    return _FOLLOWING[word[at]] if at < end else "end"


def _following(w: str) -> str:
    if w == "'s":
        return "'s"
    kinds = ((_GOODS, "goods"), (_BE, "be"), (_HAVE, "have"), (_MODAL, "modal"), (_VERBS, "verb"), (SPEECH, "speech"))
    for group, kind in kinds:
        if w in group:
            return kind
    if w in _PREPOSITIONS or w in (",", ":", "|", "(", ".", "and", "-"):
        return w
    return "number" if w[0].isdigit() or w in _MONEY else "word"


_PREVIOUS = Remembered(_previous)
_FOLLOWING = Remembered(_following)
