"""Who may vouch for a figure: the sources that a sentence names, by the words that mark them as sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oncurve.catalog.names import Names
from oncurve.claims.read.focus import Focus
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stem, words
from oncurve.claims.read.words import ROLES, SPEECH

__all__ = ["Source", "find_sources"]

_VERBS = SPEECH | words(
    "answered answers answer guides guided guess guesses guessed quotes unveiled unveils admit admitted hears heard "
    "works worked reports estimates has have had calls called makes made sees saw gives gave presents presented "
    "ventures ventured hints hinted implies implied mentions mentioned talk talks speak speaks spoke traced "
    "pencils pencilled enters entered posited posits figures confirm introduces "
    "introduced releases released sighed whispered laughed counters reckoned marked pegged "
    "boast let lets mused muses argued wagers bets bet books promises intends guarantees alleges alleged learnt"
)
#: verbs that mark a source only before a further word ("has it at", "let slip", "works out that")
_WITH = {
    "has": words("it at the"), "have": words("it at"), "had": words("it at"), "let": words("slip on it"),
    "lets": words("slip on it"), "works": words("out it"), "worked": words("out it"), "makes": words("it"),
    "made": words("it"), "gives": words("it the its"), "gave": words("it the its"), "calls": words("it"),
    "called": words("it"), "sees": words("it the a"), "saw": words("it"), "books": words("it"),
}  # fmt: skip
_ADVERBS = words(
    "has have had also now since later once only then recently still itself himself herself publicly again is was "
    "openly first never just simply today yesterday earlier privately cheerfully flatly further did not the have "
    "been lately duly openly quietly repeatedly always long already will would may might could can"
)
_PEOPLE = ROLES | words(
    "officials engineers people somebody someone makers backers owners developers police prosecutors lawyers office "
    "reader readers dealer chief boss authors author team academy traders analysts researchers executives managers "
    "insiders outsiders rivals fans folks consortium slides slide deck decks tallies tally documents invoice note "
    "notes firm company lab group maker developer startup chipmaker bank ministry agency department regulator "
    "institute university school schools newspaper magazine website blog post posts roadmap figures numbers "
    "statement website brochure leaflet leak memo friend wife colleague colleagues brother neighbour reseller "
    "smuggler manager spokespeople aide committee panel court judge utility mayor governor lobby lobbyist guy man "
    "woman lead director scientists staff customs union unit arm directorate bureau outfit presenter anchor ceo "
    "professor historian economist economists strategist strategists broker brokers insider writer writers"
)
_ACCOUNTS = words(
    "account estimate estimates count reckoning figures figure numbers number calculation calculations paper papers "
    "report survey study tally telling guess math maths arithmetic analysis data card measure books filing filings "
    "note notes census tracker projection projections admission word words reading slides slide deck roadmap post "
    "blog database dataset index model spreadsheet memo website statement release announcement table chart review "
    "benchmark benchmarks tests method essay newsletter podcast letter brochure ledger documents prospectus view "
    "claim claims assertion boast suggestion belief contention argument insistence allegation promise "
    "best reckonings tallies specification datasheet spec sheet guidance forecast"
)
_BEFORE_SOURCE = words("by per citing quoting believe trust from via")
_SEEN = words("seen obtained reviewed read viewed compiled published kept cited reported estimated")
_PRONOUNS = words("he she they it who which")
_MINE = words("i we our my")
_STARTS = words('" has have had is was are were when so what as if because where than')
_ENDS = words(", . ; : — – ( ) but while and that whether though")


@dataclass(slots=True)
class Source:
    """Somebody or something that may vouch for figures of a sentence.

    `cue` says what marks it, `verb` is the stem of the verb of saying or the noun of the account, `at` the token of
    the cue, `kind` what it is: person, organisation, proper, country, people (unnamed), pronoun.
    """

    ident: str
    kind: str
    cue: str
    verb: str
    at: int
    first: int
    end: int
    sort: str = ""


def find_sources(scene: Scene, focus: Focus, names: Names, last: str | None) -> list[Source]:
    """The sources of a sentence in order; `last` is who spoke before, for "he", "she" and "they"."""
    found: list[Source] = []
    for at in range(scene.first, scene.end):
        if scene.cover[at] is None and scene.tokens.word[at] in _VERBS:
            found.extend(_by_verb(scene, focus, names, last, at))
    found.extend(_by_noun(scene, focus))
    found.sort(key=lambda source: source.at)
    return found


def _speaks(scene: Scene, at: int) -> bool:
    """Whether the word at a token is a verb of saying there."""
    word = scene.tokens.word
    w = word[at]
    if w in _WITH and word[at + 1 : at + 2] and word[at + 1] not in _WITH[w]:
        return False
    return not (at > scene.first and word[at - 1] in ("the", "a", "an", "'s", "its", "their", "this", "of", "to", "no"))


def _by_verb(scene: Scene, focus: Focus, names: Names, last: str | None, at: int) -> Iterator[Source]:
    word = scene.tokens.word
    if not _speaks(scene, at):
        return
    verb = stem(word[at])
    if word[at] in ("told", "tell", "tells"):
        heard = scene.cover[at + 1] if at + 1 < scene.end else None
        heard = heard or (scene.cover[at + 2] if at + 2 < scene.end and word[at + 1] == "the" else None)
        if heard is not None and heard.kind in ("organisation", "proper"):
            yield _named(heard, "told", verb, at)
    if word[at + 1 : at + 2] == ["by"]:
        yield from _after(scene, at + 2, "by", verb, at)
        return
    subject = _before(scene, focus, names, last, at, verb)
    if subject is not None:
        yield subject
    if (at > scene.first and word[at - 1] in (",", '"', "—", "–", "-", ")")) or subject is None:
        yield from _after(scene, at + 1, "inverted", verb, at)


def _named(mention: Mention, cue: str, verb: str, at: int) -> Source:
    ident = mention.name.label if mention.kind == "person" and mention.name is not None else mention.ident
    sort = mention.name.sort if mention.name is not None else ""
    return Source(ident, mention.kind, cue, verb, at, mention.first, mention.end, sort)


def _after(scene: Scene, k: int, cue: str, verb: str, at: int) -> Iterator[Source]:
    """The source that follows a verb or preposition: a name, or a phrase about people."""
    word = scene.tokens.word
    start = k
    while k < scene.end and k - start < 6:
        mention = scene.cover[k]
        if mention is not None and mention.kind in ("person", "organisation", "proper", "country"):
            owns = word[mention.end : mention.end + 1] == ["'s"]
            role = next(
                (x for x in range(mention.end + 1, min(mention.end + 5, scene.end)) if word[x] in _PEOPLE), None
            )
            if owns and role is not None and word[role] not in _ACCOUNTS:
                yield _phrase(scene, k, role + 1, cue, verb, at)
            else:
                yield _named(mention, cue, verb, at)
            return
        if word[k] in _ENDS or word[k][0].isdigit():
            return
        if word[k] in _PEOPLE:
            stop = k + 1
            while stop < scene.end and word[stop] not in _ENDS and stop - k < 7:
                stop += 1
            yield _phrase(scene, start, stop, cue, verb, at)
            return
        k += 1


def _phrase(scene: Scene, first: int, end: int, cue: str, verb: str, at: int) -> Source:
    word = scene.tokens.word
    while first < end - 1 and word[first] in ("the", "a", "an", "one", "as", "some", '"', "'"):
        first += 1
    return Source(scene.text(first, end), "people", cue, verb, at, first, end)


def _before(scene: Scene, focus: Focus, names: Names, last: str | None, at: int, verb: str) -> Source | None:
    """The source that is the subject of a verb of saying."""
    word = scene.tokens.word
    k = at - 1
    while k >= scene.first and word[k] in _ADVERBS and scene.cover[k] is None and at - k < 5:
        k -= 1
    if k < scene.first:
        return None
    if word[k] in (",", ")", "—"):
        k = _over_aside(scene, k)
    mention = scene.cover[k]
    if word[k] in ("who", "which", "that") and k > scene.first:
        mention = scene.cover[k - 1] or (scene.cover[k - 2] if word[k - 1] == "," and k - 2 >= scene.first else None)
    if mention is not None and mention.kind in ("person", "organisation", "proper", "country"):
        return _named(mention, "subject", verb, at)
    if word[k] in _PRONOUNS:
        who = _of_pronoun(word[k], focus, last)
        return Source(who, "pronoun", f"subject:{word[k]}", verb, at, k, k + 1) if who else None
    if word[k] in _MINE:
        return Source("", "none", "mine", verb, at, k, k + 1)
    return _people_before(scene, focus, names, k, verb, at)


def _of_pronoun(pronoun: str, focus: Focus, last: str | None) -> str | None:
    """Whom a pronoun before a verb of saying stands for: "he" is the person named last, else who spoke before."""
    person = focus.get("person") if pronoun in ("he", "she") else None
    return person.name.label if person is not None and person.name is not None else last


def _over_aside(scene: Scene, comma: int) -> int:
    """The last token before an aside that ends at a comma ("Huang, the chief executive, said")."""
    word = scene.tokens.word
    for k in range(comma - 1, max(scene.first, comma - 14) - 1, -1):
        if word[k] == word[comma] or (word[comma] == ")" and word[k] == "("):
            return max(scene.first, k - 1)
    return comma - 1


def _people_before(scene: Scene, focus: Focus, names: Names, k: int, verb: str, at: int) -> Source | None:
    """`a former reseller thinks`, `Nvidia's chief told`, `its makers say`: a phrase about people before a verb."""
    word = scene.tokens.word
    start = k
    while start > scene.first and word[start - 1] not in _ENDS and word[start - 1] not in _STARTS and k - start < 9:
        start -= 1
    head = next((x for x in range(start, k + 1) if word[x] in _PEOPLE and word[x + 1 : x + 2] != ["'s"]), None)
    if head is None:
        return None
    while head < k and word[head + 1] in _PEOPLE:
        head += 1
    owner = next((scene.cover[x] for x in range(start, head) if scene.cover[x] is not None), None)
    if owner is not None and word[owner.end : owner.end + 1] == ["'s"] and word[head] in ("chief", "boss", "executive"):
        chief = names.chief_of(owner.ident)
        if chief is not None:
            return Source(chief.label, "person", "subject", verb, at, start, head + 1)
    if word[start] in ("its", "their", "the", "that") and word[head] in _FIRM and head - start <= 2:
        near = [m for m in scene.of_kind("organisation", "model") if m.end <= start]
        firm = next((m for m in reversed(near) if m.kind == "organisation"), None) or focus.get("organisation")
        model = next((m for m in reversed(near) if m.organisation), None) or focus.get("model")
        ident = firm.ident if firm is not None else model.organisation if model is not None else ""
        if ident:
            return Source(ident, "organisation", "subject:firm", verb, at, start, head + 1)
    stop = k + 1 if k - head < 6 else head + 1
    return _phrase(scene, start, stop, "subject", verb, at)


_FIRM = words(
    "company firm lab group maker makers developer developers startup chipmaker team outfit giant authors engineers "
    "researchers creators builders report paper"
)


def _by_noun(scene: Scene, focus: Focus) -> Iterator[Source]:
    """`according to X`, `by X's count`, `(X's figure)`, `documents seen by X`, `— X` at the end of a line."""
    word = scene.tokens.word
    for at in range(scene.first, scene.end):
        w = word[at]
        if w == "according" and word[at + 1 : at + 2] == ["to"]:
            yield from _after(scene, at + 2, "according", "according", at)
        elif w in _SEEN and word[at + 1 : at + 2] == ["by"]:
            yield from _after(scene, at + 2, "seen", stem(w), at)
        elif w in _BEFORE_SOURCE and w != "by":
            yield from _after(scene, at + 1, w, w, at)
        elif w in ("its", "their", "his", "her") and any(x in _ACCOUNTS for x in word[at + 1 : min(at + 4, scene.end)]):
            firm = focus.get("organisation")
            if firm is not None and w in ("its", "their"):
                yield Source(firm.ident, "organisation", "its", "account", at, at, at + 1)
    for mention in scene.mentions:
        if mention.kind in ("person", "organisation", "proper", "country"):
            yield from _accounts(scene, mention)


def _accounts(scene: Scene, mention: Mention) -> Iterator[Source]:
    """A name that owns an account of things, or stands alone in brackets or after a dash."""
    word = scene.tokens.word
    before = word[mention.first - 1] if mention.first > scene.first else ""
    after = word[mention.end] if mention.end < scene.end else ""
    if after == "'s" or mention.form == "adjective" or before == "'s":
        noun = next((x for x in range(mention.end, min(mention.end + 6, scene.end)) if word[x] in _ACCOUNTS), None)
        if noun is not None and not any(word[x] in _ENDS for x in range(mention.end, noun)):
            claimed = noun + 1 < scene.end and word[noun + 1] in ("that", ":")
            way = "that" if claimed else before if before in ("by", "on", "in", "per", "to", "(", "from") else "plain"
            yield _named(mention, f"account:{way}", stem(word[noun]), mention.first)
    elif after in _ACCOUNTS:
        yield _named(mention, "account:noun", stem(after), mention.first)
    if before in ("(", "—", "–", "-") and (after in (")", ".", "") or mention.end >= scene.end):
        yield _named(mention, "bracket" if before == "(" else "dash", before, mention.first)
    if before == "by" and mention.first - 2 >= scene.first and word[mention.first - 2] not in _SEEN:
        yield _named(mention, "by", "by", mention.first)
