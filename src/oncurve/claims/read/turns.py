"""Whose turn it is: speaker tags of transcripts, issuers of headlines and press releases, open quotations."""

from __future__ import annotations

from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import Sentence, Tokens, words
from oncurve.claims.read.words import MONTHS

__all__ = ["in_quotation", "issuer_of", "tag_of", "without_dateline"]

_LONGEST = 40
_FAR = 3000
_ANNOUNCES = words(
    "announces announce launches launch introduces introduce presents present releases release unveils opens "
    "publishes confirms makes reports expects begins starts adds brings offers publish today"
)
_ANNOUNCED = words(
    "announced launched introduced released unveiled opened published ordered placed completed signed built"
)


def tag_of(tokens: Tokens, sentence: Sentence, mentions: list[Mention], cover: list[Mention | None]) -> str | None:
    """The speaker tag or headline issuer that opens a sentence ("GUEST:", "MosaicML:"); a tag is no longer a name."""
    for k in range(sentence.first, min(sentence.first + 4, sentence.end)):
        if tokens.raw[k] != ":" or k == sentence.first:
            continue
        said = tokens.raw[sentence.first : k]
        if (
            all(w.isupper() or not w.isalpha() for w in said)
            and any(w.isalpha() and len(w) > 1 for w in said)
            and len(tokens.slice(sentence.first, k)) <= _LONGEST
        ):
            known = cover[sentence.first]
            if known is None or known.kind in ("person", "proper"):
                sentence.tag = "turn"
                mentions[:] = [m for m in mentions if m.first >= k or m.kind != "proper"]
                return " ".join(said)
        first = mentions[0] if mentions else None
        if first is not None and first.kind in ("organisation", "person") and first.end == k:
            return first.name.label if first.kind == "person" and first.name else first.ident
    return None


def in_quotation(tokens: Tokens, sentence: Sentence) -> bool:
    """Whether the sentence goes on inside a quotation that was opened before it, or opens with one."""
    start = tokens.start[sentence.first]
    text = tokens.text
    paragraph = text.rfind("\n\n", max(0, start - _FAR), start) + 1
    return text.count('"', max(paragraph, start - _FAR), start) % 2 == 1 or text[start] == '"'


def issuer_of(scene: Scene) -> tuple[str, tuple[str, ...]] | None:
    """The firm that the first sentence of a text is about, with the traits of press releases that the text has."""
    word = scene.tokens.word
    firm = next((m for m in scene.mentions if m.kind in ("organisation", "proper")), None)
    if firm is None or (firm.kind == "proper" and firm.first > scene.first + 1):
        return None
    verb = next((w for w in word[firm.end : min(firm.end + 8, scene.end)] if w in _ANNOUNCES or w in _ANNOUNCED), "")
    traits = [
        "press:" + ("now" if verb in _ANNOUNCES else "past" if verb else "none"),
        "press:" + ("opens" if firm.first <= scene.first + 1 else "later"),
        "press:" + firm.kind,
    ]
    if any(d.iso == scene.published for d in scene.dates):
        traits.append("press:today")
    if any(w in ("we", "our") for w in word):
        traits.append("press:we")
    if any(w in ("said", "reported", "says", "reports") for w in word):
        traits.append("press:said")
    if word[scene.end : scene.end + 400].count("customers"):
        traits.append("press:customers")
    if any(w in ("—", "–") for w in word[:6]):
        traits.append("press:dateline")
    name = firm.name.label if firm.name is not None and firm.kind == "person" else firm.ident
    return name, tuple(traits)


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
