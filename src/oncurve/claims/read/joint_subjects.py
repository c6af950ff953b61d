"""Subjects that are more than one thing: firms that spend together, systems that no chip of theirs comes up to."""

from __future__ import annotations

from oncurve.claims.read.cast import Candidate, Case
from oncurve.claims.read.tokens import words

__all__ = ["JOINT_RULES", "invested_in", "of_a_system"]

_LISTING = words(", and & ( ) as well or")
_JOINT = words("together combined collectively jointly altogether")
_SINGLY = words("respectively each")
_FEWEST = 2
#: what groups are said to hold, how they are counted, and what ends their name
_HELD = words("compute_share organisation_spend chip_count power")
_OWN = words("own owns hold holds have has control controls command commands spend spends spent run operate account "
             "accounted accounts")
_COUNTS = words("two three four five six seven eight nine ten 2 3 4 5 6 7 8 9 10")
_FIRST = words("biggest largest top leading major big")
_BREAKS = words(", ; : . and or of in which that")
_POSSESSIVE = words("'s its their his her our my")
_GROUPED = 8
#: what several firms are called together, and what stands before such a word and is no part of their name
_GROUPS = words("companies firms giants hyperscalers clouds players labs corporations titans")
_EDGES = words("the a all both these those of and by for in at that said as from with while when other which where")
_ANY = words("other some many most few smaller rival no any")
_WORDS, _NEAR, _FAR, _OPENING = 4, 6, 14, 5
_SPENDING = words("capex spending expenditure expenditures outlays investment investments")
#: what kinds of firms are called before their spending, and what points back to a sum
_KINDS = words("hyperscaler hyperscalers hyperscale industry sector tech cloud industry-wide sector-wide aggregate")
#: what only models have, verbs that tell it, and what ends a predicate
_OF_MODELS = words("training_tokens parameters training_compute benchmark_score")
_DID = words("was is had has took used uses takes scored scores")
_STOPS = words("; : . but while whereas which who that")
_POINTS = words("this that")
_OF_SYSTEMS = ("EFLOPS", "PB/s", "PB")


def _together(case: Case) -> list[Candidate]:
    """`A, B and C have committed $90 billion together`: a list of firms before a sum spends it as one."""
    scene, draft = case.scene, case.draft
    if draft.measure != "organisation_spend":
        return []
    firms = [m for m in scene.of_kind("organisation") if m.end <= draft.first]
    row = firms[-1:]
    for firm in reversed(firms[:-1]):
        if set(scene.tokens.word[firm.end : row[0].first]) - _LISTING:
            break
        row.insert(0, firm)
    here = scene.tokens.word[scene.first : scene.end]
    if len(row) < _FEWEST + _JOINT.isdisjoint(here) or not _SINGLY.isdisjoint(here):
        return []
    text = scene.tokens.slice(row[0].first, row[-1].end)
    return [Candidate("organisation", text, row[0].first, row[-1].end, "phrase:owned")]


def invested_in(case: Case) -> list[Candidate]:
    """`X, in which it has invested $13 billion`, `will invest $10 billion in X`: X is not who spends."""
    scene, draft = case.scene, case.draft
    if draft.measure != "organisation_spend":
        return []
    word, barred = scene.tokens.word, set()
    invests = any(word[k].startswith("invest") for k in range(max(scene.first, draft.first - _NEAR), draft.first))
    for mention in scene.of_kind("organisation"):
        if invests and word[mention.end : mention.end + 3] == [",", "in", "which"]:
            barred.add(mention.ident)
        if invests and mention.first >= draft.end and word[draft.end : mention.first] in (["in"], ["into"]):
            barred.add(mention.ident)
    kept = [c for c in case.candidates if c.ident not in barred]
    named = any(c.kind == "organisation" and c.ago == 0 for c in kept)
    return kept if barred and named else []


def _several(case: Case) -> list[Candidate]:
    """`The four firms will spend $400 billion`: what several do together is of no one of them named elsewhere."""
    scene, draft = case.scene, case.draft
    if draft.measure != "organisation_spend" or any(m.end <= draft.first for m in scene.of_kind("organisation")):
        return []
    word = scene.tokens.word
    at = next((k for k in range(draft.first - 1, scene.first - 1, -1) if word[k] in _GROUPS), None)
    if at is None or "each" in word[scene.first : draft.first] or word[at - 1] in _ANY or word[at + 1] == "'s":
        return []
    first = at
    while first > scene.first and at - first < _WORDS and (word[first - 1].isalpha() and word[first - 1] not in _EDGES):
        first -= 1
    return [Candidate("organisation", scene.tokens.slice(first, at + 1), first, at + 1, "phrase:owned")]


def of_a_system(case: Case) -> list[Candidate]:
    """`8 EFLOPS`, `16 PB/s`, `2 PB`: no chip has so much, so it is of the system that is spoken of."""
    if case.draft.measure != "chip_spec" or case.draft.unit not in _OF_SYSTEMS:
        return []
    whole = case.scene.of_kind("cluster")
    text, first = (whole[0].ident, whole[0].first) if whole else ("the system", case.draft.first)
    return [Candidate("cluster", text, first, first + 1, "phrase:owned")]


def _group(case: Case) -> list[Candidate]:
    """`The three largest Chinese clouds own 12%`: firms that are only counted are what is said of them."""
    scene, draft = case.scene, case.draft
    if draft.measure not in _HELD:
        return []
    word = scene.tokens.word
    verb = next((k for k in range(draft.first - 1, max(scene.first, draft.first - _GROUPED) - 1, -1)
                 if word[k] in _OWN and scene.cover[k] is None and word[k - 1] not in _POSSESSIVE), None)
    if verb is None or not word[verb - 1].endswith("s") or scene.cover[verb - 1] is not None:
        return []
    first = next((k for k in range(verb - 2, max(scene.first, verb - _GROUPED) - 1, -1)
                  if word[k] in _COUNTS or word[k] in _FIRST), None)
    if first is None or any(w in _BREAKS for w in word[first:verb]):
        return []
    first -= first > scene.first and word[first - 1] in _FIRST | _COUNTS
    if word[first - 1 : first] in (["and"], ["of"]):
        return []  # "a joint venture of Acme and two funds"
    return [Candidate("organisation", scene.tokens.slice(first, verb), first, verb, "phrase:owned")]


def _of_a_kind(case: Case) -> list[Candidate]:
    """`Hyperscaler capex reached $92 billion`: what firms of a kind spend is of no one of them."""
    scene, draft = case.scene, case.draft
    if draft.measure != "organisation_spend":
        return []
    word = scene.tokens.word
    at = next((k for k in range(draft.first - 1, max(scene.first, draft.first - _FAR), -1)
               if word[k] in _SPENDING or scene.cover[k] is not None), None)
    if at is None or word[at] not in _SPENDING or scene.cover[at - 1] is not None:
        return []
    first = at - 1 - (word[at - 1] == "tech")
    if word[at - 1] not in _KINDS or any(m.end <= draft.first for m in scene.of_kind("organisation")):
        return []
    return [Candidate("organisation", scene.tokens.slice(first, at), first, at, "phrase:owned")]


def _goes_on(case: Case) -> list[Candidate]:
    """`Full-year capex is now seen at $414 billion`, `This follows $85 billion in July`: of whom the last sum was."""
    scene, draft, past = case.scene, case.draft, case.scene.previous
    if draft.measure != "organisation_spend" or past is None or any(
            m.first < draft.first for m in scene.of_kind("organisation")):
        return []
    opening = scene.tokens.word[scene.first : scene.first + _OPENING]
    if opening[0] not in _POINTS and _SPENDING.isdisjoint(opening):
        return []
    last = next((d for d in reversed(past.made) if d.measure == draft.measure and d.subject), None)
    if last is None:
        return []
    found = [c for c in case.candidates if c.ident == last.subject]
    return found or [Candidate("organisation", str(last.subject), scene.first, scene.first + 1, "phrase:owned")]


def _by_its_maker(case: Case) -> list[Candidate]:
    """`A is cheaper than Acme-1, since Acme had 37B active and was trained on 14T tokens`: a firm's name for its model.

    So it is where the sentence names one model of that firm before, and what is told of it is told of models alone.
    """
    scene, draft = case.scene, case.draft
    firm = next((m for m in reversed(scene.mentions) if m.end <= draft.first and m.kind in ("model", "organisation")),
                None)
    if draft.measure not in _OF_MODELS or firm is None or firm.kind != "organisation" or scene.tokens.word[
            firm.end] not in _DID or not _STOPS.isdisjoint(scene.tokens.word[firm.end : draft.first]):
        return []
    own = [c for c in case.candidates if c.kind == "model" and c.ago == 0 and c.first < firm.first
           and c.name is not None and c.name.organisation == firm.ident]
    return own if len({c.ident for c in own}) == 1 else []


JOINT_RULES = (_by_its_maker, _of_a_kind, _goes_on, _group, _together, _several)
