"""Statements without a number: opinions, predictions, and comparisons that only say more or less."""

from __future__ import annotations

import re
from collections.abc import Callable

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.tokens import stem, stems, words

__all__ = ["CLAUSES"]

_CAUSE = re.compile(
    r"\b(?:was|were|is|are) (?:chosen|designed|meant|intended|timed|calculated|picked|released) (?:to|in "
    r"order to) (?!(?:reach|hold|house|draw|cost|use|run|train|host|have|be|come|open|start|deliver|supply|serve)\b)"
    r"(?!\w+(?: \w+){0,4} [$€£]?\d)\w+|\bexists? (?:for one reason|only to|purely to)\b|\bfor (?:one|a single|the "
    r"sole|no other) (?:\w+ )?reason\b[^,.;:]*"
    r"|\b(?:current )?(?:export )?controls (?:are|have been) (?:slowing|working|failing|backfiring|"
    r"helping)[^,.;\"]*|\b(?:controls|sanctions|bans?) (?:forced|backfired|spurred|accelerated|have failed|"
    r"failed)[^,.;\"]*"
    r"|\b(?:to talk down|to embarrass|to scare|to hoodwink)\b|\bout to \w+|\bthe (?:real|only|sole|true|main|whole) "
    r"(?:aim|goal|purpose|reason|motive)\b[^,.;]*|\bbent on \w+[^,.;]*|\bout of (?:fear|spite|envy|desperation|"
    r"vanity)\b[^,.;]*|\b(?:only|merely|solely|purely|just) to (?:lull|hurt|wound|please|impress|punish|mislead|"
    r"deceive|annoy|irritate|taunt|mock|spite|upset|shame|needle|tease|"
    r"distract|provoke|flatter|frighten|hide|humiliate|weaken) [^,.;]*|\b(?:is|are|was|were) (?:[\w'’-]+ ){1,4}way of "
    r"(?:admitting|confessing|saying|telling|showing|hiding|distracting|apologi[sz]ing|boasting)\b[^,.;]*|"
    r"\b(?:only|merely|solely|purely|just) because "
    r"(?:he|she|they|it|we) (?:wants?|fears?|hopes?|hates?|envies|envy) [^,.;]*"
)
_JUDGED = re.compile(
    r"\"?\b(?:greatly|vastly|wildly|grossly|hugely|massively) (?:overstated|exaggerated|overblown|overhyped|"
    r"inflated)\b\"?|\b(?:nobody|no one|no-one) will ever [^,.;]*|\bcounts? for more than [^,.;]*"
    r"|\b(?:is|are|was|it is|it's) (?:still )?the (?:smartest|greatest|best|worst|most \w+|biggest|dumbest|"
    r"finest|cleverest|wisest|cheapest|boldest) [^,.;]{0,60}(?:\bever\b[^,.;]*|"
    r"\bof the (?:decade|century|generation|age)\b)|\blight[- ]years (?:behind|"
    r"ahead)[^,.;]*|\b(?:doomed|game over|sputnik moment|changes everything|a miracle|pure propaganda|smoke "
    r"and mirrors|all hype|a sham|a hoax)\b"
    r"|\bno (?:sane|serious|honest|sensible|self-respecting) \w+ (?:would|could|will) [^,.;]*|\b(?:has|have|had) "
    r"(?:not|never) "
    r"(?:read|understood|opened) (?:a|one|a single|the first) [^,.;]*|\b(?:comes?|came|gets?|got) within a mile of "
    r"[^,.;]*"
    r"|\b(?:\w+ times|twice|half|more of) (?:the|a) \w+ (?:that )?[^,.;0-9]{0,40}\bever (?:was|were|will be)\b"
)
_WILL = re.compile(
    r"\b(?:\w+ )?(?:will|could|'ll) (?:(?:rapidly|soon|potentially|quickly|eventually|probably|likely|"
    r"almost certainly|inevitably|surely|never|then|also|help|still) ){0,2}(?:\"?)(?:cease|be applied|"
    r"establish|direct|help|flow|overtake|catch|dominate|lead|win|lose|surpass|take|match|fall|rise|double|"
    r"triple|run out|collapse|reach|become|give|spend|train|build|need|cost|end|slow|pass|own|control|hold|"
    r"have|exceed|grow|arrive|be|sell|ship|earn|top|cover|supply|produce|outsell|beat)\b[^,.;]*"
)
_TO = re.compile(
    r"\b(?:expects?|expected|predicts?|foresees?|forecasts?|reckons?|sees?) (?:\S+ ){1,6}?to ((?:cover|supply|"
    r"produce|make|"
    r"reach|hold|control|lead|overtake|surpass|match|double|triple|fall|rise|grow|meet|win|lose|own|build|top|"
    r"become|be gone|vanish|disappear|be lifted|be scrapped|be over) ?[^,.;]*?"
    r"\b(?:by|before|in) (?:\w+ ){0,3}?20[2-9]\d)"
)
_CHEAPER = re.compile(
    r"\bcost(?:ing|s)? (?:far |much |considerably |significantly |substantially |a lot |a good deal |rather "
    r")?less to (?:train|build|make|run)\b|\bfor a (?:good deal|great deal|lot) less (?:cost|money)\b"
    r"|\b(?:far |much |considerably )?(?:cheaper|less expensive|less costly) to (?:train|build|develop)\b|"
    r"\b(?:at|for) a (?:small |tiny |mere )?fraction of the (?:cost|price|compute|budget)\b|\bwith (?:far|"
    r"much|a lot) less comput\w+"
)
_NEAR = re.compile(
    r"\bclose to the performance of [^,.;]*|\bfalls? short when [^,.;]*|\b(?:on a par|on par|neck and neck|"
    r"level) with (?!human)[^,.;]*|\b(?:generations?|years) behind\b|"
    r"\b(?:a matter of|just|only|merely|mere|still|now|probably) [\"“‘']?(?:a matter of )?months[\"”’']? behind\b|"
    r"\b(?:lag|trail)\w*\b[^.;]{0,40}\b(?:by|to) (?:only |just |mere )?[\"“‘']?(?:a matter of|only|just|mere) months\b|"
    r"\bnearly as good as [^,.;]*|\bclosing (?:in on|"
    r"the gap with) [^,.;]*|\bhas(?: all but| nearly)? caught up with [^,.;]*"
)
_CURVE = re.compile(
    r"\"?\[?(?:an )?expected point on (?:an |the )?(?:ongoing )?cost[- ]reduction curve\"?|\b(?:achieving "
    r")?the usual trend in cost reductions?|\b(?:the |an )?(?:usual |normal |ongoing |expected )?cost[- "
    r"](?:reduction|decline) (?:curve|trend)\b"
)
_SPEND = re.compile(
    r"\btotal spend(?:ing)?\b[^,.;]*?\bnot (?:so |very |vastly |that )?different from [^,.;]*|\btotal "
    r"spend(?:ing)? (?:is |was )?(?:similar|comparable) to [^,.;]*"
)
_STOCK = re.compile(
    r"\b(?:drop|fall|plunge|slump|rout|slide|tumble|sell-off|surge|jump|rise|rally) in (?:\w+ "
    r"){0,3}?[\w.]+'s? (?:stock|shares|share price)\b|\b(?:drop|fall|plunge|slump|slide|tumble|surge|rally) "
    r"in [\w.]+ (?:stock|shares)\b"
)
_EVALS = re.compile(
    r"\b\w+ (?:remains?|is|are|stays?) (?:still )?ahead (?:in|on) [^.;]{0,60}?(?:evals|benchmarks|"
    r"evaluations|tests),?\"?|\bbeats? [^,.;]{2,40} (?:on|in) (?:most|many|nearly all|almost all|every) "
    r"(?:benchmarks?|evals?|tests?)\b"
)
_DENIED = re.compile(
    r"\bnot anywhere near the (?:ratios|numbers|figures|savings)[^,.;)]*|\bnowhere near the (?:ratios|"
    r"figures|savings)[^,.;)]*"
)
_TARIFF = re.compile(
    r"\b\w+ tariffs should be (?:the )?high(?:est|er)|\btariffs on \w+ should be (?:the )?high(?:est|er)"
)


#: verbs by which somebody tells what he takes to come, and what is told of a time ahead by its build
_FORETELLS = stems("predict predicts predicted forecast forecasts foresee foresees wager wagers bet bets expect "
                   "foresaw expects reckon reckons believe believes think thinks fear fears hope hopes guess guesses "
                   "doubt doubts warn warns estimate estimates project projects prophesy prophesies sure certain "
                   "confident convinced imagine imagines")
_TO_COME = Pattern(
    r"(?:\b[\w'’-]+ )?\b(?:will|shall|won['’]t|['’]ll|may(?! \d)|might|could|(?:is|are) (?:going|set|bound|likely|"
    r"sure|certain|"
    r"poised|destined|unlikely) to) (?!recall|remember how)(?:\w+ ){0,2}?\w+[^,.;\"]*", re.IGNORECASE)
_AHEAD = Pattern(
    r"\b(?:within|in|inside) (?:the next )?(?:an?|\w+|\w+ or \w+) (?:years?|months?|decades?)(?:['’] time)?\b|"
    r"\b(?:before|by|until) (?:the end of )?(?:the|this) (?:decade|century)(?: is (?:out|over))?\b|"
    r"\b(?:\w+) (?:years?|months?) from now\b|\bbefore (?:very )?long\b|\bsooner or later\b|\b(?:some day|one day|"
    r"someday|eventually|in the end)\b|\bin the (?:20[3-9]0s|thirties|next decade)\b|"
    r"\b(?:by|before|until) (?:the )?(?:next|coming|end of|midterms|christmas|easter|new year|spring|summer|autumn|"
    r"fall|winter)\b|\bnext (?:year|decade|spring|summer|autumn|fall|winter)\b", re.IGNORECASE)
#: an analyst's picture of a year to come: "we see SMIC covering", "the bank has Huawei making"
_PICTURED = Pattern(
    r"\b(?:sees?|has|have|pencils?|models?|puts?|expects?|foresees?|forecasts?|imagines?) (?:in )?(?:[\w'’.-]+ ){1,5}?"
    r"(?:\w{2,}ing|at) [^.;\"]*?\b(?:by|in|before|until) (?:[\w'’]+ ){0,4}?(20[2-9]\d|next (?:year|spring|summer|"
    r"autumn|decade))\b", re.IGNORECASE)
#: who tells of himself, whose word on what is to come is a plan
_SELF = words("it we they i he she which that who you and or")
#: what may be, which is foretold only of a time ahead
_ABLE = words("could may might")


def _match(scene: Scene, pattern: re.Pattern[str], text: str) -> tuple[int, int] | None:
    found = pattern.search(text)
    if found is None:
        return None
    return scene.covering(found.start(), found.end())


def _topic(scene: Scene, *kinds: str) -> str | None:
    found = scene.of_kind(*kinds)
    if found:
        return found[0].ident
    focus = scene.focus.get(*kinds)
    return focus.ident if focus is not None else None


def _models(scene: Scene, at: int) -> tuple[str | None, str | None]:
    """Subject and reference of a comparison at a place: names before it, else in focus; names after it."""
    kinds = ("model", "country", "organisation")
    sort = ("analyst", "outlet", "bank")
    names = [m for m in scene.of_kind(*kinds) if not (m.name is not None and m.name.sort in sort)]
    before = [m for m in names if m.end <= at and m.kind != "country"] or [m for m in names if m.end <= at]
    after = [m for m in names if m.first >= at]
    speakers = scene.speaker
    before = [m for m in before if m.ident != speakers]
    models = [m for m in before if m.kind == "model"]
    subject = (models or before)[-1].ident if before else None
    if subject is None or not models:
        focus = scene.focus.get("model") or scene.focus.get("organisation")
        if focus is not None and (subject is None or focus.organisation == subject):
            subject = focus.ident
    reference = after[0].ident if after else next((m.ident for m in names if m.kind == "country"), None)
    return subject, reference


def soft(scene: Scene) -> list[Draft]:
    """The statements of a sentence that carry no number."""
    start, stop = scene.tokens.start[scene.first], scene.tokens.end[scene.end - 1]
    text = scene.tokens.text[start : min(stop, start + 1500)].lower()
    found: list[Draft] = []
    for pattern, make, cues in _READERS:
        if cues is not None and scene.present.isdisjoint(cues):
            continue
        place = _match(scene, pattern, text)
        if place is not None and not any(
            d.first < place[1] and place[0] < d.end and d.measure != "not_auditable" for d in found
        ):
            one = make(scene, *place)
            if one is not None and not any(c.measure == one.measure for c in scene.made):
                found.append(one)
    return found


def _cheaper(scene: Scene, first: int, end: int) -> Draft | None:
    subject, reference = _models(scene, first)
    if subject is None:
        return None
    return Draft("cost_ratio", first, end, subject, reference, unit="x", qualifier="vague", scope="training")


def _denied(scene: Scene, first: int, end: int) -> Draft | None:
    subject, reference = _models(scene, first)
    if not scene.has("cost", "cheap", "sav") or subject is None:
        return None
    return Draft(
        "cost_ratio", first, end, subject, reference, unit="x", qualifier="vague", scope="training", negated=True
    )


def _near_to(scene: Scene, first: int, end: int) -> Draft | None:
    if any(q.dim == "duration" and q.first >= first - 2 and q.first < end + 14 for q in scene.quantities):
        return None
    subject, reference = _models(scene, first)
    if subject is None:
        return None
    return Draft("capability_lag", first, end, subject, reference, unit="months", qualifier="vague")


def _curve(scene: Scene, first: int, end: int) -> Draft | None:
    focus = scene.focus.get("model") or scene.focus.ahead("model")
    subject = (
        focus.ident
        if focus is not None and "expected" in scene.text(first, end)
        else _topic(scene, "country", "model", "organisation")
    )
    return Draft("cost_decline_rate", first, end, subject, unit="x per year", qualifier="vague")


def _spend(scene: Scene, first: int, end: int) -> Draft | None:
    return Draft(
        "organisation_spend",
        first,
        end,
        _topic(scene, "organisation"),
        _topic(scene, "country"),
        unit="USD",
        qualifier="vague",
        scope="total",
    )


def _stock(scene: Scene, first: int, end: int) -> Draft | None:
    if scene.quantities and any(q.dim in ("percent", "money") for q in scene.quantities):
        return None
    inside = [m for m in scene.of_kind("organisation") if first <= m.first < end]
    return Draft("market_move", first, end, inside[0].ident, unit="percent", qualifier="vague") if inside else None


def _evals(scene: Scene, first: int, end: int) -> Draft | None:
    model = [m for m in scene.of_kind("model") if m.first <= first + 1]
    return Draft("benchmark_score", first, end, model[-1].ident, unit="percent", qualifier="vague") if model else None


def _tariff(scene: Scene, first: int, end: int) -> Draft | None:
    return Draft("tariff_rate", first, end, _topic(scene, "country"), "US", unit="percent", qualifier="vague")


def _opinion(scene: Scene, first: int, end: int) -> Draft | None:
    near = [m for m in scene.of_kind("organisation", "model", "chip") if m.end <= first]
    subject = (
        "export controls"
        if scene.has("control")
        else near[-1].ident
        if near
        else _topic(scene, "organisation", "model", "chip", "country")
    )
    return Draft("not_auditable", first, end, subject, qualifier="vague")


def _forecast(scene: Scene, first: int, end: int) -> Draft | None:
    if scene.speaker is None or scene.sentence.question or any(d.stands_on(first, end) for d in scene.made):
        return None
    near = [
        m for m in scene.of_kind("country", "model", "organisation") if m.end <= first + 2 and m.ident != scene.speaker
    ]
    return Draft(
        "forecast",
        first,
        end,
        near[-1].ident if near else _topic(scene, "country", "model", "organisation"),
        qualifier="vague",
    )


def _foretold(scene: Scene) -> list[Draft]:
    """What somebody who does not decide it says is to come, by whichever verb: "will run on chips made in China".

    It takes a verb of foretelling anywhere in the sentence, or somebody's word on a time that is still to come.
    """
    if scene.sentence.question or any(each.measure == "forecast" for each in scene.made):
        return []
    text = scene.text(scene.first, scene.end)
    pictured = _PICTURED.search(text)
    if pictured is not None and (not pictured[1].isdigit() or pictured[1] > scene.published[:4]):
        return _clear(scene, *scene.covering(pictured.start(), pictured.end()))
    told = _TO_COME.search(text)
    if told is None or told[0].split()[0].lower() in _SELF:
        return []
    whole = scene.tokens.word[scene.sentence.first : scene.sentence.end]
    foretells = not _FORETELLS.isdisjoint(map(stem, whole))
    ahead = _AHEAD.search(text) is not None or any(
        each.iso[:4].isdigit() and each.iso[: len(scene.published)] > scene.published[: len(each.iso)]
        for each in scene.dates)
    if _ABLE.intersection(told[0].lower().split()[:2]) and not ahead:
        return []
    if not foretells and not (ahead and scene.speaker is not None):
        return []
    return _clear(scene, *scene.covering(told.start(), told.end()))


def _clear(scene: Scene, first: int, end: int) -> list[Draft]:
    """A forecast on these tokens, unless a claim that is read stands on them or its speaker tells of himself."""
    if any(each.stands_on(first, end) for each in scene.made):
        return []
    named = [each for each in scene.of_kind("country", "model", "organisation", "chip") if each.end <= first + 2]
    if named and named[-1].ident == scene.speaker:
        return []
    topic = named[-1].ident if named else _topic(scene, "country", "model", "organisation")
    return [Draft("forecast", first, end, topic, qualifier="vague")]


#: what to look for, what to make of it, and the words without which it cannot be there
_READERS: tuple[tuple[re.Pattern[str], Callable[[Scene, int, int], Draft | None], frozenset[str] | None], ...] = (
    (_CHEAPER, _cheaper, stems("less cheaper fraction expensive costly")),
    (_DENIED, _denied, stems("near nowhere")),
    (_NEAR, _near_to, stems("close falls par neck level generations years months nearly closing caught")),
    (_CURVE, _curve, stems("curve trend")),
    (_SPEND, _spend, stems("total")),
    (_STOCK, _stock, stems("stock shares price")),
    (_EVALS, _evals, stems("evals benchmarks evaluations tests benchmark test eval")),
    (_TARIFF, _tariff, stems("tariffs")),
    (
        _CAUSE,
        _opinion,
        stems(
            "chosen designed meant intended timed calculated picked released exist exists controls "
            "sanctions bans ban talk embarrass scare hoodwink out real bent reason only sole true main whole "
            "merely solely purely just way"
        ),
    ),
    (
        _JUDGED,
        _opinion,
        stems(
            "overstated exaggerated overblown overhyped inflated nobody one counts ever light doomed over "
            "sputnik changes miracle propaganda smoke hype sham hoax no read understood opened within"
        ),
    ),
    (_WILL, _forecast, stems("will could 'll")),
    (_TO, _forecast, stems("expect expects expected predict foresee forecast reckon see sees")),
)
CLAUSES = (soft, _foretold)
