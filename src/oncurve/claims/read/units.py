"""Units: what the words after a number say that it counts."""

from __future__ import annotations

from dataclasses import dataclass

from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.tokens import Tokens, words

__all__ = ["CHIP_NOUNS", "COUNTED", "DAYS", "MONTHS", "Unit", "read_unit"]

#: days and months in a calendar unit, by the convention of the labels
DAYS = {
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "fortnight": 14.0,
    "month": 30.0,
    "quarter": 91.0,
    "year": 365.0,
    "decade": 3650.0,
    "minute": 1 / 1440,
}
MONTHS = {
    "day": 1 / 30,
    "week": 7 / 30,
    "fortnight": 14 / 30,
    "month": 1.0,
    "quarter": 3.0,
    "year": 12.0,
    "decade": 120.0,
    "hour": 1 / 720,
    "minute": 1 / 43200,
}

CHIP_NOUNS = words(
    "chip chips gpu gpus accelerator accelerators processor processors card cards tpu tpus npu npus board "
    "boards "
    "semiconductors microchips superchips superchip"
)
_WEAK_CHIPS = words("unit units part parts device devices piece pieces")
_DURATIONS = {
    "hr": "hour",
    "hrs": "hour",
    "yr": "year",
    "yrs": "year",
    "mo": "month",
    "mos": "month",
    "wk": "week",
    "wks": "week",
    "mth": "month",
    "mths": "month",
}
_DURATIONS |= {
    w + s: w
    for w in ("hour", "day", "week", "fortnight", "month", "year", "decade", "quarter", "minute")
    for s in ("", "s")
}
_COMPANIES = words(
    "company companies firm firms lab labs laboratory laboratories developer developers outfit outfits team "
    "teams player players "
    "organisation organisations organization organizations startup startups maker makers vendor vendors "
    "institution institutions "
    "countries nations country entities groups group corporations businesses labs' hyperscalers "
    "manufacturers suppliers foundries actors giants groups rivals"
)
_WATTS = {
    "w": 1e-6,
    "watt": 1e-6,
    "watts": 1e-6,
    "kw": 1e-3,
    "kilowatt": 1e-3,
    "kilowatts": 1e-3,
    "mw": 1.0,
    "megawatt": 1.0,
    "megawatts": 1.0,
    "gw": 1e3,
    "gigawatt": 1e3,
    "gigawatts": 1e3,
    "tw": 1e6,
    "terawatt": 1e6,
    "terawatts": 1e6,
}
_BYTES = {
    "gb": "GB",
    "gigabyte": "GB",
    "gigabytes": "GB",
    "tb": "TB",
    "terabyte": "TB",
    "terabytes": "TB",
    "gib": "GiB",
    "pb": "PB",
    "petabyte": "PB",
    "petabytes": "PB",
    "mb": "MB",
    "megabytes": "MB",
    "gbyte": "GB",
    "gbytes": "GB",
}
_BITS = {"gbps": "Gb/s", "tbps": "Tb/s", "gbit": "Gb", "gigabits": "Gb", "gigabit": "Gb", "terabits": "Tb"}
_FLOPS = {
    "tera": ("TFLOPS", 1e12),
    "peta": ("PFLOPS", 1e15),
    "exa": ("EFLOPS", 1e18),
    "zetta": ("ZFLOPS", 1e21),
    "yotta": ("YFLOPS", 1e24),
    "giga": ("GFLOPS", 1e9),
    "t": ("TFLOPS", 1e12),
    "p": ("PFLOPS", 1e15),
    "e": ("EFLOPS", 1e18),
    "z": ("ZFLOPS", 1e21),
    "y": ("YFLOPS", 1e24),
    "g": ("GFLOPS", 1e9),
}
SPEEDS = {prefix + flop: unit for prefix, unit in _FLOPS.items() for flop in ("flop", "flops")}
SPEEDS |= {"tops": ("TOPS", 1e12), "teraops": ("TOPS", 1e12), "petaops": ("POPS", 1e15), "pops": ("POPS", 1e15)}
_PARAMETERS = words("parameter parameters param params weights 参数 paramètres parametern")
_STOP = words(
    "a an the in on at for to by with from into onto over under between and or but nor so as than then that "
    "this these those "
    "which who whom whose when where while if because since until till after before during about around is "
    "are was were be been being has have had "
    "do does did will would can could may might must shall should not no it he she they we you i him her "
    "them us me my your "
    "per each every apiece versus vs against more less there here also just only now still already again "
    "said says told "
    ". , ; : ! ? ( ) [ ] / — – | = & @ # < > … + $ € £ ¥ ₹"
) | {"'t", "'re", "'ll", "'d", "'ve", "'m", "\n"}
_NUMBERS = words("one two three four five six seven eight nine ten twelve sixteen dozen hundred thousand")
#: things that are counted and are no measure's unit, so that a scan stops there
COUNTED = words(
    "people users visitors downloads employees staff engineers researchers authors followers customers "
    "subscribers members servers racks "
    "dies wafers questions problems tasks languages layers experts transistors copies dollars euros sites "
    "pages images videos hours' jobs "
    "cities votes points places spots sources readers viewers seats laptops microphones founders analysts "
    "engineers' papers citations shares "
    "nodes pods buildings homes houses households states cars phones devices' attempts rounds queries "
    "prompts messages words books dollars' nanometres nanometers nm"
)


@dataclass(slots=True)
class Unit:
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
    if (
        word[j] in ("are", "were", "is")
        and j == at
        and j + 1 < end
        and cover[j + 1] is not None
        and cover[j + 1].kind == "chip"
    ):  # type: ignore[union-attr]
        chip = cover[j + 1]
        return Unit("chips", "chips", chip.end if chip is not None else j, chip=chip)
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
    if w == "percentage" and nxt in ("point", "points"):
        return Unit("points", "points", j + 2)
    if w in ("x", "times", "fold") and not (w == "times" and nxt in ("a",) and False):
        return Unit("ratio", "x", j + 1, noun=w)
    if w in SPEEDS:
        return _speed(tokens, j, end)
    if w == "tpp":
        return Unit("tpp", "TPP", j + 1)
    if w in _WATTS and not (w == "w" and tokens.raw[j] == "w"):
        hours = nxt in ("hour", "hours") or (nxt == "-" and word[j + 2 : j + 3] in (["hour"], ["hours"]))
        return Unit(
            "energy" if hours else "power",
            {"w": "W", "k": "kW", "m": "MW", "g": "GW", "t": "TW"}[w[0]],
            j + 1,
            _WATTS[w],
        )
    if w in _BYTES or w in _BITS:
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


def _bytes(tokens: Tokens, j: int, end: int) -> Unit:
    word = tokens.word[j]
    name = _BYTES.get(word) or _BITS[word]
    stop = _per_second(tokens, j + 1, end)
    if stop or name.endswith("/s"):
        return Unit("bandwidth", name if name.endswith("/s") else name + "/s", stop or j + 1)
    if j + 1 < end and tokens.word[j + 1] in ("ps",):
        return Unit("bandwidth", name + "/s", j + 2)
    return Unit("memory", name, j + 1)


def _speed(tokens: Tokens, j: int, end: int) -> Unit:
    name, size = SPEEDS[tokens.word[j]]
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


def _scan(tokens: Tokens, j: int, end: int, cover: list[Mention | None]) -> Unit | None:
    """Walks the noun phrase after a number to the first word that names a unit."""
    word = tokens.word
    chip: Mention | None = None
    maker: Mention | None = None
    k, steps = j, 0
    stop = j
    while k < end and steps < 8:
        mention = cover[k]
        if mention is not None:
            if mention.kind == "chip":
                chip, stop = mention, mention.end
                k = mention.end
                if k + 1 < end and word[k] == "-" and word[k + 1].startswith("equivalent"):
                    return Unit("chips", "chips", k + 2, chip=chip, noun="equivalents", equivalent=True)
                if (k < end and word[k].startswith("equivalent")) or (
                    k + 1 < end and word[k : k + 2] in (["'s", "worth"],)
                ):
                    return Unit("chips", "chips", k + 1, chip=chip, noun="equivalents", equivalent=True)
                hours = _hours(tokens, k, end)
                if hours:
                    return Unit("chiphours", "chip-hours", hours[0], hours[1], chip=chip)
                steps += 1
                continue
            if mention.kind in ("organisation", "country", "person", "cluster"):
                maker = mention
                k = mention.end
                steps += 1
                continue
            break
        w = word[k]
        if w in CHIP_NOUNS:
            hours = _hours(tokens, k + 1, end)
            if hours:
                return Unit("chiphours", "chip-hours", hours[0], hours[1], chip=chip, noun=w)
            if k + 1 < end and word[k + 1] in (
                "makers",
                "maker",
                "companies",
                "firms",
                "designers",
                "start",
                "startups",
                "giants",
            ):
                return Unit("companies", "count", k + 2, noun=w)
            if (
                k + 1 < end
                and word[k + 1]
                in ("servers", "racks", "nodes", "wafers", "dies", "cluster", "clusters", "stocks", "systems")
                and w in ("chip", "gpu", "tpu", "processor")
                and word[k + 1] != "cluster"
                and word[k + 1] != "clusters"
            ):
                return Unit("count", "", k + 2, noun=word[k + 1])
            after = k + 1
            if after + 1 < end and word[after] == "-" and word[after + 1].startswith("equivalent"):
                after += 2
            return Unit(
                "chips",
                "chips",
                after,
                chip=chip or _chip_after(word, after, end, cover),
                noun=w,
                equivalent=after > k + 1,
                maker=maker,
            )
        if chip is not None and (w in ("servers", "racks", "systems", "nodes", "server", "clusters") or (w == "rack")):
            return Unit("count", "", k + 1, noun=w)
        if chip is not None and stop == k and w in _WEAK_CHIPS:
            return Unit("chips", "chips", k + 1, chip=chip, noun=w)
        found = _noun(tokens, k, end, cover, chip, maker)
        if found is not None:
            return found
        if w in COUNTED:
            return Unit("count", "", k + 1, noun=w)
        if w == "of":
            if (
                k + 1 < end
                and (word[k + 1] in ("them", "these", "those", "which"))
                and not (k + 2 < end and word[k + 2] in CHIP_NOUNS)
            ):
                return Unit("anaphor", "", k + 2)
        elif (w in _STOP and not (w in ("its", "the", "these", "those") and k > j and word[k - 1] == "of")) or w[
            0
        ].isdigit():
            break
        k += 1
        steps += 1
    if chip is not None:
        return Unit("chips", "chips", stop, chip=chip)
    return None


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
    if k < end and word[k] in _DURATIONS and _DURATIONS[word[k]] in ("hour", "day", "year", "month", "week"):
        return k + 1, round(DAYS[_DURATIONS[word[k]]] * 24)
    return None


def _noun(
    tokens: Tokens, k: int, end: int, cover: list[Mention | None], chip: Mention | None, maker: Mention | None
) -> Unit | None:
    word = tokens.word
    w = word[k]
    if w in ("token", "tokens", "tok", "toks"):
        return Unit("tokens", "tokens", k + 1, noun=w)
    if w in _PARAMETERS:
        return Unit("params", "parameters", k + 1, noun=w)
    if w == "active" or (w == "activated" and chip is None):
        stop = k + 1
        if stop < end and word[stop] in _PARAMETERS:
            stop += 1
        return Unit("params", "parameters", stop, noun="active")
    if w in _DURATIONS:
        kind = _DURATIONS[w]
        if kind == "hour":
            stop = k + 1
            if stop < end and word[stop] in ("of", "on", "in"):
                for at in range(stop + 1, min(stop + 4, end)):
                    if (word[at][0].isdigit() and cover[at] is None) or word[at] in _NUMBERS:
                        break
                    if (cover[at] is not None and cover[at].kind == "chip") or word[at] in CHIP_NOUNS:  # type: ignore[union-attr]
                        return Unit(
                            "chiphours",
                            "chip-hours",
                            (cover[at].end if cover[at] else at + 1),
                            chip=cover[at] if cover[at] is not None and cover[at].kind == "chip" else None,
                        )  # type: ignore[union-attr]
        return Unit("duration", kind, k + 1, noun=w)
    if w in _COMPANIES or (w in ("up", "ups") and k >= 2 and word[k - 1] == "-" and word[k - 2] == "start"):
        return Unit("companies", "count", k + 1, noun=w)
    if w in ("operations", "flop", "flops", "flops.", "computations", "calculations") or (
        w == "floating" and word[k + 1 : k + 2] in (["-"], ["point"])
    ):
        stop = k + 1
        if w == "floating":
            while stop < end and word[stop] in ("-", "point", "operations", "operation"):
                stop += 1
        second = _per_second(tokens, stop, end)
        return Unit("speed", "FLOPS", second) if second else Unit("flop", "FLOP", stop)
    if w in SPEEDS:
        return _speed(tokens, k, end)
    if w in _WATTS and len(w) > 2:
        return Unit("power", {"w": "W", "k": "kW", "m": "MW", "g": "GW", "t": "TW"}[w[0]], k + 1, _WATTS[w])
    if w in _BYTES and len(w) > 2:
        return _bytes(tokens, k, end)
    if w in _WEAK_CHIPS and maker is not None and maker.kind == "organisation":
        return Unit("chips", "chips", k + 1, noun=w, maker=maker)
    return None
