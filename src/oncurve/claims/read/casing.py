"""Texts and lines in one case: capitals given back to names, codes and starts of sentences, and taken from the rest.

A line in capitals, or with a capital to every word, has its everyday words made small. A text that is all in one case
gets the capitals that a reader would give it: codes such as "h800", words that are nobody's everyday ones and what goes
on with them, months, the first word of a sentence, the tags of people who speak in turn.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from oncurve.catalog.names import Names
from oncurve.claims.read.remembered import Remembered
from oncurve.claims.read.tokens import STEMS, Tokens, words
from oncurve.claims.read.words import COMMON, MONTHS, SPEECH, VERBS, WEEKDAYS, everyday

__all__ = ["made_even"]

#: how many tokens a speaker's tag has at most, with its colon, and how many lines have one where people speak in turn
_TAG, _TURNS = 5, 2
_OPENERS = frozenset('.!?:"\n•*')
_UNITS = words("million billion trillion thousand percent hours gpu gpus chips tokens parameters petaops teraops "
               "petaflops teraflops petabytes terabytes exaflops")
#: how long a word is that a title writes with a capital, how many such words a line needs, and what share of them
_LONG, _SHORT = 4, 3
_FEWEST = 4
_SHARE = 0.9
_CODE = re.compile(r"[a-z]{1,4}\d{1,4}(?:\.\d+)?[a-z]{0,3}")
#: codes that are written small, and versions that are where their family is named
_SMALL_CODES = re.compile(r"o[134]")
_SMALL_VERSIONS = re.compile(r"v\d[ep]?")
#: words that no line writes with a capital within a sentence, but one that writes all so, and how many of them tell it
_BOUND = words("a an the and or of in on to at by up down for with from as but than")
_BOUND_LEAST = 2
#: words by which names of firms, papers and offices go on
_GO_ON = words(
    "ai lab labs institute university technologies technology inc corp ltd group bank capital securities research "
    "partners cloud compute computing systems semiconductor networks robotics energy ventures holdings ag ab gmbh "
    "times post journal ledger review herald tribune gazette weekly news wire chronicle observer insights street "
    "ministry department commission agency council committee"
)
_TAG_ENDS = words("host guest chair chairman moderator reporter analyst operator question answer interviewer editor "
                  "presenter speaker caller cfo ceo cto minister senator")
_OF_US = words("lab labs model models firm firms company companies chip chips chipmakers government officials export "
               "exports controls sanctions rules market markets cloud clouds army senate congress rivals peers "
               "developers developer makers giants tech technology hardware imports tariffs tariff buyers customers")
_BEFORE_MONTH = words("in by since until from late early mid last of next this through during before after")
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ers", "est", "ment", "ments", "ness", "able", "al", "ally", "ism",
            "ist", "ists", "ity", "ion", "ions", "ation", "ations", "ive", "ous", "ful", "less", "ship", "ise", "ize")


#: everyday words that name models where they head a column
_SIZES_OF_CLAUDE = ("sonnet", "opus", "haiku", "maverick", "scout", "behemoth")


def made_even(tokens: Tokens, names: Names) -> None:
    """Gives the tokens of a text, or of a line, that is in one case the case that a reader would give them."""
    if tokens.text.islower() or tokens.text.isupper():
        _restore(tokens, names)
    else:
        _made_small(tokens, names)


def _made_small(tokens: Tokens, names: Names) -> None:
    """Writes the everyday words of lines in capitals small, save those that open a sentence or a turn."""
    raw, word = tokens.raw, tokens.word
    family = _names_versions_small(tokens)
    for first, end in _lines(tokens):
        if not _titled(raw[first:end]):
            continue
        for k in range(first, end):
            token = raw[k]
            if _SMALL_CODES.fullmatch(word[k]) or (family and _SMALL_VERSIONS.fullmatch(word[k])):
                raw[k] = word[k]
            elif word[k] in WEEKDAYS or (word[k] in MONTHS and _is_month(tokens, k)):
                raw[k] = token.capitalize()
            elif (len(token) > 1 or _is_article(raw, k)) and is_everyday(word[k]) and not (
                    raw[k + 1 : k + 2] == [":"] and _begins(tokens, k)) and not (
                    word[k] in _SIZES_OF_CLAUDE and raw[k - 1] == "|") and not (
                    k > first and _goes_on(tokens, k, names)):
                raw[k] = token.capitalize() if k == first or raw[k - 1] in _OPENERS else word[k]


def _restore(tokens: Tokens, names: Names) -> None:
    """Gives a text in one case the capitals that it would have."""
    raw, word = tokens.raw, tokens.word
    family = _names_versions_small(tokens)
    for k, each in enumerate(word):
        if family and _SMALL_VERSIONS.fullmatch(each):
            raw[k] = each
        elif each == "us" and _is_country(tokens, k):
            raw[k] = "US"
        elif _CODE.fullmatch(each):
            raw[k] = each if _SMALL_CODES.fullmatch(each) else _coded(each)
        elif not each[0].isalpha():
            raw[k] = each
        elif _opens(tokens, k) or each in WEEKDAYS or (each in MONTHS and _is_month(tokens, k)):
            raw[k] = each.capitalize()
        else:
            raw[k] = each.capitalize() if len(each) > 2 and each.isalpha() and not is_everyday(each) else each
            if raw[k] is each and k and _goes_on(tokens, k, names):
                raw[k] = each.upper() if len(each) < _SHORT else each.capitalize()
        if len(each) == _SHORT and raw[k] != each and raw[k + 1 : k + 2] and raw[k + 1][0].isdigit():
            raw[k] = each.upper()  # "isk 14.2 billion"
    _name_speakers(tokens)


def _goes_on(tokens: Tokens, k: int, names: Names) -> bool:
    """Whether a small word goes on with the name before it: "Ranua Labs", "Sarvam-M"."""
    before = tokens.raw[k - 1]
    if before == "-" and k > 1 and len(tokens.raw[k]) == 1:
        return tokens.glued(k) and tokens.glued(k - 1) and _is_strange(tokens.word[k - 2])
    before = tokens.word[k - 1]
    return tokens.word[k] in _GO_ON and _is_strange(before) and not names.spelled(before)


def _is_strange(word: str) -> bool:
    return len(word) > 2 and word.isalpha() and not is_everyday(word)


def _name_speakers(tokens: Tokens) -> None:
    """Writes the tags of people who speak in turn in capitals, as transcripts do."""
    raw, word, found = tokens.raw, tokens.word, []
    for colon in (k for k, each in enumerate(raw[:-1]) if each == ":" and k and raw[k + 1][0].isalpha()):
        first = next((k for k in range(colon - 1, max(colon - _TAG, -1), -1) if _begins(tokens, k)), None)
        if first is None:
            continue
        said = word[first:colon]
        if all(each.isalpha() or each == "." for each in said) and any(
                _is_strange(each) or each in _TAG_ENDS for each in said):
            found.append((first, colon))
    if len(found) >= _TURNS:
        for first, colon in found:
            raw[first:colon] = [each.upper() for each in raw[first:colon]]


def _is_article(raw: list[str], k: int) -> bool:
    """Whether a letter by itself is the article before a word: "On A Single Chip"."""
    return raw[k] == "A" and len("".join(raw[k + 1 : k + 2])) > 1


def _names_versions_small(tokens: Tokens) -> bool:
    """Whether a text is on chips whose versions are written small: "TPU v4"."""
    return not {"tpu", "tpus"}.isdisjoint(tokens.word)


def _coded(token: str) -> str:
    return token[:-1].upper() + "s" if token[-1] == "s" and token[-2].isdigit() else token.upper()


def _opens(tokens: Tokens, k: int) -> bool:
    """Whether a token is the first word of a sentence, a line, a turn or a quotation."""
    if _begins(tokens, k):
        return True
    before, word = tokens.raw[k - 1], tokens.word
    if before == '"':
        return k == 1 or word[k - 2] in (",", ":", ".")
    return before == ":" and "\n" in tokens.text[tokens.end[max(k - _TAG, 1) - 1] : tokens.start[k]]


def _begins(tokens: Tokens, k: int) -> bool:
    """Whether a token is the first of a sentence or a line."""
    if tokens.opens_line(k):
        return True
    return tokens.raw[k - 1] in ".!?" and not tokens.glued(k)


def _is_country(tokens: Tokens, k: int) -> bool:
    """Whether "us" is a country's name: "the us", "us labs"."""
    word = tokens.word
    return word[k - 1 : k] == ["the"] or bool(_OF_US.intersection(word[k + 1 : k + 3]))


def _is_month(tokens: Tokens, k: int) -> bool:
    """Whether the name of a month is meant, and not a verb: "in may", "march 2025"."""
    word = tokens.word
    if len(word[k]) > 2 and word[k] not in ("may", "march", "mar", "sat", "sun", "dec", "jan"):
        return True
    near = [*word[max(k - 1, 0) : k], *word[k + 1 : k + 2]]
    return any(each[0].isdigit() for each in near) or word[k - 1 : k] in ([w] for w in _BEFORE_MONTH)


def is_everyday(word: str) -> bool:
    """Whether a word in small letters is an everyday one, or made of one by an ending."""
    return _EVERYDAY[word]


def _everyday(word: str) -> bool:
    """Whether a word in small letters is an everyday one, or made of one by an ending."""
    plain, roots = _plain(), _roots()
    if word in plain or STEMS[word] in roots:
        return True
    cut = [word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending) and len(word) - len(ending) > 2]
    return any(part in plain or part + "e" in plain or part[:-1] in plain or part[:-1] + "y" in plain for part in cut)


_EVERYDAY: Remembered[str, bool] = Remembered(_everyday)


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
    """Whether nearly all long words of a line have a capital, or those have it that no other line gives one."""
    bound = [token for token in line[1:] if token.lower() in _BOUND]
    if len(bound) >= _BOUND_LEAST and all(token[0].isupper() for token in bound):
        return True
    long = [token for token in line if len(token) >= _LONG and token.isalpha()]
    return len(long) >= _FEWEST and sum(token[0].isupper() for token in long) >= _SHARE * len(long)
