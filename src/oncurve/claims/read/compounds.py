"""Capitalised words in a row that the catalogue does not know: a model, a firm, a benchmark or a mere name."""

from __future__ import annotations

import re

from oncurve.catalog.names import Name, Names
from oncurve.claims.read.labels import LABELS
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.numbers import SCALE_WORDS
from oncurve.claims.read.phrases import HEADS
from oncurve.claims.read.tokens import Tokens, words
from oncurve.claims.read.versions import STRONG, tail_of
from oncurve.claims.read.words import COMMON, MONTHS, VERBS, WEEKDAYS, everyday

__all__ = ["compound", "lower_code"]

_SELF = re.compile(r"[^\W\d_]{2,}\d{1,2}(?:\.\d{1,2})?")
_PERIOD = re.compile(r"(?:FY|CY|[QH][1-4]FY)'?\d\d|[A-Z][A-Za-z]{1,2}\d+(?:\.\d+)?(?:m|bn|tn|k)", re.ASCII)
_SHORT_CODE = re.compile(r"[A-Z]\d(?:\.\d)?")
#: words that speak of Google's chips, whose generations are written as DeepSeek's models are ("v4")
_TENSORS = words("tpu tpus google google's pod pods")
_NEAR = 14
_LONGEST_LABEL = 10
_DEEPSEEK = re.compile(r"[vr]\d(?:\.\d)?")
_CODE = re.compile(r"[a-z]{1,10}\d{1,2}(?:\.\d)?")
_FIRM = words(
    "ai labs lab institute university technologies technology inc corp ltd group bank capital securities "
    "research ventures "
    "semiconductor semiconductors cloud systems energy robotics intelligence partners foundation "
    "electronics holdings computing networks motors "
    "department ministry commission agency telecom industries dynamics compute company companies center centre "
    "council association bureau laboratory laboratories ledger times post journal news daily herald gazette tribune"
)
_BENCH = re.compile(r"\w*(?:[Bb]ench|[Ee]val|QA|MMLU|Exam|Arena)\w*")
_NOT_BEFORE_VERSION = (
    words(
        "section table figure chapter phase article part level top number room page type class category "
        "tier stage step day week round version "
        "group appendix act bill rule order line episode season vol volume no channel formula apollo boeing "
        "airbus route gate platform level bus "
        "apache mit cdna rdna cuda python pytorch windows android ios bluetooth gen covid series licence license opus "
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
    "pflops eflops zflops exaflops petaflops fy yoy qoq gaap eps capex npus "
    "gpt moe sft fp8 bf16 ok i us vat usd eur cny rmb inr sec q1 q2 q3 q4 h1 h2 pr cet est pdt pst "
    "gmt pm am phd r&d capex opex arr roi mfu "
    "nda nvlink infiniband nic pcie sxm oam nvl asic asics dc ev evs ip pc pcs mt lol imo tbh btw fyi psa "
    "mr mrs ms dr prof senator sen rep "
    "gen president chairman minister professor rt x valley atlantic pacific earth internet web christmas "
    "easter new pb eb zb sram fp4 fp16 fp32 mxfp4 nvfp4 int8 int4 hk not hold buy sell do don never no all any "
    "clause paragraph annex exhibit item til ama gddr6 gddr7 hbm2 hbm2e hbm3 hbm3e hbm4 lpddr5 lpddr5x yes "
    "rs czk pln huf nok sek dkk thb myr idr vnd zar brl mxn nzd ils chf sfr gbp inr jpy krw aed sar my our your their "
    "gentlemen madam sir thank thanks doctor "
    "sources ran inference tiny training compute teaching meanwhile officials prosecutors police analysts "
    "tbps gbps tflop asl western eastern mtok mtoks ktok ktoks "
    "pue kv rag ama eta faq ppt q a dm op edit tldr aka ps nb etc vs nobel euro"
)
#: words right after a name that say what kind of thing it names
_AFTER = {
    "cluster": words("machine supercomputer cluster campus site datacenter datacentre facility complex pod farm"),
    "chip": words(
        "chip chips gpu gpus accelerator accelerators processor processors card cards board boards part parts "
        "asic package"
    ),
    "benchmark": words("benchmark test exam suite leaderboard eval"),
    "model": words("model models chatbot run checkpoint"),
    "organisation": words("lab labs spokesman spokeswoman spokesperson shares stock engineers executives"),
}
#: endings of words that open a sentence and are no names
_PLAIN_ENDINGS = (
    "ing", "ed", "ly", "ors", "ers", "ent", "ents", "ive", "tion", "tions", "ment", "ments", "ness", "ity", "ities",
    "able", "ous", "ful", "less", "ists", "ions", "ves", "ays",
)  # fmt: skip


def compound(tokens: Tokens, names: Names, at: int, cover: list[Mention | None]) -> Mention | None:
    """Capitalised words in a row: a model where a version follows, a firm or benchmark by its words, else a name."""
    raw, word = tokens.raw, tokens.word
    if word[at] in _PLAIN or word[at] in WEEKDAYS or (at and raw[at - 1][0].isdigit() and tokens.glued(at)):
        return None
    if _PERIOD.fullmatch(raw[at]) or (_shouted(tokens, at) and (word[at] in COMMON or word[at] in everyday())):
        return None
    opening = (
        at == 0
        or raw[at - 1] in (".", "!", "?", ":", "\n", "•", "-", '"', "—")
        or tokens.broken(at)
        or raw[at - 1] > "\u2600"
    )
    if (
        (word[at] in COMMON and (opening or word[at] in MONTHS))
        or word[at] in MONTHS
        or (len(raw[at]) == 1 and not raw[at].isalpha())
    ):
        return None
    if (opening or (raw[at].isupper() and len(raw[at]) > 3)) and word[at] in everyday() and not _sized(tokens, at + 1):
        return None
    if raw[at].isupper() and len(raw[at]) > 3 and word[at] in COMMON and not _sized(tokens, at + 1):
        return None  # "it is STILL $1.20"
    j = _capitals(tokens, at, cover)
    if j == at or (j == at + 1 and word[at] in COMMON and raw[at - 1] in (",", ")")):
        return None  # "According to Acme, The chip": a capital that opens what is said
    if _labels(tokens, at, j) and not _sized(tokens, j):
        return None
    dashed = word[j : j + 2] in (["-", "bench"], ["-", "eval"])
    if dashed or any(_BENCH.fullmatch(raw[k]) and len(raw[k]) > 4 for k in range(at, j)):
        stop = j + 2 * dashed
        text = tokens.slice(at, stop)
        return Mention("benchmark", text, at, stop, "shape", Name(text, "benchmark", text))
    text = tokens.slice(at, j)
    if len(text) == 1:
        return None
    if word[j - 1] not in _NOT_BEFORE_VERSION and len(raw[j - 1]) > 1:
        stop = tail_of(tokens, j, cover, strict=True)
        digit = any(c.isdigit() for c in tokens.slice(j, stop)) if stop > j else False
        strong = (stop > j and any(w in STRONG for w in word[j:stop])) or (j - at > 1 and word[j - 1] in STRONG)
        coded = j - at > 1 and _SHORT_CODE.fullmatch(raw[j - 1]) is not None
        if (
            digit
            or strong
            or coded
            or (_SELF.fullmatch(raw[j - 1]) and not (raw[j - 1].isupper() and len(raw[j - 1]) < 4))
        ):
            stop = max(stop, j)
            text = tokens.slice(at, stop)
            if any(e.name.kind == "chip" for e in names.spelled(text)):
                return None
            return Mention("model", text, at, stop, "shape", Name(text, "model", text))
    kind = _kind_by_words(tokens, at, j)
    if kind == "model" and len(text) <= 4 and any(c.isdigit() for c in text):
        return Mention(kind, text, at, j, "short")
    if kind:
        return Mention(kind, text, at, j, "shape", Name(text, kind, text))
    if opening and j == at + 1 and (word[at] in COMMON or word[at] in VERBS or word[at].endswith(_PLAIN_ENDINGS)):
        return None
    lowered = word[j - 1]
    if (lowered in _FIRM and j - at > 1) or (
        raw[at].endswith(("AI", "Tech", "soft", "Corp", "Labs")) and len(raw[at]) > 3 and j == at + 1
    ):
        return Mention("organisation", text, at, j, "shape", Name(text, "organisation", text))
    if word[at] in SCALE_WORDS:
        return None
    return Mention("proper", text, at, j, "proper", None)


def _labels(tokens: Tokens, at: int, j: int) -> bool:
    """Whether capitalised words are part of the label that opens a line or a cell: "Memory Bandwidth: 3 TB/s"."""
    word = tokens.word
    if not all(w in LABELS or not w[0].isalpha() for w in word[at:j]):
        return False
    for k in range(at - 1, max(at - _LONGEST_LABEL, -1), -1):
        if "\n" in tokens.text[tokens.end[k] : tokens.start[k + 1]] or word[k] == "|":
            return True
        if word[k][0].isalpha() and word[k] not in LABELS:
            return False
    return at < _LONGEST_LABEL


def _shouted(tokens: Tokens, at: int) -> bool:
    """Whether a word stands in a row of capitals ("WHY THE FUSS OVER 600?"), where they mark no name."""
    return tokens.raw[at].isupper() and any(
        raw.isupper() and raw.isalpha() and len(raw) > 1
        for raw in (*tokens.raw[max(0, at - 1) : at], *tokens.raw[at + 1 : at + 2])
    )


def _sized(tokens: Tokens, at: int) -> bool:
    """Whether a size follows, as after a model's name ("Reflection 70B")."""
    glued = tokens.word[at + 1 : at + 2] == ["b"] and tokens.glued(at + 1)
    return at < len(tokens) and (glued or tokens.raw[at] == "-") and any(c.isdigit() for c in tokens.slice(at, at + 2))


def _kind_by_words(tokens: Tokens, first: int, end: int) -> str:
    """The kind of thing that the words around a name say it is ("the MareNostrum machine", "a model called Iris")."""
    word = tokens.word
    if end < len(tokens) and "\n" not in tokens.text[tokens.end[end - 1] : tokens.start[end]]:
        for kind, nouns in _AFTER.items():
            if word[end] in nouns or (word[end] == "data" and word[end + 1 : end + 2] in (["centre"], ["center"])):
                return kind
    apposed = _apposed(tokens, end)
    if apposed:
        return apposed
    before = word[max(0, first - 2) : first]
    if before[-1:] in (["called"], ["named"], ["dubbed"]) and before[:1] in (["model"], ["chatbot"], ["is"]):
        return "model"
    if before[-1:] in (["model"], ["chatbot"]):
        return "model"
    return {"supercomputer": "cluster", "cluster": "cluster", "benchmark": "benchmark"}.get("".join(before[-1:]), "")


def _apposed(tokens: Tokens, end: int) -> str:
    """The kind that an apposition gives: "Sohu, an ASIC", "Teuken, the model out of Bonn"."""
    word = tokens.word
    if word[end : end + 1] != [","] or word[end + 1 : end + 2] not in (["a"], ["an"], ["the"], ["its"]):
        return ""
    for k in range(end + 2, min(end + 9, len(tokens))):
        if word[k : k + 3] == ["start", "-", "up"]:
            return "organisation"
        if word[k] in HEADS and word[k + 1 : k + 2] != ["-"]:
            return HEADS[word[k]]
        if word[k] in (",", ".", ";", "of", "that", "which", "who", "in", "from", "with", "and", "for"):
            return ""
    return ""


def lower_code(tokens: Tokens, at: int) -> Mention | None:
    """A model written in small letters with a number ("s1"), where a sentence opens with it or it is "called" so."""
    word = tokens.word
    if not _CODE.fullmatch(tokens.raw[at]) or tokens.glued(at):
        return None
    if _DEEPSEEK.fullmatch(tokens.raw[at]) and not (
        word[at - 1 : at] == ["version"] or _TENSORS.intersection(word[max(0, at - _NEAR) : at + _NEAR])
    ):
        return Mention("model", tokens.raw[at].upper(), at, at + 1, "short")
    opens = (
        at == 0
        or word[at - 1] in (".", "!", "?", ":", '"')
        or tokens.broken(at)
    )
    if not (opens or word[at - 1] in ("called", "named", "dubbed", "'s")) or word[at + 1 : at + 2] == ["%"]:
        return None
    text = tokens.raw[at]
    return Mention("model", text, at, at + 1, "shape", Name(text, "model", text))


def _capitals(tokens: Tokens, at: int, cover: list[Mention | None]) -> int:
    """Where a row of capitalised words ends ("Institute of Solar Studies", "Põhjala-AI")."""
    raw, word = tokens.raw, tokens.word
    end = len(tokens)
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
    return j
