"""Which language a text is in, by its script and its commonest words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

__all__ = ["LANGUAGES", "language_of"]

LANGUAGES = {
    "en": "English",
    "fr": "French",
    "de": "German",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "zh": "Chinese",
    "ja": "Japanese",
    "ko": "Korean",
    "ru": "Russian",
    "ar": "Arabic",
    "und": "another language",
}
_COMMON = {
    "en": (
        "the of and to in that for is with on as it was at by from has have said its which but are this will an be not"
    ),
    "fr": "le la les des et une est pour dans que qui sur par avec au aux du plus cette sont pas ses selon ce",
    "de": "der die das und ist nicht ein eine mit von zu den dem auf für im sich auch nach wird bei aus sind",
    "es": "el los las una que por con para del se es más como su según pero este fue son lo al",
    "it": "il lo gli una che di per con del della sono più come nel alla anche non si dei secondo",
    "pt": "o os as uma que por com para do da em não mais como foi são ao dos pela segundo",
    "nl": "de het een van en is dat op te voor met niet zijn aan door ook er maar bij volgens",
}
_WORDS = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_SCRIPTS = {"CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CYRILLIC": "ru", "ARABIC": "ar"}
_SAMPLE = 6000
_FEWEST = 25
#: how many of a language's commonest words tell it: "per", "die" and "come" are English too
_SEVERAL = 3


def language_of(text: str) -> str:
    """ISO code of the language; "en" for short or mixed texts, "und" for one that is not known."""
    sample = text[:_SAMPLE]
    if not sample.isascii():
        other = _script(sample)
        if other is not None:
            return other
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if len(words) < _FEWEST:
        return "en"
    counts = {code: sum(word in common for word in words) for code, common in _WORDS.items()}
    best = max(counts, key=lambda code: counts[code])
    told = len(_WORDS[best].intersection(words)) >= _SEVERAL
    if best != "en" and told and counts[best] > 1.6 * counts["en"] and counts[best] >= 0.08 * len(words):
        return best
    return "en"


def _script(sample: str) -> str | None:
    """The language of a script that most letters are in, other than Latin."""
    letters = [c for c in sample if c.isalpha()]
    if len(letters) < _FEWEST:
        return None
    tally: Counter[str] = Counter()
    for letter in letters:
        if ord(letter) < 0x250:
            tally["LATIN"] += 1
        else:
            tally[unicodedata.name(letter, "").split(" ")[0]] += 1
    foreign = len(letters) - tally["LATIN"] - tally["GREEK"]
    # a character of Chinese or Japanese stands for several letters
    if foreign * (2.0 if tally["CJK"] > foreign / 2 else 1.0) < 0.6 * len(letters):
        return None
    if tally["HIRAGANA"] + tally["KATAKANA"] > 0.05 * foreign:
        return "ja"
    script = max((s for s in tally if s != "LATIN"), key=lambda s: tally[s])
    return _SCRIPTS.get(script, "und")
