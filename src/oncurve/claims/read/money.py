"""Currencies, and what a sum is paid for ("per million tokens", "an hour", "apiece")."""

from __future__ import annotations

from msgspec import Struct

from oncurve.claims.read.numbers import digits
from oncurve.claims.read.numerals import FRACTIONS, ONES, SCALE_MARKS, SCALE_WORDS, TENS
from oncurve.claims.read.tokens import Tokens, words

__all__ = ["Basis", "cents_after", "currency_after", "currency_before", "read_basis"]

_MARKS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "元": "CNY"}
_CODES = {
    "usd": "USD",
    "eur": "EUR",
    "gbp": "GBP",
    "cny": "CNY",
    "rmb": "CNY",
    "inr": "INR",
    "jpy": "JPY",
    "krw": "KRW",
    "chf": "CHF",
    "aed": "AED",
    "sar": "SAR",
    "rs": "INR",
    "cad": "CAD",
    "aud": "AUD",
    "twd": "TWD",
    "hkd": "HKD",
    "sgd": "SGD",
    "czk": "CZK",
    "pln": "PLN",
    "huf": "HUF",
    "nok": "NOK",
    "sek": "SEK",
    "dkk": "DKK",
    "thb": "THB",
    "myr": "MYR",
    "idr": "IDR",
    "vnd": "VND",
    "zar": "ZAR",
    "brl": "BRL",
    "mxn": "MXN",
    "nzd": "NZD",
    "ils": "ILS",
    "us": "USD",
}
_WORDS = {
    "dollar": "USD",
    "dollars": "USD",
    "bucks": "USD",
    "euro": "EUR",
    "euros": "EUR",
    "yuan": "CNY",
    "renminbi": "CNY",
    "pound": "GBP",
    "pounds": "GBP",
    "sterling": "GBP",
    "rupee": "INR",
    "rupees": "INR",
    "yen": "JPY",
    "won": "KRW",
    "franc": "CHF",
    "francs": "CHF",
    "dirham": "AED",
    "dirhams": "AED",
    "riyal": "SAR",
    "riyals": "SAR",
    "kroner": "NOK",
    "kronor": "SEK",
    "元": "CNY",
    "美元": "USD",
}
_QUOTES = frozenset("\"'")
_CENTS = {"cent": "USD", "cents": "USD", "¢": "USD", "pence": "GBP", "p": "GBP", "fen": "CNY", "c": "USD"}
_PREFIX = {
    "us": "USD",
    "a": "AUD",
    "au": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "hk": "HKD",
    "nt": "TWD",
    "s": "SGD",
    "nz": "NZD",
    "r": "BRL",
}


class Basis(Struct):
    """What a sum or count is per: "tokens" (with the factor to one million), "hour", "year", "each", …."""

    kind: str
    end: int
    factor: float = 1.0
    scope: str | None = None


def currency_before(tokens: Tokens, at: int, first: int) -> tuple[str, int]:
    """The currency that stands before the number at `at`, and where it starts; "" where there is none."""
    raw, word = tokens.raw, tokens.word
    k = at - 1
    if k < first:
        return "", at
    if raw[k] in _MARKS:
        if raw[k] == "$" and k > first and word[k - 1] in _PREFIX and tokens.glued(k) and raw[k - 1].isupper():
            return _PREFIX[word[k - 1]], k - 1
        if raw[k] == "¥" and k > first and word[k - 1] in ("cn", "rmb", "cny"):
            return "CNY", k - 1
        return _MARKS[raw[k]], k
    if word[k] in _CODES and raw[k].isupper() and word[k] != "us":
        return _CODES[word[k]], k
    if raw[k] == "Rs" or (raw[k] == "." and k > first and raw[k - 1] == "Rs"):
        return "INR", k - (raw[k] == ".")
    return "", at


def currency_after(tokens: Tokens, at: int, end: int) -> tuple[str, float, int]:
    """The currency after a number: its code, a factor (cents are 0.01) and where it ends; "" where none."""
    word = tokens.word
    k = at
    if k < end and word[k] == "-":
        k += 1
    if k + 1 < end and word[k] in _QUOTES and (word[k + 1] == "of" or word[k + 1] in _WORDS):
        k += 1  # "‘a few tens of millions’ of dollars"
    if k + 1 < end and word[k] in ("us", "u.s.", "chinese", "american", "indian") and word[k + 1] in _WORDS | _CENTS:
        k += 1
    part = _part_of(tokens, k, end)
    if part is not None:
        return part
    if k + 1 < end and word[k] == "of" and word[k + 1] in _WORDS and word[at - 1].endswith("s"):
        k += 1
    if k + 2 < end and word[k] == "in" and word[k + 1] in _WORDS:
        k += 1
    if k >= end:
        return "", 1.0, at
    if word[k] in _WORDS:
        return _WORDS[word[k]], 1.0, k + 1
    if word[k] in _CODES and tokens.raw[k].isupper() and word[k] != "us":
        return _CODES[word[k]], 1.0, k + 1
    if (
        tokens.raw[k] in "€£₹$"
        and tokens.start[k] - tokens.end[k - 1] <= 1
        and not (k + 1 < end and word[k + 1][0].isdigit())
    ):
        return _MARKS[tokens.raw[k]], 1.0, k + 1
    if word[k] in _CENTS and (word[k] not in ("p", "c") or tokens.glued(k)):
        return _CENTS[word[k]], 0.01, k + 1
    return "", 1.0, at


def _part_of(tokens: Tokens, at: int, end: int) -> tuple[str, float, int] | None:
    """The currency of a part of one ("an eighth of a dollar", "half a cent", "a third of a euro"), or None."""
    word, before = tokens.word, tokens.word[at - 1] if at else ""
    k = at + (at < end and word[at] == "of")
    parted = before in FRACTIONS or before == "half"
    if not parted or k + 1 >= end or word[k] not in ("a", "one") or (k == at and before != "half"):
        return None
    if word[k + 1] in ("dollar", "euro", "pound"):
        return _WORDS[word[k + 1]], 1.0, k + 2
    return ("USD", 0.01, k + 2) if word[k + 1] == "cent" else None


def cents_after(tokens: Tokens, at: int, end: int) -> tuple[float, int] | None:
    """The cents said after dollars, in dollars, and where they end: "a dollar twenty-five", "two dollars nineteen"."""
    if at >= end or tokens.word[at - 1] not in ("dollar", "dollars"):
        return None
    tens, teens = TENS.get(tokens.word[at]), ONES.get(tokens.word[at], 0.0)
    if tens is None and teens < _TEN:
        return None
    value, stop = float(tens or teens), at + 1
    more = ONES.get(tokens.word[stop + 1], 0.0) if stop + 1 < end and tokens.word[stop] == "-" else 0.0
    if tens is not None and 0 < more < _TEN:
        value, stop = value + ONES[tokens.word[stop + 1]], stop + 2
    following = tokens.word[stop] if stop < end else ""
    if following in SCALE_WORDS or following in ("percent", "%"):
        return None
    return value / 100, stop


_TEN = 10
_TIMES = {
    "hour": "hour",
    "hr": "hour",
    "h": "hour",
    "year": "year",
    "yr": "year",
    "annum": "year",
    "month": "month",
    "mo": "month",
    "day": "day",
    "week": "week",
    "quarter": "quarter",
    "second": "second",
    "minute": "minute",
}
_EACH = words("apiece each")
#: which way tokens go, said before what they are counted in: "$25 out per million tokens"
_WAYS = words("in out input output")
#: "$5 buys four million tokens", "a dollar gets you 100,000"
_BUYS = words("buys buy bought gets get")


#: what follows a time that lies between two, and is no base of a rate: "1.04 billion yuan a year later"
_APART = (["later"], ["earlier"], ["ago"], ["before"], ["after"], ["on"], ["from"])


def read_basis(tokens: Tokens, at: int, end: int) -> Basis | None:
    """What the sum before token `at` is paid for, or None."""
    word = tokens.word
    k = at
    if k < end and word[k] in ("-", "(", '"'):
        k += word[k] != "("
    if k >= end:
        return None
    w = word[k]
    if w in _BUYS or (w in ("you", "one") and word[k + 1 : k + 2] in (["get"], ["gets"], ["buy"])):
        return _bought(tokens, k + 1 + (w not in _BUYS), end)
    if w in _WAYS and k + 1 < end and word[k + 1] in ("per", "for", "/", "a"):
        basis = read_basis(tokens, k + 1, end)
        return basis if basis is not None and basis.kind == "tokens" else None
    if w in _EACH:
        return Basis("each", k + 1)
    if w == "yearly" or w == "annually":
        return Basis("year", k + 1)
    opened = w in ("/", "per", "a", "an", "every", "each", "one")
    if w == "for" and k + 1 < end and word[k + 1] in ("a", "each", "every", "one", "the", "1", "1m", "an"):
        opened, k = True, k + 1 if word[k + 1] != "1" else k
        if k + 1 < end and word[k] == "the" and word[k + 1] == "same":
            k += 1
    elif w == "the" and k + 1 < end and word[k + 1] in SCALE_WORDS:
        opened = True
    if not opened:
        return None
    found = _tokens_basis(tokens, k + 1, end)
    if found is not None and (w != "one"):
        return found
    if k + 1 < end and w != "for":
        nxt = word[k + 1]
        if nxt in _TIMES:
            return None if word[k + 2 : k + 3] in _APART else Basis(_TIMES[nxt], k + 2)
        if w in ("/", "per") and (nxt[0] in "$€£¥₹" or nxt[0].isdigit()):
            return None
        if w in ("/", "per") or (
            w in ("a", "an", "each", "every")
            and nxt
            in (
                "chip",
                "card",
                "gpu",
                "unit",
                "query",
                "user",
                "seat",
                "head",
                "image",
                "share",
                "task",
                "piece",
                "go",
                "pop",
                "h100",
                "processor",
                "accelerator",
                "token",
                "model",
                "kilowatt",
                "megawatt",
            )
        ):
            hour = (
                k + 3 < end
                and word[k + 2] in ("-", "hour", "hours", "hr", "hrs")
                and (word[k + 2] != "-" or word[k + 3] in ("hour", "hours", "h", "hr", "hrs"))
            )
            return Basis(
                "hour"
                if hour
                else ("other" if nxt not in ("chip", "cluster", "site", "gpu", "card", "rack") else "each"),
                k + 2,
            )
    return None


def _bought(tokens: Tokens, at: int, end: int) -> Basis | None:
    """The tokens that a sum buys, as what it is paid for."""
    word, k = tokens.word, at
    while k < end and word[k] in ("you", "users", "developers", "customers", "about", "some", "roughly", "around"):
        k += 1
    times = ONES.get(word[k], 0.0) if k < end else 0.0
    basis = _tokens_basis(tokens, k + (times > 0), end)
    if basis is None or (times == 0 and not word[k][0].isdigit()):
        return None
    basis.factor /= times or 1.0
    return basis


def _tokens_basis(tokens: Tokens, k: int, end: int) -> Basis | None:
    """`million tokens`, `1M input tokens`, `1,000 tokens`, `Mtok`, and what scope the words give."""
    word = tokens.word
    amount = 1.0
    first = k
    said = False
    if k < end and word[k][0].isdigit():
        value = digits(word[k])
        if value is None:
            return None
        amount, said, k = value, True, k + 1
    if k < end and word[k] == "-":
        k += 1
    if k < end and (
        word[k] in ("million", "thousand", "billion") or (word[k] in SCALE_MARKS and word[k] not in ("t", "b"))
    ):
        amount *= SCALE_WORDS.get(word[k]) or SCALE_MARKS[word[k]]
        said = True
        k += 1
    elif k < end and word[k] in ("mtok", "mtoks", "mtokens"):
        return Basis("tokens", k + 1, 1.0, None)
    elif k < end and word[k] in ("ktok", "ktokens"):
        return Basis("tokens", k + 1, 1000.0, None)
    if k < end and word[k] == "-":
        k += 1
    scope = None
    at = k
    while at < end and at < k + 4:
        w = word[at]
        if w in ("input", "prompt", "reading", "incoming", "inbound"):
            scope = "input"
        elif w in ("output", "completion", "generated", "outgoing", "outbound"):
            scope = "output"
        elif w in ("token", "tokens"):
            if not said:
                return Basis("tokens", at + 1, 1e6, scope)
            return Basis("tokens", at + 1, 1e6 / amount, scope)
        elif w in (
            ".",
            ",",
            "(",
            ")",
            "and",
            "for",
            "in",
            "on",
            "to",
            ";",
            "of",
            "coming",
            "going",
            "read",
            "written",
            "out",
            "with",
            "as",
            "while",
            "—",
            "or",
            "/",
        ):
            break
        elif w not in ("-", '"', "cached", "uncached", "text", "ai", "new", "such", "audio"):
            return None
        at += 1
    if said and amount >= 1000 and first < k:
        return Basis("tokens", k if scope is None else at, 1e6 / amount, scope)
    return None
