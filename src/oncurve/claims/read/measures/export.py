"""Whether a chip may be sold somewhere: restricted, allowed, or with a licence."""

from __future__ import annotations

import datetime as dt

from oncurve.basis.span import month_span
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.kin import kin_of
from oncurve.claims.read.measures.built_status import by_build
from oncurve.claims.read.measures.destinations import destination, destination_at
from oncurve.claims.read.measures.ruled_chips import both, glossed, parted, set_apart
from oncurve.claims.read.measures.unlicensed import is_against_law
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.remembered import Remembered
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words
from oncurve.claims.read.uses import is_of_use

__all__ = ["STATUSES", "places", "row_of", "ruled_when", "statuses"]

#: what the weights call the three statuses
STATUSES = {"status.restricted": "restricted", "status.licence": "licence", "status.allowed": "allowed"}
_RULING = frozenset(("ban", "licence", "allow"))
#: whether a stem is one of banning, licensing or allowing
_RULES = Remembered[str, bool](lambda stem: not _RULING.isdisjoint(kin_of(stem)))
_ONE = words("chip processor accelerator gpu card part")
_THIS = words("the this that its")
_GENERIC = stems("chip hardware accelerator processor gpu semiconductor silicon")
_CUTS = words("; : but while whereas — because though although .")
_BETWEEN = words(", and or the its 's both as well nvidia amd also even / new newer older line lines family series "
                 "generation parts chips processors cards accelerators")
_GOVERNS = words("to from")
_GOVERNED = 3
#: how a licence is named, and what it may be asked for in
_NAMED = ("licen", "permit", "authori")
_WRITTEN = "letter"
_TAKES_BACK = words("no not never longer n't 't isn't wasn't aren't weren't nothing neither nor hardly stopped ended "
                    "cannot can't none")
#: words that bar, and beginnings of those that take a bar away
_BARS = words("ban bans banned barred bars prohibit prohibits prohibited forbid forbids forbidden forbade restrict "
              "restricts restricted embargoed outlawed blocks blocked blocking restricting banning barring prohibiting")
_LIFTS = ("lift", "eas", "revers", "remov", "repeal", "rescind", "end", "exempt", "relax", "drop", "undo",
          "overturn", "waiv", "loosen", "scrap", "roll", "despite", "without", "allow", "approv", "resum", "un",
          "clear", "previous", "former", "once", "until", "suspend", "paus", "withdr", "revok")
_TAKEN_AWAY = words("lifted lifts removed removes scrapped scraps repealed repeals rescinded revoked ended ends")
_LEGAL = words("legal lawful legally lawfully")
#: what laws forbid and allow that is no chip
_NO_GOODS = words("tax taxes fee fees duty duties levy levies tariff tariffs charging discrimination lawsuits "
                  "investment investments investing investors")
#: what a licence or permit is for that is no export: "driver's licences", "a building permit"
_OTHER_PAPERS = words("apache mit bsd gpl permissive source weight weights 2.0 1.0 community driver "
                      "drivers driving software music building construction air gas business operating")
#: what is called legal for being of the law
_PAPERS = words("contract contracts document documents text texts corpora corpus review research brief briefs "
                "agreement agreements team teams advice reasoning case cases filing filings services tech")
#: what is only thought of: "he might let Nvidia sell"
_MUSED = words("might considering considers mulling mulls weighing weighs contemplating")
#: a line that a chip keeps to: "stays under the limits"
_LINES, _WITHIN = words("limit limits threshold thresholds line"), words("under below within beneath")
_BEFORE = 5
_FEW = 3
#: machines that make chips, which other rules are of
_MACHINES = stems("lithography duv euv printer printers scanner scanners etching deposition")
_MEMORY = ["high", "-", "bandwidth", "memory"]
#: words that deny the one beside them, and those that may stand between the two
_DENIES = words("cannot can't not no never n't 't longer nor")
_MODALS, _NEEDS = words("can may could must"), words("need needs require requires demand demands")
_SUCH = (["such", "as"], ["like", "the"], ["including", "the"])
_STOPS = words("stop stops stopped cease ceases ceased halt halts halted quit quits")
_LINKS = words("be been being legally lawfully yet currently now ever able to from directly officially openly")
_WAIVED = stems("exempt exempts exempted exempting waive waived spare spared")
_LETS = words("allow allows allowed allowing let lets letting enable enabled permit permits permitting")
_MAKES = words("design develop build make create train run reason learn comply apply reach match continue use improve")
_FREE = words("restriction restrictions limits limit curbs hindrance")
_CONTROLS = words("controls control restrictions restriction curbs rules limits ban")
_PLAIN = stems("cannot controls rules resume restart cut comply complies compliant cleared nothing without "
               "extend widen broaden stretch expand enlarge tighten sweep keep keeps kept all ask asking")
_REACH = 12
_DATE_REACH = 16
#: words for what holds on the day of writing
_HOLDS = words("is are remain remains still may can cannot currently today isn't aren't")
_STAYS = words("is are be was were fall falls fell stay stays stayed remain remains left kept keep lie lies sit sits")
_UNTIL = words("until till before")
_MOST_BETWEEN = 5
_PAUSES = words(', ; : . ( ) — – " ? ! |')
_QUOTED = 16
_LEAD = 3


def places(scene: Scene) -> list[int]:
    """The tokens that may say a status: words of banning, licensing and allowing, where chips are spoken of."""
    spoken = scene.of_kind("chip") or scene.any_of(_GENERIC) or scene.focus.get("chip") is not None
    spoken = spoken or _names_memory(scene)
    if not spoken:
        return []
    if not any(map(_RULES.__getitem__, scene.present)) and _PLAIN.isdisjoint(scene.present):
        return []
    ruling = [
        k
        for k, rules in enumerate(map(_RULES.__getitem__, scene.stems), scene.first)
        if scene.cover[k] is None and (by_build(scene, k) or (rules and not _of_others(scene, k)))
    ]
    if any(scene.tokens.word[k].startswith(_NAMED) for k in ruling):  # it says more than what it is written in
        ruling = [k for k in ruling if not scene.tokens.word[k].startswith(_WRITTEN)]
    word = scene.tokens.word
    bars = [k for k in ruling if word[k] in _CONTROLS or word[k] in _BARS]
    lifts = {k for k in ruling if word[k] in _TAKEN_AWAY and any(0 < each - k < _BEFORE for each in bars)}
    lifts |= {k for k in ruling if word[k - 1] == "nothing" and k - 1 in ruling}  # "nothing stops" is one ruling
    ruling = [k for k in ruling if _MUSED.isdisjoint(scene.words_before(k, _FEW))
              and not _keeps_within(scene, k)]
    return [k for k in ruling if k not in lifts and not (word[k - 1] in _GOVERNS and _near(ruling, k))
            and not _is_let(scene, k, ruling)]


def _keeps_within(scene: Scene, at: int) -> bool:
    """Whether a word is of keeping within a line, which is no ruling: "stays under the limits"."""
    word = scene.tokens.word
    line = next((k for k in range(at, min(at + _BEFORE, scene.end)) if word[k] in _LINES), None)
    if line is None:
        return False
    before = scene.words_before(at, _FEW) if line == at else word[max(at + 1, line - _FEW) : line]
    return not _WITHIN.isdisjoint(before)


def _is_let(scene: Scene, at: int, ruling: list[int]) -> bool:
    """Whether a word of trade is what somebody is let or helped to do: "lets Nvidia sell" is one ruling."""
    done = scene.cover[at - 1] if at > scene.first else None
    return done is not None and done.first - 1 in ruling and scene.tokens.word[done.first - 1] in _LETS


def _names_memory(scene: Scene) -> bool:
    """Whether a sentence speaks of high-bandwidth memory."""
    word = scene.tokens.word[scene.first : scene.end]
    return any(word[k : k + len(_MEMORY)] == _MEMORY for k, each in enumerate(word) if each == "high")


def _of_others(scene: Scene, at: int) -> bool:
    """Whether what is ruled on is no chip: "forbids taxes on exports", or "outside" in "outside estimates"."""
    word = scene.tokens.word
    barred = scene.cover[at + 1] if at + 1 < scene.end else None
    if word[at] in _BARS and barred is not None and barred.kind == "model":
        return True  # "has banned ChatGPT"
    if word[at] in ("case", "cases") and "by" not in word[max(scene.first, at - 2) : at + _FEW]:
        return True  # "pressed the company's case"
    if word[at] in _LETS and not _makes_or_sells(word[at + 1 : min(at + _REACH, scene.end)]):
        return True
    if scene.any_of(_MACHINES) and not scene.of_kind("chip"):
        return True
    if word[at].startswith(_NAMED) and not _OTHER_PAPERS.isdisjoint(scene.words_before(at, 2)):
        return True
    if word[at] == "legal" and word[at + 1 : at + 2] and word[at + 1] in _PAPERS:
        return True  # "a long legal contract"
    if is_of_use(scene, at):
        return True
    if not _NO_GOODS.isdisjoint(word[max(scene.first, at - 2) : min(at + _GOVERNED, scene.end)]):
        return True
    return word[at] == "outside" and (at == scene.first or word[at - 1] not in _STAYS)


def _makes_or_sells(after: list[str]) -> bool:
    """Whether what follows "allow" is trade: "to sell", and not "Nvidia to design", "the model to reason"."""
    verb = next((after[k + 1] for k in range(len(after) - 1) if after[k] == "to" and k <= _FEW), "")
    return verb not in _MAKES


def _near(ruling: list[int], at: int) -> bool:
    """Whether a ruling word stands just before a verb it governs: "licence to sell", "banned from selling"."""
    return any(at - _GOVERNED <= k < at - 1 for k in ruling)


def statuses(scene: Scene, at: int, name: str) -> list[Draft]:
    """The claims that the word at a token gives chips a status, one a chip, quoted from the clause around it."""
    low = high = at
    word = scene.tokens.word
    while low > scene.first and at - low < _REACH and word[low - 1] not in _CUTS:
        low -= 1
    while high + 1 < scene.end and high - at < _REACH and word[high + 1] not in _CUTS:
        high += 1
    named = [m for m in scene.of_kind("chip") if not set_apart(scene, m) and not glossed(scene, m, at)]
    named = named or scene.of_kind("chip")
    inside = [m for m in named if low <= m.first <= high] or [m for m in named if not parted(scene, m, at)] or named
    chips = row_of(scene, inside, at) if inside and not _on_any(scene, at) else []
    pair = both(scene, low, at)
    idents = list(dict.fromkeys((*pair, *(m.ident for m in chips)))) or [_unnamed(scene, at)]
    near = [m for m in chips if abs(m.first - at) <= _REACH]
    first, end = _quoted(scene, (low, high + 1), at, near)
    where = destination_at(scene, at) or destination(scene)
    barred = _barred_from(scene, at) or _not_allowed(scene, at)
    told = _by_paper(scene, first, end) or _freed(scene, at) or _lawful(scene, at)
    scope = told or ("restricted" if barred else STATUSES[name])
    if scope == "allowed" and word[at] in _BARS and not _lifted(scene, low, high):
        scope = "restricted"
    return [
        Draft("export_status", first, end, ident, where, scope=scope, unit="none", negated=False)
        for ident in idents
    ]


def _on_any(scene: Scene, at: int) -> bool:
    """`curbs on advanced chips and a decision to allow the H200`: what is ruled on here is no chip of a name."""
    word = scene.tokens.word
    if word[at] not in _CONTROLS or word[at + 1 : at + 2] != ["on"]:
        return False
    for k in range(at + 2, min(at + 2 + _BEFORE, scene.end)):
        named = scene.cover[k]
        if word[k] in _CUTS or word[k] in ("and", ",") or (named is not None and named.kind == "chip"):
            return False
        if scene.stem_at(k) in _GENERIC:
            return word[k + 1 : k + 2] in (["and"], ["or"], ["but"], ["while"], ["."], [","]) and not any(
                word[k + 1 + skip : k + 3 + skip] in _SUCH for skip in (0, 1))
    return False


def _freed(scene: Scene, at: int) -> str | None:
    """`lifted the ban on the H200`: a bar that is taken away allows, unless that is denied or still to come."""
    word = scene.tokens.word
    if word[at] not in _CONTROLS and word[at] not in _BARS:
        return None
    verb = next((k for k in range(at - 1, max(scene.first, at - _BEFORE) - 1, -1) if word[k] in _TAKEN_AWAY), None)
    if verb is None:
        return None
    return "allowed" if _TAKES_BACK.isdisjoint(scene.words_before(verb, _BEFORE)) else None


def _lifted(scene: Scene, low: int, high: int) -> bool:
    """Whether a clause takes back a ban ("lifted the ban on", "is no longer restricted", "despite the ban")."""
    return any(w in _TAKES_BACK or w.startswith(_LIFTS) for w in scene.tokens.word[low : high + 1])


def _quoted(scene: Scene, part: tuple[int, int], at: int, chips: list[Mention]) -> tuple[int, int]:
    """What to quote of a part of a sentence: from its chips or verb to where it ends, at a comma at the latest."""
    word = scene.tokens.word
    low, high = part
    first = min([at, *(m.first for m in chips)])
    end = max([at + 1, *(m.end for m in chips)])
    while end < high and word[end] not in _PAUSES and end - first < _QUOTED:
        end += 1
    while not chips and first > low and word[first - 1] not in _PAUSES and at - first < _LEAD:
        first -= 1
    return first, end


def _by_paper(scene: Scene, first: int, end: int) -> str | None:
    """`may go without a licence` and `cannot go without one`: the latter needs it."""
    word = scene.tokens.word
    unless = next((k for k in range(scene.first, scene.end) if word[k] == "unless"), None)
    if unless is not None and _of_no_chip(scene) and any(
            "licence" in kin_of(scene.stem_at(k)) for k in range(unless, scene.end)):
        return "licence"  # "No H100 may go to Abu Dhabi unless its seller obtains a licence"
    waived = [k for k in range(scene.first, min(end, scene.end)) if scene.stem_at(k) in _WAIVED]
    if waived and any("licence" in kin_of(scene.stem_at(k)) for k in range(waived[-1], min(end, scene.end))) and \
            "from" in word[waived[-1] : min(end + _REACH, scene.end)]:
        return "allowed"  # "exempts such orders from a licence"
    for k in range(first, min(end, scene.end)):
        if word[k + 1 : k + 3] == ["-", "free"] and "licence" in kin_of(scene.stem_at(k)):
            return "allowed"  # "licence-free"
        if word[k] in ("without", "no") and _FREE.intersection(word[k + 1 : k + _GOVERNED]):
            return "allowed"  # "may buy the H100 without restrictions"
        if word[k] == "longer" and word[k - 1] == "no" and word[k + 1 : k + 2] and word[k + 1] in _NEEDS and any(
                "licence" in kin_of(scene.stem_at(x)) for x in range(k + 2, min(k + 2 + _GOVERNED, scene.end))):
            return "allowed"  # "would no longer require a licence for the sale of"
        if word[k] == "without" and any("licence" in kin_of(scene.stem_at(x)) for x in range(k + 1, k + _GOVERNED + 2)):
            low = next((x + 1 for x in range(k - 1, scene.first, -1) if word[x] in _CUTS), scene.first)
            before = range(max(low, k - _REACH), k)
            barred = any(word[x] in _TAKES_BACK or "ban" in kin_of(scene.stem_at(x)) for x in before)
            return "licence" if barred or is_against_law(scene, k) else "allowed"
    return None


def _barred_from(scene: Scene, at: int) -> bool:
    """Whether a word bars someone from something, and nothing before it takes that back."""
    word = scene.tokens.word
    if at + 1 >= scene.end or word[at + 1] != "from" or "ban" not in kin_of(scene.stem_at(at)):
        return False
    return _TAKES_BACK.isdisjoint(scene.words_before(at, _BEFORE))


def _not_allowed(scene: Scene, at: int) -> bool:
    """Whether a word of allowing or trade is denied beside it: "cannot sell", "can't sell", "not yet allowed"."""
    word = scene.tokens.word
    after = next((k for k in range(at + 1, min(at + _BEFORE, scene.end)) if word[k] not in _LINKS), at)
    if word[at] in _STOPS and after > at and "ship" in kin_of(scene.stem_at(after)):
        return True
    if word[at] in _MODALS and _of_no_chip(scene):
        return True
    if "allow" not in kin_of(scene.stem_at(at)) or "without" in word[at : min(at + _REACH, scene.end)]:
        return False  # "may not send one without asking"
    before = next((k for k in range(at - 1, max(scene.first, at - _BEFORE) - 1, -1) if word[k] not in _LINKS), at)
    return word[before] in _DENIES or (word[at] in _MODALS and word[after] in _DENIES)


def _of_no_chip(scene: Scene) -> bool:
    """Whether a sentence opens with what no chip may do: "No H100 may"."""
    named = scene.cover[scene.first + 1] if scene.first + 1 < scene.end else None
    return scene.tokens.word[scene.first] == "no" and named is not None and named.kind == "chip"


def _lawful(scene: Scene, at: int) -> str | None:
    """`were legal until October`: what is lawful is allowed, unless a word before takes that back."""
    word = scene.tokens.word
    if word[at] not in _LEGAL:
        return None
    return "allowed" if _TAKES_BACK.isdisjoint(scene.words_before(at, _BEFORE)) else "restricted"


def row_of(scene: Scene, chips: list[Mention], at: int) -> list[Mention]:
    """The chip nearest to a word, with those listed beside it."""
    nearest = min(chips, key=lambda m: scene.gap(m.first, at))
    row = [nearest]
    index = chips.index(nearest)
    for step in (1, -1):
        k = index + step
        while 0 <= k < len(chips):
            a, b = (row[-1], chips[k]) if step > 0 else (chips[k], row[0])
            between = scene.tokens.word[a.end : b.first]
            if len(between) > _MOST_BETWEEN or set(between) - _BETWEEN:
                break
            row.insert(len(row) if step > 0 else 0, chips[k])
            k += step
    return row


def _unnamed(scene: Scene, at: int) -> str:
    """What is ruled on where no chip is named: the chip spoken of ("it", "the chip"), or chips at large."""
    chip = scene.focus.get("chip")
    if scene.any_of(_GENERIC):
        word = scene.tokens.word
        around = range(max(scene.first + 1, at - _REACH), min(at + _REACH, scene.end))
        if any(word[k] in _ONE and word[k - 1] in _THIS for k in around) and chip is not None:
            return chip.ident
        return "AI hardware" if scene.has("hardwar") else "AI chips"
    if _names_memory(scene):
        return "HBM"
    return chip.ident if chip is not None else "AI chips"


def _told_before(scene: Scene, at: int) -> str | None:
    """The last date of the sentence before, where a sentence without one tells of the past: "Both could be sold"."""
    word, past = scene.tokens.word, scene.previous
    could = any(word[k] == "could" and word[k + 1 : k + 2] in (["be"], ["still"], ["then"])
                for k in range(max(scene.first, at - _BEFORE), at + 1))
    if past is None or scene.dates or not could or not past.dates or past.sentence.question:
        return None
    return past.dates[-1].iso


def ruled_when(scene: Scene, at: int) -> str | None:
    """The date that a ruling word is tied to ("banned in October 2022", "sold freely until April"), or None."""
    word = scene.tokens.word
    if not _HOLDS.isdisjoint(scene.words_before(at, _GOVERNED)) or "still" in word[at : scene.end]:
        return None
    near = [each for each in scene.dates if scene.gap(each.first, at) <= _DATE_REACH]
    if not near:
        return _told_before(scene, at)
    date = min(near, key=lambda each: scene.gap(each.first, at))
    before = word[date.first - 1] if date.first else ""
    if before == "since":
        return None
    start = month_span(date.iso).start if before in _UNTIL else None
    return date.iso if start is None else (start - dt.timedelta(days=1)).isoformat()
