"""Runs that cannot be: more work than the chips can do in their hours, another utilisation, too little memory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from oncurve.basis.errors import OncurveError
from oncurve.basis.evidence import Fact
from oncurve.catalog.chip import Chip
from oncurve.catalog.model import Model
from oncurve.catalog.read import Catalogue
from oncurve.claims.check.subject import chip_of
from oncurve.claims.consistency.bills import many_hours
from oncurve.claims.consistency.slip import Slip
from oncurve.claims.passage import Amount, Passages, Place
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say
from oncurve.claims.thresholds import Thresholds

__all__ = ["work"]

_OPERATIONS = 6
_SECONDS, _HOURS_A_DAY, _TERA = 3600, 24, 1e12
_LEAST_WORK = 1e15
#: bytes for each parameter above which no run lacks memory, so that none need be laid out
_AMPLE_BYTES = 40
_GIGA = 1e9
_TRAINS = Pattern(r"\b(?:pre-?)?train(?:ed|ing|s)?\b|\bran on\b|\brun took\b", re.IGNORECASE)
_PART = Pattern(r"context|long-?sequence|post-?train|fine-?tun|reinforcement|\bRL\b|"
                r"trillion tokens (?:took|take|need)|"
                r"\b(?:per|each|every) trillion|\bhours? (?:for |to )?an? trillion|\bstages?\b|distill|\bLoRA\b|"
                r"inference|\bserv(?:e|es|ed|ing)\b|"
                r"\beach day\b|\ba day\b", re.IGNORECASE)
_UTILISATION = Pattern(r"\butili[sz]ation\b|\bMFU\b", re.IGNORECASE)
#: words for a change of a utilisation, which may be of more than all
_MORE = Pattern(r"\b(?:rose|risen|rais\w+|gain\w*|increas\w+|improv\w+|higher|more than|grew|"
                r"grown)\b", re.IGNORECASE)
_ALL = 100.0
#: what the work of a run is told by
_TOLD = ("chips", "duration", "chiphours", "flop")
_AROUND = 48


class _Run(Struct, frozen=True):
    """A training run as a passage tells it, where it tells its hours.

    Args:
        hours: chip-hours.
        place: the amount that gives them, or the time that chips times it does.
        flop: the work.
        chip: what it ran on.
        peaks: its dense peaks in TFLOP per second at the precisions that the run may have had, highest first.
        words: how the work is told.
        sources: of what the catalogue adds.
    """

    hours: float
    place: Amount
    flop: float
    chip: Chip
    peaks: tuple[float, ...]
    words: str
    sources: tuple[str, ...]


def work(passages: Passages, catalogue: Catalogue, rules: Thresholds) -> Iterator[Slip]:
    """OC206 (beyond the peak), OC209 (another utilisation), OC210 (too little memory)."""
    for sentence in passages.sentences:
        words = passages.words(sentence)
        if _PART.search(words):
            continue
        here = passages.amounts.of_sentence(sentence.sentence)
        yield from _over_peak(sentence, here, passages)
        run = _run(here, passages, catalogue)
        if run is not None and run.hours > 0:
            yield from _utilisation(run, here, passages, rules)
        if _TRAINS.search(words):
            yield from _memory(here, passages, catalogue, rules)


def _over_peak(sentence: Place, here: Sequence[Amount], passages: Passages) -> Iterator[Slip]:
    """OC209: a utilisation of more than all, whatever ran."""
    for each in (*here, *passages.ranges.of_sentence(sentence.sentence)):
        around = passages.text[max(each.start - _AROUND, 0):each.end + _AROUND]
        if each.kind == "percent" and each.value > _ALL and _UTILISATION.search(around) and not _MORE.search(around):
            text = f"No chip does more than it can at its peak: {each.value:g}% is no utilisation."
            yield Slip.on(each, "OC209", text, refutes=True)


def _run(here: Sequence[Amount], passages: Passages, catalogue: Catalogue) -> _Run | None:
    found = _hours(here)
    model = _model(here, passages, catalogue)
    if found is None or (model is not None and model.base):
        return None
    hours, place = found
    told = _flop(here, model)
    chip = _chip(here, model, passages, catalogue)
    if told is None or chip is None:
        return None
    flop, words, sources = told
    precision = model.fact("training_precision") if model is not None else None
    names = ("bf16",) if precision is not None and "fp8" not in str(precision.amount) else ("fp8", "bf16")
    peaks = tuple(peak for name in names if (peak := chip.peak(name)))
    return _Run(hours, place, flop, chip, peaks, words, sources) if peaks else None


def _hours(here: Sequence[Amount]) -> tuple[float, Amount] | None:
    """The only chip-hours of a sentence; else its only number of chips times its only time."""
    hours = [each for each in here if not each.per and (each.kind == "chiphours" or
                                                         (each.kind == "duration" and many_hours(each)))]
    if hours:
        return (hours[0].value, hours[0]) if len(hours) == 1 else None
    chips = [each for each in here if each.kind == "chips" and not each.per and each.value > 1]
    times = [each for each in here if each.kind == "duration" and not each.per
             and each.unit.rstrip("s") in ("hour", "day", "week", "month")]
    if len(chips) != 1 or len(times) != 1:
        return None
    return chips[0].value * times[0].days * _HOURS_A_DAY, times[0]


def _model(here: Sequence[Amount], passages: Passages, catalogue: Catalogue) -> Model | None:
    """The only model of the sentence; where it names none, the only one of the sentence before."""
    if not here:
        return None
    for back in (0, 1):
        named = {key for each in passages.things.of_sentence(here[0].sentence - back, "model")
                 if each.paragraph == here[0].paragraph and (key := catalogue.models.id_of(each.ident))}
        if named:
            return catalogue.models[named.pop()] if len(named) == 1 else None
    return None


def _flop(here: Sequence[Amount], model: Model | None) -> tuple[float, str, tuple[str, ...]] | None:
    """The work that the sentence tells: as operations, or as parameters and tokens, which a named model may lend."""
    told = [each for each in here if each.kind == "flop" and not each.per and each.value >= _LEAST_WORK]
    if told:
        return (told[0].value, say(told[0].value, "FLOP"), ()) if len(told) == 1 else None
    sizes = [each for each in here if each.kind == "params"]
    active = [each for each in sizes if "activ" in f"{each.before} {each.after}".lower()] or sizes
    tokens = [each for each in here if each.kind == "tokens" and not each.per]
    size = _told_or_known(active, _size(model))
    data = _told_or_known(tokens, model.fact("tokens.pretraining") if model is not None else None)
    if size is None or data is None:
        return None
    flop = _OPERATIONS * size[0] * data[0]
    words = (f"six operations for each of {say(size[0], 'parameters')} and {say(data[0], 'tokens')}, "
             f"{say(flop, 'FLOP')},")
    return flop, words, (*size[1], *data[1])


def _told_or_known(told: list[Amount], known: Fact | None) -> tuple[float, tuple[str, ...]] | None:
    """The one amount that a sentence tells, else that of a fact with its source; None where there is no one number."""
    if told:
        return (told[0].value, ()) if len(told) == 1 else None
    return None if known is None or isinstance(known.amount, str) else (known.number, (known.source,))


def _size(model: Model | None) -> Fact | None:
    """The parameters that work on a token, or None."""
    if model is None:
        return None
    active = model.fact("parameters.active")
    dense = model.shape is None or model.shape.get("kind_of") == "dense"
    return active or (model.fact("parameters.total") if dense else None)


def _chip(here: Sequence[Amount], model: Model | None, passages: Passages, catalogue: Catalogue) -> Chip | None:
    named = {each.ident for each in passages.things.of_sentence(here[0].sentence, "chip")} if here else set()
    named |= {each.chip for each in here if each.chip}
    if named:
        return chip_of(catalogue, named.pop()) if len(named) == 1 else None
    fact = model.fact("training_chip") if model is not None else None
    return chip_of(catalogue, str(fact.amount)) if fact is not None else None


def _utilisation(run: _Run, here: Sequence[Amount], passages: Passages, rules: Thresholds) -> Iterator[Slip]:
    shares = [run.flop / (run.hours * _SECONDS * peak * _TERA) for peak in run.peaks]
    took = f"{run.words} in {say(run.hours, 'chip-hours', 3)}"
    if min(shares) > 1:
        text = (f"{_upper(took)} would need each {run.chip.label} to do {say(min(shares), '', 2).strip()} times what "
                "it can at its peak.")
        yield Slip.on(run.place, "OC206", text, run.sources, refutes=True)
        return
    for each in here:
        around = passages.text[max(each.start - _AROUND, 0):each.end + _AROUND]
        if each.kind != "percent" or _UTILISATION.search(around) is None:
            continue
        slack = 1 + rules.approx + rules.approx * (each.rough + sum(one.rough for one in here if one.kind in _TOLD))
        if all(max(each.value / 100 / share, 100 * share / each.value) > slack for share in shares):
            told = " or ".join(say(100 * share, "percent", 2) for share in reversed(shares))
            text = f"{_upper(took)} are {told} of what the {run.chip.label} can do at its peak, not {each.value:g}%."
            yield Slip.on(each, "OC209", text, run.sources, refutes=True)


def _memory(here: Sequence[Amount], passages: Passages, catalogue: Catalogue, rules: Thresholds) -> Iterator[Slip]:
    """Chips whose memory together cannot hold weights, optimiser and activations, however the run is laid out."""
    model = _model(here, passages, catalogue)
    chip = _chip(here, model, passages, catalogue)
    counts = [each for each in here if each.kind == "chips" and not each.per]
    total = model.number("parameters.total") if model is not None else None
    if model is None or chip is None or len(counts) != 1 or not total or counts[0].value < 1 or model.base:
        return
    room = chip.number("memory.size")
    if not room or counts[0].value * room * _GIGA > _AMPLE_BYTES * total:
        return
    least = _least_memory(model, chip, int(counts[0].value), catalogue)
    if least is None or least <= room * catalogue.assumption("memory_gigabyte").amount * (1 + rules.close_to):
        return
    text = (f"{say(counts[0].value, 'chips', 4)} of {room:g} GB cannot hold the training of {model.label}: the leanest "
            f"way to lay it out takes {say(least, 'GB')} on each {chip.label}.")
    size = model.fact("parameters.total")
    yield Slip.on(counts[0], "OC210", text, (size.source,) if size is not None else (), refutes=True)


def _least_memory(model: Model, chip: Chip, chips: int, catalogue: Catalogue) -> float | None:
    """GB on the fullest chip by the leanest legal layout; None where nothing can be laid out."""
    import numpy as np

    from oncurve.answers.run_plan import run_plan
    from oncurve.architecture.dimensions import dimensions
    from oncurve.training.candidates import candidates
    from oncurve.training.memory import memory_of

    asked = {"chip": chip.id, "chips": chips, "hide": ("training_layout",), "layout": f"chips={chips}"}
    try:
        plan = run_plan(catalogue, model.id, asked)
        layouts = candidates(plan.shape, plan.system, plan.said).layout
    except OncurveError:  # the shape is not known, or so many chips allow no layout
        return None
    on_these = np.broadcast_to(np.asarray(layouts.chips) == chips, np.shape(layouts.pp))
    needed = memory_of(dimensions(plan.shape), layouts, plan.system).total
    taken = np.broadcast_to(np.asarray(needed), on_these.shape)[on_these]
    return float(taken.min()) / _GIGA if taken.size else None


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
