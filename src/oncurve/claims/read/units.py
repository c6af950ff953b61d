"""Units: what the words after a number say that it counts."""

from __future__ import annotations

from msgspec import Struct

from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.numerals import ONES, TENS
from oncurve.claims.read.tokens import Tokens, words
from oncurve.claims.read.unit_words import (
    BITS,
    BYTES,
    CHIP_NOUNS,
    COMPANIES,
    COUNTED,
    COUNTING,
    DAYS,
    DURATIONS,
    PARAMETERS,
    SHORT_SPEEDS,
    SPEEDS,
    STOP,
    WATTS,
    WEAK_CHIPS,
)

__all__ = ["Unit", "read_unit"]

_WATT_NAMES = {"w": "W", "k": "kW", "m": "MW", "g": "GW", "t": "TW"}


class Unit(Struct):
    """What is counted: its dimension, the unit's name, a factor into it, and where the words end."""

    dim: str
    unit: str
    end: int
    factor: float = 1.0
    chip: Mention | None = None
    noun: str = ""
    equivalent: bool = False
    maker: Mention | None = None


def read_unit(tokens: Tokens, at: int, end: int, cover: list[Mention | None]) -> Unit | None:
    """The unit in the words after a number, or None where they name none."""
    word = tokens.word
    j = at
    while j < end and word[j] in "\"'-" and j - at < 2:
        j += 1
    if j >= end:
        return None
    if word[j] in ("are", "were", "is") and j == at and j + 1 < end:
        chip = cover[j + 1]
        if chip is not None and chip.kind == "chip":
            return Unit("chips", "chips", chip.end, chip=chip)
    multiplied = cover[j + 1] if word[j] in ("x", "*") and j + 1 < end and not tokens.glued(j) else None
    if multiplied is not None and multiplied.kind == "chip":
        return _scan(tokens, j + 1, end, cover)  # "256 x H100"
    direct = _direct(tokens, j, end, hyphen=j > at)
    if direct is not None and cover[j] is None:
        return direct
    return _scan(tokens, j, end, cover)


def _direct(tokens: Tokens, j: int, end: int, *, hyphen: bool) -> Unit | None:
    """Units that stand right after the number."""
    word = tokens.word
    w = word[j]
    nxt = word[j + 1] if j + 1 < end else ""
    if w in ("%", "percent", "pct", "prozent") or (w == "per" and nxt == "cent"):
        stop = j + 1 + (w == "per")
        points = (
            stop < end
            and word[stop] in ("point", "points", "-")
            and (word[stop] != "-" or word[stop + 1 : stop + 2] == ["point"])
        )
        return Unit("points" if points else "percent", "percent", stop + points)
    if w in ("pp", "ppt", "pps"):
        return Unit("points", "points", j + 1)
    if w == "percentage" and nxt in ("point", "points"):
        return Unit("points", "points", j + 2)
    if w in ("x", "times", "fold"):
        return Unit("ratio", "x", j + 1, noun=w)
    if w in SPEEDS:
        return _speed(tokens, j, end, SPEEDS[w])
    if w in SHORT_SPEEDS and tokens.raw[j].isupper():
        return _speed(tokens, j, end, SHORT_SPEEDS[w])
    if w == "tpp":
        return Unit("tpp", "TPP", j + 1)
    if w in WATTS and not (w == "w" and tokens.raw[j] == "w"):
        hours = nxt in ("hour", "hours") or (nxt == "-" and word[j + 2 : j + 3] in (["hour"], ["hours"]))
        return Unit("energy" if hours else "power", _WATT_NAMES[w[0]], j + 1, WATTS[w])
    if w in BYTES or w in BITS:
        return _bytes(tokens, j, end)
    if w in ("flop", "flops"):
        return _flop(tokens, j, end)
    if w in ("usd", "dollars") and hyphen:
        return None
    return None


def _per_second(tokens: Tokens, j: int, end: int) -> int:
    """Where "per second", "/s", "a second" or "s" after "/" ends, or 0."""
    word = tokens.word
    if j + 1 < end and word[j] in ("/", "per", "a", "each", "every") and word[j + 1] in ("s", "sec", "second"):
        return j + 2
    return 0


def _past_symbol(tokens: Tokens, j: int, end: int) -> int:
    """Where a unit's symbol in brackets ends: "gigabytes (GB) a second"."""
    inside = tokens.word[j + 1 : j + 4]
    return j + 4 if len(inside) == 3 and j + 3 < end and inside[0] == "(" and inside[2] == ")" else j + 1


def _bytes(tokens: Tokens, j: int, end: int) -> Unit:
    word = tokens.word[j]
    name = BYTES.get(word) or BITS[word]
    if tokens.raw[j].endswith("Bps"):
        name = name.replace("b/", "B/")  # "600 GBps" are bytes, "600 Gbps" bits
    stop = _per_second(tokens, j + 1, end) or _per_second(tokens, _past_symbol(tokens, j, end), end)
    if stop or name.endswith("/s"):
        return Unit("bandwidth", name if name.endswith("/s") else name + "/s", stop or j + 1)
    if j + 1 < end and tokens.word[j + 1] == "ps":
        return Unit("bandwidth", name + "/s", j + 2)
    return Unit("memory", name, j + 1)


def _speed(tokens: Tokens, j: int, end: int, named: tuple[str, float]) -> Unit:
    name, size = named
    word = tokens.word
    stop = _per_second(tokens, j + 1, end)
    k = stop or j + 1
    if k < end and word[k] == "-" and k + 1 < end and word[k + 1] in ("days", "day", "years", "year"):
        days = 365.0 if word[k + 1].startswith("year") else 1.0
        return Unit("flop", "FLOP", k + 2, size * 86400 * days)
    if size >= 1e21 and not stop:
        return Unit("flop", "FLOP", j + 1, size)
    return Unit("speed", name, k, noun=str(size))


def _flop(tokens: Tokens, j: int, end: int) -> Unit:
    stop = _per_second(tokens, j + 1, end)
    if stop:
        return Unit("speed", "FLOPS", stop)
    return Unit("flop", "FLOP", j + 1)


_OTHER_NOUNS = words("servers racks nodes wafers dies stocks systems")
_FIRM_NOUNS = words("makers maker companies firms designers start startups giants")
_RACKS = words("servers racks systems nodes server clusters rack")
_OWNERS = words("organisation country person cluster")
_MOST_STEPS = 8
#: words that begin a time of its own after a number: "230,000 Hoppers last year", "8,000 cards ninety days"
_TURNING = words("last next past coming previous following early late") | ONES.keys() | TENS.keys()
_PERIODS = DURATIONS.keys() | words("spring summer autumn fall winter month's year's")


def _scan(tokens: Tokens, j: int, end: int, cover: list[Mention | None]) -> Unit | None:
    """Walks the noun phrase after a number to the first word that names a unit."""
    word = tokens.word
    chip: Mention | None = None
    maker: Mention | None = None
    k = stop = j
    for _ in range(_MOST_STEPS):
        if k >= end:
            break
        mention = cover[k]
        if mention is not None:
            if mention.kind == "chip":
                chip, stop, k = mention, mention.end, mention.end
                named = _after_chip(tokens, k, end, chip)
                if named is not None:
                    return named
            elif mention.kind in _OWNERS:
                maker, k = mention, mention.end
            else:
                break
            continue
        w = word[k]
        if w in CHIP_NOUNS:
            return _chips(tokens, k, end, cover, chip, maker)
        if chip is not None and w in _RACKS:
            return Unit("count", "", k + 1, noun=w)
        if chip is not None and stop == k and w in WEAK_CHIPS:
            return Unit("chips", "chips", k + 1, chip=chip, noun=w)
        if w in _TURNING and (word[k + 1 : k + 2] and word[k + 1] in _PERIODS):
            break
        found = _noun(tokens, k, end, cover, maker)
        if found is not None and found.dim == "companies" and word[found.end : found.end + 1] == ["'s"]:
            k = found.end + 1  # "20,000 of the firm's processors"
            continue
        if found is not None:
            return found
        if w in COUNTED:
            return Unit("count", "", k + 1, noun=w)
        if w == "of":
            of_them = word[k + 1 : k + 2] and word[k + 1] in ("them", "these", "those", "which")
            if of_them and not (k + 2 < end and word[k + 2] in CHIP_NOUNS):
                return Unit("anaphor", "", k + 2)
        elif w.isdigit() and word[k + 1 : k + 3] == ["-", "bit"] and word[k + 3 : k + 4] and (
                word[k + 3] in _OPERATIONS or word[k + 3] in SPEEDS):  # "989 trillion 16-bit operations a second"
            k += 3
            continue
        elif w[0].isdigit() or (w in STOP and not (w in ("its", "the", "these", "those") and word[k - 1] == "of")):
            break
        k += 1
    return Unit("chips", "chips", stop, chip=chip) if chip is not None else None


def _after_chip(tokens: Tokens, k: int, end: int, chip: Mention) -> Unit | None:
    """`H100-equivalents`, `H100s' worth`, `H800 hours`: what the words right after a chip's name make of it."""
    word = tokens.word
    stop = 0
    if k + 1 < end and word[k] == "-" and word[k + 1].startswith("equivalent"):
        stop = k + 2
    elif (k < end and word[k].startswith("equivalent")) or word[k : k + 2] == ["'s", "worth"]:
        stop = k + 1
    if stop:
        return Unit("chips", "chips", stop, chip=chip, noun="equivalents", equivalent=True)
    hours = _hours(tokens, k, end)
    return Unit("chiphours", "chip-hours", hours[0], hours[1], chip=chip) if hours else None


def _chips(
    tokens: Tokens, k: int, end: int, cover: list[Mention | None], chip: Mention | None, maker: Mention | None
) -> Unit:
    """The unit that the word for a chip at `k` makes: chips, their hours, their makers, or racks of them."""
    word = tokens.word
    hours = _hours(tokens, k + 1, end)
    if hours:
        return Unit("chiphours", "chip-hours", hours[0], hours[1], chip=chip, noun=word[k])
    following = word[k + 1] if k + 1 < end else ""
    if following in _FIRM_NOUNS:
        return Unit("companies", "count", k + 2, noun=word[k])
    if following in _OTHER_NOUNS and word[k] in ("chip", "gpu", "tpu", "processor"):
        return Unit("count", "", k + 2, noun=following)
    after = k + 1
    if after + 1 < end and following == "-" and word[after + 1].startswith("equivalent"):
        after += 2
    named = chip or _chip_after(word, after, end, cover)
    return Unit("chips", "chips", after, chip=named, noun=word[k], equivalent=after > k + 1, maker=maker)


def _chip_after(word: list[str], k: int, end: int, cover: list[Mention | None]) -> Mention | None:
    """A chip named right after its noun: "100,000 GPUs (H100)", "processors of type X"."""
    for at in range(k, min(k + 2, end)):
        mention = cover[at]
        if mention is not None and mention.kind == "chip" and (at == k or word[k] == "("):
            return mention
    return None


def _hours(tokens: Tokens, k: int, end: int) -> tuple[int, float] | None:
    """Where "hours" (or days, years) right after a chip ends, and how many hours each is."""
    word = tokens.word
    if k < end and word[k] == "-":
        k += 1
    if k < end and word[k] in DURATIONS and DURATIONS[word[k]] in ("hour", "day", "year", "month", "week"):
        return k + 1, round(DAYS[DURATIONS[word[k]]] * 24)
    return None


_OPERATIONS = words("operations flop flops flops. computations calculations")
_TOKENS = words("token tokens tok toks")


def _noun(tokens: Tokens, k: int, end: int, cover: list[Mention | None], maker: Mention | None) -> Unit | None:
    """The unit that the noun at `k` is."""
    word = tokens.word
    w = word[k]
    if w in _TOKENS:
        return Unit("tokens", "tokens", k + 1, noun=w)
    if w in PARAMETERS:
        return Unit("params", "parameters", k + 1, noun=w)
    if w in ("active", "activated"):
        stop = k + 1 + (k + 1 < end and word[k + 1] in PARAMETERS)
        return Unit("params", "parameters", stop, noun="active")
    if w in DURATIONS:
        return _chip_hours(tokens, k, end, cover) or Unit("duration", DURATIONS[w], k + 1, noun=w)
    if w in COMPANIES or (w in ("up", "ups") and k >= 2 and word[k - 2 : k] == ["start", "-"]):
        if _sort_of(tokens, k, end):
            return Unit("count", "", k + 2, noun=word[k + 1])
        return Unit("companies", "count", k + 1, noun=w)
    if w in _OPERATIONS or (w == "floating" and word[k + 1 : k + 2] in (["-"], ["point"])):
        stop = k + 1
        while w == "floating" and stop < end and word[stop] in ("-", "point", "operations", "operation"):
            stop += 1
        second = _per_second(tokens, stop, end)
        return Unit("speed", "FLOPS", second) if second else Unit("flop", "FLOP", stop)
    if w in SPEEDS:
        return _speed(tokens, k, end, SPEEDS[w])
    if w in WATTS and len(w) > 2:
        return Unit("power", _WATT_NAMES[w[0]], k + 1, WATTS[w])
    if w in BYTES and len(w) > 2:
        return _bytes(tokens, k, end)
    if w in WEAK_CHIPS and maker is not None and maker.kind == "organisation":
        return Unit("chips", "chips", k + 1, noun=w, maker=maker)
    return None


def _sort_of(tokens: Tokens, k: int, end: int) -> bool:
    """Whether a noun for a firm only tells of what sort the next noun is: "two developer complaints"."""
    following = tokens.word[k + 1] if k + 1 < end else ""
    plural = following.isalpha() and following.endswith("s") and following not in STOP
    return plural and not tokens.word[k].endswith("s")


def _chip_hours(tokens: Tokens, k: int, end: int, cover: list[Mention | None]) -> Unit | None:
    """`hours of H800 time`, `hours on GPUs`."""
    word = tokens.word
    if DURATIONS[word[k]] != "hour" or word[k + 1 : k + 2] not in (["of"], ["on"], ["in"]):
        return None
    for at in range(k + 2, min(k + 5, end)):
        mention = cover[at]
        if mention is not None and mention.kind == "chip":
            return Unit("chiphours", "chip-hours", mention.end, chip=mention)
        if word[at] in CHIP_NOUNS:
            return Unit("chiphours", "chip-hours", at + 1)
        if (word[at][0].isdigit() and mention is None) or word[at] in COUNTING:
            return None
    return None
