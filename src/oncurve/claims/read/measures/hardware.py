"""What a chip or system can do."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from oncurve.claims.read.drafts import Draft
from oncurve.claims.read.measures.plain import plain
from oncurve.claims.read.mentions import Mention
from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene
from oncurve.claims.read.specs import is_product, is_score_of_rules, spoken_spec
from oncurve.claims.read.tokens import stems, words

__all__ = ["BUILDS"]

_LINK = stems(
    "link links interconnect nvlink between infinity fabric chip-to-chip connection connections scale-up transfer "
    "pcie bidirectional unidirectional"
)
_MEMORY = stems("memory capacity capacities hbm hbm3 hbm3e hbm2e vram ram dram")
_SPEED = stems(
    "performance speed throughput training compute computing arithmetic tflops flops faster fast fp8 bf16 "
    "fp16 jobs petaflops powerful speedy quick quicker"
)
_BANDWIDTH = stems("bandwidth")
_POWER = stems("watts power draw draws energy consumption tdp electricity")
_CUES = (("interconnect", _LINK), ("bandwidth", _BANDWIDTH), ("memory", _MEMORY), ("power", _POWER))
_SAID_AFTER, _ITS = 5, 3
_FIGURES = words("memory bandwidth power")
_UNITS = words("memory bandwidth speed power")
_AGAINST, _CONTRAST = words("opposed against versus vs than instead rather compared"), 6
_MORE = words("more faster higher larger bigger quicker stronger increase boost gain jump uplift improvement")
_LESS = words("less slower lower smaller fewer weaker decrease reduction drop cut")
_FASTER, _JOINS = words("fast faster quick quicker slow slower speed"), words(", ; : and but while than")
_SPEEDS = words("computing compute processing computational")


def _chip(scene: Scene, quantity: Quantity) -> Mention | None:
    """The chip or system a figure describes: an outer system goes before the chips inside it."""
    word = scene.tokens.word
    before = [m for m in scene.of_kind("chip") if m.end <= quantity.first and not scene.is_reference(m)]
    if before and len(before) > 1 and scene.bound(quantity.end, "chip") is None:
        first = before[0]
        inner = before[-1]
        if any(word[k].isdigit() for k in range(first.end, inner.first)) and not {
            "while",
            "whereas",
            "but",
            ";",
            "against",
        } & set(word[first.end : inner.first]):
            return first
    return scene.subject(quantity, "chip")


def _scope(scene: Scene, quantity: Quantity) -> str | None:
    if quantity.dim == "memory":
        return "memory"
    if quantity.dim == "bandwidth":
        last = next((d for d in reversed(scene.made) if d.measure == "chip_spec" and d.end <= quantity.first), None)
        if last is not None and last.unit.endswith("/s") and quantity.first - last.end <= _CONTRAST and (
                not _AGAINST.isdisjoint(scene.tokens.word[last.end : quantity.first])):
            return last.scope  # "400 GB a second, as opposed to the 600 of B"
        named = scene.near(quantity.core, _BANDWIDTH, 6, 0)
        if named is not None and named > scene.first and scene.stem_at(named - 1) in _LINK:
            return "interconnect"  # "its interconnect bandwidth was cut from 600"
        return (
            "interconnect"
            if (
                _linked(scene, quantity.core, 14, 8)
                and scene.near(quantity.core, _BANDWIDTH | _MEMORY, 4, 5) is None
            )
            or _linked(scene, quantity.core, 4, 4)
            else "bandwidth"
        )
    if quantity.dim == "speed":
        return "tflops"
    if quantity.dim == "power":
        return "power"
    if quantity.dim == "tpp":
        return "tpp"
    word = scene.tokens.word
    if word[quantity.first - 3 : quantity.first] == [",", "which", "is"]:  # "2 TB/s of bandwidth, which is double"
        last = next((d for d in reversed(scene.made) if d.measure == "chip_spec" and d.end <= quantity.first), None)
        if last is not None:
            return last.scope
    following = next((q.first for q in scene.quantities if q.first >= quantity.stop), scene.end)
    if _of_figure(scene, quantity, following):
        last = next((d for d in reversed(scene.made) if d.measure == "chip_spec" and d.end <= quantity.first), None)
        if last is not None:
            return last.scope
    stop = min(following, quantity.core + _SAID_AFTER + 1)
    after = {scope: at for scope, cues in (*_CUES, ("tflops", _SPEED))
             if (at := _first_of(scene, cues, quantity.stop, stop)) is not None}
    if "memory" in after and after.get("bandwidth") == after["memory"] + 1:
        del after["memory"]  # "1.4 times the memory bandwidth"
    if _memory_speed(scene, quantity):
        return "bandwidth"
    if after:
        return min(after, key=lambda scope: after[scope])  # "and is six times as powerful", whatever came before
    near = next((scope for scope, cues in _CUES if _cued(scene, scene.near(quantity.core, cues, 5, 7))), None)
    if near is None and scene.near(quantity.core, _SPEED, 7, 7) is None:  # "cut the transfer rate of A to half of B"
        near = next((scope for scope, cues in _CUES[:2] if scene.near(quantity.core, cues, 14, 0) is not None), None)
    return near or "tflops"


def _memory_speed(scene: Scene, quantity: Quantity) -> bool:
    """Whether a ratio tells how fast a memory is: "its memory is 1.4 times as fast"."""
    word = scene.tokens.word
    at = scene.near(quantity.first, _MEMORY, _SAID_AFTER, 0)
    if quantity.dim not in ("ratio", "percent", "fraction") or at is None or not _cued(scene, at):
        return False
    return _JOINS.isdisjoint(word[at : quantity.first]) and not _FASTER.isdisjoint(
        word[quantity.stop : min(quantity.stop + _ITS, scene.end)])


def _of_figure(scene: Scene, quantity: Quantity, following: int) -> bool:
    """Whether a ratio is to the figure of another chip: "148 teraflops, a seventh of the 989 of the H100"."""
    if quantity.dim not in ("ratio", "fraction", "percent") or following - quantity.stop > _SAID_AFTER:
        return False
    between = scene.tokens.word[quantity.stop - 1 : following]
    figure = next((q for q in scene.quantities if q.first == following), None)
    return figure is not None and figure.dim not in ("ratio", "fraction", "percent") and "of" in between


def _linked(scene: Scene, at: int, before: int, after: int) -> bool:
    """Whether links are named within so many tokens; the "PCIe" of a chip's own name tells which form it is."""
    cover = scene.cover
    return any(scene.stem_at(k) in _LINK and ((name := cover[k]) is None or name.kind != "chip")
               for k in range(max(scene.first, at - before), min(scene.end, at + after + 1)))


def _first_of(scene: Scene, cues: frozenset[str], first: int, end: int) -> int | None:
    """The first of some tokens that has one of some stems and is what a figure is named by."""
    return next((k for k in range(first, min(end, scene.end)) if scene.stem_at(k) in cues and _cued(scene, k)), None)


def _cued(scene: Scene, at: int | None) -> bool:
    """Whether a word was found that names a figure; "computing power" is speed."""
    return at is not None and scene.tokens.word[at - 1] not in _SPEEDS


def _spec(scene: Scene, quantity: Quantity) -> Draft:
    told = _is_bare(scene, quantity) and spoken_spec(scene, quantity.value or 0.0) == ("tpp", "TPP")
    if told or (_has_no_unit(scene, quantity) and is_score_of_rules(scene, quantity)):
        quantity = replace(quantity, dim="tpp", unit="TPP")  # whatever unit the sentence before has
    if quantity.dim in ("percent", "ratio", "fraction"):
        return _relative(scene, quantity)
    if quantity.dim == "flop":  # "the A, at 312 trillion operations": those of a second
        quantity = replace(quantity, dim="speed", unit="FLOPS")
    made = plain("chip_spec", scene, quantity)
    chip = _chip(scene, quantity)
    made.subject = chip.ident if chip is not None else made.subject
    made.scope = _scope(scene, quantity)
    named = scene.cover[quantity.stop] if quantity.stop < scene.end else None
    if quantity.dim == "memory" and named is not None and named.kind == "chip":
        made.negated = False  # "does not fit on an 80 GB A": the size is not denied
    return made


def _is_bare(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number has no unit, neither of its own nor of one before it in its sentence."""
    if not _has_no_unit(scene, quantity):
        return False
    return is_product(scene) or not any(q.dim in _UNITS and q.stop <= quantity.first for q in scene.quantities)


def _has_no_unit(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number is written without a unit of its own."""
    return quantity.stop <= quantity.core + 1 and not scene.tokens.word[quantity.core].strip("0123456789,.")


def _relative(scene: Scene, quantity: Quantity) -> Draft:
    """`80% of an A100`, `three times the memory of the H100`, `half the bandwidth`."""
    made = plain("chip_spec", scene, quantity)
    made.unit = "x" if quantity.dim == "ratio" else "percent"
    if quantity.dim in ("percent", "fraction"):
        _as_ratio(made, set(scene.tokens.word[quantity.stop : quantity.stop + _SAID_AFTER - 2]))
    made.scope = _scope(scene, quantity)
    last = next((c for c in scene.made if c.measure == "chip_spec" and c.reference), None)
    chips = scene.of_kind("chip")
    after = [m for m in chips if m.first >= quantity.stop]
    if last is not None and scene.tokens.word[quantity.stop : quantity.stop + 1] in (["its"], ["the"]) and not after:
        made.subject, made.reference = last.subject, last.reference
        return made
    reference = next(iter(after or [m for m in chips if scene.is_reference(m)]), None)
    if reference is None:
        return made
    before = [m for m in chips if m.end <= quantity.first and m is not reference]
    met = (m for m in reversed(scene.focus.met) if m.kind == "chip" and m.ident != reference.ident)
    subject = before[-1] if before else next(met, None)
    made.subject, made.reference = subject.ident if subject is not None else made.subject, reference.ident
    its = next((q for q in scene.quantities if 0 < q.first - reference.end <= _ITS), None)
    if its is not None and scene.tokens.word[reference.end] in ("'s", "sxm", "pcie") and its.dim in _FIGURES:
        made.scope = _scope(scene, its)  # "58% faster than the B's 3 TB/s"
    if 0 <= reference.first - quantity.stop <= 3:
        made.end = reference.end
    return made


def _as_ratio(made: Draft, after: set[str]) -> None:
    """Turns "40% more" into 1.4 times, and "40% less" into 60 percent of the other."""
    if not _MORE.isdisjoint(after):
        made.unit, (made.value, made.low, made.high) = "x", _each(made, lambda share: 1 + share / 100)
    elif not _LESS.isdisjoint(after):
        made.value, made.high, made.low = _each(made, lambda share: 100 - share)


def _each(made: Draft, turned: Callable[[float], float]) -> list[float | None]:
    return [None if each is None else round(turned(each), 6) for each in (made.value, made.low, made.high)]


BUILDS = {"chip_spec": _spec}
