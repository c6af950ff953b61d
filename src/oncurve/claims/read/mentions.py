"""Names in a text: those of the catalogue, and those known only by their shape."""

from __future__ import annotations

import re

from msgspec import Struct

from oncurve.catalog.names import Entry, Name, Names, squeeze
from oncurve.claims.read.tokens import Tokens, words
from oncurve.claims.read.words import COMMON, everyday

__all__ = ["Mention", "find_mentions", "with_sorts"]


class Mention(Struct):
    """A name at tokens `first` up to `end`.

    `ident` is the catalogue's id, or the words of the text where the catalogue does not know the thing. `form`
    is how it is named: label, alias, adjective, described, shape, proper.
    """

    kind: str
    ident: str
    first: int
    end: int
    form: str = "label"
    name: Name | None = None

    @property
    def organisation(self) -> str:
        """Id of the maker, or ""."""
        return self.name.organisation if self.name is not None else ""


#: codes that several labs give their models
_CODE = re.compile(r"[VRKM]\d(?:\.\d)?")
_SORTS = ("tpu", "gpu", "ascend")
_MAKERS = words("openai deepseek moonshot anthropic kimi google meta mistral xai alibaba")
#: marks that stand inside a name where no space parts them from it: "Qwen2.5", "S&P 500"
_INSIDE = frozenset(".&")
#: how many tokens after a name the brackets with its version close, at most
_DEEP = 6
_BARRIER = frozenset(',.;:!?()[]{}/|"—–=<>&@#…•*+~')


def with_sorts(found: list[Mention], cover: list[Mention | None]) -> list[Mention]:
    """The names with the sort of a chip made part of the name before it: "Ironwood TPU" is one chip."""
    kept: list[Mention] = []
    for mention in found:
        last = kept[-1] if kept else None
        if last is not None and last.kind == mention.kind == "chip" and last.end == mention.first and (
                mention.ident in _SORTS and last.ident not in _SORTS):
            cover[mention.first : mention.end] = [last] * (mention.end - mention.first)
            last.end = mention.end
        else:
            kept.append(mention)
    return kept


def find_mentions(tokens: Tokens, names: Names) -> list[Mention]:
    """The catalogue's names in the text, longest first where they overlap, in order."""
    text, start_at, end_at = _squeezed(tokens)
    lower = text.lower() if not text.islower() else text
    small, large = tokens.small, tokens.text.isupper()
    hits: list[tuple[int, int, list[Entry], int]] = []
    for first, end, entries in names.find(lower):
        token = start_at.get(first)
        if token is None:
            continue
        last = end_at.get(end)
        if last is None:
            last = end_at.get(end + 1) if lower[end : end + 1] == "s" and tokens.glued_s(end_at.get(end + 1)) else None
            if last is None:
                continue
        if last - token > 1 and len(tokens.word[token]) == 1 and not tokens.glued(token + 1):
            continue
        if tokens.word[token] == "us" and tokens.raw[last : last + 1] == ["$"]:
            continue
        good = [entry for entry in entries if _cased(entry, tokens, token, last, small=small, large=large)]
        if last - token > 1 and _is_range(tokens, token, last):
            continue
        if good and last - token > 1 and _accidental(good, tokens, token, last):
            continue
        if good:
            good.sort(key=lambda entry: entry.form != "label")
            hits.append((token, last, good, end - first))
    hits.sort(key=lambda hit: (hit[0], -hit[1], -hit[3]))
    found: list[Mention] = []
    reach = 0
    for token, last, entries, _ in hits:
        if token >= reach:
            name = entries[0].name
            if name.kind == "model" and _prefixed(tokens, token) and not (found and found[-1].end == token):
                continue
            code = name.kind == "model" and last - token == 1 and _CODE.fullmatch(tokens.raw[token]) is not None
            ident, form = (tokens.raw[token], "short") if code else (name.id, entries[0].form)
            mention = Mention(name.kind, ident, token, last, form, name)
            mention = _bracketed(mention, tokens, names) or mention
            found.append(mention)
            reach = mention.end
    return found


def _bracketed(mention: Mention, tokens: Tokens, names: Names) -> Mention | None:
    """A name with the version in brackets after it, where that is a name: "Claude 3.5 Sonnet (Oct 2024)"."""
    if mention.kind != "model" or tokens.word[mention.end : mention.end + 1] != ["("]:
        return None
    stop = next((k for k in range(mention.end + 2, mention.end + _DEEP) if tokens.word[k : k + 1] == [")"]), 0)
    told = names.spelled(tokens.slice(mention.first, stop)) if stop else ()
    entry = next((each for each in told if each.name.kind == "model"), None)
    return None if entry is None else Mention("model", entry.name.id, mention.first, stop + 1, entry.form, entry.name)


def _accidental(entries: list[Entry], tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name of one word is spelt by chance over several ("ten cents"), with small letters."""
    return all(entry.spelling.isalpha() for entry in entries) and any(
        not tokens.glued(k) and not (tokens.raw[k][0].isupper() and tokens.raw[k - 1][0].isupper())
        for k in range(first + 1, last)
    )


def _is_range(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name of digits alone is two numbers with a dash between them: "$50-80"."""
    return tokens.raw[first].isdecimal() and all(word.isdecimal() or word in "-–" for word in tokens.raw[first:last])


def _prefixed(tokens: Tokens, token: int) -> bool:
    """Whether a short code such as "K2" follows another capitalised word, and so belongs to a name of its own."""
    code = tokens.raw[token]
    if len(code) > 3 or not any(c.isdigit() for c in code) or token == 0:
        return False
    before = tokens.raw[token - 1]
    return (
        before[0].isupper()
        and before.isalpha()
        and len(before) > 2
        and not before.isupper()
        and token > 1
        and before not in ("The", "Its", "And")
        and before.lower() not in _MAKERS
    )


def _squeezed(tokens: Tokens) -> tuple[str, dict[int, int], dict[int, int]]:
    """Letters and digits of the text with barriers at marks, and where tokens start and end in it."""
    parts: list[str] = []
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    at = 0
    text = tokens.text
    previous = 0
    for index, word in enumerate(tokens.word):
        begin = tokens.start[index]
        if word in _BARRIER:
            if word in _INSIDE and index and tokens.glued(index) and text[begin + 1 : begin + 2].isalnum():
                previous = tokens.end[index]
                continue
            parts.append("|")
            at += 1
        else:
            if begin - previous > 1 and "\n" in text[previous:begin]:
                parts.append("|")
                at += 1
            piece = word if word.isalnum() else ("|" + word.replace(",", "") if "," in word else squeeze(word))
            if piece:
                starts[at + (piece[0] == "|")] = index
                parts.append(piece)
                at += len(piece)
                ends[at] = index + 1
        previous = tokens.end[index]
    return "".join(parts), starts, ends


def _cased(entry: Entry, tokens: Tokens, first: int, last: int, *, small: bool, large: bool) -> bool:
    """Whether the text writes the name in the case it needs, or in the one case that it writes everything in."""
    if entry.case == "any":
        return True
    raw = tokens.text[tokens.start[first] : tokens.end[last - 1]]
    word = tokens.word[first]
    if last - first == 1 and raw[-1].isdigit() and not large:
        raw = tokens.raw[first]  # a code in a line of capitals: "O3"
    if word == "us" and small and tokens.raw[first] == "US":
        return entry.spelling == "US"
    if small and raw.islower() and raw != entry.spelling:
        return len(raw) > 2 and last - first == 1 and word not in COMMON and word not in everyday()
    if entry.case == "exact":
        want = [c for c in entry.spelling if c.isalnum()]
        got = [c for c in raw if c.isalnum()]
        if large:
            want = [c.upper() for c in want]
        return got in (want, [*want, "s"])
    return raw[0].isupper()
