"""Who is the subject of a verb of saying: a name, a pronoun, or a phrase about people and papers."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from oncurve.catalog.names import Names
from oncurve.claims.read.focus import Focus
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stem, words
from oncurve.claims.read.words import ROLES, SPEECH

__all__ = ["ACCOUNTS", "ENDS", "PEOPLE", "SOURCES", "VERBS", "Source", "by_verb", "following", "named", "phrase"]

#: kinds of names that may vouch for something
SOURCES = ("person", "organisation", "proper", "country")
#: words that may be verbs of saying
VERBS = SPEECH | words(
    "answered answers answer guides guided guess guesses guessed quotes unveiled unveils admit admitted hears heard "
    "works worked reports estimates has have had calls called makes made sees saw gives gave presents presented "
    "ventures ventured hints hinted implies implied mentions mentioned talk talks speak speaks spoke traced "
    "pencils pencilled enters entered posited posits figures confirm introduces "
    "introduced releases released sighed whispered laughed counters reckoned marked pegged "
    "boast let lets mused muses argued wagers bets bet books promises intends guarantees alleges alleged learnt "
    "learned likens likened holds held assures assured advises advised crows crowed typed types predict concedes "
    "conceded agrees agreed informs informed teases teased volunteered volunteers offered offers testified sighs "
    "grumbles grumbled jokes texted texts emailed emails mailed shouts shouted objects objected retorts retorted "
    "repeats repeated stresses stressed jots jotted scribbled murmured sums summed points pointed blames blamed "
    "fears feared doubts doubted equates equated attests attested certifies certified computes computed dates dated"
)
#: verbs that say something whatever follows, so that any phrase before them is a source
_SAYING = words(
    "say says said saying tell tells told write writes wrote reckon reckons reckoned think thinks thought believe "
    "believes believed claim claims claimed insist insists insisted admit admits admitted concede concedes conceded "
    "argue argues argued estimate estimates estimated suggest suggests suggested swear swears swore boast boasts "
    "boasted sigh sighs sighed confirm confirms confirmed warn warns warned predict predicts predicted maintain "
    "maintains maintained conclude concludes concluded assure assures assured hold holds held advise advises advised "
    "explain explains explained guess guesses guessed put puts show shows showed record records recorded"
)
#: verbs that mark a source only before a further word ("has it at", "let slip", "works out that")
_WITH = {
    "has": words("it at the"), "have": words("it at"), "had": words("it at"), "let": words("slip on it"),
    "lets": words("slip on it"), "works": words("out it"), "worked": words("out it"), "makes": words("it"),
    "made": words("it"), "gives": words("it the its"), "gave": words("it the its"), "calls": words("it"),
    "called": words("it"), "sees": words("it the a"), "saw": words("it"), "books": words("it"),
    "sums": words("up"), "summed": words("up"), "points": words("out"), "pointed": words("out"),
    "held": words(", that in"), "offers": words("it"), "offered": words("it that"), "dates": words("it the"),
    "dated": words("it the"), "types": words('"'), "objects": words("that"),
}  # fmt: skip
#: verbs that quote what somebody has something at, where a name follows: "has OpenAI renting", "called the rules"
_OVER = words("has have had calls called sees saw gives gave likens likened")
_ADVERBS = words(
    "has have had also now since later once only then recently still itself himself herself publicly again is was "
    "openly first never just simply today yesterday earlier privately cheerfully flatly further did not the have "
    "been lately duly openly quietly repeatedly always long already will would may might could can"
)
PEOPLE = ROLES | words(
    "officials engineers people somebody someone makers backers owners developers police prosecutors lawyers office "
    "reader readers dealer chief boss authors author team academy traders analysts researchers executives managers "
    "insiders outsiders rivals fans folks consortium slides slide deck decks tallies tally documents invoice note "
    "notes firm company lab group maker developer startup chipmaker bank ministry agency department regulator "
    "institute university school schools newspaper magazine website blog post posts roadmap figures numbers "
    "statement website brochure leaflet leak memo friend wife colleague colleagues brother neighbour reseller "
    "smuggler manager spokespeople aide committee panel court judge utility mayor governor lobby lobbyist guy man "
    "woman lead director scientists staff customs union unit arm directorate bureau outfit presenter anchor ceo "
    "professor historian economist economists strategist strategists broker brokers insider writer writers "
    "consultancy consensus poll indictment exhibit minority organisers leaker rumour sheet rector contacts admiral "
    "think-tank parent owner keynote lawmakers"
)
ACCOUNTS = words(
    "account estimate estimates count reckoning figures figure numbers number calculation calculations paper papers "
    "report survey study tally telling guess math maths arithmetic analysis data card measure books filing filings "
    "note notes census tracker projection projections admission word words reading slides slide deck roadmap post "
    "blog database dataset index model spreadsheet memo website statement release announcement table chart review "
    "benchmark benchmarks tests method essay newsletter podcast letter brochure ledger documents prospectus view "
    "claim claims assertion boast suggestion belief contention argument insistence allegation promise "
    "best reckonings tallies specification datasheet spec sheet guidance forecast discord keynote"
)
#: papers that speak for whoever issued them
_PAPERS = words(
    "card paper report table sheet blog post chart website statement documents announcement deck slides slide memo "
    "brochure roadmap filing letter prospectus specification datasheet keynote"
)
_PRONOUNS = words("he she they it who which")
_MINE = words("i we our my")
_STARTS = words('" has have had is was are were when so what as if because where than')
ENDS = words(", . ; : — – ( ) but while and that whether though |")
_EDGES = ENDS | _STARTS
_DETERMINERS = words(
    "a an the one another some several two three four five many most its their his her our my this these no every "
    "any both few other all each"
)
_PREPOSITIONS = words("in on at of for with from by after before to under over since until about")
_TRIMMED = words("meanwhile now still yet then again elsewhere here or so even")
_CLOSERS = words("who which whose it he she they is was has had will would 's i we")
_CHIEFS = words("chief boss executive ceo founder owner head")
_FIRM = words(
    "company firm lab group maker makers developer developers startup chipmaker team outfit giant authors engineers "
    "researchers creators builders parent carrier bank institute unit studio"
)
_LONGEST, _TAIL = 9, 7
_PASSIVE = words("is are was were be been being 's")
#: sorts of firms that are told what concerns them, where outlets are told what they print
_TOLD_OF_THEMSELVES = frozenset({"lab", "chipmaker", "cloud", "company", "platform"})
_ARTICLES = words("the a an one as some \" ' same yet which that say so or of like")


class Source(Struct):
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


def named(mention: Mention, cue: str, verb: str, at: int) -> Source:
    """The source that a name is."""
    ident = mention.name.label if mention.kind == "person" and mention.name is not None else mention.ident
    sort = mention.name.sort if mention.name is not None else ""
    return Source(ident, mention.kind, cue, verb, at, mention.first, mention.end, sort)


def phrase(scene: Scene, first: int, end: int, cue: str, verb: str, at: int) -> Source:
    """The source that a phrase about people or papers is, without its article."""
    word = scene.tokens.word
    while first < end - 1 and word[first] in _ARTICLES:
        first += 1
    return Source(scene.text(first, end), "people", cue, verb, at, first, end)


def by_verb(scene: Scene, focus: Focus, names: Names, last: str | None, at: int) -> Iterator[Source]:
    """The sources of a verb of saying at a token; `last` is who spoke before, for "he", "she" and "they"."""
    word = scene.tokens.word
    if not _speaks(scene, at):
        return
    verb = stem(word[at])
    if word[at] in ("told", "tell", "tells"):
        heard = scene.cover[at + 1] if at + 1 < scene.end else None
        heard = heard or (scene.cover[at + 2] if at + 2 < scene.end and word[at + 1] == "the" else None)
        if heard is not None and heard.kind in ("organisation", "proper"):
            if heard.name is not None and heard.name.sort in _TOLD_OF_THEMSELVES:
                yield from _subjects(scene, focus, names, last, at, verb)
                return  # "Washington told Nvidia that its chips need a licence"
            yield named(heard, "told", verb, at)
    if word[at + 1 : at + 2] == ["by"]:
        yield from following(scene, at + 2, "by", verb, at)
        return
    found = False
    for source in _subjects(scene, focus, names, last, at, verb):
        found = True
        yield source
    if not found or (at > scene.first and word[at - 1] in (",", '"', "—", "–", "-", ")")):
        yield from following(scene, at + 1, "inverted", verb, at)


def _speaks(scene: Scene, at: int) -> bool:
    """Whether the word at a token is a verb of saying there."""
    word = scene.tokens.word
    w = word[at]
    if at > scene.first and word[at - 1] in _PASSIVE and (word[at + 1 : at + 2] == ["to"] or w == "told"):
        return False  # "is said to have made", "was told that": of whom others say it
    if w in _WITH and word[at + 1 : at + 2] and word[at + 1] not in _WITH[w]:
        over = w in _OVER and at + 1 < scene.end
        after = word[at + 1] if over else ""
        if not (over and (scene.cover[at + 1] is not None or after in ("the", '"') or after.endswith("'s"))):
            return False
    return not (at > scene.first and word[at - 1] in ("the", "a", "an", "'s", "its", "their", "this", "of", "to", "no"))


def following(scene: Scene, k: int, cue: str, verb: str, at: int) -> Iterator[Source]:
    """The source that follows a verb or preposition: a name, or a phrase about people."""
    word = scene.tokens.word
    start = k
    while k < scene.end and k - start < 6:
        mention = scene.cover[k]
        if mention is not None and mention.kind in SOURCES:
            owns = word[mention.end : mention.end + 1] == ["'s"]
            stop = min(mention.end + 5, scene.end)
            role = next((x for x in range(mention.end + 1, stop) if word[x] in PEOPLE), None)
            if owns and role is not None and word[role] not in ACCOUNTS:
                yield phrase(scene, k, role + 1, cue, verb, at)
            else:
                yield named(mention, cue, verb, at)
            return
        if word[k] in ENDS or word[k] in _CLOSERS or word[k][0].isdigit():
            break
        if word[k] in PEOPLE:
            yield from _ahead(scene, start, k + 1, cue, verb, at)
            return
        k += 1
    told = verb in ("say", "said", "tell", "told") or word[at] in _SAYING
    if cue == "inverted" and told and k - start > 1 and word[start] in _DETERMINERS and word[at - 1] in (",", '"'):
        yield phrase(scene, start, k, "inverted:other", verb, at)


def _ahead(scene: Scene, start: int, stop: int, cue: str, verb: str, at: int) -> Iterator[Source]:
    """A phrase about people up to the end of its clause, and the name set beside it ("its maker, Rook & Tallow")."""
    word = scene.tokens.word
    head = stop
    while stop < scene.end and word[stop] not in ENDS and word[stop] not in _CLOSERS and stop - head < _TAIL:
        if word[stop][0].isdigit() or word[stop] in ("at", "as"):
            break
        stop += 1
    yield phrase(scene, start, stop, cue, verb, at)
    beside = scene.cover[stop + 1] if stop + 1 < scene.end and word[stop] == "," else None
    if beside is not None and beside.kind in SOURCES:
        yield named(beside, cue + ":beside", verb, at)


def _subjects(scene: Scene, focus: Focus, names: Names, last: str | None, at: int, verb: str) -> Iterator[Source]:
    """The sources that may be the subject of a verb of saying."""
    word = scene.tokens.word
    k = at - 1
    while k >= scene.first and word[k] in _ADVERBS and scene.cover[k] is None and at - k < 5:
        k -= 1
    if k < scene.first:
        return
    if word[k] in (",", ")", "—"):
        before, beside = _over_aside(scene, k)
        if beside is not None and word[before] in PEOPLE:
            yield named(beside, "subject:beside", verb, at)
        k = before
    mention = scene.cover[k]
    if word[k] in ("who", "which", "that") and k > scene.first:
        mention = scene.cover[k - 1] or (scene.cover[k - 2] if word[k - 1] == "," and k - 2 >= scene.first else None)
    if mention is not None and mention.kind in SOURCES:
        yield named(mention, "subject", verb, at)
    elif word[k] in _PRONOUNS:
        yield from _pronoun(scene, focus, last, k, verb, at)
    elif word[k] in _MINE:
        yield Source("", "none", "mine", verb, at, k, k + 1)
    else:
        yield from _people(scene, focus, names, k, verb, at)


def _pronoun(scene: Scene, focus: Focus, last: str | None, k: int, verb: str, at: int) -> Iterator[Source]:
    """Whom a pronoun stands for: who is named before it in the sentence, in focus, or spoke last."""
    w = scene.tokens.word[k]
    kinds = ("person",) if w in ("he", "she") else ("organisation", "proper")
    here = [m for m in scene.of_kind(*kinds) if m.end <= k]
    kept = focus.get(*kinds[:1])
    idents = [named(m, "", "", k).ident for m in (here[-1] if here else None, kept) if m is not None]
    for place, ident in zip(("here", "kept") if here else ("kept",), idents, strict=False):
        yield Source(ident, "pronoun", f"subject:{w}:{place}", verb, at, k, k + 1)
    if last and last not in idents:
        yield Source(last, "pronoun", f"subject:{w}:last", verb, at, k, k + 1)


def _over_aside(scene: Scene, comma: int) -> tuple[int, Mention | None]:
    """The last token before an aside that ends at a comma ("Huang, the chief executive, said"), and a name in it."""
    word = scene.tokens.word
    for k in range(comma - 1, max(scene.first, comma - 14) - 1, -1):
        if word[k] == word[comma] or (word[comma] == ")" and word[k] == "("):
            inside = scene.cover[k + 1]
            return max(scene.first, k - 1), inside if inside is not None and inside.kind in SOURCES else None
    return comma - 1, None


def _people(scene: Scene, focus: Focus, names: Names, k: int, verb: str, at: int) -> Iterator[Source]:
    """`a former reseller thinks`, `Nvidia's chief told`, `its makers say`: a phrase about people before a verb."""
    word = scene.tokens.word
    start = _opening(scene, k)
    head = next((x for x in range(start, k + 1) if word[x] in PEOPLE and word[x + 1 : x + 2] != ["'s"]), None)
    if head is None:
        if word[start] in _DETERMINERS and start < k and (word[at] in _SAYING) and not word[k][0].isdigit():
            yield phrase(scene, start, k + 1, "subject:other", verb, at)
        return
    while head < k and word[head + 1] in PEOPLE:
        head += 1
    owner = next((scene.cover[x] for x in range(start, head) if scene.cover[x] is not None), None)
    if owner is not None and word[owner.end : owner.end + 1] == ["'s"]:
        if word[head] in _CHIEFS:
            chief = names.chief_of(owner.ident)
            if chief is not None:
                yield Source(chief.label, "person", "subject", verb, at, start, head + 1)
                if word[head] in ("chief", "boss", "executive", "ceo"):
                    return
        elif owner.kind in SOURCES:
            yield named(owner, "subject:of", verb, at)
    paper = word[head] in _PAPERS
    if word[start] in ("its", "their", "the", "that", "this") and (paper or word[head] in _FIRM) and head - start <= 4:
        ident = _firm(scene, focus, start)
        if ident:
            yield Source(ident, "organisation", "subject:paper" if paper else "subject:firm", verb, at, start, head + 1)
            if not paper and head - start <= 2:
                return
    stop = k + 1 if k - head < _TAIL else head + 1
    yield phrase(scene, start, stop, "subject", verb, at)


def _opening(scene: Scene, k: int) -> int:
    """Where the phrase that ends at a token begins."""
    word = scene.tokens.word
    start = k
    while start > scene.first and word[start - 1] not in _EDGES and k - start < _LONGEST:
        start -= 1
    while start < k and word[start] in _TRIMMED:
        start += 1
    if word[start] in _PREPOSITIONS:
        for x in range(start + 2, k + 1):
            if word[x] in _DETERMINERS and word[x - 1] not in _PREPOSITIONS:
                return x
    return start


def _firm(scene: Scene, focus: Focus, at: int) -> str:
    """The firm that "the company" stands for at a token."""
    near = [m for m in scene.of_kind("organisation", "model") if m.end <= at]
    firm = next((m for m in reversed(near) if m.kind == "organisation"), None) or focus.get("organisation")
    model = next((m for m in reversed(near) if m.organisation), None) or focus.get("model")
    return firm.ident if firm is not None else model.organisation if model is not None else ""
