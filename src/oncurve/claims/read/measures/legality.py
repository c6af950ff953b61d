"""What is ruled on chips in few words: "the H20 is not", "B30A, no", "so is the A800", "China gets none"."""

from __future__ import annotations

from collections.abc import Iterator

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.kin import kin_of
from oncurve.claims.read.measures.destinations import destination
from oncurve.claims.read.measures.export import row_of
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stem, stems, words

__all__ = ["CLAUSES", "legality"]

_CUTS = words("; . ! ? | — – ( ) but whereas while and /")
_NEGATIONS = words("not never n't no isn't wasn't aren't doesn't don't can't cannot")
_COPULAS = words(
    "is are was were be been being has have had does do did may can will must needs need could would should always "
    "still yet now too get gets got give gives also either neither nor as well again already likewise the "
    "a an its plain full same so ever  "
    "on other hand for like since today however though here there"
)
_YES = words("yes ✅ ✓ ✔ fine free ok okay sure allowed legal perfectly")
_NO = words("no ❌ ✗ ✘ banned never none nothing nope forbidden barred out")
_ECHOES = words("same likewise too also neither nor so like")
_SAME = _ECHOES | {"ditto"}
_OPPOSITE = {"allowed": "restricted", "restricted": "allowed", "licence": "allowed"}
_PAUSES = words('; : . ! ? ( ) — – |')
_LAWFUL = stems("legal lawful allowed permitted banned barred forbidden prohibited fine ok licence permit permission")
_BARRED = stems("banned barred forbidden prohibited illegal")
_TRADE = stems("sell sold ship shipped send sent export exported import post buy bought deliver")
_GOODS = stems("chip chips card cards gpu processor one it")
_SPOKEN = _LAWFUL | _BARRED | stems("ban rules export exports embargo")
_MARKS = words(", 's \" → : to in into")
_NEEDS, _THAT = words("need needs require requires needed required want wants"), words("one none it that any")
_BACK = 2
_SHORT, _FEW = 7, 4
_QUOTED = 12


def legality(scene: Scene) -> list[Draft]:
    """The statuses that a sentence gives by leaning on one given before it."""
    return list(_legality(scene))


def _legality(scene: Scene) -> Iterator[Draft]:
    answer = _answer(scene)
    if answer is not None:
        yield answer
    if not scene.of_kind("chip", "country"):
        return
    told = _told(scene)
    if told is None and not _spoken_of(scene):
        return
    settled = told is not None
    for first, end in _parts(scene):
        if settled and told is None:
            return
        if any(d.measure == "export_status" and d.stands_on(first, end) for d in scene.made):
            told = _told(scene, end) or told
            settled = told is not None
            continue
        named = {m.kind for m in scene.mentions if first <= m.first < end}
        if "model" in named and "chip" not in named:
            continue  # "has banned ChatGPT"
        drafts = list(_leaning(scene, first, end, told))
        if not drafts and any(first <= m.first < end for m in scene.of_kind("chip")):
            told = None  # what comes after leans on what this part says in words not understood
        yield from drafts


def _answer(scene: Scene) -> Draft | None:
    """`Is it legal in China? It is not.`: the status that a short answer gives to the question before it."""
    asked = scene.previous
    if asked is None or not asked.sentence.question or any(d.measure == "export_status" for d in scene.made):
        return None
    word = scene.tokens.word
    first = scene.first
    while first < scene.end and (not word[first][0].isalnum() or word[first + 1 : first + 2] == [":"]):
        first += 1
    end = next((k for k in range(first, scene.end) if word[k] in _PAUSES), scene.end)
    said = word[first:end]
    yes = said[:1] in (["yes"], ["perfectly"], ["quite"], ["sure"])
    no = said[:1] in (["no"], ["not"], ["never"])
    if not (yes or no or (said[:1] in (["it"], ["they"], ["that"]) and len(said) <= _SHORT)) or scene.of_kind("chip"):
        return None
    chips = asked.of_kind("chip") or ([chip] if (chip := asked.focus.get("chip")) is not None else [])
    told = _told(asked)
    base = _asked(asked)
    if not chips or (base is None and (told is None or asked.end - asked.first > _SHORT or not asked.of_kind("chip"))):
        return None
    base = base or "allowed"
    denied = no or (not yes and not _NEGATIONS.isdisjoint(said))
    return Draft(
        "export_status", first, max(end, first + 1), chips[0].ident, destination(asked),
        scope=_OPPOSITE[base] if denied else base, unit="none", negated=False,
    )  # fmt: skip


def _asked(scene: Scene) -> str | None:
    """The status that a question asks for, where it asks for one."""
    kin = {each for s in scene.stems for each in kin_of(s)}
    trade = scene.any_of(_TRADE) and (scene.of_kind("chip") or scene.any_of(_GOODS))
    if not (scene.any_of(_LAWFUL) or (trade and scene.has("may", "can"))):
        return None
    return "licence" if "licence" in kin else "restricted" if scene.any_of(_BARRED) else "allowed"


def _told(scene: Scene, before: int | None = None) -> tuple[Scene, Draft] | None:
    """The status given last, of this sentence or of one of the few before it."""
    for at in scene.back(_BACK):
        stop = before if before is not None and at is scene else at.end
        made = [d for d in at.made if d.measure == "export_status" and d.first < stop]
        if made:
            return at, max(made, key=lambda d: d.end)
    return None


def _parts(scene: Scene) -> Iterator[tuple[int, int]]:
    """The parts of a sentence, parted by marks and by words that set one against another."""
    word = scene.tokens.word
    first = scene.first
    for k in range(scene.first, scene.end + 1):
        if k == scene.end or word[k] in _CUTS:
            if k > first:
                yield first, k
            first = k + 1


def _spoken_of(scene: Scene) -> bool:
    """Whether this sentence or one of the few before it speaks of what is lawful."""
    return any(at.any_of(_SPOKEN) for at in scene.back(_BACK))


def _leaning(scene: Scene, first: int, end: int, told: tuple[Scene, Draft] | None) -> Iterator[Draft]:
    """What a part says of its chips or countries in words that have no meaning without the status told before."""
    chips = [m for m in scene.of_kind("chip") if first <= m.first < end]
    lands = [m for m in scene.of_kind("country") if first <= m.first < end]
    named = chips or lands
    dated = {k for d in scene.dates for k in range(d.first, d.end)}
    if not named or any(
        scene.tokens.word[k][0].isdigit() and scene.cover[k] is None and k not in dated for k in range(first, end)
    ):
        return
    scope = _scope(scene, first, end, dated, told)
    if scope is None or (told is None and not chips):
        return
    last = told[1] if told is not None else None
    subjects = [m.ident for m in row_of(scene, chips, chips[0].first)] if chips else [last.subject if last else None]
    where = lands[-1].ident if lands else (last.reference if last else None) or destination(scene)
    stop = min(end, first + _QUOTED)
    for subject in dict.fromkeys(subjects):
        yield Draft("export_status", first, stop, subject, where, scope=scope, unit="none", negated=False)


def _scope(scene: Scene, first: int, end: int, dated: set[int], told: tuple[Scene, Draft] | None) -> str | None:
    """The status that the few words around the names give, None where they say something of their own."""
    word = scene.tokens.word
    covered = {k for m in scene.mentions if first <= m.first < end for k in range(m.first, m.end)} | dated
    rest = [word[k] for k in range(first, end) if k not in covered and word[k] not in _MARKS]
    if not rest or len(rest) > _SHORT:
        return None
    if told is not None and _needed(rest) and _of_licence(told[0]):
        return "allowed" if rest[-1] == "none" or not _NEGATIONS.isdisjoint(rest) else "licence"
    denied = any(w in _NEGATIONS for w in rest)
    plain = [w for w in rest if w not in _COPULAS and w not in _NEGATIONS]
    if not plain:
        if told is None:
            return "restricted" if rest in (["no"], ["never"]) else None
        if any(w in _ECHOES | {"as"} for w in rest):
            return told[1].scope
        if rest[-1] in _COPULAS or rest[-1] in _NEGATIONS:
            base = _base(*told)
            return _OPPOSITE[base] if denied else base
        return None
    if told is None and plain[0] != rest[-1]:
        return None
    if len(plain) == 1 and len(rest) <= _FEW:
        if plain[0] in _YES:
            return "restricted" if denied else "allowed"
        if plain[0] in _NO:
            return "restricted"
        if plain[0] in _SAME and told is not None:
            return told[1].scope
    return None


def _needed(rest: list[str]) -> bool:
    """Whether words end in what is needed, named before: "needs one", "does not require one", "needs none"."""
    return len(rest) > 1 and rest[-1] in _THAT and rest[-2] in _NEEDS


def _of_licence(scene: Scene) -> bool:
    """Whether a sentence speaks of a licence."""
    return any("licence" in kin_of(each) for each in scene.stems)


def _base(scene: Scene, last: Draft) -> str:
    """What the verb of a status says without its "not": "is not allowed" leans on being allowed."""
    kin = [kin_of(stem(w)) for w in scene.tokens.word[last.first : last.end]]
    if last.scope == "restricted" and any("allow" in k for k in kin) and not any("ban" in k for k in kin):
        return "allowed"
    if last.scope == "allowed" and any("ban" in k for k in kin):
        return "restricted"
    return last.scope or "restricted"


CLAUSES = (legality,)
