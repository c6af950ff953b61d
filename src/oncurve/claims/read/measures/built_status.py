"""What the build of a sentence alone rules on chips: "cannot be exported", "will resume sales", "cut off from"."""

from __future__ import annotations

import itertools

from oncurve.claims.read.kin import kin_of
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stems, words

__all__ = ["by_build"]

_BEFORE = 5
_TRADING = words(
    "sale sales selling shipment shipments shipping export exports exporting delivery deliveries delivering supplying "
    "sending"
)
_TAKES_BACK = words(
    "no not never longer n't 't isn't wasn't aren't weren't nothing neither nor hardly stopped ended cannot can't none"
)
_HINDERS = words("stops stop prevents prevent keeps keep bars bar")
_REACH = 12
_GOVERNED = 3
_MODALS = words("can may could must")
_LEAVES = words("leave leaves go goes enter reach cross")
_CUTTING = words("cut cuts cutting")
_GENERIC = stems("chip hardware accelerator processor gpu semiconductor silicon")
_COMPLIES = words("comply complies complying complied compliant")
_LAWS = words("rules rule controls control restrictions limits law laws regulations curbs")
_RESUMES = words("resume resumes resumed resuming restart restarts restarted restarting")
_LINKS = words("be been being legally lawfully yet currently now ever able to from directly officially openly")
_TRADED = words("exported sold shipped sent delivered supplied export sell ship deliver supply send buy import")
#: whoever needs leave asks for it
_ASKS, _MUST = words("ask asking asks"), words("need needs does do did must")
_SPARED = {("no", "need"), ("never", "needs"), ("n't", "need")}
_CONTROLS = words("controls control restrictions restriction curbs rules limits ban")
_MOST_BETWEEN = 5
#: what makes controls hold of more, and what is said of a chip that they have come to hold of
_WIDENS = stems("extend widen broaden stretch expand enlarge tighten sweep")
_TAKES_IN = (["cover"], ["covers"], ["include"], ["includes"], ["catch"], ["catches"], ["capture"], ["captures"],
             ["reach"], ["reaches"], ["take", "in"], ["takes", "in"], ["bring", "in"], ["hit"], ["hits"], ["in"],
             ["to"], ["embrace"], ["encompass"])
_REGIMES = words("rules rule controls control restrictions restriction curbs ban bans embargo net regime regulations")
#: words before a verb of what is not done yet
_WILLING = words("may might could would weigh weighs weighing mull mulls mulling consider considers considering plan "
                 "plans planning propose proposes proposed wants urge urges urged")
#: verbs that "not" turns about, and what ends a clause
_SHORT = words("is are may can was were does do")
_STOPS = words(", ; : . ! ? ) —")
_RULING = frozenset(("ban", "allow"))
_SELLERS = words("exporter seller company firm vendor dealer distributor reseller supplier maker chipmaker retailer "
                 "shop merchant trader")
_EXCEPT = words("without unless until except")
_IN_FORCE = (["took", "effect"], ["take", "effect"], ["into", "force"], ["in", "force"], ["into", "effect"])


def by_build(scene: Scene, at: int) -> str | None:
    """The status that the build alone gives a chip, as the weights call it; None where it gives none."""
    if _is_barred(scene, at) or _is_cut_off(scene, at) or _is_caught(scene, at) or (
            _is_kept_out(scene, at)) or _by_nobody(scene, at):
        return "status.restricted"
    if (other := _turned_by_not(scene, at)) is not None:
        return other
    if _is_resumed(scene, at) or _complies(scene, at) or _is_cleared(scene, at) or _is_unasked(scene, at):
        return "status.allowed"
    return "status.licence" if _goes_without(scene, at) else None


def _turned_by_not(scene: Scene, at: int) -> str | None:
    """The opposite of what the clause before rules: "The H20 is allowed; the B200 is not", "…, the B200 may not"."""
    word = scene.tokens.word
    if word[at] not in _SHORT or word[at + 1 : at + 2] not in (["not"], ["n't"]):
        return None
    if at + 2 < scene.end and word[at + 2] not in _STOPS:
        return None
    chip = scene.cover[at - 1] if at > scene.first else None
    if chip is None or chip.kind != "chip":
        return None
    before = [k for k in range(scene.first, chip.first) if not _RULING.isdisjoint(kin_of(scene.stem_at(k)))]
    others = [m for m in scene.of_kind("chip") if m.first < chip.first and m.ident != chip.ident]
    if not before or not others or not _TAKES_BACK.isdisjoint(word[scene.first : chip.first]):
        return None
    allowed = "allow" in kin_of(scene.stem_at(before[-1]))
    return "status.restricted" if allowed else "status.allowed"


def _is_cleared(scene: Scene, at: int) -> bool:
    """Whether a chip is said to be free to go: "is cleared for sale in China", "nothing stops it from exporting"."""
    word = scene.tokens.word
    if not scene.of_kind("chip"):
        return False
    after = word[at + 1 : min(at + _BEFORE + 1, scene.end)]
    if word[at] == "cleared" and after[:1] == ["for"]:
        return not _TRADING.isdisjoint(after) and _TAKES_BACK.isdisjoint(scene.words_before(at, _BEFORE))
    if word[at] == "free" and after[:1] == ["to"]:
        return after[1:2] != [] and after[1] in _TRADED and _TAKES_BACK.isdisjoint(scene.words_before(at, _BEFORE))
    return word[at] == "nothing" and not _HINDERS.isdisjoint(after) and "from" in word[at : at + _REACH] \
        and not _TRADING.isdisjoint(word[at : min(at + _REACH, scene.end)])


def _is_unasked(scene: Scene, at: int) -> bool:
    """Whether a chip goes without leave: "need not ask Washington before it ships", "without anybody having to ask"."""
    word = scene.tokens.word
    if word[at] not in _ASKS or not scene.of_kind("chip") or not any(
            m.ident == "US" for m in scene.mentions if at < m.first <= at + _BEFORE):
        return False
    before = scene.words_before(at, _BEFORE)
    pairs = itertools.pairwise(before)
    return "without" in before or any((one in _MUST and other == "not") or (one, other) in _SPARED
                                      for one, other in pairs)


def _goes_without(scene: Scene, at: int) -> bool:
    """Whether a chip may, or may not, go without a licence: "none may leave for China without a permit"."""
    word = scene.tokens.word
    if word[at] != "without" or not (scene.of_kind("chip") or scene.focus.get("chip") is not None):
        return False
    asked = any("licence" in kin_of(scene.stem_at(k)) for k in range(at + 1, min(at + _GOVERNED + 2, scene.end)))
    before = scene.words_before(at, _REACH)
    return asked and not _MODALS.isdisjoint(before) and not _LEAVES.isdisjoint(before)


def _is_cut_off(scene: Scene, at: int) -> bool:
    """Whether a country is cut off from chips: "cut China off from the A100", "cuts off Beijing's access to H100s"."""
    word = scene.tokens.word
    if word[at] not in _CUTTING or not (scene.of_kind("chip") or scene.any_of(_GENERIC)):
        return False
    off = next((k for k in range(at + 1, min(at + _BEFORE, scene.end)) if word[k] == "off"), None)
    return off is not None and not {"from", "access"}.isdisjoint(word[off + 1 : min(off + _BEFORE, scene.end)])


def _is_caught(scene: Scene, at: int) -> bool:
    """Whether controls are widened so that they hold of a chip: "stretched its rules to cover", "sweeps in the"."""
    word = scene.tokens.word
    if scene.stem_at(at) not in _WIDENS or not _TAKES_BACK.isdisjoint(scene.words_before(at, _GOVERNED)):
        return False
    chip = next((m for m in scene.of_kind("chip") if at < m.first <= at + _REACH), None)
    if chip is None:
        return False
    low, high = max(scene.first, at - _REACH), chip.first
    near = word[max(at + 1, high - _BEFORE) : high]
    taken = any(near[k : k + len(each)] == each for each in _TAKES_IN for k in range(len(near)))
    return taken and not _REGIMES.isdisjoint(word[low:high]) and not _WILLING.intersection(word[low:at])


def _is_kept_out(scene: Scene, at: int) -> bool:
    """Whether a rule keeps a chip out of a country, or lets it go there "not at all"."""
    word = scene.tokens.word
    after = word[at + 1 : min(at + _REACH, scene.end)]
    if word[at] in ("keep", "keeps", "kept"):
        out = next((k for k in range(len(after) - 1) if after[k : k + 2] == ["out", "of"]), None)
        chip = any(at < m.first <= at + _BEFORE for m in scene.of_kind("chip"))
        return out is not None and chip and bool(scene.of_kind("country"))
    if word[at : at + 3] == ["not", "at", "all"]:
        return "to" in scene.words_before(at, _GOVERNED) and scene.cover[at - 1] is not None and bool(
            scene.of_kind("chip"))
    return False


def _by_nobody(scene: Scene, at: int) -> bool:
    """Whether a deed is allowed to nobody: "no exporter may ship", "nobody can sell", but not "without a licence"."""
    word = scene.tokens.word
    after = word[at + 1 : min(at + _REACH, scene.end)]
    traded = not _TRADED.isdisjoint(after[:_GOVERNED]) or not _TRADED.isdisjoint(word[at : at + 1])
    if not (word[at] in _MODALS or word[at - 1] in _MODALS) or not traded or not scene.of_kind("chip"):
        return False
    modal = at if word[at] in _MODALS else at - 1
    before = scene.words_before(modal, _GOVERNED)
    if before[-1:] in (["nobody"], ["none"]) or before[-2:] == ["no", "one"]:
        who = True
    else:
        who = "no" in before[:-1] and before[before.index("no") + 1] in _SELLERS | {"american", "us", "u.s."} and (
            before[-1] in _SELLERS)
    return who and _EXCEPT.isdisjoint(after)


def _complies(scene: Scene, at: int) -> bool:
    """Whether a chip is said to keep to the export rules: "complies with US export controls"."""
    word = scene.tokens.word
    if word[at] not in _COMPLIES or word[at + 1 : at + 2] != ["with"] or not scene.of_kind("chip"):
        return False
    after = word[at + 1 : min(at + _REACH, scene.end)]
    kept = "export" in after and not _LAWS.isdisjoint(after)
    return kept and _TAKES_BACK.isdisjoint(scene.words_before(at, _GOVERNED))


def _is_resumed(scene: Scene, at: int) -> bool:
    """Whether a trade that had stopped goes on: "will resume sales of the H20", "restarted H20 shipments"."""
    word = scene.tokens.word
    if word[at] not in _RESUMES or not _TAKES_BACK.isdisjoint(scene.words_before(at, _GOVERNED)):
        return False
    after = range(at + 1, min(at + _BEFORE + 1, scene.end))
    return any(word[k] in _TRADING for k in after) and any(abs(m.first - at) <= _REACH for m in scene.of_kind("chip"))


def _is_barred(scene: Scene, at: int) -> bool:
    """Whether the build alone bars a chip: "the X cannot be exported", "the controls on the X took effect"."""
    word = scene.tokens.word
    after = word[at + 1 : min(at + _REACH, scene.end)]
    if word[at] == "cannot":
        verb = next((w for w in after if w not in _LINKS), "")
        return verb in _TRADED and bool(scene.of_kind("chip"))
    if word[at] not in _CONTROLS or after[:1] != ["on"]:
        return False
    chip = next((m for m in scene.of_kind("chip") if 0 < m.first - at <= _MOST_BETWEEN), None)
    said = word[chip.end : min(chip.end + _BEFORE, scene.end)] if chip is not None else []
    return any(said[k : k + len(each)] == each for each in _IN_FORCE for k in range(len(said)))
