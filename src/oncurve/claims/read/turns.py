"""Whose turn it is: speaker tags of transcripts, issuers of headlines and press releases, open quotations."""

from __future__ import annotations

import re
from collections import Counter

from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import Sentence, Tokens, words
from oncurve.claims.read.words import MONTHS

__all__ = ["document_of", "in_quotation", "issuers_of", "tag_of", "without_dateline"]

_LONGEST = 40
#: tokens within which a turn of a transcript names who speaks, and a heading its firm
_TAG, _SHORT = 9, 4
_TITLES = words("the mr mrs ms miss dr lord lady baroness sir dame professor prof senator judge madam m mme herr frau")
_FAR = 3000
_LONGEST_LINE = 16
_STAMP = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?\s+")
#: a line that announces a speaker with a post
_ANNOUNCED_AS = re.compile(
    r"(?P<name>[A-Z][\w.'-]+(?: [A-Z][\w.'-]*){1,3})(?:,| --| -| [\u2014\u2013])\s?[^.;]*?"
    r"\b(?:CEO|CFO|COO|CTO|Chief|Chair\w*|President|Director|Analyst|Officer|Head|Founder|Partner|Operator|Relations)\b[^.;]*"
)
_ANNOUNCES = words(
    "announces announce launches launch introduces introduce presents present releases release unveils opens "
    "publishes confirms makes reports expects begins starts adds brings offers publish today"
)
_ANNOUNCED = words(
    "announced launched introduced released unveiled opened published ordered placed completed signed built"
)

_ISSUERS = 2
_EARLY = 12
#: words of a text that tell whose it is
_TELLING = words("said says told according reported we our i my customers available availability pleased")


def tag_of(tokens: Tokens, sentence: Sentence, mentions: list[Mention], cover: list[Mention | None]) -> str | None:
    """The speaker tag or headline issuer that opens a sentence ("GUEST:", "MosaicML:"); a tag is no longer a name."""
    first = sentence.first
    raw = tokens.raw
    announced = _announced(tokens, sentence)
    if announced is not None:
        sentence.tag = "turn"
        return announced
    first = _past_stamp(tokens, first, sentence.end)
    k = next((k for k in range(first + 1, min(first + _TAG, sentence.end)) if raw[k] == ":"), None)
    if k is None or len(tokens.slice(first, k)) > _LONGEST:
        return None
    said = raw[first:k]
    known = cover[first]
    if any(name is not None and name.kind in ("model", "chip", "benchmark") for name in cover[first:k]):
        return None  # "GPT-3 (2020): 21% of the peak"
    if _is_turn(said) and (known is None or known.kind in ("person", "proper")):
        sentence.tag = "turn"
        mentions[:] = [m for m in mentions if m.first >= k or m.kind != "proper"]
        return " ".join(said) if all(map(str.isalnum, said)) else tokens.slice(first, k)
    name = mentions[0] if mentions else None
    if sentence.item and name is not None and name.kind == "organisation":
        return None  # whom an item of a list is about
    if name is not None and name.kind in ("organisation", "person") and name.end == k and k - first < _SHORT:
        return name.name.label if name.kind == "person" and name.name else name.ident
    return None


def _past_stamp(tokens: Tokens, first: int, end: int) -> int:
    """The token after a time stamp that opens a line: "[00:01:07] Guest:"."""
    stamp = _STAMP.match(tokens.text, tokens.start[first])
    if stamp is None:
        return first
    return next((k for k in range(first, min(first + _TAG, end)) if tokens.start[k] >= stamp.end()), first)


def _announced(tokens: Tokens, sentence: Sentence) -> str | None:
    """Whose turn a line of its own says that it is: "Susan Li, CFO", "Brian Nowak -- Morgan Stanley -- Analyst"."""
    if sentence.end - sentence.first > _LONGEST_LINE or tokens.word[sentence.end - 1] in (".", "!", "?", ":"):
        return None
    stop = tokens.start[sentence.end] if sentence.end < len(tokens) else len(tokens.text)
    if "\n" not in tokens.text[tokens.end[sentence.end - 1] : stop]:
        return None
    found = _ANNOUNCED_AS.fullmatch(tokens.slice(sentence.first, sentence.end))
    return found["name"] if found is not None else None


def _is_turn(said: list[str]) -> bool:
    """Whether the words before a colon are how a transcript names who speaks: "DR. ROE", "A", "The Minister"."""
    letters = [w for w in said if w.isalpha()]
    if letters and all(w.isupper() or not w.isalpha() for w in said):
        return len(letters[0]) > 1 or said in (["A"], ["Q"]) or len(letters) > 1
    if not letters or any(w[0].isdigit() for w in said):
        return False
    titled = letters[0].lower() in _TITLES and len(letters) > 1
    return titled and all(w[0].isupper() or w.lower() in ("of", "the", "for", "de") for w in letters)


def in_quotation(tokens: Tokens, sentence: Sentence) -> bool:
    """Whether the sentence goes on inside a quotation that was opened before it, or opens with one."""
    start = tokens.start[sentence.first]
    text = tokens.text
    paragraph = text.rfind("\n\n", max(0, start - _FAR), start) + 1
    return text.count('"', max(paragraph, start - _FAR), start) % 2 == 1 or text[start] == '"'


def document_of(tokens: Tokens, mentions: list[Mention]) -> tuple[str, ...]:
    """What a whole text tells of who speaks in it: how often others are quoted, whether "we" speak, who is named."""
    seen = Counter(w for w in tokens.word if w in _TELLING)
    said = seen["said"] + seen["says"] + seen["told"] + seen["according"] + seen["reported"]
    own = seen["we"] + seen["our"]
    firms = {m.ident for m in mentions if m.kind == "organisation"}
    outlets = any(m.name is not None and m.name.sort in ("outlet", "analyst", "bank") for m in mentions)
    quoted, ours = f"said{min(said, 2)}", "we" if own else "no"
    return (
        quoted,
        ours,
        f"firms{min(len(firms), 3)}",
        "outlets" if outlets else "none",
        "persons" if any(m.kind == "person" for m in mentions) else "nobody",
        f"{quoted}:{ours}:{'outlets' if outlets else 'none'}",
        "sells" if seen["customers"] + seen["available"] + seen["availability"] + seen["pleased"] else "plain",
        "i" if seen["i"] + seen["my"] else "not-i",
    )


def issuers_of(scene: Scene) -> list[tuple[str, tuple[str, ...]]]:
    """The firms that the opening of a text may be a release of, each with the traits of press releases that it has."""
    word = scene.tokens.word
    shared = _opening(scene)
    found: list[tuple[str, tuple[str, ...]]] = []
    for m in scene.mentions:
        if m.kind not in ("organisation", "proper") or len(found) == _ISSUERS:
            continue
        verb = next((w for w in word[m.end : min(m.end + 8, scene.end)] if w in _ANNOUNCES or w in _ANNOUNCED), "")
        if m.kind == "proper" and m.first > scene.first + 1 and not verb:
            continue
        when = "now" if verb in _ANNOUNCES else "past" if verb else "none"
        place = "opens" if m.first <= scene.first + 1 else "later"
        rank = f"press:rank{len(found)}"
        found.append((m.ident, (f"press:{when}", f"press:{place}", f"press:{m.kind}", rank, *shared)))
    things = [m for m in scene.mentions if m.kind == "model"] or scene.of_kind("chip")[:1]
    maker = next((m.organisation for m in things if m.organisation and m.first < scene.first + _EARLY), "")
    if maker and all(maker != ident for ident, _ in found):
        found.append((maker, ("press:maker", f"press:rank{len(found)}", *shared)))
    return found


def _opening(scene: Scene) -> tuple[str, ...]:
    """What the opening of a text has of a press release."""
    word = scene.tokens.word
    here = word[scene.first : scene.end]
    traits = []
    if any(d.iso == scene.published for d in scene.dates):
        traits.append("press:today")
    if "we" in here or "our" in here:
        traits.append("press:we")
    if not {"said", "reported", "says", "reports"}.isdisjoint(here):
        traits.append("press:said")
    if "—" in here[:6] or "–" in here[:6]:
        traits.append("press:dateline")
    return tuple(traits)


def without_dateline(tokens: Tokens, sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    """The names of a sentence without the place that a report is dated from ("PARIS, 3 May —")."""
    first = mentions[0] if mentions else None
    if first is None or first.first != sentence.first or first.kind not in ("proper", "place", "country"):
        return mentions
    if sentence.first and "\n" not in tokens.text[tokens.end[sentence.first - 1] : tokens.start[sentence.first]]:
        return mentions
    word = tokens.word
    after = word[first.end : first.end + 6]
    dated = any(w in MONTHS for w in after)
    if after[:1] in (["—"], ["–"]) or (dated and ("—" in after or "–" in after or sentence.end - first.end <= 6)):
        return mentions[1:]
    return mentions
