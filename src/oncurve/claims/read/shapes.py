"""Names known by their shape: versions and sizes after a name, chips by their number, firms by their last word."""

from __future__ import annotations

import re

from oncurve.catalog.names import Name, Names
from oncurve.claims.read.compounds import compound, lower_code
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.tokens import Tokens, words
from oncurve.claims.read.unit_words import BYTES, SHORT_SPEEDS, SPEEDS, WATTS
from oncurve.claims.read.versions import STRONG, sized, tail_of

__all__ = ["add_shapes"]

_CHIP = re.compile(r"[A-Z]{1,3}\d{2,4}[A-Z]{0,3}(?:-[A-Z]+)?s?|\d{3}[A-Z]s?")
_NO_CHIP = re.compile(
    r"(?:FY|Q|H|Y|FP|BF|INT|TF|COP|HBM|CO|G|F|M|S|PM|GDDR|DDR|PCI|USB|AIME|US|UN|MH|A16|SB|HB|AB|HR|EO|GB|"
    r"TB|MW|GW|N)\d{1,2}[A-Z]?|A\d\d?B|FY\d{2,4}|[A-Z]?(?:19|20)\d\d|MATH\d+|AIME\d+|TOP\d+|CO2|SP\d+|HW\d+|"
    r"ISO\d+|IPO\d+|E\d{2}|E\d+|[SN]\d{3}|R\d{2}|C\d{2}"
)
#: the size in a model's name
_LABELLED_SIZE = re.compile(r"[ -](\d+(?:\.\d+)?)[bB]\b")
#: times that look like names, the ends of adverbs that open a sentence ("Collectively, the firms ...")
_PERIOD = re.compile(r"[CF]Y'?\d{2,4}E?|[1-4]?Q[1-4](?:20\d\d)?|[12]?H[12](?:20\d\d)?|[1-4]Q")
_ADVERBS, _STOPS = ("ly", "ther", "wise"), (".", "!", "?")
_SHORT = re.compile(r"[VRKMG]\d(?:\.\d)?")
_VARIANTS = ("Ultra", "CPX", "Max", "Next")
#: editions of tests, which have scores of their own
_EDITIONS = words("multilingual multimodal pro lite hard plus live extended redux java full mini verified diamond 2 3")
_UNITS = frozenset(BYTES) | WATTS.keys() | SPEEDS.keys() | SHORT_SPEEDS.keys()
_COUNTED = words(
    "% percent per million billion thousand chips gpus units gigabytes gb tb watts kw to and or times x of"
)
#: what may stand between "the" and the size that names a model
_RANKS = words("older earlier previous newer latest flagship biggest largest bigger larger big large smallest "
               "smaller small mid-size middle top new dense")
_EDITION_WORDS = words("mini nano lite")
_OWNERS = words("'s its their our his her")
#: letters of a word that may name a model alone, and tokens from it back to its maker
_LONG, _FAR = 4, 80
#: first words of models that are names of models by themselves
_ALONE = words("chatgpt claude gemini llama qwen kimi grok ernie doubao hunyuan glm")


def add_shapes(tokens: Tokens, names: Names, found: list[Mention], cover: list[Mention | None]) -> list[Mention]:
    """Grows known names by the versions after them and adds names that only their shape gives away."""
    raw, word = tokens.raw, tokens.word
    added: list[Mention] = []
    at, end = 0, len(tokens)
    while at < end:
        mention, written = cover[at], raw[at]
        if mention is None and word[at] in _UNITS and at and raw[at - 1][0].isdigit():
            at += 1  # "194 Petabytes"
            continue
        if mention is None and (lesser := _lesser(tokens, at, cover)) is not None:
            added.append(lesser)
            cover[at] = lesser
            at += 1
            continue
        if (
            mention is None
            and written.islower()
            and written.isalpha()
            and written not in names.families
            and (at + 1 == end or word[at + 1] != "-")
        ):  # most words: no code and no name
            at += 1
            continue
        first = written[0]
        if mention is not None:
            if mention.kind in ("model", "organisation") and mention.first == at:
                _grow(tokens, names, mention, cover)
                _take_size(tokens, names, mention)
            elif mention.kind == "chip" and mention.first == at:
                _grow_chip(tokens, names, mention, cover)
            elif mention.kind == "benchmark" and mention.first == at:
                _grow_benchmark(tokens, names, mention, cover)
            at = max(mention.end, at + 1)
            continue
        if not (first.isupper() or first.isdigit() or word[at] in ("o1", "o3", "o4")) and not _family(names, word[at]):
            coded = lower_code(tokens, at)
            if coded is not None:
                added.append(coded)
                cover[at] = coded
                at += 1
                continue
            hyphens = word[at + 1 : at + 5]
            if not (
                len(hyphens) == 4
                and hyphens[0] == hyphens[2] == "-"
                and hyphens[1].isalpha()
                and hyphens[3].isdigit()
                and tokens.glued(at + 4)
                and tokens.glued(at + 1)
            ):
                at += 1
                continue
            coded = Mention("model", tokens.slice(at, at + 5), at, at + 5, "shape", None)
            added.append(coded)
            for k in range(at, at + 5):
                cover[k] = coded
            at += 5
            continue
        mention = _shaped(tokens, names, at, cover)
        if mention is None:
            at += 1
            continue
        _take_size(tokens, names, mention)
        added.append(mention)
        for k in range(mention.first, mention.end):
            cover[k] = mention
        at = mention.end
    if not added:
        return found
    return sorted([*(m for m in found if cover[m.first] is m), *added], key=lambda m: m.first)


def _family(names: Names, word: str) -> str:
    """The maker of models whose name starts with this word, or ""."""
    return names.families.get(word) or (
        names.families.get(word.rstrip("0123456789.")) or "" if word[-1].isdigit() else ""
    )


def _grow(tokens: Tokens, names: Names, mention: Mention, cover: list[Mention | None]) -> None:
    """Takes the version after a known name into it: "Llama 3.1" + "405B", "DeepSeek" + "V4"."""
    word = tokens.word
    last = word[mention.end - 1]
    if mention.kind == "organisation" and not _family(names, word[mention.first]) and not _hyphened(tokens, mention):
        return
    stop = tail_of(tokens, mention.end, cover, strict=mention.kind == "organisation")
    if stop == mention.end or last == "'s":
        return
    tail = word[mention.end : stop]
    if mention.kind == "organisation" and (
        (
            not any(any(c.isdigit() for c in w) for w in tail)
            and not _hyphened(tokens, mention)
            and tail[-1] not in ("large", "medium", "small", "coder", "chat")
        )
        or (tail[0][0].isdigit() and word[mention.first] == "meta")
    ):
        return
    text = tokens.slice(mention.first, stop)
    entries = [e for e in names.spelled(text) if e.name.kind == "model"]
    maker = mention.organisation or (mention.ident if mention.kind == "organisation" else "")
    if entries:
        mention.name, mention.ident, mention.form = entries[0].name, entries[0].name.id, "alias"
    else:
        country = mention.name.country if mention.name is not None else ""
        mention.name = Name(text, "model", text, maker, country)
        mention.ident, mention.form = text, "shape"
    mention.kind = "model"
    mention.end = stop
    for k in range(mention.first, stop):
        cover[k] = mention


def _take_size(tokens: Tokens, names: Names, mention: Mention) -> None:
    """The member of a family that a size in brackets names: "Llama 2 (70B)" is no other Llama 2."""
    k = mention.end
    if mention.kind != "model":
        return
    own = _LABELLED_SIZE.search(mention.name.label if mention.name is not None else mention.ident)
    before = _size_before(tokens, mention.first) if own is None else -1
    inside = tokens.word[k : k + 1] == ["("] and tokens.word[k + 2 : k + 3] == ["b"] and tokens.glued(k + 2)
    if before < 0 and not inside:
        return
    size = tokens.raw[k + 1 if inside else before]
    if not size[0].isdigit() or (own is not None and own[1] == size):
        return
    text = f"{tokens.slice(mention.first, k)} {size}B"
    known = next((e.name for e in names.spelled(text) if e.name.kind == "model"), None)
    if known is not None and (own is not None or mention.form == "shape"):
        mention.name, mention.ident, mention.form = known, known.id, "alias"
    elif known is None and own is not None:
        maker, country = mention.organisation, mention.name.country if mention.name is not None else ""
        mention.name, mention.ident, mention.form = Name(text, "model", text, maker, country), text, "shape"


def _size_before(tokens: Tokens, first: int) -> int:
    """The token of a size right before a name: "the 70B Llama 2", "the 9-billion-parameter Gemma 2"; -1 without one."""
    word, k = tokens.word, first - 1
    if k > 1 and word[k] in ("parameter", "parameters") and word[k - 1] == "-":
        k -= 2
    if k < 1 or word[k] not in ("b", "billion"):
        return -1
    k -= 1 + (word[k - 1] == "-")
    return k if k >= 0 and tokens.raw[k][0].isdigit() else -1


def _grow_chip(tokens: Tokens, names: Names, mention: Mention, cover: list[Mention | None]) -> None:
    """Takes the number or variant after the name of a family of chips into it: "Maia 200", "Rubin CPX"."""
    k = mention.end
    if k >= len(tokens) or cover[k] is not None or tokens.broken(k):
        return
    raw, following = tokens.raw[k], tokens.word[k + 1 : k + 2]
    numbered = raw.isdigit() and 1 < len(raw) < 4 and not (following and following[0] in _COUNTED)
    if any(c.isdigit() for c in tokens.slice(mention.first, k)) or not (numbered or raw in _VARIANTS):
        return
    text = tokens.slice(mention.first, k + 1)
    known = next((e.name for e in names.spelled(text) if e.name.kind == "chip"), None)
    mention.name = known or Name(text, "chip", text, mention.organisation)
    mention.ident, mention.form, mention.end = mention.name.id, "alias" if known else "shape", k + 1
    cover[k] = mention


def _grow_benchmark(tokens: Tokens, names: Names, mention: Mention, cover: list[Mention | None]) -> None:
    """Takes the word for an edition after a test's name into it: "SWE-bench Multilingual" is no SWE-bench."""
    k = mention.end
    k += k + 1 < len(tokens) and tokens.word[k] == "-" and tokens.glued(k)
    if k >= len(tokens) or tokens.word[k] not in _EDITIONS or cover[k] is not None or not tokens.raw[k][0].isupper():
        return
    if tokens.broken(k):
        return
    text = tokens.slice(mention.first, k + 1)
    known = next((e.name for e in names.spelled(text) if e.name.kind == "benchmark"), None)
    mention.name = known or Name(text, "benchmark", text)
    mention.ident, mention.form, mention.end = mention.name.id, "alias" if known else "shape", k + 1
    for at in range(mention.first, mention.end):
        cover[at] = mention


def _hyphened(tokens: Tokens, mention: Mention) -> bool:
    """Whether a firm's name goes on by a hyphen and a code or a size ("Sarvam-M", "Norrin-7B"), as a model's does."""
    k = mention.end
    if tokens.word[k : k + 1] != ["-"] or not tokens.glued(k) or not tokens.glued(k + 1):
        return False
    code = tokens.raw[k + 1]
    return (len(code) <= 2 and code.isupper()) or code[0].isdigit() or tokens.word[k + 1] in STRONG


def _shaped(tokens: Tokens, names: Names, at: int, cover: list[Mention | None]) -> Mention | None:
    raw, word = tokens.raw[at], tokens.word[at]
    end = len(tokens)
    if _PERIOD.fullmatch(raw) or _is_adverb(tokens, at):
        return None
    maker = _family(names, word)
    if maker and (raw[0].isupper() or word[-1].isdigit() or (at + 1 < end and tokens.word[at + 1] == "-")):
        stop = tail_of(tokens, at + 1, cover, strict=False)
        if stop > at + 1 or word in _ALONE or (word[-1].isdigit() and word != "k2"):
            return _model(tokens, names, at, stop, maker)
    if raw[0].isdigit():
        if (
            _is_told_apart(tokens, at)
            and at + 1 < end
            and tokens.glued(at + 1)
            and tokens.word[at + 1] == "b"
            and sized(tokens, at + 2, end)
        ):
            return Mention("model", raw + tokens.raw[at + 1], at, at + 2, "short", None)
        if (
            _CHIP.fullmatch(raw + (tokens.raw[at + 1] if at + 1 < end and tokens.glued(at + 1) else ""))
            and at
            and sized(tokens, at + 2, end)
            and tokens.word[at - 1] in ("the", "ascend", "a", "huawei")
        ):
            text = raw + tokens.raw[at + 1]
            return Mention("chip", text, at, at + 2, "shape", Name(text, "chip", text))
        return None
    if _CHIP.fullmatch(raw) and not _NO_CHIP.fullmatch(raw):
        text = raw.removesuffix("s")
        return Mention("chip", text, at, at + 1, "shape", Name(text, "chip", text))
    if word in ("sonnet", "opus", "haiku", "maverick", "behemoth") and raw[0].isupper():
        return Mention("model", raw, at, at + 1, "short", None)
    if (edition := _edition(tokens, names, at, cover)) is not None:
        return edition
    owned = tokens.word[at - 1 : at] in (["its"], ["'s"], ["their"])
    if _SHORT.fullmatch(raw) and (raw[0] in "VRK" or owned):
        stop = tail_of(tokens, at + 1, cover, strict=True)
        return Mention("model", tokens.slice(at, stop), at, stop, "short", None)
    return compound(tokens, names, at, cover)


def _lesser(tokens: Tokens, at: int, cover: list[Mention | None]) -> Mention | None:
    """The model named last by its edition alone: "the mini" after GPT-4o mini, "the nano"."""
    edition = tokens.word[at]
    if edition not in _EDITION_WORDS or tokens.word[at - 1 : at] != ["the"] or tokens.glued(at + 1):
        return None
    named = next((m for m in reversed(cover[max(0, at - _FAR) : at]) if m is not None and m.kind == "model"
                  and m.name is not None and m.name.label.lower().endswith(f" {edition}")), None)
    return Mention("model", named.ident, at, at + 1, "alias", named.name) if named is not None else None


def _is_told_apart(tokens: Tokens, at: int) -> bool:
    """Whether a size is led by words for one model of several: "the 67B", "the firm's dense 67B model"."""
    back = 1
    while at - back > 0 and tokens.word[at - back] in _RANKS:
        back += 1
    owned = tokens.word[at + 2 : at + 3] == ["model"] and tokens.word[at - back] in _OWNERS
    return at >= back and (tokens.word[at - back] == "the" or owned)


def _edition(tokens: Tokens, names: Names, at: int, cover: list[Mention | None]) -> Mention | None:
    """A word that ends the name of a model of the maker that was named last: "Meta's two sizes: the lesser, Scout"."""
    raw, word = tokens.raw[at], tokens.word
    if not (raw.isalpha() and raw[0].isupper() and raw[1:].islower() and len(raw) >= _LONG) or tokens.opens_line(at):
        return None
    beside = [k for k in (at - 1, at + 1) if 0 <= k < len(tokens)]
    if any(cover[k] is not None or (not tokens.raw[k][0].islower() and tokens.raw[k][0].isalnum()) for k in beside):
        return None  # "Large 2", "Robin Scout"
    if word[at - 1] in _STOPS:
        return None
    near = reversed(cover[max(0, at - _FAR) : at])
    firm = next((m for m in near if m is not None and m.kind == "organisation"), None)
    own = [name for name in names.made_by(firm.ident) if name.label.split()[-1] == raw] if firm is not None else []
    return Mention("model", raw, at, at + 1, "short", None) if own else None


def _is_adverb(tokens: Tokens, at: int) -> bool:
    """Whether a token opens a sentence as an adverb: "Collectively, the firms"."""
    opens = tokens.opens_line(at) or tokens.raw[at - 1] in _STOPS
    return opens and tokens.word[at].endswith(_ADVERBS) and tokens.word[at + 1 : at + 2] == [","]


def _model(tokens: Tokens, names: Names, at: int, stop: int, maker: str) -> Mention:
    text = tokens.slice(at, stop)
    entries = [e for e in names.spelled(text) if e.name.kind == "model"]
    if entries:
        return Mention("model", entries[0].name.id, at, stop, "alias", entries[0].name)
    owner = names.get("organisation", maker)
    return Mention("model", text, at, stop, "shape", Name(text, "model", text, maker, owner.country if owner else ""))
