"""What kind of thing a name is that the catalogue does not know, by how the whole text speaks of it."""

from __future__ import annotations

from oncurve.catalog.names import Names
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.places import country_of
from oncurve.claims.read.tokens import Tokens, words
from oncurve.claims.read.words import ROLES, SPEECH

__all__ = ["guess_kinds"]

_OWNED = words(
    "model models chatbot flagship chief boss engineers founder founders shares stock data plan plans lab labs "
    "researchers customers spokesman spokeswoman account paper report figures books owner parent network servers "
    "developers latest newest new own bill costs budget head executives investors assistant app api team makers"
)
_ACTS = words(
    "spent spends plans planned bought buys ordered orders launched launches released releases trained trains raised "
    "raises unveiled unveils built builds charges charged puts cut cuts wants laid lays poured pours fed feeds runs "
    "hired sells sold offers offered owns rents rented makes made opened opens answered earmarked pledged pledges"
)
_SCORES = words("scored scores gets got asks costs cost took needed ate weighs carries holds drank learned learnt saw")
_TITLES = words("mr mrs ms dr professor prof sir lord baroness analyst founder minister senator president chairman")
_SIZES = words("large medium small pro ultra mini nano max lite flash turbo plus chat instruct coder")
_PLACED = words("in at near outside from around across")
_MADE = words("train training trained called released launched unveiled run running serve of behind")
_ROLES = ROLES | words("chief boss founder head analyst director")
_LEAST = 1.2
_MARGIN = 0.4


def guess_kinds(tokens: Tokens, found: list[Mention], names: Names) -> None:
    """Gives names of no known kind the kind that the text speaks for, and surnames the full names of their people."""
    unknown: dict[str, list[Mention]] = {}
    for mention in found:
        if mention.kind == "proper" and (names.in_city(mention.ident) or country_of(mention.ident)):
            mention.kind = "place"
        elif mention.ident == "Union" and mention.kind == "proper" and _is_bloc(tokens, mention):
            mention.kind, mention.ident, mention.name = "country", "EU", names.get("country", "EU")
        elif mention.kind == "proper":
            unknown.setdefault(mention.ident, []).append(mention)
    if not unknown:
        return
    starts = {mention.first: mention for mention in found}
    for mentions in unknown.values():
        scores: dict[str, float] = {}
        for mention in mentions:
            _cues(tokens, mention, starts, scores)
        ranked = sorted(scores.items(), key=lambda row: -row[1])
        if ranked and ranked[0][1] >= _LEAST and ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0) >= _MARGIN:
            for mention in mentions:
                mention.kind = ranked[0][0]
    _surnames(found)


def _is_bloc(tokens: Tokens, mention: Mention) -> bool:
    """Whether "the Union" is that of Europe: no other word says of what."""
    before = tokens.word[mention.first - 1] if mention.first else ""
    return before == "the" and tokens.word[mention.end : mention.end + 1] not in (["of"], ["'s"]) and (
        mention.end >= len(tokens) or not tokens.raw[mention.end][:1].isupper()
    )


def _add(scores: dict[str, float], kind: str, weight: float) -> None:
    scores[kind] = scores.get(kind, 0.0) + weight


def _cues(tokens: Tokens, mention: Mention, starts: dict[int, Mention], scores: dict[str, float]) -> None:
    word = tokens.word
    after = word[mention.end : mention.end + 4]
    before = word[mention.first - 1] if mention.first else ""
    following = after[0] if after else ""
    pair = mention.end - mention.first == 2
    if following == "'s":
        known = starts.get(mention.end + 1)
        owns = (known is not None and known.kind == "model") or any(w in _OWNED for w in after[1:])
        _add(scores, "organisation", 1.6 if owns else 0.6)
    if following in SPEECH:
        _add(scores, "person" if pair else "organisation", 1.3)
    if following in _ACTS or (following in ("has", "will", "have") and after[1:2] and after[1] in _ACTS | {"spend"}):
        _add(scores, "organisation", 1.5)
    if following in ("was", "is", "were") and "trained" in after[1:3]:
        _add(scores, "model", 2.0)
    if following in _SCORES:
        _add(scores, "model", 1.0)
    if following == "," and len(after) > 1 and (after[1] == "who" or any(w in _ROLES for w in after[1:4])):
        _add(scores, "person", 1.5)
    if following == "," and _after_aside(tokens, mention.end) in SPEECH:
        _add(scores, "person" if pair else "organisation", 1.3)
    if before in _TITLES:
        _add(scores, "person", 2.0)
    if before in _PLACED and following != "'s":
        _add(scores, "place", 1.5)
    if pair and word[mention.end - 1] in _SIZES:
        _add(scores, "model", 1.4)
    if before in _MADE:
        _add(scores, "model", 0.8)
    if before == "'s" and mention.first > 1:
        _add(scores, "model", 1.0)
    if following == ":" and (
        tokens.opens_line(mention.first)
    ):
        _add(scores, "person", 1.3 if tokens.raw[mention.first].isupper() else 0.4)
    if before == "," and following in ("?", "."):
        _add(scores, "person", 0.4)
    if before in ("told", "by"):
        _add(scores, "organisation", 0.7)


def _after_aside(tokens: Tokens, comma: int) -> str:
    """The word after an aside that opens with a comma ("X, of Shanghai, claims")."""
    for k in range(comma + 1, min(comma + 10, len(tokens) - 1)):
        if tokens.word[k] in (".", ";"):
            return ""
        if tokens.word[k] == ",":
            return tokens.word[k + 1]
    return ""


def _surnames(found: list[Mention]) -> None:
    """A surname alone stands for the person named in full before it."""
    full: dict[str, str] = {}
    for mention in found:
        if mention.kind == "person" and mention.name is None:
            last = mention.ident.rsplit(" ", 1)
            if len(last) > 1:
                full[last[1]] = mention.ident
    for mention in found:
        if mention.kind in ("proper", "organisation", "person") and mention.name is None and mention.ident in full:
            mention.kind, mention.ident = "person", full[mention.ident]
