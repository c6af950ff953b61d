"""Quantities that a passage takes for one another: active and total, price and cost, chips and H100-equivalents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oncurve.catalog.model import Model
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import compact
from oncurve.claims.citation import sources_cited
from oncurve.claims.consistency.known import figures_near, same_figure, with_kinds
from oncurve.claims.consistency.slip import Slip, within
from oncurve.claims.passage import Amount, Passages, Place
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say

__all__ = ["EQUIVALENT", "mixing", "whole_told"]

_ALL_ACTIVE = Pattern(
    r"\b(?:all|every(?: single)?(?: one)?|each(?: one)?)\b[^.;]{0,24}?\b(?:activ\w+|at work|in use)\b|"
    r"\buses? (?:all|every one) of (?:them|its parameters|its weights)\b|"
    r"\b(?:sets?|puts?|brings?|calls?) (?:all|every one|the whole)\b(?:[^.;,]|[.,]\d){0,40}\b(?:to work|into "
    r"play|upon)\b|"
    r"\b(?:activat\w+|wakes?|switch\w* on|lights? up|fires?|engages?|employs?|runs? through) (?:all|every one|the "
    r"whole)\b",
    re.IGNORECASE,
)
_ACTIVE = Pattern(
    r"\bactiv\w+|\bwork(?:s|ing)? (?:on|for) (?:a|any|each|every)(?: single)? token|"
    r"\bfor (?:a|any|each|every)(?: single)? token|per token",
    re.IGNORECASE,
)
_NEXT_CLAUSE = Pattern(r"[,;.](?=\s)|\b(?:and|with|yet|but|that|which|whose|of)\b")
_TOTAL = Pattern(r"\bin total\b|\bin all\b|\baltogether\b|\ball told\b", re.IGNORECASE)
_SPENDS = Pattern(
    r"\bcosts? (?:it|them|its maker|the (?:company|maker|lab|firm)|{names})\b"
    r"(?!['’]|\s(?:users|customers|clients|buyers|developers|subscribers))|"
    r"\bcosts? of (?:serving|generating|making|running|producing)\b|"
    r"\bit (?:now )?costs? [\w' ]{{0,20}}?\bto (?:make|generate|serve|produce|run)\b",
    re.IGNORECASE,
)
EQUIVALENT = Pattern(r"H100[- ]?equivalents?", re.IGNORECASE)
_EQUAL = Pattern(
    r"\b(?:the same as|the equals? of|equal to|as good as|counts? as|worth|equivalent to|the equivalent of)"
    r"\s+(?:about |some |one |an? )?(?:[\d,.]+ (?:million )?)?H100s?\b",
    re.IGNORECASE,
)
_PRONOUN = Pattern(r"\b(?:its?|their|them|they|this|that|these)\b", re.IGNORECASE)
_WHOLE = Pattern(
    r"\b(?:everything\b|(?:research|company's|lab's) (?:whole )?(?:budget|bill)|"
    r"(?:whole|entire|full|total) (?:cost|price|bill|development|research|budget)|"
    r"from scratch|from beginning to end|from start to finish|all its research|from (?:nothing|zero|the ground up)\b|"
    r"from (?:the |its )?(?:raw|first|very first|blank|empty|day one|start|beginning|data|text|bare)\b[\w ]{0,24}?"
    r"\bto (?:the |a |its )?(?:last|end|finish\w*|final|done|ready|product|launch|release|model|reasoner)\b|"
    r"from (?:the |its )?(?:first |very )?(?:idea|conception|drawing board|sketch|plan|data|code|line of code)"
    r"[\w ]{0,16}? to (?:the |its )?(?:release|launch|finish\w*|final|last|end|product)\b|"
    r"(?:research|development|company|lab)(?:'s)? budget|budget for (?:everything|the whole|all)\b|"
    r"(?:research|experiments|base model|failed runs|staff) (?:and [\w ]{1,24} )?included|"
    r"including (?:\w+ ){0,2}(?:research|experiments|failed runs|staff)|"
    r"(?:cover|count|includ|compris|pay|paid)\w* (?:for )?(?:\w+ ){0,2}(?:staff|salar\w+|wages|research|experiments|"
    r"ablations|failed \w+)|"
    r"(?:wages|salaries|staff|pay)[^.;]{0,40}\b(?:and|plus)\b[^.;]{0,30}\b(?:chips|false starts?|failed \w+|"
    r"research|experiments))",
    re.IGNORECASE,
)
_GOES_ON = Pattern(r"^(?:It|That|This|The (?:sum|figure|total|bill))\b[^.;]{0,12}\b(?:includes?|covers?|counts?|"
                   r"pays? for|is|was)\b")
_ALL_COSTS = Pattern(
    r"\b(?:whole of|all of|all)\b[^.;]{0,30}\bcosts\b|\btotal (?:costs|expenses|spending)\b|"
    r"\b\w+ and \w+ included\b|\b(?:whole|entire|total) bill\b|\ball (?:that|of what) (?:it|they|the (?:company|"
    r"firm|lab)|[A-Z]\w+) spent\b",
    re.IGNORECASE,
)
#: between words for all costs and the amount that they are of: "total costs of $34 billion"
_ITS_OWN = Pattern(r"^(?: and expenses)?(?: in \d{4})?\s*(?:of|at|were|was|came to|:|,)?\s*(?:about |some |"
                   r"nearly )?$",
                   re.IGNORECASE)
_NOT = Pattern(r"\b(?:not|n't|never|leaves? out|without|excluding|apart from)\b[^.;]{0,30}$", re.IGNORECASE)
#: that a sum is of a stage, told right after it, and that it is of all spending, told beside it
_OF_STAGE = Pattern(r"\s+(?:for|on|in)\s+(?:the |its )?(?:\w+\s+){0,2}?(?:reinforcement|RL\b|post-?training|"
                    r"fine-?tuning|final (?:run|stage|phase))", re.IGNORECASE)
_SPENDING = Pattern(r"\b(?:R&D|research|capex|capital|spend\w*|outlays?|budget|expenditures?)\b", re.IGNORECASE)
_BESIDE = 32
_SPENT_ON = {"capex": "capital spending", "total": "all spending", "rd": "research", "compute": "all compute"}
#: digits from which a count is told from others
_FEWEST_DIGITS = 3
_OF_A_FIRM = ("spend.", "organisation_spend")
_NOT_OF_ONE_MODEL = ("spend.capex", "spend.total", "spend.rd", "spend.compute")
#: computing for both, which is all of it
_AND_USE = Pattern(r"\btraining (?:and|plus) (?:inference|serving|use)\b|\b(?:inference|serving) and training\b",
                   re.IGNORECASE)
_TRAINING = Pattern(
    r"\b(?:training (?:costs?|runs?|spending)|sp(?:en[dt]s?|ending) (?:[^.;]|\.\d){0,24}?\bon (?:the )?training|"
    r"(?:sank|sunk|sinks?|pour(?:ed|s)?|put|puts|plough(?:ed|s)?|invest(?:ed|s)?|pump(?:ed|s)?|channel\w+|laid out) "
    r"(?:[^.;]|\.\d){0,30}?\b(?:in|into|on|for) (?:the )?training\b|training (?:[^.;]|\.\d){0,40}?\bset [\w' "
    r"]{1,24}? back\b|"
    r"(?:cost|took|needed|spent|paid)\b(?:[^.;]|\.\d){0,60}?\bto train (?!its staff|people|workers|engineers))\b",
    re.IGNORECASE,
)
#: parts of what a firm spends, told of the whole
_PART_ALONE = Pattern(
    r"\b(?:research(?: and development)?|R&D|sales(?: and marketing)?|marketing|staff|wages|salaries|training|"
    r"inference|"
    r"serving|chips|stock|rent)\b[\w ]{0,20}?\b(?:alone|only|by itself)\b|\b(?:alone|only|just)\b[\w ]{0,20}?\bon "
    r"(?:research|R&D|sales|marketing|staff|wages|salaries|training|inference|serving|chips)\b",
    re.IGNORECASE,
)


def mixing(passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    """OC601 to OC605: a figure that is known of one quantity, told as another."""
    for sentence in passages.sentences:
        yield from _all_active(sentence, passages, catalogue)
        yield from _equals(sentence, passages, catalogue)
    for amount in with_kinds(passages.amounts):
        checks = {"params": _parameters, "money": _money, "chips": _equivalents}
        found = checks[amount.kind](amount, passages, catalogue) if amount.kind in checks else None
        if found is not None:
            yield found
            yield from _misquoted(found, passages.sentences[amount.sentence], passages, catalogue)


def _misquoted(found: Slip, sentence: Place, passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    """OC303 where the sentence puts the whole in the name of the source that gives the figure of the run alone."""
    source = catalogue.sources.get(found.sources[0]) if found.code == "OC603" and found.sources else None
    if source is None:
        return
    producer = compact(source.producer)
    names = sources_cited(sentence, passages, catalogue)
    following = passages.sentences[sentence.sentence + 1 : sentence.sentence + 2]
    if following and _GOES_ON.match(passages.words(following[0])):
        names |= sources_cited(following[0], passages, catalogue)
    if any(producer.startswith(name) or name.startswith(producer) for name in names):
        text = f"“{source.title}” gives this figure for something else: {found.message}"
        yield Slip.on(found, "OC303", text, found.sources, refutes=True)


def whole_told(amount: Amount, passages: Passages) -> bool:
    """Whether the sentence of an amount speaks of the whole of what was spent, and does not deny it."""
    words = passages.words(passages.sentences[amount.sentence])
    following = passages.sentences[amount.sentence + 1 : amount.sentence + 2]
    if following and following[0].paragraph == amount.paragraph and _GOES_ON.match(passages.words(following[0])):
        words = f"{words} {passages.words(following[0])}"
    told = _WHOLE.search(words)
    return told is not None and _NOT.search(words[: told.start()]) is None


def _mixtures(place: Place, passages: Passages, catalogue: Catalogue) -> list[Model]:
    """The mixture-of-experts models that a sentence names."""
    found = []
    here = passages.things.of_sentence(place.sentence, "model")
    if not here and _PRONOUN.search(passages.words(passages.sentences[place.sentence])):
        here = passages.things.of_sentence(place.sentence - 1, "model")
    for thing in here if here and here[0].paragraph == place.paragraph else ():
        key = catalogue.models.id_of(thing.ident)
        model = catalogue.models[key] if key else None
        if model is not None:
            active, total = model.number("parameters.active"), model.number("parameters.total")
            if active and total and active < total:
                found.append(model)
    return found


def _all_active(sentence: Place, passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    words = passages.words(sentence)
    told = _ALL_ACTIVE.search(words)
    models = _mixtures(sentence, passages, catalogue) if told and not _NOT.search(words[: told.start()]) else []
    active = models[0].fact("parameters.active") if told and models else None
    if told and active is not None:
        near = passages.amounts.of_sentence(sentence.sentence, "params", "number")
        if any(same_figure(each, active.number, passages.words(each)) for each in near):
            return  # "all 39 billion active ones"
        start, end = sentence.start + told.start(), sentence.start + told.end()
        total = models[0].number("parameters.total")
        yield Slip(
            start,
            end,
            "OC605",
            f"{models[0].label} uses {say(active.number, 'parameters')} for each token, not all of them.",
            (active.source,),
            refutes=total is not None and any(start <= each.start and each.end <= end and
                                              same_figure(each, total, passages.words(each)) for each in near),
        )


def _parameters(amount: Amount, passages: Passages, catalogue: Catalogue) -> Slip | None:
    words = passages.words(amount)
    following = next(passages.amounts.after(amount.end), None)
    stop = amount.end + 40 if following is None else min(amount.end + 40, following.start)
    clause = f"{words} " + _NEXT_CLAUSE.split(passages.text[amount.end : stop])[0]
    for model in _mixtures(amount, passages, catalogue):
        active, total = model.fact("parameters.active"), model.fact("parameters.total")
        assert active is not None
        assert total is not None
        if _ACTIVE.search(clause) and not re.search(r"\btotal\b", clause) and same_figure(amount, total.number, words):
            return Slip.on(
                amount,
                "OC605",
                f"{say(total.number, 'parameters')} is the total of {model.label}; "
                f"{say(active.number, 'parameters')} are active.",
                (total.source,),
                refutes=True,
            )
        if _TOTAL.search(clause) and same_figure(amount, active.number, words):
            return Slip.on(
                amount,
                "OC605",
                f"{say(active.number, 'parameters')} of {model.label} are active; "
                f"the total is {say(total.number, 'parameters')}.",
                (active.source,),
                refutes=True,
            )
    return None


def _money(amount: Amount, passages: Passages, catalogue: Catalogue) -> Slip | None:
    sentence = passages.sentences[amount.sentence]
    words, text = passages.words(sentence), passages.words(amount)
    alike = [each for each in figures_near(amount, passages, catalogue) if same_figure(amount, each.value, text)]
    prices = [each for each in alike if each.name.startswith("price.")]
    if prices and _maker_spends(words, passages, amount):
        return Slip.on(
            amount,
            "OC601",
            f"{say(amount.value, amount.unit)} is what users of {prices[0].label} are "
            "asked for, not what its maker spends.",
            (prices[0].source,),
            refutes=True,
        )
    runs = [
        each for each in alike if each.name.startswith(("cost.final_run", "spend.final_run", "cost.rl", "cost.post"))
    ]
    if runs and whole_told(amount, passages) and _OF_STAGE.match(passages.text, amount.end) is None:
        return Slip.on(
            amount,
            "OC603",
            f"{say(amount.value, amount.unit, 4)} is what the final run alone comes to, for {runs[0].label}.",
            (runs[0].source,),
            refutes=True,
        )
    parts = [each for each in alike if each.name in ("spend.compute", "spend.training", "spend.rd_compute", "spend.rd")]
    told = _ALL_COSTS.search(words)
    stop = sentence.start + told.end() if told is not None else 0
    first = next(passages.amounts.after(stop, "money"), None) if told is not None else None
    other = first not in (None, amount) and _ITS_OWN.match(passages.text[stop : first.start])
    between = told is not None and passages.amounts.between(stop, amount.start, "money")
    if parts and len(parts) == len(alike) and told is not None and not (between or other):
        kind = parts[0].name.removeprefix("spend.").replace("rd_compute", "research compute").replace("rd", "research")
        return Slip.on(
            amount,
            "OC606",
            f"{say(amount.value, amount.unit, 4)} is what {parts[0].label} spent on {kind}, not all its costs.",
            (parts[0].source,),
            refutes=True,
        )
    totals = [each for each in alike if each.name == "spend.total"]
    if totals and len(totals) == len(alike) and _PART_ALONE.search(words):
        text = f"{say(amount.value, amount.unit, 4)} is all that {totals[0].label} spent, not a part of it."
        return Slip.on(amount, "OC606", text, (totals[0].source,), refutes=True)
    spends = [each for each in alike if each.name.startswith(_NOT_OF_ONE_MODEL)]
    if spends and all(each.name.startswith(_OF_A_FIRM) for each in alike) and _TRAINING.search(words) \
            and not _named_spending(amount, passages) and _AND_USE.search(words) is None:
        kind = _SPENT_ON[spends[0].name.partition(".")[2].partition("_")[0].partition(".")[0]]
        return Slip.on(
            amount,
            "OC604",
            f"{say(amount.value, amount.unit, 4)} is {kind} of {spends[0].label}, not what training cost.",
            (spends[0].source,),
            refutes=True,
        )
    return None


def _named_spending(amount: Amount, passages: Passages) -> bool:
    """Whether the words beside an amount call it what it is: "spending at $5 billion on R&D"."""
    start = max(amount.start - _BESIDE, passages.sentences[amount.sentence].start)
    beside = f"{passages.text[start:amount.start]} {passages.text[amount.end:amount.end + _BESIDE]}"
    return _SPENDING.search(beside) is not None and _TRAINING.search(beside) is None


def _maker_spends(words: str, passages: Passages, amount: Amount) -> bool:
    names = [re.escape(passages.words(each)) for each in passages.things.of_sentence(amount.sentence, "organisation")]
    cue = _SPENDS.pattern.replace("{names}", "|".join(names) or "its maker").replace("{{", "{").replace("}}", "}")
    return re.search(cue, words, re.IGNORECASE) is not None


def _equivalents(amount: Amount, passages: Passages, catalogue: Catalogue) -> Slip | None:
    """H100-equivalents that are the number of chips of another kind, or of a whole fleet; or chips that are those."""
    text = passages.words(amount)
    told = EQUIVALENT.search(text + passages.text[amount.end : amount.end + 20]) is not None
    alike = [each for each in figures_near(amount, passages, catalogue) if same_figure(amount, each.value, text)]
    counts = [each for each in alike if told != _in_equivalents(each.name, each.detail)]
    if not told:
        here = EQUIVALENT.search(passages.words(passages.sentences[amount.sentence])) is not None
        exact = len(re.sub(r"\D", "", text).strip("0")) >= _FEWEST_DIGITS and not amount.chip.startswith("h100")
        owned = [each for each in counts if each.place.kind == "organisation" and each.name.startswith("fleet.")
                 and each.place.sentence == amount.sentence]
        if here or not exact or not owned or len(counts) < len(alike):
            return None
        words = f"{say(amount.value, 'chips', 4)} is the number of H100-equivalents, not of chips."
        return Slip.on(amount, "OC602", words, (counts[0].source,), refutes=True)
    twins = [
        each
        for each in passages.amounts.of_sentence(amount.sentence, "chips", "number")
        if each is not amount
        and within(each.value, amount.value, 0.01)
        and not EQUIVALENT.search(passages.words(each) + passages.text[each.end : each.end + 20])
    ]
    if twins or (counts and len(counts) == len(alike)):
        source = (counts[0].source,) if counts else ()
        words = f"{say(amount.value, 'chips', 4)} is the number of chips, not of H100-equivalents."
        return Slip.on(amount, "OC602", words, source, refutes=True)
    return None


def _in_equivalents(name: str, detail: dict[str, object]) -> bool:
    return (
        name.endswith("_h100e")
        or detail.get("counted_in") == "H100-equivalents"
        or EQUIVALENT.search(str(detail.get("scope", ""))) is not None
    )


def _converted(sentence: Place, told: re.Match[str], passages: Passages) -> bool:
    """Whether the sentence counts the chips themselves apart: "1.86 million of them, worth 1.02 million H100s"."""
    first, last = sentence.start + told.start(), sentence.start + told.end()
    near = passages.amounts.of_sentence(sentence.sentence)
    here = [each for each in near if each.kind in ("chips", "number")]
    worth = next((each for each in here if each.start < last and first < each.end), None)
    others = [each.value for each in here if each is not worth and each.value > 1]
    return worth is not None and bool(others) and not any(
        within(value, worth.value, 0.01) for value in (*others, sum(others))
    )


def _equals(sentence: Place, passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    """Chips of another kind that are called as many H100s."""
    words = passages.words(sentence)
    told = _EQUAL.search(words)
    if told is None or _converted(sentence, told, passages):
        return
    by_pronoun = _PRONOUN.search(words[: told.start()]) is not None
    others = [
        each.ident
        for each in passages.things.of_sentences(sentence.sentence - by_pronoun, sentence.sentence, "chip")
        if each.paragraph == sentence.paragraph
        and (key := catalogue.chips.id_of(each.ident))
        and not catalogue.chips[key].label.startswith(("H100", "H200"))
    ]
    if others:
        chip = catalogue.chips[str(catalogue.chips.id_of(others[0]))]
        yield Slip(
            sentence.start + told.start(),
            sentence.start + told.end(),
            "OC602",
            f"One {chip.label} is not one H100: their speeds differ.",
        )
