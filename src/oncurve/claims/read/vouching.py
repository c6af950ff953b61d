"""What speaks for and against a source of a figure, and for there being none."""

from __future__ import annotations

from msgspec import Struct, field

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.insets import aside_at, posed_at
from oncurve.claims.read.saying import Source
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import words

__all__ = ["Heard", "Voice", "framing", "voices_of"]

#: words after a verb of saying that tell what it goes on to
_THEN = words('that at it its the a , " . : in on with by to him her has have had will was is up out as about')
_MOST = 16
#: cues of a source whose words frame a sentence, and what may stand around the frame
_FRAMES = words("according subject inverted")
_CLOSING = words('. " \' )')
_MINE = words("we our i my")
_COMMAS = words(', "')
_OPENING = words('the " \' (')
_SAYING = (["that"], [":"])
_SAYS = words("says said reckons estimates writes wrote argues thinks insists maintains")
_OPENINGS = words("it its the that this they their he she his her but and yet in on of for a an at")


class Voice(Struct):
    """Somebody who may vouch for a claim, with the traits of that reading; `ident` is "" for nobody."""

    ident: str
    traits: list[str]


class Heard(Struct):
    """What the text has told of its speakers before a sentence."""

    tag: str | None = None
    #: whose release the text may be, each with what speaks for it, and what the whole text tells of its manner
    issuers: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    document: tuple[str, ...] = ()
    before: str | None = None
    ago: int = 0
    quoted: bool = False
    #: who is named after the close of a quotation that goes on beyond the sentence
    closing: str | None = None
    #: speaker of the claim before ("" for nobody, None for no claim yet), its subject, and sentences since
    prior: str | None = None
    prior_subject: str | None = None
    prior_ago: int = 0


def voices_of(
    scene: Scene, draft: Draft, sources: list[Source], heard: Heard, owners: frozenset[str] = frozenset()
) -> list[Voice]:
    """Everybody who may vouch for a claim of the sentence, nobody among them.

    `owners` are the makers and owners of what the claim is about.
    """
    word = scene.tokens.word
    if len(sources) > _MOST:
        sources = sorted(sorted(sources, key=lambda s: abs(s.at - draft.first))[:_MOST], key=lambda s: s.at)
    opening = word[scene.first] if word[scene.first] in _OPENINGS else "other"
    cued = "cued" if sources else "plain"
    line = _line(scene)
    mine = not _MINE.isdisjoint(word[scene.first : scene.end])
    said = f"{'in' if _in_quotation(scene, draft, heard) else 'out'}:{cued}"
    aside = aside_at(scene, draft.first, draft.end)
    places = [posed_at(scene, s) for s in sources]
    found = _spoken(scene, draft, sources, aside, places)
    if heard.closing:
        found.append(Voice(heard.closing, ["k:closing", f"closing:{said}"]))
    if heard.before:
        row = [
            "k:before",
            f"before:{min(heard.ago, 3)}",
            f"before:{cued}",
            f"before:{opening}",
            f"before:{cued}:{opening}",
        ]
        row += [f"before:{'quoted' if heard.quoted else 'loose'}", f"before:{line}"]
        row += [f"before:{line}:{min(heard.ago, 3)}", *(f"before:d:{each}" for each in heard.document[:2])]
        row += [f"before:{said}", f"before:{said}:{line}:{min(heard.ago, 3)}"]
        found.append(Voice(heard.before, row))
    going = _going(draft, heard)
    if heard.prior:
        row = [
            "k:prior",
            f"prior:{said}",
            "prior:" + going,
            f"prior:{going}:{cued}",
            f"prior:{line}",
            f"prior:{line}:{cued}",
        ]
        if aside:
            row += (f"f:{aside}", f"f:{aside.partition(':')[0]}", "aside:prior")
        found.append(Voice(heard.prior, [*row, *(f"prior:d:{each}" for each in heard.document[:2])]))
    if heard.tag:
        found.append(Voice(heard.tag, ["k:tag", "tag:" + cued]))
    for ident, press in heard.issuers:
        row = ["k:issuer", "issuer:" + cued, *press, *(f"d:{each}" for each in heard.document)]
        found.append(Voice(ident, [*row, "issuer:mine"] if mine else row))
    nobody = [f"null:{line}", f"null:{said}", *_nobody(heard, cued, going, aside)]
    if any(places):
        nobody.append("null:posed")
    if mine:
        nobody.append("null:mine")
    if heard.before:
        nobody.append(f"null:after:{opening}")
    found.append(Voice("", nobody))
    for voice in found:
        if voice.ident and voice.ident == draft.subject:
            voice.traits.append("own")
        elif voice.ident in owners:
            voice.traits.append("owner")
    return found


def _spoken(scene: Scene, draft: Draft, sources: list[Source], aside: str, places: list[str]) -> list[Voice]:
    """The sources of the sentence as voices; `places` tells where each is set into what is said."""
    outlet = any(s.sort == "outlet" for s in sources)
    posed = any(places)
    return [
        Voice(
            source.ident,
            _traits(scene, draft, source, sources, outlet=outlet) + _build(source, aside, place, posed=posed),
        )
        for source, place in zip(sources, places, strict=True)
        if source.ident or source.kind == "none"
    ]


def _nobody(heard: Heard, cued: str, going: str, aside: str) -> list[str]:
    """What the text before a sentence, and the place of a claim in it, tell for nobody's vouching for it."""
    row = ["k:null", "null:" + cued, f"null:{'tagged' if heard.tag else 'issued' if heard.issuers else 'free'}"]
    row += [f"null:d:{each}" for each in heard.document]
    if aside:
        row += [f"f:null:{aside}", f"f:null:{aside.partition(':')[0]}", f"null:aside:{cued}"]
    if heard.closing:
        row.append("null:closing")
    if heard.prior == "":
        row += ["null:prior", "null:prior:" + going, f"null:prior:{going}:{cued}"]
    if heard.before:
        row.append("null:after")
    return row


def _in_quotation(scene: Scene, draft: Draft, heard: Heard) -> bool:
    """Whether a claim stands within marks of quotation, opened in its sentence or before it."""
    word = scene.tokens.word
    marks = word[scene.first : draft.first].count('"') + (word[draft.first] == '"')
    return (marks + (heard.quoted and word[scene.first] != '"')) % 2 == 1


def _build(source: Source, aside: str, place: str, *, posed: bool) -> list[str]:
    """How a source stands to the aside of a claim, and whether it or another is set into the sentence."""
    row = []
    if aside:
        row += [f"f:{aside}", f"f:{aside.partition(':')[0]}", f"aside:{source.cue.partition(':')[0]}"]
    if place:
        row += [f"posed:{place}", f"posed:{place}:{source.kind}"]
    elif posed:
        row.append("posed:other")
    return row


def _line(scene: Scene) -> str:
    """Whether a sentence opens the text or a paragraph, is an item of a list, or goes on."""
    if scene.first == 0:
        return "first"
    tokens = scene.tokens
    if scene.sentence.item:
        return "item"
    return "para" if tokens.broken(scene.first) else "on"


def _going(draft: Draft, heard: Heard) -> str:
    """How a claim goes on from the claim before it."""
    ago = "here" if heard.prior_ago == 0 else "next" if heard.prior_ago == 1 else "far"
    return f"{ago}:{'same' if draft.subject is not None and draft.subject == heard.prior_subject else 'other'}"


def _traits(scene: Scene, draft: Draft, source: Source, sources: list[Source], *, outlet: bool) -> list[str]:
    word = scene.tokens.word
    ahead = source.at < draft.first
    side = "before" if ahead else "after"
    a, b = (source.at, draft.first) if ahead else (draft.end, source.at)
    between = sum(1 for s in sources if s is not source and a < s.at < b and s.ident != source.ident)
    parts = sum(1 for k in range(a + 1, b) if word[k] in (";", ".", "|", "—", "–") or word[k] == "but")
    commas = sum(1 for k in range(a + 1, b) if word[k] == ",")
    cue = source.cue
    row = [
        "k:source", f"s:{source.kind}", f"c:{cue}", f"v:{source.verb}", f"side:{side}", f"c:{cue}:{side}",
        f"between:{side}:{min(between, 2)}", f"parts:{side}:{min(parts, 2)}", f"commas:{side}:{min(commas, 2)}",
        f"hold:{cue.partition(':')[0]}:{side}:{min(between, 1)}{min(parts, 1)}{min(commas, 1)}",
        f"gap:{side}:{'near' if b - a <= 6 else 'mid' if b - a <= 16 else 'far'}", f"s:{source.kind}:{cue}",
    ]  # fmt: skip
    then = word[source.at + 1] if source.at + 1 < scene.end else "end"
    then = then if then in _THEN else "number" if then[0].isdigit() or then in "$€£¥" else "word"
    row += (f"then:{then}", f"v:{source.verb}:{then}")
    kindred = cue.partition(":")[0]
    if kindred != cue:
        row += (f"c:{kindred}", f"c:{kindred}:{side}")
    if source.sort:
        row += ("sort:" + source.sort, f"by:{source.sort}:{side}:{min(between, 2)}")
        if kindred == "account":
            row.append(f"acct:{source.verb}:{source.sort}")
    if source.kind == "people" and outlet:
        row.append("people:outlet")
    inside = word[scene.first : draft.first].count('"') % 2 == 1
    row.append(f"quoted:{side}:{cue}" if inside else f"bare:{side}:{source.kind}")
    if source.first <= scene.first + 1:
        row.append("opens:" + side)
    if draft.first <= source.first < draft.end:
        row.append("inside")
    return row


def framing(scene: Scene, draft: Draft, sources: list[Source]) -> str:
    """Who says all of a sentence but its asides, as its frame tells: "According to X, …", "…, X said"; else ""."""
    told = [each for each in sources if each.ident and each.cue.partition(":")[0] in _FRAMES]
    if len({each.ident for each in sources}) != 1 or len(told) != 1 or aside_at(scene, draft.first, draft.end):
        return ""
    source, word = told[0], scene.tokens.word
    head = min(source.first, source.at)
    tail = max(source.end, source.at + 1)
    while tail < scene.end and word[tail] in _CLOSING:
        tail += 1
    if tail == scene.end and head > scene.first and word[head - 1] in _COMMAS:
        return source.ident
    while head > scene.first and word[head - 1] in _OPENING:
        head -= 1
    opens = head == scene.first and (word[source.at] == "according" or word[source.at + 1 : source.at + 2] in _SAYING
                                    or word[source.at] in _SAYS)
    return source.ident if opens else ""
