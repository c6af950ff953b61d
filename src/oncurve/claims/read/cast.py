"""Who may be meant: the names, pronouns and noun phrases of a sentence and of the text around it, as candidates."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeVar

from msgspec import Struct, field

from oncurve.catalog.names import Name, Names
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.phrases import Phrase, find_phrases
from oncurve.claims.read.places import country_of
from oncurve.claims.read.ranking import GROUPS
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.siblings import siblings
from oncurve.claims.read.tokens import Tokens

__all__ = ["Candidate", "Case", "Cast"]

_STANDS: dict[str, tuple[str, ...]] = {
    "any": ("model", "organisation", "chip", "cluster", "country", "proper"),
    "many": ("organisation", "country", "proper", "chip"),
}
_OPEN_MODELS = "open-weight models"
#: what a measure is about where nothing is named
_IMPLIED = {
    "capability_lag": (("country", "CN"), ("country", "US"), ("model", _OPEN_MODELS)),
    "chips_smuggled": (("chip", "AI chips"),),
    "chips_shipped": (("chip", "AI chips"),),
    "compute_share": (("country", "CN"),),
    "tariff_rate": (("chip", "chips"),),
    **dict.fromkeys(GROUPS["model"], (("model", "model"),)),
}
#: what a measure is held against where nothing is named
_AGAINST = {
    "capability_lag": (("country", "US"),),
    "tariff_rate": (("country", "US"),),
    "chips_smuggled": (("country", "CN"),),
    "chips_shipped": (("country", "CN"),),
    "price_ratio": (("made", "own earlier price"),),
}
_OPEN = "models model weights labs ai llms systems system"
_OPENNESS = {
    f"{how}{join}{noun}": f"{how}-weight models" if how == "open" else "closed models"
    for how in ("open", "closed")
    for join in (" ", "-", " source ", "-source ", "-weight ", " weight ", "-weights ")
    for noun in _OPEN.split()
}
_TPU = re.compile(r"v\d[ep]?")
_TURNS = ("former", "latter", "first", "second")
_PAIR = 2
_AUTHORS = "author's "
_COMPANY = "'s company"
_PAST = 10
_AHEAD = 4
_SOON = 40
#: how many tokens of a sentence, to either side of a claim, are looked at
_WINDOW = 150
#: names and phrases around a number that are looked at
_NAMES, _PHRASES = 9, 12


class Candidate(Struct):
    """One place where a thing is named or stood for, as somebody whom a claim may be about.

    `how` is the form of the name, or how the phrase stands for it; `ago` counts sentences back (negative: ahead).
    """

    kind: str
    ident: str
    first: int
    end: int
    how: str
    ago: int = 0
    name: Name | None = None
    via: str = ""
    again: int = 1
    was: str = ""


class _Placed(Protocol):
    """What begins at a token."""

    first: int


T = TypeVar("T", bound=_Placed)


def _nearest(found: Sequence[T], middle: int, most: int) -> list[T]:
    """The first of some things and the nearest to a token, in order, so that a wall of them takes no longer."""
    if len(found) <= most:
        return list(found)
    near: list[T] = sorted(found[1:], key=lambda each: abs(each.first - middle))
    return sorted([*found[:1], *near[: most - 1]], key=lambda each: each.first)


def _latest(before: list[Candidate]) -> dict[str, list[Candidate]]:
    """Of each kind the latest of some candidates, and the latest that led its sentence."""
    met: dict[str, list[Candidate]] = {}
    led: set[str] = set()
    for c in before:
        alike = met.get(c.kind)
        if alike is None:
            met[c.kind] = [c]
        elif c.was == "first" and c.kind not in led:
            alike.append(c)
        if c.was == "first":
            led.add(c.kind)
    return met


class Cast(Struct):
    """All names of a text, in order, with the sentence that each stands in."""

    tokens: Tokens
    names: Names
    cover: list[Mention | None]
    ahead: list[Mention] = field(default_factory=list)
    past: list[tuple[int, Mention, str]] = field(default_factory=list)
    #: the subjects of claims made so far, latest last, with their sentence
    told: list[tuple[int, str, str]] = field(default_factory=list)
    #: all of them, each once
    subjects: set[str] = field(default_factory=set)
    #: what has been named otherwise than to compare another thing with it ("a model that rivals GPT-4")
    spoken: set[tuple[str, str]] = field(default_factory=set)
    sentence: int = 0
    #: the grammatical subject of the sentence before
    agent: Mention | None = None
    #: the models and chips that the text is about, by kind
    topics: dict[str, Mention] = field(default_factory=dict)
    #: the models and chips that entries of a sheet are of, by kind
    sheet: dict[str, Mention] = field(default_factory=dict)
    #: whether the text speaks of open models or weights
    open: bool = False
    #: whom "we" stands for
    house: str | None = None
    #: the kin of what is named among the tokens looked at last
    kin: tuple[tuple[int, int], list[Candidate]] = ((0, 0), [])
    #: what is named and stood for around the tokens looked at last, and its owners
    around: tuple[tuple[int, int], list[Candidate], list[Candidate]] = ((0, 0), [], [])
    #: how often each thing is named in the whole text
    total: dict[str, int] = field(default_factory=dict)

    def tell(self, subject: str, measure: str) -> None:
        """Remembers whom a claim of the sentence is about."""
        self.told.append((self.sentence, subject, measure))
        self.subjects.add(subject)

    def topic(self, kind: str | None) -> Mention | None:
        """What the text is about, of a kind: the subject of the sentence before, else what came out last."""
        return self.agent if self.agent is not None and self.agent.kind == kind else self.topics.get(kind or "")

    def coming(self, at: int) -> list[Mention]:
        """The names that follow a token, the next few dozen."""
        start = bisect.bisect_left(self.ahead, at, key=lambda mention: mention.first)
        return self.ahead[start : start + _SOON]

    def compared(self, scene: Scene, draft: Draft) -> tuple[Draft, list[Candidate]]:
        """Everything that a claim may compare its subject with, nothing among it, and the claim turned about."""
        turned = draft.but(subject=draft.reference, reference=draft.subject)
        found = [c for c in self.candidates(scene, turned, yardsticks=True) if c.ident != draft.subject]
        found += [
            Candidate(kind, ident, scene.first, scene.first, "implied")
            for kind, ident in _AGAINST.get(draft.measure, ())
            if ident != draft.subject
        ]
        return turned, [*found, Candidate("null", "", draft.first, draft.first, "made")]

    def leave(self, scene: Scene) -> None:
        """Adds the names of a sentence to those met."""
        kinds: set[str] = set()
        for mention in scene.mentions:
            role = "ref" if scene.is_reference(mention) else "later" if mention.kind in kinds else "first"
            kinds.add(mention.kind)
            if role != "ref":
                self.spoken.add((mention.kind, mention.ident))
            self.past.append((self.sentence, mention, role))
        self.sentence += 1
        del self.past[:-80]

    def candidates(self, scene: Scene, draft: Draft, *, yardsticks: bool = False) -> list[Candidate]:
        """Everything that a claim of the sentence may be about; with `yardsticks` also what only others are like."""
        first, end = max(scene.first, draft.first - _WINDOW), min(scene.end, draft.end + _WINDOW)
        if self.around[0] != (first, end):
            self.around = (first, end), *self._named_around(scene, first, end)
        _, named, owners = self.around
        implied = [
            Candidate(kind, ident, scene.first, scene.first, "implied")
            for kind, ident in _IMPLIED.get(draft.measure, ())
            if ident != _OPEN_MODELS or self.open
        ]
        if self.house is not None:
            implied.append(Candidate("organisation", self.house, scene.first, scene.first, "house"))
        if not yardsticks:
            named = [c for c in named if c.kind != "model" or not c.was or ("model", c.ident) in self.spoken]
        found = named + implied + owners + self._siblings(scene, first, end)
        if draft.subject is not None and all(c.ident != draft.subject for c in found):
            found.append(Candidate("made", draft.subject, draft.first, draft.first, "made"))
        return found

    def _named_around(self, scene: Scene, first: int, end: int) -> tuple[list[Candidate], list[Candidate]]:
        """What is named and stood for among some tokens and in the text around, and who owns what is named."""
        start = bisect.bisect_left(scene.mentions, first, key=lambda mention: mention.first)
        stop = bisect.bisect_left(scene.mentions, end, key=lambda mention: mention.first)
        middle = (first + end) // 2
        word = self.tokens.word
        among = [m for m in scene.mentions[start:stop] if word[m.end : m.end + 2] != ["-", "optimal"]]
        here = [self._named(m, 0) for m in _nearest(among, middle, _NAMES)]
        past: list[Candidate] = []
        seen: set[tuple[str, str]] = set()
        for number, mention, role in reversed(self.past):
            key = (mention.kind, mention.ident)
            if key not in seen and len(past) < _PAST:
                seen.add(key)
                past.append(self._named(mention, self.sentence - number))
                past[-1].was = role
        coming = 0
        for mention in self.coming(scene.end):
            key = (mention.kind, mention.ident)
            if key not in seen and coming < _AHEAD:
                seen.add(key)
                coming += 1
                past.append(self._named(mention, -1))
        stood: list[Candidate] = []
        for phrase in _nearest(find_phrases(self.tokens, first, end, self.cover), middle, _PHRASES):
            stood.extend(self._stands(phrase, here, past))
        return here + past + stood, self._owners(here + past)

    def _siblings(self, scene: Scene, first: int, end: int) -> list[Candidate]:
        """The things that sizes, versions, codes and words of kinship among some tokens stand for."""
        if self.kin[0] != (first, end):
            low = bisect.bisect_left(scene.quantities, first, key=lambda quantity: quantity.first)
            high = bisect.bisect_left(scene.quantities, end, key=lambda quantity: quantity.first)
            models = [m for m in reversed(scene.mentions) if m.kind == "model"]
            models += [m for _, m, _ in reversed(self.past) if m.kind == "model"]
            found = siblings(self.tokens, self.names, scene.quantities[low:high], models, (first, end))
            self.kin = (
                (first, end),
                [
                    Candidate(s.kind, s.ident, s.first, s.end, s.how, 0, s.name, "", self.total.get(s.ident, 0))
                    for s in found
                ],
            )
        return self.kin[1]

    def _named(self, m: Mention, ago: int) -> Candidate:
        ident = m.name.id if m.form == "short" and m.name is not None else m.ident
        return Candidate(m.kind, ident, m.first, m.end, m.form, ago, m.name, "", self.total.get(m.ident, 0))

    def _owners(self, named: list[Candidate]) -> list[Candidate]:
        """The firms of the people and models, and the countries of the places, that are named, where they are not."""
        firms = {c.ident for c in named if c.kind == "organisation"}
        lands = {c.ident for c in named if c.kind == "country"}
        made = []
        for c in named:
            firm = c.name.organisation if c.name is not None and c.kind in ("person", "model") and c.ago >= 0 else ""
            name = self.names.get("organisation", firm) if firm and firm not in firms else None
            if name is not None:
                firms.add(firm)
                made.append(Candidate("organisation", firm, c.first, c.end, f"of:{c.kind}", c.ago, name))
            seated = self.names.in_city(c.ident) if c.kind == "place" and c.ago >= 0 else ()
            if seated and seated[0].id not in firms:
                firms.add(seated[0].id)
                made.append(Candidate("organisation", seated[0].id, c.first, c.end, "of:city", c.ago, seated[0]))
            land = country_of(c.ident) if c.kind == "place" and c.ago >= 0 else ""
            if land and land not in lands:
                lands.add(land)
                country = self.names.get("country", land)
                made.append(Candidate("country", land, c.first, c.end, "of:place", c.ago, country))
        return made

    def _stands(self, phrase: Phrase, here: list[Candidate], past: list[Candidate]) -> list[Candidate]:
        """What a pronoun or phrase may stand for: the latest thing of each kind that fits, and itself."""
        made: list[Candidate] = []
        if phrase.kind == "speaker":
            own = self.house
            return [Candidate("organisation", own, phrase.first, phrase.end, "for:we")] if own is not None else []
        comma = phrase.first - 2  # "V3, a model that …": the aside stands for the name before it
        named = self.cover[comma - 1] if comma > 0 and self.tokens.word[comma] == "," else None
        if named is not None and phrase.how in ("indefinite", "bare", "definite"):
            same = next((c for c in here if c.first == named.first), None)
            if same is not None:
                aside = Candidate(same.kind, same.ident, phrase.first, phrase.end, "for:aside", 0, same.name)
                return [aside]
        kinds: tuple[str, ...] = _STANDS.get(phrase.kind, (phrase.kind,))
        if phrase.how in ("pronoun", "bare", "definite", "owned"):
            before = [c for c in reversed(here) if c.end <= phrase.first] + [c for c in past if c.ago > 0]
            how = phrase.text.lower() if phrase.how == "pronoun" else phrase.how
            turn = phrase.text.lower() in _TURNS
            met = {kind: self._turn(how, [c for c in before if c.kind == kind]) for kind in kinds} if turn else (
                _latest(before))
            for kind in kinds:
                for found in met.get(kind, ()):
                    via = f"from{min(found.ago, 3)}:{found.was or 'here'}"
                    made.append(
                        Candidate(
                            kind, found.ident, phrase.first, phrase.end, f"for:{how}", 0, found.name, via, found.again
                        )
                    )
        if phrase.how != "pronoun" and not self._only_points_at(phrase):
            text = self._owned(_OPENNESS.get(phrase.text.lower(), phrase.text))
            made.append(Candidate(phrase.kind, text, phrase.first, phrase.end, f"phrase:{phrase.how}"))
            made += [each for each in (self._place_of(phrase), self._built_of(phrase, here, past)) if each is not None]
        return made

    def _only_points_at(self, phrase: Phrase) -> bool:
        """Whether a phrase only points at what is named: "the new Qwen3 models", "the firm's earlier 67B model"."""
        if phrase.kind == "model" and self.tokens.word[phrase.end - 1] == "models":
            inside = self.cover[phrase.first : phrase.end - 1]
            return inside[-1:] != [None] and any(each is not None and each.kind == "model" for each in inside)
        return phrase.kind == "organisation" and phrase.how == "bare" and self._owns_model(phrase.end)

    def _owns_model(self, at: int) -> bool:
        """Whether the possessive at a token is that of a model: "'s earlier 67B model"."""
        word = self.tokens.word
        return word[at : at + 1] == ["'s"] and any(each in ("model", "models") for each in word[at : at + _PAIR + 3])

    def _owned(self, text: str) -> str:
        """"my lab" in a turn of somebody's: the lab of that speaker."""
        if text.startswith(_AUTHORS) and self.house is not None and self.house.endswith(_COMPANY):
            return self.house.removesuffix(_COMPANY) + "'s " + text.removeprefix(_AUTHORS)
        return text

    def _turn(self, word: str, alike: list[Candidate]) -> list[Candidate]:
        """The former or the latter of the last things of a kind that one sentence names together, the latest first."""
        near = alike[0].ago if alike else 0
        together = [c for c in alike if c.ago == near]
        if len(together) < _PAIR:
            return []
        return together[:1] if word in ("latter", "second") else together[_PAIR - 1 : _PAIR]

    def _built_of(self, phrase: Phrase, here: list[Candidate], past: list[Candidate]) -> Candidate | None:
        """`9,216 of them in a pod`: a pod of the chips that are spoken of; `v4 pods`: those of that version."""
        head = self.tokens.word[phrase.end - 1].removesuffix("s")
        version = next((w for w in self.tokens.raw[phrase.first : phrase.end] if _TPU.fullmatch(w)), None)
        if head == "pod" and version is not None:
            return Candidate("cluster", f"TPU {version} {head}", phrase.first, phrase.end, "built")
        if head not in ("pod", "rack", "superpod", "node") or phrase.how not in ("indefinite", "bare", "plain"):
            return None
        chip = next((c for c in [*reversed(here), *past] if c.kind == "chip" and c.ago >= 0
                     and not (c.name is not None and c.name.sort == "memory")), None)
        if chip is None:
            return None
        label = chip.name.label if chip.name is not None else chip.ident
        return Candidate("cluster", f"{label} {head}", phrase.first, phrase.end, "built")

    def _place_of(self, phrase: Phrase) -> Candidate | None:
        """`a campus in Ulsan`, `the site at Racine`: the place and what stands there."""
        k = phrase.end
        if phrase.kind != "cluster" or self.tokens.word[k : k + 1] not in (["in"], ["at"], ["near"], ["outside"]):
            return None
        place = self.cover[k + 1] if k + 1 < len(self.cover) else None
        if place is None or place.kind not in ("proper", "place", "country"):
            return None
        named = self.tokens.slice(place.first, place.end)
        head = self.tokens.slice(phrase.end - 1, phrase.end)
        return Candidate("cluster", f"{named} {head}", phrase.first, place.end, "placed")


class Case(NamedTuple):
    """A claim of a sentence, whom it may be about, and what the text has told so far."""

    scene: Scene
    draft: Draft
    candidates: Sequence[Candidate]
    cast: Cast
