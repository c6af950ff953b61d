"""Names known by their shape: versions and sizes after a name, chips by their number, firms by their last word."""

from __future__ import annotations

import re

from oncurve.catalog.names import Names
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.numbers import SCALE_WORDS
from oncurve.claims.read.tokens import Tokens, words
from oncurve.claims.read.words import COMMON, MONTHS, VERBS, WEEKDAYS

__all__ = ["add_shapes"]

_SUFFIXES = words(
    "pro max mini turbo ultra large medium small flash lite plus preview instruct chat thinking sonnet opus "
    "haiku scout maverick "
    "behemoth coder code math vision nano omni base reasoner fast heavy air exp experimental next deepthink "
    "distill speciale "
    "verified moe dense long edge titan air zero prime alpha beta x xl"
)
#: suffixes that only models have
_STRONG = words("lite turbo flash instruct coder nano mini ultra thinking max long")
_SIZE = re.compile(r"(?:\d+x)?\d+(?:\.\d+)?[bt]|a\d+(?:\.\d+)?b|x\d+b", re.IGNORECASE)
_VERSION = re.compile(r"[vrkmoxsa]?\d{1,2}(?:\.\d{1,2})?[a-z]{0,2}", re.IGNORECASE)
_CHIP = re.compile(r"[A-Z]{1,3}\d{2,4}[A-Z]{0,3}(?:-[A-Z]+)?s?|\d{3}[A-Z]s?")
_NO_CHIP = re.compile(
    r"(?:FY|Q|H|Y|FP|BF|INT|TF|COP|HBM|CO|G|F|M|S|PM|GDDR|DDR|PCI|USB|AIME|US|UN|MH|A16|SB|HB|AB|HR|EO|GB|"
    r"TB|MW|GW|N)\d{1,2}[A-Z]?|A\d\d?B|FY\d{2,4}|[A-Z]?(?:19|20)\d\d|MATH\d+|AIME\d+|TOP\d+|CO2|SP\d+|HW\d+|"
    r"ISO\d+|IPO\d+|E\d{2}|E\d+|[SN]\d{3}|R\d{2}|C\d{2}"
)
_SHORT = re.compile(r"[VRKMG]\d(?:\.\d)?")
_SELF = re.compile(r"[^\W\d_]{2,}\d{1,2}(?:\.\d{1,2})?")
_FIRM = words(
    "ai labs lab institute university technologies technology inc corp ltd group bank capital securities "
    "research ventures "
    "semiconductor semiconductors cloud systems energy robotics intelligence partners foundation "
    "electronics holdings computing networks motors "
    "department ministry commission agency telecom industries dynamics compute"
)
_BENCH = re.compile(r"\w*(?:[Bb]ench|[Ee]val|QA|MMLU|Exam|Arena)\w*")
_NOT_BEFORE_VERSION = (
    words(
        "section table figure chapter phase article part level top number room page type class category "
        "tier stage step day week round version "
        "group appendix act bill rule order line episode season vol volume no channel formula apollo boeing "
        "airbus route gate platform level bus "
        "apache mit cuda python pytorch windows android ios bluetooth gen covid series licence license opus "
        "mac "
        "the a an in on at of for and or but by to from with its his her their our my that this these those "
        "over under about around than after "
        "before since until nearly almost some up down only just late early fiscal title grade core core "
        "hours between roughly more least most "
        "senator president chairman mr mrs ms dr why how what when where who it he she they we you i as is "
        "was are were has had have will would"
    )
    | MONTHS.keys()
)
#: capitals that name no one thing
_PLAIN = words(
    "ai gpu gpus cpu cpus tpus npus api apis llm llms agi asi ml rl rlhf hbm dram it ipo ceo cto cfo coo mw "
    "gw kw tw gb tb mb w tops tpp flop flops tflops "
    "pflops gpt moe sft fp8 bf16 ok i us vat usd eur cny rmb inr sec q1 q2 q3 q4 h1 h2 pr cet est pdt pst "
    "gmt pm am phd r&d capex opex arr roi mfu "
    "nda nvlink infiniband nic pcie sxm oam nvl asic asics dc ev evs ip pc pcs mt lol imo tbh btw fyi psa "
    "mr mrs ms dr prof senator sen rep "
    "gen president chairman minister professor rt x valley atlantic pacific earth internet web christmas "
    "easter new"
)
_UNITS_NEXT = words(
    "% percent per times x fold million billion trillion thousand hundred months month years year weeks "
    "week days day hours hour people "
    "points point gpus chips tokens parameters labs companies firms models gigawatts megawatts bn m k b mw "
    "gw cents dollars yuan other of more "
    "cities countries languages questions tasks - – to and or users benchmarks benchmark quarters points"
)


def add_shapes(tokens: Tokens, names: Names, found: list[Mention], cover: list[Mention | None]) -> list[Mention]:
    """Grows known names by the versions after them and adds names that only their shape gives away."""
    raw, word = tokens.raw, tokens.word
    added: list[Mention] = []
    at, end = 0, len(tokens)
    local: dict[str, str] = {}
    while at < end:
        mention = cover[at]
        first = raw[at][0]
        if mention is not None:
            if mention.kind in ("model", "organisation") and mention.first == at:
                _grow(tokens, names, mention, cover)
            at = max(mention.end, at + 1)
            continue
        if not (first.isupper() or first.isdigit() or word[at] in ("o1", "o3", "o4")) and not _family(names, word[at]):
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
        mention = _shaped(tokens, names, at, cover, local)
        if mention is None:
            at += 1
            continue
        added.append(mention)
        for k in range(mention.first, mention.end):
            cover[k] = mention
        at = mention.end
    return sorted([*found, *added], key=lambda m: m.first) if added else found


def _family(names: Names, word: str) -> str:
    """The maker of models whose name starts with this word, or ""."""
    return names.families.get(word) or (
        names.families.get(word.rstrip("0123456789.")) or "" if word[-1].isdigit() else ""
    )


def _tail(tokens: Tokens, at: int, cover: list[Mention | None], *, strict: bool) -> int:
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
        ) or "\n" in tokens.text[tokens.end[k - 1] : tokens.start[k]]:
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
            return k + 2 if _ends(tokens, k + 2, end) else k
        if "," in raw or "\u00a0" in raw:
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
            or (following in _UNITS_NEXT and following not in ("and", "or", "to", "-", "of"))
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


def _ends(tokens: Tokens, k: int, end: int) -> bool:
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


def _grow(tokens: Tokens, names: Names, mention: Mention, cover: list[Mention | None]) -> None:
    """Takes the version after a known name into it: "Llama 3.1" + "405B", "DeepSeek" + "V4"."""
    word = tokens.word
    last = word[mention.end - 1]
    if mention.kind == "organisation" and not _family(names, squeezed_family(word[mention.first])):
        return
    stop = _tail(tokens, mention.end, cover, strict=mention.kind == "organisation")
    if stop == mention.end or last == "'s":
        return
    tail = word[mention.end : stop]
    if mention.kind == "organisation" and (
        (
            not any(any(c.isdigit() for c in w) for w in tail)
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
        from oncurve.catalog.names import Name

        country = mention.name.country if mention.name is not None else ""
        mention.name = Name(text, "model", text, maker, country)
        mention.ident, mention.form = text, "shape"
    mention.kind = "model"
    mention.end = stop
    for k in range(mention.first, stop):
        cover[k] = mention


def squeezed_family(word: str) -> str:
    """The family word of a token ("deepseek", "qwen2.5")."""
    return word


def _shaped(
    tokens: Tokens, names: Names, at: int, cover: list[Mention | None], local: dict[str, str]
) -> Mention | None:
    raw, word = tokens.raw[at], tokens.word[at]
    end = len(tokens)
    from oncurve.catalog.names import Name

    maker = _family(names, word)
    if maker and (raw[0].isupper() or word[-1].isdigit() or (at + 1 < end and tokens.word[at + 1] == "-")):
        stop = _tail(tokens, at + 1, cover, strict=False)
        if (
            stop > at + 1
            or word[-1].isdigit()
            or word
            in (
                "chatgpt",
                "claude",
                "gemini",
                "llama",
                "qwen",
                "kimi",
                "grok",
                "ernie",
                "doubao",
                "bard",
                "hunyuan",
                "glm",
            )
        ):
            if not (
                word
                in (
                    "step",
                    "command",
                    "seed",
                    "bloom",
                    "opt",
                    "titan",
                    "solar",
                    "arctic",
                    "ling",
                    "nova",
                    "orca",
                    "command",
                    "yi",
                    "phi",
                    "k2",
                    "bard",
                    "reka",
                    "pangu",
                )
                and stop == at + 1
            ):
                return _model(tokens, names, at, stop, maker)
    if raw[0].isdigit():
        if (
            at
            and tokens.word[at - 1] == "the"
            and at + 1 < end
            and tokens.glued(at + 1)
            and tokens.word[at + 1] == "b"
            and _ends(tokens, at + 2, end)
        ):
            return Mention("model", raw + tokens.raw[at + 1], at, at + 2, "short", None)
        if (
            _CHIP.fullmatch(raw + (tokens.raw[at + 1] if at + 1 < end and tokens.glued(at + 1) else ""))
            and at
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
    if _SHORT.fullmatch(raw) and raw[0] in "VRK":
        stop = _tail(tokens, at + 1, cover, strict=True)
        return Mention("model", tokens.slice(at, stop), at, stop, "short", None)
    return _compound(tokens, names, at, cover)


def _model(tokens: Tokens, names: Names, at: int, stop: int, maker: str) -> Mention:
    from oncurve.catalog.names import Name

    text = tokens.slice(at, stop)
    entries = [e for e in names.spelled(text) if e.name.kind == "model"]
    if entries:
        return Mention("model", entries[0].name.id, at, stop, "alias", entries[0].name)
    owner = names.get("organisation", maker)
    return Mention("model", text, at, stop, "shape", Name(text, "model", text, maker, owner.country if owner else ""))


def _compound(tokens: Tokens, names: Names, at: int, cover: list[Mention | None]) -> Mention | None:
    """Capitalised words in a row: a model where a version follows, a firm or benchmark by its words, else a proper name."""
    raw, word = tokens.raw, tokens.word
    end = len(tokens)
    if word[at] in _PLAIN or word[at] in WEEKDAYS or (at and raw[at - 1][0].isdigit() and tokens.glued(at)):
        return None
    opening = (
        at == 0
        or raw[at - 1] in (".", "!", "?", ":", "\n", "•", "-", '"', "—")
        or "\n" in tokens.text[tokens.end[at - 1] : tokens.start[at]]
        or raw[at - 1] > "\u2600"
    )
    if (
        (word[at] in COMMON and (opening or word[at] in MONTHS))
        or word[at] in MONTHS
        or (len(raw[at]) == 1 and not raw[at].isalpha())
    ):
        return None
    from oncurve.catalog.names import Name

    j = at
    while j < end and cover[j] is None and j - at < 5:
        w = raw[j]
        if (
            w[0].isupper()
            and w[0].isalpha()
            and word[j] not in MONTHS
            and (j == at or (not tokens.glued(j) and "\n" not in tokens.text[tokens.end[j - 1] : tokens.start[j]]))
        ):
            j += 1
        elif (
            w == "-"
            and tokens.glued(j)
            and j + 1 < end
            and tokens.glued(j + 1)
            and raw[j + 1][0].isupper()
            and raw[j + 1].isalpha()
            and len(raw[j + 1]) > 1
        ):
            j += 2
        elif (
            j > at
            and word[j] in ("of", "for", "von", "van", "de", "der", "al")
            and j + 1 < end
            and raw[j + 1][0].isupper()
            and word[j + 1] not in MONTHS
            and cover[j + 1] is None
            and word[at] in ("institute", "university", "bank", "ministry", "department", "bureau", "center", "centre")
        ):
            j += 1
        else:
            break
    if j == at:
        return None
    if (
        (_BENCH.fullmatch(raw[j - 1]) and len(raw[j - 1]) > 4)
        or any(_BENCH.fullmatch(raw[k]) and len(raw[k]) > 4 for k in range(at, j))
        or (word[j : j + 2] in (["-", "bench"], ["-", "eval"]))
    ):
        stop = j + 2 if word[j : j + 2] in (["-", "bench"], ["-", "eval"]) else j
        text = tokens.slice(at, stop)
        return Mention("benchmark", text, at, stop, "shape", Name(text, "benchmark", text))
    text = tokens.slice(at, j)
    if word[j - 1] not in _NOT_BEFORE_VERSION and len(raw[j - 1]) > 1:
        stop = _tail(tokens, j, cover, strict=True)
        digit = any(c.isdigit() for c in tokens.slice(j, stop)) if stop > j else False
        strong = (stop > j and any(w in _STRONG for w in word[j:stop])) or (j - at > 1 and word[j - 1] in _STRONG)
        if digit or strong or (_SELF.fullmatch(raw[j - 1]) and not (raw[j - 1].isupper() and len(raw[j - 1]) < 4)):
            stop = max(stop, j)
            text = tokens.slice(at, stop)
            if any(e.name.kind == "chip" for e in names.spelled(text)):
                return None
            return Mention("model", text, at, stop, "shape", Name(text, "model", text))
    if opening and j == at + 1 and (word[at] in COMMON or word[at] in VERBS):
        return None
    lowered = word[j - 1]
    if (lowered in _FIRM and j - at > 1) or (
        raw[at].endswith(("AI", "Tech", "soft", "Corp", "Labs")) and len(raw[at]) > 3 and j == at + 1
    ):
        return Mention("organisation", text, at, j, "shape", Name(text, "organisation", text))
    if word[at] in SCALE_WORDS:
        return None
    return Mention("proper", text, at, j, "proper", None)
