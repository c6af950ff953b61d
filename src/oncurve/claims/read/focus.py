"""What the text is about at a place: the names last spoken of, by kind, and what "the Paris lab" stands for."""

from __future__ import annotations

import re

from msgspec import Struct, field

from oncurve.catalog.names import Name, Names
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.tokens import Tokens, words

__all__ = ["Focus", "describe"]

_FIRMS = words(
    "lab labs startup company firm outfit developer giant group maker champion unicorn hedge start upstart "
    "venture house shop team contender challenger "
    "newcomer chipmaker player fund"
)
_MAKERS = words("maker developer creator inventor")
_OWNERS = words("owner parent backer owners parents backers proprietor")
_PRODUCTS = words("model chatbot flagship system network assistant")
_BACKED = words("fund company firm group hedge")
#: one of these stands in every description that is looked for
_TELLING = _FIRMS | _MAKERS | _OWNERS | _PRODUCTS | _BACKED | {"index", "sox", "predecessor"}


class Focus(Struct):
    """The name in focus for each kind, and all names met so far, latest last."""

    current: dict[str, Mention] = field(default_factory=dict)
    met: list[Mention] = field(default_factory=list)
    upcoming: dict[str, Mention] = field(default_factory=dict)
    names: Names | None = None

    def get(self, *kinds: str) -> Mention | None:
        """The name in focus of the first kind that has one, in the order given."""
        for kind in kinds:
            if kind in self.current:
                return self.current[kind]
        return None

    def ahead(self, *kinds: str) -> Mention | None:
        """The first name of a kind anywhere in the text, for what is said before it is named."""
        for kind in kinds:
            if kind in self.upcoming:
                return self.upcoming[kind]
        return None

    def cluster_of(self, organisation: str) -> str | None:
        """The best-known cluster of an organisation, by the catalogue's order."""
        return self.names.cluster_of(organisation) if self.names is not None else None

    def update(self, mentions: list[Mention], references: set[int], *, item: bool = False) -> None:
        """Moves the focus to what a sentence was about: its first name of each kind that is no reference."""
        done: set[str] = set()
        for mention in mentions:
            self.met.append(mention)
            if item and mention.kind in ("model", "cluster", "organisation") and mention.kind in self.current:
                continue
            if mention.kind not in done and id(mention) not in references:
                self.current[mention.kind] = mention
                done.add(mention.kind)
        del self.met[:-60]


def describe(
    tokens: Tokens, names: Names, first: int, end: int, cover: list[Mention | None], focus: Focus
) -> list[Mention]:
    """Descriptions in a sentence that stand for a known thing: "the Hangzhou start-up", "its predecessor"."""
    word = tokens.word
    found: list[Mention] = []
    if _TELLING.isdisjoint(word[first : end + 1]):
        return found
    for at in range(first, end):
        w = word[at]
        mention = None
        if w in _MAKERS and at > first and cover[at] is None and cover[at - 1] is not None:
            mention = _maker(names, cover[at - 1], at)
        elif w in ("index", "sox"):
            mention = _index(tokens, at, first, cover)
        elif word[at + 1 : at + 2] == ["model"] and _NUMBERED.fullmatch(w) and word[at - 1 : at] in (["its"], ["'s"]):
            mention = _numbered(names, w, at, first, cover)
        elif w in _FIRMS and at - 1 > first:
            mention = _by_city(tokens, names, at, first, cover, focus)
        elif w in _OWNERS and at > first and word[at - 1] == "'s" and cover[at - 2] is not None:
            owned = cover[at - 2]
            name = _owner(names, owned)
            if name is not None and owned is not None:
                mention = Mention("organisation", name.id, owned.first, at + 1, "described", name)
        elif (
            w in _BACKED
            and at > first
            and word[at - 1] in ("the", "hedge")
            and word[at + 1 : at + 2] == ["behind"]
            and at + 2 < end
        ):
            target = cover[at + 2] if word[at + 2] not in ("it", "them", "the") else focus.get("organisation")
            name = _owner(names, target) if w in ("fund", "hedge") else None
            if name is not None:
                mention = Mention("organisation", name.id, at, at + 3, "described", name)
        elif w in _PRODUCTS and cover[at] is None:
            mention = _product(word, at, first, cover, focus)
        elif w == "predecessor" and at > first:
            mention = _predecessor(names, at, focus)
        if mention is not None:
            found.append(mention)
            for k in range(mention.first, mention.end):
                cover[k] = mention
    return found


def _maker(names: Names, made: Mention | None, at: int) -> Mention | None:
    """`the Claude developer`: the firm whose product is named before a word for a maker."""
    if made is None or made.kind not in ("model", "chip"):
        return None
    firm = names.get("organisation", made.organisation)
    return Mention("organisation", firm.id, made.first, at + 1, "described", firm) if firm is not None else None


def _index(tokens: Tokens, at: int, first: int, cover: list[Mention | None]) -> Mention | None:
    """`the index of chipmakers`, `the chip index`, `SOX`: the index of chip shares by its name."""
    if tokens.raw[at] == "SOX":
        return Mention("proper", _CHIP_INDEX, at, at + 1, "described")
    word = tokens.word
    if cover[at] is not None and cover[at].kind != "proper":  # type: ignore[union-attr]
        return None
    if word[at - 1] in _CHIPPED and at > first:
        return Mention("proper", _CHIP_INDEX, at - 1, at + 1, "described")
    k = at + 2
    if word[at + 1 : k] == ["of"] and word[k : k + 1] and word[k] in _CHIPPED:
        return Mention("proper", _CHIP_INDEX, at, k + 1, "described")
    return None


def _numbered(names: Names, number: str, at: int, first: int, cover: list[Mention | None]) -> Mention | None:
    """`Inflection says that its 2.5 model`: the model of a firm that a number names."""
    firm = next((m for m in reversed(cover[first:at]) if m is not None and m.kind == "organisation"), None)
    if firm is None or firm.name is None:
        return None
    stem = firm.name.label.split()[0]
    name = next((e.name for e in names.spelled(f"{stem} {number}") if e.name.kind == "model"), None)
    return Mention("model", name.id, at, at + 2, "described", name) if name is not None else None


_CHIP_INDEX = "Philadelphia Semiconductor Index"
_CHIPPED = words("chip chips chipmaker chipmakers semiconductor semiconductors chip-makers")
_NUMBERED = re.compile(r"\d(?:\.\d)?")


def _product(word: list[str], at: int, first: int, cover: list[Mention | None], focus: Focus) -> Mention | None:
    """`DeepSeek's new model`, `the OpenAI model`: the model of that firm that the text has spoken of."""
    k = at - 1
    while k > first and word[k] in (
        "new",
        "latest",
        "own",
        "flagship",
        "newest",
        "first",
        "main",
        "base",
        "reasoning",
        "open",
        "language",
        "big",
        "best",
    ):
        k -= 1
    if k > first and word[k] == "'s":
        k -= 1
    maker = cover[k] if k >= first else None
    if maker is None or maker.kind != "organisation":
        return None
    known = next((m for m in reversed(focus.met) if m.kind == "model" and m.organisation == maker.ident), None)
    known = known or (
        focus.upcoming.get("model")
        if focus.upcoming.get("model") is not None and focus.upcoming["model"].organisation == maker.ident
        else None
    )
    if known is None:
        return None
    return Mention("model", known.ident, at, at + 1, "described", known.name)


def _by_city(
    tokens: Tokens, names: Names, at: int, first: int, cover: list[Mention | None], focus: Focus
) -> Mention | None:
    word = tokens.word
    k = at - 1
    while k > first and (
        word[k]
        in (
            "-",
            "based",
            "ai",
            "start",
            "research",
            "tech",
            "french",
            "chinese",
            "artificial",
            "intelligence",
            "model",
            "chip",
            "search",
            "cloud",
            "e",
            "commerce",
        )
    ):
        k -= 1
    for size in (2, 1):
        low = k - size + 1
        if low <= first - 1 or low < 1:
            continue
        if word[low - 1] not in ("the", "a") and not (size == 1 and word[low - 2 : low - 1] == ["the"]):
            continue
        city = " ".join(word[low : k + 1])
        firms = names.in_city(city)
        if not firms or not tokens.raw[low][0].isupper():
            continue
        known = [m for m in focus.met if m.kind == "organisation" and any(f.id == m.ident for f in firms)]
        makers = [m.organisation for m in focus.met if m.kind == "model"]
        if word[low - 1] == "a" and not known and not any(f.id in makers for f in firms):
            continue
        name = known[-1].name if known else next((f for f in firms if f.id in makers), None) or firms[0]
        if name is not None:
            return Mention(
                "organisation",
                name.id,
                low,
                at + 1 + (word[at] == "start" and word[at + 1 : at + 3] == ["-", "up"]) * 2,
                "described",
                name,
            )
    del cover
    return None


def _owner(names: Names, mention: Mention | None) -> Name | None:
    if mention is None:
        return None
    organisation = mention.name if mention.kind == "organisation" else names.get("organisation", mention.organisation)
    return names.get("organisation", organisation.parent) if organisation is not None and organisation.parent else None


def _predecessor(names: Names, at: int, focus: Focus) -> Mention | None:
    model = focus.get("model")
    if model is None or model.name is None or not model.name.predecessor:
        return None
    name = names.get("model", model.name.predecessor)
    return Mention("model", name.id, at, at + 1, "described", name) if name is not None else None
