"""Whether a chip may be sold somewhere: restricted, allowed, or with a licence."""

from __future__ import annotations

import itertools

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["CLAUSES"]

_RESTRICT = stems(
    "ban banned bans banning bar barred bars block blocked blocks prohibit prohibited forbid forbidden "
    "forbids outlaw outlawed embargo restrict restricted restriction restrictions halted halt curb curbs "
    "curbed "
    "blacklist blacklisted denied illegal prohibits unlawful verboten interdicted barring blocking outlaws "
    "pulled"
)
_LICENCE = stems("licence licences license licenses licensing licensed")
_ALLOW = stems(
    "allow allowed allows allowing permit permitted permits clear cleared clears approve approved approves "
    "legal exempt exempted resume resumed lift lifted legally waved greenlit unrestricted waive waived free "
    "reopen"
)
_RULES = stems("rule rules control controls curbs list restrictions regime order regulations net")
_COVER = stems(
    "cover covers covered extend extended stretch stretched widen widened tighten tightened expand expanded "
    "include included catch caught catches add added sweep swept broaden broadened rope roped"
)
_OUTWARD = stems(
    "export exports exported exporting sale sales sell sells sold selling ship shipped shipping shipment "
    "shipments buy buying bought import imports licence license rules rule controls control delivery "
    "deliveries supply reach customers order purchase market commerce"
)
_MAYBE = words(
    "weighing considering mulling weighs considers mulls may might could should urged wants want whether "
    "debating calls lobbying would proposed proposes studying pondering if consider weigh propose bill"
)
_GENERIC = stems(
    "chip chips hardware accelerator accelerators processor processors gpu gpus semiconductor semiconductors parts"
)


#: phrases that state a status, the first that fits wins
_PHRASES = {
    "restricted": (
        "presumption of denial;shut out;shuts out;off limits;off - limits;cut off;turned down;"
        "no longer be sold;no longer sell;can no longer;cannot be sold;cannot sell;cannot ship;"
        "may not be sold;may not sell;may not ship;can ' t sell;told its firms to stop;stop buying;"
        "not to buy;stop ordering;stop using;avoid buying;kept out of;keeps out;steer clear"
    ),
    "licence": ("case by case;case - by - case"),
    "allowed": (
        "may be sold;can be sold;may sell;can sell;can again sell;may now sell;can still be;free to sell;"
        "green light;lets nvidia;let nvidia;may now ship;may ship;can ship;still sell;still be sold;"
        "on sale in;lets;slips under;slip under;escapes the;go ahead"
    ),
}


def _status(scene: Scene, a: int, b: int) -> tuple[str, int, int] | None:
    """The status that tokens `a` to `b` state, and the place of its words."""
    return _by_licence(scene, a, b) or _by_phrase(scene, a, b) or _by_verb(scene, a, b)


_NEEDED = stems("require need demand must without only case want application seek apply oblige impose subject appli")
_REFUSED = stems("turn denied denial refuse")
_GRANTED = stems("grant approve issue receive win")


def _by_licence(scene: Scene, a: int, b: int) -> tuple[str, int, int] | None:
    licence = next((k for k in range(a, b) if scene.stem_at(k) in _LICENCE and scene.cover[k] is None), None)
    if licence is None or not scene.any_of(_NEEDED) or scene.any_of(_REFUSED):
        return None
    granted = scene.any_of(_GRANTED) and not scene.any_of(stems("require need demand must"))
    return "allowed" if granted else "licence", licence, licence + 1


def _by_phrase(scene: Scene, a: int, b: int) -> tuple[str, int, int] | None:
    text = " ".join(scene.tokens.word[a:b])
    for status, phrases in _PHRASES.items():
        for phrase in phrases.split(";"):
            at = text.find(phrase)
            if at >= 0:
                k = a + text[:at].count(" ")
                return status, k, k + phrase.count(" ") + 1
    return None


def _by_verb(scene: Scene, a: int, b: int) -> tuple[str, int, int] | None:
    word = scene.tokens.word
    best: tuple[str, int, int] | None = None
    for at in range(a, b):
        s = scene.stem_at(at)
        if s in _RESTRICT and scene.cover[at] is None:
            if (
                word[at - 2 : at] == ["no", "longer"]
                or word[at - 1 : at] == ["not"]
                or word[at - 2 : at] == ["un", "-"]
                or scene.near(at, words("lift end revers scrap remov drop lifted"), 4, 0) is not None
            ):
                return "allowed", at - 1, at + 1
            if word[at] in (
                "bar",
                "bars",
                "pulled",
                "denied",
                "curb",
                "free",
                "halt",
                "block",
                "blocks",
            ) and not scene.any_of(_OUTWARD):
                continue
            return "restricted", at, at + 1
        if s in _ALLOW and best is None and scene.cover[at] is None and word[at] not in ("free", "clear", "lift"):
            if (
                word[at - 1 : at] == ["not"]
                or word[at - 1 : at] == ["n't"]
                or word[at - 1 : at] == ["'t"]
                or word[at - 2 : at] == ["no", "longer"]
            ):
                return "restricted", at - 1, at + 1
            best = ("allowed", at, at + 1)
        if s in _RULES and best is None:
            cover = scene.near(at, _COVER, 4, 4)
            if cover is not None:
                best = ("restricted", min(at, cover), max(at, cover) + 1)
    return best


def statuses(scene: Scene) -> list[Draft]:
    """The export status of each chip a sentence rules on."""
    chips = scene.of_kind("chip")
    if not chips and not (scene.any_of(_GENERIC) and scene.has("export", "import", "sell", "sale", "ship")):
        return []
    if not scene.any_of(_RESTRICT | _LICENCE | _ALLOW | _RULES) and not scene.has(
        "shut",
        "sell",
        "sold",
        "turn",
        "limit",
        "buy",
        "denial",
        "case",
        "green",
        "slip",
        "stop",
        "ship",
        "clear",
        "kept",
        "ahead",
    ):
        return []
    if scene.claimed("chips_shipped") or scene.claimed("chips_smuggled"):
        return []
    drafts: list[Draft] = []
    for a, b in _pieces(scene):
        inside = [m for m in chips if a <= m.first < b]
        if inside or not chips:
            drafts += _ruled(scene, inside, a, b)
    if not drafts and chips:
        drafts = _ruled(scene, chips, scene.first, scene.end)
    return drafts


_CUTS = words("; but while whereas — because though although")


def _pieces(scene: Scene) -> list[tuple[int, int]]:
    """The sentence in clauses that may each state a status of their own."""
    word = scene.tokens.word
    cuts = [scene.first]
    cuts += [
        k for k in range(scene.first + 1, scene.end) if word[k] in _CUTS or (word[k] == "and" and word[k - 1] == ",")
    ]
    cuts.append(scene.end)
    return list(itertools.pairwise(cuts))


def _ruled(scene: Scene, chips: list[Mention], a: int, b: int) -> list[Draft]:
    found = _status(scene, a, b)
    if found is None:
        return []
    status, first, end = found
    word = scene.tokens.word
    before = word[max(scene.first, first - 7) : first]
    if (
        set(before) & _MAYBE
        and not (set(before) & {"would"} and scene.has("turn", "said"))
        and not (status == "allowed" and set(word[first:end]) & {"may", "can"})
    ):
        return []
    if not scene.any_of(_OUTWARD) and not scene.of_kind("country"):
        return []
    reference = _destination(scene)
    if not chips:
        return _generic(scene, status, first, end, reference)
    tied = _tied(scene, chips, first, end)
    if not tied:
        return []
    low = min(first, tied[0].first)
    high = max(end, tied[-1].end)
    return [
        Draft("export_status", low, high, chip.ident, reference, scope=status, unit="none", score=0.8)
        for chip in _once(tied)
    ]


def _tied(scene: Scene, chips: list[Mention], first: int, end: int) -> list[Mention]:
    """The chips that the words of a status reach: those in a row nearest to them."""
    nearest = min(chips, key=lambda m: scene.gap(m.first, first) if m.first < first else scene.gap(m.first, end) - 2)
    row = [nearest]
    index = chips.index(nearest)
    for step in (1, -1):
        k = index + step
        edge = nearest
        while 0 <= k < len(chips):
            a, b = (edge, chips[k]) if step > 0 else (chips[k], edge)
            between = scene.tokens.word[a.end : b.first]
            if len(between) > 5 or set(between) - {
                ",",
                "and",
                "or",
                "the",
                "its",
                "'s",
                "both",
                "as",
                "well",
                "nvidia",
                "amd",
                "also",
                "even",
                "/",
            }:
                break
            row.append(chips[k])
            edge = chips[k]
            k += step
    return sorted(row, key=lambda m: m.first)


def _once(chips: list[Mention]) -> list[Mention]:
    seen: dict[str, Mention] = {}
    for chip in chips:
        seen.setdefault(chip.ident, chip)
    return list(seen.values())


def _generic(scene: Scene, status: str, first: int, end: int, reference: str | None) -> list[Draft]:
    """Rules on chips at large: "imposed new restrictions on hardware exports"."""
    if status == "allowed" or not scene.has("export", "import"):
        return []
    stop = end
    word = scene.tokens.word
    at = scene.near(first, _GENERIC, 8, 8)
    if at is None or not scene.has("impos", "ban", "bar", "block", "tighten", "prohibit", "restrict"):
        return []
    if scene.stem_at(first) in _RULES and word[first] in ("controls", "control"):
        return []
    while stop < scene.end and stop < at + 2:
        stop += 1
    low = first
    verb = scene.near(first, stems("impose imposed placed put announced"), 4, 0)
    if verb is not None:
        low = verb
    elif scene.stem_at(first) in ("restrict", "curb", "control", "ban") and word[first] in (
        "restrictions",
        "curbs",
        "controls",
        "ban",
        "bans",
    ):
        return []
    what = "AI hardware" if word[at] == "hardware" else "AI chips"
    dates = [d for d in scene.dates if abs(d.first - first) < 20]
    return [
        Draft(
            "export_status",
            low,
            stop,
            what,
            reference,
            scope=status,
            unit="none",
            score=0.7,
            time=dates[0].iso if dates else None,
        )
    ]


def _destination(scene: Scene) -> str | None:
    word = scene.tokens.word
    found = scene.of_kind("country")
    tied = [
        m
        for m in found
        if any(w in ("to", "into", "in", "for", "there") for w in word[max(scene.first, m.first - 2) : m.first])
    ]
    plain = [m for m in (tied or found) if m.ident != "US"]
    if plain:
        return plain[-1].ident if tied else plain[0].ident
    met = [m.ident for m in reversed(scene.focus.met) if m.kind == "country" and m.ident != "US"]
    return met[0] if met else "CN"


CLAUSES = (statuses,)
