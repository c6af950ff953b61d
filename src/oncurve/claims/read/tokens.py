"""Words, numbers and marks of a plain text, with stems and sentences."""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec import Struct

from oncurve.claims.read.remembered import Remembered

__all__ = ["STEMS", "Sentence", "Tokens", "stem", "stems", "tokenise", "words"]


def words(text: str) -> frozenset[str]:
    """The words of a list written with blanks between them."""
    return frozenset(text.split())


_TOKEN = re.compile(
    r"(?<![\d.,])\d{1,3}(?: 000)+(?![\d.,]\d|\d)"
    r"|\d+(?:[.,'\u00a0]\d+)*(?:[eE][+]?\d{1,3}(?!\w))?"
    r"|万亿|[万亿億兆萬]"
    r"|(?:[^\W\d_]\.){2,}|[^\W\d_]\w{0,30}\.(?:ai|AI|com|io|cn)\b"
    r"|[^\W\d_]\w*(?:(?<=\d)\.\d+\w*)?"
    r"|'(?:s|t|re|d|ll|ve|m|S|T|RE|D|LL|VE|M)\b"
    r"|[^\s\w]|\w"
)
_IRREGULAR = {
    "fell": "fall",
    "fallen": "fall",
    "lost": "lose",
    "sank": "sink",
    "sunk": "sink",
    "spent": "spend",
    "rose": "rise",
    "risen": "rise",
    "slid": "slide",
    "paid": "pay",
    "laid": "lay",
    "built": "build",
    "made": "make",
    "ran": "run",
    "sold": "sell",
    "bought": "buy",
    "held": "hold",
    "kept": "keep",
    "took": "take",
    "taken": "take",
    "gave": "give",
    "given": "give",
    "came": "come",
    "went": "go",
    "gone": "go",
    "goes": "go",
    "said": "say",
    "told": "tell",
    "wrote": "write",
    "written": "write",
    "thought": "think",
    "put": "put",
    "shut": "shut",
    "drew": "draw",
    "drawn": "draw",
    "grew": "grow",
    "grown": "grow",
    "ate": "eat",
    "eaten": "eat",
    "fed": "feed",
    "led": "lead",
    "got": "get",
    "won": "win",
    "brought": "bring",
    "learnt": "learn",
    "shrank": "shrink",
    "shrunk": "shrink",
    "cheaper": "cheap",
    "cheapest": "cheap",
    "dearer": "dear",
    "pricier": "pricey",
    "costlier": "costly",
    "saw": "see",
    "seen": "see",
    "began": "begin",
    "begun": "begin",
    "froze": "freeze",
    "frozen": "freeze",
    "forbade": "forbid",
    "forbidden": "forbid",
    "bore": "bear",
    "chips": "chip",
    "dropped": "drop",
    "better": "better",
    "was": "be",
    "were": "be",
    "is": "be",
    "are": "be",
    "been": "be",
    "has": "have",
    "had": "have",
    "does": "do",
    "did": "do",
    "done": "do",
    "ploughed": "plough",
    "plowed": "plough",
    "plow": "plough",
    "men": "man",
    "duties": "duty",
    "duty": "duty",
}
_ABBREVIATIONS = words(
    "jan feb mar apr jun jul aug sep sept oct nov dec inc corp ltd co dr mr mrs ms st no vs gen sen rep "
    "gov prof approx est fig al vol ca cf dept u.s. u.k. e.g. i.e. jr sr"
)
_BULLETS = frozenset("-•*–·▪‣◦")
_LINES = _BULLETS | {"|", "#"}
#: tokens of the label of an entry, its colon among them
_LABELLED = 6


def stem(word: str) -> str:
    """A rough stem of a lower-case word: "trained", "training" and "trains" share one."""
    return STEMS[word]


def _stem(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word].rstrip("e") if len(_IRREGULAR[word]) > 4 else _IRREGULAR[word]
    if len(word) <= 3 or not word.isalpha():
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("eed"):
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word.rstrip("e") if len(word) > 4 else word


#: the stems of words met so far
STEMS = Remembered(_stem)


def stems(text: str) -> frozenset[str]:
    """The stems of a list of words written with blanks between them."""
    return frozenset(map(stem, text.split()))


#: words that open a sentence, also where the blank before it is lost: "US$294,000.Although"
_OPENERS = words(
    "the although it in this however but and we they on for as while these that its our he by at to if when with after "
    "also such there then moreover meanwhile"
)


#: what is told apart by letters, so that a letter after it is no initial of a name: "a Series A. Nvidia"
_LETTERED = words("series class plan part section appendix table figure exhibit option type round grade group phase "
                  "tier")


class Sentence(Struct):
    """Tokens `first` up to `end`, with what its form says."""

    first: int
    end: int
    question: bool = False
    item: bool = False
    paragraph: int = 0
    tag: str = ""


#: a sentence is cut after so many tokens, so that the time of reading grows with the text and no faster
_LONGEST = 250


#: the largest share of words with a capital in a text that writes names small
_CAPITALS = 0.04
#: the widest that plain texts are broken at
_WIDEST = 140
#: tokens that may end a sentence
_STOPS = frozenset(".!?\"')")


class Tokens:
    """The tokens of a plain text as parallel lists: `word` in lower case, `raw` as written, `start` and `end`."""

    __slots__ = ("end", "raw", "small", "start", "text", "wide", "word")

    def __init__(self, text: str) -> None:
        self.text = text
        spans = [found.span() for found in _TOKEN.finditer(text)]
        self.raw: list[str] = [text[start:end] for start, end in spans]
        self.start: list[int] = [start for start, _ in spans]
        self.end: list[int] = [end for _, end in spans]
        self.word: list[str] = [token.lower() for token in self.raw]
        plain = [token for token in self.raw if len(token) > 2 and token.isalpha()]
        capitals = sum(token[0].isupper() and not token.isupper() for token in plain)
        #: whether names are written small, as in posts: hardly a word has a capital at its start alone
        self.small: bool = capitals <= _CAPITALS * len(plain) and not text.isupper()
        #: whether lines are longer than any width that texts are broken at, so that a break ends what it ends
        self.wide: bool = max(map(len, text.split("\n"))) > _WIDEST

    def __len__(self) -> int:
        return len(self.raw)

    def glued(self, index: int) -> bool:
        """Whether the token stands right after the one before it, with no space between."""
        return 0 < index < len(self.start) and self.start[index] == self.end[index - 1]

    def glued_s(self, end: int | None) -> bool:
        """Whether the token that ends a name is the name with a plural "s"."""
        return end is not None and self.word[end - 1].endswith("s") and self.word[end - 1] != "'s"

    def broken(self, index: int) -> bool:
        """Whether a line ends between the token before and this one, which is not the first."""
        return "\n" in self.text[self.end[index - 1] : self.start[index]]

    def opens_line(self, index: int) -> bool:
        """Whether a token is the first of a line."""
        return index == 0 or self.broken(index) or self.raw[index] == "•"

    def slice(self, first: int, end: int) -> str:
        """The plain text of tokens `first` up to `end`, with plain spaces."""
        text = self.text[self.start[first] : self.end[end - 1]] if first < end else ""
        return text if text.isascii() and "\n" not in text else text.replace("\u00a0", " ").replace("\n", " ")

    def sentences(self) -> list[Sentence]:
        """The sentences, list items and headlines of the text."""
        found: list[Sentence] = []
        first = paragraph = 0
        for index in self._ends():
            while index - first > _LONGEST:
                found.append(self._sentence(first, first + _LONGEST + 1, paragraph))
                first += _LONGEST + 1
            last = index + 1 == len(self.raw)
            gap = "" if last else self.text[self.end[index] : self.start[index + 1]]
            broken = "\n" in gap and self._breaks(index, gap)
            if last or broken or index - first >= _LONGEST or self._stops(index, gap):
                found.append(self._sentence(first, index + 1, paragraph))
                first = index + 1
                paragraph += broken and gap.count("\n") > 1
        return found

    def _ends(self) -> list[int]:
        """The tokens that may end a sentence: marks, those before a line break, and the last."""
        ends = {index for index, raw in enumerate(self.raw) if raw in _STOPS or raw > "\u2600"}
        at = self.text.find("\n")
        while at >= 0:
            ends.add(bisect_left(self.start, at) - 1)
            at = self.text.find("\n", at + 1)
        ends |= {index - 1 for index, raw in enumerate(self.raw) if raw == "•"}
        ends.discard(-1)
        return sorted(ends | {len(self.raw) - 1}) if self.raw else []

    def _sentence(self, first: int, end: int, paragraph: int) -> Sentence:
        question = "?" in self.raw[max(first, end - 3) : end]
        line_start = self.opens_line(first)
        item = line_start and (
            self.raw[first] in _BULLETS
            or (self.raw[first].isdigit() and end - first > 2 and self.raw[first + 1] in ".)")
        )
        return Sentence(first, end, question, item, paragraph)

    def _breaks(self, index: int, gap: str) -> bool:
        if gap.count("\n") > 1 or self.raw[index] in ".!?:;|" or self.raw[index + 1] in _LINES:
            return True
        if ":" in self.raw[index + 2 : index + _LABELLED] and self.raw[index + 1][0].isupper():
            return True  # "Memory: 141 GB" below another entry
        if self.wide and self.raw[index + 1][0].isupper() and self.raw[index] != ",":
            return True
        line = self.text.rfind("\n", max(0, self.end[index] - 200), self.end[index])
        return self.end[index] - max(line, 0) < 60 or self.raw[index + 1].isdigit()

    def _stops(self, index: int, gap: str) -> bool:
        raw = self.raw[index]
        closed = raw in "\"')" and index > 0 and self.raw[index - 1] in (".", "!", "?") and self.glued(index)
        if raw > "\u2600" and len(raw) == 1 and not raw.isalnum():
            return self.raw[index + 1] != "(" and self.raw[index + 1] < "\u2600"
        following = self.raw[index + 1]
        if following == "•" and gap:
            return True
        if raw == "." and not gap:
            return following[0].isupper() and following.lower() in _OPENERS and len(self.word[index - 1]) > 1
        if (raw not in (".", "!", "?") and not closed) or not gap:
            return False
        if following in "\"')" and gap == "":
            return False
        if raw == ")" and self.word[index - 2] in _ABBREVIATIONS:
            return False  # "GPT-4 (est.) | OpenAI"
        if raw == "." and index > 0:
            before = self.word[index - 1]
            if (
                before in _ABBREVIATIONS
                and (following[:1].isdigit() or before not in ("no", "co"))
                and following[:1] != "\n"
            ):
                return False
            initial = len(before) == 1 and before.isalpha() and self.raw[index - 1].isupper() and not (
                index > 1 and self.word[index - 2] in _LETTERED)
            if initial and not (index > 1 and self.glued(index - 1) and self.raw[index - 2][0].isdigit()):
                return False  # "J. Doe", but not "$5.6M."
        return self.small or not following[:1].islower() or not following.isalpha() or not following.islower()


def tokenise(text: str) -> Tokens:
    """The tokens of a plain text."""
    return Tokens(text)
