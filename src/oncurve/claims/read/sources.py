"""Who may vouch for a figure: the sources that a sentence names, by the words that mark them as sources."""

from __future__ import annotations

from collections.abc import Iterator

from oncurve.catalog.names import Names
from oncurve.claims.read.focus import Focus
from oncurve.claims.read.labels import LABELS
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.numerals import ONES
from oncurve.claims.read.saying import ACCOUNTS, ENDS, PEOPLE, SOURCES, VERBS, Source, by_verb, following, named, phrase
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stem, words

__all__ = ["Source", "chief_source", "find_sources"]

_BEFORE_SOURCE = words("by per citing quoting believe trust from via")
_SEEN = words("seen obtained reviewed read viewed compiled published kept cited reported estimated")
_OWNED = words("its their his her")
_OF_ACCOUNT = words("by on in per to from")
_VIEWS = words("view words opinion estimate reckoning eyes account telling judgment judgement")
#: the words that any of these may begin with
_MARKING = _BEFORE_SOURCE | _SEEN | _OWNED | _OF_ACCOUNT | {"according", "of", "("}
_REACH = 5
#: cues that make a source the speaker of its sentence
_STRONG = ("subject", "inverted", "by", "according", "account", "per", "head")


def find_sources(scene: Scene, focus: Focus, names: Names, last: str | None) -> list[Source]:
    """The sources of a sentence in order; `last` is who spoke before, for "he", "she" and "they"."""
    found: list[Source] = []
    cover = scene.cover
    here = scene.tokens.word[scene.first : scene.end]
    if not VERBS.isdisjoint(here):
        for at, w in enumerate(here, scene.first):
            if w in VERBS and cover[at] is None:
                found.extend(by_verb(scene, focus, names, last, at))
    found.extend(_by_noun(scene, focus))
    found.extend(_head(scene))
    found.sort(key=lambda source: source.at)
    return found


def chief_source(sources: list[Source], at: int, tag: str | None) -> str | None:
    """Who is most plainly said to vouch for what stands at a token: the last before it, else the next, else the tag."""
    strong = [s for s in sources if s.ident and s.cue.startswith(_STRONG)]
    before = [s for s in strong if s.at < at]
    return before[-1].ident if before else strong[0].ident if strong else tag


def _by_noun(scene: Scene, focus: Focus) -> Iterator[Source]:
    """`according to X`, `by X's count`, `(X's figure)`, `documents seen by X`, `— X` at the end of a line."""
    word = scene.tokens.word
    here = word[scene.first : scene.end]
    for at in () if _MARKING.isdisjoint(here) else [k for k, w in enumerate(here, scene.first) if w in _MARKING]:
        w = word[at]
        if w == "according" and word[at + 1 : at + 2] == ["to"]:
            yield from following(scene, at + 2, "according", "according", at)
        elif w in _SEEN and word[at + 1 : at + 2] == ["by"]:
            yield from following(scene, at + 2, "seen", stem(w), at)
        elif w in _BEFORE_SOURCE and w != "by":
            yield from following(scene, at + 1, w, w, at)
        elif w in _OWNED and any(x in ACCOUNTS for x in word[at + 1 : min(at + 4, scene.end)]):
            yield from _owned(scene, focus, at)
        elif w == "of" and word[at - 1] in _VIEWS:
            yield from following(scene, at + 1, "account:of", word[at - 1], at)
        elif w in _OF_ACCOUNT:
            yield from _unnamed(scene, at)
        elif w == "(" and at + 1 < scene.end:
            yield from _bracket(scene, at)
    for mention in scene.mentions:
        if mention.kind in SOURCES:
            yield from _accounts(scene, mention)


def _owned(scene: Scene, focus: Focus, at: int) -> Iterator[Source]:
    """`by its own reckoning`: of the firm named before it in the sentence, or of the one in focus."""
    if scene.tokens.word[at] not in ("its", "their"):
        return
    here = [m for m in scene.of_kind("organisation", "proper") if m.end <= at]
    firm = focus.get("organisation")
    if here:
        yield Source(here[-1].ident, "organisation", "its:here", "account", at, at, at + 1)
    if firm is not None and (not here or here[-1].ident != firm.ident):
        yield Source(firm.ident, "organisation", "its", "account", at, at, at + 1)


def _unnamed(scene: Scene, at: int) -> Iterator[Source]:
    """`by one consultancy's count`, `by outside estimates`: an account of somebody without a name."""
    word = scene.tokens.word
    stop = at + 1
    while stop < scene.end and stop - at <= _REACH and word[stop] not in ENDS and scene.cover[stop] is None:
        stop += 1
    noun = next((x for x in range(stop - 1, at + 1, -1) if word[x] in ACCOUNTS), None)
    if noun is None or word[at + 1] in _OWNED or word[at + 1][0].isdigit():
        return
    owned = next((x for x in range(at + 1, noun) if word[x] == "'s"), None)
    yield phrase(scene, at + 1, owned or noun + 1, f"account:{word[at]}", stem(word[noun]), at)


def _bracket(scene: Scene, at: int) -> Iterator[Source]:
    """`(a minister)`, `(Epoch, roughly)`, `(Factorial Funds guess)`: a short aside that names a source first."""
    word = scene.tokens.word
    close = next((x for x in range(at + 1, min(at + 8, scene.end)) if word[x] == ")"), None)
    if close is None:
        return
    mention = scene.cover[at + 1]
    if mention is not None and mention.kind in SOURCES:
        if mention.end < close and mention.first == at + 1:
            yield named(mention, "bracket:open", word[mention.end], at)
    elif any(word[x] in PEOPLE for x in range(at + 1, close)) and not any(w[0].isdigit() for w in word[at + 1 : close]):
        yield phrase(scene, at + 1, close, "bracket", "(", at)


def _head(scene: Scene) -> Iterator[Source]:
    """`– the landlord: forty-one megawatts`, `Altman: 10x`: what stands before a colon at the start of a line."""
    word, raw = scene.tokens.word, scene.tokens.raw
    first = scene.first
    while first < scene.end and not word[first][0].isalnum():
        first += 1
    colon = next((k for k in range(first + 1, min(first + 7, scene.end)) if word[k] in (":", "→", "=")), None)
    if colon is None or any(w[0].isdigit() or w in ENDS or w in ONES for w in word[first:colon]):
        return
    if all(w in LABELS for w in word[first:colon] if w[0].isalpha()):
        return
    mention = scene.cover[first]
    if mention is not None and mention.kind in SOURCES:
        yield named(mention, "head" if mention.end == colon else "head:long", "head", first)
        return
    if mention is None:
        people = any(w in PEOPLE for w in word[first:colon])
        great = all(w[:1].isupper() for w in raw[first:colon])
        shape = "people" if people else "great" if great and colon - first > 1 else "small"
        if shape != "small" or word[first] in ("the", "a", "an", "my", "our"):
            yield phrase(scene, first, colon, f"head:{shape}", "head", first)


def _accounts(scene: Scene, mention: Mention) -> Iterator[Source]:
    """A name that owns an account of things, or stands alone in brackets or after a dash."""
    word = scene.tokens.word
    before = word[mention.first - 1] if mention.first > scene.first else ""
    after = word[mention.end] if mention.end < scene.end else ""
    marked = False
    if after == "'s" or mention.form == "adjective" or before == "'s":
        noun = next((x for x in range(mention.end, min(mention.end + 6, scene.end)) if word[x] in ACCOUNTS), None)
        if noun is not None and not any(word[x] in ENDS for x in range(mention.end, noun)):
            claimed = noun + 1 < scene.end and word[noun + 1] in ("that", ":")
            way = "that" if claimed else before if before in ("by", "on", "in", "per", "to", "(", "from") else "plain"
            marked = True
            yield named(mention, f"account:{way}", stem(word[noun]), mention.first)
    elif after in ACCOUNTS:
        marked = True
        yield named(mention, "account:noun", stem(after), mention.first)
    if before in ("(", "—", "–", "-") and (after in (")", ".", "") or mention.end >= scene.end):
        marked = True
        yield named(mention, "bracket" if before == "(" else "dash", before, mention.first)
    if before == "by" and mention.first - 2 >= scene.first and word[mention.first - 2] not in _SEEN:
        marked = True
        yield named(mention, "by", "by", mention.first)
    if mention.kind == "person" and not marked:
        cue = "person:owns" if after == "'s" else "person"
        yield named(mention, cue, stem(after) if after else "end", mention.first)
