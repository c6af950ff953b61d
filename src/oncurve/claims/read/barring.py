"""Bars candidates that the build of a sentence rules out, before they are ranked."""

from __future__ import annotations

import bisect
from collections.abc import Callable

from oncurve.claims.read.agents import ASKED, OPENERS, opening
from oncurve.claims.read.cast import Candidate, Case, Cast
from oncurve.claims.read.chip_subjects import CHIP_RULES, against, of_chip, possessed
from oncurve.claims.read.clauses import CLAUSE_RULES
from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.duty_subjects import DUTY_RULES
from oncurve.claims.read.generations import GENERATION_RULES
from oncurve.claims.read.joint_subjects import JOINT_RULES, invested_in, of_a_system
from oncurve.claims.read.page_subjects import PAGE_RULES
from oncurve.claims.read.ranking import GROUPS
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.sifting import sifted
from oncurve.claims.read.sized_subjects import sized
from oncurve.claims.read.stand_ins import CLAUSE_CUTS, STAND_INS
from oncurve.claims.read.tokens import words
from oncurve.claims.read.words import SPEECH, VERBS

__all__ = ["admitted", "opponent", "usual_of"]

#: the kind of thing that a pronoun stands for, by the measure of what is said of it
_KIND = dict.fromkeys(GROUPS["model"], "model") | {"chip_spec": "chip"}
_PLURALS = words("models systems llms chatbots")
_TYPICAL = words("typical usual common normal standard customary")
_LINKS = words("trained costing worth using needing with of that which who")
_LINKED = words("cost costs costing need needs use used about around some roughly over up to than more least at train")
_BOUND = words("the these those its their our his her 's my such both of like as")
_NUMBER_GAP = 5
_TRAINING = words(
    "train trains trained training pretrained pretraining pre-trained run runs ran running taught built model models "
    "weights fits fit tuned fine-tuned learned learnt served serves took takes"
)
#: what is done with chips and power that somebody holds, and where they stand
_DEEDS = words(
    "host hosts hosting house houses housing hold holds holding own owns owned build builds building built buy buys "
    "bought order orders ordered install installs installed deploy deploys deployed acquire acquired rent rents "
    "rented possess possesses stockpiled amassed secure secured bring brings brought"
)
_DRAWS = words(
    "draw draws drew campus campuses site sites facility cluster clusters centre centres center centers datacenter "
    "hall halls plant"
)
_REACH = 8
_AGAINST = 6
_USUAL = words("standard standards norm norms average averages practice peers")
_WORDS = 5
#: words that no name of a group holds
_EDGES = words("the a an and or but that this of in on at for by as its their his her it they we our my all while yet")
#: how things are found that are stood for, not named
_STOOD = ("for:", "phrase:", "implied", "made")
_SPENDING = words(
    "spending capex capital outlay outlays expenditure expenditures investment investments budget budgets"
)
#: what somebody's that a share or a move is of
_OWNED = {"compute_share": words("share slice portion part"),
          "market_move": words("stock stocks shares share capitalisation capitalization")}
_PAID = words("training_cost training_compute chip_hours")
_LEVERS = words("than against versus vs of what compared below under")
_FALLS = words(
    "cut cuts cutting slashed slash slashes lowered lowers reduced reduces dropped drops fell falls fallen trimmed "
    "trims marked halved"
)
#: measures of which a model takes so and so much, the verbs that say so, and what may stand before the number
_TAKEN = words("training_cost training_compute chip_hours training_tokens parameters")
_TAKES = words("cost costs took takes saw used uses needed needs has had have read consumed burned swallowed")
_HEDGES = words("about around some roughly only just under over less more than at nearly almost up to a an the maybe")
_LEAN = (_HEDGES - {"maybe"}) | words("it its they that spent used needed took cost costs paid pays was is were mere")
_CHIPS = words("chips gpus processors accelerators cards semiconductors")
_POINTERS = words("these those them they such its their")
_CLOSE = 3
_ON_TOP = ["top", "of"]
#: how many words before a number may say that it fell, and how many after it what it is held against
_FALL, _LEVER = 14, 4
_OVER = words("against versus vs v to")
_FIRM = words("company firm lab start-up startup")
_HAVING = words("had have has hold held own owned run ran operate operated use used")
_HELD = words("power organisation_spend chip_count")


def admitted(scene: Scene, draft: Draft, candidates: list[Candidate], cast: Cast) -> list[Candidate]:
    """The candidates that may be the subject of a claim; all of them where the build of the sentence bars none."""
    candidates = sifted(scene, draft, candidates)
    case = Case(scene, draft, candidates, cast)
    for rule in _RULES:
        kept = rule(case)
        if kept:
            return list(kept)
    return candidates


def opponent(scene: Scene, draft: Draft) -> bool:
    """Whether a price that is said to fall is held against nothing but what it was before."""
    word = scene.tokens.word
    if draft.measure != "price_ratio":
        return False
    if any(word[m.first - 1] in ("from", "between") for m in scene.of_kind("model") if m.first > scene.first):
        return False
    low = max(scene.first, draft.first - _FALL)
    if _FALLS.isdisjoint(word[low : draft.first]) or "by" not in word[draft.first - 1 : draft.first + 1]:
        return False
    return _LEVERS.isdisjoint(word[draft.end : min(draft.end + _LEVER, scene.end)])


def usual_of(scene: Scene, draft: Draft) -> str | None:
    """The words for what is usual that a ratio is held against: "18x compared to industry norms"."""
    word = scene.tokens.word
    for k in range(draft.end, min(draft.end + _AGAINST, scene.end)):
        if word[k] in ("industry", "market") and word[k + 1 : k + 2] and word[k + 1] in _USUAL:
            return scene.text(k, k + 2)
    return None


def _counted(case: Case) -> list[Candidate]:
    """`models costing $2 million`, `$10 million ones`: what a bare plural names is no thing named elsewhere."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    if draft.measure not in GROUPS["model"]:
        return []
    word = scene.tokens.word
    head = _plural(word, scene, draft)
    if head < 0:
        return []
    return [c for c in candidates if c.how == "implied" or (c.first <= head < c.end and c.how.startswith("phrase:"))]


def _plural(word: list[str], scene: Scene, draft: Draft) -> int:
    """The token of the bare plural that a number belongs to, or -1."""
    after = draft.end + (word[draft.end : draft.end + 1] == ["-"])
    next_word = word[after + 1 : after + 2]
    if word[after : after + 1] and word[after] in _TYPICAL and next_word in (["for"], ["of"], ["among"]):
        return next((k for k in range(after + 2, min(after + 2 + _CLOSE, scene.end)) if word[k] in _PLURALS), -1)
    if word[after : after + 1] == ["ones"] or (word[after : after + 1] and word[after] in _PLURALS):
        return after if word[draft.first - 1] not in _BOUND else -1
    for head in range(draft.first - 1, max(scene.first, draft.first - _NUMBER_GAP) - 1, -1):
        if word[head] in _PLURALS and scene.cover[head] is None:
            linked = word[head + 1 : draft.first]
            before = scene.words_before(head, 2)
            bare = "of" not in before and (not before or before[-1] not in _BOUND) and scene.cover[head - 1] is None
            fits = bool(linked) and linked[0] in _LINKS and all(w in _LINKED | _LINKS for w in linked)
            return head if bare and fits else -1
    return -1


def _followed(case: Case) -> list[Candidate]:
    """`Its 9 billion parameters`: a pronoun that opens a sentence stands for the subject of the one before."""
    scene, draft, candidates, cast = case.scene, case.draft, case.candidates, case.cast
    kind, agent = _KIND.get(draft.measure), cast.topic(_KIND.get(draft.measure))
    opens = scene.tokens.word[scene.first] in OPENERS and scene.leads
    if agent is None or kind != agent.kind or not opens:
        return []
    if any(mention.kind == kind for mention in scene.mentions):
        return []
    ident = agent.name.id if agent.form == "short" and agent.name is not None else agent.ident
    return [c for c in candidates if c.ident == ident]


def _pronounced(case: Case) -> list[Candidate]:
    """`On GPQA it reaches 84%, near the 86% of B`, `For training: it has 148 TFLOPS`: what "it" has is the topic's."""
    scene, draft, candidates, cast = case.scene, case.draft, case.candidates, case.cast
    kind, word = _KIND.get(draft.measure), scene.tokens.word
    agent, clause = cast.topic(kind), _clause_of(scene, draft)
    first = clause if word[clause] in OPENERS else opening(scene)
    if agent is None or kind != agent.kind or draft.first <= first:
        return []
    opens = word[first] in OPENERS or tuple(word[first : first + 2]) == ("the", kind)
    if not opens or not (scene.leads or first == clause > scene.first) or any(
            m.kind == kind and m.first < draft.end + (first != clause) * _CLOSE
            and not (m.end <= first and word[scene.first] in _LEVERS) for m in scene.mentions):
        return []  # "Against B it is a fifth" is of the topic
    ident = agent.name.id if agent.form == "short" and agent.name is not None else agent.ident
    return [c for c in candidates if c.ident == ident]


def _clause_of(scene: Scene, draft: Draft) -> int:
    """The first token after the last colon, semicolon or dash before a number; the sentence's where there is none."""
    cuts = (k for k in range(draft.first - 1, scene.first, -1) if scene.tokens.word[k] in CLAUSE_CUTS)
    return next(cuts, scene.first - 1) + 1


def _asked(case: Case) -> list[Candidate]:
    """`What did GPT-4 cost? Altman said 100 million`: what follows a question or a release is of it."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    kind = _KIND.get(draft.measure, "chip" if draft.measure == "chips_shipped" else "")
    asked = case.cast.topics.get(ASKED + kind)
    named = [m for m in scene.mentions if m.kind == kind and scene.words_before(m.first, 2) != _ON_TOP]
    if asked is None or named:
        return []
    return [c for c in candidates if c.ident == asked.ident]


def _own_price(case: Case) -> list[Candidate]:
    """`The price through the company's API is $2`: without a model named, the price is of the one talked of."""
    scene, draft, candidates, agent = case.scene, case.draft, case.candidates, case.cast.topic("model")
    if draft.measure != "price_per_token" or agent is None or any(m.kind == "model" for m in scene.mentions):
        return []
    return [c for c in candidates if c.ident == agent.ident]


def _slashed(case: Case) -> list[Candidate]:
    """`$0.55/$2.19 against B's $15/$60`: both prices of a pair are of one model."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    if draft.measure != "price_per_token" or scene.tokens.word[draft.first - 1] != "/":
        return []
    first = next((d for d in scene.made if d.measure == draft.measure and d.end == draft.first - 1), None)
    return [] if first is None else [c for c in candidates if c.ident == first.subject]


def _claimed_by(case: Case) -> list[Candidate]:
    """`the 1.3 million GPUs that Acme expects`, `we had 600,000 GPUs`: chips are of whom the clause names."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    if draft.measure != "chip_count":
        return []
    word, cover = scene.tokens.word, scene.cover
    for k in range(draft.end, min(draft.end + _CLOSE, scene.end - 1)):
        owner = cover[k + 1]
        if word[k] in ("that", "which") and owner is not None and owner.kind == "organisation":
            return [c for c in candidates if c.first == k + 1]
    k = _before(scene, draft, _HEDGES)
    near = scene.words_before(draft.first, _REACH)
    if not {"his", "her"}.isdisjoint(near) and not _FIRM.isdisjoint(near):
        bosses = {m.name.organisation for m in scene.mentions if m.kind == "person" and m.name is not None}
        return [c for c in candidates if c.kind == "organisation" and c.ident in bosses]
    if word[k] in _HAVING and word[k - 1] == "we":
        return [c for c in candidates if c.how in ("for:we", "house")]
    return []


def _paired(case: Case) -> list[Candidate]:
    """`A needed a tenth of B's: 3e24 against 4e25`: two numbers after a comparison are of its two sides, in order."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    ratio = next((d for d in reversed(scene.made) if d.measure in ("cost_ratio", "price_ratio")), None)
    if ratio is None or draft.measure not in GROUPS["model"] or not (ratio.subject and ratio.reference):
        return []
    numbers, word = scene.quantities, scene.tokens.word
    at = bisect.bisect_left(numbers, draft.first, key=lambda quantity: quantity.end - 1)
    for low, side in ((at, ratio.subject), (at - 1, ratio.reference)):
        if low < 0 or low + 1 >= len(numbers) or numbers[low].first < ratio.end:
            continue
        a, b = numbers[low], numbers[low + 1]
        colon = next((k for k in range(a.first - 1, ratio.end - 1, -1) if word[k] in (":", "—", "–", "(")), 0)
        lead = scene.cover[colon : a.first] if colon else [None]
        if word[a.end : b.first] and word[a.end] in _OVER and b.first - a.end <= _CLOSE and colon and not any(lead):
            return [c for c in candidates if c.ident == side]
    return []


def _led(case: Case) -> list[Candidate]:
    """`and Orca 2 took 9 million`: the model right before the verb of a number is what the number is of."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    if draft.measure not in _TAKEN:
        return []
    word = scene.tokens.word
    k = _before(scene, draft, _HEDGES)
    led = scene.cover[k - 1] if k > scene.first and word[k] in _TAKES else None
    if led is not None and draft.measure == "parameters" and word[k] in ("has", "have") and led.kind in (
            "organisation", "proper"):
        return [c for c in candidates if c.first == led.first]  # a model that bears the name of something else
    if led is None or led.kind != "model":
        return []
    return [c for c in candidates if c.kind == "model" and c.first == led.first]


def _before(scene: Scene, draft: Draft, passed: frozenset[str]) -> int:
    """The token before a number, words that may stand there and are no part of a name passed over."""
    k = draft.first - 1
    while k > scene.first and scene.tokens.word[k] in passed and scene.cover[k] is None:
        k -= 1
    return k


def _uncounted(case: Case) -> list[Candidate]:
    """`20,000 cards were smuggled`: chips that are counted without a name are no chips named elsewhere."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    word = scene.tokens.word
    if draft.measure != "chips_smuggled" or any(mention.kind == "chip" for mention in scene.mentions):
        return []
    kept = [c for c in candidates if c.kind != "chip" or (c.ago == 0 and not c.how.startswith("for:"))]
    before = next((d for d in scene.made if d.measure == draft.measure and d.end <= draft.first and d.subject), None)
    if before is not None:
        return [c for c in candidates if c.how == "implied" and c.ident == before.subject]
    after = word[draft.end - 1 : min(draft.end + _CLOSE + 1, scene.end)]
    return kept if "smuggled" in after and not _CHIPS.isdisjoint(after) and _POINTERS.isdisjoint(after) else []


def _vouched(case: Case) -> list[Candidate]:
    """`Acme says 4 million`: a firm that states a cost and names no model speaks of its own."""
    scene, draft, candidates, cast = case.scene, case.draft, case.candidates, case.cast
    if draft.measure not in _PAID:
        return []
    word = scene.tokens.word
    k = _before(scene, draft, _LEAN)
    firm = scene.cover[k - 1] if k > scene.first and word[k] in SPEECH else None
    if scene.framing and word[k] in _LEAN and k == scene.first:
        firm = scene.mentions[0]
    if firm is None or firm.kind != "organisation":
        return []
    if any(mention.kind == "model" for mention in scene.mentions):
        return []
    if not any(c.kind == "model" and c.name is not None and c.name.organisation not in ("", firm.ident)
               for c in candidates) or not cast.names.made_by(firm.ident):  # fmt: skip
        return []
    models = [c for c in candidates if c.kind == "model" and c.ago]
    own = [c for c in models if c.name is None or c.name.organisation == firm.ident]
    return own or [c for c in candidates if c.kind == "organisation" and c.ident == firm.ident]


def _told_of_own(case: Case) -> list[Candidate]:
    """`Acme's Jo Roe said training had cost 4 million`: whose head speaks and names no model speaks of its own."""
    scene, draft, candidates, cast = case.scene, case.draft, case.candidates, case.cast
    if draft.measure not in _PAID or any(mention.kind == "model" for mention in scene.mentions):
        return []
    heads = (m for m in scene.mentions if m.kind == "person" and m.name is not None and m.name.organisation)
    teller = next(heads, None)
    if teller is None or SPEECH.isdisjoint(scene.tokens.word[teller.end : draft.first]):
        return []
    house = teller.name.organisation if teller.name is not None else ""
    if not cast.names.made_by(house) or not any(m.kind == "organisation" and m.ident == house for m in scene.mentions):
        return []
    own = [c for c in candidates if c.kind == "model" and c.name is not None and c.name.organisation == house]
    return own or [Candidate("organisation", house, teller.first, teller.end, "teller")]


def _owners(case: Case) -> list[Candidate]:
    """`The telecoms' capital spending`: the group that is named as the owner spends, nobody named elsewhere."""
    scene, draft = case.scene, case.draft
    word = scene.tokens.word
    if draft.measure != "organisation_spend":
        return []
    for k in range(draft.first - 1, scene.first, -1):
        if scene.cover[k] is not None:
            return []
        if word[k] not in _SPENDING:
            continue
        owner = next((m for m in scene.of_kind("organisation") if m.end < k <= m.end + _CLOSE), None)
        if owner is not None and word[owner.end] == "'s":
            return [c for c in case.candidates if c.ident == owner.ident and c.first == owner.first]
        mark = next((j for j in range(k - 1, max(scene.first, k - _CLOSE) - 1, -1) if word[j] in ("'s", "'")), 0)
        first = mark
        while first > scene.first and mark - first < _WORDS and _part_of(scene, first - 1):
            first -= 1
        if word[first - 1] in ("the", "this", "that") and word[mark] == "'s":
            return []  # "the company's": whoever was spoken of before
        named = scene.cover[first:mark]
        if not mark or first == mark or (named[-1] is not None and named[-1].kind != "proper"):
            return []
        text = scene.tokens.slice(first, mark)
        return [Candidate("organisation", text, first, mark, "phrase:owned")]
    return []


def _part_of(scene: Scene, at: int) -> bool:
    """Whether a token may stand within the name of a group."""
    word = scene.tokens.word[at]
    return (word[0].isalpha() or word == "-") and word not in _EDGES and word not in SPEECH and word not in VERBS


def _holders(case: Case) -> list[Candidate]:
    """Power is drawn and money spent by firms and sites, and chips are held by them, unless a model is trained."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    if draft.measure not in _HELD:
        return []
    word = scene.tokens.word
    if draft.measure != "organisation_spend" and not _TRAINING.isdisjoint(word[scene.first : scene.end]):
        return []
    before = scene.words_before(draft.first, _REACH)
    if draft.measure == "chip_count" and _DEEDS.isdisjoint(before):
        return []
    if draft.measure == "power" and (_DEEDS | _DRAWS).isdisjoint(word[scene.first : scene.end]):
        return []
    return [c for c in candidates if c.kind != "model" or (c.ago == 0 and not c.how.startswith(_STOOD))]


def _sharers(case: Case) -> list[Candidate]:
    """`Acme's share of the market fell to 2%`, `Acme's stock tumbled 5%`: what moved is of its owner."""
    scene, draft, candidates = case.scene, case.draft, case.candidates
    owned = _OWNED.get(draft.measure)
    if owned is None:
        return []
    word = scene.tokens.word
    for k in range(draft.first - 1, scene.first + 1, -1):
        if word[k] in owned:
            mark = next((j for j in range(k - 1, max(scene.first, k - _CLOSE) - 1, -1) if word[j] == "'s"), 0)
            return [c for c in candidates if mark and c.ago == 0 and c.end == mark and not c.how.startswith(_STOOD)]
    return []


_Rule = Callable[[Case], list[Candidate]]
_RULES: tuple[_Rule, ...] = (
    possessed, of_chip, of_a_system, invested_in, _counted, sized, *GENERATION_RULES, *STAND_INS, *DUTY_RULES,
    *PAGE_RULES, _paired, _slashed, against, _led, *CLAUSE_RULES, _followed, _pronounced, _told_of_own, _vouched,
    _asked, _own_price, *CHIP_RULES, _claimed_by, _uncounted, _owners, *JOINT_RULES, _holders, _sharers,
)  # fmt: skip
