"""What a chip can do: memory, bandwidth, links, speed, power."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from msgspec import structs

from oncurve.basis.evidence import Fact
from oncurve.basis.formula import Quantity
from oncurve.basis.inputs import Input
from oncurve.basis.spread import Array
from oncurve.catalog.chip import Chip
from oncurve.claims.check.facts import FIGURE, OF_EACH, clause_of_figure, independent, mentions, missing, rivals
from oncurve.claims.check.lines import chips_of_line, of_line, without_variants
from oncurve.claims.check.links import OF_DIES, link_apart
from oncurve.claims.check.reading import Answer, Found, NoBasis, Openness, Reading, World, reading
from oncurve.claims.check.sparsity import told_dense
from oncurve.claims.check.subject import chip_of
from oncurve.claims.check.systems import (
    chips_joined,
    chips_of_system,
    is_superchip,
    of_racks,
    of_superchip,
    of_system,
    speed_of_whole,
)
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["BITS", "MEASURE", "asked_facts", "readings", "sparse_speed", "total_processing_performance",
           "variant_meant"]

MEASURE = "chip_spec"
#: a machine of many chips, whose figures are not those of one
_MACHINE = (r"(?<!in a )(?<!in the )(?<!in an )\b(?:rack|cabinet|node|(?:super)?pod|DGX|HGX|NVL\d{2,}|"
            r"(?:NVLink |scale-up )domain|"
            r"servers?(?!\s+(?:chip|GPU|accelerator|part|market)))\b")
#: a figure of the chip that a lesser one was made from ("the H800, which cut its links from 900 to 400 GB/s")
_CUT_FROM = (rf"\b(?:cut|reduc|lower|limit|slash|throttl|drop|trim|halv|slow|downgrad|curb|shr[iau]nk)\w*\b"
             rf"[^.;]{{0,40}}\bfrom (?:about )?{FIGURE}|"
             rf"\b(?:instead of|rather than|down from|not the) (?:about |the )?{FIGURE}")
#: a size that only tells one form of a chip from another ("the 40-gigabyte one")
_NAMED_BY_SIZE = rf"{FIGURE}[- ]?(?:gigabytes?|GB)\b\s+(?:one|version|variant|model|edition|form)\b"
#: the same of chips whose names give the size
_WITH_SIZE = rf"\bwith (?:only |its )?{FIGURE}[- ]?(?:gigabytes?|GB)\b"
#: a link counted in one of its two directions
_ONE_WAY = r"unidirectional|one[- ](?:way|direction)|(?:each|per|either) (?:direction|way)|in each direction"
#: a speed at some work, which no data sheet's peak tells
_AT_WORK = r"\b(?:inference|throughput|tokens?|workloads?|serving|LLMs?|language models?)\b"
#: bits of an operation at each number format
BITS = {"fp64": 64, "fp32": 32, "tf32": 19, "bf16": 16, "fp16": 16, "fp8": 8, "int8": 8, "fp4": 4, "int4": 4}
#: the link to the host, and not a form of the chip that is named after it ("H100 PCIe")
_PCI = r"(?<!\d )(?<!\d-)(?<!GB )\bpcie?\b"
#: "989 teraflops of BF16": a format after a figure is nearer to it than one as far before it
_AFTER_LESS, _PARTED = 0.5, 4
#: how many chips a machine has: "a pod of 9,216 chips"
_OF_SO_MANY = Pattern(r"\b(?:pods?|racks?|clusters?|servers?|nodes?|systems?) (?:of|with) (\d[\d,]*)\s+"
                      r"(?:(?:[\w.-]+\s+)?(?:chips|GPUs|TPUs|accelerators|processors)|(?:GB|B|H|A|MI)\d+\w*)\b",
                      re.IGNORECASE)
_DRAWS = rf"\b(?:draws?|consumes?|uses?|needs?|power|kilowatts?)\b[^.;]{{0,40}}{FIGURE}"
_OF_MEMORY = r"\bmemory|\bHBM|\bGDDR|\bD?RAM\b|\bbandwidth|\bbuffer"
_IN_BITS = Pattern(rf"{FIGURE} ?(?:G|T)(?:bps|bit/s|b/s|bits?\b)|{FIGURE} ?(?:giga|tera)bits")
_BETWEEN_CHIPS = r"nvlink|interconnect|chip[- ]to[- ]chip|link\b|transfer (?:rate|speed)"
_LINK_AFTER = rf"{FIGURE}[^,;.]{{0,16}}\b(?:of )(?:NVLink|(?:chip[- ]to[- ]chip )?interconnect)\b"
#: formats of one speed in all that makers print
_ALIKE = {"bf16": ("bf16", "fp16"), "fp8": ("fp8", "int8"), "int8": ("int8", "fp8")}
_SIZE = Pattern(r"(\d+)GB")
_FORMATS = {"fp64": r"fp-?64|double[- ]precision", "tf32": r"tf-?32", "fp32": r"(?<!t)fp-?32|single[- ]precision",
            "bf16": r"b(?:f|float)-?16|fp-?16|(?<!b)float-?16|half[- ]precision|16-bit",
            "fp8": r"fp-?8|8-bit float", "int8": r"int-?8|8-bit (?:integer|number|operation|arithmetic)",
            "fp4": r"fp-?4|4-bit float", "int4": r"int-?4"}
_NAMES = {
    "memory": (("memory.size", "memory"),), "bandwidth": (("memory.bandwidth", "memory bandwidth"),),
    "interconnect": (("link.bidirectional", "speed of the links to other chips, both directions"),
                     ("pcie.bidirectional", "speed of the PCIe link, both directions")),
    "power": (("tdp", "design power"),), "tpp": (("tpp", "total processing performance"),),
}
#: formats and designs whose speed makers also print with sparsity, as twice the dense one
_SPARSE_TOO = ("tf32", "bf16", "fp16", "fp8", "int8", "fp4", "int4")
_SPARSE_DESIGNS = ("Ampere", "Ada", "Hopper", "Blackwell", "Blackwell Ultra", "Rubin", "CDNA3", "CDNA4")
_WORDS = {"bf16": "BF16 or FP16", "fp8": "FP8", "int8": "INT8", "fp4": "FP4", "int4": "INT4", "tf32": "TF32",
          "fp32": "FP32", "fp64": "FP64"}


def readings(claim: Claim, world: World) -> Answer:
    """The figure of the data sheet; speeds are dense unless the sentence says sparse; racks are so many chips."""
    one, two = chips_of_system(claim.subject, world), chips_of_system(claim.reference, world)
    if one is None and two is None:
        line = without_variants(chips_of_line(world.catalogue, claim.subject))
        return (line and of_line(claim, line, world, readings)) or _of_one(claim, world)
    if claim.scope == "power" or (claim.scope is None and mentions(claim, _DRAWS)):
        racks = of_racks(claim, one, two, world)
        if racks:
            return Found(tuple(racks))
    whole = speed_of_whole(one, _named_formats(claim), world) if claim.scope == "tflops" and two is None else []
    if whole:
        return Found(tuple(whole))
    inner = replace(claim, subject=one[0].id if one else claim.subject,
                    reference=two[0].id if two else claim.reference)
    words = " over ".join(f"{each[1]} {each[0].label} together" for each in (one, two) if each is not None)
    factor = (one[1] if one else 1) / (two[1] if two else 1)
    return of_system(claim, _of_one(inner, world, counted=True), factor, words, world)


def _of_one(claim: Claim, world: World, *, counted: bool = False) -> Answer:
    chip = variant_meant(claim, world)
    if chip is None:
        return missing(claim, world, "the data sheet")
    other = chip_of(world.catalogue, claim.reference)
    if other is not None and claim.unit in ("percent", "x"):
        if (claim.scope or "tflops") == "tflops" and _is_at_work(claim):
            return NoBasis(f"how fast the {chip.label} and the {other.label} do that work")
        return _relative(chip, other, claim, world)
    number = chips_joined(claim)
    if number and not counted and not OF_EACH.search(claim.sentence):
        return of_system(claim, _of_one(claim, world, counted=True), number, f"{number} {chip.label} together", world)
    near = clause_of_figure(claim)
    near += claim.sentence.partition(f"{near}:")[2]  # "130 TB/s: in a rack of 72"
    machine = re.search(_MACHINE, near, re.IGNORECASE) is not None or _draws_as_machine(claim, chip)
    if machine and not counted and not OF_EACH.search(claim.sentence):
        told = _OF_SO_MANY.search(clause_of_figure(claim))
        if told is not None:
            number = int(told[1].replace(",", ""))
            racks = of_racks(claim, (chip, number), None, world) if claim.scope == "power" else []
            if racks:
                return Found(tuple(racks))
            whole = f"{number} {chip.label} together"
            return of_system(claim, _of_one(claim, world, counted=True), number, whole, world)
        return NoBasis(f"the figures of a whole machine of {chip.label}s")
    scope = claim.scope or _scope_of(claim)
    scope = "interconnect" if scope == "bandwidth" and mentions(claim, _LINK_AFTER) else scope
    if scope in ("interconnect", "bandwidth") and (other_link := link_apart(claim)):
        dies = independent(chip.facts_of("link.dies"), claim, world, chip.vendor) if other_link == OF_DIES else ()
        if dies:
            words = f"speed of {OF_DIES} of the {chip.label}"
            return Found(tuple(rivals(dies, words, world, "plain", "possible")))
        return NoBasis(f"{other_link} of the {chip.label}")
    if scope == "memory" and mentions(claim, _NAMED_BY_SIZE):
        return Found(tuple(_sizes(chip, claim, world)))
    sized = [each for each in world.catalogue.chips.values() if _is_of_size(each, chip)]
    if scope == "memory" and len(sized) > 1 and mentions(claim, _WITH_SIZE):
        return Found(tuple(_memories(sized, claim, world)))
    if scope == "power" and claim.unit.upper() in ("MW", "GW") and not OF_EACH.search(claim.sentence):
        return missing(claim, world, "the power of so many chips together")
    if scope == "tflops":
        made = _speeds(chip, claim, world)
    elif scope == "tpp" and (computed := total_processing_performance(chip)) is not None:
        made = [reading("tpp", "the highest of speed times bits of an operation", computed, world)]
    else:
        made = []
        pairs = _NAMES.get(scope or "", ())
        if scope == "interconnect" and mentions(claim, _PCI) and not mentions(claim, "nvlink"):
            pairs = pairs[1:]
        if scope == "interconnect" and re.search(_ONE_WAY, clause_of_figure(claim), re.IGNORECASE):
            made += _one_way(chip, world)
        for name, words in pairs:
            values = independent(chip.facts_of(name), claim, world, chip.vendor)
            made += rivals(values, f"{words} of the {chip.label}", world, "shown" if made else "plain", "possible")
        if scope == "bandwidth" and not mentions(claim, _OF_MEMORY):  # "cut to 400 GB/s": it may be of the links
            made += [structs.replace(each, open="possible") for name, words in _NAMES["interconnect"][:1] for each in
                     rivals(independent(chip.facts_of(name), claim, world, chip.vendor),
                            f"{words} of the {chip.label}", world, "possible", "possible")]
        if scope == "interconnect" and made and _IN_BITS.search(claim.sentence):  # as networks are told of
            made += [structs.replace(each, open="possible") for each in _one_way(chip, world)]
    if made and is_superchip(chip) and not counted:
        return of_superchip(claim, scope, made, chip, world)
    return Found(tuple(made)) if made else missing(claim, world, f"the {scope or 'specification meant'}")


def _is_at_work(claim: Claim) -> bool:
    """Whether a speed is told of as at some work; "dense 16-bit throughput" is a data sheet's."""
    own = clause_of_figure(claim)
    if re.search(_AT_WORK, own, re.IGNORECASE) is None:
        return False
    peak = re.search(r"\bdense\b|\bpeak\b|\bon paper\b", own, re.IGNORECASE) or any(
        re.search(cue, own, re.IGNORECASE) for cue in _FORMATS.values())
    return not peak or re.search(_AT_WORK.replace("throughput|", ""), own, re.IGNORECASE) is not None


def _one_way(chip: Chip, world: World) -> list[Reading]:
    """The speed of the links in one direction: half of what data sheets give for both."""
    fact = chip.fact("link.bidirectional")
    if fact is None:
        return []
    quantity = Quantity("link.one_way", fact.unit, lambda both: both / 2, {"both": Input.of_fact(fact)}, "half of both")
    words = f"speed of the links to other chips of the {chip.label} in one direction"
    return [reading("link.one_way", words, quantity, world, reported=True)]


def _sizes(chip: Chip, claim: Claim, world: World) -> list[Reading]:
    """The memory of every form of a chip: a size that tells one of them from the others is right of that one."""
    root = chip.variant_of or chip.id
    forms = [chip, *(each for each in world.catalogue.chips.values() if each.id != chip.id and (
        each.id == root or each.variant_of == root or _is_of_size(each, chip)))]
    return _memories(forms, claim, world)


def _memories(forms: Sequence[Chip], claim: Claim, world: World) -> list[Reading]:
    made: list[Reading] = []
    for form in forms:
        values = independent(form.facts_of("memory.size"), claim, world, form.vendor)
        made += rivals(values, f"memory of the {form.label}", world, "possible", "possible")
    return made


def variant_meant(claim: Claim, world: World) -> Chip | None:
    """The chip that a claim names, in the form ("PCIe", "NVL", "40 GB") that its sentence gives and no other has."""
    chip = chip_of(world.catalogue, claim.subject)
    if chip is None or claim.sentence.lstrip().startswith("|"):
        return chip  # in a row of a table, words of another column tell nothing of the form
    if chip.variant_of and not claim.negated and mentions(claim, _CUT_FROM):
        return world.catalogue.chips.get(chip.variant_of)
    told = claim.sentence.partition(FIGURE)[0]
    own = chip.label.split()[-1]
    if _SIZE.fullmatch(own) and _is_told(own, chip.label.split()[0], told):
        return chip  # its size stands before the figure: "the A100 with 80 GB reads at 2,039, the 40 GB one at 1,555"
    root = chip.variant_of or chip.id
    name = chip.label.split()[0]
    for other in world.catalogue.chips.values():
        if other.id == chip.id or (other.id != root and other.variant_of not in (root, chip.id)
                                   and not _is_of_size(other, chip)):
            continue
        words = other.label.split()
        extra = [word for word in words[1:] if word not in chip.label.split()]
        if words[0] == name and extra and all(_is_told(word, name, claim.sentence) for word in extra):
            return other
    return chip


def _is_of_size(one: Chip, other: Chip) -> bool:
    """Whether two chips are one but for their memory, which their names give: "A100 40GB" and "A100 80GB"."""
    names = [each.label.split() for each in (one, other)]
    return all(len(each) == len(names[0]) > 1 and _SIZE.fullmatch(each[-1]) is not None for each in names) \
        and names[0][:-1] == names[1][:-1]


def _is_told(word: str, name: str, sentence: str) -> bool:
    """Whether a sentence tells a form of a chip, a size also as "with 40 GB" and "the 40-gigabyte A100"."""
    size = _SIZE.fullmatch(word)
    if re.search(rf"\b{re.escape(word)}\b", sentence) or size is None:
        return re.search(rf"\b{re.escape(word)}\b", sentence) is not None
    told = rf"{size[1]}[ -]?(?:GB|gigabytes?)\b"
    return re.search(rf"\bwith (?:its |only )?{told}|\b{told}[ -]"
                     rf"(?:version|variant|model|one|card|form|edition|{re.escape(name)})s?\b",
                     sentence, re.IGNORECASE) is not None


def _scope_of(claim: Claim) -> str | None:
    unit = claim.unit.lower()
    if "flop" in unit or "op" in unit.replace("copper", ""):
        return "tflops"
    if "/s" in unit or "per second" in unit:
        return "interconnect" if mentions(claim, _BETWEEN_CHIPS) else "bandwidth"
    if unit in ("gb", "gib", "tb", "mb"):
        return "memory"
    if unit in ("w", "kw", "watts"):
        return "power"
    return "tpp" if "tpp" in unit else None


def _named_formats(claim: Claim) -> list[str]:
    """The number formats that a sentence names, the one nearest to the figure first; what follows it goes before."""
    at = claim.sentence.find(FIGURE)
    found: list[tuple[float, str]] = []
    for name, cue in _FORMATS.items():
        gaps = [_AFTER_LESS * (each.start() - at) if each.start() >= at else _gap(claim.sentence[each.end():at])
                for each in re.finditer(cue, claim.sentence, re.IGNORECASE)]
        if gaps:
            found.append((min(gaps), name))
    return [name for _, name in sorted(found, key=lambda pair: pair[0])]


def _gap(between: str) -> float:
    """Letters from a format to the figure after it; a format before an "and" is of the figure before."""
    return len(between) * (1 if re.search(r",|\band\b", between) is None else _PARTED)


def asked_facts(chip: Chip, claim: Claim) -> list[tuple[str, Fact]]:
    """The speeds that a sentence could mean, by format, those it names first."""
    named = _named_formats(claim)
    whole = "tops" in claim.unit.lower() or claim.unit.lower().endswith("ops")
    whole = whole and "flop" not in claim.unit.lower()
    usual = named or (["int8", "fp8", "bf16"] if whole else ["bf16", "fp8", "int8"])
    order = [*usual, *(name for name in _FORMATS if name not in usual)]
    found = [(name, chip.fact(f"peak.{name}")) for name in order]
    if "fp16" in order or chip.fact("peak.bf16") is None:
        found.insert(0, ("fp16", chip.fact("peak.fp16")))
    return [(name, fact) for name, fact in found if fact is not None]


def _speeds(chip: Chip, claim: Claim, world: World) -> list[Reading]:
    named = any(mentions(claim, cue) for cue in _FORMATS.values())
    dense, sparse = told_dense(claim)
    made: list[Reading] = []
    of_formats = asked_facts(chip, claim)
    known = {name for name, _ in of_formats}
    lacking = named and not known & {each for one in _named_formats(claim)[:1] for each in _ALIKE.get(one, (one,))}
    for name, fact in of_formats:
        open_: Openness = "plain" if not made and not lacking else ("shown" if named else "possible")
        first = not made
        made.append(_speed(chip, name, fact, world, sparse=sparse, open_=open_))
        if not named and not dense and not sparse and not first and sparse_speed(chip, name) is not None:
            every = chip.facts_of(fact.name)
            made += [_speed(chip, name, each, world, sparse=True, open_="possible") for each in every]
        if first and (named or len(of_formats) == 1):
            rivals_ = [each for each in chip.facts_of(fact.name) if each.amount != fact.amount]
            made += [_speed(chip, name, each, world, sparse=sparse, open_="possible") for each in rivals_]
            if not dense and not sparse and sparse_speed(chip, name) is not None:
                made += [_speed(chip, name, each, world, sparse=True, open_="possible") for each in (fact, *rivals_)]
    return made


def _draws_as_machine(claim: Claim, chip: Chip) -> bool:
    """Whether power is of a machine named before it: "a server with 8 GPUs, CPUs and fans draws 10 kW"."""
    before = re.split(r"[;.](?=\s)", claim.sentence.partition(FIGURE)[0])[-1]
    machines = [each.end() for each in re.finditer(_MACHINE, before, re.IGNORECASE)]
    if (claim.scope or _scope_of(claim)) != "power" or not machines or not re.search(r"\bdraws?\b|\buses?\b|"
                                                                                     r"\bconsumes?\b", before):
        return False
    return chip.label not in before[machines[-1]:]


def sparse_speed(chip: Chip, name: str) -> float | None:
    """The speed with sparsity that the maker prints for a format, in TFLOP per second; None where there is none."""
    own, dense = chip.fact(f"sparse.{name}"), chip.fact(f"peak.{name}")
    if own is not None:
        return own.number
    if dense is None or name not in _SPARSE_TOO or chip.architecture not in _SPARSE_DESIGNS:
        return None
    return 2.0 * dense.number


def _speed(chip: Chip, name: str, fact: Fact, world: World, *, sparse: bool, open_: Openness) -> Reading:
    """One speed of a data sheet; with sparsity it is twice the dense one."""
    words = f"{_WORDS.get(name, name.upper())} speed of the {chip.label}, {'with sparsity' if sparse else 'dense'}"
    own = chip.fact(f"sparse.{name}") if sparse else None
    factor = 2.0 if sparse and own is None else 1.0
    quantity = Quantity(f"peak.{name}", fact.unit, lambda speed: speed * factor, {"speed": Input.of_fact(own or fact)},
                        "from the data sheet")
    title = f"peak.{name}" if open_ == "plain" else f"peak.{name} with sparsity" if sparse else f"peak.{name} dense"
    return reading(title, words, quantity, world, open=open_, reported=True)


def total_processing_performance(chip: Chip) -> Quantity | None:
    """Speed times bits of an operation, the highest over the number formats (TPP); None where no speed is known."""
    inputs: dict[str, Input | Quantity] = {}
    for name in BITS:
        fact = chip.fact(f"peak.{name}")
        if fact is not None and name not in ("fp64", "fp32", "tf32"):
            inputs[name] = Input.of_fact(fact)
    if not inputs:
        return None
    return Quantity("tpp", "TPP", _highest, inputs, "speed times bits of an operation")


def _highest(**speeds: Array) -> Array | float:
    best = 0.0
    for name, speed in speeds.items():
        best = max(best, float(speed) * BITS[name])
    return best


#: how fast a chip is said to be in use, rather than at its peak
_IN_USE = Pattern(r"\b(?:inference|real[- ]world|in practice|benchmark\w*|"
                  r"(?:achiev|deliver)\w+\b[^.;]{0,40}\bperformance)\b(?![^.;]*\b(?:peak|theoretical|FLOP\w*|"
                  r"dense|sparse|FP\d+|BF16|on paper)\b)", re.IGNORECASE)


def _relative(chip: Chip, other: Chip, claim: Claim, world: World) -> Answer:
    made: list[Reading] = []
    scope = claim.scope or "tflops"
    names = [f"peak.{name}" for name, _ in asked_facts(chip, claim)] if scope == "tflops" else \
        [name for name, _ in _NAMES.get(scope, ())]
    for name in names:
        one, two = chip.fact(name), other.fact(name)
        if one is None or two is None or not two.number:
            continue
        unit = claim.unit
        factor = 100.0 if unit == "percent" else 1.0
        quantity = Quantity(f"{name}.ratio", unit, lambda a, b, factor=factor: a / b * factor,
                            {"a": Input.of_fact(one), "b": Input.of_fact(two)}, "one data sheet over the other")
        words = f"{_spec_words(name)} of the {chip.label} over that of the {other.label}"
        made.append(reading(name, words, quantity, world, open="possible" if made else "plain"))
    if scope == "tflops" and _IN_USE.search(clause_of_figure(claim)):  # data sheets do not tell how fast it is in use
        made = [structs.replace(each, indirect=True) for each in made]
    return Found(tuple(made)) if made else NoBasis(f"the same figure of {chip.label} and {other.label}")


def _spec_words(name: str) -> str:
    if name.startswith("peak."):
        return f"dense {_WORDS.get(name[5:], name[5:].upper())} speed"
    return re.sub(r"[._]", " ", name)
