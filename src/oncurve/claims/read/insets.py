"""What is set into a sentence: asides about a name, who speaks between commas, a quotation that goes on beyond it."""

from __future__ import annotations

from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.saying import SOURCES, VERBS, Source, named
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import Sentence, Tokens, words

__all__ = ["aside_at", "closing_source", "posed_at"]

_RELATIVES = words("which who whose that whom where")
_ARTICLES = words("a an the its their one")
_BREAKS = words(', " — – ) -')
_MARKS = words(", ; : ( ) — –")
#: tokens that a quotation is followed over to its end
_FAR = 150


def aside_at(scene: Scene, first: int, end: int) -> str:
    """What aside a claim stands in: "noun" (`V3, a model released in May, has`), "which", or "" for none."""
    word = scene.tokens.word
    opening = next((k for k in range(first - 1, scene.first, -1) if word[k] in _MARKS), None)
    if opening is None or word[opening] != "," or opening - 1 < scene.first or scene.cover[opening - 1] is None:
        return ""
    head = word[opening + 1]
    kind = "which" if head in _RELATIVES else "noun" if head in _ARTICLES else "done" if head.endswith("ed") else ""
    if not kind:
        return ""
    close = next((k for k in range(end, scene.end - 1) if word[k] in _MARKS), None)
    return f"aside:{kind}" if close is not None and word[close] == "," else f"tail:{kind}"


def posed_at(scene: Scene, source: Source) -> str:
    """Where a source and its verb are set into what is said: "mid" (`costs, he wrote, fell`), "end", or ""."""
    if not source.cue.startswith(("subject", "inverted")):
        return ""
    word = scene.tokens.word
    first, last = min(source.first, source.at), max(source.end - 1, source.at)
    if first <= scene.first or word[first - 1] not in _BREAKS:
        return ""
    after = word[last + 1] if last + 1 < scene.end else "."
    return "end" if after in (".", '"', "!", "?") else "mid" if after in (",", "—", "–", ":") else ""


def closing_source(tokens: Tokens, sentence: Sentence, cover: list[Mention | None], *, opened: bool) -> str | None:
    """Who is named behind the mark that closes a quotation left open by a sentence ("Yes. We have 5," Roe said).

    Args:
        tokens: all words of the text.
        sentence: the sentence that may leave a quotation open.
        cover: the name at each token, if any.
        opened: whether the quotation was open before the sentence.
    """
    word = tokens.word
    if (word[sentence.first : sentence.end].count('"') + opened) % 2 == 0:
        return None
    close = next((k for k in range(sentence.end, min(sentence.end + _FAR, len(word))) if word[k] == '"'), None)
    if close is None or "\n\n" in tokens.text[tokens.end[sentence.end - 1] : tokens.start[close]]:
        return None
    for k in range(close + 1, min(close + 4, len(word))):
        mention = cover[k]
        if mention is not None and mention.kind in SOURCES:
            said = word[mention.end : mention.end + 2]
            return named(mention, "", "", k).ident if word[k - 1] in VERBS or not VERBS.isdisjoint(said) else None
    return None
