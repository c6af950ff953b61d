"""Whose turn it is: speaker tags of transcripts, issuers of headlines and press releases, open quotations."""

from __future__ import annotations

from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import Sentence, Tokens
from oncurve.claims.read.words import MONTHS

__all__ = ["in_quotation", "issuer_of", "tag_of", "without_dateline"]

_LONGEST = 40
_FAR = 3000


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


def issuer_of(scene: Scene) -> str | None:
    """The firm that a text speaks for which opens with its announcing something today."""
    firms = scene.of_kind("organisation")
    if (
        scene.first == 0
        and firms
        and firms[0].first <= 2
        and any(d.iso == scene.published for d in scene.dates)
        and scene.has("releas", "launch", "announc", "open", "unveil", "introduc", "publish")
    ):
        return firms[0].ident
    return None


def without_dateline(tokens: Tokens, sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    """The names of a sentence without the place that a report is dated from ("PARIS, 3 May —")."""
    first = mentions[0] if mentions else None
    if first is None or first.first != sentence.first or first.kind not in ("proper", "country"):
        return mentions
    if sentence.first and "\n" not in tokens.text[tokens.end[sentence.first - 1] : tokens.start[sentence.first]]:
        return mentions
    word = tokens.word
    after = word[first.end : first.end + 6]
    dated = any(w in MONTHS for w in after)
    if after[:1] in (["—"], ["–"]) or (dated and ("—" in after or "–" in after or sentence.end - first.end <= 6)):
        return mentions[1:]
    return mentions
