"""Epoch AI's table of machine-learning systems, in every schema since 2024."""

from __future__ import annotations

from oncurve.catalog.chip import Chip
from oncurve.store.cells import list_of
from oncurve.store.importers.record import Found, Importer, Origin

__all__ = ["IMPORTERS"]

_ORIGIN = Origin("epoch-ai-models", "AI models: all machine-learning systems", "Epoch AI",
                 "https://epoch.ai/data/ai-models", "CC BY 4.0")
_HOURS_PER_DAY = 24
_SECONDS_PER_HOUR = 3600
_FLOP_PER_TFLOP = 1e12
_PER_TRILLION = 1e12
_WHOLE_PERCENT = 100
#: utilisations that a run can have
_LIKELY = (0.05, 0.75)
#: chip-hours and chips times hours that differ by more than this are not one number
_SLACK = 2.0
#: a value that differs less than this from one of three digits is that one, with the padding of a spreadsheet
_PADDING = 1e-8
#: costs that the compiler works out: fact, basis, and year of the dollars where the column says it
_COSTS: dict[str, tuple[str, str, int]] = {
    "Training compute cost (2023 USD)": ("cost.final_run", "amortised hardware and energy", 2023),
    "Training compute cost (2020 USD)": ("cost.market_rate", "as the row says", 2020),
    "Training compute cost (cloud)": ("cost.cloud", "cloud rent", 0),
    "Training compute cost (upfront)": ("cost.upfront", "acquisition of the cluster", 0),
    "Hardware acquisition cost": ("cost.acquisition", "acquisition of the chips", 0),
}
_FORMATS = {"FP8": "fp8", "BF16": "bf16", "FP16": "fp16", "TF32": "tf32", "FP32": "fp32"}
_MIXTURE = ("mixture of experts", "mixture-of-experts", "moe", "active param", "activated param")
_CLOSED = ("API access", "Hosted access (no API)", "Unreleased")
_UNSURE = ("Unknown", "Speculative")
#: fewer are no training
_FEWEST_FLOP = 1e6
#: domains whose data sets are often counted in pictures, pairs or hours
_OF_OTHER_THINGS = {"Audio", "Image generation", "Multimodal", "Speech", "Video", "Vision"}
_NOTES = "Dataset size notes"
#: factors within which Epoch AI holds its values to lie with 90% confidence, by its words (documentation of the table)
_FACTORS = {"Confident": 3.0, "Likely": 10.0, "Speculative": 31.0}
_WIDEST = 31.0
_SAID = "what Epoch AI says of such a confidence"
_SIZES = ("Training dataset size (datapoints)", "Training dataset size (gradients)")
_NOT_OURS = ("Multinational",)


def _read(found: Found) -> None:
    name = found.name("Model", "System")
    ident = found.names.model(name).id
    evidence = "estimated" if found.text("Confidence") in _UNSURE else "reported"
    _thing(found, ident, name)
    released = found.day("Publication date")
    if released is not None:
        found.fact("models", ident, "release_date", released.isoformat(), "date", place="Publication date")
    mixture = _mixture(found, name)
    found.fact("models", ident, "parameters.total", found.number("Parameters"), "parameter", evidence=evidence,
               place="Parameters", detail={"mixture": True} if mixture else None)
    flop = _flop(found, ident)
    tokens = _tokens(found, ident, evidence, "datapoints" if flop else "tokens.pretraining")
    chip = _chip(found, ident, evidence)
    _format(found, ident)
    _run(found, ident, evidence, (chip, flop, tokens))
    _costs(found, ident)
    rank = found.number("Compute rank when published")
    found.fact("models", ident, "compute_rank", rank, "count", evidence="estimated",
               place="Compute rank when published")


def _costs(found: Found, ident: str) -> None:
    """What the compiler itself makes of the costs; they stand beside ours and never under them."""
    for column, (fact, basis, dollars) in _COSTS.items():
        detail = {"basis": basis} | ({"dollars": dollars} if dollars else {})
        found.fact("models", ident, fact, found.number(column), "USD", evidence="estimated", place=column,
                   detail=detail)


def _thing(found: Found, ident: str, name: str) -> None:
    owners, _ = list_of(found.text("Organization"))
    countries, twice = list_of(found.text("Country (of organization)", "Country (from Organization)"))
    if twice:
        found.note("Country", "country repeated", "one country stands there for each organisation",
                   found.text("Country (of organization)", "Country (from Organization)"), ",".join(countries))
    ids = [found.names.match("organisations", owner).id for owner in owners]
    codes = [code for country in countries if country not in _NOT_OURS and (code := found.names.country(country))]
    under = found.name("Base model") if found.text("Base model") else ""
    base = found.names.model(under).id if under and "," not in under else ""
    access = found.text("Model accessibility")
    found.thing("models", ident, label=name, organisation=ids[0] if ids else "", joint=ids[1:],
                country=codes[0] if codes else "", base=base if base != ident else "",
                open_weights=None if not access else access not in _CLOSED)


def _mixture(found: Found, name: str) -> bool:
    told = f"{name} {found.text('Parameters notes')} {found.text('Approach')}".lower()
    return any(word in told for word in _MIXTURE)


def _tokens(found: Found, ident: str, evidence: str, fact: str) -> float | None:
    """Tokens trained on; the sizes of data sets of images and the like are counts of other things.

    Of a model of language and of images or sound they are tokens where the table's note speaks of tokens.
    Where the table gives FLOP, these count, and the size of the data set is no second way to them: it may be in words,
    or of one stage of several.
    """
    column = next((each for each in _SIZES if found.text(each)), _SIZES[0])
    size = found.number(column)
    if size is None:
        return None
    # gradients are counted over all epochs, datapoints once
    epochs = 1.0 if "gradients" in column else found.number("Epochs") or 1.0
    domains = set(list_of(found.text("Domain"))[0])
    words = "Language" in domains and (not domains & _OF_OTHER_THINGS or "token" in found.text(_NOTES).lower())
    if not words:
        found.fact("models", ident, "datapoints", size, "count", evidence=evidence,
                   place=column)
        return None
    found.fact("models", ident, fact, size * max(epochs, 1.0), "token", evidence=evidence, place=column,
               note="" if epochs <= 1 else f"{size:g} read {epochs:g} times")
    return size * max(epochs, 1.0)


def _flop(found: Found, ident: str) -> float | None:
    column = "Training compute (FLOP)"
    if found.text("Base model"):
        return _flop_on_base(found, ident)
    flop = found.number(column)
    if flop is None:
        return None
    round_one = float(f"{flop:.6g}")
    if flop != round_one and abs(flop / round_one - 1) < _PADDING:
        found.note(column, "padding digits", "the digits after the ninth are padding", found.cell(column),
                   f"{round_one:g}")
        flop = round_one
    low, high = found.number("Training compute lower bound"), found.number("Training compute upper bound")
    low, high = found.bounds(column, flop, low, high, cell=found.cell(column))
    method = found.text("Training compute estimation method")
    origin = {"from_cost": True} if "Cost" in method else {"from_scores": True} if method == "Benchmarks" else {}
    note = ""
    if low is None or high is None:
        factor = _FACTORS.get(found.text("Confidence"), _WIDEST)
        low, high, note = flop / factor, flop * factor, f"within a factor of {factor:g}: {_SAID}"
    found.fact("models", ident, "flop.final_run", flop, "FLOP", evidence="estimated", place=column, low=low, high=high,
               note=note, detail={"method": method, **origin})
    return flop


def _flop_on_base(found: Found, ident: str) -> float | None:
    """FLOP of training that starts from another model: those of the whole are no measure of it."""
    column = "Finetune compute (FLOP)"
    own = found.number(column)
    if found.text("Training compute (FLOP)"):
        found.note("Training compute (FLOP)", "with the base model", "training starts from another model, and the "
                   "number may hold both", found.cell("Training compute (FLOP)"), "")
    if own is not None and own < _FEWEST_FLOP:
        found.note(column, "a count for FLOP", f"{own:g} FLOP are no training", found.cell(column), "")
        own = None
    if own is None:
        return None
    factor = _FACTORS.get(found.text("Confidence"), _WIDEST)
    found.fact("models", ident, "flop.final_run", own, "FLOP", evidence="estimated", place=column, low=own / factor,
               high=own * factor, note=f"of the added training, within a factor of {factor:g}: {_SAID}")
    return own


def _chip(found: Found, ident: str, evidence: str) -> str:
    """The id of the one kind of chip that it ran on, "" where none or several are named."""
    named, _ = list_of(found.text("Training hardware"))
    ids = list(dict.fromkeys(found.names.chip(each).id for each in named))
    if len(ids) == 1:
        found.fact("models", ident, "training_chip", ids[0], "text", evidence=evidence, place="Training hardware")
        return ids[0]
    if ids:
        found.note("Training hardware", "several chips", "the run used several kinds of chip; none is taken for all",
                   found.text("Training hardware"), "")
    return ""


def _format(found: Found, ident: str) -> None:
    formats, _ = list_of(found.text("Numerical format"))
    known = [_FORMATS[each] for each in formats if each in _FORMATS]
    if known:
        found.fact("models", ident, "training_precision", known[0], "text", place="Numerical format")


def _run(found: Found, ident: str, evidence: str, known: tuple[str, float | None, float | None]) -> None:
    """Chips, hours and utilisation of the run, with what cannot be left out."""
    chip = known[0]
    quantity, time = found.number("Hardware quantity"), found.number("Training time (hours)")
    about = {"chip": chip} if chip else {}
    found.fact("models", ident, "chips.pretraining", quantity, "chip", evidence=evidence, place="Hardware quantity",
               detail=about)
    found.fact("models", ident, "training_time.pretraining", None if time is None else time / _HOURS_PER_DAY, "day",
               evidence=evidence, place="Training time (hours)")
    hours = _hours(found, known)
    if hours and quantity and time and not 1 / _SLACK < hours / (quantity * time) < _SLACK:
        found.note("Training chip-hours", "chips times hours differ",
                   f"{quantity:g} chips for {time:g} hours are {quantity * time:,.0f} chip-hours",
                   found.cell("Training chip-hours"), f"{hours:g}")
    found.fact("models", ident, "chip_hours.final_run", hours, "chip-hour", evidence=evidence,
               place="Training chip-hours", detail=about)
    column = next((each for each in ("Hardware utilization (MFU)", "Hardware utilization")
                   if found.text(each)), "Hardware utilization (MFU)")
    used = found.number(column)
    if used is not None and 1 < used <= _WHOLE_PERCENT:
        found.note(column, "percent for fraction", "a percentage stands where a fraction belongs", found.cell(column),
                   f"{used / _WHOLE_PERCENT:g}")
        used /= _WHOLE_PERCENT
    found.fact("models", ident, "mfu.pretraining", used, "fraction", evidence=evidence, place=column)
    found.fact("models", ident, "hfu.pretraining", found.share("Hardware utilization (HFU)"), "fraction",
               evidence=evidence, place="Hardware utilization (HFU)")


def _hours(found: Found, known: tuple[str, float | None, float | None]) -> float | None:
    """Chip-hours, unless no chip is quick enough for them."""
    column = "Training chip-hours"
    hours = found.number(column)
    name, flop, tokens = known
    chips = found.names.catalogue.chips
    peak = _peak(chips[name], found.text("Numerical format")) if name in chips else None
    if not hours or not flop or not peak or found.text("Base model"):
        return hours
    used = flop / (hours * _SECONDS_PER_HOUR * peak * _FLOP_PER_TFLOP)
    if used <= 1:
        return hours
    told = f"{flop:.3g} FLOP in {hours:,.0f} hours would need {used:.0%} of the peak of {chips[name].label}"
    if tokens and _LIKELY[0] < used * _PER_TRILLION / tokens < _LIKELY[1]:
        found.note(column, "a rate stored as a total",
                   f"{told}; for each trillion tokens they would need {used * _PER_TRILLION / tokens:.0%}",
                   found.cell(column), "")
    else:
        found.note(column, "impossible speed", told, found.cell(column), "")
    return None


def _peak(chip: Chip, formats: str) -> float | None:
    """Dense peak in TFLOP per second, at 8 bits only where the run is said to have used them."""
    first = ("fp8",) if "FP8" in formats else ()
    return next((peak for each in (*first, "bf16", "tf32", "fp32") if (peak := chip.peak(each))), None)


_DATES = ("Last modified", "Publication date")
IMPORTERS = (
    Importer("epoch-models", "models", _ORIGIN, ("Model", "Publication date", "Training compute (FLOP)",
                                                 "Training hardware"), ("Model",), _read, _DATES),
    Importer("epoch-models", "models", _ORIGIN, ("System", "Publication date", "Training compute (FLOP)",
                                                 "Training hardware"), ("System",), _read, _DATES),
)
