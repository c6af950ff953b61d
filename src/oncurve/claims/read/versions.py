"""The versions, sizes and suffixes after the name of a model: "3.1 405B", "-V3", "Pro"."""

from __future__ import annotations

import re

from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.tokens import Tokens, words

__all__ = ["STRONG", "is_tries", "is_version", "numbers_item", "sized", "tail_of"]

_SUFFIXES = words(
    "pro max mini turbo ultra large medium small flash lite plus preview instruct chat thinking sonnet opus "
    "haiku scout maverick "
    "behemoth coder code math vision nano omni base reasoner fast heavy air exp experimental next deepthink "
    "distill speciale "
    "verified moe dense long edge titan air zero prime alpha beta x xl"
)
#: suffixes that only models have
STRONG = words("lite turbo flash instruct coder nano mini ultra thinking max long")
_SIZE = re.compile(r"(?:\d+x)?\d+(?:\.\d+)?[bt]|a\d+(?:\.\d+)?b|x\d+b", re.IGNORECASE)
_VERSION = re.compile(r"[vrkmoxsa]?\d{1,2}(?:\.\d{1,2})?[a-z]{0,2}", re.IGNORECASE)
#: what is no version of anything: "GPT-4.1 mini 0.40", "Sonnet 4.5 77.2"
_NO_VERSION = re.compile(r"0\.\d\d+|[3-9]\d\.\d+")
#: lines of models whose versions are bare numbers, so that "Llama 2 models" are not two
_LINES = words("llama gemini claude qwen kimi grok ernie gemma phi olmo nova")
_UNITS_NEXT = words(
    "% percent per times x fold million billion trillion thousand hundred months month years year weeks "
    "week days day hours hour people "
    "points point gpus chips tokens parameters labs companies firms models gigawatts megawatts bn m k b mw "
    "gw cents dollars yuan other of more "
    "cities countries languages questions tasks - – to and or users benchmarks benchmark quarters points"
)


def tail_of(tokens: Tokens, at: int, cover: list[Mention | None], *, strict: bool) -> int:
    """Where the versions, sizes and suffixes after a name end."""
    raw, word = tokens.raw, tokens.word
    end = len(tokens)
    j = at
    while j < end:
        k = j
        glued = tokens.glued(k)
        if word[k] == "-" and glued and k + 1 < end and tokens.glued(k + 1):
            k += 1
        elif (
            glued
            and not raw[k][0].isdigit()
            and not (raw[k - 1][-1].isdigit() and len(raw[k]) <= 2 and raw[k].isalpha())
        ) or tokens.broken(k):
            break
        if cover[k] is not None and cover[k].kind not in ("chip", "model"):  # type: ignore[union-attr]
            break
        joined = k > j
        stop = _piece(tokens, k, end, joined=joined or glued, strict=strict and j == at)
        if stop == k:
            break
        j = stop
    return j


def _piece(tokens: Tokens, k: int, end: int, *, joined: bool, strict: bool) -> int:
    """Where one version, size or suffix at `k` ends; `k` itself where there is none."""
    raw, word = tokens.raw[k], tokens.word[k]
    following = tokens.word[k + 1] if k + 1 < end else ""
    if word[0].isdigit():
        if (k + 1 < end and tokens.glued(k + 1) and following in ("b", "t", "o", "m", "k")) or (
            k + 1 < end and tokens.glued(k + 1) and _SIZE.fullmatch(word + following)
        ):
            if following in ("m", "k", "t") and not joined:
                return k
            return k + 2 if sized(tokens, k + 2, end) else k
        if "," in raw or "\u00a0" in raw or (_NO_VERSION.fullmatch(raw) and not joined):
            return k
        if joined:
            return (
                k + 1
                if len(raw) <= 5
                and not (
                    k + 1 < end
                    and following == "-"
                    and tokens.glued(k + 1)
                    and tokens.word[k + 2 : k + 3]
                    and tokens.word[k + 2] in ("month", "year", "day", "week", "fold", "percent", "hour")
                )
                and following not in ("%", "x")
                else k
            )
        if (
            len(raw.split(".")[0]) > 2
            or (following in _UNITS_NEXT and following not in ("and", "or", "to", "-", "of")
                and not (following == "models" and tokens.word[k - 1] in _LINES))
            or following == "%"
            or (strict and following in ("to", "-", "–", "or", "and", "of"))
        ):
            return k
        if following and following[0] in "$€£":
            return k + 1
        return k + 1
    if (
        word in _SUFFIXES
        and (joined or raw[0].isupper() or word in ("mini", "nano", "turbo", "preview"))
        and not (
            word in ("next", "long", "code", "research", "vision", "base", "large", "fast")
            and not joined
            and not raw[0].isupper()
        )
    ):
        return k + 1
    if _SIZE.fullmatch(raw) and (joined or raw[0].isupper() or raw[0] == "x"):
        return k + 1
    if _VERSION.fullmatch(raw) and any(c.isdigit() for c in raw) and (joined or raw[0].isupper() or raw[0] == "v"):
        return k + 1
    if joined and (raw.isupper() or raw[0].isupper()) and len(raw) <= 12 and raw.isalnum():
        return k + 1
    return k


def sized(tokens: Tokens, k: int, end: int) -> bool:
    """Whether a size that ends at `k` may be part of a name, and no count of parameters or tokens."""
    return not (
        k < end
        and tokens.word[k]
        in (
            "parameters",
            "params",
            "parameter",
            "weights",
            "tokens",
            "token",
            "active",
            "total",
            "people",
            "users",
            "-",
        )
        and (tokens.word[k] != "-" or tokens.word[k + 1 : k + 2] in (["parameter"], ["param"], ["token"], ["weight"]))
    )


#: a build or day of issue in brackets after a model: "(0314)", "(2407)", "(03-25)", "(2024-04-09)"
_BUILD = re.compile(r"\(\s?(?:0\d{2,3}|1[0-2]\d\d|2\d(?:0[1-9]|1[0-2])|\d\d-\d\d(?:-\d{2,4})?|20\d\d-\d\d-\d\d)\s?\)")
#: a day of issue right after the name: "Grok 4.20 0309"
_TRAILING = re.compile(r"0\d{3}")
#: how many tokens back such brackets open, at most
_DEEP = 6
#: letters that are too many for the number of an item
_LONGEST = 3
#: the length of context in a name, and how many digits a code has
_CONTEXT, _CODED = re.compile(r"(?:4|8|16|32|64|100|128|200|256)[kK]"), 3
#: what is followed by its version, which is no number of anything
_VERSIONED = words("nvlink pcie cuda rocm gen usb ddr python pytorch version opus sonnet haiku")


def is_tries(tokens: Tokens, at: int, first: int) -> bool:
    """Whether a number is how many tries a score is of, which is a part of its name: "pass@1", "cons@64"."""
    return at > first + 1 and tokens.word[at - 1] == "@" and tokens.glued(at) and tokens.glued(at - 1) \
        and tokens.word[at - 2].isalpha()


def is_version(tokens: Tokens, at: int, cover: list[Mention | None]) -> bool:
    """Whether a number is the version of what stands before it: "NVLink 4.0", or another model's: "Qwen 3/3.5".

    A build in brackets after a model is one too: "GPT-4 (0314)".

    Args:
        tokens: the text.
        at: the token of the number, which opens no text.
        cover: for each token the name that covers it, or None.
    """
    if tokens.word[at - 1] in _VERSIONED:
        return True
    if _TRAILING.fullmatch(tokens.raw[at]) and (before := cover[at - 1]) is not None and before.kind == "model":
        return True
    before = cover[at - 1]
    if before is not None and before.kind in ("model", "proper") and _CONTEXT.fullmatch(tokens.raw[at]):
        return True  # "Doubao Pro 32k"
    if at > 1 and tokens.word[at - 1] in ("and", "or", ",") and cover[at - 2] is not None:  # "Siyuan 590 and 690"
        last = tokens.raw[at - 2]
        if last.isdecimal() and tokens.raw[at].isdecimal() and len(last) == len(tokens.raw[at]) >= _CODED:
            return True
    named = cover[at - 2] if at > 1 and tokens.word[at - 1] == "/" and tokens.glued(at) else None
    if named is None and at > 1 and tokens.word[at - 1] == "and" and _is_another(tokens, at):
        named = cover[at - 2] if tokens.raw[at - 2][0].isdigit() else None
    if named is None:
        opens = next((k for k in range(at - 1, max(at - _DEEP, 0), -1) if tokens.word[k] == "("), 0)
        build = _BUILD.match(tokens.text, tokens.start[opens]) if opens else None
        named = cover[opens - 1] if build is not None and tokens.end[at] < build.end() else None
    return named is not None and named.kind == "model"


def _is_another(tokens: Tokens, at: int) -> bool:
    """Whether a number after "and" is another version of the model before it: "Claude Sonnet 4 and 4.5 cost"."""
    following = tokens.word[at + 1 : at + 2]
    return bool(_BARE_VERSION.fullmatch(tokens.raw[at])) and bool(following) and following[0] not in _UNITS_NEXT


_BARE_VERSION = re.compile(r"\d(?:\.\d+)?")


def numbers_item(tokens: Tokens, at: int) -> bool:
    """`3. Memory: 192 GB`, `2) Power`: the number of an item of a list."""
    raw = tokens.raw[at]
    return (raw.isdigit() and len(raw) < _LONGEST and tokens.opens_line(at) and at + 2 < len(tokens)
            and tokens.word[at + 1] in (".", ")") and tokens.glued(at + 1)
            and not tokens.glued(at + 2) and not tokens.opens_line(at + 2))
