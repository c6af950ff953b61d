"""Which model or chip a figure of a launch post or data sheet is of, where the build of a line or sentence tells."""

from __future__ import annotations

import itertools

from oncurve.claims.read.agents import OPENERS
from oncurve.claims.read.cast import Candidate, Case
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.ranking import GROUPS
from oncurve.claims.read.sheet import MEMORY, is_entry, is_yardstick, label_end
from oncurve.claims.read.tokens import words

__all__ = ["PAGE_RULES"]

_CLOSE, _FAR = 3, 11
_OF_MODELS = words("parameters price_per_token training_tokens benchmark_score training_compute training_cost")
_ISSUES = words("released releases launched launches introduced introduces unveiled unveils announced announces")
_LESSER = words("from than over above trails beats behind against versus vs past surpassing beating")
_VYING = words("closes closing beats beating surpasses surpassing trails trailing rivals rivalling matches matching "
               "nears approaches approaching tops topping outperforms outperforming exceeds exceeding edges ahead "
               "undercuts undercutting")
_DEARER = words("more dearer costlier expensive higher pricier")
_VERSIONS = words("version variant derivative sibling successor edition cut-down")
_COMPARED = words("cost_ratio price_ratio capability_lag")
_ON = words("on for by with of")


def _ident(mention: Mention) -> str:
    return mention.name.id if mention.form == "short" and mention.name is not None else mention.ident


def _of_sheet(case: Case) -> list[Candidate]:
    """`Memory: 141 GB` below a heading that names a chip: an entry without a name of its own is of that."""
    scene, measure = case.scene, case.draft.measure
    kind = "chip" if measure == "chip_spec" else "model" if measure in _OF_MODELS else ""
    if measure == "organisation_spend":
        return _of_section(case)
    thing = case.cast.sheet.get(kind)
    if thing is None or not (is_entry(scene) or (scene.sentence.item and kind == "chip")):
        return []
    if any(m.kind == kind and not MEMORY.fullmatch(m.ident) and not scene.is_reference(m) and not is_yardstick(scene, m)
           for m in scene.mentions):
        return []
    ident = _ident(thing)
    found = [c for c in case.candidates if c.ident == ident]
    return found or [Candidate(kind, ident, scene.first, scene.first, "sheet", 1, thing.name)]


def _of_section(case: Case) -> list[Candidate]:
    """`Capex: $80 billion` below a heading that names a firm: a line that names none before its sum is of that."""
    scene, firm = case.scene, case.cast.sheet.get("organisation")
    if firm is None or not (is_entry(scene) or scene.sentence.item):
        return []
    if any(m.kind == "organisation" and m.first < case.draft.first for m in scene.mentions):
        return []
    found = [c for c in case.candidates if c.ident == firm.ident]
    return found or [Candidate("organisation", firm.ident, scene.first, scene.first, "sheet", 1, firm.name)]


def _labelled(case: Case) -> list[Candidate]:
    """`- Acme-2 total compute: 5e25 FLOP`: the figures of a line are of what its label names."""
    scene, draft = case.scene, case.draft
    label = label_end(scene)
    if label is None or draft.first < label or draft.measure not in GROUPS["model"] or draft.measure in _COMPARED:
        return []
    models = {m.ident for m in scene.mentions if m.kind == "model"}
    named = [c for c in case.candidates if c.ago == 0 and c.first < label and c.kind == "model" and c.ident in models]
    return named[:1] if len(models) == 1 else []


def _lesser(case: Case) -> list[Candidate]:
    """`A costs 67% more`: the cheaper one is not the one that costs more."""
    draft, candidates = case.draft, case.candidates
    if draft.measure not in ("price_ratio", "cost_ratio"):
        return []
    word = case.scene.tokens.word
    dearer = not _DEARER.isdisjoint(word[max(draft.end - 2, 0) : draft.end + _CLOSE])
    if not dearer or draft.subject is not None or draft.reference is None:
        return []
    return [c for c in candidates if c.ident != draft.reference]


def _cut_down(case: Case) -> list[Candidate]:
    """`The A is a cut-down version of the B, with 96 GB`: what is told is of the version, not of the whole."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    if draft.measure != "chip_spec" or draft.unit in ("x", "percent"):
        return []
    chips = [m for m in scene.mentions if m.kind == "chip" and m.end <= draft.first]
    origin = {m.ident for m in chips if not _VERSIONS.isdisjoint(scene.words_before(m.first, _CLOSE))}
    if not origin or all(m.ident in origin for m in chips):
        return []
    return [c for c in candidates if c.ident not in origin]


def _issuer(case: Case) -> list[Candidate]:
    """`Kimi released K2 with 32 billion`: a name before a verb of release, with a model after it, is its maker's."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    if draft.measure not in GROUPS["model"]:
        return []
    word = scene.tokens.word
    models = [m for m in scene.mentions if m.kind == "model" and m.end <= draft.first]
    for maker, made in itertools.pairwise(models):
        verb = next((k for k in range(maker.end, made.first) if word[k] in _ISSUES), None)
        if verb is not None and verb - maker.end <= 1 and made.first - verb <= _CLOSE and maker.end - maker.first == 1:
            return [c for c in candidates if c.ident != maker.ident and c.kind == "model" and c.first >= made.first
                    and c.ago == 0]
    return []


def _risen(case: Case) -> list[Candidate]:
    """`jumps from 33% on A to 55%`: what a score rose from is of the model named with it, what it rose to is not."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    word = scene.tokens.word
    if draft.measure != "benchmark_score" or word[draft.first - 1] not in ("from", "to"):
        return []
    if word[draft.first - 1] == "from":
        near = next((m for m in scene.mentions if m.kind == "model" and 0 < m.first - draft.end <= _CLOSE), None)
        named = near is not None and word[near.first - 1] in _ON
        return [c for c in candidates if named and near is not None and c.first == near.first]
    start = next((k for k in range(draft.first - 2, max(scene.first, draft.first - _FAR) - 1, -1)
                  if word[k] == "from"), draft.first)
    before = {m.ident for m in scene.mentions if m.kind == "model" and start <= m.first < draft.first}
    return [c for c in candidates if c.ident not in before] if before else []


def _surpassed(case: Case) -> list[Candidate]:
    """`55% - a big jump from A's 33%`: a score is not of the model whose own score follows it."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    if draft.measure not in ("benchmark_score", "price_per_token"):
        return []
    word = scene.tokens.word
    barred = {m.ident for m in scene.mentions if m.kind == "model" and m.first >= draft.end
              and ((word[m.first - 1] in _LESSER and word[m.end : m.end + 1] in (["'s"], ["("]))
                   or not _VYING.isdisjoint(word[draft.end : m.first]))}
    if any(m.kind == "model" and m.first < draft.first and m.ident not in barred for m in scene.mentions):
        return []
    kept = [c for c in candidates if c.ident not in barred]
    return kept if barred and any(c.kind == "model" and c.ago >= 0 for c in kept) else []


def _bracketed(case: Case) -> list[Candidate]:
    """`A hits 67% on X (up from B's 52%), 89% on Y`: what follows a bracket is not of the model named inside it."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    if draft.measure != "benchmark_score":
        return []
    word, first = scene.tokens.word, scene.first
    models = [m for m in scene.mentions if m.kind == "model" and m.end <= draft.first]
    open_ = {m.ident for m in models if word[first : m.first].count("(") > word[first : m.first].count(")")}
    outside = [m for m in models if m.ident not in open_]
    inside = word[first : draft.first].count("(") > word[first : draft.first].count(")")
    if not open_ or inside:
        return []
    kept = [c for c in candidates if c.ident not in open_]
    return kept if outside or any(c.kind == "model" for c in kept) else []


def _having(case: Case) -> list[Candidate]:
    """`It is a step up from the B, with 141 GB`: what "it" has is not of the chip that it is held against."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    agent = case.cast.topic("chip")
    opens = scene.tokens.word[scene.first] in OPENERS
    if draft.measure != "chip_spec" or agent is None or agent.kind != "chip" or not opens:
        return []
    named = [m for m in scene.mentions if m.kind == "chip" and m.end <= draft.first]
    if not all(map(scene.is_reference, named)):
        return []
    return [c for c in candidates if c.ident == _ident(agent)]


#: tried in this order, before what is told of names alone
PAGE_RULES = (_labelled, _of_sheet, _lesser, _cut_down, _issuer, _risen, _surpassed, _bracketed, _having)
