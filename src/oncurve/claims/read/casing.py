"""Texts and lines in one case: capitals given back to names, codes and starts of sentences, and taken from the rest.

A line in capitals, or with a capital to every word, has its everyday words made small. A text all in small letters gets
its capitals back where a reader would put them: names as the catalogue spells them, codes such as "h800", words that are
nobody's everyday ones, and the first word of a sentence.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from oncurve.catalog.names import Entry, Names
from oncurve.claims.read.tokens import STEMS, Tokens, words
from oncurve.claims.read.words import COMMON, MONTHS, SPEECH, VERBS, WEEKDAYS, everyday

__all__ = ["made_even"]

_BULLETS = frozenset("•*-–")
#: how many tokens a speaker's tag has at most, with its colon
_TAG = 5
_OPENERS = frozenset('.!?:"\n•*')
_UNITS = words("million billion trillion thousand percent hours gpu gpus chips tokens parameters")
#: how long a word is that a title writes with a capital, how many such words a line needs, and what share of them
_LONG = 4
_FEWEST = 4
_SHARE = 0.9
_CODE = re.compile(r"[a-z]{1,4}\d{1,4}(?:\.\d+)?[a-z]{0,3}")
#: codes that are written small
_SMALL_CODES = re.compile(r"o[134]|x\d+|[a-z]\d")
_BEFORE_MONTH = words("in by since until from late early mid last of next this through during before after")
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "est", "ment", "ments", "ness", "able", "al", "ally", "ism",
            "ist", "ists", "ity", "ion", "ions", "ation", "ations", "ive", "ous", "ful", "less", "ship", "ise", "ize")


def made_even(tokens: Tokens, names: Names) -> None:
    """Gives the tokens of a text, or of a line, that is in one case the case that a reader would give them."""
    if tokens.text.islower() or tokens.text.isupper():
        _restore(tokens)
    else:
        _made_small(tokens)


def _made_small(tokens: Tokens) -> None:
    """Writes the everyday words of lines in capitals small, save those that open a sentence or a turn."""
    raw, word = tokens.raw, tokens.word
    plain = _plain()
    for first, end in _lines(tokens):
        if not _titled(raw[first:end]):
            continue
        for k in range(first, end):
            token = raw[k]
            if len(token) < 2 or word[k] not in plain or raw[k + 1 : k + 2] == [":"]:
                continue
            raw[k] = token.capitalize() if k == first or raw[k - 1] in _OPENERS else word[k]


def _restore(tokens: Tokens) -> None:
    """Gives a text in one case the capitals that it would have."""
    raw, word = tokens.raw, tokens.word
    for k, token in enumerate(word):
        if _CODE.fullmatch(token):
            raw[k] = token if _SMALL_CODES.fullmatch(token) else _coded(token)
        elif not token[0].isalpha():
            raw[k] = token
        elif _opens(tokens, k) or token in WEEKDAYS or (token in MONTHS and _is_month(tokens, k)):
            raw[k] = token.capitalize()
        else:
            raw[k] = token.capitalize() if len(token) > 2 and token.isalpha() and not is_everyday(token) else token


def _coded(token: str) -> str:
    return token[:-1].upper() + "s" if token[-1] == "s" and token[-2].isdigit() else token.upper()


def _opens(tokens: Tokens, k: int) -> bool:
    """Whether a token is the first word of a sentence, a line, a turn or a quotation."""
    if k == 0 or "\n" in tokens.text[tokens.end[k - 1] : tokens.start[k]]:
        return True
    before, word = tokens.raw[k - 1], tokens.word
    if before in ".!?" or before in _BULLETS:
        return not tokens.glued(k)
    if before == '"':
        return k == 1 or word[k - 2] in (",", ":", ".")
    return before == ":" and "\n" in tokens.text[tokens.end[max(k - _TAG, 1) - 1] : tokens.start[k]]


def _is_month(tokens: Tokens, k: int) -> bool:
    """Whether the name of a month is meant, and not a verb: "in may", "march 2025"."""
    word = tokens.word
    if len(word[k]) > 2 and word[k] not in ("may", "march", "mar", "sat", "sun", "dec", "jan"):
        return True
    near = [*word[max(k - 1, 0) : k], *word[k + 1 : k + 2]]
    return any(each[0].isdigit() for each in near) or word[k - 1 : k] in ([w] for w in _BEFORE_MONTH)


@functools.cache
def is_everyday(word: str) -> bool:
    """Whether a word in small letters is an everyday one, or made of one by an ending."""
    plain, roots = _plain(), _roots()
    if word in plain or STEMS[word] in roots:
        return True
    cut = [word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending) and len(word) - len(ending) > 2]
    return any(part in plain or part + "e" in plain or part[:-1] in plain or part[:-1] + "y" in plain for part in cut)


@functools.cache
def _plain() -> frozenset[str]:
    return everyday() | COMMON | VERBS | SPEECH | MONTHS.keys() | _UNITS


@functools.cache
def _roots() -> frozenset[str]:
    return frozenset(STEMS[word] for word in _plain())


def _lines(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """The first token of every line and the one after its last."""
    first, at = 0, tokens.text.find("\n")
    while at >= 0 and first < len(tokens):
        end = first
        while end < len(tokens) and tokens.start[end] < at:
            end += 1
        if end > first:
            yield first, end
        first, at = end, tokens.text.find("\n", at + 1)
    if first < len(tokens):
        yield first, len(tokens)


def _titled(line: list[str]) -> bool:
    """Whether nearly all long words of a line have a capital."""
    long = [token for token in line if len(token) >= _LONG and token.isalpha()]
    return len(long) >= _FEWEST and sum(token[0].isupper() for token in long) >= _SHARE * len(long)
