"""Words that touch a number and say how firmly it is put."""

from __future__ import annotations

from oncurve.claims.claim import Qualifier
from oncurve.claims.read.tokens import Tokens

__all__ = ["hedge_after", "hedge_before"]

_APPROX = (
    "about;around;some;roughly;approximately;approx;approx .;nearly;almost;close to;nearer;nearer to;closer to;"
    "perhaps;maybe;circa;ca;c .;ca .;~;≈;an estimated;estimated;estimated at;just over;just under;just above;"
    "just below;a little over;a little under;a bit over;a bit under;a shade over;a shade under;a touch over;"
    "a touch under;slightly over;slightly under;slightly more than;slightly less than;slightly above;"
    "slightly below;a little more than;a little less than;not far off;not far from;not far short of;"
    "in the region of;in the neighborhood of;in the neighbourhood of;on the order of;of the order of;"
    "in the order of;something like;somewhere around;somewhere near;somewhere close to;say;give or take;"
    "very nearly;very roughly;not quite;a hair under;a hair over;a whisker under;a whisker over;a whisker off;"
    "within a whisker of;something around;call it;ballpark;a guess of;near;nigh on;well-nigh;practically;"
    "as good as;more or less;virtually;towards;a rough;round about;to the tune of about;probably;likely;possibly;"
    "somewhere in the region of;just shy of;shy of;a tad over;a tad under;well nigh;just about;"
    "in the ballpark of;pretty much;a good guess at;an approximate;a reported"
)
_LEAST = (
    "more than;over;above;at least;upwards of;upward of;past;north of;well over;far more than;in excess of;"
    "no fewer than;no less than;not less than;not fewer than;exceeding;beyond;topping;well above;greater than;"
    "better than;>;≥;> =;a minimum of;minimum of;minimum;no lower than;somewhere north of;not below;never below;"
    "surpassing;comfortably over;considerably more than;substantially more than;significantly more than;"
    "starting at;from at least;a full;a whopping;fully;much more than;way over;way more than;at a minimum;"
    "already more than;comfortably more than;exceeded;exceeds;exceed;topped;surpassed;easily over;"
    "easily more than;anything above;bigger than;larger than;no smaller than;passed;passes;passing;tops;to pass;to top;"
    "to cross;to break;to clear;to surpass;to breach;crossed;crosses;crossing;broke;breaks;surpasses;clears;cleared;"
    "passed the;to pass the;crossed the;to cross the;broke the;to break the;broken the;breached;breaches"
)
_MOST = (
    "up to;as many as;under;less than;no more than;at most;below;fewer than;not more than;as much as;"
    "as little as;a maximum of;maximum of;at the most;<;≤;< =;inside;within;no greater than;no higher than;"
    "south of;as few as;not above;never above;well under;well below;capped at;somewhere south of;not exceeding;"
    "as low as;as high as;lower than;comfortably under;far less than;far below;much less than;maximum;"
    "a ceiling of;nothing above;no bigger than;no larger than;a mere fraction under;well short of;anything up to;"
    "anything under;smaller than;short of"
)
# idioms of emphasis are no bounds
_NONE = {"a full", "fully", "a whopping", "as low as", "as high as", "as little as", "as few as"}


def _table() -> dict[tuple[str, ...], Qualifier]:
    table: dict[tuple[str, ...], Qualifier] = {}
    for words, qualifier in ((_APPROX, "approx"), (_LEAST, "at_least"), (_MOST, "at_most")):
        for phrase in words.split(";"):
            if phrase.strip() not in _NONE:
                table[tuple(phrase.replace("-", " - ").split())] = qualifier  # type: ignore[assignment]
    return table


_BEFORE = _table()
_LONGEST = max(map(len, _BEFORE))
_ENDS = frozenset(phrase[-1] for phrase in _BEFORE)
#: what an amount adds "up to"
_ADDS = (["add"], ["adds"], ["added"], ["adding"], ["sum"], ["sums"])
#: after these "over" tells what something went over: "training ran over 15 trillion tokens"
_OVER_ALL = frozenset({"run", "lead", "edge", "advantage", "ran", "running", "runs", "averaged", "summed"})
#: hedges that before "a" and a figure tell where a thing is
_PLACES = frozenset({"over", "under", "within", "past", "below", "above", "inside", "beyond"})
_QUOTES = frozenset("\"'“”*_")
_AFTER: dict[tuple[str, ...], Qualifier] = {
    ("or", "so"): "approx",
    ("or", "thereabouts"): "approx",
    ("give", "or", "take"): "approx",
    ("-", "ish"): "approx",
    ("ish",): "approx",
    ("odd",): "approx",
    ("-", "odd"): "approx",
    ("or", "more"): "at_least",
    ("and", "counting"): "at_least",
    ("+",): "at_least",
    ("plus",): "at_least",
    ("or", "less"): "at_most",
    ("or", "fewer"): "at_most",
    ("at", "most"): "at_most",
    ("tops",): "at_most",
    ("at", "least"): "at_least",
    ("and", "up"): "at_least",
    ("or", "above"): "at_least",
    ("or", "better"): "at_least",
    ("at", "a", "guess"): "approx",
    ("more", "or", "less"): "approx",
    ("at", "the", "most"): "at_most",
    ("or", "higher"): "at_least",
    ("and", "change"): "approx",
    ("or", "below"): "at_most",
    ("at", "a", "minimum"): "at_least",
    ("max",): "at_most",
    ("or", "under"): "at_most",
    ("-", "plus"): "at_least",
    ("or", "thereabout"): "approx",
    ("by", "a", "guess"): "approx",
    ("minimum",): "at_least",
    ("maximum",): "at_most",
    ("and", "more"): "at_least",
    ("and", "then", "some"): "at_least",
    ("and", "no", "more"): "at_most",
    (",", "tops"): "at_most",
    (",", "at", "most"): "at_most",
    (",", "at", "least"): "at_least",
    (",", "or", "so"): "approx",
    (",", "give", "or", "take"): "approx",
    (",", "perhaps", "more"): "at_least",
    ("or", "thereabouts", "."): "approx",
}


def hedge_before(tokens: Tokens, at: int, first: int) -> tuple[Qualifier | None, int]:
    """The hedge that ends right before token `at`, looking no further back than `first`, and where it starts.

    Quotation marks around the hedge or the number are passed over.
    """
    word = tokens.word
    stop = at
    while stop > first and word[stop - 1] in _QUOTES:
        stop -= 1
    if (
        stop > first
        and word[stop - 1] in ("a", "an", "the", "another")
        and stop - 1 > first
        and word[stop - 2] in _ENDS
    ):
        if word[stop - 1] in ("a", "an") and word[stop - 2] in _PLACES and word[stop][0].isdigit():
            return None, at  # "over a 10 TB/s link"
        stop -= 1
    if stop <= first or word[stop - 1] not in _ENDS:
        return None, at
    quoted = '"' in word[max(first, stop - 4) : stop]
    for size in range(min(_LONGEST, stop - first), 0, -1):
        phrase = tuple(word[stop - size : stop])
        qualifier = _BEFORE.get(tuple(w for w in phrase if w not in _QUOTES) if quoted else phrase)
        if qualifier is None:
            continue
        start = stop - size
        if _idle(word, start, first, size) or (phrase == ("up", "to") and word[start - 1 : start] in _ADDS):
            return None, at
        if start > first and word[start - 1] in _QUOTES:
            start -= 1
        return qualifier, start
    return None, at


def _idle(word: list[str], start: int, first: int, size: int) -> bool:
    """Whether the words are no hedge here: "say" as a verb, "past" of time, "above" as a place, "some" after a verb."""
    if size > 1:
        return False
    hedge = word[start]
    before = word[start - 1] if start > first else ""
    if hedge == "say":
        return before not in (",", "(", "-", "—", "–", "let's", "")
    if hedge in ("probably", "likely", "possibly", "near", "towards", "within", "inside", "past"):
        return before in ("the", "be", "is", "was", "in", "over", "this") or hedge in ("within", "towards", "likely")
    if hedge in ("over", "under", "beyond", "below"):
        return before in ("spread", "across", "from", "falls", "fall", "all", "trained", "years") or (
            hedge == "over" and before in _OVER_ALL
        )
    return False


def hedge_after(tokens: Tokens, at: int, end: int) -> tuple[Qualifier | None, int]:
    """The hedge that starts at token `at`, and where it ends."""
    for size in (4, 3, 2, 1):
        qualifier = _AFTER.get(tuple(tokens.word[at : min(at + size, end)]))
        if qualifier is not None and at + size <= end:
            if (
                size == 1
                and tokens.word[at] in ("ish", "max", "plus", "minimum", "maximum")
                and not tokens.glued(at)
                and tokens.word[at] != "tops"
            ):
                return None, at
            if tokens.word[at : at + size] == ["and", "more"] and tokens.word[at + size : at + size + 1] == ["than"]:
                return None, at  # "a million chips and more than a gigawatt"
            return qualifier, at + size
    return None, at
