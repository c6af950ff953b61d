"""What a figure that does not fit is the figure of: another scale, variant, stage, scope or kind of count."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from oncurve.basis.evidence import Fact
from oncurve.catalog.chip import Chip
from oncurve.catalog.model import Model
from oncurve.catalog.record import compact
from oncurve.claims.agreement import Interval, claimed_interval, states_peak, unit_of
from oncurve.claims.check.benchmark_score import denied
from oncurve.claims.check.chip_count import UNTOLD_KINDS
from oncurve.claims.check.chip_spec import asked_facts, sparse_speed, variant_meant
from oncurve.claims.check.facts import asked_day, counted_in_h100s, mentions, producers, source_words
from oncurve.claims.check.links import link_apart
from oncurve.claims.check.price_per_token import TIERS
from oncurve.claims.check.reading import World
from oncurve.claims.check.subject import chip_of, label, model_of, organisation_of
from oncurve.claims.check.superseded import earlier_figures
from oncurve.claims.check.training_cost import scope_of
from oncurve.claims.claim import Claim
from oncurve.claims.likeness import Like, of_all_parameters, of_predecessor, of_prices, of_spending, with_sparsity
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say, say_day
from oncurve.claims.served import before_in_role
from oncurve.claims.thresholds import THRESHOLDS, Thresholds
from oncurve.claims.units import in_unit, money_of
from oncurve.claims.verdict import Finding, JudgedReading

__all__ = ["lookalikes", "said_of_another"]

_THOUSAND = 3
#: points of percent within which two scores are one figure
_SAME_SCORE = 0.05
_FURTHEST = 9
_RATES = ("per_trillion_tokens",)
#: a figure, or words for one that has a scale: "six trillion"
_WRITTEN = Pattern(r"\d|illion|thousand", re.IGNORECASE)
_SCALED = frozenset({"chip_hours", "training_tokens", "parameters", "training_compute", "training_cost", "chip_count",
                     "price_per_token", "chip_spec", "training_time", "organisation_spend", "market_move", "power",
                     "chips_shipped", "chips_smuggled"})


def lookalikes(claim: Claim, readings: Sequence[JudgedReading], world: World,
               rules: Thresholds = THRESHOLDS) -> tuple[list[Finding], list[str]]:
    """What the figure of a claim that does not fit belongs to, and the sources that say so.

    Args:
        claim: the claim; only one with a single figure is looked up.
        readings: its judged readings.
        world: the facts to look in.
        rules: the thresholds.
    """
    claimed = claimed_interval(claim, rules)
    if claim.value is None or claimed is None or claim.negated or not (
            claim.qualifier in ("exact", "approx") or states_peak(claim)):
        return [], []
    findings = _scale(claim, readings, rules)
    sources: list[str] = []
    fitting = {each.reading.estimate.median for each in readings
               if each.verdict == "consistent" and each.reading.open == "plain"}
    for like in (*_candidates(claim, world), *with_sparsity(claim, readings)):
        if like.value in fitting and like.code != "OC603":
            continue
        there = in_unit(Interval(claim.value, claim.value), unit_of(claim), like.unit, world.catalogue,
                        asked_day(claim, world), rules)
        if there is None or not _is_near(there[0].low, like.value, claimed, claim.value, rules):
            continue
        if not _applies(like, claim, readings):
            continue
        if like.code not in {each.code for each in findings}:
            findings.append(Finding(like.code, f"{say(like.value, like.unit, 4)} is {like.what}."))
            sources += [like.source] if like.source else []
    return findings, sources


#: how a sentence names the tier that the reader took its price to be of
_TIER_WORDS = {"input": r"\binputs?\b|\bprompts?\b|\bread\b|\bread(?:s|ing)\b|\btakes? in\b|"
                        r"\b(?:go(?:es|ing)|com(?:es|ing)|fed|put|sent|tokens) in\b|\b(?:incoming|inbound)\b",
               "output": r"\boutputs?\b|complet|generat|\bwrit|\banswers?\b|\brepl(?:y|ies)\b|\bproduc|"
                         r"\b(?:go(?:es|ing)|com(?:es|ing)|sent|tokens) out\b|\b(?:outgoing|outbound)\b"}
_WHOLE_PRICES = ("input", "output")
_AMORTISED = "amortised"
_WHOLE_RUN = ("OC603", "OC604")
_SETTLED = ("consistent", "depends")
_THEN = r"\b(?:earlier|former|formerly|until|had (?:asked|charged|cost|been)|used to|previous|old|was|were|before)\b"


def _applies(like: Like, claim: Claim, readings: Sequence[JudgedReading]) -> bool:
    """Whether a look-alike says something that the sentence does not: another scope than it names, a past price."""
    open_ = any(each.verdict in _SETTLED and each.reading.open != "shown" for each in readings)
    if like.code in _WHOLE_RUN:
        if _AMORTISED in like.what and mentions(claim, rf"{_AMORTISED}|\bdepreciat"):
            return False  # it says itself on what basis
        return not open_ or scope_of(claim) in ("all_in", "rd", "hardware") or mentions(claim, _BEYOND_RUN)
    if like.code == "OC402":
        at = claim.sentence.find(claim.quote)
        return re.search(_THEN, claim.sentence[max(at - 30, 0):at + len(claim.quote) + 20], re.IGNORECASE) is None
    if like.code == "OC106":
        after = claim.sentence.partition(claim.quote)[2]
        return re.match(r"[\s\w-]{0,14}?\b(?:for each|for every|per|each|every)\b", after) is None
    if like.code in ("OC104", "OC107", "OC109"):  # where no format or form is named, each may be meant
        return not open_
    if like.code in ("OC605", "OC606"):
        named = claim.measure != "price_per_token" or claim.scope not in _TIER_WORDS \
            or mentions(claim, _TIER_WORDS[claim.scope])
        return not open_ and named
    return True


#: words of a text that tells of what is planned, not of what is there
_PLANNED = (r"\b(?:plan\w*|will|would|aims?|by the end of|by year[- ]end|going to|expects?|want\w*|target\w*|spoke "
            r"of|promis\w+)\b")
_BEYOND_RUN = (r"\b(?:total|whole|entire|everything|all it (?:cost|took)|from scratch|develop\w*|creat\w*|buil(?:d|t)|"
               r"real(?:ly)?)\b")


def said_of_another(claim: Claim, sources: Sequence[str], world: World) -> bool:
    """Whether the speaker is who published the figure, of the other thing."""
    if not claim.speaker:
        return False
    names = {compact(claim.speaker), compact(label(world.catalogue, claim.speaker))}
    return any(producers(world.catalogue, source) in names for source in sources)


def _is_near(value: float, known: float, claimed: Interval, stated: float, rules: Thresholds) -> bool:
    """Within what is printed, or a small share."""
    if value <= 0 or known <= 0:
        return False
    half = (claimed.high - claimed.low) / 2 / stated if math.isfinite(claimed.high - claimed.low) and stated else 0.0
    return abs(value / known - 1) <= max(rules.lookalike, min(half, rules.lookalike * 2))


def _scale(claim: Claim, readings: Sequence[JudgedReading], rules: Thresholds) -> list[Finding]:
    """A power of ten between the figure and the known one."""
    settled = any(each.verdict in _SETTLED and each.reading.open != "shown" for each in readings)
    together = claim.measure == "chip_spec" and claim.unit.upper() in ("MW", "GW")  # of so many chips, not of one
    if claim.measure not in _SCALED or settled or together:
        return []
    written = _WRITTEN.search(claim.quote) is not None
    for each in readings:
        made = each.reading.estimate
        if each.reading.open == "shown" or each.claimed is None or not made.exact or made.median == 0:
            continue
        stated = (each.claimed.low + each.claimed.high) / 2
        if not math.isfinite(stated) or stated / made.median <= 0:
            continue
        power = math.log10(stated / made.median)
        whole = round(power)
        half = abs((each.claimed.high - each.claimed.low) / 2 / stated)
        wide = rules.sum_slack if whole % _THOUSAND == 0 else half  # a thousand times more is no rounding
        near = abs(10 ** (power - whole) - 1) <= max(rules.lookalike, min(wide, rules.sum_slack))
        if near and 0 < abs(whole) <= _FURTHEST and (written or whole % _THOUSAND == 0):
            code = "OC101" if whole % _THOUSAND == 0 else "OC102"
            way = "too high" if whole > 0 else "too low"
            text = (f"The figure is {10 ** abs(whole):,} times {way}: {each.reading.definition} is "
                    f"{say(abs(made.median), made.unit, 4)}.")
            return [Finding(code, text)]
    return []


def _candidates(claim: Claim, world: World) -> Iterator[Like]:
    model, chip = model_of(world.catalogue, claim.subject), variant_meant(claim, world)
    if claim.measure == "chip_spec" and chip is not None:
        yield from _of_chip(chip, claim, world)
    elif claim.measure == "training_cost" and model is not None and scope_of(claim) != "final_run":
        yield from _of_cost(model, world)
    elif claim.measure == "training_cost" and model is not None:
        yield from _of_company(model, world)
    elif claim.measure == "price_per_token" and model is not None:
        yield from _of_price(model, claim, world)
    elif claim.measure == "benchmark_score" and model is not None:
        yield from _of_other_tests(model, claim, world)
    elif claim.measure == "chip_count" and model is None:
        yield from _of_fleet(claim, world)
    elif claim.measure == "organisation_spend":
        yield from (Like("OC402", *each) for each in earlier_figures(claim, world))
        yield from of_spending(claim, world)
    elif model is not None:
        yield from _of_model(model, claim, world)
    else:
        yield from (Like("OC402", *each) for each in earlier_figures(claim, world))
    if claim.measure == "training_compute" and model is not None:
        yield from of_all_parameters(model)
    if claim.measure == "cost_ratio":
        yield from of_prices(claim, world)
    if claim.measure in ("parameters", "training_tokens", "chip_hours", "training_compute") and model is not None:
        yield from _of_relatives(model, claim, world)


def _of_chip(chip: Chip, claim: Claim, world: World) -> Iterator[Like]:
    if (claim.scope or "") == "tflops" or "op" in claim.unit.lower():
        asked = asked_facts(chip, claim)
        if asked:
            name, fact = asked[0]
            sparse = sparse_speed(chip, name)
            if sparse is not None:
                yield Like("OC103", f"the {name.upper()} speed of the {chip.label} with sparsity; dense it is "
                                     f"{say(fact.number, fact.unit, 4)}", sparse, fact.unit, fact.source)
        for name, fact in asked[1:]:
            what = f"the dense {name.upper()} speed of the {chip.label}"
            yield Like("OC107", what, fact.number, fact.unit, fact.source)
    names = [fact.name for fact in chip.facts if not isinstance(fact.amount, str)]
    for other in _variants(chip, world):
        for name in dict.fromkeys(names):
            known, own = other.fact(name), chip.fact(name)
            if known is None or isinstance(known.amount, str) or own is None or known.amount == own.amount:
                continue
            yield Like("OC104", f"the {_plain(name)} of the {other.label}, not of the {chip.label} "
                                 f"({say(own.number, own.unit, 4)})", known.number, known.unit, known.source)
    for other in _others(chip, world):
        for name in _TOLD_APART:
            known, own = other.fact(name), chip.fact(name)
            if known is not None and own is not None and known.amount != own.amount \
                    and not isinstance(known.amount, str):
                yield Like("OC104", f"the {_plain(name)} of the {other.label}, not of the {chip.label} "
                                     f"({say(own.number, own.unit, 4)})", known.number, known.unit, known.source)
    for name in ("memory.bandwidth", "link.bidirectional", "pcie.bidirectional"):
        speed = chip.fact(name)
        if speed is None or isinstance(speed.amount, str):
            continue
        words = f"the {_plain(name)} of the {chip.label}"
        yield Like("OC105", f"{words} in bits a second", speed.number * 8, speed.unit, speed.source)
        yield Like("OC105", f"{words} in bytes a second, not in bits", speed.number / 8, speed.unit, speed.source)
        if "bidirectional" in name and not link_apart(claim):
            yield Like("OC105", f"{words} in one direction", speed.number / 2, speed.unit, speed.source)


#: figures by which chips of one maker are told apart
_TOLD_APART = ("memory.bandwidth", "memory.size", "peak.bf16", "link.bidirectional")


def _others(chip: Chip, world: World) -> list[Chip]:
    """The other chips that are no variants, those of the maker first: of several, one figure is told."""
    kin = {other.id for other in _variants(chip, world)} | {chip.id}
    others = [other for other in world.catalogue.chips.values() if other.id not in kin]
    return sorted(others, key=lambda other: other.vendor != chip.vendor)


def _variants(chip: Chip, world: World) -> list[Chip]:
    root = chip.variant_of or chip.id
    return [other for other in world.catalogue.chips.values()
            if other.id != chip.id and (other.id == root or other.variant_of in (root, chip.id))]


def _plain(name: str) -> str:
    words = {"memory.bandwidth": "memory bandwidth", "memory.size": "memory", "link.bidirectional": "link speed",
             "pcie.bidirectional": "PCIe speed", "tdp": "design power"}
    if name.startswith("peak."):
        return f"dense {name[5:].upper()} speed"
    return words.get(name, name.replace(".", " ").replace("_", " "))


_STAGES = {
    "chip_hours": ("chip_hours.",), "training_tokens": ("tokens.",), "training_time": ("training_time.",),
    "chip_count": ("chips.",), "parameters": ("parameters.",), "training_compute": ("flop.",),
}
_OWN = {"training_compute": "flop.final_run"}
_CODES = {"parameters": "OC605"}


def _of_model(model: Model, claim: Claim, world: World) -> Iterator[Like]:
    """Other stages, or the other count, of the same model."""
    for fact in model.facts:
        if not fact.name.startswith(_STAGES.get(claim.measure, ("-",))) or isinstance(fact.amount, str):
            continue
        if fact.name == _OWN.get(claim.measure):  # the very quantity, though not as evidence
            continue
        stage = fact.name.partition(".")[2].replace("_", " ")
        rate = any(word in fact.name for word in _RATES)
        code = "OC106" if rate else _CODES.get(claim.measure, "OC606")
        what = f"the figure for {stage} of {model.label}, in “{source_words(fact, world)}”"
        yield Like(code, what, fact.number, fact.unit, fact.source)
    if claim.measure == "chip_hours":
        hours, tokens = model.fact("chip_hours.pretraining"), model.number("tokens.pretraining")
        if hours is not None and tokens:
            yield Like("OC106", f"the rate for each trillion tokens of {model.label}; the total is "
                                 f"{say(hours.number, hours.unit, 4)}", hours.number / (tokens / 1e12), hours.unit,
                        hours.source)


def _of_relatives(model: Model, claim: Claim, world: World) -> Iterator[Like]:
    """The same fact of other models of the family."""
    if not model.family:
        return
    names = {"parameters": "parameters.total", "training_tokens": "tokens.pretraining",
             "chip_hours": "chip_hours.final_run", "training_compute": "flop.final_run"}
    for other in world.catalogue.models.values():
        if other.family != model.family or other.id == model.id or _is_named(other, model, claim):
            continue
        fact = other.fact(names[claim.measure])
        if fact is not None and not isinstance(fact.amount, str):
            what = f"the figure of {other.label}, not of {model.label}"
            yield Like("OC104", what, fact.number, fact.unit, fact.source)


def _is_named(other: Model, model: Model, claim: Claim) -> bool:
    """Whether the sentence names the other size of the family, by its label or by what its label has more."""
    words = set(other.label.split()) - set(model.label.split())
    return any(re.search(rf"\b{re.escape(word)}\b", claim.sentence) for word in words)


def _of_cost(model: Model, world: World) -> Iterator[Like]:
    """What another scope, the company, or the run without its base comes to."""
    for fact in (*model.facts_of("cost.final_run"), *model.facts_of("cost.post_training")):
        if not isinstance(fact.amount, str):
            basis = str(fact.detail.get("basis") or "final run")
            base = f", on top of {model.base}" if model.base else ""
            yield Like("OC603", f"what the final run alone comes to ({basis}{base}), in “{source_words(fact, world)}”",
                        fact.number, fact.unit, fact.source)
    yield from _of_company(model, world)


def _of_company(model: Model, world: World) -> Iterator[Like]:
    """What its maker as a whole spends."""
    holder = organisation_of(world.catalogue, model.organisation)
    if holder is not None:
        for fact in holder.facts:
            if fact.name.startswith("spend.") and not isinstance(fact.amount, str):
                what = f"what is known as {_spend_words(fact)} of the whole of {holder.label}, not of one model"
                yield Like("OC604", what, fact.number, fact.unit, fact.source)


def _spend_words(fact: Fact) -> str:
    item = str(fact.detail.get("item", "")) or fact.name.partition(".")[2].replace("_", " ")
    return f"spending ({item})"


def _of_price(model: Model, claim: Claim, world: World) -> Iterator[Like]:
    """Another tier on the day, or an earlier or later price of the same tier."""
    day = asked_day(claim, world)
    for row in world.catalogue.api_prices:
        if row.model != model.id:
            continue
        tier = TIERS.get(row.tier, row.tier)
        told = money_of(claim.unit)
        if row.tier == claim.scope and day in row.span and not row.variant and told and told != money_of(row.unit):
            what = f"what {model.label} asks for {tier} in {money_of(row.unit)}, not in {told}"
            yield Like("OC109", what, row.amount, claim.unit, row.source)
        if row.tier == claim.scope or (claim.scope is None and row.tier in _WHOLE_PRICES):
            if row.span.end is not None and row.span.end <= day:
                yield Like("OC402", f"what {model.label} asked for {tier} until {say_day(row.span.end.toordinal())}",
                            row.amount, row.unit, row.source)
        elif day in row.span:
            yield Like("OC606", f"what {model.label} asks for {tier}" + (f" ({row.variant})" if row.variant else ""),
                        row.amount, row.unit, row.source)
    yield from of_predecessor(model, claim, world)
    for row in before_in_role(model, claim.sentence, world.catalogue):
        if row.tier == claim.scope and row.span.end is not None and row.span.end <= day:
            what = f"what {label(world.catalogue, row.model)} asked for {TIERS.get(row.tier, row.tier)} under that name"
            yield Like("OC402", what, row.amount, row.unit, row.source)


def _of_other_tests(model: Model, claim: Claim, world: World) -> Iterator[Like]:
    """What the model scored on another benchmark, to the digit that is printed."""
    asked = world.catalogue.benchmarks.id_of(claim.reference) if claim.reference else None
    if asked is None or claim.value is None or claim.value == round(claim.value):  # a round number is many a score
        return
    for row in world.catalogue.scores:
        if row.model == model.id and row.relation == "self" and abs(row.amount - claim.value) <= _SAME_SCORE \
                and (row.benchmark != asked or denied(row, claim)):
            what = f"what {model.label} scored on {world.catalogue.benchmarks[row.benchmark].label}"
            what += f" ({row.setting})" if row.benchmark == asked else ""
            yield Like("OC606", what, row.amount, row.unit, row.source)


def _of_fleet(claim: Claim, world: World) -> Iterator[Like]:
    """The same fleet in chips, or in H100-equivalents; or of another kind of chip."""
    holder = organisation_of(world.catalogue, claim.subject)
    if holder is None:
        return
    equivalents = "equivalent" in f"{claim.sentence} {claim.scope or ''}".lower()
    for fact in holder.facts:
        if not fact.name.startswith("fleet.") or isinstance(fact.amount, str):
            continue
        in_equivalents = counted_in_h100s(fact)
        kind = fact.name.partition(".")[2].removesuffix("_h100e").replace("_", " ")
        if kind.startswith("planned") and mentions(claim, _PLANNED):
            continue
        counted = "H100-equivalents" if in_equivalents else "chips"
        if equivalents != in_equivalents:
            yield Like("OC602", f"the number of {counted} ({kind}) of {holder.label}, not of "
                                 f"{'H100-equivalents' if equivalents else 'chips'}", fact.number, "chips", fact.source)
        else:
            told = chip_of(world.catalogue, claim.scope)
            if kind in UNTOLD_KINDS:
                continue  # the chips that somebody has, at another time
            if told is not None and kind.startswith(told.label.split()[0].lower()) and kind != told.label.lower():
                continue  # a part of the same kind of chip, such as those of one run
            code = "OC104" if told is not None and kind != told.label.split()[0].lower() else "OC606"
            yield Like(code, f"the number of {kind} {counted} of {holder.label}", fact.number, "chips", fact.source)
